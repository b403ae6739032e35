/* Records held together so that they can be compared: what an audit weighs. */
#ifndef ZB_EVIDENCE_H
#define ZB_EVIDENCE_H

#include "buf.h"
#include "interval.h"
#include "period.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One record. Its views point into memory of the evidence. */
struct fact {
    struct view region, indicator, item, period, measure, against;
    struct view value, unit, bound, status, resolution, source, line, text;
    struct view key;    /* what the indicator is compared by: its code, else its plain name */
    struct period time; /* of period; PERIOD_NONE where that is empty or no period */
    struct period base; /* of against; PERIOD_NONE where that is none */
    struct interval stands_for;
    size_t order; /* its place in the input */
};

struct evidence; /* opaque */

struct evidence *evidence_new(void);

/* Takes one record; fields may be empty views for columns that are not there. Only the views and
 * none of key, time, base, stands_for and order of *f need be set. False, and nothing is taken,
 * where value or resolution is no decimal. */
bool evidence_add(struct evidence *e, const struct fact *f, struct view key);

/* Ends the taking: sorts what is held, so that it can be searched. */
void evidence_sort(struct evidence *e);

/* All facts by region, key, item, measure and time; those of one such group by their order. */
const struct fact *evidence_all(const struct evidence *e, size_t *count);

/* The facts of the group that is like f but of this measure, and, if time is given, of that period.
 * Sets *count; NULL where there are none. */
const struct fact *evidence_find(const struct evidence *e, const struct fact *f,
                                 const char *measure, const struct period *time, size_t *count);

/* ... of another key. */
const struct fact *evidence_find_key(const struct evidence *e, const struct fact *f,
                                     struct view key, const char *measure,
                                     const struct period *time, size_t *count);

/* Whether two statuses speak of the same world: what was, what is expected or what is aimed at. */
bool evidence_same_world(struct view a, struct view b);

void evidence_free(struct evidence *e);

#endif
