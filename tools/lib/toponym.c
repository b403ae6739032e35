#include "toponym.h"

#include "label.h"
#include "translate.h"

#include <stdlib.h>
#include <string.h>

enum {
    PATH_MAX_BYTES = 256, /* of a path of names: no longer text is split */
    LONG_CODE_DIGITS = 12,
};

static const struct region *province_of(const struct region *r)
{
    while (r != NULL && region_level(r) > LEVEL_PROVINCE)
        r = r->parent;
    return r;
}

static void add_candidate(struct toponym_answer *a, const struct region *r)
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

/* Adds the regions that have the key and are beneath one of over[0..n); NULL for any. */
static void add_named(const struct regions *d, enum region_key by, struct view key,
                      const struct region *const *over, size_t n, struct toponym_answer *a)
{
    const struct region *r;
    for (uint32_t at = REGIONS_FIRST; (r = regions_with(d, by, key, &at)) != NULL;) {
        bool fits = over == NULL;
        for (size_t i = 0; i < n && !fits; i++)
            fits = !view_equal(r->code, over[i]->code) && region_is_in(r, over[i]);
        if (fits)
            add_candidate(a, r);
    }
}

/* Adds the regions that the key is a path to, from one of over[0..n) on. */
static void add_path(const struct regions *d, struct view key, const struct region *const *over,
                     size_t n, struct toponym_answer *a)
{
    struct toponym_answer up = {0};
    for (size_t at = key.n; at > 0 && a->count == 0;) {
        do
            at--;
        while (at > 0 && ((unsigned char)key.p[at] & 0xC0) == 0x80);
        struct view start = {key.p, at}, rest = {key.p + at, key.n - at};
        up.count = 0;
        add_named(d, REGION_BY_NAME, start, over, n, &up);
        if (up.count == 0)
            add_named(d, REGION_BY_SHORT, start, over, n, &up);
        if (up.count == 0)
            continue;
        add_named(d, REGION_BY_NAME, rest, up.candidates, up.count, a);
        if (a->count == 0)
            add_named(d, REGION_BY_SHORT, rest, up.candidates, up.count, a);
        if (a->count == 0)
            add_path(d, rest, up.candidates, up.count, a);
    }
    toponym_answer_free(&up);
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

typedef bool keep_function(const struct region *r, const struct toponym *q,
                           const struct toponym_answer *a);

/* Keeps the candidates for which keep is true and returns how many; all where that is none. */
static size_t filter(const struct toponym *q, struct toponym_answer *a, keep_function *keep)
{
    struct toponym_answer left = {0};
    for (size_t i = 0; i < a->count; i++)
        if (keep(a->candidates[i], q, a))
            add_candidate(&left, a->candidates[i]);
    size_t kept = left.count;
    if (kept > 0) {
        memcpy(a->candidates, left.candidates, kept * sizeof(const struct region *));
        a->count = kept;
    }
    toponym_answer_free(&left);
    return kept;
}

static bool has_code(const struct region *r, const struct toponym *q,
                     const struct toponym_answer *a)
{
    (void)a;
    return view_equal(r->code, q->code);
}

static bool in_year(const struct region *r, const struct toponym *q, const struct toponym_answer *a)
{
    (void)a;
    return q->year == 0 ? r->to == 0 : r->from <= q->year && (r->to == 0 || q->year <= r->to);
}

/* Of a region and what it became in the same year only the latter. */
static bool not_followed(const struct region *r, const struct toponym *q,
                         const struct toponym_answer *a)
{
    (void)q;
    struct view list = r->successor, code;
    while (view_next(&list, '|', &code))
        for (size_t i = 0; i < a->count; i++)
            if (a->candidates[i] != r && view_equal(a->candidates[i]->code, code))
                return false;
    return true;
}

static bool beneath_within(const struct region *r, const struct toponym *q,
                           const struct toponym_answer *a)
{
    (void)a;
    return !view_equal(r->code, q->within->code) && region_is_in(r, q->within);
}

static bool above_within(const struct region *r, const struct toponym *q,
                         const struct toponym_answer *a)
{
    (void)a;
    return region_is_in(q->within, r);
}

/* Whether a candidate outside of within may be meant all the same. */
static bool counts_outside(const struct region *r, const struct toponym *q,
                           const struct toponym_answer *a)
{
    (void)a;
    return region_level(r) < LEVEL_COUNTY || region_is_in(r, province_of(q->within));
}

/* 东区, 城区, 郊区: a name that says nothing by itself. */
static bool is_bare(const struct region *r)
{
    return region_level(r) == LEVEL_COUNTY && r->shorts.n == 0 && r->name.n == strlen("城区") &&
           view_ends(r->name, view_of("区"));
}

/* The candidate that is in near, or else in what is above it up to its province, and that all
 * others there are beneath; NULL where there is none or, many, there is no such. */
static const struct region *only_near(const struct toponym_answer *a, const struct region *near,
                                      bool *many)
{
    const struct region *only = NULL;
    *many = false;
    for (; near != NULL && region_level(near) != LEVEL_COUNTRY && only == NULL;
         near = near->parent) {
        for (size_t i = 0; i < a->count; i++) {
            const struct region *r = a->candidates[i];
            if (!region_is_in(r, near) || (only != NULL && region_is_in(r, only)))
                continue;
            *many = only != NULL && !region_is_in(only, r);
            if (*many)
                return NULL;
            only = r;
        }
    }
    return only;
}

/* The only candidate of the highest level, or NULL; *over is whether it needs no further proof: a
 * province, or all others are beneath it. */
static const struct region *highest(const struct toponym_answer *a, bool *over)
{
    const struct region *top = a->candidates[0];
    size_t equal = 1;
    for (size_t i = 1; i < a->count; i++) {
        enum region_level level = region_level(a->candidates[i]);
        equal = level < region_level(top) ? 1 : equal + (level == region_level(top));
        if (level < region_level(top))
            top = a->candidates[i];
    }
    *over = true;
    for (size_t i = 0; i < a->count && region_level(top) > LEVEL_PROVINCE; i++)
        *over = *over && region_is_in(a->candidates[i], top);
    return equal == 1 ? top : NULL;
}

static enum toponym_result found(struct toponym_answer *a, const struct region *r, const char *why)
{
    a->region = r;
    a->why = why;
    return TOPONYM_FOUND;
}

/* Chooses among the candidates. */
static enum toponym_result choose(const struct toponym *q, struct toponym_answer *a, bool is_path)
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
        return TOPONYM_UNKNOWN;
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
    return TOPONYM_AMBIGUOUS;
}

