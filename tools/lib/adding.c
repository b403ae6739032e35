#include "adding.h"

#include "groups.h"
#include "kind.h"
#include "msg.h"
#include "translate.h"
#include "units.h"

#include <inttypes.h>
#include <stdlib.h>

struct adding {
    struct kinds *kinds;
    struct units *units;
    struct groups *explained; /* indicators that were told about; NULL without explain */
};

struct adding *adding_new(void)
{
    struct adding *a = mem_new(1, sizeof *a);
    a->kinds = kinds_new();
    a->units = units_new();
    return a;
}

void adding_explain(struct adding *a)
{
    if (a->explained == NULL)
        a->explained = groups_new(1, 1);
}

void adding_read(struct adding *a, const char *file)
{
    kinds_read(a->kinds, file);
}

void adding_check(struct adding *a)
{
    kinds_check(a->kinds);
}

static bool is_rate(struct view measure)
{
    static const char *const rates[] = {"growth", "cagr",     "share",
                                        "rank",   "multiple", "contribution"};
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        if (view_is(measure, rates[i]))
            return true;
    return false;
}

bool adding_has_whole(struct view measure)
{
    return view_is(measure, "share") || view_is(measure, "contribution") ||
           view_is(measure, "rank");
}

static void explain(struct adding *a, const struct labels *l, enum kind kind,
                    const struct dict_row *why)
{
    bool fresh;
    struct view name = l->indicator;
    groups_find(a->explained, &name, groups_hash(a->explained, &name), &fresh);
    if (!fresh || kind == KIND_FLOW)
        return;
    const char *how =
        translated(kind == KIND_RATE ? N_("never added up")
                                     : N_("of several periods the last counts, not their sum"));
    if (why == NULL)
        msg(l->file, l->line, "%.*s: %s, by column kind: %s", view_shown(name), name.p,
            kind_name(kind), how);
    else
        msg(l->file, l->line, "%.*s: %s, by %s line %" PRIu64 " (%.*s %.*s): %s", view_shown(name),
            name.p, kind_name(kind), why->file, why->line, (int)why->fields[0].n, why->fields[0].p,
            view_shown(why->fields[1]), why->fields[1].p, how);
}

enum refusal adding_judge(struct adding *a, const struct labels *l, const struct rolled *rolled,
                          enum rollup_to to, bool sums, bool merges, bool *stock)
{
    const struct dict_row *why = NULL;
    int kind = kind_parse(l->kind);
    if (kind < 0)
        kind = (int)kinds_find(a->kinds, l->indicator, &why);
    if (l->measure.n > 0 && !view_is(l->measure, "level"))
        kind = KIND_FLOW; /* how much a stock changed is none */
    else if (a->explained != NULL)
        explain(a, l, (enum kind)kind, why);
    *stock = kind == KIND_STOCK && merges;
    if (to != ROLLUP_ALL && !rolled->known)
        return REFUSED_PERIOD;
    if (!rolled->fits && !*stock)
        return REFUSED_LONGER;
    if (!sums)
        return TAKEN;
    if (is_rate(l->measure))
        return REFUSED_MEASURE;
    if (!units_adds(a->units, l->unit))
        return REFUSED_UNIT;
    if (kind == KIND_RATE)
        return REFUSED_RATE;
    return to != ROLLUP_ALL && !*stock && !rolled->adds ? REFUSED_OVERLAP : TAKEN;
}

const char *adding_reason(enum refusal why, const struct labels *l, struct view *what)
{
    static const char *const formats[] = {
        [REFUSED_MEASURE] = N_("sum: a %.*s cannot be added up"),
        [REFUSED_UNIT] = N_("sum: figures in %.*s cannot be added up"),
        [REFUSED_RATE] = N_("sum: %.*s is a rate and cannot be added up"),
        [REFUSED_OVERLAP] = N_("sum: %.*s may overlap other periods of its %s"),
        [REFUSED_PERIOD] = N_("period: not one that can be rolled up: %.*s"),
        [REFUSED_LONGER] = N_("period: %.*s does not lie within one %s"),
    };
    *what = why == REFUSED_MEASURE ? l->measure
            : why == REFUSED_UNIT  ? l->unit
            : why == REFUSED_RATE  ? l->indicator
                                   : l->period;
    return formats[why];
}

void adding_free(struct adding *a)
{
    kinds_free(a->kinds);
    units_free(a->units);
    if (a->explained != NULL)
        groups_free(a->explained);
    free(a);
}
