#include "tablerecords.h"

#include "buf.h"
#include "csvfield.h"
#include "gridrow.h"
#include "msg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PLACES = 128, /* behind the point, more than cell_number_read takes */
    FIELDS = 14,  /* of a record */
};

struct tablerecords {
    struct out *o;
    struct celltexts *texts;
    struct context context;
    struct view indicator, unit; /* the context's, as csvfield.h says, and so on */
    struct view source;
    struct view resolutions[PLACES]; /* by places behind the point */
    struct arena constants;          /* of these two */
    uint64_t count, undated, unnamed, noise;
    uint64_t first_undated, first_unnamed, first_noise; /* lines */
};

/* A cell's record while it is put together. */
struct record {
    struct view region, indicator, item, measure, unit, status;
    const struct celltime *time;
    bool rate, change, growth; /* as in struct tablerecords_column */
    bool by_row;               /* the row says the measure, not the column */
};

struct tablerecords *tablerecords_new(struct out *o, struct celltexts *texts, struct view source)
{
    struct tablerecords *t = mem_new(1, sizeof *t);
    t->o = o;
    t->texts = texts;
    t->source = csvfield_of(&t->constants, source);
    t->resolutions[0] = arena_copy(&t->constants, view_of("1"));
    for (size_t i = 1; i < PLACES; i++) {
        char text[PLACES + 3] = "0.";
        memset(text + 2, '0', i - 1);
        text[1 + i] = '1';
        t->resolutions[i] = arena_copy(&t->constants, (struct view){text, i + 2});
    }
    return t;
}

void tablerecords_free(struct tablerecords *t)
{
    arena_free(&t->constants);
    free(t);
}

void tablerecords_context(struct tablerecords *t, const struct context *context, struct arena *a)
{
    t->context = *context;
    t->indicator = csvfield_of(a, context->indicator);
    t->unit = csvfield_of(a, context->unit);
}

static bool is_price(const struct column *k)
{
    return view_ends(k->unit, view_of("元")) && k->indicator.n > 0 &&
           memmem(k->indicator.p, k->indicator.n, "价", 3) != NULL;
}

void tablerecords_column(const struct tablerecords *t, const struct column *column, struct arena *a,
                         struct tablerecords_column *ready)
{
    const struct context *x = &t->context;
    ready->column = column;
    struct view measure = view_of(column->measure != NULL ? column->measure : "level");
    if (view_is(measure, "growth") && !tablerows_is_rate_unit(column->unit))
        measure = view_of("change");
    ready->rate = !view_is(measure, "level");
    ready->change = view_is(measure, "change");
    ready->growth = ready->change || view_is(measure, "growth") || view_is(measure, "cagr");
    ready->price = is_price(column);
    ready->measure = arena_copy(a, measure);
    ready->indicator = csvfield_of(a, column->indicator);
    ready->item = csvfield_of(a, column->item);
    ready->region = csvfield_of(a, column->region);
    ready->head = csvfield_of(a, column->head);
    ready->unit = csvfield_of(a, column->unit);
    ready->against = csvfield_of(a, column->against);
    const char *status = column->status != NULL ? column->status
                         : x->status != NULL    ? x->status
                                                : "actual";
    ready->status = arena_copy(a, view_of(status));
    celltime_write(&ready->times, celltime_of((struct period){0}, column->period, x->period),
                   column->last_year, column->timing, column->base, column->base_period);
}

void tablerecords_row(struct tablerecords_row *r, const struct grid_row *row)
{
    struct arena arena = r->arena;
    arena_clear(&arena);
    memset(r, 0, sizeof *r);
    r->arena = arena;
    r->row = row;
    r->line_n = (size_t)snprintf(r->line, sizeof r->line, "%llu", (unsigned long long)row->line);
}

void tablerecords_row_free(struct tablerecords_row *r)
{
    arena_free(&r->arena);
}

/* The place value of the last digit: 0.1 for 290.5, 1 for 407. */
static struct view resolution_of(const struct tablerecords *t, struct view value)
{
    for (size_t places = 0; places < value.n && places < PLACES; places++)
        if (value.p[value.n - 1 - places] == '.')
            return t->resolutions[places];
    return t->resolutions[0];
}

/* Adds to a count; remembers the first line. */
static void note(uint64_t *count, uint64_t *first, uint64_t line)
{
    if ((*count)++ == 0)
        *first = line;
}

/* Whether the row is the whole that the column's index is of: 居民消费价格指数(CPI), 总指数. */
static bool is_whole_index(struct view row, struct view index)
{
    const char *base = memmem(index.p, index.n, "=100)", 5);
    const char *end = base != NULL ? memchr(index.p, '(', index.n) : NULL;
    if (end == NULL)
        return false;
    struct view name = {index.p, (size_t)(end - index.p)};
    const char *bracket = memchr(row.p, '(', row.n);
    if (bracket != NULL)
        row.n = (size_t)(bracket - row.p);
    return view_equal(row, name) || view_ends(row, view_of("总指数"));
}

