#include "tablecells.h"

#include "arena.h"
#include "buf.h"
#include "cellnumber.h"
#include "gridrow.h"
#include "msg.h"
#include "reject.h"
#include "tablerecords.h"
#include "tablerows.h"

#include <stdlib.h>

enum { TEXTS_MAX = 1 << 16 /* labels of rows that are remembered */ };

struct lane { /* a part of the table */
    const struct part *part;
    struct tablerecords_column *ready;
    size_t count;
    size_t headed;                       /* columns of the grid up to the last that has a head */
    struct tablerecords_column *counted; /* what each row counts one of, or NULL */
    struct tablerows rows;
};

struct tablecells {
    struct tablerecords *records;
    struct celltexts *texts;
    const char *file;
    struct context context; /* of the table, with what lines within it say */
    struct table_banner banner;
    struct arena arena; /* for the table */
    struct lane *lanes;
    size_t lane_count;
    struct tablerecords_row row;
    uint64_t listed;
};

struct tablecells *tablecells_new(struct out *o, struct celltexts *texts, const char *file,
                                  struct view source)
{
    struct tablecells *c = mem_new(1, sizeof *c);
    c->records = tablerecords_new(o, texts, source);
    c->texts = texts;
    c->file = file;
    return c;
}

static void free_lanes(struct tablecells *c)
{
    for (size_t i = 0; i < c->lane_count; i++)
        tablerows_free(&c->lanes[i].rows);
    free(c->lanes);
    c->lanes = NULL;
    c->lane_count = 0;
}

void tablecells_free(struct tablecells *c)
{
    free_lanes(c);
    arena_free(&c->arena);
    tablerecords_row_free(&c->row);
    tablerecords_free(c->records);
    buf_free(&c->banner.region);
    buf_free(&c->banner.indicator);
    buf_free(&c->banner.unit);
    free(c);
}

/* Makes the value columns ready for what the context says now. */
static void prepare(struct tablecells *c)
{
    tablerecords_context(c->records, &c->context, &c->arena);
    for (size_t i = 0; i < c->lane_count; i++) {
        struct lane *lane = &c->lanes[i];
        lane->count = 0;
        for (size_t j = 0; j < lane->part->count; j++)
            if (lane->part->columns[j].role == ROLE_VALUE)
                tablerecords_column(c->records, &lane->part->columns[j], &c->arena,
                                    &lane->ready[lane->count++]);
        if (lane->part->counted != NULL)
            tablerecords_column(c->records, lane->part->counted, &c->arena, lane->counted);
    }
}

void tablecells_begin(struct tablecells *c, const struct grid_table *t)
{
    free_lanes(c);
    arena_clear(&c->arena);
    c->context = t->context;
    buf_clear(&c->banner.region);
    buf_clear(&c->banner.indicator);
    buf_clear(&c->banner.unit);
    c->lane_count = t->count;
    c->lanes = mem_new(t->count, sizeof *c->lanes);
    for (size_t i = 0; i < t->count; i++) {
        struct lane *lane = &c->lanes[i];
        lane->part = &t->parts[i];
        for (size_t j = 0; j < lane->part->count; j++)
            if (lane->part->columns[j].head.n > 0)
                lane->headed = lane->part->columns[j].at + 1;
        lane->ready = arena_new(&c->arena, lane->part->count * sizeof *lane->ready);
        if (lane->part->counted != NULL)
            lane->counted = arena_new(&c->arena, sizeof *lane->counted);
        tablerows_begin(&lane->rows, lane->part, c->texts);
    }
    prepare(c);
}

/* Reads the labels of the row. False where it has none. */
static bool read_labels(struct tablecells *c, struct lane *lane, const struct grid_row *row)
{
    tablerecords_row(&c->row, row);
    return tablerows_read(&lane->rows, row, &c->context, &c->banner, &c->row.arena, &c->row.says);
}

/* Whether the row has figures behind the last head, where most have none: one of its cells was
 * parted by a comma of its own (1,234.5), so that none can be trusted to stand where it should. */
