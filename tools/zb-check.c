/*
 * zb-check: the audit. Records in, findings out: which published figures cannot all be right.
 *
 * All records are held, since any of them may be weighed against any other; the rules are in
 * lib/audit*.c.
 */
#include "lib/args.h"
#include "lib/audit.h"
#include "lib/auditnames.h"
#include "lib/buf.h"
#include "lib/columns.h"
#include "lib/csvout.h"
#include "lib/evidence.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/rec.h"
#include "lib/start.h"
#include "lib/translate.h"

#include <stdio.h>
#include <string.h>

static const char usage[] =
    "usage: zb-check [-v] [-d FILE] [--format records|text] [--notes] [--rejects FILE] [FILE ...]\n"
    "Weighs the figures of the records against each other and writes what cannot be right.\n"
    "  -d, --dict FILE       add names to the built-in dictionaries audit.csv or indicators.csv\n"
    "  -f, --format FORMAT   records, or text for people: FILE:LINE: SEVERITY: what [RULE]\n"
    "  -n, --notes           also say what was not checked, and why, and what was revised\n"
    "  --rejects FILE        keep refused rows there, with file, line and reason\n"
    "  --progress            show on a terminal how much was read, and how fast\n"
    "  -v, --verbose         say on stderr how often each rule was applied, and what was found\n"
    "  -h, --help            print this and exit\n"
    "  -V, --version         print the version and exit\n";

static const char header[] =
    "severity,rule,region,indicator,item,period,measure,against,value,unit,"
    "bound,status,expected_low,expected_high,source,line,text,inputs,what\n";

/* How findings are written. */
struct report {
    struct out *o;
    bool text, notes;
    uint64_t found[AUDIT_SEVERITIES];
    struct buf inputs;
};

/* "plan.txt:32|plan.txt:34": where the other figures stand. */
static struct view inputs_of(struct report *r, const struct finding *f)
{
    buf_clear(&r->inputs);
    for (size_t i = 0; i < f->input_count; i++) {
        if (i > 0)
            buf_add_char(&r->inputs, '|');
        buf_add_view(&r->inputs, f->inputs[i]->source);
        buf_add_char(&r->inputs, ':');
        buf_add_view(&r->inputs, f->inputs[i]->line);
    }
    return buf_view(&r->inputs);
}

/* The finding as a line for people. */
static void write_text(struct report *r, const struct finding *f)
{
    const struct fact *s = f->subject;
    struct view parts[] = {
        s->source,
        view_of(":"),
        s->line,
        view_of(": "),
        view_of(audit_severity_name(f->severity)),
        view_of(": "),
        s->indicator,
        view_of(s->item.n > 0 ? " " : ""),
        s->item,
        view_of(" "),
        s->period,
        view_of(": "),
        f->what,
        view_of(" ["),
        view_of(audit_rule_name(f->rule)),
        view_of("]"),
    };
    out_line(r->o, &r->inputs, parts, sizeof parts / sizeof *parts);
}

static void write_finding(void *data, const struct finding *f)
{
    struct report *r = data;
    const struct fact *s = f->subject;
    r->found[f->severity]++;
    if (f->severity != AUDIT_NOTE)
        status_refused();
    else if (!r->notes)
        return;
    if (r->text) {
        write_text(r, f);
        return;
    }
    struct view fields[] = {
        view_of(audit_severity_name(f->severity)),
        view_of(audit_rule_name(f->rule)),
        s->region,
        s->indicator,
        s->item,
        s->period,
        s->measure,
        s->against,
        s->value,
        s->unit,
        s->bound,
        s->status,
        f->low,
        f->high,
        s->source,
        s->line,
        s->text,
        inputs_of(r, f),
        f->what,
    };
    csvout_row(r->o, fields, sizeof fields / sizeof *fields);
}

/* Takes all records of the files. */
static void read_records(struct rec_reader *r, const struct columns *c, struct evidence *e,
                         struct auditnames *names)
{
    const size_t text = rec_column(r, "text"), published = rec_column(r, "published");
    struct buf key = {0};
    for (struct rec *rec; (rec = rec_next(r)) != NULL;) {
        const struct view *v = rec->fields;
        char line[FACT_LINE_MAX];
        if (columns_is_withheld(c, rec))
            continue;
        struct fact f = fact_of(rec, c, text, line);
        f.published = columns_pick(v, published);
        buf_clear(&key);
        f.key = columns_pick(v, c->indicator_code);
        if (f.key.n == 0) {
            auditnames_key(names, f.indicator, &key);
            f.key = buf_view(&key);
        }
        if (columns_check_figure(c, rec))
            evidence_add(e, &f, columns_pick(v, c->region_code));
    }
    buf_free(&key);
}

/* "growth 12, share 3": how often the rules were applied. */
static void tell(const struct evidence *e, const struct report *r, const uint64_t weighed[RULES])
{
    char text[512] = "";
    size_t n = 0;
    for (int i = 0; i < RULES; i++)
        if (weighed[i] > 0)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s %llu", n > 0 ? ", " : "",
                                  audit_rule_name((enum audit_rule)i),
                                  (unsigned long long)weighed[i]);
    msg(NULL, 0, "different records: %zu; weighed: %s; errors: %llu, warnings: %llu, notes: %llu",
        evidence_count(e), n > 0 ? text : translated("none"),
        (unsigned long long)r->found[AUDIT_ERROR], (unsigned long long)r->found[AUDIT_WARNING],
        (unsigned long long)r->found[AUDIT_NOTE]);
}

int main(int argc, char **argv)
{
    static const struct option longs[] = {
        {"dict", required_argument, NULL, 'd'},
        {"format", required_argument, NULL, 'f'},
        {"notes", no_argument, NULL, 'n'},
        {0},
    };
    start("zb-check");
    struct args args = {.usage = usage, .shorts = "d:f:n", .longs = longs, .has_rejects = true};
    struct report report = {.o = out_standard()};
    struct auditnames *names = auditnames_new();
    uint64_t weighed[RULES];
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        switch (c) {
        case 'd':
            auditnames_read(names, optarg);
            break;
        case 'f':
            if (strcmp(optarg, "text") != 0 && strcmp(optarg, "records") != 0)
                die(NULL, 0, "--format: neither records nor text: %s", optarg);
            report.text = strcmp(optarg, "text") == 0;
            break;
        case 'n':
            report.notes = true;
            break;
        }
    }
    auditnames_check(names);
    struct rec_reader *r = rec_open(argv + optind, (size_t)(argc - optind));
    struct columns columns;
    columns_find(&columns, r);
    if (!report.text) {
        out_add(report.o, header, sizeof header - 1);
        out_flush(report.o);
    }
    struct evidence *e = evidence_new();
    read_records(r, &columns, e, names);
    rec_close(r);
    evidence_sort(e);
    audit_run(e, names, write_finding, &report, weighed);
    out_flush(report.o); /* so that what is said next is true */
    if (args.verbose)
        tell(e, &report, weighed);
    evidence_free(e);
    auditnames_free(names);
    buf_free(&report.inputs);
    return finish();
}
