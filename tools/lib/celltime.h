/* The time of a table's cell: what its column, its row and the lines around the table say,
 * together.
 */
#ifndef ZB_CELLTIME_H
#define ZB_CELLTIME_H

#include "celltext.h"
#include "period.h"

#include <stdbool.h>
#include <stddef.h>

/* A time and what it is measured against, as written. */
struct celltime {
    bool known;
    bool dated; /* the year is known */
    char period[PERIOD_TEXT_MAX], against[PERIOD_TEXT_MAX];
    size_t period_n, against_n;
};

/* p, with the last year of from where it has none. */
struct period celltime_fill_year(struct period p, struct period from);

/* The time of a cell: its column's, its row's, and where they leave something open the context's.
 */
struct period celltime_of(struct period row, struct period column, struct period context);

/* Writes p as timing and last_year mean it, and what base is measured against: given for
 * BASE_GIVEN. Without a year the time is empty where it could not be told from this year's. */
void celltime_write(struct celltime *t, struct period p, bool last_year, enum timing timing,
                    enum base base, struct period given);

#endif
