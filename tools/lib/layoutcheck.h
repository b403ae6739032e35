/* Whether a table is the one that a layout is written for, and what the layout says of it then. */
#ifndef ZB_LAYOUTCHECK_H
#define ZB_LAYOUTCHECK_H

#include "arena.h"
#include "layoutfile.h"
#include "tableheads.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Holds the columns of the parts of a table against the layout; what that says of a column takes
 * the place of what was found, and what it counts the rows as is added, in the arena. False where
 * the table has none of the layout's columns: it is another one. Where it has some but not all, or
 * others, each is reported with file and line, and the program ends with STATUS_FAILED.
 */
bool layoutcheck_apply(struct layoutfile *l, struct part *parts, size_t count, struct arena *a,
                       const char *file, uint64_t line);

#endif
