/* The layout of a table that comes every month, as a user wrote it down: zb-layout(5). */
#ifndef ZB_LAYOUTFILE_H
#define ZB_LAYOUTFILE_H

#include "celltext.h"
#include "period.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct layout_column {
    struct view name; /* the heads over it, joined by " / "; '*' stands for any text */
    uint64_t line;    /* where the layout names it */
    enum role role;   /* ROLE_NOTE for one that is left */
    struct view indicator, item, region, unit, against;
    const char *measure, *status; /* NULL if not given */
    struct period period;
    bool found; /* scratch: the table has it */
};

struct layoutfile { /* owns all that its views point to */
    const char *file;
    struct view region, indicator, unit, count, count_unit;
    struct period period;
    enum role rows;   /* ROLE_NONE if not given */
    size_t head_rows; /* SIZE_MAX if not given */
    struct layout_column *columns;
    size_t count_of_columns;
    char *text;
};

/* Reads the file; a line that is not understood ends the program with STATUS_FAILED. file must
 * outlive the result. The caller ends it with layoutfile_free. */
struct layoutfile *layoutfile_read(const char *file);

/* The first column of the layout whose name fits the head, or NULL. Both are compared without
 * blanks and by their full-width or ASCII forms alike. */
struct layout_column *layoutfile_find(const struct layoutfile *l, struct view head);

void layoutfile_free(struct layoutfile *l);

#endif
