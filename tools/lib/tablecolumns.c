#include "tablecolumns.h"

#include "arena.h"
#include "buf.h"
#include "cellnumber.h"
#include "cellperiod.h"
#include "gridrow.h"
#include "headdays.h"
#include "headinherit.h"
#include "headtell.h"
#include "itempath.h"
#include "msg.h"
#include "tableblocks.h"
#include "translate.h"

#include <stdlib.h>
#include <string.h>

enum {
    SAMPLE = 400,  /* rows of figures that tell what a column holds */
    CELLS = 20000, /* cells of the sample, where that makes at least */
    FEW = 12,      /* rows */
};

/* What the sample of a column's cells is. */
struct stats {
    size_t numbers, texts, missing, blanks;
    size_t tailed; /* numbers with more behind them: 90平方米及以下 may be a label */
    size_t periods, serials, years, units, places, sums, han, latin;
    size_t consecutive; /* numbers that are one more than the one above */
    size_t leading_zero, one_digit;
    size_t near_hundred; /* numbers from 70 to 149.9: indices, not rates */
    struct day_counts days;
    size_t same_left; /* texts that the cell to the left has too */
    long last;
};

/* Whether the number is from 70 to 149.9. */
static bool is_near_hundred(struct view v)
{
    size_t n = 0;
    while (n < v.n && v.p[n] >= '0' && v.p[n] <= '9')
        n++;
    if (n < v.n && v.p[n] != '.')
        return false;
    return n == 2 ? v.p[0] >= '7' : n == 3 && v.p[0] == '1' && v.p[1] < '5';
}

static void count_cell(struct tableheads *hs, struct stats *s, struct view v, struct view left)
{
    struct cell_number number;
    struct period p;
    struct view unit;
    enum cell_kind kind = cell_number_read(celltexts_rules(hs->texts), v, &number);
    v = cell_trim(v);
    if (kind == CELL_BLANK) {
        s->blanks++;
        return;
    }
    if (kind == CELL_NUMBER) {
        s->numbers++;
        s->near_hundred += is_near_hundred(v);
        long n = cell_whole_number(v);
        s->consecutive += n >= 0 && n == s->last + 1;
        s->last = n;
        if (cellperiod_serial(v, &p)) {
            s->serials++;
            headdays_count(&s->days, p);
        }
        /* years, months and days only: 2019, 2019.1, 201909, 20190930 */
        bool may = v.n >= 4 && v.n <= 10 && (v.p[0] == '1' || v.p[0] == '2') &&
                   (v.p[1] == '9' || v.p[1] == '0');
        if (may && celltexts_period(hs->texts, v, &p)) {
            s->periods++;
            s->years += p.kind == PERIOD_YEAR;
            const char *point = memchr(v.p, '.', v.n);
            if (point != NULL && point == v.p + 4) {
                s->leading_zero += v.n == 7 && point[1] == '0';
                s->one_digit += v.n == 6;
            }
        }
        return;
    }
    if (cell_is_missing(hs->texts, v)) {
        s->missing++;
        return;
    }
    if (v.n < 24 && cell_take_tail(hs->texts, v, &number) == CELL_NUMBER &&
        !celltexts_period(hs->texts, v, &p)) {
        s->numbers++;
        s->tailed++;
        return;
    }
    s->texts++;
    s->han += cell_has_chinese(v);
    s->latin += cell_has_latin(v) && !cell_has_chinese(v);
    s->same_left += left.n > 0 && view_equal(v, left);
    if (v.n > 64)
        return;
    if (celltexts_period(hs->texts, v, &p)) {
        s->periods++;
        headdays_count(&s->days, p);
    } else {
        const struct celltext *said = celltexts_read(hs->texts, CELLTEXT_ROW, v);
        s->places += said->place;
        s->sums += !said->place && said->regions;
    }
    if (celltexts_unit(hs->texts, v, &unit))
        s->units++;
}

/* Whether the head at c (年份, over labels that are no times) is of the columns beside it, whose
 * heads are times. */
