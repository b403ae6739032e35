#include "figure.h"

#include "clause.h"
#include "emitting.h"
#include "figureword.h"
#include "naming.h"
#include "place.h"
#include "right.h"
#include "saying.h"
#include "subject.h"
#include "translate.h"

#include <string.h>

/* Remembers what the figure counts, for 增加3户 behind another quantity. */
static void note_counted(struct scene *s, const struct saying *y)
{
    const struct quantity *q = &scene_token(s, y->list.at[0])->quantity;
    if (y->list.n != 1 || y->name.n == 0 || strcmp(y->measure, "level") != 0 ||
        (q->unit_class != CLASS_COUNT && q->unit_class != CLASS_HEADS))
        return;
    buf_clear(&s->counted);
    buf_clear(&s->counted_unit);
    buf_add_view(&s->counted, buf_view(&y->name));
    buf_add(&s->counted_unit, s->text.p + q->unit_start, q->unit_end - q->unit_start);
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
        } else if (y->p.respectively && y->names.n == 0 && !y->list.range && s->own && n > 2 &&
                   s->time.kind == PERIOD_YEARS && (size_t)(s->time.y2 - s->time.y) + 1 == n) {
            y->period = period_year(s->time.y + (int)k); /* 2013年到2017年…分别为 */
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
        emitting_emit(s, y, v, name);
        if (y->own && name.n > 0)
            buf_add_view(names_add(&s->subjects), name);
    }
    names_free(&wholes);
    bool rated = !y->own && n == 1 && strcmp(y->measure, "change") == 0 &&
                 (rules_ending(s->rules, CLASS_RATE_NOUN, buf_view(&y->name)) != NULL ||
                  rules_ending(s->rules, CLASS_PART_NOUN, buf_view(&y->name)) != NULL);
    note_counted(s, y);
    buf_clear(&s->rated);
    if (rated)
        buf_add_view(&s->rated, buf_view(&y->name));
    if (!y->own)
        return;
    s->joint = n > 1 ? (struct stretch){0} : stretch_is_empty(y->p.scope) ? y->p.name : y->p.scope;
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
    struct view name = scene_text(s, p->name);
    const char *among = name.n > 15 ? memmem(name.p + 6, name.n - 12, "中", strlen("中")) : NULL;
    if (among == NULL)
        return;
    struct view whole = {name.p, (size_t)(among - name.p)};
    if (rules_in_word(s->rules, name, whole.n, strlen("中")) ||
        rules_ending(s->rules, CLASS_HEAD_NOUN, whole) == NULL)
        return;
    p->against = (struct stretch){p->name.start, p->name.start + (uint32_t)whole.n};
    p->name.start = p->against.end + 3;
}

/* 剔除一次性投入26亿元等因素后,增长13.7%: what is set aside is not what follows is said of. */
static bool is_set_aside(const struct scene *s, size_t i)
{
    size_t first = clause_start(s, s->start, i);
    struct view clause = {s->text.p + scene_token(s, first)->start,
                          scene_token(s, i)->start - scene_token(s, first)->start};
    return rules_starting(s->rules, CLASS_EXCLUDING, clause) != NULL;
}

/* 占全省总值(下同)的67.5%: whether all shares that follow are of this whole. */
static bool is_standing(const struct scene *s, const struct saying *y)
{
    struct match m;
    struct stretch at = {y->p.against.start, scene_token(s, y->list.at[0])->start};
    return !stretch_is_empty(at) &&
           rules_in(s->rules, CLASS_STANDING, scene_text(s, at), 0, &m) != NULL;
}

