#include "row.h"

#include <stdbool.h>

static bool needs_quotes(struct view v)
{
    for (size_t i = 0; i < v.n; i++)
        if (v.p[i] == ',' || v.p[i] == '"' || v.p[i] == '\n' || v.p[i] == '\r')
            return true;
    return false;
}

void row_format(struct buf *b, const struct view *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct view v = fields[i];
        if (i > 0)
            buf_add_char(b, ',');
        if (!needs_quotes(v) && (n > 1 || v.n > 0)) {
            buf_add_view(b, v);
            continue;
        }
        buf_reserve(b, 2 * v.n + 2);
        b->p[b->n++] = '"';
        for (size_t k = 0; k < v.n; k++) {
            if (v.p[k] == '"')
                b->p[b->n++] = '"';
            b->p[b->n++] = v.p[k];
        }
        b->p[b->n++] = '"';
    }
}

/* The field that begins with the quote at p; its content goes to b. Returns what follows it. */
static const char *take_quoted(const char *p, const char *end, struct view *field, struct buf *b)
{
    size_t from = b->n;
    for (p++; p < end && !(*p == '"' && (p + 1 == end || p[1] != '"')); p++) {
        buf_add_char(b, *p);
        p += *p == '"';
    }
    *field = (struct view){b->p + from, b->n - from};
    return p < end ? p + 1 : end;
}

void row_split(struct view row, struct view *fields, size_t n, struct buf *unquoted)
{
    const char *p = row.p, *end = row.p + row.n;
    buf_clear(unquoted);
    buf_reserve(unquoted, row.n + 1); /* so that it does not move */
    for (size_t i = 0; i < n; i++) {
        if (p < end && *p == '"') {
            p = take_quoted(p, end, &fields[i], unquoted);
        } else {
            const char *comma = p < end ? memchr(p, ',', (size_t)(end - p)) : NULL;
            const char *stop = comma != NULL ? comma : end;
            fields[i] = (struct view){p, (size_t)(stop - p)};
            p = stop;
        }
        p += p < end; /* the comma */
    }
}
