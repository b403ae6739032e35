/*
 * Which region a name means (toponym resolution).
 *
 * A name is known where its whole key (label.h) is a full name (椒江区), a short name (椒江), a
 * code (331002), a path of such names (浙江省台州市椒江区), or 全市 and its like beneath a region
 * that is given. Which of several regions of one name is meant is decided by rules that cannot
 * guess: see toponym_find.
 */
#ifndef ZB_TOPONYM_H
#define ZB_TOPONYM_H

#include "buf.h"
#include "regions.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

/* A name, and what is known of the place where it stands. */
struct toponym {
    struct view text;            /* as published */
    struct view code;            /* that the record gives beside it; empty for none */
    int year;                    /* that the figure is about; 0 where it is not known */
    const struct region *within; /* what the user said; may be NULL */
    const struct region *near;   /* what the stream spoke of before; may be NULL */
};

enum toponym_result { TOPONYM_FOUND, TOPONYM_UNKNOWN, TOPONYM_AMBIGUOUS };

/* An answer of toponym_find; zeroed at first, used again, ended by toponym_answer_free. */
struct toponym_answer {
    const struct region *region;      /* where it was found */
    const struct region **candidates; /* owned: where it is ambiguous, or unknown for its scope */
    size_t count, cap;
    bool by_year, by_near; /* another year, another region before could give another answer */
    bool missing;          /* no region has such a name */
    const char *why;       /* how it was found, or why not; never NULL */
    struct buf key;        /* owned: room to work in */
};

/*
 * Looks a name up.
 *
 * A full name goes before short names, both before a path. Of several regions that with the
 * record's own code counts, then those that were there in the year (without a year: that are there
 * now), then those beneath within, or within itself and what is above it. Provinces and prefectures
 * count outside of within too, counties only in its province, since there are many 城区 and 新华区.
 *
 * Where several are left, a province goes first (吉林), and what has all others beneath it (大理,
 * the prefecture). Else near decides: the only one that is beneath near, or else beneath what is
 * above near, up to its province; where that is none, the only one of the highest level; where that
 * is another, nobody can say.
 */
enum toponym_result toponym_find(const struct regions *d, const struct toponym *q,
                                 struct toponym_answer *a);
void toponym_answer_free(struct toponym_answer *a);

#endif
