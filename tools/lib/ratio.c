#include "ratio.h"

#include "interval.h"

#include <gmp.h>

enum { ROOT_PLACES = 4 }; /* beyond the result's, to which the ends of a root are worked out */

/* What the figure can stand for. */
static void set_interval(struct interval *v, const struct published *p)
{
    mpq_t half;
    mpq_init(half);
    decimal_to_fraction(v->low, &p->value);
    mpq_set(v->high, v->low);
    decimal_to_fraction(half, &p->resolution);
    mpq_div_2exp(half, half, 1);
    mpq_sub(v->low, v->low, half);
    mpq_add(v->high, v->high, half);
    mpq_clear(half);
}

/* v = what a / b * scale can be, q = what it is by the figures themselves. False where b may be 0
 * or less, or a less than 0. */
static bool quotient(struct interval *v, mpq_ptr q, const struct published *a,
                     const struct published *b, unsigned scale)
{
    struct interval x, y;
    interval_init(&x);
    interval_init(&y);
    set_interval(&x, a);
    set_interval(&y, b);
    bool good = interval_quotient(v, &x, &y, scale);
    if (good) {
        decimal_to_fraction(q, &b->value);
        mpq_inv(q, q);
        decimal_to_fraction(x.low, &a->value);
        mpq_mul(q, q, x.low);
        mpq_set_ui(x.low, scale, 1);
        mpq_mul(q, q, x.low);
    }
    interval_free(&x);
    interval_free(&y);
    return good;
}

/* q *= 10. */
static void times_ten(mpq_ptr q)
{
    mpq_t ten;
    mpq_init(ten);
    mpq_set_ui(ten, 10, 1);
    mpq_mul(q, q, ten);
    mpq_clear(ten);
}

/* d = q rounded up to two significant digits, or to a whole number where that has more. */
static void round_up(struct decimal *d, mpq_ptr q)
{
    uint32_t places = 0;
    for (; mpq_sgn(q) > 0 && mpq_cmp_ui(q, 10, 1) < 0; places++)
        times_ten(q);
    mpz_cdiv_q(mpq_numref(q), mpq_numref(q), mpq_denref(q));
    mpz_set_ui(mpq_denref(q), 1);
    if (places > 0 && mpq_cmp_ui(q, 100, 1) == 0) { /* 9.95 has become 100 tenths */
        mpq_set_ui(q, 10, 1);
        places--;
    }
    decimal_of_fraction(d, q, 0);
    d->places = places;
}

/* The resolution of a value whose truth lies in v. */
static void set_resolution(struct published *out, const struct interval *v)
{
    mpq_t value, up, down;
    mpq_inits(value, up, down, NULL);
    decimal_to_fraction(value, &out->value);
    mpq_sub(up, v->high, value);
    mpq_sub(down, value, v->low);
    if (mpq_cmp(up, down) < 0)
        mpq_swap(up, down);
    mpq_mul_2exp(up, up, 1);
    round_up(&out->resolution, up);
    mpq_clears(value, up, down, NULL);
}

/*
 * The same as percent() for figures that are short enough for whole numbers of 128 bits, which
 * nearly all are. With all in units of the last place: v = (100 n / b - less) * 10^places is
 * rounded; its ends are those of (2n - rn) / (2b + rb) and (2n + rn) / (2b - rb).
 */
struct quick {
    int64_t n, rn, b, rb;
};

/* The number in units of 10^-places; false where it is not short. */
static bool to_units(const struct decimal *d, uint32_t at, int64_t *n)
{
    static const int64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    enum { LIMIT = 40 }; /* bits: so that no product below can overflow */
    if (d->big != NULL || at - d->places >= sizeof powers / sizeof *powers ||
        d->n >> LIMIT != (d->n < 0 ? -1 : 0))
        return false;
    *n = (int64_t)d->n * powers[at - d->places];
    return *n >= 0 && *n >> LIMIT == 0;
}

static bool set_quick(struct quick *q, const struct published *a, const struct published *b)
{
    const struct decimal *all[] = {&a->value, &a->resolution, &b->value, &b->resolution};
    int64_t *const to[] = {&q->n, &q->rn, &q->b, &q->rb};
    uint32_t places = 0;
    for (int i = 0; i < 4; i++)
        places = all[i]->places > places ? all[i]->places : places;
    for (int i = 0; i < 4; i++)
        if (!to_units(all[i], places, to[i]))
            return false;
    return 2 * q->b > q->rb && 2 * q->n >= q->rn;
}

/* num / den rounded half away from zero; den > 0. */
static __int128 divide_half_up(__int128 num, __int128 den)
{
    __int128 twice = 2 * (num < 0 ? -num : num) + den;
    return num < 0 ? -(twice / (2 * den)) : twice / (2 * den);
}

