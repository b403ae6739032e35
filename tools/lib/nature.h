/* What may be done with the figures of an indicator: whether they add up over time, and whether a
 * quotient of two of them is a growth. */
#ifndef ZB_NATURE_H
#define ZB_NATURE_H

#include "buf.h"
#include "view.h"

#include <stdbool.h>

struct natures; /* opaque */

struct nature {
    bool flow;  /* figures of parts of a period add up to that of the whole */
    bool stock; /* the figure of a period is that of its end */
    bool grows; /* one divided by another tells by what percent it grew */
};

/* Reads the dictionaries indicators.csv, kinds.csv and units.csv. The caller ends it with
 * natures_free. */
struct natures *natures_new(void);

/* Adds a user's file in the form of kinds.csv. file must outlive n. */
void natures_read(struct natures *n, const char *file);

/* To be called once all have been read: ends the program with STATUS_FAILED on a wrong line. */
void natures_check(struct natures *n);

/*
 * The nature of figures of the indicator in a unit. kind is what a column of that name says (flow,
 * stock, rate, index, price); where it says nothing the dictionaries do (kind.h). Appends to why
 * (may be NULL) what decided, for --explain.
 *
 * Only figures in units that add (units.csv) are flows and stocks. Of rates those have a growth
 * that are amounts by something (人均, 亩均, prices), not percentages, ranks, points or degrees,
 * and no index does.
 */
struct nature nature_find(struct natures *n, struct view indicator, struct view kind,
                          struct view unit, struct buf *why);

/*
 * What the indicator is part of, by indicators.csv: code and canonical name of its parent. False
 * where it is unknown, has no parent, or is a rate. Good until natures_free.
 */
bool nature_parent(struct natures *n, struct view indicator, struct view *code, struct view *name);

/* Code and canonical name of an indicator; false where it is unknown. */
bool nature_names(struct natures *n, struct view indicator, struct view *code, struct view *name);

void natures_free(struct natures *n);

#endif
