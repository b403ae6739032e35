/* The rules of the audit for figures that speak of two levels: growth, mean yearly growth, multiple
 * and change. */
#include "auditing.h"

#include <stdio.h>

/* Two levels of one thing. */
struct pair {
    const struct fact *from, *to;
};

/* What a figure f about two levels should lie in; false where that can't be told. */
typedef bool expected(struct interval *v, const struct fact *f, const struct interval *from,
                      const struct interval *to);

static bool is_points(struct view unit)
{
    return view_ends(unit, view_of("百分点"));
}

static bool expected_multiple(struct interval *v, const struct fact *f, const struct interval *from,
                              const struct interval *to)
{
    return view_is(f->unit, "倍") && interval_quotient(v, to, from, 1);
}

static bool expected_growth(struct interval *v, const struct fact *f, const struct interval *from,
                            const struct interval *to)
{
    int whole = audit_is_percent(f) ? 100 : view_is(f->unit, "‰") ? 1000 : 1;
    if ((whole == 1 && !view_is(f->unit, "倍")) || !interval_quotient(v, to, from, (unsigned)whole))
        return false;
    interval_shift(v, v, -whole);
    return true;
}

static bool expected_change(struct interval *v, const struct fact *f, const struct interval *from,
                            const struct interval *to)
{
    (void)f;
    interval_difference(v, to, from);
    return true;
}

/* The last year of what a mean yearly growth is taken over, and the year before the first; the
 * number of years, 0 if that can't be told. */
static unsigned years_of(const struct fact *f, int *from, int *to)
{
    *to = f->time.y2;
    *from = f->base.kind == PERIOD_YEAR    ? f->base.y
            : f->time.kind == PERIOD_YEARS ? f->time.y - 1
                                           : *to;
    if (f->time.kind != PERIOD_YEAR && f->time.kind != PERIOD_YEARS)
        return 0;
    return *to > *from && *to - *from <= 100 ? (unsigned)(*to - *from) : 0;
}

/* The mean growth over so many years. Its ends are rounded outwards, far behind f's last place. */
static bool expected_over(struct interval *v, const struct fact *f, const struct interval *from,
                          const struct interval *to, unsigned years)
{
    struct interval ratio;
    interval_init(&ratio);
    bool ok = years > 0 && audit_is_percent(f) && interval_quotient(&ratio, to, from, 1) &&
              interval_yearly(v, &ratio, years, audit_places(f) + 6);
    interval_free(&ratio);
    return ok;
}

static bool expected_cagr(struct interval *v, const struct fact *f, const struct interval *from,
                          const struct interval *to)
{
    int first, last;
    return expected_over(v, f, from, to, years_of(f, &first, &last));
}

/* Whether the two levels are such that f can speak of them. */
static bool are_of(const struct fact *f, const struct fact *from, const struct fact *to)
{
    /* what is aimed at grows from what is; nothing that is grows from an aim */
    if (!view_equal(from->unit, to->unit) || !evidence_same_world(to->status, f->status) ||
        (!evidence_same_world(from->status, f->status) && view_is(from->status, "target")))
        return false;
    if (view_is(f->measure, "change"))
        return is_points(f->unit) ? audit_is_percent(to) : view_equal(f->unit, to->unit);
    return true;
}

static bool in_source(const struct pair *p, const struct fact *f)
{
    return view_equal(p->from->source, f->source) && view_equal(p->to->source, f->source);
}

/* How near the pair stands to f: its document, then its paragraph. */
static int nearness(const struct pair *p, const struct fact *f)
{
    return in_source(p, f) *
           (1 + view_equal(p->from->line, f->line) + view_equal(p->to->line, f->line));
}

/*
 * Tries all pairs of levels of f's subject at two times until one fits. Returns whether there was
 * one and none fitted; *best is then the one that stands nearest to f. *any tells whether
 * there was a pair at all.
 */
