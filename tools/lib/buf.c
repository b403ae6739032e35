#include "buf.h"

#include "msg.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *mem_new(size_t count, size_t size)
{
    void *p = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
    if (p == NULL)
        die(NULL, 0, "memory: %zu bytes:", count * size);
    return p;
}

void *mem_grow(void *p, size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / size) {
        errno = ENOMEM;
        die(NULL, 0, "memory:");
    }
    size_t n = count * size;
    p = realloc(p, n > 0 ? n : 1);
    if (p == NULL)
        die(NULL, 0, "memory: %zu bytes:", n);
    return p;
}

void mem_huge(void *p, size_t n)
{
    const size_t page = 2 * 1024 * 1024;
    if (n < 2 * page)
        return;
    uintptr_t from = ((uintptr_t)p + page - 1) / page * page, to = ((uintptr_t)p + n) / page * page;
    madvise((void *)from, to - from, MADV_HUGEPAGE); /* only an advice: may fail */
}

void buf_grow(struct buf *b, size_t n)
{
    if (n > SIZE_MAX / 2 - b->n) {
        errno = ENOMEM;
        die(NULL, 0, "memory:");
    }
    size_t cap = b->cap > 0 ? b->cap : 64;
    while (cap < b->n + n)
        cap *= 2;
    b->p = mem_grow(b->p, cap, 1);
    b->cap = cap;
}

void buf_add_number(struct buf *b, uint64_t n)
{
    char digits[20];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + n % 10);
    while ((n /= 10) > 0);
    buf_add(b, digits + at, sizeof digits - at);
}

void buf_free(struct buf *b)
{
    free(b->p);
    *b = (struct buf){0};
}
