/*
 * What the words of a head, a row's label or a title say: they are cut out one after the other,
 * until a name is left.
 */
#ifndef ZB_CELLLABEL_H
#define ZB_CELLLABEL_H

#include "arena.h"
#include "celltext.h"
#include "rules.h"
#include "units.h"
#include "view.h"

struct celllabels; /* opaque: the rules, and room to work in */

/* What labels say goes into the arena; all three must outlive it. The caller ends it with
 * celllabels_free. */
struct celllabels *celllabels_new(struct rules *rules, struct units *units, struct arena *arena);

/* Reads a text of CELLTEXT_HEAD, _ROW or _TITLE, without white space around it, into out, which is
 * zeroed. */
void celllabels_read(struct celllabels *l, enum celltext_kind kind, struct view text,
                     struct celltext *out);

void celllabels_free(struct celllabels *l);

#endif
