/*
 * Systems of linear equations, solved exactly: which unknowns do they determine? Elimination by
 * Gauss and Jordan on fractions (GMP); what the constants are does not matter to the answer.
 */
#ifndef ZB_LINEAR_H
#define ZB_LINEAR_H

#include <stdbool.h>
#include <stddef.h>

struct linear; /* opaque */

/* No equations of this many unknowns, numbered from 0. The caller ends it with linear_free. */
struct linear *linear_new(size_t unknowns);

/* Adds the equation whose coefficient of unknowns[i] is signs[i]; no unknown may be in it twice. */
void linear_add(struct linear *l, const size_t *unknowns, const int *signs, size_t n);

/* Whether the equations leave a single value for the unknown. */
bool linear_determined(const struct linear *l, size_t unknown);

/* A column that tells whom the unknown can have to do with: where neither of two others has it,
 * they do not make it known together with the unknown, nor it together with one of them. The
 * unknown must not be determined. */
size_t linear_column(const struct linear *l, size_t unknown);
bool linear_has(const struct linear *l, size_t unknown, size_t column);

/* Whether they would if the other one were known, or both others. */
bool linear_determined_by(const struct linear *l, size_t unknown, size_t known);
bool linear_determined_by_both(const struct linear *l, size_t unknown, size_t known, size_t second);

void linear_free(struct linear *l);

#endif
