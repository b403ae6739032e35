/*
 * A set of words, each with a number, in which the longest one is found that stands at a place of a
 * text: a trie whose steps are characters.
 */
#ifndef ZB_WORDS_H
#define ZB_WORDS_H

#include "view.h"

#include <stddef.h>
#include <stdint.h>

#define WORDS_NONE UINT32_MAX

struct words; /* opaque */

/* The caller ends it with words_free. With from_end words are found by their last character. */
struct words *words_new(bool from_end);

/* Adds a word in UTF-8; it is not kept. number takes the place of that of an equal word. An empty
 * word is never found. */
void words_add(struct words *w, struct view word, uint32_t number);

/* The number of the longest word that begins at byte at of the text, or, with from_end, that ends
 * there; *n is then its bytes. WORDS_NONE where there is none. */
uint32_t words_find(const struct words *w, struct view text, size_t at, size_t *n);

void words_free(struct words *w);

#endif
