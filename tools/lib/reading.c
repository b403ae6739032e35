#include "reading.h"

#include "barename.h"
#include "buf.h"
#include "figure.h"
#include "headings.h"
#include "name.h"
#include "naming.h"
#include "normal.h"
#include "scenetime.h"
#include "token.h"

#include <stdlib.h>
#include <string.h>

enum {
    RUN_IN_MAX = 60,   /* bytes: a longer sentence is no run-in heading */
    HEADLINE_MAX = 90, /* bytes: nor is it the headline of its paragraph */
    BRACKETS = 8,      /* nested brackets whose outside is remembered */
};

struct reading {
    struct rules *rules;
    const struct document *doc;
    struct headings headings;
    struct normal normal;
    struct tokens tokens;
    struct period
        paragraph;      /* nearest time of the sentences before; PERIOD_NONE if there is none */
    struct period span; /* nearest span of them */
    struct scene scene;
    size_t *ends; /* scene.ends, owned */
    size_t end_cap;
};

/* What holds again when a bracket closes. */
struct outside {
    struct buf current;
    struct period time;
    bool own;
    size_t low;
};

struct reading *reading_new(struct rules *rules, const struct document *doc, const char *file,
                            bool explain, reading_emit *emit, void *data)
{
    struct reading *r = mem_new(1, sizeof *r);
    r->rules = rules;
    r->doc = doc;
    headings_start(&r->headings, doc);
    r->scene = (struct scene){
        .rules = rules,
        .doc = doc,
        .file = file,
        .explain = explain,
        .emit = emit,
        .data = data,
    };
    return r;
}

void reading_free(struct reading *r)
{
    normal_free(&r->normal);
    tokens_free(&r->tokens);
    buf_free(&r->scene.current);
    buf_free(&r->scene.topic);
    buf_free(&r->scene.parent);
    buf_free(&r->scene.whole);
    buf_free(&r->scene.rated);
    buf_free(&r->scene.standing);
    buf_free(&r->scene.counted);
    buf_free(&r->scene.counted_unit);
    buf_free(&r->scene.from_against);
    names_free(&r->scene.subjects);
    names_free(&r->scene.dealt);
    names_free(&r->scene.stems);
    for (size_t i = 0; i < sizeof r->scene.lent / sizeof *r->scene.lent; i++)
        buf_free(&r->scene.lent[i]);
    names_free(&r->scene.lent_names);
    free(r->ends);
    free(r);
}

static const struct section *section(const struct reading *r)
{
    return headings_section(&r->headings);
}

static struct view text_of(const struct reading *r, size_t i)
{
    const struct token *t = &r->tokens.t[i];
    return (struct view){r->normal.text.p + t->start, t->end - t->start};
}

/* The time that is in force where nothing nearer was said. */
static struct period inherited(const struct reading *r)
{
    return r->paragraph.kind != PERIOD_NONE ? r->paragraph : section(r)->period;
}

/* 规模稳居首位: a place in an order that is not named. */
static bool is_boast(const struct token *t)
{
    return token_is(t, CLASS_RANK) && t->groups[GROUP_AGAINST][0] == t->groups[GROUP_AGAINST][1];
}

/* A short sentence without a figure or time opens a new topic: what was said before is forgotten.
 */
static bool is_run_in(const struct reading *r, size_t start, size_t end)
{
    const struct tokens *ts = &r->tokens;
    if (ts->t[end - 1].end - ts->t[start].start > RUN_IN_MAX ||
        !token_is_mark(&ts->t[end - 1], MARK_STOP))
        return false;
    for (size_t i = start; i < end; i++)
        if (token_is(&ts->t[i], CLASS_PERIOD) || token_is_mark(&ts->t[i], MARK_COMMA) ||
            (token_is_figure(&ts->t[i]) && !is_boast(&ts->t[i])))
            return false;
    return true;
}

/* Whether the figure at i is said again, digit for digit, in the tokens from there to the end of
 * the paragraph. */
static bool is_said_again(const struct reading *r, size_t i, size_t from)
{
    const struct tokens *ts = &r->tokens;
    for (size_t k = from; k < ts->n; k++)
        if (ts->t[k].kind == ts->t[i].kind && token_is_figure(&ts->t[k]) &&
            view_equal(text_of(r, k), text_of(r, i)))
            return true;
    return false;
}

/* The first sentence of a paragraph, if it is short and all its figures are said again in the rest
 * of it, is its headline: 出口增长8.2%。全年出口38.6亿元,增长8.2%。 */
