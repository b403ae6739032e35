#include "agree.h"

#include "bound.h"

bool published_read(struct published *p, struct view value, struct view bound,
                    struct view resolution)
{
    if (!decimal_read(&p->value, value))
        return false;
    if (resolution.n == 0)
        decimal_set_short(&p->resolution, 1, p->value.places);
    else if (!decimal_read(&p->resolution, resolution) || decimal_sign(&p->resolution) < 0)
        return false;
    p->bound = bound_parse(bound);
    return true;
}

/* Makes r a fifth of the value, to either side a tenth, where that is more. */
static void widen(struct decimal *r, const struct decimal *value)
{
    struct decimal fifth = {0};
    decimal_set(&fifth, value);
    if (decimal_sign(&fifth) < 0)
        decimal_negate(&fifth);
    decimal_add(&fifth, &fifth);
    fifth.places++; /* twice, and a tenth of that */
    if (decimal_compare(&fifth, r) > 0)
        decimal_set(r, &fifth);
    decimal_free(&fifth);
}

/* d = twice the lowest (sign < 0) or highest number that the figure can be; false where it has no
 * such end. The threshold of a bound is taken as it is: it is named, not measured. */
static bool end_of(struct decimal *d, const struct published *p, int sign)
{
    if ((p->bound & (sign < 0 ? BOUND_DOWN : BOUND_UP)) != 0)
        return false;
    decimal_set(d, &p->value);
    decimal_add(d, &p->value);
    if ((p->bound & (BOUND_UP | BOUND_DOWN)) != 0)
        return true;
    struct decimal r = {0};
    decimal_set(&r, &p->resolution);
    if (p->bound == BOUND_APPROX)
        widen(&r, &p->value);
    if (sign < 0)
        decimal_negate(&r);
    decimal_add(d, &r);
    decimal_free(&r);
    return true;
}

/* Whether the lowest that a can be is no more than the highest that b can be. */
static bool reaches(const struct published *a, const struct published *b)
{
    struct decimal low = {0}, high = {0};
    bool yes = !end_of(&low, a, -1) || !end_of(&high, b, 1) || decimal_compare(&low, &high) <= 0;
    decimal_free(&low);
    decimal_free(&high);
    return yes;
}

/* n = d in units of 10^-places; false where it is not short enough for sums of it. */
static bool to_units(const struct decimal *d, uint32_t places, __int128 *n)
{
    static const int64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    uint32_t shift = places - d->places;
    if (d->big != NULL || d->n != (int64_t)d->n || shift >= sizeof powers / sizeof *powers)
        return false;
    *n = d->n * powers[shift];
    return true;
}

static uint32_t most_places(const struct published *p)
{
    return p->value.places > p->resolution.places ? p->value.places : p->resolution.places;
}

bool published_agree(const struct published *a, const struct published *b)
{
    /* the usual case: four short numbers, without bounds */
    uint32_t x = most_places(a), y = most_places(b), places = x > y ? x : y;
    __int128 v, w, r, s;
    if (a->bound == 0 && b->bound == 0 && to_units(&a->value, places, &v) &&
        to_units(&b->value, places, &w) && to_units(&a->resolution, places, &r) &&
        to_units(&b->resolution, places, &s)) {
        __int128 d = v - w;
        return 2 * (d < 0 ? -d : d) <= r + s;
    }
    return reaches(a, b) && reaches(b, a);
}

static int vagueness(const struct published *p)
{
    return p->bound == 0 ? 0 : p->bound == BOUND_APPROX ? 1 : 2;
}

int published_finer(const struct published *a, const struct published *b)
{
    int d = vagueness(a) - vagueness(b);
    return d != 0 ? d : decimal_compare(&a->resolution, &b->resolution);
}

void published_difference(struct decimal *d, const struct published *a, const struct published *b)
{
    decimal_set(d, &a->value);
    decimal_negate(d);
    decimal_add(d, &b->value);
}

bool published_relative(struct decimal *d, const struct published *a, const struct published *b,
                        uint32_t places)
{
    if (decimal_sign(&a->value) == 0)
        return false;
    struct decimal difference = {0};
    mpq_t q, base;
    mpq_inits(q, base, NULL);
    published_difference(&difference, a, b);
    decimal_to_fraction(q, &difference);
    decimal_to_fraction(base, &a->value);
    mpq_abs(base, base);
    mpq_div(q, q, base);
    mpq_set_ui(base, 100, 1);
    mpq_mul(q, q, base);
    decimal_of_fraction(d, q, places);
    mpq_clears(q, base, NULL);
    decimal_free(&difference);
    return true;
}

void published_free(struct published *p)
{
    if (p->value.big != NULL)
        decimal_free(&p->value);
    if (p->resolution.big != NULL)
        decimal_free(&p->resolution);
}
