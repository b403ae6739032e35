#include "utf8.h"

#include <string.h>

size_t utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        if (cp >= 0xD800 && cp < 0xE000)
            return 0;
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    if (cp > 0x10FFFF)
        return 0;
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t utf8_valid(const char *p, size_t n)
{
    size_t i = 0;
    while (i < n) {
        uint64_t eight;
        while (n - i >= sizeof eight) {
            memcpy(&eight, p + i, sizeof eight);
            if ((eight & 0x8080808080808080) != 0)
                break;
            i += sizeof eight;
        }
        if (i == n)
            break;
        uint32_t cp;
        size_t length = utf8_decode(p + i, n - i, &cp);
        if (length == 0)
            break;
        i += length;
        /* Chinese text: most often the next one has three bytes too */
        while (length == 3 && n - i >= 3)
            i += length = utf8_decode(p + i, n - i, &cp);
    }
    return i;
}

size_t utf8_fault(const char *p, size_t n, int *cut)
{
    const unsigned char *b = (const unsigned char *)p;
    size_t want = b[0] >= 0xC2 && b[0] < 0xE0   ? 2
                  : b[0] >= 0xE0 && b[0] < 0xF0 ? 3
                  : b[0] >= 0xF0 && b[0] < 0xF5 ? 4
                                                : 1;
    unsigned low = b[0] == 0xE0 ? 0xA0 : b[0] == 0xF0 ? 0x90 : 0x80;
    unsigned high = b[0] == 0xED ? 0x9F : b[0] == 0xF4 ? 0x8F : 0xBF;
    size_t i = 1;
    while (i < want && i < n && b[i] >= low && b[i] <= high) {
        low = 0x80;
        high = 0xBF;
        i++;
    }
    *cut = i < want && i == n;
    return i;
}
