/*
 * zb-aggregate: records in, one record for each group of them out.
 *
 * One pass: a row costs a look-up in a hash table, two short parses and two sums. What makes
 * figures incomparable (indicator, item, measure, unit, status ...) always separates groups, so a
 * wrong sum needs an explicit --mix. What --mix names still separates the states that are held,
 * since whether figures may be added up depends on it; they are merged when the result is written.
 */
#include "lib/adding.h"
#include "lib/args.h"
#include "lib/buf.h"
#include "lib/columns.h"
#include "lib/figures.h"
#include "lib/groups.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/rec.h"
#include "lib/reject.h"
#include "lib/rollup.h"
#include "lib/start.h"
#include "lib/summary.h"
#include "lib/translate.h"

#include <inttypes.h>
#include <stdlib.h>

static const char usage[] =
    "usage: zb-aggregate [-v] [--explain] [-b COLUMNS] [-a FUNCTIONS] [--to-period PERIOD]\n"
    "                    [--mix COLUMNS] [-d FILE]... [--partial] [--rejects FILE] [FILE ...]\n"
    "       zb-aggregate --merge [--partial] [FILE ...]\n"
    "Writes one record for each group of records; sums are exact.\n"
    "  -b COLUMNS          group by these columns, as in region,period\n"
    "  -a FUNCTIONS        of sum,count,mean,min,max,first,last,median; the default is sum\n"
    "  --to-period PERIOD  roll periods up to year, half or quarter\n"
    "  --mix COLUMNS       let records that differ in these columns (unit, status ...) fall "
    "together\n"
    "  -d FILE             take kinds of indicators from this dictionary too (zb-dict(5)); "
    "repeatable\n"
    "  --partial           write a partial result, for --merge\n"
    "  --merge             read partial results; the options are those of the parts\n"
    "  --rejects FILE      keep refused rows there, with file, line and reason\n"
    "  --explain           say on stderr which indicators are not simply added up, and why\n"
    "  --progress          show on a terminal how much was read, and how fast\n"
    "  -v, --verbose       say on stderr how many records made how many groups\n"
    "  -h, --help          print this and exit\n"
    "  -V, --version       print the version and exit\n";

/* What separates groups even where -b does not name it. */
static const char *const separating[] = {"indicator", "item",   "measure", "against",
                                         "unit",      "status", "kind"};
enum { SEPARATING = sizeof separating / sizeof *separating };

enum {
    BATCH = 16,             /* rows that are looked up together */
    AHEAD = 4,              /* rows that are read while a slot is fetched from memory */
    BATCH_BYTES = 32 * 1024 /* that they may have, unless a single row has more */
};

/* Where a column of the key comes from. */
struct key_column {
    enum { COLUMN, TO_PERIOD, AGAINST, PART } from;
    size_t column; /* of the input */
};

/* A row that waits for its look-up. Its views point into batch_text. */
struct waiting {
    uint64_t hash;
    struct figure figure;
    struct rolled rolled;
    struct view row;
    const char *file;
    uint64_t line;
};

/* Columns of the input, REC_NONE where it has none. */
static struct {
    size_t value, bound, resolution, status, period, source, line, measure;
} in;

/* Columns of the key, REC_NONE where it has none. */
static struct {
    size_t indicator, measure, unit, kind;
} in_key;

static struct summary summary;
static struct key_column *keys; /* one for each column of summary's key */
static struct waiting batch[BATCH];
static struct view *batch_keys; /* summary.key_count for each row of the batch */
static size_t batch_count;
static struct buf batch_text;
static struct adding *adding;

/* The index in separating, or SEPARATING. */
static size_t find_separating(struct view name)
{
    size_t i = 0;
    while (i < SEPARATING && !view_is(name, separating[i]))
        i++;
    return i;
}

static size_t find_key(const char *name)
{
    for (size_t i = 0; i < summary.key_count; i++)
        if (view_is(summary.names[i], name) && keys[i].from != PART)
            return i;
    return REC_NONE;
}

