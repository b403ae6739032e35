#include "tablerows.h"

#include "bound.h"
#include "cellnumber.h"
#include "cellperiod.h"
#include "celltime.h"
#include "csvfield.h"
#include "gridrow.h"
#include "vocabulary.h"

#include <stdlib.h>
#include <string.h>

/* What the labels read so far say, as published. */
struct said {
    struct view region, area, indicator, item, rest, unit;
    struct view text; /* the last label */
    const char *measure, *status;
};

void tablerows_begin(struct tablerows *rs, const struct part *part, struct celltexts *texts)
{
    *rs = (struct tablerows){.part = part, .texts = texts, .columns = part->count};
    rs->above = mem_new(part->count, sizeof *rs->above);
    rs->stub.blocks = part->blocks;
    rs->stub.unmarked_children = part->unmarked_children;
    rs->last_label = rs->unit_at = TABLE_NONE;
    bool figures = false;
    for (size_t j = 0; j < part->count; j++) {
        enum role r = part->columns[j].role;
        figures |= r == ROLE_VALUE;
        if (r == ROLE_UNIT && !figures)
            rs->unit_at = part->columns[j].at;
        rs->has_indicator |= r == ROLE_INDICATOR;
        rs->has_region |= r == ROLE_REGION;
        if (r == ROLE_INDICATOR || r == ROLE_ITEM || r == ROLE_REGION || r == ROLE_PERIOD)
            rs->last_label = j;
    }
}

void tablerows_free(struct tablerows *rs)
{
    stub_free(&rs->stub);
    for (size_t j = 0; j < rs->columns; j++)
        buf_free(&rs->above[j]);
    free(rs->above);
    buf_free(&rs->city);
    *rs = (struct tablerows){0};
}

bool tablerows_is_rate_unit(struct view unit)
{
    return unit.n == 0 || view_is(unit, "%") || view_is(unit, "‰") || view_is(unit, "倍") ||
           view_is(unit, "成");
}

/* a, or a/b. */
static struct view joined(struct arena *arena, struct view a, struct view b)
{
    if (a.n == 0 || b.n == 0)
        return a.n == 0 ? b : a;
    char *p = arena_new(arena, a.n + 1 + b.n);
    memcpy(p, a.p, a.n);
    p[a.n] = '/';
    memcpy(p + a.n + 1, b.p, b.n);
    return (struct view){p, a.n + 1 + b.n};
}

/* The cell of a label; a blank one that stands for the one above is filled. */
static struct view label_cell(struct tablerows *rs, size_t j, const struct grid_row *row)
{
    const struct column *k = &rs->part->columns[j];
    struct view raw = k->at < row->n ? row->cells[k->at] : (struct view){"", 0};
    if (!cell_is_blank(raw)) {
        if (!view_equal(buf_view(&rs->above[j]), raw)) {
            /* what stood beside the label before is none of this one's */
            for (size_t i = j; i < rs->part->count; i++)
                buf_clear(&rs->above[i]);
            buf_add_view(&rs->above[j], raw);
        }
        return raw;
    }
    return k->repeats && j != rs->last_label ? buf_view(&rs->above[j]) : (struct view){"", 0};
}

/* A time in a column of times, by the way in which the column writes them. */
static struct period read_period(struct tablerows *rs, const struct column *k, struct view v)
{
    struct period p = {0};
    if (k->october && v.n == 6 && v.p[4] == '.' && v.p[5] == '1') {
        p = (struct period){.kind = PERIOD_MONTH, .y = atoi(v.p), .a = 10};
        p.y2 = p.y;
        return p;
    }
    if (!k->serials || !cellperiod_serial(v, &p)) {
        p = celltexts_read(rs->texts, CELLTEXT_ROW, v)->period;
        if (p.kind == PERIOD_NONE)
            return p;
    }
    if (p.kind == PERIOD_DAY && !k->by_day)
        return (struct period){.kind = PERIOD_MONTH, .y = p.y, .y2 = p.y, .a = p.a};
    return p;
}

static void add_period(struct tablerow *r, struct period p)
{
    if (p.kind != PERIOD_NONE)
        r->period = celltime_of(r->period, p, (struct period){0});
}

static bool is_level(const char *measure)
{
    return measure == NULL || strcmp(measure, "level") == 0;
}

