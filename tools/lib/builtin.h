/* The files of tools/dict and tools/rules as they were when the program was built. */
#ifndef ZB_BUILTIN_H
#define ZB_BUILTIN_H

#include "view.h"

#include <stddef.h>

struct builtin {
    const char *name; /* relative to tools/: "dict/units.csv" */
    struct view text;
};

/* Made by the Makefile from the files themselves; ended by an entry whose name is NULL. */
extern const struct builtin builtins[];

/* The text of a built-in file. A name that is not there is a programming error and ends the program. */
struct view builtin_text(const char *name);

#endif
