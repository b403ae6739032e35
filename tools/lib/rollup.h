/* Rolling periods up: the year, half or quarter that a period belongs to, and as what part of it.
 */
#ifndef ZB_ROLLUP_H
#define ZB_ROLLUP_H

#include "view.h"

#include <stdbool.h>
#include <stdint.h>

enum rollup_to { ROLLUP_ALL, ROLLUP_YEAR, ROLLUP_HALF, ROLLUP_QUARTER };

struct rolled {
    struct view to; /* "2020", "2020-H1", "2020-Q3": where the period ends; empty for ROLLUP_ALL */
    struct view
        part; /* what kind of part it is: year, half, quarter, month; months, years and day for
               * spans and dates, which may overlap each other; longer for what does not lie
               * within `to`. With ROLLUP_ALL a span or date itself, so that they stay apart */
    uint16_t covers; /* a bit for each such part of `to`: two for 2020-01/2020-02, which is
                      * published in  place of two months and counts as a part of the kind month */
    uint32_t order;  /* by the end of the period; 0 for what is no period */
    bool known;      /* it is a period with a year */
    bool fits;       /* it lies within `to` */
    bool adds;       /* parts of its kind do not overlap, so that flows can be added up */
};

/* Reads what periods are to be rolled up to: year, half, quarter; all is everything. False for
 * another name. */
bool rollup_parse(struct view name, enum rollup_to *to);
const char *rollup_name(enum rollup_to to);

/* The period (zb-record(5)) rolled up. The result is remembered, so that a period that comes again
 * costs little; its views are good until the next call. */
const struct rolled *rollup(struct view period, enum rollup_to to);

#endif
