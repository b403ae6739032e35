#include "indicators.h"

#include "builtin.h"
#include "label.h"
#include "msg.h"
#include "translate.h"

#include <stdlib.h>

enum { CODE, NAME, ALIASES, UNIT, KIND, PARENT, BREAKDOWN, SUM, COLUMNS };
enum { TEXT, PLACE, AFFIX_CODE, AFFIX_NAME, AFFIX_KIND, AFFIX_COLUMNS };
enum { AFFIXES_MAX = 4, ALIKE_LEAST = 500, NAMES_A_LINE = 4 /* about */ };

static const char *const columns[] = {"code", "name",   "aliases",   "unit",
                                      "kind", "parent", "breakdown", "sum"};
static const char *const affix_columns[] = {"text", "place", "code", "name", "kind"};
static const char *const kinds[] = {"flow", "stock", "rate", "index", "price"};

struct affix {
    struct view key;
    bool is_prefix;
    struct view code, name; /* what it adds to those of the indicator, or empty */
    struct view kind;       /* that it makes of the indicator, or empty */
    struct view text;
};

/* A name that leads to an indicator. */
struct spelling {
    struct view text;
    uint32_t indicator;
    const struct dict_row *row; /* that says so */
};

struct indicators {
    struct dict **dicts; /* one a file, so that a line can change only some cells of another */
    size_t dict_count;
    struct dict *affix_dict;
    struct indicator *all;
    size_t count;
    struct label_index *codes; /* to all[] */
    struct spelling *spellings;
    size_t spelling_count, spelling_cap;
    struct label_index *names; /* to spellings[] */
    struct affix *affixes;
    size_t affix_count;
    struct label_index *affix_keys; /* owns their keys */
    struct buf key;                 /* scratch */
};

static struct dict *add_dict(struct indicators *d)
{
    struct dict *dict = dict_new(columns, COLUMNS, 1, DICT_NONE);
    dict_optional(dict, ALIASES);
    d->dicts = mem_grow(d->dicts, d->dict_count + 1, sizeof(struct dict *));
    return d->dicts[d->dict_count++] = dict;
}

struct indicators *indicators_new(void)
{
    struct indicators *d = mem_new(1, sizeof *d);
    d->affix_dict = dict_new(affix_columns, AFFIX_COLUMNS, 2, DICT_NONE);
    dict_optional(d->affix_dict, AFFIX_CODE);
    dict_read_builtin(add_dict(d), &builtin_indicators);
    dict_read_builtin(d->affix_dict, &builtin_affixes);
    return d;
}

bool indicators_takes(struct view text)
{
    return dict_has(text, columns[ALIASES]) || dict_has(text, affix_columns[PLACE]);
}

void indicators_read(struct indicators *d, const char *file, struct view text)
{
    if (dict_has(text, affix_columns[PLACE]))
        dict_read_text(d->affix_dict, file, text);
    else
        dict_read_text(add_dict(d), file, text);
}

/* The indicator with this code, or NULL. */
static struct indicator *by_code(const struct indicators *d, struct view code)
{
    uint32_t e = label_index_first(d->codes, code);
    return e == LABEL_END ? NULL : &d->all[label_index_number(d->codes, e)];
}

static void add_spelling(struct indicators *d, struct view text, uint32_t indicator,
                         const struct dict_row *row)
{
    struct view name = d->all[indicator].name;
    if (d->spelling_count == d->spelling_cap) {
        d->spelling_cap = d->spelling_cap > 0 ? 2 * d->spelling_cap : 1024;
        d->spellings = mem_grow(d->spellings, d->spelling_cap, sizeof *d->spellings);
    }
    uint32_t e = label_index_add_new(d->names, text, (uint32_t)d->spelling_count);
    if (label_index_key(d->names, e).n == 0)
        die(row->file, row->line, "name: nothing but brackets and blanks: %.*s", (int)text.n,
            text.p);
    struct spelling *s = &d->spellings[label_index_number(d->names, e)];
    if (s == &d->spellings[d->spelling_count])
        d->spelling_count++;
    else if (s->indicator != indicator && s->row->file == row->file)
        die(row->file, row->line, "%.*s: is %.*s here and %.*s on line %llu", (int)text.n, text.p,
            (int)name.n, name.p, (int)d->all[s->indicator].name.n, d->all[s->indicator].name.p,
            (unsigned long long)s->row->line);
    *s = (struct spelling){text, indicator, row};
}

static void set(struct view *cell, struct view to)
{
    if (to.n > 0)
        *cell = to;
}

