/*
 * Groups: a hash table from a key of several columns to a state of fixed size. One entry a group;
 * looking one up compares the row's columns where they are and allocates nothing.
 */
#ifndef ZB_GROUPS_H
#define ZB_GROUPS_H

#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct groups; /* opaque */

/* A table for keys of this many columns and states of size bytes. The caller ends it with
 * groups_free. */
struct groups *groups_new(size_t columns, size_t size);

/* The hash of a key, for groups_find. */
uint64_t groups_hash(const struct groups *g, const struct view *key);

/*
 * A look-up waits for memory twice: for its slot, then for the group. Who has many to do calls the
 * first of these as soon as a hash is known, the second some rows later, and groups_find some rows
 * later still, and does not wait. They change nothing.
 */
void groups_fetch_slot(const struct groups *g, uint64_t hash);
void groups_fetch_state(const struct groups *g, uint64_t hash);

/* The same for a state that is known: where a list of them is gone through, for the one that is so
 * many places ahead. */
enum { GROUPS_AHEAD = 8 };
void groups_fetch(const struct groups *g, const void *state);

/* The state of the group with this key, whose hash is given; made and zeroed where there was none
 * (fresh is then true). It is aligned for any type and does not move until groups_free. */
void *groups_find(struct groups *g, const struct view *key, uint64_t hash, bool *fresh);

/* A column of the key of the group with this state. Good until groups_free. */
struct view groups_key(const struct groups *g, const void *state, size_t column);

size_t groups_count(const struct groups *g);

/* The states of all groups, in no order. The caller frees the array. */
void **groups_list(const struct groups *g);

/* Sorts such an array by key in byte order, column by column. */
void groups_sort(const struct groups *g, void **list);

/* Frees the table; what the states own is the caller's. */
void groups_free(struct groups *g);

#endif
