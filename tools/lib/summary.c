#include "summary.h"

#include "buf.h"
#include "csvout.h"
#include "msg.h"
#include "partial.h"

#include <stdio.h>
#include <stdlib.h>

/* The columns of a partial result that have no name of the input begin like this; 1 is the version.
 */
#define SPEC "agg:1:"
#define KIND "agg:kind"

enum { MARKS = 3 }; /* parts, bound, resolution */

bool summary_next_name(struct view *list, struct view *name)
{
    if (list->p == NULL)
        return false;
    const char *comma = list->n > 0 ? memchr(list->p, ',', list->n) : NULL;
    *name = (struct view){list->p, comma != NULL ? (size_t)(comma - list->p) : list->n};
    *list = comma != NULL ? (struct view){comma + 1, list->n - name->n - 1} : (struct view){0};
    return true;
}

void summary_functions(struct summary *s, const char *list)
{
    struct view rest = view_of(list), name;
    s->functions = 0;
    s->order_count = 0;
    while (summary_next_name(&rest, &name)) {
        enum function f;
        if (!function_parse(name, &f))
            die(NULL, 0, "-a: no such function: %.*s (sum,count,mean,min,max,first,last,median)",
                (int)name.n, name.p);
        if ((s->functions & FUNCTION_BIT(f)) != 0)
            die(NULL, 0, "-a: %s is named twice", function_name(f));
        s->functions |= FUNCTION_BIT(f);
        s->order[s->order_count++] = f;
    }
}

size_t summary_figures(const struct summary *s)
{
    return s->order_count - ((s->functions & FUNCTION_BIT(FUNCTION_COUNT)) != 0);
}

void summary_add_key(struct summary *s, struct view name)
{
    s->names = mem_grow(s->names, s->key_count + 1, sizeof *s->names);
    s->names[s->key_count++] = name;
}

unsigned summary_functions_of(const struct summary *s, const struct figures *f)
{
    bool sums = (s->functions & FUNCTION_BIT(FUNCTION_SUM)) != 0;
    return f->stock && sums ? s->functions | FIGURES_LATEST : s->functions;
}

static void write_spec(const struct summary *s, struct buf *b)
{
    char counts[64];
    snprintf(counts, sizeof counts, SPEC "%zu+%zu:", s->shown_count, s->key_count - s->shown_count);
    buf_add_string(b, counts);
    for (size_t i = 0; i < s->order_count; i++) {
        if (i > 0)
            buf_add_char(b, ',');
        buf_add_string(b, function_name(s->order[i]));
    }
    buf_add_char(b, ':');
    buf_add_string(b, rollup_name(s->target));
    buf_add_string(b, s->has_part ? ":part" : ":");
    buf_add_string(b, s->has_bound ? ":bound" : ":");
    buf_add_string(b, s->has_resolution ? ":resolution" : ":");
}

/* The index'th of the parts of a text that ':' separates; empty where there are fewer. */
static struct view spec_part(struct view spec, size_t index)
{
    for (;;) {
        const char *colon = spec.n > 0 ? memchr(spec.p, ':', spec.n) : NULL;
        size_t n = colon != NULL ? (size_t)(colon - spec.p) : spec.n;
        if (index == 0)
            return (struct view){spec.p, n};
        if (colon == NULL)
            return (struct view){"", 0};
        spec = (struct view){colon + 1, spec.n - n - 1};
        index--;
    }
}

void summary_open_partial(struct summary *s, const struct rec_reader *r, const char *file)
{
    size_t count, at = 0, hidden = rec_column(r, KIND);
    const struct view *names = rec_names(r, &count);
    while (at < count && !view_starts(names[at], view_of(SPEC)))
        at++;
    if (at == count || hidden == REC_NONE)
        die(file, 1, "no partial result of this version of zb-aggregate");
    struct view spec = names[at], list = spec_part(spec, 3), name;
    struct buf text = {0};
    buf_add_view(&text, list);
    buf_add_char(&text, '\0');
    summary_functions(s, text.p);
    bool known = rollup_parse(spec_part(spec, 4), &s->target);
    s->has_part = view_is(spec_part(spec, 5), "part");
    s->has_bound = view_is(spec_part(spec, 6), "bound");
    s->has_resolution = view_is(spec_part(spec, 7), "resolution");
    for (size_t i = 0; i < hidden; i++) {
        if (i == at)
            s->shown_count = s->key_count;
        else
            summary_add_key(s, names[i]);
    }
    buf_clear(&text);
    write_spec(s, &text);
    name = s->has_part && s->shown_count > 0 ? s->names[s->shown_count - 1] : view_of("part");
    if (!known || !view_equal(buf_view(&text), spec) || !view_is(name, "part"))
        die(file, 1, "the columns of the partial result are not as they were written");
    buf_free(&text);
    s->groups = groups_new(s->key_count, sizeof(struct figures));
}

