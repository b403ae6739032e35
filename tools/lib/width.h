/*
 * How many columns of a terminal a character takes: Unicode Standard Annex 11 (East Asian Width),
 * from dict/widths.csv. The C library's wcwidth answers only for the locale, and filters have none.
 */
#ifndef ZB_WIDTH_H
#define ZB_WIDTH_H

#include <stdint.h>

struct widths; /* opaque */

/* ambiguous is the width, 1 or 2, of characters that are wide only in old East Asian fonts (“ ” — °
 * Greek, Cyrillic). The caller ends it with widths_free. */
struct widths *widths_new(unsigned ambiguous);

/* 0 for what stands on the character before it (combining marks, format characters), 2 for wide
 * and full-width characters, else 1. For characters that print: controls have no width. */
unsigned width_of(const struct widths *w, uint32_t cp);

void widths_free(struct widths *w);

#endif
