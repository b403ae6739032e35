/* Lists of names, and names dealt out: 城镇和农村居民人均可支配收入 names two indicators. */
#ifndef ZB_NAME_H
#define ZB_NAME_H

#include "buf.h"
#include "normal.h"
#include "phrase.h"
#include "rules.h"
#include "token.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

struct names { /* zero-initialized is empty; owns its buffers */
    struct buf *name;
    size_t n, cap;
};

/* Appends an empty name and returns it. Good until the next call. */
struct buf *names_add(struct names *ns);

void names_clear(struct names *ns);
void names_free(struct names *ns);

/*
 * Splits the stretch at 、 和 与 及 into exactly n names and replaces *out by them. With share the
 * tail of the last is given to those that lack it (第一、二、三产业增加值). False where it has not
 * n parts.
 */
bool names_split(struct names *out, const struct tokens *ts, struct rules *rules,
                 const struct normal *line, struct stretch s, size_t n, bool share);

/* Gives the others what the first starts with: 第一、二、三产业; 对欧盟、东盟和美国出口. For names
 * that are known to go on alike. */
void names_share_head(struct names *ns);

/* Bytes of the verb of making that the name begins with (新增 of 新增境外投资项目), 0 for none. */
size_t names_verb(struct rules *rules, struct view name);

/* The n names of one (城乡居民收入: 城镇居民收入, 农村居民收入) by the pair rules; false where none
 * fits. */
bool names_pair(struct names *out, const struct rules *rules, struct view name, size_t n);

#endif
