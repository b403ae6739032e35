#include "breaks.h"

#include "buf.h"
#include "builtin.h"
#include "dict.h"
#include "msg.h"
#include "span.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MATCH, TEXT, PERIOD, COLUMNS };

static const char *const columns[] = {"match", "text", "period"};
static const char *const matches[] = {"exact", "prefix", "suffix", "contains"};
enum match { EXACT, PREFIX, SUFFIX, CONTAINS, MATCHES };

struct rule {
    enum match match;
    struct view text;
    int month;
};

struct breaks {
    struct dict *dict;
    struct rule *rules; /* owned; those of options first */
    size_t count;
};

struct breaks *breaks_new(void)
{
    struct breaks *b = mem_new(1, sizeof *b);
    b->dict = dict_new(columns, COLUMNS, COLUMNS, DICT_NONE);
    dict_read_builtin(b->dict, &builtin_breaks);
    return b;
}

void breaks_read(struct breaks *b, const char *file)
{
    dict_read_file(b->dict, file);
}

static void add_rule(struct breaks *b, enum match match, struct view text, int month)
{
    b->rules = mem_grow(b->rules, b->count + 1, sizeof *b->rules);
    b->rules[b->count++] = (struct rule){match, text, month};
}

void breaks_add(struct breaks *b, const char *option)
{
    const char *at = strrchr(option, '@');
    const struct span *span = at != NULL ? span_of(view_of(at + 1)) : NULL;
    if (span == NULL || at == option || !span->known)
        die(NULL, 0, "--break: not INDICATOR@PERIOD: %s", option);
    add_rule(b, EXACT, (struct view){option, (size_t)(at - option)}, span->first);
}

void breaks_check(struct breaks *b)
{
    for (size_t i = 0; i < dict_count(b->dict); i++) {
        const struct dict_row *row = dict_at(b->dict, i);
        struct view match = row->fields[MATCH], period = row->fields[PERIOD];
        const struct span *span = span_of(period);
        int m = 0;
        while (m < MATCHES && !view_is(match, matches[m]))
            m++;
        if (m == MATCHES)
            die(row->file, row->line, "match: not exact, prefix, suffix or contains: %.*s",
                (int)match.n, match.p);
        if (row->fields[TEXT].n == 0)
            die(row->file, row->line, "text: empty");
        if (!span->known)
            die(row->file, row->line, "period: not one: %.*s", (int)period.n, period.p);
        add_rule(b, (enum match)m, row->fields[TEXT], span->first);
    }
}

static bool fits(const struct rule *r, struct view name)
{
    switch (r->match) {
    case EXACT:
        return view_equal(name, r->text);
    case PREFIX:
        return view_starts(name, r->text);
    case SUFFIX:
        return view_ends(name, r->text);
    default:
        return memmem(name.p, name.n, r->text.p, r->text.n) != NULL;
    }
}

void breaks_find(const struct breaks *b, struct view name, struct view code,
                 void (*found)(int month, void *data), void *data)
{
    for (size_t i = 0; i < b->count; i++) {
        const struct rule *r = &b->rules[i];
        if (fits(r, name) || (r->match == EXACT && code.n > 0 && fits(r, code)))
            found(r->month, data);
    }
}

void breaks_free(struct breaks *b)
{
    dict_free(b->dict);
    free(b->rules);
    free(b);
}
