#include "dealing.h"

#include "barename.h"
#include "clause.h"
#include "naming.h"
#include "right.h"

#include <string.h>

/* The list without the words behind it that say how many it has. */
static struct stretch without_count(const struct scene *s, struct stretch at)
{
    struct match m;
    struct view v = scene_text(s, at);
    bool joined = false;
    static const char *const joints[] = {"、", "和", "与", "及"};
    for (size_t k = 0; k < sizeof joints / sizeof *joints && !stretch_is_empty(at); k++)
        joined |= memmem(v.p, v.n, joints[k], strlen(joints[k])) != NULL;
    if (joined && rules_in(s->rules, CLASS_COUNT_TAIL, v, 0, &m) != NULL && m.start > 3)
        at.end = at.start + (uint32_t)m.start;
    return at;
}

bool dealing_clause(const struct scene *s, struct saying *y, bool with_name)
{
    struct stretch lead = clause_name(s, y->list.at[0]);
    if (stretch_is_empty(lead) && y->p.respectively)
        lead = clause_object(s, y->list.at[0]);
    lead = without_count(s, lead);
    struct view v = scene_text(s, lead);
    const char *etc = v.n > 0 ? memmem(v.p, v.n, "等", strlen("等")) : NULL;
    bool whole = etc != NULL && etc > v.p + 6 && memmem(v.p, (size_t)(etc - v.p), "、", 3) != NULL;
    if (whole) /* 桃、葡萄、梨等水果: none lacks a tail */
        lead.end = lead.start + (uint32_t)(etc - v.p);
    if (stretch_is_empty(lead) ||
        !names_split(&y->names, s->tokens, s->rules, s->normal, lead, y->list.n, !whole)) {
        names_clear(&y->names);
        return false;
    }
    for (size_t k = 0; k < y->names.n; k++) {
        for (const struct rule *tail; (tail = rules_ending(s->rules, CLASS_NAME_TAIL,
                                                           buf_view(&y->names.name[k]))) != NULL &&
                                      tail->word.n < y->names.name[k].n;)
            y->names.name[k].n -= tail->word.n;
        if (with_name)
            buf_add_view(&y->names.name[k], buf_view(&y->name));
    }
    return true;
}

/* What is measured of each of several: 增加值 of 四个行业增加值. */
static struct stretch without_kind(const struct scene *s, struct stretch at)
{
    struct match m;
    if (!stretch_is_empty(at) &&
        rules_in(s->rules, CLASS_KIND_NOUN, scene_text(s, at), 0, &m) != NULL && m.start == 0)
        at.start += (uint32_t)m.end;
    return at;
}

/* Puts what is measured of each behind the names: 增加值 of 等四个行业增加值. */
static void add_measured(const struct scene *s, struct saying *y)
{
    struct stretch measured = without_kind(s, y->p.name);
    for (size_t k = 0; k < y->names.n; k++)
        normal_name(s->normal, measured.start, measured.end, &y->names.name[k]);
}

void dealing_group(const struct scene *s, struct saying *y, size_t n, bool another)
{
    bool stems = another && y->name.n > 0 && s->stems.n == n && s->group == n;
    names_clear(&y->names);
    for (size_t k = 0; k < n; k++) {
        struct buf *b = names_add(&y->names);
        const struct buf *from =
            stems ? &s->stems.name[k] : &s->subjects.name[s->subjects.n - n + k];
        buf_add_view(b, buf_view(from));
        buf_add_view(b, buf_view(&y->name));
    }
}

/* Whether all figures of the list have one unit: only then may their names share a tail. */
static bool one_unit(const struct scene *s, const struct saying *y)
{
    bool one = true;
    struct buf unit = {0}, other = {0};
    for (size_t k = 1; k < y->list.n; k++)
        one &= view_equal(saying_unit(s, scene_token(s, y->list.at[0]), &unit),
                          saying_unit(s, scene_token(s, y->list.at[k]), &other));
    buf_free(&unit);
    buf_free(&other);
    return one;
}

/* Keeps the names that were dealt out as those that the next lists measure something of. */
static void keep_stems(struct scene *s, const struct names *names)
{
    s->listed = (struct stretch){0};
    names_clear(&s->stems);
    for (size_t k = 0; k < names->n; k++)
        buf_add_view(names_add(&s->stems), buf_view(&names->name[k]));
}

