#include "groups.h"

#include "buf.h"
#include "hash.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

enum {
    ALIGN = 16,
    FIRST_CHUNK = 64 * 1024, /* each next one is twice as big, up to: */
    LAST_CHUNK = 32 * 1024 * 1024,
    FIRST_SLOTS = 1024,
    LINE = 64,    /* bytes that memory gives at once */
    FETCHED = 96, /* bytes behind a state that are fetched: ends of the columns, and a short key */
};

struct slot {
    uint64_t hash;
    char *state; /* NULL where the slot is free */
};

/* Groups lie in chunks, each as state, ends of the key's columns (uint32_t), bytes of the key. */
struct groups {
    size_t columns, size;
    uint64_t seed; /* so that nobody can prepare keys that all collide */
    struct slot *slots;
    size_t mask; /* number of slots - 1; a power of two of them */
    size_t count;
    char **chunks; /* owned */
    size_t chunk_count;
    char *free_at;
    size_t free_bytes, next_chunk;
};

/* Zeroed memory. A look-up goes to a random place of it, and with small pages most of its time
 * would be spent on finding the page. */
static void *new_memory(size_t n)
{
    void *p = mem_new(n, 1);
    mem_huge(p, n);
    return p;
}

struct groups *groups_new(size_t columns, size_t size)
{
    struct groups *g = mem_new(1, sizeof *g);
    g->columns = columns;
    g->size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (getrandom(&g->seed, sizeof g->seed, GRND_NONBLOCK) != sizeof g->seed)
        g->seed = (uintptr_t)g;
    g->slots = mem_new(FIRST_SLOTS, sizeof *g->slots);
    g->mask = FIRST_SLOTS - 1;
    return g;
}

uint64_t groups_hash(const struct groups *g, const struct view *key)
{
    uint64_t h = g->seed;
    for (size_t i = 0; i < g->columns; i++)
        h = hash_add(h, key[i]);
    return h;
}

static inline bool same_bytes(const char *a, const char *b, size_t n)
{
    for (; n >= 8; a += 8, b += 8, n -= 8)
        if (hash_load(a, 8) != hash_load(b, 8))
            return false;
    return hash_load_tail(a, n) == hash_load_tail(b, n);
}

static inline const uint32_t *key_ends(const struct groups *g, const char *state)
{
    return (const uint32_t *)(const void *)(state + g->size);
}

static inline bool same_key(const struct groups *g, const char *state, const struct view *key)
{
    const uint32_t *ends = key_ends(g, state);
    const char *p = (const char *)(ends + g->columns);
    uint32_t from = 0;
    for (size_t i = 0; i < g->columns; i++) {
        uint32_t n = ends[i] - from;
        if (n != key[i].n || !same_bytes(p + from, key[i].p, n))
            return false;
        from = ends[i];
    }
    return true;
}

static void grow(struct groups *g)
{
    struct slot *old = g->slots;
    size_t count = g->mask + 1;
    g->slots = new_memory(2 * count * sizeof *g->slots);
    g->mask = 2 * count - 1;
    for (size_t i = 0; i < count; i++) {
        if (old[i].state == NULL)
            continue;
        size_t at = old[i].hash & g->mask;
        while (g->slots[at].state != NULL)
            at = (at + 1) & g->mask;
        g->slots[at] = old[i];
    }
    free(old);
}

/* Zeroed room for a group whose key has n bytes. */
static char *new_state(struct groups *g, size_t n)
{
    size_t need = g->size + g->columns * sizeof(uint32_t) + n;
    need = (need + ALIGN - 1) / ALIGN * ALIGN;
    if (need > g->free_bytes) {
        g->next_chunk = g->next_chunk == 0           ? FIRST_CHUNK
                        : g->next_chunk < LAST_CHUNK ? 2 * g->next_chunk
                                                     : LAST_CHUNK;
        g->free_bytes = need > g->next_chunk ? need : g->next_chunk;
        g->chunks = mem_grow(g->chunks, g->chunk_count + 1, sizeof *g->chunks);
        g->free_at = g->chunks[g->chunk_count++] = new_memory(g->free_bytes);
    }
    char *state = g->free_at;
    g->free_at += need;
    g->free_bytes -= need;
    return state;
}

void groups_fetch_slot(const struct groups *g, uint64_t hash)
{
    __builtin_prefetch(&g->slots[hash & g->mask]);
}

void groups_fetch(const struct groups *g, const void *state)
{
    /* the state, and of the key what it most often has */
    for (size_t i = 0; i < g->size + FETCHED; i += LINE)
        __builtin_prefetch((const char *)state + i, 1);
}

