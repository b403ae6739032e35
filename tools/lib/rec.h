/*
 * Records: reading and writing the stream of zb-record(5).
 *
 * Rows are views into a block that is read from the input: nothing is copied and nothing is
 * allocated for a row. libcsv is the authority on quoting: a row that holds a quote goes through
 * it, a row without one is split directly.
 */
#ifndef ZB_REC_H
#define ZB_REC_H

#include "out.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REC_NONE SIZE_MAX /* no such column */

struct rec_reader; /* opaque */

/* The current row. Owned by the reader and good until its next call; the filter may point fields[i]
 * elsewhere before it writes the row. */
struct rec {
    struct view *fields; /* one a column of the header, in the header's order */
    size_t count;        /* = number of columns */
    struct view raw;     /* the row as it came, without its line end */
    bool plain;          /* raw is exactly what rec_write would write of the unchanged fields */
    const char *file;    /* where it came from */
    uint64_t line;       /* 1-based line of its first byte */
};

/*
 * Opens files[0..count) as one stream (none: stdin) and reads the first header. Lines end in LF, CR
 * LF or CR; a UTF-8 BOM is taken; blank lines are no rows, but for a stream of one column, where
 * each is a row whose field is empty. Later files must have the same columns, in any order: their
 * rows are delivered in the order of the first header. Ends the program with STATUS_FAILED on a
 * file that cannot be read, on an empty input (a stream without a header proves that its writer
 * failed), on a header that is not UTF-8, names a column twice or differs from the first, on a
 * quote that is never closed (naming the line that opened it), and on a row of more than 64 MiB.
 */
struct rec_reader *rec_open(char *const *files, size_t count);

/* The header of the stream: names of the columns. Owned by the reader, good until rec_close. */
const struct view *rec_names(const struct rec_reader *r, size_t *count);

/* Index of the named column, or REC_NONE. */
size_t rec_column(const struct rec_reader *r, const char *name);

/* Index of the named column; without it the program ends with STATUS_FAILED and a message that
 * lists the columns there are, names the nearest, and says who makes records where these are none.
 */
size_t rec_need(const struct rec_reader *r, const char *name);

/* Ends the program as rec_need does for a column that is not there. remedy: what helps, or "". */
_Noreturn void rec_lacks(const struct rec_reader *r, const char *name, const char *remedy);

/* The next row, or NULL at the end. Rows with more or fewer fields than the header, with a stray
 * quote, or with bytes that are not UTF-8 are refused (reject.h) and skipped. A stray quote is one
 * that neither opens nor closes a field (libcsv in strict mode); the row then ends with the line it
 * is on. */
struct rec *rec_next(struct rec_reader *r);

/* Refuses the current row as it came. */
void rec_reject(const struct rec *rec, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void rec_close(struct rec_reader *r);

/* Writes a header row: the reader's columns, then extra[0..count) that it does not have yet, and
 * flushes, so that a wrong header stops the pipeline in its first millisecond. */
void rec_write_header(struct out *o, const struct rec_reader *r, const char *const *extra,
                      size_t count);

/* Writes the row as rec_reader gave it, at the speed of memory where it is plain. */
void rec_write_same(struct out *o, const struct rec *rec);

#endif
