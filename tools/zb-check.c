/*
 * zb-check: the audit. Records in, findings out: which published figures cannot all be right.
 *
 * All records are held, since any of them may be weighed against any other; the rules are in
 * lib/audit.c.
 */
#include "lib/args.h"
#include "lib/audit.h"
#include "lib/auditnames.h"
#include "lib/buf.h"
#include "lib/csvout.h"
#include "lib/evidence.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/rec.h"
#include "lib/start.h"

#include <string.h>

static const char usage[] =
    "usage: zb-check [-v] [-d FILE] [--format records|text] [--notes] [--rejects FILE] [FILE ...]\n"
    "Weighs the figures of the records against each other and writes what cannot be right.\n"
    "  -d, --dict FILE  add names to the built-in dictionary: real, generic and same ones\n"
    "  --format text    findings for people, like a compiler: FILE:LINE: SEVERITY: what\n"
    "  --notes          also say what was not checked, and why, and what was revised\n"
    "  --rejects FILE   keep refused rows there, with file, line and reason\n"
    "  -v, --verbose    say on stderr how many records were weighed and what was found\n"
    "  -h, --help       print this and exit\n"
    "  -V, --version    print the version and exit\n";

static const char header[] =
    "severity,rule,region,indicator,item,period,measure,published,unit,expected,source,line,inputs,"
    "what\n";

enum { OPT_FORMAT = 256, OPT_NOTES };

/* How findings are written. */
struct report {
    struct out *o;
    bool text, notes;
    uint64_t errors, warnings, noted;
    struct buf inputs;
};

/* "plan.txt:32 plan.txt:34": where the other figures stand. */
static struct view places_of(struct report *r, const struct finding *f)
{
    buf_clear(&r->inputs);
    for (size_t i = 0; i < f->input_count; i++) {
        if (i > 0)
            buf_add_char(&r->inputs, ' ');
        buf_add_view(&r->inputs, f->inputs[i]->source);
        buf_add_char(&r->inputs, ':');
        buf_add_view(&r->inputs, f->inputs[i]->line);
    }
    return buf_view(&r->inputs);
}

static void write_text(struct report *r, const struct finding *f)
{
    const struct fact *s = f->subject;
    struct view parts[] = {s->source,
                           view_of(":"),
                           s->line,
                           view_of(": "),
                           view_of(f->severity),
                           view_of(": "),
                           s->indicator,
                           view_of(" "),
                           s->item,
                           view_of(s->item.n > 0 ? " " : ""),
                           s->period,
                           view_of(": "),
                           f->what,
                           view_of(" ["),
                           view_of(f->rule),
                           view_of("]\n")};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        out_add_view(r->o, parts[i]);
}

static void write_finding(void *data, const struct finding *f)
{
    struct report *r = data;
    const struct fact *s = f->subject;
    bool note = strcmp(f->severity, "note") == 0;
    r->errors += strcmp(f->severity, "error") == 0;
    r->warnings += strcmp(f->severity, "warning") == 0;
    r->noted += note;
    if (note && !r->notes)
        return;
    if (!note)
        status_refused();
    if (r->text) {
        write_text(r, f);
        return;
    }
    struct view fields[] = {
        view_of(f->severity), view_of(f->rule), s->region, s->indicator, s->item,   s->period,
        s->measure,           s->value,         s->unit,   f->expected,  s->source, s->line,
        places_of(r, f),      f->what,
    };
    csvout_row(r->o, fields, sizeof fields / sizeof *fields);
}

/* Takes all records of the files. */
static void read_records(struct rec_reader *r, struct evidence *e, struct audit_names *names)
{
    size_t value = rec_need(r, "value");
    static const char *const columns[] = {"region",     "indicator", "item", "period", "measure",
                                          "against",    "value",     "unit", "bound",  "status",
                                          "resolution", "source",    "line", "text"};
    size_t at[sizeof columns / sizeof *columns];
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        at[i] = rec_column(r, columns[i]);
    rec_need(r, "indicator");
    size_t code = rec_column(r, "indicator_code");
    struct buf key = {0};
    for (struct rec *rec; (rec = rec_next(r)) != NULL;) {
        struct fact f = {0};
        struct view *to[] = {&f.region,     &f.indicator, &f.item, &f.period, &f.measure,
                             &f.against,    &f.value,     &f.unit, &f.bound,  &f.status,
                             &f.resolution, &f.source,    &f.line, &f.text};
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
            if (at[i] != REC_NONE)
                *to[i] = rec->fields[at[i]];
        buf_clear(&key);
        if (code != REC_NONE && rec->fields[code].n > 0)
            buf_add_view(&key, rec->fields[code]);
        else
            names->key(names->data, f.indicator, &key);
        if (!evidence_add(e, &f, buf_view(&key)))
            rec_reject(rec, "value: no decimal: %.*s", (int)rec->fields[value].n,
                       rec->fields[value].p);
    }
    buf_free(&key);
}

int main(int argc, char **argv)
{
    static const struct option longs[] = {
        {"dict", required_argument, NULL, 'd'},
        {"format", required_argument, NULL, OPT_FORMAT},
        {"notes", no_argument, NULL, OPT_NOTES},
        {0},
    };
    start("zb-check");
    struct args args = {.usage = usage, .shorts = "d:", .longs = longs, .has_rejects = true};
    struct report report = {.o = out_standard()};
    struct auditnames *names = auditnames_new();
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        switch (c) {
        case 'd':
            auditnames_read(names, optarg);
            break;
        case OPT_FORMAT:
            if (strcmp(optarg, "text") != 0 && strcmp(optarg, "records") != 0)
                die(NULL, 0, "--format: records or text, not %s", optarg);
            report.text = strcmp(optarg, "text") == 0;
            break;
        case OPT_NOTES:
            report.notes = true;
            break;
        }
    }
    struct rec_reader *r = rec_open(argv + optind, (size_t)(argc - optind));
    if (!report.text) {
        out_add(report.o, header, sizeof header - 1);
        out_flush(report.o);
    }
    struct evidence *e = evidence_new();
    struct audit_names asked = auditnames_ask(names);
    read_records(r, e, &asked);
    rec_close(r);
    evidence_sort(e);
    audit_run(e, &asked, write_finding, &report);
    if (args.verbose) {
        size_t n;
        evidence_all(e, &n);
        msg(NULL, 0, "%zu records weighed: %llu errors, %llu warnings, %llu notes", n,
            (unsigned long long)report.errors, (unsigned long long)report.warnings,
            (unsigned long long)report.noted);
    }
    evidence_free(e);
    auditnames_free(names);
    buf_free(&report.inputs);
    return finish();
}
