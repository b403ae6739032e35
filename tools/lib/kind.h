/*
 * What kind of quantity an indicator is, from its line in dict/indicators.csv or, for one that has
 * none, from dict/kinds.csv: whether its figures may be added up
 * over time, or at all. A flow (零售额) is measured over a period: quarters add up to a year. A
 * stock (贷款余额) is measured at its end: the year has the last quarter's. A rate (城镇化率) is
 * never added up. The terms are those of national accounts (SNA 2008, 2.25: flows and stocks).
 */
#ifndef ZB_KIND_H
#define ZB_KIND_H

#include "dict.h"
#include "view.h"

enum kind { KIND_FLOW, KIND_STOCK, KIND_RATE };

struct kinds; /* opaque */

/* The built-in dictionary. The caller ends it with kinds_free. */
struct kinds *kinds_new(void);

/* Adds a user's file in the form of kinds.csv (zb-dict(5)); its lines replace built-in ones of the
 * same text. Ends the program with STATUS_FAILED as dict_read_file does. file must outlive the
 * kinds. */
void kinds_read(struct kinds *k, const char *file);

/* Takes the lines over once all have been read, before the first kinds_find; a wrong one ends the
 * program with STATUS_FAILED. */
void kinds_check(struct kinds *k);

/* The kind of the indicator: what the last of the user's lines that fits says, so that a file tells
 * the general first and the exceptions after it; else the line of the indicator itself; else the
 * last of our lines in kinds.csv; a flow where none fits. why (may be NULL) becomes that line, or
 * NULL. What was found is remembered, one entry for each indicator. */
enum kind kinds_find(struct kinds *k, struct view indicator, const struct dict_row **why);

/* The kind by its name: flow, stock, rate. Returns -1 for another. */
int kind_parse(struct view name);
const char *kind_name(enum kind kind);

void kinds_free(struct kinds *k);

#endif
