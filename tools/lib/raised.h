/* Raised digits of a page (<sup>), which as plain text would lengthen the figure before them. */
#ifndef ZB_RAISED_H
#define ZB_RAISED_H

#include <libxml/tree.h>

/*
 * Writes raised digits as what they are: behind a figure, a percent sign or a Chinese character
 * marks of footnotes, [1] for 1, 1) or 1,2; behind a 10 of its own, which a multiplication sign
 * precedes, a power, in superscript characters. Behind letters they stay, as in m2. Changes the
 * texts of the document.
 */
void raised_mark(xmlDocPtr doc);

#endif
