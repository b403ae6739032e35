/*
 * Rivals: the different figures that sources and releases give for one observation, each kept with
 * the row that it would be written as.
 */
#ifndef ZB_RIVAL_H
#define ZB_RIVAL_H

#include "arena.h"
#include "intern.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A further source of a rival's figure. */
struct origin {
    struct origin *next;
    uint32_t source, weight;
};

/* A place in a rival's row. */
struct piece_of_row {
    uint32_t at, n;
};

struct rival {
    struct rival *next;
    struct origin *origins; /* sources other than its own that give the same */
    const char *file;       /* of the input */
    uint64_t line;
    uint64_t order;                 /* of the record in the input */
    uint64_t records;               /* that gave this figure */
    uint32_t source, release, unit; /* as numbers of the caller */
    uint32_t rank;                  /* of the source: 0 is believed first */
    uint32_t weight;                /* how many sources its own record stands for */
    uint8_t bound;                  /* bound_parse of bound.h */
    bool provisional, derived;
    bool withheld; /* it has no figure: columns_is_withheld of columns.h */
    struct piece_of_row value, resolution;
    struct piece_of_row sources; /* where the number of sources belongs, at the end where
                                    there is no column for it */
    uint32_t n, cap;             /* bytes of the row, and those that there are for it */
};

/* The row, which lies behind the rival. */
static inline char *rival_text(const struct rival *r)
{
    return (char *)(r + 1);
}

/* Why one rival is believed before another. */
enum why { WHY_FIGURE, WHY_PUBLISHED, WHY_SOURCE, WHY_FINAL, WHY_RELEASE, WHY_ORDER, WHY_FINER };

/*
 * Whether a is believed before b: any figure before a withheld one, a published figure before a
 * derived one, then by rank of the source, a final figure before a provisional one, the later
 * release, the later record. why (may be NULL) becomes what decided.
 */
bool rival_before(const struct rival *a, const struct rival *b, const struct intern *releases,
                  enum why *why);

/* In words that follow "kept": "final", "a later release" ... */
const char *why_text(enum why why);

/* Has memory get the list's first rival ready, for a rivals_add that comes soon. NULL is no list.
 */
void rivals_fetch(const struct rival *list);

/*
 * Adds a figure to the list. One that is there already with the same digits, bound, unit and
 * finality becomes one rival with it: that of the better source or later release, else the first,
 * which then counts as if it came where the last one did.
 * new describes the figure and its row but for n and cap. All that the list consists of lies in the
 * arena.
 */
void rivals_add(struct rival **list, struct arena *arena, const struct rival *new, struct view text,
                const struct intern *releases);

/* The bytes of a place in the row. */
struct view rival_piece(const struct rival *r, struct piece_of_row piece);

#endif
