#include "protect.h"

#include "arena.h"
#include "buf.h"
#include "groups.h"
#include "linear.h"
#include "period.h"

#include <stdio.h>
#include <stdlib.h>

enum { NODE_TEXT = 16 };

struct member {
    struct cell *cell;
    int sign;
};

/* The sum of sign * cell over its members is 0. */
struct equation {
    struct member *members; /* owned */
    size_t count, cap;
    bool settled; /* it was in a system */
};

struct protect {
    size_t tables, dimensions, period;
    protect_up up;
    void *data;
    struct groups *groups; /* states are pointers to cells */
    struct arena arena;    /* cells and their keys */
    struct cell **cells;   /* owned */
    size_t count, cap;
    struct equation *equations; /* owned */
    size_t equation_count, equation_cap;
    struct cell **system; /* owned; the unknowns at work */
    size_t unknowns, system_cap;
    struct linear *linear;
};

struct protect *protect_new(size_t tables, size_t dimensions, size_t period, protect_up up,
                            void *data)
{
    struct protect *p = mem_new(1, sizeof *p);
    *p = (struct protect){.tables = tables,
                          .dimensions = dimensions,
                          .period = period,
                          .up = up,
                          .data = data,
                          .groups = groups_new(tables + dimensions, sizeof(struct cell *))};
    return p;
}

static void *grown(void *array, size_t count, size_t *cap, size_t size)
{
    if (count < *cap)
        return array;
    *cap = *cap == 0 ? 16 : 2 * *cap;
    return mem_grow(array, *cap, size);
}

struct cell *protect_cell(struct protect *p, const struct view *key)
{
    bool fresh;
    size_t columns = p->tables + p->dimensions;
    struct cell **slot = groups_find(p->groups, key, groups_hash(p->groups, key), &fresh);
    if (*slot != NULL)
        return *slot;
    struct cell *c = *slot = arena_new(&p->arena, sizeof *c);
    struct view *copy = arena_new(&p->arena, columns * sizeof *copy);
    for (size_t i = 0; i < columns; i++)
        copy[i] = arena_copy(&p->arena, key[i]);
    c->key = copy;
    c->sums_of = arena_new(&p->arena, p->dimensions * sizeof *c->sums_of);
    p->cells = grown(p->cells, p->count, &p->cap, sizeof *p->cells);
    p->cells[p->count++] = c;
    return c;
}

struct cell *protect_find(struct protect *p, const struct view *key)
{
    bool fresh;
    struct cell **slot = groups_find(p->groups, key, groups_hash(p->groups, key), &fresh);
    return *slot;
}

size_t protect_count(const struct protect *p)
{
    return p->count;
}

struct cell *protect_at(const struct protect *p, size_t i)
{
    return p->cells[i];
}

static size_t new_equation(struct protect *p)
{
    p->equations = grown(p->equations, p->equation_count, &p->equation_cap, sizeof *p->equations);
    p->equations[p->equation_count] = (struct equation){0};
    return p->equation_count++;
}

static void add_member(struct protect *p, size_t equation, struct cell *c, int sign)
{
    struct equation *e = &p->equations[equation];
    e->members = grown(e->members, e->count, &e->cap, sizeof *e->members);
    e->members[e->count++] = (struct member){c, sign};
    c->equations = grown(c->equations, c->equation_count, &c->equation_cap, sizeof *c->equations);
    c->equations[c->equation_count++] = equation;
}

/* The cell that has this value in the dimension and is like c else. */
static struct cell *neighbour(struct protect *p, const struct cell *c, size_t dimension,
                              struct view value)
{
    size_t columns = p->tables + p->dimensions;
    struct view key[columns];
    for (size_t i = 0; i < columns; i++)
        key[i] = i == p->tables + dimension ? value : c->key[i];
    return protect_cell(p, key);
}

static void add_to_totals(struct protect *p, struct cell *c)
{
    struct buf up = {0};
    for (size_t d = 0; d < p->dimensions; d++) {
        buf_clear(&up);
        struct view value = c->key[p->tables + d];
        if (d == p->period || value.n == 0 || !p->up(p->data, d, value, &up))
            continue;
        struct cell *total = neighbour(p, c, d, buf_view(&up));
        if (total->sums == SUMS_NONE)
            total->sums = c->sums;
        if (c->share == d + 1 && total->state == CELL_HIDDEN)
            total->state = CELL_PUBLISHED;
        if (total->sums_of[d] == 0) {
            total->sums_of[d] = new_equation(p) + 1;
            add_member(p, total->sums_of[d] - 1, total, -1);
        }
        add_member(p, total->sums_of[d] - 1, c, 1);
    }
    buf_free(&up);
}

