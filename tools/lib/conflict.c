#include "conflict.h"

#include "buf.h"
#include "csvout.h"
#include "msg.h"
#include "out.h"

#include <stddef.h>
#include <stdio.h>

enum { COLUMNS = CONFLICT_KEYS + 2 * CONFLICT_SIDE + 3 };

const char *const conflict_keys[CONFLICT_KEYS] = {"region",  "indicator", "item", "period",
                                                  "measure", "against",   "unit"};
const char *const conflict_side[CONFLICT_SIDE] = {"value",  "bound", "status", "resolution",
                                                  "source", "line",  "sources"};

static struct out *file;
static uint64_t count;

void conflict_open(const char *name)
{
    if (name == NULL)
        return;
    struct buf b = {0};
    for (size_t i = 0; i < CONFLICT_KEYS; i++) {
        buf_add_string(&b, conflict_keys[i]);
        buf_add_char(&b, ',');
    }
    for (size_t i = 0; i < CONFLICT_SIDE; i++) {
        buf_add_string(&b, conflict_side[i]);
        buf_add_char(&b, ',');
    }
    buf_add_string(&b, "kind");
    for (size_t i = 0; i < CONFLICT_SIDE; i++) {
        buf_add_string(&b, ",other_");
        buf_add_string(&b, conflict_side[i]);
    }
    buf_add_string(&b, ",difference,relative\n");
    file = out_open(name);
    out_add_view(file, buf_view(&b));
    out_flush(file);
    buf_free(&b);
}

bool conflict_wanted(void)
{
    count++;
    return file != NULL;
}

void conflict_write(const char *kind, const struct view *labels, const struct side *kept,
                    const struct side *other)
{
    struct view fields[COLUMNS];
    size_t n = 0;
    for (size_t i = 0; i < CONFLICT_KEYS; i++)
        fields[n++] = labels[i];
    for (size_t i = 0; i < CONFLICT_SIDE; i++)
        fields[n++] = kept->fields[i];
    fields[n++] = view_of(kind);
    for (size_t i = 0; i < CONFLICT_SIDE; i++)
        fields[n++] = other->fields[i];
    struct decimal d = {0};
    struct buf difference = {0}, relative = {0};
    if (other->figure != NULL) {
        published_difference(&d, kept->figure, other->figure);
        decimal_write(&difference, &d);
    }
    if (other->figure != NULL &&
        published_relative(&d, kept->figure, other->figure, CONFLICT_PLACES))
        decimal_write(&relative, &d);
    fields[n++] = buf_view(&difference);
    fields[n++] = buf_view(&relative);
    csvout_row(file, fields, n);
    decimal_free(&d);
    buf_free(&difference);
    buf_free(&relative);
}

uint64_t conflict_count(void)
{
    return count;
}

void conflict_close(void)
{
    if (file != NULL)
        out_close(file);
    else if (count > 0)
        msg(NULL, 0, "%llu conflicts and revisions; --conflicts FILE keeps them",
            (unsigned long long)count);
    file = NULL;
    count = 0;
}
