/* The rules of zb-alert(1): what is to be watched, and from where on it is worth a look. */
#ifndef ZB_ALERTRULES_H
#define ZB_ALERTRULES_H

#include "frequency.h"
#include "view.h"

#include <gmp.h>
#include <stddef.h>
#include <stdint.h>

enum alertkind {
    ALERT_LEVEL,
    ALERT_GROWTH,
    ALERT_STEP,
    ALERT_SIGN,
    ALERT_FALLS,
    ALERT_RISES,
    ALERT_SEASON,
    ALERT_DEVIATION,
    ALERT_SWING,
    ALERT_COVER,
    ALERT_CONCENTRATION,
    ALERT_MISSING,
    ALERT_LATE,
    ALERTKINDS
};

enum alertseverity { ALERT_ERROR, ALERT_WARNING, ALERT_NOTE, ALERT_OFF, ALERTSEVERITIES };

enum comparison { COMPARE_NONE, COMPARE_LT, COMPARE_LE, COMPARE_GT, COMPARE_GE };

struct alertrule {
    struct view name, message;
    enum alertseverity severity;
    enum alertkind kind;
    struct view region, indicator, item, measure, unit; /* patterns (wildcard.h) */
    struct view with;                                   /* one more, as the kind says */
    int frequency;                                      /* enum frequency, -1 for any */
    enum comparison comparison;
    struct view threshold; /* as it was written; empty where there is none */
    mpq_t limit;           /* the same */
    unsigned n;
    const char *file;
    uint64_t line;
};

struct alertrules; /* opaque */

/* Without rules. The caller ends it with alertrules_free. */
struct alertrules *alertrules_new(void);

/* Reads a file of rules. A name of an earlier file replaces the rule in its place. Ends the program
 * with STATUS_FAILED as dict_read_file does. file must outlive the rules. */
void alertrules_read(struct alertrules *r, const char *file);

/* To be called once all have been read; a wrong rule ends the program with STATUS_FAILED, naming
 * its file and line. */
void alertrules_check(struct alertrules *r);

/* All of them but those that are off, in their order. */
size_t alertrules_count(const struct alertrules *r);
const struct alertrule *alertrules_at(const struct alertrules *r, size_t i);

/* "level" for ALERT_LEVEL, and so on. */
const char *alertkind_name(enum alertkind kind);
const char *alertseverity_name(enum alertseverity severity);

void alertrules_free(struct alertrules *r);

#endif
