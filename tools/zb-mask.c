/*
 * zb-mask: a table of records in, what may be published of it out.
 *
 * All records are held: whether a cell can be published depends on every other one. A cell is the
 * records that agree in the indicator and in the dimensions; its levels, growths and shares, in
 * whatever unit, are published or withheld together, since each can be had from the others.
 */
#include "lib/arena.h"
#include "lib/args.h"
#include "lib/buf.h"
#include "lib/columns.h"
#include "lib/csvout.h"
#include "lib/cube.h"
#include "lib/decimal.h"
#include "lib/hierarchy.h"
#include "lib/kind.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/period.h"
#include "lib/private.h"
#include "lib/protect.h"
#include "lib/rec.h"
#include "lib/reject.h"
#include "lib/release.h"
#include "lib/rounding.h"
#include "lib/row.h"
#include "lib/sensitivity.h"
#include "lib/start.h"
#include "lib/summary.h"
#include "lib/translate.h"

#include <stdlib.h>

static const char usage[] =
    "usage: zb-mask [-v] [-b COLUMNS] [-c COLUMN] [-n NUMBER] [-l COLUMN [-p PERCENT]]\n"
    "               [-t TOTAL]... [-H FILE]... [--round BASE] [-d FILE]... [--keep COLUMNS]\n"
    "               [--log FILE] [--rejects FILE] [FILE ...]\n"
    "Withholds figures of single reporters, and what they could be computed from.\n"
    "  -b COLUMNS       cells are told apart by these; the default is region,item,period\n"
    "  -c COLUMN        how many reporters a figure is of; the default is count\n"
    "  -n NUMBER        withhold figures of fewer reporters; the default is 3\n"
    "  -l COLUMN        what the largest reporter has of a figure (or the largest two, three ...)\n"
    "  -p PERCENT       withhold figures of which that is more; the default is 85\n"
    "  -t TOTAL         this is a total too: VALUE, or COLUMN=VALUE as in region=全市; repeatable\n"
    "  -H FILE          which value is part of which: CSV of column,value,parent; repeatable\n"
    "  --round BASE     round all amounts to multiples of it instead of withholding them\n"
    "  -d FILE          drop the columns of this list too (zb-dict(5), private.csv); repeatable\n"
    "  --keep COLUMNS   do not drop these\n"
    "  --log FILE       keep there what was withheld, and by which rule\n"
    "  --rejects FILE   keep refused rows there, with file, line and reason\n"
    "  --progress       show on a terminal how much was read, and how fast\n"
    "  -v, --verbose    say on stderr how many records were withheld\n"
    "  -h, --help       print this and exit\n"
    "  -V, --version    print the version and exit\n";

/* Why a record is withheld. */
enum why { OPEN, GIVEN, REPORTERS, DOMINANCE, COMPLEMENT, DERIVED, UNCOUNTED };

static const char *const whys[] = {"",          "withheld before", "reporters",
                                   "dominance", "complementary",   "derived"};

struct kept {
    struct view row, raw; /* raw only where the row may still be refused */
    struct cell *cell;
    const char *file;
    uint64_t line;
    enum why why;
    bool amount; /* a level or change: it adds up */
};

static struct {
    size_t value, count, largest, status, resolution;
} in;

static struct sensitivity sensitivity;
static struct rounding rounding;
static bool rounds; /* amounts, instead of withholding them */
static struct hierarchy *hierarchy;
static struct kinds *kinds;
static struct cube cube;
static const struct view *names; /* of the input's columns */
static size_t column_count;
static struct release release;
static struct arena arena;
static struct kept *all;
static size_t record_count, cap;

static void set_dimensions(const struct rec_reader *r, const char *by)
{
    static const char standard[] = "region,item,period";
    struct view rest = view_of(by != NULL ? by : standard), name;
    hierarchy_need(hierarchy, rest);
    while (summary_next_name(&rest, &name)) {
        size_t column = release_column(&release, name);
        if (column == REC_NONE) {
            if (by == NULL)
                continue;
            char *text = strndup(name.p, name.n);
            rec_need(r, text != NULL ? text : "");
        }
        if (!cube_add(&cube, column))
            die(NULL, 0, "-b: %.*s is named twice", view_shown(name), name.p);
        if (column == in.value || column == in.count || column == in.largest)
            die(NULL, 0, "-b: %.*s cannot tell cells apart", view_shown(name), name.p);
        if (release.dropped[column])
            die(NULL, 0, "-b: %.*s is dropped (--keep keeps it)", view_shown(name), name.p);
        release.stays[column] = true;
    }
    cube_close(&cube);
}

