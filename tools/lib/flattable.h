/*
 * A table that a page flattened to one cell a line, or to lines of cells parted by tabs:
 * zb-record(5), Tables.
 */
#ifndef ZB_FLATTABLE_H
#define ZB_FLATTABLE_H

#include "document.h"
#include "reading.h"
#include "rules.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A line of the table: where its text begins among that of all, its bytes, its number in the file.
 */
struct flat_line {
    size_t start, n;
    uint64_t number;
};

/* Its text among that of all, held. */
static inline struct view flat_line_text(struct view held, const struct flat_line *line)
{
    return line->n > 0 ? (struct view){held.p + line->start, line->n} : (struct view){"", 0};
}

struct flattable; /* opaque: a reader of such tables */

/* Cells go to emit with data. rules and doc must outlive it; file and explain are as for
 * reading_new. The caller ends it with flattable_free. */
struct flattable *flattable_new(struct rules *rules, const struct document *doc, const char *file,
                                bool explain, reading_emit *emit, void *data);

/* Reads lines[0..count) of the text held as one table. False where they are none: nothing then was
 * emitted. */
bool flattable_read(struct flattable *t, struct view held, const struct flat_line *lines,
                    size_t count);

void flattable_free(struct flattable *t);

#endif
