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

/* 石桥全市人口: the place is the document's own, though its title may not name it. */
static void drop_unknown(struct buf *name, size_t start)
{
    static const char *const whole[] = {"全市", "全省", "全县", "全区", "全州"};
    size_t n = name->n - start;
    if (memmem(name->p + start, n < 21 ? n : 21, "全", strlen("全")) == NULL) /* as nearly all */
        return;
    for (size_t k = 0; k < sizeof whole / sizeof *whole; k++) {
        struct view v = {name->p + start, name->n - start};
        const char *at = memmem(v.p, v.n < 21 ? v.n : 21, whole[k], strlen(whole[k]));
        size_t drop = at != NULL ? (size_t)(at - v.p) + strlen(whole[k]) : 0;
        if (at != NULL && at >= v.p + 6 && at <= v.p + 12 && v.n >= drop + 6 &&
            memmem(v.p, (size_t)(at - v.p), "占", strlen("占")) == NULL)
            cut_front(name, start, drop);
    }
}

void barename_drop_place(const struct scene *s, struct buf *name, size_t start)
{
    if (name->n == start)
        return;
    drop_unknown(name, start);
    struct view gdp = view_of("生产总值"),
                places[] = {buf_view(&s->doc->parent), buf_view(&s->doc->region)};
    for (size_t i = 0; i < 2; i++) {
        struct view v = {name->p + start, name->n - start};
        struct view first = {places[i].p, places[i].n < 3 ? places[i].n : 3};
        if (!view_starts(v, first)) /* as nearly all names: neither the place nor its short form */
            continue;
        struct view rest = {v.p + places[i].n, v.n > places[i].n ? v.n - places[i].n : 0};
        if (places[i].n > 0 && view_starts(v, places[i]) && rest.n >= 6 &&
            !(view_ends(places[i], view_of("地区")) && view_starts(rest, gdp))) {
            cut_front(name, start, places[i].n);
            continue;
        }
        struct view brief = short_place(places[i]);
        if (brief.n == 0 || !view_starts(v, brief))
            continue;
        struct match m;
        struct view tail = {v.p + brief.n, v.n - brief.n};
        const struct rule *after = rules_in(s->rules, CLASS_AFTER_PLACE, tail, 0, &m);
        if (after == NULL || m.start > 0 || (after->n == 0 && i == 0)) /* 台州出口名牌 */
            continue;
        size_t drop = brief.n + (after->n == 1 ? m.end : 0);
        if (v.n >= drop + 6)
            cut_front(name, start, drop);
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

/* 水库年末蓄水量: the time in the middle is none of its parts. */
static void drop_time(struct buf *name, size_t start)
{
    static const char time[] = "年末";
    struct view v = {name->p + start, name->n - start};
    const char *at = memmem(v.p, v.n, time, sizeof time - 1);
    if (at != NULL && at > v.p && at + sizeof time - 1 < v.p + v.n)
        cut_front(name, (size_t)(at - name->p), sizeof time - 1);
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
    drop_time(name, start);
    barename_drop_place(s, name, start);
    for (const struct rule *tail;
         (tail = rules_ending(s->rules, CLASS_NAME_TAIL,
                              (struct view){name->p + start, name->n - start})) != NULL &&
         name->n - start > tail->word.n;)
        name->n -= tail->word.n;
}
