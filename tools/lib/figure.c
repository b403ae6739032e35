#include "figure.h"

#include "naming.h"
#include "place.h"
#include "right.h"
#include "saying.h"
#include "subject.h"
#include "translate.h"

#include <stdio.h>
#include <string.h>

/* The rule that decides how the figure is read, for explanations. */
static const struct rule *deciding(const struct scene *s, const struct phrase *p, size_t i)
{
    const struct token *t = scene_token(s, i);
    if (t->kind == TOKEN_WORD)
        return t->rule;
    const struct rule *said[] = {p->pull,  p->grow, p->over,   p->share_by, p->to,
                                 p->level, p->base, p->before, p->yield};
    for (size_t k = 0; k < sizeof said / sizeof *said; k++)
        if (said[k] != NULL)
            return said[k];
    return NULL;
}

/* A number in Chinese numerals with a point (三点五), or -1 made of digits: appended to value. */
static bool add_numerals(struct view v, struct buf *value)
{
    char number[16];
    const char *point = memmem(v.p, v.n, "点", strlen("点"));
    int whole = period_number((struct view){v.p, point != NULL ? (size_t)(point - v.p) : v.n});
    if (whole < 0)
        return false;
    snprintf(number, sizeof number, "%d", whole);
    buf_add_string(value, number);
    if (point == NULL)
        return true;
    buf_add_char(value, '.');
    size_t at = (size_t)(point - v.p) + strlen("点");
    for (; at + 3 <= v.n; at += 3) {
        int digit = period_number((struct view){v.p + at, 3});
        if (digit < 0 || digit > 9)
            return false;
        buf_add_char(value, (char)('0' + digit));
    }
    return true;
}

/* Whether the clause of a figure at that depth of brackets ends at the token. */
static bool ends_clause(const struct token *t, uint16_t depth)
{
    return t->depth < depth || (t->depth == depth && token_is_boundary(t)) ||
           token_is_mark(t, MARK_STOP);
}

static void emit(struct scene *s, struct saying *y, size_t k, struct view name)
{
    size_t i = y->list.at[k];
    size_t first = i, last = y->right.end > y->list.end ? y->right.end : y->list.end;
    uint16_t depth = scene_token(s, i)->depth;
    while (first > s->start && i - first < CLAUSE_MAX &&
           !ends_clause(scene_token(s, first - 1), depth))
        first--;
    while (last < s->end && last - i < CLAUSE_MAX && !ends_clause(scene_token(s, last), depth))
        last++;
    struct observation o = {
        .indicator = name,
        .period = y->period,
        .measure = y->measure,
        .against = buf_view(&y->against),
        .value = buf_view(&y->value),
        .unit = buf_view(&y->unit),
        .bound = saying_bound(s, y, k),
        .status = saying_status(s, y),
        .line = scene_line(s, scene_token(s, i)->start),
        .region = s->place,
        .text =
            normal_source(s->normal, scene_token(s, first)->start, scene_token(s, last - 1)->end),
    };
    if (s->explain) {
        char time[PERIOD_TEXT_MAX];
        const struct rule *rule = deciding(s, &y->p, i);
        char by[300];
        snprintf(by, sizeof by, "%s", translated("a name and a number"));
        if (rule != NULL)
            snprintf(by, sizeof by, translated("rule %s:%llu"), rule->file,
                     (unsigned long long)rule->line);
        scene_explain(s, i, "%s of %.*s, %s (%s)%s%s%.*s; by %s", y->measure, (int)name.n, name.p,
                      period_text(y->period, time),
                      translated(s->own ? N_("said in the sentence") : N_("inherited")),
                      y->own ? "" : translated(", name inherited"),
                      o.against.n > 0 ? translated(", against ") : "", (int)o.against.n,
                      o.against.p, by);
    }
    s->time_said = s->gave = true;
    s->last_measure = y->measure;
    s->emit(s->data, &o);
}

