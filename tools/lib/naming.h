/* The names that go into records: without the document's own place, dealt out over lists, carried
 * over from what was named before. */
#ifndef ZB_NAMING_H
#define ZB_NAMING_H

#include "buf.h"
#include "phrase.h"
#include "saying.h"
#include "scene.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends the name in a stretch, without the document's own place before it. */
void naming_add(const struct scene *s, struct stretch at, struct buf *name);

/* Makes the names of the list: one for all in y->name, or one each in y->names. Sets y->own. */
void naming_make(struct scene *s, struct saying *y);

/* Puts each of the names that the phrase lists into y->names; false where it lists none. */
bool naming_list(struct scene *s, struct saying *y);

/* Remembers the name as the last that something was said of. */
void naming_remember(struct scene *s, struct view name);

/* Remembers what a sentence without figures starts with: 生产总值实现…目标。2005年达到… */
void naming_topic(struct scene *s);

#endif
