/* The path of an item: its steps from the whole to the part, with / between (zb-record(5)). */
#ifndef ZB_ITEMPATH_H
#define ZB_ITEMPATH_H

#include "buf.h"
#include "view.h"

/* Adds a step behind those that are there; an empty one is none. */
static inline void itempath_add(struct buf *path, struct view step)
{
    if (path->n > 0 && step.n > 0)
        buf_add_char(path, '/');
    buf_add_view(path, step);
}

#endif
