/* Kinds of zb-alert's rules that look at several histories: stock and supply, a whole and its
 * parts. */
#include "alerting.h"
#include "wildcard.h"

#include <stdlib.h>

/* What was supplied of the thing that h is the stock of. */
static const struct history *supply_of(struct alerting *a, const struct history *h)
{
    for (size_t i = 0; i < histories_count(a->h); i++) {
        const struct history *s = histories_at(a->h, i);
        struct view place = h->region_code.n > 0 ? h->region_code : h->region;
        struct view other = s->region_code.n > 0 ? s->region_code : s->region;
        if (s != h && !s->withheld && s->frequency == h->frequency &&
            view_is(s->measure, "level") && view_equal(s->unit, h->unit) &&
            view_equal(s->item, h->item) && view_equal(place, other) &&
            (wildcard_fits(a->rule->with, s->indicator) ||
             (s->indicator_code.n > 0 && wildcard_fits(a->rule->with, s->indicator_code))))
            return s;
    }
    return NULL;
}

/* Adds up what was supplied in the n days up to the end of the stock's period; returns the days
 * that it was supplied in, 0 where that cannot be told. */
static long add_supply(struct alerting *a, const struct history *s, const struct entry *stock,
                       struct measured *sum)
{
    struct measured one;
    long days = 0;
    measured_init(&one);
    for (size_t k = s->count; k-- > 0;) {
        const struct entry *e = &s->entries[k];
        if (e->last > stock->last)
            continue;
        if (e->first <= stock->last - (long)a->rule->n)
            break;
        measured_read(a, s, e, &one);
        if (!one.bounded || mpq_sgn(one.point) < 0) {
            days = 0;
            break;
        }
        if (mpq_sgn(one.range.low) < 0)
            mpq_set_ui(one.range.low, 0, 1); /* nothing is the least that can be supplied */
        days += e->last - e->first + 1;
        mpq_add(sum->point, sum->point, one.point);
        mpq_add(sum->range.low, sum->range.low, one.range.low);
        mpq_add(sum->range.high, sum->range.high, one.range.high);
        if (one.places > sum->places)
            sum->places = one.places;
        alerting_input(a, e);
    }
    measured_free(&one);
    return 2 * days >= (long)a->rule->n ? days : 0;
}

static void weigh_cover(struct alerting *a, const struct history *h, const struct history *s,
                        const struct entry *e)
{
    struct measured stock, sum, m;
    measured_init(&stock);
    measured_init(&sum);
    measured_init(&m);
    alerting_subject(a, e);
    measured_read(a, h, e, &stock);
    long days = add_supply(a, s, e, &sum);
    if (days > 0 && stock.bounded && interval_quotient(&m.range, &stock.range, &sum.range, 1)) {
        mpq_t q;
        mpq_init(q);
        interval_times(&m.range, &m.range, (unsigned)days);
        mpq_set_si(q, days, 1);
        mpq_div(m.point, stock.point, sum.point);
        mpq_mul(m.point, m.point, q);
        m.places = ALERT_RATE_PLACES;
        mpq_div(q, sum.point, q);
        alerting_say(a, ": ");
        alerting_say_value(a, e);
        alerting_say(a, " at ");
        alerting_say_number(a, q, sum.places + 1);
        alerting_say(a, " %.*s a day, %.*s of %ld day%s", view_shown(h->unit), h->unit.p,
                     view_shown(s->indicator), s->indicator.p, days, days > 1 ? "s" : "");
        alerting_weigh(a, &m, view_of("天"));
        mpq_clear(q);
    }
    measured_free(&stock);
    measured_free(&sum);
    measured_free(&m);
}

void alert_cover(struct alerting *a, const struct history *h)
{
    if (!alerting_fits(a, h) || !view_is(h->measure, "level") ||
        !wildcard_fits(a->rule->unit, h->unit))
        return;
    const struct history *s = supply_of(a, h);
    size_t end;
    if (s == NULL)
        return;
    for (size_t i = alerting_begin(a, h, &end); i < end; i++)
        weigh_cover(a, h, s, &h->entries[i]);
}

/* A part of a whole at one time, as one source gives it. */
struct part {
    struct view whole, source; /* whole: the path above its item; owned */
    const struct history *h;
    const struct entry *e;
    mpq_t value;
    bool is_rest;
    size_t order;
};

