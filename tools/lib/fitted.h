/* Columns of a table on a terminal: how wide their cells are, and how they share its window. */
#ifndef ZB_FITTED_H
#define ZB_FITTED_H

#include "view.h"

#include <stdbool.h>
#include <stddef.h>

enum { FITTED_GAP = 2 }; /* blanks between two columns */

struct fitted_column {
    size_t index;         /* in the record */
    struct view name;     /* as shown; not owned */
    size_t name_width;    /* columns of it */
    bool filled, figures; /* it has cells; all of them are decimals */
    size_t whole, places; /* columns before the point, and from it on */
    size_t text;          /* widest cell that is no figure */
    size_t least, wish;   /* bounds of width */
    size_t start, width;  /* where it stands */
    size_t limit;         /* where its cell must end, so that those behind it find some place */
    bool hidden;          /* it found no place */
};

struct fitted {
    struct fitted_column *columns; /* the caller's */
    size_t count;
    size_t window;    /* columns of the terminal; 0: lines are not cut */
    size_t cut_width; /* columns of the mark of what was cut */
    /* set by fitted_place */
    size_t end;   /* where the last column ends */
    size_t slack; /* columns of the window that are free on the right */
    bool hides;   /* a column found no place */
};

/* A figure's columns before its point and from it on; false for a text. */
bool fitted_figure(struct view cell, size_t *whole, size_t *places);

/* Takes the measure of a cell, which is width columns wide as it is shown. A column holds figures
 * as long as all its cells are decimals; empty ones do not matter. */
void fitted_take(struct fitted_column *c, struct view cell, size_t width);

/*
 * Decides on the widths: the widest columns give way first, none below what it can do with. Where
 * that is not enough, columns are hidden: those without any cell, then from the right, the one
 * named value last.
 */
void fitted_place(struct fitted *f);

#endif
