/* Refused input: reported, counted, and kept as it came where --rejects names a file. */
#ifndef ZB_REJECT_H
#define ZB_REJECT_H

#include "view.h"

#include <stdarg.h>
#include <stdint.h>

/* Opens the file that refused rows go to (CSV: file,line,reason,row). name must outlive the run. */
void reject_open(const char *name);

/*
 * Refuses one row: sets the status to STATUS_REFUSED, writes it to the rejects file if there is
 * one, and reports it as FILE:LINE: reason. Only the first ten are reported, the rest are counted
 * and the count is reported by reject_close, so that a bad export does not drown the log. row is
 * the row as it came, without its line end. The report is in the language of the user, the reason
 * in the file is data and English: no argument of the format may be translated.
 */
void reject(const char *file, uint64_t line, struct view row, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* reject, the arguments of the format as a list. */
void reject_args(const char *file, uint64_t line, struct view row, const char *format, va_list ap)
    __attribute__((format(printf, 4, 0)));

/* Writes a row to the rejects file, if there is one, and does nothing else: for a filter that
 * reports and counts what it refuses itself. */
void reject_keep(const char *file, uint64_t line, struct view row, const char *reason);

/* Reports the count and closes the rejects file, checked. finish() calls it. */
void reject_close(void);

#endif
