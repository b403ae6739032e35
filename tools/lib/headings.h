/* The headings of a document, and what they say of what stands under them. */
#ifndef ZB_HEADINGS_H
#define ZB_HEADINGS_H

#include "document.h"
#include "period.h"
#include "scene.h"

#include <stdbool.h>

/* The document, its parts without a number, and three depths of headings. */
enum { HEADING_DEPTHS = 5 };

struct section {
    struct period period;
    struct period span; /* a span that it names beside another time */
    int status;         /* as scene.status */
};

struct headings {
    struct section section[HEADING_DEPTHS];
    int depth; /* of the heading in force */
};

/* Begins with the document's own time. */
void headings_start(struct headings *h, const struct document *doc);

/* What is in force. */
static inline const struct section *headings_section(const struct headings *h)
{
    return &h->section[h->depth];
}

/*
 * Whether the line of the scene is a heading and nothing else, which is then in force: short,
 * without a full stop, and marked as one or naming a time and what was done in it. 这是…的五年。
 * alone in its line opens a section too.
 */
bool headings_read(struct headings *h, const struct scene *s);

#endif
