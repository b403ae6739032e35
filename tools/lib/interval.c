#include "interval.h"

#include "decimal.h"

#include <stdlib.h>
#include <string.h>

void interval_init(struct interval *v)
{
    mpq_init(v->low);
    mpq_init(v->high);
    v->no_low = v->no_high = v->above = v->below = false;
}

void interval_free(struct interval *v)
{
    mpq_clear(v->low);
    mpq_clear(v->high);
}

bool interval_read(struct interval *v, struct view value, struct view resolution, struct view bound)
{
    struct decimal figure = {0}, step = {0};
    bool ok = decimal_read(&figure, value);
    if (resolution.n == 0)
        decimal_set_short(&step, 1, figure.places);
    else
        ok = ok && decimal_read(&step, resolution);
    /* all as whole numbers over one denominator, so that each end is brought to lowest terms once
     */
    uint32_t places = figure.places > step.places ? figure.places : step.places;
    mpz_t twice, half;
    mpz_ptr over = mpq_denref(v->low);
    mpz_inits(twice, half, NULL);
    decimal_to_integer(twice, &figure, places);
    mpz_mul_2exp(twice, twice, 1);
    decimal_to_integer(half, &step, places);
    ok = ok && mpz_sgn(half) >= 0;
    mpz_ui_pow_ui(over, 10, places);
    mpz_mul_2exp(over, over, 1);
    if (view_is(bound, "approx")) { /* within a tenth, or its rounding where that is more */
        mpz_mul_ui(half, half, 10);
        if (mpz_cmpabs(twice, half) > 0)
            mpz_abs(half, twice);
        mpz_mul_ui(twice, twice, 10);
        mpz_mul_ui(over, over, 10);
    }
    v->above = view_is(bound, "gt");
    v->below = view_is(bound, "lt");
    v->no_high = v->above || view_is(bound, "ge");
    v->no_low = v->below || view_is(bound, "le");
    if (v->above || v->below)
        mpz_set_ui(half, 0);
    mpz_set(mpq_denref(v->high), over);
    mpz_sub(mpq_numref(v->low), twice, half);
    mpz_add(mpq_numref(v->high), twice, half);
    mpq_canonicalize(v->low);
    mpq_canonicalize(v->high);
    mpz_clears(twice, half, NULL);
    decimal_free(&figure);
    decimal_free(&step);
    return ok;
}

void interval_set(struct interval *v, long n)
{
    mpq_set_si(v->low, n, 1);
    mpq_set_si(v->high, n, 1);
    v->no_low = v->no_high = v->above = v->below = false;
}

static void copy_openness(struct interval *to, const struct interval *from)
{
    to->no_low = from->no_low;
    to->no_high = from->no_high;
    to->above = from->above;
    to->below = from->below;
}

void interval_copy(struct interval *to, const struct interval *from)
{
    mpq_set(to->low, from->low);
    mpq_set(to->high, from->high);
    copy_openness(to, from);
}

bool interval_below(const struct interval *a, const struct interval *b)
{
    if (a->no_high || b->no_low)
        return false;
    int d = mpq_cmp(a->high, b->low);
    return d < 0 || (d == 0 && (a->below || b->above));
}

bool interval_meet(const struct interval *a, const struct interval *b)
{
    return !interval_below(a, b) && !interval_below(b, a);
}

bool interval_positive(const struct interval *a)
{
    return !a->no_low && (mpq_sgn(a->low) > 0 || (mpq_sgn(a->low) == 0 && a->above));
}

void interval_sum(struct interval *v, const struct interval *a, const struct interval *b)
{
    v->no_low = a->no_low || b->no_low;
    v->no_high = a->no_high || b->no_high;
    v->above = a->above || b->above;
    v->below = a->below || b->below;
    mpq_add(v->low, a->low, b->low);
    mpq_add(v->high, a->high, b->high);
}

void interval_difference(struct interval *v, const struct interval *a, const struct interval *b)
{
    v->no_low = a->no_low || b->no_high;
    v->no_high = a->no_high || b->no_low;
    v->above = a->above || b->below;
    v->below = a->below || b->above;
    mpq_sub(v->low, a->low, b->high);
    mpq_sub(v->high, a->high, b->low);
}

