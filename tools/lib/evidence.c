#include "evidence.h"

#include "arena.h"
#include "buf.h"
#include "groups.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct evidence {
    struct fact *facts;
    size_t n, cap;
    size_t *by_order; /* indices of facts */
    struct arena text;
    struct groups *series; /* by place, key and measure: their runs */
    uint32_t series_count;
};

enum { SERIES_KEYS = 3 };

/* Facts of one series lie behind each other, by time and then item. */
struct run {
    size_t first, end;
    uint32_t series; /* of the facts */
};

struct fact fact_of(const struct rec *rec, const struct columns *c, size_t text,
                    char line[FACT_LINE_MAX])
{
    const struct view *v = rec->fields;
    struct fact f = {
        .region = columns_pick(v, c->region),
        .indicator = v[c->indicator],
        .item = columns_pick(v, c->item),
        .period = v[c->period],
        .measure = c->measure != REC_NONE ? v[c->measure] : view_of("level"),
        .against = columns_pick(v, c->against),
        .value = v[c->value],
        .unit = columns_pick(v, c->unit),
        .bound = columns_pick(v, c->bound),
        .status = columns_pick(v, c->status),
        .resolution = columns_pick(v, c->resolution),
        .source = columns_pick(v, c->source),
        .line = columns_pick(v, c->line),
        .text = columns_pick(v, text),
    };
    if (f.source.n == 0)
        f.source = view_of(rec->file);
    if (f.line.n == 0) {
        snprintf(line, FACT_LINE_MAX, "%llu", (unsigned long long)rec->line);
        f.line = view_of(line);
    }
    return f;
}

struct evidence *evidence_new(void)
{
    struct evidence *e = mem_new(1, sizeof *e);
    e->series = groups_new(SERIES_KEYS, sizeof(struct run));
    return e;
}

/* Where a fact has its views, in the order in which they are kept. */
static const size_t views[] = {
    offsetof(struct fact, region),    offsetof(struct fact, indicator),
    offsetof(struct fact, item),      offsetof(struct fact, period),
    offsetof(struct fact, measure),   offsetof(struct fact, against),
    offsetof(struct fact, value),     offsetof(struct fact, unit),
    offsetof(struct fact, bound),     offsetof(struct fact, status),
    offsetof(struct fact, key),       offsetof(struct fact, place),
    offsetof(struct fact, source),    offsetof(struct fact, resolution),
    offsetof(struct fact, line),      offsetof(struct fact, text),
    offsetof(struct fact, published),
};
enum { VIEWS = sizeof views / sizeof *views };

static struct view *view_at(struct fact *f, size_t i)
{
    return (struct view *)(void *)((char *)f + views[i]);
}

static bool has_digit(struct view v)
{
    for (size_t i = 0; i < v.n; i++)
        if (v.p[i] >= '0' && v.p[i] <= '9')
            return true;
    return false;
}

/* The time by its shortest name: 2020 for 2020-01/2020-12. */
static struct period time_of(struct view text)
{
    struct period p, shorter;
    int first, last;
    if (!period_parse(text, &p))
        return (struct period){0};
    if (p.kind == PERIOD_MONTHS && period_months(p, &first, &last)) {
        shorter = period_of_months(first, last);
        if (shorter.kind != PERIOD_NONE)
            return shorter;
    }
    return p;
}

/* Copies what f's views show, but for what the fact before it shows too: region, source, period ...
 */
static void keep_views(struct evidence *e, struct fact *f, struct fact *before)
{
    bool shared[VIEWS];
    size_t bytes = 0;
    for (size_t i = 0; i < VIEWS; i++) {
        struct view *v = view_at(f, i);
        shared[i] = v->n == 0 || (before != NULL && view_equal(*v, *view_at(before, i)));
        if (v->n == 0)
            *v = view_of("");
        else if (shared[i])
            *v = *view_at(before, i);
        else
            bytes += v->n;
    }
    char *p = arena_new(&e->text, bytes);
    for (size_t i = 0; i < VIEWS; i++) {
        struct view *v = view_at(f, i);
        if (shared[i])
            continue;
        memcpy(p, v->p, v->n);
        v->p = p;
        p += v->n;
    }
}

