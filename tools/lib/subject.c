#include "subject.h"

#include "translate.h"

#include <string.h>

static bool counts_things(const struct token *t)
{
    return t->kind == TOKEN_QUANTITY &&
           (t->quantity.unit_class == CLASS_COUNT || t->quantity.unit_class == CLASS_HEADS);
}

/* The name before the bracket that the figure stands in. */
static struct stretch name_before_bracket(const struct scene *s, size_t i)
{
    uint16_t depth = scene_token(s, i)->depth;
    size_t k = i;
    while (k > s->start && i - k < CLAUSE_MAX && scene_token(s, k - 1)->depth >= depth)
        k--;
    if (depth == 0 || k == s->start)
        return (struct stretch){0};
    struct phrase p;
    phrase_read(&p, s->tokens, s->rules, s->text, s->low < k ? s->low : s->start, k - 1);
    return p.name;
}

/* Whether a name lists several. */
static bool names_list(const struct scene *s, struct stretch name)
{
    struct view v = scene_text(s, name);
    return memmem(v.p, v.n, "、", strlen("、")) != NULL;
}

/* Whether 以上 or the like stands behind the list. */
static bool bounded(const struct scene *s, const struct saying *y)
{
    return token_is(scene_token(s, y->list.end - 1), CLASS_BOUND_AFTER);
}

/* Whether the sentence is nothing but the figure and its bounds. */
static bool stands_alone(const struct scene *s, const struct saying *y)
{
    if (s->end - s->start > CLAUSE_MAX)
        return false;
    for (size_t k = s->start; k < s->end; k++) {
        const struct token *t = scene_token(s, k);
        bool own = k >= y->list.at[0] && k < y->list.end;
        if (!own && t->kind != TOKEN_MARK && !token_is(t, CLASS_BOUND_BEFORE))
            return false;
    }
    return true;
}

/* What a figure of the list is asked about: the same for all the questions below. */
struct question {
    struct scene *s;
    struct saying *y;
    struct phrase *p;
    struct right *r;
    size_t i;      /* the first figure */
    bool noun;     /* a noun follows the list */
    bool share;    /* the unit is one of shares */
    bool counts;   /* the unit counts things */
    bool heads;    /* ... people */
    bool duration; /* the unit is one of time */
    bool yields;   /* a verb of having or making governs it */
    bool such;     /* ... and an amount between them says which ones */
};

static const char qualifies[] = N_("left: it qualifies the noun behind it");
static const char not_said[] = N_("left: nothing says what it is of");

/* It is of the thing behind it. */
static const char *of_thing(struct question *q)
{
    q->p->name = q->r->noun;
    return NULL;
}

/* 实现50%以上的高速增长, 以年均8%的速度递增: the verb of change stands behind the figure. */
static bool growth_behind(struct question *q)
{
    const struct scene *s = q->s;
    struct phrase *p = q->p;
    if (p->grow != NULL || p->share || (stretch_is_empty(p->name) && s->current.n == 0))
        return false;
    for (size_t k = q->y->list.end + 1, words = 0; k < s->end && words < 3; k++, words++) {
        const struct token *t = scene_token(s, k);
        const struct rule *rate = NULL;
        if (t->kind == TOKEN_TEXT)
            rate = rules_ending(s->rules, CLASS_RATE_NOUN,
                                (struct view){s->text.p + t->start, t->end - t->start});
        if (token_is(t, CLASS_GROW))
            rate = t->rule;
        else if (rate == NULL && (t->kind != TOKEN_TEXT || t->end - t->start > 12))
            return false;
        if (rate == NULL)
            continue;
        /* 8%的增长目标 names something else */
        if (k + 1 < s->end && scene_token(s, k + 1)->kind == TOKEN_TEXT)
            return false;
        p->grow = rate;
        q->y->right.end = k + 1;
        return true;
    }
    return false;
}

