#include "sheet.h"

#include "csvout.h"
#include "msg.h"
#include "out.h"
#include "raised.h"
#include "reject.h"
#include "translate.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    MERGES_MOST = 1 << 20,
    GAP = 100, /* empty rows in a sequence that are written */
};

enum in { IN_NOTHING, IN_VALUE, IN_FORMULA, IN_TEXT };

struct reader;
typedef void on_cell(struct reader *r);
typedef void on_row(struct reader *r);

/* What both readings of a sheet share: where in it they are. */
struct reader {
    struct sheet *s;
    on_cell *cell; /* called at the end of each cell */
    on_row *begin; /* called at the start of each row, */
    on_row *row;   /* and at its end; NULL in the survey */
    unsigned at_row, at_column;
    bool row_hidden;
    char type[12]; /* of the cell: s, str, inlineStr, b, e, d, n */
    long style;
    bool has_formula, has_value, in_phonetic;
    bool raised;  /* the run of text that is open */
    size_t start; /* of its text in value */
    enum in in;
    struct buf value, formula;
    /* of the survey */
    bool row_counted;
    /* of the writing */
    struct buf *fields; /* text of the cells of the row, by column from 1 */
    struct view *views;
    size_t first, next, active_count; /* merges: those before `next` have begun */
    struct sheet_merge **active;
    unsigned written_to; /* the last row that is done */
    unsigned last_used;  /* the last of fields that may hold text */
    size_t rows;
    struct buf text;
};

static _Noreturn void damaged(const struct reader *r, const char *what, struct view text)
{
    die(r->s->w->file, 0, "sheet %s: damaged: %s: %.*s", r->s->info->name, translated(what),
        view_shown(text), text.p != NULL ? text.p : "");
}

/* Reads a reference such as C12; returns its length, 0 where it is none. */
static size_t read_reference(struct view v, unsigned *row, unsigned *column)
{
    size_t i = 0;
    unsigned c = 0, n = 0;
    for (; i < v.n && v.p[i] >= 'A' && v.p[i] <= 'Z' && c <= SHEET_COLUMNS; i++)
        c = c * 26 + (unsigned)(v.p[i] - 'A') + 1;
    size_t digits = i;
    for (; i < v.n && v.p[i] >= '0' && v.p[i] <= '9' && n <= SHEET_ROWS; i++)
        n = n * 10 + (unsigned)(v.p[i] - '0');
    if (c == 0 || c > SHEET_COLUMNS || i == digits || n == 0 || n > SHEET_ROWS)
        return 0;
    *row = n;
    *column = c;
    return i;
}

static void name_of(unsigned row, unsigned column, char out[16])
{
    char letters[4];
    int n = 0;
    for (; column > 0; column = (column - 1) / 26)
        letters[n++] = (char)('A' + (column - 1) % 26);
    int i = 0;
    while (n > 0)
        out[i++] = letters[--n];
    snprintf(out + i, (size_t)(16 - i), "%u", row);
}

static void add_merge(struct reader *r, struct view reference)
{
    struct sheet *s = r->s;
    struct sheet_merge m = {0};
    if (reference.n == 0)
        damaged(r, "merged cells", (struct view){"", 0});
    size_t n = read_reference(reference, &m.row, &m.column);
    struct view rest = {reference.p + n, reference.n - n};
    if (n > 0 && n == reference.n)
        return; /* one cell */
    if (n > 0 && rest.n > 0 && *rest.p == ':') {
        rest.p++;
        rest.n--;
        if (read_reference(rest, &m.last_row, &m.last_column) != rest.n)
            n = 0;
    } else {
        n = 0;
    }
    if (n == 0 || rest.n == 0 || m.last_row < m.row || m.last_column < m.column)
        damaged(r, "merged cells", reference);
    if (s->merges_count == MERGES_MOST)
        damaged(r, "more than a million merged cells", (struct view){"", 0});
    if (s->merges_count == s->merges_cap) {
        s->merges_cap = s->merges_cap > 0 ? 2 * s->merges_cap : 64;
        s->merges = mem_grow(s->merges, s->merges_cap, sizeof *s->merges);
    }
    s->merges[s->merges_count++] = m;
}

