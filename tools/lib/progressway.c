/* Targets of levels, shares and ranks on their way from a base, and for the sum of several years.
 */
#include "progressing.h"

#include <string.h>

/* Whether less is better: by the bound, else by where the base is. */
static bool is_falling(const struct track *k, bool has_base)
{
    if (view_is(k->target->bound, "le") || view_is(k->target->bound, "lt"))
        return true;
    if (view_is(k->target->bound, "ge") || view_is(k->target->bound, "gt"))
        return false;
    return view_is(k->target->measure, "rank") ||
           (has_base && mpq_cmp(k->goal.point.low, k->base.point.low) < 0);
}

/* The verdict on a way that is not over. */
static enum verdict weigh_way(const struct track *k, const struct interval *expected)
{
    struct interval sum, half;
    interval_init(&sum);
    interval_init(&half);
    interval_sum(&sum, &k->base.range, expected);
    interval_copy(&half, &sum);
    mpq_div_2exp(half.low, half.low, 1);
    mpq_div_2exp(half.high, half.high, 1);
    enum verdict verdict = progress_reaches(k, &k->latest.range, expected) ? VERDICT_ON_COURSE
                           : progress_reaches(k, &k->latest.range, &half)  ? VERDICT_BEHIND
                                                                           : VERDICT_AT_RISK;
    interval_free(&sum);
    interval_free(&half);
    return verdict;
}

/* The target as the end of a way: where it is open, its end. */
static void aim_at(struct interval *aim, const struct interval *goal)
{
    interval_copy(aim, goal);
    if (aim->no_low)
        mpq_set(aim->low, aim->high);
    if (aim->no_high)
        mpq_set(aim->high, aim->low);
    aim->no_low = aim->no_high = aim->above = aim->below = false;
}

/* A level on its way from base to target. */
static void weigh_level(struct track *k, bool growth)
{
    struct interval wanted, expected, aim;
    const unsigned p = (unsigned)(k->now - k->start), q = (unsigned)(k->end - k->start);
    interval_init(&wanted);
    interval_init(&expected);
    interval_init(&aim);
    aim_at(&aim, &k->goal.range);
    bool straight = !growth || !interval_between(&expected, &k->base.point, &k->goal.point, p, q,
                                                 false, ROOT_PLACES);
    if (straight)
        interval_between(&expected, &k->base.point, &k->goal.point, p, q, true, 0);
    if (straight || !interval_between(&wanted, &k->base.range, &aim, p, q, false, ROOT_PLACES))
        interval_between(&wanted, &k->base.range, &aim, p, q, true, 0);
    k->p->path = straight ? "straight" : "growth";
    progress_write_expected(k, &expected);
    progress_write_done(k);
    if (k->now >= k->end)
        k->p->verdict = progress_weigh_end(k);
    else
        k->p->verdict = progress_attains(k) ? VERDICT_MET : weigh_way(k, &wanted);
    if (k->p->verdict != VERDICT_MET && k->now < k->end) {
        if (straight)
            progress_write_needed_amount(k, k->end - k->now);
        else
            progress_write_needed_growth(k, &k->latest.point, &k->goal.point, k->end - k->now);
    }
    interval_free(&wanted);
    interval_free(&expected);
    interval_free(&aim);
}

static bool is_ratio(const struct fact *f)
{
    return !view_is(f->measure, "level") || view_is(f->unit, "%") || view_is(f->unit, "‰");
}

/* Whether the bound may be one that is only not to be crossed. */
static bool is_limit(struct view bound)
{
    return view_is(bound, "ge") || view_is(bound, "le") || view_is(bound, "lt");
}

