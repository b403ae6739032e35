/* Names and figures of a list dealt out to each other: 手机、汽车产量分别增长3%、5%. */
#ifndef ZB_DEALING_H
#define ZB_DEALING_H

#include "saying.h"
#include "scene.h"

#include <stdbool.h>
#include <stddef.h>

/* Deals the names in the phrase out to the figures of the list, where there is one for each: into
 * y->names, which stays empty where there is not. */
void dealing_out(struct scene *s, struct saying *y);

/* 新增A、B各1家: each of the names in the phrase has the figure. */
void dealing_each(const struct scene *s, struct saying *y);

/* Puts each of the names that the phrase lists into y->names; false where it lists none. */
bool dealing_list(struct scene *s, struct saying *y);

/* Names listed in the clause before, one for each figure, where that has no figures:
 * 手机、汽车等产品增势较好,分别增长… Puts y->name behind each if wanted. False where there are
 * none. */
bool dealing_clause(const struct scene *s, struct saying *y, bool with_name);

/* A、B和C三种税共完成3亿元,分别增长…: the name of the figure before lists those of the list. False
 * where it does not. */
bool dealing_joint(struct scene *s, struct saying *y);

/* Names of the n subjects named last, with the list's own name behind each. Where that measures
 * another thing of them, the subjects are without what was measured before: 在校生分别…,专任教师 is
 * of the schools. */
void dealing_group(const struct scene *s, struct saying *y, size_t n, bool another);

/* A、B分别增长2%、3%,合计占…: of those of the last list together, also what follows. False where
 * there was no list. */
bool dealing_jointly(struct scene *s, struct saying *y);

/* A、B、C分别增长2%、下降3%和持平: each figure has a verb of its own; the names wait for them. */
void dealing_hold(struct scene *s, struct saying *y);

/* Whether the clause of token i, the first figure of it, has as many figures, each with a verb of
 * its own, as the last list had names: they then wait for these figures. */
bool dealing_waits(struct scene *s, size_t i);

#endif
