/*
 * Complementary suppression: which further cells of tables must be withheld so that what is
 * withheld cannot be computed from what is published.
 *
 * All that adds up is written as linear equations over cells: a total is the sum of its parts, a
 * year that of its months. Published cells are known. A cell is protected where the equations
 * leave more than one value for it, also to a reporter who is alone in another cell and knows that
 * one. Terms are those of Hundepool et al., Statistical Disclosure Control (2012), chapter 4.
 *
 * All cells of a table are withheld at first, then published one by one, the largest first, as long
 * as everything sensitive stays protected. So what remains is needed, to the last cell, though it
 * need not be the best choice there is: to find that is NP-hard.
 */
#ifndef ZB_PROTECT_H
#define ZB_PROTECT_H

#include "decimal.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cell_state {
    CELL_HIDDEN,     /* in no record: a total that was not published, a point in time */
    CELL_PUBLISHED,  /* or known to everybody: 100 percent */
    CELL_SUPPRESSED, /* withheld */
};

/* How the cells of a series of periods relate. */
enum cell_sums {
    SUMS_NONE,  /* a rate: nothing adds up */
    SUMS_WHOLE, /* parts add up to totals, months to nothing: a share */
    SUMS_FLOW,  /* months add up to years */
    SUMS_STOCK, /* cells with the same end are the same */
};

struct cell {
    /* set by the caller */
    enum cell_state state;
    enum cell_sums sums;
    bool listed;           /* there are records of it, so it can be suppressed */
    bool sensitive;        /* suppressed for itself, not for others */
    bool alone;            /* it has a single reporter, who knows it */
    size_t share;          /* 1 + the dimension by which it is a part of 100 percent, or 0 */
    bool counted;          /* for the caller */
    int why;               /* for the caller */
    struct decimal weight; /* what is lost where it is suppressed: its value without the sign */
    /* of protect.c */
    const struct view *key;
    size_t *sums_of;   /* by dimension: 1 + the number of the equation it is the total of */
    size_t *equations; /* owned; that it stands in */
    size_t equation_count, equation_cap;
    size_t unknown; /* its number in the system at work */
    bool settled;   /* it was in one */
};

/* The value above this one in the dimension: up, empty at first, becomes it (empty for the total).
 * False where there is none. */
typedef bool (*protect_up)(void *data, size_t dimension, struct view value, struct buf *up);

struct protect; /* opaque */

/*
 * No cells. A key has tables columns that tell tables apart, then dimensions of them; the total of
 * a dimension is the empty text. period is the dimension that holds periods (zb-record(5), in their
 * shortest form), or SIZE_MAX. data is for up. The caller ends it with protect_free.
 */
struct protect *protect_new(size_t tables, size_t dimensions, size_t period, protect_up up,
                            void *data);

/* The cell; made, hidden, where there was none. */
struct cell *protect_cell(struct protect *p, const struct view *key);

/* The same without making one, or NULL. */
struct cell *protect_find(struct protect *p, const struct view *key);

/* All cells in the order in which they were made. */
size_t protect_count(const struct protect *p);
struct cell *protect_at(const struct protect *p, size_t i);

/* To be called once, when all cells of records have been made: adds the hidden ones and writes the
 * equations. */
void protect_relate(struct protect *p);

/* Suppresses further listed cells, with why, until all suppressed ones are protected. Returns NULL,
 * or a cell that nothing can protect. */
const struct cell *protect_run(struct protect *p, int why);

void protect_free(struct protect *p);

#endif
