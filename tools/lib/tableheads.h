/* The heads over the columns of a table: which there are, and what they say of the figures under
 * them. */
#ifndef ZB_TABLEHEADS_H
#define ZB_TABLEHEADS_H

#include "arena.h"
#include "buf.h"
#include "celltext.h"
#include "grid.h"
#include "period.h"
#include "stub.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define TABLE_NONE SIZE_MAX /* no such column, or number of rows */

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
    bool last_year;    /* one year earlier than timing says */
    bool quantity;     /* the indicator is a quantity */
    bool ranks_growth; /* a place in the order of growth */
    bool index_of;     /* an index of the row on the base of an earlier year */
    bool among;        /* its head says 其中: */
    bool of_title;     /* without a name: the rows are parts of what the title measures */
    bool by_day;       /* ROLE_PERIOD: its days are days, not months */
    bool october;      /* ROLE_PERIOD: 2019.1 is October, since 2019.01 stands there too */
    bool serials;      /* ROLE_PERIOD: serial numbers of days */
    bool beyond;       /* ROLE_VALUE: behind the last head, and blank in half of the rows or more */
    bool repeats;      /* of a stub: blank cells repeat the one above */
};

/* Whether the column, which may be NULL, is of that measure. */
static inline bool column_measures(const struct column *k, const char *measure)
{
    return k != NULL && k->measure != NULL && strcmp(k->measure, measure) == 0;
}

/* Columns that make one table; there are several where tables stand side by side. */
struct part {
    struct column *columns; /* in the arena */
    size_t count;
    enum role rows;         /* what a row is: ROLE_REGION, _INDICATOR, _ITEM, _PERIOD, or NONE */
    bool unmarked_children; /* rows without a mark belong to the one with a mark before them */
    enum blocks blocks;     /* of rows that nothing marks */
    bool named;             /* some head gives a name */
    bool listing;           /* one row an enterprise or project */
    bool recorded;          /* its columns are those of records, with a measure in each row */
    struct column *counted; /* with a layout: what each row counts one of; NULL for nothing */
};

enum { TABLEHEADS_MAX = 9 }; /* rows: four, each in two languages, and one of numbers */

/* The rows of heads of a table, kept since the window moves on under a long one. */
struct tableheads {
    struct celltexts *texts;              /* not owned, as all before rows */
    struct arena *arena;                  /* for names; of the table */
    const char *file;                     /* for messages */
    struct grid_row rows[TABLEHEADS_MAX]; /* their cells are owned */
    size_t count;
    struct buf scratch;
};

/* Replaces the heads by copies of rows[from..to), without those that number the columns. */
void tableheads_keep(struct tableheads *hs, const struct grid_row *rows, size_t from, size_t to);

/* Fills blank cells of an upper head from the left, where the head under it goes on: merged cells.
 */
void tableheads_fill(struct tableheads *hs);

/* What a column holds by a head over it; ROLE_NONE where none says it. */
enum role tableheads_role(struct tableheads *hs, size_t c);

/* The lowest head over column c, empty where there is none; and all of them, joined by " / ", in
 * the arena. */
struct view tableheads_last(struct tableheads *hs, size_t c);
struct view tableheads_text(struct tableheads *hs, size_t c);

/* Reads the heads over a value column into it. title is the indicator of the table, which the base
 * of an index (上月=100) alone over a column is added to; empty where there is none. */
void tableheads_read(struct tableheads *hs, struct column *k, struct part *part, struct view title);

/* The base of an index becomes part of its name, the column's or else title's; where there is none,
 * it is the item of what the rows name. Its figures are no rates, though 环比 stands above. */
void tableheads_base(struct tableheads *hs, struct column *k, struct view title, struct view base);

/* Whether the head can be but a part of a quantity: #女性, 第一产业, but not 面积, 产值(亿元),
 * 增速. */
bool tableheads_is_part(struct tableheads *hs, struct view head);

void tableheads_free(struct tableheads *hs);

#endif
