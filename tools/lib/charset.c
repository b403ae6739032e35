#include "charset.h"

#include "buf.h"

#include <stdlib.h>

void charset_add(struct charset *s, uint32_t first, uint32_t last)
{
    s->ranges = mem_grow(s->ranges, s->n + 1, sizeof *s->ranges);
    s->ranges[s->n++] = (struct range){first, last};
}

static int by_first(const void *a, const void *b)
{
    const struct range *x = a, *y = b;
    return (x->first > y->first) - (x->first < y->first);
}

void charset_normalize(struct charset *s)
{
    size_t n = 0;
    if (s->n < 2)
        return;
    qsort(s->ranges, s->n, sizeof *s->ranges, by_first);
    for (size_t i = 1; i < s->n; i++) {
        if (s->ranges[i].first > s->ranges[n].last + 1)
            s->ranges[++n] = s->ranges[i];
        else if (s->ranges[i].last > s->ranges[n].last)
            s->ranges[n].last = s->ranges[i].last;
    }
    s->n = n + 1;
}

void charset_negate(struct charset *s)
{
    struct charset out = {0};
    uint32_t next = 0;
    charset_normalize(s);
    for (size_t i = 0; i < s->n; i++) {
        if (s->ranges[i].first > next)
            charset_add(&out, next, s->ranges[i].first - 1);
        next = s->ranges[i].last + 1;
    }
    if (next <= CHARSET_LAST)
        charset_add(&out, next, CHARSET_LAST);
    free(s->ranges);
    *s = out;
}

struct view charset_bytes(const struct charset *s)
{
    return (struct view){(const char *)s->ranges, s->n * sizeof *s->ranges};
}

struct charset charset_begins(const unsigned char first[32])
{
    struct charset s = {0};
    for (uint32_t b = 0; b < 256; b++) {
        if ((first[b / 8] >> b % 8 & 1) == 0)
            continue;
        if (b < 0x80)
            charset_add(&s, b, b);
        else if (b >= 0xc0 && b < 0xe0)
            charset_add(&s, (b & 0x1f) << 6, (b & 0x1f) << 6 | 0x3f);
        else if (b >= 0xe0 && b < 0xf0)
            charset_add(&s, (b & 0x0f) << 12, (b & 0x0f) << 12 | 0xfff);
        else if (b >= 0xf0)
            charset_add(&s, 0x10000, CHARSET_LAST);
    }
    return s;
}

void charset_free(struct charset *s)
{
    free(s->ranges);
    *s = (struct charset){0};
}
