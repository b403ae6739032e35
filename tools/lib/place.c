#include "place.h"

#include "clause.h"
#include "document.h"

#include <string.h>

/* How large the place is that a rule speaks of, as document_size says it; -1 where it speaks of
 * none. */
static int size_of(const struct rule *rule)
{
    static const char *const forms[] = {"country", "province", "city", "county"};
    for (int k = 0; k < 4; k++)
        if (view_is(rule->form, forms[k]))
            return k;
    return -1;
}

/* Whether the word says whose figure follows (全国, 我市). The place is then set to it where it is
 * larger than the document's own, else to nothing. */
static bool names_place(struct scene *s, const struct token *t)
{
    int size = token_is(t, CLASS_FILLER) && t->rule->first.n > 0 ? size_of(t->rule) : -1;
    if (size < 0)
        return false;
    struct view first = t->rule->first, parent = buf_view(&s->doc->parent);
    /* 全|市 is the 市 that the title names above the document's place */
    const size_t whole = strlen("全");
    struct view kind = {first.p + whole, first.n > whole ? first.n - whole : 0};
    bool larger = size < document_size(s->doc, s->rules);
    bool known = size == 2 && kind.n > 0 && view_ends(parent, kind);
    s->place = !larger ? (struct view){0} : known ? parent : first;
    s->nationwide = larger && size == 0;
    return true;
}

void place_find(struct scene *s, const struct phrase *p, size_t i)
{
    size_t first = clause_start(s, s->low, i); /* of the clause, or of the name */
    bool named = !stretch_is_empty(p->name);
    if (named)
        s->place = (struct view){0};
    for (size_t k = first; k < i; k++) {
        const struct token *t = scene_token(s, k);
        if ((named && t->start >= p->name.start) || t->kind == TOKEN_TEXT ||
            t->kind == TOKEN_QUANTITY || token_is(t, CLASS_COMPARE) || token_is(t, CLASS_OVER) ||
            token_is(t, CLASS_SHARE) || token_is(t, CLASS_LEVEL) || names_place(s, t))
            break;
    }
    /* 全国重点文物保护单位31处 are the document's own */
    const struct token *t = scene_token(s, i);
    if (t->kind == TOKEN_QUANTITY && t->quantity.unit_class == CLASS_COUNT && s->place.n > 0 &&
        s->nationwide)
        s->place = (struct view){0};
}

/* The token behind the verb of comparison, or behind what joins the places compared with, that the
 * name which ends before token end starts at; end where there is no such verb. */
static size_t compared_start(const struct scene *s, size_t end)
{
    size_t first = end;
    while (
        first > s->start && end - first < 6 && !token_is(scene_token(s, first - 1), CLASS_OVER) &&
        !token_is_joint(scene_token(s, first - 1)) && !token_is_boundary(scene_token(s, first - 1)))
        first--;
    for (size_t k = first; k > s->start && first - k < CLAUSE_MAX; k--) {
        const struct token *t = scene_token(s, k - 1);
        if (token_is(t, CLASS_OVER))
            return first;
        if (token_is_boundary(t) || (k == first && !token_is_joint(t)))
            break;
    }
    return end;
}

/* Whether a place as compared with is none, but a quantity: 高出实物型零售额增速(34.3%). */
static bool is_quantity(const struct scene *s, struct view place)
{
    const struct rule *noun = rules_ending(s->rules, CLASS_HEAD_NOUN, place);
    return (noun != NULL && noun->n == 1) ||
           rules_ending(s->rules, CLASS_QUANTITY_NOUN, place) != NULL;
}

bool place_before_bracket(struct scene *s, size_t i, bool *growth, struct buf *name)
{
    const struct token *t = scene_token(s, i);
    *growth = false;
    if (t->kind != TOKEN_QUANTITY || t->depth == 0 || i < s->start + 3 || i + 1 >= s->end ||
        !token_is_mark(t - 1, MARK_OPEN) || !token_is_mark(t + 1, MARK_CLOSE))
        return false;
    size_t first = compared_start(s, i - 1);
    if (first == i - 1)
        return false;
    struct view place = {s->text.p + scene_token(s, first)->start,
                         scene_token(s, i - 2)->end - scene_token(s, first)->start};
    for (const struct rule *tail;
         (tail = rules_ending(s->rules, CLASS_PLACE_TAIL, place)) != NULL &&
         place.n > tail->word.n;)
        place.n -= tail->word.n;
    if (!token_is(scene_token(s, first), CLASS_FILLER) && is_quantity(s, place)) {
        buf_add_view(name, place);
    } else {
        s->place = place;
        s->nationwide = false;
    }
    *growth = s->last_measure != NULL &&
              (strcmp(s->last_measure, "growth") == 0 || strcmp(s->last_measure, "change") == 0);
    return true;
}