static bool is_headline(const struct reading *r, size_t start, size_t end)
{
    const struct tokens *ts = &r->tokens;
    size_t figures = 0;
    if (start > 0 || end == ts->n || ts->t[end - 1].end > HEADLINE_MAX)
        return false;
    for (size_t i = start; i < end; i++) {
        if (token_is(&ts->t[i], CLASS_PERIOD) || token_is_mark(&ts->t[i], MARK_SEMICOLON))
            return false;
        bool bare = ts->t[i].kind == TOKEN_QUANTITY &&
                    ts->t[i].quantity.unit_class == CLASS_NONE; /* the mark of a list */
        if (!token_is_figure(&ts->t[i]) || bare)
            continue;
        figures++;
        if (!is_said_again(r, i, end))
            return false;
    }
    return figures > 0;
}

static void forget(struct reading *r)
{
    r->paragraph = (struct period){0};
    r->span = section(r)->period.kind == PERIOD_YEARS ? section(r)->period
              : section(r)->span.kind == PERIOD_YEARS ? section(r)->span
              : r->doc->kind == DOCUMENT_PLAN         ? r->doc->period
                                                      : (struct period){0};
    buf_clear(&r->scene.current);
    buf_clear(&r->scene.topic);
    buf_clear(&r->scene.parent);
    buf_clear(&r->scene.whole);
}

/* 力争全年招引项目…: an aim of a report is for the year ahead if its sentence says no other. */
static void look_ahead(struct reading *r)
{
    struct scene *s = &r->scene;
    const struct document *d = r->doc;
    if (s->own || (d->kind != DOCUMENT_REPORT && d->kind != DOCUMENT_BUDGET) ||
        section(r)->status < 0 || d->when.year <= 0 || period_last(s->time).y >= d->when.year)
        return;
    s->time = period_year(d->when.year);
}

/* 分产业看,…。从环比看,增长1.8%: of what the paragraph is about. */
static void return_to_topic(struct scene *s)
{
    if (s->topic.n == 0)
        return;
    buf_clear(&s->current);
    buf_add_view(&s->current, buf_view(&s->topic));
}

/* Whether some month of p is none of the whole; false where that cannot be said. */
static bool lies_outside(struct period p, struct period whole)
{
    int first, last, from, to;
    return period_months(p, &first, &last) && period_months(whole, &from, &to) &&
           (first < from || last > to);
}

/* 就业人员中,第一产业占…: what the clause that ends before the comma at i says shares are of. */
static void note_whole(struct reading *r, size_t i)
{
    struct scene *s = &r->scene;
    const struct token *t = r->tokens.t;
    static const char in[] = "中";
    size_t first = i;
    if (i == s->start || t[i - 1].kind != TOKEN_TEXT || !view_ends(text_of(r, i - 1), view_of(in)))
        return;
    while (first > s->start && i - first < 8 &&
           (t[first - 1].kind == TOKEN_TEXT || token_is_mark(&t[first - 1], MARK_OPEN) ||
            token_is_mark(&t[first - 1], MARK_CLOSE)))
        first--;
    bool opens = first == s->start || token_is(&t[first - 1], CLASS_PERIOD) ||
                 token_is(&t[first - 1], CLASS_FILLER) || token_is_boundary(&t[first - 1]);
    struct stretch whole = {t[first].start, t[i - 1].end - (uint32_t)strlen(in)};
    struct view v = scene_text(s, whole);
    if (!opens || stretch_is_empty(whole) ||
        (rules_ending(s->rules, CLASS_HEAD_NOUN, v) == NULL &&
         rules_ending(s->rules, CLASS_NUMBER_NOUN, v) == NULL))
        return;
    s->whole_for_all = true;
    buf_clear(&s->whole);
    barename_add(s, whole, &s->whole);
}

