/* What time a period token means, in the place where it stands. */
#ifndef ZB_WHEN_H
#define ZB_WHEN_H

#include "period.h"
#include "token.h"
#include "view.h"

/* What relative times (去年, 9月, 近三年) are relative to. */
struct when {
    int year;              /* 今年: the year in which the document speaks; 0 if unknown */
    int done;              /* the last year that the document looks back on; 0 if unknown */
    struct period now;     /* 目前 */
    struct period context; /* the nearest time before: gives 9月 its year, 年末 too */
};

/* The time of a CLASS_PERIOD or CLASS_PLAN token of the text; PERIOD_NONE where it can't be told.
 */
struct period when_read(const struct token *t, struct view text, const struct when *w);

#endif
