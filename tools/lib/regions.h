/*
 * Regions by name, from dict/regions.csv (zb-dict(5)): the divisions of GB/T 2260 with their codes,
 * as they are and as they were.
 *
 * A name is known where its whole key (label.h) is a full name (椒江区), a short name (椒江), a
 * code (331002), a path of such names (浙江省台州市椒江区), or 全市 and its like beneath a region
 * that is given. Which of several regions of one name is meant is decided by rules that cannot
 * guess: see regions_find.
 */
#ifndef ZB_REGIONS_H
#define ZB_REGIONS_H

#include "buf.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct regions; /* opaque */

/* A line of the dictionary: a region in the years in which it had this code and name. */
struct region {
    struct view code;            /* six digits; 000000 for the whole country */
    struct view name;            /* the full name */
    struct view shorts;          /* short names, separated by '|'; may be empty */
    struct view successor;       /* codes of what it became, separated by '|'; may be empty */
    const struct region *parent; /* NULL for the whole country */
    int from, to; /* years in which it began and ended; 0: before the dictionary, still there */
    const char *file;
    uint64_t line;
};

struct regions_query {
    struct view text;            /* as published */
    struct view code;            /* that the record gives beside it; empty for none */
    int year;                    /* that the figure is about; 0 where it is not known */
    const struct region *within; /* what the user said; may be NULL */
    const struct region *near;   /* what the stream spoke of before; may be NULL */
};

enum regions_result { REGION_FOUND, REGION_UNKNOWN, REGION_AMBIGUOUS };

/* An answer of regions_find; zeroed at first, used again, ended by regions_answer_free. */
struct regions_answer {
    const struct region *region;      /* where it was found */
    const struct region **candidates; /* owned: where it is ambiguous, or unknown for its scope */
    size_t count, cap;
    bool by_year, by_near; /* another year, another region before could give another answer */
    bool missing;          /* no region has such a name */
    const char *why;       /* how it was found, or why not; never NULL */
};

/* The built-in dictionary. The caller ends it with regions_free. */
struct regions *regions_new(void);

/* Whether the header is that of a region dictionary (column short). regions_read adds such a file,
 * given as text; its lines replace those of the same code and name. Ends the program with
 * STATUS_FAILED as dict_read_file does. file must outlive the regions. */
bool regions_takes(struct view text);
void regions_read(struct regions *d, const char *file, struct view text);

/* Indexes and checks all lines once they have been read: codes, years, parents and successors that
 * exist, no code with two names in one year. A line that contradicts another ends the program with
 * STATUS_FAILED and names both. */
void regions_check(struct regions *d);

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
enum regions_result regions_find(struct regions *d, const struct regions_query *q,
                                 struct regions_answer *a);
void regions_answer_free(struct regions_answer *a);

/* What became of the region: itself where it is still there, its only successor and so on from
 * there; NULL where it was divided or is gone without a successor. */
const struct region *regions_current(const struct regions *d, const struct region *r);

/* Appends the full path, 浙江省台州市椒江区. */
void regions_path(const struct region *r, struct buf *b);

/* The regions that are there now and whose names are most like the text, at most n; returns how
 * many. */
size_t regions_nearest(struct regions *d, struct view text, const struct region **nearest,
                       size_t n);

void regions_free(struct regions *d);

#endif
