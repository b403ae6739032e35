#include "figureword.h"

#include "barename.h"
#include "clause.h"
#include "dealing.h"
#include "emitting.h"
#include "naming.h"

#include <stdio.h>
#include <string.h>

/* Appends a number in Chinese numerals, with or without a point (三点五), as digits. False where it
 * is none; value may then hold a part of it. */
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

/* Emits one observation that is not a quantity. */
static void emit_one(struct scene *s, struct saying *y, const char *unit)
{
    buf_clear(&y->unit);
    buf_add_string(&y->unit, unit);
    emitting_emit(s, y, 0, buf_view(&y->name));
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
    size_t first = clause_start(s, s->start, y->list.at[0]);
    if (y->against.n == 0 && first > s->start) { /* 在全市10个县区中,增速排第二 */
        const struct token *comma = scene_token(s, first - 1);
        size_t start = clause_start(s, s->start, first - 1);
        struct stretch before = {scene_token(s, start)->start, comma->start};
        struct view v = scene_text(s, before);
        if (token_is_mark(comma, MARK_COMMA) && view_starts(v, view_of("在")) &&
            view_ends(v, view_of("中"))) {
            barename_add(s, (struct stretch){before.start + 3, before.end - 3}, &y->against);
            return;
        }
    }
    const char *among =
        y->against.n == 0 && name.n > 9 ? memmem(name.p + 3, name.n - 3, "在", strlen("在")) : NULL;
    if (among == NULL ||
        rules_in_word(s->rules, name, (size_t)(among - name.p), strlen("在"))) /* 在建 */
        return;
    struct stretch field = {y->p.name.start + (uint32_t)(among - name.p) + 3, y->p.name.end};
    y->p.name.end = field.start - 3;
    barename_add(s, field, &y->against);
    buf_clear(&y->name);
    barename_add(s, y->p.name, &y->name);
}

/* The field without the verbs at its edges: 升至|全国|排名. */
static void cut_edges_of_field(const struct scene *s, struct saying *y)
{
    struct buf *field = &y->against;
    const struct rule *rule;
    while ((rule = rules_ending(s->rules, CLASS_FIELD_TAIL, buf_view(field))) != NULL &&
           field->n > rule->word.n + 3)
        field->n -= rule->word.n;
    while ((rule = rules_starting(s->rules, CLASS_FIELD_HEAD, buf_view(field))) != NULL &&
           (field->n > rule->word.n || rule->n != 1)) {
        memmove(field->p, field->p + rule->word.n, field->n - rule->word.n);
        field->n -= rule->word.n;
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
        cut_edges_of_field(s, y);
        if (y->names.n == y->list.n) {
            buf_clear(&y->name);
            buf_add_view(&y->name, buf_view(&y->names.name[k]));
        }
        emit_one(s, y, "位"); /* as zb-record(5) says, and the units below */
    }
}

/* Whether these decimals of at most two places make 100: 64.6:35.4. Three may be off by ten: that
 * they do not add up is for zb-check to say. */
