#include "tablecells.h"

#include "arena.h"
#include "buf.h"
#include "cellnumber.h"
#include "celltime.h"
#include "gridrow.h"
#include "msg.h"
#include "reject.h"
#include "stub.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TEXTS_MAX = 1 << 16, /* labels of rows that are remembered */
    PLACES = 128,        /* behind the point, more than cell_number_read takes */
};

/* The columns of a record, in the order in which they are written. */
enum field {
    REGION,
    INDICATOR,
    ITEM,
    PERIOD,
    MEASURE,
    AGAINST,
    VALUE,
    UNIT,
    BOUND,
    STATUS,
    RESOLUTION,
    SOURCE,
    LINE,
    TEXT,
    FIELDS
};

/* A value column made ready: fields in the form of CSV, in the arena. */
struct ready {
    const struct column *column;
    struct view indicator, item, region, unit, measure, status, against, head;
    struct celltime times; /* where the row says no time */
    bool rate;             /* its measure is no level */
    bool growth;           /* or change: against is a time */
    bool change;
};

struct lane { /* a part of the table */
    const struct part *part;
    struct ready *ready;
    size_t count;
    struct ready *counted; /* what each row counts one of, or NULL */
    struct stub stub;
    struct buf *above; /* for each column: the last cell that was not blank */
    size_t columns;    /* of the part, which is gone when the lane is freed */
    bool has_indicator, has_region;
    size_t last_label; /* the last column of labels */
    bool told;         /* that it is a listing */
};

/* What a row says, in the form of CSV. */
struct row {
    struct view region, indicator, item, unit, measure, status, text;
    struct period period, base_period;
    enum timing timing;
    enum base base;
    bool last_year;
    bool unclear; /* the label compares two times, but does not say how: 2020年比2015年 */
    struct celltime times[2][TIMINGS][BASES]; /* by last_year and those */
    bool rate;
    bool quantity_column_first; /* the column's quantity is the indicator, the row its part */
    char line[ARENA_PAD];
    size_t line_n;
};

struct tablecells {
    struct out *o;
    struct celltexts *texts;
    const char *file;
    struct view source;
    bool explain;
    struct context context;      /* of the table, with what lines within it say */
    struct view indicator, unit; /* the context's, in the form of CSV */
    struct arena arena;          /* for the table */
    struct arena row_arena;
    struct arena constants;
    struct view resolutions[PLACES]; /* by places behind the point */
    struct lane *lanes;
    size_t lane_count;
    struct buf joined, banner_unit, banner_region, banner_indicator;
    uint64_t count, undated, unnamed, noise, listed;
    uint64_t first_undated, first_unnamed, first_noise; /* lines */
};

/* A field as CSV writes it, with room behind it for copies in steps. Line ends become blanks. */
static struct view quoted(struct arena *a, struct view v)
{
    size_t quotes = 0;
    bool needs = false;
    for (size_t i = 0; i < v.n; i++) {
        quotes += v.p[i] == '"';
        needs = needs || v.p[i] == ',' || v.p[i] == '"';
    }
    char *p = arena_new(a, v.n + quotes + 2), *to = p;
    if (needs)
        *to++ = '"';
    for (size_t i = 0; i < v.n; i++) {
        if (v.p[i] == '"')
            *to++ = '"';
        *to++ = v.p[i] == '\n' || v.p[i] == '\r' ? ' ' : v.p[i];
    }
    if (needs)
        *to++ = '"';
    return (struct view){p, (size_t)(to - p)};
}

/* Constants, padded as arena pieces are. */
static struct view constant(struct arena *a, const char *s)
{
    return arena_copy(a, view_of(s));
}

struct tablecells *tablecells_new(struct out *o, struct celltexts *texts, const char *file,
                                  struct view source, bool explain)
{
    struct tablecells *c = mem_new(1, sizeof *c);
    c->o = o;
    c->texts = texts;
    c->file = file;
    c->explain = explain;
    c->source = quoted(&c->constants, source);
    c->resolutions[0] = constant(&c->constants, "1");
    for (size_t i = 1; i < PLACES; i++) {
        char text[PLACES + 3] = "0.";
        memset(text + 2, '0', i - 1);
        text[1 + i] = '1';
        c->resolutions[i] = arena_copy(&c->constants, (struct view){text, i + 2});
    }
    return c;
}

