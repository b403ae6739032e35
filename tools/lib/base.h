/* Where the base of a comparison lies, as seen from the period of the figure. */
#ifndef ZB_BASE_H
#define ZB_BASE_H

#include "period.h"
#include "view.h"

enum base {
    BASE_OTHER,  /* a named period, a whole, a field, or none */
    BASE_YEAR,   /* the same period a year before: 同比, and the year before for a year */
    BASE_BEFORE, /* the period just before: 环比 */
};

/* against is that of the record; period may be of any kind. A span of years is none of both: its
 * base is the year before it, which is a named one. */
enum base base_of(struct period period, struct view against);

#endif
