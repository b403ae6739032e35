#include "flattable.h"

#include "buf.h"
#include "flathead.h"
#include "msg.h"
#include "normal.h"

#include <stdlib.h>
#include <string.h>

enum {
    NUMBERS_MIN = 3, /* fewer numbers make no table, unless their unit is said */
    COLUMNS_MAX = 24,
    HEAD_MAX = 40, /* bytes: a longer cell is a caption */
};

struct cell {
    size_t start, n;         /* in flattable.text: the uniform text */
    size_t source, source_n; /* in flattable.held: as published */
    uint64_t number;         /* of its line */
    size_t row;              /* its row: of several in one line where that is HTML */
    size_t index;            /* its column: tabs before it in its line */
    bool is_number;
};

struct flattable {
    const char *file;
    bool explain;
    reading_emit *emit;
    void *data;
    struct flatheads heads;
    struct view held; /* the text of the table that is read */
    struct buf text;
    struct cell *cells;
    size_t cell_count, cell_cap;
    struct normal normal;
};

struct flattable *flattable_new(struct rules *rules, const struct document *doc, const char *file,
                                bool explain, reading_emit *emit, void *data)
{
    struct flattable *t = mem_new(1, sizeof *t);
    t->file = file;
    t->explain = explain;
    t->emit = emit;
    t->data = data;
    t->heads = (struct flatheads){.rules = rules, .doc = doc};
    return t;
}

void flattable_free(struct flattable *t)
{
    buf_free(&t->text);
    normal_free(&t->normal);
    tokens_free(&t->heads.tokens);
    free(t->cells);
    free(t);
}

static struct view cell_text(const struct flattable *t, const struct cell *c)
{
    return (struct view){t->text.p + c->start, c->n};
}

static bool is_digit(struct view v, size_t i)
{
    return i < v.n && v.p[i] >= '0' && v.p[i] <= '9';
}

/* Where the figure that begins at i ends: digits, with or without commas between thousands, and
 * perhaps a point and more digits; i where there is none. */
static size_t figure_end(struct view v, size_t i)
{
    size_t end = i;
    while (is_digit(v, end))
        end++;
    if (end == i)
        return i;
    while (end < v.n && v.p[end] == ',' && is_digit(v, end + 1) && is_digit(v, end + 2) &&
           is_digit(v, end + 3) && !is_digit(v, end + 4))
        end += 4;
    if (end < v.n && v.p[end] == '.' && is_digit(v, end + 1))
        for (end++; is_digit(v, end);)
            end++;
    return end;
}

/* The unit behind the figure that ends at end, if it is all that is left and says how many times:
 * 倍. */
static struct view times_behind(const struct flattable *t, struct view v, size_t end)
{
    struct match m;
    const struct rule *unit = end < v.n ? rules_at(t->heads.rules, TABLE_UNIT, v, end, &m) : NULL;
    if (unit == NULL || m.end < v.n || !view_is(unit->form, "multiple"))
        return (struct view){0};
    return (struct view){v.p + end, v.n - end};
}

/* Whether the cell is a figure, or a mark that stands for none. */
static bool is_number(const struct flattable *t, struct view v)
{
    size_t i = 0;
    /* marks; words for no figure leave a line of prose as it is */
    static const char *const none[] = {"-", "--", "…", "……", "...", "—", "/"};
    for (size_t k = 0; k < sizeof none / sizeof *none; k++)
        if (view_is(v, none[k]))
            return true;
    if (i < v.n && (v.p[i] == '-' || v.p[i] == '+'))
        i++;
    if (i < v.n && v.p[i] == '0' && is_digit(v, i + 1)) /* 01: a code or a page's counter */
        return false;
    size_t end = figure_end(v, i);
    if (end == i)
        return false;
    if (end < v.n && v.p[end] == '%')
        end++;
    else
        end += times_behind(t, v, end).n;
    return end == v.n;
}

static void add_cell(struct flattable *t, struct view source, uint64_t number, size_t row,
                     size_t index)
{
    while (source.n > 0 && (source.p[0] == ' ' || source.p[0] == '\r')) {
        source.p++;
        source.n--;
    }
    normal_line(&t->normal, source);
    if (t->normal.text.n == 0)
        return;
    if (t->cell_count == t->cell_cap) {
        t->cell_cap = t->cell_cap > 0 ? 2 * t->cell_cap : 64;
        t->cells = mem_grow(t->cells, t->cell_cap, sizeof *t->cells);
    }
    struct cell *c = &t->cells[t->cell_count++];
    *c = (struct cell){.start = t->text.n, .n = t->normal.text.n, .number = number};
    c->source = (size_t)(source.p - t->held.p);
    c->source_n = source.n;
    c->row = row;
    c->index = index;
    buf_add_view(&t->text, buf_view(&t->normal.text));
    c->is_number = is_number(t, cell_text(t, c));
}

