/* Quantities of sentences: a number, its scale and its unit, as 12.5|万|元. */
#ifndef ZB_QUANTITY_H
#define ZB_QUANTITY_H

#include "buf.h"
#include "rules.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What kind of number the unit says that it is: form= of its rule. */
enum unit_kind {
    UNIT_AMOUNT,
    UNIT_SHARE, /* %, ‰, 成 */
    UNIT_POINT, /* 个百分点: a difference of shares */
    UNIT_TIMES, /* 倍, 番 */
};

struct quantity {
    uint32_t value_start, value_end; /* digits, point, thousands commas */
    uint32_t rest_start, rest_end;   /* 3038 of 108亿3038万元; empty if equal */
    uint32_t rest_places;            /* ... and how many places of the scale before it fill */
    bool has_sign, negative;         /* a sign stood before it; a minus */
    bool more;                       /* 多, 余: the true value is higher */
    uint32_t scale_start, scale_end; /* 万 in 万元; empty if equal */
    uint32_t unit_start, unit_end;   /* 元 in 万元; empty if equal */
    enum class unit_class; /* CLASS_UNIT, _COUNT, _HEADS, _SPAN; CLASS_NONE without a unit */
    enum unit_kind unit_kind;
    bool borrowed; /* the unit is that of a later number of the same list */
};

/* Length of the number at i, which starts with a digit: digits with thousands commas, a point,
 * digits. */
size_t quantity_number(struct view v, size_t i);

/* Reads the quantity whose number starts at i into q; returns where it ends. One in more pieces
 * than are known (3千2百, 2亿3千5百万) has neither scale nor unit, and so is no figure. */
size_t quantity_read(struct quantity *q, struct rules *rules, struct view v, size_t i);

/* Appends the digits of a quantity: with a point, without thousands commas, what follows its scale
 * as places behind the point (108亿3038万元: 108.3038). */
void quantity_digits(const struct quantity *q, struct view text, struct buf *digits);

#endif
