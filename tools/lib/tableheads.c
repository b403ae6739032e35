#include "tableheads.h"

#include "bilingual.h"
#include "cellnumber.h"
#include "cellperiod.h"
#include "gridrow.h"
#include "msg.h"
#include "translate.h"

#include <stdlib.h>
#include <string.h>

enum {
    LEVELS = 12,       /* names over a column */
    TELL_APART = 1000, /* columns that are compared with each other */
};

void tableheads_keep(struct tableheads *hs, const struct grid_row *rows, size_t from, size_t to)
{
    hs->count = 0;
    for (size_t r = from; r < to && hs->count < TABLEHEADS_MAX; r++) {
        struct grid_row *h = &hs->rows[hs->count];
        if (gridrow_is_technical(hs->texts, &rows[r]))
            continue;
        size_t n = rows[r].n;
        free(h->cells);
        *h = rows[r];
        size_t bytes = 0;
        for (size_t c = 0; c < n; c++)
            bytes += rows[r].cells[c].n;
        h->cells = mem_grow(NULL, n * sizeof *h->cells + bytes + 1, 1);
        char *text = (char *)(h->cells + n);
        for (size_t c = 0; c < n; c++) {
            struct view v = cell_trim(rows[r].cells[c]);
            if (v.n > 0)
                memcpy(text, v.p, v.n);
            h->cells[c] = (struct view){text, v.n};
            text += v.n;
        }
        hs->count++;
    }
}

/* Whether another head than the one to the left begins at c in a row above h: what stands to the
 * left under it is not said of this column. */
static bool begins_above(const struct tableheads *hs, size_t h, size_t c)
{
    for (size_t i = 0; i < h; i++) {
        struct view v = gridrow_cell(&hs->rows[i], c);
        if (v.n > 0 && !view_equal(v, gridrow_cell(&hs->rows[i], c - 1)))
            return true;
    }
    return false;
}

/* Adds blank cells to a row up to n of them. */
static void widen(struct tableheads *hs, struct grid_row *row, size_t n)
{
    if (row->n >= n)
        return;
    struct view *cells = mem_grow(NULL, n * sizeof *cells + 1, 1);
    for (size_t c = 0; c < n; c++)
        cells[c] = c < row->n ? arena_copy(hs->arena, row->cells[c]) : (struct view){"", 0};
    free(row->cells);
    row->cells = cells;
    row->n = n;
}

/* A row of units under the heads: each holds for all columns under the head that it stands under.
 */
static void fill_units(struct tableheads *hs)
{
    if (hs->count < 2)
        return;
    size_t h = hs->count - 1;
    struct grid_row *units = &hs->rows[h];
    struct view unit;
    widen(hs, units, hs->rows[h - 1].n);
    for (size_t c = 1; c < units->n; c++)
        if (units->cells[c].n == 0 && gridrow_cell(&hs->rows[h - 1], c).n > 0 &&
            !begins_above(hs, h - 1, c) && celltexts_unit(hs->texts, units->cells[c - 1], &unit))
            units->cells[c] = units->cells[c - 1];
}

/* Whether the head can be but a part of a quantity: #女性, 第一产业, but not 面积, 产值(亿元),
 * 增速. */
static bool is_part(struct tableheads *hs, struct view head)
{
    if (gridrow_is_among(head))
        return true;
    const struct celltext *l = celltexts_read(hs->texts, CELLTEXT_HEAD, head);
    return l->name.n > 0 && cell_has_chinese(l->name) && !l->quantity && l->role == ROLE_NONE &&
           l->unit.n == 0 && l->measure == NULL && l->status == NULL && l->timing == TIMING_NONE &&
           !l->last_year && l->period.kind == PERIOD_NONE && !l->total && !l->subtotal &&
           !l->place && !l->whole;
}

/* Whether the row holds nothing but the first line of one column's name. */
static bool is_piece(struct tableheads *hs, const struct grid_row *row)
{
    struct gridrow_content k = gridrow_content(row);
    if (k.cells != 1 || k.first == 0)
        return false;
    struct view v = gridrow_cell(row, k.first);
    return !gridrow_is_among(v) &&
           celltexts_read(hs->texts, CELLTEXT_HEAD, v)->period.kind == PERIOD_NONE;
}

