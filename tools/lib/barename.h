/* A name as it goes into records: without the document's own place, remarks and tails that are no
 * part of it. */
#ifndef ZB_BARENAME_H
#define ZB_BARENAME_H

#include "buf.h"
#include "phrase.h"
#include "scene.h"

#include <stddef.h>

/* Appends the name in a stretch, without the document's own place before it. */
void barename_add(const struct scene *s, struct stretch at, struct buf *name);

/* Takes the document's own place off the front of the name from start on. */
void barename_drop_place(const struct scene *s, struct buf *name, size_t start);

#endif