static void add_key(const struct rec_reader *r, size_t column)
{
    size_t count;
    struct view name = rec_names(r, &count)[column];
    bool base = view_is(name, "against") && in.measure != REC_NONE;
    keys = mem_grow(keys, summary.key_count + 1, sizeof *keys);
    keys[summary.key_count] = (struct key_column){base ? AGAINST : COLUMN, column};
    summary_add_key(&summary, name);
}

/* The columns of -b. */
static void add_named_keys(const struct rec_reader *r, const char *by)
{
    struct view rest = by != NULL ? view_of(by) : (struct view){0}, name;
    bool rolls = summary.target != ROLLUP_ALL;
    while (summary_next_name(&rest, &name)) {
        char *text = strndup(name.p, name.n);
        if (text == NULL)
            die(NULL, 0, "memory:");
        size_t column = rec_need(r, text);
        if (strcmp(text, "value") == 0)
            die(NULL, 0, "-b: value is what is aggregated");
        if (find_key(text) != REC_NONE)
            die(NULL, 0, "-b: %s is named twice", text);
        free(text);
        add_key(r, column);
        keys[summary.key_count - 1].from = rolls && column == in.period ? TO_PERIOD : COLUMN;
    }
    if (rolls && find_key("period") == REC_NONE) {
        add_key(r, rec_need(r, "period"));
        keys[summary.key_count - 1].from = TO_PERIOD;
    }
}

/* The columns that separate groups, those that are mixed or the others. */
static void add_separating_keys(const struct rec_reader *r, const bool *mixed, bool which)
{
    for (size_t i = 0; i < SEPARATING; i++) {
        size_t column = rec_column(r, separating[i]);
        if (mixed[i] == which && column != REC_NONE && find_key(separating[i]) == REC_NONE)
            add_key(r, column);
    }
}

/* Works out from the header and the options what the columns of the key are. */
static void set_keys(const struct rec_reader *r, const char *by, const char *mix)
{
    bool mixed[SEPARATING + 1] = {false};
    struct view rest = mix != NULL ? view_of(mix) : (struct view){0}, name;
    while (summary_next_name(&rest, &name)) {
        if (find_separating(name) == SEPARATING)
            die(NULL, 0,
                "--mix: %.*s separates nothing (indicator, item, measure, against, unit, "
                "status and kind do)",
                view_shown(name), name.p);
        mixed[find_separating(name)] = true;
    }
    add_named_keys(r, by);
    add_separating_keys(r, mixed, false);
    summary.has_part =
        in.period != REC_NONE && (summary.target != ROLLUP_ALL || find_key("period") == REC_NONE);
    if (summary.has_part) {
        keys = mem_grow(keys, summary.key_count + 1, sizeof *keys);
        keys[summary.key_count] = (struct key_column){PART, in.period};
        summary_add_key(&summary, view_of("part"));
    }
    summary.shown_count = summary.key_count;
    add_separating_keys(r, mixed, true);
}

static void set_columns(const struct rec_reader *r, const char *by, const char *mix)
{
    bool figures = summary_figures(&summary) > 0;
    if (rec_column(r, "agg:kind") != REC_NONE)
        die(NULL, 0, "the input is a partial result: --merge reads it");
    in.period = rec_column(r, "period");
    in.measure = rec_column(r, "measure");
    in.value = figures ? rec_need(r, "value") : REC_NONE;
    in.bound = figures ? rec_column(r, "bound") : REC_NONE;
    in.resolution = figures ? rec_column(r, "resolution") : REC_NONE;
    in.status = rec_column(r, "status");
    in.source = rec_column(r, "source");
    in.line = rec_column(r, "line");
    set_keys(r, by, mix);
    if (find_key("bound") != REC_NONE)
        in.bound = REC_NONE;
    if (find_key("resolution") != REC_NONE)
        in.resolution = REC_NONE;
    summary.has_bound = in.bound != REC_NONE;
    summary.has_resolution = in.resolution != REC_NONE;
    in_key.indicator = find_key("indicator");
    in_key.measure = find_key("measure");
    in_key.unit = find_key("unit");
    in_key.kind = find_key("kind");
    summary.groups = groups_new(summary.key_count, sizeof(struct figures));
    batch_keys = mem_new(BATCH * summary.key_count, sizeof *batch_keys);
}

