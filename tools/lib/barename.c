#include "barename.h"

#include <string.h>

static void cut_front(struct buf *name, size_t start, size_t n)
{
    memmove(name->p + start, name->p + start + n, name->n - start - n);
    name->n -= n;
}

/* The place without the word for its kind: 昆明 of 昆明市; empty where little would be left. */
static struct view short_place(const struct rules *rules, struct view place)
{
    const struct rule *kind = rules_ending(rules, CLASS_DIVISION, place);
    if (kind == NULL || place.n < kind->word.n + 6)
        return (struct view){0};
    return (struct view){place.p, place.n - kind->word.n};
}

/* Whether a character begins at the byte. */
static bool begins(struct view v, size_t at)
{
    return ((unsigned char)v.p[at] & 0xc0) != 0x80;
}

/* Whether a word of the first n bytes says that a share follows. */
static bool says_share(struct rules *rules, struct view v, size_t n)
{
    for (size_t at = 0; at < n; at++) {
        struct match m;
        const struct rule *rule = begins(v, at) ? rules_at(rules, TABLE_WORDS, v, at, &m) : NULL;
        if (rule != NULL && rule->class == CLASS_SHARE)
            return true;
    }
    return false;
}

/* 石桥|全市|人口: the place is the document's own, though its title may not name it. */
static void drop_unknown(const struct scene *s, struct buf *name, size_t start)
{
    enum { SHORTEST = 6, LONGEST = 12 }; /* bytes of a place without the word for its kind */
    for (size_t at = SHORTEST; at <= LONGEST && start + at < name->n; at++) {
        struct view v = {name->p + start, name->n - start}, rest = {v.p + at, v.n - at};
        if (!begins(v, at))
            continue;
        const struct rule *after = rules_starting(s->rules, CLASS_AFTER_PLACE, rest);
        if (after == NULL || after->n != 1 || rest.n < after->word.n + 6 ||
            says_share(s->rules, v, at))
            continue;
        cut_front(name, start, at + after->word.n);
        return;
    }
}

void barename_drop_place(const struct scene *s, struct buf *name, size_t start)
{
    if (name->n == start)
        return;
    drop_unknown(s, name, start);
    struct view places[] = {buf_view(&s->doc->parent), buf_view(&s->doc->region)};
    for (size_t i = 0; i < 2; i++) {
        struct view v = {name->p + start, name->n - start};
        struct view first = {places[i].p, places[i].n < 3 ? places[i].n : 3};
        if (!view_starts(v, first)) /* as nearly all names: neither the place nor its short form */
            continue;
        struct view brief = short_place(s->rules, places[i]);
        const struct rule *after = NULL;
        if (brief.n > 0 && view_starts(v, brief))
            after = rules_starting(s->rules, CLASS_AFTER_PLACE,
                                   (struct view){v.p + brief.n, v.n - brief.n});
        /* 大同地区生产总值: 地区 is of the name, not of the place */
        bool of_name = after != NULL && after->n == 2;
        if (!of_name && places[i].n > 0 && view_starts(v, places[i]) && v.n >= places[i].n + 6) {
            cut_front(name, start, places[i].n);
            continue;
        }
        if (after == NULL || (after->n == 0 && i == 0)) /* 台州出口名牌 */
            continue;
        size_t drop = brief.n + (after->n == 1 ? after->word.n : 0);
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

/* 水库年末蓄水量, 粮食全年总产量: the time in the middle is none of its parts. */
static void drop_time(const struct scene *s, struct buf *name, size_t start)
{
    struct match m;
    struct view v = {name->p + start, name->n - start};
    if (rules_in(s->rules, CLASS_INNER_TIME, v, 0, &m) == NULL || m.start == 0 || m.end == v.n)
        return;
    struct view rest = {v.p + m.end, v.n - m.end};
    if (rules_starting(s->rules, CLASS_TASK, rest) == NULL) /* 市全年|任务: the year's */
        cut_front(name, start + m.start, m.end - m.start);
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
    drop_time(s, name, start);
    barename_drop_place(s, name, start);
    for (const struct rule *tail;
         (tail = rules_ending(s->rules, CLASS_NAME_TAIL,
                              (struct view){name->p + start, name->n - start})) != NULL &&
         name->n - start > tail->word.n;)
        name->n -= tail->word.n;
}
