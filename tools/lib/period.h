/* Periods as zb-record(5) writes them: 2020, 2020-Q3, 2020-H1, 2020-09, 2020-01/2020-09, 2016/2020,
 * 2020-06-20. */
#ifndef ZB_PERIOD_H
#define ZB_PERIOD_H

#include "view.h"

#include <stdbool.h>

enum period_kind {
    PERIOD_NONE,
    PERIOD_YEAR,    /* y */
    PERIOD_YEARS,   /* y to y2, both included */
    PERIOD_HALF,    /* y, a = 1 or 2 */
    PERIOD_QUARTER, /* y, a = 1 to 4 */
    PERIOD_MONTH,   /* y, a = 1 to 12 */
    PERIOD_MONTHS,  /* y, a to b: months of one year */
    PERIOD_DAY,     /* y, a = month, b = day */
};

struct period {
    enum period_kind kind;
    int y, y2; /* y is 0 where the text names none: the form then lacks it ("-09") */
    int a, b;
};

enum { PERIOD_TEXT_MAX = 32 };

struct period period_year(int y);
/* A span of years; one year where y == y2. */
struct period period_years(int y, int y2);

/* The same period one year earlier; for a span of years, the year before it: what a growth or a
 * yearly mean over it is measured against. */
struct period period_year_before(struct period p);

/* The period just before, of the same length: last month, quarter, half or year. */
struct period period_previous(struct period p);

/* The last year of a span; other periods as they are. */
struct period period_last(struct period p);

/* Writes the form of zb-record(5), NUL-terminated, and returns text; "" for PERIOD_NONE. */
const char *period_text(struct period p, char text[PERIOD_TEXT_MAX]);

/* Reads that form. False where it is none; an empty text is PERIOD_NONE. */
bool period_parse(struct view text, struct period *p);

bool period_equal(struct period a, struct period b);

/* Its first and last month, both included, as 12 * year + month - 1 (2020-03 is 24242). False for
 * none, a day, and a period without a year. */
bool period_months(struct period p, int *first, int *last);

/* The period of these months by its shortest name: 2020 and not 2020-01/2020-12, 2020-Q2 and not
 * 2020-04/2020-06. PERIOD_NONE where it has no form, as for months of two years. */
struct period period_of_months(int first, int last);

/* The span of a five-year plan by its name without 五 ("十四": 2021 to 2025), from 五 (the fifth
 * plan, 1976) on; PERIOD_NONE for another name. */
struct period period_plan(struct view name);

/* A number in Chinese numerals up to 99, digits read one by one (二〇二一), or ASCII digits; -1 for
 * anything else. */
int period_number(struct view text);

#endif
