/*
 * The gazetteer of dict/regions.csv (zb-dict(5)): the divisions of GB/T 2260 with their codes, as
 * they are and as they were. toponym.h tells which of them a name means.
 */
#ifndef ZB_REGIONS_H
#define ZB_REGIONS_H

#include "buf.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct regions; /* opaque */

enum { REGION_DIGITS = 6 }; /* of a code */

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

/* How large a region is, by its code. */
enum region_level { LEVEL_COUNTRY, LEVEL_PROVINCE, LEVEL_PREFECTURE, LEVEL_COUNTY };
enum region_level region_level(const struct region *r);

/* Whether r is beneath the region, or it itself. */
bool region_is_in(const struct region *r, const struct region *region);

/* What a key (label.h) can be. */
enum region_key { REGION_BY_CODE, REGION_BY_NAME, REGION_BY_SHORT, REGION_KEYS };

#define REGIONS_FIRST (UINT32_MAX - 1)

/* The lines that have the key, one with each call until NULL: *entry is REGIONS_FIRST at first, and
 * then tells where the search is. */
const struct region *regions_with(const struct regions *d, enum region_key by, struct view key,
                                  uint32_t *entry);

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
