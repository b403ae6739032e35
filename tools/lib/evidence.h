/* Records held together so that they can be compared: what an audit weighs. */
#ifndef ZB_EVIDENCE_H
#define ZB_EVIDENCE_H

#include "columns.h"
#include "interval.h"
#include "period.h"
#include "rec.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

/* Of more different figures under one name and time none is compared: the name does not say what
 * they are of. */
enum { EVIDENCE_MANY = 64, EVIDENCE_ITEMS = 256 };

/* One record. Its views point into memory of the evidence. */
struct fact {
    struct view region, indicator, item, period, measure, against;
    struct view value, unit, bound, status, resolution, source, line, text;
    struct view place; /* what the region is compared by: its code or name; the source where it has
                          none, since two documents need not mean the same place */
    struct view
        published;      /* the indicator as it was published; empty where that is the indicator */
    struct view key;    /* what the indicator is compared by: its code, else its plain name */
    struct period time; /* of period, by its shortest name; PERIOD_NONE where it is none */
    struct period base; /* of against; PERIOD_NONE where that is none */
    struct interval stands_for;
    bool in_table;   /* its text is the label of a cell, and has no figure */
    size_t order;    /* its place in the input */
    uint64_t when;   /* a number for time; the same for the same time */
    uint32_t series; /* a number for place, key and measure */
};

enum { FACT_LINE_MAX = 24 }; /* bytes for a number of a line */

/* The fact that a record gives; key and published are left to the caller. text is the column of
 * that name. Without a column measure it is a level, without source and line they are those of the
 * record itself. Its views point into the record and into line, which must stay as long as it is
 * used. */
struct fact fact_of(const struct rec *rec, const struct columns *c, size_t text,
                    char line[FACT_LINE_MAX]);

struct evidence; /* opaque */

struct evidence *evidence_new(void);

/* Takes one record; fields may be empty views for columns that are not there. All views but place
 * are to be set; region_code may be empty. False, and nothing is taken, where value or resolution
 * is no decimal. */
bool evidence_add(struct evidence *e, const struct fact *f, struct view region_code);

/* Ends the taking: sorts what is held, so that it can be searched. What is the same in all but its
 * line is held once, the first of them. */
void evidence_sort(struct evidence *e);

/* How many are held, and the nth of them in the order of the input. */
size_t evidence_count(const struct evidence *e);
const struct fact *evidence_at(const struct evidence *e, size_t nth);

/* The place of a fact that a search has found, below evidence_count: one of its own. */
size_t evidence_place(const struct evidence *e, const struct fact *f);

/* The facts that are like f but of this measure and period. Sets *count; NULL where there are none,
 * or more than EVIDENCE_MANY. */
const struct fact *evidence_find(const struct evidence *e, const struct fact *f,
                                 const char *measure, struct period time, size_t *count);

/* ... of another key. */
const struct fact *evidence_find_key(const struct evidence *e, const struct fact *f,
                                     struct view key, const char *measure, struct period time,
                                     size_t *count);

/* The facts that are like f, f itself among them. */
const struct fact *evidence_find_same(const struct evidence *e, const struct fact *f,
                                      size_t *count);

/* The facts that are like f but of this period and whatever item, by item; NULL where there are
 * none, or more than EVIDENCE_ITEMS. */
const struct fact *evidence_find_items(const struct evidence *e, const struct fact *f,
                                       struct period time, size_t *count);

/* Whether two statuses speak of the same world: what was, what is expected or what is aimed at. */
bool evidence_same_world(struct view a, struct view b);

void evidence_free(struct evidence *e);

#endif
