#include "words.h"

#include "buf.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 64 };

/* The step from a node over a character to another node, which is never node 0: that is the root.
 */
struct step {
    uint32_t from, character, to;
};

struct words {
    bool from_end;
    struct step *steps; /* open addressing; to == 0 where free */
    size_t mask, count; /* slots - 1, steps */
    uint32_t *numbers;  /* by node: the number of the word that ends there, or WORDS_NONE */
    size_t node_cap;
};

struct words *words_new(bool from_end)
{
    struct words *w = mem_new(1, sizeof *w);
    w->from_end = from_end;
    w->mask = FIRST_SLOTS - 1;
    w->steps = mem_new(FIRST_SLOTS, sizeof *w->steps);
    w->node_cap = FIRST_SLOTS;
    w->numbers = mem_grow(NULL, w->node_cap, sizeof *w->numbers);
    w->numbers[0] = WORDS_NONE;
    return w;
}

/* The bytes of the character that begins at p (or ends before p + n) as a number, *length of them.
 * What is not UTF-8 gives numbers too, equal ones for equal bytes. */
static inline uint32_t character(bool from_end, const char *p, size_t n, size_t *length)
{
    const unsigned char *b = (const unsigned char *)p;
    size_t k = 1;
    if (from_end) {
        while (k < n && k < 4 && (b[n - k] & 0xC0) == 0x80)
            k++;
        b += n - k;
    } else if (b[0] >= 0xC0) {
        k = b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : 4;
        if (k > n)
            k = n;
    }
    *length = k;
    if (k == 3) /* nearly all of Chinese */
        return (uint32_t)b[0] << 16 | (uint32_t)b[1] << 8 | b[2];
    uint32_t c = b[0];
    for (size_t i = 1; i < k; i++)
        c = c << 8 | b[i];
    return c;
}

/* The slot of the step, or the free one where it would be. */
static inline struct step *find(const struct words *w, uint32_t from, uint32_t c)
{
    uint64_t h = ((uint64_t)from << 32 ^ c) * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = (h >> 40) & w->mask;
    while (w->steps[i].to != 0 && (w->steps[i].from != from || w->steps[i].character != c))
        i = (i + 1) & w->mask;
    return &w->steps[i];
}

static void grow(struct words *w)
{
    struct step *old = w->steps;
    size_t slots = w->mask + 1;
    w->mask = 2 * slots - 1;
    w->steps = mem_new(2 * slots, sizeof *w->steps);
    for (size_t i = 0; i < slots; i++)
        if (old[i].to != 0)
            *find(w, old[i].from, old[i].character) = old[i];
    free(old);
}

void words_add(struct words *w, struct view word, uint32_t number)
{
    uint32_t node = 0;
    for (size_t length; word.n > 0; word.n -= length) {
        uint32_t c = character(w->from_end, word.p, word.n, &length);
        if (!w->from_end)
            word.p += length;
        struct step *s = find(w, node, c);
        if (s->to == 0) {
            if (3 * (w->count + 1) > w->mask) {
                grow(w);
                s = find(w, node, c);
            }
            *s = (struct step){node, c, (uint32_t)++w->count};
            if (w->count == w->node_cap) {
                w->node_cap *= 2;
                w->numbers = mem_grow(w->numbers, w->node_cap, sizeof *w->numbers);
            }
            w->numbers[w->count] = WORDS_NONE;
        }
        node = s->to;
    }
    if (node != 0)
        w->numbers[node] = number;
}

/* words_find for one of the two directions; a copy of it for each. */
static inline uint32_t walk(const struct words *w, bool from_end, const char *p, size_t n,
                            size_t *length)
{
    uint32_t number = WORDS_NONE, node = 0;
    size_t done = 0;
    while (done < n) {
        size_t k;
        uint32_t c = character(from_end, from_end ? p : p + done, n - done, &k);
        node = find(w, node, c)->to;
        if (node == 0)
            break;
        done += k;
        if (w->numbers[node] != WORDS_NONE) {
            number = w->numbers[node];
            *length = done;
        }
    }
    return number;
}

uint32_t words_find(const struct words *w, struct view text, size_t at, size_t *n)
{
    return w->from_end ? walk(w, true, text.p, at, n) : walk(w, false, text.p + at, text.n - at, n);
}

void words_free(struct words *w)
{
    if (w == NULL)
        return;
    free(w->steps);
    free(w->numbers);
    free(w);
}
