#include "alerting.h"

#include "day.h"
#include "decimal.h"
#include "msg.h"
#include "translate.h"
#include "wildcard.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* How many days after the end of its period a figure is the last one, by frequency: two of its
 * periods, and two weeks for days. */
static const long lasts[FREQUENCIES] = {
    [FREQUENCY_DAY] = 14,      [FREQUENCY_MONTH] = 62, [FREQUENCY_TO_DATE] = 62,
    [FREQUENCY_QUARTER] = 184, [FREQUENCY_HALF] = 366, [FREQUENCY_YEAR] = 731,
};

enum { DAYS_APART = 7, TO_DATE_APART = 92 };

void measured_init(struct measured *m)
{
    interval_init(&m->range);
    mpq_init(m->point);
    m->places = 0;
    m->bounded = true;
}

void measured_free(struct measured *m)
{
    interval_free(&m->range);
    mpq_clear(m->point);
}

void measured_read(struct alerting *a, const struct history *h, const struct entry *e,
                   struct measured *m)
{
    const struct columns *c = histories_columns(a->h);
    const struct view *v = histories_fields(a->h, e);
    struct decimal d = {0};
    interval_read(&m->range, v[c->value], columns_pick(v, c->resolution),
                  columns_pick(v, c->bound));
    decimal_read(&d, v[c->value]);
    decimal_to_fraction(m->point, &d);
    m->places = d.places;
    m->bounded = !m->range.no_low && !m->range.no_high;
    struct view resolution = columns_pick(v, c->resolution);
    if (h->counts && d.places == 0 && m->bounded && columns_pick(v, c->bound).n == 0 &&
        (resolution.n == 0 || view_is(resolution, "1"))) { /* who counts does not round */
        mpq_set(m->range.low, m->point);
        mpq_set(m->range.high, m->point);
    }
    decimal_free(&d);
}

bool measured_growth(struct measured *m, const struct measured *now, const struct measured *base)
{
    if (!now->bounded || !base->bounded ||
        !interval_quotient(&m->range, &now->range, &base->range, 100))
        return false;
    mpq_t hundred;
    mpq_init(hundred);
    mpq_set_ui(hundred, 100, 1);
    interval_shift(&m->range, &m->range, -100);
    mpq_div(m->point, now->point, base->point);
    mpq_mul(m->point, m->point, hundred);
    mpq_sub(m->point, m->point, hundred);
    mpq_clear(hundred);
    m->places = ALERT_RATE_PLACES;
    m->bounded = true;
    return true;
}

size_t alerting_known(const struct alerting *a, const struct history *h)
{
    size_t n = h->count;
    while (n > 0 && h->entries[n - 1].last > a->w->date)
        n--;
    return n;
}

bool alerting_is_current(struct alerting *a, const struct history *h, size_t known)
{
    const struct entry *e = &h->entries[known - 1];
    if (a->w->date != LONG_MAX && a->w->date - e->last > lasts[h->frequency])
        return false;
    if (h->frequency != FREQUENCY_TO_DATE)
        return true;
    /* the whole year is later than its months to date */
    const struct history *years = histories_other(a->h, h, FREQUENCY_YEAR);
    size_t n = years != NULL ? alerting_known(a, years) : 0;
    return n == 0 || years->entries[n - 1].first < e->first;
}

size_t alerting_begin(struct alerting *a, const struct history *h, size_t *end)
{
    size_t n = alerting_known(a, h);
    *end = n;
    if (a->w->all || n == 0)
        return 0;
    return alerting_is_current(a, h, n) ? n - 1 : n;
}

bool alerting_follows(const struct history *h, size_t i)
{
    const struct entry *before = &h->entries[i - 1], *e = &h->entries[i];
    switch (h->frequency) {
    case FREQUENCY_DAY:
        return e->last - before->last <= DAYS_APART;
    case FREQUENCY_TO_DATE:
        return e->last - before->last <= TO_DATE_APART;
    default:
        return before->last + 1 == e->first;
    }
}

static bool fits_either(struct view pattern, struct view name, struct view code)
{
    return wildcard_fits(pattern, name) || (code.n > 0 && wildcard_fits(pattern, code));
}

bool alerting_fits(const struct alerting *a, const struct history *h)
{
    const struct alertrule *r = a->rule;
    return !h->withheld && h->frequency != FREQUENCY_OTHER &&
           (r->frequency < 0 || (enum frequency)r->frequency == h->frequency) &&
           fits_either(r->region, h->region, h->region_code) &&
           fits_either(r->indicator, h->indicator, h->indicator_code) &&
           wildcard_fits(r->item, h->item);
}

