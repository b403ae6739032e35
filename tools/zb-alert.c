/*
 * zb-alert: what needs a look. Records and rules in, alerts out: each the record in question,
 * followed by the rule, its severity and the figures used.
 *
 * All records are held, since any may be the one before another; the kinds of rules are in
 * lib/alert*.c.
 */
#include "lib/alert.h"
#include "lib/args.h"
#include "lib/buf.h"
#include "lib/csvout.h"
#include "lib/day.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/rec.h"
#include "lib/start.h"
#include "lib/tally.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: zb-alert [-v] [--explain] -r RULES [-r RULES]... [-c CALENDAR]... [--date YYYY-MM-DD]\n"
    "                [-a] [-f records|text] [-k COLUMNS] [-d FILE] [--breaks FILE]\n"
    "                [--rejects FILE] [FILE ...]\n"
    "Applies rules to the last figures of the records and writes what needs a look.\n"
    "  -r, --rules RULES        what is watched, and from where on it is worth a look\n"
    "  -c, --calendar CALENDAR  who delivers what by which day, and which days are free\n"
    "  --date YYYY-MM-DD        the day that is today: what ends later is not known yet\n"
    "  -a, --all                weigh all periods, not only the last ones\n"
    "  -f, --format FORMAT      records, or text for people: FILE:LINE: SEVERITY: what [RULE]\n"
    "  -k, --keys COLUMNS       these columns tell things apart too, as in market,grade\n"
    "  -d, --dict FILE          add to the built-in kinds of indicators\n"
    "  --breaks FILE            take changes of definition from this dictionary too\n"
    "  --rejects FILE           keep refused rows there, with file, line and reason\n"
    "  --explain                say on stderr what was weighed, and what became of it\n"
    "  --progress               show on a terminal how much was read, and how fast\n"
    "  -v, --verbose            say on stderr how often each rule was applied, and what was found\n"
    "  -h, --help               print this and exit\n"
    "  -V, --version            print the version and exit\n";

static const char *const added[] = {
    "severity",   "rule",         "found",         "found_low", "found_high",
    "found_unit", "expected_low", "expected_high", "inputs",    "what",
};
enum { ADDED = sizeof added / sizeof *added };

enum { OPT_DATE = 256, OPT_BREAKS };

/* How alerts are written. */
struct report {
    struct out *o;
    const struct columns *columns;
    size_t width;
    bool text;
    uint64_t found[ALERTSEVERITIES];
    struct view *fields; /* room for a row */
    struct buf line;
};

/* The alert as a line for people. */
static void write_text(struct report *r, const struct alert *a)
{
    const struct columns *c = r->columns;
    struct view region = columns_pick(a->fields, c->region),
                item = columns_pick(a->fields, c->item);
    struct view parts[] = {
        a->place,
        view_of(": "),
        view_of(alertseverity_name(a->severity)),
        view_of(": "),
        region,
        view_of(region.n > 0 ? " " : ""),
        a->fields[c->indicator],
        view_of(item.n > 0 ? " " : ""),
        item,
        view_of(" "),
        a->fields[c->period],
        view_of(": "),
        a->what,
        view_of(" ["),
        a->rule->name,
        view_of("]"),
    };
    out_line(r->o, &r->line, parts, sizeof parts / sizeof *parts);
}

static void write_alert(void *data, const struct alert *a)
{
    struct report *r = data;
    r->found[a->severity]++;
    if (a->severity != ALERT_NOTE)
        status_refused();
    if (r->text) {
        write_text(r, a);
        return;
    }
    const struct view more[ADDED] = {
        view_of(alertseverity_name(a->severity)),
        a->rule->name,
        a->found,
        a->low,
        a->high,
        a->unit,
        a->expected_low,
        a->expected_high,
        a->inputs,
        a->what,
    };
    memcpy(r->fields, a->fields, r->width * sizeof *r->fields);
    memcpy(r->fields + r->width, more, sizeof more);
    csvout_row(r->o, r->fields, r->width + ADDED);
}

static void write_header(struct report *r, const struct rec_reader *reader)
{
    for (size_t i = 0; i < ADDED; i++)
        if (rec_column(reader, added[i]) != REC_NONE)
            die(NULL, 0, "there is a column %s already", added[i]);
    if (!r->text)
        rec_write_header(r->o, reader, added, ADDED);
}

