/* The columns of zb-record(5) in a stream, and what several filters read from them alike. */
#ifndef ZB_COLUMNS_H
#define ZB_COLUMNS_H

#include "out.h"
#include "rec.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Index of each, REC_NONE where the stream does not have it. */
struct columns {
    size_t region, region_code, indicator, indicator_code, item, period, measure, against;
    size_t value, unit, bound, status, resolution, source, line;
    size_t release;                              /* or vintage */
    size_t derived, sources, kind, broken, note; /* broken is the column named break */
    size_t *more;                                /* owned; of columns_add_more */
    size_t more_count;
};

/* The number that the line column gives; 0 where it is none. */
static inline uint64_t columns_line(struct view line)
{
    uint64_t n;
    view_number(line, &n);
    return n;
}

/* Writes the header of records that a filter makes itself, all columns of zb-record(5) in their
 * order, and flushes it: a reader sees it though no record follows. */
void columns_write_header(struct out *o);

/* Finds the columns. indicator, period and value must be there: without one of them the program
 * ends with STATUS_FAILED. The caller frees more. */
void columns_find(struct columns *c, const struct rec_reader *r);

/* Takes the columns of a list separated by commas, as those that tell observations apart besides
 * the ones above; NULL names none. Ends the program with STATUS_FAILED on one that is not there, is
 * named twice, or is what the figure itself consists of. */
void columns_add_more(struct columns *c, const struct rec_reader *r, const char *list);

/* A field of the row; empty where there is no such column. */
static inline struct view columns_pick(const struct view *fields, size_t column)
{
    return column != REC_NONE ? fields[column] : (struct view){"", 0};
}

/* What the region and the indicator are known by: their code, or the name where it has none. */
struct view columns_region(const struct columns *c, const struct view *fields);
struct view columns_indicator(const struct columns *c, const struct view *fields);

/* What tells observations of different statuses apart: actual, also for provisional, since these
 * are stages of the same figure, for an empty one, for suppressed and missing; else the status
 * itself: an estimate and a target are other things. */
struct view columns_status_class(struct view status);

/* Whether value and resolution are decimals as published_read of agree.h needs them. The record is
 * refused where not. */
bool columns_check_figure(const struct columns *c, const struct rec *rec);

/* Whether the record says that there is no figure to be had: no value, and the status suppressed,
 * as zb-mask(1) writes it, or missing, as zb-alert(1) does. */
bool columns_is_withheld(const struct columns *c, const struct rec *rec);

#endif
