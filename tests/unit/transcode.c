/*
 * The transcoders: every code of GB18030 and Big5 against iconv(3); any bytes give valid UTF-8, the
 * same at every alignment to the 64-byte steps of the fast paths and wherever the input is cut in
 * two.
 */
#include "unit.h"

#include "transcode.h"
#include "utf8.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4096 };

/* The output of text, in pieces that end at cut (none where it is n). Faults become U+FFFD; signs
 * are taken as text, at once (quiet) or after they were reported. Returns the length. There is no
 * more memory around the text and the output than transcode.h asks for, so that sanitizers watch
 * it. */
static size_t run(enum encoding encoding, const char *text, size_t n, size_t cut, bool quiet,
                  char *out)
{
    char *in = malloc(n + TRANSCODE_SLACK), *room = malloc(n * TRANSCODE_GROWTH + TRANSCODE_SLACK);
    if (in == NULL || room == NULL)
        abort();
    memset(in + n, 0xD6, TRANSCODE_SLACK); /* what comes after a piece must not matter */
    memcpy(in, text, n);
    struct piece x = {.p = in, .start = in, .end = in + cut, .whole = cut == n, .o = room};
    x.quiet = quiet ? in + n : in;
    for (;;) {
        enum stop stop = transcode(encoding, &x);
        if (stop == STOP_FAULT) {
            memcpy(x.o, UTF8_REPLACEMENT, 3);
            x.o += 3;
            x.p += x.length;
        } else if (stop == STOP_SIGN) {
            x.quiet = x.p + x.length;
        } else if (x.whole) {
            break;
        } else {
            if (x.p < in + cut)
                check(in + cut - x.p <= 3);
            x.end = in + n;
            x.whole = true;
        }
    }
    size_t length = (size_t)(x.o - room);
    memcpy(out, room, length);
    free(in);
    free(room);
    return length;
}

static const char *const iconv_names[] = {[ENCODING_GB18030] = "GB18030", [ENCODING_BIG5] = "BIG5"};

/* What iconv makes of one code, 0 bytes where it refuses. */
static size_t by_iconv(iconv_t cd, const char *code, size_t n, char out[8])
{
    char in[4], *from = in, *to = out;
    memcpy(in, code, n);
    size_t left = n, room = 8;
    iconv(cd, NULL, NULL, NULL, NULL);
    if (iconv(cd, &from, &left, &to, &room) == (size_t)-1)
        return 0;
    return (size_t)(to - out);
}

/* Compares one code that is well formed; returns whether ours is iconv's, or one U+FFFD where iconv
 * has nothing. Between ASCII, so that a byte too many or too few shows. */
static bool same_code(iconv_t cd, enum encoding encoding, const char *code, size_t n)
{
    char text[16], got[64 + TRANSCODE_SLACK], wanted[16];
    memcpy(text, "(", 1);
    memcpy(text + 1, code, n);
    memcpy(text + 1 + n, ")", 1);
    size_t length = run(encoding, text, n + 2, n + 2, true, got);
    size_t w = by_iconv(cd, code, n, wanted);
    if (w == 0) { /* of a refused two-byte code the trail stays if it is ASCII */
        memcpy(wanted, UTF8_REPLACEMENT, 3);
        w = 3;
        if (n == 2 && (unsigned char)code[1] < 0x80)
            wanted[w++] = code[1];
    }
    return length == w + 2 && got[0] == '(' && got[w + 1] == ')' && memcmp(got + 1, wanted, w) == 0;
}

static void two_bytes(enum encoding encoding)
{
    iconv_t cd = iconv_open("UTF-8", iconv_names[encoding]);
    size_t wrong = 0, refused = 0;
    for (unsigned lead = 0x81; lead <= 0xFE; lead++)
        for (unsigned trail = 0x40; trail <= 0xFE; trail++) {
            if (trail == 0x7F || (encoding == ENCODING_BIG5 && trail > 0x7F && trail < 0xA1))
                continue;
            char code[] = {(char)lead, (char)trail}, out[8];
            if (!same_code(cd, encoding, code, 2))
                wrong++;
            refused += by_iconv(cd, code, 2, out) == 0;
        }
    check(wrong == 0);
    check(encoding == ENCODING_BIG5 ? refused > 1000 && refused < 9000 : refused == 0);
    iconv_close(cd);
}

static void four_bytes(void)
{
    iconv_t cd = iconv_open("UTF-8", "GB18030");
    size_t wrong = 0, refused = 0, all = 0;
    for (unsigned a = 0x81; a <= 0xFE; a++)
        for (unsigned b = '0'; b <= '9'; b++)
            for (unsigned c = 0x81; c <= 0xFE; c++)
                for (unsigned d = '0'; d <= '9'; d++) {
                    /* far from the mapped ones, one in 64 is enough */
                    if ((a > 0x85 && a < 0x8F) || a > 0xE4)
                        if ((c & 7) != 1 || d % 8 != 1)
                            continue;
                    char code[] = {(char)a, (char)b, (char)c, (char)d}, out[8];
                    all++;
                    if (!same_code(cd, ENCODING_GB18030, code, 4))
                        wrong++;
                    refused += by_iconv(cd, code, 4, out) == 0;
                }
    check(wrong == 0);
    check(all - refused > 1048576 + 39000); /* sixteen planes, and the rest of the first */
    iconv_close(cd);
}

