/*
 * The cells that records with their totals make, by dimensions: region, item, period ... A cell is
 * the records that agree in all of them; its levels, growths and shares, in whatever unit, can be
 * had from each other. Each indicator is a table of its own, unless it is a dimension too.
 */
#ifndef ZB_CUBE_H
#define ZB_CUBE_H

#include "hierarchy.h"
#include "protect.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

struct cube {
    struct hierarchy *hierarchy;                /* of the caller */
    const struct view *names;                   /* of the caller: the columns of the records */
    size_t indicator, measure, against, period; /* columns, REC_NONE where there is none */
    size_t *dimensions;                         /* owned: columns */
    size_t dimension_count;
    size_t table_count;      /* 1 with an indicator that is no dimension, else 0 */
    struct protect *protect; /* owned; set by cube_close */
};

/* Adds a dimension; false where the column is one already. */
bool cube_add(struct cube *c, size_t column);

/* To be called once, when all dimensions have been added. There are no cells yet. */
void cube_close(struct cube *c);

/* How many views a key has. */
size_t cube_keys(const struct cube *c);

/* The record's cell; made, hidden, where there was none. */
struct cell *cube_cell(const struct cube *c, const struct view *fields);

/* The dimension by which the record is a share: all shares make up 100 percent there, also where no
 * record says so. 1 + its number, or 0. */
size_t cube_share(const struct cube *c, const struct view *fields);

/* Whether the record's figure, not withheld itself, would give one that is: a growth or change one
 * end of which is withheld, a share of a whole that is. All cells must be settled. */
bool cube_gives_away(const struct cube *c, const struct view *fields);

/* Frees what c owns. */
void cube_free(struct cube *c);

#endif