/* Puts the rest of a list's own name behind each part: A、B两类学校|在校生. */
static void add_rest(const struct scene *s, struct saying *y, struct stretch list)
{
    struct stretch rest = without_kind(s, (struct stretch){list.end, y->p.name.end});
    bool known = rest.start > list.end && !stretch_is_empty(rest);
    for (size_t k = 0; k < y->names.n && known; k++)
        barename_add(s, rest, &y->names.name[k]);
}

bool dealing_list(struct scene *s, struct saying *y)
{
    struct view name = scene_text(s, y->p.name);
    if (!y->own || memmem(name.p, name.n, "、", strlen("、")) == NULL)
        return false;
    for (size_t n = 2; n <= LIST_MAX; n++)
        if (names_split(&y->names, s->tokens, s->rules, s->normal, without_count(s, y->p.name), n,
                        true))
            return true;
    names_clear(&y->names);
    return false;
}

void dealing_each(const struct scene *s, struct saying *y)
{
    bool split = false;
    for (size_t n = 2; n <= LIST_MAX && !split; n++)
        split = names_split(&y->names, s->tokens, s->rules, s->normal, y->p.name, n, false);
    if (!split) {
        names_clear(&y->names);
        return;
    }
    size_t verb = names_verb(s->rules, buf_view(&y->names.name[0])); /* said of each */
    for (size_t k = 1; k < y->names.n && verb > 0; k++) {
        struct buf with = {0};
        buf_add(&with, y->names.name[0].p, verb);
        buf_add_view(&with, buf_view(&y->names.name[k]));
        buf_free(&y->names.name[k]);
        y->names.name[k] = with;
    }
}

/* 总量和增幅分别居…: 增幅 is that of the other name, or of what was named before. */
static void name_rates(const struct scene *s, struct saying *y)
{
    for (size_t k = 0; k < y->names.n; k++) {
        struct view name = buf_view(&y->names.name[k]), first = buf_view(&y->names.name[0]);
        const struct rule *rate = rules_ending(s->rules, CLASS_RATE_NOUN, name);
        if (rate == NULL || rate->word.n != name.n)
            continue;
        const struct rule *generic = rules_ending(s->rules, CLASS_GENERIC_NOUN, first);
        bool own = k > 0 && (generic == NULL || generic->word.n != first.n);
        struct buf with = {0};
        buf_add_view(&with, own ? first : buf_view(&s->current));
        buf_add_view(&with, name);
        buf_free(&y->names.name[k]);
        y->names.name[k] = with;
    }
}

/* Puts who did it before what was done. */
static void add_doer(const struct scene *s, struct stretch doer, struct buf *name)
{
    struct buf with = {0};
    barename_add(s, doer, &with);
    buf_add_view(&with, buf_view(name));
    buf_free(name);
    *name = with;
}

/* A,B、C业,D三类行业分别为: names parted by commas, as many as there are figures. */
static bool deal_commas(struct scene *s, struct saying *y)
{
    struct match m;
    size_t n = y->list.n, end = clause_start(s, s->start, y->list.at[0]);
    struct stretch at[LIST_MAX], last = y->p.name;
    if (!y->p.respectively || n < 3)
        return false;
    const struct rule *tail = rules_in(s->rules, CLASS_COUNT_TAIL, scene_text(s, last), 0, &m);
    if (tail != NULL && m.start > 3)
        last.end = last.start + (uint32_t)m.start;
    at[n - 1] = last;
    for (size_t k = n - 1; k-- > 0;) {
        if (end <= s->start + 1 || !token_is_mark(scene_token(s, end - 1), MARK_COMMA))
            return false;
        size_t start = clause_start(s, s->start, --end);
        while (k == 0 && start < end && scene_token(s, start)->kind == TOKEN_WORD)
            start++; /* 其中, */
        if (start == end)
            return false;
        for (size_t i = start; i < end; i++)
            if (scene_token(s, i)->kind != TOKEN_TEXT && !token_is_joint(scene_token(s, i)))
                return false;
        at[k] = stretch_between(s->tokens, start, end);
        end = start;
    }
    names_clear(&y->names);
    for (size_t k = 0; k < n; k++)
        barename_add(s, at[k], names_add(&y->names));
    return true;
}

