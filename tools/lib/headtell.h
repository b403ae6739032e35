/* Columns whose heads would make their figures the same are told apart. */
#ifndef ZB_HEADTELL_H
#define ZB_HEADTELL_H

#include "period.h"
#include "tableheads.h"

#include <stdint.h>

/* Two columns that would be the same (年初预算, 调整预算): the later has its head as an item; of
 * two growths (增减, 增减%) one is the difference; 本月 beside 累计, with nothing but a year known,
 * has its head as an item. context is the time of the table. */
void headtell_apart(struct tableheads *hs, struct part *part, const struct period *context);

/* Says, with the line, which heads may mean differences or growth in percent: 比上年增减. */
void headtell_doubt(struct tableheads *hs, const struct part *part, uint64_t line);

#endif
