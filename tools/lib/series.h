/*
 * Series: the figures of one thing over time. One entry is held for each figure; its place is its
 * period, counted in months.
 */
#ifndef ZB_SERIES_H
#define ZB_SERIES_H

#include "agree.h"
#include "groups.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a series is known by, as columns of its key; further ones may follow. */
enum series_key {
    SERIES_REGION,
    SERIES_INDICATOR,
    SERIES_ITEM,
    SERIES_UNIT,
    SERIES_MEASURE,
    SERIES_WHOLE, /* against, of a share; else empty */
    SERIES_KEYS
};

/* Months, both included, as period_months of period.h counts them; 0, 0 for none. */
struct months {
    int first, last;
};

enum how { HOW_SAME, HOW_SUM, HOW_DIFFERENCE };

struct point;

enum { DERIVATION_INPUTS = 12 }; /* at most the months of a year */

/* What a figure was derived from. */
struct derivation {
    enum how how;
    size_t n;
    size_t leaves; /* published figures in it */
    const struct point *inputs[DERIVATION_INPUTS];
};

/* Many are held, so a figure whose digits fit 64 bits, as nearly all do, has no more room than
 * that. */
struct point {
    union {
        struct {
            int64_t value, resolution; /* short decimals of so many places */
        };
        struct published *figure; /* owned; where is_long */
    };
    struct months at, base;              /* base: what a growth or cagr is against */
    struct months reach;                 /* of all figures that are in it */
    const struct derivation *derivation; /* NULL where it was read */
    uint64_t line;                       /* where it was read; 0 where that is not known */
    uint32_t source;                     /* as a number of the caller */
    uint8_t value_places, resolution_places;
    uint8_t bound; /* bound_parse of bound.h */
    bool is_long : 1;
    bool provisional : 1;
    bool shortest : 1;  /* its period was written in the shortest form (span.h) */
    bool renamed : 1;   /* a figure in that form was derived from it */
    bool marked : 1;    /* it was read as a derived one */
    bool ambiguous : 1; /* figures that contradict each other were read */
};

/* Gives the point its figure, and what that owns. */
void point_set_figure(struct point *p, const struct published *figure);

/* The figure of the point. What it owns is the point's: it is to be read, and not to be freed. */
static inline struct published point_figure(const struct point *p)
{
    if (p->is_long)
        return *p->figure;
    return (struct published){.value = {.n = p->value, .places = p->value_places},
                              .resolution = {.n = p->resolution, .places = p->resolution_places},
                              .bound = p->bound};
}

/* Frees the figure of a point that was not added to a series. */
void point_free(struct point *p);

struct series {
    struct series *next;   /* in the order of their first figures */
    struct view *identity; /* the caller's; owned with the text that follows it */
    struct point **points; /* owned; sorted by at, then base */
    size_t count, cap;
    int *breaks; /* owned; first months of other definitions (breaks.h) */
    size_t break_count;
};

struct series_set; /* opaque */

/* more is how many columns of the key follow SERIES_KEYS. The caller ends it with series_free. */
struct series_set *series_new(size_t more);

/* The series with this key (SERIES_KEYS + more views); made where there was none. */
struct series *series_find(struct series_set *set, const struct view *key);

/* Puts the series behind those that series_first begins with, if it is not there; whether it was
 * not. */
bool series_list(struct series_set *set, struct series *s);
struct series *series_first(const struct series_set *set);

/* A column of its key. */
struct view series_key(const struct series_set *set, const struct series *s, size_t column);

/* The point of these months and base, or NULL. Good until the next series_add. */
struct point *series_at(const struct series *s, struct months at, struct months base);

/* The index of the first point that does not begin before this month. */
size_t series_from(const struct series *s, int first);

/*
 * Adds a point, whose figure then belongs to the series; its derivation is copied. Of two for the
 * same months and base the finer one stays, and one that was published rather than one that is
 * marked as derived; where two published ones can't be the same number the point becomes ambiguous,
 * and the answer is false.
 */
bool series_add(struct series_set *set, struct series *s, const struct point *new);

/* Adds the first month of another definition. */
void series_add_break(struct series *s, int month);

/* Whether a break lies between these months, so that their figures can't be compared. */
bool series_broken(const struct series *s, struct months reach);

void series_free(struct series_set *set);

#endif
