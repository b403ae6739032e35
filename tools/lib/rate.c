#include "rate.h"

#include "decimal.h"
#include "dict.h"
#include "msg.h"
#include "translate.h"

#include <stdlib.h>

enum { PERIOD, FROM, TO, RATE, COLUMNS };

static const char *const columns[] = {"period", "from", "to", "rate"};

/* A line: one canonical unit of from is q canonical units of to. */
struct line {
    struct view period;
    struct unit from, to;
    mpq_t q;
    uint64_t line;
};

struct rates {
    struct dict *dict;
    struct line *lines; /* sorted by period, from, to */
    size_t count;
    struct view target, canonical; /* of the first line */
};

static int compare(const struct line *l, struct view period, struct view from, struct view to)
{
    int d = view_compare(l->period, period);
    d = d != 0 ? d : view_compare(l->from.dimension, from);
    return d != 0 ? d : view_compare(l->to.dimension, to);
}

static int compare_lines(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    int d = compare(x, y->period, y->from.dimension, y->to.dimension);
    return d != 0 ? d : (x->line > y->line) - (x->line < y->line);
}

static void read_unit(struct units *units, const struct dict_row *row, size_t column,
                      struct unit *unit)
{
    struct view name = row->fields[column];
    if (!units_find(units, name, unit))
        die(row->file, row->line, "%s: no such unit: %.*s", columns[column], (int)name.n, name.p);
}

static void read_line(struct units *units, const struct dict_row *row, struct line *l)
{
    struct view text = row->fields[RATE];
    l->period = row->fields[PERIOD];
    l->line = row->line;
    read_unit(units, row, FROM, &l->from);
    read_unit(units, row, TO, &l->to);
    if (view_equal(l->from.dimension, l->to.dimension))
        die(row->file, row->line, "from and to are both %.*s", (int)l->to.dimension.n,
            l->to.dimension.p);
    struct decimal value = {0};
    if (!decimal_read(&value, text) || decimal_sign(&value) <= 0)
        die(row->file, row->line, "rate: not a decimal above zero: %.*s", (int)text.n, text.p);
    mpq_init(l->q);
    decimal_to_fraction(l->q, &value);
    mpq_mul(l->q, l->q, l->to.factor.q);
    mpq_div(l->q, l->q, l->from.factor.q);
    decimal_free(&value);
}

struct rates *rates_read(struct units *units, const char *file)
{
    struct rates *r = mem_new(1, sizeof *r);
    r->dict = dict_new(columns, COLUMNS, RATE, DICT_NONE);
    dict_read_file(r->dict, file);
    r->count = dict_count(r->dict);
    if (r->count == 0)
        die(file, 0, "no rates");
    r->lines = mem_new(r->count, sizeof *r->lines);
    for (size_t i = 0; i < r->count; i++)
        read_line(units, dict_at(r->dict, i), &r->lines[i]);
    r->target = r->lines[0].to.dimension;
    r->canonical = r->lines[0].to.canonical;
    qsort(r->lines, r->count, sizeof *r->lines, compare_lines);
    for (size_t i = 1; i < r->count; i++) {
        const struct line *a = &r->lines[i - 1], *b = &r->lines[i];
        if (compare(a, b->period, b->from.dimension, b->to.dimension) == 0)
            die(file, b->line,
                mpq_equal(a->q, b->q) ? N_("repeats line %llu") : N_("contradicts line %llu"),
                (unsigned long long)a->line);
    }
    return r;
}

bool rates_has(const struct rates *r, struct view dimension)
{
    for (size_t i = 0; i < r->count; i++)
        if (view_equal(r->lines[i].from.dimension, dimension) ||
            view_equal(r->lines[i].to.dimension, dimension))
            return true;
    return false;
}

struct view rates_target(const struct rates *r, struct view *canonical)
{
    *canonical = r->canonical;
    return r->target;
}

static const struct line *find_line(const struct rates *r, struct view period, struct view from,
                                    struct view to)
{
    size_t low = 0, high = r->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int d = compare(&r->lines[middle], period, from, to);
        if (d == 0)
            return &r->lines[middle];
        if (d < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool rates_find(const struct rates *r, struct view period, struct view from, struct view to,
                mpq_ptr q)
{
    const struct view periods[] = {period, {"", 0}};
    for (size_t i = 0; i < 2; i++) {
        const struct line *l = find_line(r, periods[i], from, to);
        if (l != NULL) {
            mpq_set(q, l->q);
            return true;
        }
        l = find_line(r, periods[i], to, from);
        if (l != NULL) {
            mpq_inv(q, l->q);
            return true;
        }
    }
    return false;
}

void rates_free(struct rates *r)
{
    for (size_t i = 0; i < r->count; i++) {
        unit_free(&r->lines[i].from);
        unit_free(&r->lines[i].to);
        mpq_clear(r->lines[i].q);
    }
    free(r->lines);
    dict_free(r->dict);
    free(r);
}
