/* What the kinds of rules of zb-alert share: the figures to be weighed, the weighing, and what is
 * said of what it finds. alert.c applies the rules, each of the alertX.c holds the kinds of one
 * subject. */
#ifndef ZB_ALERTING_H
#define ZB_ALERTING_H

#include "alert.h"
#include "buf.h"
#include "interval.h"

#include <gmp.h>

enum { ALERT_RATE_PLACES = 2 };

/* A figure: what it can stand for, and the published value alone. */
struct measured {
    struct interval range;
    mpq_t point;
    unsigned places;
    bool bounded; /* both ends are there */
};

struct alerting {
    const struct watch *w;
    const struct alertrule *rule;
    struct histories *h;
    alert_emit *emit;
    void *data;
    uint64_t weighed;    /* of the rule */
    struct view *fields; /* of the record in question */
    struct buf row;      /* what fields point to, where alerting_subject has set them */
    struct buf place;    /* SOURCE:LINE of that record */
    struct buf inputs, detail, scratch;
};

void measured_init(struct measured *m);
void measured_free(struct measured *m);

/* Reads the figure of an entry of h; places are those of its value. Whole numbers that were counted
 * are exact. */
void measured_read(struct alerting *a, const struct history *h, const struct entry *e,
                   struct measured *m);

/* m = (now / base - 1) in percent; false where that says nothing: base may be 0 or less, now less
 * than 0, or either is only bounded. */
bool measured_growth(struct measured *m, const struct measured *now, const struct measured *base);

/* How many of the entries are known at the date. */
size_t alerting_known(const struct alerting *a, const struct history *h);

/* Whether the last of the known entries is to be weighed: as long as the next may not be there yet.
 */
bool alerting_is_current(struct alerting *a, const struct history *h, size_t known);

/* The entries to be weighed are those from here up to *end: the last one, if it is current; with
 * `all` all that are known. */
size_t alerting_begin(struct alerting *a, const struct history *h, size_t *end);

/* Whether the entry before the i-th is of the period before; i > 0. */
bool alerting_follows(const struct history *h, size_t i);

/* Whether the rule is for the history: region, indicator, item and frequency. */
bool alerting_fits(const struct alerting *a, const struct history *h);

/* ... measure and unit too. Of what is compared with another time only what is compared with a year
 * earlier is meant. */
bool alerting_fits_figure(const struct alerting *a, const struct history *h);

/* Whether quotients of its figures say by how much they grew. */
bool alerting_grows(const struct alerting *a, const struct history *h);

/* Whether another definition begins after the first and not after the second of these days. */
bool alerting_broken(const struct alerting *a, const struct history *h, long from, long to);

/* The entry n years before; NULL where there is none. */
const struct entry *alerting_years_before(struct alerting *a, const struct history *h,
                                          const struct entry *e, int n);

/* Begins a new alert: forgets inputs and detail, and makes the entry's record the one in question.
 */
void alerting_subject(struct alerting *a, const struct entry *e);

/* Adds a figure that was used. */
void alerting_input(struct alerting *a, const struct entry *e);

/* Append to the detail of the sentence: text as of printf; the value, and in brackets the period.
 */
void alerting_say(struct alerting *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void alerting_say_value(struct alerting *a, const struct entry *e);

/* Appends the number with so many places, rounded once, half up. */
void alerting_say_number(struct alerting *a, mpq_srcptr q, unsigned places);

/* Weighs m against the threshold of the rule, and makes an alert, or a note, where it is due. */
void alerting_weigh(struct alerting *a, const struct measured *m, struct view unit);

/* Makes one without a threshold: found is a text. open: rounding does not let it be told. The
 * detail is the sentence. */
void alerting_tell(struct alerting *a, struct view found, struct view unit, bool open,
                   struct view expected_low, struct view expected_high);

/* The kinds: each applies the rule to one history, or to all. */
void alert_level(struct alerting *a, const struct history *h);
void alert_growth(struct alerting *a, const struct history *h);
void alert_step(struct alerting *a, const struct history *h);
void alert_sign(struct alerting *a, const struct history *h);
void alert_run_of(struct alerting *a, const struct history *h); /* falls, rises */
void alert_season(struct alerting *a, const struct history *h); /* season, deviation */
void alert_swing(struct alerting *a, const struct history *h);
void alert_cover(struct alerting *a, const struct history *h);
void alert_concentration(struct alerting *a, const struct history *head);
void alert_deliveries(struct alerting *a); /* missing, late */

#endif
