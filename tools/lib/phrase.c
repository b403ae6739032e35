#include "phrase.h"

#include "namestart.h"
#include "phrasing.h"

#include <string.h>

/* The first token of the clause that token i stands in, on the same level of brackets. */
static size_t clause_start(const struct tokens *ts, size_t low, size_t i)
{
    uint16_t depth = ts->t[i].depth;
    size_t j = i;
    while (j > low && i - j < CLAUSE_MAX) {
        const struct token *t = &ts->t[j - 1];
        if (t->depth < depth || (t->depth == depth && token_is_boundary(t)))
            break;
        j--;
    }
    return j;
}

/* The token that opens the bracket closed by token i, or i if there is none. */
static size_t opening(const struct tokens *ts, size_t low, size_t i)
{
    for (size_t j = i; j-- > low;)
        if (token_is_mark(&ts->t[j], MARK_OPEN) && ts->t[j].depth == ts->t[i].depth)
            return j;
    return i;
}

/* Whether (j, i) holds nothing but times and fillers, so that the bracket only explains: (下同). */
static bool only_explains(const struct phrasing *at, size_t j, size_t i)
{
    const struct tokens *ts = at->ts;
    if (j + 1 >= i)
        return false;
    struct view inside = {at->text.p + ts->t[j + 1].start, ts->t[i].start - ts->t[j + 1].start};
    /* 增长(以下如无特别说明,均为同比名义增长)7.9% */
    bool explains = rules_starting(at->rules, CLASS_REMARK, inside) != NULL;
    for (size_t k = j + 1; k < i && explains; k++)
        explains = !token_is_figure(&ts->t[k]);
    if (explains)
        return true;
    for (size_t k = j + 1; k < i; k++)
        if (ts->t[k].kind != TOKEN_WORD || token_is_figure(&ts->t[k]))
            return false;
    return true;
}

/* Takes a time before the figure; returns how many tokens it took. */
static size_t take_time(struct phrase *p, const struct phrasing *at, size_t j)
{
    const struct token *t = &at->ts->t[j];
    const struct token *prior = j > at->low ? t - 1 : NULL;
    if (prior != NULL && token_is(prior, CLASS_COMPARE) && at->of_mark && !phrasing_is_ratio(at)) {
        p->from = true; /* 比2015年的151.45亿元多出…: the figure is 2015's */
        p->from_time = t;
        return 2;
    }
    if (prior != NULL && token_is(prior, CLASS_FILLER) && prior->rule->n == 1)
        return 2; /* 投资额到2025年达到… */
    if (prior != NULL && token_is(prior, CLASS_COMPARE) && !token_is_joint(prior)) {
        if (p->base_time == NULL)
            p->base_time = t;
        return 2;
    }
    if (t->base && prior != NULL && token_is(prior, CLASS_BASE)) {
        p->base_time = t; /* 同比|2020年 */
        return 2;
    }
    if (prior != NULL && token_is(prior, CLASS_OVER) && token_is(t, CLASS_PERIOD)) {
        if (p->base_time == NULL) /* 低于去年同期60.2个百分点 */
            p->base_time = t;
        return 1;
    }
    if (t->base && prior != NULL && j > at->low + 1 && token_is(prior, CLASS_PERIOD)) {
        p->base_time = t; /* 比|今年|1-6月 */
        return 1;
    }
    if (t->base && prior != NULL && j > at->low + 2 && token_is_joint(prior) &&
        token_is(prior - 1, CLASS_PERIOD) && prior[-1].base) {
        p->base_time = t; /* 比1-5月、1-6月分别 */
        return 2;
    }
    if (prior != NULL && token_is(prior, CLASS_COMPARE)) {
        p->base_time = t;
        return 2;
    }
    if (prior != NULL && token_is(prior, CLASS_FROM)) {
        p->from = true;
        p->from_time = t;
        return 2;
    }
    if (prior != NULL && at->of_mark && phrasing_is_ratio(at) &&
        (token_is(prior, CLASS_LEVEL) || token_is(prior, CLASS_TO) ||
         token_is(prior, CLASS_BOUND_BEFORE))) {
        p->base_time = t;
        p->multiple = true;
        return 1;
    }
    return token_is(t, CLASS_PERIOD) ? 1 : 0;
}

/* 在|全国总量|中所占比重为: takes the verb at j and the whole that stands before it; returns how
 * many tokens it took. */
