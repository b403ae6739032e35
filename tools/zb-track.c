/*
 * zb-track: how far the targets are. Records in, the targets among them out, each with its base,
 * the latest figure, what was to be expected by then, and a verdict.
 *
 * All records are held, since a target may stand before or after the figures that it is measured
 * by.
 */
#include "lib/args.h"
#include "lib/buf.h"
#include "lib/columns.h"
#include "lib/csvout.h"
#include "lib/evidence.h"
#include "lib/groups.h"
#include "lib/msg.h"
#include "lib/nature.h"
#include "lib/out.h"
#include "lib/period.h"
#include "lib/progress.h"
#include "lib/rec.h"
#include "lib/row.h"
#include "lib/start.h"
#include "lib/translate.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static const char usage[] =
    "usage: zb-track [-v] [--explain] [-t FILE] [-b YEAR] [--as-of PERIOD] [--linear]\n"
    "                [-d FILE] [--rejects FILE] [FILE ...]\n"
    "Writes the targets among the records, each with how far it is.\n"
    "  -t, --targets FILE  take the targets from there; all that is no actual figure is one\n"
    "  -b, --base YEAR     what targets that name no base are measured from\n"
    "  --as-of PERIOD      figures of later times do not count\n"
    "  --linear            expect a straight line instead of constant growth\n"
    "  -d, --dict FILE     add to the built-in kinds of indicators\n"
    "  --rejects FILE      keep refused rows there, with file, line and reason\n"
    "  --explain           say on stderr for each target by what it was measured, or what is "
    "missing\n"
    "  --progress          show on a terminal how much was read, and how fast\n"
    "  -v, --verbose       say on stderr how many targets got which verdict\n"
    "  -h, --help          print this and exit\n"
    "  -V, --version       print the version and exit\n";

static const char *const added[] = {
    "base", "base_period", "latest", "latest_period", "path",    "expected", "gap",
    "done", "elapsed",     "needed", "needed_unit",   "verdict", "inputs",
};
enum { ADDED = sizeof added / sizeof *added };

enum { OPT_AS_OF = 256, OPT_LINEAR };

/* A target's row, as it came. */
struct held {
    size_t order; /* of its fact */
    char *row;
    size_t n;
};

struct job {
    struct evidence *e;
    struct natures *natures;
    struct held *held;
    size_t held_count, held_cap;
    size_t taken;        /* records in the evidence */
    struct groups *told; /* pairs of differing figures that were reported */
};

static void hold(struct job *j, const struct rec *rec)
{
    struct buf row = {0};
    row_format(&row, rec->fields, rec->count);
    if (j->held_count == j->held_cap) {
        j->held_cap = j->held_cap > 0 ? 2 * j->held_cap : 64;
        j->held = mem_grow(j->held, j->held_cap, sizeof *j->held);
    }
    j->held[j->held_count++] = (struct held){j->taken, row.p, row.n};
}

/* Appends what an indicator is known by. */
static void add_key(struct job *j, const struct columns *c, const struct view *v, struct buf *key)
{
    struct view code = columns_pick(v, c->indicator_code), name;
    if (code.n == 0 && !nature_names(j->natures, v[c->indicator], &code, &name))
        code = v[c->indicator];
    buf_clear(key);
    buf_add_view(key, code);
}

/* Takes the records of a stream. all: what is no figure of what was is a target; targets: hold
 * them.
 */
static void read_records(struct job *j, struct rec_reader *r, const struct columns *c, bool targets,
                         bool all)
{
    struct buf key = {0};
    const size_t text = rec_column(r, "text");
    for (struct rec *rec; (rec = rec_next(r)) != NULL;) {
        const struct view *v = rec->fields;
        char line[FACT_LINE_MAX];
        if (columns_is_withheld(c, rec))
            continue;
        struct fact f = fact_of(rec, c, text, line);
        if (all && f.status.n == 0)
            f.status = view_of("target");
        add_key(j, c, v, &key);
        f.key = buf_view(&key);
        struct view place = columns_pick(v, c->region_code);
        if (place.n == 0 && f.region.n == 0)
            place = view_of("-"); /* a region that no document names is the one that all mean */
        if (!columns_check_figure(c, rec) || !evidence_add(j->e, &f, place))
            continue;
        if (targets && view_is(f.status, "target"))
            hold(j, rec);
        j->taken++;
    }
    buf_free(&key);
}

/* Reports two figures of one time that differ, once. */
static void tell_doubt(struct job *j, const struct fact *const doubt[2])
{
    if (doubt[0] == NULL)
        return;
    const size_t pair[] = {evidence_place(j->e, doubt[0]), evidence_place(j->e, doubt[1])};
    const struct view key = {(const char *)pair, sizeof pair};
    bool fresh;
    groups_find(j->told, &key, groups_hash(j->told, &key), &fresh);
    if (!fresh)
        return;
    const struct fact *a = doubt[0], *b = doubt[1];
    status_refused();
    msg(NULL, 0, "%.*s:%.*s: %.*s %.*s: %.*s not taken, but %.*s of %.*s:%.*s",
        view_shown(b->source), b->source.p, view_shown(b->line), b->line.p,
        view_shown(b->indicator), b->indicator.p, view_shown(b->period), b->period.p,
        view_shown(b->value), b->value.p, view_shown(a->value), a->value.p, view_shown(a->source),
        a->source.p, view_shown(a->line), a->line.p);
}

