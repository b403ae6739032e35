/* Office documents of today (xlsx, docx): a zip of XML parts (Open Packaging Conventions,
 * ECMA-376-2). */
#ifndef ZB_PACKAGE_H
#define ZB_PACKAGE_H

#include "buf.h"
#include "view.h"
#include "xml.h"

#include <stdbool.h>

struct package; /* opaque; holds the zip file */

/*
 * Opens a package from the bytes of its file, which it takes over. file must outlive it. What is no
 * zip ends the program with STATUS_FAILED and says what it is. The caller ends it with
 * package_close.
 */
struct package *package_open(const char *file, struct buf *bytes);

bool package_has(struct package *p, const char *part);

/*
 * Reads a part as XML to its end. A part that is missing, damaged or encrypted, or that unpacks to
 * more than 64 MiB and 400 times its packed size (no workbook does: a bomb) ends the program with
 * STATUS_FAILED, naming file and part.
 */
void package_read(struct package *p, const char *part, struct xml_handler *handler);

/*
 * Finds the target of a relationship of a part ("" for the package itself): the one of this id, or,
 * where id is NULL, the first whose type ends in this word ("/worksheet"). Appends the name of the
 * target part and a NUL to `to`, the type without its directory and a NUL to `type` (may be NULL).
 * False where there is none.
 */
bool package_target(struct package *p, const char *part, const char *id, const char *type_end,
                    struct buf *to, struct buf *type);

void package_close(struct package *p);

#endif