/* Targets of levels, shares and ranks. */
void progress_level(struct track *k)
{
    const char *measure = view_is(k->target->measure, "share")  ? "share"
                          : view_is(k->target->measure, "rank") ? "rank"
                                                                : "level";
    const struct fact *base = progress_find_base(k);
    if (strcmp(measure, "level") != 0)
        base = k->start > 0 ? progress_measured_by(k, measure, k->start) : NULL;
    if (k->end <= k->start || k->end - k->start > MONTHS_MOST) {
        progress_no_data(k, "the base is not before the target");
        return;
    }
    if (base != NULL) {
        progress_amount_read(&k->base, base);
        buf_add_view(&k->p->base, base->value);
        progress_add_input(&k->p->inputs, base);
    }
    const struct fact *latest = progress_find_latest(k, measure);
    k->falls = is_falling(k, base != NULL);
    if (latest == NULL) {
        progress_no_data(k, "no figure after the base");
        return;
    }
    progress_take_latest(k, latest);
    /* a limit that held at the start, to the target's last digit, is to hold on: 控制在…以内,
     * 不低于; 63 that is to become 64 or more is on its way */
    if (base != NULL && is_limit(k->target->bound) &&
        progress_reaches(k, &k->base.point, &k->goal.range))
        progress_weigh_limit(k);
    else if (base != NULL)
        weigh_level(k, !k->t->straight && !is_ratio(k->target));
    else if (progress_reaches(k, &k->latest.range, &k->goal.range) || k->now >= k->end ||
             k->falls) {
        progress_weigh_limit(k);
        /* what may be a limit is met at the end; anything else when it is reached */
        if (!is_limit(k->target->bound) && progress_attains(k))
            k->p->verdict = VERDICT_MET;
    } else {
        progress_no_data(k, "no figure of the base");
    }
}

/* The sum of a span's years up to the horizon: figures of the years, or one of all of them. Sets
 * now; false where there is none. */
static bool sum_years(struct track *k, struct interval *range, struct interval *point)
{
    const int first = k->target->time.y,
              last = progress_horizon(k) / 12 - (progress_horizon(k) % 12 != 11);
    struct interval next;
    struct amount one;
    int year = first - 1;
    interval_init(&next);
    progress_amount_init(&one);
    for (; year < last; year++) {
        const struct fact *x = progress_measured(k, "level", period_year(year + 1));
        if (x == NULL)
            break;
        progress_amount_read(&one, x);
        interval_sum(&next, range, &one.range);
        interval_copy(range, &next);
        interval_sum(&next, point, &one.point);
        interval_copy(point, &next);
        k->latest.places = one.places > k->latest.places ? one.places : k->latest.places;
        progress_add_input(&k->p->inputs, x);
    }
    for (int to = last; to > year && to > first; to--) { /* one figure that reaches further */
        const struct fact *x = progress_measured(k, "level", period_years(first, to));
        if (x == NULL)
            continue;
        progress_amount_read(&k->latest, x);
        interval_copy(range, &k->latest.range);
        interval_copy(point, &k->latest.point);
        buf_clear(&k->p->inputs);
        progress_add_input(&k->p->inputs, x);
        year = to;
    }
    k->now = 12 * year + 11;
    interval_free(&next);
    progress_amount_free(&one);
    return year >= first;
}

/* A target for the sum of several years (五年累计). */
void progress_sum(struct track *k)
{
    const int first = k->target->time.y;
    struct interval range, point, zero, wanted, expected, aim;
    struct interval *const all[] = {&range, &point, &zero, &wanted, &expected, &aim};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        interval_init(all[i]);
    k->start = 12 * first - 1;
    k->falls = is_falling(k, false);
    if (!sum_years(k, &range, &point)) {
        progress_no_data(k, "no figure of the first year");
    } else {
        const unsigned p = (unsigned)(k->now - k->start), q = (unsigned)(k->end - k->start);
        interval_copy(&k->latest.range, &range);
        interval_copy(&k->latest.point, &point);
        progress_write_rounded(&k->p->latest, point.low, k->latest.places);
        progress_write_period(&k->p->latest_period, period_years(first, k->now / 12));
        progress_write_elapsed(k, (int)p, (int)q);
        interval_between(&expected, &zero, &k->goal.point, p, q, true, 0);
        aim_at(&aim, &k->goal.range);
        interval_between(&wanted, &zero, &aim, p, q, true, 0);
        k->p->path = "sum";
        progress_write_expected(k, &expected);
        progress_write_done(k); /* the base is 0 */
        bool over = k->now >= k->end, reached = progress_attains(k);
        if (over)
            k->p->verdict = progress_weigh_end(k);
        else if (k->falls && !progress_reaches(k, &range, &k->goal.range))
            k->p->verdict = VERDICT_MISSED; /* a sum does not become less again */
        else
            k->p->verdict = reached && !k->falls ? VERDICT_MET : weigh_way(k, &wanted);
        /* there is no base that a sum to be kept small could be near to */
        if (k->falls && k->p->verdict == VERDICT_AT_RISK)
            k->p->verdict = VERDICT_BEHIND;
        if (!over && !(reached && !k->falls))
            progress_write_needed_amount(k, k->end - k->now);
    }
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        interval_free(all[i]);
}
