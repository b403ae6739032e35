#include "dict.h"

#include "arena.h"
#include "hash.h"
#include "input.h"
#include "msg.h"
#include "nearest.h"
#include "translate.h"
#include "utf8.h"

#include <csv.h>
#include <stdlib.h>

/* A name and the line that it leads to. */
struct slot {
    const struct view
        *key; /* NULL where the slot is free; among the fields of a row, or an alias */
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
    size_t indexed;     /* rows[0..indexed) are in slots */
    struct slot *slots; /* open addressing; a power of two of them, at most half of them used */
    size_t slot_cap, slot_count;
    struct arena arena; /* texts, fields and aliases that rows and slots point to */
};

/* What is known while one file is read. */
struct reading {
    struct dict *d;
    const char *file;
    uint64_t line;      /* that is read now */
    uint64_t row_line;  /* where the row began */
    bool in_row;        /* libcsv is inside of a row */
    bool checked;       /* a unit test did */
    struct view *cells; /* of the row */
    size_t cell_count, cell_cap;
    size_t
        *place; /* place[i]: the cell that is column i of the dictionary; NULL before the header */
    size_t width; /* cells of the header */
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

/* Lets the key, a field of the row or one alias, lead to the line, which is or becomes rows[row].
 */
static void add_key(struct dict *d, const struct view *key, const struct dict_row *line, size_t row)
{
    size_t n = 0;
    for (size_t k = 0; k < d->keys; k++)
        n += key[k].n;
    if (n == 0)
        die(line->file, line->line, "%s: empty", d->columns[0]);
    if (2 * d->slot_count >= d->slot_cap)
        grow_slots(d);
    struct slot *s = find_slot(d, key);
    if (s->key != NULL && s->file == line->file) {
        struct buf name = {0};
        for (size_t k = 0; k < d->keys; k++) {
            if (k > 0)
                buf_add_char(&name, ',');
            buf_add_view(&name, key[k]);
        }
        if (s->line == line->line)
            die(line->file, line->line, "%.*s: named twice in this line", (int)name.n, name.p);
        die(line->file, line->line,
            same_fields(d, d->rows[s->row].fields, line->fields)
                ? N_("%.*s: repeats line %llu")
                : N_("%.*s: contradicts line %llu"),
            (int)name.n, name.p, (unsigned long long)s->line);
    }
    d->slot_count += s->key == NULL;
    *s = (struct slot){key, row, line->file, line->line};
}

/* Makes the line the last of rows, or puts it in the place of an earlier file's. */
static void index_line(struct dict *d, struct dict_row line)
{
    const struct slot *old = find_slot(d, line.fields);
    size_t row = d->row_count;
    if (old->key != NULL && old->file != line.file &&
        same_key(d->rows[old->row].fields, line.fields, d->keys))
        row = old->row;
    add_key(d, line.fields, &line, row);
    d->row_count += row == d->row_count;
    d->rows[row] = line;
    if (d->aliases == DICT_NONE)
        return;
    struct view rest = line.fields[d->aliases], alias;
    while (view_next(&rest, '|', &alias)) {
        struct view *name = arena_new(&d->arena, sizeof *name);
        *name = alias;
        add_key(d, name, &line, row);
    }
}

/* Indexes and checks the rows that are not yet. */
static void index_rows(struct dict *d)
{
    size_t from = d->indexed, end = d->row_count;
    d->row_count = from;
    for (size_t i = from; i < end; i++)
        index_line(d, d->rows[i]);
    d->indexed = d->row_count;
}

/* Takes the row into the dictionary. */
static void add_row(struct reading *r)
{
    struct dict *d = r->d;
    struct view *fields = arena_new(&d->arena, d->count * sizeof *fields);
    for (size_t i = 0; i < d->count; i++)
        if (r->place[i] != DICT_NONE)
            fields[i] = r->cells[r->place[i]];
    if (d->row_count == d->row_cap) {
        d->row_cap = d->row_cap > 0 ? 2 * d->row_cap : 64;
        d->rows = mem_grow(d->rows, d->row_cap, sizeof *d->rows);
    }
    d->rows[d->row_count++] = (struct dict_row){r->file, r->row_line, fields};
    if (!r->checked)
        index_rows(d);
}

/* Ends the program for a column that the header lacks. */
static _Noreturn void die_of_column(const struct reading *r, const char *name)
{
    struct buf list = {0};
    struct nearest near = nearest_of(view_of(name));
    nearest_list(&near, r->cells, r->width, &list);
    die(r->file, r->row_line, "header: no column \"%s\": there are %.*s%s%.*s", name, (int)list.n,
        list.p, nearest_lead(&near), (int)near.found.n, near.found.p);
}

static void take_header(struct reading *r)
{
    struct dict *d = r->d;
    r->width = r->cell_count;
    r->place = mem_new(d->count, sizeof *r->place);
    for (size_t i = 0; i < d->count; i++) {
        size_t found = DICT_NONE;
        for (size_t at = 0; at < r->width; at++) {
            if (!view_is(r->cells[at], d->columns[i]))
                continue;
            if (found != DICT_NONE)
                die(r->file, r->row_line, "header: two columns have the name \"%s\"",
                    d->columns[i]);
            found = at;
        }
        if (found == DICT_NONE && i < d->needed)
            die_of_column(r, d->columns[i]);
        r->place[i] = found;
    }
}

static void add_cell(struct reading *r, struct view cell)
{
    if (r->cell_count == r->cell_cap) {
        r->cell_cap = r->cell_cap > 0 ? 2 * r->cell_cap : 32;
        r->cells = mem_grow(r->cells, r->cell_cap, sizeof *r->cells);
    }
    r->cells[r->cell_count++] = cell;
}

static void end_row(struct reading *r)
{
    if (r->place == NULL)
        take_header(r);
    else if (r->cell_count != r->width)
        die(r->file, r->row_line, "row: %zu fields, the header has %zu", r->cell_count, r->width);
    else
        add_row(r);
    r->cell_count = 0;
    r->in_row = false;
}

static void on_cell(void *text, size_t n, void *data)
{
    struct reading *r = data;
    add_cell(r, arena_copy(&r->d->arena, (struct view){text, n}));
}

static void on_row(int c, void *data)
{
    (void)c;
    end_row(data);
}

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* Whether it is but cells, commas and ends of lines, as most is; libcsv would be slow for it. */
static bool is_plain(struct view text)
{
    return memchr(text.p, '"', text.n) == NULL && memchr(text.p, '\r', text.n) == NULL;
}

static void split(struct reading *r, struct view line)
{
    const char *p = line.p, *end = line.p + line.n;
    if (end[-1] == '\n' && --end == p)
        return;
    for (const char *from = p;; from = ++p) {
        while (p < end && *p != ',')
            p++;
        add_cell(r, (struct view){from, (size_t)(p - from)});
        if (p == end)
            break;
    }
    end_row(r);
}

/* A line at a time, since libcsv does not say on which it is. The text outlives the dictionary. */
static void read_text(struct dict *d, const char *file, struct view text, bool checked)
{
    static const char bom[] = {'\xEF', '\xBB', '\xBF'};
    struct reading r = {.d = d, .file = file, .checked = checked};
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        die(file, 0, "libcsv: init failed");
    csv_set_space_func(&parser, no_space);
    if (view_starts(text, (struct view){bom, sizeof bom}))
        text = (struct view){text.p + sizeof bom, text.n - sizeof bom};
    const char *valid = text.p + (checked ? text.n : utf8_valid(text.p, text.n));
    bool plain = is_plain(text);
    while (text.n > 0) {
        const char *lf = memchr(text.p, '\n', text.n);
        struct view line = {text.p, lf != NULL ? (size_t)(lf - text.p) + 1 : text.n};
        r.line++;
        if (!r.in_row)
            r.row_line = r.line;
        if (line.p + line.n > valid)
            die(file, r.line, "not UTF-8 (zb-decode converts it)");
        if (!r.in_row && (plain || is_plain(line))) {
            split(&r, line);
        } else {
            r.in_row = true;
            if (csv_parse(&parser, line.p, line.n, on_cell, on_row, &r) != line.n)
                die(file, r.line, "a quote that neither opens nor closes a field");
            r.in_row = r.in_row && parser.quoted;
        }
        text = (struct view){text.p + line.n, text.n - line.n};
    }
    if (csv_fini(&parser, on_cell, on_row, &r) != 0)
        die(file, r.row_line, "quote: opened here and never closed");
    csv_free(&parser);
    if (r.place == NULL)
        die(file, 0, "no header: the dictionary is empty");
    free(r.cells);
    free(r.place);
}

void dict_read_text(struct dict *d, const char *file, struct view text)
{
    index_rows(d);
    read_text(d, file, arena_copy(&d->arena, text), false);
}

void dict_read_builtin(struct dict *d, const struct builtin *builtin)
{
    read_text(d, builtin->name, builtin->text, true);
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
    input_load(file, &text);
    dict_read_text(d, file, buf_view(&text));
    buf_free(&text);
}

const struct dict_row *dict_find(struct dict *d, const struct view *key)
{
    index_rows(d);
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

_Noreturn void dict_bad(const struct dict_row *row, const char *const *columns, size_t column,
                        const char *what)
{
    struct view v = row->fields[column];
    die(row->file, row->line, "%s: %s%s%.*s", columns[column], translated(what),
        v.n > 0 ? ": " : "", view_shown(v), v.p);
}

void dict_free(struct dict *d)
{
    arena_free(&d->arena);
    free(d->rows);
    free(d->slots);
    free(d);
}
