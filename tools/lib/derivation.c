#include "derivation.h"

#include "bound.h"
#include "period.h"

#include <string.h>

enum {
    NO_WAY = 1000,
    REMEMBERED = 1024 /* texts of periods */
};

/* The best way to a month: how many published figures it takes, and the last step. */
struct step {
    size_t leaves;
    const struct point *by;
};

static const struct months none;

bool point_usable(const struct point *p)
{
    return !p->ambiguous && (p->bound & ~BOUND_APPROX) == 0;
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

/* Adds the figure of p to the sum, or takes it off. */
static void include(struct published *sum, const struct point *p, bool less)
{
    struct published figure = point_figure(p);
    struct decimal value = {0};
    decimal_set(&value, &figure.value);
    if (less)
        decimal_negate(&value);
    decimal_add_quick(&sum->value, &value);
    decimal_add_quick(&sum->resolution, &figure.resolution);
    if (value.big != NULL)
        decimal_free(&value);
    sum->bound |= figure.bound;
}

/* The figure that follows from the inputs of d. */
static void compute(struct point *out, struct months at, struct derivation *d)
{
    struct published sum = {0};
    *out =
        (struct point){.at = at, .reach = d->inputs[0]->reach, .shortest = true, .derivation = d};
    d->leaves = 0;
    for (size_t i = 0; i < d->n; i++) {
        const struct point *p = d->inputs[i];
        include(&sum, p, d->how == HOW_DIFFERENCE && i > 0);
        out->provisional = out->provisional || p->provisional;
        if (p->reach.first < out->reach.first)
            out->reach.first = p->reach.first;
        if (p->reach.last > out->reach.last)
            out->reach.last = p->reach.last;
        d->leaves += leaves_of(p);
    }
    point_set_figure(out, &sum);
}

/* Whether nothing that d takes lies beyond a break; out is its figure then. */
static bool complete(const struct series *s, struct months at, struct derivation *d,
                     struct point *out)
{
    compute(out, at, d);
    if (!series_broken(s, out->reach))
        return true;
    point_free(out);
    return false;
}

void derive_same(const struct point *p, struct point *out, struct derivation *d)
{
    *d = (struct derivation){.how = HOW_SAME, .n = 1, .inputs = {p}};
    compute(out, p->at, d);
}

/* The fewest figures that cover the months, without the one that does it alone. */
static bool find_sum(const struct series *s, struct months at, struct derivation *d)
{
    struct step steps[DERIVATION_INPUTS + 1];
    int length = at.last - at.first + 1;
    if (length > DERIVATION_INPUTS || length == 1)
        return false;
    for (int i = 0; i <= DERIVATION_INPUTS; i++)
        steps[i] = (struct step){i == 0 ? 0 : NO_WAY, NULL};
    size_t i = series_from(s, at.first);
    for (; i < s->count && s->points[i]->at.first <= at.last; i++) {
        const struct point *p = s->points[i];
        const struct step *from = &steps[p->at.first - at.first];
        if (from->leaves == NO_WAY || p->at.last > at.last || is_at(p, at) || !point_usable(p))
            continue;
        struct step *to = &steps[p->at.last - at.first + 1];
        if (from->leaves + leaves_of(p) < to->leaves)
            *to = (struct step){from->leaves + leaves_of(p), p};
    }
    if (steps[length].leaves == NO_WAY)
        return false;
    *d = (struct derivation){.how = HOW_SUM};
    for (int k = length; k > 0; k = steps[k].by->at.first - at.first)
        d->n++;
    size_t n = d->n;
    for (int k = length; k > 0; k = steps[k].by->at.first - at.first)
        d->inputs[--n] = steps[k].by;
    return true;
}

/* The year to date, less that of the month before the first. */
static bool find_difference(const struct series *s, struct months at, struct derivation *d)
{
    int january = at.first - at.first % 12;
    if (at.first == january || at.last >= january + 12)
        return false;
    const struct point *all = usable_at(s, january, at.last);
    if (all == NULL || all->derivation != NULL)
        return false;
    const struct point *less = usable_at(s, january, at.first - 1);
    if (less == NULL || less->derivation != NULL)
        return false;
    *d = (struct derivation){.how = HOW_DIFFERENCE, .n = 2, .inputs = {all, less}};
    return true;
}

/* Of a stock: another period that ends then; the shortest of them. */
static bool find_end(const struct series *s, struct months at, struct derivation *d)
{
    int january = at.last - at.last % 12;
    d->n = 0;
    for (size_t i = series_from(s, january); i < s->count && s->points[i]->at.first <= at.last;
         i++) {
        const struct point *p = s->points[i];
        if (p->at.last == at.last && !is_at(p, at) && point_usable(p) && p->derivation == NULL)
            *d = (struct derivation){.how = HOW_SAME, .n = 1, .inputs = {p}};
    }
    return d->n > 0;
}

bool derive_period(const struct series *s, bool stock, struct months at, struct point *out,
                   struct derivation *d)
{
    if (stock)
        return find_end(s, at, d) && complete(s, at, d, out);
    struct point difference;
    struct derivation other;
    bool sums = find_sum(s, at, d) && complete(s, at, d, out);
    bool differs = find_difference(s, at, &other) && complete(s, at, &other, &difference);
    if (!differs || (sums && d->leaves <= other.leaves)) {
        if (differs)
            point_free(&difference);
        return sums;
    }
    if (sums)
        point_free(out);
    *d = other;
    *out = difference;
    out->derivation = d;
    return true;
}

const struct point *point_origin(const struct point *p)
{
    while (p->derivation != NULL)
        p = p->derivation->inputs[p->derivation->how == HOW_SUM ? p->derivation->n - 1 : 0];
    return p;
}

struct view months_text(struct months at, bool shortest)
{
    static struct written {
        struct months at;
        bool known, shortest;
        uint8_t n;
        char text[PERIOD_TEXT_MAX];
    } remembered[REMEMBERED];
    size_t hash = (size_t)(at.first * 37 + at.last * 2 + shortest);
    struct written *w = &remembered[hash % REMEMBERED];
    if (!w->known || w->at.first != at.first || w->at.last != at.last || w->shortest != shortest) {
        struct period p = period_of_months(at.first, at.last);
        if (!shortest)
            p = (struct period){.kind = PERIOD_MONTHS,
                                .y = at.first / 12,
                                .y2 = at.last / 12,
                                .a = at.first % 12 + 1,
                                .b = at.last % 12 + 1};
        *w = (struct written){.at = at, .known = true, .shortest = shortest};
        w->n = (uint8_t)strlen(period_text(p, w->text));
    }
    return (struct view){w->text, w->n};
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
    struct view when = months_text(p->at, p->shortest), source = intern_text(sources, p->source);
    buf_add_view(b, when);
    buf_add_string(b, " (");
    buf_add_view(b, source);
    if (p->line > 0) {
        buf_add_char(b, ':');
        buf_add_number(b, p->line);
    }
    buf_add_char(b, ')');
}