static bool contradicts(struct audit *a, const struct fact *f, struct period from, struct period to,
                        expected *expect, struct pair *best, bool *any)
{
    size_t from_count, to_count;
    const struct fact *x = evidence_find(a->e, f, "level", from, &from_count);
    const struct fact *y = evidence_find(a->e, f, "level", to, &to_count);
    struct interval v;
    bool fits = false;
    *any = false;
    if (audit_ambiguous(a, x, from_count) || audit_ambiguous(a, y, to_count) ||
        audit_repeated(a, f))
        return false;
    interval_init(&v);
    for (size_t i = 0; i < from_count && !fits; i++)
        for (size_t k = 0; k < to_count && !fits; k++) {
            struct pair p = {&x[i], &y[k]};
            if (!are_of(f, p.from, p.to) || !expect(&v, f, &p.from->stands_for, &p.to->stands_for))
                continue;
            fits = interval_meet(&v, &f->stands_for);
            if (!*any || nearness(&p, f) > nearness(best, f))
                *best = p;
            *any = true;
        }
    interval_free(&v);
    return *any && !fits;
}

/* Whether a contradiction to the levels means nothing, since the growth is not that of levels; says
 * so then. yearly: it is over one year. */
static bool excuse(struct audit *a, const struct fact *f, const struct pair *p,
                   enum audit_rule rule, bool yearly)
{
    const struct fact *inputs[] = {p->from, p->to};
    enum basis basis = auditnames_basis(a->names, f);
    if (basis == BASIS_NOMINAL || (basis == BASIS_COVERAGE && !yearly))
        return false;
    audit_find(a, AUDIT_NOTE, rule, f, inputs, 2,
               "%F is at comparable %s and says nothing of %F and %F", f,
               basis == BASIS_REAL ? "prices" : "coverage", p->from, p->to);
    return true;
}

/* An error within one document; across documents a level may have been revised since. */
static enum audit_severity severity_of(const struct pair *p, const struct fact *f)
{
    return in_source(p, f) ? AUDIT_ERROR : AUDIT_WARNING;
}

static const char *revised(const struct pair *p, const struct fact *f)
{
    return in_source(p, f) ? "" : "; a level of another document may have been revised";
}

/* Sets what was expected of f by the pair. */
static void expect_of(struct audit *a, const struct fact *f, const struct pair *p, expected *expect)
{
    struct interval v;
    interval_init(&v);
    if (expect(&v, f, &p->from->stands_for, &p->to->stands_for))
        audit_expect(a, &v, f);
    interval_free(&v);
}

/* The growth of a level by a change: the change over the level less it. */
static bool growth_of_change(struct interval *v, const struct fact *f, const struct fact *level,
                             const struct fact *change)
{
    struct interval base;
    interval_init(&base);
    interval_difference(&base, &level->stands_for, &change->stands_for);
    bool ok = audit_is_percent(f) && interval_positive(&change->stands_for)
                  ? interval_quotient(v, &change->stands_for, &base, 100)
                  : expected_growth(v, f, &base, &level->stands_for);
    interval_free(&base);
    return ok;
}

/* The rule for a sentence that gives level, change and growth at once. */
static void growth_by_change(struct audit *a, const struct fact *f)
{
    size_t level_count, change_count;
    const struct fact *y = evidence_find(a->e, f, "level", f->time, &level_count);
    const struct fact *c = evidence_find(a->e, f, "change", f->time, &change_count);
    const struct fact *inputs[2] = {NULL, NULL};
    struct interval v;
    bool fits = false;
    if (audit_ambiguous(a, y, level_count) || audit_ambiguous(a, c, change_count) ||
        audit_repeated(a, f))
        return;
    interval_init(&v);
    for (size_t i = 0; i < change_count && !fits; i++)
        for (size_t k = 0; k < level_count && !fits; k++) {
            if (!period_equal(c[i].base, f->base) || !view_equal(c[i].unit, y[k].unit) ||
                !view_equal(c[i].source, f->source) || !view_equal(y[k].source, f->source) ||
                !view_equal(c[i].line, f->line) || !view_equal(y[k].line, f->line) ||
                !evidence_same_world(y[k].status, f->status) ||
                !evidence_same_world(c[i].status, f->status))
                continue;
            if (!growth_of_change(&v, f, &y[k], &c[i]))
                continue;
            fits = interval_meet(&v, &f->stands_for);
            inputs[0] = &y[k];
            inputs[1] = &c[i];
        }
    struct pair p = {inputs[1], inputs[0]};
    a->weighed[RULE_GROWTH] += inputs[0] != NULL;
    if (inputs[0] != NULL && !fits && !excuse(a, f, &p, RULE_GROWTH, true)) {
        growth_of_change(&v, f, inputs[0], inputs[1]);
        audit_expect(a, &v, f);
        struct view made = audit_expected(a);
        audit_find(a, AUDIT_ERROR, RULE_GROWTH, f, inputs, 2,
                   "a change of %F to %F is a growth of %V%s, not %F", inputs[1], inputs[0], &made,
                   audit_is_percent(f) ? "%" : "", f);
    }
    interval_free(&v);
}

