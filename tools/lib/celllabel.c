#include "celllabel.h"

#include "bilingual.h"
#include "buf.h"
#include "cellperiod.h"
#include "cellunit.h"
#include "edit.h"
#include "normal.h"
#include "token.h"
#include "when.h"

#include <stdlib.h>
#include <string.h>

enum { CUTS = 8 }; /* times in one text */

struct celllabels {
    struct rules *rules;
    struct units *units;
    struct arena *arena;
    struct normal normal;
    struct tokens tokens;
    struct edit edit;
    struct buf name;
};

struct celllabels *celllabels_new(struct rules *rules, struct units *units, struct arena *arena)
{
    struct celllabels *l = mem_new(1, sizeof *l);
    l->rules = rules;
    l->units = units;
    l->arena = arena;
    return l;
}

void celllabels_free(struct celllabels *l)
{
    normal_free(&l->normal);
    tokens_free(&l->tokens);
    edit_free(&l->edit);
    buf_free(&l->name);
    free(l);
}

/* Takes what a rule of the class head says. */
static void take_head(struct celllabels *l, struct celltext *out, const struct rule *rule,
                      const struct match *m, struct view text)
{
    static const struct {
        const char *form, *measure, *status;
        enum timing timing;
    } forms[] = {
        {"growth", "growth", NULL, TIMING_NONE},
        {"cagr", "cagr", NULL, TIMING_NONE},
        {"change", "change", NULL, TIMING_NONE},
        {"share", "share", NULL, TIMING_NONE},
        {"ratio", "share", NULL, TIMING_NONE},
        {"rank", "rank", NULL, TIMING_NONE},
        {"contribution", "contribution", NULL, TIMING_NONE},
        {"level", "level", NULL, TIMING_NONE},
        {"actual", NULL, "actual", TIMING_NONE},
        {"target", NULL, "target", TIMING_NONE},
        {"estimate", NULL, "estimate", TIMING_NONE},
        {"provisional", NULL, "provisional", TIMING_NONE},
        {"current", NULL, NULL, TIMING_CURRENT},
        {"quarter", NULL, NULL, TIMING_QUARTER},
        {"cumulative", NULL, NULL, TIMING_CUMULATIVE},
        {"end", NULL, NULL, TIMING_END},
        {"begin", NULL, NULL, TIMING_BEGIN},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (!view_is(rule->form, forms[i].form))
            continue;
        if (out->measure != NULL && strcmp(out->measure, "rank") == 0)
            out->ranks_growth |= view_is(rule->form, "growth"); /* 增速位次 */
        if (forms[i].measure != NULL &&
            (out->measure == NULL || strcmp(out->measure, "level") == 0))
            out->measure = forms[i].measure;
        if (forms[i].status != NULL && out->status == NULL)
            out->status = forms[i].status;
        if (forms[i].timing != TIMING_NONE && out->timing == TIMING_NONE)
            out->timing = forms[i].timing;
    }
    struct view y = rule_text(rule, GROUP_Y, m, text);
    if (view_is(rule->form, "year") && out->period.kind == PERIOD_NONE)
        out->period = period_year(period_number(y));
    if (view_is(rule->form, "last")) {
        if (view_is(rule->first, "previous"))
            out->timing = TIMING_PREVIOUS;
        else
            out->last_year = true;
    } else if (view_is(rule->first, "year")) {
        out->timing = TIMING_YEAR;
    } else if (view_is(rule->first, "previous")) {
        out->base = BASE_PREVIOUS;
    } else if (view_is(rule->first, "begin")) {
        out->base = BASE_BEGIN;
    } else if (view_is(rule->first, "base") && y.n == 4) {
        out->base = BASE_GIVEN;
        out->base_period = period_year(period_number(y));
    }
    struct view against = rule_text(rule, GROUP_AGAINST, m, text);
    if (against.n > 0)
        out->against = arena_copy(l->arena, against);
}

/* Cuts words at the edges that say what kind of figure it is. */
static void cut_heads(struct celllabels *l, struct celltext *out, bool row)
{
    struct match m;
    while (l->edit.text.n > 0) {
        struct view v = buf_view(&l->edit.text);
        const struct rule *rule = rules_in(l->rules, CLASS_HEAD, v, 0, &m);
        if (rule == NULL || m.end == m.start)
            return;
        /* a row 出口占全国比重 is a quantity of its own; a head 占比 is of the one beside it */
        if (row && m.start > 0 && view_is(rule->form, "share"))
            return;
        take_head(l, out, rule, &m, v);
        edit_cut(&l->edit, m.start, m.end);
        edit_trim(&l->edit);
    }
}

