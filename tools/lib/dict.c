#include "dict.h"

#include "hash.h"
#include "input.h"
#include "msg.h"
#include "utf8.h"

#include <csv.h>
#include <stdlib.h>

/* A name and the line that it leads to. */
struct slot {
    const struct view *key; /* NULL where the slot is free; points into a row or to dict.names */
    size_t row;
    const char *file; /* where the name was given */
    uint64_t line;
};

struct dict {
    const char *const *columns;
    size_t count, keys, aliases;
    size_t needed; /* columns[0..needed) are in every file */
    struct dict_row *rows;
    size_t row_count, row_cap;
    struct slot *slots; /* open addressing; a power of two of them, at most half of them used */
    size_t slot_cap, slot_count;
    void **owned; /* texts, fields and names that rows and slots point to */
    size_t owned_count, owned_cap;
};

/* What is known while one file is read. */
struct reading {
    struct dict *d;
    const char *file;
    uint64_t line;     /* of the bytes that libcsv has now */
    uint64_t row_line; /* where the row began */
    bool in_row;       /* libcsv is inside of a row */
    struct buf cells;  /* of the row, one after the other */
    size_t *cell_ends; /* where each of them ends in cells */
    size_t cell_count, cell_cap;
    size_t
        *place; /* place[i]: the field that is the dictionary's column i; NULL before the header */
    size_t width; /* fields of the header */
};

struct dict *dict_new(const char *const *columns, size_t count, size_t keys, size_t aliases)
{
    struct dict *d = mem_new(1, sizeof *d);
    d->columns = columns;
    d->count = count;
    d->keys = keys;
    d->aliases = aliases;
    d->needed = count;
    d->slot_cap = 256;
    d->slots = mem_new(d->slot_cap, sizeof *d->slots);
    return d;
}

void dict_optional(struct dict *d, size_t from)
{
    d->needed = from;
}

/* Remembers p to be freed with the dictionary. */
static void *own(struct dict *d, void *p)
{
    if (d->owned_count == d->owned_cap) {
        d->owned_cap = d->owned_cap > 0 ? 2 * d->owned_cap : 64;
        d->owned = mem_grow(d->owned, d->owned_cap, sizeof *d->owned);
    }
    d->owned[d->owned_count++] = p;
    return p;
}

/* Without a seed: dictionaries are the user's own, so nobody aims at its collisions. */
static size_t hash(const struct view *key, size_t keys)
{
    uint64_t h = 0;
    for (size_t k = 0; k < keys; k++)
        h = hash_add(h, key[k]);
    return (size_t)h;
}

static bool same_key(const struct view *a, const struct view *b, size_t keys)
{
    for (size_t k = 0; k < keys; k++)
        if (!view_equal(a[k], b[k]))
            return false;
    return true;
}

/* The slot of the key, or the free one where it belongs. */
static struct slot *find_slot(const struct dict *d, const struct view *key)
{
    size_t i = hash(key, d->keys) & (d->slot_cap - 1);
    while (d->slots[i].key != NULL && !same_key(d->slots[i].key, key, d->keys))
        i = (i + 1) & (d->slot_cap - 1);
    return &d->slots[i];
}

static void grow_slots(struct dict *d)
{
    struct slot *old = d->slots;
    size_t cap = d->slot_cap;
    d->slot_cap *= 2;
    d->slots = mem_new(d->slot_cap, sizeof *d->slots);
    for (size_t i = 0; i < cap; i++)
        if (old[i].key != NULL)
            *find_slot(d, old[i].key) = old[i];
    free(old);
}

static bool same_fields(const struct dict *d, const struct view *a, const struct view *b)
{
    return same_key(a, b, d->count);
}

