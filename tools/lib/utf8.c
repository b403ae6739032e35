#include "utf8.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

#ifdef __SSE2__
enum { CHUNK = 64 };

/* Bit i is the high bit of byte i of the four. */
static inline uint64_t high_bits(__m128i a, __m128i b, __m128i c, __m128i d)
{
    uint64_t low = (uint32_t)_mm_movemask_epi8(b) << 16 | (uint32_t)_mm_movemask_epi8(a);
    uint64_t high = (uint32_t)_mm_movemask_epi8(d) << 16 | (uint32_t)_mm_movemask_epi8(c);
    return high << 32 | low;
}

/* Bytes that are leads with further rules: C0, C1, E0, ED, F0 and above. */
static inline __m128i special(__m128i v)
{
    __m128i c0 =
        _mm_cmpeq_epi8(_mm_and_si128(v, _mm_set1_epi8((char)0xFE)), _mm_set1_epi8((char)0xC0));
    __m128i e0 = _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xE0));
    __m128i ed = _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xED));
    __m128i f0 = _mm_cmpeq_epi8(_mm_max_epu8(v, _mm_set1_epi8((char)0xF0)), v);
    return _mm_or_si128(_mm_or_si128(c0, e0), _mm_or_si128(ed, f0));
}

/*
 * How many bytes of p[0..n) from its start are surely whole valid characters, found 64 at a time: a
 * byte is a continuation exactly where a lead before it wants one. Stops before a chunk with a
 * special lead, which Chinese text hardly has, and before the rest.
 */
static size_t valid_chunks(const char *p, size_t n)
{
    /* as signed bytes 80..BF are the least, and ASCII is above all leads */
    const __m128i c0 = _mm_set1_epi8((char)0xC0), df = _mm_set1_epi8((char)0xDF);
    uint64_t wanted = 0; /* by leads of the chunk before */
    size_t i = 0;
    for (; n - i >= CHUNK; i += CHUNK) {
        const __m128i *v = (const __m128i *)(const void *)(p + i);
        __m128i a = _mm_loadu_si128(v), b = _mm_loadu_si128(v + 1), c = _mm_loadu_si128(v + 2),
                d = _mm_loadu_si128(v + 3);
        uint64_t high = high_bits(a, b, c, d);
        uint64_t continues = high_bits(_mm_cmplt_epi8(a, c0), _mm_cmplt_epi8(b, c0),
                                       _mm_cmplt_epi8(c, c0), _mm_cmplt_epi8(d, c0));
        uint64_t from_e0 = high_bits(_mm_cmpgt_epi8(a, df), _mm_cmpgt_epi8(b, df),
                                     _mm_cmpgt_epi8(c, df), _mm_cmpgt_epi8(d, df));
        __m128i any = _mm_or_si128(_mm_or_si128(special(a), special(b)),
                                   _mm_or_si128(special(c), special(d)));
        uint64_t lead = high & ~continues, lead3 = from_e0 & lead;
        if (_mm_movemask_epi8(any) != 0 || (lead << 1 | lead3 << 2 | wanted) != continues)
            break;
        wanted = lead >> 63 | lead3 >> 62;
    }
    if (wanted != 0) { /* the last character is cut */
        while (((unsigned char)p[i - 1] & 0xC0) == 0x80)
            i--;
        i--;
    }
    return i;
}
#endif

size_t utf8_valid(const char *p, size_t n)
{
    size_t i = 0;
    while (i < n) {
        size_t stop = n;
#ifdef __SSE2__
        i += valid_chunks(p + i, n - i);
        if (n - i > 2 * CHUNK)
            stop = i + CHUNK; /* then try whole chunks again */
#endif
        while (i < stop) {
            uint64_t eight;
            if (n - i >= sizeof eight) {
                memcpy(&eight, p + i, sizeof eight);
                if ((eight & 0x8080808080808080) == 0) {
                    i += sizeof eight;
                    continue;
                }
            }
            uint32_t cp;
            size_t length = utf8_decode(p + i, n - i, &cp);
            if (length == 0)
                return i;
            i += length;
            /* Chinese text: most often the next one has three bytes too */
            while (length == 3 && n - i >= 3)
                i += length = utf8_decode(p + i, n - i, &cp);
        }
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
