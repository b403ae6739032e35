/*
 * Fields kept in the form in which CSV writes them, so that a field that goes into many records is
 * quoted once. They lie in an arena (arena.h), whose padding lets them be copied in large steps.
 */
#ifndef ZB_CSVFIELD_H
#define ZB_CSVFIELD_H

#include "arena.h"
#include "view.h"

#include <string.h>

/* The text as a field in the arena: quoted where it holds a comma or a quote (RFC 4180), its line
 * ends as blanks. */
struct view csvfield_of(struct arena *a, struct view text);

/* Two fields as one, x/y, in the arena; the other one where one is empty. */
struct view csvfield_join(struct arena *a, struct view x, struct view y);

/* Copies a field and a comma behind it, and returns where the next one goes. ARENA_PAD bytes from
 * the start of the field can be read; to has room for them. */
static inline char *csvfield_put(char *to, struct view field)
{
    if (field.n <= ARENA_PAD)
        memcpy(to, field.p, ARENA_PAD);
    else
        memcpy(to, field.p, field.n);
    to[field.n] = ',';
    return to + field.n + 1;
}

#endif