static int by_whole(const void *x, const void *y)
{
    const struct part *a = x, *b = y;
    int d = view_compare(a->whole, b->whole);
    if (d != 0)
        return d;
    if (a->e->last != b->e->last)
        return a->e->last < b->e->last ? -1 : 1;
    if (a->e->first != b->e->first)
        return a->e->first > b->e->first ? -1 : 1;
    d = view_compare(a->source, b->source);
    if (d != 0)
        return d;
    if (a->is_rest != b->is_rest)
        return a->is_rest ? 1 : -1;
    d = mpq_cmp(b->value, a->value);
    return d != 0 ? d : (a->order > b->order) - (a->order < b->order);
}

/* "a/b" and "c" of the item a/b/c. */
static void split_item(struct view item, struct view *whole, struct view *last)
{
    size_t n = item.n;
    while (n > 0 && item.p[n - 1] != '/')
        n--;
    *last = (struct view){item.p + n, item.n - n};
    *whole = (struct view){item.p, n > 0 ? n - 1 : 0};
}

static bool same_whole(const struct part *a, const struct part *b)
{
    return view_equal(a->whole, b->whole) && a->e->last == b->e->last &&
           a->e->first == b->e->first && view_equal(a->source, b->source);
}

/* Whether a part of the whole is withheld at that time, so that the others are not all. */
static bool is_part_withheld(struct alerting *a, const struct part *p)
{
    for (const struct history *h = histories_withheld(a->h, p->h); h != NULL; h = h->family) {
        struct view whole, last;
        split_item(h->item, &whole, &last);
        if (h->item.n > 0 && view_equal(whole, p->whole) &&
            history_at(h, p->e->first, p->e->last) != NULL)
            return true;
    }
    return false;
}

/* The record of the whole of these parts, NULL where there is none. */
static const struct entry *whole_of(const struct part *p)
{
    for (const struct history *h = p->h->head; h != NULL; h = h->family)
        if (view_equal(h->item, p->whole))
            return history_at(h, p->e->first, p->e->last);
    return NULL;
}

/* m = n largest of the parts in their sum, in percent; the parts are sorted. False where that says
 * nothing. */
static bool share_of_top(struct alerting *a, const struct part *p, size_t count, size_t n,
                         struct measured *m, struct measured *all)
{
    struct measured one, top;
    mpq_t hundred, rest;
    bool good = true;
    measured_init(&one);
    measured_init(&top);
    mpq_inits(hundred, rest, NULL);
    mpq_set_ui(hundred, 100, 1);
    for (size_t i = 0; i < count && good; i++) {
        struct measured *to = i < n ? &top : all;
        measured_read(a, p[i].h, p[i].e, &one);
        good = one.bounded && mpq_sgn(one.point) >= 0;
        if (mpq_sgn(one.range.low) < 0)
            mpq_set_ui(one.range.low, 0, 1); /* a part is not less than nothing */
        mpq_add(to->point, to->point, one.point);
        mpq_add(to->range.low, to->range.low, one.range.low);
        mpq_add(to->range.high, to->range.high, one.range.high);
        if (one.places > all->places)
            all->places = one.places;
    }
    /* all has the others yet: low = top / (top + others) with the others high */
    if (good && mpq_sgn(top.range.low) > 0) {
        mpq_add(rest, top.range.low, all->range.high);
        mpq_div(m->range.low, top.range.low, rest);
        mpq_mul(m->range.low, m->range.low, hundred);
        mpq_add(rest, top.range.high, all->range.low);
        mpq_div(m->range.high, top.range.high, rest);
        mpq_mul(m->range.high, m->range.high, hundred);
        mpq_add(rest, top.point, all->point);
        mpq_div(m->point, top.point, rest);
        mpq_mul(m->point, m->point, hundred);
        mpq_add(all->point, all->point, top.point);
        interval_sum(&one.range, &all->range, &top.range);
        interval_copy(&all->range, &one.range);
        m->places = ALERT_RATE_PLACES;
    } else {
        good = false;
    }
    measured_free(&one);
    measured_free(&top);
    mpq_clears(hundred, rest, NULL);
    return good;
}

