/* The four bytes that mean something in CSV, found 64 bytes at a time. */
#ifndef ZB_MARKS_H
#define ZB_MARKS_H

#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { MARKS_CHUNK = 64 };

/* Bit i is set where p[i] is a comma, quote, CR or LF. All of p[0..MARKS_CHUNK) must be readable.
 */
static inline uint64_t marks_find_plain(const char *p)
{
    uint64_t m = 0;
    for (int i = 0; i < MARKS_CHUNK; i++)
        m |= (uint64_t)(p[i] == ',' || p[i] == '"' || p[i] == '\n' || p[i] == '\r') << i;
    return m;
}

#ifdef __SSE2__
/* The same for p[0..16), by the vector instructions that every x86-64 has. */
static inline uint64_t marks_find_16(const char *p)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i a =
        _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(',')), _mm_cmpeq_epi8(v, _mm_set1_epi8('"')));
    __m128i b = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')),
                             _mm_cmpeq_epi8(v, _mm_set1_epi8('\r')));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(a, b));
}
#endif

/* marks_find_plain, as fast as the machine can. */
static inline uint64_t marks_find(const char *p)
{
#ifdef __SSE2__
    return marks_find_16(p) | marks_find_16(p + 16) << 16 | marks_find_16(p + 32) << 32 |
           marks_find_16(p + 48) << 48;
#else
    return marks_find_plain(p);
#endif
}

/* Number of bits set; written out since the popcnt instruction is no part of the x86-64 baseline.
 */
static inline unsigned marks_count(uint64_t m)
{
    m -= (m >> 1) & 0x5555555555555555;
    m = (m & 0x3333333333333333) + ((m >> 2) & 0x3333333333333333);
    m = (m + (m >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (unsigned)((m * 0x0101010101010101) >> 56);
}

#endif
