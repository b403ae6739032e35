/* Files that are no text, by how they begin. */
#ifndef ZB_MAGIC_H
#define ZB_MAGIC_H

#include "view.h"

#include <stdbool.h>

/* Whether the start of a file (4 KiB are plenty) is that of an archive, an office document, an
 * image and so on, or of UTF-32; *what says which ("an xlsx workbook"), *opener what opens it. */
bool magic_find(struct view text, const char **what, const char **opener);

#endif
