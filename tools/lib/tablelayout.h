/*
 * The layout of a table: where it begins and ends in the grid, which rows are its head, what each
 * column holds, and what the heads and the lines above it say.
 */
#ifndef ZB_TABLELAYOUT_H
#define ZB_TABLELAYOUT_H

#include "celltext.h"
#include "grid.h"
#include "layoutfile.h"
#include "period.h"
#include "tablecontext.h"
#include "tableheads.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the user says, where the table is silent. */
struct table_options {
    struct view region, indicator, unit;
    struct period period;
    enum role orient;          /* what a row is; ROLE_NONE to find out */
    size_t head_rows;          /* TABLE_NONE to find out */
    struct layoutfile *layout; /* NULL for none */
};

struct grid_table {
    size_t first;            /* row of the window that it begins with */
    size_t head, rows, body; /* its first row of heads, after them, and of figures */
    uint64_t line;           /* of the first row of figures */
    struct part *parts;      /* in the arena */
    size_t count;
    struct context context;
    bool headless; /* figures without heads: no records */
    bool left;     /* a layout is given, and is of another table: no records */
    struct view title;
};

struct tables; /* opaque: the reader of one file's layouts */

/* texts and options must outlive it; name is the file's, for messages. The caller ends it with
 * tables_free. */
struct tables *tables_new(struct celltexts *texts, const struct table_options *options,
                          const char *name);

/*
 * Finds the next table in rows[from..count). False where there are no figures any more. The table
 * is good until the next call.
 */
bool tables_next(struct tables *ts, const struct grid_row *rows, size_t from, size_t count,
                 struct grid_table *t);

enum row_kind {
    ROW_BLANK,
    ROW_DATA,
    ROW_BANNER,    /* a text alone: what the rows under it are about */
    ROW_UNIT,      /* 单位: within the table */
    ROW_TECHNICAL, /* numbers of columns, a head repeated */
    ROW_FOOTER,
    ROW_END, /* the table ended before it */
};

/* Whether some table had the columns of the layout; without one, true. */
bool tables_layout_met(const struct tables *ts);

/* What row at is to the table, whose figures began before it; rows[at + 1..count) are looked at
 * too. */
enum row_kind tables_row(struct tables *ts, const struct grid_table *t, const struct grid_row *rows,
                         size_t at, size_t count);

void tables_free(struct tables *ts);

#endif