static void cut_cells(struct flattable *t, const struct flat_line *lines, size_t count)
{
    buf_clear(&t->text);
    t->cell_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct view v = flat_line_text(t->held, &lines[i]);
        for (size_t index = 0; v.n > 0; index++) {
            const char *tab = memchr(v.p, '\t', v.n);
            size_t n = tab != NULL ? (size_t)(tab - v.p) : v.n;
            add_cell(t, (struct view){v.p, n}, lines[i].number, i, index);
            v.p += tab != NULL ? n + 1 : n;
            v.n -= tab != NULL ? n + 1 : n;
        }
    }
}

/* How many numbers stand in a row in most rows; 0 where there are none. */
static size_t column_count(const struct flattable *t)
{
    size_t rows[COLUMNS_MAX + 1] = {0}, run = 0, best = 0;
    for (size_t i = 0; i <= t->cell_count; i++) {
        if (i < t->cell_count && t->cells[i].is_number) {
            run++;
            continue;
        }
        if (run <= COLUMNS_MAX)
            rows[run]++;
        run = 0;
    }
    for (size_t k = 1; k <= COLUMNS_MAX; k++)
        if (rows[k] > 0 && rows[k] >= rows[best > 0 ? best : k])
            best = k;
    return best;
}

/* The number of cells that make up the run of numbers at i. */
static size_t run_length(const struct flattable *t, size_t i)
{
    size_t k = i;
    while (k < t->cell_count && t->cells[k].is_number)
        k++;
    return k - i;
}

/* Heads that stand a cell a line among cells [0, end): those that give a time or say how. A bare
 * time is one head with what explains it in the next cell (2020 / 基值). */
static bool read_scattered_heads(struct flattable *t, size_t end, size_t wanted,
                                 struct flat_column *columns)
{
    struct flat_column all[COLUMNS_MAX], c;
    size_t n = 0;
    bool fresh = false; /* the last one is a bare time */
    for (size_t i = 0; i < end && n < COLUMNS_MAX; i++) {
        struct view v = cell_text(t, &t->cells[i]);
        if (v.n > HEAD_MAX || !flathead_read(&t->heads, v, &c))
            continue;
        bool timed = flathead_period(&t->heads, v).kind != PERIOD_NONE;
        bool explains = rules_within(t->heads.rules, CLASS_STATE, v) != NULL;
        if (!timed && !explains && end - i > wanted) /* a unit elsewhere */
            continue;
        bool growth = strcmp(c.measure, "level") != 0;
        if (fresh && !timed && explains && !growth) {
            all[n - 1].measure = c.measure;
            all[n - 1].status = c.status;
            fresh = false;
            continue;
        }
        all[n++] = c;
        fresh = timed && !explains;
    }
    if (n < wanted)
        return false;
    memcpy(columns, all + n - wanted, wanted * sizeof *columns);
    return true;
}

/* Length of the word at the beginning that says that a part follows (其中:), 0 for none. */
static size_t among_length(const struct flattable *t, struct view v)
{
    struct match m;
    const struct rule *rule = v.n > 0 ? rules_at(t->heads.rules, TABLE_WORDS, v, 0, &m) : NULL;
    return rule != NULL && rule->class == CLASS_AMONG ? m.end : 0;
}

/* The unit of a cell 单位:亿元, empty for another cell. */
static struct view unit_behind_head(struct flattable *t, struct view v)
{
    const struct rule *head = rules_starting(t->heads.rules, CLASS_UNIT_HEAD, v);
    if (head == NULL || v.n <= head->word.n || v.p[head->word.n] != ':')
        return (struct view){0};
    struct view unit = {v.p + head->word.n + 1, v.n - head->word.n - 1};
    return flathead_is_unit(&t->heads, unit) ? unit : (struct view){0};
}

/* A label without the marks of its place in the table: 其中:住宅, 一、收入, #出口. */
static struct view plain_label(struct flattable *t, struct view v)
{
    struct match m;
    if (rules_in(t->heads.rules, CLASS_HEADING, v, 0, &m) != NULL && m.end < v.n)
        v = (struct view){v.p + m.end, v.n - m.end};
    size_t among = among_length(t, v);
    if (v.n > among)
        v = (struct view){v.p + among, v.n - among};
    while (v.n > 1 && (v.p[0] == '#' || v.p[0] == ' '))
        v = (struct view){v.p + 1, v.n - 1};
    return v;
}

