/* Names as users of rules write them: * stands for any text, | between several of them. */
#ifndef ZB_WILDCARD_H
#define ZB_WILDCARD_H

#include "view.h"

#include <stdbool.h>

/* Whether the text fits the one pattern, in which nothing but * has a meaning. */
bool wildcard_matches(struct view pattern, struct view text);

/* Whether the text is one of the alternatives; an empty pattern fits any text, and "-" only the
 * empty one. */
bool wildcard_fits(struct view pattern, struct view text);

/* Whether the pattern says what the text is, without * and |. */
bool wildcard_is_plain(struct view pattern);

#endif