static void check_kind(const struct dict_row *row, struct view kind)
{
    bool known = kind.n == 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        known = known || view_is(kind, kinds[i]);
    if (!known)
        die(row->file, row->line, "kind: not flow, stock, rate, index or price: %.*s", (int)kind.n,
            kind.p);
}

static void add_line(struct indicators *d, const struct dict_row *row)
{
    const struct view *f = row->fields;
    check_kind(row, f[KIND]);
    if (f[SUM].n > 0 && !view_is(f[SUM], "yes") && !view_is(f[SUM], "no"))
        die(row->file, row->line, "sum: not yes or no: %.*s", (int)f[SUM].n, f[SUM].p);
    uint32_t e = label_index_add_new(d->codes, f[CODE], (uint32_t)d->count);
    uint32_t number = label_index_number(d->codes, e);
    struct indicator *in = &d->all[number];
    if (number == d->count) {
        if (f[NAME].n == 0)
            die(row->file, row->line, "name: empty, and the code is new: %.*s", (int)f[CODE].n,
                f[CODE].p);
        d->count++;
        *in = (struct indicator){.code = f[CODE], .row = row};
    }
    set(&in->name, f[NAME]);
    set(&in->unit, f[UNIT]);
    set(&in->kind, f[KIND]);
    set(&in->parent, f[PARENT]);
    set(&in->breakdown, f[BREAKDOWN]);
    in->sums = f[SUM].n > 0 ? view_is(f[SUM], "yes") : in->sums;
    if (f[NAME].n > 0)
        add_spelling(d, f[NAME], number, row);
    struct view rest = f[ALIASES], alias;
    while (view_next(&rest, '|', &alias))
        add_spelling(d, alias, number, row);
}

static void check_parents(const struct indicators *d)
{
    for (size_t i = 0; i < d->count; i++) {
        const struct indicator *in = &d->all[i], *up = in;
        if (in->kind.n == 0)
            die(in->row->file, in->row->line, "kind: empty");
        for (size_t steps = 0; up->parent.n > 0; steps++) {
            const struct indicator *next = by_code(d, up->parent);
            if (next == NULL)
                die(up->row->file, up->row->line, "parent: no such code: %.*s", (int)up->parent.n,
                    up->parent.p);
            if (steps > d->count || next == in)
                die(in->row->file, in->row->line,
                    "parent: %.*s is above itself, by line %llu of %s", (int)in->code.n, in->code.p,
                    (unsigned long long)up->row->line, up->row->file);
            up = next;
        }
    }
}

static void add_affixes(struct indicators *d)
{
    d->affix_count = dict_count(d->affix_dict);
    d->affixes = mem_new(d->affix_count, sizeof *d->affixes);
    d->affix_keys = label_index_new(d->affix_count);
    for (size_t i = 0; i < d->affix_count; i++) {
        const struct dict_row *row = dict_at(d->affix_dict, i);
        const struct view *f = row->fields;
        struct affix *a = &d->affixes[i];
        a->is_prefix = view_is(f[PLACE], "prefix");
        if (!a->is_prefix && !view_is(f[PLACE], "suffix"))
            die(row->file, row->line, "place: not prefix or suffix: %.*s", (int)f[PLACE].n,
                f[PLACE].p);
        if ((f[AFFIX_CODE].n > 0) != (f[AFFIX_NAME].n > 0))
            die(row->file, row->line, "code and name: one without the other");
        a->text = f[TEXT];
        a->code = f[AFFIX_CODE];
        a->name = f[AFFIX_NAME];
        a->kind = f[AFFIX_KIND];
        check_kind(row, a->kind);
        a->key =
            label_index_key(d->affix_keys, label_index_add(d->affix_keys, f[TEXT], (uint32_t)i));
        if (a->key.n == 0)
            die(row->file, row->line, "text: nothing but brackets and blanks: %.*s", (int)f[TEXT].n,
                f[TEXT].p);
    }
}

void indicators_check(struct indicators *d)
{
    size_t lines = 0;
    for (size_t i = 0; i < d->dict_count; i++)
        lines += dict_count(d->dicts[i]);
    d->all = mem_grow(NULL, lines, sizeof *d->all);
    d->codes = label_index_new(lines);
    d->names = label_index_new(NAMES_A_LINE * lines);
    for (size_t i = 0; i < d->dict_count; i++)
        for (size_t k = 0; k < dict_count(d->dicts[i]); k++)
            add_line(d, dict_at(d->dicts[i], k));
    check_parents(d);
    add_affixes(d);
}

