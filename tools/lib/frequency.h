/* How often figures of a kind come, told by the form of their periods. */
#ifndef ZB_FREQUENCY_H
#define ZB_FREQUENCY_H

#include "period.h"
#include "view.h"

enum frequency {
    FREQUENCY_DAY,
    FREQUENCY_MONTH,
    FREQUENCY_TO_DATE, /* from January on, as it is written: 2020-01/2020-06 is one, 2020-H1 not */
    FREQUENCY_QUARTER,
    FREQUENCY_HALF,
    FREQUENCY_YEAR,
    FREQUENCY_OTHER, /* several years, other months, none */
    FREQUENCIES
};

/* The frequency of a period; the months of a whole year are a year. */
enum frequency frequency_of(struct period p);

/* By its name: day, month, to-date, quarter, half, year; -1 for another. */
int frequency_parse(struct view name);
const char *frequency_name(enum frequency f);

/* The period of this frequency (not to-date, nor other) that the day lies in. */
struct period frequency_period(enum frequency f, long day);

#endif
