#include "figure.h"

#include "msg.h"
#include "phrase.h"
#include "when.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    LIST_MAX = 32, /* figures of one list; a longer list is read in pieces */
    TOPIC_MAX = 60, /* bytes of a name that a sentence is about */
    ACT_MIN = 12,  /* bytes behind a verb that make it one: 201个国家和地区|建立经贸合作关系 */
};

/* Figures that one phrase gives: 1、2和3亿元. */
struct list {
    size_t at[LIST_MAX];
    size_t n;
    size_t end; /* the token behind the last one and its bound */
    bool range; /* from the first to the second */
};

/* What stands behind the figure. */
struct right {
    struct stretch noun; /* the thing that is counted, empty if there is none */
    size_t end;          /* the token behind it */
    bool of;             /* 的: the figure only qualifies it */
    bool done;           /* a predicate says that it was made */
    bool counted;        /* another figure follows it right away: 2亿元以上项目98个 */
    bool predicate;      /* it starts with a verb: 15万人实现脱贫 */
    bool acts;           /* it is the subject of another statement: 17项举措领跑全省 */
};

static const struct token *token(const struct scene *s, size_t i)
{
    return &s->tokens->t[i];
}

static struct view text_of(const struct scene *s, struct stretch at)
{
    return (struct view){s->text.p + at.start, at.end - at.start};
}

static bool is_empty(struct stretch at)
{
    return at.start >= at.end;
}

