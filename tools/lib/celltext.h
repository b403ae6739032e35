/*
 * What the text of one head, row label or title of a table says: a time, a unit, a kind of figure,
 * a state, a place, and a name in what is left. The words are rules (rules/tables.rules).
 */
#ifndef ZB_CELLTEXT_H
#define ZB_CELLTEXT_H

#include "period.h"
#include "rules.h"
#include "units.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

/* What the cells of a column hold. */
enum role {
    ROLE_NONE,
    ROLE_REGION,
    ROLE_INDICATOR,
    ROLE_ITEM,
    ROLE_PERIOD,
    ROLE_UNIT,
    ROLE_CODE, /* technical: numbers, codes */
    ROLE_NOTE,
    ROLE_FREQUENCY,
    ROLE_MEASURE, /* these four: columns of records, which zb-export's wide table has too */
    ROLE_AGAINST,
    ROLE_BOUND,
    ROLE_STATUS,
    ROLE_VALUE,
};

/* Its name in messages and layouts. */
const char *role_name(enum role r);

/* How a time is meant that is said elsewhere: 累计 beside 2019年9月 is 2019-01/2019-09. */
enum timing {
    TIMING_NONE,
    TIMING_CURRENT,    /* 当月: of a span of months the last */
    TIMING_QUARTER,    /* 当季: the quarter that the month ends */
    TIMING_CUMULATIVE, /* 累计: from January on */
    TIMING_YEAR,       /* 年初预算: the whole year */
    TIMING_END,        /* 期末 */
    TIMING_BEGIN,      /* 年初: the end of the year before */
    TIMING_PREVIOUS,   /* 上月: the time just before */
    TIMINGS,
};

/* What a growth or change is measured against. */
enum base {
    BASE_YEAR,     /* the same time one year earlier */
    BASE_PREVIOUS, /* 环比 */
    BASE_BEGIN,    /* 比年初 */
    BASE_GIVEN,    /* 比2015年 */
    BASES,
};

struct celltext {
    struct view name; /* as published, without what is said below; may be empty */
    struct view unit;
    const char *measure;    /* NULL where it says nothing; "level" where it says that alone */
    const char *status;     /* NULL, or of zb-record(5) */
    struct view against;    /* of a share or rank */
    bool ranks_growth;      /* the rank is by growth, not by amount */
    struct view index_base; /* 上月 of a head 上月=100, which says nothing else, or of a title */
    bool index_of; /* 指数(2005年比以下各年): of the period, on the bases that stand below */
    struct period period;      /* y is 0 where no year is said */
    struct period base_period; /* of BASE_GIVEN */
    struct view region;        /* of a title */
    enum base base;            /* of a growth or change */
    enum timing timing;
    bool last_year;        /* 上年同期: one year earlier than what timing says */
    enum role role;        /* what a column under this head holds; ROLE_NONE if it does not say */
    bool total, subtotal;  /* 合计, 小计 */
    bool regions;          /* 县区合计: a total of places */
    bool whole;            /* 全市 */
    bool place;            /* the name of a place */
    bool within;           /* ... that is part of the one named before it: 市区 */
    bool quantity;         /* the name is that of a quantity: 招生数 */
    bool among;            /* of a head: it says 其中: before its name */
    bool topic;            /* the name says that it is but a topic: 人口及户数 */
    bool unit_in_brackets; /* the text itself gave the unit */
    bool missing;          /* of a cell: it stands for no number */
    struct view key;       /* the form of its rule; empty for other texts */
    int depth;             /* of a mark: 一、 is 1, (一) 2, 1. 3; 0 without one */
};

enum celltext_kind {
    CELLTEXT_HEAD,
    CELLTEXT_ROW,
    CELLTEXT_TITLE,
    CELLTEXT_CELL, /* only unit, where the whole text is one, and missing */
    CELLTEXT_MARK, /* only depth, and the text behind the mark as name */
    CELLTEXT_KEY,  /* only key, of 单位：亿元, and the text behind it as name */
};

struct celltexts; /* opaque: the rules, and what was read already */

/* rules and units must outlive it. The caller ends it with celltexts_free. */
struct celltexts *celltexts_new(struct rules *rules, struct units *units);

/* Its rules. */
struct rules *celltexts_rules(const struct celltexts *l);

/* What the text says. The result is remembered: good until celltexts_clear. */
const struct celltext *celltexts_read(struct celltexts *l, enum celltext_kind kind,
                                      struct view text);

/* A unit on its own: 亿元, ±%, (万人), and of 亿元、% the first. False where the text is none or
 * names several amounts; *unit then is untouched. It becomes the text as published without
 * brackets, good until celltexts_clear. */
bool celltexts_unit(struct celltexts *l, struct view text, struct view *unit);

/* The rule of a list class that is the whole text, in its uniform form; or NULL. */
const struct rule *celltexts_is(struct celltexts *l, enum class c, struct view text);

/* Whether the text is marks of footnotes and nothing else: ①, [1], *. */
bool celltexts_is_mark(struct celltexts *l, struct view text);

/* Whether the text begins as a note under a table does. */
bool celltexts_is_footer(struct celltexts *l, struct view text);

/* A cell that is a time: 2019年9月, 201909, 2019.0. False where it is none. */
bool celltexts_period(struct celltexts *l, struct view text, struct period *p);

/* A line above a table (单位:亿元): the form of its key, and what stands behind the colon, good
 * until celltexts_clear. False for other texts. */
bool celltexts_preamble(struct celltexts *l, struct view text, struct view *form,
                        struct view *value);

/* Whether a name is that of a quantity by its words, whatever its unit is. */
bool celltexts_names_quantity(struct celltexts *l, struct view name);

/* How many bytes at the beginning of a row's label say that the rows below it are places: 分县(区).
 */
size_t celltexts_by_places(struct celltexts *l, struct view text);

/* Whether what a row's label says is a quantity, by its name, its unit or the base of an index, so
 * that rows under it may be its parts. */
bool celltext_heads_block(const struct celltext *said);

/* The same by its unit or the base of an index only. */
bool celltext_heads_by_unit(const struct celltext *said);

/* How many texts are remembered; and forgetting them. */
size_t celltexts_count(const struct celltexts *l);
void celltexts_clear(struct celltexts *l);

void celltexts_free(struct celltexts *l);

#endif