void summary_read_partial(struct summary *s, struct rec_reader *r)
{
    size_t columns[PARTIAL_FIELDS], kind = rec_need(r, KIND), count;
    const struct view *names = rec_names(r, &count);
    struct view *key = mem_new(s->key_count, sizeof *key);
    size_t *places = mem_new(s->key_count, sizeof *places);
    for (size_t i = 0; i < PARTIAL_FIELDS; i++)
        columns[i] = rec_need(r, partial_columns[i]);
    for (size_t i = 0, n = 0; n < s->key_count; i++)
        if (!view_starts(names[i], view_of(SPEC)))
            places[n++] = i;
    for (struct rec *rec; (rec = rec_next(r)) != NULL;) {
        struct view fields[PARTIAL_FIELDS];
        struct figures part = {0};
        for (size_t i = 0; i < s->key_count; i++)
            key[i] = rec->fields[places[i]];
        for (size_t i = 0; i < PARTIAL_FIELDS; i++)
            fields[i] = rec->fields[columns[i]];
        bool fresh, stock = view_is(rec->fields[kind], "stock");
        struct figures *f = groups_find(s->groups, key, groups_hash(s->groups, key), &fresh);
        if (fresh)
            f->stock = stock;
        if (f->stock != stock)
            die(rec->file, rec->line,
                "a stock here, none in another part: were they made with the same -d?");
        if (!partial_load(&part, summary_functions_of(s, f), fields))
            die(rec->file, rec->line, "damaged partial result");
        s->records += part.count;
        figures_merge(f, summary_functions_of(s, f), &part);
        figures_free(&part);
    }
    if (status_end() != STATUS_TAKEN)
        die(NULL, 0, "partial results with rows that were refused give no sum");
    free(key);
    free(places);
}

void summary_check(const struct summary *s, const char *by, const char *list, enum rollup_to to)
{
    struct view rest = by != NULL ? view_of(by) : (struct view){0}, name;
    for (size_t i = 0; summary_next_name(&rest, &name); i++)
        if (i >= s->shown_count || !view_equal(s->names[i], name))
            die(NULL, 0, "-b %s: the parts have other columns", by);
    struct summary own = {0};
    if (list != NULL)
        summary_functions(&own, list);
    if (list != NULL && (own.order_count != s->order_count ||
                         memcmp(own.order, s->order, own.order_count * sizeof *own.order) != 0))
        die(NULL, 0, "-a %s: the parts have other functions", list);
    if (to != ROLLUP_ALL && to != s->target)
        die(NULL, 0, "--to-period %s: the parts have another", rollup_name(to));
}