bool interval_quotient(struct interval *v, const struct interval *a, const struct interval *b,
                       unsigned scale)
{
    if (b->no_low || mpq_sgn(b->low) <= 0 || a->no_low || mpq_sgn(a->low) < 0)
        return false;
    mpq_t times;
    mpq_init(times);
    mpq_set_ui(times, scale, 1);
    v->no_low = false;
    v->no_high = a->no_high;
    v->above = a->above || b->below || b->no_high; /* what is divided by ever more stays above 0 */
    v->below = a->below || b->above;
    if (b->no_high)
        mpq_set_ui(v->low, 0, 1);
    else
        mpq_div(v->low, a->low, b->high);
    mpq_mul(v->low, v->low, times);
    mpq_div(v->high, a->high, b->low);
    mpq_mul(v->high, v->high, times);
    mpq_clear(times);
    return true;
}

/* The sign of x * n - y * m, all above or equal to 0. */
static int compare_times(const mpq_t x, unsigned long n, const mpq_t y, unsigned long m)
{
    const mpz_srcptr xn = mpq_numref(x), xd = mpq_denref(x), yn = mpq_numref(y), yd = mpq_denref(y);
    unsigned __int128 left, right;
    if (mpz_fits_ulong_p(xn) && mpz_fits_ulong_p(xd) && mpz_fits_ulong_p(yn) &&
        mpz_fits_ulong_p(yd) &&
        !__builtin_mul_overflow((unsigned __int128)mpz_get_ui(xn) * mpz_get_ui(yd), n, &left) &&
        !__builtin_mul_overflow((unsigned __int128)mpz_get_ui(yn) * mpz_get_ui(xd), m, &right))
        return (left > right) - (left < right);
    mpz_t a, b;
    mpz_inits(a, b, NULL);
    mpz_mul(a, xn, yd);
    mpz_mul_ui(a, a, n);
    mpz_mul(b, yn, xd);
    mpz_mul_ui(b, b, m);
    int d = mpz_cmp(a, b);
    mpz_clears(a, b, NULL);
    return d;
}

bool interval_within(const struct interval *a, const struct interval *b, unsigned long low,
                     unsigned long high, unsigned long over)
{
    if (b->no_low || mpq_sgn(b->low) <= 0 || a->no_low || mpq_sgn(a->low) < 0)
        return false;
    return !a->no_high && !b->no_high && compare_times(a->low, over, b->high, low) >= 0 &&
           compare_times(a->high, over, b->low, high) <= 0;
}

void interval_times(struct interval *v, const struct interval *a, unsigned n)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_ui(q, n, 1);
    mpq_mul(v->low, a->low, q);
    mpq_mul(v->high, a->high, q);
    mpq_clear(q);
    copy_openness(v, a);
}

void interval_shift(struct interval *v, const struct interval *a, long n)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_si(q, n, 1);
    mpq_add(v->low, a->low, q);
    mpq_add(v->high, a->high, q);
    mpq_clear(q);
    copy_openness(v, a);
}

static void compound(mpq_t q, const mpq_t percent, unsigned n)
{
    mpq_t hundred;
    mpq_init(hundred);
    mpq_set_ui(hundred, 100, 1);
    mpq_add(q, percent, hundred);
    mpq_div(q, q, hundred);
    mpz_pow_ui(mpq_numref(q), mpq_numref(q), n);
    mpz_pow_ui(mpq_denref(q), mpq_denref(q), n);
    mpq_clear(hundred);
}

bool interval_compound(struct interval *v, const struct interval *a, unsigned n)
{
    if (a->no_low || mpq_cmp_si(a->low, -100, 1) < 0)
        return false;
    compound(v->low, a->low, n);
    compound(v->high, a->high, n);
    copy_openness(v, a);
    return true;
}

/* q = a^n */
static void power(mpq_t q, const mpq_t a, unsigned n)
{
    mpz_pow_ui(mpq_numref(q), mpq_numref(a), n);
    mpz_pow_ui(mpq_denref(q), mpq_denref(a), n);
}

/* to = a^(p/q) to the given places, rounded down or up. */
static void root(mpq_t to, const mpq_t a, unsigned p, unsigned q, unsigned places, bool up)
{
    mpq_t x;
    mpz_t scale, rest;
    mpq_init(x);
    mpz_inits(scale, rest, NULL);
    power(x, a, p);
    /* floor(root(x * 10^(q*places))) is the root in units of the last place */
    mpz_ui_pow_ui(scale, 10, (unsigned long)q * places);
    mpz_mul(mpq_numref(x), mpq_numref(x), scale);
    if (up)
        mpz_cdiv_q(scale, mpq_numref(x), mpq_denref(x));
    else
        mpz_fdiv_q(scale, mpq_numref(x), mpq_denref(x));
    mpz_rootrem(mpq_numref(to), rest, scale, q);
    if (up && mpz_sgn(rest) != 0)
        mpz_add_ui(mpq_numref(to), mpq_numref(to), 1);
    mpz_ui_pow_ui(mpq_denref(to), 10, places);
    mpq_canonicalize(to);
    mpq_clear(x);
    mpz_clears(scale, rest, NULL);
}