static void free_lanes(struct tablecells *c)
{
    for (size_t i = 0; i < c->lane_count; i++) {
        stub_free(&c->lanes[i].stub);
        for (size_t j = 0; j < c->lanes[i].columns; j++)
            buf_free(&c->lanes[i].above[j]);
        free(c->lanes[i].above);
    }
    free(c->lanes);
    c->lanes = NULL;
    c->lane_count = 0;
}

void tablecells_free(struct tablecells *c)
{
    free_lanes(c);
    arena_free(&c->arena);
    arena_free(&c->row_arena);
    arena_free(&c->constants);
    buf_free(&c->joined);
    buf_free(&c->banner_unit);
    buf_free(&c->banner_region);
    buf_free(&c->banner_indicator);
    free(c);
}

static bool is(const char *a, const char *b)
{
    return a != NULL && strcmp(a, b) == 0;
}

/* Whether a growth may be said in this unit; otherwise it is a change. */
static bool is_rate_unit(struct view unit)
{
    return unit.n == 0 || view_is(unit, "%") || view_is(unit, "‰") || view_is(unit, "倍") ||
           view_is(unit, "成");
}

static void make_ready(struct tablecells *c, struct ready *r, const struct column *k)
{
    struct arena *a = &c->arena;
    const struct context *x = &c->context;
    r->column = k;
    const char *measure = k->measure != NULL ? k->measure : "level";
    if (is(measure, "growth") && !is_rate_unit(k->unit))
        measure = "change";
    r->rate = !is(measure, "level");
    r->change = is(measure, "change");
    r->growth = r->change || is(measure, "growth") || is(measure, "cagr");
    r->measure = constant(a, measure);
    r->indicator = quoted(a, k->indicator);
    r->item = quoted(a, k->item);
    r->region = quoted(a, k->region);
    r->head = quoted(a, k->head);
    r->unit = quoted(a, k->unit);
    r->against = quoted(a, k->against);
    const char *status = k->status != NULL ? k->status : x->status != NULL ? x->status : "actual";
    r->status = constant(a, status);
    celltime_write(&r->times, celltime_of((struct period){0}, k->period, x->period), k->last_year,
                   k->timing, k->base, k->base_period);
}

static void prepare(struct tablecells *c)
{
    c->indicator = quoted(&c->arena, c->context.indicator);
    c->unit = quoted(&c->arena, c->context.unit);
    for (size_t i = 0; i < c->lane_count; i++) {
        struct lane *lane = &c->lanes[i];
        lane->count = 0;
        for (size_t j = 0; j < lane->part->count; j++)
            if (lane->part->columns[j].role == ROLE_VALUE)
                make_ready(c, &lane->ready[lane->count++], &lane->part->columns[j]);
        if (lane->part->counted != NULL)
            make_ready(c, lane->counted, lane->part->counted);
    }
}

void tablecells_begin(struct tablecells *c, const struct grid_table *t)
{
    free_lanes(c);
    arena_clear(&c->arena);
    c->context = t->context;
    buf_clear(&c->banner_unit);
    buf_clear(&c->banner_region);
    buf_clear(&c->banner_indicator);
    c->lane_count = t->count;
    c->lanes = mem_new(t->count, sizeof *c->lanes);
    for (size_t i = 0; i < t->count; i++) {
        struct lane *lane = &c->lanes[i];
        lane->part = &t->parts[i];
        lane->columns = lane->part->count;
        lane->ready = arena_new(&c->arena, lane->part->count * sizeof *lane->ready);
        if (lane->part->counted != NULL)
            lane->counted = arena_new(&c->arena, sizeof *lane->counted);
        lane->above = mem_new(lane->part->count, sizeof *lane->above);
        lane->stub.unmarked_children = lane->part->unmarked_children;
        lane->last_label = TABLE_NONE;
        for (size_t j = 0; j < lane->part->count; j++) {
            enum role r = lane->part->columns[j].role;
            lane->has_indicator |= r == ROLE_INDICATOR;
            lane->has_region |= r == ROLE_REGION;
            if (r == ROLE_INDICATOR || r == ROLE_ITEM || r == ROLE_REGION || r == ROLE_PERIOD)
                lane->last_label = j;
        }
    }
    prepare(c);
}

