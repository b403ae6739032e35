#include "decimal.h"

#include <stdlib.h>

enum { POWERS = 39 }; /* 10^38 is the greatest power of ten in 128 bits */

static __int128 power(uint32_t n)
{
    __int128 p = 1;
    while (n-- > 0)
        p *= 10;
    return p;
}

static void mpz_set_int128(mpz_ptr z, __int128 n)
{
    unsigned __int128 u = n < 0 ? -(unsigned __int128)n : (unsigned __int128)n;
    uint64_t words[] = {(uint64_t)u, (uint64_t)(u >> 64)};
    mpz_import(z, 2, -1, sizeof *words, 0, 0, words);
    if (n < 0)
        mpz_neg(z, z);
}

/* Whether z fits into 128 bits with a sign to spare; n is it then. */
static bool mpz_get_int128(mpz_srcptr z, __int128 *n)
{
    if (mpz_sizeinbase(z, 2) > 127)
        return false;
    uint64_t words[2] = {0, 0};
    mpz_export(words, NULL, -1, sizeof *words, 0, 0, z);
    __int128 u = (__int128)((unsigned __int128)words[1] << 64 | words[0]);
    *n = mpz_sgn(z) < 0 ? -u : u;
    return true;
}

/* The digits of d as a GMP number, initialized here; the caller clears it. */
static void to_mpz(mpz_ptr z, const struct decimal *d)
{
    mpz_init(z);
    if (d->big != NULL)
        mpz_set(z, d->big);
    else
        mpz_set_int128(z, d->n);
}

static void multiply_power(mpz_ptr z, uint32_t n)
{
    mpz_t p;
    mpz_init(p);
    mpz_ui_pow_ui(p, 10, n);
    mpz_mul(z, z, p);
    mpz_clear(p);
}

/* z = num / den, rounded half away from zero; den > 0. z may be num. */
static void divide_round(mpz_ptr z, mpz_srcptr num, mpz_srcptr den)
{
    int sign = mpz_sgn(num);
    mpz_t rest;
    mpz_init(rest);
    mpz_tdiv_qr(z, rest, num, den);
    mpz_mul_2exp(rest, rest, 1);
    if (mpz_cmpabs(rest, den) >= 0) {
        if (sign < 0)
            mpz_sub_ui(z, z, 1);
        else
            mpz_add_ui(z, z, 1);
    }
    mpz_clear(rest);
}

/* Takes z as the digits of d: in 128 bits again where they fit. */
static void set_digits(struct decimal *d, mpz_srcptr z)
{
    __int128 n;
    if (mpz_get_int128(z, &n)) {
        uint32_t places = d->places;
        decimal_free(d);
        d->n = n;
        d->places = places;
        return;
    }
    if (d->big == NULL) {
        d->big = mem_new(1, sizeof *d->big);
        mpz_init(d->big);
    }
    mpz_set(d->big, z);
    d->n = 0;
}

/* Whether n * 10^shift fits into 128 bits; n is it then. */
static bool shift_left(__int128 *n, uint32_t shift)
{
    if (shift >= POWERS)
        return *n == 0;
    return !__builtin_mul_overflow(*n, power(shift), n);
}

void decimal_set_short(struct decimal *d, int64_t n, uint32_t places)
{
    if (d->big != NULL)
        decimal_free(d);
    d->n = n;
    d->places = places;
}

static bool read_digits(struct decimal *d, struct view text, size_t most)
{
    int64_t n;
    uint32_t places;
    if (decimal_read_short(text, &n, &places)) {
        decimal_set_short(d, n, places);
        return true;
    }
    char digits[DECIMAL_SUM_DIGITS + 2];
    size_t used = 0, point = SIZE_MAX;
    bool minus = text.n > 0 && text.p[0] == '-';
    if (minus)
        digits[used++] = '-';
    for (size_t i = minus; i < text.n; i++) {
        if (text.p[i] == '.' && point == SIZE_MAX && i > minus)
            point = i;
        else if (text.p[i] >= '0' && text.p[i] <= '9' && used - minus < most)
            digits[used++] = text.p[i];
        else
            return false;
    }
    if (used == minus || point == text.n - 1)
        return false;
    digits[used] = '\0';
    mpz_t z;
    mpz_init_set_str(z, digits, 10);
    d->places = point == SIZE_MAX ? 0 : (uint32_t)(text.n - 1 - point);
    set_digits(d, z);
    mpz_clear(z);
    return true;
}

bool decimal_read(struct decimal *d, struct view text)
{
    return read_digits(d, text, DECIMAL_DIGITS);
}

bool decimal_read_sum(struct decimal *d, struct view text)
{
    return read_digits(d, text, DECIMAL_SUM_DIGITS);
}

void decimal_set(struct decimal *to, const struct decimal *from)
{
    if (to == from)
        return;
    to->places = from->places;
    if (from->big != NULL) {
        set_digits(to, from->big);
        return;
    }
    if (to->big != NULL)
        decimal_free(to);
    to->n = from->n;
    to->places = from->places;
}

