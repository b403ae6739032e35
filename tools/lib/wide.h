/* Records as a table for people: one row for each series, one column for each period. */
#ifndef ZB_WIDE_H
#define ZB_WIDE_H

#include "out.h"
#include "rec.h"
#include "view.h"

#include <stdbool.h>

struct wide; /* opaque */

/* The series of r are told apart by region, indicator, item, measure, against, unit, bound and
 * status, as far as there are such columns. The caller ends it with wide_free. */
struct wide *wide_new(const struct rec_reader *r);

/* Keeps the record's figure. Refuses the record (rec_reject) where its place is taken by another
 * value, or its value is no decimal. */
void wide_add(struct wide *w, const struct rec *rec);

/*
 * Writes the table: series in the order in which they came, periods in the order of time; columns
 * that are empty throughout are left out. What a spreadsheet would take for a formula is written as
 * text (wide_harmless). excel: with a byte order mark and CR LF, periods as 2020年1-9月, so that
 * none becomes a date, and figures of more digits than it keeps, 15, as text.
 */
void wide_write(const struct wide *w, struct out *o, bool excel);

/*
 * Whether a spreadsheet takes the cell for what it is: not where it begins with = + - @ (also in
 * full width, and behind blanks), TAB, CR or LF, unless it is a decimal (OWASP, "CSV Injection").
 */
bool wide_harmless(struct view cell);

void wide_free(struct wide *w);

#endif
