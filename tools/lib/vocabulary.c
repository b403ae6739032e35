#include "vocabulary.h"

#include <stddef.h>

static const char *const measures[] = {"level", "growth", "cagr",     "change",
                                       "share", "rank",   "multiple", "contribution"};
static const char *const statuses[] = {"actual", "provisional", "estimate", "target"};

static const char *one_of(const char *const *words, size_t n, struct view v)
{
    for (size_t i = 0; i < n; i++)
        if (view_is(v, words[i]))
            return words[i];
    return NULL;
}

const char *vocabulary_measure(struct view text)
{
    return one_of(measures, sizeof measures / sizeof *measures, text);
}

const char *vocabulary_status(struct view text)
{
    return one_of(statuses, sizeof statuses / sizeof *statuses, text);
}
