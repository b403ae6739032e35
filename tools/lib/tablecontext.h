/* What the surroundings of a table say: lines above it, options, tables before it in the file. */
#ifndef ZB_TABLECONTEXT_H
#define ZB_TABLECONTEXT_H

#include "buf.h"
#include "celltext.h"
#include "grid.h"
#include "period.h"
#include "view.h"

#include <stdbool.h>

struct context {
    struct view region, indicator, unit;
    struct period period;
    const char *status;     /* NULL if it does not say */
    struct view index_base; /* 上年 of a line 上年=100, or of 价格指数(上年=100) */
    bool quantity;          /* the indicator is a quantity */
    bool topic;             /* ... or says that it is but a topic: 人口及户数 */
    const char *measure; /* of the indicator, where its text says one: 增加值增速; else NULL */
    enum base base;      /* of that */
    struct period base_period;
    struct view against;
    bool many_units; /* the line of units names several, so that none is known */
};

/* What the tables before said; zeroed at first. */
struct context_before {
    struct context said;
    struct buf region; /* owned; the text of its region */
};

/* Takes what a line above the table says into the context; *title becomes the cell that names its
 * indicator, where one does. What texts say is good until celltexts_clear. */
void tablecontext_read(struct celltexts *texts, const struct grid_row *row, struct context *context,
                       struct view *title);

/* Adds what the user and the tables before say to what the table says itself, and keeps it for the
 * tables after it. */
void tablecontext_complete(struct context *context, const struct context *given,
                           struct context_before *before);

#endif
