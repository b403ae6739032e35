/* The parts of an HTML page that shows a document with its figures marked. */
#ifndef ZB_MARKPAGE_H
#define ZB_MARKPAGE_H

#include "marking.h"
#include "out.h"
#include "view.h"

#include <stddef.h>
#include <stdint.h>

/* A finding of zb-check. The views are not owned. */
struct noted {
    struct view severity, rule, source, what, indicator, measure, value, inputs;
    uint64_t line;
    bool shown;
};

struct markpage_counts {
    size_t records, found, left, findings, elsewhere;
};

/* A line that has findings; name is that of its document, empty where there is only one. */
struct markpage_place {
    size_t document;
    uint64_t line;
    struct view name;
};

/* Text of the document or of a record, with what HTML would take for itself escaped (HTML Living
 * Standard, 13.3) and controls, which it does not allow, as their pictures. */
void markpage_escape(struct out *o, struct view text);

/* The head of the page, its title, the legend, the counts, and links to the places. Everything that
 * the page needs is in it: it fetches nothing and runs no script. */
void markpage_head(struct out *o, struct view title, const struct markpage_counts *counts,
                   const struct markpage_place *places, size_t place_count);

/* The name of one of several documents. */
void markpage_document(struct out *o, struct view name);

/* One line with its marks; records are those that m was made with, number names the document in the
 * identifiers. findings are those of the line; they stand in the margin. */
void markpage_line(struct out *o, size_t number, uint64_t line_number, struct view line,
                   const struct marking *m, const struct marked *records,
                   struct noted *const *findings, size_t finding_count);

/* Records and findings that have no place in the text, and the end of the page. */
void markpage_records(struct out *o, const struct marked *const *records, size_t count);
void markpage_findings(struct out *o, struct noted *const *findings, size_t count);
void markpage_end(struct out *o);

#endif