/* The one difference that is meant, and names and codes that must not change with the C library. */
static void pinned(void)
{
    static const struct {
        const char *code, *text;
    } codes[] = {
        {"\x80", "€"},
        {"\xA2\xE3", "€"}, /* CP936 and GB18030 */
        {"\xA1\xA4", "·"},
        {"\xA1\xAA", "—"}, /* not as GB2312 has them: ・ and ― */
        {"\xE9\x46", "镕"},
        {"\xFE\x59", "龴"},
        {"\xA6\xD9", "︐"},
        {"\xFE\x51", "𠂇"},
        {"\x95\x32\x82\x36", "𠀀"},
        {"\x81\x39\xEE\x39", "㐀"},
        {"\x84\x31\x95\x33", "\xEF\xBB\xBF"},
        {"\x82\x35\x90\x37", "\uFFFD"}, /* 龴 once more; glibc has it as FE59 only */
        {"\xE3\x32\x9A\x36", "\uFFFD"}, /* above U+10FFFF */
        {"\xE3\x32\x9A\x35", "\xF4\x8F\xBF\xBF"},
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        char out[64 + TRANSCODE_SLACK];
        size_t n = strlen(codes[i].code);
        size_t length = run(ENCODING_GB18030, codes[i].code, n, n, true, out);
        if (!check(length == strlen(codes[i].text) && memcmp(out, codes[i].text, length) == 0))
            fprintf(stderr, "code %zu: %.*s\n", i, (int)length, out);
    }
}

