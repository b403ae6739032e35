/*
 * The arithmetic audit of records (zb-check(1)): each rule weighs published figures against each
 * other. Every figure stands for an interval (interval.h), and a finding is made only where the
 * intervals cannot meet, whatever was rounded.
 */
#ifndef ZB_AUDIT_H
#define ZB_AUDIT_H

#include "evidence.h"

#include <stddef.h>

struct finding {
    const char *severity; /* error: the figures contradict each other; warning: unlikely; note: not
                             checked, and why */
    const char *rule; /* growth, cagr, change, share, ratio, parts, cumulative, conflict, target,
                         jump, range */
    const struct fact *subject;       /* the figure in question; owned by the evidence */
    struct view expected;             /* the interval that it should lie in, or empty */
    const struct fact *const *inputs; /* the other figures used */
    size_t input_count;
    struct view what; /* the sentence for people */
};

/* Takes one finding; all it points to is good only during the call. */
typedef void audit_emit(void *data, const struct finding *f);

/* What the audit knows of names, from dictionaries. */
struct audit_names {
    /* whether growth of it is published at comparable prices (GDP, value added): then its levels,
     * at current prices, say nothing of it */
    bool (*is_real)(void *data, struct view indicator);
    /* whether the name says enough to be the same thing wherever it stands */
    bool (*is_specific)(void *data, const struct fact *f);
    /* the names of the parts that make the total f, '|' between them: the nth way to part it, from
     * 0; empty if there is none */
    struct view (*parts)(void *data, const struct fact *f, int nth);
    /* the key of a name, appended to out */
    void (*key)(void *data, struct view name, struct buf *out);
    void *data;
};

/* Applies all rules to the sorted evidence, in its order. */
void audit_run(const struct evidence *e, const struct audit_names *names, audit_emit *emit,
               void *data);

#endif
