/* What zb-merge says of figures for one thing that can't be the same number, or not be compared. */
#ifndef ZB_DISPUTE_H
#define ZB_DISPUTE_H

#include "columns.h"
#include "intern.h"
#include "precedence.h"
#include "rec.h"
#include "rival.h"
#include "settle.h"
#include "units.h"

#include <stdbool.h>

/* What it takes to say it; nothing is owned. */
struct disputes {
    const struct rec_reader *reader; /* of the rows that the rivals hold */
    const struct columns *in;
    const struct intern *sources, *releases, *units; /* numbered as in the rivals */
    struct units *dictionary;
    const struct precedence *precedence; /* NULL where no list was given */
    bool is_releases;                    /* the files are releases of one source */
};

/* Writes the two to the file of conflicts (conflict.h): as withheld where the other is, as derived
 * where one of them is, as a revision where both come from one source, else as a conflict. */
void dispute_write(const struct disputes *d, const struct candidate *kept,
                   const struct candidate *other);

/* Says on stderr why one was kept and not the other; best is the best by precedence, which may be
 * another than the kept one. */
void dispute_explain(const struct disputes *d, const struct candidate *kept,
                     const struct candidate *best, const struct candidate *other);

/* Reports (tally.h) figures for the same thing in units that zb-units would have made one, or of
 * which one has no unit. */
void dispute_units(const struct disputes *d, const struct rival *a, const struct rival *b);

#endif
