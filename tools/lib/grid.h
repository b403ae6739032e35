/*
 * A grid: CSV that is no stream of records yet. Rows may be of any length, there need be no header,
 * blank lines mean something. Rows are held in a window that moves over the file.
 */
#ifndef ZB_GRID_H
#define ZB_GRID_H

#include "input.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct grid; /* opaque */

struct grid_row {
    struct view *cells; /* as they came, without quotes; blank ones at the end are left out.
                         * ARENA_PAD bytes from the start of each can be read */
    size_t n;           /* 0 for a blank line, and for a row of blank cells */
    struct view raw;    /* the row as it came, without its line end */
    uint64_t line;      /* 1-based line of its first byte */
    bool empty;         /* the line holds nothing at all: what parts the tables of a file */
    bool bad;           /* not UTF-8: it has no cells */
};

/*
 * Begins with the file that input_next has opened. delimiter is ',', ';' or '\t', or 0 to find it
 * from the first window: the one that parts most lines. A byte order mark is taken. The caller ends
 * it with grid_free.
 */
struct grid *grid_new(struct input *in, char delimiter);

/* What parts the cells. */
char grid_delimiter(const struct grid *g);

/*
 * Forgets the first rows of the window and reads on, until some megabytes are held or the file
 * ends. Returns false where nothing could be read any more. Ends the program with STATUS_FAILED on
 * a quote that is never closed, naming its line, and on a row of more than 64 MiB.
 */
bool grid_read(struct grid *g, size_t forget);

/* The rows of the window, good until the next grid_read. */
const struct grid_row *grid_rows(const struct grid *g, size_t *count);

/* Whether the window holds the last row of the file. */
bool grid_ended(const struct grid *g);

void grid_free(struct grid *g);

#endif
