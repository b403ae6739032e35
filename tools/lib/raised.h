/* Raised digits (superscript), which as plain text would lengthen the figure before them. */
#ifndef ZB_RAISED_H
#define ZB_RAISED_H

#include "buf.h"

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * What stands in b from `from` on is raised, what stands before it is the text of the same line so
 * far. Writes raised digits as what they are: behind a figure, a percent sign or a Chinese
 * character marks of footnotes, [1] for 1, 1) or 1,2; behind a 10 of its own, which a
 * multiplication sign or a bracket precedes, a power, in superscript characters. Behind letters
 * they stay, as in m2, and so does all other text. Whether anything was changed.
 */
bool raised_rewrite(struct buf *b, size_t from);

/* The same for what stands in <sup>; changes the texts of the document. */
void raised_mark(xmlDocPtr doc);

#endif
