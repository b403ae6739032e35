/*
 * Partial results: the state of a group of figures as rows of text, so that what was added up in
 * several places can be merged (zb-aggregate --partial, --merge).
 */
#ifndef ZB_PARTIAL_H
#define ZB_PARTIAL_H

#include "figures.h"
#include "view.h"

#include <stdbool.h>

/* The columns of a partial result; field i of a row is column partial_columns[i]. */
enum { PARTIAL_FIELDS = 12, PARTIAL_VALUES = 4096 };
extern const char *const partial_columns[PARTIAL_FIELDS];

/*
 * Writes the state as rows of a partial result: calls row with the fields, once, or, for a median,
 * once for each PARTIAL_VALUES values, so that no row grows without limit. Merging all the rows
 * gives the state.
 */
void partial_save(const struct figures *f, unsigned functions,
                  void (*row)(const struct view *fields, void *data), void *data);

/* Reads such a row into a zero-initialized state; false where it is damaged. */
bool partial_load(struct figures *f, unsigned functions, const struct view *fields);

#endif
