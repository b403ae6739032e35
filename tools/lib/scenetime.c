#include "scenetime.h"

#include "when.h"

static struct view text_of(const struct scene *s, size_t i)
{
    const struct token *t = scene_token(s, i);
    return (struct view){s->text.p + t->start, t->end - t->start};
}

struct period scenetime_read(const struct scene *s, size_t i, struct period context)
{
    struct when w = s->doc->when;
    if (context.kind != PERIOD_NONE)
        w.context = context;
    return when_read(&s->tokens->t[i], s->text, &w);
}

/* 2023年和2024年出口分别为: whether the time goes on with a list of its like that opens the clause,
 * though 和 could compare: 一季度和去年同期相比. */
static bool is_listed(const struct scene *s, size_t i)
{
    const struct token *t = s->tokens->t;
    if (i < 2 || !token_is(&t[i], CLASS_PERIOD) || !token_is_joint(&t[i - 1]) ||
        !token_is(&t[i - 2], CLASS_PERIOD) || t[i - 2].base ||
        !view_equal(t[i].rule->form, t[i - 2].rule->form))
        return false;
    bool opens = i == 2 || t[i - 3].kind == TOKEN_MARK;
    const struct token *next = i + 1 < s->tokens->n ? &t[i + 1] : NULL;
    return opens && next != NULL && !token_ends_comparison(next) && !token_is(next, CLASS_COMPARE);
}

/* Whether the time at i is what something is measured against: it is then not the figure's own. */
static bool is_base(const struct scene *s, size_t i)
{
    const struct tokens *ts = s->tokens;
    if (i == 0)
        return false;
    if (token_is(&ts->t[i - 1], CLASS_COMPARE) || token_is(&ts->t[i - 1], CLASS_OVER))
        return !is_listed(s, i);
    /* 同比|2020年 */
    if (token_is(&ts->t[i - 1], CLASS_BASE) && view_is(ts->t[i - 1].rule->form, "year"))
        return true;
    /* 比“十二五”末(2015年): the bracket says the base once more */
    if (i >= 2 && token_is_mark(&ts->t[i - 1], MARK_OPEN) && ts->t[i - 2].base)
        return true;
    /* 是2015年的2.3倍, but not 由2015年的39% */
    if (!token_is(&ts->t[i - 1], CLASS_LEVEL) && !token_is(&ts->t[i - 1], CLASS_BOUND_BEFORE))
        return false;
    return i + 2 < ts->n && view_is(text_of(s, i + 1), "的") &&
           (token_counts_in(&ts->t[i + 2], UNIT_TIMES) ||
            token_counts_in(&ts->t[i + 2], UNIT_SHARE));
}

struct period scenetime_first(const struct scene *s, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        if (s->tokens->t[i].quoted)
            continue;
        bool plan = token_is(&s->tokens->t[i], CLASS_PLAN);
        if ((!token_is(&s->tokens->t[i], CLASS_PERIOD) && !plan) || is_base(s, i))
            continue;
        struct period p = scenetime_read(s, i, s->doc->period);
        if (p.kind != PERIOD_NONE && !view_is(s->tokens->t[i].rule->form, "before"))
            return p;
    }
    return (struct period){0};
}

/* 比2015年的151.45亿元多出…: what is measured against has a figure of its own. */
static void take_base(struct scene *s, size_t i)
{
    struct period p = scenetime_read(s, i, s->time);
    s->from = p;
    if (p.kind == PERIOD_YEAR && s->time.kind == PERIOD_YEAR && s->time.y > p.y)
        s->span = period_years(p.y + 1, s->time.y);
}

/* Whether the time and the words of comparison around it are all there is in their clause:
 * 与2019年相比,… */
static bool is_clause(const struct scene *s, size_t i)
{
    const struct token *t = s->tokens->t;
    if (i == s->start)
        return false;
    size_t first = i - 1, next = i + 1;
    /* 与|去年同期|和|今年|一季度|相比 */
    while (first > s->start &&
           (token_is(&t[first], CLASS_PERIOD) || (token_is_joint(&t[first]) && t[first - 1].base)))
        first--;
    bool opens = first == s->start || token_is_boundary(&t[first - 1]) ||
                 (token_is(&t[first - 1], CLASS_FILLER) && t[first - 1].rule->n == 1);
    while (next < s->end && token_is(&s->tokens->t[next], CLASS_ADVERB))
        next++;
    return token_is(&t[first], CLASS_COMPARE) && opens && next < s->end &&
           token_is_boundary(&t[next]);
}

/* 比今年|1-5月、1-6月分别: whether the time goes on with what is measured against. */
static bool follows_base(const struct scene *s, size_t i)
{
    const struct token *t = s->tokens->t;
    if (i < s->start + 2 || !token_is(&t[i], CLASS_PERIOD))
        return false;
    if (token_is(&t[i - 1], CLASS_PERIOD))
        return t[i - 1].base;
    return token_is_joint(&t[i - 1]) && token_is(&t[i - 2], CLASS_PERIOD) && t[i - 2].base;
}

