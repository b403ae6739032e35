#include "histories.h"

#include "agree.h"
#include "arena.h"
#include "buf.h"
#include "day.h"
#include "groups.h"
#include "row.h"
#include "tally.h"
#include "units.h"

#include <stdlib.h>

enum { REGION, INDICATOR, ITEM, MEASURE, UNIT, AGAINST, BASE, FREQUENCY, FIXED };

static const char *const bases[] = {
    [BASE_OTHER] = "other", [BASE_YEAR] = "year", [BASE_BEFORE] = "before"};

static const char WITHHELD[] = "withheld"; /* in place of one */

struct histories {
    struct columns columns;
    size_t delivered;
    size_t width, places; /* columns; views of a key */
    size_t taken;
    struct units *units;
    struct groups *by_key, *by_family; /* states are pointers to histories */
    struct history **all;              /* owned, in the order of the input */
    size_t count, cap;
    struct arena text;
    struct view *key, *fields; /* owned; room for one */
    struct buf row, unquoted;
};

struct histories *histories_new(const struct rec_reader *r, const char *keys)
{
    struct histories *h = mem_new(1, sizeof *h);
    columns_find(&h->columns, r);
    columns_add_more(&h->columns, r, keys);
    rec_names(r, &h->width);
    h->units = units_new();
    units_check(h->units);
    h->delivered = rec_column(r, "delivered");
    h->places = FIXED + h->columns.more_count;
    h->by_key = groups_new(h->places, sizeof(struct history *));
    h->by_family = groups_new(h->places, sizeof(struct history *));
    h->key = mem_new(h->places, sizeof *h->key);
    h->fields = mem_new(h->width, sizeof *h->fields);
    return h;
}

static struct history **find(struct groups *g, const struct view *key)
{
    bool fresh;
    return groups_find(g, key, groups_hash(g, key), &fresh);
}

/* Whether figures of the measure are compared with those of another time. */
static bool has_base(struct view measure)
{
    return view_is(measure, "growth") || view_is(measure, "cagr") || view_is(measure, "change") ||
           view_is(measure, "multiple");
}

/* Whether things are counted in the unit: its dimension then is nothing but itself. */
static bool is_count(struct histories *h, struct view text)
{
    struct unit unit = {0};
    bool counts = text.n > 0 && units_find(h->units, text, &unit) && unit.adds &&
                  view_equal(unit.dimension, unit.canonical) && view_equal(text, unit.canonical);
    unit_free(&unit);
    return counts;
}

static struct history *new_history(struct histories *h, const struct view *v)
{
    struct history *new = arena_new(&h->text, sizeof *new);
    struct view *key = arena_new(&h->text, h->places * sizeof *key);
    for (size_t i = 0; i < h->places; i++)
        key[i] = arena_copy(&h->text, h->key[i]);
    *new = (struct history){
        .region = arena_copy(&h->text, columns_pick(v, h->columns.region)),
        .region_code = arena_copy(&h->text, columns_pick(v, h->columns.region_code)),
        .indicator = arena_copy(&h->text, v[h->columns.indicator]),
        .indicator_code = arena_copy(&h->text, columns_pick(v, h->columns.indicator_code)),
        .item = key[ITEM],
        .measure = key[MEASURE],
        .unit = key[UNIT],
        .against = key[AGAINST],
        .counts = is_count(h, key[UNIT]),
        .key = key,
    };
    if (h->count == h->cap) {
        h->cap = h->cap > 0 ? 2 * h->cap : 256;
        h->all = mem_grow(h->all, h->cap, sizeof(struct history *));
    }
    h->all[h->count++] = new;
    h->key[ITEM] = (struct view){"", 0};
    struct history **head = find(h->by_family, h->key);
    if (*head == NULL)
        *head = new;
    new->head = *head;
    if (*head != new) { /* behind the head, to be turned round at the end */
        new->family = (*head)->family;
        (*head)->family = new;
    }
    return new;
}

