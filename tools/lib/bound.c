#include "bound.h"

static const char *const bound_words[] = {"approx", "gt", "ge", "lt", "le"};
enum { BOUNDS = sizeof bound_words / sizeof *bound_words };

uint8_t bound_parse(struct view text)
{
    if (text.n == 0)
        return 0;
    for (unsigned i = 0; i < BOUNDS; i++)
        if (view_is(text, bound_words[i]))
            return (uint8_t)(1u << i);
    return BOUND_APPROX;
}

const char *bound_name(uint8_t bound)
{
    for (unsigned i = 0; i < BOUNDS; i++)
        if (bound == 1u << i)
            return bound_words[i];
    return "";
}