static bool names_columns(struct tableheads *hs, size_t c)
{
    if (hs->count == 0)
        return false;
    const struct grid_row *h = &hs->rows[hs->count - 1];
    for (c++; c < h->n; c++)
        if (gridrow_cell(h, c).n > 0)
            return celltexts_read(hs->texts, CELLTEXT_HEAD, gridrow_cell(h, c))->period.kind !=
                   PERIOD_NONE;
    return false;
}

/* What a column holds, from its head and its cells. ROLE_NONE: texts that nothing names. */
static enum role role_of(struct tableheads *hs, struct column *k, const struct stats *s,
                         bool leftmost)
{
    enum role named = tableheads_role(hs, k->at);
    size_t full = s->numbers + s->texts;
    size_t times = s->periods;
    if (named == ROLE_CODE || named == ROLE_NOTE || named == ROLE_FREQUENCY)
        return named;
    if (full == 0)
        return named == ROLE_UNIT ? ROLE_UNIT : named != ROLE_NONE ? ROLE_NOTE : ROLE_VALUE;
    if (named == ROLE_MEASURE && (s->numbers > 0 || s->texts == 0))
        named = ROLE_NONE;
    if (named >= ROLE_MEASURE && named <= ROLE_STATUS)
        return named;
    if (!leftmost && s->texts > s->numbers && s->latin * 5 >= s->texts * 4 &&
        !cell_has_chinese(tableheads_last(hs, k->at)))
        return ROLE_CODE; /* the labels in another language */
    if (named == ROLE_UNIT)
        return s->units * 2 >= s->texts ? ROLE_UNIT : ROLE_ITEM;
    if (named == ROLE_PERIOD && s->periods == 0 && s->texts > s->numbers &&
        names_columns(hs, k->at))
        named = ROLE_NONE;
    if (named == ROLE_PERIOD)
        return times * 2 >= full || s->serials * 2 >= full || s->texts > s->numbers ||
                       s->numbers == full
                   ? ROLE_PERIOD
                   : ROLE_VALUE;
    if (named == ROLE_REGION && s->numbers > 0 && s->years == s->numbers)
        return s->texts > 0 ? ROLE_REGION : ROLE_PERIOD; /* 年份/地区 */
    if (named != ROLE_NONE)
        return s->texts + 2 * s->tailed >= s->numbers && s->texts > 0 ? named : ROLE_VALUE;
    const struct celltext *head =
        celltexts_read(hs->texts, CELLTEXT_HEAD, tableheads_last(hs, k->at));
    bool value = head->period.kind != PERIOD_NONE || head->unit_in_brackets ||
                 head->measure != NULL || head->timing != TIMING_NONE || head->last_year ||
                 head->quantity;
    if (s->texts > s->numbers && !(value && s->numbers > 0)) {
        if (times * 5 >= s->texts * 4 && s->periods > 0)
            return ROLE_PERIOD;
        if (s->units * 5 >= s->texts * 4 && s->units > 0)
            return ROLE_UNIT;
        if (s->places * 3 >= (s->texts - s->sums) * 2 && s->places > 0)
            return ROLE_REGION;
        return ROLE_NONE;
    }
    if (leftmost && s->numbers >= 2 && s->consecutive + 1 >= s->numbers &&
        (k->head.n == 0 || s->years < s->numbers))
        return s->years == s->numbers ? ROLE_PERIOD : ROLE_CODE;
    if (leftmost && k->head.n == 0 && s->periods == s->numbers)
        return ROLE_PERIOD;
    return ROLE_VALUE;
}

/* How the times of a period column are written. */
static void note_periods(struct tableheads *hs, struct column *k, const struct stats *s,
                         uint64_t line)
{
    bool serial = s->serials > 0 && s->serials == s->numbers && s->periods < s->numbers;
    k->serials = serial;
    k->october = s->leading_zero > 0 && s->one_digit > 0;
    k->by_day =
        s->days.days > 0 && s->days.first_days < s->days.days && s->days.last_days < s->days.days;
    if (serial)
        msg(hs->file, line, "guess: column %zu holds serial numbers of days, read as %s", k->at + 1,
            translated(k->by_day ? N_("days") : N_("months")));
    else if (s->days.days > 1 && !k->by_day)
        msg(hs->file, line,
            "guess: column %zu holds the first or last days of months, read as months", k->at + 1);
    if (k->october)
        msg(hs->file, line,
            "guess: column %zu writes months as 2019.01, so 2019.1 is read as October", k->at + 1);
}

