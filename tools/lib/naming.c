#include "naming.h"

#include <string.h>

enum { TOPIC_MAX = 60 }; /* bytes of a name that a sentence is about */

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

/* Takes the document's own place off the front of the name from start on. */
static void drop_place(const struct scene *s, struct buf *name, size_t start)
{
    static const struct {
        const char *s; /* what may follow the short form */
        bool keep;     /* whether it belongs to the name */
    } after[] = {{"全市", false}, {"全省", false}, {"全县", false},
                 {"全区", false}, {"全州", false}, {"地区生产总值", true}};
    /* 石桥全市人口: the place is the document's own, though its title may not name it */
    for (size_t k = 0; k < sizeof after / sizeof *after; k++) {
        if (after[k].keep)
            continue;
        struct view v = {name->p + start, name->n - start};
        const char *at =
            v.n > 0 ? memmem(v.p, v.n < 21 ? v.n : 21, after[k].s, strlen(after[k].s)) : NULL;
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

void naming_add(const struct scene *s, struct stretch at, struct buf *name)
{
    size_t start = name->n;
    if (stretch_is_empty(at))
        return;
    struct stretch bare = stretch_without_brackets(s->text, at);
    if (memchr(s->text.p + bare.end, ',', at.end - bare.end) != NULL)
        at = bare; /* what explains is no part of the name: 性别比(以女性为100,男性对女性的比例) */
    normal_name(s->normal, at.start, at.end, name);
    drop_remark(name, start);
    drop_place(s, name, start);
    for (const struct rule *tail;
         (tail = rules_ending(s->rules, CLASS_NAME_TAIL,
                              (struct view){name->p + start, name->n - start})) != NULL &&
         name->n - start > tail->word.n;)
        name->n -= tail->word.n;
}

/* 利用外资|的|项目数, 出口额|增速|、…: whether the word at k is in the middle of a name. */
static bool goes_on(const struct scene *s, size_t k, size_t end)
{
    const struct token *t = scene_token(s, k);
    if (k + 1 >= end)
        return false;
    const struct token *next = scene_token(s, k + 1);
    bool made = token_is(next, CLASS_YIELD) && next->rule->n == 1;
    if (scene_word_is(s, t, "的"))
        return next->kind == TOKEN_TEXT || made;
    if (token_is(t, CLASS_YIELD) && t->rule->n == 1) /* 新批|项目数 */
        return next->kind == TOKEN_TEXT;
    return token_is(t, CLASS_GROW) && token_is_mark(scene_token(s, k + 1), MARK_LIST) &&
           rules_ending(s->rules, CLASS_RATE_NOUN, t->rule->word) != NULL;
}

/* What the tokens [start, end) start with, where they give no figure: 墨西哥、美国|持续保持…地位.
 */
static struct stretch lead_noun(const struct scene *s, size_t start, size_t end)
{
    struct stretch name = {0};
    for (size_t k = start; k < end; k++)
        if (scene_token(s, k)->kind == TOKEN_QUANTITY)
            return (struct stretch){0};
    for (size_t k = start; k < end; k++) {
        const struct token *t = scene_token(s, k);
        if (token_is_figure(t) || token_is(t, CLASS_PERIOD))
            return (struct stretch){0};
        if (t->kind == TOKEN_TEXT ||
            (!stretch_is_empty(name) && ((t->kind == TOKEN_MARK && !token_is_boundary(t)) ||
                                         token_is_joint(t) || goes_on(s, k, end)))) {
            if (stretch_is_empty(name))
                name.start = t->start;
            name.end = t->end;
        } else if (!stretch_is_empty(name)) {
            return name;
        }
    }
    /* a clause without such a word names something where it ends in a tail: A、B发展较快 */
    return !stretch_is_empty(name) && rules_ending(s->rules, CLASS_NAME_TAIL, scene_text(s, name))
               ? name
               : (struct stretch){0};
}

/* The mark that ends the clause before that of token i, or where reading back ends. */
static size_t clause_of(const struct scene *s, size_t i)
{
    size_t end = i;
    while (end > s->start && i - end < CLAUSE_MAX && !token_is_boundary(scene_token(s, end)))
        end--;
    return end;
}

/* Whether the clause before says of something, without a figure, that it grew: 采矿业快速增长,同比…
 */
static bool grew_before(const struct scene *s, size_t i)
{
    i = clause_of(s, i);
    return i > s->start && (token_is(scene_token(s, i - 1), CLASS_GROW) ||
                            token_is(scene_token(s, i - 1), CLASS_FLAT));
}

/* Where the clause starts that ends at the token. */
static size_t start_of(const struct scene *s, size_t end)
{
    size_t start = end;
    while (start > s->start && end - start < CLAUSE_MAX &&
           !token_is_boundary(scene_token(s, start - 1)))
        start--;
    return start;
}

static struct stretch name_in_clause_before(const struct scene *s, size_t i)
{
    size_t end = clause_of(s, i);
    return lead_noun(s, start_of(s, end), end);
}

/* What the verb that the clause before begins with is done to: 控制|A、B行业的投资,增幅分别…. */
static struct stretch object_of_clause_before(const struct scene *s, size_t i)
{
    struct match m;
    size_t end = clause_of(s, i), start = start_of(s, end);
    if (end > start && token_is_boundary(scene_token(s, end - 1)))
        end--;
    struct stretch at = {0};
    for (size_t k = start; k < end; k++)
        if (token_is_figure(scene_token(s, k)) || token_is(scene_token(s, k), CLASS_PERIOD))
            return at;
    if (start == end)
        return at;
    at = (struct stretch){scene_token(s, start)->start, scene_token(s, end - 1)->end};
    if (rules_in(s->rules, CLASS_OBJECT_VERB, scene_text(s, at), 0, &m) == NULL || m.start > 0)
        return (struct stretch){0};
    at.start += (uint32_t)m.end;
    return at;
}

/* Whether the clause before is about a quantity without giving a figure: 吞吐量三次刷新纪录,达到…
 */
static bool measured_before(const struct scene *s, size_t i)
{
    for (size_t k = i, clauses = 0; k > s->start && i - k < CLAUSE_MAX; k--) {
        const struct token *t = scene_token(s, k - 1);
        clauses += token_is_boundary(t);
        if (clauses == 2)
            break;
        if (token_is_figure(t))
            return false;
    }
    struct stretch name = name_in_clause_before(s, i);
    const struct rule *noun = rules_ending(s->rules, CLASS_HEAD_NOUN, scene_text(s, name));
    return !stretch_is_empty(name) &&
           ((noun != NULL && noun->n == 1) ||
            rules_ending(s->rules, CLASS_QUANTITY_NOUN, scene_text(s, name)) != NULL);
}

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

/* Names listed in the clause before, one for each figure, where that has no figures:
 * 手机、汽车等产品 增势较好,分别增长… Puts y->name behind each if wanted. */
static bool names_of_clause_before(const struct scene *s, struct saying *y, bool with_name)
{
    struct stretch lead = name_in_clause_before(s, y->list.at[0]);
    if (stretch_is_empty(lead) && y->p.respectively)
        lead = object_of_clause_before(s, y->list.at[0]);
    lead = without_count(s, lead);
    struct view v = scene_text(s, lead);
    const char *etc = v.n > 0 ? memmem(v.p, v.n, "等", strlen("等")) : NULL;
    if (etc != NULL && etc > v.p + 6 && memmem(v.p, (size_t)(etc - v.p), "、", 3) != NULL)
        lead.end = lead.start + (uint32_t)(etc - v.p);
    if (stretch_is_empty(lead) ||
        !names_split(&y->names, s->tokens, s->rules, s->normal, lead, y->list.n, true)) {
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

void naming_remember(struct scene *s, struct view name)
{
    const struct rule *generic = rules_ending(s->rules, CLASS_GENERIC_NOUN, name);
    /* 对经济增长的贡献率: it is of what was named before */
    if (s->current.n > 0 && view_starts(name, view_of("对")) && view_ends(name, view_of("贡献率")))
        return;
    /* 第三产业对经济增长的贡献率: what follows is of the industry */
    const char *to = memmem(name.p, name.n, "对", strlen("对"));
    if (to != NULL && to >= name.p + 6 && view_ends(name, view_of("贡献率")))
        name.n = (size_t)(to - name.p);
    if (s->current.p == name.p || (generic != NULL && generic->word.n == name.n))
        return;
    buf_clear(&s->current);
    buf_add_view(&s->current, name);
    if (s->topic.n == 0)
        buf_add_view(&s->topic, name);
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

/* Takes the first occurrence of s out of the name. */
static void drop(struct buf *name, const char *s)
{
    size_t n = strlen(s);
    char *at = memmem(name->p, name->n, s, n);
    if (at == NULL)
        return;
    size_t rest = name->n - (size_t)(at - name->p) - n;
    memmove(at, at + n, rest);
    name->n -= n;
}

/* Whether the name is nothing but the verb of making before the number: 新增2000台. */
static bool is_only_verb(const struct scene *s, const struct saying *y)
{
    for (size_t k = y->list.at[0]; k-- > s->low && y->list.at[0] - k < CLAUSE_MAX;) {
        const struct token *t = scene_token(s, k);
        if (token_is(t, CLASS_YIELD) && t->rule->n == 1 && t->start == y->p.name.start)
            return t->end - t->start == y->name.n;
    }
    return false;
}

/* Names of the n subjects named last, with the list's own name behind each. Where that measures
 * another thing of them, the subjects are without what was measured before: 在校生分别…,专任教师 is
 * of the schools. */
static void names_of_group(const struct scene *s, struct saying *y, size_t n, bool another)
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

/* Makes y->name of what the phrase names. Sets y->own to whether it names it by itself. */
static void own_name(struct scene *s, struct saying *y)
{
    const struct phrase *p = &y->p;
    naming_add(s, p->scope, &y->name);
    naming_add(s, p->name, &y->name);
    drop_place(s, &y->name, 0); /* 昆明|实现|地区生产总值 */
    if (y->share_of_noun)       /* 行政村通了油路: 了 says no more than that it is done */
        drop(&y->name, "了");
    if (s->current.n == 0)
        return;
    const struct rule *rate = rules_ending(s->rules, CLASS_RATE_NOUN, buf_view(&y->name)),
                      *part = rules_ending(s->rules, CLASS_PART_NOUN, buf_view(&y->name));
    bool of_before =
        (rate != NULL && rate->word.n == y->name.n) || (part != NULL && part->word.n == y->name.n);
    /* A、B分别增长…,增速分别…: of each of them */
    if (of_before && p->respectively && y->list.n > 1 && s->group == y->list.n) {
        names_of_group(s, y, y->list.n, false);
        y->own = false;
    } else if (of_before) { /* 增速, 占比: of what was named before */
        struct view before = buf_view(&s->current);
        const struct rule *same =
            rules_ending(s->rules, rate != NULL ? CLASS_RATE_NOUN : CLASS_PART_NOUN, before);
        if (same != NULL && same->word.n < before.n) /* that may have been such a name itself */
            before.n -= same->word.n;
        struct buf whole = {0};
        buf_add_view(&whole, before);
        buf_add_view(&whole, buf_view(&y->name));
        buf_free(&y->name);
        y->name = whole;
        y->own = false;
    } else if (is_only_verb(s, y)) {
        buf_add_view(&y->name, buf_view(&s->current));
        y->own = false;
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
        naming_add(s, rest, &y->names.name[k]);
}

bool naming_list(struct scene *s, struct saying *y)
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

/* 新增A、B各1家: each of the names in the phrase has the figure. */
static void deal_to_each(const struct scene *s, struct saying *y)
{
    bool split = false;
    for (size_t n = 2; n <= LIST_MAX && !split; n++)
        split = names_split(&y->names, s->tokens, s->rules, s->normal, y->p.name, n, false);
    if (!split) {
        names_clear(&y->names);
        return;
    }
    struct view lead = view_of("新增"); /* said of each */
    for (size_t k = 1; k < y->names.n && view_starts(buf_view(&y->names.name[0]), lead); k++) {
        struct buf with = {0};
        buf_add_view(&with, lead);
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
    naming_add(s, doer, &with);
    buf_add_view(&with, buf_view(name));
    buf_free(name);
    *name = with;
}

/* Deals the names in the phrase out to the figures of the list, where there is one for each. */
static void deal_out(struct scene *s, struct saying *y)
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
            naming_add(s, p->name, &y->names.name[k]);
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
    if (p->respectively && names_of_clause_before(s, y, true)) /* 航空产业发展较快,增加值分别… */
        return;
    names_clear(&y->names);
    if (p->respectively && s->group == n && s->subjects.n >= n)
        names_of_group(s, y, n, true); /* 三次产业结构为…,贡献率分别为… */
}

/* A、B和C三种税共完成3亿元,分别增长…: the name of the figure before lists those of the list. */
static bool names_of_joint(struct scene *s, struct saying *y)
{
    if (names_split(&y->names, s->tokens, s->rules, s->normal, without_count(s, s->joint),
                    y->list.n, true))
        return true;
    names_clear(&y->names);
    return false;
}

/* A、B分别增长2%、3%,合计占…: of those of the last list together, also what follows. False where
 * there was no list. */
static bool name_jointly(struct scene *s, struct saying *y)
{
    if (s->group < 2 || s->subjects.n < s->group)
        return false;
    naming_add(s, s->listed, &y->name);
    for (size_t k = y->name.n > 0 ? 0 : s->group; k > 0; k--) {
        buf_add_view(&y->name, buf_view(&s->subjects.name[s->subjects.n - k]));
        if (k > 1)
            buf_add_string(&y->name, "、");
    }
    naming_remember(s, buf_view(&y->name));
    return true;
}

/* Names the figures after what was named earlier. */
static void carry_over(struct scene *s, struct saying *y)
{
    const struct phrase *p = &y->p;
    size_t first = y->list.at[0];
    bool list = y->list.n > 1 && !y->list.range && y->name.n == 0;
    if (p->jointly && y->list.n == 1 && name_jointly(s, y))
        return;
    if (list && (names_of_clause_before(s, y, false) || names_of_joint(s, y)))
        y->own = true;
    else if (list && s->subjects.n >= y->list.n)
        names_of_group(s, y, y->list.n, true);
    if (y->own || y->name.n > 0)
        return;
    if (s->current.n == 0 || grew_before(s, first) || measured_before(s, first))
        naming_add(s, name_in_clause_before(s, first), &y->name);
    if (y->name.n > 0) {
        naming_remember(s, buf_view(&y->name));
        return;
    }
    struct view name = buf_view(&s->current), lead = view_of("新增");
    const struct rule *rate = rules_ending(s->rules, CLASS_RATE_NOUN, name);
    if (y->compared && rate != NULL && rate->word.n < name.n)
        name.n -= rate->word.n;
    /* 新增上市企业15家、达到96家: what was reached is not what was added */
    bool reached = p->to != NULL || (p->level != NULL && p->level->n == 0) ||
                   (first > 0 && token_is(scene_token(s, first - 1), CLASS_ADVERB));
    if (reached && p->before == NULL && view_starts(name, lead) && name.n > lead.n + 3)
        name = (struct view){name.p + lead.n, name.n - lead.n};
    buf_add_view(&y->name, name);
}

/* A、B、C分别增长2%、下降3%和持平: each figure has a verb of its own; the names wait for them. */
static void hold_names(struct scene *s, struct saying *y)
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

/* Whether the clause of token i, the first figure of it, has as many figures, each with a verb of
 * its own, as the last list had names: they then wait for these figures. */
static bool deals_group(struct scene *s, size_t i)
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

void naming_make(struct scene *s, struct saying *y)
{
    const struct phrase *p = &y->p;
    if (s->dealt.n > s->dealt_next && y->list.at[0] < s->dealt_end && stretch_is_empty(p->name)) {
        buf_add_view(&y->name, buf_view(&s->dealt.name[s->dealt_next++]));
        y->own = true;
        return;
    }
    if (stretch_is_empty(p->name) && y->list.n == 1 && y->list.at[0] + 1 < s->end &&
        deals_group(s, y->list.at[0])) { /* A、B分别完成3亿元、4亿元,增长5%、下降2% */
        buf_add_view(&y->name, buf_view(&s->dealt.name[0]));
        y->own = true;
        return;
    }
    y->own = !stretch_is_empty(p->name);
    y->own_rate = rules_ending(s->rules, CLASS_CAGR_NOUN, scene_text(s, p->name)) != NULL;
    if (y->own)
        own_name(s, y);
    bool rank_of_growth = p->grow != NULL && token_is(scene_token(s, y->list.at[0]), CLASS_RANK) &&
                          rules_ending(s->rules, CLASS_RATE_NOUN, p->grow->word) != NULL;
    /* 增速居全市第二位: of the growth of what was named before */
    if (!y->own && rank_of_growth) {
        buf_add_view(&y->name, buf_view(&s->current));
        buf_add_view(&y->name, p->grow->word);
        return;
    }
    if (y->names.n > 0)
        return;
    if (y->own && p->each && y->list.n == 1)
        deal_to_each(s, y);
    else if (y->own && p->respectively && y->list.n == 1)
        hold_names(s, y);
    else if (y->own && y->list.n > 1 && !y->list.range)
        deal_out(s, y);
    else if (!y->own)
        carry_over(s, y);
    if (y->own && rank_of_growth) /* 社零增速居第二 */
        for (size_t k = 0; k <= y->names.n; k++)
            buf_add_view(k < y->names.n ? &y->names.name[k] : &y->name, p->grow->word);
}

void naming_topic(struct scene *s)
{
    size_t end = s->start;
    while (end < s->end && !token_is_boundary(scene_token(s, end)))
        end++;
    struct stretch name = lead_noun(s, s->start, end);
    if (!stretch_is_empty(name) && name.end - name.start <= TOPIC_MAX)
        naming_add(s, name, &s->current);
}
