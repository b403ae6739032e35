#include "shown.h"

#include "utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Characters without a picture that change what is seen around them (Unicode TR 36, 2.10). */
static bool steers(uint32_t cp)
{
    return (cp >= 0x80 && cp < 0xA0) || cp == 0x61C || cp == 0x180E ||
           (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202E) ||
           (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF || (cp >= 0xFFF9 && cp <= 0xFFFB) ||
           (cp >= 0xE0000 && cp <= 0xE007F);
}

size_t shown_add(struct buf *b, const struct widths *w, struct view text)
{
    size_t columns = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t cp;
        size_t n = utf8_decode(text.p + at, text.n - at, &cp);
        if (n == 0) { /* never in a row of rec.h */
            buf_add_string(b, UTF8_REPLACEMENT);
            columns++;
            at++;
            continue;
        }
        if (cp < 0x20 || cp == 0x7F) {
            char picture[4];
            size_t length = utf8_encode(0x2400 + (cp == 0x7F ? 0x21 : cp), picture);
            buf_add(b, picture, length);
            columns++;
        } else if (steers(cp)) {
            char number[16];
            columns += (size_t)snprintf(number, sizeof number, "<U+%04X>", (unsigned)cp);
            buf_add_string(b, number);
        } else {
            buf_add(b, text.p + at, n);
            columns += width_of(w, cp);
        }
        at += n;
    }
    return columns;
}

size_t shown_fit(const struct widths *w, struct view shown, size_t columns, size_t *taken)
{
    size_t at = 0;
    *taken = 0;
    while (at < shown.n) {
        uint32_t cp = 0;
        size_t n = utf8_decode(shown.p + at, shown.n - at, &cp);
        unsigned width = n > 0 ? width_of(w, cp) : 1;
        if (*taken + width > columns)
            break;
        *taken += width;
        at += n > 0 ? n : 1;
    }
    return at;
}
