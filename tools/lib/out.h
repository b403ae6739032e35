/* Checked, buffered output. Any byte that cannot be written ends the program with STATUS_FAILED. */
#ifndef ZB_OUT_H
#define ZB_OUT_H

#include "buf.h"
#include "view.h"

#include <stddef.h>

struct out {
    int fd;
    const char *name; /* for messages; not owned */
    char *p;          /* owned */
    size_t n, cap;
    size_t written; /* bytes so far, no further than it takes to know that they are many */
};

/* The standard output, opened at its first use. */
struct out *out_standard(void);

/* Creates (or truncates) the file; the caller ends it with out_close, which frees it. name must
 * outlive it. */
struct out *out_open(const char *name);

/* Writes what is buffered. */
void out_flush(struct out *o);

/* Writes it so that there is room for n bytes. */
void out_make_room(struct out *o, size_t n);

/* Makes room for n bytes and returns where to put them; out_advance says how many were put. */
static inline char *out_room(struct out *o, size_t n)
{
    if (o->cap - o->n < n)
        out_make_room(o, n);
    return o->p + o->n;
}

static inline void out_advance(struct out *o, size_t n)
{
    o->n += n;
}

void out_add(struct out *o, const char *p, size_t n);

static inline void out_add_view(struct out *o, struct view v)
{
    out_add(o, v.p, v.n);
}

static inline void out_add_char(struct out *o, char c)
{
    *out_room(o, 1) = c;
    o->n++;
}

/* Writes the parts and a line end; control characters, which names may hold, become blanks: they
 * cannot reach a terminal. line is scratch, and the caller's. */
void out_line(struct out *o, struct buf *line, const struct view *parts, size_t n);

/* Flushes, closes and checks both. */
void out_close(struct out *o);

#endif
