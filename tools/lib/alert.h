/*
 * Rules applied to figures over time (zb-alert(1)). A published figure stands for an interval
 * (interval.h), and an alert is raised only where a rule fits all values in it; where it fits some
 * of them, that is a note.
 */
#ifndef ZB_ALERT_H
#define ZB_ALERT_H

#include "alertrules.h"
#include "breaks.h"
#include "calendar.h"
#include "histories.h"
#include "nature.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

struct alert {
    const struct alertrule *rule;
    enum alertseverity severity;        /* that of the rule; a note where rounding leaves it open */
    const struct view *fields;          /* the record in question, by the columns of the stream */
    struct view place;                  /* its SOURCE:LINE, without these columns FILE:LINE */
    struct view found, low, high, unit; /* the figure that was weighed, and what it may be */
    struct view expected_low, expected_high; /* what raises nothing; empty where open */
    struct view inputs;                      /* SOURCE:LINE of the other figures, between | */
    struct view what;                        /* the sentence for people */
};

/* Takes one alert; all it points to is good only during the call. */
typedef void alert_emit(void *data, const struct alert *a);

/* What is weighed. */
struct watch {
    struct histories *histories; /* sorted */
    const struct alertrules *rules;
    const struct calendar *calendar;
    struct natures *natures;
    const struct breaks *breaks;
    long date;    /* what ends later is not known yet; LONG_MAX: all is */
    bool all;     /* weigh all periods, not only the last ones */
    bool explain; /* say on stderr what was weighed */
};

/* Applies all rules, one after the other. weighed[i] becomes how often rule i had all the figures
 * that it needs; there is room for one a rule. */
void alert_run(const struct watch *w, alert_emit *emit, void *data, uint64_t *weighed);

#endif
