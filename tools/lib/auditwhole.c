/* The rules of the audit for wholes and their parts. */
#include "auditing.h"

#include <string.h>

enum { INPUTS_MAX = 32 };

/* Whether x, of the same time as f, is in the same document and unit and as real. */
static bool beside(const struct fact *f, const struct fact *x)
{
    return view_equal(x->source, f->source) && evidence_same_world(x->status, f->status);
}

/* Whether a colon stands right behind the value in the text, or, unless behind only, right before
 * it: it is the term of a ratio (behind: not its last one). */
static bool is_term(const struct fact *f, bool behind_only)
{
    static const char *const colons[] = {":", "∶", "："};
    const char *at = f->text.p, *end = at + f->text.n;
    while ((at = memmem(at, (size_t)(end - at), f->value.p, f->value.n)) != NULL) {
        struct view before = {f->text.p, (size_t)(at - f->text.p)};
        at += f->value.n;
        for (size_t i = 0; i < sizeof colons / sizeof *colons; i++)
            if (view_starts((struct view){at, (size_t)(end - at)}, view_of(colons[i])) ||
                (!behind_only && view_ends(before, view_of(colons[i]))))
                return true;
    }
    return false;
}

/* Whether a share of a ratio is off by its last place only: shares are adjusted by that so that
 * together they make 100. */
static bool is_adjusted(const struct fact *f, const struct fact *part, const struct fact *whole)
{
    struct interval wide, v;
    bool near = false;
    interval_init(&wide);
    interval_init(&v);
    interval_copy(&wide, &f->stands_for);
    mpq_sub(v.low, wide.high, wide.low); /* the resolution */
    mpq_div_2exp(v.low, v.low, 1);
    mpq_sub(wide.low, wide.low, v.low);
    mpq_add(wide.high, wide.high, v.low);
    if (interval_quotient(&v, &part->stands_for, &whole->stands_for, 100))
        near = interval_meet(&wide, &v);
    interval_free(&wide);
    interval_free(&v);
    return near && is_term(f, false);
}

/* Whether the part has this share in the level at another place of the input, if that is in the
 * same paragraph; *inside becomes whether it is. */
static bool is_share_of(struct audit *a, const struct fact *f, const struct fact *part, size_t nth,
                        bool *inside)
{
    const struct fact *x = evidence_at(a->e, nth);
    struct interval v;
    *inside = view_equal(x->source, f->source) && view_equal(x->line, f->line);
    interval_init(&v);
    bool fits = *inside && view_is(x->measure, "level") && view_equal(x->unit, part->unit) &&
                period_equal(x->time, f->time) && x != part &&
                interval_quotient(&v, &part->stands_for, &x->stands_for, 100) &&
                interval_meet(&v, &f->stands_for);
    interval_free(&v);
    return fits;
}

/* Whether the text does not name the whole (占比38.9%), and the share fits another level of the
 * paragraph: that one was meant. */
static bool is_of_another(struct audit *a, size_t nth, const struct fact *part)
{
    const struct fact *f = evidence_at(a->e, nth);
    bool inside = true;
    if (memmem(f->text.p, f->text.n, f->against.p, f->against.n) != NULL)
        return false;
    for (size_t i = nth; inside && i-- > 0;)
        if (is_share_of(a, f, part, i, &inside))
            return true;
    inside = true;
    for (size_t i = nth + 1; inside && i < evidence_count(a->e); i++)
        if (is_share_of(a, f, part, i, &inside))
            return true;
    return false;
}

void audit_share(struct audit *a, size_t nth)
{
    const struct fact *f = evidence_at(a->e, nth);
    size_t part_count, whole_count;
    if (f->against.n == 0 || f->base.kind != PERIOD_NONE || !audit_is_percent(f))
        return;
    struct view key = audit_key(a, f->against);
    const struct fact *part = evidence_find(a->e, f, "level", f->time, &part_count);
    const struct fact *whole = evidence_find_key(a->e, f, key, "level", f->time, &whole_count);
    const struct fact *inputs[2] = {NULL, NULL};
    struct interval v;
    bool fits = false;
    if (view_equal(f->key, key) || audit_ambiguous(a, part, part_count) ||
        audit_ambiguous(a, whole, whole_count) || audit_repeated(a, f))
        return;
    interval_init(&v);
    for (size_t i = 0; i < part_count && !fits; i++)
        for (size_t k = 0; k < whole_count && !fits; k++) {
            if (!view_equal(part[i].unit, whole[k].unit) || audit_is_percent(&part[i]) ||
                !beside(f, &part[i]) || !beside(f, &whole[k]) ||
                !interval_quotient(&v, &part[i].stands_for, &whole[k].stands_for, 100))
                continue;
            fits = interval_meet(&v, &f->stands_for);
            inputs[0] = &part[i];
            inputs[1] = &whole[k];
        }
    a->weighed[RULE_SHARE] += inputs[0] != NULL;
    if (inputs[0] != NULL && !fits && !is_of_another(a, nth, inputs[0])) {
        interval_quotient(&v, &inputs[0]->stands_for, &inputs[1]->stands_for, 100);
        audit_expect(a, &v, f);
        struct view made = audit_expected(a);
        audit_find(a, is_adjusted(f, inputs[0], inputs[1]) ? AUDIT_NOTE : AUDIT_ERROR, RULE_SHARE,
                   f, inputs, 2, "%F of %F is %V%%, not %F", inputs[0], inputs[1], &made, f);
    }
    interval_free(&v);
}

