#include "figures.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { UP = BOUND_GT | BOUND_GE, DOWN = BOUND_LT | BOUND_LE };

/* A figure and where it comes from, for first and last. */
struct place {
    bool set;
    uint8_t bound;
    uint32_t order;
    uint64_t line;
    size_t period_n; /* bytes of the period in text; the source follows it */
    struct buf text; /* never without memory where set */
    struct decimal value;
};

/* A value of a median. The few that do not fit are in big. */
struct value {
    int64_t n;
    uint32_t places;
    uint32_t big; /* index in extra.big + 1; 0 where n holds the value */
};

struct extra {
    struct decimal total; /* of a stock's mean: of all figures */
    struct decimal min, max;
    struct place first, last;
    struct value *values;
    size_t value_count, value_cap;
    struct decimal *big;
    size_t big_count;
};

static const char *const names[FUNCTIONS] = {"sum", "count", "mean", "min",
                                             "max", "first", "last", "median"};

const char *const figures_columns[FIGURES_FIELDS] = {
    "agg:count", "agg:sum", "agg:resolution", "agg:bounds", "agg:latest", "agg:covers",
    "agg:total", "agg:min", "agg:max",        "agg:first",  "agg:last",   "agg:values",
};
enum { COUNT, SUM, RESOLUTION, BOUND_SETS, LATEST, COVERS, TOTAL, MIN, MAX, FIRST, LAST, VALUES };

bool function_parse(struct view name, enum function *f)
{
    for (int i = 0; i < FUNCTIONS; i++) {
        if (view_is(name, names[i])) {
            *f = (enum function)i;
            return true;
        }
    }
    return false;
}

const char *function_name(enum function f)
{
    return names[f];
}

static const char *const bound_words[] = {"approx", "gt", "ge", "lt", "le"};
enum { BOUNDS = sizeof bound_words / sizeof *bound_words };

uint8_t bound_parse(struct view text)
{
    if (text.n == 0)
        return 0;
    for (unsigned i = 0; i < BOUNDS; i++)
        if (view_is(text, bound_words[i]))
            return (uint8_t)(1u << i);
    return BOUND_APPROX;
}

const char *bound_name(uint8_t bound)
{
    for (unsigned i = 0; i < BOUNDS; i++)
        if (bound == 1u << i)
            return bound_words[i];
    return "";
}

static bool has(unsigned functions, enum function f)
{
    return (functions & FUNCTION_BIT(f)) != 0;
}

/* Whether the mean is of other figures than the sum. */
static bool needs_total(unsigned functions)
{
    return (functions & (FIGURES_LATEST | FIGURES_SETTLED)) != 0 && has(functions, FUNCTION_SUM) &&
           has(functions, FUNCTION_MEAN);
}

/* Whether the state needs more than sums and counts. */
static bool needs_extra(unsigned functions)
{
    unsigned simple = FUNCTION_BIT(FUNCTION_SUM) | FUNCTION_BIT(FUNCTION_COUNT) |
                      FUNCTION_BIT(FUNCTION_MEAN) | FIGURES_LATEST | FIGURES_SETTLED;
    return (functions & ~simple) != 0 || needs_total(functions);
}

static struct extra *extra_of(struct figures *f)
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

/* Takes from where it is before (sign -1) or after (sign 1) what is there. */
static void choose_place(struct place *to, const struct place *from, int sign)
{
    if (from->set && (!to->set || compare_places(from, to) * sign > 0))
        copy_place(to, from);
}

static void choose_value(struct decimal *to, const struct decimal *from, int sign, bool first)
{
    if (first || compare_values(from, to) * sign > 0)
        decimal_set(to, from);
}

static void add_value(struct extra *e, const struct decimal *d)
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

/* A value as a decimal that shares what it points to: not to be freed. */
static struct decimal get_value(const struct extra *e, const struct value *v)
{
    return v->big > 0 ? e->big[v->big - 1] : (struct decimal){.n = v->n, .places = v->places};
}

static void add_resolution(struct figures *f, unsigned functions, const struct decimal *d,
                           bool first)
{
    if (has(functions, FUNCTION_SUM))
        decimal_add_quick(&f->resolution, d);
    else
        choose_value(&f->resolution, d, 1, first);
}

/* Whether figures of this order belong to the sum. Forgets the sum of an earlier period. */
static bool enters_sum(struct figures *f, unsigned functions, uint32_t order)
{
    if ((functions & FIGURES_LATEST) == 0 || order == f->latest)
        return true;
    if (order < f->latest)
        return false;
    f->latest = order;
    decimal_free(&f->sum);
    decimal_free(&f->resolution);
    f->sum_bounds = 0;
    return true;
}

