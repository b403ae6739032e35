/* Sets of characters, as a pattern has them: [0-9a-f], \d, [^,]. */
#ifndef ZB_CHARSET_H
#define ZB_CHARSET_H

#include "view.h"

#include <stddef.h>
#include <stdint.h>

enum { CHARSET_LAST = 0x10ffff }; /* the last character of Unicode */

/* Characters from first to last. */
struct range {
    uint32_t first, last;
};

/* Ranges, in ascending order and without touching each other once it is normalized.
 * Zero-initialized is the empty set; charset_free ends it. */
struct charset {
    struct range *ranges; /* owned */
    size_t n;
};

/* Adds the characters from first to last; the set is not normalized then. */
void charset_add(struct charset *s, uint32_t first, uint32_t last);

/* Sorts the ranges and makes one of those that touch. */
void charset_normalize(struct charset *s);

/* Makes the set that of all characters not in it. */
void charset_negate(struct charset *s);

/* The bytes of a normalized set, the same for equal sets, to hash and compare it by. */
struct view charset_bytes(const struct charset *s);

/* All characters whose first byte in UTF-8 is among those, bit b % 8 of byte b / 8 for byte b. */
struct charset charset_begins(const unsigned char first[32]);

void charset_free(struct charset *s);

#endif
