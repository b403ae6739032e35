/* What stands in a cell where a number belongs. */
#ifndef ZB_CELLNUMBER_H
#define ZB_CELLNUMBER_H

#include "rules.h"
#include "view.h"

#include <stdbool.h>

enum cell_kind {
    CELL_BLANK,
    CELL_NUMBER,
    CELL_TEXT, /* anything else; marks of a missing value too: the rules know those */
};

enum { CELL_NUMBER_MAX = 256 };

struct cell_number {
    struct view value; /* an exact decimal of zb-record(5); points into the cell or into text */
    struct view unit;  /* % or ‰ behind the number, or empty; static */
    struct view
        tail; /* what else stands behind it: 倍, 亿元, *; of a CELL_TEXT, points into text */
    const char *bound; /* "" or what a word or sign before it says: approx, gt, ge, lt, le */
    bool noise;        /* more than 15 significant digits were rounded to 15 */
    char text[CELL_NUMBER_MAX];
};

/*
 * Reads a cell. Taken as numbers: thousands marks (1,234.5), full-width forms, any dash as minus,
 * blanks around it, %, an exponent as spreadsheets write it (1.2E+05), a missing digit before the
 * point, what bounds it: > ≥ < ≤ and the words of CLASS_BOUND_BEFORE before it, those of
 * CLASS_BOUND_AFTER behind it. A fraction of more than 15
 * significant digits is a spreadsheet's binary noise, and rounded to 15 (IEEE 754 doubles keep no
 * more). A whole number that begins with a zero is a code: CELL_TEXT. Where a number begins the
 * cell and other text follows, the result is CELL_TEXT with value and tail set.
 */
enum cell_kind cell_number_read(struct rules *rules, struct view cell, struct cell_number *n);

/* The value of a cell of at most eight digits and nothing else; -1 for others. */
long cell_whole_number(struct view v);

/* Cells of white space only, U+3000 and U+00A0 included. */
bool cell_is_blank(struct view cell);

/* The cell without white space around it. */
struct view cell_trim(struct view cell);

#endif
