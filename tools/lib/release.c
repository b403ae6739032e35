#include "release.h"

#include "buf.h"
#include "msg.h"
#include "summary.h"

#include <stdint.h>
#include <stdlib.h>

/* What may stay of a withheld record; anything else might hold its figure in another form. */
static const char *const harmless[] = {
    "region",  "region_code", "indicator", "indicator_code", "item",    "period",  "measure",
    "against", "unit",        "source",    "line",           "release", "vintage", "kind"};

size_t release_column(const struct release *r, struct view name)
{
    for (size_t i = 0; i < r->count; i++)
        if (view_equal(r->names[i], name))
            return i;
    return SIZE_MAX;
}

void release_init(struct release *r, const struct view *names, size_t count,
                  const struct private *list, const char *keep)
{
    r->names = names;
    r->count = count;
    r->dropped = mem_new(count, sizeof *r->dropped);
    r->stays = mem_new(count, sizeof *r->stays);
    for (size_t i = 0; i < count; i++) {
        r->dropped[i] = private_has(list, names[i]);
        for (size_t j = 0; j < sizeof harmless / sizeof *harmless; j++)
            r->stays[i] = r->stays[i] || view_is(names[i], harmless[j]);
    }
    struct view rest = keep != NULL ? view_of(keep) : (struct view){0}, name;
    while (summary_next_name(&rest, &name)) {
        size_t column = release_column(r, name);
        if (column == SIZE_MAX)
            die(NULL, 0, "--keep: no such column: %.*s", view_shown(name), name.p);
        r->dropped[column] = false;
    }
}

void release_free(struct release *r)
{
    free(r->dropped);
    free(r->stays);
}
