#include "tablelayout.h"

#include "bilingual.h"
#include "buf.h"
#include "cellnumber.h"
#include "gridrow.h"
#include "layoutcheck.h"
#include "tablecolumns.h"
#include "tablecontext.h"
#include "tableheads.h"

#include <stdlib.h>

enum {
    SAMPLE = 1600,       /* rows of figures that are looked at for columns */
    AHEAD = 12,          /* rows looked at behind one that may end a table */
    TEXTS_MAX = 1 << 16, /* texts that are remembered */
};

struct tables {
    struct celltexts *texts;
    const struct table_options *options;
    const char *name;
    struct arena arena;
    struct context_before before;
    struct tableheads heads;
    bool have_heads; /* of an earlier table: for one without */
    size_t width;    /* of the table that the heads were of */
    bool met;        /* a table with the columns of the layout */
};

struct tables *tables_new(struct celltexts *texts, const struct table_options *options,
                          const char *name)
{
    struct tables *ts = mem_new(1, sizeof *ts);
    ts->texts = texts;
    ts->options = options;
    ts->name = name;
    ts->heads = (struct tableheads){.texts = texts, .arena = &ts->arena, .file = name};
    return ts;
}

void tables_free(struct tables *ts)
{
    tableheads_free(&ts->heads);
    arena_free(&ts->arena);
    buf_free(&ts->before.region);
    free(ts);
}

/* Whether the head begins another table beside the one that begins with first: the same, or one
 * that names indicators, too, behind figures (收入项目, 预算数, 支出项目, 预算数). */
static bool begins_part(struct tables *ts, struct view head, struct view first)
{
    if (head.n == 0 || view_equal(head, first))
        return head.n > 0;
    return celltexts_read(ts->texts, CELLTEXT_HEAD, head)->role == ROLE_INDICATOR &&
           celltexts_read(ts->texts, CELLTEXT_HEAD, first)->role == ROLE_INDICATOR;
}

/* Columns at which a table begins beside another: its first head stands there again. */
static size_t find_parts(struct tables *ts, size_t width, size_t *starts, size_t most)
{
    size_t n = 0;
    starts[n++] = 0;
    if (ts->heads.count == 0)
        return n;
    const struct grid_row *h = &ts->heads.rows[ts->heads.count - 1];
    struct view first = gridrow_cell(h, 0);
    const struct celltext *l = first.n > 0 ? celltexts_read(ts->texts, CELLTEXT_HEAD, first) : NULL;
    if (l == NULL || (l->role == ROLE_NONE && l->name.n == 0))
        return n;
    bool between = false;
    for (size_t c = 1; c < width && n < most; c++) {
        struct view v = gridrow_cell(h, c);
        if (begins_part(ts, v, first)) {
            if (between)
                starts[n++] = c;
            between = false;
        } else if (v.n > 0) {
            enum role role = celltexts_read(ts->texts, CELLTEXT_HEAD, v)->role;
            between = between || (role != ROLE_UNIT && role != ROLE_CODE);
        }
    }
    return n;
}

/* Rows of one text, or blank ones, between the heads and the first figures. */
static size_t banners_above(struct tables *ts, const struct grid_row *rows, size_t from,
                            size_t body)
{
    for (size_t n = 1; n <= 3 && body >= from + n + 1 && !rows[body - n].empty; n++) {
        const struct grid_row *row = &rows[body - n], *above = &rows[body - n - 1];
        struct gridrow_content k = gridrow_content(row);
        struct view unit;
        if (k.distinct > 1 || (k.cells > 0 && k.first > 0) || gridrow_is_preamble(ts->texts, row) ||
            gridrow_is_footer(ts->texts, row) ||
            (k.cells > 0 && celltexts_unit(ts->texts, gridrow_cell(row, k.first), &unit)))
            return 0;
        if (gridrow_content(above).distinct >= 2 && gridrow_is_head(ts->texts, above, &rows[body]))
            return n;
    }
    return 0;
}

/* What the cell says as a head that its column holds. */
static enum role role_of(struct tables *ts, const struct grid_row *row, size_t c)
{
    struct view v = gridrow_cell(row, c);
    return v.n > 0 ? celltexts_read(ts->texts, CELLTEXT_HEAD, v)->role : ROLE_NONE;
}

/* Whether a text is what heads are: it says a time, a measure, a unit, or names a place or a
 * quantity. */