void summary_header(const struct summary *s, struct out *o, bool partial)
{
    struct view *names = mem_new(s->key_count + FUNCTIONS + PARTIAL_FIELDS + MARKS, sizeof *names);
    struct buf spec = {0};
    size_t n = 0;
    for (size_t i = 0; i < s->shown_count; i++)
        names[n++] = s->names[i];
    if (partial) {
        write_spec(s, &spec);
        names[n++] = buf_view(&spec);
        for (size_t i = s->shown_count; i < s->key_count; i++)
            names[n++] = s->names[i];
        names[n++] = view_of(KIND);
        for (size_t i = 0; i < PARTIAL_FIELDS; i++)
            names[n++] = view_of(partial_columns[i]);
    } else {
        if (s->has_part && s->target != ROLLUP_ALL)
            names[n++] = view_of("parts");
        for (size_t i = 0; i < s->order_count; i++) {
            bool only = s->order[i] != FUNCTION_COUNT && summary_figures(s) == 1;
            names[n++] = view_of(only ? "value" : function_name(s->order[i]));
        }
        if (s->has_bound)
            names[n++] = view_of("bound");
        if (s->has_resolution)
            names[n++] = view_of("resolution");
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (view_equal(names[i], names[k]))
                die(NULL, 0, "the result would have two columns with the name \"%.*s\"",
                    (int)names[i].n, names[i].p);
    csvout_row(o, names, n);
    out_flush(o);
    buf_free(&spec);
    free(names);
}

/* What write_part needs beside the figures. */
struct part_row {
    struct out *o;
    struct view *fields; /* the key is in it */
    size_t from;         /* where the figures belong */
};

static void write_part(const struct view *figures, void *data)
{
    struct part_row *row = data;
    memcpy(row->fields + row->from, figures, PARTIAL_FIELDS * sizeof *figures);
    csvout_row(row->o, row->fields, row->from + PARTIAL_FIELDS);
}

static void write_partial(const struct summary *s, struct out *o, void **states, size_t count)
{
    size_t n = s->key_count + 2;
    struct part_row row = {o, mem_new(n + PARTIAL_FIELDS, sizeof *row.fields), n};
    for (size_t i = 0; i < count; i++) {
        const struct figures *f = states[i];
        if (f->count == 0)
            continue;
        for (size_t k = 0; k < s->key_count; k++)
            row.fields[k + (k >= s->shown_count)] = groups_key(s->groups, f, k);
        row.fields[s->shown_count] = view_of("");
        row.fields[n - 1] = view_of(f->stock ? "stock" : "");
        partial_save(f, summary_functions_of(s, f), write_part, &row);
    }
    free(row.fields);
}

/* What write_record uses again for each. */
struct record {
    struct view *fields;
    struct buf text;
};

/* Writes one record of the result; functions is the set of f, whose key that of group is. */
static void write_record(const struct summary *s, struct out *o, struct record *record,
                         const void *group, const struct figures *f, unsigned functions)
{
    struct buf *text = &record->text;
    size_t n = 0, ends[FUNCTIONS + MARKS], figures = 0;
    buf_clear(text);
    for (; n < s->shown_count; n++)
        record->fields[n] = groups_key(s->groups, group, n);
    if (s->has_part && s->target != ROLLUP_ALL) {
        char parts[8];
        snprintf(parts, sizeof parts, "%d", __builtin_popcount(f->covers));
        buf_add_string(text, f->covers != 0 ? parts : "");
        ends[figures++] = text->n;
    }
    for (size_t i = 0; i < s->order_count; i++) {
        figures_result(f, functions, s->order[i], text);
        ends[figures++] = text->n;
    }
    if (s->has_bound) {
        buf_add_string(text, figures_bound(f, functions));
        ends[figures++] = text->n;
    }
    if (s->has_resolution) {
        figures_resolution(f, functions, text);
        ends[figures++] = text->n;
    }
    for (size_t i = 0, from = 0; i < figures; from = ends[i++])
        record->fields[n++] = (struct view){text->p + from, ends[i] - from};
    csvout_row(o, record->fields, n);
}

/* Whether two groups are equal in the first `columns` columns of their keys. */
static bool same_keys(const struct summary *s, const void *a, const void *b, size_t columns)
{
    for (size_t i = 0; i < columns; i++)
        if (!view_equal(groups_key(s->groups, a, i), groups_key(s->groups, b, i)))
            return false;
    return true;
}

/* Writes states[0..count), which differ only in hidden columns, as one record. A stock's latest
 * figure is sought for each indicator on its own; what that gives is added up. */
static void write_mixed(const struct summary *s, struct out *o, struct record *record,
                        void **states, size_t count)
{
    bool indicators =
        s->key_count > s->shown_count && view_is(s->names[s->shown_count], "indicator");
    struct figures all = {0}, one = {0};
    for (size_t i = 0; i < count; i++) {
        const struct figures *f = states[i], *next = i + 1 < count ? states[i + 1] : NULL;
        unsigned functions = summary_functions_of(s, f);
        figures_merge(&one, functions, f);
        if (next != NULL && next->stock == f->stock &&
            same_keys(s, f, next, s->shown_count + indicators))
            continue;
        figures_settle(&one, functions);
        figures_merge(&all, s->functions | FIGURES_SETTLED, &one);
        figures_free(&one);
    }
    if (all.count > 0)
        write_record(s, o, record, states[0], &all, s->functions | FIGURES_SETTLED);
    figures_free(&all);
}

static void write_records(const struct summary *s, struct out *o, void **states, size_t count)
{
    struct record record = {mem_new(s->key_count + FUNCTIONS + MARKS, sizeof *record.fields), {0}};
    for (size_t i = 0, end; i < count; i = end) {
        const struct figures *f = states[i];
        if (i + GROUPS_AHEAD < count)
            groups_fetch(s->groups, states[i + GROUPS_AHEAD]);
        end = i + 1;
        while (s->key_count > s->shown_count && end < count &&
               same_keys(s, f, states[end], s->shown_count))
            end++;
        if (end - i > 1)
            write_mixed(s, o, &record, states + i, end - i);
        else if (f->count > 0)
            write_record(s, o, &record, f, f, summary_functions_of(s, f));
    }
    free(record.fields);
    buf_free(&record.text);
}

void summary_write(const struct summary *s, struct out *o, bool partial)
{
    void **states = groups_list(s->groups);
    groups_sort(s->groups, states);
    if (partial)
        write_partial(s, o, states, groups_count(s->groups));
    else
        write_records(s, o, states, groups_count(s->groups));
    free(states);
}

void summary_free(struct summary *s)
{
    void **states = groups_list(s->groups);
    size_t count = groups_count(s->groups);
    for (size_t i = 0; i < count; i++) {
        if (i + GROUPS_AHEAD < count)
            groups_fetch(s->groups, states[i + GROUPS_AHEAD]);
        figures_free(states[i]);
    }
    free(states);
    groups_free(s->groups);
    free(s->names);
    *s = (struct summary){0};
}
