/* Which place a figure is of: the document's own, or another one that is spoken of. */
#ifndef ZB_PLACE_H
#define ZB_PLACE_H

#include "phrase.h"
#include "scene.h"

#include <stdbool.h>
#include <stddef.h>

/* Sets the place of the scene for the figure at token i, whose phrase is p: 全国粮食产量增长1.2%. A
 * figure without a name of its own is of the place that was spoken of. */
void place_find(struct scene *s, const struct phrase *p, size_t i);

/* Whether the figure at token i stands alone in brackets behind a place that something is compared
 * with: 高于全国(3.8%)11.0个百分点. Sets the place of the scene to that, and *growth to whether the
 * comparison is one of growths. Where it is another quantity, appends that to the name instead. */
bool place_before_bracket(struct scene *s, size_t i, bool *growth, struct buf *name);

#endif