/* Adds the time at i to the list of those that are measured against. */
static void add_base(struct scene *s, size_t i)
{
    const struct token *t = s->tokens->t;
    bool joined = i > 0 && token_is_joint(&t[i - 1]) && follows_base(s, i);
    bool refined = i > 0 && token_is(&t[i - 1], CLASS_PERIOD) && t[i - 1].base;
    struct period context = refined && s->base_count > 0 ? s->bases[s->base_count - 1] : s->time;
    if (refined && s->base_count > 0)
        s->base_count--;
    else if (!joined)
        s->base_count = 0;
    if (s->base_count < TIMES_MAX)
        s->bases[s->base_count++] = scenetime_read(s, i, context);
}

/* 完成|全年|任务的60%: whether the time only says which whole the figure is a part of. */
static bool is_attribute(const struct scene *s, size_t i)
{
    const struct token *t = s->tokens->t;
    size_t end = s->end;
    if (i + 1 < end && rules_starting(s->rules, CLASS_TASK, text_of(s, i + 1)) != NULL)
        return true; /* 超额完成|全年|任务 */
    if (!token_is(&t[i - 1], CLASS_YIELD) && !token_is(&t[i - 1], CLASS_SHARE) &&
        !token_is(&t[i - 1], CLASS_LEVEL))
        return false;
    for (size_t k = i + 1; k + 1 < end && k - i < CLAUSE_MAX && !token_is_boundary(&t[k]); k++)
        if (view_is(text_of(s, k), "的") && t[k + 1].kind == TOKEN_QUANTITY)
            return true;
    return false;
}

void scenetime_take(struct scene *s, struct tokens *ts, size_t i)
{
    struct token *t = &ts->t[i];
    t->base = is_base(s, i) || follows_base(s, i);
    if (t->base && token_is(t, CLASS_PERIOD))
        add_base(s, i);
    if (t->base && token_is(t, CLASS_PERIOD) && i + 2 < s->end &&
        view_is(text_of(s, i + 1), "的") && ts->t[i + 2].kind == TOKEN_QUANTITY)
        take_base(s, i);
    if (t->base && token_is(t, CLASS_PERIOD) &&
        (is_clause(s, i) || (i + 3 < s->end && token_ends_comparison(&ts->t[i + 3]))))
        s->base = t;
    if (t->base || t->quoted || token_is(t, CLASS_PLAN))
        return;
    /* 上年 in a name (上年结余, 上年度补差水平) sets no time; alone at the head of a clause it does
     */
    bool opens = i == s->start || ts->t[i - 1].kind == TOKEN_MARK;
    bool from = i > s->start && token_is(&ts->t[i - 1], CLASS_FROM);
    bool named = i + 1 < s->end && ts->t[i + 1].kind == TOKEN_TEXT && t->end - t->start <= 9 &&
                 ts->t[i + 1].end - ts->t[i + 1].start <= 6;
    if (view_is(t->rule->form, "before") && !from && (!opens || named))
        return;
    if (view_is(t->rule->form, "whole") && !opens && is_attribute(s, i))
        return;
    struct period p = scenetime_read(s, i, s->time);
    if (p.kind == PERIOD_NONE)
        return;
    if (i > s->start && token_is(&ts->t[i - 1], CLASS_FROM) &&
        !view_is(t->rule->form, "since")) { /* 自|2014年以来: no figure of its own follows */
        s->from = p;
        return;
    }
    /* from 2015 to 2020: what rose between them did so in 2016 to 2020 */
    if (s->from.kind == PERIOD_YEAR && p.kind == PERIOD_YEAR && p.y > s->from.y)
        s->span = period_years(s->from.y + 1, p.y);
    s->from = (struct period){0};
    /* 2022年、2023年…分别为: times dealt out like names */
    bool joined = i >= 2 && s->time_count > 0 && token_is_joint(&ts->t[i - 1]) &&
                  token_is(&ts->t[i - 2], CLASS_PERIOD);
    if (!joined)
        s->time_count = 0;
    if (s->time_count < TIMES_MAX)
        s->times[s->time_count++] = p;
    if (p.kind == PERIOD_YEARS)
        s->span = p;
    /* 全年增长3%,两年平均增长4%: the span of a mean is not the time of what follows */
    if (p.kind == PERIOD_YEARS && s->time.kind != PERIOD_YEARS && s->time.kind != PERIOD_NONE &&
        i + 1 < s->end && token_is(&ts->t[i + 1], CLASS_AVERAGE))
        return;
    s->time = p;
    s->own = true;
    /* “十四五”期间投资最大的项目: in the middle of a clause it may say which thing is meant */
    s->time_said = opens || token_is(&ts->t[i - 1], CLASS_FILLER);
}
