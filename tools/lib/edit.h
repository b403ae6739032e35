/* A text that pieces are cut out of until a name is left. */
#ifndef ZB_EDIT_H
#define ZB_EDIT_H

#include "buf.h"
#include "normal.h"
#include "view.h"

#include <stddef.h>
#include <stdint.h>

struct edit { /* zero-initialized is empty */
    struct buf text;
    uint32_t *origin; /* owned; for each byte, and once more for the end: offset in the source */
    size_t cap;
};

/* Begins with the uniform form of a text, which is copied. */
void edit_begin(struct edit *e, const struct normal *n);

/* Cuts bytes [start, end). */
void edit_cut(struct edit *e, size_t start, size_t end);

/* Cuts marks that nothing stands before or behind any more. */
void edit_trim(struct edit *e);

/* Appends what is left, as published in source but for blanks and quotation marks. */
void edit_name(const struct edit *e, struct view source, struct buf *name);

void edit_free(struct edit *e);

#endif