void tableheads_fill(struct tableheads *hs)
{
    for (size_t h = 0; h + 1 < hs->count; h++) {
        struct grid_row *up = &hs->rows[h], *down = &hs->rows[h + 1];
        if (up->n > 0)
            widen(hs, up, down->n);
        if (is_piece(hs, up))
            continue;
        for (size_t c = 1; c < up->n && c < down->n; c++) {
            if (up->cells[c].n > 0 || down->cells[c].n == 0 || up->cells[c - 1].n == 0)
                continue;
            /* a stub's head goes down, not to the right */
            const struct celltext *l = celltexts_read(hs->texts, CELLTEXT_HEAD, up->cells[c - 1]);
            if (l->role != ROLE_NONE ||
                (down->cells[c - 1].n == 0 && !gridrow_is_among(down->cells[c])) ||
                begins_above(hs, h, c))
                continue;
            /* nor does one that was merged with what is below it, but over a part of it */
            if (view_equal(down->cells[c - 1], up->cells[c - 1]) &&
                !(l->quantity && is_part(hs, down->cells[c])))
                continue;
            up->cells[c] = up->cells[c - 1];
        }
    }
    fill_units(hs);
}

/* The role of a row of heads, where its first cell says so: 指标, 地区, 频度, 单位 one under the
 * other. */
static enum role row_role(struct tableheads *hs, size_t h)
{
    if (hs->count < 2)
        return ROLE_NONE;
    enum role first = ROLE_NONE;
    size_t differ = 0;
    enum role last = ROLE_NONE;
    for (size_t i = 0; i < hs->count; i++) {
        struct view v = gridrow_cell(&hs->rows[i], 0);
        enum role role = v.n > 0 ? celltexts_read(hs->texts, CELLTEXT_HEAD, v)->role : ROLE_NONE;
        if (role == ROLE_NONE)
            return ROLE_NONE;
        differ += i > 0 && role != last;
        last = role;
        if (i == h)
            first = role;
    }
    return differ > 0 ? first : ROLE_NONE;
}

enum role tableheads_role(struct tableheads *hs, size_t c)
{
    for (size_t h = hs->count; h-- > 0;) {
        struct view v = gridrow_cell(&hs->rows[h], c);
        if (v.n == 0)
            continue;
        enum role role = celltexts_read(hs->texts, CELLTEXT_HEAD, v)->role;
        if (row_role(hs, h) != ROLE_NONE)
            continue; /* it names the row */
        if (role != ROLE_NONE)
            return role;
    }
    return ROLE_NONE;
}

struct view tableheads_last(struct tableheads *hs, size_t c)
{
    struct view v = {"", 0};
    for (size_t h = 0; h < hs->count; h++)
        if (gridrow_cell(&hs->rows[h], c).n > 0)
            v = gridrow_cell(&hs->rows[h], c);
    return v;
}

struct view tableheads_text(struct tableheads *hs, size_t c)
{
    struct view last = {0};
    buf_clear(&hs->scratch);
    for (size_t h = 0; h < hs->count; h++) {
        struct view v = gridrow_cell(&hs->rows[h], c);
        if (v.n == 0 || view_equal(v, last))
            continue;
        if (hs->scratch.n > 0)
            buf_add_string(&hs->scratch, " / ");
        buf_add_view(&hs->scratch, v);
        last = v;
    }
    return arena_copy(hs->arena, buf_view(&hs->scratch));
}

/* A day that stands for its month, in heads and columns where all do. */
static struct period month_of(struct period p)
{
    if (p.kind == PERIOD_DAY)
        return (struct period){.kind = PERIOD_MONTH, .y = p.y, .y2 = p.y, .a = p.a};
    return p;
}

static bool is_last_day(struct period p)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return p.b >= length[p.a - 1];
}

void day_count(struct day_counts *s, struct period p)
{
    if (p.kind != PERIOD_DAY || p.a < 1 || p.a > 12)
        return;
    s->days++;
    s->first_days += p.b == 1;
    s->last_days += is_last_day(p);
    s->new_years += p.a == 1 && p.b == 1;
}

