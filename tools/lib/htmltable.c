#include "htmltable.h"

#include "flow.h"
#include "html.h"
#include "msg.h"
#include "stored.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    COLUMNS_MAX = 16384, /* of a spreadsheet */
    COLSPAN_MAX = 1000,  /* HTML standard, 4.9.11 */
    ROWSPAN_MAX = 65534,
    LONG_CELL = 300, /* bytes; 100 hanzi: a longer cell is prose */
};

/* A table that is being read. */
struct reading {
    struct html_table *t;
    const char *file;
    bool take_hidden;
    size_t *free_from; /* for each column, in the source's count, the row from which it is free */
    size_t columns;
};

bool html_table_nests(xmlNode *table)
{
    size_t inside = 0, cells = 0;
    for (struct html_walk w = {.top = table}; html_next(&w);) {
        bool is_table = w.node != table && html_is(w.node, "table");
        if (is_table && w.leaving)
            inside--;
        if (w.leaving)
            continue;
        if (is_table && inside++ == 0)
            cells = 0;
        if (inside > 0 && (html_is(w.node, "td") || html_is(w.node, "th")) && ++cells > 1)
            return true;
    }
    return false;
}

/* A positive attribute, or fallback. */
static size_t span_of(const xmlNode *cell, const char *name, size_t most)
{
    const char *text = html_attribute(cell, name);
    if (text == NULL)
        return 1;
    char *end;
    unsigned long n = strtoul(text, &end, 10);
    if (end == text || *text == '-')
        return 1;
    return n < most ? n : most;
}

/* Writes the cell's text; what stands in links is counted. */
static void read_text(struct html_cell *c, struct buf *to, xmlNode *cell, bool take_hidden)
{
    struct flow f = flow_start(to, true);
    size_t links = 0;
    c->offset = to->n;
    for (struct html_walk w = {.top = cell}; html_next(&w);) {
        xmlNode *node = w.node;
        bool element = node->type == XML_ELEMENT_NODE;
        if (html_is(node, "a") && html_attribute(node, "href") != NULL)
            w.leaving ? links-- : links++;
        if (w.leaving) {
            if (html_is_block(node))
                flow_break(&f);
            continue;
        }
        if (element &&
            (html_is_silent(node) || (node != cell && !take_hidden && html_is_hidden(node)))) {
            links -= html_is(node, "a") && html_attribute(node, "href") != NULL;
            html_skip(&w);
        } else if (html_is(node, "br") || html_is_block(node)) {
            flow_break(&f);
        } else if (!element) {
            size_t before = to->n;
            flow_text(&f, html_text(node));
            c->in_links += links > 0 ? to->n - before : 0;
        }
    }
    c->length = flow_end(&f);
}

/* Takes the stored number in place of the text that is rounded from it; "-" is how zero is shown.
 */
static void take_stored(struct html_cell *c, struct buf *to, const xmlNode *cell)
{
    const char *stored = html_attribute(cell, "x:num");
    if (stored == NULL)
        stored = html_attribute(cell, "sdval");
    if (stored == NULL || *stored == '\0')
        return;
    struct view shown = {to->p + c->offset, c->length};
    while (shown.n > 0 && *shown.p == ' ') {
        shown.p++;
        shown.n--;
    }
    bool percent = view_ends(shown, view_of("%"));
    shown.n -= percent;
    struct buf number = {0};
    if (view_is(shown, "-") && strcmp(stored, "0") == 0)
        shown = view_of("0");
    if (stored_shown(view_of(stored), percent ? 2 : 0, shown, &number)) {
        if (percent)
            buf_add_char(&number, '%');
        to->n = c->offset;
        buf_add_view(to, buf_view(&number));
        c->length = number.n;
    }
    buf_free(&number);
}

static void add_cell(struct reading *r, xmlNode *node, size_t row, size_t *column)
{
    struct html_table *t = r->t;
    while (*column < r->columns && r->free_from[*column] > row)
        ++*column;
    struct html_cell c = {.row = row,
                          .column = *column,
                          .rows = span_of(node, "rowspan", ROWSPAN_MAX),
                          .columns = span_of(node, "colspan", COLSPAN_MAX)};
    if (c.rows == 0)
        c.rows = ROWSPAN_MAX;
    if (c.columns == 0)
        c.columns = 1;
    if (*column + c.columns > COLUMNS_MAX)
        die(r->file, (uint64_t)xmlGetLineNo(node), "table: more than %d columns", COLUMNS_MAX);
    if (*column + c.columns > r->columns) {
        r->free_from = mem_grow(r->free_from, *column + c.columns, sizeof *r->free_from);
        while (r->columns < *column + c.columns)
            r->free_from[r->columns++] = 0;
    }
    for (size_t i = 0; i < c.columns; i++)
        r->free_from[*column + i] = row + c.rows;
    read_text(&c, &t->text, node, r->take_hidden);
    take_stored(&c, &t->text, node);
    *column += c.columns;
    if (t->count == t->cap) {
        t->cap = t->cap > 0 ? 2 * t->cap : 64;
        t->cells = mem_grow(t->cells, t->cap, sizeof *t->cells);
    }
    t->cells[t->count++] = c;
}

/* Counts the cells with text of a part that is not shown. */
static void count_hidden(struct html_table *t, xmlNode *part)
{
    struct buf scratch = {0};
    struct html_cell c = {0};
    if (html_is(part, "td") || html_is(part, "th")) {
        read_text(&c, &scratch, part, true);
        t->hidden += c.length > 0;
    } else {
        for (xmlNode *child = part->children; child != NULL; child = child->next)
            if (html_is(child, "td") || html_is(child, "th")) {
                buf_clear(&scratch);
                read_text(&c, &scratch, child, true);
                t->hidden += c.length > 0;
            }
    }
    buf_free(&scratch);
}