static void emit_list(struct scene *s, struct saying *y)
{
    size_t n = y->names.n > y->list.n ? y->names.n : y->list.n;
    struct names wholes = {0}; /* 高于全国、全省1.2个、0.5个百分点 */
    bool share = strcmp(y->measure, "share") == 0; /* 分别占全县出口和全省出口的12%和3% */
    if ((y->p.over == NULL && strcmp(y->measure, "change") != 0 && !share) || n < 2 ||
        y->list.range || (y->names.n > 0 && !(share && y->p.respectively)) ||
        !names_split(&wholes, s->tokens, s->rules, s->normal, y->p.against, n, share))
        names_clear(&wholes);
    for (size_t k = 0; k < n; k++) {
        size_t v = k < y->list.n ? k : y->list.n - 1;
        const struct token *t = scene_token(s, y->list.at[v]);
        saying_value(s, y, t);
        saying_unit(s, t, &y->unit);
        if (y->p.respectively && n > 1 && s->time_count == n && y->names.n == 0) {
            y->period = s->times[k]; /* 2022年、2023年…分别为 */
            saying_against(s, y);
        }
        bool bases = y->p.base_time != NULL ||
                     (s->base != NULL && y->p.base == NULL && stretch_is_empty(y->p.against));
        if (bases && n > 1 && s->base_count == n && y->names.n == 0) {
            char base[PERIOD_TEXT_MAX]; /* 比1-5月、1-6月分别提高 */
            buf_clear(&y->against);
            buf_add_string(&y->against, period_text(s->bases[k], base));
        }
        if (wholes.n == n) {
            struct view whole = buf_view(&wholes.name[k]);
            const char *open = memchr(whole.p, '(', whole.n); /* 全国(2.1%) */
            if (open != NULL && open > whole.p && whole.p[whole.n - 1] == ')')
                whole.n = (size_t)(open - whole.p);
            buf_clear(&y->against);
            buf_add_view(&y->against, whole);
        }
        struct view name = y->names.n > 0
                               ? buf_view(&y->names.name[k < y->names.n ? k : y->names.n - 1])
                               : buf_view(&y->name);
        emit(s, y, v, name);
        if (y->own && name.n > 0)
            buf_add_view(names_add(&s->subjects), name);
    }
    names_free(&wholes);
    if (!y->own)
        return;
    s->joint = n == 1 ? y->p.name : (struct stretch){0};
    s->group = y->names.n;
    if (y->names.n > 0)
        naming_remember(s, buf_view(&y->names.name[y->names.n - 1]));
    else if (y->name.n > 0)
        naming_remember(s, buf_view(&y->name));
}

/* 占增加值比重由74.8%提高到78.4%: what the first figure is, the second is too. */
static void follow_from(struct scene *s, struct saying *y)
{
    if (y->p.from) {
        s->from_measure = y->measure;
        buf_clear(&s->from_against);
        buf_add_view(&s->from_against, buf_view(&y->against));
    } else if (y->p.to != NULL && !y->own && s->from_measure != NULL) {
        y->measure = s->from_measure;
        buf_clear(&y->against);
        buf_add_view(&y->against, buf_view(&s->from_against));
        s->from_measure = NULL;
    } else {
        s->from_measure = NULL;
    }
}

/* 财政支出中民生支出占81.2%: the whole stands before what is a part of it. */
static void take_whole_off_name(const struct scene *s, struct phrase *p)
{
    static const char *const words[] = {"中小", "中型", "中央", "中心", "中等", "中学", "中药"};
    struct view name = scene_text(s, p->name);
    const char *among = name.n > 15 ? memmem(name.p + 6, name.n - 12, "中", strlen("中")) : NULL;
    if (among == NULL)
        return;
    struct view whole = {name.p, (size_t)(among - name.p)}, rest = {among, name.n - whole.n};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (view_starts(rest, view_of(words[k])))
            return;
    if (rules_ending(s->rules, CLASS_HEAD_NOUN, whole) == NULL)
        return;
    p->against = (struct stretch){p->name.start, p->name.start + (uint32_t)whole.n};
    p->name.start = p->against.end + 3;
}