/* a, or a/b. */
static struct view joined(struct tablecells *c, struct view a, struct view b)
{
    if (a.n == 0 || b.n == 0)
        return a.n == 0 ? b : a;
    buf_clear(&c->joined);
    buf_add_view(&c->joined, a);
    buf_add_char(&c->joined, '/');
    buf_add_view(&c->joined, b);
    return arena_copy(&c->row_arena, buf_view(&c->joined));
}

/* The same of fields that may be quoted. */
static struct view joined_fields(struct tablecells *c, struct view a, struct view b)
{
    if (a.n == 0 || b.n == 0)
        return a.n == 0 ? b : a;
    bool qa = a.p[0] == '"', qb = b.p[0] == '"';
    buf_clear(&c->joined);
    if (qa || qb)
        buf_add_char(&c->joined, '"');
    buf_add(&c->joined, a.p + qa, a.n - 2 * (size_t)qa);
    buf_add_char(&c->joined, '/');
    buf_add(&c->joined, b.p + qb, b.n - 2 * (size_t)qb);
    if (qa || qb)
        buf_add_char(&c->joined, '"');
    return arena_copy(&c->row_arena, buf_view(&c->joined));
}

/* The cell of a label; a blank one that stands for the one above is filled. */
static struct view label_cell(struct lane *lane, size_t j, const struct grid_row *row)
{
    const struct column *k = &lane->part->columns[j];
    struct view raw = k->at < row->n ? row->cells[k->at] : (struct view){"", 0};
    if (!cell_is_blank(raw)) {
        if (!view_equal(buf_view(&lane->above[j]), raw)) {
            /* what stood beside the label before is none of this one's */
            for (size_t i = j; i < lane->part->count; i++)
                buf_clear(&lane->above[i]);
            buf_add_view(&lane->above[j], raw);
        }
        return raw;
    }
    return k->repeats && j != lane->last_label ? buf_view(&lane->above[j]) : (struct view){"", 0};
}

/* A time in a column of times, by the way in which the column writes them. */
static struct period row_period(struct tablecells *c, const struct column *k, struct view v)
{
    struct period p = {0};
    v = cell_trim(v);
    if (k->october && v.n == 6 && v.p[4] == '.' && v.p[5] == '1') {
        p = (struct period){.kind = PERIOD_MONTH, .y = atoi(v.p), .a = 10};
        p.y2 = p.y;
        return p;
    }
    if (!k->serials || !celltext_serial(v, &p)) {
        p = celltexts_read(c->texts, CELLTEXT_ROW, v)->period;
        if (p.kind == PERIOD_NONE)
            return p;
    }
    if (p.kind == PERIOD_DAY && !k->by_day)
        return (struct period){.kind = PERIOD_MONTH, .y = p.y, .y2 = p.y, .a = p.a};
    return p;
}

