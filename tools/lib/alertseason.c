/* Kinds of zb-alert's rules that look at the same time of other years. */
#include "alerting.h"

#include <stdlib.h>

/* m becomes the mean distance of n figures from their mean. */
static void mean_distance(struct measured *m, struct measured *all, unsigned n,
                          const struct measured *mean)
{
    struct interval d, sum;
    mpq_t q, by;
    interval_init(&d);
    interval_init(&sum);
    mpq_inits(q, by, NULL);
    mpq_set_ui(m->point, 0, 1);
    mpq_set_ui(by, n, 1);
    for (unsigned i = 0; i < n; i++) {
        mpq_sub(q, all[i].point, mean->point);
        mpq_abs(q, q);
        mpq_add(m->point, m->point, q);
        interval_difference(&d, &all[i].range, &mean->range);
        if (mpq_sgn(d.high) < 0) { /* |d| */
            mpq_neg(d.low, d.low);
            mpq_neg(d.high, d.high);
            mpq_swap(d.low, d.high);
        } else if (mpq_sgn(d.low) < 0) {
            mpq_neg(d.low, d.low);
            if (mpq_cmp(d.low, d.high) > 0)
                mpq_set(d.high, d.low);
            mpq_set_ui(d.low, 0, 1);
        }
        mpq_add(sum.low, sum.low, d.low);
        mpq_add(sum.high, sum.high, d.high);
    }
    mpq_div(m->point, m->point, by);
    mpq_div(m->range.low, sum.low, by);
    mpq_div(m->range.high, sum.high, by);
    mpq_clears(q, by, NULL);
    interval_free(&d);
    interval_free(&sum);
}

/* m = (now - mean) / distance; false where the distance may be 0. */
static bool in_distances(struct measured *m, const struct measured *now,
                         const struct measured *mean, const struct measured *distance)
{
    const struct interval *by = &distance->range;
    if (mpq_sgn(by->low) <= 0)
        return false;
    struct interval d;
    interval_init(&d);
    interval_difference(&d, &now->range, &mean->range);
    mpq_div(m->range.low, d.low, mpq_sgn(d.low) >= 0 ? by->high : by->low);
    mpq_div(m->range.high, d.high, mpq_sgn(d.high) >= 0 ? by->low : by->high);
    mpq_sub(m->point, now->point, mean->point);
    mpq_div(m->point, m->point, distance->point);
    m->places = ALERT_RATE_PLACES;
    interval_free(&d);
    return true;
}

/* Sets mean to that of the figures of the n years before; false where one is missing. */
static bool mean_of(struct alerting *a, const struct history *h, const struct entry *e,
                    struct measured *all, struct measured *mean)
{
    unsigned n = a->rule->n;
    mpq_t by;
    mpq_init(by);
    mpq_set_ui(by, n, 1);
    mpq_set_ui(mean->point, 0, 1);
    interval_set(&mean->range, 0);
    bool good = true;
    for (unsigned k = 0; k < n && good; k++) {
        const struct entry *before = alerting_years_before(a, h, e, (int)(k + 1));
        good = before != NULL && !alerting_broken(a, h, before->first, e->last);
        if (!good)
            break;
        measured_read(a, h, before, &all[k]);
        good = all[k].bounded;
        mpq_add(mean->point, mean->point, all[k].point);
        mpq_add(mean->range.low, mean->range.low, all[k].range.low);
        mpq_add(mean->range.high, mean->range.high, all[k].range.high);
        if (all[k].places > mean->places)
            mean->places = all[k].places;
    }
    mpq_div(mean->point, mean->point, by);
    mpq_div(mean->range.low, mean->range.low, by);
    mpq_div(mean->range.high, mean->range.high, by);
    mpq_clear(by);
    return good;
}

static void weigh_season(struct alerting *a, const struct history *h, const struct entry *e)
{
    unsigned n = a->rule->n;
    bool percent = a->rule->kind == ALERT_SEASON;
    if (percent && !alerting_grows(a, h))
        return;
    /* so that a rule of very many years costs little where there are few */
    if (alerting_years_before(a, h, e, (int)n) == NULL)
        return;
    struct measured *all = mem_new(n, sizeof *all), now, mean, distance, m;
    for (unsigned i = 0; i < n; i++)
        measured_init(&all[i]);
    measured_init(&now);
    measured_init(&mean);
    measured_init(&distance);
    measured_init(&m);
    measured_read(a, h, e, &now);
    bool good = now.bounded && mean_of(a, h, e, all, &mean);
    if (good && percent) {
        good = measured_growth(&m, &now, &mean);
    } else if (good) {
        mean_distance(&distance, all, n, &mean);
        good = in_distances(&m, &now, &mean, &distance);
    }
    if (good) {
        alerting_subject(a, e);
        for (unsigned k = n; k > 0; k--)
            alerting_input(a, alerting_years_before(a, h, e, (int)k));
        alerting_say(a, ": ");
        alerting_say_value(a, e);
        alerting_say(a, " against a mean of ");
        alerting_say_number(a, mean.point, mean.places + 1);
        alerting_say(a, " of %u year%s before", n, n > 1 ? "s" : "");
        if (!percent) {
            alerting_say(a, ", their mean distance from it is ");
            alerting_say_number(a, distance.point, mean.places + 1);
        }
        alerting_weigh(a, &m, view_of(percent ? "%" : "倍"));
    }
    for (unsigned i = 0; i < n; i++)
        measured_free(&all[i]);
    free(all);
    measured_free(&now);
    measured_free(&mean);
    measured_free(&distance);
    measured_free(&m);
}

void alert_season(struct alerting *a, const struct history *h)
{
    if (!alerting_fits_figure(a, h))
        return;
    size_t end;
    for (size_t i = alerting_begin(a, h, &end); i < end; i++)
        weigh_season(a, h, &h->entries[i]);
}
