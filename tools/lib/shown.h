/* Text as it may be shown on a terminal: on one line, unable to steer it, of a known width. */
#ifndef ZB_SHOWN_H
#define ZB_SHOWN_H

#include "buf.h"
#include "view.h"
#include "width.h"

#include <stddef.h>

/*
 * Appends the text, which must be UTF-8, so that it takes one line and is what it seems to be. C0
 * controls and DEL become their pictures (U+2400 to U+2421: ␊ for a line end); other characters
 * that print nothing but change what is seen (C1 controls, line separators, the marks and overrides
 * of writing direction, the byte order mark, zero-width blanks) their numbers: <U+202E>. Returns
 * how many columns were added.
 */
size_t shown_add(struct buf *b, const struct widths *w, struct view text);

/* How many bytes of a text that shown_add made fit into this many columns, and how many columns
 * these take. No character is cut, and marks stay with theirs. */
size_t shown_fit(const struct widths *w, struct view shown, size_t columns, size_t *taken);

#endif
