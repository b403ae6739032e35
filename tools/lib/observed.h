/*
 * The observations of a stream, as series: one point is held for each figure that others can be
 * derived from, and for each published one that these are to be compared with.
 */
#ifndef ZB_OBSERVED_H
#define ZB_OBSERVED_H

#include "columns.h"
#include "intern.h"
#include "rec.h"
#include "series.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

struct observed {
    struct columns in;
    size_t column_count;
    size_t *identity; /* owned: columns that are the same in all records of a series */
    size_t identity_count;
    struct series_set *series; /* owned */
    struct intern *sources;    /* owned */
    struct view *key;          /* owned; room for one */
    bool growth, cagr, share;  /* whether published ones are held; set by the caller */
};

/* Finds the columns of the stream; keys are further columns that tell observations apart
 * (columns_add_more). */
void observed_open(struct observed *h, const struct rec_reader *r, const char *keys);

/*
 * Holds the record's figure, if it is one that something can follow from: of months, actual or
 * provisional. A column break that is not empty, or a note that speaks of 口径, is a break at its
 * period. Figures that contradict each other are reported (tally.h). False where the record was
 * refused.
 */
bool observed_hold(struct observed *h, const struct rec *rec);

/* A field of the identity; empty for a column that is not part of it. */
struct view observed_identity(const struct observed *h, const struct series *s, size_t column);

bool observed_is_level(const struct observed *h, const struct series *s);

/* The series of the same thing as s in another measure, in percent. whole is what a share is of,
 * else empty. It may be without points. */
const struct series *observed_twin(struct observed *h, const struct series *s, const char *measure,
                                   struct view whole);

/* The series of the same place, unit and measure as s under this indicator and item; NULL where
 * there is none. */
const struct series *observed_other(struct observed *h, const struct series *s,
                                    struct view indicator, struct view item);

void observed_free(struct observed *h);

#endif
