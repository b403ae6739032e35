/* Which figure of a line each record was read from. */
#ifndef ZB_MARKING_H
#define ZB_MARKING_H

#include "normal.h"
#include "rules.h"
#include "token.h"
#include "units.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A record as far as it matters here. The views are not owned. */
struct marked {
    struct view region, indicator, item, period, measure, against;
    struct view value, unit, bound, status, source, text;
    uint64_t line;
    size_t order;         /* among the records, as they came */
    bool found;           /* its figure is marked */
    const char *severity; /* of a finding about it: "error", "warning", "note"; else NULL */
};

/* A figure of the line. */
struct figure_mark {
    size_t start, end;         /* bytes of the line as it came */
    struct view digits;        /* of a number: without commas and sign; else empty */
    bool unit;                 /* it has a unit, or is a rank, a ratio or the like */
    const struct token *token; /* NULL for digits that the grammar does not call a figure */
    size_t *records;           /* indexes of those that were read from it */
    size_t count;
};

struct marking { /* zero-initialized is empty */
    struct normal normal;
    struct tokens tokens;
    struct figure_mark *marks;
    size_t n, cap;
    struct buf digits;
};

/*
 * Finds the figures of the line, in order, and which of records[0..count), all of this line, each
 * was read from: in the clause, or in the whole line where the clause is not in it or holds no
 * figure (the label of a table's row); by the value as it is written, then by what it is in the
 * record's unit (18亩 is 12000.0平方米), then by its digits alone, then by being the only one
 * there. Each record goes to a figure of its own where there is one; a list that is dealt out
 * (各1家) may give several to one. Sets found of those that were.
 */
void marking_line(struct marking *m, struct rules *rules, struct units *units, struct view line,
                  struct marked *records, size_t count);

void marking_free(struct marking *m);

#endif
