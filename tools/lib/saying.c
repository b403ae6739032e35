#include "saying.h"

#include "barename.h"
#include "when.h"

#include <string.h>

struct saying saying_begin(struct scene *s)
{
    struct saying y = {.name = s->lent[0],
                       .against = s->lent[1],
                       .value = s->lent[2],
                       .unit = s->lent[3],
                       .names = s->lent_names};
    buf_clear(&y.name);
    buf_clear(&y.against);
    buf_clear(&y.value);
    buf_clear(&y.unit);
    names_clear(&y.names);
    return y;
}

void saying_end(struct scene *s, struct saying *y)
{
    struct buf lent[] = {y->name, y->against, y->value, y->unit};
    memcpy(s->lent, lent, sizeof lent);
    s->lent_names = y->names;
}

struct view saying_unit(const struct scene *s, const struct token *t, struct buf *unit)
{
    const struct quantity *q = &t->quantity;
    buf_clear(unit);
    buf_add(unit, s->text.p + q->scale_start, q->scale_end - q->scale_start);
    buf_add(unit, s->text.p + q->unit_start, q->unit_end - q->unit_start);
    return buf_view(unit);
}

bool saying_needs_name(const struct phrase *p, bool counts)
{
    return p->grow != NULL || p->level != NULL || p->to != NULL || p->base != NULL ||
           p->over != NULL || p->share || p->of || p->contribution || p->from || p->average ||
           p->respectively || (p->before != NULL && !counts) || (p->yields && !counts);
}

static int last_year(struct period p)
{
    return p.kind == PERIOD_NONE ? 0 : p.kind == PERIOD_YEARS ? p.y2 : p.y;
}

struct period saying_from(const struct scene *s, const struct saying *y, size_t i)
{
    if (y->p.from_time != NULL)
        return s->from;
    for (size_t k = i + 1;
         k < s->end && k - i < CLAUSE_MAX && !token_is_mark(scene_token(s, k), MARK_COMMA); k++)
        if (token_is(scene_token(s, k), CLASS_TO))
            return scene_token(s, k)->rule->n == 1 && !token_is(scene_token(s, i), CLASS_RATIO)
                       ? s->time
                       : period_year_before(s->time);
    return s->time;
}

struct period saying_period(const struct scene *s, const struct saying *y, size_t i)
{
    const struct phrase *p = &y->p;
    bool yearly =
        strcmp(y->measure, "cagr") == 0 || (y->own_rate && strcmp(y->measure, "change") == 0);
    if (yearly)
        return s->span.kind == PERIOD_YEARS ? s->span : s->time;
    /* 比上年净增582元 is of the last year of whatever time is spoken of */
    if (s->time.kind == PERIOD_YEARS && p->base_time != NULL &&
        (view_is(p->base_time->rule->form, "before") || view_is(p->base_time->rule->form, "last")))
        return period_last(s->time);
    if (p->base_time != NULL && s->time.kind == PERIOD_YEAR && s->span.kind == PERIOD_YEARS) {
        struct when w = s->doc->when;
        w.context = s->time;
        /* 比“十二五”期间快: a span is compared with a span */
        if (when_read(p->base_time, s->text, &w).kind == PERIOD_YEARS)
            return s->span;
    }
    if (p->from)
        return saying_from(s, y, i);
    if (p->lasting != NULL && view_is(p->lasting->rule->form, "years")) {
        int n = period_number(token_group(p->lasting, s->text, GROUP_N));
        int end = last_year(s->time);
        if (s->span.kind == PERIOD_YEARS && s->span.y2 - s->span.y + 1 == n)
            return s->span;
        return n > 1 && end > 0 ? period_years(end - n + 1, end) : s->time;
    }
    /* a place is held at the end of a span, and so is a multiple of a year's figure */
    if (strcmp(y->measure, "rank") == 0 ||
        (strcmp(y->measure, "multiple") == 0 && p->base_time != NULL &&
         (view_is(p->base_time->rule->form, "year") ||
          view_is(p->base_time->rule->form, "plan-end"))))
        return period_last(s->time);
    /* 五年来由256亿元增加到380亿元 */
    if (strcmp(y->measure, "level") == 0 && p->to != NULL && s->time.kind == PERIOD_YEARS)
        return period_last(s->time);
    bool reached = p->to != NULL || (p->level != NULL && p->level->n == 0);
    if ((strcmp(y->measure, "level") == 0 || strcmp(y->measure, "share") == 0) && !s->own &&
        reached)
        return period_last(s->time);
    return s->time;
}

