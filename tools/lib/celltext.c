#include "celltext.h"

#include "arena.h"
#include "bilingual.h"
#include "buf.h"
#include "celllabel.h"
#include "cellnumber.h"
#include "cellperiod.h"
#include "cellunit.h"
#include "hash.h"
#include "normal.h"

#include <stdlib.h>
#include <string.h>

enum {
    TEXT_MAX = 2000, /* bytes: a longer text is no label */
    UNIT_MAX = 48,
    SLOTS = 1024, /* at first; doubled as they fill */
};

struct entry {
    struct view text;
    enum celltext_kind kind;
    uint64_t hash;
    struct celltext said;
    struct entry *next;
};

struct celltexts {
    struct rules *rules;
    struct units *units;
    struct arena arena;
    struct entry **table;
    size_t size, count;
    struct normal normal;
    struct celllabels *labels;
};

static const char *const role_names[] = {"none",    "region", "indicator", "item",      "period",
                                         "unit",    "code",   "note",      "frequency", "measure",
                                         "against", "bound",  "status",    "value"};

const char *role_name(enum role r)
{
    return role_names[r];
}

struct celltexts *celltexts_new(struct rules *rules, struct units *units)
{
    struct celltexts *l = mem_new(1, sizeof *l);
    l->rules = rules;
    l->units = units;
    l->labels = celllabels_new(rules, units, &l->arena);
    l->size = SLOTS;
    l->table = mem_new(l->size, sizeof *l->table);
    return l;
}

struct rules *celltexts_rules(const struct celltexts *l)
{
    return l->rules;
}

size_t celltexts_count(const struct celltexts *l)
{
    return l->count;
}

void celltexts_clear(struct celltexts *l)
{
    memset(l->table, 0, l->size * sizeof *l->table);
    l->count = 0;
    arena_clear(&l->arena);
}

void celltexts_free(struct celltexts *l)
{
    arena_free(&l->arena);
    free(l->table);
    normal_free(&l->normal);
    celllabels_free(l->labels);
    free(l);
}

/* The uniform form of a text; good until the next call. */
static struct view uniform(struct celltexts *l, struct view text)
{
    if (text.n > TEXT_MAX)
        return (struct view){"", 0};
    normal_line(&l->normal, cell_trim(text));
    return buf_view(&l->normal.text);
}

const struct rule *celltexts_is(struct celltexts *l, enum class c, struct view text)
{
    struct match m;
    return rules_whole(l->rules, c, uniform(l, text), &m);
}

bool celltexts_is_mark(struct celltexts *l, struct view text)
{
    bool stars = text.n > 0;
    for (size_t i = 0; i < text.n; i++)
        stars = stars && (text.p[i] == '*' || text.p[i] == '#');
    /* the uniform form has none of the others */
    return stars || (text.n > 0 && text.n <= TEXT_MAX && uniform(l, text).n == 0);
}

bool celltexts_is_footer(struct celltexts *l, struct view text)
{
    struct match m;
    struct view v = uniform(l, text);
    return v.n > 0 && rules_in(l->rules, CLASS_FOOTER, v, 0, &m) != NULL;
}

bool celltexts_period(struct celltexts *l, struct view text, struct period *p)
{
    struct view v = cell_trim(text);
    if (v.n == 0 || v.n > 64)
        return false;
    return cellperiod_plain(v, p) || cellperiod_by_rule(l->rules, uniform(l, v), p);
}

static void read_unit(struct celltexts *l, struct view text, struct view *unit)
{
    struct view v = uniform(l, text), found;
    if (v.n > 2 && v.p[0] == '(' && v.p[v.n - 1] == ')') {
        v.p++;
        v.n -= 2;
    }
    if (v.n <= 3 * UNIT_MAX && cellunit_read(l->units, v, &found))
        *unit = arena_copy(&l->arena, found);
}

bool celltexts_unit(struct celltexts *l, struct view text, struct view *unit)
{
    const struct celltext *said = celltexts_read(l, CELLTEXT_CELL, text);
    if (said->unit.n > 0)
        *unit = said->unit;
    return said->unit.n > 0;
}

