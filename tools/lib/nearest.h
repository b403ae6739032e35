/* What a word that nobody knows may have been meant to be: of the known words the nearest one. */
#ifndef ZB_NEAREST_H
#define ZB_NEAREST_H

#include "buf.h"
#include "view.h"

#include <stddef.h>

struct nearest {
    struct view text;  /* the word that is not known */
    struct view found; /* the nearest known one so far; empty for none */
    size_t edits;      /* that it takes from one to the other */
};

/* Begins with a word in UTF-8, which must outlive what is found. */
struct nearest nearest_of(struct view text);

/*
 * Offers a known word, which must outlive what is found. It is taken where it is nearer than those
 * before it, and a slip away: one edit for each three characters of the longer word, an edit being
 * a character more, less or another, or two neighbours that changed places (the optimal string
 * alignment distance). So a word of one or two characters is near to none. Words of more than 64
 * characters, and the word itself, are passed over.
 */
void nearest_offer(struct nearest *n, struct view known);

/* The same for each of words[0..count). */
void nearest_offer_all(struct nearest *n, const char *const *words, size_t count);

/* Offers each of known[0..count) and puts them into list, which is empty, with commas between:
 * which there are, for a message. It is cut to 1000 bytes, between characters. */
void nearest_list(struct nearest *n, const struct view *known, size_t count, struct buf *list);

/* For "%s%.*s" at the end of a message: "; nearest: " where a word was found, else "". */
const char *nearest_lead(const struct nearest *n);

#endif