static bool months_of(const struct protect *p, const struct cell *c, int *first, int *last)
{
    struct period period;
    return period_parse(c->key[p->tables + p->period], &period) &&
           period_months(period, first, last);
}

/* A flow over months is what had come together at their end less what had before them; so every
 * way to put periods together is in these equations. */
static void add_to_time(struct protect *p, struct cell *c)
{
    int first, last;
    char text[NODE_TEXT]; /* no period looks like this */
    if (!months_of(p, c, &first, &last))
        return;
    size_t e = new_equation(p);
    add_member(p, e, c, 1);
    snprintf(text, sizeof text, "\n%d", last + 1);
    add_member(p, e, neighbour(p, c, p->period, view_of(text)), -1);
    if (c->sums == SUMS_STOCK)
        return;
    snprintf(text, sizeof text, "\n%d", first);
    add_member(p, e, neighbour(p, c, p->period, view_of(text)), 1);
}

struct months_pair {
    int first, last;
};

static int compare_months(const void *a, const void *b)
{
    const struct months_pair *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->last > y->last) - (x->last < y->last);
}

/* Whether any two different periods have months in common. Where none have, as in a table of years
 * alone, time adds no equations. */
static bool periods_overlap(const struct protect *p)
{
    if (p->period == SIZE_MAX || p->count == 0)
        return false;
    struct months_pair *all = mem_new(p->count, sizeof *all);
    size_t n = 0;
    for (size_t i = 0; i < p->count; i++)
        n += months_of(p, p->cells[i], &all[n].first, &all[n].last);
    qsort(all, n, sizeof *all, compare_months);
    bool overlap = false;
    for (size_t i = 1; i < n && !overlap; i++)
        overlap = compare_months(&all[i], &all[i - 1]) != 0 && all[i].first <= all[i - 1].last;
    free(all);
    return overlap;
}

void protect_relate(struct protect *p)
{
    bool time = periods_overlap(p);
    for (size_t i = 0; i < p->count; i++) { /* it grows by the totals */
        struct cell *c = p->cells[i];
        if (c->sums == SUMS_NONE)
            continue;
        add_to_totals(p, c);
        if (time && c->sums != SUMS_WHOLE)
            add_to_time(p, c);
    }
}

/* Whether everybody knows the cell, and it is no record's. */
static bool is_given(const struct cell *c)
{
    return c->state == CELL_PUBLISHED && !c->listed;
}

static void take(struct protect *p, struct cell *c)
{
    if (c->settled || is_given(c))
        return;
    c->settled = true;
    c->unknown = p->unknowns;
    p->system = grown(p->system, p->unknowns, &p->system_cap, sizeof *p->system);
    p->system[p->unknowns++] = c;
}

static void add_equation(struct protect *p, const struct equation *e)
{
    size_t *unknowns = mem_new(e->count, sizeof *unknowns), n = 0;
    int *signs = mem_new(e->count, sizeof *signs);
    for (size_t i = 0; i < e->count; i++) {
        if (is_given(e->members[i].cell))
            continue;
        unknowns[n] = e->members[i].cell->unknown;
        signs[n++] = e->members[i].sign;
    }
    linear_add(p->linear, unknowns, signs, n);
    free(unknowns);
    free(signs);
}

/* Makes a system of all cells that equations tie to this one, with none of them known. */
static void set_system(struct protect *p, struct cell *c)
{
    struct equation **equations = NULL;
    size_t count = 0, cap = 0;
    p->unknowns = 0;
    take(p, c);
    for (size_t i = 0; i < p->unknowns; i++)
        for (size_t j = 0; j < p->system[i]->equation_count; j++) {
            struct equation *e = &p->equations[p->system[i]->equations[j]];
            if (e->settled)
                continue;
            e->settled = true;
            equations = grown(equations, count, &cap, sizeof *equations);
            equations[count++] = e;
            for (size_t k = 0; k < e->count; k++)
                take(p, e->members[k].cell);
        }
    p->linear = linear_new(p->unknowns);
    for (size_t i = 0; i < count; i++)
        add_equation(p, equations[i]);
    free(equations);
}

/* Of which cells to publish first: zeros, since they would be guessed and protect nothing, then the
 * larger ones; of equal ones those that came first. */
