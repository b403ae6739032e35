/*
 * A table in HTML that stands in one line of a text, as programs write it that read texts out of
 * pictures. Whole pages are the business of html.h.
 */
#ifndef ZB_INLINETABLE_H
#define ZB_INLINETABLE_H

#include "buf.h"
#include "view.h"

#include <stdbool.h>

/* Whether the line is such a table: it begins with its tag, and no cell spans rows. */
bool inline_table_is(struct view line);

/* Puts the cells of the next row into row, parted by tabs, and takes it off rest, at first the
 * line. A cell that spans columns is followed by empty ones. False where there is no further row.
 */
bool inline_table_row(struct view *rest, struct buf *row);

#endif