/* Where the facts of f's place lie that have this key and measure; nowhere is a run too. */
static struct run *run_of(const struct evidence *e, const struct fact *f, struct view key,
                          struct view measure)
{
    const struct view series[] = {f->place, key, measure};
    bool fresh;
    return groups_find(e->series, series, groups_hash(e->series, series), &fresh);
}

/* A number for the period; those of a year are next to each other. */
static uint64_t when(const struct period *p)
{
    uint64_t years = (uint64_t)(uint16_t)p->y << 48 | (uint64_t)(uint16_t)p->y2 << 24;
    return years | (uint64_t)p->kind << 40 | (uint64_t)(uint8_t)p->a << 8 | (uint8_t)p->b;
}

bool evidence_add(struct evidence *e, const struct fact *given, struct view region_code)
{
    struct fact f = *given;
    interval_init(&f.stands_for);
    if (!interval_read(&f.stands_for, f.value, f.resolution, f.bound)) {
        interval_free(&f.stands_for);
        return false;
    }
    f.place = region_code.n > 0 ? region_code : f.region.n > 0 ? f.region : f.source;
    f.time = time_of(f.period);
    f.base = time_of(f.against);
    f.in_table = f.text.n > 0 && !has_digit(f.text);
    f.when = when(&f.time);
    struct run *run = run_of(e, &f, f.key, f.measure);
    if (run->series == 0)
        run->series = ++e->series_count;
    f.series = run->series;
    f.order = e->n;
    if (e->n == e->cap) {
        e->cap = e->cap > 0 ? 2 * e->cap : 256;
        e->facts = mem_grow(e->facts, e->cap, sizeof *e->facts);
    }
    keep_views(e, &f, e->n > 0 ? &e->facts[e->n - 1] : NULL);
    e->facts[e->n++] = f;
    return true;
}

static int compare_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_group(const struct fact *a, const struct fact *b)
{
    int d = compare_number(a->series, b->series);
    d = d != 0 ? d : compare_number(a->when, b->when);
    return d != 0 ? d : view_compare(a->item, b->item);
}

/* By all that makes two of a group the same figure. */
static int compare_figure(const struct fact *a, const struct fact *b)
{
    int d = view_compare(a->against, b->against);
    d = d != 0 ? d : view_compare(a->source, b->source);
    d = d != 0 ? d : compare_number(a->in_table, b->in_table);
    d = d != 0 ? d : view_compare(a->unit, b->unit);
    d = d != 0 ? d : view_compare(a->value, b->value);
    d = d != 0 ? d : view_compare(a->resolution, b->resolution);
    d = d != 0 ? d : view_compare(a->bound, b->bound);
    d = d != 0 ? d : view_compare(a->status, b->status);
    return d != 0 ? d : view_compare(a->indicator, b->indicator);
}

static int by_group(const void *x, const void *y)
{
    const struct fact *a = x, *b = y;
    int d = compare_group(a, b);
    d = d != 0 ? d : compare_figure(a, b);
    return d != 0 ? d : compare_number(a->order, b->order);
}

static int by_order(const void *x, const void *y)
{
    size_t a = ((const size_t *)x)[1], b = ((const size_t *)y)[1];
    return (a > b) - (a < b);
}

/* Lists the runs of the sorted facts. */
static void list_runs(struct evidence *e)
{
    for (size_t first = 0, end; first < e->n; first = end) {
        const struct fact *f = &e->facts[first];
        end = first + 1;
        while (end < e->n && e->facts[end].series == f->series)
            end++;
        *run_of(e, f, f->key, f->measure) = (struct run){first, end, f->series};
    }
}

