#include "phrasing.h"

#include <string.h>

struct stretch phrasing_whole(const struct phrasing *at, size_t j)
{
    size_t end = at->figure;
    while (end > j) {
        const struct token *t = &at->ts->t[end - 1];
        if (t->kind == TOKEN_WORD && !token_is(t, CLASS_FILLER) && !token_is(t, CLASS_AVERAGE))
            end--;
        else
            break;
    }
    return stretch_between(at->ts, j, end);
}

/* The last token of a class in what is not yet taken, on the figure's level, or at->high. */
static size_t last_of(const struct phrasing *at, enum class c)
{
    uint16_t depth = at->ts->t[at->figure].depth;
    for (size_t j = at->high; j-- > at->low;) {
        const struct token *t = &at->ts->t[j];
        if (t->depth == depth && !t->quoted && token_is(t, c))
            return j;
    }
    return at->high;
}

static struct stretch without_tail(const struct phrasing *at, struct stretch s)
{
    for (;;) {
        struct view v = {at->text.p + s.start, s.end - s.start};
        const struct rule *tail = rules_ending(at->rules, CLASS_SHARE_TAIL, v);
        if (tail == NULL || tail->word.n >= v.n)
            return s;
        s.end -= (uint32_t)tail->word.n;
    }
}

/* 对经济增长的拉动分别为: what is pulled stands before the verb. */
static void take_pulled(struct phrase *p, struct phrasing *at)
{
    static const char to[] = "对", of[] = "的";
    const size_t n = sizeof to - 1;
    struct stretch before = stretch_between(at->ts, at->low, at->high);
    while (before.end - before.start > n && memcmp(at->text.p + before.end - n, of, n) == 0)
        before.end -= n;
    for (uint32_t i = before.end; i > before.start + n; i--) {
        if (memcmp(at->text.p + i - n, to, n) != 0)
            continue;
        p->against = (struct stretch){i, before.end};
        /* the name ends where that begins, inside of a token */
        p->name_end = i - (uint32_t)n;
        return;
    }
}

/* Takes what stands between the name and a verb: A、B出口|分别|占…, A、B|合计|占…. */
static void take_between(struct phrase *p, struct phrasing *at)
{
    for (; at->high > at->low; at->high--) {
        const struct token *t = &at->ts->t[at->high - 1];
        bool adverb = token_is(t, CLASS_ADVERB) && !t->quoted && t->rule->n != 1;
        bool bound = token_is(t, CLASS_BOUND_BEFORE) && p->before == NULL; /* 约占 */
        if (!adverb && !bound && !token_is(t, CLASS_RESPECTIVELY))
            return;
        if (bound)
            p->before = t->rule;
        p->respectively |= !adverb && !bound;
        p->jointly |= adverb && t->rule->n == 2;
    }
}

void phrasing_against(struct phrase *p, struct phrasing *at)
{
    if (p->over != NULL) {
        /* 高于5% without anything named is a bound, which the caller sees by the empty stretch */
        p->against = stretch_without_brackets(at->text, without_tail(at, p->against));
        return;
    }
    size_t j = last_of(at, CLASS_OVER);
    bool rate = phrasing_is_rate(at, p->grow);
    if (j < at->high && (p->grow == NULL || rate) && !p->share) {
        p->over = at->ts->t[j].rule;
        p->grow = NULL; /* 高于工业增速12.9个百分点 is a difference, no growth */
        rate = rate && at->high < at->figure && token_is(&at->ts->t[at->high], CLASS_GROW);
        size_t end = at->high + rate;
        while (end > j + 1 && end < at->figure && token_is_joint(&at->ts->t[end - 1]) &&
               token_is(&at->ts->t[end], CLASS_FILLER))
            end++; /* 高于全国、|全省 */
        p->against = stretch_without_brackets(at->text, stretch_between(at->ts, j + 1, end));
        at->high = j;
        take_between(p, at);
        return;
    }
    j = last_of(at, CLASS_CONTRIBUTION);
    if (j < at->high && (p->grow != NULL || token_counts_in(&at->ts->t[at->figure], UNIT_POINT))) {
        p->contribution = true;
        p->pull = at->ts->t[j].rule;
        p->against = stretch_between(at->ts, j + 1, at->figure);
        if (p->pull->sign == 0) /* 影响CPI|上涨|约 */
            p->against = stretch_without_brackets(at->text, phrasing_whole(at, j + 1));
        at->high = j;
        take_pulled(p, at);
        return;
    }
    if (p->share) /* 占 stood right before the figure; without a whole it may be part of a name */
        return;
    j = last_of(at, CLASS_SHARE);
    if (j < at->high && p->grow == NULL) {
        p->share = true;
        p->share_by = at->ts->t[j].rule;
        size_t end = j + 1; /* 占年初预算1006万元的43.2%: the whole's own figure is no part of it */
        while (end < at->high && at->ts->t[end].kind != TOKEN_QUANTITY)
            end++;
        p->against = without_tail(at, stretch_between(at->ts, j + 1, end));
        at->high = j;
        take_between(p, at);
        return;
    }
    j = last_of(at, CLASS_COMPARE);
    if (j < at->high && p->grow != NULL && at->ts->t[j].rule->n == 0) {
        p->against = stretch_without_brackets(at->text, phrasing_whole(at, j + 1));
        at->high = j;
        return;
    }
    /* 完成全年任务|的|98%, or without it */
    bool task =
        at->high > at->low && at->high == at->figure &&
        rules_ending(at->rules, CLASS_TASK, phrasing_text(at, &at->ts->t[at->high - 1])) != NULL;
    if ((!at->of_mark && !task) || p->grow != NULL || !phrasing_is_ratio(at) ||
        p->base_time != NULL)
        return;
    /* 为预算的101%, 不低于标准的1.6倍, 完成预算的98.5% */
    static const enum class verbs[] = {CLASS_LEVEL, CLASS_BOUND_BEFORE, CLASS_YIELD};
    j = at->high;
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) {
        size_t last = last_of(at, verbs[k]);
        const struct rule *verb = last < at->high ? at->ts->t[last].rule : NULL;
        if (verb != NULL && verb->class == CLASS_YIELD) {
            verb = rules_ending(at->rules, CLASS_INNER_VERB, verb->word);
            if (verb == NULL || verb->n != 1) /* only 完成 */
                continue;
        }
        if (last < at->high && (j == at->high || last > j))
            j = last;
    }
    if (j == at->high)
        return;
    if (token_is(&at->ts->t[j], CLASS_BOUND_BEFORE) && p->before == NULL)
        p->before = at->ts->t[j].rule;
    p->against = without_tail(at, stretch_between(at->ts, j + 1, at->high));
    struct view whole = {at->text.p + p->against.start, p->against.end - p->against.start};
    p->of = rules_ending(at->rules, CLASS_EXTREME, whole) == NULL;
    if (!p->of) { /* 为多年最低的3.9% */
        p->against = (struct stretch){0};
        if (p->level == NULL && token_is(&at->ts->t[j], CLASS_LEVEL))
            p->level = at->ts->t[j].rule;
    }
    at->high = j;
}