static bool is_zero(struct view v)
{
    return view_is(v, "0") || view_is(v, "0.0");
}

static void hide_columns(struct sheet *s, struct xml_attributes a)
{
    long min = xml_number(a, "min", 1), max = xml_number(a, "max", 0);
    bool narrow = is_zero(xml_attribute(a, "width")) && xml_is_true(a, "customWidth");
    if (!xml_is_true(a, "hidden") && !narrow)
        return;
    for (long c = min; c >= 1 && c <= max && c <= SHEET_COLUMNS; c++)
        s->hidden[c] |= 1;
}

static void start_row(struct reader *r, struct xml_attributes a)
{
    struct view reference = xml_attribute(a, "r");
    long row = reference.p != NULL ? xml_number(a, "r", 0) : (long)r->at_row + 1;
    if (row <= (long)r->at_row || row > SHEET_ROWS)
        damaged(r, "row number", reference);
    r->at_row = (unsigned)row;
    r->at_column = 0;
    r->row_hidden = xml_is_true(a, "hidden") ||
                    (is_zero(xml_attribute(a, "ht")) && xml_is_true(a, "customHeight"));
    r->row_counted = false;
    if (r->begin != NULL)
        r->begin(r);
}

static void start_cell(struct reader *r, struct xml_attributes a)
{
    struct view reference = xml_attribute(a, "r"), type = xml_attribute(a, "t");
    unsigned row = r->at_row, column = r->at_column + 1;
    if (reference.p != NULL && (read_reference(reference, &row, &column) != reference.n ||
                                reference.n == 0 || row != r->at_row))
        damaged(r, "cell reference", reference);
    if (column > SHEET_COLUMNS || type.n >= sizeof r->type)
        damaged(r, "cell", reference);
    r->at_column = column;
    if (type.n > 0)
        memcpy(r->type, type.p, type.n);
    r->type[type.n] = '\0';
    r->style = xml_number(a, "s", 0);
    r->has_formula = r->has_value = r->raised = false;
    buf_clear(&r->value);
    buf_clear(&r->formula);
}

static void on_start(void *me, const char *name, struct xml_attributes a)
{
    struct reader *r = me;
    if (strcmp(name, "c") == 0) {
        start_cell(r, a);
    } else if (strcmp(name, "v") == 0) {
        r->in = IN_VALUE;
        r->has_value = true;
    } else if (strcmp(name, "f") == 0) {
        r->in = IN_FORMULA;
        r->has_formula = true;
    } else if (strcmp(name, "t") == 0) {
        r->in = r->in_phonetic ? IN_NOTHING : IN_TEXT;
        r->has_value = true;
        r->start = r->value.n;
    } else if (strcmp(name, "r") == 0) {
        r->raised = false;
    } else if (strcmp(name, "vertAlign") == 0) {
        r->raised = view_is(xml_attribute(a, "val"), "superscript");
    } else if (strcmp(name, "rPh") == 0) {
        r->in_phonetic = true;
    } else if (strcmp(name, "row") == 0) {
        start_row(r, a);
    } else if (strcmp(name, "col") == 0) {
        hide_columns(r->s, a);
    } else if (strcmp(name, "mergeCell") == 0 && r->row == NULL) {
        add_merge(r, xml_attribute(a, "ref"));
    }
}

static void on_text(void *me, struct view text)
{
    struct reader *r = me;
    if (r->in == IN_VALUE || r->in == IN_TEXT)
        buf_add_view(&r->value, text);
    else if (r->in == IN_FORMULA)
        buf_add_view(&r->formula, text);
}

static void on_end(void *me, const char *name)
{
    struct reader *r = me;
    if (r->in == IN_TEXT && r->raised)
        raised_rewrite(&r->value, r->start);
    if (strcmp(name, "v") == 0 || strcmp(name, "f") == 0 || strcmp(name, "t") == 0)
        r->in = IN_NOTHING;
    else if (strcmp(name, "rPh") == 0)
        r->in_phonetic = false;
    else if (strcmp(name, "c") == 0)
        r->cell(r);
    else if (strcmp(name, "row") == 0 && r->row != NULL)
        r->row(r);
}

