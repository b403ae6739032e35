#include "linear.h"

#include "buf.h"

#include <gmp.h>
#include <stdint.h>
#include <stdlib.h>

#define NO_ROW SIZE_MAX

/* One coefficient. */
struct term {
    size_t column;
    mpq_t q;
};

/* Coefficients by column, in ascending order, none of them 0. */
struct row {
    struct term *terms; /* owned */
    size_t count;
};

/*
 * The equations in reduced form: each has a pivot with the coefficient 1 that is in no other one.
 * The unknowns that are no pivots are free, and every pivot is a combination of them.
 */
struct linear {
    size_t unknowns;
    struct row *rows; /* owned */
    size_t count, cap;
    size_t *row_of; /* owned; by unknown: the row whose pivot it is, or NO_ROW */
};

struct linear *linear_new(size_t unknowns)
{
    struct linear *l = mem_new(1, sizeof *l);
    l->unknowns = unknowns;
    l->row_of = mem_new(unknowns, sizeof *l->row_of);
    for (size_t i = 0; i < unknowns; i++)
        l->row_of[i] = NO_ROW;
    return l;
}

static void free_row(struct row *r)
{
    for (size_t i = 0; i < r->count; i++)
        mpq_clear(r->terms[i].q);
    free(r->terms);
    *r = (struct row){0};
}

/* Appends to a row with room for it. */
static void append(struct row *r, size_t column, mpq_srcptr q)
{
    struct term *t = &r->terms[r->count++];
    t->column = column;
    mpq_init(t->q);
    mpq_set(t->q, q);
}

/* The coefficient of the column, or NULL for 0. */
static mpq_srcptr find(const struct row *r, size_t column)
{
    size_t low = 0, high = r->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->terms[middle].column < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low < r->count && r->terms[low].column == column ? r->terms[low].q : NULL;
}

/* a -= factor * b */
static void subtract(struct row *a, mpq_srcptr factor, const struct row *b)
{
    struct row sum = {.terms = mem_new(a->count + b->count, sizeof *sum.terms)};
    mpq_t q;
    mpq_init(q);
    for (size_t i = 0, j = 0; i < a->count || j < b->count;) {
        if (j == b->count || (i < a->count && a->terms[i].column < b->terms[j].column)) {
            append(&sum, a->terms[i].column, a->terms[i].q);
            i++;
            continue;
        }
        size_t column = b->terms[j].column;
        mpq_mul(q, factor, b->terms[j].q);
        mpq_neg(q, q);
        if (i < a->count && a->terms[i].column == column)
            mpq_add(q, a->terms[i++].q, q);
        j++;
        if (mpq_sgn(q) != 0)
            append(&sum, column, q);
    }
    mpq_clear(q);
    free_row(a);
    *a = sum;
}

/* a -= b times what makes the column 0 in it; that of b is 1. */
static void clear_column(struct row *a, size_t column, const struct row *b)
{
    mpq_srcptr q = find(a, column);
    if (q == NULL)
        return;
    mpq_t factor;
    mpq_init(factor);
    mpq_set(factor, q);
    subtract(a, factor, b);
    mpq_clear(factor);
}

/* Divides by the coefficient of the term. */
static void normalize(struct row *r, size_t term)
{
    mpq_t by;
    mpq_init(by);
    mpq_set(by, r->terms[term].q);
    for (size_t i = 0; i < r->count; i++)
        mpq_div(r->terms[i].q, r->terms[i].q, by);
    mpq_clear(by);
}

static int compare_terms(const void *a, const void *b)
{
    const struct term *x = a, *y = b;
    return (x->column > y->column) - (x->column < y->column);
}

void linear_add(struct linear *l, const size_t *unknowns, const int *signs, size_t n)
{
    struct row new = {.terms = mem_new(n, sizeof *new.terms)};
    mpq_t sign;
    mpq_init(sign);
    for (size_t i = 0; i < n; i++) {
        mpq_set_si(sign, signs[i], 1);
        append(&new, unknowns[i], sign);
    }
    mpq_clear(sign);
    if (n > 0)
        qsort(new.terms, n, sizeof *new.terms, compare_terms);
    for (size_t i = 0; i < n; i++) /* rows bring no pivots of others */
        if (l->row_of[unknowns[i]] != NO_ROW)
            clear_column(&new, unknowns[i], &l->rows[l->row_of[unknowns[i]]]);
    if (new.count == 0) { /* it follows from the others */
        free_row(&new);
        return;
    }
    size_t pivot = new.terms[0].column;
    normalize(&new, 0);
    for (size_t i = 0; i < l->count; i++)
        clear_column(&l->rows[i], pivot, &new);
    if (l->count == l->cap) {
        l->cap = l->cap == 0 ? 64 : 2 * l->cap;
        l->rows = mem_grow(l->rows, l->cap, sizeof *l->rows);
    }
    l->rows[l->count] = new;
    l->row_of[pivot] = l->count++;
}

