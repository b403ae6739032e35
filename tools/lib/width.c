#include "width.h"

#include "buf.h"
#include "dict.h"
#include "msg.h"
#include "view.h"

#include <stddef.h>
#include <stdlib.h>

struct range {
    uint32_t first, last;
    unsigned width;
};

struct widths {
    struct range *ranges; /* owned; ascending, not overlapping */
    size_t count;
};

/* A code point in hexadecimal digits; UINT32_MAX for anything else. */
static uint32_t read_hex(struct view v)
{
    uint32_t n = v.n > 0 && v.n <= 6 ? 0 : UINT32_MAX;
    for (size_t i = 0; i < v.n && n != UINT32_MAX; i++) {
        char c = v.p[i];
        if (c >= '0' && c <= '9')
            n = n * 16 + (uint32_t)(c - '0');
        else if (c >= 'A' && c <= 'F')
            n = n * 16 + (uint32_t)(c - 'A') + 10;
        else
            n = UINT32_MAX;
    }
    return n;
}

struct widths *widths_new(unsigned ambiguous)
{
    static const char *const columns[] = {"first", "last", "width"};
    struct dict *d = dict_new(columns, 3, 1, DICT_NONE);
    dict_read_builtin(d, &builtin_widths);
    struct widths *w = mem_new(1, sizeof *w);
    w->ranges = mem_new(dict_count(d), sizeof *w->ranges);
    for (size_t i = 0; i < dict_count(d); i++) {
        const struct dict_row *row = dict_at(d, i);
        struct range *r = &w->ranges[w->count];
        r->first = read_hex(row->fields[0]);
        r->last = read_hex(row->fields[1]);
        r->width = view_is(row->fields[2], "2") ? 2 : view_is(row->fields[2], "A") ? ambiguous : 0;
        if (r->first == UINT32_MAX || r->last < r->first || r->last > 0x10FFFF ||
            (w->count > 0 && r->first <= r[-1].last) || row->fields[2].n != 1)
            die(row->file, row->line, "no range of characters that follows the one before it");
        w->count++;
    }
    dict_free(d);
    return w;
}

unsigned width_of(const struct widths *w, uint32_t cp)
{
    if (cp < 0x80 || w->count == 0)
        return 1;
    size_t from = 0, to = w->count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (w->ranges[middle].last < cp)
            from = middle + 1;
        else
            to = middle;
    }
    return from < w->count && w->ranges[from].first <= cp ? w->ranges[from].width : 1;
}

void widths_free(struct widths *w)
{
    if (w == NULL)
        return;
    free(w->ranges);
    free(w);
}