void evidence_sort(struct evidence *e)
{
    size_t kept = 0;
    if (e->n > 0)
        qsort(e->facts, e->n, sizeof *e->facts, by_group);
    for (size_t i = 0; i < e->n; i++) {
        struct fact *f = &e->facts[i], *last = &e->facts[kept - (kept > 0)];
        if (kept > 0 && compare_group(last, f) == 0 && compare_figure(last, f) == 0)
            interval_free(&f->stands_for);
        else
            e->facts[kept++] = *f;
    }
    e->n = kept;
    /* pairs of index and order, then the indices alone */
    size_t(*pairs)[2] = mem_new(e->n + 1, sizeof *pairs);
    for (size_t i = 0; i < e->n; i++) {
        pairs[i][0] = i;
        pairs[i][1] = e->facts[i].order;
    }
    if (e->n > 0)
        qsort(pairs, e->n, sizeof *pairs, by_order);
    e->by_order = mem_new(e->n + 1, sizeof *e->by_order);
    for (size_t i = 0; i < e->n; i++)
        e->by_order[i] = pairs[i][0];
    free(pairs);
    list_runs(e);
}

size_t evidence_count(const struct evidence *e)
{
    return e->n;
}

const struct fact *evidence_at(const struct evidence *e, size_t nth)
{
    return &e->facts[e->by_order[nth]];
}

size_t evidence_place(const struct evidence *e, const struct fact *f)
{
    return (size_t)(f - e->facts);
}

/* Whether f is of the time and item (NULL: any). */
static bool is_at(const struct fact *f, uint64_t time, const struct view *item)
{
    return f->when == time && (item == NULL || view_equal(f->item, *item));
}

static const struct fact *search(const struct evidence *e, const struct run *run,
                                 const struct period *period, const struct view *item, size_t most,
                                 size_t *count)
{
    uint64_t time = when(period);
    size_t low = run->first, high = run->end;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int d = compare_number(e->facts[mid].when, time);
        if (d == 0 && item != NULL)
            d = view_compare(e->facts[mid].item, *item);
        if (d < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (high = low; high < run->end && high - low <= most; high++)
        if (!is_at(&e->facts[high], time, item))
            break;
    *count = high - low <= most ? high - low : 0;
    return *count > 0 ? &e->facts[low] : NULL;
}

const struct fact *evidence_find_key(const struct evidence *e, const struct fact *f,
                                     struct view key, const char *measure, struct period time,
                                     size_t *count)
{
    const struct run *run = run_of(e, f, key, view_of(measure));
    return search(e, run, &time, &f->item, EVIDENCE_MANY, count);
}

const struct fact *evidence_find(const struct evidence *e, const struct fact *f,
                                 const char *measure, struct period time, size_t *count)
{
    return evidence_find_key(e, f, f->key, measure, time, count);
}

/* They lie around f itself. */
const struct fact *evidence_find_same(const struct evidence *e, const struct fact *f, size_t *count)
{
    size_t low = evidence_place(e, f), high = low + 1;
    while (low > 0 && high - low <= EVIDENCE_MANY && compare_group(&e->facts[low - 1], f) == 0)
        low--;
    while (high < e->n && high - low <= EVIDENCE_MANY && compare_group(&e->facts[high], f) == 0)
        high++;
    *count = high - low <= EVIDENCE_MANY ? high - low : 0;
    return *count > 0 ? &e->facts[low] : NULL;
}

const struct fact *evidence_find_items(const struct evidence *e, const struct fact *f,
                                       struct period time, size_t *count)
{
    const struct run *run = run_of(e, f, f->key, f->measure);
    return search(e, run, &time, NULL, EVIDENCE_ITEMS, count);
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
    arena_free(&e->text);
    free(e->facts);
    free(e->by_order);
    groups_free(e->series);
    free(e);
}
