/* Regular expressions: PCRE2 with JIT, always with match, depth and heap limits. */
#ifndef ZB_REGEX_H
#define ZB_REGEX_H

#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct regex; /* opaque; owned by whoever compiled it */

/* A match: byte offsets into the subject. Good until the next match with the same regex. */
struct match {
    size_t start, end;
    const size_t *groups; /* pairs of start and end, group 0 first; SIZE_MAX where not set */
    uint32_t count;       /* pairs in groups */
};

/*
 * A regex of an UTF-8 pattern. With anchored it matches only at the offset it is tried at. groups
 * are the names that its groups may have, ended by NULL; NULL for no groups. pattern, groups and
 * file must outlive the regex.
 *
 * It is compiled when it is first needed, and by regex_compile. A pattern that does not compile or
 * has a group of another name then ends the program, naming file, line and the offset in the
 * pattern.
 */
struct regex *regex_new(struct view pattern, bool anchored, const char *const *groups,
                        const char *file, uint64_t line);
void regex_compile(struct regex *re);

/*
 * Matches at or after offset in the subject, which must be valid UTF-8. False where there is no
 * match. A match that runs into a limit is reported once a regex, sets the status to refused, and
 * counts as no match.
 */
bool regex_match(struct regex *re, struct view subject, size_t offset, struct match *m);

/* Number of the group that has the name groups[i] of regex_new, or -1. */
int regex_group(struct regex *re, size_t i);

/* Whether a match could begin with the character, whatever stands before and behind it: false only
 * where none can. Slow; what it says is to be kept. */
bool regex_may_start(struct regex *re, struct view character);

/* With what bytes a match can begin, a bit each, the lowest of the first byte for byte 0. */
const unsigned char *regex_first_bytes(struct regex *re);

/*
 * One regex for many that are all anchored or all not: for regex_may_match alone. NULL where there
 * are fewer than two or one holds what may mean something else beside others (back references,
 * verbs, comments ...). The caller frees it.
 */
struct regex *regex_join(struct regex *const *list, size_t n);

/* Whether one of the joined regexes may match at or after offset in the subject, which must be
 * valid UTF-8: false only where none does. Sets and reports nothing. */
bool regex_may_match(struct regex *joined, struct view subject, size_t offset);

void regex_free(struct regex *re);

#endif
