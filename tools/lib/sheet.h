/*
 * A sheet of an xlsx workbook as rows of text, merged cells filled. It is read twice: merged cells,
 * hidden columns and the size are known at its end only. Held are its merged cells and one row.
 */
#ifndef ZB_SHEET_H
#define ZB_SHEET_H

#include "workbook.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHEET_ROWS = 1048576, SHEET_COLUMNS = 16384 }; /* the most that a sheet can have */

struct sheet_merge {
    unsigned row, column, last_row, last_column; /* from 1 */
    struct buf text;                             /* of the first cell, once that has been read */
};

struct sheet {
    struct workbook *w; /* not owned */
    const struct workbook_sheet *info;
    bool take_hidden; /* hidden rows and columns, too */
    /* found by sheet_survey */
    unsigned rows, columns;               /* the last with a value that is not left out */
    unsigned hidden_rows, hidden_columns; /* with values, left out */
    struct sheet_merge *merges;           /* owned; by first row */
    size_t merges_count, merges_cap;
    uint8_t *hidden; /* owned; for each column, from 1: it is not shown (1), it has values (2) */
};

/* Reads the sheet through and finds its size, its merged and its hidden cells. A sheet that is no
 * valid one ends the program with STATUS_FAILED. The caller ends it with sheet_free. */
void sheet_survey(struct sheet *s, struct workbook *w, const struct workbook_sheet *info,
                  bool take_hidden);

/*
 * Writes the sheet as CSV, s->columns fields a row, of which hidden ones are left out: values as
 * cell_format_number gives them, text as one line with its indent, booleans as TRUE and FALSE,
 * errors as they are (#DIV/0!). Of more than 100 empty rows in a sequence one is written. A
 * formula that was stored without its value is refused (reject.h). Returns the number of rows.
 */
size_t sheet_write(struct sheet *s);

/* How many columns are written. */
size_t sheet_width(const struct sheet *s);

void sheet_free(struct sheet *s);

#endif