/* 总规模1000亿元的基金, 90%的行政村: before 的. */
static const char *before_of(struct question *q)
{
    struct phrase *p = q->p;
    struct view name = scene_text(q->s, p->name);
    if (bounded(q->s, q->y) && !q->share)
        return qualifies;
    if (q->share && growth_behind(q))
        return NULL;
    /* 所有乡镇和90%的行政村: what stands before 和 is not what it is of */
    if (q->i > q->s->start && token_is_joint(scene_token(q->s, q->i - 1)) && q->share)
        p->name = (struct stretch){0};
    if (q->share && stretch_is_empty(p->name) && !saying_needs_name(p, false) && q->noun) {
        q->y->share_of_noun = true;
        return of_thing(q);
    }
    /* 贡献了全国24.1%的增量: of what did it, in this clause or before */
    bool gives = p->share_by != NULL && p->share_by->re != NULL;
    if (q->share && p->share && !stretch_is_empty(p->against) &&
        (stretch_is_empty(p->name) ? q->s->current.n > 0 : gives))
        return NULL;
    return rules_ending(q->s->rules, CLASS_QUANTITY_NOUN, name) != NULL ? NULL : qualifies;
}

/* 实施总投资134亿元的85个项目: whether an amount that says which ones stands between the count and
 * the verb that yields it. */
static bool yields_of_such(const struct scene *s, size_t i)
{
    if (i < s->start + 3 || !scene_word_is(s, scene_token(s, i - 1), "的") ||
        !token_is_figure(scene_token(s, i - 2)))
        return false;
    for (size_t k = i - 2; k > s->start && i - k < CLAUSE_MAX; k--) {
        if (token_is(scene_token(s, k - 1), CLASS_YIELD))
            return true;
        if (token_is_boundary(scene_token(s, k - 1)))
            break;
    }
    return false;
}

/* Why the figure says which ones and not how many, or NULL. */
static const char *which_ones(const struct question *q)
{
    const struct phrase *p = q->p;
    bool unnamed = stretch_is_empty(p->name) && stretch_is_empty(p->against) && p->to == NULL;
    if (q->duration && (unnamed || q->noun))
        return N_("left: a duration that is not said of a name");
    if (q->r->counted && bounded(q->s, q->y))
        return N_("left: it qualifies what the next figure counts");
    /* 90平方米及以下住宅, 90-144平方米住宅 */
    if (q->noun && (bounded(q->s, q->y) || q->y->list.range) && !q->share && !p->yields &&
        p->level == NULL && p->to == NULL && p->grow == NULL && p->before == NULL)
        return qualifies;
    if (q->noun && q->counts && q->i > 0 && !q->such &&
        scene_word_is(q->s, scene_token(q->s, q->i - 1), "的"))
        return N_("left: it counts a part of another statement");
    return NULL;
}

/* The verb before the number that belongs to the name of the thing (新增20辆公交车), or NULL. */
static const struct rule *lead_verb(const struct question *q)
{
    for (size_t k = q->i; k-- > q->s->low;) {
        const struct token *t = scene_token(q->s, k);
        if (token_is(t, CLASS_YIELD) && t->rule->n == 1)
            return t->rule;
        if (!token_is(t, CLASS_ADVERB) && !token_is(t, CLASS_BOUND_BEFORE))
            return NULL;
    }
    return NULL;
}

/* A count with a noun behind it. */
static const char *count_before_noun(struct question *q)
{
    struct phrase *p = q->p;
    struct right *r = q->r;
    const struct rule *lead = lead_verb(q);
    bool named = !stretch_is_empty(p->name);
    if (lead != NULL) {
        buf_add_view(&q->y->name, lead->word);
        q->s->yielding = true;
        return of_thing(q);
    }
    /* A、B、C3家综合体 counts what they are; 建成助餐点3897个并… has its name before it */
    if (named && p->yield == NULL && !p->ends_in_verb && !r->done && !names_list(q->s, p->name))
        q->yields = false;
    if ((q->yields || (p->among && !named) || r->done) && !r->predicate) {
        q->s->yielding = !r->done;
        return of_thing(q);
    }
    if (q->heads && !named && r->predicate)
        return of_thing(q);

    if (named && ((p->level != NULL && p->level->n == 0) || p->yields || p->to != NULL ||
                  p->grow != NULL || r->predicate))
        return NULL;
    return N_("left: it counts the subject or part of another statement");
}

