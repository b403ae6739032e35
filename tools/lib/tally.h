/*
 * What is wrong the same way in many records: reported once each, with the first place and the
 * number of records, since a unit that no dictionary knows tends to stand in every row.
 */
#ifndef ZB_TALLY_H
#define ZB_TALLY_H

#include <stdint.h>

/* Counts one record for the text; the first one of a text gives its place. Sets the status to
 * STATUS_REFUSED. Holds at most 4096 texts; records of further ones are counted together. file must
 * outlive the tally. */
void tally_add(const char *file, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Reports "FILE:LINE: TEXT (N records)" for the first 100 texts, in the order in which they came,
 * then how many there are beyond them; the tally is empty again. */
void tally_report(void);

#endif
