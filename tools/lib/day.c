#include "day.h"

#include <stdio.h>

/* Days before the first of March of a year, with years that begin in March, so that a leap day is
 * the last one of its year. */
static long before_march(long year)
{
    long ages = (year >= 0 ? year : year - 399) / 400, rest = year - 400 * ages;
    return ages * 146097 + rest * 365 + rest / 4 - rest / 100;
}

long day_number(int year, int month, int day)
{
    long march = (month + 9) % 12; /* months since March */
    long y = month < 3 ? year - 1L : year;
    return before_march(y) + (153 * march + 2) / 5 + day - 1 - before_march(1969) - 306;
}

/* The inverse, after H. Hinnant, chrono-compatible low-level date algorithms, civil_from_days. */
void day_date(long day, int *year, int *month, int *of_month)
{
    long days = day + before_march(1969) + 306; /* since the first of March of year 0 */
    long ages = (days >= 0 ? days : days - 146096) / 146097, of_age = days - ages * 146097;
    long y = (of_age - of_age / 1460 + of_age / 36524 - of_age / 146096) / 365;
    long of_year = of_age - (365 * y + y / 4 - y / 100), march = (5 * of_year + 2) / 153;
    *of_month = (int)(of_year - (153 * march + 2) / 5) + 1;
    *month = (int)(march < 10 ? march + 3 : march - 9);
    *year = (int)(y + 400 * ages) + (*month <= 2);
}

bool day_parse(struct view text, long *day)
{
    struct period p;
    int y, m, d;
    if (!period_parse(text, &p) || p.kind != PERIOD_DAY || p.y == 0)
        return false;
    *day = day_number(p.y, p.a, p.b);
    day_date(*day, &y, &m, &d);
    return y == p.y && m == p.a && d == p.b;
}

const char *day_text(long day, char text[DAY_TEXT_MAX])
{
    int y, m, d;
    day_date(day, &y, &m, &d);
    snprintf(text, DAY_TEXT_MAX, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100,
             (unsigned)d % 100);
    return text;
}

int day_of_week(long day)
{
    return (int)(((day + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

bool day_span(struct period p, long *first, long *last)
{
    int from, to;
    if (p.kind == PERIOD_DAY && p.y != 0) {
        *first = *last = day_number(p.y, p.a, p.b);
        return true;
    }
    if (!period_months(p, &from, &to))
        return false;
    *first = day_number(from / 12, from % 12 + 1, 1);
    *last = day_number((to + 1) / 12, (to + 1) % 12 + 1, 1) - 1;
    return true;
}
