/* Figures of one period out of those of others: months out of years to date, quarters and years out
 * of their parts. */
#ifndef ZB_DERIVATION_H
#define ZB_DERIVATION_H

#include "buf.h"
#include "intern.h"
#include "series.h"

#include <stdbool.h>

/* Whether figures can be derived from the point: it is not contradicted, and no bound but approx.
 */
bool point_usable(const struct point *p);

/*
 * Derives the figure for these months, at most a year of them, from other points of the series.
 * Of a flow: the fewest figures that cover them without a gap or overlap, added up; or the year to
 * date less that of the month before, where that takes fewer. Of a stock: the figure of another
 * period that ends with the same month. Nothing is derived across a break. True: out is filled, and
 * d, which it points to; series_add takes its figure, else the caller frees that. The value is
 * exact; its resolution is the sum of those of its parts, since the errors of rounding add up at
 * worst.
 */
bool derive_period(const struct series *s, bool stock, struct months at, struct point *out,
                   struct derivation *d);

/* The figure that the point has, for the same months written in another form; as derive_period. */
void derive_same(const struct point *p, struct point *out, struct derivation *d);

/* The published point that stands for it: of a sum the last part, of a difference the first. */
const struct point *point_origin(const struct point *p);

/* The period as it was written. It is remembered, so that one that comes again costs little; good
 * until the next call. */
struct view months_text(struct months at, bool shortest);

/* Appends the formula: each figure as PERIOD (SOURCE:LINE), in brackets where it is derived itself
 * and nested. */
void point_write(struct buf *b, const struct point *p, const struct intern *sources, bool nested);

#endif
