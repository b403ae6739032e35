/* What heads that say too little take from the columns beside them. */
#ifndef ZB_HEADINHERIT_H
#define ZB_HEADINHERIT_H

#include "period.h"
#include "tableheads.h"

/* What a head leaves open is that of the one beside it: 增长(%) is of the column to its left, and
 * 其中:出口 a part of the last that says no 其中.
 * context is the time of the table. */
void headinherit(struct tableheads *hs, struct part *part, const struct period *context);

#endif
