/*
 * The grammar of prose as data: words and PCRE2 patterns by class, read from rules files
 * (tools/rules/README.md describes the format).
 */
#ifndef ZB_RULES_H
#define ZB_RULES_H

#include "regex.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a rule's text is. The name in a rules file is the same in lower case with '-' for '_'. */
enum class {
    CLASS_NONE,
    /* tokens of a sentence, found at any place */
    CLASS_PERIOD,       /* a time; form= says how its groups are read */
    CLASS_PLAN,         /* the bare name of a five-year plan, a time only after a comparison */
    CLASS_COMPARE,      /* 比, 较: what follows is what is measured against */
    CLASS_BASE,         /* 同比, 环比: comparison and base in one; form=year or previous */
    CLASS_GROW,         /* a change; sign= */
    CLASS_AVERAGE,      /* 年均 */
    CLASS_LEVEL,        /* 达到, 为: the figure itself follows */
    CLASS_TO,           /* 增长到: the figure reached; n=1 if the old one is of the same time */
    CLASS_SHARE,        /* 占 */
    CLASS_OVER,         /* 高于, 低于; sign= */
    CLASS_BOUND_BEFORE, /* 超过; bound= */
    CLASS_BOUND_AFTER,  /* 以上; bound= */
    CLASS_TARGET,       /* a cue that the figure is aimed at */
    CLASS_ESTIMATE,     /* 预计 */
    CLASS_PROVISIONAL,  /* 初步核算 */
    CLASS_FILLER,       /* 全区: no part of a name */
    CLASS_ADVERB,       /* 累计: no part of a name at its edge */
    CLASS_RESPECTIVELY, /* 分别 */
    CLASS_EACH,         /* 各 */
    CLASS_AMONG,        /* 其中 */
    CLASS_ASIDE,        /* 分季度看: the times behind it are not passed on */
    CLASS_YIELD,        /* a verb of having or making: what it counts stands after the number */
    CLASS_DONE,         /* a predicate that counts its subject: 建成通车 */
    CLASS_ACT,          /* what a thing does: 领跑, 入选 */
    CLASS_FROM,         /* 由, 从 */
    CLASS_PER,          /* 每人每月 */
    CLASS_KEEP,         /* a word in which no other word is to be seen */
    CLASS_RANK,         /* a place in an order; groups place, against */
    CLASS_MULTIPLE,     /* 翻一番; n= */
    CLASS_FLAT,         /* 持平 */
    CLASS_CONTRIBUTION, /* 拉动 */
    CLASS_LASTING,      /* 连续五年; group n */
    CLASS_RATIO,        /* 6.7:41.3:52.0 */
    CLASS_TENTHS,       /* 七成; groups cn, value */
    CLASS_PERCENT,      /* 百分之五; group cn */
    CLASS_BREAK, /* a page number or caption in the middle of a line: parts what it stands between
                  */
    CLASS_SKIP,  /* a number in a name, date or code: no figure */
    /* parts of a quantity, tried only after a number */
    CLASS_MORE,  /* 多, 余 */
    CLASS_SCALE, /* 万, 亿 */
    CLASS_UNIT,  /* 元, 吨 */
    CLASS_COUNT, /* units that count things named after them: 个, 家 */
    CLASS_HEADS, /* units of people, which need no noun: 人 */
    CLASS_SPAN,  /* units of duration: 小时, 天 */
    /* lists that names and lines are compared with */
    CLASS_SHARE_TAIL,   /* 的比重: no part of the whole that it is said of */
    CLASS_NAME_TAIL,    /* 报告中: no part of a name at its end */
    CLASS_GENERIC_NOUN, /* 总量: a name that ends so is nobody's subject for what follows */
    CLASS_COUNT_TAIL,   /* 三个县: says behind a list how many it has */
    CLASS_KIND_NOUN,    /* 四个行业: says what kind of things were listed before 等 */
    CLASS_THING_NOUN, /* 工程: a counted thing that ends so is whole, though a verb stands in it */
    CLASS_HEAD_NOUN,  /* 企业: a name that ends so is whole, and shares no tail with the next */
    CLASS_RATE_NOUN,  /* 增速: a name that ends so is a growth */
    CLASS_CAGR_NOUN,  /* 年均增速 */
    CLASS_PERCENT_NOUN,   /* 比重, 率: a name that ends so is a level in percent */
    CLASS_PART_NOUN,      /* 占比: alone it is of what was named before */
    CLASS_EFFECT_NOUN,    /* 贡献率: in A对B的贡献率 what follows is said of A */
    CLASS_RATIO_NOUN,     /* 三次产业: a ratio of three is of its parts; first=, whole= ... */
    CLASS_OBJECT_VERB,    /* 控制: what is named starts behind it, in a clause without a figure */
    CLASS_QUANTITY_NOUN,  /* 投资: names a quantity even where the figure is an attribute */
    CLASS_NUMBER_NOUN,    /* 指数: may stand before a number without a unit */
    CLASS_INNER_VERB,     /* what is named starts after it */
    CLASS_EXCLUDING,      /* 剔除: opens a clause that says what is left out */
    CLASS_REMARK,         /* 下同: opens a bracket that only explains */
    CLASS_TASK,           /* 任务: behind 全年 it is what a part of was done */
    CLASS_FIELD_HEAD,     /* 升至: no part of the field of a rank, at its beginning */
    CLASS_FIELD_TAIL,     /* 排名: the same at its end */
    CLASS_PLACE_TAIL,     /* 平均水平: no part of a place that is compared with */
    CLASS_SECTOR_NOUN,    /* 类, 业: a part of an economy, whole in a list */
    CLASS_EXTREME,        /* 最低: what a figure is, no whole that it is a part of */
    CLASS_AFTER_PLACE,    /* 出口: behind the short name of a place, which is no part of it */
    CLASS_STANDING,       /* 下同: all shares that follow are of the whole before it */
    CLASS_INNER_TIME,     /* 年末: in the middle of a name it is no part of it */
    CLASS_PRESENT,        /* 现有: it is so already, also among aims */
    CLASS_PAIR,           /* 城乡居民: several names in one; first=, second=, third= */
    CLASS_SECTION_PAST,   /* a heading that says so opens a report of what was done */
    CLASS_SECTION_TARGET, /* ... of what is aimed at */
    CLASS_DOCUMENT,       /* a title that says so; form= plan, bulletin, report, budget */
    CLASS_HEADING,        /* the mark of a heading; n= its depth */
    CLASS_CAPTION,        /* the beginning of a table's or figure's caption */
    CLASS_DATED,          /* a line or phrase that gives the document's date */
    CLASS_REGION,         /* a place in a title; group against */
    CLASS_DIVISION,       /* 县: the end of a place's name, which says its size; form= */
    CLASS_OFFICE,         /* 人民政府: the place before it is that of an office */
    CLASS_MEETING,        /* 人民代表大会: a line that has it names the place */
    CLASS_LINE_HEAD,      /* 专栏: a line that begins so does not go on in the next */
    CLASS_LINE_TAIL,      /* 会议上: nor does one that ends so; n=1 only as a title */
    CLASS_UNIT_HEAD,      /* 单位: flattened tables: the head of units, or 单位:亿元 */
    CLASS_STATE,          /* flattened tables: a head that gives the status; form= */
    /* tables: whole cells, and words at the edges of heads and titles */
    CLASS_HEAD_PERIOD,   /* a cell that is a time; form= as in periods */
    CLASS_STUB,          /* a head that names what a column holds; form= */
    CLASS_PREAMBLE,      /* 单位: above a table; form= */
    CLASS_FOOTER,        /* a note under it */
    CLASS_TECHNICAL,     /* a cell of a row that numbers the columns */
    CLASS_MISSING,       /* a cell that stands for no number */
    CLASS_TOTAL,         /* 合计; form= total, subtotal, regions */
    CLASS_WHOLE,         /* 全市: the place of the table */
    CLASS_PLACE,         /* the name of a place */
    CLASS_HEAD,          /* words of a head; form= a measure, status or time; first= the base */
    CLASS_CURRENCY,      /* 人民币 at the head of amounts; first= their unit */
    CLASS_TOPIC,         /* 情况: an upper head that is no quantity */
    CLASS_QUANTITY_TAIL, /* 额: a head that ends so is one */
    CLASS_INDEX_BASE,    /* 上月=100: a head that gives the base of an index */
    CLASS_LISTING,       /* 企业名称: a head that says that each row is one thing */
    CLASS_ORDINAL,       /* 一、 (一) 1. before the label of a row; n= its depth */
    CLASS_BY_PLACES, /* 分县区: at the beginning of a row's label; those below it are places */
    CLASS_TITLE_REGION, /* the place in a title; group against */
    CLASS_TITLE_HEAD,   /* 各市: no part of a title's indicator, at its beginning */
    CLASS_TITLE_TAIL,   /* 情况表: the same at its end */
    CLASS_TITLE_STATUS, /* 初步核算: form= the status of all figures */
    CLASS_COUNT_OF_CLASSES,
};

