#include "celltext.h"

#include "arena.h"
#include "buf.h"
#include "cellnumber.h"
#include "edit.h"
#include "hash.h"
#include "normal.h"
#include "token.h"
#include "when.h"

#include <stdlib.h>
#include <string.h>

enum {
    TEXT_MAX = 2000, /* bytes: a longer text is no label */
    UNIT_MAX = 48,
    CUTS = 8,     /* times in one text */
    SLOTS = 1024, /* at first; doubled as they fill */
};

struct entry {
    struct view text;
    enum celltext_kind kind;
    uint64_t hash;
    struct celltext said;
    struct entry *next;
};

struct celltexts {
    struct rules *rules;
    struct units *units;
    struct arena arena;
    struct entry **table;
    size_t size, count;
    struct normal normal, other;
    struct tokens tokens;
    struct edit edit;
    struct buf name;
};

static const char *const role_names[] = {"none", "region", "indicator", "item",      "period",
                                         "unit", "code",   "note",      "frequency", "value"};

const char *role_name(enum role r)
{
    return role_names[r];
}

struct celltexts *celltexts_new(struct rules *rules, struct units *units)
{
    struct celltexts *l = mem_new(1, sizeof *l);
    l->rules = rules;
    l->units = units;
    l->size = SLOTS;
    l->table = mem_new(l->size, sizeof *l->table);
    return l;
}

size_t celltexts_count(const struct celltexts *l)
{
    return l->count;
}

void celltexts_clear(struct celltexts *l)
{
    memset(l->table, 0, l->size * sizeof *l->table);
    l->count = 0;
    arena_clear(&l->arena);
}

void celltexts_free(struct celltexts *l)
{
    arena_free(&l->arena);
    free(l->table);
    normal_free(&l->normal);
    normal_free(&l->other);
    tokens_free(&l->tokens);
    edit_free(&l->edit);
    buf_free(&l->name);
    free(l);
}

/* The uniform form of a text; good until the next call. */
static struct view uniform(struct celltexts *l, struct view text)
{
    if (text.n > TEXT_MAX)
        return (struct view){"", 0};
    normal_line(&l->other, cell_trim(text));
    return buf_view(&l->other.text);
}

static const struct rule *is_whole(struct celltexts *l, enum class c, struct view v,
                                   struct match *m)
{
    const struct rule *rule = v.n > 0 ? rules_in(l->rules, c, v, 0, m) : NULL;
    return rule != NULL && m->start == 0 && m->end == v.n ? rule : NULL;
}

const struct rule *celltexts_is(struct celltexts *l, enum class c, struct view text)
{
    struct match m;
    return is_whole(l, c, uniform(l, text), &m);
}

bool celltexts_is_footer(struct celltexts *l, struct view text)
{
    struct match m;
    struct view v = uniform(l, text);
    return v.n > 0 && rules_in(l->rules, CLASS_FOOTER, v, 0, &m) != NULL;
}

static struct view group_of(const struct match *m, const struct rule *rule, enum group g,
                            struct view text)
{
    int k = rule_group(rule, g);
    if (m->groups == NULL || k < 0 || m->groups[2 * k] == SIZE_MAX)
        return (struct view){"", 0};
    return (struct view){text.p + m->groups[2 * k], m->groups[2 * k + 1] - m->groups[2 * k]};
}

/* The time that a rule with a form= says. */
static struct period period_of(const struct rule *rule, const struct match *m, struct view text)
{
    struct token t = {.kind = TOKEN_WORD, .class = CLASS_PERIOD, .rule = rule};
    struct when nothing = {0};
    for (int g = 0; g < 8; g++) {
        struct view v = group_of(m, rule, (enum group)g, text);
        t.groups[g][0] = v.n > 0 ? (uint32_t)(v.p - text.p) : 0;
        t.groups[g][1] = t.groups[g][0] + (uint32_t)v.n;
    }
    return when_read(&t, text, &nothing);
}

/* The digits as a number, -1 where other bytes are among them. */
static int digits(const char *p, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9')
            return -1;
        value = value * 10 + (p[i] - '0');
    }
    return value;
}

