/* Line ends: finding them, counting them, and making LF of CR LF and of a lone CR. */
#ifndef ZB_LINES_H
#define ZB_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether c ends a line: LF, or CR with or without one after it. */
static inline bool lines_end(char c)
{
    return c == '\n' || c == '\r';
}

struct lines_seen {
    uint64_t lf; /* how many LF there are */
    bool cr_nul; /* whether there is a CR or a NUL */
};

/* Looks over p[0..n) at the speed of memory. */
struct lines_seen lines_look(const char *p, size_t n);

/*
 * Makes LF of CR LF and of a lone CR, in place; returns the new length. *after_cr, at first false,
 * goes from one block of a text to the next: the block before ended in a CR, so a first LF belongs
 * to it.
 */
size_t lines_unify(char *p, size_t n, bool *after_cr);

/* How many line ends p[0..n) has, counted as lines_unify makes them. */
uint64_t lines_count(const char *p, size_t n, bool after_cr);

#endif
