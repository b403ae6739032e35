/*
 * zb-units: records in, the same records with value and resolution in one unit per dimension out.
 *
 * Exact: a factor is a fraction, and where its quotient does not end (亩 to 公顷) the exact value
 * is rounded once. What a unit text means is looked up once and kept; a row then costs one product
 * of whole numbers.
 */
#include "lib/args.h"
#include "lib/buf.h"
#include "lib/csvout.h"
#include "lib/decimal.h"
#include "lib/hash.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/rate.h"
#include "lib/rec.h"
#include "lib/start.h"
#include "lib/tally.h"
#include "lib/translate.h"
#include "lib/units.h"

#include <stdlib.h>

static const char usage[] =
    "usage: zb-units [-v] [--explain] [-d FILE]... [--to UNIT]... [--keep UNIT]... [--rates FILE]\n"
    "                [--rejects FILE] [FILE ...]\n"
    "Converts value and resolution exactly to the canonical unit of each dimension (亿元, 平方米 "
    "...).\n"
    "  --to UNIT       convert to this unit; records of other dimensions pass unchanged; "
    "repeatable\n"
    "  --keep UNIT     leave records in this unit as they are; repeatable\n"
    "  -d FILE         take units from this dictionary too (zb-dict(5)); repeatable\n"
    "  --rates FILE    convert currencies by this table: period,from,to,rate\n"
    "  --rejects FILE  keep refused rows there, with file, line and reason\n"
    "  --explain       say on stderr how each unit is converted, where it first stands\n"
    "  --progress      show on a terminal how much was read, and how fast\n"
    "  -v, --verbose   say on stderr how many records were converted\n"
    "  -h, --help      print this and exit\n"
    "  -V, --version   print the version and exit\n";

enum { USES = 4096, USE_SLOTS = 2 * USES, REMEDIES = 1000 };

/* What is done with the records of one unit text. */
struct use {
    struct view text; /* owned */
    enum { UNKNOWN, PASS, CONVERT, BY_RATE } action;
    struct unit unit;
    struct view to;       /* the unit it becomes */
    mpq_srcptr to_factor; /* how many canonical units that is; NULL for the canonical unit itself */
    struct view currency; /* BY_RATE: the dimension that it becomes */
    struct factor factor; /* in force: CONVERT always; BY_RATE for the period below, where set */
    struct buf period;
    struct buf remedy; /* UNKNOWN: what to do about it */
    bool set;
    bool explained;
};

/* A --to or --keep of the command line. */
struct wish {
    struct view text;
    struct unit unit;
};

static struct units *units;
static struct wish *to, *keep;
static size_t to_count, keep_count;
static struct rates *rates; /* NULL without --rates */

static struct use **uses; /* open addressing by unit text */
static size_t use_count;

static struct wish *add_wish(struct wish *list, size_t *count, const char *text)
{
    list = mem_grow(list, *count + 1, sizeof *list);
    list[(*count)++] = (struct wish){.text = view_of(text)};
    return list;
}

/* Appends what helps against a unit that is not known: the nearest one, or a dictionary. Of a text
 * that is all unknown units the first are enough: tally.h reports no more. */
static void add_remedy(struct buf *b, struct view text)
{
    static unsigned looked;
    if (looked < REMEDIES) {
        looked++;
        buf_add_string(b, translated("nearest: "));
        size_t n = b->n;
        units_nearest(units, text, b);
        if (b->n > n)
            return;
        buf_clear(b);
    }
    buf_add_string(b, translated("-d FILE adds it"));
}

static void find_wishes(struct wish *list, size_t count, const char *option)
{
    for (size_t i = 0; i < count; i++) {
        if (units_find(units, list[i].text, &list[i].unit))
            continue;
        struct buf b = {0};
        add_remedy(&b, list[i].text);
        die(NULL, 0, "%s: no such unit: %.*s; %.*s", option, view_shown(list[i].text),
            list[i].text.p, (int)b.n, b.p);
    }
}

static const struct wish *find_to(struct view dimension)
{
    for (size_t i = 0; i < to_count; i++)
        if (view_equal(to[i].unit.dimension, dimension))
            return &to[i];
    return NULL;
}

/* The dimension that a currency is to become, and that one's canonical unit; empty where it stays
 * what it is. */
static struct view target_currency(struct view dimension, struct view *canonical)
{
    static const struct view none = {"", 0};
    if (rates == NULL || !rates_has(rates, dimension) || find_to(dimension) != NULL)
        return none;
    for (size_t i = 0; i < to_count; i++) {
        if (rates_has(rates, to[i].unit.dimension)) {
            *canonical = to[i].unit.canonical;
            return to[i].unit.dimension;
        }
    }
    struct view target = rates_target(rates, canonical);
    return to_count > 0 || view_equal(dimension, target) ? none : target;
}