static int compare_use(const void *a, const void *b)
{
    const struct cell *x = *(struct cell *const *)a, *y = *(struct cell *const *)b;
    bool zero_x = decimal_sign(&x->weight) == 0, zero_y = decimal_sign(&y->weight) == 0;
    if (zero_x != zero_y)
        return zero_x ? -1 : 1;
    int d = -decimal_compare(&x->weight, &y->weight);
    return d != 0 ? d : (x->unknown > y->unknown) - (x->unknown < y->unknown);
}

/* A suppressed cell of a system. */
struct secret {
    size_t unknown;
    size_t same; /* cells that are the same whatever is published have the same number */
    bool sensitive, alone, touched;
};

/* Whether it may not become known, to a reporter who is alone in the other. One who is alone in a
 * cell is so in all that are the same. */
static bool is_secret_to(const struct secret *s, const struct secret *other)
{
    return s->sensitive && other->alone && s->same != other->same;
}

/* Whether publishing the cell too would make a secret known, to everybody or to a lone reporter. */
static bool exposes(const struct linear *l, size_t cell, struct secret *secrets, size_t n)
{
    size_t column = linear_column(l, cell);
    for (size_t i = 0; i < n; i++) {
        secrets[i].touched = linear_has(l, secrets[i].unknown, column);
        if (secrets[i].touched && secrets[i].sensitive &&
            linear_determined_by(l, secrets[i].unknown, cell))
            return true;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; secrets[i].touched && j < n; j++)
            if ((is_secret_to(&secrets[i], &secrets[j]) &&
                 linear_determined_by_both(l, secrets[i].unknown, secrets[j].unknown, cell)) ||
                (is_secret_to(&secrets[j], &secrets[i]) &&
                 linear_determined_by_both(l, secrets[j].unknown, secrets[i].unknown, cell)))
                return true;
    return false;
}

/* Decides on the cells of a system. */
static void decide(struct protect *p, struct secret *secrets, size_t secret_count, int why)
{
    static const int plus = 1;
    struct cell **order = mem_new(p->unknowns, sizeof(struct cell *));
    size_t n = 0;
    for (size_t i = 0; i < p->unknowns; i++)
        if (p->system[i]->state == CELL_PUBLISHED)
            order[n++] = p->system[i];
    if (n > 0)
        qsort(order, n, sizeof *order, compare_use);
    for (size_t i = 0; i < n; i++) /* one that is determined is no secret any more */
        if (!linear_determined(p->linear, order[i]->unknown) &&
            !exposes(p->linear, order[i]->unknown, secrets, secret_count))
            linear_add(p->linear, &order[i]->unknown, &plus, 1);
    for (size_t i = 0; i < n; i++)
        if (!linear_determined(p->linear, order[i]->unknown)) {
            order[i]->state = CELL_SUPPRESSED;
            order[i]->why = why;
        }
    free(order);
}

/* The suppressed cells of the system, in an array that the caller frees. exposed becomes one that
 * is known although nothing is published, if there is any. */
static struct secret *find_secrets(const struct protect *p, size_t *count,
                                   const struct cell **exposed)
{
    struct secret *secrets = mem_new(p->unknowns, sizeof *secrets);
    size_t n = 0;
    for (size_t i = 0; i < p->unknowns; i++) {
        const struct cell *c = p->system[i];
        if (c->state != CELL_SUPPRESSED)
            continue;
        if (linear_determined(p->linear, i))
            *exposed = c;
        size_t same = 0;
        while (same < n && !linear_determined_by(p->linear, i, secrets[same].unknown))
            same++;
        secrets[n] = (struct secret){.unknown = i,
                                     .same = same < n ? secrets[same].same : n,
                                     .sensitive = c->sensitive,
                                     .alone = c->alone};
        n++;
    }
    *count = n;
    return secrets;
}

const struct cell *protect_run(struct protect *p, int why)
{
    const struct cell *exposed = NULL;
    for (size_t i = 0; i < p->count && exposed == NULL; i++) {
        if (p->cells[i]->state != CELL_SUPPRESSED || p->cells[i]->settled)
            continue;
        size_t n;
        set_system(p, p->cells[i]);
        struct secret *secrets = find_secrets(p, &n, &exposed);
        if (exposed == NULL)
            decide(p, secrets, n, why);
        free(secrets);
        linear_free(p->linear);
    }
    return exposed;
}

void protect_free(struct protect *p)
{
    for (size_t i = 0; i < p->count; i++) {
        free(p->cells[i]->equations);
        decimal_free(&p->cells[i]->weight);
    }
    for (size_t i = 0; i < p->equation_count; i++)
        free(p->equations[i].members);
    groups_free(p->groups);
    arena_free(&p->arena);
    free(p->cells);
    free(p->equations);
    free(p->system);
    free(p);
}
