#include "dispute.h"

#include "buf.h"
#include "conflict.h"
#include "msg.h"
#include "row.h"
#include "tally.h"
#include "translate.h"

#include <inttypes.h>
#include <stdio.h>

/* Whether both come from what is one source, so that a difference between them is a revision. */
static bool is_revision(const struct disputes *d, const struct rival *a, const struct rival *b)
{
    bool listed = d->precedence != NULL && a->rank < precedence_count(d->precedence);
    bool one = a->source == b->source || d->is_releases || (listed && a->rank == b->rank);
    return one && (a->source != b->source || a->release != b->release ||
                   a->provisional != b->provisional || (d->is_releases && a->file != b->file));
}

/* The fields of a side for the file of conflicts; number is for the count of sources, line for the
 * line in the input. */
static void set_side(const struct disputes *d, struct side *side, const struct candidate *c,
                     const struct view *fields, char line[24], char number[24])
{
    const struct rival *r = c->rival;
    struct candidate alone = {.rival = r, .agrees = true};
    snprintf(line, 24, "%" PRIu64, r->line);
    snprintf(number, 24, "%" PRIu64, settle_sources(&alone, 1, intern_count(d->sources)));
    for (size_t i = 0; i + 1 < CONFLICT_SIDE; i++)
        side->fields[i] = columns_pick(fields, rec_column(d->reader, conflict_side[i]));
    if (d->in->source == REC_NONE)
        side->fields[4] = view_of(r->file);
    if (d->in->line == REC_NONE)
        side->fields[5] = view_of(line);
    side->fields[CONFLICT_SIDE - 1] = view_of(number);
    side->figure = r->withheld ? NULL : &c->figure;
}

void dispute_write(const struct disputes *d, const struct candidate *kept,
                   const struct candidate *other)
{
    static struct buf unquoted[2];
    static struct view *fields[2];
    const struct candidate *both[] = {kept, other};
    struct side sides[2];
    struct view labels[CONFLICT_KEYS];
    char lines[2][24], numbers[2][24];
    size_t column_count;
    rec_names(d->reader, &column_count);
    const char *kind = other->rival->withheld                          ? "withheld"
                       : kept->rival->derived != other->rival->derived ? "derived"
                       : is_revision(d, kept->rival, other->rival)     ? "revision"
                                                                       : "conflict";
    for (int i = 0; i < 2; i++) {
        fields[i] = mem_grow(fields[i], column_count, sizeof *fields[i]);
        row_split((struct view){rival_text(both[i]->rival), both[i]->rival->n}, fields[i],
                  column_count, &unquoted[i]);
        set_side(d, &sides[i], both[i], fields[i], lines[i], numbers[i]);
    }
    for (size_t i = 0; i < CONFLICT_KEYS; i++)
        labels[i] = columns_pick(fields[0], rec_column(d->reader, conflict_keys[i]));
    conflict_write(kind, labels, &sides[0], &sides[1]);
}

void dispute_explain(const struct disputes *d, const struct candidate *kept,
                     const struct candidate *best, const struct candidate *other)
{
    const struct rival *k = kept->rival, *r = other->rival;
    struct view a = rival_piece(k, k->value), b = rival_piece(r, r->value);
    enum why why = WHY_FINER;
    if (other != best)
        rival_before(best->rival, r, d->releases, &why);
    if (r->withheld)
        b = view_of(translated("what is withheld"));
    msg(k->file, k->line, "%.*s kept, not %.*s (%s:%" PRIu64 "): %s", view_shown(a), a.p,
        view_shown(b), b.p, r->file, r->line, translated(why_text(why)));
}

void dispute_units(const struct disputes *d, const struct rival *a, const struct rival *b)
{
    struct view x = intern_text(d->units, a->unit), y = intern_text(d->units, b->unit);
    struct unit p = {0}, q = {0};
    if (x.n == 0 || y.n == 0)
        tally_add(b->file, b->line,
                  "unit: one record has none, another %.*s: they are not compared",
                  view_shown(x.n > 0 ? x : y), x.n > 0 ? x.p : y.p);
    else if (units_find(d->dictionary, x, &p) && units_find(d->dictionary, y, &q) &&
             view_equal(p.dimension, q.dimension))
        tally_add(b->file, b->line,
                  "unit: %.*s and %.*s for the same thing are not compared: zb-units comes first",
                  view_shown(x), x.p, view_shown(y), y.p);
    unit_free(&p);
    unit_free(&q);
}
