/* Kinds of zb-alert's rules that look at one history. */
#include "alerting.h"
#include "wildcard.h"

#include <stdio.h>
#include <stdlib.h>

static bool is_measure(const struct history *h, const char *measure)
{
    return view_is(h->measure, measure);
}

void alert_level(struct alerting *a, const struct history *h)
{
    struct measured m;
    if (!alerting_fits_figure(a, h))
        return;
    measured_init(&m);
    size_t end;
    for (size_t i = alerting_begin(a, h, &end); i < end; i++) {
        alerting_subject(a, &h->entries[i]);
        measured_read(a, h, &h->entries[i], &m);
        alerting_weigh(a, &m, h->unit);
    }
    measured_free(&m);
}

/* Weighs the growth from one entry to another. */
static void weigh_growth(struct alerting *a, const struct history *h, const struct entry *now,
                         const struct entry *base)
{
    struct measured x, y, m;
    if (alerting_broken(a, h, base->first, now->last))
        return;
    measured_init(&x);
    measured_init(&y);
    measured_init(&m);
    measured_read(a, h, now, &x);
    measured_read(a, h, base, &y);
    if (measured_growth(&m, &x, &y)) {
        alerting_subject(a, now);
        alerting_input(a, base);
        alerting_say(a, ": ");
        alerting_say_value(a, now);
        alerting_say(a, " after ");
        alerting_say_value(a, base);
        alerting_weigh(a, &m, view_of("%"));
    }
    measured_free(&x);
    measured_free(&y);
    measured_free(&m);
}

/* Applies a rule of growth: to growth that was published against this base, or to what follows
 * from levels where none was. */
static void weigh_growths(struct alerting *a, const struct history *h, enum base base)
{
    if (!alerting_fits(a, h))
        return;
    /* for years both bases are one */
    size_t end;
    enum base wanted = h->frequency == FREQUENCY_YEAR ? BASE_YEAR : base;
    if (is_measure(h, "growth") && h->base == wanted && view_is(h->unit, "%")) {
        struct measured m;
        measured_init(&m);
        for (size_t i = alerting_begin(a, h, &end); i < end; i++) {
            alerting_subject(a, &h->entries[i]);
            measured_read(a, h, &h->entries[i], &m);
            alerting_weigh(a, &m, h->unit);
        }
        measured_free(&m);
    }
    if (!is_measure(h, "level") || !wildcard_fits(a->rule->unit, h->unit) ||
        !alerting_grows(a, h) || (base == BASE_BEFORE && h->frequency == FREQUENCY_TO_DATE))
        return;
    const struct history *published = histories_twin(a->h, h, "growth", view_of("%"), wanted);
    for (size_t i = alerting_begin(a, h, &end); i < end; i++) {
        const struct entry *e = &h->entries[i];
        if ((published != NULL && history_at(published, e->first, e->last) != NULL))
            continue;
        const struct entry *before = base == BASE_YEAR ? alerting_years_before(a, h, e, 1)
                                     : i > 0 && alerting_follows(h, i) ? e - 1
                                                                       : NULL;
        if (before != NULL)
            weigh_growth(a, h, e, before);
    }
}

void alert_growth(struct alerting *a, const struct history *h)
{
    weigh_growths(a, h, BASE_YEAR);
}

void alert_step(struct alerting *a, const struct history *h)
{
    weigh_growths(a, h, BASE_BEFORE);
}

/* 1 where all values are above 0, -1 where all are below it, else 0. */
static int certain_sign(const struct interval *v)
{
    if (interval_positive(v))
        return 1;
    bool negative = !v->no_high && (mpq_sgn(v->high) < 0 || (mpq_sgn(v->high) == 0 && v->below));
    return negative ? -1 : 0;
}

static void weigh_sign(struct alerting *a, const struct history *h, size_t i)
{
    struct measured now, before;
    size_t k = i;
    measured_init(&now);
    measured_init(&before);
    measured_read(a, h, &h->entries[i], &now);
    /* what is 0 as published has none; the one before it counts */
    do {
        if (k == 0 || !alerting_follows(h, k)) {
            k = i;
            break;
        }
        measured_read(a, h, &h->entries[--k], &before);
    } while (mpq_sgn(before.point) == 0);
    int to = mpq_sgn(now.point), from = k < i ? mpq_sgn(before.point) : 0;
    if (k < i && !alerting_broken(a, h, h->entries[k].first, h->entries[i].last)) {
        enum comparison c = a->rule->comparison;
        bool wanted = to * from < 0 &&
                      (c == COMPARE_NONE || (to < 0) == (c == COMPARE_LT || c == COMPARE_LE));
        a->weighed++;
        alerting_subject(a, &h->entries[i]);
        if (wanted) {
            alerting_input(a, &h->entries[k]);
            alerting_say(a, "%s: ", to < 0 ? "it fell below 0" : "it rose above 0");
            alerting_say_value(a, &h->entries[i]);
            alerting_say(a, " after ");
            alerting_say_value(a, &h->entries[k]);
            bool open = certain_sign(&now.range) != to || certain_sign(&before.range) != from;
            alerting_tell(a, a->fields[histories_columns(a->h)->value], h->unit, open,
                          view_of(to < 0 ? "0" : ""), view_of(to < 0 ? "" : "0"));
        }
    }
    measured_free(&now);
    measured_free(&before);
}