/*
 * What an unknown is of the free ones, up to a factor: the row without its pivot, or itself. An
 * unknown is known with others where it is in the span of theirs; a determined one is 0.
 */
static void combination(const struct linear *l, size_t unknown, struct row *out)
{
    size_t at = l->row_of[unknown];
    size_t n = at == NO_ROW ? 1 : l->rows[at].count;
    *out = (struct row){.terms = mem_new(n, sizeof *out->terms)};
    if (at == NO_ROW) {
        mpq_t one;
        mpq_init(one);
        mpq_set_ui(one, 1, 1);
        append(out, unknown, one);
        mpq_clear(one);
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (l->rows[at].terms[i].column != unknown)
            append(out, l->rows[at].terms[i].column, l->rows[at].terms[i].q);
}

/* How many free unknowns it is of. */
static size_t width(const struct linear *l, size_t unknown)
{
    return l->row_of[unknown] == NO_ROW ? 1 : l->rows[l->row_of[unknown]].count - 1;
}

static bool in_combination(const struct linear *l, size_t unknown, size_t column)
{
    size_t at = l->row_of[unknown];
    return at == NO_ROW ? unknown == column : find(&l->rows[at], column) != NULL;
}

/* Whether all that the unknown is of is in what the two others are of. */
static bool covered(const struct linear *l, size_t unknown, size_t a, size_t b)
{
    size_t at = l->row_of[unknown];
    if (at == NO_ROW)
        return in_combination(l, a, unknown) || in_combination(l, b, unknown);
    const struct row *r = &l->rows[at];
    for (size_t i = 0; i < r->count; i++)
        if (r->terms[i].column != unknown && !in_combination(l, a, r->terms[i].column) &&
            !in_combination(l, b, r->terms[i].column))
            return false;
    return true;
}

/* Whether a is b times a number. */
static bool multiple(struct row *a, struct row *b)
{
    if (a->count == 0)
        return true;
    if (a->count != b->count)
        return false;
    normalize(a, 0);
    normalize(b, 0);
    for (size_t i = 0; i < a->count; i++)
        if (a->terms[i].column != b->terms[i].column || !mpq_equal(a->terms[i].q, b->terms[i].q))
            return false;
    return true;
}

size_t linear_column(const struct linear *l, size_t unknown)
{
    size_t at = l->row_of[unknown];
    if (at == NO_ROW)
        return unknown;
    const struct row *r = &l->rows[at];
    /* the last ones are more often of few than the first ones, which are pivots by choice */
    return r->terms[r->count - 1].column != unknown ? r->terms[r->count - 1].column
                                                    : r->terms[r->count - 2].column;
}

bool linear_has(const struct linear *l, size_t unknown, size_t column)
{
    return in_combination(l, unknown, column);
}

bool linear_determined(const struct linear *l, size_t unknown)
{
    return width(l, unknown) == 0;
}

bool linear_determined_by(const struct linear *l, size_t unknown, size_t known)
{
    if (unknown == known || linear_determined(l, unknown))
        return true;
    if (width(l, unknown) != width(l, known) || !covered(l, unknown, known, known))
        return false;
    struct row a, b;
    combination(l, unknown, &a);
    combination(l, known, &b);
    bool yes = multiple(&a, &b);
    free_row(&a);
    free_row(&b);
    return yes;
}

bool linear_determined_by_both(const struct linear *l, size_t unknown, size_t known, size_t second)
{
    if (linear_determined_by(l, unknown, known) || linear_determined_by(l, unknown, second))
        return true;
    if (linear_determined(l, known) || linear_determined(l, second))
        return false;
    /* a combination of both has nothing that neither has, and loses nothing that only one has */
    if (!covered(l, unknown, known, second) || !covered(l, known, unknown, second) ||
        !covered(l, second, unknown, known))
        return false;
    struct row a, b, c;
    combination(l, unknown, &a);
    combination(l, known, &b);
    combination(l, second, &c);
    normalize(&b, 0);
    clear_column(&a, b.terms[0].column, &b);
    clear_column(&c, b.terms[0].column, &b);
    bool yes = multiple(&a, &c);
    free_row(&a);
    free_row(&b);
    free_row(&c);
    return yes;
}

void linear_free(struct linear *l)
{
    for (size_t i = 0; i < l->count; i++)
        free_row(&l->rows[i]);
    free(l->rows);
    free(l->row_of);
    free(l);
}