/* Whether the column is of the units of the value column before it, by its head: 第一计量单位. */
static bool units_of(struct view unit_head, struct view value_head)
{
    static const char *const ordinals[] = {"第一", "第二", "第三"};
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
        if (view_starts(unit_head, view_of(ordinals[i])))
            return view_starts(value_head, view_of(ordinals[i]));
    return true;
}

void tablecolumns_pair_units(struct part *part)
{
    size_t first_value = part->count;
    for (size_t i = 0; i < part->count; i++)
        if (part->columns[i].role == ROLE_VALUE && i < first_value)
            first_value = i;
    for (size_t u = 0; u < part->count; u++) {
        struct column *k = &part->columns[u];
        if (k->role != ROLE_UNIT)
            continue;
        if (u < first_value) {
            for (size_t i = u; i < part->count; i++)
                if (part->columns[i].role == ROLE_VALUE)
                    part->columns[i].unit_at = k->at;
            continue;
        }
        for (size_t i = u; i-- > 0;)
            if (part->columns[i].role == ROLE_VALUE) {
                if (units_of(k->head, part->columns[i].head))
                    part->columns[i].unit_at = k->at;
                break;
            }
    }
}

/* One row an enterprise or a project: texts about it stand behind its figures, or many before them.
 */
static bool is_listing(struct tableheads *hs, const struct part *part, const struct stats *stats)
{
    size_t first = part->count, behind = 0, before = 0, things = 0, units = 0;
    for (size_t i = 0; i < part->count; i++)
        if (part->columns[i].role == ROLE_VALUE && stats[i].numbers > 0 && i < first)
            first = i;
    for (size_t i = 0; i < part->count; i++) {
        const struct column *k = &part->columns[i];
        units += k->role == ROLE_UNIT;
        const struct rule *rule =
            celltexts_is(hs->texts, CLASS_LISTING, tableheads_last(hs, k->at));
        if (rule != NULL && rule->n == 1 && stats[i].texts > 0)
            return true;
        if (k->role == ROLE_VALUE || k->role == ROLE_UNIT || k->role == ROLE_CODE ||
            k->role == ROLE_NOTE || k->role == ROLE_FREQUENCY || stats[i].texts == 0)
            continue;
        if (rule != NULL && i < first)
            things++;
        else if (i > first)
            behind++;
        else if (k->role == ROLE_NONE && stats[i].same_left < stats[i].texts)
            before++;
    }
    /* goods with a unit for each are quoted prices, however they are described */
    return behind >= 2 || (before >= 4 && units == 0) ||
           (things > 0 && behind + before >= 1 && units == 0);
}

/* What the texts that nothing names are, and what a row is. */
static void settle_stub(struct part *part, const struct stats *stats, const struct context *x,
                        enum role orient)
{
    bool indicator = false, item = false, region = false, period = false;
    for (size_t i = 0; i < part->count; i++) {
        enum role r = part->columns[i].role;
        indicator |= r == ROLE_INDICATOR;
        item |= r == ROLE_ITEM;
        region |= r == ROLE_REGION;
        period |= r == ROLE_PERIOD;
    }
    bool named = part->named || x->indicator.n > 0;
    for (size_t i = 0; i < part->count; i++) {
        struct column *k = &part->columns[i];
        if (k->role != ROLE_NONE)
            continue;
        if (stats[i].texts == 0) {
            k->role = ROLE_NOTE;
            continue;
        }
        bool before = false;
        for (size_t j = i; j < part->count; j++)
            before |= part->columns[j].role == ROLE_VALUE;
        if (!before)
            k->role = ROLE_NOTE;
        else if (!indicator && !(part->named && named)) {
            k->role = ROLE_INDICATOR;
            indicator = true;
        } else {
            k->role = ROLE_ITEM;
            item = true;
        }
    }
    part->rows = indicator ? ROLE_INDICATOR
                 : item    ? ROLE_ITEM
                 : region  ? ROLE_REGION
                 : period  ? ROLE_PERIOD
                           : ROLE_NONE;
    if (orient != ROLE_NONE && orient != part->rows) {
        /* the last text of the stub is what the user says */
        for (size_t i = part->count; i-- > 0;) {
            enum role r = part->columns[i].role;
            if (r == ROLE_INDICATOR || r == ROLE_ITEM || r == ROLE_REGION || r == ROLE_PERIOD) {
                part->columns[i].role = orient;
                break;
            }
        }
        part->rows = orient;
    }
}

