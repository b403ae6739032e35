#include "barename.h"

#include <string.h>

static void cut_front(struct buf *name, size_t start, size_t n)
{
    memmove(name->p + start, name->p + start + n, name->n - start - n);
    name->n -= n;
}

/* The place without the word for its kind: 昆明 of 昆明市; empty where little would be left. */
static struct view short_place(struct view place)
{
    static const char *const kinds[] = {"自治区", "自治州", "自治县", "地区", "省", "市",
                                        "县",     "区",     "州",     "盟",   "旗"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (view_ends(place, view_of(kinds[i])) && place.n >= strlen(kinds[i]) + 6)
            return (struct view){place.p, place.n - strlen(kinds[i])};
    return (struct view){0};
}

void barename_drop_place(const struct scene *s, struct buf *name, size_t start)
{
    static const struct {
        const char *s; /* what may follow the short form */
        bool keep;     /* whether it belongs to the name */
    } after[] = {{"全市", false}, {"全省", false}, {"全县", false},
                 {"全区", false}, {"全州", false}, {"地区生产总值", true}};
    if (name->n == start)
        return;
    /* 石桥全市人口: the place is the document's own, though its title may not name it; all of these
     * words begin with 全 */
    size_t n = name->n - start;
    bool whole = memmem(name->p + start, n < 21 ? n : 21, "全", strlen("全")) != NULL;
    for (size_t k = 0; whole && k < sizeof after / sizeof *after; k++) {
        if (after[k].keep)
            continue;
        struct view v = {name->p + start, name->n - start};
        const char *at = memmem(v.p, v.n < 21 ? v.n : 21, after[k].s, strlen(after[k].s));
        size_t drop = at != NULL ? (size_t)(at - v.p) + strlen(after[k].s) : 0;
        if (at != NULL && at >= v.p + 6 && at <= v.p + 12 && v.n >= drop + 6 &&
            memmem(v.p, (size_t)(at - v.p), "占", strlen("占")) == NULL)
            cut_front(name, start, drop);
    }
    struct view gdp = view_of("生产总值"),
                places[] = {buf_view(&s->doc->parent), buf_view(&s->doc->region)};
    for (size_t i = 0; i < 2; i++) {
        struct view v = {name->p + start, name->n - start};
        struct view first = {places[i].p, places[i].n < 3 ? places[i].n : 3};
        if (!view_starts(v, first)) /* as nearly all names: neither the place nor its short form */
            continue;
        struct view brief = short_place(places[i]);
        struct view rest = {v.p + places[i].n, v.n > places[i].n ? v.n - places[i].n : 0};
        if (places[i].n > 0 && view_starts(v, places[i]) && rest.n >= 6 &&
            !(view_ends(places[i], view_of("地区")) && view_starts(rest, gdp))) {
            cut_front(name, start, places[i].n);
            continue;
        }
        for (size_t k = 0; brief.n > 0 && k < sizeof after / sizeof *after; k++) {
            struct view tail = {v.p + brief.n, v.n > brief.n ? v.n - brief.n : 0};
            size_t drop = brief.n + (after[k].keep ? 0 : strlen(after[k].s));
            if (view_starts(v, brief) && view_starts(tail, view_of(after[k].s)) &&
                v.n >= drop + 6) {
                cut_front(name, start, drop);
                break;
            }
        }
    }
}

/* 市级(不含开发区,下同)收入: a bracket in the middle with a comma in it explains. */
static void drop_remark(struct buf *name, size_t start)
{
    char *open = memchr(name->p + start, '(', name->n - start);
    if (open == NULL || open == name->p + start)
        return;
    char *end = name->p + name->n, *close = memchr(open, ')', (size_t)(end - open));
    if (close == NULL || memchr(open, ',', (size_t)(close - open)) == NULL)
        return;
    cut_front(name, (size_t)(open - name->p), (size_t)(close + 1 - open));
}

void barename_add(const struct scene *s, struct stretch at, struct buf *name)
{
    size_t start = name->n;
    if (stretch_is_empty(at))
        return;
    struct stretch bare = stretch_without_brackets(s->text, at);
    if (memchr(s->text.p + bare.end, ',', at.end - bare.end) != NULL)
        at = bare; /* what explains is no part of the name: 性别比(以女性为100,男性对女性的比例) */
    normal_name(s->normal, at.start, at.end, name);
    if (name->n == start)
        return; /* nothing but brackets and quotes */
    drop_remark(name, start);
    barename_drop_place(s, name, start);
    for (const struct rule *tail;
         (tail = rules_ending(s->rules, CLASS_NAME_TAIL,
                              (struct view){name->p + start, name->n - start})) != NULL &&
         name->n - start > tail->word.n;)
        name->n -= tail->word.n;
}
