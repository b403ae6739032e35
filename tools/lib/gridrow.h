/* What a row of a grid, or a cell of it, looks like before the table is known. */
#ifndef ZB_GRIDROW_H
#define ZB_GRIDROW_H

#include "cellnumber.h"
#include "celltext.h"
#include "grid.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

/* Cells that hold something, how many differ from the one before (the second of two, if it repeats
 * the first in another language, does not), and the first of them. */
struct gridrow_content {
    size_t cells, distinct, first; /* first is SIZE_MAX in a blank row */
};

/* Whether the cell is a mark of a missing value: -, …, 暂无. */
bool cell_is_missing(struct celltexts *texts, struct view cell);

/* Whether the cell is a number that cell_number_read takes. */
bool cell_is_number(struct celltexts *texts, struct view cell);

/* A CELL_TEXT as cell_number_read left it: CELL_NUMBER where it is one with a mark behind it (57*,
 * 12①, 5.2%*), or a unit (3亿元), which n->unit then is, good until celltexts_clear; CELL_BLANK for
 * a mark of a missing value. */
enum cell_kind cell_take_tail(struct celltexts *texts, struct view cell, struct cell_number *n);

/* Whether the cell is a number in brackets, which may be one that is not counted or a negative one;
 * (1) is a mark. */
bool cell_is_bracketed(struct celltexts *texts, struct view cell);

/* Whether the text has a Chinese character, or a Latin letter. */
bool cell_has_chinese(struct view v);
bool cell_has_latin(struct view v);

/* Cell c of the row without white space around it; empty behind its end. */
struct view gridrow_cell(const struct grid_row *row, size_t c);

struct gridrow_content gridrow_content(const struct grid_row *row);

/* The only text of the row: its first cell, or the one that all others repeat; empty if it has
 * several or none. */
struct view gridrow_only_text(const struct grid_row *row);

/* Whether the row numbers the columns or says how they are computed: 甲, 1, 2, 3=1+2. */
bool gridrow_is_technical(struct celltexts *texts, const struct grid_row *row);

/* Whether the numbers of the row are years, months or serial days one after the other: a head. */
bool gridrow_is_times(struct celltexts *texts, const struct grid_row *row);

/* Whether the row, before heads are known, holds figures. */
bool gridrow_begins_figures(struct celltexts *texts, const struct grid_row *row);

/* Whether the row is a line of "key:value" cells above a table, or a note under one. */
bool gridrow_is_preamble(struct celltexts *texts, const struct grid_row *row);
bool gridrow_is_footer(struct celltexts *texts, const struct grid_row *row);

/* Whether the text begins with 其中 or #: it is a part of what stands before it. */
bool gridrow_is_among(struct view text);

/* Whether the row can be one of the heads, which the row under it is or will be. */
bool gridrow_is_head(struct celltexts *texts, const struct grid_row *row,
                     const struct grid_row *under);

#endif
