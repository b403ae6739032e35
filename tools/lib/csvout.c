#include "csvout.h"

#include "marks.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { LONG = 64 * 1024 }; /* bytes of a row that is not put together before it is written */

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

/* memcpy for what is mostly short, without a call for it. */
static inline void copy(char *to, const char *p, size_t n)
{
    if (n > 16) {
        memcpy(to, p, n);
    } else if (n >= 8) {
        memcpy(to, p, 8);
        memcpy(to + n - 8, p + n - 8, 8);
    } else if (n >= 4) {
        memcpy(to, p, 4);
        memcpy(to + n - 4, p + n - 4, 4);
    } else {
        for (size_t i = 0; i < n; i++)
            to[i] = p[i];
    }
}

/*
 * Puts the fields at to[0..], with a comma behind each, and returns the length. Fields that lie one
 * behind the other with a comma between, as those of a row that was read do, are copied together.
 */
static size_t join(char *to, const struct view *fields, size_t n)
{
    size_t length = 0;
    for (size_t i = 0; i < n;) {
        const char *p = fields[i].p != NULL ? fields[i].p : "", *end = p + fields[i].n;
        for (i++; i < n && (uintptr_t)fields[i].p == (uintptr_t)end + 1 && *end == ','; i++)
            end += 1 + fields[i].n;
        copy(to + length, p, (size_t)(end - p));
        length += (size_t)(end - p);
        to[length++] = ',';
    }
    return length;
}

/* Number of marks in p[0..n); there must be MARKS_CHUNK writable bytes behind. */
static size_t count_marks(char *p, size_t n)
{
    size_t count = 0;
    memset(p + n, 0, MARKS_CHUNK);
    for (size_t i = 0; i < n; i += MARKS_CHUNK)
        count += marks_count(marks_find(p + i));
    return count;
}

void csvout_row(struct out *o, const struct view *fields, size_t n)
{
    if (n == 1 && fields[0].n == 0) {
        out_add_view(o, view_of("\"\"\n"));
        return;
    }
    size_t length = n;
    for (size_t i = 0; i < n; i++)
        length += fields[i].n;
    if (length <= LONG) {
        /* most rows need no quotes: it is quicker to see that afterwards, in the row as a whole */
        char *to = out_room(o, length + MARKS_CHUNK);
        join(to, fields, n);
        if (count_marks(to, length) == n) {
            to[length - 1] = '\n';
            out_advance(o, length);
            return;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            out_add_char(o, ',');
        csvout_field(o, fields[i]);
    }
    out_add_char(o, '\n');
}