struct rule {
    enum class class;
    struct view word; /* the pattern's text */
    struct regex *re; /* NULL for a plain word */
    const char *file;
    uint64_t line;
    int sign;           /* sign=+ or -; 0 if not given */
    int n;              /* n=; 0 if not given */
    struct view form;   /* form= or bound=, empty if not given */
    struct view first;  /* first= */
    struct view second; /* second= */
    struct view third;  /* third= */
    struct view whole;  /* whole= */
};

/* The named groups that a pattern may have. */
enum group { GROUP_Y, GROUP_Y2, GROUP_M, GROUP_M2, GROUP_D, GROUP_N, GROUP_VALUE, GROUP_AGAINST };

/* The number of the group in the rule's pattern, -1 where there is none. */
int rule_group(const struct rule *rule, enum group g);

/* The text of the group in a match of the rule, which was found in text; empty where it is not set.
 */
struct view rule_text(const struct rule *rule, enum group g, const struct match *m,
                      struct view text);

/* Tables that are looked up at a place of a text. */
enum table { TABLE_WORDS, TABLE_MORE, TABLE_SCALE, TABLE_UNIT, TABLE_COUNT };

struct lookup; /* of lookup.h */
struct rules;  /* opaque */

/* The built-in rules and then those of files[0..count), which add to them and win where a match is
 * equally long. A file that cannot be read or a line that is not understood ends the program. The
 * patterns of built-in rules are compiled when they are first needed; that they can be is checked
 * by tests/unit/rules.c. The caller frees the result. */