static bool same_ratio(const struct fact *f, const struct fact *x)
{
    return beside(f, x) && view_is(x->measure, "share") && view_equal(x->text, f->text) &&
           view_equal(x->line, f->line) && view_equal(x->against, f->against) &&
           view_equal(x->unit, f->unit) && period_equal(x->time, f->time);
}

/* Whether the fact at this place of the input is a term that another one follows. */
static bool goes_on(struct audit *a, size_t nth)
{
    const struct fact *f = evidence_at(a->e, nth);
    return nth + 1 < evidence_count(a->e) && same_ratio(f, evidence_at(a->e, nth + 1)) &&
           is_term(f, true);
}

/* The shares of a ratio (三次产业结构为6.0:55.0:39.0) make 100. */
void audit_ratio(struct audit *a, size_t nth)
{
    const struct fact *f = evidence_at(a->e, nth), *inputs[INPUTS_MAX];
    size_t n = 0;
    struct interval sum, next;
    if (!audit_is_percent(f) || !goes_on(a, nth) || (nth > 0 && goes_on(a, nth - 1)))
        return;
    interval_init(&sum);
    interval_init(&next);
    interval_copy(&sum, &f->stands_for);
    for (; n < INPUTS_MAX && goes_on(a, nth + n); n++) {
        inputs[n] = evidence_at(a->e, nth + n + 1);
        interval_sum(&next, &sum, &inputs[n]->stands_for);
        interval_copy(&sum, &next);
    }
    interval_set(&next, 100);
    a->weighed[RULE_RATIO] += n > 1;
    if (n > 1 && !interval_meet(&sum, &next)) {
        audit_expect(a, &sum, f);
        struct view made = audit_expected(a);
        buf_clear(&a->low); /* what each should be can't be told */
        buf_clear(&a->high);
        audit_find(a, AUDIT_ERROR, RULE_RATIO, f, inputs, n, "the %u shares make %V%%, not 100%%",
                   (unsigned)n + 1, &made);
    }
    interval_free(&sum);
    interval_free(&next);
}

/* The figure of the named part that belongs to the total f, beside it in the text or in a table;
 * NULL where there is none. */
static const struct fact *part_of(struct audit *a, const struct fact *f, struct view key)
{
    size_t count;
    const struct fact *x = evidence_find_key(a->e, f, key, "level", f->time, &count);
    if (audit_ambiguous(a, x, count))
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (view_equal(x[i].unit, f->unit) && beside(f, &x[i]) &&
            (f->in_table ? x[i].in_table : view_equal(x[i].line, f->line)))
            return &x[i];
    return NULL;
}

/* Makes the finding where the parts do not make f: all of them another sum, or some of them more
 * than it. */
static void weigh_parts(struct audit *a, const struct fact *f, const struct fact *const *inputs,
                        size_t n, bool all)
{
    struct interval sum, next;
    bool positive = true;
    interval_init(&sum);
    interval_init(&next);
    for (size_t i = 0; i < n; i++) {
        interval_sum(&next, &sum, &inputs[i]->stands_for);
        interval_copy(&sum, &next);
        positive = positive && interval_positive(&inputs[i]->stands_for);
    }
    bool wrong = all ? !interval_meet(&sum, &f->stands_for)
                     : positive && interval_below(&f->stands_for, &sum);
    if (wrong) {
        /* in prose the parts may be of another whole that was named in between */
        bool near = interval_quotient(&next, &sum, &f->stands_for, 10) &&
                    mpq_cmp_ui(next.low, 8, 1) >= 0 && mpq_cmp_ui(next.high, 12, 1) <= 0;
        sum.no_high |= !all;
        audit_expect(a, &sum, f);
        struct view made = audit_expected(a);
        audit_find(a, f->in_table || near ? AUDIT_ERROR : AUDIT_NOTE, RULE_PARTS, f, inputs, n,
                   "the %u parts make %V, not %F", (unsigned)n, &made, f);
    }
    interval_free(&sum);
    interval_free(&next);
}

/* The parts make the total, as far as each was rounded (由于四舍五入的原因,分项合计可能不等于总计).
 */
