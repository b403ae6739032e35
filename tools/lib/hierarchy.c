#include "hierarchy.h"

#include "dict.h"
#include "msg.h"

#include <stdlib.h>

static const char *const words[] = {"合计", "总计", "共计", "全部", "total", "Total", "TOTAL"};

static const char *const columns[] = {"column", "value", "parent"};
enum { COLUMN, VALUE, PARENT, COLUMNS };

struct total {
    struct view column; /* empty: all */
    struct view value;
};

struct hierarchy {
    struct total *totals; /* owned */
    size_t count;
    struct dict *parents;
};

static void add(struct hierarchy *h, struct view column, struct view value)
{
    h->totals = mem_grow(h->totals, h->count + 1, sizeof *h->totals);
    h->totals[h->count++] = (struct total){column, value};
}

struct hierarchy *hierarchy_new(void)
{
    struct hierarchy *h = mem_new(1, sizeof *h);
    h->parents = dict_new(columns, COLUMNS, PARENT, DICT_NONE);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add(h, (struct view){0}, view_of(words[i]));
    return h;
}

void hierarchy_add_total(struct hierarchy *h, const char *text)
{
    const char *is = strchr(text, '=');
    if (is == NULL)
        add(h, (struct view){0}, view_of(text));
    else
        add(h, (struct view){text, (size_t)(is - text)}, view_of(is + 1));
}

void hierarchy_read(struct hierarchy *h, const char *file)
{
    dict_read_file(h->parents, file);
}

bool hierarchy_is_total(const struct hierarchy *h, struct view column, struct view value)
{
    bool total = value.n == 0;
    for (size_t i = 0; i < h->count && !total; i++)
        total = view_equal(h->totals[i].value, value) &&
                (h->totals[i].column.n == 0 || view_equal(h->totals[i].column, column));
    return total;
}

static const struct dict_row *line_of(const struct hierarchy *h, struct view column,
                                      struct view value)
{
    struct view key[] = {column, value};
    return dict_find(h->parents, key);
}

bool hierarchy_up(const struct hierarchy *h, struct view column, struct view value, struct buf *up)
{
    const struct dict_row *row = line_of(h, column, value);
    if (row != NULL) {
        if (!hierarchy_is_total(h, column, row->fields[PARENT]))
            buf_add_view(up, row->fields[PARENT]);
        return true;
    }
    if (view_is(column, "indicator"))
        return false;
    if (view_is(column, "item"))
        for (size_t i = value.n; i-- > 1;)
            if (value.p[i] == '/') {
                buf_add(up, value.p, i);
                break;
            }
    return true;
}

void hierarchy_check(const struct hierarchy *h)
{
    size_t count = dict_count(h->parents);
    for (size_t i = 0; i < count; i++) {
        const struct dict_row *row = dict_at(h->parents, i), *above = row;
        for (size_t steps = 0; above != NULL; steps++) {
            if (steps > count)
                die(row->file, row->line, "%.*s: is above itself", view_shown(row->fields[VALUE]),
                    row->fields[VALUE].p);
            above = hierarchy_is_total(h, row->fields[COLUMN], above->fields[PARENT])
                        ? NULL
                        : line_of(h, row->fields[COLUMN], above->fields[PARENT]);
        }
    }
}

static bool is_listed(struct view list, struct view name)
{
    struct view one;
    while (view_next(&list, ',', &one))
        if (view_equal(one, name))
            return true;
    return false;
}

void hierarchy_need(const struct hierarchy *h, struct view list)
{
    for (size_t i = 0; i < h->count; i++)
        if (h->totals[i].column.n > 0 && !is_listed(list, h->totals[i].column))
            die(NULL, 0, "-t: %.*s: no column that tells cells apart (-b)",
                view_shown(h->totals[i].column), h->totals[i].column.p);
    for (size_t i = 0; i < dict_count(h->parents); i++) {
        const struct dict_row *row = dict_at(h->parents, i);
        struct view name = row->fields[COLUMN];
        if (!is_listed(list, name))
            die(row->file, row->line, "column: %.*s: no column that tells cells apart (-b)",
                view_shown(name), name.p);
    }
}

void hierarchy_free(struct hierarchy *h)
{
    dict_free(h->parents);
    free(h->totals);
    free(h);
}
