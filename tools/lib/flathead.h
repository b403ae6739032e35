/* The heads of a table that a page flattened: 2025年目标值, 比上年增长(%), 招生数(人). */
#ifndef ZB_FLATHEAD_H
#define ZB_FLATHEAD_H

#include "document.h"
#include "period.h"
#include "rules.h"
#include "token.h"
#include "view.h"

#include <stdbool.h>

/* What a head says of the figures under it. */
struct flat_column {
    struct period period;
    const char *measure;
    const char *status;
    struct view unit; /* in the head's brackets */
    struct view noun; /* what the head measures, where it says what and not only how */
};

/* What heads are read by. The caller sets rules and doc, which it owns, and frees tokens. */
struct flatheads {
    struct rules *rules;
    const struct document *doc;
    struct tokens tokens; /* room to work in */
};

/* Reads one head, in its uniform form, which the views of c then point into. False where it says
 * nothing that a head says; c then is the document's time, a level, and the head as its noun. */
bool flathead_read(struct flatheads *h, struct view head, struct flat_column *c);

/* The time in a head; PERIOD_NONE where it says none. */
struct period flathead_period(struct flatheads *h, struct view head);

/* The time that is all of the text; PERIOD_NONE where it is none, or more than that. */
struct period flathead_only_period(struct flatheads *h, struct view text);

/* Whether the whole text is a unit, in brackets or not. */
bool flathead_is_unit(struct flatheads *h, struct view text);

/* Splits the unit in brackets off the end of a name, 社会消费品零售总额(亿元), and returns it;
 * empty where there is none. */
struct view flathead_split_unit(struct flatheads *h, struct view *name);

#endif