void figures_add(struct figures *f, unsigned functions, const struct figure *figure)
{
    bool first = f->count++ == 0;
    f->bounds |= figure->bound;
    if (enters_sum(f, functions, figure->order)) {
        decimal_add_quick(&f->sum, &figure->value);
        add_resolution(f, functions, &figure->resolution, first);
        f->sum_bounds |= figure->bound;
    }
    if (!needs_extra(functions))
        return;
    struct extra *e = extra_of(f);
    if (needs_total(functions))
        decimal_add(&e->total, &figure->value);
    if (has(functions, FUNCTION_MIN))
        choose_value(&e->min, &figure->value, -1, first);
    if (has(functions, FUNCTION_MAX))
        choose_value(&e->max, &figure->value, 1, first);
    if (has(functions, FUNCTION_MEDIAN))
        add_value(e, &figure->value);
    if (!has(functions, FUNCTION_FIRST) && !has(functions, FUNCTION_LAST))
        return;
    static struct place here; /* keeps its memory from one figure to the next */
    buf_clear(&here.text);
    buf_reserve(&here.text, 1);
    buf_add_view(&here.text, figure->period);
    buf_add_view(&here.text, figure->source);
    here.set = true;
    here.period_n = figure->period.n;
    here.order = figure->order;
    here.line = figure->line;
    here.bound = figure->bound;
    here.value = figure->value;
    if (has(functions, FUNCTION_FIRST))
        choose_place(&e->first, &here, -1);
    if (has(functions, FUNCTION_LAST))
        choose_place(&e->last, &here, 1);
    here.value = (struct decimal){0};
}

void figures_merge(struct figures *to, unsigned functions, const struct figures *from)
{
    if (from->count == 0 && from->extra == NULL)
        return;
    bool first = to->count == 0, none = from->count == 0;
    to->count += from->count;
    to->covers |= from->covers;
    to->bounds |= from->bounds;
    if (!none && enters_sum(to, functions, from->latest)) {
        decimal_add(&to->sum, &from->sum);
        add_resolution(to, functions, &from->resolution, first);
        to->sum_bounds |= from->sum_bounds;
    }
    if (from->extra == NULL)
        return;
    struct extra *e = extra_of(to);
    const struct extra *o = from->extra;
    for (size_t i = 0; i < o->value_count; i++) {
        struct decimal d = get_value(o, &o->values[i]);
        add_value(e, &d);
    }
    if (none)
        return;
    decimal_add(&e->total, &o->total);
    choose_value(&e->min, &o->min, -1, first);
    choose_value(&e->max, &o->max, 1, first);
    choose_place(&e->first, &o->first, -1);
    choose_place(&e->last, &o->last, 1);
}

void figures_settle(struct figures *f, unsigned functions)
{
    if (!needs_total(functions) && needs_total(functions | FIGURES_SETTLED))
        decimal_set(&extra_of(f)->total, &f->sum);
}

static int compare_listed(const void *a, const void *b, void *data)
{
    struct decimal x = get_value(data, a), y = get_value(data, b);
    return compare_values(&x, &y);
}

static void sort_values(const struct extra *e)
{
    if (e->value_count > 0)
        qsort_r(e->values, e->value_count, sizeof *e->values, compare_listed, (void *)e);
}

static void write_median(const struct extra *e, struct buf *out)
{
    sort_values(e);
    size_t n = e->value_count;
    struct decimal high = get_value(e, &e->values[n / 2]),
                   low = get_value(e, &e->values[(n - 1) / 2]);
    struct decimal middle = {0};
    decimal_set(&middle, &low);
    if (n % 2 == 0) {
        uint32_t places = low.places > high.places ? low.places : high.places;
        struct decimal whole = {0};
        /* half of the sum is five times the sum, a place further right: exact */
        decimal_add(&middle, &high);
        decimal_set(&whole, &middle);
        for (int i = 0; i < 4; i++)
            decimal_add(&middle, &whole);
        middle.places++;
        decimal_set(&whole, &middle);
        decimal_round(&whole, places);
        if (decimal_compare(&whole, &middle) == 0)
            decimal_round(&middle, places);
        decimal_free(&whole);
    }
    decimal_write(out, &middle);
    decimal_free(&middle);
}

