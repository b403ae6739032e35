#include "marking.h"

#include "buf.h"
#include "decimal.h"

#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static struct figure_mark *add_mark(struct marking *m, size_t start, size_t end)
{
    if (m->n == m->cap) {
        size_t cap = m->cap > 0 ? 2 * m->cap : 32;
        m->marks = mem_grow(m->marks, cap, sizeof *m->marks);
        memset(m->marks + m->cap, 0, (cap - m->cap) * sizeof *m->marks);
        m->cap = cap;
    }
    struct figure_mark *f = &m->marks[m->n++];
    size_t *records = f->records;
    *f = (struct figure_mark){.records = records};
    f->start = m->normal.origin[start];
    /* the end of its last character, not where the next one begins: blanks may lie between */
    struct view source = normal_source(&m->normal, start, end);
    f->end = (size_t)(source.p - m->normal.source.p) + source.n;
    while (f->end > f->start + 1 && m->normal.source.p[f->end - 1] == ' ')
        f->end--;
    return f;
}

/* Notes the digits at [start, end) of the uniform text. Their place in the buffer is kept until all
 * are there, since it may move. */
static void add_digits(struct marking *m, struct figure_mark *f, size_t start, size_t end)
{
    size_t from = m->digits.n;
    for (size_t i = start; i < end; i++)
        if (is_digit(m->normal.text.p[i]) || m->normal.text.p[i] == '.')
            buf_add_char(&m->digits, m->normal.text.p[i]);
    f->digits = (struct view){NULL, m->digits.n - from};
}

static void add_quantity(struct marking *m, struct figure_mark *f, const struct quantity *q)
{
    size_t from = m->digits.n;
    quantity_digits(q, buf_view(&m->normal.text), &m->digits);
    f->digits = (struct view){NULL, m->digits.n - from};
}

/* Numbers outside of figures in [start, end): in names and dates, or where the grammar is wrong. */
static void add_plain(struct marking *m, size_t start, size_t end)
{
    const char *p = m->normal.text.p;
    for (size_t i = start; i < end;) {
        if (!is_digit(p[i])) {
            i++;
            continue;
        }
        size_t to = i;
        while (to < end && (is_digit(p[to]) || ((p[to] == '.' || p[to] == ',') && to + 1 < end &&
                                                is_digit(p[to + 1]))))
            to++;
        add_digits(m, add_mark(m, i, to), i, to);
        i = to;
    }
}

static void find_figures(struct marking *m, struct rules *rules, struct view line)
{
    m->n = 0;
    buf_clear(&m->digits);
    normal_line(&m->normal, line);
    struct view text = buf_view(&m->normal.text);
    tokens_read(&m->tokens, rules, text);
    size_t at = 0;
    for (size_t i = 0; i < m->tokens.n; i++) {
        const struct token *t = &m->tokens.t[i];
        if (!token_is_figure(t) || t->start < at)
            continue;
        add_plain(m, at, t->start);
        struct figure_mark *f = add_mark(m, t->start, t->end);
        f->token = t;
        f->unit = t->kind != TOKEN_QUANTITY || t->quantity.unit_class != CLASS_NONE ||
                  t->quantity.scale_end > t->quantity.scale_start;
        if (t->kind == TOKEN_QUANTITY)
            add_quantity(m, f, &t->quantity);
        at = t->end;
    }
    add_plain(m, at, text.n);
    size_t from = 0;
    for (size_t i = 0; i < m->n; i++) {
        if (m->marks[i].digits.n > 0) /* where none has any, there is no buffer */
            m->marks[i].digits.p = m->digits.p + from;
        from += m->marks[i].digits.n;
    }
}

/* The digits of a number that count, without its point and the zeros at both ends. */
static bool same_digits(struct view a, struct view b)
{
    char digits[2][64];
    size_t n[2] = {0, 0};
    struct view v[2] = {a, b};
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < v[k].n; i++)
            if (is_digit(v[k].p[i]) && (n[k] > 0 || v[k].p[i] != '0')) {
                if (n[k] == sizeof digits[k])
                    return false;
                digits[k][n[k]++] = v[k].p[i];
            }
        while (n[k] > 0 && digits[k][n[k] - 1] == '0')
            n[k]--;
    }
    return n[0] == n[1] && memcmp(digits[0], digits[1], n[0]) == 0;
}

static struct view without_sign(struct view value)
{
    return value.n > 0 && value.p[0] == '-' ? (struct view){value.p + 1, value.n - 1} : value;
}

/* Whether the figure, in the record's unit and rounded to its places, is its value. */
static bool converts(const struct marking *m, struct units *units, const struct figure_mark *f,
                     const struct marked *r, struct view value)
{
    const struct quantity *q = &f->token->quantity;
    size_t start = q->scale_end > q->scale_start ? q->scale_start : q->unit_start;
    size_t end = q->unit_end > q->unit_start ? q->unit_end : q->scale_end;
    struct unit from = {0}, to = {0};
    struct decimal a = {0}, b = {0};
    bool same = false;
    if (end <= start || end > m->normal.text.n)
        return false;
    struct view unit = {m->normal.text.p + start, end - start};
    if (units_find(units, unit, &from) && units_find(units, r->unit, &to) &&
        view_equal(from.dimension, to.dimension) && decimal_read(&a, f->digits) &&
        decimal_read(&b, value)) {
        uint32_t places = b.places;
        mpq_t ratio;
        struct factor factor;
        mpq_init(ratio);
        mpq_div(ratio, from.factor.q, to.factor.q);
        factor_set(&factor, ratio);
        decimal_multiply(&a, &factor);
        decimal_round(&a, places);
        same = decimal_compare(&a, &b) == 0;
        factor_free(&factor);
        mpq_clear(ratio);
    }
    decimal_free(&a);
    decimal_free(&b);
    unit_free(&from);
    unit_free(&to);
    return same;
}

