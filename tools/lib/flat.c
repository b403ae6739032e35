#include "flat.h"

#include "buf.h"
#include "msg.h"
#include "normal.h"
#include "token.h"
#include "when.h"

#include <stdlib.h>
#include <string.h>

enum {
    CELL_MAX = 75,   /* bytes: a longer cell makes its line a paragraph */
    HELD_MAX = 4000, /* lines held back */
    NUMBERS_MIN = 3, /* fewer numbers make no table, unless their unit is said */
    COLUMNS_MAX = 24,
    HEAD_MAX = 40,           /* bytes: a longer cell is a caption */
    FULL_LINE = 66,          /* bytes: a line broken for its length is not shorter */
    PARAGRAPH_MAX = 1 << 20, /* bytes: longer ones are read in pieces */
};

/* A line held back; the text is in flat.held. */
struct line {
    size_t start, n;
    uint64_t number;
};

struct cell {
    size_t start, n;         /* in flat.text: the uniform text */
    size_t source, source_n; /* in flat.held: as published */
    uint64_t number;         /* of its line */
    size_t index;            /* its column: tabs before it in its line */
    bool is_number;
};

struct column {
    struct period period;
    const char *measure;
    const char *status;
    struct view unit; /* in the head's brackets */
    struct view noun; /* what the head measures, where it says what and not only how */
};

struct flat {
    struct rules *rules;
    const struct document *doc;
    struct reading *reading;
    const char *file;
    bool explain;
    reading_emit *emit;
    void *data;
    struct buf held;
    struct line *lines;
    size_t line_count, line_cap;
    struct buf text;
    struct cell *cells;
    size_t cell_count, cell_cap;
    struct buf paragraph; /* lines of a paragraph that goes on */
    uint64_t paragraph_number;
    struct normal normal;
    struct tokens tokens;
};

struct flat *flat_new(struct rules *rules, const struct document *doc, struct reading *reading,
                      const char *file, bool explain, reading_emit *emit, void *data)
{
    struct flat *f = mem_new(1, sizeof *f);
    f->rules = rules;
    f->doc = doc;
    f->reading = reading;
    f->file = file;
    f->explain = explain;
    f->emit = emit;
    f->data = data;
    return f;
}

static struct view cell_text(const struct flat *f, const struct cell *c)
{
    return (struct view){f->text.p + c->start, c->n};
}

static bool is_blank(struct view v)
{
    for (size_t i = 0; i < v.n; i++)
        if (v.p[i] != ' ' && v.p[i] != '\t' && v.p[i] != '\r')
            return false;
    return true;
}

/* Whether the line may be one of a table: its cells are short and none is a sentence or a heading.
 */
static bool is_cells(struct flat *f, struct view line)
{
    size_t longest = 0, n = 0;
    for (size_t i = 0; i <= line.n; i++) {
        if (i < line.n && line.p[i] != '\t') {
            n++;
            continue;
        }
        if (n > longest)
            longest = n;
        n = 0;
    }
    if (longest > CELL_MAX)
        return false;
    static const char *const stops[] = {"。", "，", "；", "！", "？", "、"};
    bool tabs = memchr(line.p, '\t', line.n) != NULL; /* 一、人均可支配收入<tab>37334 */
    for (size_t i = 0; i + tabs < sizeof stops / sizeof *stops; i++)
        if (memmem(line.p, line.n, stops[i], strlen(stops[i])) != NULL)
            return false;
    struct match m;
    normal_line(&f->normal, line);
    return tabs || rules_in(f->rules, CLASS_HEADING, buf_view(&f->normal.text), 0, &m) == NULL;
}

