/* Texts that come again and again, as small numbers: 0 for the first one, then 1, 2 ... */
#ifndef ZB_INTERN_H
#define ZB_INTERN_H

#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct intern; /* opaque */

/* The caller ends it with intern_free. */
struct intern *intern_new(void);

/* The number of the text; fresh (may be NULL) becomes whether it was not known before. One that is
 * the same as at the last call costs a comparison. */
uint32_t intern_number(struct intern *i, struct view text, bool *fresh);

/* The text with this number. Good until intern_free. */
struct view intern_text(const struct intern *i, uint32_t number);

size_t intern_count(const struct intern *i);

void intern_free(struct intern *i);

#endif
