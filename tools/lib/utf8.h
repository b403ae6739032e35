/* UTF-8, strictly: no overlong forms, no surrogates, nothing above U+10FFFF (Unicode, table 3-7). */
#ifndef ZB_UTF8_H
#define ZB_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Reads the character at p, of n bytes. Returns its length 1 to 4 and sets *cp, or 0 where the bytes
 * are invalid or cut short (*cp is then not set). */
size_t utf8_decode(const char *p, size_t n, uint32_t *cp);

/* Writes a character; returns its length. cp must be a scalar value. */
size_t utf8_encode(uint32_t cp, char out[4]);

#endif
