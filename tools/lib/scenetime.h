/* The times of a sentence: which its figures are of, and which they are measured against. */
#ifndef ZB_SCENETIME_H
#define ZB_SCENETIME_H

#include "period.h"
#include "scene.h"
#include "token.h"

#include <stddef.h>

/* The time of the CLASS_PERIOD or CLASS_PLAN token i, where context is the nearest time before it:
 * PERIOD_NONE for that of the document. PERIOD_NONE where it can't be told. */
struct period scenetime_read(const struct scene *s, size_t i, struct period context);

/* The first time in the tokens [start, end) that nothing is measured against, or PERIOD_NONE. */
struct period scenetime_first(const struct scene *s, size_t start, size_t end);

/* Takes the time at token i of the sentence into the scene: as the time of what follows, as the
 * start of a span, or as what it is measured against, which is then noted in the token too. ts are
 * the tokens of the scene. */
void scenetime_take(struct scene *s, struct tokens *ts, size_t i);

#endif
