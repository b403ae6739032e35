/* Which source is to be believed before which: a user's list of names, best first. */
#ifndef ZB_PRECEDENCE_H
#define ZB_PRECEDENCE_H

#include "view.h"

#include <stddef.h>

struct precedence; /* opaque */

/*
 * Reads the list: a name or a pattern a line, the best first; * in it stands for any text. Blank
 * lines, and those that begin with #, are passed over. Ends the program with STATUS_FAILED, naming
 * file and line, where it cannot be read, is not UTF-8, names nothing, or names one thing twice.
 * file must outlive it; the caller ends it with precedence_free.
 */
struct precedence *precedence_read(const char *file);

/* How many names and patterns there are. */
size_t precedence_count(const struct precedence *p);

/* The place of the source: that of the first line that fits, from 0; precedence_count where none
 * does. */
size_t precedence_find(const struct precedence *p, struct view source);

void precedence_free(struct precedence *p);

/* <0, 0, >0 as the release a came before b, is the same, or came after it. Digits count as the
 * number they write, all else by its bytes: v9 is before v10, 2021-2-28 before 2021-12-1, no
 * release at all before any. */
int release_compare(struct view a, struct view b);

#endif
