/* Which value of a column is the total of which others: by words for totals, by paths (a/b is part
 * of a), and by a file of parents. */
#ifndef ZB_HIERARCHY_H
#define ZB_HIERARCHY_H

#include "buf.h"
#include "view.h"

#include <stdbool.h>

struct hierarchy; /* opaque */

/* The words that tables have for a total (合计, 总计 ...) and no parents. The caller ends it with
 * hierarchy_free. */
struct hierarchy *hierarchy_new(void);

/* Adds a total: VALUE for all columns, or COLUMN=VALUE. text must outlive h. */
void hierarchy_add_total(struct hierarchy *h, const char *text);

/* Adds parents: CSV with the columns column, value and parent. Ends the program with STATUS_FAILED
 * as dict_read_file does. file must outlive h. */
void hierarchy_read(struct hierarchy *h, const char *file);

/* To be called once all has been added: a value that is above itself ends the program with
 * STATUS_FAILED. */
void hierarchy_check(const struct hierarchy *h);

/* A column of a parent or a total that is not in the list, names parted by commas, ends
 * the program with STATUS_FAILED: what it says would protect nothing. */
void hierarchy_need(const struct hierarchy *h, struct view list);

/* Whether the value is the total of its column: empty, or one of the words. */
bool hierarchy_is_total(const struct hierarchy *h, struct view column, struct view value);

/* Appends the value that this one, no total, is part of; nothing for the total. False where it is
 * part of none: an indicator without a line in a file of parents. */
bool hierarchy_up(const struct hierarchy *h, struct view column, struct view value, struct buf *up);

void hierarchy_free(struct hierarchy *h);

#endif
