/* Files that are no text, by how they begin. */
#ifndef ZB_MAGIC_H
#define ZB_MAGIC_H

#include "view.h"

#include <stdbool.h>

/* Whether the start of a file (4 KiB are plenty) is that of an archive, an office document, an
 * image and so on, or of UTF-32; *what says which ("an xlsx workbook"), *opener what opens it. */
bool magic_find(struct view text, const char **what, const char **opener);

/*
 * For a filter that reads UTF-8: ends the program with STATUS_FAILED where the start of a file is
 * that of something else, of which UTF-16 and HTML are two more kinds, and says what opens it.
 * wanted is what the filter reads ("CSV"). Returns whether the start is so short that more of it
 * could still show that; 80 bytes never are.
 */
bool magic_refuse(const char *file, struct view start, const char *wanted);

#endif
