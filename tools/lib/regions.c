#include "regions.h"

#include "builtin.h"
#include "dict.h"
#include "label.h"
#include "msg.h"
#include "translate.h"
#include "utf8.h"

#include <stdlib.h>

enum { CODE, NAME, SHORT, PARENT, FROM, TO, SUCCESSOR, COLUMNS };
enum {
    CODE_DIGITS = 6,
    LONG_CODE_DIGITS = 12,
    LEVELS_MAX = 8,
    ALIKE_LEAST = 500,
    ALIKE_LEAST_FULL = 600
};
#define COUNTRY_CODE "000000"

enum { PATH_MAX_BYTES = 256 }; /* of a path of names: no longer text is split */

enum level { COUNTRY, PROVINCE, PREFECTURE, COUNTY };

static const char *const columns[] = {"code",       "name",     "short",    "parent",
                                      "valid_from", "valid_to", "successor"};

struct regions {
    struct dict *dict;
    struct region *all;
    size_t count;
    struct label_index *codes; /* to all[], every line of a code */
    struct label_index *full, *shorts;
    struct buf key; /* scratch */
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

static bool is_digits(struct view v)
{
    size_t i = 0;
    while (i < v.n && v.p[i] >= '0' && v.p[i] <= '9')
        i++;
    return v.n > 0 && i == v.n;
}

static int year_of(const struct dict_row *row, size_t column)
{
    struct view v = row->fields[column];
    int year = 0;
    if (v.n == 0)
        return 0;
    if (v.n != 4 || !is_digits(v))
        die(row->file, row->line, "%s: not a year: %.*s", columns[column], (int)v.n, v.p);
    for (size_t i = 0; i < v.n; i++)
        year = 10 * year + (v.p[i] - '0');
    return year;
}

/* Takes the first of a list that is separated by '|' off it; false where it is empty. */
static bool next_of(struct view *list, struct view *first)
{
    if (list->n == 0)
        return false;
    const char *bar = memchr(list->p, '|', list->n);
    *first = (struct view){list->p, bar != NULL ? (size_t)(bar - list->p) : list->n};
    size_t used = first->n + (bar != NULL);
    *list = (struct view){list->p + used, list->n - used};
    return true;
}

/* A line of the code: the one that is still there, or else the one that ended last; NULL for none.
 */
static const struct region *by_code(const struct regions *d, struct view code)
{
    const struct region *best = NULL;
    for (uint32_t e = label_index_first(d->codes, code); e != LABEL_END;
         e = label_index_next(d->codes, e)) {
        const struct region *r = &d->all[label_index_number(d->codes, e)];
        if (best == NULL || r->to == 0 || (best->to != 0 && r->to > best->to))
            best = r;
    }
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
    if (f[CODE].n != CODE_DIGITS || !is_digits(f[CODE]))
        die(row->file, row->line, "code: not six digits: %.*s", (int)f[CODE].n, f[CODE].p);
    if (f[NAME].n == 0)
        die(row->file, row->line, "name: empty");
    if (r->to != 0 && r->to < r->from)
        die(row->file, row->line, "valid_to: before valid_from");
    uint32_t number = (uint32_t)d->count++;
    for (uint32_t e = label_index_add(d->codes, r->code, number);
         label_index_number(d->codes, e) != number; e = label_index_next(d->codes, e)) {
        const struct region *o = &d->all[label_index_number(d->codes, e)];
        /* one may end in the year in which the other begins */
        bool apart = (r->to != 0 && r->to <= o->from) || (o->to != 0 && o->to <= r->from);
        if (!apart && o->file == r->file)
            die(r->file, r->line, "%.*s: is %.*s here and in the same years %.*s on line %llu",
                CODE_DIGITS, r->code.p, (int)r->name.n, r->name.p, (int)o->name.n, o->name.p,
                (unsigned long long)o->line);
    }
    label_index_add(d->full, r->name, number);
    struct view list = r->shorts, name;
    while (next_of(&list, &name))
        if (name.n > 0)
            label_index_add(d->shorts, name, number);
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
    for (size_t digits = CODE_DIGITS - 2; digits > 0; digits -= 2) {
        char code[CODE_DIGITS + 1] = "000000";
        memcpy(code, r->code.p, digits);
        const struct region *up = by_code(d, (struct view){code, CODE_DIGITS});
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
    d->codes = label_index_new(n);
    d->full = label_index_new(n);
    d->shorts = label_index_new(n);
    for (size_t i = 0; i < n; i++)
        add_line(d, dict_at(d->dict, i));
    for (size_t i = 0; i < n; i++) {
        struct region *r = &d->all[i];
        struct view parent = dict_at(d->dict, i)->fields[PARENT], list = r->successor, code;
        r->parent = parent.n > 0 ? need_code(d, r, parent, columns[PARENT]) : default_parent(d, r);
        while (next_of(&list, &code))
            need_code(d, r, code, columns[SUCCESSOR]);
    }
    for (size_t i = 0; i < n; i++) {
        const struct region *r = &d->all[i], *up = r;
        for (size_t steps = 0; (up = up->parent) != NULL; steps++)
            if (steps == LEVELS_MAX)
                die(r->file, r->line, "parent: %.*s is above itself", CODE_DIGITS, r->code.p);
    }
}

static enum level level_of(const struct region *r)
{
    if (r->parent == NULL)
        return COUNTRY;
    if (memcmp(r->code.p + 2, "0000", 4) == 0)
        return PROVINCE;
    return memcmp(r->code.p + 4, "00", 2) == 0 ? PREFECTURE : COUNTY;
}

/* Whether r is beneath the region, or it itself. */
static bool is_in(const struct region *r, const struct region *region)
{
    while (r != NULL && !view_equal(r->code, region->code))
        r = r->parent;
    return r != NULL;
}

static const struct region *province_of(const struct region *r)
{
    while (r != NULL && level_of(r) > PROVINCE)
        r = r->parent;
    return r;
}

static void add_candidate(struct regions_answer *a, const struct region *r)
{
    for (size_t i = 0; i < a->count; i++)
        if (a->candidates[i] == r)
            return;
    if (a->count == a->cap) {
        a->cap = a->cap > 0 ? 2 * a->cap : 16;
        a->candidates = mem_grow(a->candidates, a->cap, sizeof(const struct region *));
    }
    a->candidates[a->count++] = r;
}

/* Adds the regions whose name in the index is the key and that are beneath one of over[0..n); NULL
 * for any. */
static void add_named(const struct regions *d, const struct label_index *names, struct view key,
                      const struct region *const *over, size_t n, struct regions_answer *a)
{
    for (uint32_t e = label_index_first(names, key); e != LABEL_END;
         e = label_index_next(names, e)) {
        const struct region *r = &d->all[label_index_number(names, e)];
        bool fits = over == NULL;
        for (size_t i = 0; i < n && !fits; i++)
            fits = !view_equal(r->code, over[i]->code) && is_in(r, over[i]);
        if (fits)
            add_candidate(a, r);
    }
}

/* Adds the regions that the key is a path to, from one of over[0..n) on. */
static void add_path(const struct regions *d, struct view key, const struct region *const *over,
                     size_t n, struct regions_answer *a)
{
    struct regions_answer up = {0};
    for (size_t at = key.n; at > 0 && a->count == 0;) {
        do
            at--;
        while (at > 0 && ((unsigned char)key.p[at] & 0xC0) == 0x80);
        struct view start = {key.p, at}, rest = {key.p + at, key.n - at};
        up.count = 0;
        add_named(d, d->full, start, over, n, &up);
        if (up.count == 0)
            add_named(d, d->shorts, start, over, n, &up);
        if (up.count == 0)
            continue;
        add_named(d, d->full, rest, up.candidates, up.count, a);
        if (a->count == 0)
            add_named(d, d->shorts, rest, up.candidates, up.count, a);
        if (a->count == 0)
            add_path(d, rest, up.candidates, up.count, a);
    }
    regions_answer_free(&up);
}

/* 全市, 我区, 本县: *r becomes within or what is above it, by the kind that it is, or NULL. False
 * for any other text. */
static bool find_whole(struct view key, const struct region *within, const struct region **r)
{
    static const char *const firsts[] = {"全", "我", "本"};
    static const char *const kinds[] = {"省", "市", "区", "县", "州", "旗", "盟"};
    const size_t n = strlen("全");
    bool first = false, kind = false;
    if (key.n != 2 * n)
        return false;
    struct view last = {key.p + n, n};
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
        first = first || memcmp(key.p, firsts[i], n) == 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        kind = kind || view_is(last, kinds[i]);
    while (within != NULL && !view_ends(within->name, last))
        within = within->parent;
    *r = within;
    return first && kind;
}

typedef bool keep_function(const struct region *r, const struct regions_query *q,
                           const struct regions_answer *a);

/* Keeps the candidates for which keep is true and returns how many; all where that is none. */
static size_t filter(const struct regions_query *q, struct regions_answer *a, keep_function *keep)
{
    struct regions_answer left = {0};
    for (size_t i = 0; i < a->count; i++)
        if (keep(a->candidates[i], q, a))
            add_candidate(&left, a->candidates[i]);
    size_t kept = left.count;
    if (kept > 0) {
        memcpy(a->candidates, left.candidates, kept * sizeof(const struct region *));
        a->count = kept;
    }
    regions_answer_free(&left);
    return kept;
}

static bool has_code(const struct region *r, const struct regions_query *q,
                     const struct regions_answer *a)
{
    (void)a;
    return view_equal(r->code, q->code);
}

static bool in_year(const struct region *r, const struct regions_query *q,
                    const struct regions_answer *a)
{
    (void)a;
    return q->year == 0 ? r->to == 0 : r->from <= q->year && (r->to == 0 || q->year <= r->to);
}

/* Of a region and what it became in the same year only the latter. */
static bool not_followed(const struct region *r, const struct regions_query *q,
                         const struct regions_answer *a)
{
    (void)q;
    struct view list = r->successor, code;
    while (next_of(&list, &code))
        for (size_t i = 0; i < a->count; i++)
            if (a->candidates[i] != r && view_equal(a->candidates[i]->code, code))
                return false;
    return true;
}

static bool beneath_within(const struct region *r, const struct regions_query *q,
                           const struct regions_answer *a)
{
    (void)a;
    return !view_equal(r->code, q->within->code) && is_in(r, q->within);
}

static bool above_within(const struct region *r, const struct regions_query *q,
                         const struct regions_answer *a)
{
    (void)a;
    return is_in(q->within, r);
}

/* Whether a candidate outside of within may be meant all the same. */
static bool counts_outside(const struct region *r, const struct regions_query *q,
                           const struct regions_answer *a)
{
    (void)a;
    return level_of(r) < COUNTY || is_in(r, province_of(q->within));
}

/* 东区, 城区, 郊区: a name that says nothing by itself. */
static bool is_bare(const struct region *r)
{
    return level_of(r) == COUNTY && r->shorts.n == 0 && r->name.n == strlen("城区") &&
           view_ends(r->name, view_of("区"));
}

/* The candidate that is in near, or else in what is above it up to its province, and that all
 * others there are beneath; NULL where there is none or, many, there is no such. */
static const struct region *only_near(const struct regions_answer *a, const struct region *near,
                                      bool *many)
{
    const struct region *only = NULL;
    *many = false;
    for (; near != NULL && level_of(near) != COUNTRY && only == NULL; near = near->parent) {
        for (size_t i = 0; i < a->count; i++) {
            const struct region *r = a->candidates[i];
            if (!is_in(r, near) || (only != NULL && is_in(r, only)))
                continue;
            *many = only != NULL && !is_in(only, r);
            if (*many)
                return NULL;
            only = r;
        }
    }
    return only;
}

/* The only candidate of the highest level, or NULL; *over is whether it needs no further proof: a
 * province, or all others are beneath it. */
static const struct region *highest(const struct regions_answer *a, bool *over)
{
    const struct region *top = a->candidates[0];
    size_t equal = 1;
    for (size_t i = 1; i < a->count; i++) {
        enum level level = level_of(a->candidates[i]);
        equal = level < level_of(top) ? 1 : equal + (level == level_of(top));
        if (level < level_of(top))
            top = a->candidates[i];
    }
    *over = true;
    for (size_t i = 0; i < a->count && level_of(top) > PROVINCE; i++)
        *over = *over && is_in(a->candidates[i], top);
    return equal == 1 ? top : NULL;
}

static enum regions_result found(struct regions_answer *a, const struct region *r, const char *why)
{
    a->region = r;
    a->why = why;
    return REGION_FOUND;
}

/* Chooses among the candidates. */
static enum regions_result choose(const struct regions_query *q, struct regions_answer *a,
                                  bool is_path)
{
    const char *why = is_path ? N_("by its path") : N_("by its name");
    size_t count = a->count;
    for (size_t i = 0; i < count && count > 1; i++)
        a->by_year = a->by_year || a->candidates[i]->from != 0 || a->candidates[i]->to != 0;
    filter(q, a, has_code);
    filter(q, a, in_year);
    filter(q, a, not_followed);
    if (a->count < count)
        why = q->year != 0 ? N_("by its year") : N_("it is there now");
    count = a->count;
    if (q->within != NULL && !is_path && filter(q, a, beneath_within) == 0 &&
        filter(q, a, above_within) == 0 && filter(q, a, counts_outside) == 0) {
        a->why = N_("not within the region given");
        return REGION_UNKNOWN;
    }
    if (a->count < count)
        why = N_("within the region given");
    bool bare = q->within == NULL && !is_path && is_bare(a->candidates[0]);
    if (a->count == 1 && !bare)
        return found(a, a->candidates[0], why);
    bool over, many;
    const struct region *top = highest(a, &over);
    if (top != NULL && over && !bare)
        return found(a, top, N_("the highest of that name"));
    a->by_near = true;
    const struct region *near = only_near(a, q->near, &many);
    if (near != NULL && (top == NULL || top == near))
        return found(a, near, N_("near the region before"));
    if (near == NULL && !many && top != NULL && q->near != NULL && !bare)
        return found(a, top, N_("the highest of that name"));
    a->why = bare ? N_("says too little by itself") : N_("more than one of that name");
    return REGION_AMBIGUOUS;
}

enum regions_result regions_find(struct regions *d, const struct regions_query *q,
                                 struct regions_answer *a)
{
    a->region = NULL;
    a->count = 0;
    a->by_year = a->by_near = false;
    a->why = N_("no such name");
    a->missing = false;
    buf_clear(&d->key);
    label_key(&d->key, q->text);
    struct view key = buf_view(&d->key);
    if (is_digits(key)) {
        bool is_long = key.n == LONG_CODE_DIGITS && memcmp(key.p + CODE_DIGITS, "000000", 6) == 0;
        struct view code = {key.p, is_long ? CODE_DIGITS : key.n};
        add_named(d, d->codes, code, NULL, 0, a);
        if (a->count > 0)
            return choose(q, a, true);
    }
    const struct region *whole;
    if (find_whole(key, q->within, &whole)) {
        if (whole != NULL)
            return found(a, whole, N_("of the region given"));
        a->why = N_("--within says of which region");
        return REGION_UNKNOWN;
    }
    add_named(d, d->full, key, NULL, 0, a);
    if (a->count == 0)
        add_named(d, d->shorts, key, NULL, 0, a);
    bool is_path = a->count == 0;
    if (is_path && key.n <= PATH_MAX_BYTES)
        add_path(d, key, NULL, 0, a);
    if (a->count > 0)
        return choose(q, a, is_path);
    a->missing = true;
    return REGION_UNKNOWN;
}

void regions_answer_free(struct regions_answer *a)
{
    free(a->candidates);
    *a = (struct regions_answer){0};
}

const struct region *regions_current(const struct regions *d, const struct region *r)
{
    for (size_t steps = 0; r != NULL && r->to != 0 && steps < LEVELS_MAX; steps++) {
        if (r->successor.n != CODE_DIGITS)
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
    if (up != NULL && level_of(up) != COUNTRY)
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
        while (next_of(&list, &name))
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
    label_index_free(d->codes);
    label_index_free(d->full);
    label_index_free(d->shorts);
    buf_free(&d->key);
    free(d);
}
