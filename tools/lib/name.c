#include "name.h"

#include <stdlib.h>
#include <string.h>

struct buf *names_add(struct names *ns)
{
    if (ns->n == ns->cap) {
        size_t cap = ns->cap > 0 ? 2 * ns->cap : 8;
        ns->name = mem_grow(ns->name, cap, sizeof *ns->name);
        memset(ns->name + ns->cap, 0, (cap - ns->cap) * sizeof *ns->name);
        ns->cap = cap;
    }
    struct buf *b = &ns->name[ns->n++];
    buf_clear(b);
    return b;
}

void names_clear(struct names *ns)
{
    ns->n = 0;
}

void names_free(struct names *ns)
{
    for (size_t i = 0; i < ns->cap; i++)
        buf_free(&ns->name[i]);
    free(ns->name);
    *ns = (struct names){0};
}

static size_t characters(struct view v)
{
    size_t n = 0;
    for (size_t i = 0; i < v.n; i++)
        n += ((unsigned char)v.p[i] & 0xc0) != 0x80;
    return n;
}

/* Bytes of the first n characters. */
static size_t prefix_bytes(struct view v, size_t n)
{
    size_t i = 0;
    while (i < v.n && n > 0) {
        i++;
        while (i < v.n && ((unsigned char)v.p[i] & 0xc0) == 0x80)
            i++;
        n--;
    }
    return i;
}

/* Length of the last character of the text before at; 0 at its beginning. */
static size_t character_before(const char *start, const char *at)
{
    size_t n = 0;
    while (at - n > start && n < 4 && (n == 0 || ((unsigned char)*(at - n) & 0xc0) == 0x80))
        n++;
    return n;
}

/* 美国、欧盟、韩国|离岸外包执行额, where the line says it again of another: the longest end of the
 * last name that also stands behind another character. */
static struct view tail_said_again(const struct normal *line, struct stretch list, struct view last)
{
    enum { HEAD_MIN = 2, TAIL_MIN = 4 }; /* characters */
    struct view text = buf_view(&line->text);
    size_t n = characters(last);
    for (size_t head = HEAD_MIN; head + TAIL_MIN <= n; head++) {
        size_t skip = prefix_bytes(last, head);
        struct view tail = {last.p + skip, last.n - skip};
        size_t own = character_before(last.p, tail.p);
        for (const char *p = text.p;
             (p = memmem(p, (size_t)(text.p + text.n - p), tail.p, tail.n)) != NULL; p++) {
            size_t other = character_before(text.p, p);
            bool outside = p < text.p + list.start || p >= text.p + list.end;
            if (outside && other > 0 && (other != own || memcmp(p - other, tail.p - own, own) != 0))
                return tail;
        }
    }
    return (struct view){0};
}

