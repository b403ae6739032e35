/* What is known where a figure of a sentence stands: what figure.h, saying.h and naming.h share. */
#ifndef ZB_SCENE_H
#define ZB_SCENE_H

#include "buf.h"
#include "document.h"
#include "name.h"
#include "normal.h"
#include "period.h"
#include "phrase.h"
#include "reading.h"
#include "rules.h"
#include "token.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TIMES_MAX = 8 }; /* times of one list */

/* What is known where a figure stands. */
struct scene {
    /* the document and its line; not owned */
    struct rules *rules;
    const struct document *doc;
    const char *file;
    uint64_t line;
    bool explain;
    reading_emit *emit;
    void *data;
    const struct normal *normal;
    const struct tokens *tokens;
    struct view text;   /* the normal line's */
    const size_t *ends; /* where lines end in what it was made of, from its first character on */
    size_t end_count;

    /* what the sentence says before the figure */
    size_t start, end;  /* its tokens */
    size_t low;         /* first token that is not part of an earlier figure's statement */
    struct period time; /* nearest time before, or inherited */
    bool own;           /* ... in this sentence, not inherited */
    bool time_said;     /* ... and said of what follows it, not of a thing in it */
    struct period times[TIMES_MAX]; /* the list of times that the last one ends */
    size_t time_count;
    struct period bases[TIMES_MAX]; /* the list of times that was last measured against */
    size_t base_count;
    struct period span; /* nearest span of years, for yearly means; PERIOD_NONE if there is none */
    const struct token *base; /* 与2019年相比,…: what all after it is measured against, or NULL */
    const struct rule *compared; /* 从环比看,…: the comparison of all after it, or NULL */
    struct period from;          /* the time of the figure that something rose from */
    int status;               /* of the section: -1 what was done, 1 what is aimed at, 0 unknown */
    bool provisional;         /* said of the sentence */
    bool target;              /* a cue stood before */
    const char *from_measure; /* of the last figure that something rose from, or NULL */
    struct buf from_against;  /* ... and what it was against; owned like the names below */
    size_t estimated;         /* the last figure that was said to be an estimate; 0 for none */
    bool estimating;          /* the sentence began so: 预计A达到…,B增长… */
    bool present;             /* what was named last is so already */
    bool gave;                /* the sentence gave a record */
    bool yielding;            /* the last count was of what stood behind it */

    /* names, owned by whoever made the scene */
    struct buf current; /* the last name that something was said of */
    struct buf topic;   /* the first name of the paragraph */
    struct buf parent;  /* the total before 其中 */
    struct view place;  /* another place than the document's that is spoken of: 全国; or empty */
    bool nationwide;    /* ... and it is the whole country */
    struct buf whole;   /* what the last share was a share of */
    bool whole_for_all; /* ... and what all shares of the sentence are of: X中,A占…,其中B占… */
    struct buf rated;        /* 增速 and the like of it, if the last record was of its change */
    struct buf counted;      /* what the sentence counted last */
    struct buf counted_unit; /* ... in this unit, without its scale */
    struct buf standing; /* what all shares are of that name no whole: 占总值(下同)的… */
    const char *last_measure; /* of the last record of the sentence, or NULL */
    size_t share_end;         /* the token behind the last share that named its whole; 0 for none */
    struct names dealt;       /* names that wait for figures: A、B分别增长2%、下降3% */
    size_t dealt_next;        /* the next of them */
    size_t dealt_end;         /* the token behind their clause */
    struct names subjects;    /* names of the sentence in order */
    size_t group;             /* how many of them came from one list */
    struct names stems;       /* the names of that list without what later lists measured of each */
    struct stretch listed;    /* what that list was called as it stands there, if anything */
    struct stretch joint; /* the name of the last figure, where it may list what follows names */
    struct buf lent[4];   /* memory that one figure (saying.h) leaves to the next */
    struct names lent_names;
};

/* The token i of the line. */
static inline const struct token *scene_token(const struct scene *s, size_t i)
{
    return &s->tokens->t[i];
}

/* The uniform text of a stretch. */
static inline struct view scene_text(const struct scene *s, struct stretch at)
{
    return (struct view){s->text.p + at.start, at.end - at.start};
}

/* Whether the token's uniform text is the word, a particle (see token_reads). */
bool scene_word_is(const struct scene *s, const struct token *t, const char *word);

/* The line of the document that a place of the text stands in. */
uint64_t scene_line(const struct scene *s, uint32_t at);

/* Says on stderr of the figure at token i what the format says, if explanations are wanted. */
void scene_explain(const struct scene *s, size_t i, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static inline bool stretch_is_empty(struct stretch at)
{
    return at.start >= at.end;
}

#endif
