/* The months that a period covers. Forms that name the same months are one: 2020-01/2020-12 is
 * 2020, 2020-01/2020-03 is 2020-Q1. */
#ifndef ZB_SPAN_H
#define ZB_SPAN_H

#include "period.h"
#include "view.h"

#include <stdbool.h>

struct span {
    bool known;       /* it has months: first and last are set */
    int first, last;  /* both included, counted as period_months does */
    bool shortest;    /* text is how the period was written */
    struct view text; /* the shortest form of these months; what has none is as it was written */
};

/* The span of a period as zb-record(5) writes it. It is remembered, so that a period that comes
 * again costs little; good until the next call, and as long as `period` is. */
const struct span *span_of(struct view period);

#endif
