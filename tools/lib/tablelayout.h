/*
 * The layout of a table: where it begins and ends in the grid, which rows are its head, what each
 * column holds, and what the heads and the lines above it say.
 */
#ifndef ZB_TABLELAYOUT_H
#define ZB_TABLELAYOUT_H

#include "arena.h"
#include "celltext.h"
#include "grid.h"
#include "layoutfile.h"
#include "period.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TABLE_NONE SIZE_MAX /* no such column or row */

/* What the user says, where the table is silent. */
struct table_options {
    struct view region, indicator, unit;
    struct period period;
    enum role orient;          /* what a row is; ROLE_NONE to find out */
    size_t head_rows;          /* TABLE_NONE to find out */
    struct layoutfile *layout; /* NULL for none */
};

/* What the surroundings of a table say: lines above it, options, tables before it in the file. */
struct context {
    struct view region, indicator, unit;
    struct period period;
    const char *status; /* NULL if it does not say */
    bool many_units;    /* the line of units names several, so that none is known */
};

struct column {
    size_t at; /* in the grid */
    enum role role;
    size_t unit_at;        /* ROLE_VALUE: the column that holds its units, or TABLE_NONE */
    struct view head;      /* its heads as published, joined by " / ", for messages */
    struct view indicator; /* ROLE_VALUE, from here on; names may be empty */
    struct view item;
    struct view region, unit, against;
    struct period period, base_period;
    const char *measure, *status; /* NULL if the head does not say */
    enum base base;
    enum timing timing;
    bool last_year; /* one year earlier than timing says */
    bool quantity;  /* the indicator is a quantity */
    bool by_day;    /* ROLE_PERIOD: its days are days, not months */
    bool october;   /* ROLE_PERIOD: 2019.1 is October, since 2019.01 stands there too */
    bool serials;   /* ROLE_PERIOD: serial numbers of days */
    bool repeats;   /* of a stub: blank cells repeat the one above */
};

/* Columns that make one table; there are several where tables stand side by side. */
struct part {
    struct column *columns; /* in the arena */
    size_t count;
    enum role rows;         /* what a row is: ROLE_REGION, _INDICATOR, _ITEM, _PERIOD, or NONE */
    bool unmarked_children; /* rows without a mark belong to the one with a mark before them */
    bool named;             /* some head gives a name */
    bool listing;           /* one row an enterprise or project */
    struct column *counted; /* with a layout: what each row counts one of; NULL for nothing */
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
 * Finds the next table in rows[from..count). False where there are no figures any more. ended says
 * whether the file ends with these rows. The table is good until the next call.
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

/* The only text of the row: its first cell, or the one that all others repeat; empty if it has
 * several or none. */
struct view row_only_text(const struct grid_row *row);

void tables_free(struct tables *ts);

#endif