/* Lets the key, a field of the row or one alias, lead to the row; fields is the whole row. */
static void add_key(struct reading *r, const struct view *key, size_t row,
                    const struct view *fields)
{
    struct dict *d = r->d;
    size_t n = 0;
    for (size_t k = 0; k < d->keys; k++)
        n += key[k].n;
    if (n == 0)
        die(r->file, r->row_line, "%s: empty", d->columns[0]);
    if (2 * d->slot_count >= d->slot_cap)
        grow_slots(d);
    struct slot *s = find_slot(d, key);
    if (s->key != NULL && s->file == r->file) {
        struct buf name = {0};
        for (size_t k = 0; k < d->keys; k++) {
            if (k > 0)
                buf_add_char(&name, ',');
            buf_add_view(&name, key[k]);
        }
        if (s->line == r->row_line)
            die(r->file, r->row_line, "%.*s: named twice in this line", (int)name.n, name.p);
        die(r->file, r->row_line, "%.*s: %s line %llu", (int)name.n, name.p,
            same_fields(d, d->rows[s->row].fields, fields) ? "repeats" : "contradicts",
            (unsigned long long)s->line);
    }
    d->slot_count += s->key == NULL;
    *s = (struct slot){key, row, r->file, r->row_line};
}

/* Takes the row in r->cells into the dictionary. */
static void add_row(struct reading *r)
{
    struct dict *d = r->d;
    char *text = own(d, mem_grow(NULL, r->cells.n, 1));
    if (r->cells.n > 0)
        memcpy(text, r->cells.p, r->cells.n);
    struct view *fields = own(d, mem_new(d->count, sizeof *fields));
    for (size_t i = 0; i < d->count; i++) {
        size_t at = r->place[i];
        if (at == DICT_NONE)
            continue;
        size_t from = at > 0 ? r->cell_ends[at - 1] : 0;
        fields[i] = (struct view){text + from, r->cell_ends[at] - from};
    }
    const struct slot *old = find_slot(d, fields);
    size_t row = d->row_count;
    /* a later file's line takes the place of the earlier one */
    if (old->key != NULL && old->file != r->file &&
        same_key(d->rows[old->row].fields, fields, d->keys))
        row = old->row;
    add_key(r, fields, row, fields);
    if (row == d->row_count) {
        if (d->row_count == d->row_cap) {
            d->row_cap = d->row_cap > 0 ? 2 * d->row_cap : 64;
            d->rows = mem_grow(d->rows, d->row_cap, sizeof *d->rows);
        }
        d->row_count++;
    }
    d->rows[row] = (struct dict_row){r->file, r->row_line, fields};
    if (d->aliases == DICT_NONE)
        return;
    struct view rest = fields[d->aliases];
    while (rest.n > 0) {
        const char *bar = memchr(rest.p, '|', rest.n);
        struct view *name = own(d, mem_new(1, sizeof *name));
        *name = (struct view){rest.p, bar != NULL ? (size_t)(bar - rest.p) : rest.n};
        add_key(r, name, row, fields);
        size_t used = name->n + (bar != NULL);
        rest = (struct view){rest.p + used, rest.n - used};
    }
}

static void take_header(struct reading *r)
{
    struct dict *d = r->d;
    r->width = r->cell_count;
    r->place = mem_new(d->count, sizeof *r->place);
    for (size_t i = 0; i < d->count; i++) {
        size_t found = DICT_NONE;
        for (size_t at = 0; at < r->width; at++) {
            size_t from = at > 0 ? r->cell_ends[at - 1] : 0;
            struct view name = {r->cells.p + from, r->cell_ends[at] - from};
            if (!view_is(name, d->columns[i]))
                continue;
            if (found != DICT_NONE)
                die(r->file, r->row_line, "header: two columns have the name \"%s\"",
                    d->columns[i]);
            found = at;
        }
        if (found == DICT_NONE && i < d->needed)
            die(r->file, r->row_line, "header: no column \"%s\"", d->columns[i]);
        r->place[i] = found;
    }
}

static void on_cell(void *text, size_t n, void *data)
{
    struct reading *r = data;
    if (r->cell_count == r->cell_cap) {
        r->cell_cap = r->cell_cap > 0 ? 2 * r->cell_cap : 32;
        r->cell_ends = mem_grow(r->cell_ends, r->cell_cap, sizeof *r->cell_ends);
    }
    buf_add(&r->cells, text, n);
    r->cell_ends[r->cell_count++] = r->cells.n;
}

