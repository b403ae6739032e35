/* The rules of the audit for one figure alone, and for the same figure given twice. */
#include "auditing.h"

#include <string.h>

/* Whether figures of one document in one place, its prose or its tables, are so far apart that they
 * are not all of the same thing. */
static bool are_mixed(const struct fact *x, size_t count, const struct fact *like)
{
    for (size_t i = 0; i < count; i++) {
        const struct fact *g = &x[i];
        if (view_equal(g->source, like->source) && g->in_table == like->in_table &&
            view_equal(g->unit, like->unit) && view_equal(g->against, like->against) &&
            evidence_same_world(g->status, like->status) &&
            !interval_meet(&g->stands_for, &like->stands_for) &&
            (audit_is_percent(g) || !audit_near(g, like)))
            return true;
    }
    return false;
}

/* The same, found out once for each figure. */
static bool is_mixed(struct audit *a, const struct fact *x, size_t count, const struct fact *like)
{
    uint8_t *mixed = &a->mixed[evidence_place(a->e, like)];
    if (*mixed == DOUBT_UNKNOWN)
        *mixed = are_mixed(x, count, like) ? DOUBT_YES : DOUBT_NO;
    return *mixed == DOUBT_YES;
}

/*
 * The same thing said twice must be the same. Within the prose of one document, or within its
 * tables, a name may come again with another scope, so there only levels that are nearly the same
 * contradict each other. A table contradicts the prose, and one document another, by whatever they
 * differ, unless the name stands for several things on one of the sides.
 */
static bool contradict(struct audit *a, const struct fact *x, size_t count, const struct fact *f,
                       const struct fact *g)
{
    if (g->order >= f->order || !view_equal(f->unit, g->unit) ||
        !view_equal(f->against, g->against) || !evidence_same_world(f->status, g->status))
        return false;
    bool apart = !view_equal(f->source, g->source) || f->in_table != g->in_table;
    if (!apart && (!view_is(f->measure, "level") || audit_is_percent(f) || !audit_near(f, g) ||
                   view_equal(f->line, g->line)))
        return false;
    return !interval_meet(&f->stands_for, &g->stands_for) &&
           !(apart && (is_mixed(a, x, count, f) || is_mixed(a, x, count, g))) &&
           auditnames_same_scope(a->names, f, g);
}

void audit_conflict(struct audit *a, const struct fact *f)
{
    static const char *const measures[] = {"level", "growth", "cagr", "change", "share"};
    size_t count;
    bool known = false;
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        known |= view_is(f->measure, measures[i]);
    if (!known || f->time.kind == PERIOD_NONE || !auditnames_specific(a->names, f))
        return;
    const struct fact *x = evidence_find_same(a->e, f, &count);
    a->weighed[RULE_CONFLICT] += count > 1;
    for (size_t i = 0; i < count; i++) {
        const struct fact *g = &x[i], *inputs[] = {g};
        if (!contradict(a, x, count, f, g))
            continue;
        bool revised = !view_equal(f->status, g->status);
        bool apart = !view_equal(f->source, g->source);
        audit_expect(a, &g->stands_for, f);
        audit_find(a,
                   revised ? AUDIT_NOTE
                   : apart ? AUDIT_WARNING
                           : AUDIT_ERROR,
                   RULE_CONFLICT, f, inputs, 1, "%F here, %F in %V:%V%s", f, g, &g->source,
                   &g->line,
                   revised ? " (revised)"
                   : apart ? "; one may have been revised"
                           : "");
        return;
    }
}

void audit_range(struct audit *a, const struct fact *f)
{
    struct interval range;
    struct view seems = {"", 0};
    interval_init(&range);
    bool share = view_is(f->measure, "share"), level = view_is(f->measure, "level");
    bool known = level && auditnames_range(a->names, f, &range, &seems);
    if (share && audit_is_percent(f) && f->base.kind == PERIOD_NONE &&
        !auditnames_is_plan(a->names, f->against)) {
        interval_set(&range, 0);
        mpq_set_ui(range.high, 100, 1);
        known = true;
    } else if ((view_is(f->measure, "growth") || view_is(f->measure, "cagr")) &&
               audit_is_percent(f) && !auditnames_may_be_lost(a->names, f->indicator)) {
        interval_set(&range, -100); /* nothing falls by more than itself, unless below zero */
        range.no_high = true;
        known = true;
    }
    a->weighed[RULE_RANGE] += known;
    if (known && !interval_meet(&range, &f->stands_for)) {
        audit_expect(a, &range, f);
        audit_find(a, seems.n > 0 || !share ? AUDIT_WARNING : AUDIT_ERROR, RULE_RANGE, f, NULL, 0,
                   "%F is not possible%s%V%s", f, seems.n > 0 ? ": is it in " : "", &seems,
                   seems.n > 0 ? "?" : "");
    }
    interval_free(&range);
}