/* Reads the labels of a row. False where it has none though the table has a column for them. */
static bool read_row(struct tablecells *c, struct lane *lane, const struct grid_row *row,
                     struct row *r)
{
    const struct context *x = &c->context;
    struct view region = {0}, indicator = {0}, item = {0}, unit = {0}, text = {0}, last = {0};
    struct view rest = {0}, area = {0};
    bool any = lane->last_label == TABLE_NONE;
    *r = (struct row){.timing = TIMING_NONE};
    const char *measure = NULL, *status = NULL;
    for (size_t j = 0; j < lane->part->count; j++) {
        const struct column *k = &lane->part->columns[j];
        if (k->role != ROLE_REGION && k->role != ROLE_INDICATOR && k->role != ROLE_ITEM &&
            k->role != ROLE_PERIOD)
            continue;
        struct view raw = label_cell(lane, j, row), v = cell_trim(raw);
        if (v.n == 0)
            continue;
        any = true;
        if (k->role == ROLE_PERIOD) {
            struct period p = row_period(c, k, v);
            if (p.kind != PERIOD_NONE)
                r->period = celltime_of(r->period, p, (struct period){0});
            if (text.n == 0)
                text = v;
            const struct celltext *said = celltexts_read(c->texts, CELLTEXT_ROW, v);
            if (said->measure != NULL && !is(said->measure, "level")) {
                measure = said->measure; /* 2020年比2015年增长(%) */
                unit = said->unit;
                r->base = said->base;
                r->base_period = said->base_period;
            } else {
                r->unclear |= view_is(said->name, "比") || view_is(said->name, "较");
            }
            continue;
        }
        if (k->role == ROLE_ITEM && lane->part->rows == ROLE_INDICATOR && view_equal(v, last))
            continue; /* a merged cell */
        last = v;
        text = v;
        if (k->role == ROLE_REGION) {
            struct stub none = {0};
            const struct celltext *said = stub_take(&none, c->texts, raw);
            stub_free(&none);
            if (said->regions || said->subtotal) {
                region = x->region;
                area = said->name;
            } else if (said->total || said->whole) {
                region = x->region.n > 0 ? x->region : said->whole ? said->name : (struct view){0};
            } else {
                region = said->name;
            }
            continue;
        }
        /* several columns of items make a path by themselves */
        bool tree = k->role == ROLE_INDICATOR ||
                    (j == lane->last_label && lane->part->rows != ROLE_INDICATOR);
        if (!tree) {
            const struct celltext *said = celltexts_read(c->texts, CELLTEXT_ROW, v);
            if (!said->total)
                item = joined(c, item, said->name.n > 0 ? said->name : v);
            if (said->unit.n > 0)
                unit = said->unit;
            continue;
        }
        const struct celltext *said = stub_take(&lane->stub, c->texts, raw);
        struct view root = stub_root(&lane->stub);
        rest = stub_rest(&lane->stub);
        /* a growth's % is not the unit of what it is a growth of, nor the other way round */
        unit = said->unit.n > 0 || said->measure != NULL ? said->unit : stub_unit(&lane->stub);
        struct period p =
            said->period.kind != PERIOD_NONE ? said->period : stub_period(&lane->stub);
        if (p.kind != PERIOD_NONE)
            r->period = celltime_of(r->period, p, (struct period){0});
        if (said->measure != NULL)
            measure = said->measure;
        if (said->status != NULL)
            status = said->status;
        r->timing = said->timing;
        r->last_year = said->last_year;
        r->base = said->base;
        if (k->role == ROLE_INDICATOR) {
            indicator = root;
            if (said->total && c->context.indicator.n == 0 && !lane->part->named)
                indicator = said->name;
        } else {
            item = joined(c, item, joined(c, root, rest));
            rest = (struct view){0};
        }
    }
    if (!any)
        return false;
    if (c->banner_region.n > 0 && !lane->has_region)
        region = buf_view(&c->banner_region);
    if (region.n == 0 && !lane->has_region)
        region = x->region;
    if (c->banner_indicator.n > 0) {
        item = joined(c, joined(c, item, indicator), rest);
        indicator = buf_view(&c->banner_indicator);
    } else {
        item = joined(c, item, rest);
    }
    item = joined(c, area, item);
    if (unit.n == 0 && c->banner_unit.n > 0)
        unit = buf_view(&c->banner_unit);
    struct arena *a = &c->row_arena;
    r->region = quoted(a, region);
    r->indicator = quoted(a, indicator);
    r->item = quoted(a, item);
    r->unit = quoted(a, unit);
    r->text = quoted(a, text);
    if (measure != NULL && !is(measure, "level")) {
        r->rate = true;
        r->measure = constant(a, is(measure, "growth") && !is_rate_unit(unit) ? "change" : measure);
    }
    if (status != NULL)
        r->status = constant(a, status);
    r->line_n = (size_t)snprintf(r->line, sizeof r->line, "%llu", (unsigned long long)row->line);
    return true;
}

