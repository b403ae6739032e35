#include "derivation.h"

#include "figures.h"
#include "period.h"

#include <stdlib.h>

enum { LONGEST = 12, NO_WAY = 1000 };

/* The best way to a month: how many published figures it takes, and the last step. */
struct step {
    size_t leaves;
    const struct point *by;
};

static const struct months none;

bool point_usable(const struct point *p)
{
    return !p->ambiguous && (p->figure.bound & ~BOUND_APPROX) == 0;
}

static size_t leaves_of(const struct point *p)
{
    return p->derivation != NULL ? p->derivation->leaves : 1;
}

static bool is_at(const struct point *p, struct months at)
{
    return p->at.first == at.first && p->at.last == at.last;
}

/* A figure that may go into another. */
static const struct point *usable_at(const struct series *s, int first, int last)
{
    const struct point *p = series_at(s, (struct months){first, last}, none);
    return p != NULL && point_usable(p) ? p : NULL;
}

static struct derivation *new_derivation(enum how how, size_t n)
{
    struct derivation *d = mem_grow(NULL, 1, sizeof *d + n * sizeof d->inputs[0]);
    d->how = how;
    d->n = n;
    d->leaves = 0;
    return d;
}

/* Adds p to the figure, or takes it off. */
static void include(struct point *out, const struct point *p, bool less)
{
    struct decimal value = {0};
    decimal_set(&value, &p->figure.value);
    if (less)
        decimal_negate(&value);
    decimal_add(&out->figure.value, &value);
    decimal_add(&out->figure.resolution, &p->figure.resolution);
    decimal_free(&value);
    out->figure.bound |= p->figure.bound;
    out->provisional = out->provisional || p->provisional;
    if (out->derivation->leaves == 0 || p->reach.first < out->reach.first)
        out->reach.first = p->reach.first;
    if (out->derivation->leaves == 0 || p->reach.last > out->reach.last)
        out->reach.last = p->reach.last;
    out->derivation->leaves += leaves_of(p);
}

static void compute(struct point *out, struct months at, struct derivation *d)
{
    *out = (struct point){.at = at, .shortest = true, .derivation = d};
    for (size_t i = 0; i < d->n; i++)
        include(out, d->inputs[i], d->how == HOW_DIFFERENCE && i > 0);
}

void derive_same(const struct point *p, struct point *out)
{
    struct derivation *d = new_derivation(HOW_SAME, 1);
    d->inputs[0] = p;
    compute(out, p->at, d);
}

/* The fewest figures that cover the months, without the one that does it alone. */
static bool derive_sum(const struct series *s, struct months at, struct point *out)
{
    struct step steps[LONGEST + 1];
    int length = at.last - at.first + 1;
    if (length > LONGEST)
        return false;
    for (int i = 0; i <= LONGEST; i++)
        steps[i] = (struct step){i == 0 ? 0 : NO_WAY, NULL};
    for (int from = 0; from < length; from++) {
        if (steps[from].leaves == NO_WAY)
            continue;
        for (size_t i = series_from(s, at.first + from);
             i < s->count && s->points[i]->at.first == at.first + from; i++) {
            const struct point *p = s->points[i];
            if (p->at.last > at.last || is_at(p, at) || !point_usable(p))
                continue;
            struct step *to = &steps[p->at.last - at.first + 1];
            if (steps[from].leaves + leaves_of(p) < to->leaves)
                *to = (struct step){steps[from].leaves + leaves_of(p), p};
        }
    }
    if (steps[length].leaves == NO_WAY)
        return false;
    size_t n = 0;
    for (int i = length; i > 0; i = steps[i].by->at.first - at.first)
        n++;
    struct derivation *d = new_derivation(HOW_SUM, n);
    for (int i = length; i > 0; i = steps[i].by->at.first - at.first)
        d->inputs[--n] = steps[i].by;
    compute(out, at, d);
    return true;
}

/* The year to date, less that of the month before the first. */
static bool derive_difference(const struct series *s, struct months at, struct point *out)
{
    int january = at.first - at.first % 12;
    if (at.first == january || at.last >= january + 12)
        return false;
    const struct point *all = usable_at(s, january, at.last);
    const struct point *less = usable_at(s, january, at.first - 1);
    if (all == NULL || less == NULL || all->derivation != NULL || less->derivation != NULL)
        return false;
    struct derivation *d = new_derivation(HOW_DIFFERENCE, 2);
    d->inputs[0] = all;
    d->inputs[1] = less;
    compute(out, at, d);
    return true;
}

/* Of a stock: another period that ends then; the shortest of them. */
static bool derive_end(const struct series *s, struct months at, struct point *out)
{
    const struct point *best = NULL;
    int january = at.last - at.last % 12;
    for (size_t i = series_from(s, january); i < s->count && s->points[i]->at.first <= at.last;
         i++) {
        const struct point *p = s->points[i];
        if (p->at.last == at.last && !is_at(p, at) && point_usable(p) && p->derivation == NULL)
            best = p;
    }
    if (best == NULL)
        return false;
    derive_same(best, out);
    out->at = at;
    return true;
}

void point_free(struct point *p)
{
    published_free(&p->figure);
    free(p->derivation);
    p->derivation = NULL;
}

/* Whether out was derived, and not across a break; frees it where it was. */
static bool unbroken(const struct series *s, bool derived, struct point *out)
{
    if (derived && series_broken(s, out->reach)) {
        point_free(out);
        return false;
    }
    return derived;
}

bool derive_period(const struct series *s, bool stock, struct months at, struct point *out)
{
    if (stock)
        return unbroken(s, derive_end(s, at, out), out);
    struct point difference;
    bool sums = unbroken(s, derive_sum(s, at, out), out);
    bool differs = unbroken(s, derive_difference(s, at, &difference), &difference);
    if (sums && differs) {
        bool fewer = difference.derivation->leaves < out->derivation->leaves;
        point_free(fewer ? out : &difference);
        sums = !fewer;
    }
    if (differs && !sums)
        *out = difference;
    return sums || differs;
}

const struct point *point_origin(const struct point *p)
{
    while (p->derivation != NULL)
        p = p->derivation->inputs[p->derivation->how == HOW_SUM ? p->derivation->n - 1 : 0];
    return p;
}

void months_write(struct buf *b, struct months at, bool shortest)
{
    char text[PERIOD_TEXT_MAX];
    struct period p = period_of_months(at.first, at.last);
    if (!shortest)
        p = (struct period){.kind = PERIOD_MONTHS,
                            .y = at.first / 12,
                            .y2 = at.last / 12,
                            .a = at.first % 12 + 1,
                            .b = at.last % 12 + 1};
    buf_add_string(b, period_text(p, text));
}

void point_write(struct buf *b, const struct point *p, const struct intern *sources, bool nested)
{
    const struct derivation *d = p->derivation;
    if (d != NULL) {
        bool brackets = nested && d->n > 1;
        buf_add_string(b, brackets ? "(" : "");
        for (size_t i = 0; i < d->n; i++) {
            if (i > 0)
                buf_add_string(b, d->how == HOW_DIFFERENCE ? " - " : " + ");
            point_write(b, d->inputs[i], sources, true);
        }
        buf_add_string(b, brackets ? ")" : "");
        return;
    }
    months_write(b, p->at, p->shortest);
    buf_add_string(b, " (");
    buf_add_view(b, intern_text(sources, p->source));
    if (p->line > 0) {
        buf_add_char(b, ':');
        buf_add_number(b, p->line);
    }
    buf_add_char(b, ')');
}