/* Divides p and q by what they have in common. */
static void reduce(unsigned *p, unsigned *q)
{
    unsigned a = *p, b = *q;
    while (b != 0) {
        unsigned rest = a % b;
        a = b;
        b = rest;
    }
    *p /= a;
    *q /= a;
}

bool interval_power(struct interval *v, const struct interval *a, unsigned p, unsigned q,
                    unsigned places)
{
    if (a->no_low || mpq_sgn(a->low) < 0 || q == 0)
        return false;
    reduce(&p, &q);
    root(v->low, a->low, p, q, places, false);
    mpq_set_ui(v->high, 0, 1);
    if (!a->no_high)
        root(v->high, a->high, p, q, places, true);
    copy_openness(v, a);
    return true;
}

bool interval_yearly(struct interval *v, const struct interval *a, unsigned n, unsigned places)
{
    if (!interval_power(v, a, 1, n, places + 2))
        return false;
    interval_times(v, v, 100);
    interval_shift(v, v, -100);
    return true;
}

/* out = one end of interval_between. */
static void between(mpq_t out, const mpq_t a, const mpq_t b, unsigned p, unsigned q, bool straight,
                    unsigned places, bool up)
{
    mpq_t part;
    mpq_init(part);
    if (straight) {
        mpq_set_ui(part, p, q);
        mpq_canonicalize(part);
        mpq_sub(out, b, a);
        mpq_mul(out, out, part);
        mpq_add(out, out, a);
    } else {
        power(part, a, q - p);
        power(out, b, p);
        mpq_mul(out, out, part);
        root(out, out, 1, q, places, up);
    }
    mpq_clear(part);
}

bool interval_between(struct interval *v, const struct interval *a, const struct interval *b,
                      unsigned p, unsigned q, bool straight, unsigned places)
{
    if (q == 0 || p > q ||
        (!straight && (a->no_low || mpq_sgn(a->low) <= 0 || b->no_low || mpq_sgn(b->low) < 0)))
        return false;
    reduce(&p, &q);
    v->no_low = a->no_low || b->no_low;
    v->no_high = a->no_high || b->no_high;
    v->above = v->below = false;
    mpq_set_ui(v->low, 0, 1);
    mpq_set_ui(v->high, 0, 1);
    if (!v->no_low)
        between(v->low, a->low, b->low, p, q, straight, places, false);
    if (!v->no_high)
        between(v->high, a->high, b->high, p, q, straight, places, true);
    return true;
}

/* Appends q with the given places, rounded down or up. */
static void add_fraction(const mpq_t q, unsigned places, bool up, struct buf *text)
{
    mpz_t n, scale;
    mpz_inits(n, scale, NULL);
    mpz_ui_pow_ui(scale, 10, places);
    mpz_mul(n, mpq_numref(q), scale);
    if (up)
        mpz_cdiv_q(n, n, mpq_denref(q));
    else
        mpz_fdiv_q(n, n, mpq_denref(q));
    if (mpz_sgn(n) < 0)
        buf_add_char(text, '-');
    mpz_abs(n, n);
    char *digits = mem_new(mpz_sizeinbase(n, 10) + 2, 1);
    mpz_get_str(digits, 10, n);
    size_t len = strlen(digits), whole = len > places ? len - places : 0;
    if (whole == 0)
        buf_add_char(text, '0');
    buf_add(text, digits, whole);
    if (places > 0) {
        buf_add_char(text, '.');
        for (size_t k = len; k < places; k++)
            buf_add_char(text, '0');
        buf_add(text, digits + whole, len - whole);
    }
    free(digits);
    mpz_clears(n, scale, NULL);
}

void interval_low(const struct interval *v, unsigned places, struct buf *text)
{
    if (!v->no_low)
        add_fraction(v->low, places, false, text);
}

void interval_high(const struct interval *v, unsigned places, struct buf *text)
{
    if (!v->no_high)
        add_fraction(v->high, places, true, text);
}