static void emit_cell(struct flattable *t, const struct cell *c, const struct flat_column *column,
                      struct view name, struct view item, struct view unit, struct view label)
{
    struct view value = cell_text(t, c), against = {0};
    char base[PERIOD_TEXT_MAX];
    struct buf digits = {0};
    bool percent = value.n > 0 && value.p[value.n - 1] == '%';
    size_t sign = value.n > 0 && (value.p[0] == '-' || value.p[0] == '+');
    struct view times = times_behind(t, value, figure_end(value, sign));
    bool growth = strcmp(column->measure, "growth") == 0 || strcmp(column->measure, "cagr") == 0;
    for (size_t i = 0; i < value.n; i++)
        if (memchr("-.0123456789", value.p[i], 12) != NULL)
            buf_add_char(&digits, value.p[i]);
    if (growth)
        against = view_of(period_text(period_year_before(column->period), base));
    if (column->unit.n > 0)
        unit = column->unit;
    if (percent || (strcmp(column->measure, "level") != 0 && unit.n == 0))
        unit = view_of("%");
    if (growth && column->unit.n == 0)
        unit = view_of("%");
    if (times.n > 0)
        unit = times;
    if (digits.n > 0 && memchr("0123456789", digits.p[digits.n - 1], 10) !=
                            NULL) { /* not a mark for a missing value */
        struct observation o = {
            .indicator = column->noun.n > 0 ? column->noun : name,
            .item = column->noun.n > 0 ? name : item,
            .period = column->period,
            .measure = column->measure,
            .against = against,
            .value = buf_view(&digits),
            .unit = unit,
            .status = column->status,
            .line = c->number,
            .text = label,
        };
        t->emit(t->data, &o);
        if (t->explain)
            msg(t->file, c->number, "%.*s: %s of %.*s in a flattened table", (int)value.n, value.p,
                column->measure, (int)name.n, name.p);
    }
    buf_free(&digits);
}

/* Whether a row of numbers starts at i, behind its label. */
static bool is_row(struct flattable *t, size_t i, size_t wanted)
{
    return i > 0 && t->cells[i].is_number && !t->cells[i - 1].is_number &&
           run_length(t, i) == wanted &&
           (wanted > 1 ||
            flathead_period(&t->heads, cell_text(t, &t->cells[i])).kind == PERIOD_NONE);
}

/* The grid of a table whose rows are lines of cells parted by tabs. */
struct grid {
    struct flat_column columns[COLUMNS_MAX];
    struct view heads[COLUMNS_MAX]; /* their text, without the unit */
    bool known[COLUMNS_MAX];        /* the column has a head that is of use */
    size_t unit;                    /* index of the column of units, or COLUMNS_MAX */
    struct view parent;             /* the label that 其中 and # are parts of */
};

/* The cell behind the last one of the line that starts at i. */
static size_t line_end(const struct flattable *t, size_t i)
{
    size_t k = i;
    while (k < t->cell_count && t->cells[k].row == t->cells[i].row)
        k++;
    return k;
}

/* Takes the cells [i, end) of a line as heads. False where none says anything. */
static bool read_grid_heads(struct flattable *t, struct grid *g, size_t i, size_t end)
{
    bool any = false;
    memset(g->known, 0, sizeof g->known);
    g->unit = COLUMNS_MAX;
    for (; i < end; i++) {
        size_t k = t->cells[i].index;
        struct view v = cell_text(t, &t->cells[i]);
        if (k >= COLUMNS_MAX)
            continue;
        const struct rule *head = rules_starting(t->heads.rules, CLASS_UNIT_HEAD, v);
        if (head != NULL && head->word.n == v.n) {
            g->unit = k;
            continue;
        }
        g->known[k] = k > 0;
        any |= flathead_read(&t->heads, v, &g->columns[k]) && k > 0;
        flathead_split_unit(&t->heads, &v);
        g->heads[k] = v;
    }
    return any;
}

/* Emits a cell of a row that is a year's (2017年): of what its column, or the nearest one before it
 * that says so, measures. False where none does. */
static bool emit_of_time(struct flattable *t, const struct grid *g, const struct cell *c,
                         struct period time, struct view text)
{
    struct flat_column column = g->columns[c->index];
    size_t k = c->index;
    while (k > 1 && (!g->known[k] || strcmp(g->columns[k].measure, "level") != 0))
        k--;
    if (!g->known[k] || strcmp(g->columns[k].measure, "level") != 0 || g->heads[k].n == 0)
        return false;
    column.noun = g->heads[k];
    column.period = time;
    emit_cell(t, c, &column, (struct view){0}, (struct view){0}, (struct view){0}, text);
    return true;
}

