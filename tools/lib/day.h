/* Days of the Gregorian calendar, as numbers. */
#ifndef ZB_DAY_H
#define ZB_DAY_H

#include "period.h"
#include "view.h"

#include <stdbool.h>

enum { DAY_TEXT_MAX = 16 };

/* Days since 1970-01-01 of a date that there is; month from 1. */
long day_number(int year, int month, int day);

/* Reads YYYY-MM-DD; false where that is no day there is. */
bool day_parse(struct view text, long *day);

/* Writes YYYY-MM-DD, and returns text. The year is of 0 to 9999. */
const char *day_text(long day, char text[DAY_TEXT_MAX]);

/* The date of a day; month from 1. */
void day_date(long day, int *year, int *month, int *of_month);

/* 0 for Monday to 6 for Sunday. */
int day_of_week(long day);

/* The first and the last day of a period; false for none, and for one without a year. */
bool day_span(struct period p, long *first, long *last);

#endif
