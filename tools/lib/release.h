/* Which columns of records are published, and which of them also where the figure is withheld. */
#ifndef ZB_RELEASE_H
#define ZB_RELEASE_H

#include "private.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

struct release {
    const struct view *names; /* of the columns; not owned */
    size_t count;
    bool *dropped; /* by column, owned; it is not published */
    bool *stays;   /* by column, owned; it says nothing of the figure, so that it stays beside a
                    * withheld one */
};

/* Drops the columns on the list, but for those that keep names, separated by commas (NULL for
 * none). One that is no column ends the program with STATUS_FAILED. The caller ends it with
 * release_free. */
void release_init(struct release *r, const struct view *names, size_t count,
                  const struct private *list, const char *keep);

/* The column of that name, SIZE_MAX where there is none. */
size_t release_column(const struct release *r, struct view name);

void release_free(struct release *r);

#endif
