/* What phrase.c and phraseagainst.c share: a phrase while it is read, from its figure back. */
#ifndef ZB_PHRASING_H
#define ZB_PHRASING_H

#include "phrase.h"
#include "rules.h"
#include "token.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

struct phrasing {
    const struct tokens *ts;
    struct rules *rules;
    struct view text;
    size_t low;  /* first token of the phrase */
    size_t high; /* one past the last token of what is not yet taken */
    size_t figure;
    bool of_mark; /* 的 stands right before the figure */
};

static inline struct view phrasing_text(const struct phrasing *at, const struct token *t)
{
    return (struct view){at->text.p + t->start, t->end - t->start};
}

/* Whether the figure is a share or says how many times something is. */
static inline bool phrasing_is_ratio(const struct phrasing *at)
{
    const struct token *t = &at->ts->t[at->figure];
    return token_counts_in(t, UNIT_TIMES) || token_counts_in(t, UNIT_SHARE);
}

/* Whether the verb of change, or NULL, names how fast something grew: 增速. */
static inline bool phrasing_is_rate(const struct phrasing *at, const struct rule *grow)
{
    return grow != NULL && rules_ending(at->rules, CLASS_RATE_NOUN, grow->word) != NULL;
}

/* The whole named in [j, figure), without the words that follow it: 占|全国|达9成. */
struct stretch phrasing_whole(const struct phrasing *at, size_t j);

/* Finds what the figure is measured against where that is no time, and takes it off the name. */
void phrasing_against(struct phrase *p, struct phrasing *at);

#endif
