/* datapackage.json: what a published CSV file holds, after Data Package 2.0 and Table Schema 2.0
 * (datapackage.org). */
#ifndef ZB_MANIFEST_H
#define ZB_MANIFEST_H

#include "out.h"
#include "rec.h"

#include <stdint.h>

struct manifest; /* opaque */

/* What the publisher says about it; NULL where he does not. */
struct manifest_about {
    const char *title, *licence, *version, *created;
};

/* For the columns of r. The caller ends it with manifest_free. */
struct manifest *manifest_new(const struct rec_reader *r);

/* Takes note of a record: which columns hold but numbers, which sources there are. */
void manifest_add(struct manifest *m, const struct rec *rec);

/*
 * Writes the manifest of the file: its name in the folder, its size and SHA-256. A known column is
 * described; value and resolution are numbers and line an integer where all their cells are; all
 * else are strings. Sources are those of the column source, each once, in the order they came.
 */
void manifest_write(const struct manifest *m, struct out *o, const char *file, uint64_t bytes,
                    const char *sha256, const struct manifest_about *about);

void manifest_free(struct manifest *m);

#endif