/* 2019年 and 2019年9月 without the rules, since wide tables have thousands of them. */
static bool quick_period(struct view v, struct period *p)
{
    static const char nian[] = "年", yue[] = "月";
    const size_t n = sizeof nian - 1;
    int y = v.n >= 4 ? digits(v.p, 4) : -1;
    if (y < 1900 || y >= 2100)
        return false;
    if (v.n == 4 || (v.n == 4 + n && memcmp(v.p + 4, nian, n) == 0)) {
        *p = period_year(y);
        return true;
    }
    if (v.n < 5 + 2 * n || v.n > 6 + 2 * n || memcmp(v.p + 4, nian, n) != 0 ||
        memcmp(v.p + v.n - n, yue, n) != 0)
        return false;
    int m = digits(v.p + 4 + n, v.n - 4 - 2 * n);
    if (m < 1 || m > 12)
        return false;
    *p = (struct period){.kind = PERIOD_MONTH, .y = y, .y2 = y, .a = m};
    return true;
}

bool celltexts_period(struct celltexts *l, struct view text, struct period *p)
{
    struct match m;
    struct view v = cell_trim(text);
    if (v.n == 0 || v.n > 64)
        return false;
    if (quick_period(v, p))
        return true;
    v = uniform(l, v);
    const struct rule *rule = is_whole(l, CLASS_HEAD_PERIOD, v, &m);
    struct period found = rule != NULL ? period_of(rule, &m, v) : (struct period){0};
    if (found.kind == PERIOD_NONE)
        return false;
    *p = found;
    return true;
}

bool celltext_serial(struct view v, struct period *p)
{
    v = cell_trim(v);
    if (v.n == 7 && memcmp(v.p + 5, ".0", 2) == 0)
        v.n = 5;
    int day = v.n == 5 ? digits(v.p, 5) : -1;
    if (day < 20000 || day > 60000)
        return false;
    /* a day of the proleptic Gregorian calendar, its year beginning in March (H. Hinnant,
     * chrono-compatible low-level date algorithms, civil_from_days) */
    long z = day - 25569 + 719468;
    long era = z / 146097, doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int month = (int)(mp < 10 ? mp + 3 : mp - 9);
    int year = (int)(yoe + era * 400) + (month <= 2);
    *p = (struct period){.kind = PERIOD_DAY,
                         .y = year,
                         .y2 = year,
                         .a = month,
                         .b = (int)(doy - (153 * mp + 2) / 5 + 1)};
    return true;
}

static bool is_unit(struct celltexts *l, struct view v)
{
    struct unit unit = {0};
    if (v.n == 0 || v.n > UNIT_MAX || !units_find(l->units, v, &unit))
        return false;
    unit_free(&unit);
    return true;
}

/* Bytes of the text before a mark that parts units, and the mark's own in *mark (0 at the end). */
static size_t before_mark(struct view v, size_t *mark)
{
    for (size_t n = 0; n < v.n; n++) {
        *mark = v.p[n] == ',' || v.p[n] == ';' || v.p[n] == ' ' ? 1
                : v.n - n >= 3 && memcmp(v.p + n, "、", 3) == 0 ? 3
                                                                : 0;
        if (*mark > 0)
            return n;
    }
    *mark = 0;
    return v.n;
}

/* The unit that v, in uniform form, is, without 单位: and ±; of 亿元、% the first, since rates say
 * theirs themselves. 亿元、万人 is none. */
static bool unit_of(struct celltexts *l, struct view v, struct view *unit)
{
    static const char *const before[] = {"计量单位:", "单位:", "±", "+-", "+/-"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        size_t n = strlen(before[i]);
        if (v.n > n && memcmp(v.p, before[i], n) == 0) {
            v.p += n;
            v.n -= n;
        }
    }
    if (is_unit(l, v)) {
        *unit = v;
        return true;
    }
    struct view best = {0};
    size_t amounts = 0, mark = 1;
    while (v.n > 0 && mark > 0) {
        struct view part = {v.p, before_mark(v, &mark)};
        if (!is_unit(l, part))
            return false;
        if (!view_is(part, "%") && !view_is(part, "‰")) {
            amounts++;
            best = part;
        }
        v.p += part.n + mark;
        v.n -= part.n + mark;
    }
    if (amounts != 1)
        return false;
    *unit = best;
    return true;
}

