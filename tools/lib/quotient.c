#include "quotient.h"

#include "buf.h"
#include "derivation.h"
#include "ratio.h"
#include "result.h"

#include <string.h>

static struct published figure; /* the one that is being worked out */
static const struct months none;

static struct nature nature_of(struct quotients *q, const struct series *s)
{
    const struct observed *h = q->held;
    return nature_find(q->natures, observed_identity(h, s, h->in.indicator),
                       observed_identity(h, s, h->in.kind), series_key(h->series, s, SERIES_UNIT),
                       NULL);
}

/* Writes a quotient of two figures, unless it was published: then compares the two. at_base is what
 * a growth is against. */
static void write_one(struct quotients *q, struct result *r, const struct point *published,
                      const struct point *now, const struct point *base, struct months at_base)
{
    static struct buf against;
    figure.bound = now->bound | base->bound;
    r->provisional = now->provisional || base->provisional;
    r->figure = &figure;
    r->origin = point_origin(now);
    if (at_base.last > 0) {
        buf_clear(&against);
        buf_add_view(&against, months_text(at_base, r->shortest));
        r->against = buf_view(&against);
    }
    if (published != NULL)
        result_compare(q->held, r, published);
    else
        result_write(q->held, r, q->out);
    q->derived += published == NULL;
}

/* Writes it with the period as it was written, and by its shorter name where the level has that
 * too. */
static void write_quotient(struct quotients *q, struct result *r, const struct point *published,
                           const struct point *now, const struct point *base, struct months at_base)
{
    write_one(q, r, published, now, base, at_base);
    if (now->renamed && !r->shortest && published == NULL) {
        r->shortest = true;
        write_one(q, r, published, now, base, at_base);
    }
}

void quotient_growth(struct quotients *q, const struct series *s, bool previous)
{
    static struct buf formula;
    const struct series *published = observed_twin(q->held, s, "growth", (struct view){"", 0});
    bool stock = nature_of(q, s).stock;
    for (size_t i = 0; i < s->count; i++) {
        const struct point *now = s->points[i];
        int length = now->at.last - now->at.first + 1, back = previous ? length : 12;
        bool whole = length == 1 || ((length == 3 || length == 6) && now->at.first % length == 0) ||
                     (length == 12 && now->at.first % 12 == 0);
        if (!point_usable(now) || length > 12 || (previous && (!whole || length == 12)))
            continue;
        struct months at = {now->at.first - back, now->at.last - back};
        const struct point *base = series_at(s, at, none);
        if (base == NULL || !point_usable(base))
            continue;
        struct months reach = {base->reach.first, now->reach.last};
        if (stock)
            reach.first = base->at.last;
        struct published a = point_figure(now), b = point_figure(base);
        if (series_broken(s, reach) || !ratio_growth(&figure, &a, &b, q->places))
            continue;
        buf_clear(&formula);
        point_write(&formula, now, q->held->sources, true);
        buf_add_string(&formula, " / ");
        point_write(&formula, base, q->held->sources, true);
        buf_add_string(&formula, " - 1");
        struct result r = {.of = s,
                           .measure = view_of("growth"),
                           .at = now->at,
                           .shortest = previous || now->shortest,
                           .formula = buf_view(&formula)};
        write_quotient(q, &r, series_at(published, now->at, at), now, base, at);
    }
}

/* The figure of the year, or, of a stock, of its end. */
static const struct point *year_point(const struct series *s, bool stock, int year)
{
    const struct point *p = series_at(s, (struct months){12 * year, 12 * year + 11}, none);
    if (p == NULL && stock)
        p = series_at(s, (struct months){12 * year + 11, 12 * year + 11}, none);
    return p != NULL && point_usable(p) ? p : NULL;
}