static void weigh_parts(struct alerting *a, const struct part *p, size_t count)
{
    size_t n = a->rule->n, named = 0;
    while (named < count && !p[named].is_rest)
        named++;
    if (named < n || count == n || is_part_withheld(a, p))
        return;
    const struct entry *whole = whole_of(p);
    struct measured m, all, total;
    measured_init(&m);
    measured_init(&all);
    measured_init(&total);
    bool good = share_of_top(a, p, count, n, &m, &all);
    if (good && whole != NULL) { /* parts that are more by over a twentieth overlap */
        measured_read(a, p->h, whole, &total);
        interval_times(&total.range, &total.range, 21);
        interval_times(&all.range, &all.range, 20);
        good = !interval_below(&total.range, &all.range);
    }
    if (good) {
        alerting_subject(a, whole != NULL ? whole : p->e);
        alerting_say(a, ": ");
        for (size_t i = 0; i < n; i++) {
            struct view path, last;
            split_item(p[i].h->item, &path, &last);
            alerting_say(a, "%s%.*s", i > 0 ? ", " : "", view_shown(last), last.p);
        }
        alerting_say(a, " of %zu parts with together ", count);
        alerting_say_number(a, all.point, all.places);
        alerting_say(a, " %.*s", view_shown(p->h->unit), p->h->unit.p);
        for (size_t i = whole != NULL ? 0 : 1; i < count; i++)
            alerting_input(a, p[i].e);
        alerting_weigh(a, &m, view_of("%"));
    }
    measured_free(&m);
    measured_free(&all);
    measured_free(&total);
}

/* Whether the rule is for parts of such a whole. */
static bool fits_whole(struct alerting *a, const struct history *part, struct view whole)
{
    struct history h = *part;
    h.item = whole;
    return alerting_fits(a, &h);
}

/* Adds what the history has of parts that may count. */
static void add_parts(struct alerting *a, const struct history *h, struct part **parts, size_t *n,
                      size_t *cap)
{
    struct view whole, last;
    split_item(h->item, &whole, &last);
    if (h->item.n == 0 || !fits_whole(a, h, whole))
        return;
    for (size_t i = 0; i < alerting_known(a, h); i++) {
        const struct columns *c = histories_columns(a->h);
        const struct entry *e = &h->entries[i];
        struct measured m;
        if (*n == *cap) {
            *cap = *cap > 0 ? 2 * *cap : 64;
            *parts = mem_grow(*parts, *cap, sizeof **parts);
        }
        struct part *p = &(*parts)[*n];
        struct view source = columns_pick(histories_fields(a->h, e), c->source);
        char *copy = mem_new(source.n + 1, 1);
        memcpy(copy, source.n > 0 ? source.p : "", source.n);
        *p = (struct part){.whole = whole,
                           .source = {copy, source.n},
                           .h = h,
                           .e = e,
                           .is_rest = a->rule->with.n > 0 && wildcard_fits(a->rule->with, last),
                           .order = (*n)++};
        measured_init(&m);
        measured_read(a, h, e, &m);
        mpq_init(p->value);
        mpq_set(p->value, m.point);
        measured_free(&m);
    }
}

void alert_concentration(struct alerting *a, const struct history *head)
{
    struct part *parts = NULL;
    size_t n = 0, cap = 0;
    if (head->head != head || head->withheld || !view_is(head->measure, "level") ||
        !wildcard_fits(a->rule->unit, head->unit))
        return;
    for (const struct history *h = head; h != NULL; h = h->family)
        add_parts(a, h, &parts, &n, &cap);
    if (n > 0)
        qsort(parts, n, sizeof *parts, by_whole);
    for (size_t i = 0, end; i < n; i = end) {
        end = i + 1;
        while (end < n && same_whole(&parts[i], &parts[end]))
            end++;
        size_t next = end; /* is there a later time of this whole? */
        while (next < n && view_equal(parts[next].whole, parts[i].whole) &&
               parts[next].e->last == parts[i].e->last)
            next++;
        bool last = next == n || !view_equal(parts[next].whole, parts[i].whole);
        size_t known = (size_t)(parts[i].e - parts[i].h->entries) + 1;
        if (a->w->all || (last && alerting_is_current(a, parts[i].h, known)))
            weigh_parts(a, &parts[i], end - i);
    }
    for (size_t i = 0; i < n; i++) {
        free((char *)parts[i].source.p);
        mpq_clear(parts[i].value);
    }
    free(parts);
}