bool alerting_fits_figure(const struct alerting *a, const struct history *h)
{
    return alerting_fits(a, h) && wildcard_fits(a->rule->measure, h->measure) &&
           wildcard_fits(a->rule->unit, h->unit) &&
           (h->base == BASE_YEAR ||
            (!view_is(h->measure, "growth") && !view_is(h->measure, "change") &&
             !view_is(h->measure, "cagr") && !view_is(h->measure, "multiple")));
}

bool alerting_grows(const struct alerting *a, const struct history *h)
{
    return nature_find(a->w->natures, h->indicator, (struct view){"", 0}, h->unit, NULL).grows;
}

struct search {
    long from, to;
    bool found;
};

static void look_at_break(int month, void *data)
{
    struct search *s = data;
    long day = day_number(month / 12, month % 12 + 1, 1);
    s->found = s->found || (s->from < day && day <= s->to);
}

bool alerting_broken(const struct alerting *a, const struct history *h, long from, long to)
{
    struct search s = {from, to, false};
    breaks_find(a->w->breaks, h->indicator, h->indicator_code, look_at_break, &s);
    for (size_t i = 0; h->broken && i < h->count && !s.found; i++)
        s.found = h->entries[i].broken && h->entries[i].first > from && h->entries[i].first <= to;
    return s.found;
}

const struct entry *alerting_years_before(struct alerting *a, const struct history *h,
                                          const struct entry *e, int n)
{
    const struct view *v = histories_fields(a->h, e);
    struct period p;
    long first, last, again;
    char text[PERIOD_TEXT_MAX];
    if (!period_parse(v[histories_columns(a->h)->period], &p))
        return NULL;
    p.y -= n;
    p.y2 -= n;
    if (p.y < 1 || !day_span(p, &first, &last))
        return NULL;
    if (p.kind == PERIOD_DAY && !day_parse(view_of(period_text(p, text)), &again))
        return NULL; /* the 29th of February */
    return history_at(h, first, last);
}

void alerting_subject(struct alerting *a, const struct entry *e)
{
    size_t width = histories_width(a->h);
    const struct view *v = histories_fields(a->h, e);
    size_t n = 0;
    for (size_t i = 0; i < width; i++)
        n += v[i].n;
    buf_clear(&a->row);
    buf_reserve(&a->row, n + 1); /* so that it does not move */
    for (size_t i = 0; i < width; i++) {
        a->fields[i] = (struct view){a->row.p + a->row.n, v[i].n};
        buf_add_view(&a->row, v[i]);
    }
    buf_clear(&a->place);
    histories_place(a->h, e, &a->place);
    buf_clear(&a->inputs);
    buf_clear(&a->detail);
}

void alerting_input(struct alerting *a, const struct entry *e)
{
    if (a->inputs.n > 0)
        buf_add_char(&a->inputs, '|');
    histories_place(a->h, e, &a->inputs);
}

void alerting_say(struct alerting *a, const char *format, ...)
{
    char *text;
    va_list args;
    va_start(args, format);
    int n = vasprintf(&text, format, args);
    va_end(args);
    if (n < 0)
        die(NULL, 0, "memory:");
    buf_add(&a->detail, text, (size_t)n);
    free(text);
}

void alerting_say_value(struct alerting *a, const struct entry *e)
{
    const struct columns *c = histories_columns(a->h);
    const struct view *v = histories_fields(a->h, e);
    buf_add_view(&a->detail, v[c->value]);
    buf_add_string(&a->detail, " (");
    buf_add_view(&a->detail, v[c->period]);
    buf_add_char(&a->detail, ')');
}

static void add_number(struct buf *b, mpq_srcptr q, unsigned places)
{
    struct decimal d = {0};
    decimal_of_fraction(&d, q, places);
    decimal_write(b, &d);
    decimal_free(&d);
}

void alerting_say_number(struct alerting *a, mpq_srcptr q, unsigned places)
{
    add_number(&a->detail, q, places);
}

enum answer { NO, OPEN, YES };

/* What is known of v < limit, or v <= limit. */
static enum answer below(const struct interval *v, const mpq_t limit, bool or_equal)
{
    if (!v->no_high) {
        int d = mpq_cmp(v->high, limit);
        if (d < 0 || (d == 0 && (or_equal || v->below)))
            return YES;
    }
    if (!v->no_low) {
        int d = mpq_cmp(v->low, limit);
        if (d > 0 || (d == 0 && (!or_equal || v->above)))
            return NO;
    }
    return OPEN;
}

static enum answer answer_of(const struct alertrule *r, const struct interval *v)
{
    bool less = r->comparison == COMPARE_LT || r->comparison == COMPARE_LE;
    /* v > limit is not v <= limit */
    enum answer a = below(v, r->limit, r->comparison == COMPARE_LE || r->comparison == COMPARE_GT);
    return less ? a : (enum answer)(YES - a);
}

