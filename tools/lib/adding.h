/*
 * Which figures may be added up: levels and changes of flows, in units that add. Growths, shares,
 * ranks and other rates may not; of a stock the latest period counts, not the sum of several.
 */
#ifndef ZB_ADDING_H
#define ZB_ADDING_H

#include "rollup.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

/* Why a record is refused. */
enum refusal {
    TAKEN,
    REFUSED_MEASURE, /* sum: it is a growth, share ... */
    REFUSED_UNIT,    /* sum: figures in this unit do not add */
    REFUSED_RATE,    /* sum: the indicator is a rate */
    REFUSED_OVERLAP, /* sum: the period may overlap others that are rolled up to the same */
    REFUSED_PERIOD,  /* it has none that could be rolled up */
    REFUSED_LONGER,  /* its period does not lie within one that it is rolled up to */
};

/* What is known of a record. */
struct labels {
    struct view indicator, measure, unit;
    struct view kind; /* flow, stock, rate; anything else: by the dictionary */
    struct view period;
    const char *file;
    uint64_t line;
};

struct adding; /* opaque */

/* Reads the dictionaries kinds.csv and units.csv. With explain, tells once for each indicator that
 * is not simply added up why, as a message. The caller ends it with adding_free. */
struct adding *adding_new(void);
void adding_explain(struct adding *a);

/* Adds a user's file in the form of kinds.csv. file must outlive a. */
void adding_read(struct adding *a, const char *file);

/* To be called once all have been read: checks all lines; ends the program with STATUS_FAILED on a
 * wrong one. */
void adding_check(struct adding *a);

/* Whether the record is taken; sums says whether it shall be added up, rolled is its period rolled
 * up to `to`. merges says whether figures of several periods may come together: stock then becomes
 * whether the latest counts. */
enum refusal adding_judge(struct adding *a, const struct labels *l, const struct rolled *rolled,
                          enum rollup_to to, bool sums, bool merges, bool *stock);

/* The reason as a format of reject(), with its first arguments %.*s in *what; the one after them is
 * the name of what periods are rolled up to, which not all formats take. */
const char *adding_reason(enum refusal why, const struct labels *l, struct view *what);

/* Whether `against` tells figures of this measure apart: a share has a whole, a rank a field. The
 * base period of a growth differs from record to record and tells nothing apart. */
bool adding_has_whole(struct view measure);

void adding_free(struct adding *a);

#endif