void audit_parts(struct audit *a, const struct fact *f)
{
    size_t count, parts;
    const struct view *keys;
    const struct fact *same = evidence_find_same(a->e, f, &count);
    if (f->unit.n == 0 || f->item.n > 0 || audit_ambiguous(a, same, count))
        return;
    for (size_t nth = 0; (keys = auditnames_parts(a->names, f->key, nth, &parts)) != NULL; nth++) {
        const struct fact *inputs[INPUTS_MAX];
        size_t n = 0;
        for (size_t i = 0; i < parts && n < INPUTS_MAX; i++)
            if ((inputs[n] = part_of(a, f, keys[i])) != NULL)
                n++;
        if (n < 2)
            continue;
        a->weighed[RULE_PARTS] += n == parts;
        weigh_parts(a, f, inputs, n, n == parts);
    }
}

/* The items that lie right below f's item, of f's document, unit and time, one figure each. False
 * where one is ambiguous, or there are too many. */
static bool items_of(const struct fact *all, size_t count, const struct fact *f,
                     const struct fact *inputs[INPUTS_MAX], size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < count; i++) {
        const struct fact *x = &all[i];
        struct view tail = x->item;
        if (tail.n <= f->item.n || !view_starts(tail, f->item))
            continue;
        tail.p += f->item.n;
        tail.n -= f->item.n;
        if (f->item.n > 0 && *tail.p != '/')
            continue;
        tail.p += f->item.n > 0;
        tail.n -= f->item.n > 0;
        if (memchr(tail.p, '/', tail.n) != NULL || !beside(f, x) || !view_equal(x->unit, f->unit) ||
            !period_equal(x->time, f->time) || x->in_table != f->in_table)
            continue;
        if (*n > 0 && view_equal(inputs[*n - 1]->item, x->item)) {
            if (!interval_meet(&inputs[*n - 1]->stands_for, &x->stands_for))
                return false;
            continue;
        }
        if (*n == INPUTS_MAX)
            return false;
        inputs[(*n)++] = x;
    }
    return *n > 1;
}

static bool same_items(const struct fact *const *x, const struct fact *const *y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!view_equal(x[i]->item, y[i]->item))
            return false;
    return true;
}

/* Whether the sum of the items meets the total, and is known to a hundredth of it: otherwise that
 * would prove nothing. */
static bool items_make(const struct fact *f, const struct fact *const *inputs, size_t n)
{
    struct interval sum, next, width;
    interval_init(&sum);
    interval_init(&next);
    interval_init(&width);
    for (size_t i = 0; i < n; i++) {
        interval_sum(&next, &sum, &inputs[i]->stands_for);
        interval_copy(&sum, &next);
    }
    bool meet = interval_meet(&sum, &f->stands_for) && !sum.no_low && !sum.no_high;
    if (meet) {
        mpq_sub(width.low, sum.high, sum.low);
        mpq_set(width.high, width.low);
        interval_times(&width, &width, 100);
        meet = interval_below(&width, &sum);
    }
    interval_free(&sum);
    interval_free(&next);
    interval_free(&width);
    return meet;
}

/* Whether the items make the total in a neighbouring period. */
static bool are_complete(struct audit *a, const struct fact *f, const struct fact *const *inputs,
                         size_t n)
{
    int first, last;
    if (!period_months(f->time, &first, &last))
        return false;
    const int length = last - first + 1, steps[] = {-12, 12, -length, length, -24, 24};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct period p = period_of_months(first + steps[i], last + steps[i]);
        const struct fact *other[INPUTS_MAX];
        size_t count, total_count, m;
        const struct fact *totals = evidence_find(a->e, f, "level", p, &total_count);
        const struct fact *all = evidence_find_items(a->e, f, p, &count);
        for (size_t k = 0; k < total_count; k++) {
            const struct fact *t = &totals[k];
            if (!period_equal(p, f->time) && beside(f, t) && t->in_table &&
                view_equal(t->unit, f->unit) && items_of(all, count, t, other, &m) && m == n &&
                same_items(inputs, other, n) && items_make(t, other, n))
                return true;
        }
    }
    return false;
}

/*
 * The items of a table make its total where they are all of it. A table does not say whether they
 * are; so they are held to be complete where the same items of the same document make the total at
 * another time.
 */
void audit_items(struct audit *a, const struct fact *f)
{
    size_t count, n;
    const struct fact *inputs[INPUTS_MAX];
    if (!f->in_table || f->unit.n == 0 || audit_is_percent(f) || f->time.kind == PERIOD_NONE)
        return;
    const struct fact *all = evidence_find_items(a->e, f, f->time, &count);
    if (!items_of(all, count, f, inputs, &n) || !are_complete(a, f, inputs, n))
        return;
    a->weighed[RULE_PARTS]++;
    weigh_parts(a, f, inputs, n, true);
}