static size_t take_whole(struct phrase *p, const struct phrasing *at, size_t j)
{
    size_t first = j;
    while (first > at->low && !token_is(&at->ts->t[first - 1], CLASS_LEVEL) &&
           !token_is_boundary(&at->ts->t[first - 1]))
        first--;
    bool in = first > at->low && token_is(&at->ts->t[first - 1], CLASS_LEVEL);
    p->share = true;
    p->share_by = at->ts->t[j].rule;
    p->against = stretch_between(at->ts, first, j);
    return j - first + 1 + in;
}

/* 较|1-8月|增速, 与上年同期|相比|增速: whether what the token is compared with stands before it. */
static bool behind_base(const struct phrasing *at, size_t j)
{
    const struct token *t = &at->ts->t[j];
    if (j > at->low && token_is(t - 1, CLASS_ADVERB) && t[-1].rule->n == 4)
        return true;
    return j > at->low && token_is(t - 1, CLASS_PERIOD) && t[-1].base;
}

/* Takes one word before the figure that says something about it. False where it belongs to the
 * name. */
static bool take_word(struct phrase *p, struct phrasing *at, size_t j)
{
    const struct token *t = &at->ts->t[j];
    switch (t->class) {
    case CLASS_GROW:
        if (p->grow != NULL && token_counts_in(&at->ts->t[at->figure], UNIT_POINT) &&
            phrasing_is_rate(at, t->rule) && behind_base(at, j)) {
            p->rate = t->rule;
            return true;
        }
        if (p->grow != NULL || p->to != NULL || p->over != NULL)
            return false;
        /* 总量和|增幅|分别居: one of the things that are named */
        if (j > at->low + 1 && token_is_joint(t - 1) && p->respectively &&
            phrasing_is_rate(at, t->rule))
            return false;
        p->grow = t->rule;
        return true;
    case CLASS_AVERAGE:
        p->average = true;
        return true;
    case CLASS_LEVEL:
        if (p->grow != NULL) /* 设定为|年均|增长 */
            return t->end - t->start > 6 && j + 1 < at->figure &&
                   (token_is(t + 1, CLASS_GROW) || token_is(t + 1, CLASS_AVERAGE));
        if (p->level == NULL)
            p->level = t->rule;
        return true;
    case CLASS_TO:
        if (p->grow != NULL)
            return false;
        p->to = t->rule;
        return true;
    case CLASS_BASE:
        p->base = t->rule;
        return true;
    case CLASS_BOUND_BEFORE:
        if (p->before == NULL)
            p->before = t->rule;
        return true;
    case CLASS_OVER:
        if (p->over != NULL)
            return false;
        if (phrasing_is_rate(at, p->grow)) /* 低于全市增速8.7个百分点 is a difference, no growth */
            p->grow = NULL;
        p->over = t->rule;
        if (p->base_time == NULL || p->base_time != t + 1)
            p->against = stretch_between(at->ts, j + 1, at->figure);
        return true;
    case CLASS_SHARE:
        if (p->grow != NULL || p->share)
            return false;
        p->share = true;
        p->share_by = t->rule;
        p->against = phrasing_whole(at, j + 1);
        return true;
    case CLASS_RESPECTIVELY:
        p->respectively = true;
        return true;
    case CLASS_EACH:
        p->each = true;
        return true;
    case CLASS_LASTING:
        p->lasting = t;
        return true;
    case CLASS_ESTIMATE:
        p->estimate = true;
        return true;
    case CLASS_TARGET:
        p->target = true;
        if (t->rule->n == 2 && p->to == NULL) /* 将达到 */
            p->to = t->rule;
        if (t->rule->form.n > 0 && p->before == NULL) /* 将突破 */
            p->before = t->rule;
        return true;
    case CLASS_AMONG:
        p->among = true;
        return true;
    case CLASS_FROM:
        p->from = true;
        return true;
    case CLASS_YIELD: {
        /* 职业技能培训30万人次: after a noun it is the end of a name, unless it means to have or
         * make */
        const struct token *prior = j > at->low ? t - 1 : NULL;
        bool tail = prior != NULL && t->rule->n != 0 && !token_is_mark(prior, MARK_LIST) &&
                    (prior->kind == TOKEN_TEXT || token_is(prior, CLASS_YIELD) ||
                     token_is_mark(prior, MARK_QUOTE) || token_is(prior, CLASS_AVERAGE));
        tail |= prior != NULL && token_is(prior, CLASS_YIELD) && prior->rule->n == 1;
        if (t->rule->n == 1 && p->grow == NULL && prior != NULL && token_is(prior, CLASS_PERIOD) &&
            j > at->low + 1 && token_is(prior - 1, CLASS_COMPARE)) {
            p->grow = t->rule; /* 比年初新增 */
            return true;
        }
        p->ends_in_verb = tail && t->rule->n == 2;
        if (tail || t->rule->n == 1)
            return false;
        p->yields = true;
        p->yield = t->rule;
        return true;
    }
    case CLASS_ADVERB:
        if (view_is(phrasing_text(at, t), "的"))
            at->of_mark = true;
        p->jointly |= t->rule->n == 2;
        return t->rule->n != 1;
    case CLASS_FILLER:
        return t->rule->n == 0;
    case CLASS_PROVISIONAL:
    case CLASS_PER:
        return true;
    default:
        return false;
    }
}

