/* Records as histories: what is one, in which order, and which of two figures stays. */
#include "unit.h"

#include "day.h"
#include "histories.h"

#include <stdlib.h>

static const char text[] =
    "region,indicator,item,period,measure,against,value,unit,status,resolution,derived,delivered\n"
    "甲,a,,2020-12,level,,3,亿元,actual,,,2021-01-18\n"
    "甲,a,,2020-11,,,2,亿元,actual,,,\n"
    "甲,a,,2020-12,level,,3.00,亿元,actual,,,\n"       /* tells more */
    "甲,a,,2020-11,level,,2.000,亿元,actual,,a - b,\n" /* derived: the published one stays */
    "甲,a,,2020-10,level,,1.000,亿元,actual,,a - b,\n" /* ... and replaces a derived one */
    "甲,a,,2020-10,level,,1,亿元,provisional,,,\n"     /* */
    "甲,a,x,2020-12,level,,1,亿元,actual,,,\n"         /* an item, of the same family */
    "甲,a,y,2020-12,level,,,亿元,suppressed,,,\n"      /* withheld, a history of its own */
    "甲,a,,2020-01/2020-11,level,,9,亿元,actual,,,\n"  /* another frequency */
    "甲,a,,2020-12,growth,2019-12,5,%,actual,,,\n"     /* a year before */
    "甲,a,,2020-11,growth,,4,%,actual,,,\n"            /* the same, by custom */
    "甲,a,,2020-12,growth,2020-11,1,%,actual,,,\n"     /* the month before */
    "甲,a,,2025,level,,99,亿元,target,,,\n"            /* not held */
    "甲,a,,去年,level,,99,亿元,actual,,,\n"            /* not held */
    "乙,企业数,,2020,level,,7,家,actual,1,,\n";

static struct histories *set;

static bool has(const struct history *h, size_t i, const char *period, const char *value)
{
    const struct columns *c = histories_columns(set);
    if (h == NULL || i >= h->count)
        return false;
    const struct view *v = histories_fields(set, &h->entries[i]);
    return view_is(v[c->period], period) && view_is(v[c->value], value);
}

int main(void)
{
    char name[] = "/tmp/histories.XXXXXX";
    int fd = mkstemp(name);
    FILE *f = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (!check(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0))
        return 1;
    char *files[] = {name};
    struct rec_reader *r = rec_open(files, 1);
    set = histories_new(r, NULL);
    for (struct rec *rec; (rec = rec_next(r)) != NULL;)
        histories_add(set, rec);
    histories_sort(set);
    remove(name);

    const struct history *a = histories_at(set, 0);
    check(histories_count(set) == 7);
    check(a->count == 3 && a->frequency == FREQUENCY_MONTH && !a->withheld && !a->counts);
    check(has(a, 0, "2020-10", "1") && has(a, 1, "2020-11", "2") && has(a, 2, "2020-12", "3.00"));
    check(a->entries[0].first == day_number(2020, 10, 1));
    check(a->entries[0].last == day_number(2020, 10, 31));
    check(a->entries[2].delivered == DAY_NONE && a->entries[1].delivered == DAY_NONE);
    check(history_at(a, day_number(2020, 11, 1), day_number(2020, 11, 30)) == &a->entries[1]);
    check(history_at(a, day_number(2020, 11, 1), day_number(2020, 11, 29)) == NULL);

    /* the family: the item, but not what is withheld */
    check(a->head == a && a->family != NULL && view_is(a->family->item, "x"));
    check(a->family->head == a && a->family->family == NULL);
    const struct history *withheld = histories_withheld(set, a);
    check(withheld != NULL && withheld->withheld && view_is(withheld->item, "y"));
    check(withheld != NULL && withheld->count == 1 && withheld->family == NULL);

    const struct history *to_date = histories_other(set, a, FREQUENCY_TO_DATE);
    check(has(to_date, 0, "2020-01/2020-11", "9"));
    check(histories_other(set, a, FREQUENCY_YEAR) == NULL);
    const struct history *yearly = histories_twin(set, a, "growth", view_of("%"), BASE_YEAR);
    check(yearly != NULL && yearly->count == 2 && has(yearly, 0, "2020-11", "4"));
    check(has(yearly, 1, "2020-12", "5"));
    const struct history *before = histories_twin(set, a, "growth", view_of("%"), BASE_BEFORE);
    check(before != NULL && before->count == 1 && has(before, 0, "2020-12", "1"));
    check(histories_twin(set, a, "growth", view_of("倍"), BASE_YEAR) == NULL);

    const struct history *firms = histories_at(set, 6);
    check(firms->counts && firms->frequency == FREQUENCY_YEAR);
    struct buf place = {0};
    histories_place(set, &firms->entries[0], &place);
    check(view_ends(buf_view(&place), view_of(":16")));
    buf_free(&place);
    rec_close(r);
    histories_free(set);
    return unit_end();
}