static bool percent_quick(struct published *out, const struct published *a,
                          const struct published *b, int less, uint32_t places)
{
    enum { MOST_PLACES = 3 };
    struct quick q;
    if (places > MOST_PLACES || !set_quick(&q, a, b))
        return false;
    __int128 scale = 1;
    for (uint32_t i = 0; i < places; i++)
        scale *= 10;
    /* v in units of 10^-places, and v + less, which is what n / b alone gives */
    __int128 v = divide_half_up((100 * (__int128)q.n - less * (__int128)q.b) * scale, q.b);
    __int128 sum = v + less * scale;
    __int128 low = 2 * (__int128)q.b - q.rb, high = 2 * (__int128)q.b + q.rb;
    __int128 up = 100 * scale * (2 * (__int128)q.n + q.rn) - sum * low;
    __int128 down = sum * high - 100 * scale * (2 * (__int128)q.n - q.rn);
    /* the greater of up / low and down / high, and of the two it is part of, in those units */
    bool is_up = up * high > down * low;
    __int128 num = 2 * (is_up ? up : down), den = (is_up ? low : high) * scale;
    uint32_t digits = 0;
    for (; num > 0 && num < 10 * den; digits++) {
        if (num >> 120 != 0)
            return false;
        num *= 10;
    }
    num = (num + den - 1) / den;
    if (digits > 0 && num == 100) {
        num = 10;
        digits--;
    }
    if (v >> 62 != (v < 0 ? -1 : 0) || num >> 62 != 0)
        return false;
    decimal_set_short(&out->value, (int64_t)v, places);
    decimal_set_short(&out->resolution, (int64_t)num, digits);
    return true;
}

/* a / b in percent, less so many. */
static bool percent(struct published *out, const struct published *a, const struct published *b,
                    int less, uint32_t places)
{
    if (percent_quick(out, a, b, less, places))
        return true;
    struct interval v;
    mpq_t q, whole;
    mpq_inits(q, whole, NULL);
    interval_init(&v);
    bool good = quotient(&v, q, a, b, 100);
    if (good) {
        mpq_set_si(whole, less, 1);
        mpq_sub(q, q, whole);
        interval_shift(&v, &v, -less);
        decimal_of_fraction(&out->value, q, places);
        set_resolution(out, &v);
    }
    interval_free(&v);
    mpq_clears(q, whole, NULL);
    return good;
}

bool ratio_growth(struct published *out, const struct published *now, const struct published *base,
                  uint32_t places)
{
    return percent(out, now, base, 100, places);
}

bool ratio_share(struct published *out, const struct published *part, const struct published *whole,
                 uint32_t places)
{
    return percent(out, part, whole, 0, places);
}

/*
 * z = the whole part of times * q ^ (1/n), for q >= 0; whether that is all of it. It is the n-th
 * root of the whole part of q * times ^ n, since no whole number lies between the two.
 */
static bool root(mpz_ptr z, mpq_srcptr q, uint32_t n, mpz_srcptr times)
{
    mpz_t rest;
    mpz_init(rest);
    mpz_pow_ui(z, times, n);
    mpz_mul(z, z, mpq_numref(q));
    mpz_fdiv_qr(z, rest, z, mpq_denref(q));
    bool exact = mpz_sgn(rest) == 0;
    exact = mpz_root(z, z, n) != 0 && exact;
    mpz_clear(rest);
    return exact;
}

/* d = (q ^ (1/n) - 1) * 100, rounded once. */
static void root_percent(struct decimal *d, mpq_srcptr q, uint32_t n, uint32_t places)
{
    mpz_t times, one, z;
    mpz_inits(times, one, z, NULL);
    mpz_ui_pow_ui(one, 10, places + 2); /* what stands for 1 */
    mpz_mul_2exp(times, one, 1);
    bool exact = root(z, q, n, times);
    /* z is twice the result, cut: half and more go up, but a tie below 1 goes down, to what is
     * farther from no growth at all */
    bool tie = exact && mpz_odd_p(z) != 0;
    if (!tie || mpz_cmp(z, times) > 0)
        mpz_add_ui(z, z, 1);
    mpz_fdiv_q_2exp(z, z, 1);
    mpz_sub(z, z, one);
    mpq_t whole;
    mpq_init(whole);
    mpq_set_z(whole, z);
    decimal_of_fraction(d, whole, 0);
    d->places = places;
    mpq_clear(whole);
    mpz_clears(times, one, z, NULL);
}

bool ratio_cagr(struct published *out, const struct published *now, const struct published *base,
                uint32_t years, uint32_t places)
{
    struct interval all, yearly;
    mpq_t q;
    mpq_init(q);
    interval_init(&all);
    interval_init(&yearly);
    bool good = quotient(&all, q, now, base, 1) && mpq_sgn(all.low) > 0 &&
                interval_yearly(&yearly, &all, years, places + ROOT_PLACES);
    if (good) {
        root_percent(&out->value, q, years, places);
        set_resolution(out, &yearly);
    }
    interval_free(&all);
    interval_free(&yearly);
    mpq_clear(q);
    return good;
}