/* The place value of the last digit: 0.1 for 290.5, 1 for 407. */
static struct view resolution_of(const struct tablecells *c, struct view value)
{
    for (size_t places = 0; places < value.n && places < PLACES; places++)
        if (value.p[value.n - 1 - places] == '.')
            return c->resolutions[places];
    return c->resolutions[0];
}

/* Copies a field and the comma behind it; short ones in one step, since all are padded. */
static inline char *put(char *to, struct view v)
{
    if (v.n <= ARENA_PAD)
        memcpy(to, v.p, ARENA_PAD);
    else
        memcpy(to, v.p, v.n);
    to[v.n] = ',';
    return to + v.n + 1;
}

/* The same of what is not padded. */
static inline char *put_exactly(char *to, struct view v)
{
    if (v.n > 0)
        memcpy(to, v.p, v.n);
    to[v.n] = ',';
    return to + v.n + 1;
}

/* A cell that is no plain number. True where it is one after all, with *unit behind it. */
static bool read_odd(struct tablecells *c, const struct grid_row *row, size_t at,
                     struct cell_number *number, struct view *unit)
{
    struct view v = cell_trim(row->cells[at]);
    if (v.n <= 48 && celltexts_is(c->texts, CLASS_MISSING, v) != NULL)
        return false;
    if (number->value.n > 0) {
        struct view tail = number->tail;
        bool marks = true;
        for (size_t i = 0; i < tail.n; i++)
            marks = marks && (tail.p[i] == '*' || tail.p[i] == '#');
        /* (1) or ① is a mark; a letter may be a digit mistyped: 57.O */
        bool letter = tail.n > 0 && isalpha((unsigned char)*tail.p);
        if (marks || (!letter && celltexts_is(c->texts, CLASS_TECHNICAL, tail) != NULL))
            return true;
        if (celltexts_unit(c->texts, tail, unit))
            return true;
    }
    reject(c->file, row->line, row->raw, "column %zu: no number: %.*s", at + 1,
           (int)(v.n < 60 ? v.n : 60), v.p);
    return false;
}

/* Adds to a count; remembers the first line. */
static void note(uint64_t *count, uint64_t *first, uint64_t line)
{
    if ((*count)++ == 0)
        *first = line;
}

/* What names the cell: of column and row the one that is a quantity, the other a part of it. */
static void name_cell(struct tablecells *c, const struct row *r, const struct ready *k,
                      struct view *indicator, struct view *item)
{
    if (r->indicator.n == 0) {
        *indicator = k->indicator;
        *item = r->item.n == 0 ? k->item : joined_fields(c, r->item, k->item);
    } else if (k->indicator.n == 0) {
        *indicator = r->indicator;
        *item = r->item;
    } else if (k->column->quantity) {
        *indicator = k->indicator;
        *item = joined_fields(c, joined_fields(c, r->indicator, r->item), k->item);
    } else {
        *indicator = r->indicator;
        *item = joined_fields(c, r->item, joined_fields(c, k->indicator, k->item));
    }
}

