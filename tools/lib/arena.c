#include "arena.h"

#include "buf.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_BLOCK = 64 * 1024, /* each next one is twice as big, up to: */
    LAST_BLOCK = 32 * 1024 * 1024,
    ALIGN = 16,
};

static void add_block(struct arena *a, size_t need)
{
    size_t cap = a->count == 0 ? FIRST_BLOCK : 2 * a->cap;
    cap = cap < LAST_BLOCK ? cap : LAST_BLOCK;
    a->cap = cap > need ? cap : need;
    a->blocks = mem_grow(a->blocks, a->count + 1, sizeof *a->blocks);
    a->blocks[a->count] = mem_grow(NULL, a->cap, 1);
    mem_huge(a->blocks[a->count], a->cap); /* the kernel gives it in few pieces, not in thousands */
    a->count++;
    if (a->count == 1)
        a->first = a->cap;
    a->used = 0;
}

void *arena_room(struct arena *a, size_t n)
{
    size_t need = (n + ALIGN - 1) / ALIGN * ALIGN;
    if (a->count == 0 || a->cap - a->used < need + ARENA_PAD)
        add_block(a, need + ARENA_PAD);
    char *p = a->blocks[a->count - 1] + a->used;
    a->used += need;
    return p;
}

void *arena_new(struct arena *a, size_t n)
{
    return memset(arena_room(a, n), 0, n);
}

struct view arena_copy(struct arena *a, struct view v)
{
    static const char nothing[ARENA_PAD];
    if (v.n == 0)
        return (struct view){nothing, 0};
    return (struct view){memcpy(arena_room(a, v.n), v.p, v.n), v.n};
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
