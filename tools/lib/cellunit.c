#include "cellunit.h"

#include <stddef.h>
#include <string.h>

enum { UNIT_MAX = 48 }; /* bytes: a longer text is no unit */

static bool is_unit(struct units *units, struct view v)
{
    struct unit unit = {0};
    if (v.n == 0 || v.n > UNIT_MAX || !units_find(units, v, &unit))
        return false;
    unit_free(&unit);
    return true;
}

/* Bytes of the text before a mark that parts units, and the mark's own in *mark (0 at the end). */
static size_t before_mark(struct view v, size_t *mark)
{
    for (size_t n = 0; n < v.n; n++) {
        *mark = v.p[n] == ',' || v.p[n] == ';' || v.p[n] == ' ' ? 1
                : v.n - n >= 3 && memcmp(v.p + n, "、", 3) == 0 ? 3
                                                                : 0;
        if (*mark > 0)
            return n;
    }
    *mark = 0;
    return v.n;
}

bool cellunit_read(struct units *units, struct view v, struct view *unit)
{
    static const char *const before[] = {"计量单位:", "单位:", "±", "+-", "+/-"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        size_t n = strlen(before[i]);
        if (v.n > n && memcmp(v.p, before[i], n) == 0) {
            v.p += n;
            v.n -= n;
        }
    }
    if (is_unit(units, v)) {
        *unit = v;
        return true;
    }
    struct view best = {0};
    size_t amounts = 0, mark = 1;
    while (v.n > 0 && mark > 0) {
        struct view part = {v.p, before_mark(v, &mark)};
        if (!is_unit(units, part))
            return false;
        if (!view_is(part, "%") && !view_is(part, "‰")) {
            amounts++;
            best = part;
        }
        v.p += part.n + mark;
        v.n -= part.n + mark;
    }
    if (amounts != 1)
        return false;
    *unit = best;
    return true;
}
