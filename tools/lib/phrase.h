/*
 * The phrase that a figure stands in: what is said about it between its name and its number, and
 * the name. Read backwards from the figure, since Chinese puts both before it.
 */
#ifndef ZB_PHRASE_H
#define ZB_PHRASE_H

#include "buf.h"
#include "normal.h"
#include "period.h"
#include "rules.h"
#include "token.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stretch of the text that names something; empty where start == end. */
struct stretch {
    uint32_t start, end;
};

/* What the tokens [from, to) cover. */
static inline struct stretch stretch_between(const struct tokens *ts, size_t from, size_t to)
{
    if (from >= to)
        return (struct stretch){0};
    return (struct stretch){ts->t[from].start, ts->t[to - 1].end};
}

/* The stretch without the brackets it ends with, 性别比(女=100): without them, if something is
 * left. */
struct stretch stretch_without_brackets(struct view text, struct stretch s);

struct phrase {
    const struct rule *grow;   /* the verb of change next to the figure, or NULL */
    const struct rule *level;  /* the verb that gives the figure itself, or NULL */
    const struct rule *to;     /* the verb that gives what was reached, or NULL */
    const struct rule *base;   /* 同比, 环比, or NULL */
    const struct rule *before; /* the word that bounds it from before, or NULL */
    const struct rule *over;   /* 高于, or NULL: against is then a place or a mean */
    const struct rule
        *rate;    /* 增速 of 较1-8月增速上升: what changes is how fast it grew; or NULL */
    bool average; /* 年均 */
    bool respectively;           /* 分别 */
    bool each;                   /* 各 */
    bool of_mark;                /* 的 stands right before the figure */
    bool jointly;                /* 合计: of all that were named together */
    bool from;                   /* the figure that something rose or fell from */
    bool share;                  /* 占; against is then the whole, if it is named */
    const struct rule *share_by; /* ... by this word, or NULL */
    bool of;                 /* 为X的: against is what the figure is a part or a multiple of */
    bool contribution;       /* 拉动 */
    const struct rule *pull; /* ... by this verb */
    bool among;              /* 其中 stands in it */
    bool yields;             /* a verb of having or making stands in it */
    bool ends_in_verb;       /* the name ends in such a verb: 重点整治了377家企业 */
    bool lead_grow;          /* grow stood before the name: 减少贫困人口140万 */
    bool estimate, target;   /* cues next to the figure */
    bool present;            /* 现有, 已: it is so already */
    bool empty;              /* nothing but marks stands before the figure */
    const struct token *base_time; /* the time it is measured against, or NULL */
    bool multiple;                 /* 是2019年的: the figure is a multiple of that time's */
    const struct token *from_time; /* the time that a figure with from is of, or NULL */
    const struct token *lasting;   /* 连续五年, or NULL */
    struct stretch against;        /* what it is measured against, if that is no time */
    uint32_t name_end;             /* where the name ends at the latest, or 0 */
    struct stretch name;           /* what is measured; empty where the phrase does not say */
    struct stretch scope; /* who did it: 第二产业|实现|增加值; part of the name if not empty */
    struct stretch listed;    /* what stood before 等 in the name */
    const struct rule *yield; /* the verb of having or making right before the figure, or NULL */
};

/* Reads the phrase of the figure at token i. Nothing before token low belongs to it. */
void phrase_read(struct phrase *p, const struct tokens *ts, struct rules *rules, struct view text,
                 size_t low, size_t i);

#endif