/* 剔除一次性投入26亿元等因素后,增长13.7%: what is set aside is not what follows is said of. */
static bool is_set_aside(const struct scene *s, size_t i)
{
    static const char *const verbs[] = {"剔除", "扣除", "不含", "不包括", "若不含", "如不含"};
    size_t first = i;
    while (first > s->start && i - first < CLAUSE_MAX &&
           !token_is_boundary(scene_token(s, first - 1)))
        first--;
    struct view clause = {s->text.p + scene_token(s, first)->start,
                          scene_token(s, i)->start - scene_token(s, first)->start};
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
        if (view_starts(clause, view_of(verbs[k])))
            return true;
    return false;
}

static size_t read_quantity(struct scene *s, size_t i, struct saying *y)
{
    const struct token *t = scene_token(s, i);
    const char *left = NULL;
    struct buf unit = {0};
    bool bare = t->quantity.unit_class == CLASS_NONE;
    if (bare && !subject_of_bare(s, y))
        left = N_("left: a number without a unit");
    else
        left = subject_find(s, y);
    if (left != NULL) {
        scene_explain(s, i, "%s", translated(left));
        buf_free(&unit);
        return y->list.end;
    }
    /* 占比达到55.1% of nothing that was named: the share is its own subject */
    if (y->p.share && stretch_is_empty(y->p.name) && stretch_is_empty(y->p.against) &&
        s->current.n == 0) {
        y->p.share = false;
        buf_add_string(&s->current, "占比");
    }
    if (y->p.share && stretch_is_empty(y->p.against))
        take_whole_off_name(s, &y->p);
    y->measure = saying_measure(s, y, saying_unit(s, t, &unit));
    buf_free(&unit);
    if (y->p.level != NULL && y->p.level->first.n > 0 && stretch_is_empty(y->p.name)) {
        buf_clear(&s->current); /* the verb says what it gives: 1美元兑 */
        buf_add_view(&s->current, y->p.level->first);
    }
    naming_make(s, y);
    y->period = saying_period(s, y, i);
    saying_against(s, y);
    if (strcmp(y->measure, "share") == 0 && y->share_of_noun)
        buf_clear(&y->against);
    follow_from(s, y);
    if (y->p.share && !stretch_is_empty(y->p.against)) {
        buf_clear(&s->whole);
        buf_add_view(&s->whole, buf_view(&y->against));
        s->share_end = y->list.end;
    }
    y->own = y->own && !is_set_aside(s, i);
    emit_list(s, y);
    s->low = y->right.end > y->list.end ? y->right.end : y->list.end;
    return s->low;
}

/* Emits one observation that is not a quantity. */
static void emit_one(struct scene *s, struct saying *y, const char *unit)
{
    buf_clear(&y->unit);
    buf_add_string(&y->unit, unit);
    emit(s, y, 0, buf_view(&y->name));
    if (y->own && y->name.n > 0) {
        buf_add_view(names_add(&s->subjects), buf_view(&y->name));
        naming_remember(s, buf_view(&y->name));
    }
    s->low = y->list.end;
}

/* Reads the place of the list's figure k into the value and, where it names one, its field. */
static bool read_place(struct scene *s, struct saying *y, size_t k)
{
    const struct token *t = scene_token(s, y->list.at[k]);
    struct view n = token_group(t, s->text, GROUP_N);
    char number[16];
    int place = n.n > 0 ? period_number(n) : 1;
    if (place <= 0) {
        scene_explain(s, y->list.at[k], "left: no place that can be read");
        return false;
    }
    snprintf(number, sizeof number, "%d", place);
    buf_clear(&y->value);
    buf_add_string(&y->value, number);
    struct stretch field = {t->groups[GROUP_AGAINST][0], t->groups[GROUP_AGAINST][1]};
    if (stretch_is_empty(field))
        return true;
    buf_clear(&y->against);
    normal_name(s->normal, field.start, field.end, &y->against);
    return true;
}

/* 下降率在周边城市中排名第四: the field stands before the verb. */
static void take_field_off_name(const struct scene *s, struct saying *y)
{
    struct view name = scene_text(s, y->p.name);
    const char *among =
        y->against.n == 0 && name.n > 9 ? memmem(name.p + 3, name.n - 3, "在", strlen("在")) : NULL;
    if (among == NULL)
        return;
    struct stretch field = {y->p.name.start + (uint32_t)(among - name.p) + 3, y->p.name.end};
    y->p.name.end = field.start - 3;
    naming_add(s, field, &y->against);
    buf_clear(&y->name);
    naming_add(s, y->p.name, &y->name);
}

