#include "regions.h"

#include "builtin.h"
#include "dict.h"
#include "label.h"
#include "msg.h"

#include <stdlib.h>

enum { CODE, NAME, SHORT, PARENT, FROM, TO, SUCCESSOR, COLUMNS };
enum { LEVELS_MAX = 8, ALIKE_LEAST = 500, ALIKE_LEAST_FULL = 600 };
#define COUNTRY_CODE "000000"

static const char *const columns[] = {"code",       "name",     "short",    "parent",
                                      "valid_from", "valid_to", "successor"};

struct regions {
    struct dict *dict;
    struct region *all;
    size_t count;
    struct label_index *by[REGION_KEYS]; /* to all[], every line of a key */
    struct buf key;                      /* scratch */
};

struct regions *regions_new(void)
{
    struct regions *d = mem_new(1, sizeof *d);
    d->dict = dict_new(columns, COLUMNS, 2, DICT_NONE);
    dict_optional(d->dict, SHORT);
    dict_read_builtin(d->dict, &builtin_regions);
    return d;
}

bool regions_takes(struct view text)
{
    return dict_has(text, columns[SHORT]);
}

void regions_read(struct regions *d, const char *file, struct view text)
{
    dict_read_text(d->dict, file, text);
}

static int year_of(const struct dict_row *row, size_t column)
{
    struct view v = row->fields[column];
    int year = 0;
    if (v.n == 0)
        return 0;
    if (v.n != 4 || !view_is_digits(v))
        die(row->file, row->line, "%s: not a year: %.*s", columns[column], (int)v.n, v.p);
    for (size_t i = 0; i < v.n; i++)
        year = 10 * year + (v.p[i] - '0');
    return year;
}

/* A line of the code: the one that is still there, or else the one that ended last; NULL for none.
 */
static const struct region *by_code(const struct regions *d, struct view code)
{
    const struct region *best = NULL, *r;
    for (uint32_t at = REGIONS_FIRST; (r = regions_with(d, REGION_BY_CODE, code, &at)) != NULL;)
        if (best == NULL || r->to == 0 || (best->to != 0 && r->to > best->to))
            best = r;
    return best;
}

static void add_line(struct regions *d, const struct dict_row *row)
{
    const struct view *f = row->fields;
    struct region *r = &d->all[d->count];
    *r = (struct region){
        .code = f[CODE],
        .name = f[NAME],
        .shorts = f[SHORT],
        .successor = f[SUCCESSOR],
        .from = year_of(row, FROM),
        .to = year_of(row, TO),
        .file = row->file,
        .line = row->line,
    };
    if (f[CODE].n != REGION_DIGITS || !view_is_digits(f[CODE]))
        die(row->file, row->line, "code: not six digits: %.*s", (int)f[CODE].n, f[CODE].p);
    if (f[NAME].n == 0)
        die(row->file, row->line, "name: empty");
    if (r->to != 0 && r->to < r->from)
        die(row->file, row->line, "valid_to: before valid_from");
    uint32_t number = (uint32_t)d->count++;
    for (uint32_t e = label_index_add(d->by[REGION_BY_CODE], r->code, number);
         label_index_number(d->by[REGION_BY_CODE], e) != number;
         e = label_index_next(d->by[REGION_BY_CODE], e)) {
        const struct region *o = &d->all[label_index_number(d->by[REGION_BY_CODE], e)];
        /* one may end in the year in which the other begins */
        bool apart = (r->to != 0 && r->to <= o->from) || (o->to != 0 && o->to <= r->from);
        if (!apart && o->file == r->file)
            die(r->file, r->line, "%.*s: is %.*s here and in the same years %.*s on line %llu",
                REGION_DIGITS, r->code.p, (int)r->name.n, r->name.p, (int)o->name.n, o->name.p,
                (unsigned long long)o->line);
    }
    label_index_add(d->by[REGION_BY_NAME], r->name, number);
    struct view list = r->shorts, name;
    while (view_next(&list, '|', &name))
        if (name.n > 0)
            label_index_add(d->by[REGION_BY_SHORT], name, number);
}

/* The region with this code, which the column of r names. */
static const struct region *need_code(const struct regions *d, const struct region *r,
                                      struct view code, const char *column)
{
    const struct region *found = by_code(d, code);
    if (found == NULL)
        die(r->file, r->line, "%s: no such code: %.*s", column, (int)code.n, code.p);
    return found;
}

