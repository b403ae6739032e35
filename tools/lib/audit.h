/*
 * The arithmetic audit of records (zb-check(1)): each rule weighs published figures against each
 * other. Every figure stands for an interval (interval.h), and a finding is made only where the
 * intervals cannot meet, whatever was rounded.
 */
#ifndef ZB_AUDIT_H
#define ZB_AUDIT_H

#include "auditnames.h"
#include "evidence.h"

#include <stddef.h>
#include <stdint.h>

enum audit_rule {
    RULE_GROWTH,
    RULE_CAGR,
    RULE_MULTIPLE,
    RULE_CHANGE,
    RULE_SHARE,
    RULE_RATIO,
    RULE_PARTS,
    RULE_CUMULATIVE,
    RULE_CONFLICT,
    RULE_TARGET,
    RULE_JUMP,
    RULE_RANGE,
    RULES
};

/* error: the figures contradict each other; warning: there may be a reason; note: not checked, or
 * changed on purpose. */
enum audit_severity { AUDIT_ERROR, AUDIT_WARNING, AUDIT_NOTE, AUDIT_SEVERITIES };

struct finding {
    enum audit_severity severity;
    enum audit_rule rule;
    const struct fact *subject;       /* the figure in question; owned by the evidence */
    struct view low, high;            /* the ends of what it should lie in; empty where open */
    const struct fact *const *inputs; /* the other figures used */
    size_t input_count;
    struct view what; /* the sentence for people */
};

/* Takes one finding; all it points to is good only during the call. */
typedef void audit_emit(void *data, const struct finding *f);

/* "growth" for RULE_GROWTH, and so on; "error" for AUDIT_ERROR. */
const char *audit_rule_name(enum audit_rule rule);
const char *audit_severity_name(enum audit_severity severity);

/* Applies all rules to the sorted evidence, in the order of the input. weighed becomes how often
 * each rule had all the figures that it needs. */
void audit_run(const struct evidence *e, struct auditnames *names, audit_emit *emit, void *data,
               uint64_t weighed[RULES]);

#endif
