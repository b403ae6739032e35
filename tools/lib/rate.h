/* Rates between currencies by period: a user's CSV of period,from,to,rate (zb-dict(5)). */
#ifndef ZB_RATE_H
#define ZB_RATE_H

#include "units.h"
#include "view.h"

#include <gmp.h>
#include <stdbool.h>

struct rates; /* opaque */

/*
 * Reads the table. A line says that in this period one `from` (100 of them, where it is 百美元) was
 * `rate` of `to`; an empty period speaks for all that have no line. Ends the program with
 * STATUS_FAILED on an unknown unit, a rate that is no decimal above zero, and on two lines for the
 * same period and currencies, naming both. file and units must outlive the rates; the caller ends
 * them with rates_free.
 */
struct rates *rates_read(struct units *units, const char *file);

/* Whether some line is about this dimension (美元). */
bool rates_has(const struct rates *r, struct view dimension);

/* What the first line of the file turns into: its dimension (人民币), and in canonical its
 * canonical unit (亿元). */
struct view rates_target(const struct rates *r, struct view *canonical);

/*
 * q = how many canonical units of `to` one canonical unit of `from` was in the period; both are
 * dimensions. A line for the other direction is turned round. False where there is none.
 */
bool rates_find(const struct rates *r, struct view period, struct view from, struct view to,
                mpq_ptr q);

void rates_free(struct rates *r);

#endif
