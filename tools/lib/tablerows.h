/*
 * What the labels of a table's row say: those of all its columns of labels together, of the rows
 * above that it belongs to, and of the lines that stand alone among the rows.
 */
#ifndef ZB_TABLEROWS_H
#define ZB_TABLEROWS_H

#include "arena.h"
#include "buf.h"
#include "celltext.h"
#include "grid.h"
#include "period.h"
#include "stub.h"
#include "tablecontext.h"
#include "tableheads.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

/* What a row says of its figures. */
struct tablerow {
    const struct grid_row *row;                                 /* not owned */
    struct view region, indicator, item, unit, measure, status; /* as csvfield.h says */
    struct view text; /* the last label, in the same form */
    struct period period, base_period;
    enum timing timing;
    enum base base;
    bool last_year;
    bool quantity;  /* the indicator is that of a quantity */
    bool of_banner; /* ... which is that of a line above the row, since rows name none */
    bool rate;      /* it has a measure, which is no level */
    bool recorded;  /* of a table whose columns are those of records: the row says all of them */
    bool timed;     /* ... and is measured against what base means; else against says it */
    struct view against, bound;
    struct view wrong; /* ... a measure, bound or status that is none, as it stands there */
    bool unclear;      /* the label compares two times, but does not say how: 2020年比2015年 */
};

/* What the last lines of one text among the rows say of the rows under them; zeroed at first. */
struct table_banner {
    struct buf region, indicator, unit;
    bool by_places; /* the rows are places: 分县(区)工业总产值 */
};

/* The labels of one part of a table. */
struct tablerows {
    const struct part *part; /* not owned, as texts */
    struct celltexts *texts;
    struct stub stub;
    struct buf *above; /* for each column: the last cell that was not blank */
    size_t columns;    /* of the part, which may be gone when the rows end */
    size_t last_label; /* the last column of labels, or TABLE_NONE */
    size_t unit_at;    /* the column of units before all figures, or TABLE_NONE */
    bool has_indicator, has_region;
    struct period year; /* of the last row that was a year in a column of places */
    struct buf city;    /* the last row's that was a city: 市区 is a part of it */
};

/* Begins with a part, which must stay until the last row was read. The caller ends it with
 * tablerows_free. */
void tablerows_begin(struct tablerows *rs, const struct part *part, struct celltexts *texts);

/* Reads the labels of the next row; what it says is in the arena. context is what the surroundings
 * of the table say. False where the row has no label though the part has a column for them. */
bool tablerows_read(struct tablerows *rs, const struct grid_row *row, const struct context *context,
                    const struct table_banner *banner, struct arena *a, struct tablerow *r);

/* Takes a line of one text: its time goes to context, its place, its unit and (only of the first
 * part of a table) its indicator to banner. Returns whether context has changed. */
bool tablerows_banner(struct tablerows *rs, const struct grid_row *row, bool first,
                      struct table_banner *banner, struct context *context);

/* Whether a growth may be said in this unit; otherwise it is a change. */
bool tablerows_is_rate_unit(struct view unit);

void tablerows_free(struct tablerows *rs);

#endif
