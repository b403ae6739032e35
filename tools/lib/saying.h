/* What is said of the figures of a list: measure, time, base, bound, status, by zb-record(5). */
#ifndef ZB_SAYING_H
#define ZB_SAYING_H

#include "buf.h"
#include "name.h"
#include "period.h"
#include "phrase.h"
#include "right.h"
#include "scene.h"
#include "token.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

/* What is said of the figures of a list, beside their values. */
struct saying {
    struct phrase p;
    struct right right;
    struct list list;
    const char *measure;
    struct period period;
    bool estimate;      /* 预计 stands in the clause */
    bool compared;      /* 高于全国(3.8%): what the place in front of the bracket has */
    bool share_of_noun; /* 90%的行政村 */
    struct buf name;    /* one for all, where they share one */
    struct names names; /* one each, where they do not */
    bool own;           /* the phrase names what is measured */
    bool own_rate;      /* what changes is itself a yearly mean: 年均增速提高2个百分点 */
    struct buf against, value, unit;
};

/* One of which nothing is said yet, in memory of the scene; saying_end gives that back. */
struct saying saying_begin(struct scene *s);
void saying_end(struct scene *s, struct saying *y);

/* The unit of a quantity as it is to be given (万元), made in *unit. */
struct view saying_unit(const struct scene *s, const struct token *t, struct buf *unit);

/* Whether the phrase says something of a name that was given before; counts: the unit counts
 * things. */
bool saying_needs_name(const struct phrase *p, bool counts);

/* The measure of the quantity t, from its unit and what is said. May take 增速 and the like off the
 * name. */
const char *saying_measure(const struct scene *s, struct saying *y, const struct token *t);

/* The time of the figure at token i; y->measure must be set. */
struct period saying_period(const struct scene *s, const struct saying *y, size_t i);

/* The time of a figure that something rose from: the start of what the other figure's time spans.
 */
struct period saying_from(const struct scene *s, const struct saying *y, size_t i);

/* Sets y->against; measure and period must be set. */
void saying_against(const struct scene *s, struct saying *y);

/* The status, as text. */
const char *saying_status(const struct scene *s, const struct saying *y);

/* Sets y->value to the digits of the quantity, signed by the verb. */
void saying_value(const struct scene *s, struct saying *y, const struct token *t);

/* The bound of figure k of the list, empty for none. */
struct view saying_bound(const struct scene *s, const struct saying *y, size_t k);

#endif
