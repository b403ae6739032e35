/* The rules of the audit for one level among those of other times. */
#include "auditing.h"

#include <string.h>

enum { YEARS_BACK = 10 }; /* how far a base is looked for */

static bool comparable(const struct fact *f, const struct fact *x)
{
    return view_equal(f->unit, x->unit) && evidence_same_world(f->status, x->status);
}

/* The levels from January to the nearest month before f's last one for which there are any. */
static const struct fact *before_in_year(struct audit *a, const struct fact *f, size_t *count)
{
    int first, last;
    *count = 0;
    if (!period_months(f->time, &first, &last) || first % 12 != 0 || last - first > 11)
        return NULL;
    for (int month = last - 1; month >= first; month--) {
        struct period p = period_of_months(first, month);
        const struct fact *x = evidence_find(a->e, f, "level", p, count);
        if (*count > 0)
            return x;
    }
    return NULL;
}

/* Figures from January on can only grow, unless something was taken back. */
void audit_cumulative(struct audit *a, const struct fact *f)
{
    size_t count, same_count;
    const struct fact *x = before_in_year(a, f, &count);
    if (x == NULL || audit_is_percent(f) || f->bound.n > 0 || mpq_sgn(f->stands_for.low) < 0 ||
        !auditnames_is_flow(a->names, f))
        return;
    const struct fact *same = evidence_find_same(a->e, f, &same_count);
    if (audit_ambiguous(a, x, count) || audit_ambiguous(a, same, same_count))
        return;
    for (size_t i = 0; i < count; i++) {
        if (!comparable(f, &x[i]) || x[i].bound.n > 0)
            continue;
        a->weighed[RULE_CUMULATIVE]++;
        if (!interval_below(&f->stands_for, &x[i].stands_for))
            continue;
        const struct fact *inputs[] = {&x[i]};
        struct interval v;
        interval_init(&v);
        interval_copy(&v, &x[i].stands_for);
        v.no_high = true;
        audit_expect(a, &v, f);
        interval_free(&v);
        audit_find(a, AUDIT_WARNING, RULE_CUMULATIVE, f, inputs, 1,
                   "%F from January on, but %F in %V already", f, &x[i], &x[i].period);
        return;
    }
}

/* The nth time, from 0, whose figure may tell that f's unit is wrong; PERIOD_NONE at the end. */
static struct period neighbour(const struct fact *f, int nth)
{
    if (f->time.kind == PERIOD_YEAR)
        return nth < YEARS_BACK ? period_year(f->time.y - 1 - nth) : (struct period){0};
    return nth == 0   ? period_previous(f->time)
           : nth == 1 ? period_year_before(f->time)
                      : (struct period){0};
}

/* "10^4" where f is about so many times x; NULL where it is no unit's power. */
static const char *jump_of(const struct fact *f, const struct fact *x)
{
    static const struct {
        const char *name;
        unsigned long low, high, over;
    } jumps[] = {{"10^4", 5000, 20000, 1},
                 {"10^8", 50000000, 200000000, 1},
                 {"10^-4", 1, 4, 20000},
                 {"10^-8", 1, 4, 200000000}};
    for (size_t k = 0; k < sizeof jumps / sizeof *jumps; k++)
        if (interval_within(&f->stands_for, &x->stands_for, jumps[k].low, jumps[k].high,
                            jumps[k].over))
            return jumps[k].name;
    return NULL;
}

/* A figure that is some 10^4 or 10^8 times its neighbour in time was given another unit (万, 亿).
 */
void audit_jump(struct audit *a, const struct fact *f)
{
    if (f->time.kind == PERIOD_NONE || f->time.kind == PERIOD_YEARS || audit_is_percent(f))
        return;
    for (int nth = 0;; nth++) {
        struct period p = neighbour(f, nth);
        size_t count;
        if (p.kind == PERIOD_NONE || period_equal(p, f->time))
            return;
        const struct fact *x = evidence_find(a->e, f, "level", p, &count);
        if (count == 0 || !view_equal(x->unit, f->unit))
            continue;
        a->weighed[RULE_JUMP]++;
        const char *times = jump_of(f, x);
        const struct fact *inputs[] = {x};
        if (times != NULL)
            audit_find(a, AUDIT_WARNING, RULE_JUMP, f, inputs, 1,
                       "%F after %F: some %s times as much, another unit?", f, x, times);
        return;
    }
}

/* Whether the target is said to be above the base. */
static bool aims_at_growth(struct audit *a, const struct fact *f)
{
    size_t count;
    if (view_is(f->bound, "gt") || auditnames_aims(a->names, f->text))
        return true;
    for (int year = f->time.y - YEARS_BACK; year <= f->time.y; year++) {
        const struct fact *g =
            evidence_find(a->e, f, "cagr", period_years(year, f->time.y), &count);
        for (size_t i = 0; i < count; i++)
            if (view_is(g[i].status, "target") && interval_positive(&g[i].stands_for))
                return true;
    }
    return false;
}

/* The last level that was reached in a year before the target; NULL where that is not one. */
static const struct fact *base_of(struct audit *a, const struct fact *f)
{
    size_t count;
    const struct fact *x = evidence_find_same(a->e, f, &count);
    if (audit_ambiguous(a, x, count))
        return NULL;
    for (int year = f->time.y - 1; year >= f->time.y - YEARS_BACK; year--) {
        x = evidence_find(a->e, f, "level", period_year(year), &count);
        for (size_t i = 0; i < count; i++)
            if (!view_is(x[i].status, "target") && view_equal(x[i].unit, f->unit))
                return audit_ambiguous(a, x, count) ? NULL : &x[i];
    }
    return NULL;
}

/* A plan's target below what was reached, where growth is aimed at. The budget of a next year is
 * measured against the budget of this one, not against what came about. */
void audit_target(struct audit *a, const struct fact *f)
{
    if (!view_is(f->status, "target") || f->time.kind != PERIOD_YEAR)
        return;
    const struct fact *base = base_of(a, f), *inputs[] = {base};
    if (base == NULL || f->time.y - base->time.y < 2 || !aims_at_growth(a, f))
        return;
    a->weighed[RULE_TARGET]++;
    if (!interval_below(&f->stands_for, &base->stands_for) &&
        !(view_is(f->bound, "gt") && mpq_cmp(f->stands_for.low, base->stands_for.low) < 0))
        return;
    struct interval v;
    interval_init(&v);
    interval_copy(&v, &base->stands_for);
    v.no_high = true;
    audit_expect(a, &v, f);
    interval_free(&v);
    audit_find(a, AUDIT_WARNING, RULE_TARGET, f, inputs, 1,
               "aims at %F, below the %F of %V, though growth is aimed at", f, base, &base->period);
}
