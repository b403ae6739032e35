/*
 * Indicators by name, from dict/indicators.csv and dict/affixes.csv (zb-dict(5)): their code, their
 * canonical name, what they are measured in and whether they add up.
 *
 * A name is known where its whole key (label.h) is that of a name or an alias; else where it is
 * once an affix is taken off. Nothing is ever guessed.
 */
#ifndef ZB_INDICATORS_H
#define ZB_INDICATORS_H

#include "buf.h"
#include "dict.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

struct indicators; /* opaque */

/* A line of the dictionary. */
struct indicator {
    struct view code, name;
    struct view unit;   /* dimensions of its figures (units.csv), separated by '|'; may be empty */
    struct view kind;   /* flow, stock, rate, index or price */
    struct view parent; /* code, or empty */
    struct view breakdown;      /* what the parent is broken down by here, or empty */
    bool sums;                  /* all lines of this parent and breakdown together are the parent */
    const struct dict_row *row; /* where it was first given; its first two fields: code, name */
};

/* An answer of indicators_find. */
struct indicator_match {
    const struct indicator *indicator;
    struct buf code, name; /* owned: the indicator's, and what an affix adds to them */
    struct view kind;      /* the affix's if it says one, else the indicator's */
    struct buf why;        /* owned: how it was found, for --explain */
};

/* The built-in dictionaries. The caller ends them with indicators_free. */
struct indicators *indicators_new(void);

/*
 * Whether the header is that of an indicator dictionary (column aliases) or of affixes (column
 * place). indicators_read adds such a file, given as text: a line of a code that is known changes
 * what its cells say, and its names lead to the code as well as those that were there. Ends the
 * program with STATUS_FAILED as dict_read_file does. file must outlive the indicators.
 */
bool indicators_takes(struct view text);
void indicators_read(struct indicators *d, const char *file, struct view text);

/* Indexes and checks all lines once they have been read: codes, kinds, parents, and that no name
 * leads to two codes. A line that contradicts another ends the program with STATUS_FAILED and names
 * both. */
void indicators_check(struct indicators *d);

/* Looks a published name up. True: m, zeroed at first, is filled; it can be used again and is ended
 * by indicator_match_free. */
bool indicators_find(struct indicators *d, struct view published, struct indicator_match *m);
void indicator_match_free(struct indicator_match *m);

/* The indicators whose names are most like the published one, at most n; returns how many. */
size_t indicators_nearest(struct indicators *d, struct view published,
                          const struct indicator **nearest, size_t n);

/* All of them, in the order of their lines. */
size_t indicators_count(const struct indicators *d);
const struct indicator *indicators_at(const struct indicators *d, size_t i);

void indicators_free(struct indicators *d);

#endif
