/* The column bound: on which side of what is written the true figure lies. */
#ifndef ZB_BOUND_H
#define ZB_BOUND_H

#include "view.h"

#include <stdint.h>

/* Sets of bounds: 约, 超, 以上, 不足, 以下. */
enum { BOUND_APPROX = 1, BOUND_GT = 2, BOUND_GE = 4, BOUND_LT = 8, BOUND_LE = 16 };

/* Those that the true figure is above, and below. */
enum { BOUND_UP = BOUND_GT | BOUND_GE, BOUND_DOWN = BOUND_LT | BOUND_LE };

/* A column bound as a set of one, or empty; an unknown word is taken as approx. */
uint8_t bound_parse(struct view text);

/* The word for a set of one, "" for an empty one. */
const char *bound_name(uint8_t bound);

#endif
