/* utf8_valid, which looks at many bytes at a time, stops where utf8_decode, character by character,
 * does. */
#include "unit.h"

#include "utf8.h"

#include <string.h>

static size_t one_by_one(const char *p, size_t n)
{
    size_t i = 0, length;
    uint32_t cp;
    while (i < n && (length = utf8_decode(p + i, n - i, &cp)) > 0)
        i += length;
    return i;
}

static uint32_t seed = 1;

static uint32_t below(uint32_t n)
{
    seed = seed * 1664525 + 1013904223;
    return (uint32_t)(((uint64_t)seed * n) >> 32);
}

int main(void)
{
    static const uint32_t from[] = {0x20, 0x80, 0x800, 0x3000, 0x4E00, 0xD000, 0xE000, 0x10000};
    static const uint32_t to[] = {0x7F, 0x800, 0x1000, 0x3020, 0x9FFF, 0xD800, 0x10000, 0x110000};
    char text[400];
    int faults = 0, whole = 0;
    for (int round = 0; round < 20000; round++) {
        size_t n = 0, length = below(300);
        uint32_t kinds = 1 + below(8);
        while (n < length) {
            /* mostly Chinese and ASCII, as text is */
            uint32_t kind = below(4) == 0 ? below(kinds) : below(2) * 4;
            n += utf8_encode(from[kind] + below(to[kind] - from[kind]), text + n);
        }
        for (uint32_t k = below(3); k > 0 && n > 0; k--) /* damage: none, one or two bytes */
            text[below((uint32_t)n)] = (char)(below(2) == 0 ? 0x80 + below(128) : below(128));
        size_t start = below(70) < n ? below(4) : 0, valid;
        start = start < n ? start : 0;
        valid = one_by_one(text + start, n - start);
        check(utf8_valid(text + start, n - start) == valid);
        faults += valid < n - start;
        whole += valid == n - start;
    }
    check(faults > 5000 && whole > 5000);

    /* every pair of bytes, at every place round the edge of a chunk */
    for (uint32_t pair = 0; pair < 0x10000; pair++) {
        memset(text, 'a', 140);
        size_t at = 60 + pair % 7;
        memcpy(text + at, "\xE4\xBA\xBF", 3);
        text[at + 3] = (char)(pair >> 8);
        text[at + 4] = (char)pair;
        check(utf8_valid(text, 140) == one_by_one(text, 140));
    }
    check(utf8_valid("", 0) == 0);
    return unit_end();
}