static bool is_head(struct tables *ts, struct view v)
{
    const struct celltext *l = celltexts_read(ts->texts, CELLTEXT_HEAD, v);
    return l->role != ROLE_NONE || l->period.kind != PERIOD_NONE || l->measure != NULL ||
           l->status != NULL || l->timing != TIMING_NONE || l->last_year || l->unit.n > 0 ||
           l->quantity || l->place || l->whole || l->total || l->subtotal || l->regions ||
           l->index_base.n > 0;
}

/* Whether the row is a label and words in place of figures (停产) under the head above it: words
 * that no head would say. */
static bool is_words(struct tables *ts, const struct grid_row *row, const struct grid_row *above)
{
    size_t words = 0;
    if (!cell_has_chinese(gridrow_cell(row, 0)) || role_of(ts, row, 0) != ROLE_NONE ||
        role_of(ts, above, 0) == ROLE_NONE)
        return false;
    for (size_t c = 1; c < row->n; c++) {
        struct view v = gridrow_cell(row, c);
        if (v.n == 0 || role_of(ts, above, c) != ROLE_NONE || bilingual_is_repeated(v))
            continue;
        if (is_head(ts, v))
            return false;
        words++;
    }
    return words > 0;
}

/* Whether the row, over figures, holds nothing but the end of a name that the row above it, itself
 * no first line of heads, goes on with: 水的生产, 和供应业. */
static bool ends_name(struct tables *ts, const struct grid_row *row, const struct grid_row *above)
{
    struct gridrow_content k = gridrow_content(row);
    struct view unit, v = gridrow_cell(row, k.first);
    return k.cells == 1 && k.first > 0 && cell_has_chinese(v) &&
           !celltexts_unit(ts->texts, v, &unit) && !gridrow_is_preamble(ts->texts, row) &&
           !gridrow_is_footer(ts->texts, row) && gridrow_cell(above, 0).n == 0 &&
           gridrow_cell(above, k.first).n > 0 && gridrow_content(above).distinct >= 2 &&
           gridrow_is_head(ts->texts, above, row);
}

/* The row behind the sample of figures that begins at body: blank or without figures. */
static size_t sample_end(struct tables *ts, const struct grid_row *rows, size_t body, size_t count)
{
    size_t r = body;
    for (; r < count && r < body + SAMPLE; r++) {
        if (rows[r].empty)
            break;
        struct gridrow_content k = gridrow_content(&rows[r]);
        if (k.distinct >= 3) {
            bool number = false;
            for (size_t c = 0; c < rows[r].n && !number; c++)
                number = cell_is_number(ts->texts, rows[r].cells[c]);
            size_t texts = 0;
            for (size_t c = 0; c < rows[r].n && !number; c++) {
                struct view v = gridrow_cell(&rows[r], c);
                texts += v.n > 0 && !cell_is_missing(ts->texts, v);
            }
            if (!number && texts >= 3 && !gridrow_begins_figures(ts->texts, &rows[r]) &&
                (body == 0 || !is_words(ts, &rows[r], &rows[body - 1])))
                break;
        }
    }
    return r;
}

bool tables_layout_met(const struct tables *ts)
{
    const struct layoutfile *l = ts->options->layout;
    return l == NULL || l->count_of_columns == 0 || ts->met;
}