/* Takes what stands between brackets and is no part of a name. */
static bool take_inner(struct celllabels *l, struct celltext *out, struct view inner, bool alone)
{
    struct match m;
    struct view unit;
    const struct rule *rule;
    if (cellunit_read(l->units, inner, &unit)) {
        out->unit = arena_copy(l->arena, unit);
        out->unit_in_brackets = true;
        if (alone && memmem(inner.p, inner.n, "±", strlen("±")) != NULL && out->measure == NULL)
            out->measure = "growth";
        return true;
    }
    if (cellperiod_by_rule(l->rules, inner, &out->period))
        return true;
    rule = rules_whole(l->rules, CLASS_HEAD, inner, &m);
    if (rule == NULL || memchr(inner.p, '=', inner.n) != NULL)
        return false; /* 指数(上年=100): another base is another index */
    take_head(l, out, rule, &m, inner);
    return true;
}

static void cut_brackets(struct celllabels *l, struct celltext *out)
{
    struct edit *e = &l->edit;
    for (size_t at = 0; at < e->text.n;) {
        struct view v = buf_view(&e->text);
        const char *open = memchr(v.p + at, '(', v.n - at);
        if (open == NULL)
            return;
        size_t start = (size_t)(open - v.p), end = start + 1;
        for (int depth = 1; end < v.n; end++) {
            depth += v.p[end] == '(' ? 1 : v.p[end] == ')' ? -1 : 0;
            if (depth == 0)
                break;
        }
        if (end >= v.n)
            return;
        struct view inner = {v.p + start + 1, end - start - 1};
        if (!take_inner(l, out, inner, start == 0)) {
            at = end + 1;
            continue;
        }
        edit_cut(e, start, end + 1);
        /* 一般公共预算支出(亿元)i: what a typist left behind the unit */
        v = buf_view(&e->text);
        size_t tail = start;
        while (tail < v.n && (unsigned char)v.p[tail] < 0x80 && v.p[tail] != '(')
            tail++;
        if (tail == v.n && v.n - start <= 2 && start > 0)
            edit_cut(e, start, v.n);
        at = start;
    }
}

/* 产值/亿元, 增长%, 单位:万元: a unit at the end without brackets. True if there was one. */
static bool cut_unit(struct celllabels *l, struct celltext *out)
{
    struct view v = buf_view(&l->edit.text), unit = {0};
    if (out->unit.n > 0 || v.n == 0)
        return false;
    if (cellunit_read(l->units, v, &unit)) {
        out->unit = arena_copy(l->arena, unit);
        edit_cut(&l->edit, 0, v.n);
        return true;
    }
    static const char *const rates[] = {"%", "‰"};
    for (size_t i = 0; i < 2; i++) {
        if (!view_ends(v, view_of(rates[i])))
            continue;
        out->unit = view_of(rates[i]);
        size_t start = v.n - out->unit.n;
        if (start > 1 && memchr("/,:_ ", v.p[start - 1], 5) != NULL)
            start--;
        edit_cut(&l->edit, start, v.n);
        return true;
    }
    /* the longest behind a mark, so that 价格/元/吨 is 价格 in 元/吨 */
    for (size_t i = 1; i + 1 < v.n; i++) {
        if (memchr("/,:_ ", v.p[i], 5) == NULL)
            continue;
        if (cellunit_read(l->units, (struct view){v.p + i + 1, v.n - i - 1}, &unit)) {
            out->unit = arena_copy(l->arena, unit);
            edit_cut(&l->edit, i, v.n);
            return true;
        }
    }
    return false;
}

/* Cuts times that are said outright: 2019年9月, but not 年末. */
static void cut_periods(struct celllabels *l, struct celltext *out, bool title)
{
    static const char *const outright[] = {"year",    "years",    "month", "months", "day",
                                           "quarter", "quarters", "half",  "plan",   "plan-end"};
    struct view text = buf_view(&l->edit.text);
    struct when when = {.context = out->period};
    size_t start[CUTS], end[CUTS], n = 0;
    if (text.n == 0)
        return;
    tokens_read(&l->tokens, l->rules, text);
    for (size_t i = 0; i < l->tokens.n && n < CUTS; i++) {
        const struct token *t = &l->tokens.t[i];
        if (!token_is(t, CLASS_PERIOD) && !(title && token_is(t, CLASS_PLAN)))
            continue;
        bool is = false;
        for (size_t k = 0; k < sizeof outright / sizeof *outright && !is; k++)
            is = view_is(t->rule->form, outright[k]);
        struct period p = is ? when_read(t, text, &when) : (struct period){0};
        /* a title's first time is its own: 2020年执行情况与2021年预算 */
        if (p.kind == PERIOD_NONE || (title && n > 0 && out->period.y > 0 && p.kind == PERIOD_YEAR))
            continue;
        out->period = p;
        when.context = p;
        start[n] = t->start;
        end[n++] = t->end;
    }
    while (n-- > 0)
        edit_cut(&l->edit, start[n], end[n]);
}