static bool is_number(struct view v)
{
    size_t i = 0, digits = 0;
    static const char *const none[] = {"-", "--", "…", "……", "...", "—", "/"};
    for (size_t k = 0; k < sizeof none / sizeof *none; k++)
        if (view_is(v, none[k]))
            return true;
    if (i < v.n && (v.p[i] == '-' || v.p[i] == '+'))
        i++;
    if (v.n >= i + 2 && v.p[i] == '0' && v.p[i + 1] != '.') /* 01: a code or a page's counter */
        return false;
    for (; i < v.n && ((v.p[i] >= '0' && v.p[i] <= '9') || v.p[i] == '.' || v.p[i] == ','); i++)
        digits += v.p[i] >= '0' && v.p[i] <= '9';
    if (i < v.n && v.p[i] == '%')
        i++;
    else if (view_is((struct view){v.p + i, v.n - i}, "倍"))
        i = v.n;
    return digits > 0 && i == v.n;
}

static void add_cell(struct flat *f, struct view source, uint64_t number, size_t index)
{
    while (source.n > 0 && (source.p[0] == ' ' || source.p[0] == '\r')) {
        source.p++;
        source.n--;
    }
    if (is_blank(source))
        return;
    normal_line(&f->normal, source);
    if (f->normal.text.n == 0)
        return;
    if (f->cell_count == f->cell_cap) {
        f->cell_cap = f->cell_cap > 0 ? 2 * f->cell_cap : 64;
        f->cells = mem_grow(f->cells, f->cell_cap, sizeof *f->cells);
    }
    struct cell *c = &f->cells[f->cell_count++];
    *c = (struct cell){.start = f->text.n, .n = f->normal.text.n, .number = number};
    c->source = (size_t)(source.p - f->held.p);
    c->source_n = source.n;
    c->index = index;
    buf_add_view(&f->text, buf_view(&f->normal.text));
    c->is_number = is_number(cell_text(f, c));
}

static void cut_cells(struct flat *f)
{
    buf_clear(&f->text);
    f->cell_count = 0;
    for (size_t i = 0; i < f->line_count; i++) {
        struct view v = {f->held.p + f->lines[i].start, f->lines[i].n};
        for (size_t index = 0; v.n > 0; index++) {
            const char *tab = memchr(v.p, '\t', v.n);
            size_t n = tab != NULL ? (size_t)(tab - v.p) : v.n;
            add_cell(f, (struct view){v.p, n}, f->lines[i].number, index);
            v.p += tab != NULL ? n + 1 : n;
            v.n -= tab != NULL ? n + 1 : n;
        }
    }
}

