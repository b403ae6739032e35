/* Working days, due days, and the periods of deliveries. */
#include "unit.h"

#include "calendar.h"
#include "day.h"

#include <stdlib.h>
#include <string.h>

static const char text[] = "name,frequency,due,indicator,except,from,until\n"
                           "月报,month,15,a,1|2,,\n"
                           "年报,year,31,b,,2019-01-01,2020-12-31\n"
                           "日报,workday,1,c,,,\n"
                           "每日,day,0,d,,,\n"
                           "元旦,off,,,,2021-01-01,2021-01-03\n"
                           "春节,off,,,,2021-02-11,2021-02-17\n"
                           "上班,work,,,,2021-02-14,\n";

static struct calendar *calendar;

static long day(const char *s)
{
    long d = 0;
    check(day_parse(view_of(s), &d));
    return d;
}

static bool works(const char *s)
{
    return calendar_works(calendar, day(s));
}

static bool due(size_t nth, const char *last, const char *wanted)
{
    return calendar_due(calendar, calendar_at(calendar, nth), day(last)) == day(wanted);
}

/* The last period that ends on or before a day; "" for none. */
static bool before(size_t nth, const char *at, const char *wanted_first, const char *wanted_last)
{
    long first, last;
    if (!calendar_before(calendar, calendar_at(calendar, nth), day(at), &first, &last))
        return *wanted_first == '\0';
    return *wanted_first != '\0' && first == day(wanted_first) && last == day(wanted_last);
}

int main(void)
{
    enum { MONTHLY, YEARLY, WORKDAYS, DAILY };
    char name[] = "/tmp/calendar.XXXXXX";
    int fd = mkstemp(name);
    FILE *f = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (!check(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0))
        return 1;
    calendar = calendar_new();
    calendar_read(calendar, name);
    calendar_check(calendar);
    remove(name);
    check(calendar_count(calendar) == 4 && view_is(calendar_at(calendar, YEARLY)->name, "年报"));
    check(works("2021-01-04") && works("2020-12-31") && !works("2021-01-01") &&
          !works("2021-01-03"));
    check(!works("2021-01-09") && !works("2021-01-10") && !works("2021-02-12"));
    check(works("2021-02-14")); /* a later line, though it is a Sunday in the holidays */
    check(due(MONTHLY, "2020-11-30", "2020-12-15"));
    check(due(MONTHLY, "2021-04-30", "2021-05-17")); /* the 15th is a Saturday */
    check(due(MONTHLY, "2020-12-31", "2021-01-15"));
    check(due(WORKDAYS, "2020-12-31", "2021-01-04"));
    check(due(WORKDAYS, "2021-02-10", "2021-02-14"));
    check(due(DAILY, "2021-02-10", "2021-02-10"));
    check(before(MONTHLY, "2021-01-30", "2020-12-01", "2020-12-31"));
    check(before(MONTHLY, "2021-03-30", "2020-12-01", "2020-12-31")); /* not January, February */
    check(before(MONTHLY, "2021-03-31", "2021-03-01", "2021-03-31"));
    check(before(YEARLY, "2020-12-30", "2019-01-01", "2019-12-31"));
    check(before(YEARLY, "2023-06-01", "2020-01-01", "2020-12-31"));
    check(before(YEARLY, "2019-12-30", "", ""));
    check(before(WORKDAYS, "2021-01-03", "2020-12-31", "2020-12-31"));
    check(before(DAILY, "2021-01-03", "2021-01-03", "2021-01-03"));
    calendar_free(calendar);
    return unit_end();
}