void figures_result(const struct figures *f, unsigned functions, enum function function,
                    struct buf *out)
{
    struct decimal mean = {0};
    char count[24];
    switch (function) {
    case FUNCTION_SUM:
        decimal_write(out, &f->sum);
        break;
    case FUNCTION_COUNT:
        snprintf(count, sizeof count, "%" PRIu64, f->count);
        buf_add_string(out, count);
        break;
    case FUNCTION_MEAN:
        decimal_divide(&mean, needs_total(functions) ? &f->extra->total : &f->sum, f->count);
        decimal_write(out, &mean);
        decimal_free(&mean);
        break;
    case FUNCTION_MIN:
        decimal_write(out, &f->extra->min);
        break;
    case FUNCTION_MAX:
        decimal_write(out, &f->extra->max);
        break;
    case FUNCTION_FIRST:
        decimal_write(out, &f->extra->first.value);
        break;
    case FUNCTION_LAST:
        decimal_write(out, &f->extra->last.value);
        break;
    default:
        write_median(f->extra, out);
    }
}

const char *figures_bound(const struct figures *f, unsigned functions)
{
    unsigned sum = FUNCTION_BIT(FUNCTION_SUM), count = FUNCTION_BIT(FUNCTION_COUNT);
    unsigned mean = FUNCTION_BIT(FUNCTION_MEAN),
             asked = functions & ~(count | FIGURES_LATEST | FIGURES_SETTLED);
    if (asked == 0)
        return "";
    unsigned set = asked == sum ? f->sum_bounds : f->bounds;
    if (asked == FUNCTION_BIT(FUNCTION_FIRST) && f->extra != NULL)
        set = f->extra->first.bound;
    if (asked == FUNCTION_BIT(FUNCTION_LAST) && f->extra != NULL)
        set = f->extra->last.bound;
    if (set == 0)
        return "";
    if ((set & BOUND_APPROX) != 0 || ((set & UP) != 0 && (set & DOWN) != 0))
        return "approx";
    /* one figure above its mark lifts a sum or mean above theirs, but need not lift a minimum; a
     * single figure is what it is */
    bool strict = (asked & ~(sum | mean)) == 0 || f->count == 1;
    if (asked == FUNCTION_BIT(FUNCTION_FIRST) || asked == FUNCTION_BIT(FUNCTION_LAST))
        strict = true;
    if ((set & UP) != 0)
        return strict && (set & BOUND_GT) != 0 ? "gt" : "ge";
    return strict && (set & BOUND_LT) != 0 ? "lt" : "le";
}

void figures_resolution(const struct figures *f, unsigned functions, struct buf *out)
{
    unsigned count = FUNCTION_BIT(FUNCTION_COUNT);
    if ((functions & ~(count | FIGURES_LATEST | FIGURES_SETTLED)) != 0)
        decimal_write(out, &f->resolution);
}

static void write_number(struct buf *b, uint64_t n)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, n);
    buf_add_string(b, text);
}

/* "VALUE BOUNDS ORDER LINE N TEXT", where N bytes of TEXT are the period and the rest the source.
 */
static void write_place(struct buf *b, const struct place *p)
{
    if (!p->set)
        return;
    decimal_write(b, &p->value);
    const uint64_t numbers[] = {p->bound, p->order, p->line, p->period_n};
    for (size_t i = 0; i < 4; i++) {
        buf_add_char(b, ' ');
        write_number(b, numbers[i]);
    }
    buf_add_char(b, ' ');
    buf_add_view(b, buf_view(&p->text));
}

static void write_values(struct buf *b, const struct extra *e, size_t from)
{
    size_t end = e->value_count - from < FIGURES_VALUES ? e->value_count : from + FIGURES_VALUES;
    for (size_t i = from; i < end; i++) {
        struct decimal d = get_value(e, &e->values[i]);
        if (i > from)
            buf_add_char(b, ' ');
        decimal_write(b, &d);
    }
}

