/* What the audit knows of names, from dict/audit.csv, dict/indicators.csv and dict/kinds.csv
 * (zb-dict(5)). */
#ifndef ZB_AUDITNAMES_H
#define ZB_AUDITNAMES_H

#include "buf.h"
#include "evidence.h"
#include "interval.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

struct auditnames; /* opaque */

/* What growth of an indicator is published by. */
enum basis {
    BASIS_NOMINAL,
    BASIS_REAL,     /* comparable prices: levels at current prices say nothing of it */
    BASIS_COVERAGE, /* comparable coverage: the level of a year ago is no longer its base */
};

/* The built-in dictionaries; the caller ends it with auditnames_free. */
struct auditnames *auditnames_new(void);

/* Adds a user's file in the form of one of them, told apart by the header. Ends the program as
 * dict_read_file does. file must outlive the names. */
void auditnames_read(struct auditnames *n, const char *file);

/* To be called once all have been read; ends the program with STATUS_FAILED on a wrong line. */
void auditnames_check(struct auditnames *n);

/* Appends what an indicator is compared by: its code, found as zb-code finds it; the name without
 * the words for the document's own place before it where it is not known. */
void auditnames_key(struct auditnames *n, struct view name, struct buf *out);

enum basis auditnames_basis(const struct auditnames *n, const struct fact *f);

/* Whether the fact's indicator is a flow, whose figures from January on add up month by month. */
bool auditnames_is_flow(struct auditnames *n, const struct fact *f);

/* Whether the name says enough to be the same thing wherever it stands. */
bool auditnames_specific(struct auditnames *n, const struct fact *f);

/* Whether both speak of the same scope: the words 市本级, 市区 ... stand in both or in none. */
bool auditnames_same_scope(const struct auditnames *n, const struct fact *a, const struct fact *b);

/* The keys of the parts that together make the indicator with this key, the nth way to part it from
 * 0; NULL where there is no such way. Good as long as the names. */
const struct view *auditnames_parts(const struct auditnames *n, struct view key, size_t nth,
                                    size_t *count);

/* The range that values of the fact's indicator, in the fact's unit, are possible in; false where
 * none is known. seems becomes the unit that a value beyond it seems to be in, or empty. */
bool auditnames_range(const struct auditnames *n, const struct fact *f, struct interval *range,
                      struct view *seems);

/* Whether a whole is a plan, of which more than all of it may be carried out. */
bool auditnames_is_plan(const struct auditnames *n, struct view whole);

/* Whether a sentence says that a target is above what there was. */
bool auditnames_aims(const struct auditnames *n, struct view text);

/* Whether the indicator may be below zero, and so fall by more than itself. */
bool auditnames_may_be_lost(const struct auditnames *n, struct view indicator);

void auditnames_free(struct auditnames *n);

#endif
