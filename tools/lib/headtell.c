#include "headtell.h"

#include "itempath.h"
#include "msg.h"

#include <string.h>

enum { COMPARED = 1000 }; /* columns that are compared with each other at most */

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
        if (!column_measures(k, "growth")) {
            last = NULL;
            left = k->measure == NULL || column_measures(k, "level") ? k : left;
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
    itempath_add(&hs->scratch, k->item);
    itempath_add(&hs->scratch, tableheads_last(hs, k->at));
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

void headtell_apart(struct tableheads *hs, struct part *part, const struct period *context)
{
    tell_change(hs, part);
    tell_months(hs, part, context);
    if (part->count > COMPARED)
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

void headtell_doubt(struct tableheads *hs, const struct part *part, uint64_t line)
{
    static const char *const words[] = {"增减", "增加", "减少", "变化", "变动", "升降", "涨跌"};
    for (size_t i = 0; i < part->count; i++) {
        const struct column *k = &part->columns[i];
        struct view head = k->role == ROLE_VALUE ? tableheads_last(hs, k->at) : (struct view){0};
        if (!column_measures(k, "growth") || says_rate(k->head))
            continue;
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (contains(head, words[w])) {
                msg(hs->file, line, "guess: column %zu: %.*s is read as growth in percent",
                    k->at + 1, view_shown(head), head.p);
                break;
            }
    }
}
