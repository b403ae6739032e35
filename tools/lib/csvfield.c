#include "csvfield.h"

#include <stdbool.h>
#include <stddef.h>

struct view csvfield_of(struct arena *a, struct view text)
{
    size_t quotes = 0;
    bool needs = false;
    for (size_t i = 0; i < text.n; i++) {
        quotes += text.p[i] == '"';
        needs = needs || text.p[i] == ',' || text.p[i] == '"';
    }
    char *p = arena_new(a, text.n + quotes + 2), *to = p;
    if (needs)
        *to++ = '"';
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            *to++ = '"';
        *to++ = text.p[i] == '\n' || text.p[i] == '\r' ? ' ' : text.p[i];
    }
    if (needs)
        *to++ = '"';
    return (struct view){p, (size_t)(to - p)};
}

struct view csvfield_join(struct arena *a, struct view x, struct view y)
{
    if (x.n == 0 || y.n == 0)
        return x.n == 0 ? y : x;
    size_t qx = x.p[0] == '"', qy = y.p[0] == '"'; /* quotes at each end */
    size_t nx = x.n - 2 * qx, ny = y.n - 2 * qy;
    char *p = arena_new(a, nx + ny + 3), *to = p;
    if (qx || qy)
        *to++ = '"';
    memcpy(to, x.p + qx, nx);
    to += nx;
    *to++ = '/';
    memcpy(to, y.p + qy, ny);
    to += ny;
    if (qx || qy)
        *to++ = '"';
    return (struct view){p, (size_t)(to - p)};
}