/* Names over a column, from the top; all without Chinese are dropped where another has it. */
struct levels {
    const struct celltext *label[LEVELS];
    struct view text[LEVELS]; /* as published */
    size_t count;
};

/* The name and item of a column from the names over it. */
static void name_column(struct tableheads *hs, struct column *k, const struct levels *names,
                        bool own_unit)
{
    /* a topic over the head that has the unit says nothing; 城镇居民 over 可支配收入 is part of the
     * name */
    size_t first = 0;
    while (first + 1 < names->count && names->label[first]->topic)
        first++;
    buf_clear(&hs->scratch);
    size_t i = first;
    while (i + 1 < names->count && !names->label[i]->quantity && names->label[i + 1]->quantity &&
           !gridrow_is_among(names->text[i + 1])) {
        buf_add_view(&hs->scratch, names->label[i]->name);
        i++;
    }
    if (i + 1 < names->count && names->label[i]->quantity &&
        names->label[i + 1]->unit_in_brackets && !names->label[i]->unit_in_brackets && own_unit &&
        view_starts(names->label[i + 1]->name, names->label[i]->name))
        i++;
    buf_add_view(&hs->scratch, names->label[i]->name);
    k->quantity = names->label[i]->quantity;
    k->indicator = arena_copy(hs->arena, buf_view(&hs->scratch));
    buf_clear(&hs->scratch);
    for (i++; i < names->count; i++) {
        if (hs->scratch.n > 0)
            buf_add_char(&hs->scratch, '/');
        buf_add_view(&hs->scratch, names->label[i]->name);
    }
    k->item = arena_copy(hs->arena, buf_view(&hs->scratch));
}

void tableheads_base(struct tableheads *hs, struct column *k, struct view title, struct view base)
{
    struct view name = k->indicator.n > 0 ? k->indicator : title;
    buf_clear(&hs->scratch);
    buf_add_view(&hs->scratch, name);
    buf_add_string(&hs->scratch, name.n > 0 ? "(" : "");
    buf_add_view(&hs->scratch, base);
    buf_add_string(&hs->scratch, name.n > 0 ? "=100)" : "=100");
    k->indicator = arena_copy(hs->arena, buf_view(&hs->scratch));
    k->quantity = name.n > 0;
    k->measure = NULL;
    k->base = BASE_YEAR;
    k->unit = k->against = (struct view){"", 0};
}

/* Whether the head but says what kind of place is named below it: 县 over 长丰县. */
static bool is_kind_of_place(struct tableheads *hs, size_t h, size_t c)
{
    const struct celltext *said =
        celltexts_read(hs->texts, CELLTEXT_HEAD, gridrow_cell(&hs->rows[h], c));
    struct view below = {0};
    if (!said->regions || view_ends(said->name, view_of("计"))) /* 流动资产合计 over 市辖区 */
        return false;
    for (size_t i = h + 1; i < hs->count; i++)
        if (gridrow_cell(&hs->rows[i], c).n > 0)
            below = gridrow_cell(&hs->rows[i], c);
    return below.n > 0 && celltexts_read(hs->texts, CELLTEXT_HEAD, below)->place;
}

/* Whether the head begins with # and stands behind what it is part of: in the uppermost row, or
 * second under the one above it: 国有单位 over 人数, #女性. A later one may be of any of those
 * before it. */
static bool follows_whole(const struct tableheads *hs, size_t h, size_t c)
{
    if (!gridrow_is_among(gridrow_cell(&hs->rows[h], c)))
        return false;
    if (h == 0)
        return c > 0;
    if (c < 2)
        return false;
    const struct grid_row *up = &hs->rows[h - 1];
    struct view over = gridrow_cell(up, c);
    return over.n > 0 && view_equal(over, gridrow_cell(up, c - 1)) &&
           !view_equal(over, gridrow_cell(up, c - 2));
}

/* Whether the head is of no column but c. */
static bool is_single(const struct tableheads *hs, size_t h, size_t c)
{
    struct view v = gridrow_cell(&hs->rows[h], c);
    return v.n > 0 && (c == 0 || !view_equal(v, gridrow_cell(&hs->rows[h], c - 1))) &&
           !view_equal(v, gridrow_cell(&hs->rows[h], c + 1));
}

