#include "frequency.h"

#include "day.h"

static const char *const names[FREQUENCIES] = {"day",  "month", "to-date", "quarter",
                                               "half", "year",  "other"};

enum frequency frequency_of(struct period p)
{
    switch (p.kind) {
    case PERIOD_DAY:
        return FREQUENCY_DAY;
    case PERIOD_MONTH:
        return FREQUENCY_MONTH;
    case PERIOD_QUARTER:
        return FREQUENCY_QUARTER;
    case PERIOD_HALF:
        return FREQUENCY_HALF;
    case PERIOD_YEAR:
        return FREQUENCY_YEAR;
    case PERIOD_MONTHS:
        return p.a != 1 ? FREQUENCY_OTHER : p.b == 12 ? FREQUENCY_YEAR : FREQUENCY_TO_DATE;
    default:
        return FREQUENCY_OTHER;
    }
}

int frequency_parse(struct view name)
{
    for (int i = 0; i < FREQUENCY_OTHER; i++)
        if (view_is(name, names[i]))
            return i;
    return -1;
}

const char *frequency_name(enum frequency f)
{
    return names[f];
}

struct period frequency_period(enum frequency f, long day)
{
    int y, m, d;
    day_date(day, &y, &m, &d);
    switch (f) {
    case FREQUENCY_MONTH:
        return (struct period){.kind = PERIOD_MONTH, .y = y, .a = m};
    case FREQUENCY_QUARTER:
        return (struct period){.kind = PERIOD_QUARTER, .y = y, .a = (m + 2) / 3};
    case FREQUENCY_HALF:
        return (struct period){.kind = PERIOD_HALF, .y = y, .a = (m + 5) / 6};
    case FREQUENCY_YEAR:
        return period_year(y);
    default:
        return (struct period){.kind = PERIOD_DAY, .y = y, .a = m, .b = d};
    }
}