/* Reads the cells [i, end) of a line as a row. */
static bool read_grid_row(struct flattable *t, struct grid *g, size_t i, size_t end)
{
    size_t number = i;
    while (number < end && !(t->cells[number].is_number && t->cells[number].index > 0))
        number++;
    if (number == end || number == i)
        return false;
    const struct cell *label = &t->cells[number - 1];
    struct view unit = {0};
    if (label > &t->cells[i] && label->index == g->unit) {
        unit = cell_text(t, label);
        label--;
    }
    struct view raw = cell_text(t, label), name = raw, item = {0};
    if (unit.n == 0)
        unit = flathead_split_unit(&t->heads, &name);
    bool part = among_length(t, raw) > 0 || view_starts(raw, view_of("#"));
    name = plain_label(t, name);
    if (part && g->parent.n > 0) {
        item = name;
        name = g->parent;
    } else {
        g->parent = name;
    }
    struct view text = {t->held.p + label->source, label->source_n};
    struct period time = flathead_only_period(&t->heads, raw);
    bool any = false;
    for (; number < end; number++) {
        const struct cell *c = &t->cells[number];
        if (!c->is_number || c->index >= COLUMNS_MAX || !g->known[c->index])
            continue;
        if (time.kind != PERIOD_NONE) {
            any |= emit_of_time(t, g, c, time, text);
            continue;
        }
        emit_cell(t, c, &g->columns[c->index], name, item, unit, text);
        any = true;
    }
    return any;
}

/* Reads what is held as a table of lines of cells. False where it is none. */
static bool read_grid(struct flattable *t)
{
    struct grid g = {.unit = COLUMNS_MAX};
    bool heads = false, rows = false;
    for (size_t i = 0, end; i < t->cell_count; i = end) {
        end = line_end(t, i);
        bool numbers = false;
        for (size_t k = i; k < end; k++)
            numbers |= t->cells[k].is_number &&
                       flathead_period(&t->heads, cell_text(t, &t->cells[k])).kind == PERIOD_NONE;
        if (end - i < 2)
            continue;
        if (numbers && heads)
            rows |= read_grid_row(t, &g, i, end);
        else if (!numbers)
            heads = read_grid_heads(t, &g, i, end);
    }
    return rows;
}

/* Whether what is held has lines of several cells. */
static bool has_tabs(const struct flattable *t)
{
    for (size_t i = 0; i + 1 < t->cell_count; i++)
        if (t->cells[i].row == t->cells[i + 1].row)
            return true;
    return false;
}

bool flattable_read(struct flattable *t, struct view held, const struct flat_line *lines,
                    size_t count)
{
    struct flat_column columns[COLUMNS_MAX];
    struct view common = {0}; /* the unit of 单位:, for rows that have none */
    t->held = held;
    cut_cells(t, lines, count);
    if (has_tabs(t))
        return read_grid(t);
    size_t wanted = column_count(t), first = 0, rows = 0;
    while (first < t->cell_count && !is_row(t, first, wanted))
        first++;
    if (wanted == 0 || first == t->cell_count)
        return false;
    bool heads = t->cell_count > NUMBERS_MIN && read_scattered_heads(t, first - 1, wanted, columns);
    if (!heads && wanted > 1)
        return false;
    if (!heads) /* a name, its unit and a number: the time is the document's */
        columns[0] = (struct flat_column){t->heads.doc->period, "level", "actual", {0}, {0}};
    for (size_t i = 0; i < t->cell_count; i++) {
        struct view after = unit_behind_head(t, cell_text(t, &t->cells[i]));
        if (after.n > 0)
            common = after;
        if (!is_row(t, i, wanted))
            continue;
        const struct cell *label = &t->cells[i - 1];
        struct view name = cell_text(t, label), unit = {0};
        if (flathead_is_unit(&t->heads, name) && i >= 2 && !t->cells[i - 2].is_number) {
            unit = name;
            label--;
            name = cell_text(t, label);
        }
        if (unit.n == 0)
            unit = flathead_split_unit(&t->heads, &name);
        if (unit.n == 0)
            unit = common;
        if (!heads && unit.n == 0)
            continue;
        name = plain_label(t, name);
        struct view text = {t->held.p + label->source, label->source_n};
        for (size_t k = 0; k < wanted; k++)
            emit_cell(t, &t->cells[i + k], &columns[k], name, (struct view){0}, unit, text);
        rows++;
    }
    return rows > 0;
}
