#include "rollup.h"

#include "hash.h"
#include "period.h"

#include <string.h>

enum { REMEMBERED = 1024 };

struct memory {
    char period[PERIOD_TEXT_MAX], to[PERIOD_TEXT_MAX];
    size_t n; /* bytes of period + 1; 0 where nothing is remembered */
    enum rollup_to target;
    struct rolled rolled;
};

static const char *const kind_names[] = {
    [PERIOD_YEAR] = "year",       [PERIOD_YEARS] = "years", [PERIOD_HALF] = "half",
    [PERIOD_QUARTER] = "quarter", [PERIOD_MONTH] = "month", [PERIOD_MONTHS] = "months",
    [PERIOD_DAY] = "day",
};

static const char *const names[] = {[ROLLUP_ALL] = "all",
                                    [ROLLUP_YEAR] = "year",
                                    [ROLLUP_HALF] = "half",
                                    [ROLLUP_QUARTER] = "quarter"};

bool rollup_parse(struct view name, enum rollup_to *to)
{
    for (int i = ROLLUP_ALL; i <= ROLLUP_QUARTER; i++) {
        if (view_is(name, names[i])) {
            *to = (enum rollup_to)i;
            return true;
        }
    }
    return false;
}

const char *rollup_name(enum rollup_to to)
{
    return names[to];
}

/* First and last month of the period, 1 to 12; a span of years counts with its last one. */
static void months_of(const struct period *p, int *first, int *last)
{
    int length = p->kind == PERIOD_HALF ? 6 : p->kind == PERIOD_QUARTER ? 3 : 1;
    *first = 1;
    *last = 12;
    if (p->kind == PERIOD_MONTHS) {
        *first = p->a;
        *last = p->b;
    } else if (p->kind == PERIOD_DAY) {
        *first = *last = p->a;
    } else if (p->kind == PERIOD_HALF || p->kind == PERIOD_QUARTER || p->kind == PERIOD_MONTH) {
        *first = (p->a - 1) * length + 1;
        *last = p->a * length;
    }
}

static void work_out(struct memory *m, struct view text, const struct period *p)
{
    static const int lengths[] = {12, 12, 6, 3};
    struct rolled *r = &m->rolled;
    int first, last, length = lengths[m->target];
    months_of(p, &first, &last);
    bool january_february = p->kind == PERIOD_MONTHS && first == 1 && last == 2;
    enum period_kind kind = january_february ? PERIOD_MONTH : p->kind;
    r->known = true;
    r->adds = kind != PERIOD_MONTHS && kind != PERIOD_YEARS && kind != PERIOD_DAY;
    r->part = view_of(kind_names[kind]);
    r->order = (uint32_t)(p->y2 * 10000 + last * 100 + (p->kind == PERIOD_DAY ? p->b : 31));
    if (m->target == ROLLUP_ALL) {
        r->fits = true;
        if (!r->adds)
            r->part = text;
        return;
    }
    struct period to = {.y = p->y2, .y2 = p->y2, .a = (last - 1) / length + 1};
    to.kind = m->target == ROLLUP_YEAR   ? PERIOD_YEAR
              : m->target == ROLLUP_HALF ? PERIOD_HALF
                                         : PERIOD_QUARTER;
    r->to = view_of(period_text(to, m->to));
    r->fits = p->kind != PERIOD_YEARS && (first - 1) / length + 1 == to.a;
    if (!r->fits)
        r->part = view_of("longer");
    int step = kind == PERIOD_MONTH ? 1 : last - first + 1;
    for (int month = first; month <= last && r->fits && r->adds; month += step)
        r->covers |= (uint16_t)(1u << ((month - 1) % length / step));
}

const struct rolled *rollup(struct view period, enum rollup_to to)
{
    static struct memory memories[REMEMBERED];
    static struct memory unknown = {.rolled = {.adds = true, .fits = true}};
    if (period.n >= PERIOD_TEXT_MAX || period.n == 0)
        return &unknown.rolled;
    struct memory *m = &memories[hash_add(0, period) % REMEMBERED];
    if (m->n == period.n + 1 && m->target == to && memcmp(m->period, period.p, period.n) == 0)
        return &m->rolled;
    *m = (struct memory){.n = period.n + 1, .target = to};
    memcpy(m->period, period.p, period.n);
    struct period p;
    if (period_parse(period, &p) && p.kind != PERIOD_NONE && p.y > 0)
        work_out(m, (struct view){m->period, period.n}, &p);
    else
        m->rolled = unknown.rolled;
    return &m->rolled;
}
