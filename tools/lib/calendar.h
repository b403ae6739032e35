/* Who delivers what, how often and by which day, and which days are no working days. */
#ifndef ZB_CALENDAR_H
#define ZB_CALENDAR_H

#include "frequency.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One delivery that comes again. */
struct delivery {
    struct view name;
    enum frequency frequency; /* day, month, quarter, half or year */
    bool workdays;            /* of days: working days only */
    long due;                 /* days from the end of the period to the day that it is due */
    struct view region, indicator, item, source; /* patterns (wildcard.h) */
    bool each_region, each_indicator, each_item, each_source;
    unsigned except;  /* bit m: months m have no delivery of their own */
    long from, until; /* the ends of its periods lie within these days */
    const char *file;
    uint64_t line;
};

struct calendar; /* opaque */

/* Empty. The caller ends it with calendar_free. */
struct calendar *calendar_new(void);

/* Reads a file. Ends the program with STATUS_FAILED as dict_read_file does. file must outlive it.
 */
void calendar_read(struct calendar *c, const char *file);

/* To be called once all have been read; a wrong line ends the program with STATUS_FAILED, naming
 * its file and line. */
void calendar_check(struct calendar *c);

/* The deliveries, in the order of the files. */
size_t calendar_count(const struct calendar *c);
const struct delivery *calendar_at(const struct calendar *c, size_t i);

/* Whether a day is a working day: Monday to Friday, but for what the calendar says. */
bool calendar_works(const struct calendar *c, long day);

/* The day that the figures of a period ending on this day are due: d->due days later, or the next
 * working day. */
long calendar_due(const struct calendar *c, const struct delivery *d, long last);

/*
 * The last day of the last period of the delivery that ends on or before this day; false where
 * there is none. first becomes the period's first day. Months and working days that have no
 * delivery are passed over.
 */
bool calendar_before(const struct calendar *c, const struct delivery *d, long day, long *first,
                     long *last);

void calendar_free(struct calendar *c);

#endif
