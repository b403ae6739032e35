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

enum { LABEL_CHARS = 64 };

/* Where each character of a text stands, to compare it with many others. */
struct label_text {
    size_t n; /* characters */
    uint32_t character[2 * LABEL_CHARS];
    uint64_t places[2 * LABEL_CHARS]; /* bit i: it is the i-th; 0 where there is no character */
};

/*
 * How alike the text is to another in per mille: twice the characters of their longest common
 * subsequence over all of theirs. A text counts by its first LABEL_CHARS characters.
 */
void label_text_set(struct label_text *t, struct view text);
unsigned label_alike(const struct label_text *t, struct view other);

/* An index from keys to numbers, which are the caller's; a key may lead to several. */
struct label_index; /* opaque */

#define LABEL_END UINT32_MAX

/* An index for about so many names, ended by label_index_free, which takes NULL
 * too. */
struct label_index *label_index_new(size_t names);

/* Lets the key of the name, which must outlive the index, lead to the number as well. Returns the
 * first entry of that key, which is the new one where there was none. */
uint32_t label_index_add(struct label_index *l, struct view name, uint32_t number);

/* The same, but adds nothing where the key leads to a number already. */
uint32_t label_index_add_new(struct label_index *l, struct view name, uint32_t number);

/* The first entry of the key, and the next one with the same key; LABEL_END for none. They come in
 * the order in which they were added. */
uint32_t label_index_first(const struct label_index *l, struct view key);
uint32_t label_index_next(const struct label_index *l, uint32_t entry);
uint32_t label_index_number(const struct label_index *l, uint32_t entry);

/* The key of an entry; good until label_index_free. */
struct view label_index_key(const struct label_index *l, uint32_t entry);

void label_index_free(struct label_index *l);

#endif