/* The part of last that the parts before it lack; empty where they are whole. */
static struct view shared_tail(const struct names *ns, const struct rules *rules,
                               const struct normal *line, struct stretch list)
{
    struct view first = buf_view(&ns->name[0]), last = buf_view(&ns->name[ns->n - 1]);
    struct view prior = buf_view(&ns->name[ns->n - 2]);
    size_t longest = 0;
    for (size_t i = 0; i + 1 < ns->n; i++)
        if (characters(buf_view(&ns->name[i])) > longest)
            longest = characters(buf_view(&ns->name[i]));
    const struct rule *noun = rules_ending(rules, CLASS_HEAD_NOUN, last),
                      *quantity = rules_ending(rules, CLASS_QUANTITY_NOUN, last);
    if (noun == NULL || (quantity != NULL && quantity->word.n > noun->word.n))
        noun = quantity;
    /* where the end of the first occurs in the last, what follows is the tail */
    for (size_t chars = 2; chars >= 1; chars--) {
        if (characters(first) < chars + 1)
            continue;
        size_t skip = prefix_bytes(first, characters(first) - chars);
        struct view end = {first.p + skip, first.n - skip};
        const char *found = NULL;
        for (const char *p = last.p; p + end.n <= last.p + last.n; p++)
            if (memcmp(p, end.p, end.n) == 0)
                found = p;
        if (found == NULL)
            continue;
        size_t at = (size_t)(found - last.p) + end.n;
        struct view tail = {last.p + at, last.n - at};
        /* 服务机器人、无人|机|产量: one character before a noun is the end of another word */
        if (chars == 1 && noun != NULL && noun->word.n >= 6 && tail.n > noun->word.n &&
            characters(tail) == characters(noun->word) + 1)
            return (struct view){last.p + last.n - noun->word.n, noun->word.n};
        if (at == last.n || chars == 2 || characters((struct view){last.p, at}) >= 3)
            return (struct view){last.p + at, last.n - at};
    }
    if (rules_ending(rules, CLASS_HEAD_NOUN, first) != NULL)
        return (struct view){0};
    struct view again = ns->n > 2 ? tail_said_again(line, list, last) : (struct view){0};
    if (again.n > 0)
        return again;
    bool joined = memmem(last.p, last.n, "及", strlen("及")) != NULL; /* 电子及通讯设备业 */
    if (longest > 4 || joined) /* 一般公共服务、教育、卫生健康支出 */
        return noun != NULL && noun->word.n >= 6
                   ? (struct view){last.p + last.n - noun->word.n, noun->word.n}
                   : (struct view){0};
    /* else the last starts with a part as long as the one before it: 城镇和农村|居民收入 */
    size_t n = characters(prior);
    if (view_starts(prior, view_of("第")) && !view_starts(last, view_of("第")) && n > 1)
        n--; /* 第二、三|产业 */
    if (characters(last) < n + 2)
        return (struct view){0};
    /* 茶叶、柑橘、食用菌|产值: where a noun starts just behind that, it is the tail */
    if (noun != NULL && noun->word.n >= 6 && characters(last) - characters(noun->word) == n + 1)
        return (struct view){last.p + last.n - noun->word.n, noun->word.n};
    size_t skip = prefix_bytes(last, n);
    return (struct view){last.p + skip, last.n - skip};
}

/* 17岁、60岁|及以上|人口: what bounds the last name is no part of the others. */
static struct view without_bound(struct rules *rules, struct view tail)
{
    struct match m;
    const struct rule *rule = tail.n > 0 ? rules_at(rules, TABLE_WORDS, tail, 0, &m) : NULL;
    if (rule == NULL || rule->class != CLASS_BOUND_AFTER)
        return tail;
    return (struct view){tail.p + m.end, tail.n - m.end};
}

void names_share_head(struct names *ns)
{
    static const char *const heads[] = {"第", "对"}; /* particles, whatever is listed */
    const char *head = NULL;
    for (size_t i = 0; ns->n > 1 && i < sizeof heads / sizeof *heads; i++)
        if (view_starts(buf_view(&ns->name[0]), view_of(heads[i])))
            head = heads[i];
    for (size_t i = 1; head != NULL && i < ns->n; i++) {
        struct buf *b = &ns->name[i], with = {0};
        if (view_starts(buf_view(b), view_of(head)))
            continue;
        buf_add_string(&with, head);
        buf_add_view(&with, buf_view(b));
        buf_free(b);
        *b = with;
    }
}

static void share_tail(struct names *ns, struct rules *rules, const struct normal *line,
                       struct stretch list)
{
    struct view tail = without_bound(rules, shared_tail(ns, rules, line, list));
    if (tail.n == 0)
        return;
    struct buf copy = {0};
    buf_add_view(&copy, tail); /* the names may move in memory while they grow */
    for (size_t i = 0; i + 1 < ns->n; i++)
        if (!view_ends(buf_view(&ns->name[i]), buf_view(&copy)))
            buf_add_view(&ns->name[i], buf_view(&copy));
    buf_free(&copy);
    names_share_head(ns);
}

/* Which words part names beside 、 (last_mark): 和 and 及 are parts of names too
 * (化学原料和化学制品、汽车), so the narrower readings are tried first. */
enum joints { JOINTS_NONE, JOINTS_LAST_AND, JOINTS_LAST, JOINTS_ALL, JOINTS_BEHIND_SECTOR };

static bool parts(const struct token *t, const struct token *last_mark, enum joints joints)
{
    if (token_is_mark(t, MARK_LIST))
        return true;
    if (!token_is(t, CLASS_COMPARE) || t->rule->n != 1)
        return false;
    switch (joints) {
    case JOINTS_NONE:
        return false;
    case JOINTS_LAST_AND:
        return t > last_mark && view_is(t->rule->word, "和");
    case JOINTS_LAST:
        return t > last_mark;
    default:
        return true;
    }
}