/* (上年=100) at the end of the name of an index; empty where there is none. */
static struct view index_base(struct view name)
{
    const char *open = view_ends(name, view_of("=100)")) ? memrchr(name.p, '(', name.n) : NULL;
    return open == NULL ? (struct view){name.p, 0}
                        : (struct view){open, (size_t)(name.p + name.n - open)};
}

/* The name of another index on that base, padded as csvfield.h wants it. */
static struct view with_base(struct arena *a, struct view name, struct view base)
{
    char *p = arena_new(a, name.n + base.n + ARENA_PAD);
    memcpy(p, name.p, name.n);
    memcpy(p + name.n, base.p, base.n);
    return (struct view){p, name.n + base.n};
}

/* The names of the cell: of column and row the one that is a quantity, the other a part of it. */
static void set_names(const struct tablerecords *t, struct tablerecords_row *r,
                      const struct tablerecords_column *k, struct record *x)
{
    struct arena *a = &r->arena;
    const struct tablerow *says = &r->says;
    x->indicator = says->indicator;
    if (says->indicator.n == 0) {
        x->indicator = k->indicator;
        x->item = csvfield_join(a, says->item, k->item);
    } else if (k->indicator.n == 0 && k->column->of_title && !says->quantity) {
        x->indicator = t->indicator;
        x->item = csvfield_join(a, csvfield_join(a, says->indicator, says->item), k->item);
    } else if (k->indicator.n == 0) {
        x->item = k->item.n > 0 ? csvfield_join(a, says->item, k->item) : says->item;
    } else if (k->column->quantity && is_whole_index(says->indicator, k->indicator)) {
        x->indicator = k->indicator;
        x->item = csvfield_join(a, says->item, k->item);
    } else if (k->column->quantity && says->quantity &&
               view_ends(says->indicator, view_of("指数")) && index_base(k->indicator).n > 0) {
        x->indicator = with_base(a, says->indicator, index_base(k->indicator));
        x->item = csvfield_join(a, says->item, k->item);
    } else if (k->column->quantity && says->of_banner) {
        x->indicator = k->indicator;
        x->item = csvfield_join(a, says->item, k->item);
    } else if (k->column->quantity) {
        x->indicator = k->indicator;
        x->item = csvfield_join(a, csvfield_join(a, says->indicator, says->item), k->item);
    } else {
        x->item = csvfield_join(a, says->item, csvfield_join(a, k->indicator, k->item));
    }
    if (x->indicator.n == 0 && t->context.indicator.n > 0)
        x->indicator = t->indicator;
}

/* A measure other than level: the column's, or else the row's. */
static void set_measure(const struct tablerecords_row *r, const struct tablerecords_column *k,
                        struct record *x)
{
    x->measure = k->measure;
    x->rate = k->rate;
    x->change = k->change;
    x->growth = k->growth;
    x->by_row = r->says.rate && !k->rate;
    if (!x->by_row)
        return;
    x->measure = r->says.measure;
    x->rate = true;
    x->change = view_is(x->measure, "change");
    x->growth = x->change || view_is(x->measure, "growth") || view_is(x->measure, "cagr");
}

/* 居民消费价格指数(上年=100). Few names have the sign, which is quicker to look for. */
static bool has_index_base(struct view name)
{
    return name.n > 0 && memchr(name.p, '=', name.n) != NULL &&
           memmem(name.p, name.n, "=100", 4) != NULL;
}

/* The unit: in the cell, in its column of units, in the heads, in the line above. False where the
 * column of units has a mark of a missing one: a quantity without a unit is none. */
static bool set_unit(const struct tablerecords *t, struct tablerecords_row *r,
                     const struct tablerecords_column *k, struct view in_cell, struct record *x)
{
    const struct column *col = k->column;
    x->unit = k->unit;
    if (in_cell.n > 0) {
        x->unit = csvfield_of(&r->arena, in_cell);
        if (view_is(x->measure, "growth") && !tablerows_is_rate_unit(in_cell)) /* 0.7(百分点) */
            x->measure = arena_copy(&r->arena, view_of("change"));
    } else if (x->by_row) {
        x->unit = r->says.unit;
    } else if (!x->rate || x->change) {
        struct view own = {0};
        if (col->unit_at != TABLE_NONE) {
            own = gridrow_cell(r->row, col->unit_at);
            const struct celltext *said = celltexts_read(t->texts, CELLTEXT_CELL, own);
            if (said->missing)
                return false;
            if (own.n > 0)
                own = csvfield_of(&r->arena, said->unit.n > 0 ? said->unit : own);
        }
        if (own.n == 0 && !col->index_of)
            own = r->says.unit;
        else if (k->price && memmem(own.p, own.n, "元", 3) == NULL)
            own = csvfield_join(&r->arena, k->unit, own);
        if (own.n > 0 && (k->price || !(x->change && k->unit.n > 0)))
            x->unit = own;
        if (x->unit.n == 0 && t->context.unit.n > 0 && !col->index_of &&
            !has_index_base(x->indicator))
            x->unit = t->unit;
    }
    if (x->unit.n == 0 && x->rate && !x->change && view_is(x->measure, "growth"))
        x->unit = arena_copy(&r->arena, view_of("%"));
    return true;
}