/* Whether the head goes on with the name above it, which is of this column only, and others in the
 * row above need no second line. */
static bool is_cut(const struct tableheads *hs, size_t h, size_t c)
{
    if (h == 0 || !is_single(hs, h, c) || !is_single(hs, h - 1, c) ||
        gridrow_is_among(gridrow_cell(&hs->rows[h], c)))
        return false;
    for (size_t i = 1; i < hs->rows[h - 1].n; i++)
        if (gridrow_cell(&hs->rows[h - 1], i).n > 0 && gridrow_cell(&hs->rows[h], i).n == 0)
            return true;
    return false;
}

/* The two lines of a name, in the arena: 农、林、 and 牧、渔业. */
static struct view go_on(struct tableheads *hs, struct view a, struct view b)
{
    buf_clear(&hs->scratch);
    buf_add_view(&hs->scratch, a);
    buf_add_view(&hs->scratch, b);
    return arena_copy(hs->arena, buf_view(&hs->scratch));
}

void tableheads_read(struct tableheads *hs, struct column *k, struct part *part, struct view title)
{
    struct levels names = {0};
    struct view last = {0}, index_base = {0};
    bool han = cell_has_chinese(k->head);
    bool index_of = false; /* 指数(2005年比以下各年): what stands below is its base */
    size_t own_units = 0;
    for (size_t h = 0; h < hs->count; h++) {
        struct view v = gridrow_cell(&hs->rows[h], k->at);
        if (v.n == 0 || view_equal(v, last))
            continue;
        last = v;
        enum role role = row_role(hs, h);
        if (role == ROLE_FREQUENCY || role == ROLE_NOTE || role == ROLE_CODE)
            continue;
        const struct celltext *l = celltexts_read(hs->texts, CELLTEXT_HEAD, v);
        if (role == ROLE_UNIT) {
            celltexts_unit(hs->texts, v, &k->unit);
            continue;
        }
        if (role == ROLE_REGION) {
            k->region = l->whole ? (struct view){"", 0} : l->name;
            continue;
        }
        if (l->index_of) {
            index_of = true;
            k->period = l->period;
            continue;
        }
        if (index_of && l->period.kind == PERIOD_YEAR && cell_has_chinese(v) == false) {
            index_base = v;
            continue;
        }
        if (han && !cell_has_chinese(v) && cell_has_latin(v) &&
            (bilingual_is_repeated(v) ||
             (l->unit.n == 0 && l->period.kind == PERIOD_NONE))) { /* a second language */
            if (k->unit.n == 0)
                k->unit = l->unit;
            continue;
        }
        if (l->period.kind != PERIOD_NONE) {
            struct period p = l->period;
            if (p.y == 0 && k->period.y > 0)
                p.y = p.y2 = k->period.y;
            k->period = p;
        } else if (cell_is_number(hs->texts, v)) {
            struct period p;
            if (cellperiod_serial(v, &p)) {
                k->period = p;
                k->serials = true;
            }
            continue;
        }
        if (l->index_base.n > 0)
            index_base = l->index_base;
        if (l->unit.n > 0)
            k->unit = l->unit;
        k->among |= l->among || follows_whole(hs, h, k->at);
        own_units += l->unit_in_brackets;
        if (l->measure != NULL && (k->measure == NULL || strcmp(l->measure, "level") != 0)) {
            k->measure = l->measure;
            k->base = l->base;
            k->base_period = l->base_period;
            k->against = l->against;
            k->ranks_growth = l->ranks_growth;
        } else if (l->measure != NULL && k->measure != NULL && strcmp(k->measure, "growth") == 0) {
            k->measure = "change"; /* 绝对数 under 比上年增减 */
            k->unit = l->unit;
        }
        if (l->status != NULL)
            k->status = l->status;
        if (l->timing != TIMING_NONE &&
            !(l->timing == TIMING_CURRENT && k->timing == TIMING_CUMULATIVE))
            k->timing = l->timing;
        k->last_year |= l->last_year;
        if (l->total || l->subtotal || l->whole || l->name.n == 0 || is_kind_of_place(hs, h, k->at))
            continue;
        if (l->place && part->rows != ROLE_REGION && !l->quantity) {
            k->region = l->name;
            continue;
        }
        if (han && !cell_has_chinese(l->name) && cell_has_latin(l->name) && names.count > 0)
            continue;
        if (names.count < LEVELS &&
            (names.count == 0 || !view_equal(names.label[names.count - 1]->name, l->name))) {
            if (names.count > 0 && is_cut(hs, h, k->at)) {
                v = go_on(hs, names.text[--names.count], v);
                l = celltexts_read(hs->texts, CELLTEXT_HEAD, v);
            }
            names.text[names.count] = v;
            names.label[names.count++] = l;
        }
    }
    if (names.count > 0)
        name_column(hs, k, &names, own_units > 0);
    k->index_of = index_of;
    if (index_base.n > 0)
        tableheads_base(hs, k, index_of ? (struct view){"", 0} : title, index_base);
}

