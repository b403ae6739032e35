#include "tableblocks.h"

#include "cellnumber.h"
#include "gridrow.h"

enum { BLOCK_ROWS = 200 }; /* of a table that is looked at for blocks */

bool tableblocks_marked(struct tableheads *hs, const struct part *part, const struct grid_row *rows,
                        size_t from, size_t to)
{
    int least = 0;
    bool first = true, first_marked = false;
    for (size_t i = 0; i < part->count; i++) {
        const struct column *k = &part->columns[i];
        if (k->role != ROLE_INDICATOR && k->role != ROLE_ITEM)
            continue;
        for (size_t r = from; r < to; r++) {
            struct view v = gridrow_cell(&rows[r], k->at);
            if (v.n == 0 || v.n > 200)
                continue;
            int depth = celltexts_read(hs->texts, CELLTEXT_MARK, v)->depth;
            if (first)
                first_marked = depth > 0;
            first = false;
            if (depth > 0 && (least == 0 || depth < least))
                least = depth;
        }
    }
    return least > 0 && (least == 1 || first_marked);
}

/* Whether the row holds no figures of the part: it may head those below it. */
static bool is_bare(struct tableheads *hs, const struct part *part, const struct grid_row *row)
{
    for (size_t i = 0; i < part->count; i++)
        if (part->columns[i].role == ROLE_VALUE && part->columns[i].at < row->n &&
            cell_is_number(hs->texts, row->cells[part->columns[i].at]))
            return false;
    return true;
}

/* The only column of labels, if rows are named by nothing else; or NULL. */
static const struct column *only_stub(const struct part *part)
{
    const struct column *stub = NULL;
    for (size_t i = 0; i < part->count; i++) {
        const struct column *k = &part->columns[i];
        if (k->role == ROLE_REGION || k->role == ROLE_ITEM || k->role == ROLE_PERIOD ||
            k->role == ROLE_UNIT || (k->role == ROLE_INDICATOR && stub != NULL))
            return NULL;
        if (k->role == ROLE_INDICATOR)
            stub = k;
    }
    return stub;
}

enum blocks tableblocks_find(struct tableheads *hs, const struct part *part,
                             const struct table_sample *sample)
{
    const struct column *stub = only_stub(part);
    struct view labels[BLOCK_ROWS];
    bool heads[BLOCK_ROWS], units[BLOCK_ROWS], bare[BLOCK_ROWS];
    size_t n = 0, again = 0;
    bool by_quantity = true, by_unit = true, by_bare = true;
    if (part->rows != ROLE_INDICATOR || stub == NULL || sample->to - sample->from > BLOCK_ROWS)
        return BLOCKS_NONE;
    for (size_t r = sample->from; r < sample->to; r++) {
        struct view v = gridrow_cell(&sample->rows[r], stub->at);
        if (v.n == 0 || v.n > 200)
            continue;
        const struct celltext *said = celltexts_read(hs->texts, CELLTEXT_ROW, v);
        if (v.p != sample->rows[r].cells[stub->at].p || said->total || gridrow_is_among(v) ||
            celltexts_read(hs->texts, CELLTEXT_MARK, v)->depth > 0)
            return BLOCKS_NONE; /* set in, or marked */
        labels[n] = v;
        heads[n] = celltext_heads_block(said);
        units[n] = celltext_heads_by_unit(said);
        bare[n] = is_bare(hs, part, &sample->rows[r]);
        /* no head since it stood there last */
        bool beside = true, alike = true, below = true;
        for (size_t i = n; !bare[n] && i-- > 0;) {
            beside = beside && !heads[i];
            alike = alike && !units[i];
            below = below && !bare[i];
            if (!view_equal(labels[i], v))
                continue;
            by_quantity = by_quantity && !heads[n] && !beside;
            by_unit = by_unit && !units[n] && !alike;
            by_bare = by_bare && !below;
            again++;
            break;
        }
        n++;
    }
    if (again < 2)
        return BLOCKS_NONE;
    return by_quantity && heads[0] ? BLOCKS_BY_QUANTITY
           : by_unit && units[0]   ? BLOCKS_BY_UNIT
           : by_bare               ? BLOCKS_BY_BARE
                                   : BLOCKS_NONE;
}