bool tables_next(struct tables *ts, const struct grid_row *rows, size_t from, size_t count,
                 struct grid_table *t)
{
    *t = (struct grid_table){.first = from};
    size_t body = from;
    while (body < count && !gridrow_begins_figures(ts->texts, &rows[body]))
        body++;
    if (body == count)
        return false;
    while (body > from + 1 && is_words(ts, &rows[body - 1], &rows[body - 2]))
        body--;
    arena_clear(&ts->arena);
    if (celltexts_count(ts->texts) > TEXTS_MAX)
        celltexts_clear(ts->texts);
    size_t below = body - banners_above(ts, rows, from, body), head = below;
    if (ts->options->head_rows != TABLE_NONE) {
        for (size_t n = 0; n < ts->options->head_rows && head > from; n++)
            head--;
    } else {
        const struct grid_row *under = &rows[body];
        for (size_t n = 0; head > from && n < TABLEHEADS_MAX; n++) {
            const struct grid_row *row = &rows[head - 1];
            if (!gridrow_is_head(ts->texts, row, under) &&
                !(head > from + 1 && ends_name(ts, row, &rows[head - 2])))
                break;
            under = row;
            head--;
        }
    }
    t->rows = below;
    t->head = head;
    t->body = body;
    t->line = rows[body].line;
    for (size_t r = from; r < head; r++) {
        if (rows[r].empty) { /* another table's, that had no figures */
            struct context none = {0};
            t->context.unit = none.unit;
            t->context.many_units = false;
            if (r + 1 < head && t->context.period.kind != PERIOD_NONE)
                ts->before.said.period = t->context.period;
            t->context.indicator = none.indicator;
            continue;
        }
        if (!gridrow_is_footer(ts->texts, &rows[r]))
            tablecontext_read(ts->texts, &rows[r], &t->context, &t->title);
    }
    /* a title over the stub, that was merged with the heads beside it */
    for (size_t r = head; r + 1 < below; r++) {
        struct grid_row corner = rows[r];
        struct view v = gridrow_cell(&rows[r], 0);
        if (v.n == 0 || celltexts_read(ts->texts, CELLTEXT_HEAD, v)->role != ROLE_NONE ||
            view_equal(v, gridrow_cell(&rows[below - 1], 0)))
            continue;
        corner.n = 1;
        tablecontext_read(ts->texts, &corner, &t->context, &t->title);
    }
    const struct table_options *o = ts->options;
    const struct context given = {
        .region = o->region, .indicator = o->indicator, .unit = o->unit, .period = o->period};
    tablecontext_complete(&t->context, &given, &ts->before);
    size_t end = sample_end(ts, rows, body, count), width = 0;
    for (size_t r = head; r < end; r++)
        if (rows[r].n > width)
            width = rows[r].n;
    if (head < below) {
        tableheads_keep(&ts->heads, rows, head, below);
        ts->width = width;
        ts->have_heads = ts->heads.count > 0;
        tableheads_fill(&ts->heads);
    } else if (!ts->have_heads || ts->width != width) {
        ts->heads.count = 0;
        t->headless = true;
    }
    if (ts->heads.count == 0)
        t->headless = true;
    size_t starts[16], n = find_parts(ts, width, starts, 15);
    starts[n] = width;
    t->parts = arena_new(&ts->arena, n * sizeof *t->parts);
    t->count = n;
    struct layoutfile *l = ts->options->layout;
    struct table_sample sample = {rows, body, end, t->line, l != NULL && l->count_of_columns > 0};
    for (size_t i = 0; i < n; i++)
        tablecolumns_make(&ts->heads, &t->parts[i], &sample, starts[i], starts[i + 1], &t->context,
                          ts->options->orient);
    if (l != NULL) {
        t->left = !layoutcheck_apply(l, t->parts, t->count, &ts->arena, ts->name, t->line);
        ts->met |= !t->left;
    }
    return true;
}

/* Whether any value column of the table has a number in the row; of many only some are asked. */
static bool has_figures(const struct tables *ts, const struct grid_table *t,
                        const struct grid_row *row)
{
    for (size_t i = 0; i < t->count; i++)
        for (size_t j = 0; j < t->parts[i].count; j++) {
            const struct column *k = &t->parts[i].columns[j];
            if (k->role == ROLE_VALUE && k->at < row->n && row->cells[k->at].n > 0 &&
                cell_is_number(ts->texts, row->cells[k->at]))
                return true;
        }
    return false;
}

/* Whether the row holds texts where the table has figures: the head of another. Behind a label that
 * heads no stub, words that no head would say (停产) stand in place of figures. */
static bool has_heads(struct tables *ts, const struct grid_table *t, const struct grid_row *row)
{
    struct gridrow_content k = gridrow_content(row);
    size_t texts = 0, heads = 0;
    if (k.distinct < 2)
        return false;
    bool stub = role_of(ts, row, 0) != ROLE_NONE;
    struct cell_number number;
    for (size_t i = 0; i < t->count; i++)
        for (size_t j = 0; j < t->parts[i].count; j++) {
            const struct column *col = &t->parts[i].columns[j];
            struct view v = gridrow_cell(row, col->at);
            if (stub && v.n > 0 && v.p[0] >= '0' && v.p[0] <= '9' && !cell_is_number(ts->texts, v))
                texts += is_head(ts, v); /* 指标, 3月同比±% */
            if (col->role == ROLE_VALUE && v.n > 0 &&
                cell_number_read(celltexts_rules(ts->texts), v, &number) == CELL_TEXT &&
                number.value.n == 0 && !(v.p[0] >= '0' && v.p[0] <= '9') &&
                !cell_is_bracketed(ts->texts, v) && !cell_is_missing(ts->texts, v)) {
                texts++;
                heads += is_head(ts, v);
            }
        }
    return texts > 0 && (heads > 0 || k.first > 0 || stub);
}