static void take_period(struct tablerows *rs, const struct column *k, struct view v, struct said *s,
                        struct tablerow *r)
{
    add_period(r, read_period(rs, k, v));
    if (s->text.n == 0)
        s->text = v;
    const struct celltext *said = celltexts_read(rs->texts, CELLTEXT_ROW, v);
    if (said->status != NULL)
        s->status = said->status;
    if (!is_level(said->measure)) {
        s->measure = said->measure; /* 2020年比2015年增长(%) */
        s->unit = said->unit;
        r->base = said->base;
        r->base_period = said->base_period;
    } else {
        r->unclear |= view_is(said->name, "比") || view_is(said->name, "较");
    }
}

/* The place of 全国总计, empty where what stands before the word is none: 县区合计. */
static struct view place_of_total(struct celltexts *texts, struct view name)
{
    static const char *const words[] = {"总计", "合计", "总数", "平均"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct view place = {name.p, name.n - strlen(words[i])};
        if (view_ends(name, view_of(words[i])) && place.n > 0 &&
            celltexts_read(texts, CELLTEXT_ROW, place)->place)
            return place;
    }
    return (struct view){"", 0};
}

static void take_region(struct tablerows *rs, struct view raw, const struct context *x,
                        struct arena *a, struct said *s)
{
    struct stub none = {0};
    const struct celltext *said = stub_take(&none, rs->texts, raw);
    stub_free(&none);
    struct view place = said->regions ? place_of_total(rs->texts, said->name) : (struct view){0};
    if (place.n > 0) {
        s->region = place;
    } else if ((said->regions && !said->whole) || said->subtotal) {
        s->region = x->region;
        s->area = said->name;
    } else if (said->total || said->whole) {
        s->region = x->region.n > 0 ? x->region : said->whole ? said->name : (struct view){0};
    } else if (said->within && rs->city.n > 0) {
        size_t city = rs->city.n, repeated = 0; /* 昌都市, 市本级: 昌都市本级 */
        if (view_starts(said->name, (struct view){rs->city.p + city - 3, 3}))
            repeated = 3;
        buf_add_view(&rs->city, (struct view){said->name.p + repeated, said->name.n - repeated});
        s->region = arena_copy(a, buf_view(&rs->city));
        rs->city.n = city;
    } else {
        s->region = said->name;
        if (said->place &&
            (view_ends(said->name, view_of("市")) || view_ends(said->name, view_of("州")))) {
            buf_clear(&rs->city);
            buf_add_view(&rs->city, said->name);
        }
    }
}

/* One of several columns of items, which make a path by themselves. */
static void take_item(struct tablerows *rs, struct view v, struct arena *a, struct said *s)
{
    const struct celltext *said = celltexts_read(rs->texts, CELLTEXT_ROW, v);
    if (!said->total)
        s->item = joined(a, s->item, said->name.n > 0 ? said->name : v);
    if (said->unit.n > 0)
        s->unit = said->unit;
}

/* Whether a place is named in full, as those of the table's own place are: 定海区, but not 香港,
 * which may be a partner or where travellers go. */
