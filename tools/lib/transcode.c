#include "transcode.h"

#include "dbcs.h"
#include "mojibake.h"
#include "utf8.h"

#include <endian.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * The characters that the fast paths must not take by themselves: signs, U+FEFF; and what is no
 * character in three bytes: surrogates, U+0000 to U+07FF (but signs among these are meant too). By
 * the second and third byte of UTF-8, less their upper two bits, as they lie in memory; a bit for
 * each lead byte.
 */
static uint16_t stops[0x3F3F + 1];

static size_t stop_index(uint32_t cp)
{
    return (cp >> 6 & 0x3F) | (cp & 0x3F) << 8;
}

static bool is_stop(uint32_t cp)
{
    return cp <= 0xFFFF && (stops[stop_index(cp)] >> (cp >> 12) & 1) != 0;
}

static void make_stops(void)
{
    static uint8_t signs[0x10000 / 8];
    static bool made;
    if (made)
        return;
    mojibake_signs(signs);
    for (uint32_t cp = 0; cp <= 0xFFFF; cp++)
        if ((signs[cp / 8] >> cp % 8 & 1) != 0 || cp == 0xFEFF || (cp >= 0xD800 && cp < 0xE000))
            stops[stop_index(cp)] |= (uint16_t)(1U << (cp >> 12));
    made = true;
}

static enum stop stop_at(struct piece *x, enum stop stop, size_t length, uint32_t cp, bool cut)
{
    x->length = length;
    x->cp = cp;
    x->cut = cut;
    return stop;
}

/* Whether a character at p, not after quiet, is a sign that counts: one of those for mojibake does
 * only where it is the first of its run of characters beyond ASCII. */
static bool is_sign(const struct piece *x, const char *p, uint32_t cp)
{
    if (p < x->quiet || !is_stop(cp))
        return false;
    return cp == 0xFEFF || cp == 0xFFFD || cp == 0x951F || p == x->start ||
           (unsigned char)p[-1] < 0x80;
}

#ifdef __SSE2__
struct sixty_four {
    __m128i a, b, c, d;
};

static inline uint64_t bits_of(__m128i a, __m128i b, __m128i c, __m128i d)
{
    return (uint64_t)(unsigned)_mm_movemask_epi8(a) |
           (uint64_t)(unsigned)_mm_movemask_epi8(b) << 16 |
           (uint64_t)(unsigned)_mm_movemask_epi8(c) << 32 |
           (uint64_t)(unsigned)_mm_movemask_epi8(d) << 48;
}

/* A bit for each byte that is at least 80 and less than c: as signed bytes, these come first. */
static inline uint64_t bytes_below(const struct sixty_four *x, unsigned char c)
{
    const __m128i all = _mm_set1_epi8((char)c);
    return bits_of(_mm_cmplt_epi8(x->a, all), _mm_cmplt_epi8(x->b, all), _mm_cmplt_epi8(x->c, all),
                   _mm_cmplt_epi8(x->d, all));
}

static inline uint64_t bytes_equal(const struct sixty_four *x, unsigned char c)
{
    const __m128i all = _mm_set1_epi8((char)c);
    return bits_of(_mm_cmpeq_epi8(x->a, all), _mm_cmpeq_epi8(x->b, all), _mm_cmpeq_epi8(x->c, all),
                   _mm_cmpeq_epi8(x->d, all));
}

/*
 * Takes 64 bytes at a time, as long as they are ASCII and characters of three bytes without doubt:
 * where the continuation bytes are must follow from where the leads are; E0 and ED, which allow not
 * all of them, and EF BF are left to the slow path, as are signs.
 */
