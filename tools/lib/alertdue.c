/* Kinds of zb-alert's rules that look at what was to be delivered by the calendar. */
#include "alerting.h"
#include "buf.h"
#include "day.h"
#include "wildcard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A figure that a delivery brought. */
struct arrival {
    struct view reporter; /* owned: the columns that tell reporters apart */
    const struct history *h;
    const struct entry *e;
};

struct arrivals {
    struct arrival *all;
    size_t n, cap;
};

static int by_reporter(const void *x, const void *y)
{
    const struct arrival *a = x, *b = y;
    int d = view_compare(a->reporter, b->reporter);
    if (d != 0)
        return d;
    if (a->e->last != b->e->last)
        return a->e->last < b->e->last ? -1 : 1;
    return (a->e->order > b->e->order) - (a->e->order < b->e->order);
}

static void add_key(struct buf *key, bool wanted, struct view v)
{
    if (wanted)
        buf_add_view(key, v);
    buf_add_char(key, '\0');
}

static void add_arrival(struct alerting *a, struct arrivals *to, const struct delivery *d,
                        const struct history *h, const struct entry *e)
{
    struct view source = columns_pick(histories_fields(a->h, e), histories_columns(a->h)->source);
    struct buf key = {0};
    if (e->derived || !wildcard_fits(d->source, source))
        return;
    add_key(&key, d->each_region, h->region_code.n > 0 ? h->region_code : h->region);
    add_key(&key, d->each_indicator, h->indicator_code.n > 0 ? h->indicator_code : h->indicator);
    add_key(&key, d->each_item, h->item);
    add_key(&key, d->each_source, source);
    if (to->n == to->cap) {
        to->cap = to->cap > 0 ? 2 * to->cap : 64;
        to->all = mem_grow(to->all, to->cap, sizeof *to->all);
    }
    to->all[to->n++] = (struct arrival){buf_view(&key), h, e};
}

static bool fits_either(struct view pattern, struct view name, struct view code)
{
    return wildcard_fits(pattern, name) || (code.n > 0 && wildcard_fits(pattern, code));
}

static void find_arrivals(struct alerting *a, const struct delivery *d, struct arrivals *to)
{
    for (size_t i = 0; i < histories_count(a->h); i++) {
        const struct history *h = histories_at(a->h, i);
        if (h->frequency == FREQUENCY_OTHER || !fits_either(d->region, h->region, h->region_code) ||
            !fits_either(d->indicator, h->indicator, h->indicator_code) ||
            !wildcard_fits(d->item, h->item))
            continue;
        for (size_t k = 0; k < alerting_known(a, h); k++)
            add_arrival(a, to, d, h, &h->entries[k]);
    }
    if (to->n > 0)
        qsort(to->all, to->n, sizeof *to->all, by_reporter);
}

/* The figures of one reporter, and when a period is due. */
struct report {
    const struct delivery *d;
    const struct arrival *all;
    size_t n;
    struct buf text; /* what the fields of a missing record point to */
};

/* The first figure for the period, which may be of a longer one that ends with it, as the year to
 * date; NULL where there is none. */
static const struct arrival *figure_for(const struct report *r, long first, long last)
{
    size_t low = 0, high = r->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (r->all[mid].e->last < last)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < r->n && r->all[low].e->last == last; low++)
        if (r->all[low].e->first <= first)
            return &r->all[low];
    return NULL;
}

/* Whether there is a figure for a period that ends before. */
static bool is_first(const struct report *r, long first)
{
    return r->n == 0 || r->all[0].e->last >= first;
}

static void set_field(struct alerting *a, struct report *r, size_t column, struct view v)
{
    if (column == REC_NONE)
        return;
    a->fields[column] = (struct view){r->text.p + r->text.n, v.n};
    buf_add_view(&r->text, v);
}

/* The name that the calendar gives, the reporter's own where that tells reporters apart, or none.
 */
static struct view name_of(struct view pattern, bool each, struct view own)
{
    if (each)
        return own;
    return wildcard_is_plain(pattern) && !view_is(pattern, "-") ? pattern : view_of("");
}

