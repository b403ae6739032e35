/*
 * Which figures would disclose what one reporter has (primary suppression): the threshold and the
 * dominance rule of Hundepool et al., Statistical Disclosure Control (2012), 4.2.2.
 */
#ifndef ZB_SENSITIVITY_H
#define ZB_SENSITIVITY_H

#include "decimal.h"

#include <gmp.h>
#include <stdbool.h>
#include <stdint.h>

struct sensitivity {
    uint64_t number; /* a figure of fewer reporters is sensitive */
    mpq_t share;     /* owned; so is one of which the largest have more than this */
};

/* Three reporters, 85 percent. The caller ends it with sensitivity_free. */
void sensitivity_init(struct sensitivity *s);

/* Sets the share in percent. */
void sensitivity_set_percent(struct sensitivity *s, mpq_srcptr percent);

/* Whether the reporters are too few; nobody at all discloses nothing. */
bool sensitivity_too_few(const struct sensitivity *s, uint64_t reporters);

/* Whether the largest reporters have too much of the value; signs do not matter. */
bool sensitivity_dominated(const struct sensitivity *s, const struct decimal *largest,
                           const struct decimal *value);

void sensitivity_free(struct sensitivity *s);

#endif
