#include "layoutcheck.h"

#include "msg.h"
#include "tablecolumns.h"
#include "translate.h"

/* What the layout says of a column takes the place of what was found. */
static void set_column(struct column *k, const struct layout_column *c)
{
    k->role = c->role;
    if (c->indicator.n > 0) {
        k->indicator = c->indicator;
        k->item = c->item;
        k->quantity = true;
    } else if (c->item.n > 0) {
        k->item = c->item;
    }
    if (c->region.n > 0)
        k->region = c->region;
    if (c->unit.n > 0)
        k->unit = c->unit;
    if (c->against.n > 0)
        k->against = c->against;
    if (c->period.kind != PERIOD_NONE)
        k->period = c->period;
    if (c->measure != NULL)
        k->measure = c->measure;
    if (c->status != NULL)
        k->status = c->status;
}

/* Reports columns that the layout does not know, and those that are gone. Returns how many. */
static size_t report_columns(const struct layoutfile *l, const struct part *part, const char *file,
                             uint64_t line)
{
    size_t bad = 0;
    for (size_t i = 0; i < part->count; i++) {
        const struct column *k = &part->columns[i];
        struct view head = k->head.n > 0 ? k->head : view_of(translated(N_("(without a head)")));
        if (layoutfile_find(l, k->head) != NULL)
            continue;
        bad++;
        /* at the place of one that is gone it is the same under another name */
        if (part->count == l->count_of_columns && !l->columns[i].found) {
            msg(file, line, "layout: column %zu was renamed: %.*s is now %.*s", k->at + 1,
                (int)l->columns[i].name.n, l->columns[i].name.p, (int)head.n, head.p);
            l->columns[i].found = true;
        } else {
            msg(file, line, "layout: column %zu is new: %.*s", k->at + 1, (int)head.n, head.p);
        }
    }
    for (size_t i = 0; i < l->count_of_columns; i++)
        if (!l->columns[i].found) {
            bad++;
            msg(file, line, "layout: column is missing: %.*s (%s:%llu)", (int)l->columns[i].name.n,
                l->columns[i].name.p, l->file, (unsigned long long)l->columns[i].line);
        }
    return bad;
}

bool layoutcheck_apply(struct layoutfile *l, struct part *parts, size_t count, struct arena *a,
                       const char *file, uint64_t line)
{
    size_t known = 0;
    for (size_t i = 0; i < l->count_of_columns; i++)
        l->columns[i].found = false;
    for (size_t i = 0; i < count && l->count_of_columns > 0; i++)
        for (size_t j = 0; j < parts[i].count; j++) {
            struct layout_column *c = layoutfile_find(l, parts[i].columns[j].head);
            if (c != NULL) {
                c->found = true;
                known++;
            }
        }
    if (l->count_of_columns > 0 && known == 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        struct part *part = &parts[i];
        if (l->count_of_columns > 0) {
            if (report_columns(l, part, file, line) > 0)
                die(file, line, "layout: the table is not what %s says", l->file);
            part->listing = false;
            for (size_t j = 0; j < part->count; j++)
                set_column(&part->columns[j], layoutfile_find(l, part->columns[j].head));
            tablecolumns_pair_units(part);
        }
        if (l->count.n > 0) {
            part->counted = arena_new(a, sizeof *part->counted);
            *part->counted = (struct column){.at = TABLE_NONE,
                                             .role = ROLE_VALUE,
                                             .unit_at = TABLE_NONE,
                                             .indicator = l->count,
                                             .unit = l->count_unit,
                                             .quantity = true};
        }
    }
    return true;
}
