#include "inlinetable.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

enum {
    SPAN_MAX = 24,
    TAG_MAX = 1000, /* bytes: longer ones are no tags */
};

/* The tag at the beginning of v, from < to >; empty where there is none. */
static struct view tag_at(struct view v)
{
    size_t most = v.n < TAG_MAX ? v.n : TAG_MAX;
    const char *end = v.n > 0 && v.p[0] == '<' ? memchr(v.p, '>', most) : NULL;
    return (struct view){v.p, end != NULL ? (size_t)(end - v.p) + 1 : 0};
}

/* Whether the tag is that of the element (td), or its end (/td). */
static bool tag_is(struct view tag, const char *name)
{
    size_t n = strlen(name);
    return tag.n > n + 1 && strncasecmp(tag.p + 1, name, n) == 0 &&
           memchr(" />\t", tag.p[n + 1], 4) != NULL;
}

/* The number that an attribute of the tag gives, 1 where it gives none. */
static unsigned span(struct view tag, const char *attribute)
{
    const char *at = memmem(tag.p, tag.n, attribute, strlen(attribute));
    unsigned n = 0;
    for (at = at != NULL ? at + strlen(attribute) : tag.p + tag.n; at < tag.p + tag.n; at++) {
        if (*at >= '0' && *at <= '9' && n <= SPAN_MAX)
            n = 10 * n + (unsigned)(*at - '0');
        else if (memchr("= \"'", *at, 4) == NULL || n > 0)
            break;
    }
    return n > 0 ? n : 1;
}

/* Where the next tag of the element begins, SIZE_MAX where there is none. */
static size_t find_tag(struct view v, const char *name)
{
    for (size_t i = 0; i < v.n; i++) {
        const char *open = memchr(v.p + i, '<', v.n - i);
        if (open == NULL)
            break;
        i = (size_t)(open - v.p);
        if (tag_is(tag_at((struct view){v.p + i, v.n - i}), name))
            return i;
    }
    return SIZE_MAX;
}

bool inline_table_is(struct view line)
{
    while (line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t'))
        line = (struct view){line.p + 1, line.n - 1};
    if (line.n == 0 || line.p[0] != '<' || !tag_is(tag_at(line), "table"))
        return false;
    static const char *const cells[] = {"td", "th"};
    for (size_t k = 0; k < 2; k++)
        for (struct view v = line; v.n > 0;) {
            size_t at = find_tag(v, cells[k]);
            if (at == SIZE_MAX)
                break;
            struct view tag = tag_at((struct view){v.p + at, v.n - at});
            if (span(tag, "rowspan") > 1)
                return false;
            v = (struct view){tag.p + tag.n, v.n - at - tag.n};
        }
    return true;
}

/* Whether the tag, which begins with <, has a name of tables, or what is left of one: </td>, <ttr>.
 */
static bool is_of_table(struct view tag)
{
    size_t i = tag.n > 1 && tag.p[1] == '/' ? 2 : 1;
    return i < tag.n && (tag.p[i] == 't' || tag.p[i] == 'T');
}

/* Appends the character that begins v and returns its bytes there: &amp; is one. */
static size_t add_text(struct view v, struct buf *row)
{
    static const struct {
        const char *entity;
        char c;
    } entities[] = {{"&nbsp;", ' '}, {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}};
    for (size_t k = 0; k < sizeof entities / sizeof *entities && v.p[0] == '&'; k++)
        if (view_starts(v, view_of(entities[k].entity))) {
            buf_add_char(row, entities[k].c);
            return strlen(entities[k].entity);
        }
    buf_add_char(row, v.p[0] == '\t' ? ' ' : v.p[0]);
    return 1;
}

bool inline_table_row(struct view *rest, struct buf *row)
{
    size_t start = find_tag(*rest, "tr"), cells = 0, empty = 0;
    buf_clear(row);
    if (start == SIZE_MAX)
        return false;
    start += tag_at((struct view){rest->p + start, rest->n - start}).n;
    struct view v = {rest->p + start, rest->n - start};
    bool outside = false;
    while (v.n > 0) {
        struct view tag = tag_at(v);
        if (tag_is(tag, "tr"))
            break;
        size_t n = tag.n;
        if (tag_is(tag, "/tr")) {
            v = (struct view){v.p + n, v.n - n};
            break;
        }
        if (tag_is(tag, "td") || tag_is(tag, "th")) {
            for (; empty > 0; empty--)
                buf_add_char(row, '\t');
            if (cells++ > 0)
                buf_add_char(row, '\t');
            unsigned wide = span(tag, "colspan");
            empty = wide > 1 && wide <= SPAN_MAX ? wide - 1 : 0;
            outside = false;
        } else if (n > 0) {
            outside |= is_of_table(tag);
        } else if (cells == 0 || (outside && memchr(" \t\r", v.p[0], 3) != NULL)) {
            n = 1;
        } else {
            if (outside) /* 3.5</td>5: what stands between cells lengthens no figure */
                buf_add_char(row, '|');
            outside = false;
            n = add_text(v, row);
        }
        v = (struct view){v.p + n, v.n - n};
    }
    *rest = v;
    return true;
}
