/* A unit as the heads and cells of a table write it. */
#ifndef ZB_CELLUNIT_H
#define ZB_CELLUNIT_H

#include "units.h"
#include "view.h"

#include <stdbool.h>

/*
 * The unit that the whole text, in its uniform form, is: without 单位: and ± before it; of 亿元、%
 * the first, since rates say theirs themselves. False where it is none or names several amounts
 * (亿元、万人); *unit then is untouched. It points into the text.
 */
bool cellunit_read(struct units *units, struct view text, struct view *unit);

#endif
