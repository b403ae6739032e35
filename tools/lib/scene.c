#include "scene.h"

#include "cut.h"
#include "msg.h"
#include "translate.h"

#include <stdarg.h>
#include <string.h>

bool scene_word_is(const struct scene *s, const struct token *t, const char *word)
{
    return view_is((struct view){s->text.p + t->start, t->end - t->start}, word);
}

uint64_t scene_line(const struct scene *s, uint32_t at)
{
    size_t source = normal_source(s->normal, 0, at).n, low = 0, high = s->end_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->ends[middle] < source)
            low = middle + 1;
        else
            high = middle;
    }
    return s->line + low;
}

void scene_explain(const struct scene *s, size_t i, const char *format, ...)
{
    char why[600];
    va_list ap;
    if (!s->explain)
        return;
    va_start(ap, format);
    cut_args(why, sizeof why, translated(format), ap);
    va_end(ap);
    struct view v = normal_source(s->normal, scene_token(s, i)->start, scene_token(s, i)->end);
    msg(s->file, scene_line(s, scene_token(s, i)->start), "%.*s: %s", (int)v.n, v.p, why);
}

void scene_explain(const struct scene *s, size_t i, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
