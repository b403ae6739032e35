/* What the parts of zb-track's measuring share: progress.c has the figures and the output, each of
 * the others the targets of one sort. */
#ifndef ZB_PROGRESSING_H
#define ZB_PROGRESSING_H

#include "progress.h"

enum {
    ROOT_PLACES = 30, /* of roots, before they are rounded to what is shown or weighed */
    RATE_PLACES = 2,
    MONTHS_MOST = 1200, /* a longer way is no plan */
};

/* A figure: what it can stand for, and its published value alone. */
struct amount {
    struct interval range, point;
    unsigned places;
};

/* The state of one target. */
struct track {
    const struct tracking *t;
    const struct fact *target;
    struct progress *p;
    bool flow, falls; /* falls: less is better */
    struct amount goal, base, latest;
    int start, end, now; /* months: the base's last, the target's last, the latest one's */
};

void progress_amount_init(struct amount *a);
void progress_amount_free(struct amount *a);
void progress_amount_read(struct amount *a, const struct fact *f);

/* Appends q, rounded once; the period in place of what was there; SOURCE:LINE of the figure. */
void progress_write_rounded(struct buf *b, mpq_srcptr q, unsigned places);
void progress_write_period(struct buf *b, struct period period);
void progress_add_input(struct buf *b, const struct fact *f);

/* The figure that was measured at a time; NULL where there is none. */
const struct fact *progress_measured(const struct track *k, const char *measure,
                                     struct period time);

/* ... at the end of a month: of a flow for the year, of others for any period that ends there. */
const struct fact *progress_measured_by(const struct track *k, const char *measure, int month);

/* The last month whose figures count. */
int progress_horizon(const struct track *k);

/* Finds the base of a level: what the target names, the user, or the plan: five years before one
 * that ends with a plan, else one year before. Sets start, whether or not there is a figure. */
const struct fact *progress_find_base(struct track *k);

/* The latest figure after the base; NULL where there is none. Sets now. */
const struct fact *progress_find_latest(struct track *k, const char *measure);

/* Takes it over into the output. */
void progress_take_latest(struct track *k, const struct fact *x);

/* Gives the verdict that something is missing. */
void progress_no_data(struct track *k, const char *why);

/* Whether x is as far as `wanted`, or may be for all that rounding tells. */
bool progress_reaches(const struct track *k, const struct interval *x,
                      const struct interval *wanted);

/* Whether the published value itself reaches the target, which was rounded too: 406.6 reaches 407,
 * 0.1 does not reach 0.2. */
bool progress_attains(const struct track *k);

/* The verdict once the time is over: what rounding leaves open is no miss. */
enum verdict progress_weigh_end(const struct track *k);

/* Gives the verdict against the target itself, which holds all the time. */
void progress_weigh_limit(struct track *k);

/* Set expected and gap, the latter from the former as it is shown, so that they add up; done:
 * (latest
 * - base) / (goal - base); elapsed: p of q months. */
void progress_write_expected(struct track *k, const struct interval *expected);
void progress_write_done(struct track *k);
void progress_write_elapsed(struct track *k, int p, int q);

/* Set needed: what each of the years left must add; the yearly growth in percent that makes `to` of
 * `from` in so many months. */
void progress_write_needed_amount(struct track *k, int months);
void progress_write_needed_growth(struct track *k, const struct interval *from,
                                  const struct interval *to, int months);

/* Targets of levels, shares and ranks, and for the sum of several years (progressway.c). */
void progress_level(struct track *k);
void progress_sum(struct track *k);

/* Targets of growth (progressrate.c): a mean yearly one, and one for a year. */
void progress_cagr(struct track *k);
void progress_growth(struct track *k);

#endif
