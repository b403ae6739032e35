#include "label.h"

#include "hash.h"
#include "utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

enum { ALIKE_CHARS = 64, FIRST_SLOTS = 1024, CHUNK = 64 * 1024 };

struct entry {
    struct view key;
    uint32_t number, next; /* next with the same key */
    uint32_t last;         /* of the first with a key: the last one */
};

struct label_index {
    struct entry *entries;
    size_t count, cap;
    uint32_t *slots; /* open addressing over the first entry of each key; LABEL_END where free */
    size_t mask, keys;
    char **chunks; /* owned; what keys point to */
    size_t chunk_count, chunk_used, chunk_size;
    struct buf scratch;
};

/* Brackets, quotation marks, middle dots and blanks. */
static bool is_dropped(uint32_t c)
{
    if (c <= 0x20)
        return true;
    if (c < 0x80)
        return memchr("()[]{}<>\"'", (int)c, 10) != NULL;
    if (c >= 0x3008 && c <= 0x3011) /* 〈〉《》「」『』【】 */
        return true;
    switch (c) {
    case 0x00A0: /* no-break space */
    case 0x00B7: /* · */
    case 0x2018: /* ‘’“” */
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0x2022: /* • */
    case 0x2027: /* ‧ */
    case 0x3000: /* ideographic space */
    case 0x3014: /* 〔〕 */
    case 0x3015:
    case 0x30FB: /* ・ */
    case 0x7684: /* 的 */
    case 0xFEFF: /* byte order mark */
        return true;
    }
    return false;
}

void label_key(struct buf *key, struct view name)
{
    buf_reserve(key, name.n);
    for (size_t i = 0; i < name.n;) {
        uint32_t c;
        size_t n = utf8_decode(name.p + i, name.n - i, &c);
        if (n == 0) { /* a broken name is compared as it is */
            buf_add_char(key, name.p[i++]);
            continue;
        }
        i += n;
        if (c >= 0xFF01 && c <= 0xFF5E) /* full-width ASCII */
            c -= 0xFEE0;
        else if (c == 0x2013 || c == 0x2014 || c == 0x2212) /* dashes, minus */
            c = '-';
        if (is_dropped(c))
            continue;
        if (c >= 'a' && c <= 'z')
            c -= 'a' - 'A';
        char text[4];
        buf_add(key, text, utf8_encode(c, text));
    }
}

/* The first characters of the text; returns how many. */
static size_t characters(struct view v, uint32_t *to)
{
    size_t count = 0;
    for (size_t i = 0; i < v.n && count < ALIKE_CHARS; count++) {
        size_t n = utf8_decode(v.p + i, v.n - i, &to[count]);
        if (n == 0) {
            to[count] = (unsigned char)v.p[i];
            n = 1;
        }
        i += n;
    }
    return count;
}

unsigned label_alike(struct view a, struct view b)
{
    uint32_t x[ALIKE_CHARS], y[ALIKE_CHARS];
    size_t n = characters(a, x), m = characters(b, y);
    unsigned common[ALIKE_CHARS + 1] = {0}; /* of x[0..i) and y[0..k) */
    if (n + m == 0)
        return 1000;
    for (size_t i = 0; i < n; i++) {
        unsigned diagonal = 0;
        for (size_t k = 0; k < m; k++) {
            unsigned above = common[k + 1];
            if (x[i] == y[k])
                common[k + 1] = diagonal + 1;
            else if (common[k] > above)
                common[k + 1] = common[k];
            diagonal = above;
        }
    }
    return (unsigned)(2000 * common[m] / (n + m));
}

struct label_index *label_index_new(void)
{
    struct label_index *l = mem_new(1, sizeof *l);
    l->mask = FIRST_SLOTS - 1;
    l->slots = mem_grow(NULL, FIRST_SLOTS, sizeof *l->slots);
    memset(l->slots, 0xff, FIRST_SLOTS * sizeof *l->slots);
    return l;
}

/* The hash is without a seed: dictionaries are the user's own, so nobody aims at its collisions. */
static uint32_t *find_slot(const struct label_index *l, struct view key)
{
    size_t i = hash_add(0, key) & l->mask;
    while (l->slots[i] != LABEL_END && !view_equal(l->entries[l->slots[i]].key, key))
        i = (i + 1) & l->mask;
    return &l->slots[i];
}

static void grow_slots(struct label_index *l)
{
    uint32_t *old = l->slots;
    size_t n = l->mask + 1;
    l->mask = 2 * n - 1;
    l->slots = mem_grow(NULL, 2 * n, sizeof *l->slots);
    memset(l->slots, 0xff, 2 * n * sizeof *l->slots);
    for (size_t i = 0; i < n; i++)
        if (old[i] != LABEL_END)
            *find_slot(l, l->entries[old[i]].key) = old[i];
    free(old);
}

/* A copy of the key that lives as long as the index. */
static struct view keep(struct label_index *l, struct view key)
{
    if (l->chunk_count == 0 || l->chunk_size - l->chunk_used < key.n) {
        l->chunk_size = key.n > CHUNK ? key.n : CHUNK;
        l->chunk_used = 0;
        l->chunks = mem_grow(l->chunks, l->chunk_count + 1, sizeof *l->chunks);
        l->chunks[l->chunk_count++] = mem_grow(NULL, l->chunk_size, 1);
    }
    char *p = l->chunks[l->chunk_count - 1] + l->chunk_used;
    if (key.n > 0)
        memcpy(p, key.p, key.n);
    l->chunk_used += key.n;
    return (struct view){p, key.n};
}

struct view label_index_add(struct label_index *l, struct view name, uint32_t number)
{
    buf_clear(&l->scratch);
    label_key(&l->scratch, name);
    if (2 * (l->keys + 1) > l->mask)
        grow_slots(l);
    if (l->count == l->cap) {
        l->cap = l->cap > 0 ? 2 * l->cap : 1024;
        l->entries = mem_grow(l->entries, l->cap, sizeof *l->entries);
    }
    uint32_t *slot = find_slot(l, buf_view(&l->scratch)), e = (uint32_t)l->count++;
    if (*slot == LABEL_END) {
        l->keys++;
        *slot = e;
        l->entries[e] = (struct entry){keep(l, buf_view(&l->scratch)), number, LABEL_END, e};
    } else {
        struct entry *first = &l->entries[*slot];
        l->entries[first->last].next = e;
        first->last = e;
        l->entries[e] = (struct entry){first->key, number, LABEL_END, e};
    }
    return l->entries[e].key;
}

uint32_t label_index_first(const struct label_index *l, struct view key)
{
    return *find_slot(l, key);
}

uint32_t label_index_next(const struct label_index *l, uint32_t entry)
{
    return l->entries[entry].next;
}

uint32_t label_index_number(const struct label_index *l, uint32_t entry)
{
    return l->entries[entry].number;
}

void label_index_free(struct label_index *l)
{
    for (size_t i = 0; i < l->chunk_count; i++)
        free(l->chunks[i]);
    free(l->chunks);
    free(l->entries);
    free(l->slots);
    buf_free(&l->scratch);
    free(l);
}
