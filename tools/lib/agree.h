/* Whether two published figures can be the same number, given how far each was rounded. */
#ifndef ZB_AGREE_H
#define ZB_AGREE_H

#include "decimal.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

/* A figure that others are compared with. It owns the decimals. */
struct published {
    struct decimal value, resolution;
    uint8_t bound; /* bound_parse of bound.h */
};

/*
 * Reads a record's figure; an empty resolution is one unit of the value's last place. p must be
 * valid (zero-initialized or used before). False where either is no decimal, or the resolution
 * below 0.
 */
bool published_read(struct published *p, struct view value, struct view bound,
                    struct view resolution);

/*
 * Rounding hides at most half of the resolution to either side, so a and b can be the same number
 * where |a - b| <= (ra + rb) / 2. A bound is a ray: over 290 (gt) and 290.5 can be the same, also
 * two that are both over something. What is approx is within a tenth of what it says, or its
 * rounding where that is more, as in interval.h.
 */
bool published_agree(const struct published *a, const struct published *b);

/* <0 where a tells more than b: one without a bound over approx over a limit, then the finer
 * resolution; 0 where they tell as much. */
int published_finer(const struct published *a, const struct published *b);

/* d = b - a, exactly. */
void published_difference(struct decimal *d, const struct published *a, const struct published *b);

/* d = (b - a) / |a| in percent, rounded once from the exact quotient, half up, to so many places.
 * False where a is 0. */
bool published_relative(struct decimal *d, const struct published *a, const struct published *b,
                        uint32_t places);

/* Frees what p owns; it can be used again. */
void published_free(struct published *p);

#endif
