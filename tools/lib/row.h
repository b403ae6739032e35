/* A row that is kept in memory as the CSV text that it will be written as. */
#ifndef ZB_ROW_H
#define ZB_ROW_H

#include "buf.h"
#include "view.h"

#include <stddef.h>

/* Appends the fields as one row without a line end, quoted as csvout_row does. */
void row_format(struct buf *b, const struct view *fields, size_t n);

/* Splits a row that row_format made, or one without quotes, into n fields. They point into the row,
 * those that had quotes inside into unquoted, which is emptied first. */
void row_split(struct view row, struct view *fields, size_t n, struct buf *unquoted);

#endif
