/* UTF-8, strict as RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef ZB_UTF8_H
#define ZB_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD, what a byte that cannot be decoded becomes */

/*
 * Decodes the character at p[0..n) into *cp. Returns its length in bytes, 1 to 4, or 0 where the
 * bytes are not valid UTF-8, are cut by n, or n is 0; *cp is untouched then.
 */
static inline size_t utf8_decode(const char *p, size_t n, uint32_t *cp)
{
    const unsigned char *b = (const unsigned char *)p;
    if (n == 0)
        return 0;
    if (b[0] < 0x80) {
        *cp = b[0];
        return 1;
    }
    if (b[0] < 0xE0) {
        if (b[0] < 0xC2 || n < 2 || (b[1] & 0xC0) != 0x80)
            return 0;
        *cp = (uint32_t)(b[0] & 0x1F) << 6 | (b[1] & 0x3F);
        return 2;
    }
    if (b[0] < 0xF0) {
        if (n < 3 || (b[1] & 0xC0) != 0x80 || (b[2] & 0xC0) != 0x80)
            return 0;
        uint32_t c = (uint32_t)(b[0] & 0x0F) << 12 | (uint32_t)(b[1] & 0x3F) << 6 | (b[2] & 0x3F);
        if (c < 0x800 || (c >= 0xD800 && c < 0xE000))
            return 0;
        *cp = c;
        return 3;
    }
    if (b[0] > 0xF4 || n < 4 || (b[1] & 0xC0) != 0x80 || (b[2] & 0xC0) != 0x80 ||
        (b[3] & 0xC0) != 0x80)
        return 0;
    uint32_t c = (uint32_t)(b[0] & 0x07) << 18 | (uint32_t)(b[1] & 0x3F) << 12 |
                 (uint32_t)(b[2] & 0x3F) << 6 | (b[3] & 0x3F);
    if (c < 0x10000 || c > 0x10FFFF)
        return 0;
    *cp = c;
    return 4;
}

/* Writes cp and returns its length, 1 to 4; 0 where cp is a surrogate or above U+10FFFF. */
size_t utf8_encode(uint32_t cp, char out[4]);

/* How many bytes of p[0..n) from its start are whole valid characters; n where all are. */
size_t utf8_valid(const char *p, size_t n);

/*
 * How many bytes of p[0..n), which does not begin with a valid character, belong together as one
 * fault: the longest start of a valid character, or 1 (Unicode 15, table 3-8, "maximal subpart", as
 * the WHATWG decoder does). *cut is set where p[0..n) is wholly such a start: more bytes could
 * complete it. n must not be 0.
 */
size_t utf8_fault(const char *p, size_t n, int *cut);

#endif