/* Whether the rows break down what the title measures: it is a quantity (粮食产量), and no label is
 * another one (稻谷, 豆类). */
static bool breaks_title_down(struct tableheads *hs, const struct part *part,
                              const struct table_sample *sample, const struct context *x)
{
    if (!x->quantity || x->indicator.n == 0 || part->rows != ROLE_INDICATOR)
        return false;
    for (size_t i = 0; i < part->count; i++) {
        const struct column *k = &part->columns[i];
        if (k->role == ROLE_UNIT)
            return false;
        if (k->role != ROLE_INDICATOR)
            continue;
        for (size_t r = sample->from; r < sample->to && r < sample->from + SAMPLE; r++) {
            struct view v = gridrow_cell(&sample->rows[r], k->at);
            if (v.n == 0 || v.n > 200)
                continue;
            const struct celltext *mark = celltexts_read(hs->texts, CELLTEXT_MARK, v);
            const struct celltext *said =
                celltexts_read(hs->texts, CELLTEXT_ROW, mark->depth > 0 ? mark->name : v);
            if (said->quantity && !view_equal(said->name, x->indicator))
                return false;
        }
    }
    return true;
}

/* An index has the base that stands above the table, if it has none of its own. */
static void take_base(struct tableheads *hs, struct column *k, const struct context *x)
{
    struct view name = k->indicator.n > 0 ? k->indicator : x->indicator;
    if (view_ends(name, view_of("指数")))
        tableheads_base(hs, k, x->indicator, x->index_base);
}

/* 增速位次 without a name of its own is of the growth of what the title measures. */
static void name_growth(struct tableheads *hs, struct column *k, const struct context *x)
{
    if (k->measure == NULL || strcmp(k->measure, "rank") != 0 || k->indicator.n > 0 ||
        k->item.n == 0 || x->indicator.n == 0)
        return;
    struct buf *name = &hs->scratch;
    buf_clear(name);
    buf_add_view(name, x->indicator);
    buf_add_view(name, k->item);
    k->indicator = arena_copy(hs->arena, buf_view(name));
    k->item = (struct view){"", 0};
    k->quantity = true;
}

/* The rows are parts of what the title measures; a column that is no quantity, too: 城镇, 农村. */
static void name_by_title(struct tableheads *hs, struct column *k, const struct context *x)
{
    k->of_title = true;
    if (k->indicator.n == 0 || k->quantity)
        return;
    struct buf *item = &hs->scratch;
    buf_clear(item);
    buf_add_view(item, k->indicator);
    itempath_add(item, k->item);
    k->item = arena_copy(hs->arena, buf_view(item));
    k->indicator = x->indicator;
    k->quantity = true;
    if (k->measure == NULL && x->index_base.n > 0)
        take_base(hs, k, x);
}

/* Over rows of places or times a column that is no quantity is part of what the title
 * measures. */
static void name_part(struct tableheads *hs, struct column *k, const struct context *x)
{
    bool rate = k->measure != NULL && strcmp(k->measure, "level") != 0;
    if (k->role == ROLE_VALUE && !k->index_of && (k->unit.n == 0 || rate))
        name_by_title(hs, k, x);
}

