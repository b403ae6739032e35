#include "emitting.h"

#include "cut.h"
#include "normal.h"
#include "translate.h"

#include <string.h>

/* The rule that decides how the figure is read, for explanations. */
static const struct rule *deciding(const struct scene *s, const struct phrase *p, size_t i)
{
    const struct token *t = scene_token(s, i);
    if (t->kind == TOKEN_WORD)
        return t->rule;
    const struct rule *said[] = {p->pull,  p->grow, p->over,   p->share_by, p->to,
                                 p->level, p->base, p->before, p->yield};
    for (size_t k = 0; k < sizeof said / sizeof *said; k++)
        if (said[k] != NULL)
            return said[k];
    return NULL;
}

/* Whether the clause of a figure at that depth of brackets ends at the token. */
static bool ends_clause(const struct token *t, uint16_t depth)
{
    return t->depth < depth || (t->depth == depth && token_is_boundary(t)) ||
           token_is_mark(t, MARK_STOP);
}

void emitting_emit(struct scene *s, struct saying *y, size_t k, struct view name)
{
    size_t i = y->list.at[k];
    size_t first = i, last = y->right.end > y->list.end ? y->right.end : y->list.end;
    uint16_t depth = scene_token(s, i)->depth;
    while (first > s->start && i - first < CLAUSE_MAX &&
           !ends_clause(scene_token(s, first - 1), depth))
        first--;
    while (last < s->end && last - i < CLAUSE_MAX && !ends_clause(scene_token(s, last), depth))
        last++;
    struct observation o = {
        .indicator = name,
        .period = y->period,
        .measure = y->measure,
        .against = buf_view(&y->against),
        .value = buf_view(&y->value),
        .unit = buf_view(&y->unit),
        .bound = saying_bound(s, y, k),
        .status = saying_status(s, y),
        .line = scene_line(s, scene_token(s, i)->start),
        .region = s->place,
        .text =
            normal_source(s->normal, scene_token(s, first)->start, scene_token(s, last - 1)->end),
    };
    if (s->explain) {
        char time[PERIOD_TEXT_MAX];
        const struct rule *rule = deciding(s, &y->p, i);
        char by[300];
        cut_format(by, sizeof by, "%s", translated("a name and a number"));
        if (rule != NULL)
            cut_format(by, sizeof by, translated("rule %s:%llu"), rule->file,
                       (unsigned long long)rule->line);
        scene_explain(s, i, "%s of %.*s, %s (%s)%s%s%.*s; by %s", y->measure, (int)name.n, name.p,
                      period_text(y->period, time),
                      translated(s->own ? N_("said in the sentence") : N_("inherited")),
                      y->own ? "" : translated(", name inherited"),
                      o.against.n > 0 ? translated(", against ") : "", (int)o.against.n,
                      o.against.p, by);
    }
    s->time_said = s->gave = true;
    s->last_measure = y->measure;
    s->emit(s->data, &o);
}