/* Decides what is done with the records of this unit. */
static void decide(struct use *u)
{
    if (!units_find(units, u->text, &u->unit)) {
        u->action = UNKNOWN;
        return;
    }
    u->action = PASS;
    for (size_t i = 0; i < keep_count; i++)
        if (view_equal(keep[i].unit.dimension, u->unit.dimension) &&
            mpq_equal(keep[i].unit.factor.q, u->unit.factor.q))
            return;
    struct view canonical = u->unit.canonical;
    u->currency = target_currency(u->unit.dimension, &canonical);
    const struct wish *wish = find_to(u->currency.n > 0 ? u->currency : u->unit.dimension);
    if (u->currency.n == 0 && wish == NULL && to_count > 0)
        return; /* another dimension than what was asked for */
    u->to = wish != NULL ? wish->text : canonical;
    u->to_factor = wish != NULL ? wish->unit.factor.q : NULL;
    if (u->currency.n > 0) {
        u->action = BY_RATE;
        return;
    }
    if (view_equal(u->text, u->to))
        return;
    u->action = CONVERT;
    mpq_t q;
    mpq_init(q);
    mpq_set(q, u->unit.factor.q);
    if (u->to_factor != NULL)
        mpq_div(q, q, u->to_factor);
    factor_set(&u->factor, q);
    u->set = true;
    mpq_clear(q);
}

/* The factor of a currency for the period; false where there is no rate. */
static bool set_rate(struct use *u, struct view period)
{
    if (u->set && view_equal(buf_view(&u->period), period))
        return true;
    mpq_t q;
    mpq_init(q);
    bool found = rates_find(rates, period, u->unit.dimension, u->currency, q);
    if (!found) {
        mpq_clear(q);
        return false;
    }
    mpq_mul(q, q, u->unit.factor.q);
    if (u->to_factor != NULL)
        mpq_div(q, q, u->to_factor);
    if (u->set)
        factor_free(&u->factor);
    factor_set(&u->factor, q);
    mpq_clear(q);
    u->set = true;
    buf_clear(&u->period);
    buf_add_view(&u->period, period);
    return true;
}

static struct use *new_use(struct view text)
{
    struct use *u = mem_new(1, sizeof *u);
    char *copy = mem_grow(NULL, text.n, 1);
    memcpy(copy, text.p, text.n);
    u->text = (struct view){copy, text.n};
    decide(u);
    if (u->action == UNKNOWN)
        add_remedy(&u->remedy, text);
    return u;
}

static void free_use(struct use *u)
{
    if (u->set)
        factor_free(&u->factor);
    if (u->action != UNKNOWN)
        unit_free(&u->unit);
    buf_free(&u->period);
    buf_free(&u->remedy);
    free((char *)u->text.p);
    free(u);
}

/* The use of a unit text. The table is bounded: beyond it one is made for each row. */
static struct use *find_use(struct view text)
{
    static struct use *last, *spare;
    if (last != NULL && view_equal(last->text, text))
        return last;
    size_t i = hash_add(0, text) % USE_SLOTS;
    while (uses[i] != NULL && !view_equal(uses[i]->text, text))
        i = (i + 1) % USE_SLOTS;
    if (uses[i] == NULL && use_count == USES) {
        if (spare != NULL)
            free_use(spare);
        spare = new_use(text);
        last = NULL;
        return spare;
    }
    if (uses[i] == NULL) {
        uses[i] = new_use(text);
        use_count++;
    }
    last = uses[i];
    return last;
}

static void say_how(struct use *u, const struct rec *rec)
{
    u->explained = true;
    struct buf b = {0};
    if (u->action == UNKNOWN) {
        buf_add_string(&b, translated("unknown, passes unchanged"));
    } else {
        buf_add_view(&b, u->unit.dimension);
        buf_add_string(&b, ": ");
        buf_add_view(&b, buf_view(&u->unit.why));
        if (u->action == PASS) {
            buf_add_string(&b, translated(", passes unchanged"));
        } else {
            buf_add_string(&b,
                           translated(u->action == BY_RATE ? N_(", by rate to ") : N_(", to ")));
            buf_add_view(&b, u->to);
        }
        if (u->set) {
            char *q = mpq_get_str(NULL, 10, u->factor.q);
            buf_add_string(&b, translated(", times "));
            buf_add_string(&b, q);
            free(q);
            if (!u->factor.finite)
                buf_add_string(&b, translated(", rounded"));
        }
    }
    msg(rec->file, rec->line, "%.*s: %.*s", view_shown(u->text), u->text.p, (int)b.n, b.p);
    buf_free(&b);
}

/* Whether the field is a decimal; the row is refused where it is not. */
static bool check_decimal(const struct rec *rec, size_t column, const char *name)
{
    static struct decimal d; /* keeps its memory */
    struct view field = rec->fields[column];
    int64_t n;
    uint32_t places;
    if (decimal_read_short(field, &n, &places) || decimal_read(&d, field))
        return true;
    rec_reject(rec, "%s: not a decimal: %.*s", name, view_shown(field), field.p);
    return false;
}

/* Multiplies value and, where it has one, resolution of the row; what they become is in two buffers
 * that the next call uses again. */
