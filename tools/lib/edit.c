#include "edit.h"

#include "utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void edit_begin(struct edit *e, const struct normal *n)
{
    buf_clear(&e->text);
    buf_add_view(&e->text, buf_view(&n->text));
    if (n->text.n + 1 > e->cap) {
        e->cap = 2 * n->text.n + 64;
        e->origin = mem_grow(e->origin, e->cap, sizeof *e->origin);
    }
    memcpy(e->origin, n->origin, (n->text.n + 1) * sizeof *e->origin);
}

void edit_cut(struct edit *e, size_t start, size_t end)
{
    memmove(e->text.p + start, e->text.p + end, e->text.n - end);
    memmove(e->origin + start, e->origin + end, (e->text.n + 1 - end) * sizeof *e->origin);
    e->text.n -= end - start;
}

void edit_trim(struct edit *e)
{
    static const char *const marks[] = {"_", "-", ":", ",",  ";",  "、", "·",  ".",
                                        "/", " ", "*", "()", "的", "|",  "\\", "#"};
    for (bool cut = true; cut && e->text.n > 0;) {
        cut = false;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            struct view v = buf_view(&e->text), mark = view_of(marks[i]);
            if (view_starts(v, mark))
                edit_cut(e, 0, mark.n);
            else if (view_ends(v, mark))
                edit_cut(e, v.n - mark.n, v.n);
            else
                continue;
            cut = true;
        }
    }
}

void edit_name(const struct edit *e, struct view source, struct buf *name)
{
    for (size_t i = 0, len; i < e->text.n; i += len) {
        uint32_t c = 0, from = 0;
        len = utf8_decode(e->text.p + i, e->text.n - i, &c);
        if (len == 0)
            break;
        size_t at = e->origin[i], n = utf8_decode(source.p + at, source.n - at, &from);
        if (c == 0x201c || c == 0x201d)
            continue;
        if (c == ' ') /* of whatever kind */
            buf_add_char(name, ' ');
        else if (n > 0)
            buf_add(name, source.p + at, n);
        else
            buf_add(name, e->text.p + i, len);
    }
}

void edit_free(struct edit *e)
{
    buf_free(&e->text);
    free(e->origin);
    *e = (struct edit){0};
}
