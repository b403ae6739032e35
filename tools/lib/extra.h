/*
 * What only some functions need of the figures of a group: those before and behind all others, the
 * smallest and the greatest, every value. Shared by figures.c and partial.c.
 */
#ifndef ZB_EXTRA_H
#define ZB_EXTRA_H

#include "buf.h"
#include "decimal.h"
#include "figures.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A figure and where it comes from, for first and last. */
struct place {
    bool set;
    uint8_t bound;
    uint32_t order;
    uint64_t line;
    size_t period_n; /* bytes of the period in text; the source follows it */
    struct buf text; /* never without memory where set */
    struct decimal value;
};

/* A value of a median. The few that do not fit are in big. */
struct value {
    int64_t n;
    uint32_t places;
    uint32_t big; /* index in extra.big + 1; 0 where n holds the value */
};

struct extra {
    struct decimal total; /* of a stock's mean: of all figures */
    struct decimal min, max;
    struct place first, last;
    struct value *values;
    size_t value_count, value_cap;
    struct decimal *big;
    size_t big_count;
};

static inline bool functions_have(unsigned functions, enum function f)
{
    return (functions & FUNCTION_BIT(f)) != 0;
}

/* Whether the mean is of other figures than the sum. */
static inline bool functions_need_total(unsigned functions)
{
    return (functions & (FIGURES_LATEST | FIGURES_SETTLED)) != 0 &&
           functions_have(functions, FUNCTION_SUM) && functions_have(functions, FUNCTION_MEAN);
}

/* Whether the state needs more than sums and counts. */
static inline bool functions_need_extra(unsigned functions)
{
    unsigned simple = FUNCTION_BIT(FUNCTION_SUM) | FUNCTION_BIT(FUNCTION_COUNT) |
                      FUNCTION_BIT(FUNCTION_MEAN) | FIGURES_LATEST | FIGURES_SETTLED;
    return (functions & ~simple) != 0 || functions_need_total(functions);
}

/* What the state has of these, made where there was nothing. */
struct extra *extra_of(struct figures *f);

/* Takes from where it is before (sign -1) or after (sign 1) what is there. */
void extra_choose_place(struct place *to, const struct place *from, int sign);

/* Takes from where it is less (sign -1) or greater (sign 1), and where it is the first. */
void extra_choose_value(struct decimal *to, const struct decimal *from, int sign, bool first);

void extra_add_value(struct extra *e, const struct decimal *d);

/* A value as a decimal that shares what it points to: not to be freed. */
struct decimal extra_value(const struct extra *e, const struct value *v);

void extra_sort_values(const struct extra *e);

/* Frees it with all that it owns. e may be NULL. */
void extra_free(struct extra *e);

#endif
