#include "intern.h"

#include "buf.h"
#include "groups.h"

#include <stdlib.h>

struct intern {
    struct groups *numbers; /* states are uint32_t */
    struct view *texts;     /* owned array; they point into numbers */
    size_t count, cap;
    uint32_t last;
};

struct intern *intern_new(void)
{
    struct intern *i = mem_new(1, sizeof *i);
    i->numbers = groups_new(1, sizeof(uint32_t));
    return i;
}

uint32_t intern_number(struct intern *i, struct view text, bool *fresh)
{
    bool added = false;
    if (i->count == 0 || !view_equal(i->texts[i->last], text)) {
        uint32_t *number = groups_find(i->numbers, &text, groups_hash(i->numbers, &text), &added);
        if (added) {
            if (i->count == i->cap) {
                i->cap = i->cap > 0 ? 2 * i->cap : 16;
                i->texts = mem_grow(i->texts, i->cap, sizeof *i->texts);
            }
            *number = (uint32_t)i->count;
            i->texts[i->count++] = groups_key(i->numbers, number, 0);
        }
        i->last = *number;
    }
    if (fresh != NULL)
        *fresh = added;
    return i->last;
}

struct view intern_text(const struct intern *i, uint32_t number)
{
    return i->texts[number];
}

size_t intern_count(const struct intern *i)
{
    return i->count;
}

void intern_free(struct intern *i)
{
    groups_free(i->numbers);
    free(i->texts);
    free(i);
}