static void read_sheet(struct reader *r)
{
    struct xml_handler handler = {on_start, on_end, on_text, r};
    package_read(r->s->w->package, r->s->info->part, &handler);
    buf_free(&r->value);
    buf_free(&r->formula);
}

static struct view shared_string(const struct reader *r)
{
    struct view v = buf_view(&r->value);
    size_t i = 0;
    for (size_t k = 0; k < v.n && k < 10; k++)
        i = v.p[k] >= '0' && v.p[k] <= '9' ? i * 10 + (size_t)(v.p[k] - '0') : SIZE_MAX / 16;
    struct view text = workbook_string(r->s->w, v.n > 0 && v.n < 10 ? i : SIZE_MAX);
    if (text.p == NULL)
        damaged(r, "number of a shared string", v);
    return text;
}

/* A formula that its program has not computed; a text formula may have computed to nothing. */
static bool lacks_value(const struct reader *r)
{
    return r->has_formula && r->value.n == 0 && !(r->has_value && strcmp(r->type, "str") == 0);
}

static void survey_cell(struct reader *r)
{
    struct sheet *s = r->s;
    bool filled =
        strcmp(r->type, "s") == 0 && r->value.n > 0 ? shared_string(r).n > 0 : r->value.n > 0;
    if (!filled && !lacks_value(r))
        return;
    bool column_hidden = (s->hidden[r->at_column] & 1) != 0;
    s->hidden[r->at_column] |= 2;
    if (!s->take_hidden && r->row_hidden) {
        s->hidden_rows += !r->row_counted;
        r->row_counted = true;
    }
    if (!s->take_hidden && (r->row_hidden || column_hidden))
        return;
    s->rows = r->at_row > s->rows ? r->at_row : s->rows;
    s->columns = r->at_column > s->columns ? r->at_column : s->columns;
}

