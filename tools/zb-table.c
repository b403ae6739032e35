/*
 * zb-table: the grid of a department's table to records, as zb-record(5) says.
 *
 * What a table is, which of its rows are heads and what each column holds is decided in
 * lib/tablelayout.c, from the words of rules/tables.rules and the shape of the cells;
 * lib/tablecells.c joins the labels of rows with the heads of columns.
 */
#include "lib/args.h"
#include "lib/buf.h"
#include "lib/celltext.h"
#include "lib/columns.h"
#include "lib/grid.h"
#include "lib/input.h"
#include "lib/layoutfile.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/period.h"
#include "lib/reject.h"
#include "lib/rules.h"
#include "lib/start.h"
#include "lib/tablecells.h"
#include "lib/tablelayout.h"
#include "lib/translate.h"
#include "lib/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEEP = 16,  /* rows held back at the end of the window, to see what follows a row */
    LEAST = 64, /* rows of a table that are wanted before it is read */
    OPT_REGION = 256,
    OPT_PERIOD,
    OPT_INDICATOR,
    OPT_UNIT,
    OPT_ORIENT,
    OPT_HEAD_ROWS,
    OPT_SOURCE
};

static const char usage[] =
    "usage: zb-table [-v] [--explain] [-r RULES] [-L LAYOUT] [--region NAME]\n"
    "                [--period PERIOD] [--indicator NAME] [--unit UNIT] [--orient WHAT]\n"
    "                [--head-rows N] [--source NAME] [--rejects FILE] [FILE ...]\n"
    "Reads tables as CSV grids in UTF-8 and writes their cells as records.\n"
    "  --region NAME        the place the tables are about\n"
    "  --period PERIOD      their time, where they do not say: 2020, 2020-09 ...\n"
    "  --indicator NAME     what is measured, where neither rows nor columns say\n"
    "  --unit UNIT          the unit, where they do not say\n"
    "  --orient WHAT        what a row is: region, indicator, item or period\n"
    "  --head-rows N        how many rows of heads stand over the first row of figures\n"
    "  --source NAME        what the source column names it; the file's name by default\n"
    "  -L, --layout FILE    the layout of an export that comes again, as zb-layout(5) says\n"
    "  -r, --rules FILE     add rules to the built-in ones\n"
    "  --rejects FILE       keep refused rows there, with file, line and reason\n"
    "  --explain            say on stderr how each table was read, and why\n"
    "  --progress           show on a terminal how much was read, and how fast\n"
    "  -v, --verbose        say on stderr how many records each file gave\n"
    "  -h, --help           print this and exit\n"
    "  -V, --version        print the version and exit\n";

struct job {
    struct table_options options;
    const char *source; /* NULL for the file's own name */
    bool verbose, explain;
    struct celltexts *heads, *rows; /* what texts say: of heads, and of the many labels of rows */
    struct out *o;
};

/* Where the reading of a file stands. */
struct reading {
    struct job *job;
    const char *name;
    struct tables *tables;
    struct tablecells *cells;
    struct grid_table table;
    bool open;  /* a table goes on */
    bool met;   /* there was a table */
    bool notes; /* its footer has begun */
};

static void explain(const struct reading *r, const struct grid_table *t)
{
    char period[PERIOD_TEXT_MAX];
    const struct context *x = &t->context;
    msg(r->name, t->line,
        "table: %zu rows of heads; title \"%.*s\"; region \"%.*s\", indicator \"%.*s\", period "
        "\"%s\", unit \"%.*s\"%s",
        t->rows - t->head, (int)t->title.n, t->title.p, (int)x->region.n, x->region.p,
        (int)x->indicator.n, x->indicator.p, period_text(x->period, period), (int)x->unit.n,
        x->unit.p,
        t->headless ? translated("; figures without heads: left")
        : t->left   ? translated("; not the table of the layout: left")
                    : "");
    for (size_t i = 0; i < t->count; i++) {
        const struct part *p = &t->parts[i];
        msg(r->name, t->line, "table: part %zu: rows are %s%s", i + 1, role_name(p->rows),
            p->listing ? translated("; a listing") : "");
        for (size_t j = 0; j < p->count && j < 200; j++) {
            const struct column *k = &p->columns[j];
            if (k->role == ROLE_VALUE)
                msg(r->name, t->line,
                    "column %zu: \"%.*s\": value: indicator \"%.*s\", item \"%.*s\", period "
                    "\"%s\", measure %s, unit \"%.*s\"",
                    k->at + 1, (int)k->head.n, k->head.p, (int)k->indicator.n, k->indicator.p,
                    (int)k->item.n, k->item.p, period_text(k->period, period),
                    k->measure != NULL ? k->measure : "level", (int)k->unit.n, k->unit.p);
            else
                msg(r->name, t->line, "column %zu: \"%.*s\": %s", k->at + 1, (int)k->head.n,
                    k->head.p, role_name(k->role));
        }
    }
}