/*
 * Finds the key, or what is left of it without at most AFFIXES_MAX affixes: used[0..count) are
 * those that were taken off, of which one at most may add to the code.
 */
static const struct spelling *find(const struct indicators *d, struct view key,
                                   const struct affix **used, size_t *count)
{
    uint32_t e = label_index_first(d->names, key);
    if (e != LABEL_END)
        return &d->spellings[label_index_number(d->names, e)];
    if (*count == AFFIXES_MAX)
        return NULL;
    for (size_t i = 0; i < d->affix_count; i++) {
        const struct affix *a = &d->affixes[i];
        if (a->key.n >= key.n || !(a->is_prefix ? view_starts : view_ends)(key, a->key))
            continue;
        bool adds = false;
        for (size_t k = 0; k < *count; k++)
            adds = adds || used[k]->code.n > 0;
        if (adds && a->code.n > 0)
            continue;
        size_t before = *count;
        used[(*count)++] = a;
        struct view rest = {key.p + (a->is_prefix ? a->key.n : 0), key.n - a->key.n};
        const struct spelling *s = find(d, rest, used, count);
        if (s != NULL)
            return s;
        *count = before;
    }
    return NULL;
}

bool indicators_find(struct indicators *d, struct view published, struct indicator_match *m)
{
    const struct affix *used[AFFIXES_MAX];
    size_t count = 0;
    buf_clear(&d->key);
    label_key(&d->key, published);
    const struct spelling *s = find(d, buf_view(&d->key), used, &count);
    if (s == NULL)
        return false;
    m->indicator = &d->all[s->indicator];
    buf_clear(&m->code);
    buf_clear(&m->name);
    buf_clear(&m->why);
    m->kind = m->indicator->kind;
    buf_add_view(&m->code, m->indicator->code);
    buf_add_view(&m->name, m->indicator->name);
    if (!view_equal(s->text, m->indicator->name)) {
        buf_add_string(&m->why, translated("alias "));
        buf_add_view(&m->why, s->text);
    } else if (!view_equal(s->text, published) && count == 0) {
        buf_add_string(&m->why, translated("the name"));
    }
    for (size_t i = 0; i < count; i++) {
        buf_add_string(&m->why, translated(m->why.n > 0 ? N_(", without ") : N_("without ")));
        buf_add_view(&m->why, used[i]->text);
        set(&m->kind, used[i]->kind);
        if (used[i]->code.n == 0)
            continue;
        buf_add_char(&m->code, '.');
        buf_add_view(&m->code, used[i]->code);
        buf_add_view(&m->name, used[i]->name);
    }
    return true;
}

void indicator_match_free(struct indicator_match *m)
{
    buf_free(&m->code);
    buf_free(&m->name);
    buf_free(&m->why);
}

size_t indicators_nearest(struct indicators *d, struct view published,
                          const struct indicator **nearest, size_t n)
{
    unsigned *score = mem_new(n, sizeof *score);
    struct label_text text;
    size_t count = 0;
    buf_clear(&d->key);
    label_key(&d->key, published);
    label_text_set(&text, buf_view(&d->key));
    for (size_t i = 0; i < d->spelling_count; i++) {
        const struct indicator *in = &d->all[d->spellings[i].indicator];
        unsigned s = label_alike(&text, d->spellings[i].text);
        if (s < ALIKE_LEAST)
            continue;
        size_t at = 0; /* where it stands so far, or count */
        while (at < count && nearest[at] != in)
            at++;
        if (at < count ? score[at] >= s : count == n && score[n - 1] >= s)
            continue;
        if (at == count)
            at = count < n ? count++ : n - 1;
        for (; at > 0 && score[at - 1] < s; at--) {
            score[at] = score[at - 1];
            nearest[at] = nearest[at - 1];
        }
        score[at] = s;
        nearest[at] = in;
    }
    free(score);
    return count;
}

size_t indicators_count(const struct indicators *d)
{
    return d->count;
}

const struct indicator *indicators_at(const struct indicators *d, size_t i)
{
    return &d->all[i];
}

void indicators_free(struct indicators *d)
{
    for (size_t i = 0; i < d->dict_count; i++)
        dict_free(d->dicts[i]);
    free(d->dicts);
    dict_free(d->affix_dict);
    free(d->all);
    free(d->spellings);
    free(d->affixes);
    label_index_free(d->codes);
    label_index_free(d->names);
    label_index_free(d->affix_keys);
    buf_free(&d->key);
    free(d);
}
