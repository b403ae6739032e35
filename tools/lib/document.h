/* What a document says about itself at its beginning: its kind, year, date and place. */
#ifndef ZB_DOCUMENT_H
#define ZB_DOCUMENT_H

#include "buf.h"
#include "period.h"
#include "rules.h"
#include "view.h"
#include "when.h"

enum document_kind {
    DOCUMENT_OTHER,
    DOCUMENT_PLAN,     /* a five-year plan */
    DOCUMENT_BULLETIN, /* a year's, quarter's or month's statistics */
    DOCUMENT_REPORT,   /* a government's yearly report: last year's work, this year's aims */
    DOCUMENT_BUDGET,   /* last year's budget carried out, this year's draft */
};

struct document {
    enum document_kind kind;
    struct period period; /* its own: a plan's span, a bulletin's year */
    struct when when;     /* what relative times in it are relative to */
    struct buf region;    /* the place it is about, "" if not found; owned */
    struct buf parent; /* the places named before it in the title (台州市椒江区: 台州市); owned */
};

/* Reads the facts from the first lines of a document, UTF-8. Replaces what *d holds; d must be
 * zeroed before its first use. Not finding a fact is no error. */
void document_read(struct document *d, struct rules *rules, struct view head);

/* Overrides what was found by what the user says; an empty region or PERIOD_NONE overrides nothing.
 */
void document_set(struct document *d, struct view region, struct period period);

/* How small the document's place is: 1 a province, 2 a city, 3 a county or district, 4 a town; 1
 * where it is not known, so that only the nation is larger. */
int document_size(const struct document *d, const struct rules *rules);

void document_free(struct document *d);

#endif
