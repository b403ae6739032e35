#include "private.h"

#include "buf.h"
#include "builtin.h"
#include "dict.h"
#include "msg.h"

#include <stdlib.h>
#include <strings.h>

static const char *const columns[] = {"match", "text", "what"};
enum { MATCH, TEXT, WHAT, COLUMNS };

struct private
{
    struct dict *dict;
};

struct private *private_new(void)
{
    struct private *p = mem_new(1, sizeof *p);
    p->dict = dict_new(columns, COLUMNS, WHAT, DICT_NONE);
    dict_read_builtin(p->dict, &builtin_private);
    return p;
}

void private_read(struct private *p, const char *file)
{
    dict_read_file(p->dict, file);
}

void private_check(const struct private *p)
{
    static const char *const ways[] = {"exact", "prefix", "suffix", "contains"};
    for (size_t i = 0; i < dict_count(p->dict); i++) {
        const struct dict_row *row = dict_at(p->dict, i);
        size_t way = 0;
        while (way < 4 && !view_is(row->fields[MATCH], ways[way]))
            way++;
        if (way == 4)
            die(row->file, row->line, "match: not exact, prefix, suffix or contains: %.*s",
                view_shown(row->fields[MATCH]), row->fields[MATCH].p);
    }
}

static bool same(const char *at, struct view text)
{
    return strncasecmp(at, text.p, text.n) == 0;
}

static bool fits(struct view match, struct view text, struct view column)
{
    if (column.n < text.n)
        return false;
    if (view_is(match, "exact"))
        return column.n == text.n && same(column.p, text);
    if (view_is(match, "prefix"))
        return same(column.p, text);
    if (view_is(match, "suffix"))
        return same(column.p + column.n - text.n, text);
    for (size_t i = 0; i + text.n <= column.n; i++)
        if (same(column.p + i, text))
            return true;
    return false;
}

bool private_has(const struct private *p, struct view column)
{
    for (size_t i = 0; i < dict_count(p->dict); i++) {
        const struct dict_row *row = dict_at(p->dict, i);
        if (fits(row->fields[MATCH], row->fields[TEXT], column))
            return true;
    }
    return false;
}

void private_free(struct private *p)
{
    dict_free(p->dict);
    free(p);
}
