/* A growing byte buffer. Out of memory ends the program with STATUS_FAILED, so no call can fail. */
#ifndef ZB_BUF_H
#define ZB_BUF_H

#include "view.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct buf { /* zero-initialized is empty; the buffer owns p */
    char *p;
    size_t n;   /* bytes used */
    size_t cap; /* bytes allocated */
};

/* malloc, calloc-like and realloc that end the program with a message instead of returning NULL.
 * The caller frees the result. count * size is checked for overflow. */
void *mem_new(size_t count, size_t size); /* zeroed */
void *mem_grow(void *p, size_t count, size_t size);

/* Asks for n bytes at p, new and not yet written to, to be laid on huge pages; small ones stay as
 * they are. */
void mem_huge(void *p, size_t n);

/* Makes room for n more bytes after b->n, where there is less; b->p moves. */
void buf_grow(struct buf *b, size_t n);

/* The same, where there may be enough. */
static inline void buf_reserve(struct buf *b, size_t n)
{
    if (n > b->cap - b->n)
        buf_grow(b, n);
}

static inline void buf_add(struct buf *b, const char *p, size_t n)
{
    if (n == 0)
        return;
    buf_reserve(b, n);
    memcpy(b->p + b->n, p, n);
    b->n += n;
}

static inline void buf_add_view(struct buf *b, struct view v)
{
    buf_add(b, v.p, v.n);
}

static inline void buf_add_string(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

static inline void buf_add_char(struct buf *b, char c)
{
    buf_reserve(b, 1);
    b->p[b->n++] = c;
}

void buf_add_number(struct buf *b, uint64_t n); /* in decimal */

/* Empties the buffer, keeping its memory. */
static inline void buf_clear(struct buf *b)
{
    b->n = 0;
}

/* Frees the memory; the buffer is empty again and can be used on. */
void buf_free(struct buf *b);

/* The bytes in it; good until the next call that adds. */
static inline struct view buf_view(const struct buf *b)
{
    return (struct view){b->p, b->n};
}

#endif