/* Ends the program where a rule needs what is not there. */
static void check_needs(const struct alertrules *rules, bool has_calendar, bool has_date)
{
    for (size_t i = 0; i < alertrules_count(rules); i++) {
        const struct alertrule *r = alertrules_at(rules, i);
        if (r->kind != ALERT_MISSING && r->kind != ALERT_LATE)
            continue;
        if (!has_calendar)
            die(r->file, r->line, "%s needs a calendar (-c)", alertkind_name(r->kind));
        if (!has_date)
            die(r->file, r->line, "%s needs the day that is today (--date)",
                alertkind_name(r->kind));
    }
}

/* Says how often each rule was applied, and what was found. */
static void tell(const struct alertrules *rules, const uint64_t *weighed, const struct report *r)
{
    for (size_t i = 0; i < alertrules_count(rules); i++)
        msg(NULL, 0, "%.*s: weighed %" PRIu64, view_shown(alertrules_at(rules, i)->name),
            alertrules_at(rules, i)->name.p, weighed[i]);
    msg(NULL, 0, "errors: %" PRIu64 ", warnings: %" PRIu64 ", notes: %" PRIu64,
        r->found[ALERT_ERROR], r->found[ALERT_WARNING], r->found[ALERT_NOTE]);
}

int main(int argc, char **argv)
{
    static const struct option longs[] = {
        {"rules", required_argument, NULL, 'r'},
        {"calendar", required_argument, NULL, 'c'},
        {"date", required_argument, NULL, OPT_DATE},
        {"all", no_argument, NULL, 'a'},
        {"format", required_argument, NULL, 'f'},
        {"keys", required_argument, NULL, 'k'},
        {"breaks", required_argument, NULL, OPT_BREAKS},
        {"dict", required_argument, NULL, 'd'},
        {0},
    };
    start("zb-alert");
    struct args args = {.usage = usage,
                        .shorts = "r:c:af:k:d:",
                        .longs = longs,
                        .has_explain = true,
                        .has_rejects = true};
    struct alertrules *rules = alertrules_new();
    struct calendar *calendar = calendar_new();
    struct natures *natures = natures_new();
    struct breaks *breaks = breaks_new();
    struct report report = {.o = out_standard()};
    struct watch w = {.date = LONG_MAX};
    bool has_rules = false, has_calendar = false;
    const char *keys = NULL;
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        switch (c) {
        case 'r':
            alertrules_read(rules, optarg);
            has_rules = true;
            break;
        case 'c':
            calendar_read(calendar, optarg);
            has_calendar = true;
            break;
        case OPT_DATE:
            if (!day_parse(view_of(optarg), &w.date))
                die(NULL, 0, "--date: no day, as in 2021-01-25: %s", optarg);
            break;
        case 'a':
            w.all = true;
            break;
        case 'f':
            if (strcmp(optarg, "text") != 0 && strcmp(optarg, "records") != 0)
                die(NULL, 0, "--format: neither records nor text: %s", optarg);
            report.text = strcmp(optarg, "text") == 0;
            break;
        case 'k':
            keys = optarg;
            break;
        case 'd':
            natures_read(natures, optarg);
            break;
        case OPT_BREAKS:
            breaks_read(breaks, optarg);
            break;
        }
    }
    if (!has_rules)
        die(NULL, 0, "which rules? -r RULES (zb-alert --help lists the options)");
    alertrules_check(rules);
    calendar_check(calendar);
    natures_check(natures);
    breaks_check(breaks);
    check_needs(rules, has_calendar, w.date != LONG_MAX);
    struct rec_reader *r = rec_open(argv + optind, (size_t)(argc - optind));
    struct histories *histories = histories_new(r, keys);
    write_header(&report, r);
    for (struct rec *rec; (rec = rec_next(r)) != NULL;)
        histories_add(histories, rec);
    histories_sort(histories);
    report.columns = histories_columns(histories);
    report.width = histories_width(histories);
    report.fields = mem_new(report.width + ADDED, sizeof *report.fields);
    w.histories = histories;
    w.rules = rules;
    w.calendar = calendar;
    w.natures = natures;
    w.breaks = breaks;
    w.explain = args.explain;
    uint64_t *weighed = mem_new(alertrules_count(rules) + 1, sizeof *weighed);
    alert_run(&w, write_alert, &report, weighed);
    out_flush(report.o); /* so that what is said next is true */
    tally_report();
    if (args.verbose)
        tell(rules, weighed, &report);
    rec_close(r);
    histories_free(histories);
    alertrules_free(rules);
    calendar_free(calendar);
    natures_free(natures);
    breaks_free(breaks);
    free(report.fields);
    free(weighed);
    buf_free(&report.line);
    return finish();
}
