#include "header.h"

#include "msg.h"
#include "nearest.h"
#include "translate.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
    const struct header_column *x = a, *y = b;
    return view_compare(x->name, y->name);
}

void header_set(struct header *h, const char *file, uint64_t line, const struct view *cells,
                size_t n)
{
    h->file = file;
    h->count = n;
    h->names = mem_new(n, sizeof *h->names);
    h->sorted = mem_new(n, sizeof *h->sorted);
    for (size_t i = 0; i < n; i++) {
        buf_add_view(&h->text, cells[i]);
        buf_add_char(&h->text, ','); /* so that csvout_row can copy several at once */
    }
    const char *p = h->text.p;
    for (size_t i = 0; i < n; i++) {
        h->names[i] = (struct view){p, cells[i].n};
        h->sorted[i] = (struct header_column){h->names[i], i};
        p += cells[i].n + 1;
    }
    qsort(h->sorted, n, sizeof *h->sorted, by_name);
    for (size_t i = 1; i < n; i++) {
        if (view_equal(h->sorted[i - 1].name, h->sorted[i].name))
            die(file, line, "header: two columns have the name \"%.*s\"%s",
                view_shown(h->sorted[i].name), h->sorted[i].name.p,
                h->sorted[i].name.n == 0 ? translated(": zb-table reads such a table") : "");
    }
}

size_t *header_match(const struct header *h, const char *file, uint64_t line,
                     const struct view *cells, size_t n)
{
    bool *seen = mem_new(h->count, sizeof *seen), same = true;
    size_t *place = mem_new(n, sizeof *place);
    for (size_t i = 0; i < n; i++) {
        struct header_column key = {cells[i], 0};
        const struct header_column *found = bsearch(&key, h->sorted, h->count, sizeof key, by_name);
        if (found == NULL)
            die(file, line, "header: column \"%.*s\" is not in %s", view_shown(key.name),
                key.name.p, h->file);
        if (seen[found->index])
            die(file, line, "header: two columns have the name \"%.*s\"", view_shown(key.name),
                key.name.p);
        seen[found->index] = true;
        place[i] = found->index;
        same = same && found->index == i;
    }
    for (size_t i = 0; i < h->count; i++) {
        if (!seen[i])
            die(file, line, "header: column \"%.*s\" of %s is missing", view_shown(h->names[i]),
                h->names[i].p, h->file);
    }
    free(seen);
    if (!same)
        return place;
    free(place);
    return NULL;
}

size_t header_find(const struct header *h, const char *name)
{
    for (size_t i = 0; i < h->count; i++) {
        if (view_is(h->names[i], name))
            return i;
    }
    return SIZE_MAX;
}

_Noreturn void header_lacks(const struct header *h, const char *name, const char *remedy)
{
    struct buf list = {0};
    struct nearest near = nearest_of(view_of(name));
    nearest_list(&near, h->names, h->count, &list);
    die(h->file, 0, "no column \"%s\": there are %.*s%s%.*s%s%s", name, (int)list.n, list.p,
        nearest_lead(&near), (int)near.found.n, near.found.p,
        *remedy != '\0' ? translated("; ") : "", *remedy != '\0' ? translated(remedy) : "");
}

/* Whether the name is one of those without which there are no records, and none of them is there.
 */
static bool wants_records(const struct header *h, const char *name)
{
    static const char *const needed[] = {"indicator", "period", "value"};
    bool wants = false;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (header_find(h, needed[i]) != SIZE_MAX)
            return false;
        wants |= strcmp(name, needed[i]) == 0;
    }
    return wants;
}

size_t header_need(const struct header *h, const char *name)
{
    size_t at = header_find(h, name);
    if (at == SIZE_MAX)
        header_lacks(h, name,
                     wants_records(h, name) ? N_("zb-table or zb-bulletin makes records") : "");
    return at;
}

void header_free(struct header *h)
{
    buf_free(&h->text);
    free(h->names);
    free(h->sorted);
    *h = (struct header){0};
}
