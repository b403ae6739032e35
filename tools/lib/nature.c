#include "nature.h"

#include "groups.h"
#include "indicators.h"
#include "kind.h"
#include "translate.h"
#include "units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What was found once; zeroed: nothing yet. */
struct remembered {
    bool known;
    struct nature nature;
};

/* The same of a name: the line it leads to, or NULL. */
struct named {
    bool known;
    const struct indicator *indicator;
};

struct natures {
    struct groups *remembered; /* by indicator, kind and unit */
    struct groups *named;      /* by code or name */
    struct indicators *indicators;
    struct kinds *kinds;
    struct units *units;
};

struct natures *natures_new(void)
{
    struct natures *n = mem_new(1, sizeof *n);
    n->indicators = indicators_new();
    n->kinds = kinds_new();
    n->units = units_new();
    n->remembered = groups_new(3, sizeof(struct remembered));
    n->named = groups_new(1, sizeof(struct named));
    return n;
}

void natures_read(struct natures *n, const char *file)
{
    kinds_read(n->kinds, file);
}

void natures_check(struct natures *n)
{
    indicators_check(n->indicators);
    kinds_check(n->kinds);
    units_check(n->units);
}

/* The line of indicators.csv that the name leads to, without an affix: what that says of the
 * indicator may be wrong of a part of it. */
static const struct indicator *find(struct natures *n, struct view name)
{
    struct indicator_match m = {0};
    const struct indicator *found = NULL;
    if (indicators_find(n->indicators, name, &m) &&
        view_equal(buf_view(&m.code), m.indicator->code))
        found = m.indicator;
    indicator_match_free(&m);
    return found;
}

static const struct indicator *find_code(struct natures *n, struct view code)
{
    for (size_t i = 0; i < indicators_count(n->indicators); i++)
        if (view_equal(indicators_at(n->indicators, i)->code, code))
            return indicators_at(n->indicators, i);
    return NULL;
}

static void say(struct buf *why, const char *text)
{
    if (why != NULL)
        buf_add_string(why, text);
}

static void say_place(struct buf *why, const char *file, uint64_t line)
{
    char text[32];
    snprintf(text, sizeof text, translated(" line %llu"), (unsigned long long)line);
    say(why, translated(" by "));
    say(why, file);
    say(why, text);
}

/* flow, stock or rate; a rate that is known as an index is that. */
static struct view find_kind(struct natures *n, struct view indicator, struct view kind,
                             struct buf *why)
{
    if (kind.n > 0) {
        if (why != NULL)
            buf_add_view(why, kind);
        say(why, translated(" by column kind"));
        return kind;
    }
    const struct dict_row *row;
    enum kind found = kinds_find(n->kinds, indicator, &row);
    const struct indicator *known = found == KIND_RATE ? find(n, indicator) : NULL;
    struct view name =
        known != NULL && view_is(known->kind, "index") ? known->kind : view_of(kind_name(found));
    if (why != NULL)
        buf_add_view(why, name);
    if (row != NULL)
        say_place(why, row->file, row->line);
    else
        say(why, translated(" as any other"));
    return name;
}

/* Whether figures in the unit are numbers without a size: percentages, ranks, points. */
static bool is_ratio(struct natures *n, struct view text)
{
    static const char *const ratios[] = {"比率", "百分点", "倍", "位次", "温度", "分", "点"};
    struct unit unit = {0};
    bool ratio = text.n == 0;
    if (!ratio && units_find(n->units, text, &unit))
        for (size_t i = 0; i < sizeof ratios / sizeof *ratios; i++)
            ratio = ratio || view_is(unit.dimension, ratios[i]);
    unit_free(&unit);
    return ratio;
}

struct nature nature_find(struct natures *n, struct view indicator, struct view kind,
                          struct view unit, struct buf *why)
{
    struct view key[] = {indicator, kind, unit};
    bool fresh;
    struct remembered *r = groups_find(n->remembered, key, groups_hash(n->remembered, key), &fresh);
    if (r->known && why == NULL)
        return r->nature;
    struct view k = find_kind(n, indicator, kind, why);
    bool adds = units_adds(n->units, unit);
    r->known = true;
    r->nature = (struct nature){
        .flow = view_is(k, "flow") && adds,
        .stock = view_is(k, "stock") && adds,
        .grows = !view_is(k, "index") && !is_ratio(n, unit),
    };
    return r->nature;
}

bool nature_names(struct natures *n, struct view indicator, struct view *code, struct view *name)
{
    bool fresh;
    struct named *m = groups_find(n->named, &indicator, groups_hash(n->named, &indicator), &fresh);
    if (!m->known) {
        m->known = true;
        m->indicator = find_code(n, indicator);
        if (m->indicator == NULL)
            m->indicator = find(n, indicator);
    }
    if (m->indicator == NULL)
        return false;
    *code = m->indicator->code;
    *name = m->indicator->name;
    return true;
}

bool nature_parent(struct natures *n, struct view indicator, struct view *code, struct view *name)
{
    const struct indicator *i = find(n, indicator), *parent;
    if (i == NULL || i->parent.n == 0 || view_is(i->kind, "rate") ||
        (parent = find_code(n, i->parent)) == NULL)
        return false;
    *code = parent->code;
    *name = parent->name;
    return true;
}

void natures_free(struct natures *n)
{
    indicators_free(n->indicators);
    kinds_free(n->kinds);
    units_free(n->units);
    groups_free(n->remembered);
    groups_free(n->named);
    free(n);
}
