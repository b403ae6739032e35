#include "alertrules.h"

#include "decimal.h"
#include "dict.h"
#include "msg.h"
#include "translate.h"

#include <stdlib.h>

enum {
    NAME,
    SEVERITY,
    KIND,
    REGION,
    INDICATOR,
    ITEM,
    MEASURE,
    UNIT,
    FREQUENCY,
    COMPARISON,
    THRESHOLD,
    N,
    WITH,
    MESSAGE,
    COLUMNS
};

enum { MOST = 9999 }; /* of n */

static const char *const columns[] = {"name",      "severity", "kind", "region",    "indicator",
                                      "item",      "measure",  "unit", "frequency", "comparison",
                                      "threshold", "n",        "with", "message"};

static const char *const severities[] = {"error", "warning", "note", "off"};

static const char *const comparisons[] = {"", "<", "<=", ">", ">="};

/* What a rule of a kind must say, and what it may. */
static const struct form {
    const char *name;
    bool threshold, signless; /* has one; it is not below 0 */
    bool comparison;          /* has one; with a threshold it must */
    unsigned least_n;         /* 0: it has no n */
    bool measure, unit_needed, with, with_needed, to_date;
} forms[ALERTKINDS] = {
    [ALERT_LEVEL] = {.name = "level",
                     .threshold = true,
                     .comparison = true,
                     .measure = true,
                     .unit_needed = true,
                     .to_date = true},
    [ALERT_GROWTH] = {.name = "growth", .threshold = true, .comparison = true, .to_date = true},
    [ALERT_STEP] = {.name = "step", .threshold = true, .comparison = true},
    [ALERT_SIGN] = {.name = "sign", .comparison = true, .measure = true, .to_date = true},
    [ALERT_FALLS] = {.name = "falls", .least_n = 1, .measure = true, .to_date = true},
    [ALERT_RISES] = {.name = "rises", .least_n = 1, .measure = true, .to_date = true},
    [ALERT_SEASON] = {.name = "season",
                      .threshold = true,
                      .comparison = true,
                      .least_n = 1,
                      .measure = true,
                      .to_date = true},
    [ALERT_DEVIATION] = {.name = "deviation",
                         .threshold = true,
                         .comparison = true,
                         .least_n = 2,
                         .measure = true,
                         .to_date = true},
    [ALERT_SWING] = {.name = "swing",
                     .threshold = true,
                     .signless = true,
                     .comparison = true,
                     .least_n = 2,
                     .measure = true},
    [ALERT_COVER] = {.name = "cover",
                     .threshold = true,
                     .signless = true,
                     .comparison = true,
                     .least_n = 1,
                     .with = true,
                     .with_needed = true},
    [ALERT_CONCENTRATION] = {.name = "concentration",
                             .threshold = true,
                             .signless = true,
                             .comparison = true,
                             .least_n = 1,
                             .with = true,
                             .to_date = true},
    [ALERT_MISSING] = {.name = "missing", .threshold = true, .signless = true, .with = true},
    [ALERT_LATE] = {.name = "late", .threshold = true, .signless = true, .with = true},
};

struct alertrules {
    struct dict *dict;
    struct alertrule *rules; /* owned */
    size_t count;
};

struct alertrules *alertrules_new(void)
{
    struct alertrules *r = mem_new(1, sizeof *r);
    r->dict = dict_new(columns, COLUMNS, 1, DICT_NONE);
    dict_optional(r->dict, REGION);
    return r;
}

void alertrules_read(struct alertrules *r, const char *file)
{
    dict_read_file(r->dict, file);
}

static int one_of(const struct dict_row *row, int column, const char *const *names, size_t n,
                  const char *what)
{
    for (size_t i = 0; i < n; i++)
        if (view_is(row->fields[column], names[i]))
            return (int)i;
    dict_bad(row, columns, column, what);
}

static unsigned read_n(const struct dict_row *row)
{
    struct view v = row->fields[N];
    unsigned n = 0;
    for (size_t i = 0; i < v.n; i++) {
        if (v.p[i] < '0' || v.p[i] > '9' || n > MOST)
            dict_bad(row, columns, N, "not a number up to 9999");
        n = 10 * n + (unsigned)(v.p[i] - '0');
    }
    if (n > MOST)
        dict_bad(row, columns, N, "not a number up to 9999");
    return n;
}

/* Refuses a cell that the kind makes no use of: its writer thought that it does. */
static void unused(const struct dict_row *row, int column, bool used, const struct form *form)
{
    if (row->fields[column].n > 0 && !used)
        die(row->file, row->line, "%s: not used by %s", columns[column], form->name);
}