static void set_columns(const struct rec_reader *r, const char *count, const char *largest)
{
    names = rec_names(r, &column_count);
    in.value = rec_need(r, "value");
    in.count = rec_column(r, count);
    if (in.count == REC_NONE)
        rec_lacks(r, count, N_("-c names the one of how many reporters a figure is of"));
    in.largest = largest != NULL ? rec_need(r, largest) : REC_NONE;
    in.status = rec_column(r, "status");
    in.resolution = rec_column(r, "resolution");
    cube = (struct cube){
        .hierarchy = hierarchy,
        .names = names,
        .indicator = rec_column(r, "indicator"),
        .measure = rec_column(r, "measure"),
        .against = rec_column(r, "against"),
        .period = rec_column(r, "period"),
    };
}

/* What the record says of its cell: who reported it, and whether that is too few or too much of
 * one.
 */
static void judge(struct cell *c, const struct kept *k, const struct decimal *value,
                  const struct decimal *largest, bool counted, uint64_t reporters, bool given)
{
    c->listed = true;
    c->counted = c->counted || counted || given;
    enum why why = OPEN;
    if (given)
        why = GIVEN;
    else if (counted && sensitivity_too_few(&sensitivity, reporters))
        why = REPORTERS;
    else if (k->amount && largest != NULL && sensitivity_dominated(&sensitivity, largest, value))
        why = DOMINANCE;
    c->alone = c->alone || (counted && reporters == 1);
    if (why != OPEN && !c->sensitive) {
        c->sensitive = true;
        c->state = CELL_SUPPRESSED;
        c->why = why;
    }
    if (!k->amount || given)
        return;
    if (decimal_sign(&c->weight) == 0) {
        decimal_set(&c->weight, value);
        if (decimal_sign(value) < 0)
            decimal_negate(&c->weight);
    }
}

static enum cell_sums sums_of(enum kind kind)
{
    if (kind == KIND_RATE)
        return SUMS_NONE;
    return kind == KIND_STOCK ? SUMS_STOCK : SUMS_FLOW;
}

static void add_record(const struct rec *rec)
{
    static struct decimal value, largest;
    struct view figure = rec->fields[in.value], count = rec->fields[in.count];
    struct view measure = columns_pick(rec->fields, cube.measure),
                most = columns_pick(rec->fields, in.largest);
    uint64_t reporters = 0;
    struct kept k = {.file = rec->file, .line = rec->line};
    bool given = figure.n == 0 && view_is(columns_pick(rec->fields, in.status), "suppressed");
    k.amount = measure.n == 0 || view_is(measure, "level") || view_is(measure, "change");
    if (!given && !decimal_read(&value, figure)) {
        rec_reject(rec, figure.n == 0 ? N_("value: empty%.*s") : N_("value: not a decimal: %.*s"),
                   view_shown(figure), figure.p);
        return;
    }
    if (count.n > 0 && !view_number(count, &reporters)) {
        rec_reject(rec, "%.*s: not a number of reporters: %.*s", view_shown(names[in.count]),
                   names[in.count].p, view_shown(count), count.p);
        return;
    }
    bool measured = in.largest != REC_NONE && k.amount && !given;
    if (measured && !decimal_read(&largest, most)) {
        rec_reject(rec, "%.*s: not a decimal: %.*s", view_shown(names[in.largest]),
                   names[in.largest].p, view_shown(most), most.p);
        return;
    }
    struct period period;
    if (cube.period != REC_NONE && !period_parse(rec->fields[cube.period], &period)) {
        rec_reject(rec, "period: not a period: %.*s", view_shown(rec->fields[cube.period]),
                   rec->fields[cube.period].p);
        return;
    }
    k.cell = cube_cell(&cube, rec->fields);
    bool fresh = !k.cell->listed;
    if (fresh)
        k.cell->state = CELL_PUBLISHED;
    judge(k.cell, &k, &value, measured ? &largest : NULL, count.n > 0, reporters, given);
    if (view_is(measure, "share") && k.cell->share == 0)
        k.cell->share = cube_share(&cube, rec->fields);
    if (k.amount)
        k.cell->sums = sums_of(kinds_find(kinds, columns_pick(rec->fields, cube.indicator), NULL));
    else if (k.cell->share > 0 && k.cell->sums == SUMS_NONE)
        k.cell->sums = SUMS_WHOLE;
    static struct buf row;
    buf_clear(&row);
    row_format(&row, rec->fields, rec->count);
    k.row = arena_copy(&arena, buf_view(&row));
    k.raw = k.cell->counted ? (struct view){0} : arena_copy(&arena, rec->raw);
    if (record_count == cap) {
        cap = cap == 0 ? 1024 : 2 * cap;
        all = mem_grow(all, cap, sizeof *all);
    }
    all[record_count++] = k;
}

