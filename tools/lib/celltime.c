#include "celltime.h"

#include <string.h>

struct period celltime_fill_year(struct period p, struct period from)
{
    if (p.kind != PERIOD_NONE && p.y == 0 && from.y > 0)
        p.y = p.y2 = period_last(from).y;
    return p;
}

struct period celltime_of(struct period row, struct period column, struct period context)
{
    struct period p;
    if (column.kind == PERIOD_NONE)
        p = row.kind != PERIOD_NONE ? row : context;
    else if (row.kind == PERIOD_NONE)
        p = column;
    else if (column.kind == PERIOD_YEAR && row.kind != PERIOD_YEAR && row.kind != PERIOD_YEARS)
        p = row.y == 0 ? celltime_fill_year(row, column) : row;
    else
        p = celltime_fill_year(column, row);
    return celltime_fill_year(p, context);
}

static struct period months(int y, int to)
{
    if (to == 12 && y > 0)
        return period_year(y);
    if (to == 1)
        return (struct period){.kind = PERIOD_MONTH, .y = y, .y2 = y, .a = 1};
    return (struct period){.kind = PERIOD_MONTHS, .y = y, .y2 = y, .a = 1, .b = to};
}

/* The time just before: of a day it is not known, since reports on days come every week or ten
 * days.
 */
static struct period previous(struct period p)
{
    return p.kind == PERIOD_DAY ? (struct period){0} : period_previous(p);
}

static struct period timed(struct period p, enum timing timing)
{
    switch (timing) {
    case TIMING_CUMULATIVE:
        if (p.kind == PERIOD_MONTH)
            return months(p.y, p.a);
        if (p.kind == PERIOD_QUARTER)
            return months(p.y, 3 * p.a);
        if (p.kind == PERIOD_HALF)
            return months(p.y, 6 * p.a);
        return p;
    case TIMING_CURRENT:
    case TIMING_END:
        if (p.kind == PERIOD_MONTHS)
            return (struct period){.kind = PERIOD_MONTH, .y = p.y, .y2 = p.y, .a = p.b};
        return p;
    case TIMING_YEAR:
        if (p.kind == PERIOD_YEARS)
            return p;
        return p.y > 0 ? period_year(p.y) : (struct period){0};
    case TIMING_QUARTER: {
        int last = p.kind == PERIOD_MONTH ? p.a : p.kind == PERIOD_MONTHS ? p.b : 0;
        if (last > 0 && last % 3 == 0)
            return (struct period){.kind = PERIOD_QUARTER, .y = p.y, .y2 = p.y, .a = last / 3};
        return p;
    }
    case TIMING_BEGIN:
        return p.y > 0 ? period_year(p.y - 1) : (struct period){0};
    case TIMING_PREVIOUS:
        return p.y > 0 ? previous(p) : (struct period){0};
    case TIMING_NONE:
    case TIMINGS:
        break;
    }
    return p;
}

void celltime_write(struct celltime *t, struct period p, bool last_year, enum timing timing,
                    enum base base, struct period given)
{
    p = timed(p, timing);
    if (last_year) /* without a year it can't be told from this year's */
        p = p.y > 0 ? period_year_before(p) : (struct period){0};
    if (p.kind == PERIOD_MONTHS && p.a == 1 && p.b == 12 && p.y > 0)
        p = period_year(p.y);
    struct period against = {0};
    if (base == BASE_GIVEN)
        against = given;
    else if (p.y > 0)
        against = base == BASE_PREVIOUS ? previous(p)
                  : base == BASE_BEGIN  ? period_year(p.y - 1)
                                        : period_year_before(p);
    t->known = true;
    t->dated = p.kind != PERIOD_NONE && p.y > 0;
    period_text(p, t->period);
    period_text(against, t->against);
    t->period_n = strlen(t->period);
    t->against_n = strlen(t->against);
}
