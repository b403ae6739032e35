/* What the concepts of SDMX are for our columns: FREQ, TIME_PERIOD, UNIT_MEASURE, UNIT_MULT. */
#ifndef ZB_SDMX_H
#define ZB_SDMX_H

#include "period.h"
#include "view.h"

enum { SDMX_TIME_MAX = 32 };

/*
 * Writes the period as SDMX 3.0 Technical Notes 4.2 has it, NUL-terminated: 2020, 2020-S1, 2020-Q3,
 * 2020-09, 2020-06-20; a span as a time range: 2020-01-01/P9M, 2016-01-01/P5Y. Returns text, NULL
 * for no period or one without a year.
 */
const char *sdmx_time(struct period p, char text[SDMX_TIME_MAX]);

/* Its code in CL_FREQ 2.1: A, S, Q, M, D; M for a span of months, which is the year to date or a
 * part of it and reported month by month; A5 for five years, and so on for the spans that the list
 * has; _O, other, for the rest. */
const char *sdmx_frequency(struct period p);

struct sdmx_units; /* opaque */

struct sdmx_unit {
    struct view measure; /* good until sdmx_units_free */
    int mult;            /* power of ten */
};

/* From dict/units.csv, dict/scales.csv and dict/sdmx-units.csv; file, if not NULL, is a user's in
 * the form of the last, and its lines replace built-in ones. The caller ends it with
 * sdmx_units_free. */
struct sdmx_units *sdmx_units_new(const char *file);

/*
 * 亿元 is CNY with the multiplier 8. A unit whose dimension has no code, or that is no power of ten
 * of it, stays as it is but for its scale: 万户 is 户 with 4. Each spelling is remembered, so that
 * it costs little when it comes again.
 */
struct sdmx_unit sdmx_unit(struct sdmx_units *s, struct view unit);

void sdmx_units_free(struct sdmx_units *s);

#endif
