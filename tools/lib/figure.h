/* From a figure in its sentence to observations: its name, kind, time, base, bound and status. */
#ifndef ZB_FIGURE_H
#define ZB_FIGURE_H

#include "buf.h"
#include "document.h"
#include "name.h"
#include "normal.h"
#include "period.h"
#include "reading.h"
#include "rules.h"
#include "token.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is known where a figure stands. */
struct scene {
    /* the document and its line; not owned */
    struct rules *rules;
    const struct document *doc;
    const char *file;
    uint64_t line;
    bool explain;
    reading_emit *emit;
    void *data;
    const struct normal *normal;
    const struct tokens *tokens;
    struct view text; /* the normal line's */

    /* what the sentence says before the figure */
    size_t start, end;       /* its tokens */
    size_t low;              /* first token that is not part of an earlier figure's statement */
    struct period time;      /* nearest time before, or inherited */
    bool own;                /* ... in this sentence, not inherited */
    struct period span;      /* nearest span of years, for yearly means; PERIOD_NONE if there is none */
    struct period from;      /* the time of the figure that something rose from */
    int status;              /* of the section: -1 what was done, 1 what is aimed at, 0 unknown */
    bool provisional;        /* said of the sentence */
    bool target;             /* a cue stood before */
    size_t estimated;        /* the last figure that was said to be an estimate; 0 for none */
    bool yielding;           /* the last count was of what stood behind it */

    /* names, owned by whoever made the scene */
    struct buf current;      /* the last name that something was said of */
    struct buf parent;       /* the total before 其中 */
    struct names subjects;   /* names of the sentence in order */
    size_t group;            /* how many of them came from one list */
};

/* Remembers what a sentence without figures starts with: 生产总值实现…目标。2005年达到… */
void figure_topic(struct scene *s);

/* Reads the figure at token i, with the list that it may begin; returns the token to go on at. */
size_t figure_read(struct scene *s, size_t i);

#endif