/* What becomes of bytes that are no characters. */
static void faults(void)
{
    static const struct {
        enum encoding encoding;
        const char *in, *out;
    } cases[] = {
        {ENCODING_GB18030, "\xD6,\xD0\xC2", "\uFFFD,新"},
        {ENCODING_GB18030, "\xD6\n\xD6\xD0", "\uFFFD\n中"},
        {ENCODING_GB18030, "\xFF\xD6\xD0", "\uFFFD中"},
        {ENCODING_GB18030, "\xD6\xFF\xD6\xD0", "\uFFFD中"},
        {ENCODING_GB18030, "\x81\x30,1", "\uFFFD0,1"},
        {ENCODING_GB18030, "\x81\x30\x81,1", "\uFFFD0\uFFFD,1"},
        {ENCODING_GB18030, "\x81\x30\xD6\xD0", "\uFFFD0中"},
        {ENCODING_GB18030, "\x84\x31\xA5\x30", "\uFFFD"}, /* well formed, no digits left */
        {ENCODING_GB18030, "\xD6", "\uFFFD"},
        {ENCODING_GB18030, "\x81\x30\x81", "\uFFFD0\uFFFD"},
        {ENCODING_GB18030, "\xD6\x7F", "\uFFFD\x7F"},
        {ENCODING_BIG5, "\xA4\xA4,", "中,"},
        {ENCODING_BIG5, "\xA4,\xA4\xE5", "\uFFFD,文"},
        {ENCODING_BIG5, "\xA4\x81\xA4\xE5", "\uFFFD文"},
        {ENCODING_BIG5, "\x80\xFF\xA4\xE5", "\uFFFD\uFFFD文"},
        {ENCODING_UTF8, "\xE4\xB8,", "\uFFFD,"},
        {ENCODING_UTF8, "\xC0\xAF\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
        {ENCODING_UTF8, "\xF0\x9F\x98", "\uFFFD"},
        {ENCODING_UTF8, "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
        {ENCODING_UTF16LE, "\x2D\x4E\x3D\xD8\x2D\x4E", "中\uFFFD中"},
        {ENCODING_UTF16BE, "\x4E\x2D\xDC\x01\x4E\x2D", "中\uFFFD中"},
        {ENCODING_UTF16BE, "\xD8\x40\xDC\x01\x4E", "𠀁\uFFFD"},
        {ENCODING_UTF16BE, "\x4E\x2D\xD8\x40", "中\uFFFD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[128 + TRANSCODE_SLACK];
        size_t n = strlen(cases[i].in);
        size_t length = run(cases[i].encoding, cases[i].in, n, n, true, out);
        if (!check(length == strlen(cases[i].out) && memcmp(out, cases[i].out, length) == 0))
            fprintf(stderr, "case %zu: %.*s\n", i, (int)length, out);
    }
}

static uint32_t seed = 20201231;

static unsigned below(unsigned n)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % n;
}

/* A few bytes of one kind or another. */
static size_t some(char *p)
{
    static const char *const words[] = {
        "290.5,",
        "\n",
        "\r\n",
        "\xD5\xFE\xB8\xAE",
        "\xA3\xAC",
        "\xE9\x46",
        "\x81\x39\xEF\x30",
        "\x80",
        "社会消费品零售总额",
        "·",
        "\xF0\xA0\xAE\xB7",
        "\xEF\xBF\xBD",
        "\xEF\xBB\xBF",
        "锟斤拷",
        "\xA4\xA4\xA4\xE5",
        "\x31\x01\xC6\x4E",
        "\xD8\x40\xDC\x01",
        "ä¸­å›½",
        "\xE4\xB8\xAD\xE5\x9B\xBD",
        "\xE7\xBC\x81\xE7\x85\x8E",
        "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789",
    };
    size_t k = below(sizeof words / sizeof *words + 4);
    if (k >= sizeof words / sizeof *words) {
        for (size_t i = 0; i < k; i++)
            p[i] = (char)below(256);
        return k;
    }
    size_t n = strlen(words[k]);
    memcpy(p, words[k], n);
    return n;
}

static void any_bytes(enum encoding encoding)
{
    static char text[MOST], whole[MOST * 3 + 256], other[MOST * 3 + 256], moved[MOST];
    size_t bad_utf8 = 0, cut_differs = 0, moved_differs = 0, signs_differ = 0;
    for (int round = 0; round < 400; round++) {
        size_t n = 0, most = 20 + below(300);
        while (n < most)
            n += some(text + n);
        size_t length = run(encoding, text, n, n, true, whole);
        bad_utf8 += utf8_valid(whole, length) != length;
        signs_differ +=
            run(encoding, text, n, n, false, other) != length || memcmp(whole, other, length) != 0;
        for (size_t cut = 0; cut < n; cut++)
            cut_differs += run(encoding, text, n, cut, round % 2 == 0, other) != length ||
                           memcmp(whole, other, length) != 0;
        size_t unit = encoding_wide(encoding) ? 2 : 1;
        for (size_t k = 0; k <= 64; k++) { /* later by k characters */
            memset(moved, 0, k * unit);
            for (size_t i = 0; i < k; i++)
                moved[i * unit + (encoding == ENCODING_UTF16BE)] = '-';
            memcpy(moved + k * unit, text, n);
            moved_differs +=
                run(encoding, moved, n + k * unit, n + k * unit, true, other) != length + k ||
                memcmp(whole, other + k, length) != 0;
        }
    }
    check(bad_utf8 == 0);
    check(signs_differ == 0);
    check(moved_differs == 0);
    if (!check(cut_differs == 0))
        fprintf(stderr, "in %s\n", encoding_name(encoding));
}

/* Whether a sign stops: the first of a run, U+FFFD and U+FEFF anywhere. */
static void signs(void)
{
    static const struct {
        enum encoding encoding;
        const char *text;
        size_t at; /* where it stops; SIZE_MAX: nowhere */
    } cases[] = {
        {ENCODING_UTF8, "2020年全区", SIZE_MAX},
        {ENCODING_UTF8, "a,缁煎悎", 2},
        {ENCODING_UTF8, "中缁煎悎", SIZE_MAX},
        {ENCODING_UTF8, "中锟斤拷", 3},
        {ENCODING_UTF8, "中\uFFFD", 3},
        {ENCODING_UTF8, "中\uFEFF", 3},
        {ENCODING_UTF8, "1Â°", 1},
        {ENCODING_UTF8, "3×4 5°", SIZE_MAX},
        {ENCODING_GB18030, "\xD6\xD0\xB9\xFA", SIZE_MAX},
        {ENCODING_GB18030, "a\xE4\xB8\xAD\xE5\x9B\xBD", 1},
        {ENCODING_GB18030, "\xE4\xB8\xAD\n", 0},
        {ENCODING_GB18030, "\xE7\xE2\xC3\xF4", SIZE_MAX}, /* 玮敏 */
        {ENCODING_UTF16BE, "\x4E\x2D\xFF\xFD", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t before = 0; before < 130; before += 65) {
            char in[256 + TRANSCODE_SLACK] = "", out[1024];
            for (size_t k = 0; k < before; k++)
                in[k] = encoding_wide(cases[i].encoding) ? "\0-"[k % 2] : '-';
            size_t start = encoding_wide(cases[i].encoding) ? before / 2 * 2 : before;
            size_t n = strlen(cases[i].text);
            memcpy(in + start, cases[i].text, n);
            struct piece x = {
                .p = in, .start = in, .end = in + start + n, .whole = true, .quiet = in, .o = out};
            enum stop stop = transcode(cases[i].encoding, &x);
            size_t at = stop == STOP_SIGN ? (size_t)(x.p - in) - start : SIZE_MAX;
            if (!check(at == cases[i].at))
                fprintf(stderr, "case %zu: %zu\n", i, at);
        }
}

int main(void)
{
    two_bytes(ENCODING_GB18030);
    two_bytes(ENCODING_BIG5);
    four_bytes();
    pinned();
    faults();
    signs();
    for (enum encoding e = 0; e < ENCODING_NONE; e++)
        any_bytes(e);
    return unit_end();
}
