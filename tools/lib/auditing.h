/* What the parts of the audit share: audit.c runs them, each of the others holds the rules of one
 * subject. */
#ifndef ZB_AUDITING_H
#define ZB_AUDITING_H

#include "audit.h"
#include "buf.h"

#include <stdbool.h>
#include <stdint.h>

/* What has been found out once and for all. */
enum doubt { DOUBT_UNKNOWN, DOUBT_NO, DOUBT_YES };

struct audit {
    const struct evidence *e;
    struct auditnames *names;
    audit_emit *emit;
    void *data;
    uint64_t *weighed;     /* by rule */
    struct buf low, high;  /* of audit_expect */
    struct buf what, text; /* scratch */
    struct buf key;        /* scratch: of audit_key */
    uint8_t *doubts;       /* owned; by place of the first of a group: enum doubt */
    uint8_t *mixed;        /* owned; by place: enum doubt of audit_conflict */
};

/* What the next finding expects, with one place more than f has. */
void audit_expect(struct audit *a, const struct interval *v, const struct fact *f);

/* What was expected, for the sentence: "1.69..1.71"; good until the next call. */
struct view audit_expected(struct audit *a);

/* Makes a finding of what was expected last, if anything was. In the format %V stands for a
 * const struct view *, %F for a const struct fact *: its value and unit; %s, %u, %% as usual. */
void audit_find(struct audit *a, enum audit_severity severity, enum audit_rule rule,
                const struct fact *subject, const struct fact *const *inputs, size_t count,
                const char *format, ...);

/* The key of another name; good until the next call. */
struct view audit_key(struct audit *a, struct view name);

/* Decimal places of a published figure. */
unsigned audit_places(const struct fact *f);

bool audit_is_percent(const struct fact *f);

/* Whether a and b are within a twentieth of each other. */
bool audit_near(const struct fact *a, const struct fact *b);

/* Whether figures of one time, all that a search has found, are so far apart that they are of
 * scopes which the names do not tell apart (全市, 市本级): they then prove nothing. */
bool audit_ambiguous(struct audit *a, const struct fact *x, size_t count);

/* Whether f's document gives other figures than f in the same words, in prose as in prose or in a
 * table as in a table: f then is of one of several scopes, and its whole or levels may be of
 * another. */
bool audit_repeated(struct audit *a, const struct fact *f);

/* Rules of figures at several times (audittime.c). */
void audit_growth(struct audit *a, const struct fact *f);
void audit_cagr(struct audit *a, const struct fact *f);
void audit_multiple(struct audit *a, const struct fact *f);
void audit_change(struct audit *a, const struct fact *f);

/* Rules of series (auditseries.c). */
void audit_cumulative(struct audit *a, const struct fact *f);
void audit_jump(struct audit *a, const struct fact *f);
void audit_target(struct audit *a, const struct fact *f);

/* Rules of wholes and their parts (auditwhole.c); nth is the place of the fact in the input. */
void audit_share(struct audit *a, size_t nth);
void audit_ratio(struct audit *a, size_t nth);
void audit_parts(struct audit *a, const struct fact *f);
void audit_items(struct audit *a, const struct fact *f);

/* Rules of one figure, and of the same figure twice (auditsame.c). */
void audit_conflict(struct audit *a, const struct fact *f);
void audit_range(struct audit *a, const struct fact *f);

#endif
