/* UTF-8: every code point there and back, every string of three bytes against the ABNF of RFC 3629.
 */
#include "unit.h"

#include "utf8.h"

#include <string.h>

static bool in(unsigned char b, unsigned low, unsigned high)
{
    return b >= low && b <= high;
}

/* The length of the first character by RFC 3629 section 4, written as its grammar has it. */
static size_t by_grammar(const unsigned char *b, size_t n)
{
    if (n >= 1 && in(b[0], 0, 0x7F))
        return 1;
    if (n >= 2 && in(b[0], 0xC2, 0xDF) && in(b[1], 0x80, 0xBF))
        return 2;
    if (n < 3 || !in(b[2], 0x80, 0xBF))
        return 0;
    if ((b[0] == 0xE0 && in(b[1], 0xA0, 0xBF)) ||
        ((in(b[0], 0xE1, 0xEC) || in(b[0], 0xEE, 0xEF)) && in(b[1], 0x80, 0xBF)) ||
        (b[0] == 0xED && in(b[1], 0x80, 0x9F)))
        return 3;
    if (n < 4 || !in(b[3], 0x80, 0xBF))
        return 0;
    if ((b[0] == 0xF0 && in(b[1], 0x90, 0xBF)) || (in(b[0], 0xF1, 0xF3) && in(b[1], 0x80, 0xBF)) ||
        (b[0] == 0xF4 && in(b[1], 0x80, 0x8F)))
        return 4;
    return 0;
}

static void there_and_back(void)
{
    size_t wrong = 0;
    char text[4];
    uint32_t got = 0;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        size_t n = utf8_encode(cp, text);
        bool surrogate = cp >= 0xD800 && cp < 0xE000;
        if (surrogate)
            wrong += n != 0;
        else
            wrong += utf8_decode(text, n, &got) != n || got != cp || utf8_valid(text, n) != n ||
                     utf8_decode(text, n - 1, &got) != 0 || got != cp;
    }
    check(wrong == 0);
    check(utf8_encode(0x110000, text) == 0);
}

static void all_strings(void)
{
    size_t wrong = 0;
    for (uint32_t i = 0; i < 1 << 24; i++) {
        unsigned char b[4] = {(unsigned char)(i >> 16), (unsigned char)(i >> 8), (unsigned char)i,
                              (unsigned char)(0x70 + i % 0x60)};
        uint32_t cp;
        for (size_t n = 1; n <= 4; n++)
            wrong += utf8_decode((char *)b, n, &cp) != by_grammar(b, n);
    }
    check(wrong == 0);
}

static size_t fault(const char *s, int *cut)
{
    return utf8_fault(s, strlen(s), cut);
}

static void faults(void)
{
    int cut;
    check(fault("\x80", &cut) == 1 && !cut);
    check(fault("\xE4\xB8,", &cut) == 2 && !cut);
    check(fault("\xE4\xB8", &cut) == 2 && cut);
    check(fault("\xE4", &cut) == 1 && cut);
    check(fault("\xE4,\x80", &cut) == 1 && !cut);
    check(fault("\xE0\x80\x80", &cut) == 1 && !cut); /* overlong */
    check(fault("\xED\xA0\x80", &cut) == 1 && !cut); /* surrogate */
    check(fault("\xF0\x9F\x98\n", &cut) == 3 && !cut);
    check(fault("\xF4\x90\x80\x80", &cut) == 1 && !cut); /* above U+10FFFF */
    check(fault("\xC0\xAF", &cut) == 1 && !cut);
    check(fault("\xF5\x80", &cut) == 1 && !cut);
}

static void prefixes(void)
{
    static const char text[] = "indicator 社会消费品零售总额 290.5亿元 \xF0\xA0\xAE\xB7 · and more";
    size_t n = sizeof text - 1;
    check(utf8_valid(text, n) == n);
    check(utf8_valid(text, 0) == 0);
    for (size_t i = 0; i < n; i++) { /* a bad byte at every place */
        char broken[sizeof text];
        memcpy(broken, text, n);
        broken[i] = '\xFF';
        size_t start = i; /* of the character that it breaks */
        while (start > 0 && (text[start] & 0xC0) == 0x80)
            start--;
        check(utf8_valid(broken, n) == start);
    }
}

int main(void)
{
    there_and_back();
    all_strings();
    faults();
    prefixes();
    return unit_end();
}
