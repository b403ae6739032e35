#include "token.h"

#include "buf.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 100 };

bool token_is_boundary(const struct token *t)
{
    return t->kind == TOKEN_MARK &&
           (t->mark == MARK_COMMA || t->mark == MARK_SEMICOLON || t->mark == MARK_COLON ||
            t->mark == MARK_STOP || t->mark == MARK_BREAK);
}

bool token_is_joint(const struct token *t)
{
    return token_is_mark(t, MARK_LIST) || token_is_mark(t, MARK_RANGE) ||
           (token_is(t, CLASS_COMPARE) && t->rule->n == 1);
}

bool token_ends_comparison(const struct token *t)
{
    return token_is(t, CLASS_ADVERB) && t->rule->n == 4;
}

bool token_is_figure(const struct token *t)
{
    if (t->kind == TOKEN_QUANTITY)
        return true;
    if (t->kind != TOKEN_WORD)
        return false;
    switch (t->class) {
    case CLASS_RANK:
    case CLASS_MULTIPLE:
    case CLASS_FLAT:
    case CLASS_RATIO:
    case CLASS_TENTHS:
    case CLASS_PERCENT:
        return true;
    default:
        return false;
    }
}

struct view token_group(const struct token *t, struct view text, enum group g)
{
    return (struct view){text.p + t->groups[g][0], t->groups[g][1] - t->groups[g][0]};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static struct token *add(struct tokens *ts, enum token_kind kind, size_t start, size_t end)
{
    if (ts->n == ts->cap) {
        ts->cap = ts->cap > 0 ? 2 * ts->cap : 64;
        ts->t = mem_grow(ts->t, ts->cap, sizeof *ts->t);
    }
    struct token *t = &ts->t[ts->n++];
    *t = (struct token){.kind = kind, .start = (uint32_t)start, .end = (uint32_t)end};
    return t;
}

static void add_text(struct tokens *ts, size_t start, size_t end)
{
    if (ts->n > 0 && ts->t[ts->n - 1].kind == TOKEN_TEXT && ts->t[ts->n - 1].end == start)
        ts->t[ts->n - 1].end = (uint32_t)end;
    else
        add(ts, TOKEN_TEXT, start, end);
}

static void add_word(struct tokens *ts, const struct rule *rule, const struct match *m)
{
    struct token *t = add(ts, TOKEN_WORD, m->start, m->end);
    t->rule = rule;
    t->class = rule->class;
    for (size_t g = 0; m->groups != NULL && g < sizeof t->groups / sizeof *t->groups; g++) {
        int k = rule_group(rule, (enum group)g);
        if (k < 0 || (uint32_t)k >= m->count || m->groups[2 * k] == SIZE_MAX)
            continue;
        t->groups[g][0] = (uint32_t)m->groups[2 * k];
        t->groups[g][1] = (uint32_t)m->groups[2 * k + 1];
    }
}

static enum mark mark_of(uint32_t cp)
{
    switch (cp) {
    case ',':
        return MARK_COMMA;
    case ';':
        return MARK_SEMICOLON;
    case ':':
        return MARK_COLON;
    case '!':
    case '?':
    case 0x3002:
        return MARK_STOP;
    case 0x3001:
        return MARK_LIST;
    case '(':
    case '[':
        return MARK_OPEN;
    case ')':
    case ']':
        return MARK_CLOSE;
    case 0x201c:
    case 0x201d:
    case 0x300a:
    case 0x300b:
        return MARK_QUOTE;
    case '~':
        return MARK_RANGE;
    case '\t':
    case ' ':
    case '|':
    case 0x2014: /* — */
        return MARK_BREAK;
    default:
        return MARK_NONE;
    }
}

static size_t add_quantity(struct tokens *ts, struct rules *rules, struct view v, size_t i)
{
    struct token *t = add(ts, TOKEN_QUANTITY, i, i);
    size_t end = quantity_read(&t->quantity, rules, v, i);
    t->end = (uint32_t)end;
    return end;
}

static bool is_sign(struct view v, size_t i)
{
    if ((v.p[i] != '-' && v.p[i] != '+') || i + 1 >= v.n || !is_digit(v.p[i + 1]))
        return false;
    return i == 0 || (!is_digit(v.p[i - 1]) && v.p[i - 1] != '%' && v.p[i - 1] != '-' &&
                      v.p[i - 1] != '+' && v.p[i - 1] != ')');
}

static struct view unit_of(const struct token *t, struct view v)
{
    return (struct view){v.p + t->quantity.unit_start,
                         t->quantity.unit_end - t->quantity.unit_start};
}

/* Whether a has the unit of b, or none. */
static bool may_share(const struct token *a, const struct token *b, struct view v)
{
    return a->quantity.unit_class == CLASS_NONE || view_equal(unit_of(a, v), unit_of(b, v));
}

/* Whether the dash between two tokens is that of a range, and no sign of the second. */
static bool ends_range(const struct token *a, const struct token *b, struct view v)
{
    return a->kind == TOKEN_QUANTITY && b->kind == TOKEN_QUANTITY && a->end + 1 == b->start &&
           b->quantity.unit_class != CLASS_NONE && may_share(a, b, v);
}

/* Numbers of one list share the unit of the last: 5000万至10000万元, 1、2和3亿元. */
static void share_units(struct tokens *ts, struct view v)
{
    for (size_t i = ts->n; i-- > 2;) {
        struct token *t = &ts->t[i], *between = t - 1, *prior = t - 2;
        if (t->kind != TOKEN_QUANTITY || prior->kind != TOKEN_QUANTITY)
            continue;
        struct view mid = {v.p + between->start, between->end - between->start};
        bool range = token_is_mark(between, MARK_RANGE) || view_is(mid, "-") ||
                     (view_is(mid, "—") && may_share(prior, t, v)) || view_is(mid, "至") ||
                     view_is(mid, "到");
        bool list = token_is_mark(between, MARK_LIST) || view_is(mid, "和") || view_is(mid, "与") ||
                    view_is(mid, "及");
        if (range) {
            between->kind = TOKEN_MARK;
            between->mark = MARK_RANGE;
        }
        struct quantity *q = &prior->quantity, *from = &t->quantity;
        struct view unit = {v.p + from->unit_start, from->unit_end - from->unit_start};
        struct view own = {v.p + q->unit_start, q->unit_end - q->unit_start};
        /* 1.2个、0.5个百分点 */
        bool cut = from->unit_kind == UNIT_POINT && own.n < unit.n && view_starts(unit, own) &&
                   prior->end == q->unit_end;
        if ((!range && !list) || (q->unit_class != CLASS_NONE && !cut) ||
            from->unit_class == CLASS_NONE)
            continue;
        if (q->scale_start == q->scale_end) {
            q->scale_start = from->scale_start;
            q->scale_end = from->scale_end;
        }
        q->unit_start = from->unit_start;
        q->unit_end = from->unit_end;
        q->unit_class = from->unit_class;
        q->unit_kind = from->unit_kind;
        q->borrowed = true;
    }
}

/* Marks what stands in quotes and how deep in brackets; both end with the sentence. */
static void nest(struct tokens *ts, struct view v)
{
    bool quoted = false;
    uint16_t depth = 0;
    for (size_t i = 0; i < ts->n; i++) {
        struct token *t = &ts->t[i];
        if (token_is_mark(t, MARK_STOP)) {
            quoted = false;
            depth = 0;
        }
        if (token_is_mark(t, MARK_QUOTE)) {
            struct view s = {v.p + t->start, t->end - t->start};
            quoted = view_is(s, "“") || view_is(s, "《");
        }
        if (token_is_mark(t, MARK_CLOSE) && depth > 0)
            depth--;
        t->quoted = quoted;
        t->depth = depth;
        if (token_is_mark(t, MARK_OPEN))
            depth++;
    }
}

/* Length of the digits at i if there are more than any number has, else 0. */
static size_t endless_digits(struct view v, size_t i)
{
    size_t k = i;
    while (k < v.n && is_digit(v.p[k]))
        k++;
    return k - i > DIGITS_MAX ? k - i : 0;
}

/* Whether the digit at i goes on with a number that began before it. */
static bool is_rest(struct view v, size_t i)
{
    size_t before = i > 1 && v.p[i - 1] == '.' ? i - 1 : i;
    return before > 0 && is_digit(v.p[before - 1]);
}

/*
 * Length of the digits at i that are no figure: the rest of a number that something else has taken
 * the beginning of, or a number with more than one point. 0 where they are one.
 */
static size_t no_figure(struct view v, size_t i)
{
    size_t end = i + quantity_number(v, i);
    bool whole = !is_rest(v, i);
    while (end + 1 < v.n && v.p[end] == '.' && is_digit(v.p[end + 1])) {
        whole = false;
        end += 1 + quantity_number(v, end + 1);
    }
    return whole ? 0 : end - i;
}

void tokens_read(struct tokens *ts, struct rules *rules, struct view v)
{
    ts->n = 0;
    for (size_t i = 0; i < v.n;) {
        uint32_t cp = 0;
        struct match m;
        size_t digits = is_digit(v.p[i]) ? endless_digits(v, i) : 0;
        if (digits > 0) {
            add_text(ts, i, i + digits);
            i += digits;
            continue;
        }
        const struct rule *rule = rules_at(rules, TABLE_WORDS, v, i, &m);
        if (rule != NULL && rule->class == CLASS_RATIO && is_rest(v, i))
            rule = NULL; /* 3.1.2:1 is no ratio of 1.2 */
        if (rule != NULL && m.end > i) {
            if (rule->class == CLASS_KEEP || rule->class == CLASS_SKIP)
                add_text(ts, m.start, m.end);
            else if (rule->class == CLASS_BREAK)
                add(ts, TOKEN_MARK, m.start, m.end)->mark = MARK_BREAK;
            else
                add_word(ts, rule, &m);
            i = m.end;
            continue;
        }
        digits = is_digit(v.p[i]) ? no_figure(v, i) : 0;
        if (digits > 0) {
            add_text(ts, i, i + digits);
            i += digits;
            continue;
        }
        if (is_digit(v.p[i])) {
            i = add_quantity(ts, rules, v, i);
            continue;
        }
        if (is_sign(v, i) && no_figure(v, i + 1) == 0) {
            size_t n = ts->n, end = add_quantity(ts, rules, v, i + 1);
            if (n > 0 && ends_range(&ts->t[n - 1], &ts->t[n], v)) { /* 3.2万-3.5万吨 */
                ts->n = n;
                add(ts, TOKEN_MARK, i, i + 1)->mark = MARK_RANGE;
                i++;
                continue;
            }
            ts->t[ts->n - 1].start = (uint32_t)i;
            ts->t[ts->n - 1].quantity.has_sign = true;
            ts->t[ts->n - 1].quantity.negative = v.p[i] == '-';
            i = end;
            continue;
        }
        size_t len = utf8_decode(v.p + i, v.n - i, &cp);
        enum mark mark = mark_of(cp);
        if (cp == '-' && i + 1 < v.n && v.p[i + 1] == '-') {
            while (i + len < v.n && v.p[i + len] == '-')
                len++;
            mark = MARK_BREAK;
        }
        if (mark != MARK_NONE)
            add(ts, TOKEN_MARK, i, i + len)->mark = mark;
        else
            add_text(ts, i, i + len);
        i += len;
    }
    share_units(ts, v);
    nest(ts, v);
}

void tokens_free(struct tokens *ts)
{
    free(ts->t);
    *ts = (struct tokens){0};
}