static void take_total(struct celllabels *l, struct celltext *out, struct view v)
{
    struct match m;
    const struct rule *rule = rules_whole(l->rules, CLASS_TOTAL, v, &m);
    if (rule != NULL) {
        out->total |= view_is(rule->form, "total");
        out->subtotal |= view_is(rule->form, "subtotal");
        out->regions |= view_is(rule->form, "regions");
    }
    out->whole |= rules_whole(l->rules, CLASS_WHOLE, v, &m) != NULL;
    const struct rule *place = out->whole ? NULL : rules_whole(l->rules, CLASS_PLACE, v, &m);
    out->place |= place != NULL;
    out->within |= place != NULL && place->n == 1;
}

/* 上月=100: a head that gives nothing but the base of an index. */
static bool read_index_base(struct celllabels *l, struct celltext *out)
{
    struct match m;
    struct view v = buf_view(&l->edit.text);
    const struct rule *rule = rules_whole(l->rules, CLASS_INDEX_BASE, v, &m);
    if (rule == NULL)
        return false;
    struct view y = rule_text(rule, GROUP_Y, &m, v);
    out->index_of = y.n > 0;
    if (out->index_of)
        out->period = period_year(period_number(y));
    else
        out->index_base = arena_copy(l->arena, rule_text(rule, GROUP_AGAINST, &m, v));
    edit_cut(&l->edit, 0, v.n);
    return true;
}

/* 其中:出口: what stands before it in the table has a part named so. */
static void cut_among(struct celllabels *l, struct celltext *out)
{
    struct view v = buf_view(&l->edit.text), among = view_of("其中");
    size_t n = among.n;
    if (v.n <= n || !view_starts(v, among))
        return;
    struct view rest = {v.p + n, v.n - n};
    n += rest.p[0] == ':' || rest.p[0] == ',' ? 1 : view_starts(rest, view_of("、")) ? 3 : 0;
    out->among = true;
    edit_cut(&l->edit, 0, n);
}

/* Facts that the whole text tells at once. True if no more is to be read. */
static bool read_whole(struct celllabels *l, struct celltext *out, bool head)
{
    static const struct {
        const char *form;
        enum role role;
    } roles[] = {
        {"region", ROLE_REGION},   {"indicator", ROLE_INDICATOR}, {"item", ROLE_ITEM},
        {"period", ROLE_PERIOD},   {"unit", ROLE_UNIT},           {"code", ROLE_CODE},
        {"note", ROLE_NOTE},       {"frequency", ROLE_FREQUENCY}, {"measure", ROLE_MEASURE},
        {"against", ROLE_AGAINST}, {"bound", ROLE_BOUND},         {"status", ROLE_STATUS}};
    struct match m;
    struct view v = buf_view(&l->edit.text);
    const struct rule *rule;
    if (head && (rule = rules_whole(l->rules, CLASS_STUB, v, &m)) != NULL)
        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
            if (view_is(rule->form, roles[i].form))
                out->role = roles[i].role;
    take_total(l, out, v);
    if (cellperiod_by_rule(l->rules, v, &out->period)) {
        edit_cut(&l->edit, 0, v.n);
        return true;
    }
    if ((rule = rules_whole(l->rules, CLASS_CURRENCY, v, &m)) != NULL) {
        out->unit = rule->first;
        out->quantity = true;
        return true;
    }
    return out->total || out->subtotal;
}

/* Cuts the base of an index in brackets: 价格指数(上年=100). */
static void cut_index_base(struct celllabels *l, struct celltext *out)
{
    struct match m;
    struct view v = buf_view(&l->edit.text);
    const char *close, *open = memchr(v.p, '(', v.n);
    for (; open != NULL; open = memchr(close, '(', (size_t)(v.p + v.n - close))) {
        close = memchr(open, ')', (size_t)(v.p + v.n - open));
        if (close == NULL)
            return;
        struct view inner = {open + 1, (size_t)(close - open - 1)};
        const char *comma = memrchr(inner.p, ',', inner.n); /* (2021年,上年=100) */
        struct view base =
            comma == NULL ? inner : (struct view){comma + 1, (size_t)(close - comma - 1)};
        const struct rule *rule = rules_whole(l->rules, CLASS_INDEX_BASE, base, &m);
        if (rule == NULL)
            continue;
        out->index_base = arena_copy(l->arena, rule_text(rule, GROUP_AGAINST, &m, base));
        if (comma == NULL)
            edit_cut(&l->edit, (size_t)(open - v.p), (size_t)(close + 1 - v.p));
        else
            edit_cut(&l->edit, (size_t)(comma - v.p), (size_t)(close - v.p));
        return;
    }
}

