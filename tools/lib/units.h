/*
 * Units as published, from dict/units.csv and dict/scales.csv: which dimension a unit belongs to
 * and how many of the dimension's canonical unit it is. Exact: factors are fractions.
 *
 * A unit is found by its name or an alias; with a scale in front (万, 千万, 亿 ...) of one; or as
 * one unit over another (万元/亩), each found like that. Blanks, full-width forms and brackets
 * around it do not matter.
 */
#ifndef ZB_UNITS_H
#define ZB_UNITS_H

#include "buf.h"
#include "decimal.h"
#include "view.h"

#include <stdbool.h>

struct units; /* opaque */

struct unit {
    struct view
        dimension; /* 人民币, 面积, 人, 人/面积 ...; what may be converted into each other */
    struct view canonical; /* the dimension's unit of publication: 亿元 */
    struct factor factor;  /* how many canonical units it is */
    bool adds;             /* amounts in it can be added up: false for rates, ranks, degrees */
    struct buf text;       /* owned; what dimension and canonical may point to */
    struct buf why; /* owned; how it was found, for --explain: 万 (10000) x 元 (1/100000000 亿元) */
};

/* The built-in units. The caller ends it with units_free. */
struct units *units_new(void);

/* Adds a user's file in the form of units.csv (zb-dict(5)); its lines replace built-in ones of the
 * same name. Ends the program with STATUS_FAILED as dict_read_file does. file must outlive the
 * units. */
void units_read(struct units *u, const char *file);

/* Checks all lines once they have been read: factors, and that each canonical unit is itself. A
 * line that contradicts another ends the program with STATUS_FAILED. Where there are but built-in
 * ones it does nothing: tests/unit/units.c checks them. */
void units_check(struct units *u);

/* Looks the text up. True: out is filled, ended by unit_free. It points into the dictionaries: good
 * until units_free. */
bool units_find(struct units *u, struct view text, struct unit *out);
void unit_free(struct unit *unit);

/* Appends the known name that a text is nearest to, of which units_find knows nothing: that of a
 * unit, or a scale and one. Nothing where none is near (nearest.h). */
void units_nearest(const struct units *u, struct view text, struct buf *name);

/* Whether amounts in this unit can be added up: units_find's adds without its cost, true for a unit
 * that is unknown or empty. */
bool units_adds(struct units *u, struct view text);

void units_free(struct units *u);

#endif