static void read_threshold(struct alertrule *rule, const struct dict_row *row,
                           const struct form *form)
{
    bool due = rule->kind == ALERT_MISSING || rule->kind == ALERT_LATE;
    rule->threshold = row->fields[THRESHOLD];
    unused(row, THRESHOLD, form->threshold, form);
    unused(row, COMPARISON, form->comparison, form);
    rule->comparison =
        (enum comparison)one_of(row, COMPARISON, comparisons,
                                sizeof comparisons / sizeof *comparisons, "not <, <=, > or >=");
    if (due) { /* more days than these */
        rule->comparison = COMPARE_GT;
        if (rule->threshold.n == 0)
            rule->threshold = view_of("0");
    }
    if (!form->threshold)
        return;
    struct decimal d = {0};
    if (!decimal_read(&d, rule->threshold))
        dict_bad(row, columns, THRESHOLD,
                 rule->threshold.n > 0 ? N_("not a decimal") : N_("empty"));
    if (form->signless && decimal_sign(&d) < 0)
        dict_bad(row, columns, THRESHOLD, "below 0");
    decimal_to_fraction(rule->limit, &d);
    decimal_free(&d);
    if (rule->comparison == COMPARE_NONE)
        dict_bad(row, columns, COMPARISON, "empty");
}

static enum alertkind read_kind(const struct dict_row *row)
{
    for (int i = 0; i < ALERTKINDS; i++)
        if (view_is(row->fields[KIND], forms[i].name))
            return (enum alertkind)i;
    dict_bad(row, columns, KIND,
             "not level, growth, step, sign, falls, rises, season, deviation, swing, cover, "
             "concentration, missing or late");
}

static void read_rule(struct alertrule *rule, const struct dict_row *row)
{
    const struct view *v = row->fields;
    rule->file = row->file;
    rule->line = row->line;
    rule->name = v[NAME];
    rule->message = v[MESSAGE];
    rule->severity = (enum alertseverity)one_of(row, SEVERITY, severities, ALERTSEVERITIES,
                                                "not error, warning, note or off");
    rule->kind = read_kind(row);
    const struct form *form = &forms[rule->kind];
    bool due = rule->kind == ALERT_MISSING || rule->kind == ALERT_LATE;
    rule->region = v[REGION];
    rule->indicator = v[INDICATOR];
    rule->item = v[ITEM];
    rule->with = v[WITH];
    unused(row, MEASURE, form->measure, form);
    unused(row, UNIT, !due, form);
    unused(row, FREQUENCY, !due, form);
    unused(row, N, form->least_n > 0, form);
    unused(row, WITH, form->with, form);
    rule->measure = v[MEASURE].n > 0           ? v[MEASURE]
                    : rule->kind == ALERT_SIGN ? view_of("growth")
                                               : view_of("level");
    rule->unit = v[UNIT];
    if (form->unit_needed && rule->unit.n == 0)
        dict_bad(row, columns, UNIT, "empty: a threshold is of some unit, or - for none");
    if (form->with_needed && rule->with.n == 0)
        dict_bad(row, columns, WITH, "empty: the indicator of what is supplied or sold");
    rule->frequency = -1;
    if (v[FREQUENCY].n > 0) {
        rule->frequency = frequency_parse(v[FREQUENCY]);
        if (rule->frequency < 0)
            dict_bad(row, columns, FREQUENCY, "not day, month, to-date, quarter, half or year");
        if (rule->frequency == FREQUENCY_TO_DATE && !form->to_date)
            die(row->file, row->line, "frequency: to-date does not fit %s", form->name);
    }
    rule->n = read_n(row);
    if (rule->n < form->least_n)
        die(row->file, row->line, "n: %s needs %u or more", form->name, form->least_n);
    read_threshold(rule, row, form);
}

void alertrules_check(struct alertrules *r)
{
    r->rules = mem_new(dict_count(r->dict) + 1, sizeof *r->rules);
    for (size_t i = 0; i < dict_count(r->dict); i++) {
        struct alertrule *rule = &r->rules[r->count++];
        mpq_init(rule->limit);
        read_rule(rule, dict_at(r->dict, i));
        if (rule->severity == ALERT_OFF) {
            mpq_clear(rule->limit);
            r->count--;
        }
    }
}

size_t alertrules_count(const struct alertrules *r)
{
    return r->count;
}

const struct alertrule *alertrules_at(const struct alertrules *r, size_t i)
{
    return &r->rules[i];
}

const char *alertkind_name(enum alertkind kind)
{
    return forms[kind].name;
}

const char *alertseverity_name(enum alertseverity severity)
{
    return severities[severity];
}

void alertrules_free(struct alertrules *r)
{
    for (size_t i = 0; i < r->count; i++)
        mpq_clear(r->rules[i].limit);
    free(r->rules);
    dict_free(r->dict);
    free(r);
}