void figures_save(const struct figures *f, unsigned functions,
                  void (*row)(const struct view *fields, void *data), void *data)
{
    struct buf text = {0};
    size_t ends[FIGURES_FIELDS];
    const struct extra *e = f->extra;
    size_t done = 0;
    if (e != NULL)
        sort_values(e);
    do {
        buf_clear(&text);
        for (int i = 0; i < FIGURES_FIELDS; i++) {
            bool head = done == 0;
            if (i == COUNT)
                write_number(&text, head ? f->count : 0);
            else if (i == VALUES && e != NULL)
                write_values(&text, e, done);
            else if (i == SUM && head)
                decimal_write(&text, &f->sum);
            else if (i == RESOLUTION && head)
                decimal_write(&text, &f->resolution);
            else if (i == BOUND_SETS && head)
                write_number(&text, f->bounds | (unsigned)f->sum_bounds << 8);
            else if (i == LATEST && head)
                write_number(&text, f->latest);
            else if (i == COVERS && head)
                write_number(&text, f->covers);
            else if (i == TOTAL && head && needs_total(functions))
                decimal_write(&text, &e->total);
            else if (i == MIN && head && has(functions, FUNCTION_MIN))
                decimal_write(&text, &e->min);
            else if (i == MAX && head && has(functions, FUNCTION_MAX))
                decimal_write(&text, &e->max);
            else if (i == FIRST && head && e != NULL)
                write_place(&text, &e->first);
            else if (i == LAST && head && e != NULL)
                write_place(&text, &e->last);
            ends[i] = text.n;
        }
        struct view fields[FIGURES_FIELDS];
        for (size_t i = 0, from = 0; i < FIGURES_FIELDS; from = ends[i++])
            fields[i] = (struct view){text.p + from, ends[i] - from};
        row(fields, data);
        done += FIGURES_VALUES;
    } while (e != NULL && done < e->value_count);
    buf_free(&text);
}

/* Takes what stands before the next blank off the text. */
static struct view take_word(struct view *text)
{
    const char *blank = text->n > 0 ? memchr(text->p, ' ', text->n) : NULL;
    struct view word = {text->p, blank != NULL ? (size_t)(blank - text->p) : text->n};
    size_t used = word.n + (blank != NULL);
    *text = (struct view){text->p + used, text->n - used};
    return word;
}

static bool read_number(struct view text, uint64_t most, uint64_t *n)
{
    *n = 0;
    if (text.n == 0 || text.n > 19)
        return false;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
        *n = *n * 10 + (uint64_t)(text.p[i] - '0');
    }
    return *n <= most;
}

static bool read_place(struct place *p, struct view text)
{
    static const uint64_t most[] = {BOUND_APPROX | UP | DOWN, UINT32_MAX, INT64_MAX, UINT32_MAX};
    uint64_t numbers[4];
    if (!decimal_read_sum(&p->value, take_word(&text)))
        return false;
    for (size_t i = 0; i < 4; i++)
        if (!read_number(take_word(&text), most[i], &numbers[i]))
            return false;
    if (numbers[3] > text.n)
        return false;
    p->set = true;
    p->bound = (uint8_t)numbers[0];
    p->order = (uint32_t)numbers[1];
    p->line = numbers[2];
    p->period_n = numbers[3];
    buf_reserve(&p->text, 1);
    buf_add_view(&p->text, text);
    return true;
}

bool figures_load(struct figures *f, unsigned functions, const struct view *fields)
{
    uint64_t sets = 0, latest = 0, covers = 0;
    if (!read_number(fields[COUNT], INT64_MAX, &f->count))
        return false;
    if (needs_extra(functions)) {
        struct extra *e = extra_of(f);
        struct decimal d = {0};
        for (struct view rest = fields[VALUES]; rest.n > 0;) {
            if (!decimal_read_sum(&d, take_word(&rest)))
                return false;
            add_value(e, &d);
        }
        decimal_free(&d);
        if (f->count > 0 &&
            ((needs_total(functions) && !decimal_read_sum(&e->total, fields[TOTAL])) ||
             (has(functions, FUNCTION_MIN) && !decimal_read_sum(&e->min, fields[MIN])) ||
             (has(functions, FUNCTION_MAX) && !decimal_read_sum(&e->max, fields[MAX])) ||
             (has(functions, FUNCTION_FIRST) && !read_place(&e->first, fields[FIRST])) ||
             (has(functions, FUNCTION_LAST) && !read_place(&e->last, fields[LAST]))))
            return false;
    }
    if (f->count == 0)
        return true;
    if (!decimal_read_sum(&f->sum, fields[SUM]) ||
        !decimal_read_sum(&f->resolution, fields[RESOLUTION]) ||
        !read_number(fields[BOUND_SETS], 0x1f1f, &sets) ||
        !read_number(fields[LATEST], UINT32_MAX, &latest) ||
        !read_number(fields[COVERS], UINT16_MAX, &covers))
        return false;
    f->bounds = sets & (BOUND_APPROX | UP | DOWN);
    f->sum_bounds = sets >> 8 & (BOUND_APPROX | UP | DOWN);
    f->latest = (uint32_t)latest;
    f->covers = (uint16_t)covers;
    return true;
}

void figures_free(struct figures *f)
{
    struct extra *e = f->extra;
    decimal_free(&f->sum);
    decimal_free(&f->resolution);
    if (e != NULL) {
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
    *f = (struct figures){0};
}
