/* Many small pieces of memory that are freed together. */
#ifndef ZB_ARENA_H
#define ZB_ARENA_H

#include "view.h"

#include <stddef.h>

enum {
    ARENA_PAD = 32
}; /* readable bytes behind every piece, so that it can be copied in large steps */

struct arena {        /* zero-initialized is empty */
    char **blocks;    /* owned */
    size_t count;     /* of blocks */
    size_t used, cap; /* of the last block */
    size_t first;     /* cap of the first one */
};

/* Zeroed memory for n bytes, aligned for any type; it stays where it is until arena_clear. Out of
 * memory ends the program with STATUS_FAILED. */
void *arena_new(struct arena *a, size_t n);

/* The same, not zeroed. */
void *arena_room(struct arena *a, size_t n);

/* A copy of the view. */
struct view arena_copy(struct arena *a, struct view v);

/* Forgets all pieces; one block is kept for those to come. */
void arena_clear(struct arena *a);

void arena_free(struct arena *a);

#endif
