/*
 * What a published figure can stand for: an interval of exact fractions. A figure rounded to its
 * resolution r is any value within r/2 of it (GB/T 8170: rounding to the nearest multiple); a bound
 * opens one side of it.
 */
#ifndef ZB_INTERVAL_H
#define ZB_INTERVAL_H

#include "buf.h"
#include "view.h"

#include <gmp.h>
#include <stdbool.h>

struct interval {    /* owns its fractions; interval_init before use, interval_free after it */
    mpq_t low, high; /* the ends, where they are not open to infinity */
    bool no_low, no_high;
    bool above, below; /* the end itself does not belong to it: more than low, less than high */
};

/* v is 0 exactly. */
void interval_init(struct interval *v);
void interval_free(struct interval *v);

/*
 * The interval of a figure: value and resolution as decimals of zb-record(5), an empty resolution
 * is the place of the value's last digit; bound empty, gt, ge, lt, le or approx. An approx figure
 * is within a tenth of what it says. False where value or resolution is no decimal, or the
 * resolution below 0.
 */
bool interval_read(struct interval *v, struct view value, struct view resolution,
                   struct view bound);

/* v = n exactly. */
void interval_set(struct interval *v, long n);

/* to = from. */
void interval_copy(struct interval *to, const struct interval *from);

/* Whether there is a value in both. */
bool interval_meet(const struct interval *a, const struct interval *b);

/* Whether all of a lies below all of b. */
bool interval_below(const struct interval *a, const struct interval *b);

/* Whether all values are above 0. */
bool interval_positive(const struct interval *a);

/* v = a + b, a - b. An open end of one makes the result open. v is none of a and b. */
void interval_sum(struct interval *v, const struct interval *a, const struct interval *b);
void interval_difference(struct interval *v, const struct interval *a, const struct interval *b);

/* v = a / b * scale. False, v not set, where b may be 0 or below it, or a below 0. v is none of a
 * and b. */
bool interval_quotient(struct interval *v, const struct interval *a, const struct interval *b,
                       unsigned scale);

/* Whether all of a / b lies in [low / over, high / over], all three of them > 0. False where
 * interval_quotient is. */
bool interval_within(const struct interval *a, const struct interval *b, unsigned long low,
                     unsigned long high, unsigned long over);

/* v = a * n, n > 0. v may be a. */
void interval_times(struct interval *v, const struct interval *a, unsigned n);

/* v = a + n. v may be a. */
void interval_shift(struct interval *v, const struct interval *a, long n);

/* v = (1 + a/100)^n: what a yearly growth of a percent makes of 1 in n years. False, v not set,
 * where a has no low end or one below -100. v is not a. */
bool interval_compound(struct interval *v, const struct interval *a, unsigned n);

/* v = a to the power p/q, its ends rounded outwards to the given number of decimal places: with p 1
 * and q years the yearly factor that makes a in so many years. False, v not set, where a has no low
 * end or one below 0, or q is 0. v is not a. */
bool interval_power(struct interval *v, const struct interval *a, unsigned p, unsigned q,
                    unsigned places);

/* v = (a^(1/n) - 1) * 100, its ends rounded outwards to the given number of decimal places: the
 * growth in percent. As interval_power. */
bool interval_yearly(struct interval *v, const struct interval *a, unsigned n, unsigned places);

/*
 * v = what lies p/q of the way from a to b, p <= q: by constant growth (a^((q-p)/q) * b^(p/q), its
 * ends rounded outwards to the given number of decimal places), or on a straight line, exactly.
 * Tight: each end follows from the same ends of a and b. False, v not set, for growth where a has
 * no low end or one that is not above 0, or b none or one below 0, or where q is 0. v is none of a
 * and b.
 */
bool interval_between(struct interval *v, const struct interval *a, const struct interval *b,
                      unsigned p, unsigned q, bool straight, unsigned places);

/* Append one end with the given number of decimal places, rounded outwards; nothing for an open
 * one. */
void interval_low(const struct interval *v, unsigned places, struct buf *text);
void interval_high(const struct interval *v, unsigned places, struct buf *text);

#endif
