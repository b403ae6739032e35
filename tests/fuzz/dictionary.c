/*
 * Dictionaries over any text: in the general form, and as what the header says they are. Every name
 * and alias leads to its line; a second file of the same lines changes nothing; a unit that is
 * found has a factor above zero, and its canonical unit is itself.
 */
#include "alertrules.h"
#include "breaks.h"
#include "calendar.h"
#include "dict.h"
#include "hierarchy.h"
#include "indicators.h"
#include "rate.h"
#include "regions.h"
#include "target.h"
#include "toponym.h"
#include "units.h"

#include <string.h>

static struct view input;

static const char *const columns[] = {"name", "aliases", "value"};

/* The next of a list parted by `mark`, which is taken off it. */
static struct view take(struct view *list, char mark)
{
    const char *end = memchr(list->p, mark, list->n);
    struct view v = {list->p, end != NULL ? (size_t)(end - list->p) : list->n};
    size_t n = v.n + (end != NULL);
    *list = (struct view){list->p + n, list->n - n};
    return v;
}

static void read_general(void)
{
    struct dict *d = dict_new(columns, 3, 1, 1);
    dict_optional(d, 2);
    dict_read_text(d, "first", input);
    size_t count = dict_count(d);
    for (int again = 0; again < 2; again++) {
        for (size_t i = 0; i < count; i++) {
            const struct dict_row *row = dict_at(d, i);
            hold(dict_find(d, row->fields) == row);
            hold(strcmp(row->file, again ? "second" : "first") == 0);
            for (struct view rest = row->fields[1]; rest.n > 0;) {
                struct view alias = take(&rest, '|');
                hold(dict_find(d, &alias) == row);
            }
        }
        if (!again)
            dict_read_text(d, "second", input);
        hold(dict_count(d) == count);
    }
    dict_free(d);
}

static void read_units(void)
{
    struct units *units = units_new();
    units_read(units, "-");
    units_check(units);
    for (struct view rest = input; rest.n > 0;) {
        struct view line = take(&rest, '\n');
        struct unit unit, canonical;
        if (!units_find(units, take(&line, ','), &unit))
            continue;
        hold(mpq_sgn(unit.factor.q) > 0);
        hold(units_find(units, unit.canonical, &canonical));
        hold(mpq_cmp_ui(canonical.factor.q, 1, 1) == 0);
        hold(view_equal(canonical.dimension, unit.dimension));
        unit_free(&canonical);
        unit_free(&unit);
    }
    units_free(units);
}

static void read_rates(void)
{
    struct units *units = units_new();
    struct view canonical;
    mpq_t q, back;
    mpq_inits(q, back, NULL);
    units_check(units);
    struct rates *rates = rates_read(units, "-");
    struct view target = rates_target(rates, &canonical), dollar = view_of("美元");
    struct view year = view_of("2020");
    if (rates_find(rates, year, dollar, target, q)) {
        hold(mpq_sgn(q) > 0);
        hold(rates_find(rates, year, target, dollar, back));
        hold(rates_has(rates, dollar) && rates_has(rates, target));
    }
    mpq_clears(q, back, NULL);
    rates_free(rates);
    units_free(units);
}

static void read_regions(void)
{
    struct regions *regions = regions_new();
    struct toponym_answer answer = {0};
    regions_read(regions, "input", input);
    regions_check(regions);
    for (struct view rest = input; rest.n > 0;) {
        struct view line = take(&rest, '\n');
        while (line.n > 0) {
            struct toponym query = {.text = take(&line, ','), .year = 2020};
            bool found = toponym_find(regions, &query, &answer) == TOPONYM_FOUND;
            hold(!found || answer.region != NULL);
            if (found)
                regions_current(regions, answer.region);
        }
    }
    toponym_answer_free(&answer);
    regions_free(regions);
}

static void read_indicators(void)
{
    struct indicators *indicators = indicators_new();
    struct indicator_match match = {0};
    indicators_read(indicators, "input", input);
    indicators_check(indicators);
    for (struct view rest = input; rest.n > 0;) {
        struct view line = take(&rest, '\n');
        while (line.n > 0) {
            const struct indicator *nearest[3];
            struct view name = take(&line, ',');
            bool found = indicators_find(indicators, name, &match);
            hold(!found || (match.indicator != NULL && match.code.n > 0));
            indicators_nearest(indicators, name, nearest, 3);
        }
    }
    indicator_match_free(&match);
    indicators_free(indicators);
}

static void read_hierarchy(void)
{
    struct hierarchy *h = hierarchy_new();
    struct buf up = {0};
    hierarchy_read(h, "-");
    hierarchy_check(h);
    for (struct view rest = input; rest.n > 0;) {
        struct view line = take(&rest, '\n'), column = take(&line, ',');
        struct view value = take(&line, ',');
        /* whatever is above a value, the way up ends */
        for (size_t steps = 0; !hierarchy_is_total(h, column, value); steps++) {
            struct buf next = {0};
            hold(steps <= input.n + 1);
            if (!hierarchy_up(h, column, value, &next)) {
                buf_free(&next);
                break;
            }
            buf_free(&up);
            up = next;
            value = buf_view(&up);
        }
    }
    buf_free(&up);
    hierarchy_free(h);
}

static void found_break(int month, void *data)
{
    (void)data;
    hold(month >= 0);
}

static void read_breaks(void)
{
    struct breaks *b = breaks_new();
    breaks_read(b, "-");
    breaks_check(b);
    for (struct view rest = input; rest.n > 0;) {
        struct view line = take(&rest, '\n');
        take(&line, ',');
        breaks_find(b, take(&line, ','), (struct view){"", 0}, found_break, NULL);
    }
    breaks_free(b);
}

static void read_calendar(void)
{
    struct calendar *c = calendar_new();
    calendar_read(c, "-");
    calendar_check(c);
    for (size_t i = 0; i < calendar_count(c); i++) {
        long first, last, day = 18628 + 31 * (long)(i % 24); /* from 2021-01-01 on */
        const struct delivery *d = calendar_at(c, i);
        if (calendar_before(c, d, day, &first, &last)) {
            hold(first <= last && last <= day);
            hold(calendar_due(c, d, last) >= last + d->due);
        }
    }
    calendar_free(c);
}

static void read_alerts(void)
{
    struct alertrules *r = alertrules_new();
    alertrules_read(r, "-");
    alertrules_check(r);
    for (size_t i = 0; i < alertrules_count(r); i++) {
        const struct alertrule *rule = alertrules_at(r, i);
        hold(rule->name.n > 0 && rule->severity != ALERT_OFF);
        hold(alertkind_name(rule->kind) != NULL);
    }
    alertrules_free(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const struct {
        const char *column;
        void (*read)(void);
    } kinds[] = {
        {"num", read_units},        {"rate", read_rates},
        {"short", read_regions},    {"breakdown", read_indicators},
        {"place", read_indicators}, {"parent", read_hierarchy},
        {"match", read_breaks},     {"due", read_calendar},
        {"severity", read_alerts},
    };
    static struct run run;
    input = (struct view){(const char *)data, n};
    target_run(&run, "zb-dict", input, 0, read_general);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (n > 0 && dict_has(input, kinds[i].column)) {
            target_run(&run, "zb-dict", input, 0, kinds[i].read);
            break;
        }
    hold(run.out_n == 0);
    return 0;
}
