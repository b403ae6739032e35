/* The header of a stream of records: the names of its columns, and where a later file has them. */
#ifndef ZB_HEADER_H
#define ZB_HEADER_H

#include "buf.h"
#include "view.h"

#include <stddef.h>
#include <stdint.h>

struct header_column {
    struct view name;
    size_t index;
};

struct header {                   /* zeroed at first; owns what it points to but the file's name */
    struct view *names;           /* NULL until it is set */
    struct header_column *sorted; /* the same in byte order */
    size_t count;
    const char *file; /* whose header it is */
    struct buf text;
};

/* Takes the cells of the first file's header, which are copied. Two of one name end the program
 * with STATUS_FAILED, naming file and line. */
void header_set(struct header *h, const char *file, uint64_t line, const struct view *cells,
                size_t n);

/* The place in the first header of each cell of a later one; NULL where the order is the same. The
 * caller frees it. A cell that is not there, is there twice or is missing ends the program with
 * STATUS_FAILED. */
size_t *header_match(const struct header *h, const char *file, uint64_t line,
                     const struct view *cells, size_t n);

/* Index of the named column, or SIZE_MAX. */
size_t header_find(const struct header *h, const char *name);

/* Index of the named column; without it the program ends with STATUS_FAILED and a message that
 * lists the columns there are, names the nearest, and says who makes records where these are none.
 */
size_t header_need(const struct header *h, const char *name);

/* Ends the program as header_need does for a column that is not there. remedy: what helps, or "".
 */
_Noreturn void header_lacks(const struct header *h, const char *name, const char *remedy);

void header_free(struct header *h);

#endif
