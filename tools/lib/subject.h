/* What a figure is of: the noun before it, the thing behind it, something named earlier, or
 * nothing, so that it is no figure of the data set (zb-record(5), Naming). */
#ifndef ZB_SUBJECT_H
#define ZB_SUBJECT_H

#include "saying.h"
#include "scene.h"

#include <stdbool.h>

/* Finds what the quantities of y->list are of and sets y->p.name (empty: something named earlier).
 * Returns NULL, or why the figure is left. */
const char *subject_find(struct scene *s, struct saying *y);

/* Whether a number without a unit may be a figure. */
bool subject_of_bare(const struct scene *s, const struct saying *y);

#endif
