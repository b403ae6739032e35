/* Which of several figures for one observation is kept, and who agrees with it. */
#ifndef ZB_SETTLE_H
#define ZB_SETTLE_H

#include "agree.h"
#include "intern.h"
#include "rival.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A rival with its figure read; without one where it is withheld. */
struct candidate {
    const struct rival *rival;
    struct published figure;
    bool agrees; /* with the one that is kept */
};

/* Reads the rival's figure, which was found good before. c must be valid (zero-initialized or used
 * before); candidate_free ends it. */
void candidate_read(struct candidate *c, const struct rival *r);
void candidate_free(struct candidate *c);

/*
 * The index of the one that is kept: the best by precedence, or, of those that can be the same
 * number as it and are as final, the one that tells most (published_finer). What is withheld agrees
 * with nothing but what is withheld too. *best becomes the best
 * by precedence. Sets agrees: whether each can be the same number as the one that is kept.
 */
size_t settle(struct candidate *c, size_t n, const struct intern *releases, size_t *best);

/* How many different sources give the figures of those that agree; sources is how many there are
 * at all. */
uint64_t settle_sources(const struct candidate *c, size_t n, size_t sources);

#endif
