/*
 * What is kept of the figures of a group: enough for sum, count, mean, min, max, first, last and
 * median.
 *
 * Any order of adding and any way of splitting the figures over several states and merging these
 * gives the same: first and last go by period, source and line, not by arrival, and everything is
 * exact until it is printed.
 */
#ifndef ZB_FIGURES_H
#define ZB_FIGURES_H

#include "bound.h"
#include "buf.h"
#include "decimal.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

enum function {
    FUNCTION_SUM,
    FUNCTION_COUNT,
    FUNCTION_MEAN,
    FUNCTION_MIN,
    FUNCTION_MAX,
    FUNCTION_FIRST,
    FUNCTION_LAST,
    FUNCTION_MEDIAN, /* holds every value */
    FUNCTIONS
};

/* A set of functions: bit i for enum function i. With FIGURES_LATEST in it only the figures of the
 * latest period make the sum, as it is right for a stock; the other functions take all figures. */
#define FUNCTION_BIT(f) (1u << (f))
#define FIGURES_LATEST FUNCTION_BIT(FUNCTIONS)
/* In the set of states that went through figures_settle. */
#define FIGURES_SETTLED FUNCTION_BIT(FUNCTIONS + 1)

/* Name of a function; false for another. */
bool function_parse(struct view name, enum function *f);
const char *function_name(enum function f);

/* A record's figure. Nothing in it is owned but the decimals, which the caller frees. */
struct figure {
    struct decimal value, resolution;
    uint8_t bound;  /* of bound_parse */
    uint32_t order; /* of its period (rollup.h) */
    struct view period, source;
    uint64_t line;
};

struct extra;

/* The state of a group; zero-initialized is that of no figures. */
struct figures {
    struct decimal sum;
    struct decimal resolution; /* the sum of those of what is in sum; without a sum: the greatest */
    uint64_t count;
    struct extra *extra;        /* owned; what only some functions need */
    uint32_t latest;            /* order of the period that the sum is of, for FIGURES_LATEST */
    uint16_t covers;            /* of rollup.h, for the caller */
    uint8_t bounds, sum_bounds; /* sets: of all figures, of those in the sum */
    uint8_t tag;                /* for the caller */
    bool stock;                 /* for the caller */
};

/* Adds one figure. functions is the same set in all calls for a state. */
void figures_add(struct figures *f, unsigned functions, const struct figure *figure);

/* to += from. */
void figures_merge(struct figures *to, unsigned functions, const struct figures *from);

/* Makes the sum of a state final, so that it can be merged with states whose sums are of other
 * periods; functions is then the set without FIGURES_LATEST and with FIGURES_SETTLED. */
void figures_settle(struct figures *f, unsigned functions);

/* Appends the result of one function. A mean is rounded once, half up, to DECIMAL_EXTRA_PLACES more
 * places than the figures have; a median between two figures has one more place where it needs it.
 */
void figures_result(const struct figures *f, unsigned functions, enum function function,
                    struct buf *out);

/* The bound that holds for all results of the set: every one of the functions can only grow when a
 * figure does. "" where all figures are exact. */
const char *figures_bound(const struct figures *f, unsigned functions);

/* Appends the resolution that holds for all results of the set: half of it is the most that
 * rounding of the figures can hide. It is the sum of their resolutions where a sum is asked for,
 * else the greatest. */
void figures_resolution(const struct figures *f, unsigned functions, struct buf *out);

/* Frees what the state owns; it is that of no figures again. */
void figures_free(struct figures *f);

#endif
