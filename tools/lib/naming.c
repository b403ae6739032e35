#include "naming.h"

#include "barename.h"
#include "clause.h"
#include "dealing.h"

#include <string.h>

enum { TOPIC_MAX = 60 }; /* bytes of a name that a sentence is about */

void naming_remember(struct scene *s, struct view name)
{
    const struct rule *generic = rules_ending(s->rules, CLASS_GENERIC_NOUN, name);
    bool effect = rules_ending(s->rules, CLASS_EFFECT_NOUN, name) != NULL;
    /* 对经济增长的贡献率: it is of what was named before */
    if (effect && s->current.n > 0 && view_starts(name, view_of("对")))
        return;
    /* 第三产业对经济增长的贡献率: what follows is of the industry */
    const char *to = effect ? memmem(name.p, name.n, "对", strlen("对")) : NULL;
    if (to != NULL && to >= name.p + 6)
        name.n = (size_t)(to - name.p);
    if (s->current.p == name.p || (generic != NULL && generic->word.n == name.n))
        return;
    buf_clear(&s->current);
    buf_add_view(&s->current, name);
    if (s->topic.n == 0)
        buf_add_view(&s->topic, name);
}

/* Takes the first occurrence of s out of the name. */
static void drop(struct buf *name, const char *s)
{
    size_t n = strlen(s);
    char *at = name->n > 0 ? memmem(name->p, name->n, s, n) : NULL;
    if (at == NULL)
        return;
    size_t rest = name->n - (size_t)(at - name->p) - n;
    memmove(at, at + n, rest);
    name->n -= n;
}

/* Whether the name is nothing but the verb of making before the number: 新增2000台. */
static bool is_only_verb(const struct scene *s, const struct saying *y)
{
    for (size_t k = y->list.at[0]; k-- > s->low && y->list.at[0] - k < CLAUSE_MAX;) {
        const struct token *t = scene_token(s, k);
        if (token_is(t, CLASS_YIELD) && t->rule->n == 1 && t->start == y->p.name.start)
            return t->end - t->start == y->name.n;
    }
    return false;
}

/* Makes y->name of what the phrase names. Sets y->own to whether it names it by itself. */
static void own_name(struct scene *s, struct saying *y)
{
    const struct phrase *p = &y->p;
    barename_add(s, p->scope, &y->name);
    barename_add(s, p->name, &y->name);
    barename_drop_place(s, &y->name, 0); /* 昆明|实现|地区生产总值 */
    if (y->share_of_noun) /* 行政村通了油路: 了 says no more than that it is done */
        drop(&y->name, "了");
    if (s->current.n == 0)
        return;
    const struct rule *rate = rules_ending(s->rules, CLASS_RATE_NOUN, buf_view(&y->name)),
                      *part = rules_ending(s->rules, CLASS_PART_NOUN, buf_view(&y->name));
    bool of_before =
        (rate != NULL && rate->word.n == y->name.n) || (part != NULL && part->word.n == y->name.n);
    /* A、B分别增长…,增速分别…: of each of them */
    if (of_before && y->list.n > 1 && !y->list.range && s->group == y->list.n) {
        dealing_group(s, y, y->list.n, false);
        y->own = false;
    } else if (of_before) { /* 增速, 占比: of what was named before */
        struct view before = buf_view(&s->current);
        const struct rule *same =
            rules_ending(s->rules, rate != NULL ? CLASS_RATE_NOUN : CLASS_PART_NOUN, before);
        if (same != NULL && same->word.n < before.n) /* that may have been such a name itself */
            before.n -= same->word.n;
        struct buf whole = {0};
        buf_add_view(&whole, before);
        buf_add_view(&whole, buf_view(&y->name));
        buf_free(&y->name);
        y->name = whole;
        y->own = false;
    } else if (is_only_verb(s, y)) {
        buf_add_view(&y->name, buf_view(&s->current));
        y->own = false;
    }
}