void histories_add(struct histories *h, const struct rec *rec)
{
    const struct columns *c = &h->columns;
    const struct view *v = rec->fields;
    struct period period;
    struct entry e = {0};
    bool withheld = columns_is_withheld(c, rec);
    if (view_is(columns_pick(v, c->status), "missing"))
        return;
    if ((!withheld && !columns_check_figure(c, rec)) ||
        !view_is(columns_status_class(columns_pick(v, c->status)), "actual"))
        return;
    struct view delivered = columns_pick(v, h->delivered), note = columns_pick(v, c->note);
    e.delivered = DAY_NONE;
    if (delivered.n > 0 && !day_parse(delivered, &e.delivered)) {
        rec_reject(rec, "delivered: no day, as in 2021-01-15: %.*s", view_shown(delivered),
                   delivered.p);
        return;
    }
    if (!period_parse(v[c->period], &period) || !day_span(period, &e.first, &e.last))
        return;
    enum frequency frequency = frequency_of(period);
    struct view measure = columns_pick(v, c->measure);
    if (measure.n == 0)
        measure = view_of("level");
    enum base base = BASE_OTHER;
    struct view against = columns_pick(v, c->against);
    if (has_base(measure)) {
        base = against.n == 0 ? BASE_YEAR : base_of(period, against);
        if (base != BASE_OTHER)
            against = (struct view){"", 0};
    }
    h->key[REGION] = columns_region(c, v);
    h->key[INDICATOR] = columns_indicator(c, v);
    h->key[ITEM] = columns_pick(v, c->item);
    h->key[MEASURE] = measure;
    h->key[UNIT] = columns_pick(v, c->unit);
    h->key[AGAINST] = against;
    h->key[BASE] = view_of(withheld ? WITHHELD : bases[base]);
    h->key[FREQUENCY] = view_of(frequency_name(frequency));
    for (size_t i = 0; i < c->more_count; i++)
        h->key[FIXED + i] = v[c->more[i]];
    struct history **at = find(h->by_key, h->key);
    if (*at == NULL) {
        *at = new_history(h, v);
        (*at)->base = base;
        (*at)->frequency = frequency;
        (*at)->withheld = withheld;
    }
    struct history *s = *at;
    e.broken =
        columns_pick(v, c->broken).n > 0 || memmem(note.p, note.n, "口径", strlen("口径")) != NULL;
    s->broken = s->broken || e.broken;
    e.file = rec->file;
    e.line = rec->line;
    e.order = h->taken++;
    e.derived = columns_pick(v, c->derived).n > 0;
    buf_clear(&h->row);
    row_format(&h->row, v, h->width);
    e.row = arena_copy(&h->text, buf_view(&h->row));
    if (s->count == s->cap) {
        s->cap = s->cap > 0 ? 2 * s->cap : 4;
        s->entries = mem_grow(s->entries, s->cap, sizeof *s->entries);
    }
    s->entries[s->count++] = e;
}