static bool has_records(const struct grid_table *t)
{
    return !t->headless && !t->left;
}

/* Takes the row at of the open table; false where the table ended before it. */
static bool take_row(struct reading *r, const struct grid_row *rows, size_t at, size_t count)
{
    const struct grid_row *row = &rows[at];
    if (row->bad)
        return true;
    enum row_kind kind = tables_row(r->tables, &r->table, rows, at, count);
    if (r->notes && kind == ROW_BANNER)
        kind = ROW_FOOTER;
    switch (kind) {
    case ROW_END:
        return false;
    case ROW_DATA:
        r->notes = false;
        if (has_records(&r->table))
            tablecells_row(r->cells, row);
        break;
    case ROW_BANNER:
        tablecells_banner(r->cells, row);
        break;
    case ROW_UNIT:
        tablecells_unit(r->cells, row);
        break;
    case ROW_FOOTER:
        r->notes = true;
        break;
    case ROW_BLANK:
    case ROW_TECHNICAL:
        break;
    }
    return true;
}

/* Takes what the window holds; returns how many rows are done with. */
static size_t take_window(struct reading *r, const struct grid *g)
{
    size_t count, at = 0;
    const struct grid_row *rows = grid_rows(g, &count);
    size_t end = grid_ended(g) ? count : count > 2 * KEEP ? count - KEEP : count / 2;
    if (end == 0)
        end = count;
    while (at < end) {
        if (!r->open) {
            size_t from = at;
            while (from < count && rows[from].n == 0)
                from++;
            if (!grid_ended(g) && from > at && count - from < LEAST && at > 0)
                return from; /* more of the table is needed to know it */
            if (!tables_next(r->tables, rows, from, count, &r->table))
                return grid_ended(g) || from > 0 || count > KEEP ? end : 0;
            r->open = r->met = true;
            r->notes = false;
            if (r->job->explain)
                explain(r, &r->table);
            if (r->table.headless && !r->table.left)
                reject(r->name, r->table.line, rows[r->table.body].raw,
                       "figures without heads: no table");
            tablecells_begin(r->cells, &r->table);
            for (at = r->table.rows; at < r->table.body; at++)
                if (rows[at].n > 0)
                    tablecells_banner(r->cells, &rows[at]);
            if (has_records(&r->table))
                tablecells_row(r->cells, &rows[at]);
            at++;
            continue;
        }
        if (!take_row(r, rows, at, count)) {
            r->open = false;
            continue;
        }
        at++;
    }
    return at;
}

static void read_file(struct job *job, struct input *in)
{
    struct reading r = {.job = job, .name = in->name};
    struct buf source = {0};
    buf_add_string(&source, job->source != NULL ? job->source : in->name);
    r.tables = tables_new(job->heads, &job->options, r.name);
    r.cells = tablecells_new(job->o, job->rows, r.name, buf_view(&source));
    struct grid *g = grid_new(in, 0);
    size_t done = 0;
    bool text = false;
    while (grid_read(g, done)) {
        size_t count;
        const struct grid_row *rows = grid_rows(g, &count);
        for (size_t i = 0; i < count; i++)
            if (rows[i].bad)
                reject(r.name, rows[i].line, rows[i].raw,
                       "not UTF-8: zb-decode reads other encodings");
            else
                text |= rows[i].n > 0;
        done = take_window(&r, g);
    }
    if (!tables_layout_met(r.tables))
        die(r.name, 0, "layout: no table has a column that %s names", job->options.layout->file);
    uint64_t written = tablecells_end(r.cells);
    if (text && !r.met)
        msg(r.name, 0, "no table in it: zb-bulletin reads prose");
    if (job->verbose) {
        out_flush(job->o);
        msg(r.name, 0, "%llu records", (unsigned long long)written);
    }
    grid_free(g);
    tablecells_free(r.cells);
    tables_free(r.tables);
    celltexts_clear(job->heads);
    celltexts_clear(job->rows);
    buf_free(&source);
}

