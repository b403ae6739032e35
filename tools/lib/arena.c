#include "arena.h"

#include "buf.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024, ALIGN = 16 };

void *arena_new(struct arena *a, size_t n)
{
    size_t need = (n + ARENA_PAD + ALIGN - 1) / ALIGN * ALIGN;
    if (a->count == 0 || a->cap - a->used < need) {
        a->blocks = mem_grow(a->blocks, a->count + 1, sizeof *a->blocks);
        a->cap = need > BLOCK ? need : BLOCK;
        a->blocks[a->count++] = mem_grow(NULL, a->cap, 1);
        if (a->count == 1)
            a->first = a->cap;
        a->used = 0;
    }
    char *p = a->blocks[a->count - 1] + a->used;
    a->used += need;
    memset(p, 0, need);
    return p;
}

struct view arena_copy(struct arena *a, struct view v)
{
    static const char nothing[ARENA_PAD];
    if (v.n == 0)
        return (struct view){nothing, 0};
    char *p = arena_new(a, v.n);
    memcpy(p, v.p, v.n);
    return (struct view){p, v.n};
}

void arena_clear(struct arena *a)
{
    while (a->count > 1)
        free(a->blocks[--a->count]);
    a->used = 0;
    a->cap = a->count > 0 ? a->first : 0;
}

void arena_free(struct arena *a)
{
    for (size_t i = 0; i < a->count; i++)
        free(a->blocks[i]);
    free(a->blocks);
    *a = (struct arena){0};
}
