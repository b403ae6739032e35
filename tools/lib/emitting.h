/* From what is said of a figure to the observation that is delivered. */
#ifndef ZB_EMITTING_H
#define ZB_EMITTING_H

#include "saying.h"
#include "scene.h"
#include "view.h"

#include <stddef.h>

/* Delivers figure k of the list under that name, with all else that y says, and explains it where
 * that is wanted. */
void emitting_emit(struct scene *s, struct saying *y, size_t k, struct view name);

#endif