void decimal_free(struct decimal *d)
{
    if (d->big != NULL) {
        mpz_clear(d->big);
        free(d->big);
    }
    *d = (struct decimal){0};
}

/* sum += d by GMP, for what does not fit. */
static void add_big(struct decimal *sum, const struct decimal *d)
{
    mpz_t a, b;
    to_mpz(a, sum);
    to_mpz(b, d);
    if (sum->places < d->places) {
        multiply_power(a, d->places - sum->places);
        sum->places = d->places;
    } else if (sum->places > d->places) {
        multiply_power(b, sum->places - d->places);
    }
    mpz_add(a, a, b);
    set_digits(sum, a);
    mpz_clear(a);
    mpz_clear(b);
}

void decimal_add(struct decimal *sum, const struct decimal *d)
{
    __int128 a = sum->n, b = d->n;
    uint32_t places = sum->places > d->places ? sum->places : d->places;
    if (sum->big != NULL || d->big != NULL || !shift_left(&a, places - sum->places) ||
        !shift_left(&b, places - d->places) || __builtin_add_overflow(a, b, &a)) {
        add_big(sum, d);
        return;
    }
    sum->n = a;
    sum->places = places;
}

int decimal_compare(const struct decimal *a, const struct decimal *b)
{
    uint32_t places = a->places > b->places ? a->places : b->places;
    __int128 x = a->n, y = b->n;
    if (a->big == NULL && b->big == NULL && shift_left(&x, places - a->places) &&
        shift_left(&y, places - b->places))
        return (x > y) - (x < y);
    mpz_t p, q;
    to_mpz(p, a);
    to_mpz(q, b);
    multiply_power(p, places - a->places);
    multiply_power(q, places - b->places);
    int order = mpz_cmp(p, q);
    mpz_clear(p);
    mpz_clear(q);
    return order;
}

int decimal_sign(const struct decimal *d)
{
    if (d->big != NULL)
        return mpz_sgn(d->big);
    return (d->n > 0) - (d->n < 0);
}

void decimal_negate(struct decimal *d)
{
    if (d->big != NULL)
        mpz_neg(d->big, d->big);
    else
        d->n = -d->n;
}

void decimal_round(struct decimal *d, uint32_t places)
{
    if (places == d->places)
        return;
    __int128 n = d->n;
    if (places > d->places && d->big == NULL && shift_left(&n, places - d->places)) {
        d->n = n;
        d->places = places;
        return;
    }
    mpz_t z, p;
    to_mpz(z, d);
    if (places > d->places) {
        multiply_power(z, places - d->places);
    } else {
        mpz_init(p);
        mpz_ui_pow_ui(p, 10, d->places - places);
        divide_round(z, z, p);
        mpz_clear(p);
    }
    d->places = places;
    set_digits(d, z);
    mpz_clear(z);
}

void decimal_trim(struct decimal *d, uint32_t places)
{
    if (d->big != NULL) {
        mpz_t z, ten;
        mpz_init(z);
        mpz_init_set_ui(ten, 10);
        unsigned long zeros = mpz_remove(z, d->big, ten);
        if (d->places > places)
            decimal_round(d, d->places - places < zeros ? places : d->places - (uint32_t)zeros);
        mpz_clear(z);
        mpz_clear(ten);
        return;
    }
    for (; d->places > places && d->n % 10 == 0; d->places--)
        d->n /= 10;
}

/* The greatest e with 10^e <= q. */
static long exponent_of(mpq_srcptr q)
{
    /* mpz_sizeinbase may be one too great in base ten, so the guess is put right below */
    long e = (long)mpz_sizeinbase(mpq_numref(q), 10) - (long)mpz_sizeinbase(mpq_denref(q), 10) + 1;
    mpz_t a, b;
    mpz_init(a);
    mpz_init(b);
    for (;; e--) { /* until num >= den * 10^e */
        mpz_set(a, mpq_numref(q));
        mpz_set(b, mpq_denref(q));
        if (e >= 0)
            multiply_power(b, (uint32_t)e);
        else
            multiply_power(a, (uint32_t)-e);
        if (mpz_cmp(a, b) >= 0)
            break;
    }
    mpz_clear(a);
    mpz_clear(b);
    return e;
}

void factor_set(struct factor *f, mpq_srcptr q)
{
    mpq_init(f->q);
    mpq_set(f->q, q);
    mpq_canonicalize(f->q);
    mpz_init(f->times);
    mpz_t rest, two, five, ten;
    mpz_init(rest);
    mpz_init_set_ui(two, 2);
    mpz_init_set_ui(five, 5);
    mpz_init_set_ui(ten, 10);
    /* a fraction ends if and only if its denominator is made of twos and fives */
    unsigned long twos = mpz_remove(rest, mpq_denref(f->q), two);
    unsigned long fives = mpz_remove(rest, rest, five);
    f->finite = mpz_cmp_ui(rest, 1) == 0;
    if (f->finite) {
        f->shift = (long)(twos > fives ? twos : fives);
        mpz_set(f->times, mpq_numref(f->q));
        multiply_power(f->times, (uint32_t)f->shift);
        mpz_divexact(f->times, f->times, mpq_denref(f->q));
        f->shift -= (long)mpz_remove(f->times, f->times, ten);
    }
    f->exponent = exponent_of(f->q);
    mpz_clear(rest);
    mpz_clear(two);
    mpz_clear(five);
    mpz_clear(ten);
}