static void cut_edges_of_field(struct saying *y)
{
    static const char *const tails[] = {"排名", "排位", "位列", "名列", "位居", "排", "列", "居"};
    for (size_t k = 0; k < sizeof tails / sizeof *tails; k++) {
        struct view tail = view_of(tails[k]);
        if (view_ends(buf_view(&y->against), tail) && y->against.n > tail.n + 3)
            y->against.n -= tail.n;
    }
    static const char *const heads[] = {"升至", "升到", "上升至", "上升到", "跃升至",
                                        "至",   "在",   "于",     "到",     "全国的"};
    for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
        struct view v = buf_view(&y->against), head = view_of(heads[k]);
        if (view_starts(v, head) && (v.n > head.n || k < 6)) {
            memmove(y->against.p, y->against.p + head.n, v.n - head.n);
            y->against.n -= head.n;
        }
    }
}

static void read_rank(struct scene *s, struct saying *y)
{
    y->measure = "rank";
    y->period = saying_period(s, y, y->list.at[0]);
    for (size_t k = 0; k < y->list.n; k++) {
        if (!read_place(s, y, k))
            continue;
        if (k == 0)
            take_field_off_name(s, y);
        cut_edges_of_field(y);
        if (y->names.n == y->list.n) {
            buf_clear(&y->name);
            buf_add_view(&y->name, buf_view(&y->names.name[k]));
        }
        emit_one(s, y, "位");
    }
}

/* Whether two decimals of at most two places make 100: 64.6:35.4. */
static bool makes_hundred(struct view a, struct view b)
{
    long sum = 0;
    for (int k = 0; k < 2; k++) {
        struct view v = k == 0 ? a : b;
        long n = 0;
        int places = -1;
        for (size_t i = 0; i < v.n && n < 1000000; i++) {
            if (v.p[i] == '.')
                places = 0;
            else if (places < 2) {
                n = 10 * n + (v.p[i] - '0');
                places += places >= 0;
            }
        }
        for (int p = places < 0 ? 0 : places; p < 2; p++)
            n *= 10;
        sum += n;
    }
    return sum >= 9990 && sum <= 10010;
}

/* Puts the names of a ratio's two parts into y->names; the ratio that another one became has them
 * already. */
static bool name_two_parts(const struct scene *s, struct saying *y)
{
    if (!stretch_is_empty(y->p.name))
        return names_split(&y->names, s->tokens, s->rules, s->normal, y->p.name, 2, false);
    if (s->group != 2 || s->subjects.n < 2)
        return false;
    for (size_t k = 2; k > 0; k--)
        buf_add_view(names_add(&y->names), buf_view(&s->subjects.name[s->subjects.n - k]));
    return true;
}

/* 公有与非公有经济比例为84.5:15.5: two parts of one whole. */
static void read_two_parts(struct scene *s, struct saying *y, const struct view *parts)
{
    struct view last = buf_view(&y->names.name[1]);
    const struct rule *tail;
    while ((tail = rules_ending(s->rules, CLASS_SHARE_TAIL, last)) != NULL && tail->word.n < last.n)
        last.n -= tail->word.n;
    y->names.name[1].n = last.n;
    y->measure = "share";
    for (size_t k = 0; k < 2; k++) {
        struct buf *b = &y->names.name[k];
        buf_clear(&y->value);
        buf_add_view(&y->value, parts[k]);
        buf_clear(&y->unit);
        buf_add_char(&y->unit, '%');
        emit(s, y, 0, buf_view(b));
        buf_add_view(names_add(&s->subjects), buf_view(b));
    }
    s->group = 2;
    if (y->own)
        naming_remember(s, buf_view(&y->name));
    s->low = y->list.end;
}

