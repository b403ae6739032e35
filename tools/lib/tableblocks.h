/* Rows that belong to a row above them: by marks, or in blocks that nothing marks. */
#ifndef ZB_TABLEBLOCKS_H
#define ZB_TABLEBLOCKS_H

#include "grid.h"
#include "tablecolumns.h"
#include "tableheads.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether some rows of the stub are marked 一、 so that those without a mark are under them. */
bool tableblocks_marked(struct tableheads *hs, const struct part *part, const struct grid_row *rows,
                        size_t from, size_t to);

/* Whether the labels make blocks though nothing marks them: 总产出(亿元), 第一产业, 第二产业,
 * 总产出指数, 第一产业, 第二产业. What stands there again is part of the quantity above it, or of
 * the row without figures. */
enum blocks tableblocks_find(struct tableheads *hs, const struct part *part,
                             const struct table_sample *sample);

#endif