static void on_row(int c, void *data)
{
    struct reading *r = data;
    (void)c;
    buf_reserve(&r->cells, 1); /* so that cells.p is not NULL where all cells are empty */
    if (r->place == NULL)
        take_header(r);
    else if (r->cell_count != r->width)
        die(r->file, r->row_line, "row: %zu fields, the header has %zu", r->cell_count, r->width);
    else
        add_row(r);
    buf_clear(&r->cells);
    r->cell_count = 0;
    r->in_row = false;
}

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* A line at a time, since libcsv does not say on which it is. */
void dict_read_text(struct dict *d, const char *file, struct view text)
{
    static const char bom[] = {'\xEF', '\xBB', '\xBF'};
    struct reading r = {.d = d, .file = file};
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        die(file, 0, "libcsv: init failed");
    csv_set_space_func(&parser, no_space);
    if (view_starts(text, (struct view){bom, sizeof bom}))
        text = (struct view){text.p + sizeof bom, text.n - sizeof bom};
    while (text.n > 0) {
        const char *lf = memchr(text.p, '\n', text.n);
        size_t n = lf != NULL ? (size_t)(lf - text.p) + 1 : text.n;
        r.line++;
        if (!r.in_row)
            r.row_line = r.line;
        r.in_row = true;
        if (utf8_valid(text.p, n) != n)
            die(file, r.line, "not UTF-8 (zb-decode converts it)");
        if (csv_parse(&parser, text.p, n, on_cell, on_row, &r) != n)
            die(file, r.line, "a quote that neither opens nor closes a field");
        r.in_row = r.in_row && parser.quoted;
        text = (struct view){text.p + n, text.n - n};
    }
    if (csv_fini(&parser, on_cell, on_row, &r) != 0)
        die(file, r.row_line, "quote: opened here and never closed");
    csv_free(&parser);
    if (r.place == NULL)
        die(file, 0, "no header: the dictionary is empty");
    buf_free(&r.cells);
    free(r.cell_ends);
    free(r.place);
}

void dict_read_builtin(struct dict *d, const struct builtin *builtin)
{
    dict_read_text(d, builtin->name, builtin->text);
}

void dict_load(const char *file, struct buf *text)
{
    struct input in;
    size_t n;
    char *const files[] = {(char *)file};
    input_init(&in, files, 1);
    input_next(&in);
    do {
        buf_reserve(text, 64 * 1024);
        n = input_read(&in, text->p + text->n, text->cap - text->n);
        text->n += n;
    } while (n > 0);
}

/* Names of columns hold no comma and no quote, so that this need not be libcsv. */
bool dict_has(struct view text, const char *column)
{
    size_t n = strlen(column);
    const char *p = text.p, *end = text.n > 0 ? memchr(p, '\n', text.n) : NULL;
    if (end == NULL)
        end = p + text.n;
    if (end > p && end[-1] == '\r')
        end--;
    for (const char *q; p < end; p = q + 1) {
        q = memchr(p, ',', (size_t)(end - p));
        if (q == NULL)
            q = end;
        size_t quote = q - p >= 2 && *p == '"' && q[-1] == '"';
        if ((size_t)(q - p) == n + 2 * quote && memcmp(p + quote, column, n) == 0)
            return true;
    }
    return false;
}

void dict_read_file(struct dict *d, const char *file)
{
    struct buf text = {0};
    dict_load(file, &text);
    dict_read_text(d, file, buf_view(&text));
    buf_free(&text);
}

const struct dict_row *dict_find(const struct dict *d, const struct view *key)
{
    const struct slot *s = find_slot(d, key);
    return s->key != NULL ? &d->rows[s->row] : NULL;
}

size_t dict_count(const struct dict *d)
{
    return d->row_count;
}

const struct dict_row *dict_at(const struct dict *d, size_t i)
{
    return &d->rows[i];
}

void dict_free(struct dict *d)
{
    for (size_t i = 0; i < d->owned_count; i++)
        free(d->owned[i]);
    free(d->owned);
    free(d->rows);
    free(d->slots);
    free(d);
}