/* How many numbers stand in a row in most rows; 0 where there are none. */
static size_t column_count(const struct flat *f)
{
    size_t rows[COLUMNS_MAX + 1] = {0}, run = 0, best = 0;
    for (size_t i = 0; i <= f->cell_count; i++) {
        if (i < f->cell_count && f->cells[i].is_number) {
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
static size_t run_length(const struct flat *f, size_t i)
{
    size_t k = i;
    while (k < f->cell_count && f->cells[k].is_number)
        k++;
    return k - i;
}

static bool is_unit(struct flat *f, struct view v)
{
    struct match m;
    size_t at = 0;
    if (v.n > 1 && v.p[0] == '(' && v.p[v.n - 1] == ')')
        v = (struct view){v.p + 1, v.n - 2};
    if (v.n == 0)
        return false;
    if (rules_at(f->rules, TABLE_UNIT, v, 0, &m) != NULL && m.end == v.n)
        return true;
    if (rules_at(f->rules, TABLE_SCALE, v, 0, &m) != NULL)
        at = m.end;
    return at > 0 && at < v.n && rules_at(f->rules, TABLE_UNIT, v, at, &m) != NULL && m.end == v.n;
}

/* The time in a head: 2020, 2025年目标值. */
static struct period head_period(struct flat *f, struct view v)
{
    if (v.n == 4 && is_number(v) && (memcmp(v.p, "19", 2) == 0 || memcmp(v.p, "20", 2) == 0))
        return period_year((v.p[0] - '0') * 1000 + (v.p[1] - '0') * 100 + (v.p[2] - '0') * 10 +
                           (v.p[3] - '0'));
    tokens_read(&f->tokens, f->rules, v);
    for (size_t i = 0; i < f->tokens.n; i++) {
        const struct token *t = &f->tokens.t[i];
        if (token_is(t, CLASS_PERIOD) && (i == 0 || !token_is(t - 1, CLASS_COMPARE))) {
            struct when w = f->doc->when;
            w.context = f->doc->period;
            return when_read(t, v, &w);
        }
    }
    return (struct period){0};
}

/* Splits the unit in brackets off a name: 社会消费品零售总额(亿元). */
static struct view split_unit(struct flat *f, struct view *name)
{
    struct view v = *name;
    if (v.n < 3 || v.p[v.n - 1] != ')')
        return (struct view){0};
    size_t open = v.n;
    while (open > 0 && v.p[open - 1] != '(')
        open--;
    if (open < 2 || !is_unit(f, (struct view){v.p + open, v.n - open - 1}))
        return (struct view){0};
    name->n = open - 1;
    return (struct view){v.p + open, v.n - open - 1};
}

/* Reads one head: 2025年目标值, 比上年增长(%), 招生数(人). False where it says nothing that a head
 * says. */
static bool read_head(struct flat *f, struct view v, struct column *c)
{
    *c = (struct column){f->doc->period, "level", "actual", {0}, {0}};
    struct period period = head_period(f, v);
    c->unit = split_unit(f, &v);
    const struct rule *state = rules_within(f->rules, CLASS_STATE, v);
    if (period.kind != PERIOD_NONE)
        c->period = period;
    static const char *const measures[] = {"growth", "share", "cagr"};
    for (size_t i = 0; state != NULL && i < sizeof measures / sizeof *measures; i++)
        if (view_is(state->form, measures[i]))
            c->measure = measures[i];
    if (strcmp(c->measure, "cagr") == 0)
        c->period = f->doc->period;
    bool timed = period.kind != PERIOD_NONE || strcmp(c->measure, "cagr") == 0;
    bool ahead = f->doc->kind == DOCUMENT_PLAN && timed && c->period.kind != PERIOD_NONE &&
                 period_last(c->period).y > period_last(f->doc->when.now).y;
    if ((state != NULL && view_is(state->form, "target")) || ahead)
        c->status = "target";
    if (state == NULL && period.kind == PERIOD_NONE)
        c->noun = v;
    return state != NULL || period.kind != PERIOD_NONE || c->unit.n > 0;
}

/* Heads that stand a cell a line among cells [0, end): those that give a time or say how. A bare
 * time is one head with what explains it in the next cell (2020 / 基值). */
static bool read_scattered_heads(struct flat *f, size_t end, size_t wanted, struct column *columns)
{
    struct column all[COLUMNS_MAX], c;
    size_t n = 0;
    bool fresh = false; /* the last one is a bare time */
    for (size_t i = 0; i < end && n < COLUMNS_MAX; i++) {
        struct view v = cell_text(f, &f->cells[i]);
        if (v.n > HEAD_MAX || !read_head(f, v, &c))
            continue;
        bool timed = head_period(f, v).kind != PERIOD_NONE;
        bool explains = rules_within(f->rules, CLASS_STATE, v) != NULL;
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

/* A label without the marks of its place in the table: 其中:住宅, 一、收入, #出口. */
static struct view plain_label(struct flat *f, struct view v)
{
    static const char *const marks[] = {"其中:", "其中", "#", "其中：", " "};
    struct match m;
    if (rules_in(f->rules, CLASS_HEADING, v, 0, &m) != NULL && m.end < v.n)
        v = (struct view){v.p + m.end, v.n - m.end};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (view_starts(v, view_of(marks[i])) && v.n > strlen(marks[i]))
            v = (struct view){v.p + strlen(marks[i]), v.n - strlen(marks[i])};
    return v;
}

static void emit_cell(struct flat *f, const struct cell *c, const struct column *column,
                      struct view name, struct view item, struct view unit, struct view label)
{
    struct view value = cell_text(f, c), against = {0};
    char base[PERIOD_TEXT_MAX];
    struct buf digits = {0};
    bool percent = value.n > 0 && value.p[value.n - 1] == '%';
    bool times = view_ends(value, view_of("倍"));
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
    if (times)
        unit = view_of("倍");
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
        f->emit(f->data, &o);
        if (f->explain)
            msg(f->file, c->number, "%.*s: %s of %.*s in a flattened table", (int)value.n, value.p,
                column->measure, (int)name.n, name.p);
    }
    buf_free(&digits);
}

/* Whether a row of numbers starts at i, behind its label. */
static bool is_row(struct flat *f, size_t i, size_t wanted)
{
    return i > 0 && f->cells[i].is_number && !f->cells[i - 1].is_number &&
           run_length(f, i) == wanted &&
           (wanted > 1 || head_period(f, cell_text(f, &f->cells[i])).kind == PERIOD_NONE);
}

/* The grid of a table whose rows are lines of cells parted by tabs. */
struct grid {
    struct column columns[COLUMNS_MAX];
    bool known[COLUMNS_MAX]; /* the column has a head that is of use */
    size_t unit;             /* index of the column of units, or COLUMNS_MAX */
    struct view parent;      /* the label that 其中 and # are parts of */
};

/* The cell behind the last one of the line that starts at i. */
static size_t line_end(const struct flat *f, size_t i)
{
    size_t k = i;
    while (k < f->cell_count && f->cells[k].number == f->cells[i].number)
        k++;
    return k;
}

/* Takes the cells [i, end) of a line as heads. False where none says anything. */
static bool read_grid_heads(struct flat *f, struct grid *g, size_t i, size_t end)
{
    bool any = false;
    memset(g->known, 0, sizeof g->known);
    g->unit = COLUMNS_MAX;
    for (; i < end; i++) {
        size_t k = f->cells[i].index;
        struct view v = cell_text(f, &f->cells[i]);
        if (k >= COLUMNS_MAX)
            continue;
        if (view_is(v, "单位") || view_is(v, "计量单位")) {
            g->unit = k;
            continue;
        }
        g->known[k] = k > 0;
        any |= read_head(f, v, &g->columns[k]) && k > 0;
    }
    return any;
}

/* Reads the cells [i, end) of a line as a row. */
static bool read_grid_row(struct flat *f, struct grid *g, size_t i, size_t end)
{
    size_t number = i;
    while (number < end && !(f->cells[number].is_number && f->cells[number].index > 0))
        number++;
    if (number == end || number == i)
        return false;
    const struct cell *label = &f->cells[number - 1];
    struct view unit = {0};
    if (label > &f->cells[i] && label->index == g->unit) {
        unit = cell_text(f, label);
        label--;
    }
    struct view raw = cell_text(f, label), name = raw, item = {0};
    if (unit.n == 0)
        unit = split_unit(f, &name);
    bool part = view_starts(raw, view_of("其中")) || view_starts(raw, view_of("#"));
    name = plain_label(f, name);
    if (part && g->parent.n > 0) {
        item = name;
        name = g->parent;
    } else {
        g->parent = name;
    }
    struct view text = {f->held.p + label->source, label->source_n};
    bool any = false;
    for (; number < end; number++) {
        const struct cell *c = &f->cells[number];
        if (!c->is_number || c->index >= COLUMNS_MAX || !g->known[c->index])
            continue;
        emit_cell(f, c, &g->columns[c->index], name, item, unit, text);
        any = true;
    }
    return any;
}

/* Reads what is held as a table of lines of cells. False where it is none. */
static bool read_grid(struct flat *f)
{
    struct grid g = {.unit = COLUMNS_MAX};
    bool heads = false, rows = false;
    for (size_t i = 0, end; i < f->cell_count; i = end) {
        end = line_end(f, i);
        bool numbers = false;
        for (size_t k = i; k < end; k++)
            numbers |= f->cells[k].is_number &&
                       head_period(f, cell_text(f, &f->cells[k])).kind == PERIOD_NONE;
        if (end - i < 2)
            continue;
        if (numbers && heads)
            rows |= read_grid_row(f, &g, i, end);
        else if (!numbers)
            heads = read_grid_heads(f, &g, i, end);
    }
    return rows;
}

/* Whether what is held has lines of several cells. */
static bool has_tabs(const struct flat *f)
{
    for (size_t i = 0; i + 1 < f->cell_count; i++)
        if (f->cells[i].number == f->cells[i + 1].number)
            return true;
    return false;
}

/* Reads what is held as a table. False where it is none. */
static bool read_table(struct flat *f)
{
    struct column columns[COLUMNS_MAX];
    struct view common = {0}; /* the unit of 单位:, for rows that have none */
    cut_cells(f);
    if (has_tabs(f))
        return read_grid(f);
    size_t wanted = column_count(f), first = 0, rows = 0;
    while (first < f->cell_count && !is_row(f, first, wanted))
        first++;
    if (wanted == 0 || first == f->cell_count)
        return false;
    bool heads = f->cell_count > NUMBERS_MIN && read_scattered_heads(f, first - 1, wanted, columns);
    if (!heads && wanted > 1)
        return false;
    if (!heads) /* a name, its unit and a number: the time is the document's */
        columns[0] = (struct column){f->doc->period, "level", "actual", {0}, {0}};
    for (size_t i = 0; i < f->cell_count; i++) {
        struct view v = cell_text(f, &f->cells[i]), head = view_of("单位:");
        if (view_starts(v, head) && is_unit(f, (struct view){v.p + head.n, v.n - head.n}))
            common = (struct view){v.p + head.n, v.n - head.n};
        if (!is_row(f, i, wanted))
            continue;
        const struct cell *label = &f->cells[i - 1];
        struct view name = cell_text(f, label), unit = {0};
        if (is_unit(f, name) && i >= 2 && !f->cells[i - 2].is_number) {
            unit = name;
            label--;
            name = cell_text(f, label);
        }
        if (unit.n == 0)
            unit = split_unit(f, &name);
        if (unit.n == 0)
            unit = common;
        if (!heads && unit.n == 0)
            continue;
        name = plain_label(f, name);
        struct view text = {f->held.p + label->source, label->source_n};
        for (size_t k = 0; k < wanted; k++)
            emit_cell(f, &f->cells[i + k], &columns[k], name, (struct view){0}, unit, text);
        rows++;
    }
    return rows > 0;
}

static void flush(struct flat *f)
{
    if (f->line_count > 0 && !read_table(f))
        for (size_t i = 0; i < f->line_count; i++)
            reading_line(f->reading, (struct view){f->held.p + f->lines[i].start, f->lines[i].n},
                         f->lines[i].number);
    f->line_count = 0;
    buf_clear(&f->held);
}

/*
 * Whether the line was broken for its length, so that its sentence goes on in the next: long,
 * without a mark at its end, neither a heading nor a caption.
 */
static bool goes_on(struct flat *f, struct view line)
{
    static const char *const ends[] = {"。", "!",  "?", ";", ":",  ")",
                                       "”",  "》", "…", "|", "』", "会议上"};
    static const char *const captions[] = {"图", "表", "附", "专栏", "来源", "http", "——"};
    struct match m;
    /* most lines end a sentence, which needs no more than a look at their end */
    if (line.n < FULL_LINE || view_ends(line, view_of("。")) || view_ends(line, view_of("；")))
        return false;
    normal_line(&f->normal, line);
    struct view v = buf_view(&f->normal.text);
    if (v.n < FULL_LINE)
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (view_ends(v, view_of(ends[i])))
            return false;
    for (size_t i = 0; i < sizeof captions / sizeof *captions; i++)
        if (view_starts(v, view_of(captions[i])))
            return false;
    bool sentence = memmem(v.p, v.n, "。", strlen("。")) != NULL || memchr(v.p, ',', v.n) != NULL;
    /* the long title of a document, with its text in the next line */
    static const char *const titles[] = {"公报", "报告", "纲要", "规划", "简报", "情况", "简析"};
    for (size_t i = 0; !sentence && i < sizeof titles / sizeof *titles; i++)
        if (view_ends(v, view_of(titles[i])) &&
            rules_in(f->rules, CLASS_DOCUMENT, v, 0, &m) != NULL)
            return false;
    return memchr(v.p, '\t', v.n) == NULL &&
           (sentence || rules_in(f->rules, CLASS_HEADING, v, 0, &m) == NULL);
}

/* A page number alone in its line: — 2 —. */
static bool is_page_number(struct flat *f, struct view line)
{
    normal_line(&f->normal, line);
    struct view v = buf_view(&f->normal.text);
    size_t digits = 0;
    for (size_t i = 0; i < v.n; i++) {
        bool digit = v.p[i] >= '0' && v.p[i] <= '9';
        bool dash = v.p[i] == '-' || (v.n - i >= 3 && memcmp(v.p + i, "—", 3) == 0);
        if (!digit && !dash)
            return false;
        i += dash && v.p[i] != '-' ? 2 : 0;
        digits += digit;
    }
    return digits > 0 && digits <= 3 && v.n > digits;
}

/* 表4 2025年末…拥有量: what comes before and after are not one table. Of the line that is_cells
 * said yes to. */
static bool is_caption(struct flat *f)
{
    struct match m;
    return rules_in(f->rules, CLASS_CAPTION, buf_view(&f->normal.text), 0, &m) != NULL;
}

static void end_paragraph(struct flat *f)
{
    if (f->paragraph.n > 0)
        reading_line(f->reading, buf_view(&f->paragraph), f->paragraph_number);
    buf_clear(&f->paragraph);
}

void flat_line(struct flat *f, struct view line, uint64_t number)
{
    if (f->paragraph.n > 0) {
        struct match m;
        normal_line(&f->normal, line);
        bool heading = rules_in(f->rules, CLASS_HEADING, buf_view(&f->normal.text), 0, &m) != NULL;
        bool page = is_page_number(f, line);
        if (!is_blank(line) && !heading && f->paragraph.n < PARAGRAPH_MAX) {
            buf_add_char(&f->paragraph, '\n');
            if (!page) /* the count of lines goes on, its text does not */
                buf_add_view(&f->paragraph, line);
            if (!page && !goes_on(f, line))
                end_paragraph(f);
            return;
        }
        end_paragraph(f);
    }
    if (is_blank(line))
        return;
    if (goes_on(f, line)) {
        flush(f);
        f->paragraph_number = number;
        buf_add_view(&f->paragraph, line);
        return;
    }
    if (!is_cells(f, line) || is_caption(f)) {
        flush(f);
        reading_line(f->reading, line, number);
        return;
    }
    if (f->line_count == HELD_MAX)
        flush(f);
    if (f->line_count == f->line_cap) {
        f->line_cap = f->line_cap > 0 ? 2 * f->line_cap : 64;
        f->lines = mem_grow(f->lines, f->line_cap, sizeof *f->lines);
    }
    f->lines[f->line_count++] = (struct line){f->held.n, line.n, number};
    buf_add_view(&f->held, line);
}

void flat_end(struct flat *f)
{
    end_paragraph(f);
    flush(f);
    buf_free(&f->paragraph);
    buf_free(&f->held);
    buf_free(&f->text);
    normal_free(&f->normal);
    tokens_free(&f->tokens);
    free(f->lines);
    free(f->cells);
    free(f);
}
