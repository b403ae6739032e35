/*
 * Growth, mean yearly growth and shares out of published figures, exactly: quotients are fractions
 * and roots are those of whole numbers, rounded once.
 *
 * The resolution that a result gets follows from those of its figures by interval arithmetic. A
 * figure v with resolution r is somewhere in [v - r/2, v + r/2]; the result is somewhere between
 * the lowest and the highest that its figures allow, and half of its resolution is the greatest
 * distance from the rounded value to either, so that the promise of zb-record(5) holds: what
 * rounding can hide is half of the resolution. It is rounded up to two significant digits.
 */
#ifndef ZB_RATIO_H
#define ZB_RATIO_H

#include "agree.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Each sets the value of `out`, in percent with so many places, rounded half away from zero, and
 * its resolution. False, and out as it was, where the figure that is divided by may be 0 or less,
 * or the other one less than 0 (for cagr: 0 too), since no rate says then what happened. out must
 * be valid (zero-initialized or used before).
 */

/* (now / base - 1) * 100 */
bool ratio_growth(struct published *out, const struct published *now, const struct published *base,
                  uint32_t places);

/* part / whole * 100 */
bool ratio_share(struct published *out, const struct published *part, const struct published *whole,
                 uint32_t places);

/* ((now / base) ^ (1 / years) - 1) * 100; years > 0 */
bool ratio_cagr(struct published *out, const struct published *now, const struct published *base,
                uint32_t years, uint32_t places);

#endif
