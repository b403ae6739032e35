/*
 * Reading prose: from the lines of a document to observations, as zb-record(5) says. What regular
 * expressions can't say is done here: times and names inherited over clause, sentence, paragraph
 * and section, lists dealt out, brackets, headings.
 */
#ifndef ZB_READING_H
#define ZB_READING_H

#include "document.h"
#include "period.h"
#include "rules.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

/* One figure of the text. All views are good only during the call that delivers it. */
struct observation {
    struct view indicator;
    struct view item; /* the breakdown inside the indicator; of tables only */
    struct period period;
    const char *measure;
    struct view against;
    struct view value; /* exact decimal */
    struct view unit;
    struct view bound;
    const char *status;
    uint64_t line;
    struct view text;   /* the clause as published */
    struct view region; /* another place than the document's; empty for that */
};

struct reading; /* opaque */

/* Takes one observation. */
typedef void reading_emit(void *data, const struct observation *o);

/*
 * Starts reading a document. rules and doc must outlive the reading. emit gets every observation
 * with data. file names the document in messages; where explain is set each figure of the text is
 * explained on stderr: the observation made of it and the rules that made it, or why it was left.
 */
struct reading *reading_new(struct rules *rules, const struct document *doc, const char *file,
                            bool explain, reading_emit *emit, void *data);

/* Reads the next line of the document (valid or not, UTF-8; without its line end). */
void reading_line(struct reading *r, struct view line, uint64_t number);

void reading_free(struct reading *r);

#endif
