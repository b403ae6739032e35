/* A table of an HTML page as a grid: spans placed as the HTML standard does, layout told from data.
 */
#ifndef ZB_HTMLTABLE_H
#define ZB_HTMLTABLE_H

#include "buf.h"
#include "view.h"

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

struct html_cell {
    size_t row, column, rows, columns; /* where it begins, and how many it covers */
    size_t offset, length;             /* its text in the table's buf */
    size_t in_links;                   /* bytes of the text that stand in links */
};

struct html_table {
    xmlNode *node;
    struct buf text;         /* owned */
    struct html_cell *cells; /* owned; by row, then column */
    size_t count, cap;
    size_t rows, columns;
    size_t hidden; /* cells with text that are not shown, and so left out */
    /* kept by html_table_row */
    size_t next, row;
    const struct html_cell **above; /* owned; for each column the cell that covers it */
};

/* Whether a table element has another one inside that holds more than one cell. */
bool html_table_nests(xmlNode *table);

/*
 * Reads the table. Text of a cell is one line (flow.h). Columns in which no cell begins, and rows
 * that have no cell of their own, are left out: they come of spans that are wider than the table.
 * Where a spreadsheet program has kept a number beside the text (x:num of Excel, sdval of
 * LibreOffice) and the text is that number rounded, the number is taken, to 15 significant
 * digits. hidden: cells that are not shown are taken too. A table of more than 16384 columns ends
 * the program with STATUS_FAILED, naming file. The caller ends it with html_table_free.
 */
void html_table_read(struct html_table *t, const char *file, xmlNode *node, bool hidden);

/*
 * Whether it holds data, not the layout of a page: some row has two cells with text, and the most
 * of the text does not stand in long cells. A long cell alone in its row is a note where two rows
 * or more have figures.
 */
bool html_table_is_data(const struct html_table *t);

/* Whether a cell holds a figure: 290.5, -3.4%, 12.3亿元; no date, no document number. */
bool html_table_figure(struct view cell);

/* The fields of row 0, 1, 2 ... in turn, t->columns of them; with fill a cell stands in all places
 * that it covers, else in the first. false after the last row. Views are good as long as t. */
bool html_table_row(struct html_table *t, bool fill, struct view *fields);

void html_table_free(struct html_table *t);

#endif
