#include "lines.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

struct lines_seen lines_look(const char *p, size_t n)
{
    struct lines_seen seen = {0};
    size_t i = 0;
#ifdef __SSE2__
    const __m128i zero = _mm_setzero_si128(), lf = _mm_set1_epi8('\n'), cr = _mm_set1_epi8('\r');
    __m128i lfs = zero, crs = zero, least = _mm_set1_epi8(1);
    for (; n - i >= 64; i += 64) {
        const __m128i *v = (const __m128i *)(const void *)(p + i);
        __m128i a = _mm_loadu_si128(v), b = _mm_loadu_si128(v + 1);
        __m128i c = _mm_loadu_si128(v + 2), d = _mm_loadu_si128(v + 3);
        __m128i minus = _mm_add_epi8(/* per byte, minus the number of LF */
                                     _mm_add_epi8(_mm_cmpeq_epi8(a, lf), _mm_cmpeq_epi8(b, lf)),
                                     _mm_add_epi8(_mm_cmpeq_epi8(c, lf), _mm_cmpeq_epi8(d, lf)));
        lfs = _mm_add_epi64(lfs, _mm_sad_epu8(_mm_sub_epi8(zero, minus), zero));
        crs = _mm_or_si128(crs, _mm_or_si128(_mm_cmpeq_epi8(a, cr), _mm_cmpeq_epi8(b, cr)));
        crs = _mm_or_si128(crs, _mm_or_si128(_mm_cmpeq_epi8(c, cr), _mm_cmpeq_epi8(d, cr)));
        least = _mm_min_epu8(least, _mm_min_epu8(_mm_min_epu8(a, b), _mm_min_epu8(c, d)));
    }
    uint64_t halves[2];
    _mm_storeu_si128((__m128i *)(void *)halves, lfs);
    seen.lf = halves[0] + halves[1];
    seen.cr_nul = _mm_movemask_epi8(_mm_or_si128(crs, _mm_cmpeq_epi8(least, zero))) != 0;
#endif
    for (; i < n; i++) {
        seen.lf += p[i] == '\n';
        seen.cr_nul |= p[i] == '\r' || p[i] == '\0';
    }
    return seen;
}

size_t lines_unify(char *p, size_t n, bool *after_cr)
{
    const char *from = p, *end = p + n;
    char *to = p;
    if (from < end && *after_cr && *from == '\n')
        from++;
    if (n > 0)
        *after_cr = end[-1] == '\r';
    for (;;) {
        char *cr = from < end ? memchr(from, '\r', (size_t)(end - from)) : NULL;
        size_t length = (size_t)((cr != NULL ? cr : end) - from);
        if (to != from)
            memmove(to, from, length);
        to += length;
        if (cr == NULL)
            return (size_t)(to - p);
        *to++ = '\n';
        from = cr + 1;
        if (from < end && *from == '\n')
            from++;
    }
}

uint64_t lines_count(const char *p, size_t n, bool after_cr)
{
    uint64_t count = 0;
    for (size_t i = 0; i < n; i++) {
        count += p[i] == '\r' || (p[i] == '\n' && !after_cr);
        after_cr = p[i] == '\r';
    }
    return count;
}