/* Where rows are quantities, and some heads beside each other are none, no head is one, though it
 * ends like one: 人均可支配收入 of 低收入户, 中等收入, 高收入户. */
static void settle_quantities(struct tableheads *hs, struct part *part,
                              const struct table_sample *sample)
{
    size_t quantities = 0, others = 0;
    bool rows = false;
    for (size_t i = 0; i < part->count; i++) {
        const struct column *k = &part->columns[i];
        struct view v = sample->to > sample->from ? gridrow_cell(&sample->rows[sample->from], k->at)
                                                  : (struct view){"", 0};
        if (k->role == ROLE_INDICATOR && v.n > 0 && v.n <= 200)
            rows = rows || celltexts_read(hs->texts, CELLTEXT_ROW, v)->quantity;
        if (k->role != ROLE_VALUE || k->indicator.n == 0)
            continue;
        if (k->unit.n > 0 || k->measure != NULL || k->timing != TIMING_NONE ||
            k->period.kind != PERIOD_NONE)
            return;
        quantities += k->quantity;
        others += !k->quantity;
    }
    for (size_t i = 0; rows && quantities > 0 && 2 * others >= quantities && i < part->count; i++)
        part->columns[i].quantity = false;
}

/* 同比 over 101.5, 99.8 of a 价格指数 is no growth but the index on that base. */
static void settle_index(struct tableheads *hs, struct column *k, const struct stats *s,
                         const struct context *x, uint64_t line)
{
    struct view name = k->indicator.n > 0 ? k->indicator : x->indicator;
    if (k->measure == NULL || strcmp(k->measure, "growth") != 0 || s->numbers < 2 ||
        s->near_hundred < s->numbers || !view_ends(name, view_of("指数")) ||
        (k->base != BASE_YEAR && k->base != BASE_PREVIOUS))
        return;
    tableheads_base(hs, k, x->indicator, view_of(k->base == BASE_PREVIOUS ? "上期" : "上年同期"));
    msg(hs->file, line, "guess: column %zu holds figures near 100, read as an index, no growth",
        k->at + 1);
}

/* A column without a name has the table's indicator, and is what that is measured in. */
static void take_measure(struct column *k, const struct context *x)
{
    bool rate = x->measure != NULL && strcmp(x->measure, "level") != 0;
    struct view unit = k->unit.n > 0 ? k->unit : x->unit;
    if (!rate || (unit.n > 0 && !view_is(unit, "%") && !view_is(unit, "‰") &&
                  strcmp(x->measure, "change") != 0 && strcmp(x->measure, "rank") != 0))
        return;
    k->measure = x->measure;
    k->base = x->base;
    k->base_period = x->base_period;
    k->against = x->against;
}

/* Where a column is headed measure the columns are those of records, as zb-export writes them to a
 * wide table: each holds what its head says, and nothing else is a figure than what stands under
 * value or a time. Without it, and where a layout names the columns, these are but words. */
static void settle_records(struct tableheads *hs, struct part *part, bool named)
{
    for (size_t i = 0; i < part->count; i++)
        part->recorded |= !named && part->columns[i].role == ROLE_MEASURE;
    for (size_t i = 0; i < part->count; i++) {
        struct column *k = &part->columns[i];
        if (!part->recorded) {
            if (k->role >= ROLE_MEASURE && k->role <= ROLE_STATUS)
                k->role = ROLE_CODE;
            continue;
        }
        struct view head = tableheads_last(hs, k->at);
        const struct celltext *said = celltexts_read(hs->texts, CELLTEXT_HEAD, head);
        bool figures = k->role == ROLE_VALUE;
        k->role = view_is(head, "item") ? ROLE_ITEM : tableheads_role(hs, k->at);
        if (k->role != ROLE_NONE)
            continue;
        if (!period_parse(head, &k->period))
            k->period = said->period;
        figures = figures && (k->period.kind != PERIOD_NONE || said->measure != NULL);
        k->role = figures ? ROLE_VALUE : ROLE_NOTE;
    }
}