/* 服装、鞋帽类|和|汽车类: whether a sector ends before the token, which parts names then. */
static bool behind_sector(const struct rules *rules, const struct normal *line, uint32_t start,
                          const struct token *t)
{
    struct view before = {line->text.p + start, t->start - start};
    return rules_ending(rules, CLASS_SECTOR_NOUN, before) != NULL;
}

static void split(struct names *out, const struct tokens *ts, const struct rules *rules,
                  const struct normal *line, struct stretch s, enum joints joints)
{
    const struct token *last_mark = NULL;
    size_t first = 0;
    names_clear(out);
    for (size_t after = ts->n; first < after;) {
        size_t middle = first + (after - first) / 2;
        if (ts->t[middle].end <= s.start)
            first = middle + 1;
        else
            after = middle;
    }
    for (size_t i = first; i < ts->n && ts->t[i].start < s.end; i++)
        if (token_is_mark(&ts->t[i], MARK_LIST) && ts->t[i].depth == ts->t[first].depth)
            last_mark = &ts->t[i];
    uint32_t start = s.start;
    for (size_t i = first; i < ts->n && ts->t[i].start < s.end; i++) {
        const struct token *t = &ts->t[i];
        if (t->depth != ts->t[first].depth || t->quoted || t->start <= start ||
            !parts(t, last_mark, joints) ||
            (joints == JOINTS_BEHIND_SECTOR && !behind_sector(rules, line, start, t)))
            continue;
        normal_name(line, start, t->start, names_add(out));
        start = t->end;
    }
    if (start < s.end)
        normal_name(line, start, s.end, names_add(out));
}

/* 粮食类|日用品类和服装|鞋帽类: whether one of the parts is not a whole sector as its ends are. */
static bool breaks_sector(const struct names *ns, const struct rules *rules)
{
    if (ns->n < 3 || rules_ending(rules, CLASS_SECTOR_NOUN, buf_view(&ns->name[0])) == NULL ||
        rules_ending(rules, CLASS_SECTOR_NOUN, buf_view(&ns->name[ns->n - 1])) == NULL)
        return false;
    for (size_t i = 1; i + 1 < ns->n; i++)
        if (rules_ending(rules, CLASS_SECTOR_NOUN, buf_view(&ns->name[i])) == NULL)
            return true;
    return false;
}

bool names_split(struct names *out, const struct tokens *ts, struct rules *rules,
                 const struct normal *line, struct stretch s, size_t n, bool share)
{
    if (s.start == s.end)
        return false;
    for (enum joints j = JOINTS_NONE; j <= JOINTS_BEHIND_SECTOR; j++) {
        split(out, ts, rules, line, s, j);
        if (out->n == n)
            break;
    }
    if (out->n != n)
        return false;
    if (breaks_sector(out, rules)) {
        split(out, ts, rules, line, s, JOINTS_BEHIND_SECTOR);
        for (enum joints j = JOINTS_NONE; out->n != n; j++)
            split(out, ts, rules, line, s, j);
    }
    if (share && n > 1)
        share_tail(out, rules, line, s);
    return true;
}

size_t names_verb(struct rules *rules, struct view name)
{
    struct match m;
    const struct rule *rule = name.n > 0 ? rules_at(rules, TABLE_WORDS, name, 0, &m) : NULL;
    return rule != NULL && rule->class == CLASS_YIELD && rule->n == 1 ? m.end : 0;
}

bool names_pair(struct names *out, const struct rules *rules, struct view name, size_t n)
{
    const struct rule *rule = rules_within(rules, CLASS_PAIR, name);
    if (rule == NULL || n != (rule->third.n > 0 ? 3 : 2))
        return false;
    const char *at = memmem(name.p, name.n, rule->word.p, rule->word.n);
    struct view before = {name.p, (size_t)(at - name.p)};
    struct view after = {at + rule->word.n, name.n - before.n - rule->word.n};
    struct buf copy = {0}; /* name may be one of out's own buffers */
    buf_add_view(&copy, name);
    before.p = copy.p;
    after.p = copy.p + before.n + rule->word.n;
    names_clear(out);
    for (size_t i = 0; i < n; i++) {
        struct buf *b = names_add(out);
        buf_add_view(b, before);
        buf_add_view(b, i == 0 ? rule->first : i == 1 ? rule->second : rule->third);
        buf_add_view(b, after);
    }
    buf_free(&copy);
    return true;
}