static void read_unit(struct celltexts *l, struct view text, struct view *unit)
{
    struct view v = uniform(l, text), found;
    if (v.n > 2 && v.p[0] == '(' && v.p[v.n - 1] == ')') {
        v.p++;
        v.n -= 2;
    }
    if (v.n <= 3 * UNIT_MAX && unit_of(l, v, &found))
        *unit = arena_copy(&l->arena, found);
}

bool celltexts_unit(struct celltexts *l, struct view text, struct view *unit)
{
    const struct celltext *said = celltexts_read(l, CELLTEXT_CELL, text);
    if (said->unit.n > 0)
        *unit = said->unit;
    return said->unit.n > 0;
}

/* Depth of the mark before the label of a row, 0 without one; *rest is the text behind it. */
static int read_mark(struct celltexts *l, struct view text, struct view *rest)
{
    struct match m;
    *rest = text;
    /* as it came first: circled numbers are lost in the uniform form */
    const struct rule *rule = rules_in(l->rules, CLASS_ORDINAL, text, 0, &m);
    if (rule != NULL) {
        *rest = (struct view){text.p + m.end, text.n - m.end};
        return rule->n;
    }
    struct view v = uniform(l, text);
    rule = v.n > 0 ? rules_in(l->rules, CLASS_ORDINAL, v, 0, &m) : NULL;
    if (rule == NULL)
        return 0;
    size_t at = l->other.origin[m.end];
    struct view source = l->other.source;
    *rest = (struct view){source.p + at, source.n - at};
    return rule->n;
}

/* The form of the key of a line above a table, empty for other texts, and what follows it. */
static void read_key(struct celltexts *l, struct view text, struct view *form, struct view *value)
{
    struct match m;
    struct view v = uniform(l, text);
    const struct rule *rule = v.n > 0 ? rules_in(l->rules, CLASS_PREAMBLE, v, 0, &m) : NULL;
    if (rule == NULL)
        return;
    *form = rule->form;
    size_t end = v.n - (v.p[0] == '(' && v.p[v.n - 1] == ')');
    *value = arena_copy(&l->arena, (struct view){v.p + m.end, end - m.end});
}

bool celltexts_preamble(struct celltexts *l, struct view text, struct view *form,
                        struct view *value)
{
    const struct celltext *said = celltexts_read(l, CELLTEXT_KEY, text);
    *form = said->key;
    *value = said->name;
    return said->key.n > 0;
}

/* Takes what a rule of the class head says. */
static void take_head(struct celltexts *l, struct celltext *out, const struct rule *rule,
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
        {"level", "level", NULL, TIMING_NONE},
        {"actual", NULL, "actual", TIMING_NONE},
        {"target", NULL, "target", TIMING_NONE},
        {"estimate", NULL, "estimate", TIMING_NONE},
        {"provisional", NULL, "provisional", TIMING_NONE},
        {"current", NULL, NULL, TIMING_CURRENT},
        {"cumulative", NULL, NULL, TIMING_CUMULATIVE},
        {"end", NULL, NULL, TIMING_END},
        {"begin", NULL, NULL, TIMING_BEGIN},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (!view_is(rule->form, forms[i].form))
            continue;
        if (forms[i].measure != NULL &&
            (out->measure == NULL || strcmp(out->measure, "level") == 0))
            out->measure = forms[i].measure;
        if (forms[i].status != NULL && out->status == NULL)
            out->status = forms[i].status;
        if (forms[i].timing != TIMING_NONE && out->timing == TIMING_NONE)
            out->timing = forms[i].timing;
    }
    struct view y = group_of(m, rule, GROUP_Y, text);
    if (view_is(rule->form, "last")) {
        if (view_is(rule->first, "previous"))
            out->timing = TIMING_PREVIOUS;
        else
            out->last_year = true;
    } else if (view_is(rule->first, "previous")) {
        out->base = BASE_PREVIOUS;
    } else if (view_is(rule->first, "begin")) {
        out->base = BASE_BEGIN;
    } else if (view_is(rule->first, "base") && y.n == 4) {
        out->base = BASE_GIVEN;
        out->base_period = period_year(digits(y.p, 4));
    }
    struct view against = group_of(m, rule, GROUP_AGAINST, text);
    if (against.n > 0)
        out->against = arena_copy(&l->arena, against);
}