static void read_ratio(struct scene *s, struct saying *y)
{
    size_t i = y->list.at[0];
    const struct token *t = scene_token(s, i);
    struct view v = {s->text.p + t->start, t->end - t->start}, parts[3];
    size_t n = 0;
    for (size_t at = 0; at <= v.n && n < 3; n++) {
        const char *colon = memchr(v.p + at, ':', v.n - at);
        size_t len = colon != NULL ? (size_t)(colon - v.p) - at : v.n - at;
        parts[n] = (struct view){v.p + at, len};
        at += len + 1;
    }
    static const char *const industries[] = {"第一产业", "第二产业", "第三产业"};
    struct view name = buf_view(&y->name);
    bool three = n == 3 && name.n > 0 &&
                 (memmem(name.p, name.n, "产业", strlen("产业")) != NULL ||
                  memmem(name.p, name.n, "三产", strlen("三产")) != NULL);
    if (!three && n == 3 &&
        !names_split(&y->names, s->tokens, s->rules, s->normal, y->p.name, 3, true)) {
        scene_explain(s, i, "left: a ratio of parts that are not named");
        return;
    }
    bool two = n == 2 && makes_hundred(parts[0], parts[1]) && name_two_parts(s, y);
    if (n == 2 && !two && memchr(v.p, '.', v.n) == NULL) {
        scene_explain(s, i, "left: a ratio of parts that are not named");
        return;
    }
    y->period = y->p.from ? saying_from(s, y, i) : y->p.to != NULL ? period_last(s->time) : s->time;
    if (two) {
        read_two_parts(s, y, parts);
        return;
    }
    y->measure = n == 3 ? "share" : "level";
    if (three)
        buf_add_string(&y->against, "地区生产总值");
    for (size_t k = 0; k < (n == 3 ? 3 : 1); k++) {
        buf_clear(&y->value);
        buf_add_view(&y->value, view_is(parts[0], "1") && n == 2 ? parts[1] : parts[k]);
        buf_clear(&y->unit);
        buf_add_string(&y->unit, n == 3 ? "%" : "");
        emit(s, y, 0, three ? view_of(industries[k]) : n == 3 ? buf_view(&y->names.name[k]) : name);
        if (three)
            buf_add_string(names_add(&s->subjects), industries[k]);
    }
    s->group = three ? 3 : 0;
    if (y->own && name.n > 0)
        naming_remember(s, name);
    s->low = y->list.end;
}

/* Figures in words: 持平, 翻一番, 七成, 百分之五. */
static void read_words(struct scene *s, struct saying *y)
{
    size_t i = y->list.at[0];
    const struct token *t = scene_token(s, i);
    const char *unit = "%";
    if (t->class == CLASS_FLAT) {
        y->measure = "growth";
        buf_add_char(&y->value, '0');
    } else if (t->class == CLASS_MULTIPLE) {
        int n = period_number(token_group(t, s->text, GROUP_N));
        char number[16];
        if (n < 1 || n > 20)
            return;
        snprintf(number, sizeof number, "%d", 1 << n);
        buf_add_string(&y->value, number);
        y->measure = "multiple";
        unit = "倍";
    } else {
        if (y->p.grow != NULL && y->p.grow->sign < 0)
            buf_add_char(&y->value, '-');
        if (!add_numerals(token_group(t, s->text, GROUP_VALUE), &y->value))
            return;
        unit = t->class == CLASS_TENTHS ? "成" : "%";
        y->measure = y->p.grow != NULL                ? "growth"
                     : y->p.share || y->share_of_noun ? "share"
                                                      : "level";
        if (y->measure[0] == 'l' && y->name.n == 0)
            return;
    }
    y->period = saying_period(s, y, i);
    saying_against(s, y);
    if ((t->class == CLASS_MULTIPLE || t->class == CLASS_FLAT) && naming_list(s, y)) {
        buf_clear(&y->unit);
        buf_add_string(&y->unit, unit);
        for (size_t k = 0; k < y->names.n; k++) { /* 收入、支出翻一番: each of them */
            emit(s, y, 0, buf_view(&y->names.name[k]));
            buf_add_view(names_add(&s->subjects), buf_view(&y->names.name[k]));
        }
        s->group = y->names.n;
        naming_remember(s, buf_view(&y->names.name[y->names.n - 1]));
        s->low = y->list.end;
        return;
    }
    emit_one(s, y, unit);
}

