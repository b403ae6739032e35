#include "stub.h"

#include "cellnumber.h"

#include <stdlib.h>
#include <string.h>

enum { AMONG_WIDTH = 6, NUMBERED = 100, CHILD = 1000, INDENT = 10, GROUP = 6 };

static bool skip(struct view *v, const char *text)
{
    if (!view_starts(*v, view_of(text)))
        return false;
    v->p += strlen(text);
    v->n -= strlen(text);
    return true;
}

/* Takes white space off the front; returns its width in columns. */
static int take_indent(struct view *v)
{
    int width = 0;
    for (;;) {
        if (skip(v, " ") || skip(v, "\xc2\xa0"))
            width++;
        else if (skip(v, "\xe3\x80\x80"))
            width += 2;
        else if (skip(v, "\t"))
            width += 4;
        else
            return width;
    }
}

struct marks {
    int indent, hashes, hash_width, depth;
    bool among;
    bool whole; /* 在总额中: alone: what follows are parts of the first row of the path */
};

/* Takes the marks off the front of a label. */
static struct marks take_marks(struct celltexts *texts, struct view *v)
{
    static const char *const hashes[] = {"#", "＃", "——", "—", "- ", "－", "•", "·", "◆", "○"};
    static const char *const among[] = {"其中:",  "其中：", "其中﹕", "其中、",
                                        "其中，", "其中,",  "其中"};
    struct marks m = {.indent = take_indent(v)};
    /* nearly all labels begin with a Chinese character, which none of them does */
    bool hash = v->n > 0 && memchr("#-\xc2\xe2\xef", (unsigned char)v->p[0], 5) != NULL;
    for (size_t i = 0; hash && i < sizeof hashes / sizeof *hashes; i++)
        while (v->n > strlen(hashes[i]) && skip(v, hashes[i])) {
            m.hashes++;
            m.hash_width = 1 + take_indent(v);
        }
    bool may = view_starts(*v, view_of("其中"));
    for (size_t i = 0; may && i < sizeof among / sizeof *among && !m.among; i++)
        m.among = skip(v, among[i]);
    m.whole = !may && (view_starts(*v, view_of("在")) || view_starts(*v, view_of("总"))) &&
              (view_ends(*v, view_of("中:")) || view_ends(*v, view_of("中：")));
    if (m.among)
        take_indent(v);
    const struct celltext *mark = celltexts_read(texts, CELLTEXT_MARK, *v);
    m.depth = mark->depth;
    if (m.depth > 0)
        *v = mark->name;
    take_indent(v);
    return m;
}

/* The last open row without # or 其中:, or NULL. */
static const struct stub_row *base_of(const struct stub *s)
{
    for (size_t i = s->n; i-- > 0;)
        if (!s->rows[i].marked)
            return &s->rows[i];
    return NULL;
}

/* The row with a # under whose text a row without a mark stands: it is one more like that one. A
 * typist makes up for the # by one blank or two. NULL where there is none. */
static const struct stub_row *beside_hash(const struct stub *s, const struct marks *m)
{
    if (m->hashes > 0 || m->among || m->depth > 0)
        return NULL;
    for (size_t i = s->n; i-- > 0 && s->rows[i].hashed;)
        if (m->indent > s->rows[i].indent && m->indent <= s->rows[i].text_indent + 1)
            return &s->rows[i];
    return NULL;
}

/* The row with a # that one set in under its text, with as many of them, is part of; or NULL. */
static const struct stub_row *above_hash(const struct stub *s, const struct marks *m)
{
    if (m->hashes != 1)
        return NULL;
    for (size_t i = s->n; i-- > 0 && s->rows[i].hashed;)
        if (m->indent >= s->rows[i].indent + 2)
            return &s->rows[i];
    return NULL;
}

/* Whether the row is a sum beside the rows above, 本年收入合计, or follows one: it is no part of
 * 四、其他收入 that stands last there. */
static bool is_beside_sum(const struct stub *s, const struct marks *m, const struct celltext *said)
{
    const struct stub_row *base = base_of(s);
    bool sum = said->regions && view_ends(said->name, view_of("计"));
    return m->depth == 0 && !m->among && m->hashes == 0 && base != NULL &&
           m->indent <= base->indent && (sum || base->sum);
}

static int key_of(const struct stub *s, const struct marks *m, const struct celltext *said)
{
    const struct stub_row *base = base_of(s), *top = s->n > 0 ? &s->rows[s->n - 1] : NULL;
    int under = base != NULL ? base->key : 0;
    const struct stub_row *hash = above_hash(s, m);
    if (hash != NULL && hash->key % INDENT < 4)
        return hash->key + 1;
    if (m->hashes > 0)
        return under + (m->hashes < 5 ? m->hashes : 4);
    if (m->among)
        return under + 5;
    if (m->depth > 0) {
        const struct stub_row *plain = NULL;
        for (size_t i = 0; i < s->n; i++)
            if (!s->rows[i].numbered && !s->rows[i].marked)
                plain = &s->rows[i];
        return plain != NULL && m->indent > plain->indent ? CHILD + m->indent * INDENT
                                                          : m->depth * NUMBERED;
    }
    if (s->among && base != NULL)
        return under + 5;
    if (is_beside_sum(s, m, said))
        return INDENT + m->indent * INDENT;
    /* what is written under the text behind 其中: is one more of them */
    if (top != NULL && top->key % INDENT == 5 && base != NULL && m->indent > base->indent &&
        m->indent <= top->text_indent)
        return under + 5;
    hash = beside_hash(s, m);
    if (hash != NULL)
        return hash->key;
    /* 分三大门类 or 按行业分 alone: a way in which the quantity above is broken down */
    if (s->bare && s->n > 0 && s->rows[0].quantity && !s->rows[0].numbered && !said->quantity &&
        m->indent == s->rows[0].indent &&
        (view_starts(said->name, view_of("分")) || view_starts(said->name, view_of("按"))))
        return s->rows[0].key + GROUP;
    if (s->unmarked_children || (s->blocks == BLOCKS_BY_QUANTITY && !celltext_heads_block(said)) ||
        (s->blocks == BLOCKS_BY_UNIT && !celltext_heads_by_unit(said)) ||
        (s->blocks == BLOCKS_BY_BARE && !s->bare) ||
        (base != NULL && base->numbered && m->indent > base->indent))
        return CHILD + m->indent * INDENT;
    return INDENT + m->indent * INDENT;
}