void tablecolumns_make(struct tableheads *hs, struct part *part, const struct table_sample *sample,
                       size_t from, size_t to, const struct context *context, enum role orient)
{
    const struct grid_row *rows = sample->rows;
    size_t body = sample->from, end = sample->to;
    struct stats *stats = mem_new(to - from + 1, sizeof *stats);
    part->columns = arena_new(hs->arena, (to - from) * sizeof *part->columns);
    part->count = 0;
    bool leftmost = true;
    bool alone[SAMPLE]; /* rows of one text */
    for (size_t r = body; r < end && r < body + SAMPLE; r++)
        alone[r - body] = gridrow_content(&rows[r]).distinct == 1;
    /* of thousands of columns a few rows must do */
    size_t most = to > from ? CELLS / (to - from) : 0; /* none where all rows were refused */
    most = most < FEW ? FEW : most > SAMPLE ? SAMPLE : most;
    for (size_t c = from; c < to; c++) {
        struct column *k = &part->columns[part->count];
        struct stats *s = &stats[part->count];
        *k = (struct column){.at = c, .unit_at = TABLE_NONE};
        *s = (struct stats){.last = -1};
        k->head = tableheads_text(hs, c);
        for (size_t r = body; r < end && r < body + most; r++) {
            if (rows[r].n == 0 || alone[r - body])
                continue;
            count_cell(hs, s, c < rows[r].n ? rows[r].cells[c] : (struct view){"", 0},
                       c > from ? gridrow_cell(&rows[r], c - 1) : (struct view){0});
        }
        if (k->head.n == 0 && s->numbers + s->texts == 0)
            continue;
        k->role = role_of(hs, k, s, leftmost);
        k->repeats = s->blanks > 0;
        if (k->role == ROLE_PERIOD)
            note_periods(hs, k, s, sample->line);
        if (k->role != ROLE_CODE)
            leftmost = false;
        part->count++;
    }
    for (size_t i = part->count; i-- > 1 && hs->count > 0 && part->columns[i].head.n == 0;) {
        const struct stats *s = &stats[i];
        part->columns[i].beyond =
            part->columns[i].role == ROLE_VALUE && s->numbers <= s->blanks + s->missing + s->texts;
    }
    settle_records(hs, part, sample->named);
    for (size_t i = 0; i < part->count; i++)
        if (part->columns[i].role == ROLE_REGION)
            part->rows = ROLE_REGION;
    for (size_t i = 0; i < part->count; i++) {
        struct column *k = &part->columns[i];
        if (k->role != ROLE_VALUE || part->recorded)
            continue;
        tableheads_read(hs, k, part, context->indicator);
        part->named |= k->indicator.n > 0;
        settle_index(hs, k, &stats[i], context, sample->line);
        if (k->measure == NULL && context->index_base.n > 0)
            take_base(hs, k, context);
        if (k->measure == NULL && k->indicator.n == 0)
            take_measure(k, context);
    }
    headdays_settle(hs, part, sample->line);
    part->listing = !part->recorded && is_listing(hs, part, stats);
    settle_stub(part, stats, context, orient);
    headinherit(hs, part, &context->period);
    headtell_apart(hs, part, &context->period);
    if (!part->listing)
        headtell_doubt(hs, part, sample->line);
    for (size_t i = 0; i < part->count && part->rows != ROLE_INDICATOR; i++)
        name_growth(hs, &part->columns[i], context);
    tablecolumns_pair_units(part);
    if (breaks_title_down(hs, part, sample, context))
        for (size_t i = 0; i < part->count; i++)
            name_by_title(hs, &part->columns[i], context);
    else if ((part->rows == ROLE_REGION || part->rows == ROLE_PERIOD) && context->quantity &&
             !context->topic)
        for (size_t i = 0; i < part->count; i++)
            name_part(hs, &part->columns[i], context);
    else
        settle_quantities(hs, part, sample);
    part->blocks = tableblocks_find(hs, part, sample);
    part->unmarked_children = tableblocks_marked(hs, part, rows, body, end);
    free(stats);
}