static void convert(struct rec *rec, size_t value, size_t resolution, const struct factor *f)
{
    static struct decimal v, r; /* keep their memory */
    static struct buf value_text, resolution_text;
    bool resolved = resolution != REC_NONE && rec->fields[resolution].n > 0;
    decimal_read(&v, rec->fields[value]);
    if (resolved)
        decimal_read(&r, rec->fields[resolution]);
    decimal_multiply(&v, f);
    if (resolved) {
        decimal_multiply(&r, f);
        if (f->finite) {
            /* 15000 万元 with a resolution of 1000 is 1.5 亿元, not 1.5000 */
            decimal_trim(&r, 0);
            decimal_trim(&v, r.places);
        }
        buf_clear(&resolution_text);
        decimal_write(&resolution_text, &r);
        rec->fields[resolution] = buf_view(&resolution_text);
    }
    buf_clear(&value_text);
    decimal_write(&value_text, &v);
    rec->fields[value] = buf_view(&value_text);
}

static void free_all(void)
{
    for (size_t i = 0; i < USE_SLOTS; i++)
        if (uses[i] != NULL)
            free_use(uses[i]);
    free(uses);
    for (size_t i = 0; i < to_count; i++)
        unit_free(&to[i].unit);
    for (size_t i = 0; i < keep_count; i++)
        unit_free(&keep[i].unit);
    free(to);
    free(keep);
    if (rates != NULL)
        rates_free(rates);
    units_free(units);
}

int main(int argc, char **argv)
{
    enum { OPT_TO = 2000, OPT_KEEP, OPT_RATES };
    static const struct option longs[] = {
        {"to", required_argument, NULL, OPT_TO},
        {"keep", required_argument, NULL, OPT_KEEP},
        {"rates", required_argument, NULL, OPT_RATES},
        {0},
    };
    start("zb-units");
    units = units_new();
    struct args args = {
        .usage = usage, .shorts = "d:", .longs = longs, .has_explain = true, .has_rejects = true};
    const char *rate_file = NULL;
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        if (c == 'd')
            units_read(units, optarg);
        else if (c == OPT_TO)
            to = add_wish(to, &to_count, optarg);
        else if (c == OPT_KEEP)
            keep = add_wish(keep, &keep_count, optarg);
        else if (c == OPT_RATES)
            rate_file = optarg;
    }
    units_check(units);
    find_wishes(to, to_count, "--to");
    find_wishes(keep, keep_count, "--keep");
    for (size_t i = 1; i < to_count; i++)
        for (size_t k = 0; k < i; k++)
            if (view_equal(to[i].unit.dimension, to[k].unit.dimension))
                die(NULL, 0, "--to: %s and %s are both %.*s", to[k].text.p, to[i].text.p,
                    (int)to[i].unit.dimension.n, to[i].unit.dimension.p);
    if (rate_file != NULL)
        rates = rates_read(units, rate_file);
    uses = mem_new(USE_SLOTS, sizeof *uses);

    struct out *o = out_standard();
    struct rec_reader *r = rec_open(argv + optind, (size_t)(argc - optind));
    size_t value = rec_need(r, "value"), unit = rec_need(r, "unit");
    size_t resolution = rec_column(r, "resolution"), status = rec_column(r, "status");
    size_t period = rate_file != NULL ? rec_need(r, "period") : REC_NONE;
    uint64_t converted = 0, records = 0;
    rec_write_header(o, r, NULL, 0);
    for (struct rec *rec; (rec = rec_next(r)) != NULL; records++) {
        struct view text = rec->fields[unit];
        bool figure = rec->fields[value].n > 0;
        if (figure && (!check_decimal(rec, value, "value") ||
                       (resolution != REC_NONE && rec->fields[resolution].n > 0 &&
                        !check_decimal(rec, resolution, "resolution"))))
            continue;
        struct use *u = text.n > 0 ? find_use(text) : NULL;
        bool withheld = !figure && status != REC_NONE && view_is(rec->fields[status], "suppressed");
        bool ready = u != NULL && u->action != PASS && u->action != UNKNOWN && (withheld || figure);
        if (ready && u->action == BY_RATE && !set_rate(u, rec->fields[period])) {
            tally_add(rec->file, rec->line, "no rate from %.*s to %.*s for %.*s",
                      (int)u->unit.dimension.n, u->unit.dimension.p, (int)u->currency.n,
                      u->currency.p, view_shown(rec->fields[period]), rec->fields[period].p);
            ready = false;
        }
        if (u != NULL && args.explain && !u->explained)
            say_how(u, rec);
        if (u != NULL && u->action == UNKNOWN)
            tally_add(rec->file, rec->line, "unknown unit: %.*s; %.*s", view_shown(text), text.p,
                      (int)u->remedy.n, u->remedy.p);
        if (!ready) {
            rec_write_same(o, rec);
            continue;
        }
        if (figure)
            convert(rec, value, resolution, &u->factor);
        rec->fields[unit] = u->to;
        csvout_row(o, rec->fields, rec->count);
        converted++;
    }
    tally_report();
    if (args.verbose)
        msg(NULL, 0, "%llu of %llu records converted", (unsigned long long)converted,
            (unsigned long long)records);
    rec_close(r);
    free_all();
    return finish();
}
