#include "calendar.h"

#include "buf.h"
#include "day.h"
#include "dict.h"
#include "msg.h"

#include <limits.h>
#include <stdlib.h>

enum { NAME, FREQUENCY, DUE, REGION, INDICATOR, ITEM, SOURCE, EACH, EXCEPT, FROM, UNTIL, COLUMNS };

enum { DUE_MOST = 400, FREE_MOST = 60 }; /* days; more free days in a row are a mistake */

static const char *const columns[] = {"name",      "frequency", "due",    "region",
                                      "indicator", "item",      "source", "each",
                                      "except",    "from",      "until"};

/* Days that are free, or at which is worked though they are not. */
struct change {
    long from, until;
    bool works;
};

struct calendar {
    struct dict *dict;
    struct delivery *deliveries; /* owned */
    size_t count;
    struct change *changes; /* owned; in the order of the files, the last that fits counts */
    size_t change_count;
};

struct calendar *calendar_new(void)
{
    struct calendar *c = mem_new(1, sizeof *c);
    c->dict = dict_new(columns, COLUMNS, 1, DICT_NONE);
    dict_optional(c->dict, DUE);
    return c;
}

void calendar_read(struct calendar *c, const char *file)
{
    dict_read_file(c->dict, file);
}

static long read_day(const struct dict_row *row, int column, long otherwise)
{
    long day = otherwise;
    if (row->fields[column].n > 0 && !day_parse(row->fields[column], &day))
        dict_bad(row, columns, column, "no day, as in 2021-01-01");
    return day;
}

static void read_each(struct delivery *d, const struct dict_row *row)
{
    struct view list = row->fields[EACH], one;
    while (view_next(&list, '|', &one)) {
        bool *flag = view_is(one, "region")      ? &d->each_region
                     : view_is(one, "indicator") ? &d->each_indicator
                     : view_is(one, "item")      ? &d->each_item
                     : view_is(one, "source")    ? &d->each_source
                                                 : NULL;
        if (flag == NULL)
            dict_bad(row, columns, EACH, "not region, indicator, item or source");
        *flag = true;
    }
}

static void read_except(struct delivery *d, const struct dict_row *row)
{
    struct view list = row->fields[EXCEPT], one;
    while (view_next(&list, '|', &one)) {
        int month = period_number(one);
        if (month < 1 || month > 12 || d->frequency != FREQUENCY_MONTH)
            dict_bad(row, columns, EXCEPT, "not months of a monthly delivery, as in 1|2");
        d->except |= 1u << month;
    }
    if (d->except == 0x1FFE)
        dict_bad(row, columns, EXCEPT, "no month is left");
}

static void read_due(struct delivery *d, const struct dict_row *row)
{
    struct view v = row->fields[DUE];
    if (v.n == 0)
        dict_bad(row, columns, DUE, "empty");
    for (size_t i = 0; i < v.n; i++) {
        if (v.p[i] < '0' || v.p[i] > '9' || d->due > DUE_MOST)
            dict_bad(row, columns, DUE, "not a number of days up to 400");
        d->due = 10 * d->due + (v.p[i] - '0');
    }
    if (d->due > DUE_MOST)
        dict_bad(row, columns, DUE, "not a number of days up to 400");
}

static void read_delivery(struct delivery *d, const struct dict_row *row)
{
    const struct view *v = row->fields;
    int f = frequency_parse(v[FREQUENCY]);
    d->workdays = view_is(v[FREQUENCY], "workday");
    if (d->workdays)
        f = FREQUENCY_DAY;
    if (f < 0 || f == FREQUENCY_TO_DATE)
        dict_bad(row, columns, FREQUENCY,
                 "not day, workday, month, quarter, half, year, off or work");
    *d = (struct delivery){
        .name = v[NAME],
        .frequency = (enum frequency)f,
        .workdays = d->workdays,
        .region = v[REGION],
        .indicator = v[INDICATOR],
        .item = v[ITEM],
        .source = v[SOURCE],
        .from = read_day(row, FROM, LONG_MIN),
        .until = read_day(row, UNTIL, LONG_MAX),
        .file = row->file,
        .line = row->line,
    };
    if (d->from > d->until)
        dict_bad(row, columns, UNTIL, "before from");
    if (v[REGION].n == 0 && v[INDICATOR].n == 0 && v[ITEM].n == 0 && v[SOURCE].n == 0)
        die(row->file, row->line,
            "region, indicator, item and source are empty: any record would "
            "do");
    read_due(d, row);
    read_each(d, row);
    read_except(d, row);
}

static void read_change(struct change *c, const struct dict_row *row)
{
    c->works = view_is(row->fields[FREQUENCY], "work");
    for (int i = DUE; i <= EXCEPT; i++)
        if (row->fields[i].n > 0)
            die(row->file, row->line, "%s: not used by off and work", columns[i]);
    if (row->fields[FROM].n == 0)
        dict_bad(row, columns, FROM, "empty");
    c->from = read_day(row, FROM, 0);
    c->until = read_day(row, UNTIL, c->from);
    if (c->from > c->until)
        dict_bad(row, columns, UNTIL, "before from");
    if (!c->works && c->until - c->from >= FREE_MOST)
        dict_bad(row, columns, UNTIL, "more than 60 free days in a row");
}

void calendar_check(struct calendar *c)
{
    size_t n = dict_count(c->dict);
    c->deliveries = mem_new(n + 1, sizeof *c->deliveries);
    c->changes = mem_new(n + 1, sizeof *c->changes);
    for (size_t i = 0; i < n; i++) {
        const struct dict_row *row = dict_at(c->dict, i);
        struct view f = row->fields[FREQUENCY];
        if (view_is(f, "off") || view_is(f, "work"))
            read_change(&c->changes[c->change_count++], row);
        else
            read_delivery(&c->deliveries[c->count++], row);
    }
}

size_t calendar_count(const struct calendar *c)
{
    return c->count;
}

const struct delivery *calendar_at(const struct calendar *c, size_t i)
{
    return &c->deliveries[i];
}

bool calendar_works(const struct calendar *c, long day)
{
    for (size_t i = c->change_count; i > 0; i--)
        if (c->changes[i - 1].from <= day && day <= c->changes[i - 1].until)
            return c->changes[i - 1].works;
    return day_of_week(day) < 5;
}

/* The same day, or the next working day: the changes are finitely many, so there is one. */
static long working_day(const struct calendar *c, long day)
{
    while (!calendar_works(c, day))
        day++;
    return day;
}

long calendar_due(const struct calendar *c, const struct delivery *d, long last)
{
    return working_day(c, last + d->due);
}

static bool has_delivery(const struct calendar *c, const struct delivery *d, long last)
{
    int y, month, of_month;
    if (d->workdays)
        return calendar_works(c, last);
    day_date(last, &y, &month, &of_month);
    return (d->except & 1u << month) == 0;
}

bool calendar_before(const struct calendar *c, const struct delivery *d, long day, long *first,
                     long *last)
{
    long at = d->until < day ? d->until : day;
    while (at >= d->from && at > day_number(1, 1, 1)) {
        day_span(frequency_period(d->frequency, at), first, last);
        if (*last <= day && *last <= d->until && has_delivery(c, d, *last))
            return *last >= d->from;
        at = *first - 1;
    }
    return false;
}

void calendar_free(struct calendar *c)
{
    free(c->deliveries);
    free(c->changes);
    dict_free(c->dict);
    free(c);
}