static bool is_local(struct view name)
{
    static const char *const ends[] = {"区", "县", "市", "旗", "州", "盟"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (view_ends(name, view_of(ends[i])))
            return true;
    return false;
}

/* A column whose labels make a tree: of indicators, or the last one of items. */
static void take_branch(struct tablerows *rs, enum role role, struct view raw,
                        const struct context *x, struct arena *a, struct said *s,
                        struct tablerow *r)
{
    const struct celltext *said = stub_take(&rs->stub, rs->texts, raw);
    struct view root = stub_root(&rs->stub), rest = stub_rest(&rs->stub);
    const struct celltext *unit =
        rs->unit_at == TABLE_NONE
            ? NULL
            : celltexts_read(rs->texts, CELLTEXT_CELL, gridrow_cell(r->row, rs->unit_at));
    if (unit != NULL && unit->unit.n > 0)
        stub_set_unit(&rs->stub, unit->unit);
    /* a growth's % is not the unit of what it is a growth of, nor the other way round */
    s->unit = said->unit.n > 0 || said->measure != NULL ? said->unit : stub_unit(&rs->stub);
    add_period(r, said->period.kind != PERIOD_NONE ? said->period : stub_period(&rs->stub));
    if (said->measure != NULL)
        s->measure = said->measure;
    if (said->status != NULL)
        s->status = said->status;
    r->timing = said->timing;
    r->last_year = said->last_year;
    r->base = said->base;
    if (role == ROLE_INDICATOR) {
        s->indicator = root;
        s->rest = rest;
        /* 其中:定海区 is that place's figure of what it stands under */
        bool place = said->place && !said->within && !rs->has_region && rs->stub.n > 1 &&
                     is_local(said->name);
        if (place) {
            s->region = said->name;
            s->rest = arena_copy(a, stub_rest_above(&rs->stub));
        }
        r->quantity = rs->stub.n > 0 && rs->stub.rows[0].quantity;
        if (said->total && x->indicator.n == 0 && !rs->part->named)
            s->indicator = said->name;
    } else {
        s->item = joined(a, s->item, joined(a, root, rest));
        s->rest = (struct view){0};
    }
}

/* What the lines among the rows add, and the context. */
static void complete(const struct tablerows *rs, const struct context *x,
                     const struct table_banner *banner, struct arena *a, struct said *s)
{
    if (!rs->has_region && s->region.n == 0)
        s->region = banner->region.n > 0 ? buf_view(&banner->region) : x->region;
    bool own = banner->indicator.n > 0 && rs->has_indicator && rs->stub.n > 0 &&
               rs->stub.rows[0].quantity &&
               celltexts_names_quantity(rs->texts, buf_view(&rs->stub.rows[0].name));
    if (banner->by_places && banner->indicator.n > 0 && !own && !rs->has_region &&
        s->indicator.n > 0) {
        s->region = s->indicator;
        s->indicator = (struct view){"", 0};
    }
    if (banner->indicator.n > 0 && !own) { /* 人口(万人) alone, and under it 年末总人口 */
        s->item = joined(a, s->item, s->indicator);
        s->indicator = buf_view(&banner->indicator);
    }
    s->item = joined(a, s->area, joined(a, s->item, s->rest));
    if (s->unit.n == 0)
        s->unit = buf_view(&banner->unit);
}

/* The cell, if it is a word of its column; else r->wrong is set. */
static struct view known_word(struct tablerow *r, struct view v, bool known)
{
    if (known)
        return v;
    r->wrong = v;
    return (struct view){0};
}

/* A row of a table of records: its cells are what their columns are called, to the letter. */
static bool read_record(struct tablerows *rs, const struct grid_row *row,
                        const struct context *context, struct arena *a, struct tablerow *r)
{
    struct said s = {.region = context->region};
    struct view measure = {0}, against = {0}, bound = {0}, status = {0};
    r->recorded = true;
    for (size_t j = 0; j < rs->part->count; j++) {
        const struct column *k = &rs->part->columns[j];
        struct view v = gridrow_cell(row, k->at);
        if (v.n == 0)
            continue;
        if (k->role == ROLE_REGION)
            s.region = v;
        else if (k->role == ROLE_INDICATOR)
            s.indicator = s.text = v;
        else if (k->role == ROLE_ITEM)
            s.item = v;
        else if (k->role == ROLE_UNIT)
            s.unit = v;
        else if (k->role == ROLE_PERIOD && !period_parse(v, &r->period))
            r->period = read_period(rs, k, v);
        else if (k->role == ROLE_MEASURE)
            measure = known_word(r, v, vocabulary_measure(v) != NULL);
        else if (k->role == ROLE_BOUND)
            bound = known_word(r, v, view_is(v, bound_name(bound_parse(v))));
        else if (k->role == ROLE_STATUS)
            status = known_word(r, v, vocabulary_status(v) != NULL);
        else if (k->role == ROLE_AGAINST)
            against = v;
    }
    /* as zb-export writes the year before and the period before */
    r->base = view_is(against, "上期") ? BASE_PREVIOUS : BASE_YEAR;
    r->timed = r->base == BASE_PREVIOUS || view_is(against, "上年同期");
    r->rate = measure.n > 0 && !view_is(measure, "level");
    r->region = csvfield_of(a, s.region);
    r->indicator = csvfield_of(a, s.indicator);
    r->item = csvfield_of(a, s.item);
    r->unit = csvfield_of(a, s.unit);
    r->text = csvfield_of(a, s.text);
    r->against = csvfield_of(a, against);
    r->measure = csvfield_of(a, measure);
    r->bound = csvfield_of(a, bound);
    r->status = csvfield_of(a, status);
    return true;
}

bool tablerows_read(struct tablerows *rs, const struct grid_row *row, const struct context *context,
                    const struct table_banner *banner, struct arena *a, struct tablerow *r)
{
    struct said s = {0};
    struct view last = {0};
    bool any = rs->last_label == TABLE_NONE, of_indicators = rs->part->rows == ROLE_INDICATOR;
    *r = (struct tablerow){.timing = TIMING_NONE, .row = row};
    if (rs->part->recorded)
        return read_record(rs, row, context, a, r);
    for (size_t j = 0; j < rs->part->count; j++) {
        const struct column *k = &rs->part->columns[j];
        if (k->role != ROLE_REGION && k->role != ROLE_INDICATOR && k->role != ROLE_ITEM &&
            k->role != ROLE_PERIOD)
            continue;
        struct view raw = label_cell(rs, j, row), v = cell_trim(raw);
        if (v.n == 0)
            continue;
        any = true;
        if (k->role == ROLE_PERIOD) {
            take_period(rs, k, v, &s, r);
            continue;
        }
        if (k->role == ROLE_ITEM && of_indicators && view_equal(v, last))
            continue; /* a merged cell */
        s.text = last = v;
        struct period year;
        if (k->role == ROLE_REGION && *v.p >= '0' && *v.p <= '9' &&
            celltexts_period(rs->texts, v, &year)) {
            rs->year = year; /* 1998, 1999, 北京, 天津: the places are of the last year */
            add_period(r, year);
            s.region = context->region;
            continue;
        }
        if (k->role == ROLE_REGION)
            add_period(r, rs->year);
        if (k->role == ROLE_REGION)
            take_region(rs, raw, context, a, &s);
        else if (k->role == ROLE_INDICATOR || (j == rs->last_label && !of_indicators))
            take_branch(rs, k->role, raw, context, a, &s, r);
        else
            take_item(rs, v, a, &s);
    }
    if (!any)
        return false;
    complete(rs, context, banner, a, &s);
    r->quantity |= banner->indicator.n > 0;
    r->of_banner = banner->indicator.n > 0 && !rs->has_indicator;
    r->region = csvfield_of(a, s.region);
    r->indicator = csvfield_of(a, s.indicator);
    r->item = csvfield_of(a, s.item);
    r->unit = csvfield_of(a, s.unit);
    r->text = csvfield_of(a, s.text);
    if (!is_level(s.measure)) {
        bool change = strcmp(s.measure, "growth") == 0 && !tablerows_is_rate_unit(s.unit);
        r->rate = true;
        r->measure = arena_copy(a, view_of(change ? "change" : s.measure));
    }
    if (s.status != NULL)
        r->status = arena_copy(a, view_of(s.status));
    return true;
}

/* The name behind 分县(区) or 各市; the whole where it does not begin so. */
static struct view without_places(struct celltexts *texts, struct view name)
{
    size_t n = celltexts_by_places(texts, name);
    return (struct view){name.p + n, name.n - n};
}

bool tablerows_banner(struct tablerows *rs, const struct grid_row *row, bool first,
                      struct table_banner *banner, struct context *context)
{
    bool tree = rs->has_indicator || rs->part->rows == ROLE_ITEM;
    rs->stub.bare = true;
    size_t at = gridrow_content(row).first; /* with its indent, which gridrow_only_text cuts */
    const struct celltext *said =
        !tree ? celltexts_read(rs->texts, CELLTEXT_ROW, gridrow_only_text(row))
              : stub_take(&rs->stub, rs->texts, at < row->n ? row->cells[at] : (struct view){0});
    bool time = said->period.kind != PERIOD_NONE && said->name.n == 0;
    if (time) {
        context->period = celltime_fill_year(said->period, context->period);
    } else if ((said->place || said->whole) && !rs->has_region) {
        buf_clear(&banner->region);
        if (!said->whole)
            buf_add_view(&banner->region, said->name);
        if (tree)
            stub_clear(&rs->stub);
    } else if (said->quantity && !tree && said->name.n > 0 && first) {
        buf_add_view(&banner->indicator, said->name); /* 合同数(项) over years */
    } else if (said->quantity && tree && rs->stub.blocks != BLOCKS_BY_BARE && rs->stub.n == 1 &&
               !rs->stub.rows[0].numbered && first) {
        struct view name = without_places(rs->texts, said->name);
        banner->by_places = name.n < said->name.n;
        buf_add_view(&banner->indicator, name);
        stub_clear(&rs->stub);
    }
    rs->stub.bare = false;
    if (said->unit.n > 0 && banner->unit.n == 0)
        buf_add_view(&banner->unit, said->unit);
    return time;
}
