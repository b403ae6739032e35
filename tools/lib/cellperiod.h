/* A time that stands alone in a cell or a head. */
#ifndef ZB_CELLPERIOD_H
#define ZB_CELLPERIOD_H

#include "period.h"
#include "rules.h"
#include "view.h"

#include <stdbool.h>

/* 2019, 2019年 and 2019年9月, without the rules, since wide tables have thousands of them. False
 * for other texts, *p then is untouched; that of all functions here. */
bool cellperiod_plain(struct view text, struct period *p);

/* A spreadsheet's serial number of a day (43709: 2019-09-01, counted from 1899-12-30) from 1954 to
 * 2064. */
bool cellperiod_serial(struct view text, struct period *p);

/* The whole text, in its uniform form, by the rules for such times: 201909, 9月, 前三季度. */
bool cellperiod_by_rule(struct rules *rules, struct view text, struct period *p);

#endif
