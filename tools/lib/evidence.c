#include "evidence.h"

#include <stdlib.h>
#include <string.h>

struct evidence {
    struct fact *facts;
    size_t n, cap;
    char **blocks; /* the bytes that the views point into: a block a record */
    size_t block_count, block_cap;
};

struct evidence *evidence_new(void)
{
    return mem_new(1, sizeof(struct evidence));
}

/* The places of a fact's views, in the order in which they are kept. */
static struct view *view_at(struct fact *f, size_t i)
{
    struct view *const all[] = {
        &f->region,     &f->indicator, &f->item, &f->period, &f->measure,
        &f->against,    &f->value,     &f->unit, &f->bound,  &f->status,
        &f->resolution, &f->source,    &f->line, &f->text,   &f->key,
    };
    return i < sizeof all / sizeof *all ? all[i] : NULL;
}

bool evidence_add(struct evidence *e, const struct fact *given, struct view key)
{
    struct fact f = *given;
    struct view *v;
    size_t bytes = 0;
    f.key = key;
    for (size_t i = 0; (v = view_at(&f, i)) != NULL; i++)
        bytes += v->n;
    interval_init(&f.stands_for);
    if (!interval_read(&f.stands_for, f.value, f.resolution, f.bound)) {
        interval_free(&f.stands_for);
        return false;
    }
    char *block = mem_new(bytes + 1, 1), *p = block;
    for (size_t i = 0; (v = view_at(&f, i)) != NULL; i++) {
        if (v->n > 0)
            memcpy(p, v->p, v->n);
        v->p = p;
        p += v->n;
    }
    if (!period_parse(f.period, &f.time))
        f.time = (struct period){0};
    if (!period_parse(f.against, &f.base))
        f.base = (struct period){0};
    f.order = e->n;
    if (e->block_count == e->block_cap) {
        e->block_cap = e->block_cap > 0 ? 2 * e->block_cap : 256;
        e->blocks = mem_grow(e->blocks, e->block_cap, sizeof *e->blocks);
    }
    e->blocks[e->block_count++] = block;
    if (e->n == e->cap) {
        e->cap = e->cap > 0 ? 2 * e->cap : 256;
        e->facts = mem_grow(e->facts, e->cap, sizeof *e->facts);
    }
    e->facts[e->n++] = f;
    return true;
}

static int compare_group(const struct fact *a, const struct fact *b)
{
    int d = view_compare(a->region, b->region);
    d = d != 0 ? d : view_compare(a->key, b->key);
    d = d != 0 ? d : view_compare(a->item, b->item);
    return d != 0 ? d : view_compare(a->measure, b->measure);
}

static int by_group(const void *x, const void *y)
{
    const struct fact *a = x, *b = y;
    int d = compare_group(a, b);
    d = d != 0 ? d : view_compare(a->period, b->period);
    return d != 0 ? d : (a->order > b->order) - (a->order < b->order);
}

void evidence_sort(struct evidence *e)
{
    if (e->n > 0)
        qsort(e->facts, e->n, sizeof *e->facts, by_group);
}

const struct fact *evidence_all(const struct evidence *e, size_t *count)
{
    *count = e->n;
    return e->facts;
}

const struct fact *evidence_find_key(const struct evidence *e, const struct fact *f,
                                     struct view key, const char *measure,
                                     const struct period *time, size_t *count)
{
    char text[PERIOD_TEXT_MAX];
    struct fact wanted = *f;
    wanted.key = key;
    wanted.measure = view_of(measure);
    wanted.period = time != NULL ? view_of(period_text(*time, text)) : view_of("");
    size_t low = 0, high = e->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int d = compare_group(&e->facts[mid], &wanted);
        if (d == 0 && time != NULL)
            d = view_compare(e->facts[mid].period, wanted.period);
        if (d < 0)
            low = mid + 1;
        else
            high = mid;
    }
    size_t end = low;
    while (end < e->n && compare_group(&e->facts[end], &wanted) == 0 &&
           (time == NULL || view_equal(e->facts[end].period, wanted.period)))
        end++;
    *count = end - low;
    return end > low ? &e->facts[low] : NULL;
}

const struct fact *evidence_find(const struct evidence *e, const struct fact *f,
                                 const char *measure, const struct period *time, size_t *count)
{
    return evidence_find_key(e, f, f->key, measure, time, count);
}

/* 1 for what was, 2 for what is expected, 3 for what is aimed at. */
static int world(struct view status)
{
    return view_is(status, "target") ? 3 : view_is(status, "estimate") ? 2 : 1;
}

bool evidence_same_world(struct view a, struct view b)
{
    return world(a) == world(b);
}

void evidence_free(struct evidence *e)
{
    for (size_t i = 0; i < e->n; i++)
        interval_free(&e->facts[i].stands_for);
    for (size_t i = 0; i < e->block_count; i++)
        free(e->blocks[i]);
    free(e->blocks);
    free(e->facts);
    free(e);
}
