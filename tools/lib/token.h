/* The tokens of a line of prose: words and patterns of the rules, quantities, marks, and text. */
#ifndef ZB_TOKEN_H
#define ZB_TOKEN_H

#include "period.h"
#include "quantity.h"
#include "rules.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum token_kind {
    TOKEN_TEXT,     /* anything else: the stuff that names are made of */
    TOKEN_WORD,     /* what a rule says it is */
    TOKEN_QUANTITY, /* a number, with its unit if there is one */
    TOKEN_MARK,     /* punctuation */
};

/* Marks. Those of one kind are made one: MARK_STOP is any of 。!? */
enum mark {
    MARK_NONE,
    MARK_COMMA,     /* , */
    MARK_SEMICOLON, /* ; */
    MARK_COLON,     /* : */
    MARK_STOP,      /* 。 ! ? */
    MARK_LIST,      /* 、 */
    MARK_OPEN,      /* ( */
    MARK_CLOSE,
    MARK_QUOTE, /* “ ” 《 》 */
    MARK_RANGE, /* - ~ 至 between two numbers */
    MARK_BREAK, /* a tab, a blank that stands alone, | -- : what it parts is not one clause */
};

/* How many tokens away from a figure what is said of it is looked for: a clause with more of them
 * is no prose, and reading all of it for each figure would take the square of its length. */
enum { CLAUSE_MAX = 160 };

struct token {
    enum token_kind kind;
    enum class class; /* of a TOKEN_WORD */
    enum mark mark;   /* of a TOKEN_MARK */
    bool quoted;      /* inside quotation marks or the marks of a title */
    bool base;        /* a time that something is measured against, not the time of a figure */
    uint16_t depth;   /* of brackets around it */
    uint32_t start, end;
    const struct rule *rule; /* of a TOKEN_WORD */
    uint32_t groups[8][2];   /* of a pattern, by enum group; start == end where not set */
    struct quantity quantity;
};

struct tokens { /* zero-initialized is empty */
    struct token *t;
    size_t n, cap;
};

/* Replaces the tokens by those of the text, which must be valid UTF-8. */
void tokens_read(struct tokens *ts, struct rules *rules, struct view text);

/* The text of group g, empty where it is not set. */
struct view token_group(const struct token *t, struct view text, enum group g);

/* Whether the token is that word of the text: a particle such as 的, of which a sentence is built.
 * Words of a field are rules. */
static inline bool token_reads(const struct token *t, struct view text, const char *word)
{
    return view_is((struct view){text.p + t->start, t->end - t->start}, word);
}

static inline bool token_is(const struct token *t, enum class c)
{
    return t->kind == TOKEN_WORD && t->class == c;
}

static inline bool token_is_mark(const struct token *t, enum mark m)
{
    return t->kind == TOKEN_MARK && t->mark == m;
}

/* Whether a clause ends at the token: a comma, semicolon, colon, stop or break. */
bool token_is_boundary(const struct token *t);

/* 与2019年|相比: whether the token ends a comparison. */
bool token_ends_comparison(const struct token *t);

/* Whether the token joins figures or names to a list: 、 和 及, or the mark of a range. */
bool token_is_joint(const struct token *t);

/* Whether the token is a quantity with a unit of that kind. */
static inline bool token_counts_in(const struct token *t, enum unit_kind kind)
{
    return t->kind == TOKEN_QUANTITY && t->quantity.unit_kind == kind;
}

/* Whether the token gives a figure: a quantity, rank, ratio, multiple, tenths, percent in words, or
 * 持平. */
bool token_is_figure(const struct token *t);

void tokens_free(struct tokens *ts);

#endif