/* Walks back from the figure over what is said about it. */
static void take_words(struct phrase *p, struct phrasing *at)
{
    size_t j = at->figure;
    while (j > at->low) {
        const struct token *t = &at->ts->t[j - 1];
        size_t took = 0;
        if (token_is(t, CLASS_PERIOD) || token_is(t, CLASS_PLAN)) {
            took = take_time(p, at, j - 1);
        } else if (token_is_mark(t, MARK_CLOSE)) {
            size_t open = opening(at->ts, at->low, j - 1);
            if (open < j - 1 && only_explains(at, open, j - 1))
                took = j - open;
        } else if (token_is_mark(t, MARK_LIST)) {
            took = j - 1 == at->low;
        } else if (token_is(t, CLASS_SHARE) && t->rule->n == 1 && !p->share && p->grow == NULL) {
            took = take_whole(p, at, j - 1);
        } else if (t->kind == TOKEN_WORD && !t->quoted) {
            took = take_word(p, at, j - 1);
        }
        if (took == 0)
            break;
        j -= took;
    }
    at->high = j;
}

struct stretch stretch_without_brackets(struct view text, struct stretch s)
{
    if (s.start == s.end || text.p[s.end - 1] != ')')
        return s;
    for (uint32_t i = s.end, depth = 0; i-- > s.start;) {
        depth += text.p[i] == ')';
        depth -= text.p[i] == '(';
        if (depth == 0)
            return i > s.start ? (struct stretch){s.start, i} : s;
    }
    return s;
}

/* 现有, 已建成, 与新区接壤: whether the token says that something is so already. */
static bool says_present(const struct phrasing *at, const struct token *t)
{
    if ((t->kind != TOKEN_WORD && t->kind != TOKEN_TEXT) || t->quoted)
        return false;
    const struct rule *rule = rules_ending(at->rules, CLASS_PRESENT, phrasing_text(at, t));
    return rule != NULL && (t->kind == TOKEN_TEXT || rule->word.n == t->end - t->start);
}

/* 企业所得税|因其他原因: why is no part of the name. */
static void cut_reason(struct phrase *p, struct view text)
{
    static const char *const reasons[] = {"原因", "因素"};
    static const char of[] = "因";
    struct view name = {text.p + p->name.start, p->name.end - p->name.start};
    bool gives = false;
    for (size_t k = 0; k < sizeof reasons / sizeof *reasons; k++)
        gives |= view_ends(name, view_of(reasons[k]));
    const char *at = gives ? memmem(name.p, name.n, of, sizeof of - 1) : NULL;
    if (at != NULL && at >= name.p + 6 && at + 6 < name.p + name.n)
        p->name.end = p->name.start + (uint32_t)(at - name.p);
}

/* 经济总量|在|各县区中: among whom is no part of the name. */
static void cut_field(struct phrase *p, const struct phrasing *at, size_t start)
{
    static const char among[] = "中";
    struct view name = {at->text.p + p->name.start, p->name.end - p->name.start};
    if (name.n < sizeof among || !view_ends(name, view_of(among)))
        return;
    for (size_t j = at->high; j-- > start + 1;) {
        const struct token *t = &at->ts->t[j];
        if (token_is(t, CLASS_LEVEL) && t->rule->n == 0 && token_reads(t, at->text, "在") &&
            t->start > p->name.start) {
            p->name.end = t->start;
            return;
        }
    }
}

/* A、B|分别|进出口: those who did it stand before the word, what they did behind it. */
static void split_at_respectively(struct phrase *p, const struct phrasing *at, size_t start)
{
    for (size_t j = start + 1; j + 1 < at->high; j++) {
        const struct token *t = &at->ts->t[j];
        if (!token_is(t, CLASS_RESPECTIVELY) || t->depth != at->ts->t[at->figure].depth ||
            t->start <= p->name.start || t->end >= p->name.end)
            continue;
        p->scope = (struct stretch){p->name.start, t->start};
        p->name.start = t->end;
        return;
    }
}

