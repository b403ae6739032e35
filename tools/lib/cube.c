#include "cube.h"

#include "buf.h"
#include "columns.h"
#include "period.h"
#include "rec.h"
#include "span.h"

#include <stdint.h>
#include <stdlib.h>

bool cube_add(struct cube *c, size_t column)
{
    for (size_t i = 0; i < c->dimension_count; i++)
        if (c->dimensions[i] == column)
            return false;
    c->dimensions = mem_grow(c->dimensions, c->dimension_count + 1, sizeof *c->dimensions);
    c->dimensions[c->dimension_count++] = column;
    return true;
}

/* Appends the value above this one in the dimension; false where there is none. */
static bool go_up(const struct cube *c, size_t dimension, struct view value, struct buf *above)
{
    return hierarchy_up(c->hierarchy, c->names[c->dimensions[dimension]], value, above);
}

static bool up(void *data, size_t dimension, struct view value, struct buf *above)
{
    return go_up(data, dimension, value, above);
}

static size_t find_dimension(const struct cube *c, const char *name)
{
    size_t i = 0;
    while (i < c->dimension_count && !view_is(c->names[c->dimensions[i]], name))
        i++;
    return i < c->dimension_count ? i : SIZE_MAX;
}

void cube_close(struct cube *c)
{
    c->table_count = c->indicator != REC_NONE;
    for (size_t i = 0; i < c->dimension_count; i++)
        if (c->dimensions[i] == c->indicator)
            c->table_count = 0;
    c->protect =
        protect_new(c->table_count, c->dimension_count, find_dimension(c, "period"), up, c);
}

size_t cube_keys(const struct cube *c)
{
    return c->table_count + c->dimension_count;
}

size_t cube_share(const struct cube *c, const struct view *fields)
{
    struct view against = columns_pick(fields, c->against);
    size_t item = find_dimension(c, "item");
    for (size_t i = 0; i < c->dimension_count; i++)
        if (against.n > 0 && c->dimensions[i] != c->period &&
            hierarchy_is_total(c->hierarchy, c->names[c->dimensions[i]], against))
            return i + 1;
    if (item != SIZE_MAX && fields[c->dimensions[item]].n > 0)
        return item + 1;
    return find_dimension(c, "indicator") + 1; /* SIZE_MAX + 1 is 0 */
}

/* The key of a record's cell; totals are empty texts in it. */
static void set_key(const struct cube *c, struct view *key, const struct view *fields)
{
    if (c->table_count > 0)
        key[0] = fields[c->indicator];
    for (size_t i = 0; i < c->dimension_count; i++) {
        size_t column = c->dimensions[i];
        struct view v = fields[column];
        if (column == c->period)
            v = span_of(v)->text;
        else if (hierarchy_is_total(c->hierarchy, c->names[column], v))
            v = (struct view){"", 0};
        key[c->table_count + i] = v;
    }
}

struct cell *cube_cell(const struct cube *c, const struct view *fields)
{
    struct view key[cube_keys(c) + 1];
    set_key(c, key, fields);
    return protect_cell(c->protect, key);
}

static bool is_rate(struct view measure)
{
    return view_is(measure, "growth") || view_is(measure, "cagr") || view_is(measure, "multiple") ||
           view_is(measure, "change");
}

static bool is_withheld(const struct cube *c, const struct view *key)
{
    const struct cell *cell = protect_find(c->protect, key);
    return cell != NULL && cell->state == CELL_SUPPRESSED;
}

/* Whether the cell with this period in place of the record's own is withheld. */
static bool withheld_at(const struct cube *c, struct view *key, size_t period, struct period at)
{
    char text[PERIOD_TEXT_MAX];
    struct view own = key[period];
    key[period] = span_of(view_of(period_text(at, text)))->text;
    bool yes = is_withheld(c, key);
    key[period] = own;
    return yes;
}

/* Whether a level at an end of the growth or change is withheld: the other would give it. */
static bool has_withheld_end(const struct cube *c, const struct view *fields, struct view *key)
{
    struct period own, base;
    for (size_t i = 0; i < c->dimension_count; i++) {
        if (c->dimensions[i] != c->period || !period_parse(fields[c->period], &own))
            continue;
        if (!period_parse(columns_pick(fields, c->against), &base) || base.kind == PERIOD_NONE)
            base = period_year_before(own);
        return withheld_at(c, key, c->table_count + i, base) ||
               withheld_at(c, key, c->table_count + i, period_last(own));
    }
    return false;
}

/* Whether a total above the cell is withheld. */
static bool has_withheld_total(const struct cube *c, struct view *key, size_t dimension)
{
    struct view *value = &key[c->table_count + dimension], own = *value;
    struct buf above = {0};
    bool found = false;
    while (!found && value->n > 0) {
        struct buf next = {0};
        bool has = go_up(c, dimension, *value, &next);
        buf_free(&above);
        above = next;
        if (!has)
            break;
        *value = (struct view){above.n > 0 ? above.p : "", above.n};
        found = is_withheld(c, key);
    }
    *value = own;
    buf_free(&above);
    return found;
}

/* Whether the whole of the share is withheld: a total of its own table, or another indicator (机电
 * against 出口). */
static bool has_withheld_whole(const struct cube *c, const struct view *fields, struct view *key)
{
    for (size_t i = 0; i < c->dimension_count; i++)
        if (c->dimensions[i] != c->period && has_withheld_total(c, key, i))
            return true;
    if (c->indicator == REC_NONE)
        return false;
    if (c->table_count > 0)
        key[0] = columns_pick(fields, c->against);
    for (size_t i = 0; i < c->dimension_count; i++)
        if (c->dimensions[i] == c->indicator)
            key[c->table_count + i] = columns_pick(fields, c->against);
        else if (view_is(c->names[c->dimensions[i]], "item"))
            key[c->table_count + i] = (struct view){"", 0};
    return is_withheld(c, key);
}

bool cube_gives_away(const struct cube *c, const struct view *fields)
{
    struct view measure = columns_pick(fields, c->measure);
    struct view key[cube_keys(c) + 1];
    set_key(c, key, fields);
    if (view_is(measure, "share") || view_is(measure, "contribution"))
        return has_withheld_whole(c, fields, key);
    return is_rate(measure) && has_withheld_end(c, fields, key);
}

void cube_free(struct cube *c)
{
    if (c->protect != NULL)
        protect_free(c->protect);
    free(c->dimensions);
}