/* Cuts words at the edges that say what kind of figure it is. */
static void cut_heads(struct celltexts *l, struct celltext *out, bool row)
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
static bool take_inner(struct celltexts *l, struct celltext *out, struct view inner, bool alone)
{
    struct match m;
    struct view unit;
    const struct rule *rule;
    struct period p;
    if (unit_of(l, inner, &unit)) {
        out->unit = arena_copy(&l->arena, unit);
        out->unit_in_brackets = true;
        if (alone && memmem(inner.p, inner.n, "±", strlen("±")) != NULL && out->measure == NULL)
            out->measure = "growth";
        return true;
    }
    rule = is_whole(l, CLASS_HEAD_PERIOD, inner, &m);
    if (rule != NULL && (p = period_of(rule, &m, inner)).kind != PERIOD_NONE) {
        out->period = p;
        return true;
    }
    rule = is_whole(l, CLASS_HEAD, inner, &m);
    if (rule == NULL || memchr(inner.p, '=', inner.n) != NULL)
        return false; /* 指数(上年=100): another base is another index */
    take_head(l, out, rule, &m, inner);
    return true;
}

static void cut_brackets(struct celltexts *l, struct celltext *out)
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

/* 产值/亿元, 增长%, 单位:万元: a unit at the end without brackets. */
static void cut_unit(struct celltexts *l, struct celltext *out)
{
    struct view v = buf_view(&l->edit.text), unit = {0};
    if (out->unit.n > 0 || v.n == 0)
        return;
    if (unit_of(l, v, &unit)) {
        out->unit = arena_copy(&l->arena, unit);
        edit_cut(&l->edit, 0, v.n);
        return;
    }
    static const char *const rates[] = {"%", "‰"};
    for (size_t i = 0; i < 2; i++) {
        if (!view_ends(v, view_of(rates[i])))
            continue;
        out->unit = view_of(rates[i]);
        edit_cut(&l->edit, v.n - out->unit.n, v.n);
        return;
    }
    /* the longest behind a mark, so that 价格/元/吨 is 价格 in 元/吨 */
    for (size_t i = 1; i + 1 < v.n; i++) {
        if (memchr("/,:_ ", v.p[i], 5) == NULL)
            continue;
        if (unit_of(l, (struct view){v.p + i + 1, v.n - i - 1}, &unit)) {
            out->unit = arena_copy(&l->arena, unit);
            edit_cut(&l->edit, i, v.n);
            return;
        }
    }
}

/* Cuts times that are said outright: 2019年9月, but not 年末. */
static void cut_periods(struct celltexts *l, struct celltext *out, bool title)
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

static void take_total(struct celltexts *l, struct celltext *out, struct view v)
{
    struct match m;
    const struct rule *rule = is_whole(l, CLASS_TOTAL, v, &m);
    if (rule != NULL) {
        out->total |= view_is(rule->form, "total");
        out->subtotal |= view_is(rule->form, "subtotal");
        out->regions |= view_is(rule->form, "regions");
    }
    out->whole |= is_whole(l, CLASS_WHOLE, v, &m) != NULL;
    out->place |= !out->whole && is_whole(l, CLASS_PLACE, v, &m) != NULL;
}

/* Facts that the whole text tells at once. True if no more is to be read. */
static bool read_whole(struct celltexts *l, struct celltext *out, bool head)
{
    static const struct {
        const char *form;
        enum role role;
    } roles[] = {{"region", ROLE_REGION}, {"indicator", ROLE_INDICATOR}, {"item", ROLE_ITEM},
                 {"period", ROLE_PERIOD}, {"unit", ROLE_UNIT},           {"code", ROLE_CODE},
                 {"note", ROLE_NOTE},     {"frequency", ROLE_FREQUENCY}};
    struct match m;
    struct view v = buf_view(&l->edit.text);
    const struct rule *rule;
    if (head && (rule = is_whole(l, CLASS_STUB, v, &m)) != NULL)
        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
            if (view_is(rule->form, roles[i].form))
                out->role = roles[i].role;
    take_total(l, out, v);
    struct period p;
    if ((rule = is_whole(l, CLASS_HEAD_PERIOD, v, &m)) != NULL &&
        (p = period_of(rule, &m, v)).kind != PERIOD_NONE) {
        out->period = p;
        edit_cut(&l->edit, 0, v.n);
        return true;
    }
    if ((rule = is_whole(l, CLASS_CURRENCY, v, &m)) != NULL) {
        out->unit = rule->first;
        out->quantity = true;
        return true;
    }
    return out->total || out->subtotal;
}