/* The place, time and strength in a title; cuts what is no part of its indicator. */
static void read_title(struct celllabels *l, struct celltext *out)
{
    struct match m;
    struct edit *e = &l->edit;
    struct view v = buf_view(&e->text);
    const struct rule *rule;
    bool document = false;
    for (size_t at = 0;
         at < v.n && (rule = rules_in(l->rules, CLASS_TITLE_STATUS, v, at, &m)) != NULL;
         at = m.end) {
        document |= view_is(rule->form, "document");
        if (view_is(rule->form, "estimate"))
            out->status = "estimate";
        else if (view_is(rule->form, "provisional"))
            out->status = "provisional";
    }
    /* the last place is the one that the others hold: 台州市椒江区, (山东省)2025年枣庄市 */
    for (size_t at = 0;
         at < v.n && (rule = rules_in(l->rules, CLASS_TITLE_REGION, v, at, &m)) != NULL; at = m.end)
        out->region = arena_copy(l->arena, rule_text(rule, GROUP_AGAINST, &m, v));
    cut_index_base(l, out);
    cut_brackets(l, out);
    cut_periods(l, out, true); /* first: 13河北省2021年 must not become 132021年 */
    const char *at =
        out->region.n > 0 ? memmem(e->text.p, e->text.n, out->region.p, out->region.n) : NULL;
    if (at != NULL)
        edit_cut(e, (size_t)(at - e->text.p), (size_t)(at - e->text.p) + out->region.n);
    for (;;) {
        edit_trim(e);
        v = buf_view(&e->text);
        rule = v.n > 0 ? rules_in(l->rules, CLASS_TITLE_HEAD, v, 0, &m) : NULL;
        if (rule == NULL || m.end == m.start)
            rule = v.n > 0 ? rules_in(l->rules, CLASS_TITLE_TAIL, v, 0, &m) : NULL;
        if (rule == NULL || m.end == m.start)
            break;
        edit_cut(e, m.start, m.end);
    }
    if (document)
        edit_cut(e, 0, e->text.n);
}

/* The units that measures have by themselves. */
static void default_unit(struct celltext *out)
{
    if (out->measure == NULL || out->unit.n > 0)
        return;
    if (strcmp(out->measure, "growth") == 0 || strcmp(out->measure, "share") == 0 ||
        strcmp(out->measure, "cagr") == 0)
        out->unit = view_of("%");
    else if (strcmp(out->measure, "rank") == 0)
        out->unit = view_of("位");
}

/* What is left may be a time as a whole, if none was said. */
static void take_period(struct celllabels *l, struct celltext *out)
{
    if (out->period.kind == PERIOD_NONE &&
        cellperiod_by_rule(l->rules, buf_view(&l->edit.text), &out->period))
        edit_cut(&l->edit, 0, l->edit.text.n);
}

void celllabels_read(struct celllabels *l, enum celltext_kind kind, struct view source,
                     struct celltext *out)
{
    struct match m;
    source = bilingual_chinese(source);
    normal_line(&l->normal, source);
    edit_begin(&l->edit, &l->normal);
    if (kind == CELLTEXT_TITLE) {
        read_title(l, out);
        cut_heads(l, out, kind == CELLTEXT_ROW);
    } else if (!(kind == CELLTEXT_HEAD && read_index_base(l, out)) &&
               !read_whole(l, out, kind == CELLTEXT_HEAD)) {
        if (kind == CELLTEXT_HEAD)
            cut_among(l, out);
        cut_brackets(l, out);
        edit_trim(&l->edit);
        take_period(l, out); /* 2024(预计) */
        if (out->unit_in_brackets && view_is(buf_view(&l->edit.text), "单位"))
            edit_cut(&l->edit, 0, l->edit.text.n);
        cut_heads(l, out, kind == CELLTEXT_ROW);
        if (cut_unit(l, out))
            cut_heads(l, out, kind == CELLTEXT_ROW); /* 与2020年比较/% */
        cut_periods(l, out, false);
        edit_trim(&l->edit);
        take_period(l, out); /* 十四五目标 */
        cut_heads(l, out, kind == CELLTEXT_ROW);
        cut_unit(l, out);
        edit_trim(&l->edit);
    }
    buf_clear(&l->name);
    edit_name(&l->edit, source, &l->name);
    out->name = arena_copy(l->arena, buf_view(&l->name));
    struct view v = buf_view(&l->edit.text);
    if (v.n > 0) {
        out->quantity |=
            out->unit_in_brackets || rules_ending(l->rules, CLASS_QUANTITY_TAIL, v) != NULL;
        out->topic = !out->unit_in_brackets && rules_in(l->rules, CLASS_TOPIC, v, 0, &m) != NULL;
        take_total(l, out, v);
    }
    default_unit(out);
}