void groups_fetch_state(const struct groups *g, uint64_t hash)
{
    size_t at = hash & g->mask;
    while (g->slots[at].state != NULL && g->slots[at].hash != hash)
        at = (at + 1) & g->mask;
    if (g->slots[at].state != NULL)
        groups_fetch(g, g->slots[at].state);
}

void *groups_find(struct groups *g, const struct view *key, uint64_t h, bool *fresh)
{
    size_t at = h & g->mask;
    *fresh = false;
    for (; g->slots[at].state != NULL; at = (at + 1) & g->mask)
        if (g->slots[at].hash == h && same_key(g, g->slots[at].state, key))
            return g->slots[at].state;
    if (2 * g->count > g->mask) {
        grow(g);
        at = h & g->mask;
        while (g->slots[at].state != NULL)
            at = (at + 1) & g->mask;
    }
    size_t n = 0;
    for (size_t i = 0; i < g->columns; i++)
        n += key[i].n;
    char *state = new_state(g, n);
    uint32_t *ends = (uint32_t *)(void *)(state + g->size);
    char *p = (char *)(ends + g->columns);
    uint32_t end = 0;
    for (size_t i = 0; i < g->columns; i++) {
        if (key[i].n > 0)
            memcpy(p + end, key[i].p, key[i].n);
        ends[i] = end += (uint32_t)key[i].n; /* a row has fewer than 2^32 bytes */
    }
    g->slots[at] = (struct slot){h, state};
    g->count++;
    *fresh = true;
    return state;
}

struct view groups_key(const struct groups *g, const void *state, size_t column)
{
    const uint32_t *ends = key_ends(g, state);
    uint32_t from = column > 0 ? ends[column - 1] : 0;
    return (struct view){(const char *)(ends + g->columns) + from, ends[column] - from};
}

size_t groups_count(const struct groups *g)
{
    return g->count;
}

void **groups_list(const struct groups *g)
{
    void **list = mem_new(g->count, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i <= g->mask; i++)
        if (g->slots[i].state != NULL)
            list[n++] = g->slots[i].state;
    return list;
}

/* A group to be sorted, with some bytes of its key, held here where the sort is: going to the group
 * for them at each comparison is what sorting would spend its time on. */
struct sorted {
    uint64_t word; /* WORD bytes, zeros behind the end, and how many there are, or MORE */
    void *state;
};

enum { WORD = 7, MORE = WORD + 1 };

/* The word of a column from its byte at on. */
static uint64_t word_of(struct view v, size_t at)
{
    const unsigned char *p = (const unsigned char *)v.p + at;
    size_t n = v.n - at;
    uint64_t word = 0;
    for (size_t i = 0; i < WORD; i++)
        word = word << 8 | (i < n ? p[i] : 0);
    return word << 8 | (n < MORE ? n : MORE);
}

static int compare(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    return (x->word > y->word) - (x->word < y->word);
}

/* Sorts by what is in the column from its byte at on, and in those behind it. */
static void sort(const struct groups *g, struct sorted *s, size_t count, size_t column, size_t at)
{
    while (count > 1 && column < g->columns) {
        bool differ = false;
        for (size_t i = 0; i < count; i++) {
            if (i + GROUPS_AHEAD < count)
                groups_fetch(g, s[i + GROUPS_AHEAD].state);
            s[i].word = word_of(groups_key(g, s[i].state, column), at);
            differ = differ || s[i].word != s[0].word;
        }
        if (differ)
            qsort(s, count, sizeof *s, compare);
        /* those with the same word are sorted by the next one, the last of them by this loop */
        for (;;) {
            bool more = (s->word & 0xff) == MORE;
            size_t n = 1, next_column = more ? column : column + 1, next_at = more ? at + WORD : 0;
            while (n < count && s[n].word == s->word)
                n++;
            if (n == count) {
                column = next_column;
                at = next_at;
                break;
            }
            sort(g, s, n, next_column, next_at);
            s += n;
            count -= n;
        }
    }
}

void groups_sort(const struct groups *g, void **list)
{
    struct sorted *sorted = mem_new(g->count, sizeof *sorted);
    for (size_t i = 0; i < g->count; i++)
        sorted[i].state = list[i];
    sort(g, sorted, g->count, 0, 0);
    for (size_t i = 0; i < g->count; i++)
        list[i] = sorted[i].state;
    free(sorted);
}

void groups_free(struct groups *g)
{
    for (size_t i = 0; i < g->chunk_count; i++)
        free(g->chunks[i]);
    free(g->chunks);
    free(g->slots);
    free(g);
}
