/* Growth, mean yearly growth and shares of the series that are held, written as results. */
#ifndef ZB_QUOTIENT_H
#define ZB_QUOTIENT_H

#include "nature.h"
#include "observed.h"
#include "out.h"
#include "series.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What an indicator is part of, by the user: names or codes. */
struct parent {
    struct view child, whole;
};

struct quotients {
    struct observed *held;
    struct natures *natures;
    struct out *out;
    const struct parent *parents;
    size_t parent_count;
    uint32_t places;  /* of the values, in percent */
    uint64_t derived; /* how many were written */
};

/* Growth of every figure of the series against that of a year before, or (previous) against that of
 * the month, quarter or half-year before. Of a published one nothing is written but a conflict. */
void quotient_growth(struct quotients *q, const struct series *s, bool previous);

/* Mean yearly growth from one year to another (as years, not months). */
void quotient_cagr(struct quotients *q, const struct series *s, struct months years);

/* Shares of an item in the item above it, or in the total; of an indicator in what parents or
 * indicators.csv name as its parent. */
void quotient_share(struct quotients *q, const struct series *s);

#endif