void saying_against(const struct scene *s, struct saying *y)
{
    const struct phrase *p = &y->p;
    char text[PERIOD_TEXT_MAX];
    struct period base = {0};
    buf_clear(&y->against);
    bool compares = strcmp(y->measure, "growth") == 0 || strcmp(y->measure, "change") == 0 ||
                    strcmp(y->measure, "cagr") == 0 || strcmp(y->measure, "multiple") == 0;
    if (strcmp(y->measure, "level") == 0)
        return;
    const struct token *base_time =
        p->base_time != NULL || p->base != NULL || !stretch_is_empty(p->against) ? p->base_time
                                                                                 : s->base;
    if (base_time != NULL && compares) {
        struct when w = s->doc->when;
        w.context = y->period;
        /* 比去年|1-6月 */
        if (base_time->base && base_time > s->tokens->t && token_is(base_time - 1, CLASS_PERIOD) &&
            base_time[-1].base)
            w.context = when_read(base_time - 1, s->text, &w);
        struct view form = base_time->rule->form;
        bool year = view_is(form, "before") || view_is(form, "last") || view_is(form, "same");
        static const char *const ends[] = {"初", "末", "底",
                                           "全年"}; /* a point of time: of its year */
        struct view word = {s->text.p + base_time->start, base_time->end - base_time->start};
        bool point = false;
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
            point |= view_ends(word, view_of(ends[k]));
        if (year && point && last_year(y->period) > 0)
            base = period_year(last_year(y->period) - 1);
        else if (year && y->period.kind == PERIOD_YEARS)
            base = period_year(y->period.y2 - 1);
        else if (year)
            base = period_year_before(y->period);
        else
            base = when_read(base_time, s->text, &w);
        /* 前三季度…,同比|2011年: the same part of that year */
        if (base.kind == PERIOD_YEAR && y->period.kind != PERIOD_YEARS &&
            y->period.y == y->period.y2 && base_time > s->tokens->t &&
            token_is(base_time - 1, CLASS_BASE)) {
            int other = base.y;
            base = y->period;
            base.y = base.y2 = other;
        }
    } else if (!stretch_is_empty(p->against)) {
        barename_add(s, p->against, &y->against);
        return;
    } else if (strcmp(y->measure, "change") == 0 && s->from.kind != PERIOD_NONE &&
               p->base == NULL) {
        base = s->from; /* 比2015年的151.45亿元|多出13.35亿元 */
    } else if (strcmp(y->measure, "growth") == 0 || strcmp(y->measure, "change") == 0 ||
               strcmp(y->measure, "cagr") == 0) {
        base = p->base != NULL && view_is(p->base->form, "previous")
                   ? period_previous(y->period)
                   : period_year_before(y->period);
    } else if (strcmp(y->measure, "share") == 0 && p->share) {
        buf_add_view(&y->against, buf_view(s->whole.n > 0      ? &s->whole
                                           : s->standing.n > 0 ? &s->standing
                                                               : &s->parent));
        return;
    }
    buf_add_string(&y->against, period_text(base, text));
}

const char *saying_status(const struct scene *s, const struct saying *y)
{
    int year = last_year(y->period);
    const struct document *d = s->doc;
    bool ahead = year > 0 && d->when.now.kind != PERIOD_NONE && year > last_year(d->when.now);
    bool past = year > 0 && d->when.done > 0 && year <= d->when.done;
    if (y->estimate)
        return "estimate";
    if (y->p.target || s->target || (ahead && d->kind != DOCUMENT_BULLETIN))
        return past && !y->p.target && d->kind != DOCUMENT_OTHER ? "actual" : "target";
    if (s->status > 0 && !past && !y->p.from && !y->p.present)
        return "target";
    if (s->provisional)
        return "provisional";
    return "actual";
}

void saying_value(const struct scene *s, struct saying *y, const struct token *t)
{
    const struct quantity *q = &t->quantity;
    const struct phrase *p = &y->p;
    int sign = p->pull != NULL && p->pull->sign != 0 ? p->pull->sign
               : p->grow != NULL                     ? p->grow->sign
               : p->over != NULL  ? (stretch_is_empty(p->against) ? 0 : p->over->sign)
               : p->level != NULL ? p->level->sign
                                  : 0;
    bool negative = q->negative != (sign < 0);
    buf_clear(&y->value);
    if (negative)
        buf_add_char(&y->value, '-');
    quantity_digits(q, s->text, &y->value);
}

struct view saying_bound(const struct scene *s, const struct saying *y, size_t k)
{
    const struct token *t = scene_token(s, y->list.at[k]);
    size_t next = y->list.at[k] + 1;
    if (y->list.range && y->list.n == 2)
        return view_of(k == 0 ? "ge" : "le");
    if (next < s->end && token_is(scene_token(s, next), CLASS_BOUND_AFTER))
        return scene_token(s, next)->rule->form;
    if (t->kind == TOKEN_QUANTITY && t->quantity.more)
        return view_of("gt");
    if (y->p.before != NULL)
        return y->p.before->form;
    /* 高于5%: nothing stands between, so it bounds the figure */
    if (y->p.over != NULL && stretch_is_empty(y->p.against))
        return view_of(y->p.over->sign > 0 ? "gt" : "lt");
    return (struct view){0};
}

const char *saying_measure(const struct scene *s, struct saying *y, const struct token *t)
{
    struct phrase *p = &y->p;
    struct view name = scene_text(s, p->name), unit = saying_unit(s, t, &y->unit);
    if (unit.n == 0 && (p->share || p->of))
        return "share";
    if (p->contribution)
        return "contribution";
    if (token_counts_in(t, UNIT_POINT))
        return "change";
    if (p->over != NULL && !stretch_is_empty(p->against))
        return "change";
    if (token_counts_in(t, UNIT_TIMES) || p->multiple)
        return p->grow != NULL ? "growth" : "multiple";
    if (token_counts_in(t, UNIT_SHARE)) {
        if (y->share_of_noun || p->share || p->of)
            return "share";
        if (p->grow != NULL)
            return p->average ? "cagr" : "growth";
        if (y->compared)
            return "growth";
        const struct rule *cagr = rules_ending(s->rules, CLASS_CAGR_NOUN, name);
        const struct rule *rate = rules_ending(s->rules, CLASS_RATE_NOUN, name);
        const struct rule *tail = cagr != NULL ? cagr : rate;
        const struct rule *level = rules_ending(s->rules, CLASS_PERCENT_NOUN, name);
        if (tail != NULL && view_is(unit, "%") && (level == NULL || level->word.n < tail->word.n)) {
            p->name.end -= (uint32_t)tail->word.n;
            return cagr != NULL ? "cagr" : "growth";
        }
        /* a minus before a percentage is a fall, unless the name is that of a rate */
        if (t->quantity.negative && rules_ending(s->rules, CLASS_PERCENT_NOUN, name) == NULL)
            return "growth";
        return "level";
    }
    if (p->grow != NULL && !p->average)
        return "change";
    return "level";
}
