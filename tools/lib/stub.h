/*
 * The tree that the labels of rows make, by their marks: 其中:, #, an indent, (一) or 1. A row's
 * path leads from the row that it breaks down at last to itself.
 */
#ifndef ZB_STUB_H
#define ZB_STUB_H

#include "buf.h"
#include "celltext.h"
#include "period.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

enum blocks {
    BLOCKS_NONE,
    BLOCKS_BY_QUANTITY, /* a row that is no quantity belongs to the last one that is */
    BLOCKS_BY_UNIT,     /* a row without a unit belongs to the last one that has its own */
    BLOCKS_BY_BARE,     /* a row with figures belongs to the last one without */
};

struct stub_row {          /* an open row: one that rows after it may belong to */
    struct buf name, unit; /* unit as its label gave it */
    struct period period;  /* the same; PERIOD_NONE if it did not */
    int key;               /* depth; a row belongs to the last one above with a smaller key */
    int indent;            /* columns of white space before its text */
    int text_indent;       /* the same behind 其中: or # */
    bool marked;           /* by # or 其中: */
    bool hashed;           /* by #, or it stands under the text of one that is */
    bool numbered;         /* by (一) or 1. */
    bool quantity;         /* its name is that of a quantity */
    bool sum;              /* its name ends in 合计, or it follows such a row */
};

struct stub { /* zero-initialized is empty; owns its rows */
    struct stub_row *rows;
    size_t n, cap;
    enum blocks blocks;
    bool bare;                  /* the row that is taken next has no figures */
    bool unmarked_children;     /* a row without a mark belongs to the numbered one before it */
    struct period total_period; /* of the last row 2020年合计, for its parts below */
    bool among; /* a row 其中: alone stands above: the next ones belong to the one above it */
    struct buf path; /* of all but the first, joined by '/' */
};

/*
 * Takes the next row's label as it came, white space included, and returns what it says without its
 * marks (celltexts_read). Where it has a name the row becomes the last of the tree; 合计 and 全市
 * empty it.
 */
const struct celltext *stub_take(struct stub *s, struct celltexts *texts, struct view label);

/* The first of the path of the row taken last, empty for 合计; and the rest, joined by '/'. Good
 * until the next stub_take. */
struct view stub_root(const struct stub *s);
struct view stub_rest(const struct stub *s);

/* The same as stub_rest without the row taken last, where that is not the first. */
struct view stub_rest_above(const struct stub *s);

/* The unit and time that the row taken last has from its own label, or from the nearest above that
 * it belongs to. */
struct view stub_unit(const struct stub *s);
struct period stub_period(const struct stub *s);

/* Gives the row taken last a unit that stands beside its label, for it and its parts. */
void stub_set_unit(struct stub *s, struct view unit);

/* Forgets all rows, for a new table. */
void stub_clear(struct stub *s);

void stub_free(struct stub *s);

#endif