static void push(struct stub *s, const struct marks *m, int key, const struct celltext *said)
{
    /* a row beside one with # or 其中: is no part of it, but of what that is part of */
    const struct stub_row *hash = beside_hash(s, m);
    bool beside = hash != NULL, sum = is_beside_sum(s, m, said);
    int indent = m->indent, text_indent = m->indent + m->hash_width + (m->among ? AMONG_WIDTH : 0);
    if (beside) {
        indent = hash->indent;
        text_indent = hash->text_indent;
    }
    bool plain = !beside && m->hashes == 0 && !m->among && m->depth == 0 && key % INDENT != 5;
    while (s->n > 0) {
        const struct stub_row *top = &s->rows[s->n - 1];
        bool ended = top->sum && m->indent <= top->indent && m->hashes == 0 && !m->among;
        if (top->key < key && !ended && !(plain && top->marked && top->indent >= m->indent))
            break;
        s->n--;
    }
    if (s->n == s->cap) {
        size_t cap = s->cap > 0 ? 2 * s->cap : 8;
        s->rows = mem_grow(s->rows, cap, sizeof *s->rows);
        memset(s->rows + s->cap, 0, (cap - s->cap) * sizeof *s->rows);
        s->cap = cap;
    }
    struct stub_row *r = &s->rows[s->n++];
    buf_clear(&r->name);
    buf_add_view(&r->name, said->name);
    buf_clear(&r->unit);
    buf_add_view(&r->unit, said->unit);
    r->period = said->period;
    r->key = key;
    r->indent = indent;
    r->text_indent = text_indent;
    r->hashed = m->hashes > 0 || beside;
    r->marked = r->hashed || m->among || key % INDENT == 5;
    r->numbered = m->depth > 0;
    r->quantity = said->quantity;
    r->sum = sum;
}

const struct celltext *stub_take(struct stub *s, struct celltexts *texts, struct view label)
{
    struct marks m = take_marks(texts, &label);
    const struct celltext *said = celltexts_read(texts, CELLTEXT_ROW, label);
    if (m.whole && s->n > 0)
        s->n = 1;
    if (m.whole || (m.among && cell_is_blank(label))) {
        s->among = true;
        return said;
    }
    if (m.depth > 0 || m.among || m.hashes > 0)
        s->among = false;
    if (said->total || said->whole) {
        s->n = 0;
        s->among = false;
        s->total_period = said->period;
    } else if (said->name.n > 0) {
        push(s, &m, key_of(s, &m, said), said);
    }
    buf_clear(&s->path);
    for (size_t i = 1; i < s->n; i++) {
        if (i > 1)
            buf_add_char(&s->path, '/');
        buf_add_view(&s->path, buf_view(&s->rows[i].name));
    }
    return said;
}

struct view stub_root(const struct stub *s)
{
    return s->n > 0 ? buf_view(&s->rows[0].name) : (struct view){"", 0};
}

struct view stub_rest(const struct stub *s)
{
    return buf_view(&s->path);
}

struct view stub_rest_above(const struct stub *s)
{
    struct view rest = buf_view(&s->path);
    size_t last = s->n > 1 ? s->rows[s->n - 1].name.n : 0;
    rest.n -= last < rest.n ? last + 1 : rest.n;
    return rest;
}

struct view stub_unit(const struct stub *s)
{
    for (size_t i = s->n; i-- > 0;)
        if (s->rows[i].unit.n > 0)
            return buf_view(&s->rows[i].unit);
    return (struct view){"", 0};
}

struct period stub_period(const struct stub *s)
{
    for (size_t i = s->n; i-- > 0;)
        if (s->rows[i].period.kind != PERIOD_NONE)
            return s->rows[i].period;
    return s->total_period;
}

void stub_set_unit(struct stub *s, struct view unit)
{
    if (s->n == 0)
        return;
    struct buf *b = &s->rows[s->n - 1].unit;
    buf_clear(b);
    buf_add_view(b, unit);
}

void stub_clear(struct stub *s)
{
    s->n = 0;
    s->among = false;
    s->total_period = (struct period){0};
    buf_clear(&s->path);
}

void stub_free(struct stub *s)
{
    for (size_t i = 0; i < s->cap; i++) {
        buf_free(&s->rows[i].name);
        buf_free(&s->rows[i].unit);
    }
    free(s->rows);
    buf_free(&s->path);
    *s = (struct stub){0};
}
