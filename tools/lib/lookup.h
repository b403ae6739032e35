/*
 * Rules that are looked for together: which of them stands at a place of a text, at its end, or
 * first in it. Words are found in a trie. A pattern is tried only where it may match: at a place,
 * by a sieve; in a text, where one regex made of all of them says that one does. Both are derived
 * from the patterns.
 */
#ifndef ZB_LOOKUP_H
#define ZB_LOOKUP_H

#include "rules.h"

#include <stdbool.h>

struct lookup; /* opaque */

/* The caller ends it with lookup_free. */
struct lookup *lookup_new(void);

/* Adds a rule, which must outlive the lookup. All must be added before anything is looked for. Of
 * equally long matches a word wins, else the rule that was added last; where a word was added twice
 * the last one. */
void lookup_add(struct lookup *l, const struct rule *rule);

/* What rules_at, rules_starting, rules_ending, rules_within and rules_in of rules.h say, of the
 * rules added. The patterns of lookup_at are to be anchored, those of lookup_in not. */
const struct rule *lookup_at(struct lookup *l, struct view text, size_t offset, struct match *m);
const struct rule *lookup_starting(const struct lookup *l, struct view text);
const struct rule *lookup_ending(struct lookup *l, struct view text);
const struct rule *lookup_within(const struct lookup *l, struct view text);
const struct rule *lookup_in(struct lookup *l, struct view text, size_t offset, struct match *m);

/* lookup_at and lookup_in, by trying every rule: what they are tested against. */
const struct rule *lookup_plainly(const struct lookup *l, bool at, struct view text, size_t offset,
                                  struct match *m);

void lookup_free(struct lookup *l);

#endif