/* The place, time and strength in a title; cuts what is no part of its indicator. */
static void read_title(struct celltexts *l, struct celltext *out)
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
        out->region = arena_copy(&l->arena, group_of(&m, rule, GROUP_AGAINST, v));
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

static void read_text(struct celltexts *l, struct celltext *out, enum celltext_kind kind,
                      struct view text)
{
    struct view source = cell_trim(text);
    struct match m;
    if (kind == CELLTEXT_MARK) {
        out->depth = read_mark(l, text, &out->name);
        return;
    }
    if (source.n > TEXT_MAX || source.n == 0)
        return;
    if (kind == CELLTEXT_CELL) {
        out->missing = source.n <= UNIT_MAX && celltexts_is(l, CLASS_MISSING, source) != NULL;
        if (!out->missing)
            read_unit(l, source, &out->unit);
        return;
    }
    if (kind == CELLTEXT_KEY) {
        read_key(l, source, &out->key, &out->name);
        return;
    }
    if (kind != CELLTEXT_TITLE && quick_period(source, &out->period))
        return;
    normal_line(&l->normal, source);
    edit_begin(&l->edit, &l->normal);
    if (kind == CELLTEXT_TITLE) {
        read_title(l, out);
        cut_heads(l, out, kind == CELLTEXT_ROW);
    } else if (!read_whole(l, out, kind == CELLTEXT_HEAD)) {
        cut_brackets(l, out);
        edit_trim(&l->edit);
        cut_heads(l, out, kind == CELLTEXT_ROW);
        cut_unit(l, out);
        cut_periods(l, out, false);
        edit_trim(&l->edit);
        cut_heads(l, out, kind == CELLTEXT_ROW);
        cut_unit(l, out);
        edit_trim(&l->edit);
    }
    buf_clear(&l->name);
    edit_name(&l->edit, source, &l->name);
    out->name = arena_copy(&l->arena, buf_view(&l->name));
    struct view v = buf_view(&l->edit.text);
    if (v.n > 0) {
        out->quantity |=
            out->unit_in_brackets || rules_ending(l->rules, CLASS_QUANTITY_TAIL, v) != NULL;
        out->topic = !out->unit_in_brackets && rules_in(l->rules, CLASS_TOPIC, v, 0, &m) != NULL;
        take_total(l, out, v);
    }
    default_unit(out);
}

static void grow(struct celltexts *l)
{
    size_t size = 2 * l->size;
    struct entry **table = mem_new(size, sizeof *table);
    for (size_t i = 0; i < l->size; i++)
        for (struct entry *e = l->table[i], *next; e != NULL; e = next) {
            next = e->next;
            e->next = table[e->hash & (size - 1)];
            table[e->hash & (size - 1)] = e;
        }
    free(l->table);
    l->table = table;
    l->size = size;
}

const struct celltext *celltexts_read(struct celltexts *l, enum celltext_kind kind,
                                      struct view text)
{
    uint64_t h = hash_add((uint64_t)kind, text);
    for (struct entry *e = l->table[h & (l->size - 1)]; e != NULL; e = e->next)
        if (e->hash == h && e->kind == kind && view_equal(e->text, text))
            return &e->said;
    if (l->count >= l->size)
        grow(l);
    struct entry *e = arena_new(&l->arena, sizeof *e);
    e->text = arena_copy(&l->arena, text);
    e->kind = kind;
    e->hash = h;
    e->next = l->table[h & (l->size - 1)];
    l->table[h & (l->size - 1)] = e;
    l->count++;
    read_text(l, &e->said, kind, e->text);
    return &e->said;
}