static const char *words(enum comparison c)
{
    switch (c) {
    case COMPARE_LT:
        return "below";
    case COMPARE_LE:
        return "not above";
    case COMPARE_GT:
        return "above";
    default:
        return "not below";
    }
}

/* Says what became of it, for --explain. */
static void explain(const struct alerting *a, struct view found, struct view unit, const char *how)
{
    const struct columns *c = histories_columns(a->h);
    const struct view *v = a->fields;
    struct view region = columns_pick(v, c->region), item = columns_pick(v, c->item);
    if (!a->w->explain)
        return;
    msg(NULL, 0, "%.*s: %.*s %.*s%s%.*s %.*s: %.*s%s%.*s: %s", view_shown(a->rule->name),
        a->rule->name.p, view_shown(region), region.p, view_shown(v[c->indicator]),
        v[c->indicator].p, item.n > 0 ? " " : "", view_shown(item), item.p,
        view_shown(v[c->period]), v[c->period].p, view_shown(found), found.p, unit.n > 0 ? " " : "",
        view_shown(unit), unit.p, how);
}

void alerting_weigh(struct alerting *a, const struct measured *m, struct view unit)
{
    const struct alertrule *r = a->rule;
    enum answer answer = answer_of(r, &m->range);
    struct buf *b = &a->scratch, low = {0}, high = {0}, what = {0};
    a->weighed++;
    buf_clear(b);
    add_number(b, m->point, m->places);
    struct view found = buf_view(b);
    explain(a, found, unit,
            answer == YES  ? alertseverity_name(r->severity)
            : answer == NO ? translated("nothing")
                           : translated("left open by rounding"));
    if (answer == NO)
        return;
    bool exact = m->bounded && mpq_equal(m->range.low, m->range.high);
    interval_low(&m->range, m->places + (exact ? 0 : 2), &low);
    interval_high(&m->range, m->places + (exact ? 0 : 2), &high);
    if (r->message.n > 0) {
        buf_add_view(&what, r->message);
        buf_add_string(&what, ": ");
    }
    bool due = r->kind == ALERT_MISSING || r->kind == ALERT_LATE; /* the detail says it all */
    if (!due) {
        buf_add_view(&what, found);
        if (unit.n > 0 && !view_is(unit, "%"))
            buf_add_char(&what, ' ');
        buf_add_view(&what, unit);
        if (answer == OPEN) {
            buf_add_string(&what, ", rounding leaves it open in ");
            buf_add_view(&what, buf_view(&low));
            buf_add_string(&what, "..");
            buf_add_view(&what, buf_view(&high));
            buf_add_string(&what, " whether it");
        }
        buf_add_string(&what, " is ");
        buf_add_string(&what, words(r->comparison));
        buf_add_char(&what, ' ');
        buf_add_view(&what, r->threshold);
    }
    buf_add_view(&what, buf_view(&a->detail));
    bool less = r->comparison == COMPARE_LT || r->comparison == COMPARE_LE;
    struct alert alert = {
        .rule = r,
        .severity = answer == YES ? r->severity : ALERT_NOTE,
        .fields = a->fields,
        .place = buf_view(&a->place),
        .found = found,
        .low = buf_view(&low),
        .high = buf_view(&high),
        .unit = unit,
        .expected_low = less ? r->threshold : view_of(""),
        .expected_high = less ? view_of("") : r->threshold,
        .inputs = buf_view(&a->inputs),
        .what = buf_view(&what),
    };
    a->emit(a->data, &alert);
    buf_free(&low);
    buf_free(&high);
    buf_free(&what);
}

void alerting_tell(struct alerting *a, struct view found, struct view unit, bool open,
                   struct view expected_low, struct view expected_high)
{
    struct buf what = {0};
    explain(a, found, unit,
            open ? translated("left open by rounding") : alertseverity_name(a->rule->severity));
    if (a->rule->message.n > 0) {
        buf_add_view(&what, a->rule->message);
        buf_add_string(&what, ": ");
    }
    buf_add_view(&what, buf_view(&a->detail));
    if (open)
        buf_add_string(&what, ", if rounding does not hide it");
    struct alert alert = {
        .rule = a->rule,
        .severity = open ? ALERT_NOTE : a->rule->severity,
        .fields = a->fields,
        .place = buf_view(&a->place),
        .found = found,
        .unit = unit,
        .expected_low = expected_low,
        .expected_high = expected_high,
        .inputs = buf_view(&a->inputs),
        .what = buf_view(&what),
    };
    a->emit(a->data, &alert);
    buf_free(&what);
}
