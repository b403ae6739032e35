#include "builtin.h"

#include "msg.h"

#include <string.h>

struct view builtin_text(const char *name)
{
    for (const struct builtin *b = builtins; b->name != NULL; b++)
        if (strcmp(b->name, name) == 0)
            return b->text;
    die(name, 0, "not built in");
}