/* Makes the record of what is not there the one in question: that of the reporter's last figure,
 * without it. */
static void missing_record(struct alerting *a, struct report *r, const char *period)
{
    const struct columns *c = histories_columns(a->h);
    const struct delivery *d = r->d;
    const struct arrival *last = r->n > 0 ? &r->all[r->n - 1] : NULL;
    const char *slash = strrchr(d->file, '/');
    const struct view none = view_of(""), file = view_of(slash != NULL ? slash + 1 : d->file);
    char line[24];
    snprintf(line, sizeof line, "%llu", (unsigned long long)d->line);
    struct view region = name_of(d->region, d->each_region || d->region.n == 0,
                                 last != NULL ? last->h->region : none);
    struct view indicator =
        name_of(d->indicator, d->each_indicator, last != NULL ? last->h->indicator : none);
    if (indicator.n == 0)
        indicator = d->name;
    struct view item = name_of(d->item, d->each_item, last != NULL ? last->h->item : none);
    bool same_region = last != NULL && (view_equal(region, last->h->region) ||
                                        view_equal(region, last->h->region_code));
    bool same_thing = last != NULL && indicator.n > 0 &&
                      (view_equal(indicator, last->h->indicator) ||
                       view_equal(indicator, last->h->indicator_code));
    struct view code = same_region ? last->h->region_code : none;
    struct view thing = same_thing ? last->h->indicator_code : none;
    region = same_region ? last->h->region : region;
    indicator = same_thing ? last->h->indicator : indicator;
    size_t width = histories_width(a->h);
    buf_clear(&a->inputs);
    buf_clear(&a->detail);
    for (size_t i = 0; i < width; i++)
        a->fields[i] = none;
    buf_clear(&r->text);
    buf_reserve(&r->text, region.n + indicator.n + item.n + code.n + thing.n + strlen(period) +
                              file.n + d->name.n + 256 + (last != NULL ? last->h->unit.n : 0) +
                              (last != NULL ? last->h->measure.n : 0));
    set_field(a, r, c->region, region);
    set_field(a, r, c->region_code, code);
    set_field(a, r, c->indicator, indicator);
    set_field(a, r, c->indicator_code, thing);
    set_field(a, r, c->item, item);
    set_field(a, r, c->period, view_of(period));
    set_field(a, r, c->measure, same_thing ? last->h->measure : none);
    set_field(a, r, c->unit, same_thing ? last->h->unit : none);
    set_field(a, r, c->status, view_of("missing"));
    buf_clear(&a->place);
    buf_add_view(&a->place, file);
    buf_add_char(&a->place, ':');
    buf_add_string(&a->place, line);
    set_field(a, r, c->source, file);
    set_field(a, r, c->line, view_of(line));
    if (last != NULL)
        alerting_input(a, last->e);
}

static void weigh_days(struct alerting *a, long days)
{
    struct measured m;
    measured_init(&m);
    mpq_set_si(m.point, days, 1);
    interval_set(&m.range, days);
    alerting_weigh(a, &m, view_of("天"));
    measured_free(&m);
}

static void say_reporter(struct alerting *a, const struct report *r)
{
    alerting_say(a, "%.*s", view_shown(r->d->name), r->d->name.p);
}

/* A period that is due and has no figure; so many are missing up to the last that is due. */
static void weigh_missing(struct alerting *a, struct report *r, long last, size_t periods)
{
    long due = calendar_due(a->w->calendar, r->d, last);
    char text[DAY_TEXT_MAX], period[PERIOD_TEXT_MAX];
    period_text(frequency_period(r->d->frequency, last), period);
    missing_record(a, r, period);
    say_reporter(a, r);
    long days = a->w->date - due;
    alerting_say(a, " was due on %s, %ld day%s ago", day_text(due, text), days,
                 days != 1 ? "s" : "");
    if (periods > 1)
        alerting_say(a, ", and %zu more since", periods - 1);
    if (r->n > 0) {
        alerting_say(a, "; the last one was of ");
        const struct view *v = histories_fields(a->h, r->all[r->n - 1].e);
        struct view p = v[histories_columns(a->h)->period];
        alerting_say(a, "%.*s", view_shown(p), p.p);
    } else {
        alerting_say(a, "; there was none before");
    }
    weigh_days(a, days);
}