static bool is_past(const struct column *k)
{
    return k->last_year || k->timing == TIMING_PREVIOUS || k->timing == TIMING_BEGIN;
}

/* The figures that a growth or share without a time of its own is of: those to its left, but of
 * 本年, 上年同期 and of 2024年, 2023年 the later. */
static const struct column *measured(const struct column *left, const struct column *before,
                                     const struct column *now)
{
    if (is_past(left) && now != NULL)
        return now;
    struct period p = left->period;
    if (before != NULL && p.y > 0 && before->period.y == p.y + 1 && before->period.kind == p.kind &&
        before->period.a == p.a && before->period.b == p.b)
        return before;
    return left;
}

/* Adds a step to a path. */
static void add_step(struct buf *path, struct view step)
{
    if (path->n > 0 && step.n > 0)
        buf_add_char(path, '/');
    buf_add_view(path, step);
}

/* Makes the column named after 其中: a part of the one that it breaks down. */
static void make_part(struct tableheads *hs, struct column *k, const struct column *whole)
{
    bool under_one = view_starts(whole->indicator, k->indicator); /* 国有单位, 国有单位人数 */
    buf_clear(&hs->scratch);
    add_step(&hs->scratch, whole->item);
    if (!under_one)
        add_step(&hs->scratch, k->indicator);
    add_step(&hs->scratch, k->item);
    k->item = arena_copy(hs->arena, buf_view(&hs->scratch));
    k->indicator = whole->indicator;
    k->quantity = whole->quantity;
    if (k->unit.n == 0 && k->measure == NULL && whole->measure == NULL)
        k->unit = whole->unit;
}

static bool is_measure(const struct column *k, const char *measure)
{
    return k != NULL && k->measure != NULL && strcmp(k->measure, measure) == 0;
}

static bool is_percent(struct view unit)
{
    return view_is(unit, "%") || view_is(unit, "‰");
}

/* Whether the head says that the year before is meant: 同比, 比上年. */
static bool names_year(struct view head)
{
    return memmem(head.p, head.n, "同", strlen("同")) != NULL ||
           memmem(head.p, head.n, "年", strlen("年")) != NULL;
}

/* 本期, 上期, 涨跌幅: against the figure beside it. 比上期涨跌, 涨跌幅: against the same. */
static void take_base(struct column *k, const struct column *left)
{
    if (left != NULL && left->timing == TIMING_PREVIOUS)
        k->base = BASE_PREVIOUS;
    if (is_measure(left, "change")) {
        k->base = left->base;
        k->base_period = left->base_period;
    }
}

/* The place in the order of growth, beside one in that of the figures themselves. */
static void name_rank(struct tableheads *hs, struct column *k)
{
    static const char growth[] = "增速";
    struct view *name = k->indicator.n > 0 ? &k->indicator : &k->item;
    buf_clear(&hs->scratch);
    buf_add_view(&hs->scratch, *name);
    buf_add_string(&hs->scratch, growth);
    *name = arena_copy(hs->arena, buf_view(&hs->scratch));
}

/* Whether column c is a growth that its heads give no % for, under a head of 比上年增减 that is
 * over one with a %, too: then the column is no growth but the difference itself. */