/* Refuses what no record says the number of reporters of; it is not published then. */
static void refuse_uncounted(void)
{
    for (size_t i = 0; i < record_count; i++) {
        struct kept *k = &all[i];
        if (k->cell->counted)
            continue;
        k->why = UNCOUNTED;
        k->cell->listed = false;
        if (k->cell->state == CELL_PUBLISHED)
            k->cell->state = CELL_HIDDEN;
        reject(k->file, k->line, k->raw, "%.*s: empty: nobody knows how many reporters it is of",
               view_shown(names[in.count]), names[in.count].p);
    }
}

/* A row of the log: what tells the cell from others, and the rule; of the names, its header. */
static void write_log(struct out *log, const struct view *fields, const char *rule)
{
    struct view row[cube.dimension_count + 4];
    size_t n = 0;
    if (cube.table_count > 0)
        row[n++] = fields[cube.indicator];
    for (size_t i = 0; i < cube.dimension_count; i++)
        row[n++] = fields[cube.dimensions[i]];
    if (cube.measure != REC_NONE)
        row[n++] = fields[cube.measure];
    row[n++] = view_of(rule);
    csvout_row(log, row, n);
}

static void write_header(struct out *o, struct out *log)
{
    struct view *row = mem_new(column_count + 1, sizeof *row); /* as long as the header says */
    size_t n = 0;
    for (size_t i = 0; i < column_count; i++)
        if (!release.dropped[i])
            row[n++] = names[i];
    if (in.status == REC_NONE)
        row[n++] = view_of("status");
    csvout_row(o, row, n);
    free(row);
    out_flush(o);
    if (log != NULL)
        write_log(log, names, "rule");
}

/* Writes the records; returns how many were withheld. */
static size_t write_records(struct out *o, struct out *log)
{
    static const struct view empty = {"", 0};
    struct view *fields = mem_new(column_count, sizeof *fields);
    struct view *row = mem_new(column_count + 1, sizeof *row);
    struct buf unquoted = {0};
    size_t withheld = 0;
    for (size_t i = 0; i < record_count; i++) {
        struct kept *k = &all[i];
        if (k->why == UNCOUNTED)
            continue;
        row_split(k->row, fields, column_count, &unquoted);
        bool hidden = k->cell->state == CELL_SUPPRESSED;
        k->why = hidden ? (enum why)k->cell->why : cube_gives_away(&cube, fields) ? DERIVED : OPEN;
        bool rounded = rounds && k->amount && fields[in.value].n > 0;
        for (size_t j = 0; k->why != OPEN && j < column_count; j++)
            if (!release.stays[j] && !(rounded && (j == in.value || j == in.status)))
                fields[j] = empty;
        if (rounded) {
            fields[in.value] = rounding_of(&rounding, fields[in.value]);
            if (in.resolution != REC_NONE)
                fields[in.resolution] = rounding_base(&rounding);
        }
        hidden = k->why != OPEN && !rounded;
        size_t n = 0;
        for (size_t j = 0; j < column_count; j++)
            if (!release.dropped[j])
                row[n++] = hidden && j == in.status ? view_of("suppressed") : fields[j];
        if (in.status == REC_NONE)
            row[n++] = hidden ? view_of("suppressed") : empty;
        csvout_row(o, row, n);
        withheld += hidden;
        if (hidden && log != NULL)
            write_log(log, fields, whys[k->why]);
    }
    buf_free(&unquoted);
    free(fields);
    free(row);
    return withheld;
}

