/* Days in heads and columns that stand for months or years. */
#ifndef ZB_HEADDAYS_H
#define ZB_HEADDAYS_H

#include "period.h"
#include "tableheads.h"

#include <stddef.h>
#include <stdint.h>

/* Days in heads that all begin or end months are months; says so, with the line. */
void headdays_settle(struct tableheads *hs, struct part *part, uint64_t line);

/* Days, and how many of them begin a month, end one, or begin a year. */
struct day_counts {
    size_t days, first_days, last_days, new_years;
};

/* Counts p if it is a day. */
void headdays_count(struct day_counts *s, struct period p);

#endif