static void take_plain(struct piece *x)
{
    while (x->end - x->p >= 64) {
        const __m128i *from = (const __m128i *)(const void *)x->p;
        struct sixty_four v = {_mm_loadu_si128(from), _mm_loadu_si128(from + 1),
                               _mm_loadu_si128(from + 2), _mm_loadu_si128(from + 3)};
        uint64_t rest = bytes_below(&v, 0xC0), to_e0 = bytes_below(&v, 0xE1);
        uint64_t to_ef = bytes_below(&v, 0xF0), leads = to_ef & ~to_e0;
        uint64_t others = (to_e0 & ~rest) | (bits_of(v.a, v.b, v.c, v.d) & ~to_ef) |
                          bytes_equal(&v, 0xED) |
                          (bytes_equal(&v, 0xEF) << 1 & bytes_equal(&v, 0xBF));
        if (others != 0 || rest != (leads << 1 | leads << 2))
            break;
        size_t taken = 64 - (leads >> 63) - 2 * (leads >> 62 & 1);
        leads &= ~(uint64_t)0 >> 2; /* those are for the next time */
        uint64_t first = leads & ~(rest << 1);
        if ((leads & 1) != 0 && x->p != x->start && (unsigned char)x->p[-1] >= 0x80)
            first &= ~(uint64_t)1;
        unsigned stop = 0;
        for (uint64_t look = first | (leads & bytes_equal(&v, 0xE9)); look != 0; look &= look - 1) {
            const unsigned char *p = (const unsigned char *)x->p + __builtin_ctzll(look);
            stop |= (unsigned)stops[(p[1] & 0x3F) | (p[2] & 0x3F) << 8] >> (p[0] & 0xF) & 1;
        }
        if (stop != 0)
            break;
        __m128i *to = (__m128i *)(void *)x->o;
        _mm_storeu_si128(to, v.a);
        _mm_storeu_si128(to + 1, v.b);
        _mm_storeu_si128(to + 2, v.c);
        _mm_storeu_si128(to + 3, v.d);
        x->p += taken;
        x->o += taken;
    }
}
#endif

static enum stop take_utf8(struct piece *x)
{
    while (x->p < x->end) {
#ifdef __SSE2__
        take_plain(x);
#endif
        const char *limit = x->end - x->p > 64 ? x->p + 64 : x->end;
        while (x->p < limit) {
            size_t left = (size_t)(x->end - x->p);
            uint32_t cp;
            size_t length = utf8_decode(x->p, left, &cp);
            if (length == 0) {
                int cut;
                length = utf8_fault(x->p, left, &cut);
                if (cut && !x->whole)
                    return STOP_END;
                return stop_at(x, STOP_FAULT, length, 0, cut);
            }
            if (cp >= 0x80 && is_sign(x, x->p, cp))
                return stop_at(x, STOP_SIGN, length, cp, false);
            memcpy(x->o, x->p, length);
            x->o += length;
            x->p += length;
        }
    }
    return STOP_END;
}

static uint32_t unit_at(const char *p, bool big)
{
    const unsigned char *b = (const unsigned char *)p;
    return big ? (uint32_t)b[0] << 8 | b[1] : (uint32_t)b[1] << 8 | b[0];
}

static inline __attribute__((always_inline)) enum stop take_utf16(struct piece *x, bool big)
{
    const char *p = x->p;
    char *o = x->o;
    enum stop stop = STOP_END;
    for (; x->end - p >= 2; p += 2) {
        uint32_t unit = unit_at(p, big);
        if (unit - 0x80 >= 0x800 - 0x80 && unit != 0 && !is_stop(unit)) {
            /* no branch between one byte and three: tables change from one to the other all the
             * time */
            bool one = unit < 0x80;
            uint32_t three = 0x8080E0 | unit >> 12 | (unit << 2 & 0x3F00) | (unit & 0x3F) << 16;
            uint32_t text = htole32(one ? unit : three);
            memcpy(o, &text, 4);
            o += one ? 1 : 3;
        } else if (unit - 0xD800 < 0x400 && x->end - p < 4) {
            if (x->whole)
                stop = stop_at(x, STOP_FAULT, 2, 0, true);
            break;
        } else if (unit - 0xD800 < 0x400 && unit_at(p + 2, big) - 0xDC00 < 0x400) {
            o += utf8_encode(0x10000 + ((unit - 0xD800) << 10) + (unit_at(p + 2, big) - 0xDC00), o);
            p += 2;
        } else if (unit == 0 || unit - 0xD800 < 0x800) {
            stop = stop_at(x, STOP_FAULT, 2, 0, false);
            break;
        } else if (p >= x->quiet && is_stop(unit)) {
            stop = stop_at(x, STOP_SIGN, 2, unit, false);
            break;
        } else {
            o += utf8_encode(unit, o);
        }
    }
    x->p = p;
    x->o = o;
    if (x->end - p == 1 && x->whole)
        stop = stop_at(x, STOP_FAULT, 1, 0, true);
    return stop;
}

enum stop transcode(enum encoding encoding, struct piece *piece)
{
    if (encoding != ENCODING_NONE)
        make_stops();
    switch (encoding) {
    case ENCODING_GB18030:
        return dbcs_gb18030(piece);
    case ENCODING_BIG5:
        return dbcs_big5(piece);
    case ENCODING_UTF16LE:
        return take_utf16(piece, false);
    case ENCODING_UTF16BE:
        return take_utf16(piece, true);
    case ENCODING_UTF8:
    case ENCODING_NONE:
        break;
    }
    return take_utf8(piece);
}
