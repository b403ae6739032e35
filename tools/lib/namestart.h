/* Where the name of what is measured starts in the words before a figure. */
#ifndef ZB_NAMESTART_H
#define ZB_NAMESTART_H

#include "phrase.h"
#include "rules.h"
#include "token.h"
#include "view.h"

#include <stddef.h>
#include <stdint.h>

/* The first token of the name in [low, high): after a time, a verb that something was made from, or
 * whatever else ends the words before it. depth is that of the figure's brackets. Sets *scope to
 * who did it (第二产业|实现|增加值), if that is part of the name. */
size_t namestart_find(const struct tokens *ts, struct rules *rules, struct view text, size_t low,
                      size_t high, uint16_t depth, struct stretch *scope);

/* Where the name goes on behind 等, which ends a list (X、Y等Z names Z) but is also a part of words
 * (高等教育); start where there is none. */
uint32_t namestart_behind_etc(struct rules *rules, struct view text, uint32_t start, uint32_t end);

#endif
