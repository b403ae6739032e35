/*
 * The record of a table's cell: what its column, its row and the surroundings of the table say,
 * together.
 */
#ifndef ZB_TABLERECORDS_H
#define ZB_TABLERECORDS_H

#include "arena.h"
#include "cellnumber.h"
#include "celltext.h"
#include "celltime.h"
#include "grid.h"
#include "out.h"
#include "tablecontext.h"
#include "tableheads.h"
#include "tablerows.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tablerecords; /* opaque */

/* A value column made ready: its fields as csvfield.h says. */
struct tablerecords_column {
    const struct column *column; /* not owned */
    struct view indicator, item, region, unit, measure, status, against, head;
    struct celltime times; /* where the row says no time */
    bool rate;             /* its measure is no level */
    bool growth;           /* or change: against is a time */
    bool change;
    bool price; /* in money, of what the column of units says: 元 and 吨 are 元/吨 */
};

/* A row of which some cell is written; zeroed at first. */
struct tablerecords_row {
    struct arena arena;         /* owned: what it says, and the fields of its records */
    const struct grid_row *row; /* not owned */
    struct tablerow says;
    struct celltime times[2][TIMINGS][BASES]; /* of its cells, by last_year and those */
    struct celltime own;                      /* of one cell, where none of those is its */
    char line[ARENA_PAD];
    size_t line_n;
};

/* Records go to o, with source in their source column. The caller ends it with tablerecords_free.
 */
struct tablerecords *tablerecords_new(struct out *o, struct celltexts *texts, struct view source);

/* What the surroundings of the table say from now on; columns made ready before are not any more.
 * The copies in the form of CSV are in the arena, and good as long as it. */
void tablerecords_context(struct tablerecords *t, const struct context *context, struct arena *a);

/* Makes a value column ready, in the arena, for the context now given. */
void tablerecords_column(const struct tablerecords *t, const struct column *column, struct arena *a,
                         struct tablerecords_column *ready);

/* Begins with the next row, which must stay until its last cell was written. says is for the caller
 * to fill. */
void tablerecords_row(struct tablerecords_row *r, const struct grid_row *row);
void tablerecords_row_free(struct tablerecords_row *r);

/* Writes the record of the number in a cell of that row and column; has_region: the row's labels
 * name its place. None is written where the column of its units has a mark of a missing one. */
void tablerecords_write(struct tablerecords *t, const struct tablerecords_column *k,
                        struct tablerecords_row *r, bool has_region,
                        const struct cell_number *number);

/* Reports what many records of the file share: no year, no indicator, binary noise. Returns how
 * many were written. */
uint64_t tablerecords_report(const struct tablerecords *t, const char *file);

void tablerecords_free(struct tablerecords *t);

#endif