static bool is_beside_percent(const struct tableheads *hs, const struct part *part,
                              const struct column *k)
{
    static const char by[] = "增减";
    if (!is_measure(k, "growth") || memchr(k->head.p, '%', k->head.n) != NULL ||
        memmem(k->head.p, k->head.n, "％", strlen("％")) != NULL)
        return false;
    for (size_t h = 0; h + 1 < hs->count; h++) {
        struct view over = gridrow_cell(&hs->rows[h], k->at);
        if (!view_ends(over, view_of(by)))
            continue;
        for (size_t i = 0; i < part->count; i++) {
            const struct column *other = &part->columns[i];
            if (is_measure(other, "growth") &&
                view_equal(gridrow_cell(&hs->rows[h], other->at), over) &&
                (memchr(other->head.p, '%', other->head.n) != NULL ||
                 memmem(other->head.p, other->head.n, "％", strlen("％")) != NULL))
                return true;
        }
    }
    return false;
}

/* The row in which the column has a head with #; the number of rows where there is none. */
static size_t row_of_hash(const struct tableheads *hs, size_t c)
{
    for (size_t h = 0; h < hs->count; h++) {
        struct view v = gridrow_cell(&hs->rows[h], c);
        if (gridrow_is_among(v) && !view_starts(v, view_of("其中")))
            return h;
    }
    return hs->count;
}

/* A share or growth of a part (第一产业 under 构成) is of the quantity that has it as a part in a
 * column before. */
static void take_whole(struct part *part, size_t i)
{
    struct column *k = &part->columns[i];
    for (size_t j = i; j-- > 0;) {
        const struct column *other = &part->columns[j];
        if (other->role != ROLE_VALUE || other->measure != NULL || !other->quantity ||
            !view_equal(other->item, k->indicator))
            continue;
        k->indicator = other->indicator;
        k->item = other->item;
        k->quantity = true;
        return;
    }
}

void tableheads_inherit(struct tableheads *hs, struct part *part, const struct period *context)
{
    /* the last figures themselves, those before them, and the last that are of this year */
    const struct column *left = NULL, *before = NULL, *now = NULL, *whole = NULL, *last = NULL,
                        *ranked = NULL;
    size_t parted = hs->count; /* the row of the last # before, while its like go on */
    for (size_t i = 0; i < part->count; i++) {
        struct column *k = &part->columns[i];
        if (k->role != ROLE_VALUE)
            continue;
        if (is_beside_percent(hs, part, k)) {
            k->measure = "change";
            if (view_is(k->unit, "%"))
                k->unit = (struct view){"", 0};
        }
        /* what is no quantity behind a part is one more: 从业人员, #第一产业, 第二产业 */
        bool has_whole = whole != NULL && whole->indicator.n > 0;
        bool part_too = has_whole && parted < hs->count &&
                        is_part(hs, gridrow_cell(&hs->rows[parted], k->at)) &&
                        (k->unit.n == 0 || view_equal(k->unit, whole->unit));
        bool is_one = has_whole && (k->among || part_too);
        parted = !is_one ? hs->count : k->among ? row_of_hash(hs, k->at) : parted;
        if (is_one)
            make_part(hs, k, whole);
        else if (k->indicator.n > 0)
            whole = k;
        if (k->measure != NULL && k->indicator.n > 0 && !k->quantity)
            take_whole(part, i);
        bool mean = k->measure != NULL && strcmp(k->measure, "cagr") == 0;
        if (mean && k->period.kind == PERIOD_NONE && before != NULL &&
            before->period.kind == PERIOD_YEAR && left->period.kind == PERIOD_YEAR &&
            before->period.y < left->period.y)
            k->period = period_years(before->period.y + 1, left->period.y);
        else if (mean && k->period.kind == PERIOD_NONE && context->kind == PERIOD_YEARS)
            k->period = *context;
        if (mean && k->status == NULL && left != NULL)
            k->status = left->status;
        bool says =
            k->measure != NULL || k->timing != TIMING_NONE || k->last_year || k->status != NULL;
        bool rate = k->measure != NULL && strcmp(k->measure, "level") != 0;
        bool of_growth = is_measure(k, "rank") && is_measure(last, "growth");
        if (is_measure(k, "growth") && k->base == BASE_YEAR && !names_year(k->head))
            take_base(k, last);
        /* 比年初增长(%) of an amount; that of a rate is a difference */
        if (is_measure(k, "change") && is_percent(k->unit) && !(left && is_percent(left->unit)))
            k->measure = "growth";
        last = k;
        if (left != NULL && says) {
            bool nameless = k->indicator.n == 0;
            /* 当月, 累计, 增长 under one name: the growth is of 累计 */
            bool same = !nameless && view_equal(k->indicator, left->indicator);
            if (k->unit.n == 0 && (rate ? strcmp(k->measure, "change") == 0 : nameless))
                k->unit = left->unit;
            if (nameless) {
                k->indicator = left->indicator;
                k->item = left->item;
                k->quantity = left->quantity;
            }
            if (k->region.n == 0 && (nameless || same))
                k->region = left->region;
            if (k->period.kind == PERIOD_NONE && (nameless || same || rate)) {
                const struct column *of = rate ? measured(left, before, now) : left;
                k->period = of->period;
                if (is_measure(k, "growth") &&
                    k->status == NULL) /* of a target: none that came about */
                    k->status = of->status;
                if (k->timing == TIMING_NONE && (rate || k->last_year))
                    k->timing = of->timing;
            } else if (k->period.y == 0) {
                k->period.y = k->period.y2 = left->period.y;
            }
        }
        if (k->ranks_growth ||
            (of_growth && ranked != NULL && view_equal(ranked->indicator, k->indicator)))
            name_rank(hs, k);
        else if (is_measure(k, "rank"))
            ranked = k;
        if (!rate && !k->index_of) {
            before = left;
            left = k;
            if (!is_past(k))
                now = k;
        }
    }
}

