/* The encodings that zb-decode knows: their names, and which of them a text is in. */
#ifndef ZB_ENCODING_H
#define ZB_ENCODING_H

#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum encoding {
    ENCODING_UTF8,
    ENCODING_GB18030, /* and so GBK, GB2312, and CP936 with its lone 80 for the euro sign */
    ENCODING_BIG5,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_NONE, /* none of them; also their number */
};

/* Sets of encodings: 1 << encoding each. */
enum { ENCODING_ALL = (1 << ENCODING_NONE) - 1 };

/* "GB18030" */
const char *encoding_name(enum encoding encoding);

/* Whether its code units are of two bytes. */
bool encoding_wide(enum encoding encoding);

/* The set that a name stands for, 0 for an unknown one. Case, '-', '_' and blanks do not matter.
 * "UTF-16" stands for both byte orders. */
unsigned encoding_named(const char *name);

/* The names of an encoding that encoding_named() takes, as one line ("GB18030 GBK GB2312 ..."). */
const char *encoding_names(enum encoding encoding);

/* What the characters of a text are, seen as one encoding. */
enum char_class {
    CLASS_ASCII,
    CLASS_CONTROL,     /* C0 controls that no text has */
    CLASS_PUNCTUATION, /* of Chinese text; full-width forms, and signs such as ℃ and № */
    CLASS_COMMON, /* hanzi of the first level, some 3755 (GB 2312) or 5401 (Big5); all in Unicode */
    CLASS_RARE,   /* hanzi of the second level */
    CLASS_FAR,    /* hanzi and scripts beyond those */
    CLASS_SYMBOL, /* other scripts, symbols */
    CLASS_ODD,    /* private use, no character */
    CLASS_FAULT,  /* bytes that are no code at all */
    CLASS_COUNT,
};

struct encoding_counts {
    uint64_t n[CLASS_COUNT];
};

/*
 * How unlikely the text is in this encoding: minus the logarithm of its probability, in hundredths,
 * under a model in which each class of characters has a share and each character of a class the
 * same part of it. Costs of the same text in different encodings may be compared. counts (may be
 * NULL) is added to. Beyond `most` it gives up, and
 * what it returns is only more than that. ENCODING_NONE gives the cost of bytes that are no text in
 * any of the encodings.
 */
uint64_t encoding_cost(enum encoding encoding, struct view text, uint64_t most,
                       struct encoding_counts *counts);

struct encoding_verdict {
    enum encoding encoding;           /* the likeliest */
    enum encoding next;               /* the next likeliest, or ENCODING_NONE */
    bool fits;                        /* it is likelier than that the bytes are no text */
    bool sure;                        /* it is at least 7 times as likely as the next */
    uint64_t cost[ENCODING_NONE + 1]; /* 0 where it was not looked at */
    struct encoding_counts counts[ENCODING_NONE + 1];
};

/* Finds the encoding of a text, which holds at least one byte beyond ASCII, among the set allowed.
 */
struct encoding_verdict encoding_find(struct view text, unsigned allowed, bool count);

/* Writes the counts as text, "12 ASCII, 3 common hanzi", cut at size bytes with the NUL. */
void encoding_describe(const struct encoding_counts *counts, char *out, size_t size);

/* The encoding whose byte order mark opens the text, and the length of the mark; else ENCODING_NONE
 * and 0. */
enum encoding encoding_mark(struct view text, size_t *length);

#endif