/* By time, then by the order of the input. */
static int by_time(const void *x, const void *y)
{
    const struct entry *a = x, *b = y;
    if (a->last != b->last)
        return a->last < b->last ? -1 : 1;
    if (a->first != b->first)
        return a->first > b->first ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* Of two entries for one period: whether the second is to stay. */
static bool is_better(struct histories *h, const struct entry *a, const struct entry *b)
{
    struct published x = {0}, y = {0};
    const struct columns *c = &h->columns;
    const struct view *v = histories_fields(h, a);
    published_read(&x, v[c->value], columns_pick(v, c->bound), columns_pick(v, c->resolution));
    v = histories_fields(h, b);
    published_read(&y, v[c->value], columns_pick(v, c->bound), columns_pick(v, c->resolution));
    bool better = a->derived != b->derived ? a->derived : published_finer(&y, &x) < 0;
    if (a->derived == b->derived && !published_agree(&x, &y)) {
        better = false;
        tally_add(b->file, b->line,
                  "figures that contradict each other for one period: the first is taken, zb-merge "
                  "comes first");
    }
    published_free(&x);
    published_free(&y);
    return better;
}

void histories_sort(struct histories *h)
{
    for (size_t i = 0; i < h->count; i++) {
        struct history *s = h->all[i];
        qsort(s->entries, s->count, sizeof *s->entries, by_time);
        size_t kept = 0;
        for (size_t k = 0; k < s->count; k++) {
            struct entry *e = &s->entries[k], *last = kept > 0 ? &s->entries[kept - 1] : NULL;
            if (last == NULL || last->last != e->last || last->first != e->first)
                s->entries[kept++] = *e;
            else if (!s->withheld && is_better(h, last, e))
                *last = *e;
        }
        s->count = kept;
        if (s->head == s) { /* the family in the order of the input */
            struct history *turned = NULL;
            for (struct history *f = s->family; f != NULL;) {
                struct history *next = f->family;
                f->family = turned;
                turned = f;
                f = next;
            }
            s->family = turned;
        }
    }
}

size_t histories_count(const struct histories *h)
{
    return h->count;
}

struct history *histories_at(const struct histories *h, size_t i)
{
    return h->all[i];
}

static void copy_key(struct histories *set, const struct history *h)
{
    memcpy(set->key, h->key, set->places * sizeof *set->key);
}

struct history *histories_twin(struct histories *set, const struct history *h, const char *measure,
                               struct view unit, enum base base)
{
    copy_key(set, h);
    set->key[MEASURE] = view_of(measure);
    set->key[UNIT] = unit;
    set->key[AGAINST] = (struct view){"", 0};
    set->key[BASE] = view_of(bases[base]);
    return *find(set->by_key, set->key);
}

struct history *histories_other(struct histories *set, const struct history *h,
                                enum frequency frequency)
{
    copy_key(set, h);
    set->key[FREQUENCY] = view_of(frequency_name(frequency));
    return *find(set->by_key, set->key);
}

const struct history *histories_withheld(struct histories *set, const struct history *h)
{
    copy_key(set, h);
    set->key[ITEM] = (struct view){"", 0};
    set->key[BASE] = view_of(WITHHELD);
    return *find(set->by_family, set->key);
}

const struct entry *history_at(const struct history *h, long first, long last)
{
    size_t low = 0, high = h->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct entry *m = &h->entries[mid];
        if (m->last < last || (m->last == last && m->first > first))
            low = mid + 1;
        else
            high = mid;
    }
    return low < h->count && h->entries[low].first == first && h->entries[low].last == last
               ? &h->entries[low]
               : NULL;
}

void histories_place(struct histories *h, const struct entry *e, struct buf *to)
{
    const struct view *v = histories_fields(h, e);
    struct view source = columns_pick(v, h->columns.source),
                line = columns_pick(v, h->columns.line);
    buf_add_view(to, source.n > 0 ? source : view_of(e->file));
    buf_add_char(to, ':');
    if (line.n > 0)
        buf_add_view(to, line);
    else
        buf_add_number(to, e->line);
}

const struct view *histories_fields(struct histories *h, const struct entry *e)
{
    row_split(e->row, h->fields, h->width, &h->unquoted);
    return h->fields;
}

const struct columns *histories_columns(const struct histories *h)
{
    return &h->columns;
}

size_t histories_width(const struct histories *h)
{
    return h->width;
}

void histories_free(struct histories *h)
{
    for (size_t i = 0; i < h->count; i++)
        free(h->all[i]->entries);
    free(h->all);
    units_free(h->units);
    groups_free(h->by_key);
    groups_free(h->by_family);
    arena_free(&h->text);
    free(h->columns.more);
    free(h->key);
    free(h->fields);
    buf_free(&h->row);
    buf_free(&h->unquoted);
    free(h);
}