/* What a refusal says of the waiting figure. */
static struct labels labels_of(const struct waiting *w, const struct view *key)
{
    return (struct labels){
        .indicator = columns_pick(key, in_key.indicator),
        .measure = columns_pick(key, in_key.measure),
        .unit = columns_pick(key, in_key.unit),
        .kind = columns_pick(key, in_key.kind),
        .period = w->figure.period,
        .file = w->file,
        .line = w->line,
    };
}

/* Decides for a new group whether its records are taken, and whether it is a stock. */
static void judge(struct figures *f, const struct waiting *w, const struct view *key)
{
    struct labels labels = labels_of(w, key);
    bool sums = (summary.functions & FUNCTION_BIT(FUNCTION_SUM)) != 0;
    f->tag = (uint8_t)adding_judge(adding, &labels, &w->rolled, summary.target, sums,
                                   summary.has_part, &f->stock);
}

static void refuse(const struct figures *f, const struct waiting *w, const struct view *key)
{
    struct labels labels = labels_of(w, key);
    struct view what;
    const char *format = adding_reason((enum refusal)f->tag, &labels, &what);
    reject(w->file, w->line, w->row, format, view_shown(what), what.p, rollup_name(summary.target));
}

/* Looks the rows of the batch up and adds their figures. */
static void add_batch(void)
{
    for (size_t i = batch_count > AHEAD ? batch_count - AHEAD : 0; i < batch_count; i++)
        groups_fetch_state(summary.groups, batch[i].hash);
    for (size_t i = 0; i < batch_count; i++) {
        struct waiting *w = &batch[i];
        const struct view *key = batch_keys + i * summary.key_count;
        bool fresh;
        struct figures *f = groups_find(summary.groups, key, w->hash, &fresh);
        if (fresh)
            judge(f, w, key);
        if (f->tag != TAKEN) {
            refuse(f, w, key);
            continue;
        }
        f->covers |= w->rolled.covers;
        figures_add(f, summary_functions_of(&summary, f), &w->figure);
        summary.records++;
    }
    batch_count = 0;
    buf_clear(&batch_text);
}

/* Reads the row's figure; false where the row was refused. */
static bool read_figure(const struct rec *rec, struct figure *figure)
{
    if (in.value == REC_NONE)
        return true;
    struct view value = rec->fields[in.value],
                resolution = columns_pick(rec->fields, in.resolution);
    if (!decimal_read(&figure->value, value)) {
        add_batch(); /* so that refusals are in the order of the rows */
        bool withheld = value.n == 0 && view_is(columns_pick(rec->fields, in.status), "suppressed");
        rec_reject(rec,
                   withheld       ? N_("value: withheld: zb-mask comes after zb-aggregate%.*s")
                   : value.n == 0 ? N_("value: empty%.*s")
                                  : N_("value: not a decimal: %.*s"),
                   view_shown(value), value.p);
        return false;
    }
    figure->bound = bound_parse(columns_pick(rec->fields, in.bound));
    if (in.resolution == REC_NONE)
        return true;
    if (resolution.n == 0) {
        decimal_set_short(&figure->resolution, 1, figure->value.places);
    } else if (!decimal_read(&figure->resolution, resolution)) {
        add_batch();
        rec_reject(rec, "resolution: not a decimal: %.*s", view_shown(resolution), resolution.p);
        return false;
    }
    return true;
}

/* The view in the batch's copy of the row; what does not lie in the row is copied too. */
static struct view keep(struct view v, struct view row, struct view copy)
{
    uintptr_t at = (uintptr_t)v.p - (uintptr_t)row.p;
    if (at <= row.n && v.n <= row.n - at)
        return (struct view){copy.p + at, v.n};
    char *p = batch_text.p + batch_text.n;
    buf_add_view(&batch_text, v);
    return (struct view){p, v.n};
}

