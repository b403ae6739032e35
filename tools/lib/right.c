#include "right.h"

/* Bytes behind a verb that make it one: 201个国家和地区|建立经贸合作关系. */
enum { ACT_MIN = 12 };

static bool is_quantity(const struct token *t)
{
    return t->kind == TOKEN_QUANTITY && !t->quoted;
}

static bool counts(const struct token *t)
{
    return is_quantity(t) &&
           (t->quantity.unit_class == CLASS_COUNT || t->quantity.unit_class == CLASS_HEADS);
}

static bool same_unit(const struct scene *s, size_t i, size_t k)
{
    const struct quantity *a = &scene_token(s, i)->quantity, *b = &scene_token(s, k)->quantity;
    struct view unit_a = {s->text.p + a->scale_start, a->unit_end - a->scale_start};
    struct view unit_b = {s->text.p + b->scale_start, b->unit_end - b->scale_start};
    return a->unit_class != CLASS_NONE && view_equal(unit_a, unit_b);
}

void list_read(const struct scene *s, size_t i, struct list *list)
{
    *list = (struct list){.at = {i}, .n = 1};
    size_t k = i + 1;
    /* 居全市第1、第3和第2位 */
    while (token_is(scene_token(s, i), CLASS_RANK) && list->n < LIST_MAX && k + 1 < s->end &&
           token_is_joint(scene_token(s, k)) && token_is(scene_token(s, k + 1), CLASS_RANK) &&
           scene_token(s, k + 1)->groups[GROUP_AGAINST][0] ==
               scene_token(s, k + 1)->groups[GROUP_AGAINST][1]) {
        list->at[list->n++] = k + 1;
        k += 2;
    }
    for (;;) {
        if (k < s->end && token_is(scene_token(s, k), CLASS_BOUND_AFTER))
            k++;
        list->end = k;
        /* 1.7% 27.7%和70.6%: the blank between two numbers was all there was */
        if (k < s->end && list->n < LIST_MAX && is_quantity(scene_token(s, i)) &&
            is_quantity(scene_token(s, k)) && !scene_token(s, k)->quantity.negative &&
            same_unit(s, i, k)) {
            list->at[list->n++] = k++;
            continue;
        }
        if (k + 1 >= s->end || list->n == LIST_MAX || !is_quantity(scene_token(s, i)) ||
            !token_is_joint(scene_token(s, k)) || !is_quantity(scene_token(s, k + 1)))
            return;
        /* 50亿元以上8个、100亿元以上2个: the next says which ones it counts */
        if (k + 3 < s->end && token_is(scene_token(s, k + 2), CLASS_BOUND_AFTER) &&
            is_quantity(scene_token(s, k + 3)))
            return;
        list->range |= list->n == 1 && token_is_mark(scene_token(s, k), MARK_RANGE);
        list->at[list->n++] = k + 1;
        k += 2;
    }
}

void right_read(const struct scene *s, size_t i, struct right *right)
{
    *right = (struct right){.end = i};
    /* 574户|1201人脱贫: both are of what stands behind them */
    if (i < s->end && counts(scene_token(s, i)) && counts(scene_token(s, i - 1)) &&
        !(i + 1 < s->end && counts(scene_token(s, i + 1)))) {
        right_read(s, i + 1, right);
        right->end = i;
        return;
    }
    uint16_t depth = scene_token(s, i - 1)->depth;
    if (i < s->end && scene_word_is(s, scene_token(s, i), "的")) {
        right->of = true;
        i++;
    }
    if (i < s->end && token_ends_comparison(scene_token(s, i)))
        return;       /* 与2010年的7.2万人|相比 */
    size_t limit = i; /* where the statement about this figure ends */
    for (; limit < s->end && limit - i < CLAUSE_MAX; limit++) {
        const struct token *t = scene_token(s, limit);
        bool counted = limit + 1 < s->end && is_quantity(scene_token(s, limit + 1));
        if (token_is_boundary(t) || t->depth < depth || token_is_figure(t) ||
            (token_is_joint(t) && counted) ||
            (limit == i && t->kind == TOKEN_MARK && t->mark != MARK_QUOTE) ||
            (limit == i && token_is_joint(t)))
            break;
    }
    size_t k = i;
    for (; k < limit; k++) {
        const struct token *t = scene_token(s, k);
        if (token_is(t, CLASS_FILLER) && t->rule->n == 1) {
            if (k == i && scene_word_is(s, t, "并")) /* 12个并全面开工 */
                break;
            if (k > i && scene_word_is(s, t, "到")) { /* 3.8万名高校毕业生到基层从事服务 */
                right->acts = true;
                break;
            }
        }
        if (token_is(t, CLASS_DONE) ||
            (k > i && token_is(t, CLASS_YIELD) && view_is(t->rule->form, "done"))) {
            right->done = true;
            break;
        }
        /* what the thing does is not its name, if enough follows to be what it does it to */
        uint32_t rest = scene_token(s, limit - 1)->end - t->end;
        struct view whole = {s->text.p + t->end, rest};
        if (rules_ending(s->rules, CLASS_THING_NOUN, whole) != NULL)
            rest = 0;
        if (k == i && token_is(t, CLASS_ACT)) { /* 5项|位居全市前列 */
            right->acts = true;
            break;
        }
        if (k > i && (token_is(t, CLASS_ACT) || (token_is(t, CLASS_ADVERB) && t->rule->n == 1) ||
                      (token_is(t, CLASS_YIELD) && t->rule->n != 1 && rest >= ACT_MIN))) {
            right->acts = true;
            break;
        }
        bool verb = token_is(t, CLASS_LEVEL) || token_is(t, CLASS_TO) || token_is(t, CLASS_SHARE) ||
                    token_is(t, CLASS_GROW) || token_is(t, CLASS_PERIOD);
        if (verb && k == i) {
            right->predicate = true;
            if (!token_is(t, CLASS_LEVEL))
                break;
        } else if (verb) {
            break;
        }
    }
    /* 142个疾控项目和106个医疗项目基本完成: said of both */
    if (limit > i && limit < s->end && token_is_joint(scene_token(s, limit)))
        for (size_t e = limit;
             e < s->end && e - limit < CLAUSE_MAX && !token_is_boundary(scene_token(s, e)); e++)
            right->done |= token_is(scene_token(s, e), CLASS_DONE);
    /* a verb that opened it is not part of the name */
    if (right->predicate && k > i)
        i++;
    right->counted = k == limit && k > i && limit < s->end && is_quantity(scene_token(s, limit));
    right->end = limit;
    if (k > i)
        right->noun = (struct stretch){scene_token(s, i)->start, scene_token(s, k - 1)->end};
}