static bool same_measure(const struct column *a, const struct column *b)
{
    return (a->measure == NULL || b->measure == NULL) ? a->measure == b->measure
                                                      : strcmp(a->measure, b->measure) == 0;
}

static bool same_status(const struct column *a, const struct column *b)
{
    return (a->status == NULL || b->status == NULL) ? a->status == b->status
                                                    : strcmp(a->status, b->status) == 0;
}

/* Whether the figures of both columns would have the same names and times. */
static bool says_same(const struct column *a, const struct column *b)
{
    return memcmp(&a->period, &b->period, sizeof a->period) == 0 && a->timing == b->timing &&
           a->last_year == b->last_year && a->base == b->base &&
           memcmp(&a->base_period, &b->base_period, sizeof a->base_period) == 0 &&
           view_equal(a->indicator, b->indicator) && view_equal(a->item, b->item) &&
           view_equal(a->region, b->region) && view_equal(a->unit, b->unit) &&
           view_equal(a->against, b->against) && same_measure(a, b) && same_status(a, b);
}

static bool contains(struct view head, const char *word)
{
    return memmem(head.p, head.n, word, strlen(word)) != NULL;
}

/* Whether the head of a growth says that it is in percent: 增幅, 增长率, ±%. */
static bool says_rate(struct view head)
{
    static const char *const words[] = {"%", "％", "‰", "率", "幅", "速"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (contains(head, words[i]))
            return true;
    return false;
}

/* Whether the head says which kind of growth it is of several. */
static bool says_kind(struct view head)
{
    return contains(head, "名义") || contains(head, "实际") || contains(head, "可比");
}

/* Of two growths of the same beside each other the one that does not say percent is the difference:
 * 增减, 增减%; 比上年增加, 比上年增长. */
static void tell_change(struct tableheads *hs, struct part *part)
{
    struct column *left = NULL, *last = NULL;
    for (size_t i = 0; i < part->count; i++) {
        struct column *k = &part->columns[i];
        if (k->role != ROLE_VALUE)
            continue;
        if (!is_measure(k, "growth")) {
            last = NULL;
            left = k->measure == NULL || is_measure(k, "level") ? k : left;
            continue;
        }
        if (last != NULL && left != NULL && says_same(last, k)) {
            struct view a = tableheads_last(hs, last->at), b = tableheads_last(hs, k->at);
            bool first = says_rate(a) == says_rate(b)
                             ? !says_rate(a) && contains(a, "加") && !contains(b, "加")
                             : says_rate(b);
            bool kinds = says_kind(a) || says_kind(b); /* 名义增长, 实际增速 */
            if (!kinds && (first || says_rate(a) != says_rate(b))) {
                struct column *change = first ? last : k;
                change->measure = "change";
                change->unit = left->unit;
            }
        }
        last = k;
    }
}

static void add_head(struct tableheads *hs, struct column *k)
{
    buf_clear(&hs->scratch);
    add_step(&hs->scratch, k->item);
    add_step(&hs->scratch, tableheads_last(hs, k->at));
    k->item = arena_copy(hs->arena, buf_view(&hs->scratch));
}

/* 本月 beside 累计 where only a year is known: the month is not the year, whichever it is. */
static void tell_months(struct tableheads *hs, struct part *part, const struct period *context)
{
    bool yearly = context->kind == PERIOD_YEAR;
    for (size_t i = 0; i < part->count; i++)
        yearly = yearly && part->columns[i].role != ROLE_PERIOD;
    for (size_t i = 0; yearly && i < part->count; i++) {
        struct column *k = &part->columns[i];
        if (k->role != ROLE_VALUE || k->timing != TIMING_CURRENT || k->period.kind != PERIOD_NONE)
            continue;
        struct column as_sum = *k;
        as_sum.timing = TIMING_CUMULATIVE;
        for (size_t j = 0; j < part->count; j++)
            if (part->columns[j].role == ROLE_VALUE && says_same(&part->columns[j], &as_sum)) {
                add_head(hs, k);
                break;
            }
    }
}

void tableheads_tell_apart(struct tableheads *hs, struct part *part, const struct period *context)
{
    tell_change(hs, part);
    tell_months(hs, part, context);
    if (part->count > TELL_APART)
        return;
    for (size_t i = 1; i < part->count; i++) {
        struct column *k = &part->columns[i];
        bool told = k->role == ROLE_VALUE;
        for (size_t j = 0; told && j < i; j++) {
            const struct column *other = &part->columns[j];
            if (other->period.y != k->period.y || other->period.a != k->period.a ||
                other->role != ROLE_VALUE || !says_same(other, k))
                continue;
            struct view head = tableheads_last(hs, k->at);
            if (view_equal(head, tableheads_last(hs, other->at)))
                continue;
            add_head(hs, k);
            told = false;
        }
    }
}

void tableheads_doubt_growth(struct tableheads *hs, const struct part *part, uint64_t line)
{
    static const char *const words[] = {"增减", "增加", "减少", "变化", "变动", "升降", "涨跌"};
    for (size_t i = 0; i < part->count; i++) {
        const struct column *k = &part->columns[i];
        struct view head = k->role == ROLE_VALUE ? tableheads_last(hs, k->at) : (struct view){0};
        if (!is_measure(k, "growth") || says_rate(k->head))
            continue;
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (contains(head, words[w])) {
                msg(hs->file, line, "guess: column %zu: %.*s is read as growth in percent",
                    k->at + 1, view_shown(head), head.p);
                break;
            }
    }
}

void tableheads_settle_periods(struct tableheads *hs, struct part *part, uint64_t line)
{
    struct day_counts s = {0};
    bool serial = false;
    for (size_t i = 0; i < part->count; i++)
        if (part->columns[i].role == ROLE_VALUE) {
            day_count(&s, part->columns[i].period);
            serial |= part->columns[i].serials;
        }
    bool months = s.days > 0 && (s.first_days == s.days || s.last_days == s.days);
    if (months && s.days == 1 && !serial)
        months = false;
    bool years = months && s.new_years == s.days && s.days > 1;
    for (size_t i = 0; i < part->count && months; i++) {
        struct period *p = &part->columns[i].period;
        if (part->columns[i].role == ROLE_VALUE && p->kind == PERIOD_DAY)
            *p = years ? period_year(p->y) : month_of(*p);
    }
    if (months || serial)
        msg(hs->file, line, "guess: heads hold %s, read as %s",
            translated(serial ? N_("serial numbers of days") : N_("days")),
            translated(years    ? N_("years")
                       : months ? N_("months")
                                : N_("days")));
}

void tableheads_free(struct tableheads *hs)
{
    for (size_t i = 0; i < TABLEHEADS_MAX; i++)
        free(hs->rows[i].cells);
    buf_free(&hs->scratch);
}
