#include "subject.h"

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
    while (k > s->start && scene_token(s, k - 1)->depth >= depth)
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

static void forget_if_empty(struct stretch *at)
{
    if (stretch_is_empty(*at))
        *at = (struct stretch){0};
}

/* Whether 以上 or the like stands behind the list. */
static bool bounded(const struct scene *s, const struct saying *y)
{
    return token_is(scene_token(s, y->list.end - 1), CLASS_BOUND_AFTER);
}

/* Whether the sentence is nothing but the figure and its bounds. */
static bool stands_alone(const struct scene *s, const struct saying *y)
{
    for (size_t k = s->start; k < s->end; k++) {
        const struct token *t = scene_token(s, k);
        bool own = k >= y->list.at[0] && k < y->list.end;
        if (!own && t->kind != TOKEN_MARK && !token_is(t, CLASS_BOUND_BEFORE))
            return false;
    }
    return true;
}

const char *subject_find(struct scene *s, struct saying *y)
{
    struct phrase *p = &y->p;
    struct right *r = &y->right;
    size_t i = y->list.at[0];
    const struct token *t = scene_token(s, y->list.at[y->list.n - 1]);
    bool counts = counts_things(t);
    bool heads = counts && t->quantity.unit_class == CLASS_HEADS;
    bool noun = !stretch_is_empty(r->noun);
    struct stretch thing = r->noun;
    forget_if_empty(&p->name);
    struct view name = scene_text(s, p->name);
    struct view unit = saying_unit(s, t, &y->unit);
    bool yields = p->yields || (s->yielding && p->empty && !r->acts);

    if (r->of && bounded(s, y) && !unit_is_share(unit))
        return "left: it qualifies the noun behind it";
    if (r->of) {
        /* 所有乡镇和90%的行政村: what stands before 和 is not what it is of */
        if (i > s->start && token_is_joint(scene_token(s, i - 1)) && unit_is_share(unit))
            p->name = (struct stretch){0};
        if (unit_is_share(unit) && stretch_is_empty(p->name) && !saying_needs_name(p, false) &&
            noun) {
            y->share_of_noun = true;
            p->name = thing;
            return NULL;
        }
        if (rules_ending(s->rules, CLASS_QUANTITY_NOUN, name) != NULL)
            return NULL;
        return "left: it qualifies the noun behind it";
    }
    if (t->quantity.unit_class == CLASS_SPAN && (stretch_is_empty(p->name) || noun))
        return "left: a duration that is not said of a name";
    if (r->counted && bounded(s, y))
        return "left: it qualifies what the next figure counts";
    /* 90平方米及以下住宅, 90-144平方米住宅: which ones, not how much */
    if (noun && (bounded(s, y) || y->list.range) && !unit_is_share(unit) && !p->yields &&
        p->level == NULL && p->to == NULL && p->grow == NULL && p->before == NULL)
        return "left: it qualifies the noun behind it";
    bool of_before = scene_word_is(s, scene_token(s, i > 0 ? i - 1 : 0), "的");
    if (noun && counts && of_before)
        return "left: it counts a part of another statement";
    if (noun && counts) {
        const struct rule *lead = NULL; /* 新增 before the number belongs to the thing */
        for (size_t k = i; k-- > s->low && lead == NULL;) {
            if (token_is(scene_token(s, k), CLASS_YIELD) && scene_token(s, k)->rule->n == 1)
                lead = scene_token(s, k)->rule;
            else if (!token_is(scene_token(s, k), CLASS_ADVERB) &&
                     !token_is(scene_token(s, k), CLASS_BOUND_BEFORE))
                break;
        }
        if (lead != NULL && !stretch_is_empty(thing)) {
            buf_add_view(&y->name, lead->word);
            p->name = thing;
            s->yielding = true;
            return NULL;
        }
        /* A、B、C3家综合体 counts what they are; 建成助餐点3897个并… has its name before it */
        if (!stretch_is_empty(p->name) && p->yield == NULL && !p->ends_in_verb && !r->done &&
            !names_list(s, p->name))
            yields = false;
        if ((yields || (p->among && stretch_is_empty(p->name)) || r->done) &&
            !stretch_is_empty(thing) && !r->predicate) {
            p->name = thing;
            s->yielding = !r->done;
            return NULL;
        }
        if (heads && stretch_is_empty(p->name) && r->predicate && !stretch_is_empty(thing)) {
            p->name = thing;
            return NULL;
        }
        if (!stretch_is_empty(p->name) && ((p->level != NULL && p->level->n == 0) || p->yields ||
                                           p->to != NULL || p->grow != NULL || r->predicate))
            return NULL;
        return "left: it counts the subject or part of another statement";
    }
    if (noun && stretch_is_empty(p->name) && !saying_needs_name(p, true) && !unit_is_share(unit)) {
        if (!yields || stretch_is_empty(thing))
            return "left: nothing says what it is of";
        s->yielding = true;
        p->name = thing;
        return NULL;
    }
    if (noun && unit_is_share(unit) && stretch_is_empty(p->name) && !saying_needs_name(p, true)) {
        y->share_of_noun = true;
        p->name = thing;
        return NULL;
    }
    if (noun && p->yield != NULL && !r->predicate && !r->acts && !unit_is_share(unit) && !counts &&
        p->grow == NULL) {
        p->name = thing; /* 设立超500亿元区域基金 */
        s->yielding = true;
        return NULL;
    }
    r->end = y->list.end; /* what follows is another statement */
    if (!stretch_is_empty(p->name))
        return NULL;
    if (scene_token(s, i)->depth > 0 && p->empty) {
        p->name = name_before_bracket(s, i);
        if (!stretch_is_empty(p->name))
            return NULL;
    }
    if (saying_needs_name(p, counts) || (s->own && p->empty && s->current.n > 0) ||
        (s->current.n > 0 && token_is(scene_token(s, i > 0 ? i - 1 : 0), CLASS_ADVERB)))
        return NULL;
    if (stands_alone(s, y))
        return NULL;
    for (size_t k = i; k-- > s->low;) /* 取缔351家: the verb is all the name there is */
        if (token_is(scene_token(s, k), CLASS_YIELD) && counts) {
            p->name = (struct stretch){scene_token(s, k)->start, scene_token(s, k)->end};
            return NULL;
        }
    return "left: nothing says what it is of";
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
    if (digits.n == 4 && !decimal && (digits.p[0] == '1' || digits.p[0] == '2') &&
        (digits.p[1] == '9' || digits.p[1] == '0') && q->scale_start == q->scale_end)
        return false;
    if (p->level != NULL || p->to != NULL || p->before != NULL || (p->from && decimal))
        return !stretch_is_empty(p->name) || s->current.n > 0;
    if (q->scale_start != q->scale_end && !stretch_is_empty(p->name))
        return true;
    if (p->grow != NULL)
        return decimal;
    return !stretch_is_empty(p->name) && p->name.end == scene_token(s, y->list.at[0])->start &&
           rules_ending(s->rules, CLASS_NUMBER_NOUN, scene_text(s, p->name)) != NULL;
}
