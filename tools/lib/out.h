/* Checked, buffered output. Any byte that cannot be written ends the program with STATUS_FAILED. */
#ifndef ZB_OUT_H
#define ZB_OUT_H

#include "view.h"

#include <stddef.h>

struct out {
    int fd;
    const char *name; /* for messages; not owned */
    char *p;          /* owned */
    size_t n, cap;
};

/* The standard output, opened at its first use. */
struct out *out_standard(void);

/* Creates (or truncates) the file; the caller ends it with out_close, which frees it. name must
 * outlive it. */
struct out *out_open(const char *name);

/* Makes room for n bytes and returns where to put them; out_advance says how many were put. */
char *out_room(struct out *o, size_t n);
void out_advance(struct out *o, size_t n);

void out_add(struct out *o, const char *p, size_t n);
void out_add_view(struct out *o, struct view v);
void out_add_char(struct out *o, char c);

/* Writes what is buffered. */
void out_flush(struct out *o);

/* Flushes, closes and checks both. */
void out_close(struct out *o);

#endif
