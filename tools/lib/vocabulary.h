/* The words that zb-record(5) has for the columns measure and status. */
#ifndef ZB_VOCABULARY_H
#define ZB_VOCABULARY_H

#include "view.h"

/* The word itself, which lives as long as the program; NULL where the text is none. What is
 * withheld (suppressed) is no status that a table or a layout can give. */
const char *vocabulary_measure(struct view text);
const char *vocabulary_status(struct view text);

#endif