static void explain(const struct fact *f, const struct progress *p)
{
    struct view inputs = buf_view(&p->inputs);
    msg(NULL, 0, "%.*s:%.*s: %.*s %.*s: %s: %s%s%.*s", view_shown(f->source), f->source.p,
        view_shown(f->line), f->line.p, view_shown(f->indicator), f->indicator.p,
        view_shown(f->period), f->period.p, verdict_name(p->verdict),
        p->verdict == VERDICT_NO_DATA ? translated(p->why) : p->path,
        inputs.n > 0 ? translated(", by ") : "", view_shown(inputs),
        inputs.p != NULL ? inputs.p : "");
}

/* Writes a target's row with what was found. */
static void write_progress(struct out *o, const struct held *h, size_t columns,
                           const struct progress *p)
{
    struct buf unquoted = {0};
    struct view *fields = mem_new(columns + ADDED, sizeof *fields);
    row_split((struct view){h->row, h->n}, fields, columns, &unquoted);
    const struct view more[ADDED] = {
        buf_view(&p->base),          buf_view(&p->base_period), buf_view(&p->latest),
        buf_view(&p->latest_period), view_of(p->path),          buf_view(&p->expected),
        buf_view(&p->gap),           buf_view(&p->done),        buf_view(&p->elapsed),
        buf_view(&p->needed),        buf_view(&p->needed_unit), view_of(verdict_name(p->verdict)),
        buf_view(&p->inputs),
    };
    for (size_t i = 0; i < ADDED; i++)
        fields[columns + i] = more[i];
    csvout_row(o, fields, columns + ADDED);
    free(fields);
    buf_free(&unquoted);
}

/* Weighs all targets that are held, in the order of the input; of those that are the same but for
 * their line, which the evidence holds once, the first. */
static void track(struct job *j, const struct tracking *t, struct out *o, size_t columns,
                  bool explains, uint64_t counts[VERDICTS])
{
    struct progress p = {0};
    size_t next = 0;
    for (size_t i = 0; i < evidence_count(j->e); i++) {
        const struct fact *f = evidence_at(j->e, i);
        while (next < j->held_count && j->held[next].order < f->order)
            next++;
        if (next == j->held_count || j->held[next].order != f->order)
            continue;
        bool flow = nature_find(j->natures, f->indicator, (struct view){"", 0}, f->unit, NULL).flow;
        progress_of(t, f, flow, &p);
        write_progress(o, &j->held[next], columns, &p);
        counts[p.verdict]++;
        tell_doubt(j, p.doubt);
        if (explains)
            explain(f, &p);
    }
    progress_free(&p);
}

/* Opens a stream and finds its columns. */
static struct rec_reader *open_stream(char *const *files, size_t n, struct columns *c)
{
    struct rec_reader *r = rec_open(files, n);
    columns_find(c, r);
    return r;
}

/* Writes the header: the columns of the targets, and ours. Returns the number of the former. */
static size_t write_header(struct out *o, const struct rec_reader *r)
{
    size_t columns;
    rec_names(r, &columns);
    for (size_t i = 0; i < ADDED; i++)
        if (rec_column(r, added[i]) != REC_NONE)
            die(NULL, 0, "there is a column %s already", added[i]);
    rec_write_header(o, r, added, ADDED);
    return columns;
}

static struct period read_period(const char *option, const char *text)
{
    struct period p;
    int first, last;
    if (!period_parse(view_of(text), &p) ||
        (p.kind != PERIOD_DAY && !period_months(p, &first, &last)))
        die(NULL, 0, "%s: not a period of zb-record(5), as in 2020 or 2020-12: %s", option, text);
    return p;
}

int main(int argc, char **argv)
{
    static const struct option longs[] = {
        {"targets", required_argument, NULL, 't'},     {"base", required_argument, NULL, 'b'},
        {"as-of", required_argument, NULL, OPT_AS_OF}, {"linear", no_argument, NULL, OPT_LINEAR},
        {"dict", required_argument, NULL, 'd'},        {0},
    };
    start("zb-track");
    struct args args = {.usage = usage,
                        .shorts = "t:b:d:",
                        .longs = longs,
                        .has_rejects = true,
                        .has_explain = true};
    struct job j = {.natures = natures_new(), .told = groups_new(1, 1)};
    struct tracking t = {0};
    char *targets = NULL;
    uint64_t counts[VERDICTS] = {0};
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        switch (c) {
        case 't':
            targets = optarg;
            break;
        case 'b':
            t.base = read_period("--base", optarg);
            break;
        case 'd':
            natures_read(j.natures, optarg);
            break;
        case OPT_AS_OF:
            t.as_of = read_period("--as-of", optarg);
            break;
        case OPT_LINEAR:
            t.straight = true;
            break;
        }
    }
    natures_check(j.natures);
    struct out *o = out_standard();
    struct columns c;
    size_t columns = 0;
    j.e = evidence_new();
    if (targets != NULL) {
        struct rec_reader *r = open_stream(&targets, 1, &c);
        columns = write_header(o, r);
        read_records(&j, r, &c, true, true);
        rec_close(r);
    }
    struct rec_reader *r = open_stream(argv + optind, (size_t)(argc - optind), &c);
    if (targets == NULL)
        columns = write_header(o, r);
    read_records(&j, r, &c, targets == NULL, false);
    rec_close(r);
    evidence_sort(j.e);
    t.e = j.e;
    track(&j, &t, o, columns, args.explain, counts);
    out_flush(o); /* so that what is said next is true */
    if (args.verbose)
        for (int v = 0; v < VERDICTS; v++)
            if (counts[v] > 0)
                msg(NULL, 0, "%s: %" PRIu64, verdict_name((enum verdict)v), counts[v]);
    for (size_t i = 0; i < j.held_count; i++)
        free(j.held[i].row);
    free(j.held);
    groups_free(j.told);
    evidence_free(j.e);
    natures_free(j.natures);
    return finish();
}
