/* The content of a web page told from its boilerplate: menus, lists of links, what every page of a
 * site has at its head and foot. */
#ifndef ZB_BOILERPLATE_H
#define ZB_BOILERPLATE_H

#include "page.h"

/*
 * Finds the content of a page that was laid out, the smallest element that holds all its prose, or
 * NULL where there is none, and says of each line why it is left out, if it is. Sums up what is
 * kept.
 */
void boilerplate_mark(struct page *page);

#endif
