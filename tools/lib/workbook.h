/* An xlsx workbook: its sheets, shared strings and number formats (ECMA-376-1, SpreadsheetML). */
#ifndef ZB_WORKBOOK_H
#define ZB_WORKBOOK_H

#include "buf.h"
#include "cellformat.h"
#include "package.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

struct workbook_sheet {
    const char *name; /* owned, as is part */
    const char
        *part; /* the part of the package that holds it; NULL where it is no grid but a chart */
    bool hidden;
};

struct workbook_style {
    struct cell_format format;
    unsigned indent; /* levels that text is set in by */
};

struct workbook {
    const char *file; /* not owned */
    struct package *package;
    struct workbook_sheet *sheets;
    size_t sheets_count;
    struct workbook_style *styles; /* by the number that a cell has */
    size_t styles_count;
    struct buf strings;   /* the shared strings, one after the other, */
    size_t *string_start; /* and where each begins; one more at the end */
    size_t strings_count, strings_cap;
    bool from_1904; /* dates count from 1904 */
};

/* Opens the workbook in the bytes of a file, which it takes over. What is no xlsx workbook, or
 * lacks a part that it needs, ends the program with STATUS_FAILED. The caller ends it with
 * workbook_close.
 */
void workbook_open(struct workbook *w, const char *file, struct buf *bytes);

/* The shared string of this number; p is NULL where there is none. */
struct view workbook_string(const struct workbook *w, size_t i);

/* The style of this number; the first where there is none. */
struct workbook_style workbook_style(const struct workbook *w, long i);

/* Appends text as one line (flow.h), its escapes _xHHHH_ resolved. */
void workbook_add_text(struct buf *to, struct view text);

void workbook_close(struct workbook *w);

#endif
