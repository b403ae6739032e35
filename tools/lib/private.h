/* Columns that name persons or enterprises, from dict/private.csv (zb-dict(5)): never published. */
#ifndef ZB_PRIVATE_H
#define ZB_PRIVATE_H

#include "view.h"

#include <stdbool.h>

struct private; /* opaque */

/* The built-in list. The caller ends it with private_free. */
struct private *private_new(void);

/* Adds a user's file of the same form. Ends the program with STATUS_FAILED as dict_read_file does.
 * file must outlive p. */
void private_read(struct private *p, const char *file);

/* To be called once all have been read; a wrong line ends the program with STATUS_FAILED. */
void private_check(const struct private *p);

/* Whether a column of this name is on the list; case does not matter (ASCII). */
bool private_has(const struct private *p, struct view column);

void private_free(struct private *p);

#endif
