#include "extra.h"

#include <stdlib.h>

struct extra *extra_of(struct figures *f)
{
    if (f->extra == NULL)
        f->extra = mem_new(1, sizeof *f->extra);
    return f->extra;
}

/* By value, then by places, so that of 1.5 and 1.50 it does not matter which came first. */
static int compare_values(const struct decimal *a, const struct decimal *b)
{
    int d = decimal_compare(a, b);
    return d != 0 ? d : (a->places > b->places) - (a->places < b->places);
}

static int compare_places(const struct place *a, const struct place *b)
{
    struct view p = buf_view(&a->text), q = buf_view(&b->text);
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    int d = view_compare((struct view){p.p, a->period_n}, (struct view){q.p, b->period_n});
    if (d == 0)
        d = view_compare((struct view){p.p + a->period_n, p.n - a->period_n},
                         (struct view){q.p + b->period_n, q.n - b->period_n});
    if (d == 0)
        d = (a->line > b->line) - (a->line < b->line);
    if (d == 0)
        d = compare_values(&a->value, &b->value);
    return d != 0 ? d : a->bound - b->bound;
}

static void copy_place(struct place *to, const struct place *from)
{
    buf_clear(&to->text);
    buf_reserve(&to->text, from->text.n + 1);
    buf_add_view(&to->text, buf_view(&from->text));
    decimal_set(&to->value, &from->value);
    to->set = true;
    to->bound = from->bound;
    to->order = from->order;
    to->line = from->line;
    to->period_n = from->period_n;
}

void extra_choose_place(struct place *to, const struct place *from, int sign)
{
    if (from->set && (!to->set || compare_places(from, to) * sign > 0))
        copy_place(to, from);
}

void extra_choose_value(struct decimal *to, const struct decimal *from, int sign, bool first)
{
    if (first || compare_values(from, to) * sign > 0)
        decimal_set(to, from);
}

void extra_add_value(struct extra *e, const struct decimal *d)
{
    if (e->value_count == e->value_cap) {
        e->value_cap = e->value_cap > 0 ? 2 * e->value_cap : 4;
        e->values = mem_grow(e->values, e->value_cap, sizeof *e->values);
    }
    struct value *v = &e->values[e->value_count++];
    *v = (struct value){.n = (int64_t)d->n, .places = d->places};
    if (d->big == NULL && v->n == d->n)
        return;
    e->big = mem_grow(e->big, e->big_count + 1, sizeof *e->big);
    e->big[e->big_count] = (struct decimal){0};
    decimal_set(&e->big[e->big_count], d);
    v->big = (uint32_t)++e->big_count;
}

struct decimal extra_value(const struct extra *e, const struct value *v)
{
    return v->big > 0 ? e->big[v->big - 1] : (struct decimal){.n = v->n, .places = v->places};
}

static int compare_listed(const void *a, const void *b, void *data)
{
    struct decimal x = extra_value(data, a), y = extra_value(data, b);
    return compare_values(&x, &y);
}

void extra_sort_values(const struct extra *e)
{
    if (e->value_count > 0)
        qsort_r(e->values, e->value_count, sizeof *e->values, compare_listed, (void *)e);
}

void extra_free(struct extra *e)
{
    if (e == NULL)
        return;
    decimal_free(&e->total);
    decimal_free(&e->min);
    decimal_free(&e->max);
    decimal_free(&e->first.value);
    decimal_free(&e->last.value);
    buf_free(&e->first.text);
    buf_free(&e->last.text);
    free(e->values);
    for (size_t i = 0; i < e->big_count; i++)
        decimal_free(&e->big[i]);
    free(e->big);
    free(e);
}