static void write_cell(struct tablecells *c, const struct lane *lane, struct row *r,
                       const struct ready *k, const struct grid_row *row,
                       const struct cell_number *number, struct view cell_unit)
{
    const struct column *col = k->column;
    struct view indicator, item, unit, measure = k->measure, status = k->status;
    bool rate = k->rate, change = k->change, growth = k->growth;
    name_cell(c, r, k, &indicator, &item);
    if (indicator.n == 0 && c->context.indicator.n > 0)
        indicator = c->indicator;
    enum timing timing = col->timing;
    enum base base = col->base;
    if (r->rate && !rate) {
        rate = true;
        measure = r->measure;
        change = view_is(measure, "change");
        growth = change || view_is(measure, "growth") || view_is(measure, "cagr");
        base = r->base;
    }
    if (timing == TIMING_NONE)
        timing = r->timing;
    bool last_year = col->last_year || r->last_year;
    struct period base_period = r->rate && !k->rate ? r->base_period : col->base_period;
    if (r->status.n > 0 && col->status == NULL)
        status = r->status;

    /* the unit: in the cell, in its column of units, in the heads, in the line above */
    unit = k->unit;
    if (cell_unit.n > 0) {
        unit = quoted(&c->row_arena, cell_unit);
    } else if (r->rate && !k->rate) {
        unit = r->unit;
    } else if (!rate || change) {
        struct view own = {0};
        if (col->unit_at != TABLE_NONE) {
            own = col->unit_at < row->n ? cell_trim(row->cells[col->unit_at]) : own;
            const struct celltext *said = celltexts_read(c->texts, CELLTEXT_CELL, own);
            if (said->missing)
                return; /* a quantity without a unit is none */
            if (own.n > 0)
                own = quoted(&c->row_arena, said->unit.n > 0 ? said->unit : own);
        }
        if (change && k->unit.n > 0)
            ;
        else if (own.n > 0)
            unit = own;
        else if (r->unit.n > 0)
            unit = r->unit;
        if (unit.n == 0 && c->context.unit.n > 0 &&
            memmem(indicator.p, indicator.n, "=100", 4) == NULL)
            unit = c->unit;
    }
    if (unit.n == 0 && rate && !change && view_is(measure, "growth"))
        unit = constant(&c->row_arena, "%");

    /* the time */
    struct celltime own, *times = &own;
    own.known = false;
    if (r->period.kind == PERIOD_NONE && timing == col->timing && base == col->base &&
        last_year == col->last_year) {
        times = (struct celltime *)&k->times;
    } else if (col->period.kind == PERIOD_NONE && base != BASE_GIVEN) {
        times = &r->times[last_year][timing][base];
    }
    if (!times->known)
        celltime_write(times, celltime_of(r->period, col->period, c->context.period), last_year,
                       timing, base, base_period);
    if (!times->dated)
        note(&c->undated, &c->first_undated, row->line);
    /* without a year 上月 and 上年同期 have no time that tells them from 本月 */
    if (!times->dated && (last_year || timing == TIMING_PREVIOUS || timing == TIMING_BEGIN))
        item = joined_fields(c, item, k->head);
    if (indicator.n == 0)
        note(&c->unnamed, &c->first_unnamed, row->line);
    if (number->noise)
        note(&c->noise, &c->first_noise, row->line);

    struct view region = r->region;
    if (col->region.n > 0) {
        if (!lane->has_region)
            region = k->region;
        else
            item = joined_fields(c, item, k->region);
    }
    struct view resolution = resolution_of(c, number->value);
    size_t most = region.n + indicator.n + item.n + measure.n + k->against.n + number->value.n +
                  unit.n + status.n + resolution.n + c->source.n + r->text.n + 4 * ARENA_PAD +
                  2 * PERIOD_TEXT_MAX + FIELDS;
    char *start = out_room(c->o, most), *to = start;
    to = put(to, region);
    to = put(to, indicator);
    to = put(to, item);
    to = put(to, (struct view){times->period, times->period_n});
    to = put(to, measure);
    to = growth ? put(to, (struct view){times->against, times->against_n})
                : put(to, rate ? k->against : (struct view){k->measure.p, 0});
    to = put(to, number->value);
    to = put(to, unit);
    if (*number->bound == '\0')
        *to++ = ',';
    else
        to = put_exactly(to, view_of(number->bound));
    to = put(to, status);
    to = put(to, resolution);
    to = put(to, c->source);
    to = put(to, (struct view){r->line, r->line_n});
    to = put(to, r->text);
    to[-1] = '\n';
    out_advance(c->o, (size_t)(to - start));
    c->count++;
}

