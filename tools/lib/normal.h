/*
 * One line of a document made uniform for reading: full-width forms to ASCII, one kind of quotation
 * marks, dashes and ratio signs, no blanks between Chinese characters, no footnote marks. Each byte
 * knows where it came from, so that names and clauses can be given as published.
 */
#ifndef ZB_NORMAL_H
#define ZB_NORMAL_H

#include "buf.h"
#include "view.h"

#include <stddef.h>
#include <stdint.h>

struct normal {
    struct view source; /* the line as it came; not owned */
    struct buf text;    /* valid UTF-8 */
    uint32_t *origin;   /* for each byte of text, and once more for its end: offset in source */
    size_t cap;
    struct spot *spots; /* scratch */
    size_t spot_cap;
};

/* Fills n from the line, or from lines that were broken for their length, which must stay as long
 * as n is used. Invalid bytes become U+FFFD; returns how many there were. */
size_t normal_line(struct normal *n, struct view line);

/* Bytes [start, end) of the text as they were published. */
struct view normal_source(const struct normal *n, size_t start, size_t end);

/* Appends bytes [start, end) as published, but without quotation marks, blanks between characters
 * and footnote marks: the form in which names are given. */
void normal_name(const struct normal *n, size_t start, size_t end, struct buf *name);

void normal_free(struct normal *n);

#endif
