#include "place.h"

#include "clause.h"
#include "document.h"

#include <string.h>

/* Whether the word says whose figure follows (全国, 我市). The place is then set to it where it is
 * larger than the document's own, else to nothing. */
static bool names_place(const struct scene *s, const struct token *t, struct view *place)
{
    static const struct {
        const char *word;
        int size; /* as document_size */
        const char *place;
    } places[] = {
        {"全国", 0, "全国"}, {"我国", 0, "全国"}, {"全省", 1, "全省"}, {"我省", 1, "全省"},
        {"全市", 2, "全市"}, {"我市", 2, "全市"}, {"本市", 2, "全市"}, {"全州", 2, "全州"},
        {"我州", 2, "全州"}, {"全盟", 2, "全盟"}, {"全县", 3, "全县"}, {"我县", 3, "全县"},
        {"本县", 3, "全县"}, {"全区", 3, "全区"}, {"我区", 3, "全区"}, {"本区", 3, "全区"},
        {"全旗", 3, "全旗"},
    };
    struct view v = {s->text.p + t->start, t->end - t->start};
    for (size_t k = 0; token_is(t, CLASS_FILLER) && k < sizeof places / sizeof *places; k++) {
        if (!view_is(v, places[k].word))
            continue;
        struct view parent = buf_view(&s->doc->parent);
        bool known = places[k].size == 2 && view_ends(parent, view_of("市"));
        *place = (struct view){0};
        if (places[k].size < document_size(s->doc))
            *place = known ? parent : view_of(places[k].place);
        return true;
    }
    return false;
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
            token_is(t, CLASS_SHARE) || token_is(t, CLASS_LEVEL) || names_place(s, t, &s->place))
            break;
    }
    /* 全国重点文物保护单位31处 are the document's own */
    const struct token *t = scene_token(s, i);
    if (t->kind == TOKEN_QUANTITY && t->quantity.unit_class == CLASS_COUNT &&
        view_is(s->place, "全国"))
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

bool place_before_bracket(struct scene *s, size_t i, bool *growth)
{
    static const char *const tails[] = {"平均水平", "平均", "水平", "增速", "增幅"};
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
    for (size_t k = 0; k < sizeof tails / sizeof *tails; k++)
        if (view_ends(place, view_of(tails[k])) && place.n > strlen(tails[k]))
            place.n -= strlen(tails[k]);
    s->place = place;
    *growth = s->last_measure != NULL &&
              (strcmp(s->last_measure, "growth") == 0 || strcmp(s->last_measure, "change") == 0);
    return true;
}
