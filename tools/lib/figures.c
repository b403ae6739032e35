#include "figures.h"

#include "extra.h"

static const char *const names[FUNCTIONS] = {"sum", "count", "mean", "min",
                                             "max", "first", "last", "median"};

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

static void add_resolution(struct figures *f, unsigned functions, const struct decimal *d,
                           bool first)
{
    if (functions_have(functions, FUNCTION_SUM))
        decimal_add_quick(&f->resolution, d);
    else
        extra_choose_value(&f->resolution, d, 1, first);
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
    if (!functions_need_extra(functions))
        return;
    struct extra *e = extra_of(f);
    if (functions_need_total(functions))
        decimal_add(&e->total, &figure->value);
    if (functions_have(functions, FUNCTION_MIN))
        extra_choose_value(&e->min, &figure->value, -1, first);
    if (functions_have(functions, FUNCTION_MAX))
        extra_choose_value(&e->max, &figure->value, 1, first);
    if (functions_have(functions, FUNCTION_MEDIAN))
        extra_add_value(e, &figure->value);
    if (!functions_have(functions, FUNCTION_FIRST) && !functions_have(functions, FUNCTION_LAST))
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
    if (functions_have(functions, FUNCTION_FIRST))
        extra_choose_place(&e->first, &here, -1);
    if (functions_have(functions, FUNCTION_LAST))
        extra_choose_place(&e->last, &here, 1);
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
        struct decimal d = extra_value(o, &o->values[i]);
        extra_add_value(e, &d);
    }
    if (none)
        return;
    decimal_add(&e->total, &o->total);
    extra_choose_value(&e->min, &o->min, -1, first);
    extra_choose_value(&e->max, &o->max, 1, first);
    extra_choose_place(&e->first, &o->first, -1);
    extra_choose_place(&e->last, &o->last, 1);
}

void figures_settle(struct figures *f, unsigned functions)
{
    if (!functions_need_total(functions) && functions_need_total(functions | FIGURES_SETTLED))
        decimal_set(&extra_of(f)->total, &f->sum);
}

static void write_median(const struct extra *e, struct buf *out)
{
    extra_sort_values(e);
    size_t n = e->value_count;
    struct decimal high = extra_value(e, &e->values[n / 2]),
                   low = extra_value(e, &e->values[(n - 1) / 2]);
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
    switch (function) {
    case FUNCTION_SUM:
        decimal_write(out, &f->sum);
        break;
    case FUNCTION_COUNT:
        buf_add_number(out, f->count);
        break;
    case FUNCTION_MEAN:
        decimal_divide(&mean, functions_need_total(functions) ? &f->extra->total : &f->sum,
                       f->count);
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
    if ((set & BOUND_APPROX) != 0 || ((set & BOUND_UP) != 0 && (set & BOUND_DOWN) != 0))
        return "approx";
    /* one figure above its mark lifts a sum or mean above theirs, but need not lift a minimum; a
     * single figure is what it is */
    bool strict = (asked & ~(sum | mean)) == 0 || f->count == 1;
    if (asked == FUNCTION_BIT(FUNCTION_FIRST) || asked == FUNCTION_BIT(FUNCTION_LAST))
        strict = true;
    if ((set & BOUND_UP) != 0)
        return strict && (set & BOUND_GT) != 0 ? "gt" : "ge";
    return strict && (set & BOUND_LT) != 0 ? "lt" : "le";
}

void figures_resolution(const struct figures *f, unsigned functions, struct buf *out)
{
    unsigned count = FUNCTION_BIT(FUNCTION_COUNT);
    if ((functions & ~(count | FIGURES_LATEST | FIGURES_SETTLED)) != 0)
        decimal_write(out, &f->resolution);
}

void figures_free(struct figures *f)
{
    decimal_free(&f->sum);
    decimal_free(&f->resolution);
    extra_free(f->extra);
    *f = (struct figures){0};
}
