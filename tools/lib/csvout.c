#include "csvout.h"

#include <stdbool.h>
#include <string.h>

static bool needs_quotes(struct view v)
{
    for (size_t i = 0; i < v.n; i++) {
        char c = v.p[i];
        if (c == ',' || c == '"' || c == '\n' || c == '\r')
            return true;
    }
    return false;
}

void csvout_field(struct out *o, struct view v)
{
    if (!needs_quotes(v)) {
        out_add_view(o, v);
        return;
    }
    out_add_char(o, '"');
    const char *p = v.p, *end = v.p + v.n;
    while (p < end) {
        const char *q = memchr(p, '"', (size_t)(end - p));
        if (q == NULL) {
            out_add(o, p, (size_t)(end - p));
            break;
        }
        out_add(o, p, (size_t)(q - p) + 1);
        out_add_char(o, '"');
        p = q + 1;
    }
    out_add_char(o, '"');
}

void csvout_row(struct out *o, const struct view *fields, size_t n)
{
    if (n == 1 && fields[0].n == 0)
        out_add_view(o, view_of("\"\""));
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            out_add_char(o, ',');
        csvout_field(o, fields[i]);
    }
    out_add_char(o, '\n');
}
