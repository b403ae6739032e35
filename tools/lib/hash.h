/* Hashes of short texts, for tables in memory: eight bytes at a time. */
#ifndef ZB_HASH_H
#define ZB_HASH_H

#include "view.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The n <= 8 bytes at p, as they lie. */
static inline uint64_t hash_load(const char *p, size_t n)
{
    uint64_t x = 0;
    memcpy(&x, p, n);
    return x;
}

/* Up to eight bytes as one number, which with n tells them apart: all of them are in it, some
 * twice. */
static inline uint64_t hash_load_tail(const char *p, size_t n)
{
    if (n == 8)
        return hash_load(p, 8);
    if (n >= 4)
        return hash_load(p, 4) << 32 | hash_load(p + n - 4, 4);
    if (n == 0)
        return 0;
    const unsigned char *u = (const unsigned char *)p;
    return (uint64_t)u[0] << 16 | (uint64_t)u[n / 2] << 8 | u[n - 1];
}

/* Both halves of a product depend on every bit of both factors. */
static inline uint64_t hash_mix(uint64_t a, uint64_t b)
{
    unsigned __int128 m = (unsigned __int128)a * b;
    return (uint64_t)m ^ (uint64_t)(m >> 64);
}

/* h with the text in it. To hash several begin with that of the one before; the first h is a seed.
 */
static inline uint64_t hash_add(uint64_t h, struct view text)
{
    const char *p = text.p;
    size_t n = text.n;
    h ^= n * 0x9e3779b97f4a7c15; /* 2^64 over the golden ratio: odd, bits well spread */
    for (; n > 8; p += 8, n -= 8)
        h = hash_mix(h ^ hash_load(p, 8), 0xd6e8feb86659fd93);
    return hash_mix(h ^ hash_load_tail(p, n), 0xa0761d6478bd642f);
}

#endif
