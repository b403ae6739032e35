/* What the columns of a table hold, from their heads and their cells. */
#ifndef ZB_TABLECOLUMNS_H
#define ZB_TABLECOLUMNS_H

#include "celltext.h"
#include "grid.h"
#include "tablecontext.h"
#include "tableheads.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The rows that tell what columns hold: figures of one table. */
struct table_sample {
    const struct grid_row *rows;
    size_t from, to;
    uint64_t line; /* of the first, for messages */
    bool named;    /* a layout names the columns */
};

/* Makes the part of the columns [from, to) of the grid. context is what the surroundings say;
 * orient what a row is, or ROLE_NONE to find out. */
void tablecolumns_make(struct tableheads *hs, struct part *part, const struct table_sample *sample,
                       size_t from, size_t to, const struct context *context, enum role orient);

/* Gives each value column the column of its units: one before the values for all of them, one
 * behind a value for it. */
void tablecolumns_pair_units(struct part *part);

#endif
