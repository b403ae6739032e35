#include "namestart.h"

#include <string.h>

enum { DOER_MAX = 120 }; /* bytes of a name that says who did it */

/* 上年, 年初: a time that may be the first word of a name (上年结余), unlike 去年同期. */
static bool is_relative(const struct token *t)
{
    return view_is(t->rule->form, "before") && t->end - t->start <= 9;
}

/* Whether a leading word is no part of a name. */
static bool is_lead(const struct token *t)
{
    if (token_is(t, CLASS_PERIOD) && is_relative(t))
        return false; /* 上年结余 */
    if (t->kind == TOKEN_MARK)
        return t->mark != MARK_QUOTE && t->mark != MARK_OPEN;
    if (t->kind != TOKEN_WORD || t->quoted)
        return false;
    switch (t->class) {
    case CLASS_YIELD:
        return t->rule->n == 0;
    case CLASS_ADVERB:
        return t->rule->n != 3;
    case CLASS_AMONG:
    case CLASS_FILLER:
    case CLASS_ESTIMATE:
    case CLASS_TARGET:
    case CLASS_PROVISIONAL:
    case CLASS_RESPECTIVELY:
    case CLASS_LEVEL:
    case CLASS_PER:
    case CLASS_LASTING:
    case CLASS_BASE:
    case CLASS_EACH:
    case CLASS_PERIOD:
    case CLASS_FROM:
    case CLASS_BOUND_BEFORE:
        return true;
    case CLASS_COMPARE:
        return t->rule->n == 1;
    default:
        return false;
    }
}

/* 12家证券公司交易额: how many there are is no part of the name. */
static bool counts_subject(const struct tokens *ts, size_t i, size_t high)
{
    const struct token *t = &ts->t[i];
    return t->kind == TOKEN_QUANTITY && t->quantity.unit_class == CLASS_COUNT && i + 1 < high &&
           ts->t[i + 1].kind == TOKEN_TEXT;
}

/* Who does what the verb at j says, if that is a plain name: 第二产业|实现|增加值. */
static struct stretch doer(const struct tokens *ts, size_t low, size_t j)
{
    while (low < j && (is_lead(&ts->t[low]) || token_is(&ts->t[low], CLASS_FILLER) ||
                       counts_subject(ts, low, j)))
        low++;
    size_t high = j;
    while (high > low && (token_is(&ts->t[high - 1], CLASS_ADVERB) ||
                          token_is(&ts->t[high - 1], CLASS_RESPECTIVELY)))
        high--;
    for (size_t k = low; k < high; k++)
        if (ts->t[k].kind != TOKEN_TEXT && !token_is_mark(&ts->t[k], MARK_QUOTE) &&
            (k == low || k + 1 == high ||
             (!token_is_joint(&ts->t[k]) && !token_is(&ts->t[k], CLASS_FILLER))) && /* 通过 */
            (k > low || k + 1 == high || !token_is(&ts->t[k], CLASS_ACT)) && /* 全部|项目 */
            (!token_is(&ts->t[k], CLASS_YIELD) ||
             ts->t[k].rule->n == 0)) /* 公路|建设, 新开工|项目 */
            return (struct stretch){0};
    struct stretch s = stretch_between(ts, low, high);
    return s.end - s.start <= DOER_MAX ? s : (struct stretch){0};
}

/* 达到|二级标准|的|天数比例: whether what the verb at j says only tells which thing is meant. */
static bool is_relative_clause(const struct tokens *ts, struct view text, const struct rule *inner,
                               size_t j, size_t high)
{
    if (inner->n == 1)
        return false;
    for (size_t k = j + 2; k + 1 < high && k - j < 6; k++)
        if (token_reads(&ts->t[k], text, "的"))
            return ts->t[k - 1].kind == TOKEN_TEXT && ts->t[k + 1].kind == TOKEN_TEXT;
    return false;
}

/* 水库|年末|蓄水量, but not 石桥市|年末|人口: whether the time is in the middle of a name. */
static bool is_within(const struct tokens *ts, const struct rules *rules, struct view text,
                      size_t start, size_t j, size_t high)
{
    const struct token *t = &ts->t[j];
    if (t[-1].kind != TOKEN_TEXT || j + 1 >= high || t[1].kind != TOKEN_TEXT)
        return false;
    struct view word = {text.p + t->start, t->end - t->start};
    struct view before = {text.p + t[-1].start, t[-1].end - t[-1].start};
    const struct rule *time = rules_starting(rules, CLASS_INNER_TIME, word);
    enum { SHORT = 12 }; /* bytes: 粮食|全年|总产量 */
    bool may = time != NULL && (time->n == 0 || (j == start + 1 && before.n <= SHORT));
    return may && time->word.n == word.n && rules_ending(rules, CLASS_DIVISION, before) == NULL;
}

/* The same of those who are counted; what else stands before a time may be a place. */
static struct stretch counted_doer(const struct tokens *ts, size_t low, size_t j)
{
    while (low < j && (is_lead(&ts->t[low]) || token_is(&ts->t[low], CLASS_FILLER)))
        low++;
    return low < j && counts_subject(ts, low, j) ? doer(ts, low, j) : (struct stretch){0};
}

