/*
 * The result of an aggregation: its groups, and how they are written, as records or as a partial
 * result that can be read again.
 *
 * A partial result has one row for each group, or several of them: the key's columns, then those of
 * figures.h. Between the columns of the key that the result shows and those that it hides stands
 * one without content, whose name tells what else must be known:
 * agg:1:SHOWN+HIDDEN:FUNCTIONS:PERIOD:part:bound: resolution, the last three empty where the result
 * lacks them. 1 is the version of the format.
 */
#ifndef ZB_SUMMARY_H
#define ZB_SUMMARY_H

#include "figures.h"
#include "groups.h"
#include "out.h"
#include "rec.h"
#include "rollup.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct summary {
    struct view *names; /* owned array: columns of the key, those that are shown first */
    size_t key_count, shown_count;
    enum function order[FUNCTIONS]; /* the functions as they were asked for */
    size_t order_count;
    unsigned functions;    /* the same as a set (figures.h) */
    enum rollup_to target; /* what periods are rolled up to */
    bool has_part;         /* the last column that is shown is rollup.h's part */
    bool has_bound, has_resolution;
    struct groups *groups; /* owned; states are struct figures */
    uint64_t records;      /* in the groups */
};

/* Sets the functions from a list separated by commas; ends the program with STATUS_FAILED on
 * another. */
void summary_functions(struct summary *s, const char *list);

/* Takes the next name off a list separated by commas; false at its end. list starts as the whole.
 */
bool summary_next_name(struct view *list, struct view *name);

/* How many of the functions give a figure, as count does not. */
size_t summary_figures(const struct summary *s);

/* Adds a column to the key. Those that are shown come first; the caller counts them. */
void summary_add_key(struct summary *s, struct view name);

/* The set of functions for this group: of a stock the sum is of its latest period. */
unsigned summary_functions_of(const struct summary *s, const struct figures *f);

/* Writes the header of the result and flushes it. */
void summary_header(const struct summary *s, struct out *o, bool partial);

/* Writes the result, sorted by key in byte order. Groups that differ only in hidden columns become
 * one. */
void summary_write(const struct summary *s, struct out *o, bool partial);

/* Fills an empty summary from partial results; ends the program with STATUS_FAILED on an input that
 * is none or is damaged, since a sum without one part would be wrong. The names point into the
 * reader. */
void summary_open_partial(struct summary *s, const struct rec_reader *r, const char *file);
void summary_read_partial(struct summary *s, struct rec_reader *r);

/* Ends the program with STATUS_FAILED where options that were given again say something else than
 * the parts; NULL and ROLLUP_ALL where one was not given. */
void summary_check(const struct summary *s, const char *by, const char *functions,
                   enum rollup_to to);

void summary_free(struct summary *s);

#endif