/* The region above, where its line does not name one, by the digits of its code. */
static const struct region *default_parent(const struct regions *d, const struct region *r)
{
    for (size_t digits = REGION_DIGITS - 2; digits > 0; digits -= 2) {
        char code[REGION_DIGITS + 1] = "000000";
        memcpy(code, r->code.p, digits);
        const struct region *up = by_code(d, (struct view){code, REGION_DIGITS});
        if (up != NULL && !view_equal(up->code, r->code))
            return up;
    }
    return view_is(r->code, COUNTRY_CODE) ? NULL
                                          : need_code(d, r, view_of(COUNTRY_CODE), columns[PARENT]);
}

void regions_check(struct regions *d)
{
    size_t n = dict_count(d->dict);
    d->all = mem_new(n, sizeof *d->all);
    for (int by = 0; by < REGION_KEYS; by++)
        d->by[by] = label_index_new(n);
    for (size_t i = 0; i < n; i++)
        add_line(d, dict_at(d->dict, i));
    for (size_t i = 0; i < n; i++) {
        struct region *r = &d->all[i];
        struct view parent = dict_at(d->dict, i)->fields[PARENT], list = r->successor, code;
        r->parent = parent.n > 0 ? need_code(d, r, parent, columns[PARENT]) : default_parent(d, r);
        while (view_next(&list, '|', &code))
            need_code(d, r, code, columns[SUCCESSOR]);
    }
    for (size_t i = 0; i < n; i++) {
        const struct region *r = &d->all[i], *up = r;
        for (size_t steps = 0; (up = up->parent) != NULL; steps++)
            if (steps == LEVELS_MAX)
                die(r->file, r->line, "parent: %.*s is above itself", REGION_DIGITS, r->code.p);
    }
}

enum region_level region_level(const struct region *r)
{
    if (r->parent == NULL)
        return LEVEL_COUNTRY;
    if (memcmp(r->code.p + 2, "0000", 4) == 0)
        return LEVEL_PROVINCE;
    return memcmp(r->code.p + 4, "00", 2) == 0 ? LEVEL_PREFECTURE : LEVEL_COUNTY;
}

bool region_is_in(const struct region *r, const struct region *region)
{
    while (r != NULL && !view_equal(r->code, region->code))
        r = r->parent;
    return r != NULL;
}

const struct region *regions_with(const struct regions *d, enum region_key by, struct view key,
                                  uint32_t *entry)
{
    const struct label_index *names = d->by[by];
    *entry =
        *entry == REGIONS_FIRST ? label_index_first(names, key) : label_index_next(names, *entry);
    return *entry != LABEL_END ? &d->all[label_index_number(names, *entry)] : NULL;
}

const struct region *regions_current(const struct regions *d, const struct region *r)
{
    for (size_t steps = 0; r != NULL && r->to != 0 && steps < LEVELS_MAX; steps++) {
        if (r->successor.n != REGION_DIGITS)
            return NULL;
        const struct region *next = by_code(d, r->successor);
        if (next == r)
            return NULL;
        r = next;
    }
    return r;
}

void regions_path(const struct region *r, struct buf *b)
{
    const struct region *up = r->parent;
    if (up != NULL && region_level(up) != LEVEL_COUNTRY)
        regions_path(up, b);
    buf_add_view(b, r->name);
}

size_t regions_nearest(struct regions *d, struct view text, const struct region **nearest, size_t n)
{
    unsigned *score = mem_new(n, sizeof *score);
    struct label_text key;
    size_t count = 0;
    buf_clear(&d->key);
    label_key(&d->key, text);
    label_text_set(&key, buf_view(&d->key));
    for (size_t i = 0; i < d->count; i++) {
        const struct region *r = &d->all[i];
        if (r->to != 0)
            continue;
        struct view list = r->shorts, name;
        unsigned s = label_alike(&key, r->name), shorter;
        if (s < ALIKE_LEAST_FULL)
            s = 0;
        while (view_next(&list, '|', &name))
            if ((shorter = label_alike(&key, name)) > s)
                s = shorter;
        if (s < ALIKE_LEAST || (count == n && score[n - 1] >= s))
            continue;
        size_t at = count < n ? count++ : n - 1;
        for (; at > 0 && score[at - 1] < s; at--) {
            score[at] = score[at - 1];
            nearest[at] = nearest[at - 1];
        }
        score[at] = s;
        nearest[at] = r;
    }
    free(score);
    return count;
}

void regions_free(struct regions *d)
{
    dict_free(d->dict);
    free(d->all);
    for (int by = 0; by < REGION_KEYS; by++)
        label_index_free(d->by[by]);
    buf_free(&d->key);
    free(d);
}
