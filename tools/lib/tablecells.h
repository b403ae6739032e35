/* The cells of a table as records of zb-record(5): each row's labels joined with each column's
 * heads. */
#ifndef ZB_TABLECELLS_H
#define ZB_TABLECELLS_H

#include "celltext.h"
#include "grid.h"
#include "out.h"
#include "tablelayout.h"
#include "view.h"

#include <stdint.h>

struct tablecells; /* opaque */

/* Records go to o, with source in their source column; file is named in messages. texts is used for
 * the labels of rows, and emptied now and then; all but source must outlive it. The caller ends it
 * with tablecells_free. */
struct tablecells *tablecells_new(struct out *o, struct celltexts *texts, const char *file,
                                  struct view source);

/* Begins a table, which must stay as it is until the next one begins. */
void tablecells_begin(struct tablecells *c, const struct grid_table *t);

/* Writes the records of a row of figures. Cells that are neither numbers nor marks of missing ones
 * are refused (reject.h), and rows without a label. */
void tablecells_row(struct tablecells *c, const struct grid_row *row);

/* A line of its own among the rows: what the rows under it are about, or their unit. */
void tablecells_banner(struct tablecells *c, const struct grid_row *row);
void tablecells_unit(struct tablecells *c, const struct grid_row *row);

/* Reports, once a file, what many records share: no year, no indicator, binary noise. Returns how
 * many records were written. */
uint64_t tablecells_end(struct tablecells *c);

void tablecells_free(struct tablecells *c);

#endif
