/* Days as numbers, and back; frequencies of periods. */
#include "unit.h"

#include "day.h"
#include "frequency.h"

#include <string.h>

static bool is(const char *text, long day, int of_week)
{
    long read;
    char again[DAY_TEXT_MAX];
    return day_parse(view_of(text), &read) && read == day && day_of_week(day) == of_week &&
           strcmp(day_text(day, again), text) == 0;
}

static bool is_none(const char *text)
{
    long day = 7;
    return !day_parse(view_of(text), &day);
}

static bool spans(const char *period, const char *first, const char *last)
{
    struct period p;
    long from, to;
    char a[DAY_TEXT_MAX], b[DAY_TEXT_MAX];
    return period_parse(view_of(period), &p) && day_span(p, &from, &to) &&
           strcmp(day_text(from, a), first) == 0 && strcmp(day_text(to, b), last) == 0;
}

static enum frequency of(const char *period)
{
    struct period p = {0};
    period_parse(view_of(period), &p);
    return frequency_of(p);
}

static bool within(enum frequency f, const char *day, const char *period)
{
    long at;
    char text[PERIOD_TEXT_MAX];
    return day_parse(view_of(day), &at) &&
           strcmp(period_text(frequency_period(f, at), text), period) == 0;
}

int main(void)
{
    enum { THURSDAY = 3, FRIDAY, SATURDAY, SUNDAY };
    check(is("1970-01-01", 0, THURSDAY));
    check(is("1969-12-31", -1, 2));
    check(is("2000-02-29", 11016, 1));
    check(is("2021-01-01", 18628, FRIDAY));
    check(is("2021-02-28", 18686, SUNDAY));
    check(is("1900-02-28", -25509, 2));
    check(is("9999-12-31", 2932896, FRIDAY));
    check(is("0001-01-01", -719162, 0));
    for (long day = -800000; day < 3000000; day++) {
        int y, m, d;
        day_date(day, &y, &m, &d);
        check(m >= 1 && m <= 12 && d >= 1 && d <= 31 && day_number(y, m, d) == day);
    }
    check(is_none("2021-02-29") && is_none("1900-02-29") && is_none("2021-04-31"));
    check(is_none("2021-00-01") && is_none("2021-01-00") && is_none("2021-1-1"));
    check(is_none("2021-01") && is_none("2021") && is_none("") && is_none("-01-01"));

    /* each day follows the one before */
    int y, m, d, of_week = day_of_week(day_number(1890, 1, 1));
    long day = day_number(1890, 1, 1);
    bool good = true;
    for (int year = 1890; year < 2110; year++)
        for (int month = 1; month <= 12; month++) {
            struct period p = {.kind = PERIOD_MONTH, .y = year, .a = month};
            long first = 0, last = 0;
            good = day_span(p, &first, &last) && first == day && good;
            for (int i = 1; day <= last; i++, day++) {
                day_date(day, &y, &m, &d);
                good = good && y == year && m == month && d == i && day_of_week(day) == of_week;
                of_week = (of_week + 1) % 7;
            }
        }
    check(good);

    check(spans("2020", "2020-01-01", "2020-12-31"));
    check(spans("2020-02", "2020-02-01", "2020-02-29"));
    check(spans("2020-Q4", "2020-10-01", "2020-12-31"));
    check(spans("2020-01/2020-11", "2020-01-01", "2020-11-30"));
    check(spans("2016/2020", "2016-01-01", "2020-12-31"));
    check(spans("2020-06-20", "2020-06-20", "2020-06-20"));
    check(!spans("-06", "", "") && !spans("", "", ""));

    check(of("2020") == FREQUENCY_YEAR && of("2020-01/2020-12") == FREQUENCY_YEAR);
    check(of("2020-01/2020-06") == FREQUENCY_TO_DATE && of("2020-H1") == FREQUENCY_HALF);
    check(of("2020-04/2020-06") == FREQUENCY_OTHER && of("2020-Q2") == FREQUENCY_QUARTER);
    check(of("2020-06") == FREQUENCY_MONTH && of("2020-06-20") == FREQUENCY_DAY);
    check(of("2016/2020") == FREQUENCY_OTHER && of("") == FREQUENCY_OTHER);
    for (int f = 0; f < FREQUENCY_OTHER; f++)
        check(frequency_parse(view_of(frequency_name((enum frequency)f))) == f);
    check(frequency_parse(view_of("other")) == -1 && frequency_parse(view_of("")) == -1);
    check(within(FREQUENCY_DAY, "2020-06-30", "2020-06-30"));
    check(within(FREQUENCY_MONTH, "2020-06-30", "2020-06"));
    check(within(FREQUENCY_QUARTER, "2020-06-30", "2020-Q2"));
    check(within(FREQUENCY_QUARTER, "2020-07-01", "2020-Q3"));
    check(within(FREQUENCY_HALF, "2020-06-30", "2020-H1"));
    check(within(FREQUENCY_HALF, "2020-07-01", "2020-H2"));
    check(within(FREQUENCY_YEAR, "2020-12-31", "2020"));
    return unit_end();
}