enum toponym_result toponym_find(const struct regions *d, const struct toponym *q,
                                 struct toponym_answer *a)
{
    a->region = NULL;
    a->count = 0;
    a->by_year = a->by_near = false;
    a->why = N_("no such name");
    a->missing = false;
    buf_clear(&a->key);
    label_key(&a->key, q->text);
    struct view key = buf_view(&a->key);
    if (view_is_digits(key)) {
        bool is_long = key.n == LONG_CODE_DIGITS && memcmp(key.p + REGION_DIGITS, "000000", 6) == 0;
        struct view code = {key.p, is_long ? REGION_DIGITS : key.n};
        add_named(d, REGION_BY_CODE, code, NULL, 0, a);
        if (a->count > 0)
            return choose(q, a, true);
    }
    const struct region *whole;
    if (find_whole(key, q->within, &whole)) {
        if (whole != NULL)
            return found(a, whole, N_("of the region given"));
        a->why = N_("--within says of which region");
        return TOPONYM_UNKNOWN;
    }
    add_named(d, REGION_BY_NAME, key, NULL, 0, a);
    if (a->count == 0)
        add_named(d, REGION_BY_SHORT, key, NULL, 0, a);
    bool is_path = a->count == 0;
    if (is_path && key.n <= PATH_MAX_BYTES)
        add_path(d, key, NULL, 0, a);
    if (a->count > 0)
        return choose(q, a, is_path);
    a->missing = true;
    return TOPONYM_UNKNOWN;
}

void toponym_answer_free(struct toponym_answer *a)
{
    free(a->candidates);
    buf_free(&a->key);
    *a = (struct toponym_answer){0};
}
