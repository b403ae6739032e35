/* What stands at and behind a figure: the list that it begins, and what it may be a figure of. */
#ifndef ZB_RIGHT_H
#define ZB_RIGHT_H

#include "phrase.h"
#include "scene.h"

#include <stdbool.h>
#include <stddef.h>

enum { LIST_MAX = 32 }; /* figures of one list; a longer list is read in pieces */

/* Figures that one phrase gives: 1、2和3亿元. */
struct list {
    size_t at[LIST_MAX];
    size_t n;
    size_t end; /* the token behind the last one and its bound */
    bool range; /* from the first to the second */
};

/* What stands behind the figure. */
struct right {
    struct stretch noun; /* the thing that is counted, empty if there is none */
    size_t end;          /* the token behind it */
    bool of;             /* 的: the figure only qualifies it */
    bool done;           /* a predicate says that it was made */
    bool counted;        /* another figure follows it right away: 2亿元以上项目98个 */
    bool predicate;      /* it starts with a verb: 15万人实现脱贫 */
    bool acts;           /* it is the subject of another statement: 17项举措领跑全省 */
};

/* Reads the list that starts with the figure at token i. */
void list_read(const struct scene *s, size_t i, struct list *list);

/* Reads what stands behind a list whose end is token i. */
void right_read(const struct scene *s, size_t i, struct right *right);

#endif
