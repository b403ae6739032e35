/* The names that go into records: what the phrase names, or what was named before. */
#ifndef ZB_NAMING_H
#define ZB_NAMING_H

#include "saying.h"
#include "scene.h"
#include "view.h"

/* Makes the names of the list: one for all in y->name, or one each in y->names. Sets y->own. */
void naming_make(struct scene *s, struct saying *y);

/* Remembers the name as the last that something was said of. */
void naming_remember(struct scene *s, struct view name);

/* Remembers what a sentence without figures starts with: 生产总值实现…目标。2005年达到… */
void naming_topic(struct scene *s);

#endif