struct rules *rules_load(char *const *files, size_t count);

/* The rule of a table with the longest match at offset of the text, or NULL. m is set for patterns
 * and words alike (no groups for words). */
const struct rule *rules_at(struct rules *r, enum table t, struct view text, size_t offset,
                            struct match *m);

/* The longest rule of a list class that text begins with (words only), or NULL. */
const struct rule *rules_starting(const struct rules *r, enum class c, struct view text);

/* The longest rule of a list class that text ends with (words only), or NULL. */
const struct rule *rules_ending(const struct rules *r, enum class c, struct view text);

/* The longest rule of a list class that occurs anywhere in text (words only), or NULL. */
const struct rule *rules_within(const struct rules *r, enum class c, struct view text);

/* The first rule of a list class that occurs in text from offset on (words and patterns), or NULL.
 */
const struct rule *rules_in(struct rules *r, enum class c, struct view text, size_t offset,
                            struct match *m);

/* The rule of a list class that is the whole text (words and patterns), or NULL. */
const struct rule *rules_whole(struct rules *r, enum class c, struct view text, struct match *m);

/* Whether the n bytes at `at` of text, a word by themselves elsewhere, lie in a longer word: 等 of
 * 高等, 中 of 中心. Asks the words of TABLE_WORDS. */
bool rules_in_word(struct rules *r, struct view text, size_t at, size_t n);

/* What the functions above look in (lookup.h), owned by r: the rules of a table; those of a list
 * class, NULL where it has none. */
struct lookup *rules_of_table(const struct rules *r, enum table t);
struct lookup *rules_of_class(const struct rules *r, enum class c);

void rules_free(struct rules *r);

#endif