static void explain(const struct scene *s, size_t i, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Line ends before a place of a paragraph that was broken into lines. */
static uint64_t newlines_before(const struct scene *s, uint32_t at)
{
    struct view v = normal_source(s->normal, 0, at);
    uint64_t n = 0;
    for (const char *p = v.p, *end = v.p + v.n; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        n++;
    return n;
}

static void explain(const struct scene *s, size_t i, const char *format, ...)
{
    char why[600];
    va_list ap;
    if (!s->explain)
        return;
    va_start(ap, format);
    vsnprintf(why, sizeof why, format, ap);
    va_end(ap);
    struct view v = normal_source(s->normal, token(s, i)->start, token(s, i)->end);
    msg(s->file, s->line + newlines_before(s, token(s, i)->start), "%.*s: %s", (int)v.n, v.p, why);
}

static bool is_boundary(const struct token *t)
{
    return t->kind == TOKEN_MARK &&
           (t->mark == MARK_COMMA || t->mark == MARK_SEMICOLON || t->mark == MARK_COLON ||
            t->mark == MARK_STOP || t->mark == MARK_BREAK);
}

static bool is_joint(const struct token *t)
{
    return token_is_mark(t, MARK_LIST) || token_is_mark(t, MARK_RANGE) ||
           (token_is(t, CLASS_COMPARE) && t->rule->n == 1);
}

static bool is_quantity(const struct token *t)
{
    return t->kind == TOKEN_QUANTITY && !t->quoted;
}

static bool same_unit(const struct scene *s, size_t i, size_t k)
{
    const struct quantity *a = &token(s, i)->quantity, *b = &token(s, k)->quantity;
    struct view unit_a = {s->text.p + a->scale_start, a->unit_end - a->scale_start};
    struct view unit_b = {s->text.p + b->scale_start, b->unit_end - b->scale_start};
    return a->unit_class != CLASS_NONE && view_equal(unit_a, unit_b);
}

/* The list that starts with the figure at i. */
static void read_list(const struct scene *s, size_t i, struct list *list)
{
    *list = (struct list){.at = {i}, .n = 1};
    size_t k = i + 1;
    for (;;) {
        if (k < s->end && token_is(token(s, k), CLASS_BOUND_AFTER))
            k++;
        list->end = k;
        /* 1.7% 27.7%和70.6%: the blank between two numbers was all there was */
        if (k < s->end && list->n < LIST_MAX && is_quantity(token(s, i)) && is_quantity(token(s, k)) &&
            !token(s, k)->quantity.negative && same_unit(s, i, k)) {
            list->at[list->n++] = k++;
            continue;
        }
        if (k + 1 >= s->end || list->n == LIST_MAX || !is_quantity(token(s, i)) ||
            !is_joint(token(s, k)) || !is_quantity(token(s, k + 1)))
            return;
        list->range |= list->n == 1 && token_is_mark(token(s, k), MARK_RANGE);
        list->at[list->n++] = k + 1;
        k += 2;
    }
}

static bool word_is(const struct scene *s, const struct token *t, const char *word)
{
    return view_is((struct view){s->text.p + t->start, t->end - t->start}, word);
}

static void read_right(const struct scene *s, size_t i, struct right *right)
{
    *right = (struct right){.end = i};
    uint16_t depth = token(s, i - 1)->depth;
    if (i < s->end && word_is(s, token(s, i), "的")) {
        right->of = true;
        i++;
    }
    size_t limit = i; /* where the statement about this figure ends */
    for (; limit < s->end; limit++) {
        const struct token *t = token(s, limit);
        bool counted = limit + 1 < s->end && is_quantity(token(s, limit + 1));
        if (is_boundary(t) || t->depth < depth || token_is_figure(t) || (is_joint(t) && counted) ||
            (limit == i && t->kind == TOKEN_MARK && t->mark != MARK_QUOTE) ||
            (limit == i && is_joint(t)))
            break;
    }
    size_t k = i;
    for (; k < limit; k++) {
        const struct token *t = token(s, k);
        if (token_is(t, CLASS_DONE) ||
            (k > i && token_is(t, CLASS_YIELD) && view_is(t->rule->form, "done"))) {
            right->done = true;
            break;
        }
        /* what the thing does is not its name, if enough follows to be what it does it to */
        uint32_t rest = token(s, limit - 1)->end - t->end;
        struct view whole = {s->text.p + t->end, rest};
        if (rules_ending(s->rules, CLASS_THING_NOUN, whole) != NULL)
            rest = 0;
        if (k > i && (token_is(t, CLASS_ACT) || (token_is(t, CLASS_ADVERB) && t->rule->n == 1) ||
                      (token_is(t, CLASS_YIELD) && t->rule->n != 1 && rest >= ACT_MIN))) {
            right->acts = true;
            break;
        }
        bool verb = token_is(t, CLASS_LEVEL) || token_is(t, CLASS_TO) || token_is(t, CLASS_SHARE) ||
                    token_is(t, CLASS_GROW) || token_is(t, CLASS_PERIOD);
        if (verb && k == i) {
            right->predicate = true;
            if (!token_is(t, CLASS_LEVEL))
                break;
        } else if (verb) {
            break;
        }
    }
    /* 142个疾控项目和106个医疗项目基本完成: said of both */
    if (limit > i && limit < s->end && is_joint(token(s, limit)))
        for (size_t e = limit; e < s->end && !is_boundary(token(s, e)); e++)
            right->done |= token_is(token(s, e), CLASS_DONE);
    /* a verb that opened it is not part of the name */
    if (right->predicate && k > i)
        i++;
    right->counted = k == limit && k > i && limit < s->end && is_quantity(token(s, limit));
    right->end = limit;
    if (k > i)
        right->noun = (struct stretch){token(s, i)->start, token(s, k - 1)->end};
}

static struct view unit_of(const struct scene *s, const struct token *t, struct buf *unit)
{
    const struct quantity *q = &t->quantity;
    buf_clear(unit);
    buf_add(unit, s->text.p + q->scale_start, q->scale_end - q->scale_start);
    buf_add(unit, s->text.p + q->unit_start, q->unit_end - q->unit_start);
    return buf_view(unit);
}

static bool is_share_unit(struct view unit)
{
    return view_is(unit, "%") || view_is(unit, "‰") || view_is(unit, "成");
}

static bool is_point_unit(struct view unit)
{
    return view_ends(unit, view_of("百分点")) || view_ends(unit, view_of("千分点"));
}

static bool counts_things(const struct token *t)
{
    return t->kind == TOKEN_QUANTITY &&
           (t->quantity.unit_class == CLASS_COUNT || t->quantity.unit_class == CLASS_HEADS);
}

static void cut_front(struct buf *name, size_t start, size_t n)
{
    memmove(name->p + start, name->p + start + n, name->n - start - n);
    name->n -= n;
}

/* The place without the word for its kind: 昆明 of 昆明市; empty where little would be left. */
static struct view short_place(struct view place)
{
    static const char *const kinds[] = {"自治区", "自治州", "自治县", "地区", "省", "市", "县", "区", "州", "盟", "旗"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (view_ends(place, view_of(kinds[i])) && place.n >= strlen(kinds[i]) + 6)
            return (struct view){place.p, place.n - strlen(kinds[i])};
    return (struct view){0};
}

/* Takes the document's own place off the front of the name from start on. */
static void drop_place(const struct scene *s, struct buf *name, size_t start)
{
    static const struct {
        const char *s; /* what may follow the short form */
        bool keep;     /* whether it belongs to the name */
    } after[] = {{"全市", false}, {"全省", false}, {"全县", false}, {"全区", false}, {"全州", false},
                 {"地区生产总值", true}};
    struct view gdp = view_of("生产总值"), places[] = {buf_view(&s->doc->parent),
                                                       buf_view(&s->doc->region)};
    for (size_t i = 0; i < 2; i++) {
        struct view v = {name->p + start, name->n - start}, brief = short_place(places[i]);
        struct view rest = {v.p + places[i].n, v.n > places[i].n ? v.n - places[i].n : 0};
        if (places[i].n > 0 && view_starts(v, places[i]) && rest.n >= 6 &&
            !(view_ends(places[i], view_of("地区")) && view_starts(rest, gdp))) {
            cut_front(name, start, places[i].n);
            continue;
        }
        for (size_t k = 0; brief.n > 0 && k < sizeof after / sizeof *after; k++) {
            struct view tail = {v.p + brief.n, v.n > brief.n ? v.n - brief.n : 0};
            size_t drop = brief.n + (after[k].keep ? 0 : strlen(after[k].s));
            if (view_starts(v, brief) && view_starts(tail, view_of(after[k].s)) && v.n >= drop + 6) {
                cut_front(name, start, drop);
                break;
            }
        }
    }
}

/* Appends the name in a stretch, without the document's own place before it. */
static void add_name(const struct scene *s, struct stretch at, struct buf *name)
{
    size_t start = name->n;
    if (is_empty(at))
        return;
    normal_name(s->normal, at.start, at.end, name);
    drop_place(s, name, start);
    for (const struct rule *tail;
         (tail = rules_ending(s->rules, CLASS_NAME_TAIL,
                              (struct view){name->p + start, name->n - start})) != NULL &&
         name->n - start > tail->word.n;)
        name->n -= tail->word.n;
}

/* What is said of the figures of a list, beside their values. */
struct saying {
    struct phrase p;
    struct right right;
    struct list list;
    const char *measure;
    struct period period;
    bool estimate;      /* 预计 stands in the clause */
    bool share_of_noun; /* 90%的行政村 */
    struct buf name;    /* one for all, where they share one */
    struct names names; /* one each, where they do not */
    bool own;           /* the phrase names what is measured */
    bool own_rate;      /* what changes is itself a yearly mean: 年均增速提高2个百分点 */
    struct buf against, value, unit;
};

static void saying_free(struct saying *y)
{
    buf_free(&y->name);
    names_free(&y->names);
    buf_free(&y->against);
    buf_free(&y->value);
    buf_free(&y->unit);
}

static int last_year(struct period p)
{
    return p.kind == PERIOD_NONE ? 0 : p.kind == PERIOD_YEARS ? p.y2 : p.y;
}

/* The rule that decides how the figure is read, for explanations. */
static const struct rule *deciding(const struct scene *s, const struct phrase *p, size_t i)
{
    const struct token *t = token(s, i);
    if (t->kind == TOKEN_WORD)
        return t->rule;
    return p->grow != NULL    ? p->grow
           : p->over != NULL  ? p->over
           : p->to != NULL    ? p->to
           : p->level != NULL ? p->level
                              : p->before;
}

/* The time of a figure that something rose from: the start of what the other figure's time spans. */
static struct period from_period(const struct scene *s, const struct saying *y, size_t i)
{
    if (y->p.from_time != NULL)
        return s->from;
    for (size_t k = i + 1; k < s->end && !token_is_mark(token(s, k), MARK_COMMA); k++)
        if (token_is(token(s, k), CLASS_TO))
            return token(s, k)->rule->n == 1 ? s->time : period_year_before(s->time);
    return s->time;
}

static struct period period_of(const struct scene *s, const struct saying *y, size_t i)
{
    const struct phrase *p = &y->p;
    bool yearly = strcmp(y->measure, "cagr") == 0 ||
                  (y->own_rate && strcmp(y->measure, "change") == 0);
    if (yearly)
        return s->span.kind == PERIOD_YEARS ? s->span : s->time;
    if (p->from)
        return from_period(s, y, i);
    if (p->lasting != NULL) {
        int n = period_number(token_group(p->lasting, s->text, GROUP_N));
        int end = last_year(s->time);
        if (s->span.kind == PERIOD_YEARS && s->span.y2 - s->span.y + 1 == n)
            return s->span;
        return n > 1 && end > 0 ? period_years(end - n + 1, end) : s->time;
    }
    bool reached = p->to != NULL || (p->level != NULL && p->level->n == 0);
    if (strcmp(y->measure, "level") == 0 && !s->own && reached)
        return period_last(s->time);
    return s->time;
}

/* The base of a comparison, as text. */
static void set_against(const struct scene *s, struct saying *y)
{
    const struct phrase *p = &y->p;
    char text[PERIOD_TEXT_MAX];
    struct period base = {0};
    buf_clear(&y->against);
    bool compares = strcmp(y->measure, "growth") == 0 || strcmp(y->measure, "change") == 0 ||
                    strcmp(y->measure, "cagr") == 0 || strcmp(y->measure, "multiple") == 0;
    if (strcmp(y->measure, "level") == 0)
        return;
    if (p->base_time != NULL && compares) {
        struct when w = s->doc->when;
        w.context = y->period;
        struct view form = p->base_time->rule->form;
        bool year = view_is(form, "before") || view_is(form, "last") || view_is(form, "same");
        if (year && y->period.kind == PERIOD_YEARS)
            base = period_year(y->period.y2 - 1);
        else if (year)
            base = period_year_before(y->period);
        else
            base = when_read(p->base_time, s->text, &w);
    } else if (!is_empty(p->against)) {
        add_name(s, p->against, &y->against);
        return;
    } else if (strcmp(y->measure, "growth") == 0 || strcmp(y->measure, "change") == 0 ||
               strcmp(y->measure, "cagr") == 0) {
        base = p->base != NULL && view_is(p->base->form, "previous")
                   ? period_previous(y->period)
                   : period_year_before(y->period);
    } else if (strcmp(y->measure, "share") == 0 && p->share && s->parent.n > 0) {
        buf_add_view(&y->against, buf_view(&s->parent));
        return;
    }
    buf_add_string(&y->against, period_text(base, text));
}

static const char *status_of(const struct scene *s, const struct saying *y)
{
    int year = last_year(y->period);
    const struct document *d = s->doc;
    bool ahead = year > 0 && d->when.now.kind != PERIOD_NONE && year > last_year(d->when.now);
    bool past = year > 0 && d->when.done > 0 && year <= d->when.done;
    if (y->estimate)
        return "estimate";
    if (y->p.target || s->target || (ahead && d->kind != DOCUMENT_BULLETIN))
        return past && !y->p.target && d->kind != DOCUMENT_OTHER ? "actual" : "target";
    if (s->status > 0 && !past && !y->p.from)
        return "target";
    if (s->provisional)
        return "provisional";
    return "actual";
}

/* The digits of a quantity, signed. */
static void set_value(const struct scene *s, struct saying *y, const struct token *t)
{
    const struct quantity *q = &t->quantity;
    const struct phrase *p = &y->p;
    int sign = p->pull != NULL     ? p->pull->sign
               : p->grow != NULL   ? p->grow->sign
               : p->over != NULL   ? p->over->sign
               : p->level != NULL  ? p->level->sign
                                   : 0;
    bool negative = q->negative != (sign < 0);
    buf_clear(&y->value);
    if (negative)
        buf_add_char(&y->value, '-');
    for (uint32_t k = q->value_start; k < q->value_end; k++)
        if (s->text.p[k] != ',')
            buf_add_char(&y->value, s->text.p[k]);
}

/* A number in Chinese numerals with a point (三点五), or -1 made of digits: appended to value. */
static bool add_numerals(struct view v, struct buf *value)
{
    char number[16];
    const char *point = memmem(v.p, v.n, "点", strlen("点"));
    int whole = period_number((struct view){v.p, point != NULL ? (size_t)(point - v.p) : v.n});
    if (whole < 0)
        return false;
    snprintf(number, sizeof number, "%d", whole);
    buf_add_string(value, number);
    if (point == NULL)
        return true;
    buf_add_char(value, '.');
    size_t at = (size_t)(point - v.p) + strlen("点");
    for (; at + 3 <= v.n; at += 3) {
        int digit = period_number((struct view){v.p + at, 3});
        if (digit < 0 || digit > 9)
            return false;
        buf_add_char(value, (char)('0' + digit));
    }
    return true;
}

static struct view bound_of(const struct scene *s, const struct saying *y, size_t k)
{
    const struct token *t = token(s, y->list.at[k]);
    size_t next = y->list.at[k] + 1;
    if (y->list.range && y->list.n == 2)
        return view_of(k == 0 ? "ge" : "le");
    if (next < s->end && token_is(token(s, next), CLASS_BOUND_AFTER))
        return token(s, next)->rule->form;
    if (t->kind == TOKEN_QUANTITY && t->quantity.more)
        return view_of("gt");
    if (y->p.before != NULL)
        return y->p.before->form;
    /* 高于5%: nothing stands between, so it bounds the figure */
    if (y->p.over != NULL && is_empty(y->p.against))
        return view_of(y->p.over->sign > 0 ? "gt" : "lt");
    return (struct view){0};
}

/* Whether the clause of a figure at that depth of brackets ends at the token. */
static bool ends_clause(const struct token *t, uint16_t depth)
{
    return t->depth < depth || (t->depth == depth && is_boundary(t)) || token_is_mark(t, MARK_STOP);
}

static void emit(struct scene *s, struct saying *y, size_t k, struct view name)
{
    size_t i = y->list.at[k];
    size_t first = i, last = y->right.end > y->list.end ? y->right.end : y->list.end;
    uint16_t depth = token(s, i)->depth;
    while (first > s->start && !ends_clause(token(s, first - 1), depth))
        first--;
    while (last < s->end && !ends_clause(token(s, last), depth))
        last++;
    struct observation o = {
        .indicator = name,
        .period = y->period,
        .measure = y->measure,
        .against = buf_view(&y->against),
        .value = buf_view(&y->value),
        .unit = buf_view(&y->unit),
        .bound = bound_of(s, y, k),
        .status = status_of(s, y),
        .line = s->line + newlines_before(s, token(s, i)->start),
        .text = normal_source(s->normal, token(s, first)->start, token(s, last - 1)->end),
    };
    if (s->explain) {
        char time[PERIOD_TEXT_MAX];
        const struct rule *rule = deciding(s, &y->p, i);
        explain(s, i, "%s of %.*s, %s (%s)%s%s%s%.*s; rule %s:%llu", y->measure, (int)name.n, name.p,
                period_text(y->period, time), s->own ? "said in the sentence" : "inherited",
                y->own ? "" : ", name inherited", o.against.n > 0 ? ", against " : "", "",
                (int)o.against.n, o.against.p, rule != NULL ? rule->file : "none: a name and a number",
                rule != NULL ? (unsigned long long)rule->line : 0ULL);
    }
    s->emit(s->data, &o);
}

/* The measure of a quantity, from its unit and what is said of it. May shorten the name. */
static const char *measure_of(const struct scene *s, struct saying *y, struct view unit)
{
    struct phrase *p = &y->p;
    struct view name = text_of(s, p->name);
    if (unit.n == 0 && (p->share || p->of))
        return "share";
    bool times = view_is(unit, "倍") || view_is(unit, "番");
    if (p->contribution)
        return "contribution";
    if (is_point_unit(unit))
        return "change";
    if (p->over != NULL && !is_empty(p->against))
        return "change";
    if (times)
        return p->grow != NULL ? "growth" : "multiple";
    if (is_share_unit(unit)) {
        if (y->share_of_noun || p->share || p->of)
            return "share";
        if (p->grow != NULL)
            return p->average ? "cagr" : "growth";
        const struct rule *cagr = rules_ending(s->rules, CLASS_CAGR_NOUN, name);
        const struct rule *rate = rules_ending(s->rules, CLASS_RATE_NOUN, name);
        const struct rule *tail = cagr != NULL ? cagr : rate;
        const struct rule *level = rules_ending(s->rules, CLASS_PERCENT_NOUN, name);
        if (tail != NULL && view_is(unit, "%") &&
            (level == NULL || level->word.n < tail->word.n)) {
            p->name.end -= (uint32_t)tail->word.n;
            return cagr != NULL ? "cagr" : "growth";
        }
        /* a minus before a percentage is a fall, unless the name is that of a rate */
        if (token(s, y->list.at[0])->quantity.negative &&
            rules_ending(s->rules, CLASS_PERCENT_NOUN, name) == NULL)
            return "growth";
        return "level";
    }
    if (p->grow != NULL && !p->average)
        return "change";
    return "level";
}

/* Whether the phrase says something of a name that was given before. */
static bool says_of_earlier(const struct phrase *p, bool counts)
{
    return p->grow != NULL || p->level != NULL || p->to != NULL || p->base != NULL ||
           p->over != NULL || p->share || p->of || p->contribution || p->from || p->average ||
           p->respectively || (p->before != NULL && !counts) || (p->yields && !counts);
}

/* The name before the bracket that the figure stands in. */
static struct stretch name_before_bracket(const struct scene *s, size_t i)
{
    uint16_t depth = token(s, i)->depth;
    size_t k = i;
    while (k > s->start && token(s, k - 1)->depth >= depth)
        k--;
    if (depth == 0 || k == s->start)
        return (struct stretch){0};
    struct phrase p;
    phrase_read(&p, s->tokens, s->rules, s->text, s->low < k ? s->low : s->start, k - 1);
    return p.name;
}

/* Whether a name lists several. */
static bool names_list(const struct scene *s, struct stretch name)
{
    struct view v = text_of(s, name);
    return memmem(v.p, v.n, "、", strlen("、")) != NULL;
}

static void forget_if_empty(struct stretch *at)
{
    if (is_empty(*at))
        *at = (struct stretch){0};
}

/* Whether 以上 or the like stands behind the list. */
static bool bounded(const struct scene *s, const struct saying *y)
{
    return token_is(token(s, y->list.end - 1), CLASS_BOUND_AFTER);
}

/* Whether the sentence is nothing but the figure and its bounds. */
static bool stands_alone(const struct scene *s, const struct saying *y)
{
    for (size_t k = s->start; k < s->end; k++) {
        const struct token *t = token(s, k);
        bool own = k >= y->list.at[0] && k < y->list.end;
        if (!own && t->kind != TOKEN_MARK && !token_is(t, CLASS_BOUND_BEFORE))
            return false;
    }
    return true;
}

/* Finds what a count or amount is of. Returns NULL, or why the figure is left. */
static const char *find_name(struct scene *s, struct saying *y)
{
    struct phrase *p = &y->p;
    struct right *r = &y->right;
    size_t i = y->list.at[0];
    const struct token *t = token(s, y->list.at[y->list.n - 1]);
    bool counts = counts_things(t);
    bool heads = counts && t->quantity.unit_class == CLASS_HEADS;
    bool noun = !is_empty(r->noun);
    struct stretch thing = r->noun;
    forget_if_empty(&p->name);
    struct view name = text_of(s, p->name);
    struct view unit = unit_of(s, t, &y->unit);
    bool yields = p->yields || (s->yielding && p->empty && !r->acts);

    if (r->of && bounded(s, y) && !is_share_unit(unit))
        return "left: it qualifies the noun behind it";
    if (r->of) {
        /* 所有乡镇和90%的行政村: what stands before 和 is not what it is of */
        if (i > s->start && is_joint(token(s, i - 1)) && is_share_unit(unit))
            p->name = (struct stretch){0};
        if (is_share_unit(unit) && is_empty(p->name) && !says_of_earlier(p, false) && noun) {
            y->share_of_noun = true;
            p->name = thing;
            return NULL;
        }
        if (rules_ending(s->rules, CLASS_QUANTITY_NOUN, name) != NULL)
            return NULL;
        return "left: it qualifies the noun behind it";
    }
    if (t->quantity.unit_class == CLASS_SPAN && (is_empty(p->name) || noun))
        return "left: a duration that is not said of a name";
    if (r->counted && bounded(s, y))
        return "left: it qualifies what the next figure counts";
    /* 90平方米及以下住宅, 90-144平方米住宅: which ones, not how much */
    if (noun && (bounded(s, y) || y->list.range) && !is_share_unit(unit) && !p->yields &&
        p->level == NULL && p->to == NULL && p->grow == NULL && p->before == NULL)
        return "left: it qualifies the noun behind it";
    bool of_before = word_is(s, token(s, i > 0 ? i - 1 : 0), "的");
    if (noun && counts && of_before)
        return "left: it counts a part of another statement";
    if (noun && counts) {
        const struct rule *lead = NULL; /* 新增 before the number belongs to the thing */
        for (size_t k = i; k-- > s->low && lead == NULL;) {
            if (token_is(token(s, k), CLASS_YIELD) && token(s, k)->rule->n == 1)
                lead = token(s, k)->rule;
            else if (!token_is(token(s, k), CLASS_ADVERB) &&
                     !token_is(token(s, k), CLASS_BOUND_BEFORE))
                break;
        }
        if (lead != NULL && !is_empty(thing)) {
            buf_add_view(&y->name, lead->word);
            p->name = thing;
            s->yielding = true;
            return NULL;
        }
        /* A、B、C3家综合体 counts what they are; 建成助餐点3897个并… has its name before it */
        if (!is_empty(p->name) && p->yield == NULL && !r->done && !names_list(s, p->name))
            yields = false;
        if ((yields || (p->among && is_empty(p->name)) || r->done) && !is_empty(thing) &&
            !r->predicate) {
            p->name = thing;
            s->yielding = !r->done;
            return NULL;
        }
        if (heads && is_empty(p->name) && r->predicate && !is_empty(thing)) {
            p->name = thing;
            return NULL;
        }
        if (!is_empty(p->name) && ((p->level != NULL && p->level->n == 0) || p->yields || p->to != NULL || p->grow != NULL || r->predicate))
            return NULL;
        return "left: it counts the subject or part of another statement";
    }
    if (noun && is_empty(p->name) && !says_of_earlier(p, true) && !is_share_unit(unit)) {
        if (!yields || is_empty(thing))
            return "left: nothing says what it is of";
        s->yielding = true;
        p->name = thing;
        return NULL;
    }
    if (noun && is_share_unit(unit) && is_empty(p->name) && !says_of_earlier(p, true)) {
        y->share_of_noun = true;
        p->name = thing;
        return NULL;
    }
    if (noun && p->yield != NULL && !r->predicate && !r->acts && !is_share_unit(unit) && !counts &&
        p->grow == NULL) {
        p->name = thing; /* 设立超500亿元区域基金 */
        s->yielding = true;
        return NULL;
    }
    r->end = y->list.end; /* what follows is another statement */
    if (!is_empty(p->name))
        return NULL;
    if (token(s, i)->depth > 0 && p->empty) {
        p->name = name_before_bracket(s, i);
        if (!is_empty(p->name))
            return NULL;
    }
    if (says_of_earlier(p, counts) || (s->own && p->empty && s->current.n > 0) ||
        (s->current.n > 0 && token_is(token(s, i > 0 ? i - 1 : 0), CLASS_ADVERB)))
        return NULL;
    if (stands_alone(s, y))
        return NULL;
    for (size_t k = i; k-- > s->low;) /* 取缔351家: the verb is all the name there is */
        if (token_is(token(s, k), CLASS_YIELD) && counts) {
            p->name = (struct stretch){token(s, k)->start, token(s, k)->end};
            return NULL;
        }
    return "left: nothing says what it is of";
}

/* Whether a number without a unit may be a figure. */
static bool bare_is_figure(const struct scene *s, const struct saying *y)
{
    const struct token *t = token(s, y->list.at[0]);
    const struct quantity *q = &t->quantity;
    struct view digits = {s->text.p + q->value_start, q->value_end - q->value_start};
    bool decimal = memchr(digits.p, '.', digits.n) != NULL;
    const struct phrase *p = &y->p;
    if (!is_empty(y->right.noun) || y->right.of) /* 惠及65.52万参保群众 */
        return q->scale_start != q->scale_end && p->yield != NULL && p->yield->n == 0 &&
               !y->right.of && is_empty(p->name);
    size_t next = y->list.end;
    if (next < s->end && token(s, next)->kind == TOKEN_TEXT)
        return false;
    if (digits.n == 4 && !decimal && (digits.p[0] == '1' || digits.p[0] == '2') &&
        (digits.p[1] == '9' || digits.p[1] == '0') && q->scale_start == q->scale_end)
        return false;
    if (p->level != NULL || p->to != NULL || p->before != NULL || (p->from && decimal))
        return !is_empty(p->name) || s->current.n > 0;
    if (q->scale_start != q->scale_end && !is_empty(p->name))
        return true;
    if (p->grow != NULL)
        return decimal;
    return !is_empty(p->name) && p->name.end == token(s, y->list.at[0])->start &&
           rules_ending(s->rules, CLASS_NUMBER_NOUN, text_of(s, p->name)) != NULL;
}

/* What the tokens [start, end) start with, where they give no figure: 墨西哥、美国|持续保持…地位. */
static struct stretch lead_noun(const struct scene *s, size_t start, size_t end)
{
    struct stretch name = {0};
    for (size_t k = start; k < end; k++) {
        const struct token *t = token(s, k);
        if (token_is_figure(t) || token_is(t, CLASS_PERIOD))
            return (struct stretch){0};
        if (t->kind == TOKEN_TEXT || (t->kind == TOKEN_MARK && !is_boundary(t) && !is_empty(name)) ||
            (is_joint(t) && !is_empty(name))) {
            if (is_empty(name))
                name.start = t->start;
            name.end = t->end;
        } else if (!is_empty(name)) {
            return name;
        }
    }
    return (struct stretch){0};
}

/* Whether the clause before says of something, without a figure, that it grew: 采矿业快速增长,同比… */
static bool grew_before(const struct scene *s, size_t i)
{
    while (i > s->start && !is_boundary(token(s, i)))
        i--;
    return i > s->start && (token_is(token(s, i - 1), CLASS_GROW) || token_is(token(s, i - 1), CLASS_FLAT));
}

static struct stretch name_in_clause_before(const struct scene *s, size_t i)
{
    size_t end = i;
    while (end > s->start && !is_boundary(token(s, end)))
        end--;
    size_t start = end;
    while (start > s->start && !is_boundary(token(s, start - 1)))
        start--;
    return lead_noun(s, start, end);
}

/* Names listed in the clause before, one for each figure, where that has no figures: 手机、汽车等产品
 * 增势较好,分别增长… Puts y->name behind each if wanted. */
static bool names_of_clause_before(const struct scene *s, struct saying *y, bool with_name)
{
    struct stretch lead = name_in_clause_before(s, y->list.at[0]);
    struct view v = text_of(s, lead);
    const char *etc = v.n > 0 ? memmem(v.p, v.n, "等", strlen("等")) : NULL;
    if (etc != NULL && etc > v.p + 6 && memmem(v.p, (size_t)(etc - v.p), "、", 3) != NULL)
        lead.end = lead.start + (uint32_t)(etc - v.p);
    if (is_empty(lead) || !names_split(&y->names, s->tokens, s->rules, s->normal, lead, y->list.n, true)) {
        names_clear(&y->names);
        return false;
    }
    for (size_t k = 0; k < y->names.n; k++) {
        for (const struct rule *tail; (tail = rules_ending(s->rules, CLASS_NAME_TAIL,
                                                           buf_view(&y->names.name[k]))) != NULL &&
                                      tail->word.n < y->names.name[k].n;)
            y->names.name[k].n -= tail->word.n;
        if (with_name)
            buf_add_view(&y->names.name[k], buf_view(&y->name));
    }
    return true;
}

static void remember(struct scene *s, struct view name)
{
    if (s->current.p == name.p)
        return;
    buf_clear(&s->current);
    buf_add_view(&s->current, name);
}

/* Puts what is measured of each behind the names: 增加值 of 等四个行业增加值. */
static bool add_measured(const struct scene *s, struct saying *y)
{
    struct match m;
    struct view v = text_of(s, y->p.name);
    size_t skip = 0;
    if (rules_in(s->rules, CLASS_KIND_NOUN, v, 0, &m) != NULL && m.start == 0)
        skip = m.end;
    for (size_t k = 0; k < y->names.n; k++)
        normal_name(s->normal, y->p.name.start + (uint32_t)skip, y->p.name.end, &y->names.name[k]);
    return true;
}

/* Takes the first occurrence of s out of the name. */
static void drop(struct buf *name, const char *s)
{
    size_t n = strlen(s);
    char *at = memmem(name->p, name->n, s, n);
    if (at == NULL)
        return;
    size_t rest = name->n - (size_t)(at - name->p) - n;
    memmove(at, at + n, rest);
    name->n -= n;
}

/* Makes the names of the list: one for all in y->name, or one each in y->names. */
static void make_names(struct scene *s, struct saying *y)
{
    const struct phrase *p = &y->p;
    size_t n = y->list.n;
    y->own = !is_empty(p->name);
    y->own_rate = rules_ending(s->rules, CLASS_CAGR_NOUN, text_of(s, p->name)) != NULL;
    if (y->own) {
        add_name(s, p->scope, &y->name);
        add_name(s, p->name, &y->name);
        drop_place(s, &y->name, 0); /* 昆明|实现|地区生产总值 */
        if (y->share_of_noun) /* 行政村通了油路: 了 says no more than that it is done */
            drop(&y->name, "了");
        bool rate = rules_ending(s->rules, CLASS_RATE_NOUN, buf_view(&y->name)) != NULL &&
                    rules_ending(s->rules, CLASS_RATE_NOUN, buf_view(&y->name))->word.n == y->name.n;
        bool lead = false;
        for (size_t k = y->list.at[0]; k-- > s->low && !lead;)
            lead = token_is(token(s, k), CLASS_YIELD) && token(s, k)->rule->n == 1 &&
                   token(s, k)->end - token(s, k)->start == y->name.n &&
                   token(s, k)->start == p->name.start;
        if (rate && s->current.n > 0) { /* 增速: of what was named before */
            struct buf whole = {0};
            buf_add_view(&whole, buf_view(&s->current));
            buf_add_view(&whole, buf_view(&y->name));
            buf_free(&y->name);
            y->name = whole;
            y->own = false;
            return;
        } else if (lead && s->current.n > 0) { /* 新增2000台: of what was named before */
            buf_add_view(&y->name, buf_view(&s->current));
            y->own = false;
        }
    }
    bool each = p->each && n == 1 && y->own;
    if (y->own && ((n > 1 && !y->list.range) || each)) {
        bool same_unit = true;
        struct buf unit = {0}, other = {0};
        for (size_t k = 1; k < n; k++)
            same_unit &= view_equal(unit_of(s, token(s, y->list.at[0]), &unit),
                                    unit_of(s, token(s, y->list.at[k]), &other));
        buf_free(&unit);
        buf_free(&other);
        size_t parts = n;
        bool split = false;
        if (!each && !is_empty(p->listed)) /* A、B等四个行业增加值分别… */
            split = names_split(&y->names, s->tokens, s->rules, s->normal, p->listed, n, false) &&
                    add_measured(s, y);
        for (parts = each ? 2 : n; !split && parts <= (each ? LIST_MAX : n); parts++)
            split = names_split(&y->names, s->tokens, s->rules, s->normal, p->name, parts, same_unit && !each);
        if (!split && n > 1)
            split = names_pair(&y->names, s->rules, buf_view(&y->name), n);
        if (!split && n > 1 && p->respectively) /* 航空、汽车产业发展较快,增加值分别增长… */
            split = names_of_clause_before(s, y, true);
        if (!split && n > 1 && p->respectively && s->group == n && s->subjects.n >= n) {
            /* 三次产业结构为…,对经济增长的贡献率分别为…: of the three named before */
            names_clear(&y->names);
            for (size_t k = 0; k < n; k++) {
                struct buf *b = names_add(&y->names);
                buf_add_view(b, buf_view(&s->subjects.name[s->subjects.n - n + k]));
                buf_add_view(b, buf_view(&y->name));
            }
            split = true;
        }
        if (!split) {
            names_clear(&y->names);
        } else if (each && y->name.n > 0 && is_empty(y->right.noun)) {
            /* 新增A、B各1家: 新增 is said of each */
            for (size_t k = 1; k < y->names.n; k++) {
                struct view lead = view_of("新增");
                if (!view_starts(buf_view(&y->names.name[0]), lead) ||
                    view_starts(buf_view(&y->names.name[k]), lead))
                    continue;
                struct buf with = {0};
                buf_add_view(&with, lead);
                buf_add_view(&with, buf_view(&y->names.name[k]));
                buf_free(&y->names.name[k]);
                y->names.name[k] = with;
            }
        } else if (split && y->names.n == 2 && y->names.name[1].n <= 3 && s->current.n > 0 &&
                   p->grow != NULL) {
            /* 市、县分别增长: of what was named before */
            for (size_t k = 0; k < 2; k++)
                buf_add_view(&y->names.name[k], buf_view(&s->current));
        }
    }
    if (!y->own && y->name.n == 0 && n > 1 && !y->list.range && names_of_clause_before(s, y, false)) {
        y->own = true;
    } else if (!y->own && y->name.n == 0 && n > 1 && !y->list.range && s->subjects.n >= n) {
        for (size_t k = 0; k < n; k++)
            buf_add_view(names_add(&y->names), buf_view(&s->subjects.name[s->subjects.n - n + k]));
        y->own = false;
    }
    if (!y->own && y->name.n == 0 && (s->current.n == 0 || grew_before(s, y->list.at[0])))
        add_name(s, name_in_clause_before(s, y->list.at[0]), &y->name);
    if (!y->own && y->name.n > 0) {
        remember(s, buf_view(&y->name));
    } else if (!y->own) {
        struct view name = buf_view(&s->current), lead = view_of("新增");
        /* 新增上市企业15家、达到96家: what was reached is not what was added */
        bool reached = p->to != NULL || (p->level != NULL && p->level->n == 0) ||
                       token_is(token(s, y->list.at[0] - (y->list.at[0] > 0)), CLASS_ADVERB);
        if (reached && p->before == NULL && view_starts(name, lead) && name.n > lead.n + 3)
            name = (struct view){name.p + lead.n, name.n - lead.n};
        buf_add_view(&y->name, name);
    }
}

static void emit_list(struct scene *s, struct saying *y)
{
    size_t n = y->names.n > y->list.n ? y->names.n : y->list.n;
    for (size_t k = 0; k < n; k++) {
        size_t v = k < y->list.n ? k : y->list.n - 1;
        const struct token *t = token(s, y->list.at[v]);
        set_value(s, y, t);
        unit_of(s, t, &y->unit);
        struct view name = y->names.n > 0 ? buf_view(&y->names.name[k < y->names.n ? k : y->names.n - 1])
                                          : buf_view(&y->name);
        emit(s, y, v, name);
        if (y->own && name.n > 0)
            buf_add_view(names_add(&s->subjects), name);
    }
    if (!y->own)
        return;
    s->group = y->names.n;
    if (y->names.n > 0)
        remember(s, buf_view(&y->names.name[y->names.n - 1]));
    else if (y->name.n > 0)
        remember(s, buf_view(&y->name));
}

static size_t read_quantity(struct scene *s, size_t i, struct saying *y)
{
    const struct token *t = token(s, i);
    const char *left = NULL;
    struct buf unit = {0};
    bool bare = t->quantity.unit_class == CLASS_NONE;
    if (bare && !bare_is_figure(s, y))
        left = "left: a number without a unit";
    else
        left = find_name(s, y);
    if (left != NULL) {
        explain(s, i, "%s", left);
        buf_free(&unit);
        return y->list.end;
    }
    /* 占比达到55.1% of nothing that was named: the share is its own subject */
    if (y->p.share && is_empty(y->p.name) && is_empty(y->p.against) && s->current.n == 0) {
        y->p.share = false;
        buf_add_string(&s->current, "占比");
    }
    y->measure = measure_of(s, y, unit_of(s, t, &unit));
    buf_free(&unit);
    make_names(s, y);
    y->period = period_of(s, y, i);
    set_against(s, y);
    if (strcmp(y->measure, "share") == 0 && y->share_of_noun)
        buf_clear(&y->against);
    emit_list(s, y);
    s->low = y->right.end > y->list.end ? y->right.end : y->list.end;
    return s->low;
}

/* Emits one observation that is not a quantity. */
static void emit_one(struct scene *s, struct saying *y, const char *unit)
{
    buf_clear(&y->unit);
    buf_add_string(&y->unit, unit);
    emit(s, y, 0, buf_view(&y->name));
    if (y->own && y->name.n > 0) {
        buf_add_view(names_add(&s->subjects), buf_view(&y->name));
        remember(s, buf_view(&y->name));
    }
    s->low = y->list.end;
}

static void read_rank(struct scene *s, struct saying *y)
{
    size_t i = y->list.at[0];
    const struct token *t = token(s, i);
    struct view n = token_group(t, s->text, GROUP_N);
    char number[16];
    int place = n.n > 0 ? period_number(n) : 1;
    if (place <= 0) {
        explain(s, i, "left: no place that can be read");
        return;
    }
    y->measure = "rank";
    y->period = period_of(s, y, i);
    snprintf(number, sizeof number, "%d", place);
    buf_add_string(&y->value, number);
    struct stretch whole = {t->groups[GROUP_AGAINST][0], t->groups[GROUP_AGAINST][1]};
    if (!is_empty(whole))
        normal_name(s->normal, whole.start, whole.end, &y->against);
    static const char *const heads[] = {"在", "于", "到", "全国的"};
    for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
        struct view v = buf_view(&y->against), head = view_of(heads[k]);
        if (view_starts(v, head) && v.n > head.n) {
            memmove(y->against.p, y->against.p + head.n, v.n - head.n);
            y->against.n -= head.n;
        }
    }
    emit_one(s, y, "位");
}

static void read_ratio(struct scene *s, struct saying *y)
{
    size_t i = y->list.at[0];
    const struct token *t = token(s, i);
    struct view v = {s->text.p + t->start, t->end - t->start}, parts[3];
    size_t n = 0;
    for (size_t at = 0; at <= v.n && n < 3; n++) {
        const char *colon = memchr(v.p + at, ':', v.n - at);
        size_t len = colon != NULL ? (size_t)(colon - v.p) - at : v.n - at;
        parts[n] = (struct view){v.p + at, len};
        at += len + 1;
    }
    static const char *const industries[] = {"第一产业", "第二产业", "第三产业"};
    struct view name = buf_view(&y->name);
    bool three = n == 3 && (memmem(name.p, name.n, "产业", strlen("产业")) != NULL);
    if (!three && n == 3 &&
        !names_split(&y->names, s->tokens, s->rules, s->normal, y->p.name, 3, true)) {
        explain(s, i, "left: a ratio of parts that are not named");
        return;
    }
    y->period = y->p.from ? from_period(s, y, i) : s->time;
    y->measure = n == 3 ? "share" : "level";
    if (three)
        buf_add_string(&y->against, "地区生产总值");
    for (size_t k = 0; k < (n == 3 ? 3 : 1); k++) {
        buf_clear(&y->value);
        buf_add_view(&y->value, view_is(parts[0], "1") && n == 2 ? parts[1] : parts[k]);
        buf_clear(&y->unit);
        buf_add_string(&y->unit, n == 3 ? "%" : "");
        emit(s, y, 0,
             three    ? view_of(industries[k])
             : n == 3 ? buf_view(&y->names.name[k])
                      : name);
        if (three)
            buf_add_string(names_add(&s->subjects), industries[k]);
    }
    s->group = three ? 3 : 0;
    if (y->own && name.n > 0)
        remember(s, name);
    s->low = y->list.end;
}

/* Figures in words: 持平, 翻一番, 七成, 百分之五. */
static void read_words(struct scene *s, struct saying *y)
{
    size_t i = y->list.at[0];
    const struct token *t = token(s, i);
    const char *unit = "%";
    if (t->class == CLASS_FLAT) {
        y->measure = "growth";
        buf_add_char(&y->value, '0');
    } else if (t->class == CLASS_MULTIPLE) {
        int n = period_number(token_group(t, s->text, GROUP_N));
        char number[16];
        if (n < 1 || n > 20)
            return;
        snprintf(number, sizeof number, "%d", 1 << n);
        buf_add_string(&y->value, number);
        y->measure = "multiple";
        unit = "倍";
    } else {
        if (y->p.grow != NULL && y->p.grow->sign < 0)
            buf_add_char(&y->value, '-');
        if (!add_numerals(token_group(t, s->text, GROUP_VALUE), &y->value))
            return;
        unit = t->class == CLASS_TENTHS ? "成" : "%";
        y->measure = y->p.grow != NULL ? "growth" : y->p.share || y->share_of_noun ? "share" : "level";
        if (y->measure[0] == 'l' && y->name.n == 0)
            return;
    }
    y->period = period_of(s, y, i);
    set_against(s, y);
    emit_one(s, y, unit);
}

static size_t read_word(struct scene *s, size_t i, struct saying *y)
{
    const struct token *t = token(s, i);
    struct phrase *p = &y->p;
    if (y->right.of && t->class == CLASS_RANK) {
        explain(s, i, "left: it qualifies the noun behind it");
        return y->list.end;
    }
    if ((t->class == CLASS_TENTHS || t->class == CLASS_PERCENT) && is_empty(p->name) &&
        !is_empty(y->right.noun) && !says_of_earlier(p, true)) {
        p->name = y->right.noun;
        y->share_of_noun = true;
    }
    y->own = !is_empty(p->name);
    make_names(s, y);
    if (t->class == CLASS_RANK)
        read_rank(s, y);
    else if (t->class == CLASS_RATIO)
        read_ratio(s, y);
    else
        read_words(s, y);
    return y->list.end;
}

void figure_topic(struct scene *s)
{
    size_t end = s->start;
    while (end < s->end && !is_boundary(token(s, end)))
        end++;
    struct stretch name = lead_noun(s, s->start, end);
    if (!is_empty(name) && name.end - name.start <= TOPIC_MAX)
        add_name(s, name, &s->current);
}

size_t figure_read(struct scene *s, size_t i)
{
    const struct token *t = token(s, i);
    struct saying y = {0};
    if (t->quoted) {
        explain(s, i, "left: in quotation marks, a name or a slogan");
        return i + 1;
    }
    read_list(s, i, &y.list);
    read_right(s, y.list.end, &y.right);
    phrase_read(&y.p, s->tokens, s->rules, s->text, s->low, i);
    y.estimate = y.p.estimate;
    for (size_t k = i; !y.estimate && k > s->start && s->estimated > 0; k--) {
        y.estimate = k == s->estimated;
        if (is_boundary(token(s, k)))
            break;
    }
    if (y.estimate)
        s->estimated = i;
    if (y.p.among && s->current.n > 0 && t->depth == 0) {
        buf_clear(&s->parent);
        buf_add_view(&s->parent, buf_view(&s->current));
    }
    size_t next = t->kind == TOKEN_QUANTITY ? read_quantity(s, i, &y) : read_word(s, i, &y);
    saying_free(&y);
    return next;
}