/* Whether an amount is of the noun behind it: 设立超500亿元区域基金, 90%以上行政村. */
static bool amount_of_noun(struct question *q)
{
    struct phrase *p = q->p;
    bool alone = stretch_is_empty(p->name) && !saying_needs_name(p, true);
    if (alone && q->share) {
        q->y->share_of_noun = true;
        return true;
    }
    if ((alone && q->yields) || (p->yield != NULL && !q->r->predicate && !q->r->acts && !q->share &&
                                 !q->counts && p->grow == NULL)) {
        q->s->yielding = true;
        return true;
    }
    return false;
}

/* 有5个类别|增幅超过30%: whether the figure says which of the things just counted are meant. */
static bool of_counted(const struct question *q)
{
    const struct scene *s = q->s;
    bool rate = false;
    size_t k = q->i;
    if (!s->yielding || !q->share || s->low != q->i)
        return false;
    for (; k > s->start && scene_token(s, k - 1)->kind == TOKEN_WORD && q->i - k < 4; k--)
        rate |= rules_ending(s->rules, CLASS_RATE_NOUN, scene_token(s, k - 1)->rule->word) != NULL;
    return rate && k > s->start && scene_token(s, k - 1)->kind == TOKEN_TEXT;
}

/* 比常年(29.5毫米)偏少: what is compared with has a figure of its own: of the same, 常年降水量. */
static bool take_compared_off(struct question *q)
{
    struct scene *s = q->s;
    struct stretch *name = &q->p->name;
    for (size_t k = q->i; k > s->start && q->i - k < CLAUSE_MAX; k--) {
        const struct token *t = scene_token(s, k - 1);
        if (t->start < name->start)
            return false;
        if (t->start > name->start || !token_is(t, CLASS_COMPARE) || t->rule->n == 1)
            continue;
        struct stretch base = {t->end, name->end};
        *name = (struct stretch){0};
        buf_add_view(&q->y->name, scene_text(s, base));
        buf_add_view(&q->y->name, buf_view(&s->current));
        return true;
    }
    return false;
}

/* 出口12.5亿元(-3.5%): a percentage with a sign, right behind the figure, is how much it grew. */
static bool is_growth_beside(const struct question *q)
{
    const struct scene *s = q->s;
    size_t k = q->i;
    if (!q->share || !q->p->empty || s->current.n == 0 || q->y->list.n > 1 ||
        !scene_token(s, k)->quantity.has_sign)
        return false;
    if (k > s->start && (token_is_mark(scene_token(s, k - 1), MARK_OPEN) ||
                         token_is_mark(scene_token(s, k - 1), MARK_COMMA)))
        k--;
    return k > s->start && k == s->low && scene_token(s, k - 1)->kind == TOKEN_QUANTITY &&
           scene_token(s, k - 1)->quantity.unit_kind == UNIT_AMOUNT;
}

/* A figure whose statement ends with it. */
static const char *at_end(struct question *q)
{
    struct phrase *p = q->p;
    const struct scene *s = q->s;
    const struct token *prior = scene_token(s, q->i > 0 ? q->i - 1 : 0);
    if (of_counted(q) || (q->counts && p->grow != NULL && p->of_mark)) /* 上涨的28种 */
        return qualifies;
    if (!stretch_is_empty(p->name))
        return NULL;
    q->y->compared |= is_growth_beside(q);
    if (q->y->compared && s->current.n > 0)
        return NULL;
    if (scene_token(s, q->i)->depth > 0 && p->empty) {
        p->name = name_before_bracket(s, q->i);
        if (s->current.n > 0 && take_compared_off(q))
            return NULL;
        if (!stretch_is_empty(p->name))
            return NULL;
    }
    bool named_before = s->current.n > 0;
    /* 脱贫574户|1201人 */
    bool beside =
        q->i > s->start && counts_things(prior) && scene_token(s, q->i)->start == prior->end;
    if (saying_needs_name(p, q->counts) || (beside && named_before) ||
        (s->own && p->empty && named_before) || (named_before && token_is(prior, CLASS_ADVERB)) ||
        stands_alone(s, q->y))
        return NULL;
    for (size_t k = q->i; q->counts && !q->r->acts && k-- > s->low &&
                          q->i - k < CLAUSE_MAX;) /* 取缔351家: the verb is all there is */
        if (token_is(scene_token(s, k), CLASS_YIELD)) {
            const struct token *verb = scene_token(s, k);
            const struct quantity *unit = &scene_token(s, q->i)->quantity;
            /* 有28115户: what is counted is all there is */
            bool has = rules_ending(s->rules, CLASS_PRESENT, verb->rule->word) != NULL;
            p->name = has ? (struct stretch){unit->unit_start, unit->unit_end}
                          : (struct stretch){verb->start, verb->end};
            return NULL;
        }
    return not_said;
}