static bool makes_hundred(const struct view *parts, size_t count)
{
    long sum = 0;
    for (size_t k = 0; k < count; k++) {
        struct view v = parts[k];
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
    long most = count > 2 ? 1000 : 10;
    return sum >= 10000 - most && sum <= 10000 + most;
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
        emitting_emit(s, y, 0, buf_view(b));
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
    struct match m;
    size_t n = 0;
    for (size_t at = 0; at <= v.n && n < 3; n++) {
        const char *colon = memchr(v.p + at, ':', v.n - at);
        size_t len = colon != NULL ? (size_t)(colon - v.p) - at : v.n - at;
        parts[n] = (struct view){v.p + at, len};
        at += len + 1;
    }
    struct view name = buf_view(&y->name);
    const struct rule *three = NULL; /* it says which three: 三次产业结构 */
    if (n == 3 && name.n > 0)
        three = rules_in(s->rules, CLASS_RATIO_NOUN, name, 0, &m);
    if (three == NULL && n == 3 && !names_pair(&y->names, s->rules, name, 3) &&
        !names_split(&y->names, s->tokens, s->rules, s->normal, y->p.name, 3, true)) {
        scene_explain(s, i, "left: a ratio of parts that are not named");
        return;
    }
    if (n == 3 && !makes_hundred(parts, n)) {
        scene_explain(s, i, "left: a ratio that does not make 100");
        return;
    }
    bool two = n == 2 && makes_hundred(parts, n) && name_two_parts(s, y);
    bool of_one = view_is(parts[0], "1") || view_is(parts[1], "1");     /* 2.35:1 */
    bool of_hundred = n == 2 && view_is(parts[1], "100") && name.n > 0; /* 性别比为105.23:100 */
    if (n == 2 && !two && !of_hundred && (!of_one || memchr(v.p, '.', v.n) == NULL)) {
        scene_explain(s, i, "left: a ratio of parts that are not named");
        return;
    }
    y->period = y->p.from ? saying_from(s, y, i) : y->p.to != NULL ? period_last(s->time) : s->time;
    if (two) {
        read_two_parts(s, y, parts);
        return;
    }
    y->measure = n == 3 ? "share" : "level";
    if (three != NULL)
        buf_add_view(&y->against, three->whole);
    else if (n == 3 && y->p.share) /* 三次产业增加值占地区生产总值的比重为 */
        barename_add(s, y->p.against, &y->against);
    for (size_t k = 0; k < (n == 3 ? 3 : 1); k++) {
        struct view part = n < 3           ? name
                           : three == NULL ? buf_view(&y->names.name[k])
                           : k == 0        ? three->first
                           : k == 1        ? three->second
                                           : three->third;
        buf_clear(&y->value);
        buf_add_view(&y->value, view_is(parts[0], "1") && n == 2 ? parts[1] : parts[k]);
        buf_clear(&y->unit);
        buf_add_string(&y->unit, n == 3 ? "%" : "");
        emitting_emit(s, y, 0, part);
        if (three != NULL)
            buf_add_view(names_add(&s->subjects), part);
    }
    s->group = three != NULL ? 3 : 0;
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
    bool rate = t->class == CLASS_FLAT && y->p.grow != NULL && y->name.n > 0 &&
                rules_ending(s->rules, CLASS_RATE_NOUN, y->p.grow->word) != NULL;
    if (rate) { /* 增速与上月持平: it did not change */
        if (rules_ending(s->rules, CLASS_RATE_NOUN, buf_view(&y->name)) == NULL)
            buf_add_view(&y->name, y->p.grow->word);
        y->measure = "change";
        unit = "个百分点";
        y->own = false;
        buf_add_char(&y->value, '0');
    } else if (t->class == CLASS_FLAT) {
        y->measure = "growth";
        buf_add_char(&y->value, '0');
    } else if (t->class == CLASS_MULTIPLE) {
        int n = period_number(token_group(t, s->text, GROUP_N));
        char number[16];
        if (n < 1 || n > 20) {
            scene_explain(s, i, "left: not a number of times that it can double");
            return;
        }
        snprintf(number, sizeof number, "%d", 1 << n);
        buf_add_string(&y->value, number);
        y->measure = "multiple";
        unit = "倍";
    } else {
        if (y->p.grow != NULL && y->p.grow->sign < 0)
            buf_add_char(&y->value, '-');
        if (!add_numerals(token_group(t, s->text, GROUP_VALUE), &y->value)) {
            scene_explain(s, i, "left: no number in these numerals");
            return;
        }
        unit = t->class == CLASS_TENTHS ? "成" : "%";
        y->measure = y->p.grow != NULL                ? "growth"
                     : y->p.share || y->share_of_noun ? "share"
                                                      : "level";
        if (y->measure[0] == 'l' && y->name.n == 0) {
            scene_explain(s, i, "left: nothing says what it is of");
            return;
        }
    }
    y->period = saying_period(s, y, i);
    saying_against(s, y);
    if ((t->class == CLASS_MULTIPLE || t->class == CLASS_FLAT) && dealing_list(s, y)) {
        buf_clear(&y->unit);
        buf_add_string(&y->unit, unit);
        for (size_t k = 0; k < y->names.n; k++) { /* 收入、支出翻一番: each of them */
            emitting_emit(s, y, 0, buf_view(&y->names.name[k]));
            buf_add_view(names_add(&s->subjects), buf_view(&y->names.name[k]));
        }
        s->group = y->names.n;
        naming_remember(s, buf_view(&y->names.name[y->names.n - 1]));
        s->low = y->list.end;
        return;
    }
    emit_one(s, y, unit);
}

size_t figureword_read(struct scene *s, size_t i, struct saying *y)
{
    const struct token *t = scene_token(s, i);
    struct phrase *p = &y->p;
    /* 全省第二位的企业, but 保持第二位的地位 */
    bool place = rules_ending(s->rules, CLASS_GENERIC_NOUN, scene_text(s, y->right.noun)) != NULL;
    if (y->right.of && t->class == CLASS_RANK && !place) {
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