/* A period whose figure has come: on which day? */
static void weigh_late(struct alerting *a, struct report *r, long first, long last)
{
    long due = calendar_due(a->w->calendar, r->d, last), came = DAY_NONE;
    const struct entry *e = NULL;
    for (size_t i = 0; i < r->n; i++) {
        const struct entry *x = r->all[i].e;
        if (x->last == last && x->first <= first && x->delivered != DAY_NONE &&
            (e == NULL || x->delivered < came)) {
            e = x;
            came = x->delivered;
        }
    }
    if (e == NULL || came > a->w->date)
        return;
    char text[DAY_TEXT_MAX];
    alerting_subject(a, e);
    say_reporter(a, r);
    alerting_say(a, " was due on %s", day_text(due, text));
    alerting_say(a, " and came on %s", day_text(came, text));
    long days = came > due ? came - due : 0;
    alerting_say(a, ", %ld day%s late", days, days != 1 ? "s" : "");
    weigh_days(a, days);
}

/* One reporter: of what is not there the earliest of those missing in a row, up to the last that is
 * due; of what has come the last one. */
static void weigh_report(struct alerting *a, struct report *r)
{
    enum { MOST = 400 }; /* periods in a row: more than a year of days tell nothing more */
    const struct calendar *c = a->w->calendar;
    long first, last, day = a->w->date;
    /* the last one whose day is over */
    while (calendar_before(c, r->d, day, &first, &last) &&
           calendar_due(c, r->d, last) >= a->w->date)
        day = last - 1;
    bool missing = a->rule->kind == ALERT_MISSING;
    long earliest = 0;
    size_t periods = 0;
    for (size_t i = 0; i < MOST && calendar_before(c, r->d, day, &first, &last); i++) {
        bool there = figure_for(r, first, last) != NULL;
        day = last - 1;
        if (there && !missing)
            weigh_late(a, r, first, last);
        if (there && missing && periods == 0)
            a->weighed++;
        if (there && !a->w->all)
            break;
        if (there || !missing)
            continue;
        /* nothing is missed before the first figure; where there is none, the last that is due */
        if (is_first(r, first) && (r->n > 0 || periods > 0))
            break;
        periods++;
        earliest = last;
        if (a->w->all)
            weigh_missing(a, r, last, 1);
    }
    if (periods > 0 && !a->w->all)
        weigh_missing(a, r, earliest, periods);
}

static void weigh_delivery(struct alerting *a, const struct delivery *d)
{
    struct arrivals arrivals = {0};
    find_arrivals(a, d, &arrivals);
    struct report r = {.d = d};
    bool each = d->each_region || d->each_indicator || d->each_item || d->each_source;
    if (arrivals.n == 0 && !each)
        weigh_report(a, &r);
    for (size_t i = 0; i < arrivals.n; i += r.n) {
        r.all = &arrivals.all[i];
        r.n = 1;
        while (i + r.n < arrivals.n && view_equal(r.all[r.n].reporter, r.all[0].reporter))
            r.n++;
        weigh_report(a, &r);
    }
    for (size_t i = 0; i < arrivals.n; i++)
        free((char *)arrivals.all[i].reporter.p);
    free(arrivals.all);
    buf_free(&r.text);
}

/* Whether the rule is for the delivery. */
static bool fits(const struct alertrule *r, const struct delivery *d)
{
    return wildcard_fits(r->with, d->name) && wildcard_fits(r->region, d->region) &&
           wildcard_fits(r->indicator, d->indicator) && wildcard_fits(r->item, d->item);
}

void alert_deliveries(struct alerting *a)
{
    for (size_t i = 0; i < calendar_count(a->w->calendar); i++) {
        const struct delivery *d = calendar_at(a->w->calendar, i);
        if (fits(a->rule, d))
            weigh_delivery(a, d);
    }
}