/* Whether it is measured against another time of the same length. */
static bool has_base(const struct fact *f)
{
    return f->base.kind != PERIOD_NONE && f->base.kind == f->time.kind &&
           !period_equal(f->base, f->time);
}

void audit_growth(struct audit *a, const struct fact *f)
{
    struct pair p;
    bool any;
    if (!has_base(f))
        return;
    bool wrong = contradicts(a, f, f->base, f->time, expected_growth, &p, &any);
    if (!any)
        growth_by_change(a, f);
    a->weighed[RULE_GROWTH] += any;
    if (!wrong || excuse(a, f, &p, RULE_GROWTH,
                         period_equal(f->base, period_year_before(f->time)) ||
                             period_equal(f->base, period_previous(f->time))))
        return;
    const struct fact *inputs[] = {p.from, p.to};
    expect_of(a, f, &p, expected_growth);
    struct view made = audit_expected(a);
    audit_find(a, severity_of(&p, f), RULE_GROWTH, f, inputs, 2,
               "from %F to %F is a growth of %V%V, not %F%s", p.from, p.to, &made, &f->unit, f,
               revised(&p, f));
}

void audit_multiple(struct audit *a, const struct fact *f)
{
    struct pair p;
    bool any;
    if (!has_base(f))
        return;
    bool wrong = contradicts(a, f, f->base, f->time, expected_multiple, &p, &any);
    a->weighed[RULE_MULTIPLE] += any;
    if (!wrong || excuse(a, f, &p, RULE_MULTIPLE, false))
        return;
    const struct fact *inputs[] = {p.from, p.to};
    expect_of(a, f, &p, expected_multiple);
    struct view made = audit_expected(a);
    audit_find(a, severity_of(&p, f), RULE_MULTIPLE, f, inputs, 2,
               "from %F to %F is %V times as much, not %F%s", p.from, p.to, &made, f,
               revised(&p, f));
}

void audit_change(struct audit *a, const struct fact *f)
{
    struct pair p;
    bool any;
    if (!has_base(f))
        return;
    bool wrong = contradicts(a, f, f->base, f->time, expected_change, &p, &any);
    a->weighed[RULE_CHANGE] += any;
    if (!wrong)
        return;
    const struct fact *inputs[] = {p.from, p.to};
    expect_of(a, f, &p, expected_change);
    struct view made = audit_expected(a);
    audit_find(a, severity_of(&p, f), RULE_CHANGE, f, inputs, 2,
               "from %F to %F is a change of %V, not %F%s", p.from, p.to, &made, f, revised(&p, f));
}

/* Whether the mean yearly growth is the whole growth divided by the years: the mistake of those who
 * have no root key. */
static bool is_divided(const struct fact *f, const struct pair *p, unsigned years)
{
    struct interval whole, times;
    interval_init(&whole);
    interval_init(&times);
    interval_times(&times, &f->stands_for, years);
    bool fits = interval_quotient(&whole, &p->to->stands_for, &p->from->stands_for, 100);
    if (fits) {
        interval_shift(&whole, &whole, -100);
        fits = interval_meet(&whole, &times);
    }
    interval_free(&whole);
    interval_free(&times);
    return fits;
}

