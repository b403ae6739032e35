#include "flathead.h"

#include "cellnumber.h"

#include <stddef.h>
#include <string.h>

bool flathead_is_unit(struct flatheads *h, struct view v)
{
    struct match m;
    size_t at = 0;
    if (v.n > 1 && v.p[0] == '(' && v.p[v.n - 1] == ')')
        v = (struct view){v.p + 1, v.n - 2};
    if (v.n == 0)
        return false;
    if (rules_at(h->rules, TABLE_UNIT, v, 0, &m) != NULL && m.end == v.n)
        return true;
    if (rules_at(h->rules, TABLE_SCALE, v, 0, &m) != NULL)
        at = m.end;
    return at > 0 && at < v.n && rules_at(h->rules, TABLE_UNIT, v, at, &m) != NULL && m.end == v.n;
}

struct period flathead_period(struct flatheads *h, struct view v)
{
    long year = v.n == 4 ? cell_whole_number(v) : -1;
    if (year >= 1900 && year < 2100)
        return period_year((int)year);
    tokens_read(&h->tokens, h->rules, v);
    for (size_t i = 0; i < h->tokens.n; i++) {
        const struct token *t = &h->tokens.t[i];
        if (token_is(t, CLASS_PERIOD) && (i == 0 || !token_is(t - 1, CLASS_COMPARE))) {
            struct when w = h->doc->when;
            w.context = h->doc->period;
            return when_read(t, v, &w);
        }
    }
    return (struct period){0};
}

struct period flathead_only_period(struct flatheads *h, struct view v)
{
    struct period p = flathead_period(h, v);
    bool bare = v.n == 4 && cell_whole_number(v) >= 0;
    return bare || h->tokens.n == 1 ? p : (struct period){0};
}

struct view flathead_split_unit(struct flatheads *h, struct view *name)
{
    struct view v = *name;
    if (v.n < 3 || v.p[v.n - 1] != ')')
        return (struct view){0};
    size_t open = v.n;
    while (open > 0 && v.p[open - 1] != '(')
        open--;
    if (open < 2 || !flathead_is_unit(h, (struct view){v.p + open, v.n - open - 1}))
        return (struct view){0};
    name->n = open - 1;
    return (struct view){v.p + open, v.n - open - 1};
}

bool flathead_read(struct flatheads *h, struct view v, struct flat_column *c)
{
    *c = (struct flat_column){h->doc->period, "level", "actual", {0}, {0}};
    struct period period = flathead_period(h, v);
    c->unit = flathead_split_unit(h, &v);
    const struct rule *state = rules_within(h->rules, CLASS_STATE, v);
    if (period.kind != PERIOD_NONE)
        c->period = period;
    static const char *const measures[] = {"growth", "share", "cagr"};
    for (size_t i = 0; state != NULL && i < sizeof measures / sizeof *measures; i++)
        if (view_is(state->form, measures[i]))
            c->measure = measures[i];
    if (strcmp(c->measure, "cagr") == 0)
        c->period = h->doc->period;
    bool timed = period.kind != PERIOD_NONE || strcmp(c->measure, "cagr") == 0;
    bool ahead = h->doc->kind == DOCUMENT_PLAN && timed && c->period.kind != PERIOD_NONE &&
                 period_last(c->period).y > period_last(h->doc->when.now).y;
    if ((state != NULL && view_is(state->form, "target")) || ahead)
        c->status = "target";
    if (state == NULL && period.kind == PERIOD_NONE)
        c->noun = v;
    return state != NULL || period.kind != PERIOD_NONE || c->unit.n > 0;
}