static int by_row(const void *a, const void *b)
{
    const struct sheet_merge *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

void sheet_survey(struct sheet *s, struct workbook *w, const struct workbook_sheet *info,
                  bool take_hidden)
{
    *s = (struct sheet){.w = w, .info = info, .take_hidden = take_hidden};
    s->hidden = mem_new(SHEET_COLUMNS + 1, 1);
    struct reader r = {.s = s, .cell = survey_cell};
    read_sheet(&r);
    if (s->merges_count > 0)
        qsort(s->merges, s->merges_count, sizeof *s->merges, by_row);
    for (unsigned c = 1; c <= SHEET_COLUMNS; c++)
        s->hidden_columns += !take_hidden && s->hidden[c] == 3;
}

size_t sheet_width(const struct sheet *s)
{
    size_t width = 0;
    for (unsigned c = 1; c <= s->columns; c++)
        width += s->take_hidden || (s->hidden[c] & 1) == 0;
    return width;
}

static void refuse_formula(struct reader *r)
{
    char cell[16];
    name_of(r->at_row, r->at_column, cell);
    int n = (int)view_cut(buf_view(&r->formula), 300).n;
    reject(r->s->w->file, r->at_row, buf_view(&r->formula),
           "formula: %s!%s has no stored value: =%.*s", r->s->info->name, cell, n,
           r->formula.n > 0 ? r->formula.p : "");
}

static void add_indented(const struct reader *r, struct buf *to, struct view text)
{
    unsigned indent = text.n > 0 ? workbook_style(r->s->w, r->style).indent : 0;
    while (indent-- > 0)
        buf_add_string(to, "\xE3\x80\x80");
    buf_add_view(to, text);
}

static void write_cell(struct reader *r)
{
    struct sheet *s = r->s;
    struct view v = buf_view(&r->value);
    bool left_out = !s->take_hidden && (r->row_hidden || (s->hidden[r->at_column] & 1) != 0);
    struct buf *to = &r->fields[r->at_column];
    buf_clear(to);
    r->last_used = r->at_column > r->last_used ? r->at_column : r->last_used;
    if (lacks_value(r)) {
        if (!left_out)
            refuse_formula(r);
        return;
    }
    if (v.n == 0)
        return;
    if (strcmp(r->type, "s") == 0) {
        add_indented(r, to, shared_string(r));
    } else if (strcmp(r->type, "b") == 0) {
        buf_add_string(to, view_is(v, "1") || view_is(v, "true") ? "TRUE" : "FALSE");
    } else if ((*r->type == '\0' || strcmp(r->type, "n") == 0) &&
               cell_format_number(workbook_style(s->w, r->style).format, s->w->from_1904, v, to)) {
        return;
    } else {
        buf_clear(&r->text);
        workbook_add_text(&r->text, v);
        add_indented(r, to, buf_view(&r->text));
    }
}

/* Fills the merged cells of a row; the first cell of each has been read when its first row is. */
static void fill_merges(struct reader *r, unsigned row)
{
    struct sheet *s = r->s;
    for (; r->next < s->merges_count && s->merges[r->next].row <= row; r->next++) {
        struct sheet_merge *m = &s->merges[r->next];
        if (m->row == row)
            buf_add_view(&m->text, buf_view(&r->fields[m->column]));
        r->active[r->active_count++] = m;
    }
    size_t kept = 0;
    for (size_t i = 0; i < r->active_count; i++) {
        struct sheet_merge *m = r->active[i];
        if (m->last_row < row) {
            buf_free(&m->text);
            continue;
        }
        r->active[kept++] = m;
        for (unsigned c = m->column; c <= m->last_column && c <= s->columns; c++) {
            buf_clear(&r->fields[c]);
            buf_add_view(&r->fields[c], buf_view(&m->text));
        }
    }
    r->active_count = kept;
}

static void write_row(struct reader *r, unsigned row, bool hidden)
{
    struct sheet *s = r->s;
    fill_merges(r, row);
    size_t n = 0;
    for (unsigned c = 1; c <= s->columns; c++)
        if (s->take_hidden || (s->hidden[c] & 1) == 0)
            r->views[n++] = buf_view(&r->fields[c]);
    if (row <= s->rows && (s->take_hidden || !hidden)) {
        csvout_row(out_standard(), r->views, n);
        r->rows++;
    }
    unsigned last = r->last_used > s->columns ? r->last_used : s->columns;
    for (unsigned c = 1; c <= last; c++)
        buf_clear(&r->fields[c]);
    r->last_used = 0;
}

/* Before a row: those that the file passes over are empty, but for merged cells. */
static void write_gap(struct reader *r)
{
    unsigned from = r->written_to + 1, to = r->at_row;
    bool empty =
        r->active_count == 0 && (r->next == r->s->merges_count || r->s->merges[r->next].row >= to);
    if (to > r->s->rows)
        return;
    if (empty && to - from > GAP)
        from = to - 1;
    for (; from < to; from++)
        write_row(r, from, false);
}

static void end_row(struct reader *r)
{
    if (r->at_row > r->s->rows)
        return;
    write_row(r, r->at_row, r->row_hidden);
    r->written_to = r->at_row;
}

size_t sheet_write(struct sheet *s)
{
    struct reader r = {.s = s, .cell = write_cell, .begin = write_gap, .row = end_row};
    r.fields = mem_new(SHEET_COLUMNS + 1, sizeof *r.fields);
    r.views = mem_new(s->columns + 1, sizeof *r.views);
    r.active = mem_new(s->merges_count + 1, sizeof(struct sheet_merge *));
    read_sheet(&r);
    for (unsigned c = 1; c <= SHEET_COLUMNS; c++)
        buf_free(&r.fields[c]);
    free(r.fields);
    free(r.views);
    free(r.active);
    buf_free(&r.text);
    return r.rows;
}

void sheet_free(struct sheet *s)
{
    for (size_t i = 0; i < s->merges_count; i++)
        buf_free(&s->merges[i].text);
    free(s->merges);
    free(s->hidden);
    *s = (struct sheet){0};
}
