/*
 * Names of indicators and regions in the one form in which they are compared, and how alike two of
 * them are.
 */
#ifndef ZB_LABEL_H
#define ZB_LABEL_H

#include "buf.h"
#include "view.h"

#include <stdint.h>

/*
 * Appends the name as it is compared: full-width forms as ASCII (Unicode NFKC for these), letters
 * as capitals, without blanks, brackets, quotation marks, middle dots and 的; what is in brackets
 * stays. Two names that differ only in these mean the same thing in every source that was seen.
 */
void label_key(struct buf *key, struct view name);

/*
 * How alike two texts are in per mille: twice the characters of their longest common subsequence
 * over all of theirs. Takes time by the product of their lengths, so it is for reports only. A text
 * counts by its first 64 characters.
 */
unsigned label_alike(struct view a, struct view b);

/* An index from keys to numbers, which are the caller's; a key may lead to several. */
struct label_index; /* opaque */

#define LABEL_END UINT32_MAX

/* The caller ends it with label_index_free. */
struct label_index *label_index_new(void);

/* Lets the name's key lead to the number as well. Returns that key; good until label_index_free. */
struct view label_index_add(struct label_index *l, struct view name, uint32_t number);

/* The first entry of the key, and the next one with the same key; LABEL_END for none. They come in
 * the order in which they were added. */
uint32_t label_index_first(const struct label_index *l, struct view key);
uint32_t label_index_next(const struct label_index *l, uint32_t entry);
uint32_t label_index_number(const struct label_index *l, uint32_t entry);

void label_index_free(struct label_index *l);

#endif
