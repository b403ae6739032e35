/*
 * Exact decimals: the figures of the stream, from their first byte to their last.
 *
 * A decimal is a whole number n and the number of its decimal places: 164.80 is 16480 with 2
 * places, and stays distinct in print from 164.8. n is a 128-bit integer as long as it fits; what
 * goes beyond that is carried on by GMP, so that no sum, product or comparison ever loses a digit.
 */
#ifndef ZB_DECIMAL_H
#define ZB_DECIMAL_H

#include "buf.h"
#include "view.h"

#include <gmp.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    DECIMAL_DIGITS = 200, /* most digits that are read: a longer figure is a damaged file */
    DECIMAL_SUM_DIGITS = 2 * DECIMAL_DIGITS + 20, /* most digits of a sum of 10^20 of them */
    DECIMAL_EXTRA_PLACES = 3 /* places kept beyond the source's where a quotient does not end */
};

/* Zero-initialized is 0 without places. decimal_free it after use; a plain copy of the struct
 * shares big, so copy with decimal_set. */
struct decimal {
    __int128 n;      /* the digits as a whole number, where big is NULL */
    mpz_ptr big;     /* owned; the digits where they need more than 128 bits */
    uint32_t places; /* how many of the digits stand behind the point */
};

/* An exact fraction to multiply by: the factor of a unit, a rate, one by a count. */
struct factor {
    mpq_t q;       /* owned, in lowest terms, > 0 */
    bool finite;   /* q = times / 10^shift exactly, that is, no quotient without an end */
    mpz_t times;   /* owned; not divisible by ten; used where finite */
    long shift;    /* < 0 where q is a multiple of ten */
    long exponent; /* 10^exponent <= q < 10^(exponent + 1) */
};

/*
 * The hot path of decimal_read: a figure of at most 18 digits. False where text is longer or no
 * decimal at all; decimal_read tells which.
 */
static inline bool decimal_read_short(struct view text, int64_t *n, uint32_t *places)
{
    if (text.n == 0 || text.n > 18)
        return false;
    const unsigned char *p = (const unsigned char *)text.p, *end = p + text.n;
    bool minus = *p == '-';
    p += minus;
    const unsigned char *digits = p;
    int64_t value = 0;
    while (p < end && (unsigned)(*p - '0') < 10)
        value = value * 10 + (*p++ - '0');
    if (p == digits)
        return false;
    *places = 0;
    if (p < end) {
        if (*p++ != '.' || p == end)
            return false;
        *places = (uint32_t)(end - p);
        for (; p < end; p++) {
            if ((unsigned)(*p - '0') >= 10)
                return false;
            value = value * 10 + (*p - '0');
        }
    }
    *n = minus ? -value : value;
    return true;
}

/*
 * Reads a decimal of zb-record(5): an optional '-', digits, and perhaps a point and more digits. No
 * '+', no exponent, no blanks, no thousands marks, no missing digit before or behind the point, at
 * most DECIMAL_DIGITS digits. Returns false, and leaves d as it was, for anything else. d must be
 * valid (zero-initialized or used before).
 */
bool decimal_read(struct decimal *d, struct view text);

/* The same with room for the digits of a sum of such decimals. */
bool decimal_read_sum(struct decimal *d, struct view text);

/* d = n / 10^places. */
void decimal_set_short(struct decimal *d, int64_t n, uint32_t places);

/* to = from, digits and places. */
void decimal_set(struct decimal *to, const struct decimal *from);

/* Frees what d owns; d is 0 again. */
void decimal_free(struct decimal *d);

/* sum += d. The sum has as many places as the one of the two that has more: 1.5 + 2.50 is 4.00. */
void decimal_add(struct decimal *sum, const struct decimal *d);

/* decimal_add for the usual case, where nothing has to be aligned and the sum fits. */
static inline void decimal_add_quick(struct decimal *sum, const struct decimal *d)
{
    __int128 n;
    if (sum->places == d->places && sum->big == NULL && d->big == NULL &&
        !__builtin_add_overflow(sum->n, d->n, &n))
        sum->n = n;
    else
        decimal_add(sum, d);
}

/* <0, 0, >0 by value; places do not matter (1.5 equals 1.50). */
int decimal_compare(const struct decimal *a, const struct decimal *b);

/* <0, 0, >0 by the sign of d. */
int decimal_sign(const struct decimal *d);

/* d = -d. */
void decimal_negate(struct decimal *d);

/* Gives d this many places: fills up with zeros, or rounds half up (away from zero, the 四舍五入
 * that publications promise). */
void decimal_round(struct decimal *d, uint32_t places);

/* Takes zeros off the end of d's places, down to this many. */
void decimal_trim(struct decimal *d, uint32_t places);

/* f = q in lowest terms; q > 0. The caller ends it with factor_free. */
void factor_set(struct factor *f, mpq_srcptr q);
void factor_free(struct factor *f);

/*
 * d *= f. Where f is finite the product is exact, and has the places that d's last digit gets:
 * 164.80 by 1/10000 is 0.016480, by 10000 it is 1648000. Otherwise the exact product is rounded
 * once, half up, to DECIMAL_EXTRA_PLACES places beyond the first digit that one unit of d's last
 * place becomes, which is the same for all d with as many places: 3.46 by 10000/15 is 2306.667
 * (0.01 becomes 6.667).
 */
void decimal_multiply(struct decimal *d, const struct factor *f);

/* d = num / den, rounded once, half up, to DECIMAL_EXTRA_PLACES places more than num has. den > 0.
 */
void decimal_divide(struct decimal *d, const struct decimal *num, uint64_t den);

/* z = d * 10^places, places at least those of d. z must be initialized. */
void decimal_to_integer(mpz_ptr z, const struct decimal *d, uint32_t places);

/* q = d. q must be initialized. */
void decimal_to_fraction(mpq_ptr q, const struct decimal *d);

/* d = q with this many places, rounded once, half up. */
void decimal_of_fraction(struct decimal *d, mpq_srcptr q, uint32_t places);

/* Appends d with all its places: "-0.50". */
void decimal_write(struct buf *b, const struct decimal *d);

#endif