/* 将|完成: whether a verb of achievement behind the token at j says what is still to come. */
static bool is_ahead(const struct phrasing *at, size_t j, size_t i)
{
    const struct token *t = &at->ts->t[j];
    if (!token_is(t, CLASS_ADVERB) || t->rule->n != 1 || !token_reads(t, at->text, "将") ||
        j + 1 >= i || t[1].kind != TOKEN_WORD)
        return false;
    const struct rule *verb = rules_ending(at->rules, CLASS_INNER_VERB, phrasing_text(at, t + 1));
    return verb != NULL && verb->n == 1 && verb->word.n == t[1].end - t[1].start;
}

void phrase_read(struct phrase *p, const struct tokens *ts, struct rules *rules, struct view text,
                 size_t low, size_t i)
{
    *p = (struct phrase){0};
    struct phrasing at = {.ts = ts, .rules = rules, .text = text, .figure = i};
    at.low = clause_start(ts, low, i);
    take_words(p, &at);
    phrasing_against(p, &at);
    p->of_mark = at.of_mark;
    /* 比上年高出11.24点: by how much it changed */
    if (p->over != NULL && p->grow == NULL && p->base_time != NULL &&
        p->against.start == p->against.end) {
        p->grow = p->over;
        p->over = NULL;
    }
    uint16_t depth = ts->t[i].depth;
    for (size_t j = at.low; j < at.high; j++) {
        const struct token *t = &ts->t[j];
        if (t->quoted || t->depth != depth)
            continue;
        p->among |= token_is(t, CLASS_AMONG);
        p->yields |= token_is(t, CLASS_YIELD);
        p->respectively |= token_is(t, CLASS_RESPECTIVELY);
        p->estimate |= token_is(t, CLASS_ESTIMATE);
        p->target |= is_ahead(&at, j, i); /* 将完成 */
    }
    for (size_t j = at.low; j < i; j++)
        p->present |= says_present(&at, &ts->t[j]);
    size_t start = namestart_find(ts, rules, text, at.low, at.high, depth, &p->scope);
    if (start < at.high && token_is(&ts->t[start], CLASS_GROW) && p->grow == NULL &&
        ts->t[start].rule->n == 2) {
        p->grow = ts->t[start++].rule;
        p->lead_grow = true;
    }
    if (start < at.high)
        p->name = stretch_between(ts, start, at.high);
    if (p->name_end > p->name.start && p->name_end < p->name.end)
        p->name.end = p->name_end;
    uint32_t etc = namestart_behind_etc(rules, text, p->name.start, p->name.end);
    if (etc > p->name.start)
        p->listed = (struct stretch){p->name.start, etc - (uint32_t)strlen("等")};
    p->name.start = etc;
    /* 于洪家街道投资2亿元: where is not what */
    if (start > at.low && start < at.high && ts->t[start - 1].kind == TOKEN_WORD &&
        (token_reads(&ts->t[start - 1], text, "于") ||
         token_reads(&ts->t[start - 1], text, "在"))) {
        struct view name = {text.p + p->name.start, p->name.end - p->name.start};
        const struct rule *noun = rules_ending(rules, CLASS_QUANTITY_NOUN, name);
        const char *among = memmem(name.p, name.n, "中", strlen("中"));
        if (noun != NULL)
            p->name.start = p->name.end - (uint32_t)noun->word.n;
        else if (among != NULL && among >= name.p + 6 && among + 9 <= name.p + name.n &&
                 !rules_in_word(rules, name, (size_t)(among - name.p), strlen("中")))
            p->name.start += (uint32_t)(among - name.p) + 3; /* 在等级公路中|高速公路 */
    }
    cut_reason(p, text);
    split_at_respectively(p, &at, start);
    cut_field(p, &at, start);
    p->empty = true;
    for (size_t j = at.low; j < i; j++)
        p->empty &= ts->t[j].kind == TOKEN_MARK || token_is(&ts->t[j], CLASS_COMPARE);
    /* 占比 after a name is its tail: 中高端产品占比达到80% is a level of 中高端产品占比 */
    if (p->share && p->against.start == p->against.end && p->name.start < p->name.end)
        for (size_t j = at.high; j < i; j++) {
            const struct rule *tail =
                token_is(&ts->t[j], CLASS_SHARE)
                    ? rules_starting(rules, CLASS_PART_NOUN, phrasing_text(&at, &ts->t[j]))
                    : NULL;
            if (tail != NULL) {
                p->name.end = ts->t[j].start + (uint32_t)tail->word.n;
                p->share = false;
            }
        }
}