static enum role parse_orient(const char *s)
{
    static const enum role roles[] = {ROLE_REGION, ROLE_INDICATOR, ROLE_ITEM, ROLE_PERIOD};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(s, role_name(roles[i])) == 0)
            return roles[i];
    die(NULL, 0, "--orient: not region, indicator, item or period: %s", s);
}

/* What the layout says holds where the command line says nothing. */
static void take_layout(struct table_options *opt)
{
    const struct layoutfile *l = opt->layout;
    if (l == NULL)
        return;
    if (opt->region.n == 0)
        opt->region = l->region;
    if (opt->indicator.n == 0)
        opt->indicator = l->indicator;
    if (opt->unit.n == 0)
        opt->unit = l->unit;
    if (opt->period.kind == PERIOD_NONE)
        opt->period = l->period;
    if (opt->orient == ROLE_NONE)
        opt->orient = l->rows;
    if (opt->head_rows == TABLE_NONE)
        opt->head_rows = l->head_rows;
}

int main(int argc, char **argv)
{
    static const struct option longs[] = {
        {"rules", required_argument, NULL, 'r'},
        {"layout", required_argument, NULL, 'L'},
        {"region", required_argument, NULL, OPT_REGION},
        {"period", required_argument, NULL, OPT_PERIOD},
        {"indicator", required_argument, NULL, OPT_INDICATOR},
        {"unit", required_argument, NULL, OPT_UNIT},
        {"orient", required_argument, NULL, OPT_ORIENT},
        {"head-rows", required_argument, NULL, OPT_HEAD_ROWS},
        {"source", required_argument, NULL, OPT_SOURCE},
        {0},
    };
    start("zb-table");
    struct args args = {
        .usage = usage, .shorts = "r:L:", .longs = longs, .has_explain = true, .has_rejects = true};
    struct job job = {.options = {.head_rows = TABLE_NONE}};
    struct table_options *opt = &job.options;
    char **rule_files = mem_new((size_t)argc, sizeof *rule_files), *end;
    size_t rule_count = 0;
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        switch (c) {
        case 'r':
            rule_files[rule_count++] = optarg;
            break;
        case 'L':
            layoutfile_free(opt->layout);
            opt->layout = layoutfile_read(optarg);
            break;
        case OPT_REGION:
            opt->region = view_of(optarg);
            break;
        case OPT_PERIOD:
            if (!period_parse(view_of(optarg), &opt->period))
                die(NULL, 0, "--period: not a period of zb-record(5), as in 2020 or 2020-12: %s",
                    optarg);
            break;
        case OPT_INDICATOR:
            opt->indicator = view_of(optarg);
            break;
        case OPT_UNIT:
            opt->unit = view_of(optarg);
            break;
        case OPT_ORIENT:
            opt->orient = parse_orient(optarg);
            break;
        case OPT_HEAD_ROWS:
            opt->head_rows = strtoul(optarg, &end, 10);
            if (*optarg < '0' || *optarg > '9' || *end != '\0' || opt->head_rows > 9)
                die(NULL, 0, "--head-rows: not a number from 0 to 9: %s", optarg);
            break;
        case OPT_SOURCE:
            job.source = optarg;
            break;
        }
    }
    job.explain = args.explain;
    take_layout(opt);
    job.verbose = args.verbose;
    job.o = out_standard();
    columns_write_header(job.o);
    struct rules *rules = rules_load(rule_files, rule_count);
    struct units *units = units_new();
    units_check(units);
    job.heads = celltexts_new(rules, units);
    job.rows = celltexts_new(rules, units);
    struct input in;
    input_init(&in, argv + optind, (size_t)(argc - optind));
    while (input_next(&in))
        read_file(&job, &in);
    celltexts_free(job.heads);
    celltexts_free(job.rows);
    units_free(units);
    rules_free(rules);
    layoutfile_free(opt->layout);
    free(rule_files);
    return finish();
}