/* Puts the row into the batch. */
static void add_record(const struct rec *rec)
{
    static const struct rolled plain = {.fits = true, .adds = true};
    /* the row; unless it is split in place its columns too, some of them twice; the period rolled
     * up */
    size_t most = 3 * rec->raw.n + 2 * sizeof(struct rolled);
    if (batch_count == BATCH || (batch_count > 0 && batch_text.n + most > BATCH_BYTES))
        add_batch();
    if (batch_count == 0)
        buf_reserve(&batch_text, most > BATCH_BYTES ? most : BATCH_BYTES);
    struct waiting *w = &batch[batch_count];
    struct view *key = batch_keys + batch_count * summary.key_count, row = rec->raw;
    if (!read_figure(rec, &w->figure))
        return;
    w->row = (struct view){batch_text.p + batch_text.n, row.n};
    buf_add_view(&batch_text, row);
    w->file = rec->file;
    w->line = rec->line;
    w->rolled = summary.has_part ? *rollup(rec->fields[in.period], summary.target) : plain;
    for (size_t i = 0; i < summary.key_count; i++) {
        struct view v = rec->fields[keys[i].column];
        if (keys[i].from == TO_PERIOD)
            v = w->rolled.to;
        else if (keys[i].from == PART)
            v = w->rolled.part;
        else if (keys[i].from == AGAINST && !adding_has_whole(rec->fields[in.measure]))
            v.n = 0;
        key[i] = keep(v, row, w->row);
    }
    w->hash = groups_hash(summary.groups, key);
    w->figure.order = w->rolled.order;
    w->figure.period = keep(columns_pick(rec->fields, in.period), row, w->row);
    w->figure.source = keep(columns_pick(rec->fields, in.source), row, w->row);
    w->figure.line = columns_line(columns_pick(rec->fields, in.line));
    groups_fetch_slot(summary.groups, w->hash);
    if (batch_count >= AHEAD)
        groups_fetch_state(summary.groups, (w - AHEAD)->hash);
    batch_count++;
}

int main(int argc, char **argv)
{
    enum { OPT_TO_PERIOD = 2000, OPT_MIX, OPT_PARTIAL, OPT_MERGE };
    static const struct option longs[] = {
        {"to-period", required_argument, NULL, OPT_TO_PERIOD},
        {"mix", required_argument, NULL, OPT_MIX},
        {"partial", no_argument, NULL, OPT_PARTIAL},
        {"merge", no_argument, NULL, OPT_MERGE},
        {0},
    };
    start("zb-aggregate");
    struct args args = {.usage = usage,
                        .shorts = "b:a:d:",
                        .longs = longs,
                        .has_explain = true,
                        .has_rejects = true};
    const char *by = NULL, *list = NULL, *mix = NULL;
    enum rollup_to to = ROLLUP_ALL;
    bool partial = false, merge = false;
    adding = adding_new();
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        if (c == 'b')
            by = optarg;
        else if (c == 'a')
            list = optarg;
        else if (c == 'd')
            adding_read(adding, optarg);
        else if (c == OPT_TO_PERIOD && !rollup_parse(view_of(optarg), &to))
            die(NULL, 0, "--to-period: not year, half or quarter: %s", optarg);
        else if (c == OPT_MIX)
            mix = optarg;
        else if (c == OPT_PARTIAL)
            partial = true;
        else if (c == OPT_MERGE)
            merge = true;
    }
    adding_check(adding);
    if (args.explain)
        adding_explain(adding);
    struct out *o = out_standard();
    struct rec_reader *r = rec_open(argv + optind, (size_t)(argc - optind));
    if (merge) {
        summary_open_partial(&summary, r, argc > optind ? argv[optind] : "standard input");
        summary_check(&summary, by, list, to);
        summary_header(&summary, o, partial);
        summary_read_partial(&summary, r);
    } else {
        summary_functions(&summary, list != NULL ? list : "sum");
        summary.target = to;
        set_columns(r, by, mix);
        summary_header(&summary, o, partial);
        for (struct rec *rec; (rec = rec_next(r)) != NULL;)
            add_record(rec);
        add_batch();
    }
    summary_write(&summary, o, partial);
    if (args.verbose)
        msg(NULL, 0, "%" PRIu64 " records in %zu groups", summary.records,
            groups_count(summary.groups));
    rec_close(r);
    summary_free(&summary);
    adding_free(adding);
    free(keys);
    free(batch_keys);
    buf_free(&batch_text);
    return finish();
}