static void read_sentence(struct reading *r, size_t start, size_t end)
{
    struct scene *s = &r->scene;
    struct outside outside[BRACKETS] = {0};
    size_t depth = 0;
    bool headline = is_headline(r, start, end);
    for (size_t i = start; i < end && headline; i++)
        if (token_is_figure(&r->tokens.t[i]))
            scene_explain(s, i, "left: a headline, it is said again in the paragraph");
    if (headline || is_run_in(r, start, end)) {
        forget(r);
        return;
    }
    s->start = s->low = start;
    s->end = end;
    s->time = inherited(r);
    s->span = r->span;
    struct period passed = {0}; /* before 其中: what the next sentence may inherit */
    bool aside = false, passes = false;
    s->gave = s->own = s->target = s->provisional = s->yielding = s->estimating = s->present =
        false;
    s->estimated = 0;
    s->time_count = 0;
    names_clear(&s->dealt);
    s->place = (struct view){0};
    s->from_measure = NULL;
    s->base = NULL;
    /* 环比看,…。其中,…: the parts are compared as the whole was */
    if (start == 0 || !token_is(&r->tokens.t[start], CLASS_AMONG))
        s->compared = NULL;
    s->from = (struct period){0};
    s->status = section(r)->status;
    names_clear(&s->subjects);
    names_clear(&s->stems);
    s->joint = s->listed = (struct stretch){0};
    s->share_end = 0;
    s->last_measure = NULL;
    buf_clear(&s->rated);
    buf_clear(&s->counted);
    s->whole_for_all = false;
    s->group = 0;
    for (size_t i = start; i < end; i++)
        s->provisional |= token_is(&r->tokens.t[i], CLASS_PROVISIONAL);
    bool opening = true; /* nothing but times and fillers stood in the sentence */
    for (size_t i = start; i < end;) {
        struct token *t = &r->tokens.t[i];
        s->estimating |= opening && token_is(t, CLASS_ESTIMATE);
        opening &= t->kind == TOKEN_MARK || token_is(t, CLASS_PERIOD) || token_is(t, CLASS_FILLER);
        if (!aside && depth == 0 && (token_is(t, CLASS_AMONG) || token_is(t, CLASS_ASIDE))) {
            aside = true;
            passes = s->own && s->time_said;
            passed = s->time;
        }
        if (token_is(t, CLASS_BASE) && i + 1 < end && token_is_boundary(t + 1) &&
            (i == start || token_is_boundary(t - 1))) {
            s->compared = t->rule;
            return_to_topic(s);
        }
        if (token_is(t, CLASS_ASIDE))
            return_to_topic(s);
        if (token_is_mark(t, MARK_OPEN) && depth < BRACKETS) {
            struct outside *o = &outside[depth++];
            buf_clear(&o->current);
            buf_add_view(&o->current, buf_view(&s->current));
            o->time = s->time;
            o->own = s->own;
            o->low = s->low;
        } else if (token_is_mark(t, MARK_CLOSE) && depth > 0) {
            struct outside *o = &outside[--depth];
            buf_clear(&s->current);
            buf_add_view(&s->current, buf_view(&o->current));
            s->time = o->time;
            s->own = o->own;
            s->low = o->low;
        } else if (token_is(t, CLASS_TARGET) && !t->quoted) {
            s->target = true;
            look_ahead(r);
        } else if (token_is(t, CLASS_PERIOD) || token_is(t, CLASS_PLAN)) {
            scenetime_take(s, &r->tokens, i);
        } else if (token_is_mark(t, MARK_COMMA)) {
            note_whole(r, i);
        } else if (token_is_figure(t)) {
            i = figure_read(s, i);
            continue;
        }
        i++;
    }
    if (s->subjects.n == 0 && s->current.n == 0)
        naming_topic(s);
    /* the day of an event is that of nothing behind it */
    if (s->time.kind == PERIOD_DAY && !s->gave)
        s->own = false;
    /* 2015年为…;其中,2020年…: no part of what was said before 其中 */
    aside = aside && !lies_outside(s->time, passed);
    if (aside ? passes : s->own && s->time_said)
        r->paragraph = aside ? passed : s->time;
    r->span = s->span;
    for (size_t k = 0; k < BRACKETS; k++)
        buf_free(&outside[k].current);
}

/* Notes where the lines of the paragraph end, counted from its first character that is text. */
static void note_ends(struct reading *r, struct view line)
{
    struct scene *s = &r->scene;
    const char *start = normal_source(&r->normal, 0, 0).p, *end = line.p + line.n;
    s->end_count = 0;
    for (const char *p = start; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) {
        if (s->end_count == r->end_cap) {
            r->end_cap = r->end_cap > 0 ? 2 * r->end_cap : 64;
            r->ends = mem_grow(r->ends, r->end_cap, sizeof *r->ends);
        }
        r->ends[s->end_count++] = (size_t)(p - start);
    }
    s->ends = r->ends;
}

void reading_line(struct reading *r, struct view line, uint64_t number)
{
    normal_line(&r->normal, line);
    struct view text = buf_view(&r->normal.text);
    if (text.n == 0)
        return;
    tokens_read(&r->tokens, r->rules, text);
    r->scene.normal = &r->normal;
    r->scene.tokens = &r->tokens;
    r->scene.text = text;
    r->scene.line = number;
    note_ends(r, line);
    forget(r);
    if (headings_read(&r->headings, &r->scene))
        return;
    size_t start = 0;
    for (size_t i = 0; i < r->tokens.n; i++) {
        if (!token_is_mark(&r->tokens.t[i], MARK_STOP) && i + 1 < r->tokens.n)
            continue;
        read_sentence(r, start, i + 1);
        start = i + 1;
    }
}