const char *subject_find(struct scene *s, struct saying *y)
{
    const struct token *last = scene_token(s, y->list.at[y->list.n - 1]);
    struct question q = {
        .s = s,
        .y = y,
        .p = &y->p,
        .r = &y->right,
        .i = y->list.at[0],
        .noun = !stretch_is_empty(y->right.noun),
        .share = token_counts_in(last, UNIT_SHARE),
        .counts = counts_things(last),
        .heads = last->quantity.unit_class == CLASS_HEADS,
        .duration = last->quantity.unit_class == CLASS_SPAN,
        .yields = y->p.yields || (s->yielding && y->p.empty && !y->right.acts),
    };
    q.such = q.counts && yields_of_such(s, q.i);
    q.yields |= q.such;
    if (stretch_is_empty(y->p.name))
        y->p.name = (struct stretch){0};
    if (y->right.of)
        return before_of(&q);
    const char *left = which_ones(&q);
    if (left != NULL)
        return left;
    if (!q.noun && q.counts && y->right.acts && y->p.yield != NULL) /* 有5项|位居前列 */
        return not_said;
    if (q.noun && q.counts)
        return count_before_noun(&q);
    if (q.noun && amount_of_noun(&q))
        return of_thing(&q);
    /* 为3亿人次劳动者提供服务 */
    if (q.noun && q.r->acts && stretch_is_empty(y->p.name) && y->p.level != NULL &&
        view_is(y->p.level->word, "为"))
        return not_said;
    if (q.noun && !q.share && stretch_is_empty(y->p.name) && !saying_needs_name(&y->p, true))
        return not_said;
    y->right.end = y->list.end; /* what follows is another statement */
    return at_end(&q);
}

bool subject_of_bare(const struct scene *s, const struct saying *y)
{
    const struct token *t = scene_token(s, y->list.at[0]);
    const struct quantity *q = &t->quantity;
    struct view digits = {s->text.p + q->value_start, q->value_end - q->value_start};
    bool decimal = memchr(digits.p, '.', digits.n) != NULL;
    const struct phrase *p = &y->p;
    if (!stretch_is_empty(y->right.noun) || y->right.of) /* 惠及65.52万参保群众 */
        return q->scale_start != q->scale_end && p->yield != NULL && p->yield->n == 0 &&
               !y->right.of && stretch_is_empty(p->name);
    size_t next = y->list.end;
    if (next < s->end && scene_token(s, next)->kind == TOKEN_TEXT)
        return false;
    if (digits.n == 4 && !decimal && p->before == NULL &&
        (digits.p[0] == '1' || digits.p[0] == '2') && (digits.p[1] == '9' || digits.p[1] == '0') &&
        q->scale_start == q->scale_end)
        return false;
    if (p->level != NULL || p->to != NULL || p->before != NULL || (p->from && decimal))
        return !stretch_is_empty(p->name) || s->current.n > 0;
    if (q->scale_start != q->scale_end && !stretch_is_empty(p->name))
        return true;
    if (p->grow != NULL)
        return decimal;
    return !stretch_is_empty(p->name) && p->name.end == scene_token(s, y->list.at[0])->start &&
           rules_ending(s->rules, CLASS_NUMBER_NOUN,
                        scene_text(s, stretch_without_brackets(s->text, p->name))) != NULL;
}