void tablecells_row(struct tablecells *c, const struct grid_row *row)
{
    if (celltexts_count(c->texts) > TEXTS_MAX)
        celltexts_clear(c->texts);
    for (size_t i = 0; i < c->lane_count; i++) {
        struct lane *lane = &c->lanes[i];
        struct row r;
        bool read = false;
        if (lane->part->listing) {
            c->listed += i == 0;
            continue;
        }
        for (size_t j = 0; j < lane->count; j++) {
            const struct ready *k = &lane->ready[j];
            struct cell_number number;
            struct view unit = {0};
            if (k->column->at >= row->n)
                break;
            enum cell_kind kind = cell_number_read(row->cells[k->column->at], &number);
            if (kind == CELL_BLANK)
                continue;
            if (kind == CELL_TEXT && !read_odd(c, row, k->column->at, &number, &unit))
                continue;
            if (kind == CELL_NUMBER)
                unit = number.unit;
            if (!read) {
                arena_clear(&c->row_arena);
                if (!read_row(c, lane, row, &r)) {
                    reject(c->file, row->line, row->raw, "figures without a label");
                    break;
                }
                if (r.unclear) {
                    reject(c->file, row->line, row->raw,
                           "a label that compares two times without saying how: %.*s",
                           view_shown(r.text), r.text.p);
                    break;
                }
                read = true;
            }
            write_cell(c, lane, &r, k, row, &number, unit);
        }
        if (lane->counted == NULL)
            continue;
        arena_clear(&c->row_arena);
        if (!read && !read_row(c, lane, row, &r))
            continue;
        if (!read || r.text.n > 0) {
            struct cell_number one = {.value = c->resolutions[0], .bound = ""};
            write_cell(c, lane, &r, lane->counted, row, &one, (struct view){0});
        }
    }
}

void tablecells_banner(struct tablecells *c, const struct grid_row *row)
{
    struct view text = gridrow_only_text(row);
    buf_clear(&c->banner_unit);
    buf_clear(&c->banner_indicator);
    for (size_t i = 0; i < c->lane_count; i++) {
        struct lane *lane = &c->lanes[i];
        size_t depth = lane->stub.n;
        bool tree = lane->has_indicator || lane->part->rows == ROLE_ITEM;
        struct view raw = {0};
        for (size_t k = 0; k < row->n && raw.n == 0; k++)
            if (!cell_is_blank(row->cells[k]))
                raw = row->cells[k];
        const struct celltext *said = tree ? stub_take(&lane->stub, c->texts, raw)
                                           : celltexts_read(c->texts, CELLTEXT_ROW, text);
        (void)depth;
        if (said->period.kind != PERIOD_NONE && said->name.n == 0) {
            c->context.period = celltime_fill_year(said->period, c->context.period);
            prepare(c);
        } else if ((said->place || said->whole) && !lane->has_region) {
            buf_clear(&c->banner_region);
            if (!said->whole)
                buf_add_view(&c->banner_region, said->name);
            if (tree)
                stub_clear(&lane->stub);
        } else if (said->quantity && tree && lane->stub.n == 1 && !lane->stub.rows[0].numbered &&
                   i == 0) {
            buf_add_view(&c->banner_indicator, said->name);
            stub_clear(&lane->stub);
        }
        if (said->unit.n > 0 && c->banner_unit.n == 0)
            buf_add_view(&c->banner_unit, said->unit);
    }
}

void tablecells_unit(struct tablecells *c, const struct grid_row *row)
{
    struct view form, value, unit;
    for (size_t k = 0; k < row->n; k++) {
        struct view v = cell_trim(row->cells[k]);
        if (v.n == 0)
            continue;
        if (celltexts_preamble(c->texts, v, &form, &value)) {
            if (!view_is(form, "unit"))
                continue;
            v = value;
        }
        if (celltexts_unit(c->texts, v, &unit))
            c->context.unit = arena_copy(&c->arena, unit);
        prepare(c);
    }
}

uint64_t tablecells_end(struct tablecells *c)
{
    if (c->listed > 0) {
        msg(c->file, 0,
            "listing: %llu rows, each one enterprise or project: only a layout (-L) says what to "
            "count or add",
            (unsigned long long)c->listed);
        status_refused();
    }
    if (c->unnamed > 0)
        msg(c->file, c->first_unnamed,
            "%llu records without an indicator: neither heads, rows, title nor --indicator name "
            "one",
            (unsigned long long)c->unnamed);
    if (c->undated > 0)
        msg(c->file, c->first_undated,
            "%llu records without a year: neither heads, rows, title nor --period name one",
            (unsigned long long)c->undated);
    if (c->noise > 0)
        msg(c->file, c->first_noise,
            "%llu figures with the noise of binary fractions, taken to 15 significant digits",
            (unsigned long long)c->noise);
    return c->count;
}
