#include "partial.h"

#include "extra.h"

const char *const partial_columns[PARTIAL_FIELDS] = {
    "agg:count", "agg:sum", "agg:resolution", "agg:bounds", "agg:latest", "agg:covers",
    "agg:total", "agg:min", "agg:max",        "agg:first",  "agg:last",   "agg:values",
};
enum { COUNT, SUM, RESOLUTION, BOUND_SETS, LATEST, COVERS, TOTAL, MIN, MAX, FIRST, LAST, VALUES };

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
        buf_add_number(b, numbers[i]);
    }
    buf_add_char(b, ' ');
    buf_add_view(b, buf_view(&p->text));
}

static void write_values(struct buf *b, const struct extra *e, size_t from)
{
    size_t end = e->value_count - from < PARTIAL_VALUES ? e->value_count : from + PARTIAL_VALUES;
    for (size_t i = from; i < end; i++) {
        struct decimal d = extra_value(e, &e->values[i]);
        if (i > from)
            buf_add_char(b, ' ');
        decimal_write(b, &d);
    }
}

void partial_save(const struct figures *f, unsigned functions,
                  void (*row)(const struct view *fields, void *data), void *data)
{
    struct buf text = {0};
    size_t ends[PARTIAL_FIELDS];
    const struct extra *e = f->extra;
    size_t done = 0;
    if (e != NULL)
        extra_sort_values(e);
    do {
        buf_clear(&text);
        for (int i = 0; i < PARTIAL_FIELDS; i++) {
            bool head = done == 0;
            if (i == COUNT)
                buf_add_number(&text, head ? f->count : 0);
            else if (i == VALUES && e != NULL)
                write_values(&text, e, done);
            else if (i == SUM && head)
                decimal_write(&text, &f->sum);
            else if (i == RESOLUTION && head)
                decimal_write(&text, &f->resolution);
            else if (i == BOUND_SETS && head)
                buf_add_number(&text, f->bounds | (unsigned)f->sum_bounds << 8);
            else if (i == LATEST && head)
                buf_add_number(&text, f->latest);
            else if (i == COVERS && head)
                buf_add_number(&text, f->covers);
            else if (i == TOTAL && head && functions_need_total(functions))
                decimal_write(&text, &e->total);
            else if (i == MIN && head && functions_have(functions, FUNCTION_MIN))
                decimal_write(&text, &e->min);
            else if (i == MAX && head && functions_have(functions, FUNCTION_MAX))
                decimal_write(&text, &e->max);
            else if (i == FIRST && head && e != NULL)
                write_place(&text, &e->first);
            else if (i == LAST && head && e != NULL)
                write_place(&text, &e->last);
            ends[i] = text.n;
        }
        struct view fields[PARTIAL_FIELDS];
        for (size_t i = 0, from = 0; i < PARTIAL_FIELDS; from = ends[i++])
            fields[i] = (struct view){text.p + from, ends[i] - from};
        row(fields, data);
        done += PARTIAL_VALUES;
    } while (e != NULL && done < e->value_count);
    buf_free(&text);
}

/* Takes what stands before the next blank off the text. */
static struct view take_word(struct view *text)
{
    struct view word = {0};
    view_next(text, ' ', &word);
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
    static const uint64_t most[] = {BOUND_APPROX | BOUND_UP | BOUND_DOWN, UINT32_MAX, INT64_MAX,
                                    UINT32_MAX};
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

bool partial_load(struct figures *f, unsigned functions, const struct view *fields)
{
    uint64_t sets = 0, latest = 0, covers = 0;
    if (!read_number(fields[COUNT], INT64_MAX, &f->count))
        return false;
    if (functions_need_extra(functions)) {
        struct extra *e = extra_of(f);
        struct decimal d = {0};
        for (struct view rest = fields[VALUES]; rest.n > 0;) {
            if (!decimal_read_sum(&d, take_word(&rest)))
                return false;
            extra_add_value(e, &d);
        }
        decimal_free(&d);
        if (f->count > 0 &&
            ((functions_need_total(functions) && !decimal_read_sum(&e->total, fields[TOTAL])) ||
             (functions_have(functions, FUNCTION_MIN) && !decimal_read_sum(&e->min, fields[MIN])) ||
             (functions_have(functions, FUNCTION_MAX) && !decimal_read_sum(&e->max, fields[MAX])) ||
             (functions_have(functions, FUNCTION_FIRST) && !read_place(&e->first, fields[FIRST])) ||
             (functions_have(functions, FUNCTION_LAST) && !read_place(&e->last, fields[LAST]))))
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
    f->bounds = sets & (BOUND_APPROX | BOUND_UP | BOUND_DOWN);
    f->sum_bounds = sets >> 8 & (BOUND_APPROX | BOUND_UP | BOUND_DOWN);
    f->latest = (uint32_t)latest;
    f->covers = (uint16_t)covers;
    return true;
}
