#include "rival.h"

#include "precedence.h"
#include "translate.h"

#include <string.h>

enum {
    LINE = 64,    /* bytes that memory gives at once */
    FETCHED = 128 /* bytes of the row that are fetched: its figure is mostly among them */
};

bool rival_before(const struct rival *a, const struct rival *b, const struct intern *releases,
                  enum why *why)
{
    enum why reason = WHY_ORDER;
    bool before = a->order > b->order;
    int release = 0;
    if (a->withheld != b->withheld) {
        reason = WHY_FIGURE;
        before = b->withheld;
    } else if (a->derived != b->derived) {
        reason = WHY_PUBLISHED;
        before = b->derived;
    } else if (a->rank != b->rank) {
        reason = WHY_SOURCE;
        before = a->rank < b->rank;
    } else if (a->provisional != b->provisional) {
        reason = WHY_FINAL;
        before = b->provisional;
    } else if (a->release != b->release &&
               (release = release_compare(intern_text(releases, a->release),
                                          intern_text(releases, b->release))) != 0) {
        reason = WHY_RELEASE;
        before = release > 0;
    }
    if (why != NULL)
        *why = reason;
    return before;
}

const char *why_text(enum why why)
{
    static const char *const texts[] = {
        [WHY_FIGURE] = N_("a figure, not withheld"),
        [WHY_PUBLISHED] = N_("published, not derived"),
        [WHY_SOURCE] = N_("of the better source"),
        [WHY_FINAL] = N_("final, not provisional"),
        [WHY_RELEASE] = N_("of the later release"),
        [WHY_ORDER] = N_("comes later"),
        [WHY_FINER] = N_("tells more"),
    };
    return texts[why];
}

struct view rival_piece(const struct rival *r, struct piece_of_row piece)
{
    return (struct view){rival_text(r) + piece.at, piece.n};
}

static bool same_figure(const struct rival *a, const struct rival *b, const char *text)
{
    return a->unit == b->unit && a->bound == b->bound && a->provisional == b->provisional &&
           a->derived == b->derived && a->withheld == b->withheld && a->value.n == b->value.n &&
           a->resolution.n == b->resolution.n &&
           memcmp(rival_text(a) + a->value.at, text + b->value.at, b->value.n) == 0 &&
           memcmp(rival_text(a) + a->resolution.at, text + b->resolution.at, b->resolution.n) == 0;
}

static void add_origin(struct rival *r, struct arena *arena, uint32_t source, uint32_t weight)
{
    struct origin **o = &r->origins;
    while (*o != NULL && (*o)->source != source)
        o = &(*o)->next;
    if (*o == NULL) {
        *o = arena_new(arena, sizeof **o);
        (*o)->source = source;
    }
    if ((*o)->weight < weight)
        (*o)->weight = weight;
}

/* Takes a source off the list of others, as it becomes the rival's own. */
static void drop_origin(struct rival *r, uint32_t source)
{
    for (struct origin **o = &r->origins; *o != NULL; o = &(*o)->next) {
        if ((*o)->source == source) {
            *o = (*o)->next;
            return;
        }
    }
}

/* A rival as new says with the text, in the memory of old where that is enough (NULL: in new
 * memory). Each time it is not there is half as much again, so that little is left behind. */
static struct rival *make(struct rival *old, struct arena *arena, const struct rival *new,
                          struct view text)
{
    size_t cap = old != NULL ? old->cap : text.n;
    if (cap < text.n)
        cap = text.n + text.n / 2;
    if (old == NULL || cap > old->cap)
        old = arena_room(arena, sizeof *old + cap);
    *old = *new;
    memcpy(rival_text(old), text.p, text.n);
    old->n = (uint32_t)text.n; /* a row has at most 64 MiB */
    old->cap = (uint32_t)cap;
    return old;
}

void rivals_fetch(const struct rival *list)
{
    const char *p = (const char *)list;
    for (size_t i = 0; p != NULL && i < sizeof *list + FETCHED; i += LINE)
        __builtin_prefetch(p + i, 1);
}

void rivals_add(struct rival **list, struct arena *arena, const struct rival *new, struct view text,
                const struct intern *releases)
{
    struct rival **at = list;
    while (*at != NULL && !same_figure(*at, new, text.p))
        at = &(*at)->next;
    struct rival *same = *at;
    if (same == NULL) {
        *at = make(NULL, arena, new, text);
        (*at)->records = 1;
        return;
    }
    same->records++;
    enum why why;
    if (!rival_before(new, same, releases, &why) || why == WHY_ORDER) {
        if (why == WHY_ORDER && same->order < new->order)
            same->order = new->order;
        if (new->source != same->source)
            add_origin(same, arena, new->source, new->weight);
        else if (same->weight < new->weight)
            same->weight = new->weight;
        return;
    }
    if (new->source != same->source)
        add_origin(same, arena, same->source, same->weight);
    struct rival merged = *new;
    merged.next = same->next;
    merged.origins = same->origins;
    merged.records = same->records;
    drop_origin(&merged, new->source);
    *at = make(same, arena, &merged, text);
}