/* 6家烟酒|和|药材公司: whether the token joins parts of the name of what the clause begins to
 * count.
 */
static bool joins_counted(const struct tokens *ts, size_t low, size_t j)
{
    size_t k = j;
    while (k > low && (ts->t[k - 1].kind == TOKEN_TEXT || token_is_joint(&ts->t[k - 1])))
        k--;
    return k > low && k < j && counts_subject(ts, k - 1, j) && ts->t[j + 1].kind == TOKEN_TEXT &&
           (k - 1 == low || token_is(&ts->t[k - 2], CLASS_PERIOD) ||
            token_is(&ts->t[k - 2], CLASS_FILLER) || token_is_boundary(&ts->t[k - 2]));
}

size_t namestart_find(const struct tokens *ts, struct rules *rules, struct view text, size_t low,
                      size_t high, uint16_t depth, struct stretch *scope)
{
    size_t start = low, before = low, time = high; /* the last time, and what began before it */
    bool figure = false, per = false;
    for (size_t j = low; j < high; j++) {
        const struct token *t = &ts->t[j];
        /* 49家医院获评A级、数量: another statement ends at the 、 behind its figure */
        figure |= t->depth >= depth && token_is_figure(t) &&
                  !token_reads(&ts->t[j + 1], text, "的") &&
                  !token_is_mark(&ts->t[j + 1], MARK_RANGE);
        if (figure && t->depth == depth && token_is_joint(t) && !joins_counted(ts, low, j))
            start = j + 1;
        if (t->kind != TOKEN_WORD || t->quoted || t->depth != depth)
            continue;
        per |= token_is(t, CLASS_PER);
        if (per && t->class != CLASS_TO)
            continue; /* 每百户居民家庭年末拥有汽车 is one name */
        struct view word = {text.p + t->start, t->end - t->start};
        const struct rule *inner = rules_ending(rules, CLASS_INNER_VERB, word);
        /* 收入年初预算: a time relative to another ends no name */
        bool relative = t->class == CLASS_PERIOD && is_relative(t);
        bool within =
            t->class == CLASS_PERIOD && j > start && is_within(ts, rules, text, start, j, high);
        if ((t->class == CLASS_PERIOD && !t->base && !relative && !within) ||
            t->class == CLASS_TO || t->class == CLASS_FROM || t->class == CLASS_AMONG ||
            (t->class == CLASS_LEVEL && view_is(word, "为") && j > low && j + 1 < high) ||
            (inner != NULL && inner->word.n == word.n && ts->t[high - 1].end > t->end + 3 &&
             j + 1 < high && !is_relative_clause(ts, text, inner, j, high) &&
             !(j > low && token_is(&ts->t[j - 1], CLASS_YIELD) && ts->t[j - 1].rule->n == 1))) {
            bool done = inner != NULL && inner->n == 1;
            *scope = done ? doer(ts, start, j) : (struct stretch){0};
            if (done && time + 1 == j && start == j) /* 13家企业|前9个月|实现销售额 */
                *scope = counted_doer(ts, before, time);
            if (t->class == CLASS_PERIOD) {
                before = start;
                time = j;
            }
            start = j + 1;
        }
    }
    bool where = false;
    while (start < high && (is_lead(&ts->t[start]) || counts_subject(ts, start, high))) {
        const struct token *t = &ts->t[start];
        /* 已发现的矿种: the verb belongs to the name; 在发布的报告: it does not */
        where |= token_reads(t, text, "在") || token_reads(t, text, "于");
        if (start + 1 < high && t->kind == TOKEN_WORD && t->class != CLASS_ADVERB && !where &&
            start == low && token_reads(&ts->t[start + 1], text, "的"))
            break;
        /* 与新区接壤: only 和 between two figures is no part of a name */
        /* 开通率: a word whose rest is no name is part of it; 每万人口拥有量: of each what is said
         */
        if (t->kind == TOKEN_WORD && start + 2 == high && ts->t[high - 1].end - t->end <= 3)
            break;
        if (token_is(t, CLASS_PER) && start + 1 < high &&
            (ts->t[start + 1].kind == TOKEN_TEXT || token_is(&ts->t[start + 1], CLASS_YIELD)))
            break;
        if (token_is(t, CLASS_BOUND_BEFORE) && start + 2 < high && /* 超10亿元企业 */
            ts->t[start + 1].kind == TOKEN_QUANTITY && ts->t[start + 2].kind == TOKEN_TEXT)
            break;
        if (token_is(t, CLASS_COMPARE) && start == low &&
            (low == 0 || token_is_boundary(&ts->t[low - 1])))
            break;
        start++;
    }
    return start;
}

uint32_t namestart_behind_etc(struct rules *rules, struct view text, uint32_t start, uint32_t end)
{
    const size_t n = strlen("等");
    uint32_t found = start;
    bool list = false;
    for (uint32_t i = start; i + n + 6 <= end; i++) {
        list |= memcmp(text.p + i, "、", n) == 0 || memcmp(text.p + i, "”", n) == 0;
        if (memcmp(text.p + i, "等", n) != 0 || !list)
            continue;
        if (!rules_in_word(rules, (struct view){text.p, end}, i, n))
            found = i + (uint32_t)n;
    }
    return found;
}
