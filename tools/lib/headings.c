#include "headings.h"

#include "scenetime.h"

enum { HEADING_MAX = 150 }; /* bytes: a longer line is a paragraph */

void headings_start(struct headings *h, const struct document *doc)
{
    *h = (struct headings){0};
    for (int d = 0; d < HEADING_DEPTHS; d++)
        h->section[d].period = doc->period;
}

static bool has_figure(const struct tokens *ts, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        if (token_is_figure(&ts->t[i]) &&
            (ts->t[i].kind != TOKEN_QUANTITY || ts->t[i].quantity.unit_class != CLASS_NONE))
            return true;
    return false;
}

/* Puts a heading of the given depth in force. */
static void set_heading(struct headings *h, const struct scene *s, int depth, struct view text,
                        size_t end)
{
    struct match m;
    const struct document *d = s->doc;
    struct section section = h->section[depth - 1];
    const struct rule *past = rules_in(s->rules, CLASS_SECTION_PAST, text, 0, &m);
    const struct rule *aim = rules_in(s->rules, CLASS_SECTION_TARGET, text, 0, &m);
    struct period time = scenetime_first(s, 0, end);
    /* what a small heading promises (六是保障民生) says nothing of its time */
    if (depth == HEADING_DEPTHS - 1)
        past = aim = NULL;
    if (past != NULL)
        section.status = -1;
    else if (aim != NULL)
        section.status = 1;
    else if (depth < HEADING_DEPTHS - 1 && time.kind == PERIOD_YEAR && d->when.year > 0 &&
             (d->kind == DOCUMENT_REPORT || d->kind == DOCUMENT_BUDGET))
        section.status = time.y >= d->when.year ? 1 : -1; /* 三、2001年的工作 */
    /* a plan looks back on the five years before its own */
    if (past != NULL && time.kind == PERIOD_NONE && d->kind == DOCUMENT_PLAN && d->when.done > 0)
        section.period = period_years(d->when.done - 4, d->when.done);
    else if (time.kind != PERIOD_NONE && !(aim != NULL && past == NULL &&
                                           d->kind == DOCUMENT_PLAN && time.kind != PERIOD_YEARS))
        section.period = time;
    else if (aim != NULL && past == NULL && d->when.year > 0 &&
             (d->kind == DOCUMENT_REPORT || d->kind == DOCUMENT_BUDGET) &&
             period_last(section.period).y < d->when.year)
        section.period = period_year(d->when.year);
    for (size_t i = 0; i < end; i++)
        if (token_is(&s->tokens->t[i], CLASS_PERIOD)) {
            struct period p = scenetime_read(s, i, d->period);
            if (p.kind == PERIOD_YEARS)
                section.span = p;
        }
    for (int k = depth; k < HEADING_DEPTHS; k++)
        h->section[k] = section;
    h->depth = depth;
}

bool headings_read(struct headings *h, const struct scene *s)
{
    struct view text = s->text;
    const struct tokens *ts = s->tokens;
    struct match m;
    size_t stops = 0;
    if (text.n > HEADING_MAX || has_figure(ts, 0, ts->n))
        return false;
    for (size_t i = 0; i < ts->n; i++)
        stops += token_is_mark(&ts->t[i], MARK_STOP) || token_is_mark(&ts->t[i], MARK_SEMICOLON);
    const struct rule *mark = rules_in(s->rules, CLASS_HEADING, text, 0, &m);
    bool closed = stops == 1 && token_is_mark(&ts->t[ts->n - 1], MARK_STOP);
    if (mark != NULL && (stops == 0 || closed)) {
        set_heading(h, s, mark->n + 1 < HEADING_DEPTHS ? mark->n + 1 : HEADING_DEPTHS - 1, text,
                    ts->n);
        return true;
    }
    struct period time = scenetime_first(s, 0, ts->n);
    if (time.kind == PERIOD_NONE)
        return false;
    bool only_time = token_is_mark(&ts->t[ts->n - 1], MARK_COLON); /* 2003年: */
    for (size_t i = 0; i < ts->n; i++)
        only_time &= ts->t[i].kind == TOKEN_MARK || token_is(&ts->t[i], CLASS_PERIOD);
    if (only_time) {
        set_heading(h, s, 1, text, ts->n);
        return true;
    }
    bool names_section = rules_in(s->rules, CLASS_SECTION_PAST, text, 0, &m) != NULL ||
                         rules_in(s->rules, CLASS_SECTION_TARGET, text, 0, &m) != NULL;
    if (stops == 0 && names_section) {
        set_heading(h, s, 1, text, ts->n);
        return true;
    }
    if (closed && time.kind == PERIOD_YEARS && text.n <= HEADING_MAX / 2 + 30) {
        set_heading(h, s, HEADING_DEPTHS - 1, text, ts->n);
        return true;
    }
    return false;
}