/* How well the figure fits the record: 0 not at all, 5 best. */
static int fit(const struct marking *m, struct units *units, const struct figure_mark *f,
               const struct marked *r)
{
    struct view value = without_sign(r->value);
    if (f->digits.n > 0)
        return view_equal(f->digits, value)      ? (f->token != NULL ? 5 : 2)
               : f->token == NULL                ? 0
               : converts(m, units, f, r, value) ? 3
               : same_digits(f->digits, value)   ? 1
                                                 : 0;
    const struct token *t = f->token;
    if (t == NULL)
        return 0;
    bool of_rank = view_is(r->measure, "rank");
    if (token_is(t, CLASS_RANK))
        return of_rank ? 3 : 0;
    if (token_is(t, CLASS_FLAT))
        return same_digits(value, view_of("0")) && !of_rank ? 3 : 0;
    if (token_is(t, CLASS_RATIO)) {
        struct view text = {m->normal.text.p + t->start, t->end - t->start};
        return memmem(text.p, text.n, value.p, value.n) != NULL ? 3 : 0;
    }
    if (token_is(t, CLASS_MULTIPLE))
        return view_is(r->measure, "multiple") || view_is(r->unit, "倍") ? 3 : 0;
    return of_rank ? 0 : 1; /* tenths, percent in words */
}

static void give(struct figure_mark *f, size_t record)
{
    f->records = mem_grow(f->records, f->count + 1, sizeof *f->records);
    f->records[f->count++] = record;
}

/* The best figure within [start, end) of the line for the record, one without a record first; NULL
 * for none that fits as well as least. */
static struct figure_mark *best(struct marking *m, struct units *units, const struct marked *r,
                                size_t start, size_t end, int least)
{
    struct figure_mark *found = NULL;
    int best_fit = 0;
    for (size_t i = 0; i < m->n; i++) {
        struct figure_mark *f = &m->marks[i];
        if (f->start < start || f->end > end)
            continue;
        int n = fit(m, units, f, r);
        if (n < least)
            continue;
        n = 2 * n + (f->count == 0); /* a free one, but not rather than a better one */
        if (n > best_fit) {
            best_fit = n;
            found = f;
        }
    }
    return found;
}

/* Looks in each place of the line where the clause stands, for a free figure first. */
static struct figure_mark *in_clause(struct marking *m, struct units *units, struct view line,
                                     const struct marked *r, int least)
{
    struct figure_mark *taken = NULL;
    for (size_t at = 0; r->text.n > 0 && at + r->text.n <= line.n;) {
        const char *p = memmem(line.p + at, line.n - at, r->text.p, r->text.n);
        if (p == NULL)
            break;
        size_t start = (size_t)(p - line.p);
        struct figure_mark *f = best(m, units, r, start, start + r->text.n, least);
        if (f != NULL && f->count == 0)
            return f;
        if (taken == NULL)
            taken = f;
        at = start + 1;
    }
    return taken;
}

/* The only free figure with a unit in the clause: what is left for a value that was converted by
 * other than a power of ten (18亩 is 12000.0平方米). NULL where there is none or a choice. */
static struct figure_mark *only_one(struct marking *m, struct view line, const struct marked *r)
{
    const char *p = r->text.n > 0 ? memmem(line.p, line.n, r->text.p, r->text.n) : NULL;
    struct figure_mark *found = NULL;
    if (p == NULL)
        return NULL;
    size_t start = (size_t)(p - line.p);
    for (size_t i = 0; i < m->n; i++) {
        struct figure_mark *f = &m->marks[i];
        if (f->start < start || f->end > start + r->text.n || f->count > 0 || f->digits.n == 0 ||
            !f->unit)
            continue;
        if (found != NULL)
            return NULL;
        found = f;
    }
    return found;
}

/* How many figures of the line fit the record at all. */
static size_t how_many(const struct marking *m, struct units *units, const struct marked *r)
{
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++)
        n += fit(m, units, &m->marks[i], r) > 0;
    return n;
}

/* Whether the clause stands in the line and there is a figure in it. */
static bool clause_has_figure(const struct marking *m, struct view line, struct view text)
{
    const char *p = text.n > 0 ? memmem(line.p, line.n, text.p, text.n) : NULL;
    if (p == NULL)
        return false;
    size_t start = (size_t)(p - line.p);
    for (size_t i = 0; i < m->n; i++)
        if (m->marks[i].token != NULL && m->marks[i].start >= start &&
            m->marks[i].end <= start + text.n)
            return true;
    return false;
}

void marking_line(struct marking *m, struct rules *rules, struct units *units, struct view line,
                  struct marked *records, size_t count)
{
    find_figures(m, rules, line);
    /* what is certain first, so that what is not takes what is left */
    for (int least = 5; least >= 0; least--) {
        for (size_t i = 0; i < count; i++) {
            struct marked *r = &records[i];
            if (r->found)
                continue;
            struct figure_mark *f =
                least > 0 ? in_clause(m, units, line, r, least) : only_one(m, line, r);
            if (f == NULL && least > 0 && !clause_has_figure(m, line, r->text) &&
                (least > 1 || how_many(m, units, r) == 1))
                f = best(m, units, r, 0, line.n, least);
            if (f == NULL)
                continue;
            give(f, i);
            r->found = true;
        }
    }
}

void marking_free(struct marking *m)
{
    normal_free(&m->normal);
    tokens_free(&m->tokens);
    for (size_t i = 0; i < m->cap; i++)
        free(m->marks[i].records);
    free(m->marks);
    buf_free(&m->digits);
    *m = (struct marking){0};
}
