/* Figures that were derived: written as records, and compared with what was published. */
#ifndef ZB_RESULT_H
#define ZB_RESULT_H

#include "agree.h"
#include "observed.h"
#include "out.h"
#include "series.h"
#include "view.h"

#include <stdbool.h>

struct result {
    const struct series *of; /* region, indicator ... are those of its records */
    struct view measure;
    struct months at;
    bool shortest; /* how its period is written */
    bool provisional;
    struct view against;
    const struct published *figure;
    const struct point *origin; /* the published figure that gives source and line */
    struct view formula;
};

/* Writes the header: the columns of the stream, and resolution and derived where it lacks them. */
void result_header(const struct rec_reader *r, struct out *o);

/* Writes the record as it came, with these columns. */
void result_pass(const struct observed *h, const struct rec *rec, struct out *o);

/* Writes the record of a result. */
void result_write(const struct observed *h, const struct result *r, struct out *o);

/* Compares the result with a published figure; the two go to the file of conflicts where they can't
 * be the same number. */
void result_compare(const struct observed *h, const struct result *r,
                    const struct point *published);

#endif
