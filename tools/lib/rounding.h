/*
 * Rounding to a base: every figure becomes the multiple of one number that is nearest
 * (conventional rounding of Hundepool et al., Statistical Disclosure Control (2012), 4.4).
 */
#ifndef ZB_ROUNDING_H
#define ZB_ROUNDING_H

#include "buf.h"
#include "decimal.h"
#include "view.h"

#include <gmp.h>
#include <stdint.h>

struct rounding { /* owns what it holds */
    mpq_t base;
    uint32_t places; /* of the base as it was given */
    struct decimal figure;
    struct buf base_text, text;
};

/* The base is over 0 and has so many places. The caller ends it with rounding_free. */
void rounding_init(struct rounding *r, mpq_srcptr base, uint32_t places);

/* The multiple of the base that is nearest to a decimal of zb-record(5), of two the one farther
 * from 0. Good until the next call. */
struct view rounding_of(struct rounding *r, struct view value);

/* The base as a decimal. */
struct view rounding_base(const struct rounding *r);

void rounding_free(struct rounding *r);

#endif
