/* From a figure in its sentence to observations. */
#ifndef ZB_FIGURE_H
#define ZB_FIGURE_H

#include "scene.h"

#include <stddef.h>

/* Reads the figure at token i, with the list that it may begin; returns the token to go on at. */
size_t figure_read(struct scene *s, size_t i);

#endif
