#include "kind.h"

#include "buf.h"
#include "groups.h"
#include "indicators.h"
#include "msg.h"

#include <stdbool.h>
#include <stdlib.h>

enum { MATCH, TEXT, KIND, COLUMNS };

static const char *const columns[] = {"match", "text", "kind"};
static const char *const names[] = {
    [KIND_FLOW] = "flow", [KIND_STOCK] = "stock", [KIND_RATE] = "rate"};

/* By enum match. */
static const char *const matches[] = {"exact", "prefix", "suffix", "contains"};
enum match { EXACT, PREFIX, SUFFIX, CONTAINS, MATCHES };

struct found {
    enum kind kind;
    const struct dict_row *why;
};

/* A line, read. */
struct rule {
    enum match match;
    struct view text;
    struct found found;
};

struct kinds {
    struct dict *dict;
    struct rule *rules;            /* of kinds_check; the last one that fits decides */
    size_t count, ours;            /* the first of them are built in */
    struct indicators *indicators; /* NULL until one is asked for: not all work needs them */
    struct groups *found;          /* by indicator: struct found */
};

struct kinds *kinds_new(void)
{
    struct kinds *k = mem_new(1, sizeof *k);
    k->dict = dict_new(columns, COLUMNS, KIND, DICT_NONE);
    dict_read_builtin(k->dict, &builtin_kinds);
    k->found = groups_new(1, sizeof(struct found));
    return k;
}

void kinds_read(struct kinds *k, const char *file)
{
    dict_read_file(k->dict, file);
}

int kind_parse(struct view name)
{
    for (int i = KIND_FLOW; i <= KIND_RATE; i++)
        if (view_is(name, names[i]))
            return i;
    return -1;
}

const char *kind_name(enum kind kind)
{
    return names[kind];
}

static enum match parse_match(struct view name)
{
    int i = 0;
    while (i < MATCHES && !view_is(name, matches[i]))
        i++;
    return (enum match)i;
}

void kinds_check(struct kinds *k)
{
    size_t lines = dict_count(k->dict);
    k->rules = mem_grow(k->rules, lines, sizeof *k->rules);
    k->count = k->ours = 0;
    /* the user's lines behind ours, also those that took the place of one */
    for (size_t i = 0; i < 2 * lines; i++) {
        const struct dict_row *row = dict_at(k->dict, i % lines);
        struct view match = row->fields[MATCH], kind = row->fields[KIND];
        if ((i < lines) != (row->file == builtin_kinds.name))
            continue;
        if (parse_match(match) == MATCHES)
            die(row->file, row->line, "match: not exact, prefix, suffix or contains: %.*s",
                (int)match.n, match.p);
        if (kind_parse(kind) < 0)
            die(row->file, row->line, "kind: not flow, stock or rate: %.*s", (int)kind.n, kind.p);
        if (row->fields[TEXT].n == 0)
            die(row->file, row->line, "text: empty");
        k->rules[k->count++] = (struct rule){
            parse_match(match), row->fields[TEXT], {(enum kind)kind_parse(kind), row}};
        if (row->file == builtin_kinds.name)
            k->ours = k->count;
    }
}

static bool fits(enum match match, struct view indicator, struct view text)
{
    switch (match) {
    case EXACT:
        return view_equal(indicator, text);
    case PREFIX:
        return view_starts(indicator, text);
    case SUFFIX:
        return view_ends(indicator, text);
    default:
        return indicator.n >= text.n && memmem(indicator.p, indicator.n, text.p, text.n) != NULL;
    }
}

/* The last of the lines [from, to) that fits. */
static bool by_rule(const struct kinds *k, struct view indicator, size_t from, size_t to,
                    struct found *found)
{
    while (to-- > from) {
        if (!fits(k->rules[to].match, indicator, k->rules[to].text))
            continue;
        *found = k->rules[to].found;
        return true;
    }
    return false;
}

static bool by_indicator(struct kinds *k, struct view indicator, struct found *found)
{
    struct indicator_match m = {0};
    if (k->indicators == NULL) {
        k->indicators = indicators_new();
        indicators_check(k->indicators);
    }
    bool known = indicators_find(k->indicators, indicator, &m);
    if (known) {
        int kind = kind_parse(m.kind);
        /* an index or a price is no more added up than a rate */
        *found = (struct found){kind < 0 ? KIND_RATE : (enum kind)kind, m.indicator->row};
    }
    indicator_match_free(&m);
    return known;
}

/* The user knows better than the indicator's own line, and that better than our rules for names. */
static struct found look_up(struct kinds *k, struct view indicator)
{
    struct found found = {KIND_FLOW, NULL};
    if (!by_rule(k, indicator, k->ours, k->count, &found) && !by_indicator(k, indicator, &found))
        by_rule(k, indicator, 0, k->ours, &found);
    return found;
}

enum kind kinds_find(struct kinds *k, struct view indicator, const struct dict_row **why)
{
    bool fresh;
    struct found *found =
        groups_find(k->found, &indicator, groups_hash(k->found, &indicator), &fresh);
    if (fresh)
        *found = look_up(k, indicator);
    if (why != NULL)
        *why = found->why;
    return found->kind;
}

void kinds_free(struct kinds *k)
{
    dict_free(k->dict);
    free(k->rules);
    if (k->indicators != NULL)
        indicators_free(k->indicators);
    groups_free(k->found);
    free(k);
}