void dealing_out(struct scene *s, struct saying *y)
{
    const struct phrase *p = &y->p;
    size_t n = y->list.n;
    if (!stretch_is_empty(p->listed) && /* A、B等四个行业增加值分别… */
        names_split(&y->names, s->tokens, s->rules, s->normal, p->listed, n, false)) {
        keep_stems(s, &y->names);
        add_measured(s, y);
        return;
    }
    if (!stretch_is_empty(p->scope) && /* A、B两县分别实现产值… */
        names_split(&y->names, s->tokens, s->rules, s->normal, without_count(s, p->scope), n,
                    true)) {
        names_share_head(&y->names);
        keep_stems(s, &y->names);
        for (size_t k = 0; k < n; k++)
            barename_add(s, p->name, &y->names.name[k]);
        return;
    }
    struct stretch list = without_count(s, p->name);
    if (names_split(&y->names, s->tokens, s->rules, s->normal, list, n, one_unit(s, y))) {
        keep_stems(s, &y->names);
        s->listed = p->name;
        add_rest(s, y, list);
        for (size_t k = 0; k < n && !stretch_is_empty(p->scope); k++)
            add_doer(s, p->scope, &y->names.name[k]); /* 工业实现收入、利润分别… */
        /* 市、县分别增长: of what was named before */
        name_rates(s, y);
        bool levels = n == 2 && y->names.name[1].n <= 3 && s->current.n > 0 && p->grow != NULL;
        for (size_t k = 0; k < n && levels; k++)
            buf_add_view(&y->names.name[k], buf_view(&s->current));
        return;
    }
    if (names_pair(&y->names, s->rules, buf_view(&y->name), n))
        return;
    if (deal_commas(s, y)) {
        keep_stems(s, &y->names);
        return;
    }
    if (p->respectively && dealing_clause(s, y, true)) /* 航空产业发展较快,增加值分别… */
        return;
    names_clear(&y->names);
    if (p->respectively && s->group == n && s->subjects.n >= n)
        dealing_group(s, y, n, true); /* 三次产业结构为…,贡献率分别为… */
}

bool dealing_joint(struct scene *s, struct saying *y)
{
    if (names_split(&y->names, s->tokens, s->rules, s->normal, without_count(s, s->joint),
                    y->list.n, true))
        return true;
    names_clear(&y->names);
    return false;
}

bool dealing_jointly(struct scene *s, struct saying *y)
{
    if (s->group < 2 || s->subjects.n < s->group)
        return false;
    barename_add(s, s->listed, &y->name);
    for (size_t k = y->name.n > 0 ? 0 : s->group; k > 0; k--) {
        buf_add_view(&y->name, buf_view(&s->subjects.name[s->subjects.n - k]));
        if (k > 1)
            buf_add_string(&y->name, "、");
    }
    naming_remember(s, buf_view(&y->name));
    return true;
}

void dealing_hold(struct scene *s, struct saying *y)
{
    size_t end = y->list.end, figures = 1;
    for (; end < s->end && figures <= LIST_MAX && !token_is_boundary(scene_token(s, end)); end++)
        figures += token_is_figure(scene_token(s, end));
    if (figures < 2 || figures > LIST_MAX ||
        !names_split(&s->dealt, s->tokens, s->rules, s->normal, y->p.name, figures, true)) {
        names_clear(&s->dealt);
        return;
    }
    buf_clear(&y->name);
    buf_add_view(&y->name, buf_view(&s->dealt.name[0]));
    s->dealt_next = 1;
    s->dealt_end = end;
}

bool dealing_waits(struct scene *s, size_t i)
{
    size_t figures = 0, end = i;
    if (s->group < 2 || s->group > LIST_MAX || s->subjects.n < s->group)
        return false;
    for (size_t k = i; k > s->start && !token_is_boundary(scene_token(s, k - 1)); k--)
        if (token_is_figure(scene_token(s, k - 1)) || scene_token(s, k - 1)->kind == TOKEN_TEXT ||
            i - k > 4)
            return false;
    for (; end < s->end && figures <= LIST_MAX && !token_is_boundary(scene_token(s, end)); end++) {
        const struct token *t = scene_token(s, end);
        if (t->kind == TOKEN_TEXT)
            return false;
        if (token_is_figure(t) && (figures++, end > i) && !token_is(t - 1, CLASS_GROW) &&
            !token_is(t, CLASS_FLAT))
            return false;
    }
    if (figures != s->group)
        return false;
    names_clear(&s->dealt);
    for (size_t k = s->group; k > 0; k--)
        buf_add_view(names_add(&s->dealt), buf_view(&s->subjects.name[s->subjects.n - k]));
    s->dealt_next = 1;
    s->dealt_end = end;
    return true;
}
