/*
 * The figures of a stream over time: one history for each thing, measure, unit and frequency, and
 * in it one entry for each period, with the record as it came. Only what was measured is held, and
 * what is withheld of it, in histories of its own; neither targets nor estimates.
 */
#ifndef ZB_HISTORIES_H
#define ZB_HISTORIES_H

#include "base.h"
#include "buf.h"
#include "columns.h"
#include "frequency.h"
#include "rec.h"
#include "view.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DAY_NONE LONG_MIN

struct entry {
    long first, last; /* days of its period */
    struct view row;  /* the record, as row_format wrote it */
    const char *file; /* where the record is in the input */
    uint64_t line;
    size_t order;   /* its place there */
    long delivered; /* the day that it arrived, of the column of that name; DAY_NONE */
    bool derived;
    bool broken; /* from here on another definition: column break, or a note that speaks of 口径 */
};

struct history {
    struct view region, region_code, indicator, indicator_code, item, measure, unit;
    struct view against; /* of what is not compared with another time */
    enum base base;      /* of what is: growth, cagr, change, multiple */
    enum frequency frequency;
    bool withheld;         /* its entries have no figures */
    bool broken;           /* one of them is */
    bool counts;           /* its unit is one of counting: 个, 家, 人 */
    struct entry *entries; /* after histories_sort by period, one a period */
    size_t count, cap;
    struct history *family; /* the next one that differs in its item only; NULL at the end */
    struct history *head;   /* the first of that family */
    const struct view *key; /* what it is found by */
};

struct histories; /* opaque */

/* The columns of the stream; keys are further columns that tell things apart (columns_add_more).
 * The caller ends it with histories_free. */
struct histories *histories_new(const struct rec_reader *r, const char *keys);

/* Takes a record, unless it is none that is held, or its period is none that lies in time. A record
 * whose figure is none is refused. */
void histories_add(struct histories *h, const struct rec *rec);

/* To be called once all have been taken: puts the entries into the order of time. Of two for one
 * period the published one stays before the derived one, then the one that tells more; figures that
 * contradict each other are reported (tally.h), and the first stays. */
void histories_sort(struct histories *h);

size_t histories_count(const struct histories *h);
struct history *histories_at(const struct histories *h, size_t i); /* in the order of the input */

/* The history of the same thing as h, of another measure, unit and base; NULL where there is none.
 */
struct history *histories_twin(struct histories *set, const struct history *h, const char *measure,
                               struct view unit, enum base base);

/* ... of another frequency. */
struct history *histories_other(struct histories *set, const struct history *h,
                                enum frequency frequency);

/* Where the entry was read: its source and line, without these columns file and line of the input.
 * Appended as SOURCE:LINE. */
void histories_place(struct histories *h, const struct entry *e, struct buf *to);

/* The first history of those of the same things whose figures are withheld; NULL where there is
 * none. */
const struct history *histories_withheld(struct histories *set, const struct history *h);

/* The entry of these days, or NULL. */
const struct entry *history_at(const struct history *h, long first, long last);

/* The fields of an entry's record. Good until the next call, which may use the same place. */
const struct view *histories_fields(struct histories *h, const struct entry *e);

const struct columns *histories_columns(const struct histories *h);
size_t histories_width(const struct histories *h); /* the number of columns */

void histories_free(struct histories *h);

#endif
