/* One line of text put together from the pieces of a document, with its white space made plain. */
#ifndef ZB_FLOW_H
#define ZB_FLOW_H

#include "buf.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

struct flow {
    struct buf *to;     /* where the line is added; not owned */
    size_t start;       /* where in it the line begins */
    bool keep_indent;   /* blanks of no-break kind and U+3000 at its start are part of it */
    bool keep_blanks;   /* all blanks but those at its end are part of it: a cell of a workbook */
    bool blank, broken; /* white space, a line end, that came and was not written yet */
    uint32_t last;      /* the last character, 0 at the start */
};

/* Begins a line at the end of `to`. */
struct flow flow_start(struct buf *to, bool keep_indent);

/*
 * Adds UTF-8 text. A run of white space becomes one blank, or nothing at the start and the end of
 * the line, or where it has a line end and lies between two Chinese characters: those are written
 * without blanks, and a line end in the source is not meant as one (CSS Text 3, 4.1.3). Characters
 * without width and controls are left out, so that none cuts a number.
 */
void flow_text(struct flow *f, struct view text);

/* A line end inside the line, as <br> in a cell. */
void flow_break(struct flow *f);

/* Ends the line and returns its length in bytes; blanks and U+3000 at its end are taken away. */
size_t flow_end(struct flow *f);

#endif