static bool is_torn(struct tablecells *c, const struct lane *lane, const struct grid_row *row)
{
    for (size_t j = lane->count; j-- > 0;) {
        const struct column *k = lane->ready[j].column;
        if (k->at < lane->headed)
            break;
        if (k->beyond && k->at < row->n && cell_is_number(c->texts, row->cells[k->at])) {
            reject(c->file, row->line, row->raw,
                   "cells: %zu, the heads end with %zu: a comma within a figure?", k->at + 1,
                   lane->headed);
            return true;
        }
    }
    return false;
}

static void take_row(struct tablecells *c, struct lane *lane, const struct grid_row *row)
{
    const struct tablerow *says = &c->row.says;
    bool read = false;
    for (size_t j = 0; j < lane->count && lane->ready[j].column->at < row->n; j++) {
        const struct tablerecords_column *k = &lane->ready[j];
        struct cell_number number;
        enum cell_kind kind =
            cell_number_read(celltexts_rules(c->texts), row->cells[k->column->at], &number);
        if (kind == CELL_TEXT)
            kind = cell_take_tail(c->texts, row->cells[k->column->at], &number);
        if (kind == CELL_TEXT) {
            struct view v = gridrow_cell(row, k->column->at);
            reject(c->file, row->line, row->raw, "column %zu: no number: %.*s", k->column->at + 1,
                   view_shown(v), v.p);
        }
        if (kind != CELL_NUMBER)
            continue;
        if (!read && !read_labels(c, lane, row)) {
            reject(c->file, row->line, row->raw, "figures without a label");
            break;
        }
        if (!read && says->unclear) {
            reject(c->file, row->line, row->raw,
                   "a label that compares two times without saying how: %.*s",
                   view_shown(says->text), says->text.p);
            break;
        }
        if (!read && says->wrong.n > 0) {
            reject(c->file, row->line, row->raw, "not a word of zb-record(5): %.*s",
                   view_shown(says->wrong), says->wrong.p);
            break;
        }
        read = true;
        tablerecords_write(c->records, k, &c->row, lane->rows.has_region, &number);
    }
    if (lane->counted == NULL) {
        if (!read && lane->rows.has_indicator) /* a row without figures may have parts below it */
            read_labels(c, lane, row);
        return;
    }
    if (read ? says->text.n > 0 : read_labels(c, lane, row)) {
        static const char one[ARENA_PAD] = "1";
        struct cell_number number = {.value = {one, 1}, .bound = ""};
        tablerecords_write(c->records, lane->counted, &c->row, lane->rows.has_region, &number);
    }
}

void tablecells_row(struct tablecells *c, const struct grid_row *row)
{
    if (celltexts_count(c->texts) > TEXTS_MAX)
        celltexts_clear(c->texts);
    for (size_t i = 0; i < c->lane_count; i++)
        if (!c->lanes[i].part->listing && is_torn(c, &c->lanes[i], row))
            return;
    for (size_t i = 0; i < c->lane_count; i++) {
        if (c->lanes[i].part->listing)
            c->listed += i == 0;
        else
            take_row(c, &c->lanes[i], row);
    }
}

void tablecells_banner(struct tablecells *c, const struct grid_row *row)
{
    buf_clear(&c->banner.unit);
    buf_clear(&c->banner.indicator);
    c->banner.by_places = false;
    for (size_t i = 0; i < c->lane_count; i++)
        if (tablerows_banner(&c->lanes[i].rows, row, i == 0, &c->banner, &c->context))
            prepare(c);
}

void tablecells_unit(struct tablecells *c, const struct grid_row *row)
{
    struct view form, value, unit;
    for (size_t k = 0; k < row->n; k++) {
        struct view v = cell_trim(row->cells[k]);
        if (v.n == 0)
            continue;
        if (celltexts_preamble(c->texts, v, &form, &value)) {
            if (!view_is(form, "unit"))
                continue;
            v = value;
        }
        if (celltexts_unit(c->texts, v, &unit))
            c->context.unit = arena_copy(&c->arena, unit);
        prepare(c);
    }
}

uint64_t tablecells_end(struct tablecells *c)
{
    if (c->listed > 0) {
        msg(c->file, 0,
            "listing: %llu rows, each one enterprise or project: only a layout (-L) says what to "
            "count or add",
            (unsigned long long)c->listed);
        status_refused();
    }
    return tablerecords_report(c->records, c->file);
}
