/*
 * Patterns as automata, for a sieve (sieve.h): what a PCRE2 pattern can match, or more. Assertions
 * are taken to hold, but for what must follow: it is looked for in place of all that comes behind.
 * Of a pattern that can't be seen through only the first characters are known.
 */
#ifndef ZB_PATTERN_H
#define ZB_PATTERN_H

#include "charset.h"
#include "regex.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PATTERN_NONE UINT32_MAX

enum node_kind {
    NODE_SPLIT,  /* goes on at out and at other, each may be PATTERN_NONE */
    NODE_SET,    /* goes on at out after a character of a set */
    NODE_ACCEPT, /* a pattern has matched */
};

struct node {
    enum node_kind kind;
    uint32_t out, other;
    uint32_t value; /* index of the set, number of the pattern */
};

/* Patterns that are tried together; zero-initialized is none. */
struct program {
    struct node *nodes;
    size_t node_count, node_cap;
    struct charset *sets; /* all different */
    size_t set_count;
    uint32_t *set_slots; /* open addressing, by the hash of their ranges; PATTERN_NONE where free */
    size_t set_mask;
    struct pattern {
        uint32_t start; /* where it is entered */
        uint32_t end;   /* its nodes are those before this one and behind the last pattern's */
    } * patterns;
    size_t pattern_count;
};

/* Adds a pattern (UTF-8, accepted by PCRE2 without options but UTF) under the next number, from 0.
 * re is its regex, which is asked what a match can begin with where the pattern is not seen
 * through. */
void program_add(struct program *p, struct view pattern, struct regex *re);

void program_free(struct program *p);

#endif
