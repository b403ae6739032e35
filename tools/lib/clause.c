#include "clause.h"

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

struct stretch clause_lead(const struct scene *s, size_t start, size_t end)
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

bool clause_grew(const struct scene *s, size_t i)
{
    i = clause_of(s, i);
    /* 下跌|较为|明显 */
    for (size_t k = 0; k < 3 && i > s->start; k++, i--) {
        const struct token *t = scene_token(s, i - 1);
        struct view v = {s->text.p + t->start, t->end - t->start};
        if (!token_is(t, CLASS_ADVERB) && (t->kind != TOKEN_TEXT || !view_starts(v, view_of("较"))))
            break;
    }
    return i > s->start && (token_is(scene_token(s, i - 1), CLASS_GROW) ||
                            token_is(scene_token(s, i - 1), CLASS_FLAT));
}

size_t clause_start(const struct scene *s, size_t low, size_t end)
{
    size_t start = end;
    while (start > low && end - start < CLAUSE_MAX && !token_is_boundary(scene_token(s, start - 1)))
        start--;
    return start;
}

struct stretch clause_name(const struct scene *s, size_t i)
{
    size_t end = clause_of(s, i);
    return clause_lead(s, clause_start(s, s->start, end), end);
}

struct stretch clause_object(const struct scene *s, size_t i)
{
    struct match m;
    size_t end = clause_of(s, i), start = clause_start(s, s->start, end);
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

bool clause_measured(const struct scene *s, size_t i)
{
    for (size_t k = i, clauses = 0; k > s->start && i - k < CLAUSE_MAX; k--) {
        const struct token *t = scene_token(s, k - 1);
        clauses += token_is_boundary(t);
        if (clauses == 2)
            break;
        if (token_is_figure(t))
            return false;
    }
    struct stretch name = clause_name(s, i);
    const struct rule *noun = rules_ending(s->rules, CLASS_HEAD_NOUN, scene_text(s, name));
    return !stretch_is_empty(name) &&
           ((noun != NULL && noun->n == 1) ||
            rules_ending(s->rules, CLASS_QUANTITY_NOUN, scene_text(s, name)) != NULL);
}