/* The time of the cell, which is remembered where others have the same. */
static void set_time(struct tablerecords *t, struct tablerecords_row *r,
                     const struct tablerecords_column *k, struct record *x)
{
    const struct column *col = k->column;
    const struct tablerow *says = &r->says;
    enum timing timing = col->timing != TIMING_NONE ? col->timing : says->timing;
    enum base base = x->by_row ? says->base : col->base;
    bool last_year = col->last_year || says->last_year;
    x->time = &k->times;
    if (says->period.kind != PERIOD_NONE || timing != col->timing || base != col->base ||
        last_year != col->last_year) {
        bool others = col->period.kind == PERIOD_NONE && base != BASE_GIVEN;
        struct celltime *own = others ? &r->times[last_year][timing][base] : &r->own;
        if (!others || !own->known)
            celltime_write(own, celltime_of(says->period, col->period, t->context.period),
                           last_year, timing, base,
                           x->by_row ? says->base_period : col->base_period);
        x->time = own;
    }
    if (x->time->dated)
        return;
    note(&t->undated, &t->first_undated, r->row->line);
    /* without a year 上月 and 上年同期 have no time that tells them from 本月 */
    if (last_year || timing == TIMING_PREVIOUS || timing == TIMING_BEGIN)
        x->item = csvfield_join(&r->arena, x->item, k->head);
}

static void write_record(struct tablerecords *t, const struct tablerecords_row *r,
                         const struct tablerecords_column *k, const struct cell_number *number,
                         const struct record *x)
{
    struct view resolution = resolution_of(t, number->value), text = r->says.text;
    struct view none = {k->measure.p, 0};
    struct view bound = *number->bound != '\0' ? view_of(number->bound) : r->says.bound;
    struct view time = {x->time->against, x->time->against_n};
    struct view against = r->says.recorded ? (r->says.timed ? time : r->says.against)
                          : x->growth && k->against.n == 0 ? time
                          : x->rate                        ? k->against
                                                           : none;
    size_t most = x->region.n + x->indicator.n + x->item.n + x->measure.n + against.n + bound.n +
                  number->value.n + x->unit.n + x->status.n + resolution.n + t->source.n + text.n +
                  4 * ARENA_PAD + 2 * PERIOD_TEXT_MAX + FIELDS;
    char *start = out_room(t->o, most), *to = start;
    to = csvfield_put(to, x->region);
    to = csvfield_put(to, x->indicator);
    to = csvfield_put(to, x->item);
    to = csvfield_put(to, (struct view){x->time->period, x->time->period_n});
    to = csvfield_put(to, x->measure);
    to = csvfield_put(to, against);
    to = csvfield_put(to, number->value);
    to = csvfield_put(to, x->unit);
    for (size_t i = 0; i < bound.n; i++) /* not padded, and nearly always empty */
        *to++ = bound.p[i];
    *to++ = ',';
    to = csvfield_put(to, x->status);
    to = csvfield_put(to, resolution);
    to = csvfield_put(to, t->source);
    to = csvfield_put(to, (struct view){r->line, r->line_n});
    to = csvfield_put(to, text);
    to[-1] = '\n';
    out_advance(t->o, (size_t)(to - start));
    t->count++;
}

void tablerecords_write(struct tablerecords *t, const struct tablerecords_column *k,
                        struct tablerecords_row *r, bool has_region,
                        const struct cell_number *number)
{
    struct record x = {.region = r->says.region, .status = k->status};
    set_names(t, r, k, &x);
    set_measure(r, k, &x);
    if (!set_unit(t, r, k, number->unit, &x))
        return;
    set_time(t, r, k, &x);
    if (r->says.status.n > 0 && k->column->status == NULL)
        x.status = r->says.status;
    if (k->region.n > 0 && has_region)
        x.item = csvfield_join(&r->arena, x.item, k->region);
    else if (k->region.n > 0)
        x.region = k->region;
    if (x.indicator.n == 0)
        note(&t->unnamed, &t->first_unnamed, r->row->line);
    if (number->noise)
        note(&t->noise, &t->first_noise, r->row->line);
    write_record(t, r, k, number, &x);
}

uint64_t tablerecords_report(const struct tablerecords *t, const char *file)
{
    if (t->unnamed > 0)
        msg(file, t->first_unnamed,
            "%llu records without an indicator: neither heads, rows, title nor --indicator name "
            "one",
            (unsigned long long)t->unnamed);
    if (t->undated > 0)
        msg(file, t->first_undated,
            "%llu records without a year: neither heads, rows, title nor --period name one",
            (unsigned long long)t->undated);
    if (t->noise > 0)
        msg(file, t->first_noise,
            "%llu figures with the noise of binary fractions, taken to 15 significant digits",
            (unsigned long long)t->noise);
    return t->count;
}
