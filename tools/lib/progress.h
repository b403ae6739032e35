/*
 * How far a target is: its base, the latest figure, what was to be expected by then, and what that
 * means (zb-track(1)).
 *
 * Verdicts weigh what published figures can stand for (interval.h): one against a target is given
 * only where it holds however the figures were rounded. The figures that are shown follow from the
 * published values themselves, exactly, and are rounded once.
 */
#ifndef ZB_PROGRESS_H
#define ZB_PROGRESS_H

#include "buf.h"
#include "evidence.h"
#include "period.h"
#include "view.h"

#include <stdbool.h>

struct tracking {
    const struct evidence *e; /* sorted; what was measured, and perhaps targets */
    bool straight;            /* expect a straight line instead of constant growth */
    struct period base;       /* of targets that name none; PERIOD_NONE: by their own period */
    struct period as_of;      /* figures of later times do not count; PERIOD_NONE: all do */
};

enum verdict {
    VERDICT_MET,
    VERDICT_ON_COURSE,
    VERDICT_BEHIND,
    VERDICT_AT_RISK, /* nearer to the base than to what was expected */
    VERDICT_MISSED,  /* its time is over */
    VERDICT_NO_DATA,
    VERDICTS
};

/* Zero-initialized is empty; owns its buffers. What can't be told is empty. */
struct progress {
    enum verdict verdict;
    const char *path; /* growth, straight, sum, limit or rate: what expected follows from */
    const char *why;  /* of VERDICT_NO_DATA: what is missing */
    struct buf base, base_period, latest, latest_period;
    struct buf expected, gap;       /* in the target's unit; gap: latest less expected */
    struct buf done, elapsed;       /* percent of the way, and of the time */
    struct buf needed, needed_unit; /* what each year to come must bring */
    struct buf inputs;              /* SOURCE:LINE of base and latest, separated by | */
    const struct fact *doubt[2];    /* two figures of one time that differ; the first was taken */
};

/* "on course" for VERDICT_ON_COURSE, and so on. */
const char *verdict_name(enum verdict verdict);

/*
 * Fills p for the target, a fact that need not be part of the evidence. flow says whether figures
 * of its indicator add up over time: then only whole years count, and a target for several years is
 * their sum.
 */
void progress_of(const struct tracking *t, const struct fact *target, bool flow,
                 struct progress *p);

void progress_free(struct progress *p);

#endif