/* The growth of one year: as published, else by its two levels. */
static bool yearly_growth(struct audit *a, const struct fact *f, int year, struct interval *v)
{
    struct period before = period_year(year - 1), now = period_year(year);
    size_t count, from_count, to_count;
    const struct fact *g = evidence_find(a->e, f, "growth", now, &count);
    const struct fact *x = evidence_find(a->e, f, "level", before, &from_count);
    const struct fact *y = evidence_find(a->e, f, "level", now, &to_count);
    for (size_t i = 0; i < count; i++)
        if (period_equal(g[i].base, before) && audit_is_percent(&g[i]) && g[i].bound.n == 0) {
            interval_copy(v, &g[i].stands_for);
            return true;
        }
    if (x == NULL || y == NULL || !are_of(f, x, y) ||
        !interval_quotient(v, &y->stands_for, &x->stands_for, 100))
        return false;
    interval_shift(v, v, -100);
    return true;
}

/* Whether it is the plain mean of the yearly rates. */
static bool is_mean(struct audit *a, const struct fact *f, int from, int to)
{
    struct interval sum, next, rate, times;
    unsigned years = (unsigned)(to - from);
    bool fits = true;
    interval_init(&sum);
    interval_init(&next);
    interval_init(&rate);
    interval_init(&times);
    for (int year = from + 1; year <= to && fits; year++) {
        fits = yearly_growth(a, f, year, &rate);
        interval_sum(&next, &sum, &rate);
        interval_copy(&sum, &next);
    }
    interval_times(&times, &f->stands_for, years);
    fits = fits && interval_meet(&sum, &times);
    interval_free(&sum);
    interval_free(&next);
    interval_free(&rate);
    interval_free(&times);
    return fits;
}

/* Whether the growth would fit the two levels over so many years. */
static bool fits_years(const struct fact *f, const struct pair *p, unsigned years)
{
    struct interval v;
    interval_init(&v);
    bool fits = expected_over(&v, f, &p->from->stands_for, &p->to->stands_for, years) &&
                interval_meet(&v, &f->stands_for);
    interval_free(&v);
    return fits;
}

/* Writes what would explain a wrong mean growth, or nothing. */
static void explain_cagr(struct audit *a, const struct fact *f, const struct pair *p, int from,
                         int to, char hint[100])
{
    const unsigned years = (unsigned)(to - from);
    hint[0] = '\0';
    for (unsigned other = years > 2 ? years - 2 : 1; other <= years + 2; other++)
        if (other != years && fits_years(f, p, other))
            snprintf(hint, 100, "; it would fit over %u years", other);
    if (hint[0] != '\0')
        return;
    for (int year = from - 5; year < to; year++) { /* another base, with its own years */
        struct period base = period_year(year);
        size_t count;
        const struct fact *x = evidence_find(a->e, f, "level", base, &count);
        struct pair other = {x, p->to};
        if (year != from && x != NULL && are_of(f, x, p->to) &&
            fits_years(f, &other, (unsigned)(to - year)))
            snprintf(hint, 100, "; it would fit since %d", year);
    }
    if (hint[0] == '\0' && years > 1 && is_divided(f, p, years))
        snprintf(hint, 100, "; it is the whole growth divided by %u", years);
    if (hint[0] == '\0' && years > 1 && is_mean(a, f, from, to))
        snprintf(hint, 100, "; it is the plain mean of the yearly rates");
}

void audit_cagr(struct audit *a, const struct fact *f)
{
    struct pair p;
    bool any;
    int from, to;
    char hint[100];
    unsigned years = years_of(f, &from, &to);
    if (years == 0)
        return;
    bool wrong = contradicts(a, f, period_year(from), period_year(to), expected_cagr, &p, &any);
    a->weighed[RULE_CAGR] += any;
    if (!wrong || excuse(a, f, &p, RULE_CAGR, false))
        return;
    const struct fact *inputs[] = {p.from, p.to};
    explain_cagr(a, f, &p, from, to, hint);
    expect_of(a, f, &p, expected_cagr);
    struct view made = audit_expected(a);
    audit_find(a, severity_of(&p, f), RULE_CAGR, f, inputs, 2,
               "from %F to %F in %u years is %V%% a year, not %F%s%s", p.from, p.to, years, &made,
               f, hint, revised(&p, f));
}
