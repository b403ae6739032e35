/* A web page laid out: lines of text as a browser breaks them, and its tables a line a row. */
#ifndef ZB_PAGELAYOUT_H
#define ZB_PAGELAYOUT_H

#include "page.h"
#include "view.h"

#include <libxml/tree.h>
#include <stdbool.h>

/* Appends the lines and the tables with data of what is under the node to the page; page->hidden
 * says whether parts that are not shown are taken. */
void pagelayout_make(struct page *page, xmlNode *top);

/* Whether the text is a sentence: long enough, with the marks that only sentences have. */
bool pagelayout_is_sentence(struct view text);

#endif
