/*
 * Tables that a page flattened to one cell a line (or to cells parted by tabs), found among the
 * lines of prose: zb-record(5), Tables.
 */
#ifndef ZB_FLAT_H
#define ZB_FLAT_H

#include "document.h"
#include "reading.h"
#include "rules.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

struct flat; /* opaque */

/* Starts a document. Lines that are no table go on to the reading; cells of tables to emit with
 * data. rules, doc and reading must outlive it; file and explain are as for reading_new. */
struct flat *flat_new(struct rules *rules, const struct document *doc, struct reading *reading,
                      const char *file, bool explain, reading_emit *emit, void *data);

/* Takes the next line. It may be held back until it is known whether it belongs to a table; at most
 * some thousand lines are held. */
void flat_line(struct flat *f, struct view line, uint64_t number);

/* Ends the document: what was held back is read. Frees f. */
void flat_end(struct flat *f);

#endif
