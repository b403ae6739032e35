#include "headinherit.h"

#include "gridrow.h"
#include "itempath.h"

#include <string.h>

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

/* Makes the column named after 其中: a part of the one that it breaks down. */
static void make_part(struct tableheads *hs, struct column *k, const struct column *whole)
{
    bool under_one = view_starts(whole->indicator, k->indicator); /* 国有单位, 国有单位人数 */
    buf_clear(&hs->scratch);
    itempath_add(&hs->scratch, whole->item);
    if (!under_one)
        itempath_add(&hs->scratch, k->indicator);
    itempath_add(&hs->scratch, k->item);
    k->item = arena_copy(hs->arena, buf_view(&hs->scratch));
    k->indicator = whole->indicator;
    k->quantity = whole->quantity;
    if (k->unit.n == 0 && k->measure == NULL && whole->measure == NULL)
        k->unit = whole->unit;
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
    if (column_measures(left, "change")) {
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
    if (!column_measures(k, "growth") || memchr(k->head.p, '%', k->head.n) != NULL ||
        memmem(k->head.p, k->head.n, "％", strlen("％")) != NULL)
        return false;
    for (size_t h = 0; h + 1 < hs->count; h++) {
        struct view over = gridrow_cell(&hs->rows[h], k->at);
        if (!view_ends(over, view_of(by)))
            continue;
        for (size_t i = 0; i < part->count; i++) {
            const struct column *other = &part->columns[i];
            if (column_measures(other, "growth") &&
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

void headinherit(struct tableheads *hs, struct part *part, const struct period *context)
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
                        tableheads_is_part(hs, gridrow_cell(&hs->rows[parted], k->at)) &&
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
        bool of_growth = column_measures(k, "rank") && column_measures(last, "growth");
        if (column_measures(k, "growth") && k->base == BASE_YEAR && !names_year(k->head))
            take_base(k, last);
        /* 比年初增长(%) of an amount; that of a rate is a difference */
        if (column_measures(k, "change") && is_percent(k->unit) &&
            !(left && is_percent(left->unit)))
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
                if (column_measures(k, "growth") &&
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
        else if (column_measures(k, "rank"))
            ranked = k;
        if (!rate && !k->index_of) {
            before = left;
            left = k;
            if (!is_past(k))
                now = k;
        }
    }
}
