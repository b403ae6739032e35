/*
 * Breaks: months from which on an indicator is defined otherwise (口径), from dict/breaks.csv, a
 * user's files and options. Figures of both sides can't be compared (OBS_STATUS B of SDMX).
 */
#ifndef ZB_BREAKS_H
#define ZB_BREAKS_H

#include "view.h"

struct breaks; /* opaque */

/* The built-in dictionary. The caller ends it with breaks_free. */
struct breaks *breaks_new(void);

/* Adds a user's file in the form of breaks.csv (zb-dict(5)). Ends the program with STATUS_FAILED as
 * dict_read_file does. file must outlive the breaks. */
void breaks_read(struct breaks *b, const char *file);

/* Adds a break as INDICATOR@PERIOD, name or code; ends the program with STATUS_FAILED where it is
 * none. option must outlive the breaks. */
void breaks_add(struct breaks *b, const char *option);

/* To be called once all have been read; a wrong line ends the program with STATUS_FAILED. */
void breaks_check(struct breaks *b);

/* Calls found with the first month of each break of the indicator, as period_months of period.h
 * counts it. code may be empty. */
void breaks_find(const struct breaks *b, struct view name, struct view code,
                 void (*found)(int month, void *data), void *data);

void breaks_free(struct breaks *b);

#endif