/* Depth of the mark before the label of a row, 0 without one; *rest is the text behind it. */
static int read_mark(struct celltexts *l, struct view text, struct view *rest)
{
    struct match m;
    *rest = text;
    /* as it came first: circled numbers are lost in the uniform form */
    const struct rule *rule = rules_in(l->rules, CLASS_ORDINAL, text, 0, &m);
    if (rule != NULL) {
        *rest = (struct view){text.p + m.end, text.n - m.end};
        return rule->n;
    }
    struct view v = uniform(l, text);
    rule = v.n > 0 ? rules_in(l->rules, CLASS_ORDINAL, v, 0, &m) : NULL;
    if (rule == NULL)
        return 0;
    size_t at = l->normal.origin[m.end];
    struct view source = l->normal.source;
    *rest = (struct view){source.p + at, source.n - at};
    return rule->n;
}

/* The form of the key of a line above a table, empty for other texts, and what follows it. */
static void read_key(struct celltexts *l, struct view text, struct view *form, struct view *value)
{
    struct match m;
    struct view v = uniform(l, text);
    const struct rule *rule = v.n > 0 ? rules_in(l->rules, CLASS_PREAMBLE, v, 0, &m) : NULL;
    if (rule == NULL)
        return;
    *form = rule->form;
    size_t end = v.n - (v.p[0] == '(' && v.p[v.n - 1] == ')');
    *value = arena_copy(&l->arena, (struct view){v.p + m.end, end - m.end});
}

bool celltexts_preamble(struct celltexts *l, struct view text, struct view *form,
                        struct view *value)
{
    const struct celltext *said = celltexts_read(l, CELLTEXT_KEY, text);
    *form = said->key;
    *value = said->name;
    return said->key.n > 0;
}

static void read_text(struct celltexts *l, struct celltext *out, enum celltext_kind kind,
                      struct view text)
{
    struct view source = cell_trim(text);
    if (kind == CELLTEXT_MARK) {
        out->depth = read_mark(l, text, &out->name);
        return;
    }
    if (source.n > TEXT_MAX || source.n == 0)
        return;
    if (kind == CELLTEXT_CELL) {
        out->missing = source.n <= UNIT_MAX && celltexts_is(l, CLASS_MISSING, source) != NULL;
        if (!out->missing)
            read_unit(l, source, &out->unit);
        return;
    }
    if (kind == CELLTEXT_KEY) {
        source = bilingual_chinese(source);
        read_key(l, source, &out->key, &out->name);
        return;
    }
    if (kind != CELLTEXT_TITLE && cellperiod_plain(source, &out->period))
        return;
    celllabels_read(l->labels, kind, source, out);
}

bool celltexts_names_quantity(struct celltexts *l, struct view name)
{
    return name.n > 0 && rules_ending(l->rules, CLASS_QUANTITY_TAIL, uniform(l, name)) != NULL;
}

size_t celltexts_by_places(struct celltexts *l, struct view text)
{
    struct match m;
    const struct rule *rule = text.n > 0 ? rules_in(l->rules, CLASS_BY_PLACES, text, 0, &m) : NULL;
    return rule != NULL && m.start == 0 && m.end < text.n ? m.end : 0;
}

bool celltext_heads_by_unit(const struct celltext *said)
{
    return said->unit.n > 0 ||
           (said->name.n > 0 && memmem(said->name.p, said->name.n, "=100", 4) != NULL);
}

bool celltext_heads_block(const struct celltext *said)
{
    return said->quantity || celltext_heads_by_unit(said);
}

static void grow(struct celltexts *l)
{
    size_t size = 2 * l->size;
    struct entry **table = mem_new(size, sizeof *table);
    for (size_t i = 0; i < l->size; i++)
        for (struct entry *e = l->table[i], *next; e != NULL; e = next) {
            next = e->next;
            e->next = table[e->hash & (size - 1)];
            table[e->hash & (size - 1)] = e;
        }
    free(l->table);
    l->table = table;
    l->size = size;
}

const struct celltext *celltexts_read(struct celltexts *l, enum celltext_kind kind,
                                      struct view text)
{
    uint64_t h = hash_add((uint64_t)kind, text);
    for (struct entry *e = l->table[h & (l->size - 1)]; e != NULL; e = e->next)
        if (e->hash == h && e->kind == kind && view_equal(e->text, text))
            return &e->said;
    if (l->count >= l->size)
        grow(l);
    struct entry *e = arena_new(&l->arena, sizeof *e);
    e->text = arena_copy(&l->arena, text);
    e->kind = kind;
    e->hash = h;
    e->next = l->table[h & (l->size - 1)];
    l->table[h & (l->size - 1)] = e;
    l->count++;
    read_text(l, &e->said, kind, e->text);
    return &e->said;
}