/* Whether the column at c of the grid holds codes, or the labels in another language. */
static bool is_code(const struct grid_table *t, size_t c)
{
    for (size_t i = 0; i < t->count; i++)
        for (size_t j = 0; j < t->parts[i].count; j++)
            if (t->parts[i].columns[j].at == c)
                return t->parts[i].columns[j].role == ROLE_CODE;
    return false;
}

static bool repeats_head(struct tables *ts, const struct grid_row *row)
{
    for (size_t h = 0; h < ts->heads.count; h++) {
        const struct grid_row *head = &ts->heads.rows[h];
        size_t same = 0, differ = 0;
        for (size_t c = 0; c < row->n; c++) {
            struct view v = gridrow_cell(row, c);
            if (v.n == 0)
                continue;
            if (view_equal(v, gridrow_cell(head, c)))
                same++;
            else
                differ++;
        }
        if (same >= 2 && differ == 0)
            return true;
    }
    return false;
}

/* Whether, from row at on, lines of one text lead to another table's head. */
static bool leads_to_head(struct tables *ts, const struct grid_table *t,
                          const struct grid_row *rows, size_t at, size_t count)
{
    for (size_t r = at; r < count && r < at + AHEAD; r++) {
        if (rows[r].empty)
            return false;
        if (rows[r].n == 0)
            continue;
        if (has_figures(ts, t, &rows[r]) && !gridrow_is_times(ts->texts, &rows[r]))
            return false;
        if (repeats_head(ts, &rows[r]))
            return r > at; /* a page's head: with a line of its own above it is a table's */
        if (has_heads(ts, t, &rows[r]) || gridrow_is_times(ts->texts, &rows[r]))
            return true;
    }
    return false;
}

/* Whether the first figures of the row are whole numbers one after the other, as columns' numbers
 * and years are: a quick look, since nearly no row is a head. */
static bool may_be_head(const struct grid_table *t, const struct grid_row *row)
{
    const struct part *p = &t->parts[0];
    long last = -1;
    for (size_t i = 0, seen = 0; i < p->count && seen < 2; i++) {
        if (p->columns[i].role != ROLE_VALUE || gridrow_cell(row, p->columns[i].at).n == 0)
            continue;
        long n = cell_whole_number(gridrow_cell(row, p->columns[i].at));
        if (n < 0 || (seen > 0 && n != last && n != last + 1 && n != last - 1 && n < 1900))
            return false;
        last = n;
        seen++;
    }
    return true;
}

enum row_kind tables_row(struct tables *ts, const struct grid_table *t, const struct grid_row *rows,
                         size_t at, size_t count)
{
    const struct grid_row *row = &rows[at];
    if (row->n == 0)
        return row->empty ? ROW_END : ROW_BLANK;
    if (has_figures(ts, t, row)) {
        /* a row of years over other years ends a table as other heads do */
        if (row->n < 3 || !may_be_head(t, row))
            return ROW_DATA;
        return gridrow_is_technical(ts->texts, row) ? ROW_TECHNICAL
               : gridrow_is_times(ts->texts, row)   ? ROW_END
                                                    : ROW_DATA;
    }
    struct gridrow_content k = gridrow_content(row);
    if (gridrow_is_footer(ts->texts, row))
        return ROW_FOOTER;
    if (repeats_head(ts, row))
        return ROW_TECHNICAL;
    if (gridrow_is_technical(ts->texts, row))
        return ROW_TECHNICAL;
    if (has_heads(ts, t, row)) {
        return ROW_END;
    }
    if (k.distinct == 1) {
        struct view v = gridrow_cell(row, k.first), form, value, unit;
        if (bilingual_is_repeated(v) && is_code(t, k.first))
            return ROW_TECHNICAL; /* the label above goes on in another language */
        if (leads_to_head(ts, t, rows, at, count))
            return ROW_END;
        if (celltexts_preamble(ts->texts, v, &form, &value) || celltexts_unit(ts->texts, v, &unit))
            return ROW_UNIT;
        return ROW_BANNER;
    }
    if (gridrow_is_preamble(ts->texts, row))
        return leads_to_head(ts, t, rows, at, count) ? ROW_END : ROW_UNIT;
    return ROW_DATA; /* a row of missing values */
}
