/*
 * The files of tools/dict and tools/rules as they were when the program was built. Each is a
 * section of its own, and the linker leaves out of a program those that it does not name.
 */
#ifndef ZB_BUILTIN_H
#define ZB_BUILTIN_H

#include "view.h"

struct builtin {
    const char *name; /* relative to tools/: "dict/units.csv" */
    struct view text;
};

/* dict/NAME.csv is builtin_NAME; what is no letter or digit of its name becomes '_'. */
extern const struct builtin builtin_affixes;
extern const struct builtin builtin_audit;
extern const struct builtin builtin_breaks;
extern const struct builtin builtin_indicators;
extern const struct builtin builtin_kinds;
extern const struct builtin builtin_page_parts;
extern const struct builtin builtin_private;
extern const struct builtin builtin_regions;
extern const struct builtin builtin_scales;
extern const struct builtin builtin_sdmx_units;
extern const struct builtin builtin_units;
extern const struct builtin builtin_widths;

/* All of rules/NAME.rules, ended by an entry whose name is NULL. */
extern const struct builtin builtin_rules[];

#endif
