/* Records as SQL for SQLite: one table, all rows in one transaction. */
#ifndef ZB_SQLOUT_H
#define ZB_SQLOUT_H

#include "out.h"
#include "rec.h"

#include <stdbool.h>

/*
 * Begins the transaction and creates the table, every column as TEXT, since a binary number would
 * not keep a decimal, but line as INTEGER. replace drops a table of that name before. Flushes.
 * Names of the table and of columns that SQLite would not take, or take for the same, end the
 * program with STATUS_FAILED.
 */
void sqlout_begin(struct out *o, const struct rec_reader *r, const char *table, bool replace);

/* One statement a record. A text that the sqlite3 shell could not read, one with NUL or CR in it,
 * is given by its bytes. */
void sqlout_row(struct out *o, const struct rec *rec, const char *table);

/* Ends the transaction: without this last line nothing was stored. */
void sqlout_end(struct out *o);

#endif
