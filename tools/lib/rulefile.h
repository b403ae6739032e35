/* Reading rules files: tools/rules/README.md describes the format. */
#ifndef ZB_RULEFILE_H
#define ZB_RULEFILE_H

#include "arena.h"
#include "rules.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rulefile_define {
    struct view name;
    struct view text;
};

/* The rules of all files that were read, in their order; zeroed at first, and ended by
 * rulefile_free. */
struct rulefile {
    struct rule *all;
    uint32_t count, cap;
    bool built_in; /* set by the caller: patterns of what is read now are compiled later */
    struct rulefile_define *defines;
    size_t define_count;
    struct arena arena; /* what views point into, where that is not the text itself */
};

/* Adds the rules of a file, whose text and name must outlive them. A line that is not understood
 * ends the program with STATUS_FAILED, naming file and line. */
void rulefile_read(struct rulefile *r, struct view text, const char *file);

/* The table that rules of a class are looked up in, or TABLE_COUNT for lists. */
enum table rulefile_table(enum class c);

void rulefile_free(struct rulefile *r);

#endif