void quotient_cagr(struct quotients *q, const struct series *s, struct months years)
{
    static struct buf formula;
    bool stock = nature_of(q, s).stock;
    const struct point *base = year_point(s, stock, years.first);
    const struct point *now = year_point(s, stock, years.last);
    uint32_t n = (uint32_t)(years.last - years.first);
    if (base == NULL || now == NULL)
        return;
    struct months reach = {stock ? base->at.last : base->reach.first, now->reach.last};
    struct published a = point_figure(now), b = point_figure(base);
    if (series_broken(s, reach) || !ratio_cagr(&figure, &a, &b, n, q->places))
        return;
    struct months year = {12 * years.first, 12 * years.first + 11};
    struct months at = {12 * years.first + 12, 12 * years.last + 11};
    buf_clear(&formula);
    buf_add_char(&formula, '(');
    point_write(&formula, now, q->held->sources, true);
    buf_add_string(&formula, " / ");
    point_write(&formula, base, q->held->sources, true);
    buf_add_string(&formula, ") ^ (1/");
    buf_add_number(&formula, n);
    buf_add_string(&formula, ") - 1");
    struct result r = {.of = s,
                       .measure = view_of("cagr"),
                       .at = at,
                       .shortest = true,
                       .formula = buf_view(&formula)};
    write_quotient(q, &r,
                   series_at(observed_twin(q->held, s, "cagr", (struct view){"", 0}), at, year),
                   now, base, year);
}

/* The series of another indicator, its total, by code or name; NULL where there is none. */
static const struct series *find_parent(struct quotients *q, const struct series *s,
                                        struct view code, struct view name)
{
    static const struct view total = {"", 0};
    const struct series *whole = observed_other(q->held, s, code, total);
    return whole != NULL ? whole : observed_other(q->held, s, name, total);
}

/* What the series is a part of: an item of the item above it or of the total, an indicator of what
 * --parent or the dictionary says. */
static const struct series *whole_of(struct quotients *q, const struct series *s)
{
    struct view item = series_key(q->held->series, s, SERIES_ITEM);
    struct view indicator = series_key(q->held->series, s, SERIES_INDICATOR);
    struct view name = observed_identity(q->held, s, q->held->in.indicator), code, parent;
    if (item.n > 0) {
        const char *slash = memrchr(item.p, '/', item.n);
        item.n = slash != NULL ? (size_t)(slash - item.p) : 0;
        return observed_other(q->held, s, indicator, item);
    }
    for (size_t i = 0; i < q->parent_count; i++) {
        const struct series *whole = NULL;
        struct view given = q->parents[i].whole;
        if (!view_equal(q->parents[i].child, name) && !view_equal(q->parents[i].child, indicator))
            continue;
        if (nature_names(q->natures, given, &code, &parent))
            whole = find_parent(q, s, code, parent);
        if (whole == NULL)
            whole = find_parent(q, s, given, given);
        if (whole != NULL)
            return whole;
    }
    return nature_parent(q->natures, name, &code, &parent) ? find_parent(q, s, code, parent) : NULL;
}

void quotient_share(struct quotients *q, const struct series *s)
{
    static struct buf against, formula;
    const struct series *whole = whole_of(q, s);
    if (whole == NULL || whole == s || !(nature_of(q, s).flow || nature_of(q, s).stock))
        return;
    struct view item = series_key(q->held->series, whole, SERIES_ITEM);
    buf_clear(&against);
    buf_add_view(&against, observed_identity(q->held, whole, q->held->in.indicator));
    buf_add_string(&against, item.n > 0 ? "/" : "");
    buf_add_view(&against, item);
    const struct series *published = observed_twin(q->held, s, "share", buf_view(&against));
    for (size_t i = 0; i < s->count; i++) {
        const struct point *part = s->points[i], *all_of_it = series_at(whole, part->at, none);
        if (all_of_it == NULL || !point_usable(part) || !point_usable(all_of_it))
            continue;
        struct published a = point_figure(part), b = point_figure(all_of_it);
        if (!ratio_share(&figure, &a, &b, q->places))
            continue;
        buf_clear(&formula);
        point_write(&formula, part, q->held->sources, true);
        buf_add_string(&formula, " / ");
        point_write(&formula, all_of_it, q->held->sources, true);
        struct result r = {.of = s,
                           .measure = view_of("share"),
                           .at = part->at,
                           .shortest = part->shortest,
                           .against = buf_view(&against),
                           .formula = buf_view(&formula)};
        write_quotient(q, &r, series_at(published, part->at, none), part, all_of_it, none);
    }
}
