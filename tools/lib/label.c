#include "label.h"

#include "arena.h"
#include "hash.h"
#include "utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

enum { LEAST_SLOTS = 16 };

struct entry {
    const char *key;
    uint32_t key_bytes;
    uint32_t number, next; /* next with the same key */
    uint32_t last;         /* of the first with a key: the last one */
};

struct label_index {
    struct entry *entries;
    size_t count, cap;
    uint32_t *slots; /* open addressing over the first entry of each key; LABEL_END where free */
    size_t mask, keys;
    struct arena arena; /* keys that are not the names themselves */
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

/* How many of the first bytes are their own key for sure: capitals, digits and the Chinese
 * characters from U+4000 to U+9FFF but 的, of which nearly all names are. */
static size_t plain(struct view name)
{
    const unsigned char *p = (const unsigned char *)name.p;
    size_t i = 0;
    while (i < name.n) {
        if (p[i] >= 0xE4 && p[i] <= 0xE9 && name.n - i >= 3 && (p[i + 1] & 0xC0) == 0x80 &&
            (p[i + 2] & 0xC0) == 0x80 && memcmp(p + i, "的", 3) != 0)
            i += 3;
        else if ((p[i] >= '0' && p[i] <= '9') || (p[i] >= 'A' && p[i] <= 'Z'))
            i++;
        else
            break;
    }
    return i;
}

void label_key(struct buf *key, struct view name)
{
    size_t same = plain(name);
    buf_reserve(key, name.n);
    buf_add(key, name.p, same);
    for (size_t i = same; i < name.n;) {
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

/* The bytes of the character at i, which goes on behind it. */
static inline uint32_t next_character(struct view v, size_t *i)
{
    uint32_t c = (unsigned char)v.p[(*i)++];
    if (c >= 0xC0)
        while (*i < v.n && ((unsigned char)v.p[*i] & 0xC0) == 0x80)
            c = c << 8 | (unsigned char)v.p[(*i)++];
    return c;
}

/* The place of the character, or the free one where it belongs; half of them are free. */
static inline size_t place_of(const struct label_text *t, uint32_t c)
{
    const size_t mask = 2 * LABEL_CHARS - 1;
    size_t i = (c ^ c >> 6) & mask; /* six bits of the last byte, and of the one before it */
    while (t->places[i] != 0 && t->character[i] != c)
        i = (i + 1) & mask;
    return i;
}

void label_text_set(struct label_text *t, struct view text)
{
    *t = (struct label_text){0};
    for (size_t i = 0; i < text.n && t->n < LABEL_CHARS; t->n++) {
        uint32_t c = next_character(text, &i);
        size_t at = place_of(t, c);
        t->character[at] = c;
        t->places[at] |= (uint64_t)1 << t->n;
    }
}

/* A column of the table of common subsequences at a time, as bits: where it grows from one
 * character of t to the next there is a 0 (Hyyrö, Bit-parallel LCS-length computation revisited,
 * 2004). */
unsigned label_alike(const struct label_text *t, struct view other)
{
    uint64_t column = ~(uint64_t)0;
    size_t m = 0;
    for (size_t i = 0; i < other.n && m < LABEL_CHARS; m++) {
        uint64_t same = column & t->places[place_of(t, next_character(other, &i))];
        column = (column + same) | (column - same);
    }
    if (t->n + m == 0)
        return 1000;
    uint64_t grows = ~column & (t->n < 64 ? ((uint64_t)1 << t->n) - 1 : ~(uint64_t)0);
    return (unsigned)(2000 * (size_t)__builtin_popcountll(grows) / (t->n + m));
}

static void set_slots(struct label_index *l, size_t slots)
{
    l->mask = slots - 1;
    l->slots = mem_grow(NULL, slots, sizeof *l->slots);
    memset(l->slots, 0xff, slots * sizeof *l->slots);
}

struct label_index *label_index_new(size_t names)
{
    struct label_index *l = mem_new(1, sizeof *l);
    size_t slots = LEAST_SLOTS;
    while (slots < 2 * (names + 1))
        slots *= 2;
    set_slots(l, slots);
    l->cap = names + 1;
    l->entries = mem_grow(NULL, l->cap, sizeof *l->entries);
    return l;
}

/* The hash is without a seed: dictionaries are the user's own, so nobody aims at its collisions. */
static uint32_t *find_slot(const struct label_index *l, struct view key)
{
    size_t i = hash_add(0, key) & l->mask;
    while (l->slots[i] != LABEL_END && !view_equal(label_index_key(l, l->slots[i]), key))
        i = (i + 1) & l->mask;
    return &l->slots[i];
}

static void grow_slots(struct label_index *l)
{
    uint32_t *old = l->slots;
    size_t n = l->mask + 1;
    set_slots(l, 2 * n);
    for (size_t i = 0; i < n; i++)
        if (old[i] != LABEL_END)
            *find_slot(l, label_index_key(l, old[i])) = old[i];
    free(old);
}

/* The name's key, for as long as the index and the name live. */
static struct view key_of(struct label_index *l, struct view name)
{
    if (plain(name) == name.n)
        return name;
    buf_clear(&l->scratch);
    label_key(&l->scratch, name);
    return arena_copy(&l->arena, buf_view(&l->scratch));
}

static uint32_t add(struct label_index *l, struct view name, uint32_t number, bool again)
{
    struct view key = key_of(l, name);
    uint32_t *slot, e = (uint32_t)l->count;
    if (2 * (l->keys + 1) > l->mask)
        grow_slots(l);
    slot = find_slot(l, key);
    if (*slot != LABEL_END && !again)
        return *slot;
    if (l->count == l->cap) {
        l->cap *= 2;
        l->entries = mem_grow(l->entries, l->cap, sizeof *l->entries);
    }
    l->entries[l->count++] = (struct entry){key.p, (uint32_t)key.n, number, LABEL_END, e};
    if (*slot == LABEL_END) {
        l->keys++;
        *slot = e;
    } else {
        struct entry *first = &l->entries[*slot];
        l->entries[first->last].next = e;
        first->last = e;
    }
    return *slot;
}

uint32_t label_index_add(struct label_index *l, struct view name, uint32_t number)
{
    return add(l, name, number, true);
}

uint32_t label_index_add_new(struct label_index *l, struct view name, uint32_t number)
{
    return add(l, name, number, false);
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

struct view label_index_key(const struct label_index *l, uint32_t entry)
{
    return (struct view){l->entries[entry].key, l->entries[entry].key_bytes};
}

void label_index_free(struct label_index *l)
{
    if (l == NULL)
        return;
    arena_free(&l->arena);
    free(l->entries);
    free(l->slots);
    buf_free(&l->scratch);
    free(l);
}
