#include "series.h"

#include "arena.h"
#include "buf.h"

#include <stdlib.h>
#include <string.h>

struct series_set {
    struct groups *groups; /* states are struct series */
    struct series *first, **end;
    struct arena points; /* and their derivations */
};

static bool is_short(const struct decimal *d)
{
    return d->big == NULL && d->n >= INT64_MIN && d->n <= INT64_MAX && d->places <= UINT8_MAX;
}

void point_set_figure(struct point *p, const struct published *figure)
{
    p->bound = figure->bound;
    p->is_long = !is_short(&figure->value) || !is_short(&figure->resolution);
    if (p->is_long) {
        p->figure = mem_new(1, sizeof *p->figure);
        *p->figure = *figure;
        return;
    }
    p->value = (int64_t)figure->value.n;
    p->value_places = (uint8_t)figure->value.places;
    p->resolution = (int64_t)figure->resolution.n;
    p->resolution_places = (uint8_t)figure->resolution.places;
}

void point_free(struct point *p)
{
    if (!p->is_long)
        return;
    published_free(p->figure);
    free(p->figure);
}

struct series_set *series_new(size_t more)
{
    struct series_set *set = mem_new(1, sizeof *set);
    set->groups = groups_new(SERIES_KEYS + more, sizeof(struct series));
    set->end = &set->first;
    return set;
}

struct series *series_find(struct series_set *set, const struct view *key)
{
    bool fresh;
    return groups_find(set->groups, key, groups_hash(set->groups, key), &fresh);
}

bool series_list(struct series_set *set, struct series *s)
{
    if (s->next != NULL || set->end == &s->next)
        return false;
    *set->end = s;
    set->end = &s->next;
    return true;
}

struct series *series_first(const struct series_set *set)
{
    return set->first;
}

struct view series_key(const struct series_set *set, const struct series *s, size_t column)
{
    return groups_key(set->groups, s, column);
}

static int compare(const struct point *p, struct months at, struct months base)
{
    if (p->at.first != at.first)
        return p->at.first < at.first ? -1 : 1;
    if (p->at.last != at.last)
        return p->at.last < at.last ? -1 : 1;
    if (p->base.first != base.first)
        return p->base.first < base.first ? -1 : 1;
    return (p->base.last > base.last) - (p->base.last < base.last);
}

/* The index of the first point that is not before. Figures mostly come in the order of time, so the
 * end is tried first. */
static size_t place(const struct series *s, struct months at, struct months base)
{
    size_t from = 0, to = s->count;
    if (to > 0 && compare(s->points[to - 1], at, base) < 0)
        return to;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (compare(s->points[middle], at, base) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

struct point *series_at(const struct series *s, struct months at, struct months base)
{
    size_t i = place(s, at, base);
    return i < s->count && compare(s->points[i], at, base) == 0 ? s->points[i] : NULL;
}

size_t series_from(const struct series *s, int first)
{
    return place(s, (struct months){first, first}, (struct months){0});
}

/* Takes a second figure for the same months. */
static bool merge(struct point *old, const struct point *new)
{
    bool both = old->marked == new->marked;
    struct published had = point_figure(old), given = point_figure(new);
    bool good = !both || old->marked || published_agree(&had, &given);
    bool replace = both ? good && published_finer(&given, &had) < 0 : old->marked;
    bool ambiguous = both && (old->ambiguous || !good);
    bool shortest = old->shortest || new->shortest;
    struct point gone = replace ? *old : *new;
    if (replace)
        *old = *new;
    point_free(&gone);
    old->shortest = shortest;
    old->ambiguous = old->ambiguous || ambiguous;
    return good;
}

/* A copy of the derivation, without the inputs that it does not have. */
static const struct derivation *keep(struct series_set *set, const struct derivation *d)
{
    if (d == NULL)
        return NULL;
    size_t size = offsetof(struct derivation, inputs) + d->n * sizeof d->inputs[0];
    return memcpy(arena_room(&set->points, size), d, size);
}

bool series_add(struct series_set *set, struct series *s, const struct point *new)
{
    size_t i = place(s, new->at, new->base);
    if (i < s->count && compare(s->points[i], new->at, new->base) == 0)
        return merge(s->points[i], new);
    if (s->count == s->cap) {
        s->cap = s->cap > 0 ? 2 * s->cap : 4;
        s->points = mem_grow(s->points, s->cap, sizeof(struct point *));
    }
    memmove(s->points + i + 1, s->points + i, (s->count - i) * sizeof(struct point *));
    s->points[i] = arena_room(&set->points, sizeof *new);
    *s->points[i] = *new;
    s->points[i]->derivation = keep(set, new->derivation);
    s->count++;
    return true;
}

void series_add_break(struct series *s, int month)
{
    s->breaks = mem_grow(s->breaks, s->break_count + 1, sizeof *s->breaks);
    s->breaks[s->break_count++] = month;
}

bool series_broken(const struct series *s, struct months reach)
{
    for (size_t i = 0; i < s->break_count; i++)
        if (reach.first < s->breaks[i] && s->breaks[i] <= reach.last)
            return true;
    return false;
}

void series_free(struct series_set *set)
{
    void **list = groups_list(set->groups);
    for (size_t i = 0; i < groups_count(set->groups); i++) {
        struct series *s = list[i];
        for (size_t k = 0; k < s->count; k++)
            point_free(s->points[k]);
        free(s->points);
        free(s->identity);
        free(s->breaks);
    }
    free(list);
    groups_free(set->groups);
    arena_free(&set->points);
    free(set);
}