static size_t read_word(struct scene *s, size_t i, struct saying *y)
{
    const struct token *t = scene_token(s, i);
    struct phrase *p = &y->p;
    if (y->right.of && t->class == CLASS_RANK) {
        scene_explain(s, i, "left: it qualifies the noun behind it");
        return y->list.end;
    }
    if ((t->class == CLASS_TENTHS || t->class == CLASS_PERCENT) && stretch_is_empty(p->name) &&
        !stretch_is_empty(y->right.noun) && !saying_needs_name(p, true)) {
        p->name = y->right.noun;
        y->share_of_noun = true;
    }
    y->own = !stretch_is_empty(p->name);
    naming_make(s, y);
    if (t->class == CLASS_RANK)
        read_rank(s, y);
    else if (t->class == CLASS_RATIO)
        read_ratio(s, y);
    else
        read_words(s, y);
    return y->list.end;
}

/* 占全县出口的12%、全省出口的0.3%: whether this is the share of another whole; then says so. */
static bool follow_share(const struct scene *s, const struct token *t, struct phrase *p)
{
    size_t j = s->share_end;
    if (j == 0 || t->kind != TOKEN_QUANTITY || !p->of_mark || p->of ||
        saying_needs_name(p, false) || stretch_is_empty(p->name) || s->current.n == 0 ||
        !token_is_joint(scene_token(s, j)))
        return false;
    struct buf unit = {0};
    bool share = unit_is_share(saying_unit(s, t, &unit));
    buf_free(&unit);
    const struct token *first = scene_token(s, j + 1);
    bool next = p->name.start == first->start ||
                (token_is(first, CLASS_FILLER) && p->name.start == first->end);
    if (!share || !next)
        return false;
    p->share = true;
    p->against = (struct stretch){first->start, p->name.end};
    p->name = (struct stretch){0};
    return true;
}

size_t figure_read(struct scene *s, size_t i)
{
    const struct token *t = scene_token(s, i);
    struct saying y;
    if (t->quoted) {
        scene_explain(s, i, "left: in quotation marks, a name or a slogan");
        return i + 1;
    }
    y = saying_begin(s);
    list_read(s, i, &y.list);
    right_read(s, y.list.end, &y.right);
    phrase_read(&y.p, s->tokens, s->rules, s->text, s->low, i);
    if (y.p.base == NULL && y.p.base_time == NULL)
        y.p.base = s->compared;
    /* 现有学校32所,在校生1.2万人: what is only named beside it is so already, too */
    bool plain = !saying_needs_name(&y.p, true) && !y.p.yields && y.p.level == NULL;
    if (y.p.present || (!stretch_is_empty(y.p.name) && !plain))
        s->present = y.p.present;
    y.p.present = s->present;
    y.estimate = y.p.estimate;
    /* 预计完成3亿元,增长5%: what is only said of the same goes with it */
    size_t clauses = stretch_is_empty(y.p.name);
    for (size_t k = i; !y.estimate && k > s->start && s->estimated > 0 && i - k < CLAUSE_MAX; k--) {
        y.estimate = k == s->estimated;
        if (token_is_boundary(scene_token(s, k)) && clauses-- == 0)
            break;
    }
    if (y.estimate)
        s->estimated = i;
    y.estimate |= s->estimating;
    if (y.p.among && s->current.n > 0 && t->depth == 0) {
        buf_clear(&s->whole);
        buf_clear(&s->parent);
        buf_add_view(&s->parent, buf_view(&s->current));
    }
    bool ranks = token_is(t, CLASS_RANK), follows = follow_share(s, t, &y.p);
    struct view place = s->place;
    bool beside = place_before_bracket(s, i, &y.compared);
    if (!ranks && !follows && !beside)
        place_find(s, &y.p, i);
    else if (!stretch_is_empty(y.p.name))
        s->place = (struct view){0};
    size_t next = t->kind == TOKEN_QUANTITY ? read_quantity(s, i, &y) : read_word(s, i, &y);
    if (beside)
        s->place = place;
    saying_end(s, &y);
    return next;
}