/* A decimal over 0 as an option's argument. */
static void read_option(const char *option, const char *text, mpq_t q, uint32_t *places)
{
    struct decimal d = {0};
    if (!decimal_read(&d, view_of(text)) || decimal_sign(&d) <= 0)
        die(NULL, 0, "%s: not a decimal over 0: %s", option, text);
    decimal_to_fraction(q, &d);
    *places = d.places;
    decimal_free(&d);
}

static void say_exposed(const struct cell *c)
{
    struct buf text = {0};
    for (size_t i = 0; i < cube_keys(&cube); i++) {
        if (i > 0)
            buf_add_char(&text, ',');
        buf_add_view(&text, c->key[i]);
    }
    die(NULL, 0,
        "the cell cannot be protected, nothing is left to withhold with it: %.*s (--round BASE "
        "rounds instead)",
        (int)text.n, text.p);
}

int main(int argc, char **argv)
{
    enum { OPT_ROUND = 2000, OPT_KEEP, OPT_LOG };
    static const struct option longs[] = {
        {"round", required_argument, NULL, OPT_ROUND},
        {"keep", required_argument, NULL, OPT_KEEP},
        {"log", required_argument, NULL, OPT_LOG},
        {0},
    };
    start("zb-mask");
    struct args args = {
        .usage = usage, .shorts = "b:c:n:l:p:t:H:d:", .longs = longs, .has_rejects = true};
    const char *by = NULL, *keep = NULL, *count = "count", *largest = NULL, *log_name = NULL;
    bool percent_given = false;
    uint32_t places;
    mpq_t number;
    struct private *list = private_new();
    hierarchy = hierarchy_new();
    kinds = kinds_new();
    sensitivity_init(&sensitivity);
    mpq_init(number);
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        if (c == 'b')
            by = optarg;
        else if (c == 'c')
            count = optarg;
        else if (c == 'n' &&
                 (!view_number(view_of(optarg), &sensitivity.number) || sensitivity.number == 0))
            die(NULL, 0, "-n: not a number over 0: %s", optarg);
        else if (c == 'l')
            largest = optarg;
        else if (c == 'p') {
            read_option("-p", optarg, number, &places);
            sensitivity_set_percent(&sensitivity, number);
            percent_given = true;
        } else if (c == 't')
            hierarchy_add_total(hierarchy, optarg);
        else if (c == 'H')
            hierarchy_read(hierarchy, optarg);
        else if (c == 'd')
            private_read(list, optarg);
        else if (c == OPT_ROUND) {
            if (rounds)
                rounding_free(&rounding);
            read_option("--round", optarg, number, &places);
            rounding_init(&rounding, number, places);
            rounds = true;
        } else if (c == OPT_KEEP)
            keep = optarg;
        else if (c == OPT_LOG)
            log_name = optarg;
    }
    if (percent_given && largest == NULL)
        die(NULL, 0, "-p: needs -l, the column of what the largest reporter has");
    kinds_check(kinds);
    private_check(list);
    hierarchy_check(hierarchy);
    struct out *o = out_standard();
    struct rec_reader *r = rec_open(argv + optind, (size_t)(argc - optind));
    set_columns(r, count, largest);
    release_init(&release, names, column_count, list, keep);
    release.dropped[in.count] = true;
    if (in.largest != REC_NONE)
        release.dropped[in.largest] = true;
    set_dimensions(r, by);
    struct out *log = log_name != NULL ? out_open(log_name) : NULL;
    write_header(o, log);
    for (struct rec *rec; (rec = rec_next(r)) != NULL;)
        add_record(rec);
    refuse_uncounted();
    if (!rounds) {
        protect_relate(cube.protect);
        const struct cell *exposed = protect_run(cube.protect, COMPLEMENT);
        if (exposed != NULL)
            say_exposed(exposed);
    }
    size_t withheld = write_records(o, log);
    if (log != NULL)
        out_close(log);
    if (args.verbose)
        msg(NULL, 0, "%zu of %zu records withheld", withheld, record_count);
    rec_close(r);
    cube_free(&cube);
    kinds_free(kinds);
    private_free(list);
    hierarchy_free(hierarchy);
    arena_free(&arena);
    release_free(&release);
    sensitivity_free(&sensitivity);
    if (rounds)
        rounding_free(&rounding);
    mpq_clear(number);
    free(all);
    return finish();
}
