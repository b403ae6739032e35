/* Figures that are no quantities: places in an order, ratios, and figures in words (持平, 翻一番,
 * 七成, 百分之五). */
#ifndef ZB_FIGUREWORD_H
#define ZB_FIGUREWORD_H

#include "saying.h"
#include "scene.h"

#include <stddef.h>

/* Reads the word at token i, whose list and phrase are in y, to observations; returns the token to
 * go on at. */
size_t figureword_read(struct scene *s, size_t i, struct saying *y);

#endif
