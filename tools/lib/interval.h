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

void interval_init(struct interval *v);
void interval_free(struct interval *v);

/*
 * The interval of a figure: value and resolution as decimals of zb-record(5), an empty resolution
 * is the place of the value's last digit; bound empty, gt, ge, lt, le or approx. An approx figure
 * is within a tenth of what it says. False where value or resolution is no decimal.
 */
bool interval_read(struct interval *v, struct view value, struct view resolution,
                   struct view bound);

/* Whether there is a value in both. */
bool interval_meet(const struct interval *a, const struct interval *b);

/* v = a + b, a - b; v = a / b * scale and a * b / scale for intervals above 0 (b above 0 for the
 * quotient). False, v not set, where an end they need is open or not above 0. v is none of a and b.
 */
bool interval_sum(struct interval *v, const struct interval *a, const struct interval *b);
bool interval_difference(struct interval *v, const struct interval *a, const struct interval *b);
bool interval_quotient(struct interval *v, const struct interval *a, const struct interval *b,
                       unsigned scale);

/* v = (1 + a/100)^n: what a yearly growth of a percent makes of 1 in n years. False where an end is
 * open or below -100%. */
bool interval_compound(struct interval *v, const struct interval *a, unsigned n);

/* v = a to the power 1/n, its ends rounded outwards to the given number of decimal places: the
 * yearly factor that makes a in n years. False where an end is open or negative. */
bool interval_root(struct interval *v, const struct interval *a, unsigned n, unsigned places);

/* v is shifted by a whole number. */
void interval_shift(struct interval *v, long by);

/* Appends "1.69..1.71" with the given number of decimal places, ends rounded outwards; an open end
 * is left out ("407.."). */
void interval_text(const struct interval *v, unsigned places, struct buf *text);

#endif
