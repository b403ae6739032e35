/* --progress: how much of the files of the command line was read, and how fast, on a terminal. */
#ifndef ZB_METER_H
#define ZB_METER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Begins to show how far reading files[0..count) is, none meaning stdin; to be called once. Nothing
 * is shown where stderr is no terminal, or stdout is one too: its lines would be mixed with ours.
 */
void meter_start(char *const *files, size_t count);

/* Whether an input of these files is the one that meter_start was called for and that is shown. */
bool meter_is_for(char *const *files);

/* Counts n bytes that were read of them; twice a second the line on the terminal is renewed. */
void meter_add(size_t n);

/* All was read: leaves a last line that says how much, and in what time. */
void meter_end(void);

#endif