void alert_sign(struct alerting *a, const struct history *h)
{
    if (!alerting_fits_figure(a, h))
        return;
    size_t end;
    for (size_t i = alerting_begin(a, h, &end); i < end; i++)
        weigh_sign(a, h, i);
}

/* How many times in a row up to the i-th entry the figure fell, or rose: as published, and however
 * rounded. */
static void count_run(struct alerting *a, const struct history *h, size_t i, bool falls,
                      size_t *published, size_t *certain)
{
    struct measured later, earlier;
    measured_init(&later);
    measured_init(&earlier);
    *published = *certain = 0;
    measured_read(a, h, &h->entries[i], &later);
    for (size_t k = i; k > 0 && alerting_follows(h, k); k--) {
        measured_read(a, h, &h->entries[k - 1], &earlier);
        int d = mpq_cmp(later.point, earlier.point);
        if (falls ? d >= 0 : d <= 0)
            break;
        if (alerting_broken(a, h, h->entries[k - 1].first, h->entries[k].last))
            break;
        bool sure = falls ? interval_below(&later.range, &earlier.range)
                          : interval_below(&earlier.range, &later.range);
        *certain += sure && *certain == *published;
        ++*published;
        struct measured swap = later;
        later = earlier;
        earlier = swap;
    }
    measured_free(&later);
    measured_free(&earlier);
}

static void weigh_run(struct alerting *a, const struct history *h, size_t i)
{
    bool falls = a->rule->kind == ALERT_FALLS;
    size_t published, certain;
    char found[24];
    if (i < a->rule->n)
        return;
    count_run(a, h, i, falls, &published, &certain);
    a->weighed++;
    if (published < a->rule->n)
        return;
    bool open = certain < a->rule->n;
    size_t n = open ? published : certain;
    alerting_subject(a, &h->entries[i]);
    alerting_say(a, "it %s %zu time%s in a row: ", falls ? "fell" : "rose", n, n != 1 ? "s" : "");
    for (size_t k = i - n; k <= i; k++) {
        if (k > i - n)
            alerting_say(a, ", ");
        alerting_say_value(a, &h->entries[k]);
        if (k < i)
            alerting_input(a, &h->entries[k]);
    }
    snprintf(found, sizeof found, "%zu", n);
    char most[24];
    snprintf(most, sizeof most, "%u", a->rule->n - 1);
    alerting_tell(a, view_of(found), view_of("次"), open, view_of(""), view_of(most));
}

void alert_run_of(struct alerting *a, const struct history *h)
{
    if (!alerting_fits_figure(a, h))
        return;
    size_t end;
    for (size_t i = alerting_begin(a, h, &end); i < end; i++)
        weigh_run(a, h, i);
}

static void set_larger(mpq_t to, const mpq_t q, bool larger)
{
    if (larger ? mpq_cmp(q, to) > 0 : mpq_cmp(q, to) < 0)
        mpq_set(to, q);
}

/* The first entry of the window of n days, or n periods, that ends with the i-th. */
static size_t window_start(const struct history *h, size_t i, unsigned n)
{
    size_t k = i;
    while (k > 0) {
        bool within = h->frequency == FREQUENCY_DAY
                          ? h->entries[i].last - h->entries[k - 1].last < (long)n
                          : i - (k - 1) < n && alerting_follows(h, k);
        if (!within)
            break;
        k--;
    }
    return k;
}

static void weigh_swing(struct alerting *a, const struct history *h, size_t i)
{
    size_t from = window_start(h, i, a->rule->n), lowest = i, highest = i;
    if (from == i || alerting_broken(a, h, h->entries[from].first, h->entries[i].last))
        return;
    struct measured one, low, high, m;
    measured_init(&one);
    measured_init(&low);
    measured_init(&high);
    measured_init(&m);
    measured_read(a, h, &h->entries[i], &low);
    measured_read(a, h, &h->entries[i], &high);
    bool good = low.bounded;
    for (size_t k = i; k-- > from && good;) {
        measured_read(a, h, &h->entries[k], &one);
        good = one.bounded;
        if (mpq_cmp(one.point, low.point) < 0)
            lowest = k;
        if (mpq_cmp(one.point, high.point) > 0)
            highest = k;
        set_larger(low.point, one.point, false);
        set_larger(low.range.low, one.range.low, false);
        set_larger(low.range.high, one.range.high, false);
        set_larger(high.point, one.point, true);
        set_larger(high.range.low, one.range.low, true);
        set_larger(high.range.high, one.range.high, true);
    }
    if (good && measured_growth(&m, &high, &low)) {
        alerting_subject(a, &h->entries[i]);
        for (size_t k = from; k < i; k++)
            alerting_input(a, &h->entries[k]);
        alerting_say(a, ": from ");
        alerting_say_value(a, &h->entries[lowest < highest ? lowest : highest]);
        alerting_say(a, " to ");
        alerting_say_value(a, &h->entries[lowest < highest ? highest : lowest]);
        alerting_weigh(a, &m, view_of("%"));
    }
    measured_free(&one);
    measured_free(&low);
    measured_free(&high);
    measured_free(&m);
}

void alert_swing(struct alerting *a, const struct history *h)
{
    if (!alerting_fits_figure(a, h) || !alerting_grows(a, h))
        return;
    size_t end;
    for (size_t i = alerting_begin(a, h, &end); i < end; i++)
        weigh_swing(a, h, i);
}