static void read_row(struct reading *r, xmlNode *tr, size_t row)
{
    size_t column = 0;
    for (xmlNode *n = tr->children; n != NULL; n = n->next) {
        if (!html_is(n, "td") && !html_is(n, "th"))
            continue;
        if (!r->take_hidden && html_is_hidden(n))
            count_hidden(r->t, n);
        else
            add_cell(r, n, row, &column);
    }
}

/* The columns and rows in which cells begin get numbers without gaps. */
static void close_gaps(struct html_table *t, size_t columns, size_t rows)
{
    size_t *column = mem_new(columns + 1, sizeof *column), *row = mem_new(rows + 1, sizeof *row);
    for (size_t i = 0; i < t->count; i++) {
        column[t->cells[i].column] = 1;
        row[t->cells[i].row] = 1;
    }
    /* each becomes the number of those in use before it */
    for (size_t i = 0; i <= columns; i++) {
        size_t used = column[i];
        column[i] = t->columns;
        t->columns += used;
    }
    for (size_t i = 0; i <= rows; i++) {
        size_t used = row[i];
        row[i] = t->rows;
        t->rows += used;
    }
    for (size_t i = 0; i < t->count; i++) {
        struct html_cell *c = &t->cells[i];
        size_t last_row = c->row + c->rows < rows ? c->row + c->rows : rows;
        c->rows = row[last_row] - row[c->row];
        c->columns = column[c->column + c->columns] - column[c->column];
        c->row = row[c->row];
        c->column = column[c->column];
    }
    free(column);
    free(row);
}

void html_table_read(struct html_table *t, const char *file, xmlNode *table, bool hidden)
{
    *t = (struct html_table){.node = table};
    buf_reserve(&t->text, 1); /* cells point into it, also where all are empty */
    struct reading r = {.t = t, .file = file, .take_hidden = hidden};
    size_t rows = 0;
    const xmlNode *group = NULL;
    for (struct html_walk w = {.top = table}; html_next(&w);) {
        if (w.leaving)
            continue;
        if (w.node != table && html_is(w.node, "table")) {
            html_skip(&w);
        } else if (html_is(w.node, "tr")) {
            if (w.node->parent != group) /* no span leaves its thead or tbody */
                for (size_t i = 0; i < r.columns; i++)
                    r.free_from[i] = 0;
            group = w.node->parent;
            if (!hidden && html_is_hidden(w.node))
                count_hidden(t, w.node);
            else
                read_row(&r, w.node, rows++);
            html_skip(&w);
        }
    }
    free(r.free_from);
    close_gaps(t, r.columns, rows);
    t->above = mem_new(t->columns, sizeof(const struct html_cell *));
}

bool html_table_figure(struct view v)
{
    size_t digits = 0;
    for (size_t i = 0; i < v.n; i++) {
        char c = v.p[i];
        if (c >= '0' && c <= '9')
            digits++;
        else if (c == '/' || c == ':' || (c == '-' && i > 0))
            return false;
    }
    return digits > 0 && digits * 3 >= v.n;
}

/* What the cells of one row hold. */
struct row_seen {
    size_t full, figures, in_long;
};

static size_t look_at_row(const struct html_table *t, size_t i, struct row_seen *seen)
{
    size_t row = t->cells[i].row;
    *seen = (struct row_seen){0};
    for (; i < t->count && t->cells[i].row == row; i++) {
        const struct html_cell *c = &t->cells[i];
        seen->full += c->length > 0;
        seen->figures += html_table_figure((struct view){t->text.p + c->offset, c->length});
        seen->in_long += c->length > LONG_CELL ? c->length : 0;
    }
    return i;
}

bool html_table_is_data(const struct html_table *t)
{
    size_t most = 0, all = 0, in_long = 0, in_notes = 0, with_figures = 0;
    struct row_seen seen;
    for (size_t i = 0; i < t->count; i++)
        all += t->cells[i].length;
    for (size_t i = 0; i < t->count;) {
        i = look_at_row(t, i, &seen);
        most = seen.full > most ? seen.full : most;
        in_long += seen.in_long;
        in_notes += seen.full == 1 ? seen.in_long : 0;
        with_figures += seen.full > 1 && seen.figures > 0;
    }
    if (with_figures >= 2) {
        in_long -= in_notes;
        all -= in_notes;
    }
    return most >= 2 && in_long * 2 <= all;
}

bool html_table_row(struct html_table *t, bool fill, struct view *fields)
{
    if (t->row == t->rows)
        return false;
    for (; t->next < t->count && t->cells[t->next].row == t->row; t->next++)
        for (size_t i = 0; i < t->cells[t->next].columns; i++)
            t->above[t->cells[t->next].column + i] = &t->cells[t->next];
    for (size_t i = 0; i < t->columns; i++) {
        const struct html_cell *c = t->above[i];
        bool covered = c != NULL && c->row + c->rows > t->row;
        bool first = covered && c->row == t->row && c->column == i;
        fields[i] = covered && (fill || first) ? (struct view){t->text.p + c->offset, c->length}
                                               : (struct view){"", 0};
    }
    t->row++;
    return true;
}

void html_table_free(struct html_table *t)
{
    buf_free(&t->text);
    free(t->cells);
    free(t->above);
    *t = (struct html_table){0};
}