static size_t read_quantity(struct scene *s, size_t i, struct saying *y)
{
    const struct token *t = scene_token(s, i);
    const char *left = NULL;
    bool bare = t->quantity.unit_class == CLASS_NONE;
    if (bare && !subject_of_bare(s, y))
        left = N_("left: a number without a unit");
    else
        left = subject_find(s, y);
    if (left != NULL) {
        scene_explain(s, i, "%s", translated(left));
        return y->list.end;
    }
    /* 占比达到55.1% of nothing that was named: the share is its own subject */
    if (y->p.share && stretch_is_empty(y->p.name) && stretch_is_empty(y->p.against) &&
        s->current.n == 0 && y->p.share_by != NULL && y->p.share_by->first.n > 0) {
        y->p.share = false;
        buf_add_view(&s->current, y->p.share_by->first);
    }
    if (y->p.share && stretch_is_empty(y->p.against))
        take_whole_off_name(s, &y->p);
    y->measure = saying_measure(s, y, t);
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
        if (is_standing(s, y)) {
            buf_clear(&s->standing);
            buf_add_view(&s->standing, buf_view(&y->against));
        }
    }
    y->own = y->own && !is_set_aside(s, i);
    emit_list(s, y);
    s->low = y->right.end > y->list.end ? y->right.end : y->list.end;
    return s->low;
}

/* 占全县出口的12%、全省出口的0.3%: whether this is the share of another whole; then says so. */
static bool follow_share(const struct scene *s, const struct token *t, struct phrase *p)
{
    size_t j = s->share_end;
    if (j == 0 || t->kind != TOKEN_QUANTITY || !p->of_mark || p->of ||
        saying_needs_name(p, false) || stretch_is_empty(p->name) || s->current.n == 0 ||
        !token_is_joint(scene_token(s, j)))
        return false;
    const struct token *first = scene_token(s, j + 1);
    bool next = p->name.start == first->start ||
                (token_is(first, CLASS_FILLER) && p->name.start == first->end);
    if (!token_counts_in(t, UNIT_SHARE) || !next)
        return false;
    p->share = true;
    p->against = (struct stretch){first->start, p->name.end};
    p->name = (struct stretch){0};
    return true;
}

/* 汽车类增势良好,实现|零售额: who did it is what the clause before is about. */
static void take_doer(const struct scene *s, struct phrase *p, size_t i)
{
    enum { BARE_MAX = 15 }; /* bytes: a longer name says itself whose it is */
    size_t k = clause_start(s, s->start, i);
    if (!stretch_is_empty(p->scope) || stretch_is_empty(p->name) ||
        p->name.end - p->name.start > BARE_MAX || k == s->start)
        return;
    while (k < i &&
           (token_is(scene_token(s, k), CLASS_ADVERB) || token_is(scene_token(s, k), CLASS_FILLER)))
        k++;
    const struct token *verb = scene_token(s, k);
    if (verb->kind != TOKEN_WORD || verb->end != p->name.start)
        return;
    const struct rule *inner = rules_ending(s->rules, CLASS_INNER_VERB, verb->rule->word);
    if (inner == NULL || inner->n != 1 || inner->word.n != verb->end - verb->start)
        return;
    struct stretch lead = clause_name(s, i);
    if (!stretch_is_empty(lead) &&
        rules_ending(s->rules, CLASS_SECTOR_NOUN, scene_text(s, lead)) != NULL)
        p->scope = lead;
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
    take_doer(s, &y.p, i);
    if (y.p.grow != NULL && !stretch_is_empty(y.p.name) && s->current.n > 0 && is_set_aside(s, i))
        y.p.name = (struct stretch){0}; /* 剔除“营改增”|增长: what is left grew */
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
        if (!s->whole_for_all)
            buf_clear(&s->whole);
        buf_clear(&s->parent);
        buf_add_view(&s->parent, buf_view(&s->current));
    }
    bool ranks = token_is(t, CLASS_RANK), follows = follow_share(s, t, &y.p);
    struct view place = s->place;
    bool nationwide = s->nationwide;
    bool beside = place_before_bracket(s, i, &y.compared, &y.name);
    if (!ranks && !follows && !beside)
        place_find(s, &y.p, i);
    else if (!stretch_is_empty(y.p.name))
        s->place = (struct view){0};
    size_t next = t->kind == TOKEN_QUANTITY ? read_quantity(s, i, &y) : figureword_read(s, i, &y);
    if (beside) {
        s->place = place;
        s->nationwide = nationwide;
    }
    saying_end(s, &y);
    return next;
}
