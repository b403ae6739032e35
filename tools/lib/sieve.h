/*
 * A sieve: which of many patterns may match at a place of a text. One walk over the text answers
 * for all of them, by an automaton whose states are made when a text first comes to them. It never
 * misses a match; what it lets through, PCRE2 decides.
 */
#ifndef ZB_SIEVE_H
#define ZB_SIEVE_H

#include "regex.h"
#include "view.h"

#include <stddef.h>
#include <stdint.h>

struct sieve; /* opaque */

/* The caller ends it with sieve_free. */
struct sieve *sieve_new(void);

/* Adds a pattern under the next number, from 0; pattern and re as for program_add of pattern.h.
 * All must be added before anything is asked. */
void sieve_add(struct sieve *s, struct view pattern, struct regex *re);

/* The patterns that may match something at the offset of a text in valid UTF-8, where it is not at
 * its end: bit i % 64 of word i / 64 for pattern i. NULL where none does. Good until the next
 * call. */
const uint64_t *sieve_find(struct sieve *s, struct view text, size_t offset);

void sieve_free(struct sieve *s);

#endif