void factor_free(struct factor *f)
{
    mpq_clear(f->q);
    mpz_clear(f->times);
}

/* d with `places` places, of which fewer than none become zeros before the point. */
static void set_places(struct decimal *d, mpz_ptr z, long places)
{
    if (places < 0)
        multiply_power(z, (uint32_t)-places);
    d->places = places < 0 ? 0 : (uint32_t)places;
    set_digits(d, z);
}

void decimal_multiply(struct decimal *d, const struct factor *f)
{
    long places = (long)d->places + f->shift;
    __int128 n = d->n;
    if (f->finite && d->big == NULL && mpz_fits_ulong_p(f->times) &&
        !__builtin_mul_overflow(n, mpz_get_ui(f->times), &n) &&
        (places >= 0 || shift_left(&n, (uint32_t)-places))) {
        d->n = n;
        d->places = places < 0 ? 0 : (uint32_t)places;
        return;
    }
    mpz_t z;
    to_mpz(z, d);
    if (f->finite) {
        mpz_mul(z, z, f->times);
        set_places(d, z, places);
        mpz_clear(z);
        return;
    }
    places = (long)d->places - f->exponent + DECIMAL_EXTRA_PLACES;
    if (places < 0)
        places = 0;
    mpz_t den;
    mpz_init_set(den, mpq_denref(f->q));
    mpz_mul(z, z, mpq_numref(f->q));
    if (places >= (long)d->places)
        multiply_power(z, (uint32_t)(places - (long)d->places));
    else
        multiply_power(den, (uint32_t)((long)d->places - places));
    divide_round(z, z, den);
    set_places(d, z, places);
    mpz_clear(den);
    mpz_clear(z);
}

void decimal_divide(struct decimal *d, const struct decimal *num, uint64_t den)
{
    mpz_t z, by;
    to_mpz(z, num);
    mpz_init_set_ui(by, den);
    multiply_power(z, DECIMAL_EXTRA_PLACES);
    divide_round(z, z, by);
    d->places = num->places + DECIMAL_EXTRA_PLACES;
    set_digits(d, z);
    mpz_clear(z);
    mpz_clear(by);
}

void decimal_to_integer(mpz_ptr z, const struct decimal *d, uint32_t places)
{
    if (d->big != NULL)
        mpz_set(z, d->big);
    else
        mpz_set_int128(z, d->n);
    if (places > d->places)
        multiply_power(z, places - d->places);
}

void decimal_to_fraction(mpq_ptr q, const struct decimal *d)
{
    decimal_to_integer(mpq_numref(q), d, d->places);
    mpz_ui_pow_ui(mpq_denref(q), 10, d->places);
    mpq_canonicalize(q);
}

void decimal_of_fraction(struct decimal *d, mpq_srcptr q, uint32_t places)
{
    mpz_t z;
    mpz_init_set(z, mpq_numref(q));
    multiply_power(z, places);
    divide_round(z, z, mpq_denref(q));
    d->places = places;
    set_digits(d, z);
    mpz_clear(z);
}

/* Appends a sign and digits, with the point where it belongs and a digit before it. */
static void put(struct buf *b, bool minus, const char *digits, size_t n, uint32_t places)
{
    if (minus)
        buf_add_char(b, '-');
    size_t zeros = n <= places ? places + 1 - n : 0;
    size_t whole = n + zeros - places; /* digits before the point */
    buf_reserve(b, n + zeros + 1);
    for (size_t i = 0; i < n + zeros; i++) {
        if (i == whole)
            b->p[b->n++] = '.';
        b->p[b->n++] = i < zeros ? '0' : digits[i - zeros];
    }
}

void decimal_write(struct buf *b, const struct decimal *d)
{
    if (d->big != NULL) {
        char *text = mpz_get_str(NULL, 10, d->big);
        bool minus = *text == '-';
        put(b, minus, text + minus, strlen(text + minus), d->places);
        free(text);
        return;
    }
    char digits[POWERS + 1];
    size_t at = sizeof digits;
    unsigned __int128 u = d->n < 0 ? -(unsigned __int128)d->n : (unsigned __int128)d->n;
    while (u > UINT64_MAX) {
        digits[--at] = (char)('0' + (int)(u % 10));
        u /= 10;
    }
    for (uint64_t low = (uint64_t)u; low > 0 || at == sizeof digits; low /= 10)
        digits[--at] = (char)('0' + low % 10);
    put(b, d->n < 0, digits + at, sizeof digits - at, d->places);
}
