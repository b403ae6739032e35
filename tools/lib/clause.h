/* What the clause before a figure's own is about, where that gives no figure: 航空产业发展较快,
 * 产值达到…. */
#ifndef ZB_CLAUSE_H
#define ZB_CLAUSE_H

#include "phrase.h"
#include "scene.h"

#include <stdbool.h>
#include <stddef.h>

/* The first token of the clause that ends before token `end`, not before token `low`. */
size_t clause_start(const struct scene *s, size_t low, size_t end);

/* What the tokens [start, end) start with, where they give no figure: 墨西哥、美国|持续保持…地位;
 * else empty. */
struct stretch clause_lead(const struct scene *s, size_t start, size_t end);

/* The same of the clause before that of token i. */
struct stretch clause_name(const struct scene *s, size_t i);

/* What the verb that the clause before begins with is done to: 控制|A、B行业的投资,增幅分别…; else
 * empty. */
struct stretch clause_object(const struct scene *s, size_t i);

/* Whether the clause before says of something, without a figure, that it grew: 采矿业快速增长,同比…
 */
bool clause_grew(const struct scene *s, size_t i);

/* Whether the clause before is about a quantity without giving a figure: 吞吐量三次刷新纪录,达到…
 */
bool clause_measured(const struct scene *s, size_t i);

#endif
