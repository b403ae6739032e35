/* The file of --conflicts: two figures for one observation that cannot be the same number, a record
 * each. */
#ifndef ZB_CONFLICT_H
#define ZB_CONFLICT_H

#include "agree.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

enum { CONFLICT_KEYS = 7, CONFLICT_SIDE = 7, CONFLICT_PLACES = 6 };

/* The columns of the key, in the order of conflict_write's labels: region, indicator, item, period,
 * measure, against, unit; those of a side: value, bound, status, resolution, source, line, and how
 * many sources say so. */
extern const char *const conflict_keys[CONFLICT_KEYS];
extern const char *const conflict_side[CONFLICT_SIDE];

/* One of the two figures. */
struct side {
    struct view fields[CONFLICT_SIDE];
    const struct published *figure; /* NULL where it is withheld */
};

/* Creates the file with its header. name must outlive the run; NULL: conflicts are only counted. */
void conflict_open(const char *name);

/* Counts one more conflict; whether conflict_write shall be called for it. */
bool conflict_wanted(void);

/*
 * Writes a record: the key, the kept figure, then kind, the other figure in columns other_*, the
 * exact difference (other less kept), and relative: that in percent of the kept figure, rounded to
 * CONFLICT_PLACES places, empty where that is 0. Both are empty where the other is withheld.
 */
void conflict_write(const char *kind, const struct view *labels, const struct side *kept,
                    const struct side *other);

/* How many there were. */
uint64_t conflict_count(void);

/* Closes the file, checked. Without a file reports how many conflicts there were, if any. */
void conflict_close(void);

#endif
