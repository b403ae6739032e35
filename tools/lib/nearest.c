#include "nearest.h"

#include "translate.h"
#include "utf8.h"

#include <stdint.h>

enum {
    LONGEST = 64,    /* characters of a word */
    SLIP = 3,        /* characters for an edit */
    LIST_MAX = 1000, /* bytes of a list in a message */
};

/* The characters of the word; LONGEST + 1 where it has more. A byte that is none counts as one. */
static size_t split(struct view v, uint32_t *c)
{
    size_t n = 0;
    for (size_t at = 0; at < v.n; n++) {
        if (n == LONGEST)
            return LONGEST + 1;
        size_t length = utf8_decode(v.p + at, v.n - at, &c[n]);
        if (length == 0)
            c[n] = (unsigned char)v.p[at];
        at += length > 0 ? length : 1;
    }
    return n;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits from a to b, by rows: before, above and here are those of a's characters up to i. */
static size_t edits_between(const uint32_t *a, size_t m, const uint32_t *b, size_t n)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *above = rows[1], *here = rows[2];
    for (size_t j = 0; j <= n; j++)
        above[j] = j;
    for (size_t i = 1; i <= m; i++) {
        here[0] = i;
        for (size_t j = 1; j <= n; j++) {
            here[j] =
                least(least(above[j], here[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                here[j] = least(here[j], before[j - 2] + 1);
        }
        size_t *old = before;
        before = above;
        above = here;
        here = old;
    }
    return above[n];
}

struct nearest nearest_of(struct view text)
{
    return (struct nearest){.text = text, .edits = SIZE_MAX};
}

void nearest_offer(struct nearest *n, struct view known)
{
    uint32_t a[LONGEST], b[LONGEST];
    size_t an = split(n->text, a), bn = split(known, b);
    if (an > LONGEST || bn > LONGEST)
        return;
    size_t most = (an > bn ? an : bn) / SLIP, fewest = an > bn ? an - bn : bn - an;
    if (fewest > most || fewest >= n->edits)
        return;
    size_t edits = edits_between(a, an, b, bn);
    if (edits > 0 && edits <= most && edits < n->edits) {
        n->found = known;
        n->edits = edits;
    }
}

void nearest_offer_all(struct nearest *n, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        nearest_offer(n, view_of(words[i]));
}

void nearest_list(struct nearest *n, const struct view *known, size_t count, struct buf *list)
{
    for (size_t i = 0; i < count; i++) {
        buf_add_string(list, i > 0 ? ", " : "");
        buf_add_view(list, known[i]);
        nearest_offer(n, known[i]);
    }
    list->n = view_cut(buf_view(list), LIST_MAX).n;
}

const char *nearest_lead(const struct nearest *n)
{
    return n->found.n > 0 ? translated("; nearest: ") : "";
}
