/* The memory of libxml2. */
#ifndef ZB_XMLMEMORY_H
#define ZB_XMLMEMORY_H

/*
 * Gives libxml2 memory that ends the program with STATUS_FAILED where there is no more: on its own
 * it may loop for ever then, or go on without a part of the page. To be called before anything else
 * of libxml2; may be called again.
 */
void xmlmemory_use(void);

#endif
