/* The cells of a CSV row that holds quotes, as libcsv reads them: RFC 4180, in its strict mode. */
#ifndef ZB_CSVCELLS_H
#define ZB_CSVCELLS_H

#include "buf.h"
#include "view.h"

#include <csv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct csvcells { /* owns what it points to */
    struct csv_parser parser;
    struct buf text; /* of the cells, one after the other */
    size_t *ends;    /* where each of them ends in text */
    size_t count;    /* of the row so far */
    size_t most;     /* that are kept, the rest is only counted */
    size_t cap;      /* of ends */
    size_t fed;      /* bytes of the row so far */
    bool row_ended;  /* libcsv saw the end of the row */
};

/* The caller ends it with csvcells_free. */
void csvcells_init(struct csvcells *c);

/* Begins the next row, of which the first most cells are kept. */
void csvcells_begin(struct csvcells *c, size_t most);

/* Takes the next n bytes of the row, which end with a line end or the file; row_ended says whether
 * the row ends with them. False where they hold a quote that neither opens nor closes a cell: the
 * row is then over. file and line are named where libcsv fails. */
bool csvcells_add(struct csvcells *c, const char *p, size_t n, const char *file, uint64_t line);

/* Whether a quote is open. */
bool csvcells_is_open(const struct csvcells *c);

/* Ends the last row of a file, which has no line end. False where a quote is open. */
bool csvcells_end(struct csvcells *c);

/* The text of cell i of those that are kept; good until the next row begins. Behind it stand a
 * comma and the next one. */
struct view csvcells_at(const struct csvcells *c, size_t i);

void csvcells_free(struct csvcells *c);

#endif