/* Names the figures after what was named earlier. */
static void carry_over(struct scene *s, struct saying *y)
{
    const struct phrase *p = &y->p;
    size_t first = y->list.at[0];
    bool list = y->list.n > 1 && !y->list.range && y->name.n == 0;
    if (p->jointly && y->list.n == 1 && dealing_jointly(s, y))
        return;
    if (list && (dealing_clause(s, y, false) || dealing_joint(s, y)))
        y->own = true;
    else if (list && s->subjects.n >= y->list.n)
        dealing_group(s, y, y->list.n, true);
    if (y->own || y->name.n > 0)
        return;
    if (s->current.n == 0 || clause_grew(s, first) || clause_measured(s, first))
        barename_add(s, clause_name(s, first), &y->name);
    if (y->name.n > 0) {
        naming_remember(s, buf_view(&y->name));
        return;
    }
    /* 增速比上月加快0.2个、|比上年同期加快0.5个百分点: of the same */
    if (s->rated.n > 0 && y->measure != NULL && strcmp(y->measure, "change") == 0 &&
        p->level == NULL && p->to == NULL) {
        buf_add_view(&y->name, buf_view(&s->rated));
        return;
    }
    /* 企业839户,注册资本35亿元,增加563户: of what was counted so */
    const struct quantity *q = &scene_token(s, first)->quantity;
    struct view unit = {s->text.p + q->unit_start, q->unit_end - q->unit_start};
    if (s->counted.n > 0 && y->measure != NULL && strcmp(y->measure, "change") == 0 &&
        view_equal(unit, buf_view(&s->counted_unit))) {
        buf_add_view(&y->name, buf_view(&s->counted));
        naming_remember(s, buf_view(&y->name));
        return;
    }
    struct view name = buf_view(&s->current);
    const struct rule *rate = rules_ending(s->rules, CLASS_RATE_NOUN, name);
    if (y->compared && rate != NULL && rate->word.n < name.n)
        name.n -= rate->word.n;
    /* 轻工业产值占比24%,增长2%: the value grew */
    const struct rule *share = rules_ending(s->rules, CLASS_PART_NOUN, name);
    if (y->measure != NULL && strcmp(y->measure, "growth") == 0 && share != NULL &&
        share->word.n < name.n)
        name.n -= share->word.n;
    /* 新增上市企业15家、达到96家: what was reached is not what was added */
    bool reached = p->to != NULL || (p->level != NULL && p->level->n == 0) ||
                   (first > 0 && token_is(scene_token(s, first - 1), CLASS_ADVERB));
    bool part = p->share || p->of || p->multiple; /* 达到全年任务的84%: of what was added */
    size_t verb = reached && !part && p->before == NULL ? names_verb(s->rules, name) : 0;
    if (verb > 0 && name.n > verb + 3)
        name = (struct view){name.p + verb, name.n - verb};
    buf_add_view(&y->name, name);
}

/* Puts 增速 of 较1-8月增速上升 behind the name. */
static void add_rate(const struct scene *s, struct saying *y)
{
    const struct rule *rate = y->p.rate;
    if (rate == NULL)
        return;
    for (size_t k = 0; k <= y->names.n; k++) {
        struct buf *b = k < y->names.n ? &y->names.name[k] : &y->name;
        if (b->n > 0 && rules_ending(s->rules, CLASS_RATE_NOUN, buf_view(b)) == NULL)
            buf_add_view(b, rate->word);
    }
}

static void make(struct scene *s, struct saying *y)
{
    const struct phrase *p = &y->p;
    if (s->dealt.n > s->dealt_next && y->list.at[0] < s->dealt_end && stretch_is_empty(p->name)) {
        buf_add_view(&y->name, buf_view(&s->dealt.name[s->dealt_next++]));
        y->own = true;
        return;
    }
    if (stretch_is_empty(p->name) && y->list.n == 1 && y->list.at[0] + 1 < s->end &&
        dealing_waits(s, y->list.at[0])) { /* A、B分别完成3亿元、4亿元,增长5%、下降2% */
        buf_add_view(&y->name, buf_view(&s->dealt.name[0]));
        y->own = true;
        return;
    }
    y->own = !stretch_is_empty(p->name);
    y->own_rate = rules_ending(s->rules, CLASS_CAGR_NOUN, scene_text(s, p->name)) != NULL;
    if (y->own)
        own_name(s, y);
    bool rank_of_growth = p->grow != NULL && token_is(scene_token(s, y->list.at[0]), CLASS_RANK) &&
                          rules_ending(s->rules, CLASS_RATE_NOUN, p->grow->word) != NULL;
    /* 增速居全市第二位: of the growth of what was named before */
    if (!y->own && rank_of_growth) {
        buf_add_view(&y->name, buf_view(&s->current));
        buf_add_view(&y->name, p->grow->word);
        return;
    }
    if (y->names.n > 0)
        return;
    if (y->own && p->each && y->list.n == 1)
        dealing_each(s, y);
    else if (y->own && p->respectively && y->list.n == 1)
        dealing_hold(s, y);
    else if (y->own && y->list.n > 1 && !y->list.range)
        dealing_out(s, y);
    else if (!y->own)
        carry_over(s, y);
    if (y->own && rank_of_growth) /* 社零增速居第二 */
        for (size_t k = 0; k <= y->names.n; k++)
            buf_add_view(k < y->names.n ? &y->names.name[k] : &y->name, p->grow->word);
}

void naming_make(struct scene *s, struct saying *y)
{
    make(s, y);
    add_rate(s, y);
}

void naming_topic(struct scene *s)
{
    size_t end = s->start;
    while (end < s->end && !token_is_boundary(scene_token(s, end)))
        end++;
    struct stretch name = clause_lead(s, s->start, end);
    if (!stretch_is_empty(name) && name.end - name.start <= TOPIC_MAX)
        barename_add(s, name, &s->current);
}
