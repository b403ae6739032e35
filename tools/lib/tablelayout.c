#include "tablelayout.h"

#include "buf.h"
#include "cellnumber.h"
#include "msg.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    HEADS_MAX = 9,       /* rows of heads: four, each in two languages, and one of numbers */
    SAMPLE = 400,        /* rows of figures that tell what a column holds */
    AHEAD = 12,          /* rows looked at behind one that may end a table */
    LEVELS = 12,         /* names over a column */
    CELLS = 20000,       /* cells of the sample, where that makes at least */
    FEW = 12,            /* rows */
    TEXTS_MAX = 1 << 16, /* texts that are remembered */
};

struct tables {
    struct celltexts *texts;
    const struct table_options *options;
    const char *name;
    struct arena arena;
    struct context before;     /* from tables before this one */
    struct buf before_text[2]; /* region and title of before: the arena is cleared */
    struct grid_row *heads;    /* copies of the rows of heads, whose cells are in the arena */
    size_t head_count;
    bool have_heads; /* of an earlier table: for one without */
    size_t width;    /* of the table that the heads were of */
    struct buf scratch;
    bool met; /* a table with the columns of the layout */
};

struct tables *tables_new(struct celltexts *texts, const struct table_options *options,
                          const char *name)
{
    struct tables *ts = mem_new(1, sizeof *ts);
    ts->texts = texts;
    ts->options = options;
    ts->name = name;
    ts->heads = mem_new(HEADS_MAX, sizeof *ts->heads);
    return ts;
}

void tables_free(struct tables *ts)
{
    for (size_t i = 0; i < HEADS_MAX; i++)
        free(ts->heads[i].cells);
    free(ts->heads);
    arena_free(&ts->arena);
    buf_free(&ts->before_text[0]);
    buf_free(&ts->before_text[1]);
    buf_free(&ts->scratch);
    free(ts);
}

static struct view cell_at(const struct grid_row *row, size_t c)
{
    return c < row->n ? cell_trim(row->cells[c]) : (struct view){"", 0};
}

static bool is_missing(struct tables *ts, struct view cell)
{
    return cell.n <= 32 && celltexts_read(ts->texts, CELLTEXT_CELL, cell)->missing;
}

/* A number, or a number with a unit or mark behind it. */
static bool is_number(struct view cell)
{
    struct cell_number n;
    return cell_number_read(cell, &n) == CELL_NUMBER;
}

static bool has_han(struct view v)
{
    for (size_t i = 0; i + 2 < v.n; i++)
        if ((unsigned char)v.p[i] >= 0xe4 && (unsigned char)v.p[i] <= 0xe9)
            return true;
    return false;
}

static bool has_latin(struct view v)
{
    for (size_t i = 0; i < v.n; i++)
        if ((v.p[i] >= 'a' && v.p[i] <= 'z') || (v.p[i] >= 'A' && v.p[i] <= 'Z'))
            return true;
    return false;
}

/* Cells that hold something, how many differ from the one before, and the first of them. */
struct content {
    size_t cells, distinct, first;
};

static struct content content_of(const struct grid_row *row)
{
    struct content k = {0, 0, TABLE_NONE};
    struct view last = {0};
    for (size_t c = 0; c < row->n; c++) {
        struct view v = cell_at(row, c);
        if (v.n == 0)
            continue;
        if (k.first == TABLE_NONE)
            k.first = c;
        k.cells++;
        k.distinct += k.cells == 1 || !view_equal(v, last);
        last = v;
    }
    return k;
}

struct view row_only_text(const struct grid_row *row)
{
    struct content k = content_of(row);
    return k.distinct == 1 ? cell_at(row, k.first) : (struct view){"", 0};
}

/* A bare number that may be a year, a month or a spreadsheet's day. */
static bool is_number_period(struct tables *ts, struct view v)
{
    struct period p;
    if (!celltexts_period(ts->texts, v, &p))
        return false;
    return p.y >= 1900 && p.y < 2100;
}

static long whole_number(struct view v)
{
    long n = 0;
    if (v.n == 0 || v.n > 8)
        return -1;
    for (size_t i = 0; i < v.n; i++) {
        if (v.p[i] < '0' || v.p[i] > '9')
            return -1;
        n = n * 10 + (v.p[i] - '0');
    }
    return n;
}

/* A row that numbers the columns or says how they are computed: 甲,1,2,3=1+2. */
static bool is_technical(struct tables *ts, const struct grid_row *row)
{
    size_t counted = 0, marks = 0;
    long last = -1;
    for (size_t c = 0; c < row->n; c++) {
        struct view v = cell_at(row, c);
        if (v.n == 0)
            continue;
        long n = whole_number(v);
        if (n >= 0 && n < 400 && (last < 0 ? n <= 1 || marks > 0 : n == last + 1)) {
            last = n;
            counted++;
        } else if (v.n <= 48 && celltexts_is(ts->texts, CLASS_TECHNICAL, v) != NULL) {
            marks++;
        } else {
            return false;
        }
    }
    return counted + marks >= 3 || (marks >= 1 && counted + marks >= 2);
}

/* Numbers of a row that are all years, months or days one after the other: a head. */
static bool is_period_row(struct tables *ts, const struct grid_row *row)
{
    size_t n = 0, serials = 0;
    long last = -1, step = 0;
    bool even = true, texts = false, first_text = false;
    for (size_t c = 0; c < row->n; c++) {
        struct view v = cell_at(row, c);
        if (v.n == 0)
            continue;
        if (!is_number(v)) {
            struct period p;
            if (n == 0 && celltexts_read(ts->texts, CELLTEXT_HEAD, v)->role != ROLE_NONE)
                first_text = true;
            else if (!celltexts_period(ts->texts, v, &p))
                texts = true;
            continue;
        }
        struct period p;
        bool serial = celltext_serial(v, &p);
        if (!is_number_period(ts, v) && !serial)
            return false;
        serials += serial && !is_number_period(ts, v);
        long y = p.y;
        if (!serial)
            celltexts_period(ts->texts, v, &p);
        y = p.y * 400L + p.a * 32L + p.b;
        if (n > 0 && y != last) {
            long d = y - last;
            even = even && (step == 0 || (d > 0) == (step > 0));
            step = d;
        }
        last = y;
        n++;
    }
    if (n == 0 || (serials > 0 && serials < n))
        return false;
    if (texts && !first_text)
        return false;
    return even && (n >= 2 || first_text);
}

/* Whether the row, before heads are known, holds figures. */
static bool begins_figures(struct tables *ts, const struct grid_row *row)
{
    size_t numbers = 0, texts = 0;
    bool key = false;
    for (size_t c = 0; c < row->n && (numbers == 0 || texts == 0 || c < 16); c++) {
        struct view v = cell_at(row, c);
        if (v.n == 0)
            continue;
        if (is_number(v))
            numbers++;
        else {
            texts++;
            key = key || (v.n >= 3 && (v.p[v.n - 1] == ':' || memcmp(v.p + v.n - 3, "：", 3) == 0));
        }
    }
    if (numbers == 0 || (key && numbers < 2))
        return false;
    if (numbers + texts < 2)
        return false;
    return !is_technical(ts, row) && !is_period_row(ts, row);
}

/* A line above a table of "key:value" cells. */
static bool is_preamble(struct tables *ts, const struct grid_row *row)
{
    struct view form, value;
    for (size_t c = 0; c < row->n; c++) {
        struct view v = cell_at(row, c);
        if (v.n > 0 && v.n < 600 && celltexts_preamble(ts->texts, v, &form, &value))
            return true;
    }
    return false;
}

static bool is_footer(struct tables *ts, const struct grid_row *row)
{
    struct content k = content_of(row);
    if (k.cells == 0)
        return false;
    struct view v = cell_at(row, k.first);
    if (k.distinct > 3)
        return false;
    if (k.distinct == 1 && v.n > 240)
        return true;
    struct view head = {v.p, v.n < 400 ? v.n : 400};
    while (head.n < v.n && head.n > 0 && ((unsigned char)v.p[head.n] & 0xc0) == 0x80)
        head.n--;
    return celltexts_is_footer(ts->texts, head);
}

/* Whether the row can be one of the heads, which the row under it is or will be. */
static bool is_head(struct tables *ts, const struct grid_row *row, const struct grid_row *under)
{
    struct content k = content_of(row), u = content_of(under);
    if (k.cells == 0 || row->bad)
        return false;
    if (is_technical(ts, row))
        return true;
    if (is_preamble(ts, row) || is_footer(ts, row))
        return false;
    if (is_period_row(ts, row))
        return true;
    if (k.distinct >= 2) {
        /* XX局,,,2019年9月: names and dates above the head */
        if (k.cells == 2 && k.first == 0 && u.cells >= 4 &&
            celltexts_read(ts->texts, CELLTEXT_HEAD, cell_at(row, 0))->role == ROLE_NONE &&
            !view_equal(cell_at(row, 0), cell_at(under, 0)) && cell_at(under, 0).n > 0)
            return false;
        return true;
    }
    /* one text: it spans the columns beside the first, or it is a title */
    struct view v = cell_at(row, k.first), unit;
    if (celltexts_unit(ts->texts, v, &unit))
        return false;
    if (k.first == 0)
        return row->n == 1 && under->n == 1;
    if (k.cells > 1)
        return true;
    struct period p;
    return celltexts_period(ts->texts, v, &p) && u.distinct >= 2 && cell_at(under, 0).n > 0;
}

/* Takes what a line above the table says into the context. */
static void read_above(struct tables *ts, const struct grid_row *row, struct grid_table *t)
{
    struct context *x = &t->context;
    struct view last = {0};
    for (size_t c = 0; c < row->n; c++) {
        struct view v = cell_at(row, c), form, value, unit;
        if (v.n == 0 || view_equal(v, last))
            continue;
        last = v;
        if (celltexts_preamble(ts->texts, v, &form, &value)) {
            if (view_is(form, "unit")) {
                x->many_units = false;
                if (celltexts_unit(ts->texts, value, &unit))
                    x->unit = unit;
                else
                    x->many_units = value.n > 0;
            } else if (view_is(form, "region") && value.n > 0) {
                const struct celltext *l = celltexts_read(ts->texts, CELLTEXT_ROW, value);
                if (!l->whole)
                    x->region = l->name;
            } else if (view_is(form, "indicator") && value.n > 0) {
                const struct celltext *l = celltexts_read(ts->texts, CELLTEXT_ROW, value);
                x->indicator = l->name;
                if (l->unit.n > 0)
                    x->unit = l->unit;
            } else if (view_is(form, "period") && value.n > 0) {
                const struct celltext *l = celltexts_read(ts->texts, CELLTEXT_TITLE, value);
                if (l->period.kind != PERIOD_NONE)
                    x->period = l->period;
            }
            continue;
        }
        if (celltexts_unit(ts->texts, v, &unit)) {
            x->unit = unit;
            continue;
        }
        if (v.n > 300)
            continue;
        const struct celltext *l = celltexts_read(ts->texts, CELLTEXT_TITLE, v);
        if (l->period.kind != PERIOD_NONE)
            x->period = l->period;
        if (l->region.n > 0)
            x->region = l->region;
        if (l->status != NULL)
            x->status = l->status;
        if (l->unit_in_brackets)
            x->unit = l->unit;
        if (l->name.n > 3 && has_han(l->name)) {
            x->indicator = l->name;
            t->title = v;
        }
    }
}

/* What options and earlier tables add to what the table says. */
static void complete(struct tables *ts, struct grid_table *t)
{
    struct context *x = &t->context;
    const struct table_options *o = ts->options;
    if (x->period.kind == PERIOD_NONE)
        x->period = o->period.kind != PERIOD_NONE ? o->period : ts->before.period;
    else if (x->period.y == 0 && o->period.y > 0)
        x->period.y = x->period.y2 = period_last(o->period).y;
    else if (x->period.y == 0 && ts->before.period.y > 0)
        x->period.y = x->period.y2 = period_last(ts->before.period).y;
    if (o->region.n > 0)
        x->region = o->region;
    else if (x->region.n == 0)
        x->region = ts->before.region;
    if (o->indicator.n > 0)
        x->indicator = o->indicator;
    if (x->unit.n == 0 && !x->many_units)
        x->unit = o->unit;
    if (x->many_units && o->unit.n > 0)
        x->unit = o->unit;
    if (x->status == NULL)
        x->status = ts->before.status;
    /* for the tables after this one */
    ts->before.period = x->period;
    ts->before.status = x->status;
    if (!view_equal(ts->before.region, x->region)) {
        buf_clear(&ts->before_text[0]);
        buf_add_view(&ts->before_text[0], x->region);
        ts->before.region = buf_view(&ts->before_text[0]);
    }
}

/* Keeps copies of the heads: the window moves on under a long table. */
static void keep_heads(struct tables *ts, const struct grid_row *rows, size_t from, size_t to,
                       size_t width)
{
    ts->head_count = 0;
    ts->width = width;
    for (size_t r = from; r < to && ts->head_count < HEADS_MAX; r++) {
        struct grid_row *h = &ts->heads[ts->head_count];
        if (is_technical(ts, &rows[r]))
            continue;
        size_t n = rows[r].n;
        buf_clear(&ts->scratch);
        free(h->cells);
        *h = rows[r];
        size_t bytes = 0;
        for (size_t c = 0; c < n; c++)
            bytes += rows[r].cells[c].n;
        h->cells = mem_grow(NULL, n * sizeof *h->cells + bytes + 1, 1);
        char *text = (char *)(h->cells + n);
        for (size_t c = 0; c < n; c++) {
            struct view v = cell_trim(rows[r].cells[c]);
            if (v.n > 0)
                memcpy(text, v.p, v.n);
            h->cells[c] = (struct view){text, v.n};
            text += v.n;
        }
        ts->head_count++;
    }
    ts->have_heads = ts->head_count > 0;
}

/* Fills blank cells of an upper head from the left, where the head under it goes on. */
static void fill_heads(struct tables *ts)
{
    for (size_t h = 0; h + 1 < ts->head_count; h++) {
        struct grid_row *up = &ts->heads[h], *down = &ts->heads[h + 1];
        if (down->n > up->n && up->n > 0) {
            struct view *cells = mem_grow(NULL, down->n * sizeof *cells + 1, 1);
            for (size_t c = 0; c < down->n; c++)
                cells[c] = c < up->n ? arena_copy(&ts->arena, up->cells[c]) : (struct view){"", 0};
            free(up->cells);
            up->cells = cells;
            up->n = down->n;
        }
        for (size_t c = 1; c < up->n && c < down->n; c++) {
            if (up->cells[c].n > 0 || down->cells[c].n == 0 || up->cells[c - 1].n == 0)
                continue;
            /* a stub's head goes down, not to the right */
            const struct celltext *l = celltexts_read(ts->texts, CELLTEXT_HEAD, up->cells[c - 1]);
            if (l->role != ROLE_NONE || down->cells[c - 1].n == 0 ||
                view_equal(down->cells[c - 1], up->cells[c - 1]))
                continue;
            up->cells[c] = up->cells[c - 1];
        }
    }
}

/* What the sample of a column's cells is. */
struct stats {
    size_t numbers, texts, missing, blanks;
    size_t periods, serials, years, units, places, han, latin;
    size_t consecutive; /* numbers that are one more than the one above */
    size_t first_days, last_days, days, new_years, leading_zero, one_digit;
    size_t same_left; /* texts that the cell to the left has too */
    long last;
};

static bool is_last_day(struct period p)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return p.b >= length[p.a - 1];
}

static void count_period(struct stats *s, struct period p)
{
    if (p.kind != PERIOD_DAY || p.a < 1 || p.a > 12)
        return;
    s->days++;
    s->first_days += p.b == 1;
    s->last_days += is_last_day(p);
    s->new_years += p.a == 1 && p.b == 1;
}

static void count_cell(struct tables *ts, struct stats *s, struct view v, struct view left)
{
    struct cell_number number;
    struct period p;
    struct view unit;
    enum cell_kind kind = cell_number_read(v, &number);
    v = cell_trim(v);
    if (kind == CELL_BLANK) {
        s->blanks++;
        return;
    }
    if (kind == CELL_NUMBER) {
        s->numbers++;
        long n = whole_number(v);
        s->consecutive += n >= 0 && n == s->last + 1;
        s->last = n;
        if (celltext_serial(v, &p)) {
            s->serials++;
            count_period(s, p);
        }
        /* years, months and days only: 2019, 2019.1, 201909, 20190930 */
        bool may = v.n >= 4 && v.n <= 10 && (v.p[0] == '1' || v.p[0] == '2') &&
                   (v.p[1] == '9' || v.p[1] == '0');
        if (may && celltexts_period(ts->texts, v, &p)) {
            s->periods++;
            s->years += p.kind == PERIOD_YEAR;
            const char *point = memchr(v.p, '.', v.n);
            if (point != NULL && point == v.p + 4) {
                s->leading_zero += v.n == 7 && point[1] == '0';
                s->one_digit += v.n == 6;
            }
        }
        return;
    }
    if (is_missing(ts, v)) {
        s->missing++;
        return;
    }
    if (number.value.n > 0 && v.n < 24) {
        struct view tail = number.tail;
        if (celltexts_unit(ts->texts, tail, &unit) && !celltexts_period(ts->texts, v, &p)) {
            s->numbers++;
            return;
        }
    }
    s->texts++;
    s->han += has_han(v);
    s->latin += has_latin(v) && !has_han(v);
    s->same_left += left.n > 0 && view_equal(v, left);
    if (v.n > 64)
        return;
    if (celltexts_period(ts->texts, v, &p)) {
        s->periods++;
        count_period(s, p);
    } else if (celltexts_read(ts->texts, CELLTEXT_ROW, v)->place) {
        s->places++;
    }
    if (celltexts_unit(ts->texts, v, &unit))
        s->units++;
}

/* The role of a row of heads, where its first cell says so: 指标, 地区, 频度, 单位 one under the
 * other. */
static enum role row_role(struct tables *ts, size_t h)
{
    if (ts->head_count < 2)
        return ROLE_NONE;
    enum role first = ROLE_NONE;
    size_t differ = 0;
    struct view last = {0};
    for (size_t i = 0; i < ts->head_count; i++) {
        struct view v = cell_at(&ts->heads[i], 0);
        enum role role = v.n > 0 ? celltexts_read(ts->texts, CELLTEXT_HEAD, v)->role : ROLE_NONE;
        if (role == ROLE_NONE)
            return ROLE_NONE;
        differ += i > 0 && !view_equal(v, last);
        last = v;
        if (i == h)
            first = role;
    }
    return differ > 0 ? first : ROLE_NONE;
}

/* Role that a head over column c names. */
static enum role head_role(struct tables *ts, size_t c)
{
    for (size_t h = ts->head_count; h-- > 0;) {
        struct view v = cell_at(&ts->heads[h], c);
        if (v.n == 0)
            continue;
        enum role role = celltexts_read(ts->texts, CELLTEXT_HEAD, v)->role;
        if (row_role(ts, h) != ROLE_NONE)
            continue; /* it names the row */
        if (role != ROLE_NONE)
            return role;
    }
    return ROLE_NONE;
}

/* The lowest head over column c. */
static struct view last_head(struct tables *ts, size_t c)
{
    struct view v = {"", 0};
    for (size_t h = 0; h < ts->head_count; h++)
        if (cell_at(&ts->heads[h], c).n > 0)
            v = cell_at(&ts->heads[h], c);
    return v;
}

static struct view head_text(struct tables *ts, size_t c)
{
    struct view last = {0};
    buf_clear(&ts->scratch);
    for (size_t h = 0; h < ts->head_count; h++) {
        struct view v = cell_at(&ts->heads[h], c);
        if (v.n == 0 || view_equal(v, last))
            continue;
        if (ts->scratch.n > 0)
            buf_add_string(&ts->scratch, " / ");
        buf_add_view(&ts->scratch, v);
        last = v;
    }
    return arena_copy(&ts->arena, buf_view(&ts->scratch));
}

/* What a column holds, from its head and its cells. ROLE_NONE: texts that nothing names. */
static enum role role_of(struct tables *ts, struct column *k, const struct stats *s, bool leftmost)
{
    enum role named = head_role(ts, k->at);
    size_t full = s->numbers + s->texts;
    size_t times = s->periods;
    if (named == ROLE_CODE || named == ROLE_NOTE || named == ROLE_FREQUENCY)
        return named;
    if (full == 0)
        return named == ROLE_UNIT ? ROLE_UNIT : named != ROLE_NONE ? ROLE_NOTE : ROLE_VALUE;
    if (named == ROLE_UNIT)
        return s->units * 2 >= s->texts ? ROLE_UNIT : ROLE_ITEM;
    if (named == ROLE_PERIOD)
        return times * 2 >= full || s->serials * 2 >= full || s->texts > s->numbers ||
                       s->numbers == full
                   ? ROLE_PERIOD
                   : ROLE_VALUE;
    if (named != ROLE_NONE)
        return s->texts >= s->numbers ? named : ROLE_VALUE;
    const struct celltext *head = celltexts_read(ts->texts, CELLTEXT_HEAD, last_head(ts, k->at));
    bool value = head->period.kind != PERIOD_NONE || head->unit_in_brackets ||
                 head->measure != NULL || head->timing != TIMING_NONE || head->last_year;
    if (s->texts > s->numbers && !(value && s->numbers > 0)) {
        if (times * 5 >= s->texts * 4 && s->periods > 0)
            return ROLE_PERIOD;
        if (s->units * 5 >= s->texts * 4 && s->units > 0)
            return ROLE_UNIT;
        if (s->latin * 5 >= s->texts * 4 && !leftmost && !has_han(last_head(ts, k->at)))
            return ROLE_CODE; /* the same in another language */
        if (s->places * 3 >= s->texts * 2 && s->places > 0)
            return ROLE_REGION;
        return ROLE_NONE;
    }
    if (leftmost && s->numbers >= 2 && s->consecutive + 1 >= s->numbers &&
        (k->head.n == 0 || s->years < s->numbers))
        return s->years == s->numbers ? ROLE_PERIOD : ROLE_CODE;
    if (leftmost && k->head.n == 0 && s->periods == s->numbers)
        return ROLE_PERIOD;
    return ROLE_VALUE;
}

/* How the times of a period column are written. */
static void note_periods(struct tables *ts, struct column *k, const struct stats *s, uint64_t line)
{
    bool serial = s->serials > 0 && s->serials == s->numbers && s->periods < s->numbers;
    k->serials = serial;
    k->october = s->leading_zero > 0 && s->one_digit > 0;
    k->by_day = s->days > 0 && s->first_days < s->days && s->last_days < s->days;
    if (serial)
        msg(ts->name, line, "guess: column %zu holds serial numbers of days, read as %s", k->at + 1,
            k->by_day ? "days" : "months");
    else if (s->days > 1 && !k->by_day)
        msg(ts->name, line,
            "guess: column %zu holds the first or last days of months, read as months", k->at + 1);
    if (k->october)
        msg(ts->name, line,
            "guess: column %zu writes months as 2019.01, so 2019.1 is read as October", k->at + 1);
}

/* A day that stands for its month, in heads and columns where all do. */
static struct period month_of(struct period p)
{
    if (p.kind == PERIOD_DAY)
        return (struct period){.kind = PERIOD_MONTH, .y = p.y, .y2 = p.y, .a = p.a};
    return p;
}

/* Names over a column, from the top; all without Chinese are dropped where another has it. */
struct levels {
    const struct celltext *label[LEVELS];
    size_t count;
};

/* Reads the heads over a value column. */
static void read_heads(struct tables *ts, struct column *k, struct part *part)
{
    struct levels names = {0};
    struct view last = {0};
    bool han = has_han(k->head), topic_only = true;
    size_t own_units = 0;
    for (size_t h = 0; h < ts->head_count; h++) {
        struct view v = cell_at(&ts->heads[h], k->at);
        if (v.n == 0 || view_equal(v, last))
            continue;
        last = v;
        enum role role = row_role(ts, h);
        if (role == ROLE_FREQUENCY || role == ROLE_NOTE || role == ROLE_CODE)
            continue;
        const struct celltext *l = celltexts_read(ts->texts, CELLTEXT_HEAD, v);
        if (role == ROLE_UNIT) {
            celltexts_unit(ts->texts, v, &k->unit);
            continue;
        }
        if (role == ROLE_REGION) {
            k->region = l->whole ? (struct view){"", 0} : l->name;
            continue;
        }
        if (han && !has_han(v) && has_latin(v) && l->unit.n == 0 && l->period.kind == PERIOD_NONE)
            continue; /* a second language */
        if (l->period.kind != PERIOD_NONE) {
            struct period p = l->period;
            if (p.y == 0 && k->period.y > 0)
                p.y = p.y2 = k->period.y;
            k->period = p;
        } else if (is_number(v)) {
            struct period p;
            if (celltext_serial(v, &p)) {
                k->period = p;
                k->serials = true;
            }
            continue;
        }
        if (l->unit.n > 0)
            k->unit = l->unit;
        own_units += l->unit_in_brackets;
        if (l->measure != NULL && (k->measure == NULL || strcmp(l->measure, "level") != 0)) {
            k->measure = l->measure;
            k->base = l->base;
            k->base_period = l->base_period;
            k->against = l->against;
        }
        if (l->status != NULL)
            k->status = l->status;
        if (l->timing != TIMING_NONE)
            k->timing = l->timing;
        k->last_year |= l->last_year;
        if (l->total || l->subtotal || l->whole || l->name.n == 0)
            continue;
        if (l->place && part->rows != ROLE_REGION && !l->quantity) {
            k->region = l->name;
            continue;
        }
        if (han && !has_han(l->name) && has_latin(l->name) && names.count > 0)
            continue;
        topic_only = topic_only && l->topic;
        if (names.count < LEVELS &&
            (names.count == 0 || !view_equal(names.label[names.count - 1]->name, l->name)))
            names.label[names.count++] = l;
    }
    if (names.count == 0)
        return;
    /* a topic over the head that has the unit says nothing; 城镇居民 over 可支配收入 is part of the
     * name */
    size_t first = 0;
    while (first + 1 < names.count && names.label[first]->topic)
        first++;
    buf_clear(&ts->scratch);
    size_t i = first;
    while (i + 1 < names.count && !names.label[i]->quantity && names.label[i + 1]->quantity) {
        buf_add_view(&ts->scratch, names.label[i]->name);
        i++;
    }
    if (i + 1 < names.count && names.label[i]->quantity && names.label[i + 1]->unit_in_brackets &&
        !names.label[i]->unit_in_brackets && own_units > 0 &&
        view_starts(names.label[i + 1]->name, names.label[i]->name))
        i++;
    buf_add_view(&ts->scratch, names.label[i]->name);
    k->quantity = names.label[i]->quantity;
    k->indicator = arena_copy(&ts->arena, buf_view(&ts->scratch));
    buf_clear(&ts->scratch);
    for (i++; i < names.count; i++) {
        if (ts->scratch.n > 0)
            buf_add_char(&ts->scratch, '/');
        buf_add_view(&ts->scratch, names.label[i]->name);
    }
    k->item = arena_copy(&ts->arena, buf_view(&ts->scratch));
}

static bool is_past(const struct column *k)
{
    return k->last_year || k->timing == TIMING_PREVIOUS || k->timing == TIMING_BEGIN;
}

/* The figures that a growth or share without a time of its own is of: those to its left, but of
 * 本年, 上年同期 and of 2024年, 2023年 the later. */
static const struct column *measured(const struct column *left, const struct column *before,
                                     const struct column *now)
{
    if (is_past(left) && now != NULL)
        return now;
    struct period p = left->period;
    if (before != NULL && p.y > 0 && before->period.y == p.y + 1 && before->period.kind == p.kind &&
        before->period.a == p.a && before->period.b == p.b)
        return before;
    return left;
}

/* What a head leaves to the one beside it: 增长(%) is of the column to its left. */
static void inherit_heads(struct part *part, const struct period *context)
{
    /* the last figures themselves, those before them, and the last that are of this year */
    const struct column *left = NULL, *before = NULL, *now = NULL;
    for (size_t i = 0; i < part->count; i++) {
        struct column *k = &part->columns[i];
        if (k->role != ROLE_VALUE)
            continue;
        bool mean = k->measure != NULL && strcmp(k->measure, "cagr") == 0;
        if (mean && k->period.kind == PERIOD_NONE && before != NULL &&
            before->period.kind == PERIOD_YEAR && left->period.kind == PERIOD_YEAR &&
            before->period.y < left->period.y)
            k->period = period_years(before->period.y + 1, left->period.y);
        else if (mean && k->period.kind == PERIOD_NONE && context->kind == PERIOD_YEARS)
            k->period = *context;
        if (mean && k->status == NULL && left != NULL)
            k->status = left->status;
        bool says =
            k->measure != NULL || k->timing != TIMING_NONE || k->last_year || k->status != NULL;
        bool rate = k->measure != NULL && strcmp(k->measure, "level") != 0;
        if (left != NULL && says) {
            bool nameless = k->indicator.n == 0;
            if (k->unit.n == 0 && (rate ? strcmp(k->measure, "change") == 0 : nameless))
                k->unit = left->unit;
            if (nameless) {
                k->indicator = left->indicator;
                k->item = left->item;
                k->quantity = left->quantity;
            }
            if (k->region.n == 0)
                k->region = left->region;
            if (k->period.kind == PERIOD_NONE && nameless) {
                const struct column *of = rate ? measured(left, before, now) : left;
                k->period = of->period;
                if (k->timing == TIMING_NONE && (rate || k->last_year))
                    k->timing = of->timing;
            } else if (k->period.y == 0) {
                k->period.y = k->period.y2 = left->period.y;
            }
        }
        if (!rate) {
            before = left;
            left = k;
            if (!is_past(k))
                now = k;
        }
    }
}

/* Days in heads that all begin or end months are months. */
static void settle_periods(struct tables *ts, struct part *part, uint64_t line)
{
    struct stats s = {0};
    bool serial = false;
    for (size_t i = 0; i < part->count; i++)
        if (part->columns[i].role == ROLE_VALUE) {
            count_period(&s, part->columns[i].period);
            serial |= part->columns[i].serials;
        }
    bool months = s.days > 0 && (s.first_days == s.days || s.last_days == s.days);
    if (months && s.days == 1 && !serial)
        months = false;
    bool years = months && s.new_years == s.days && s.days > 1;
    for (size_t i = 0; i < part->count && months; i++) {
        struct period *p = &part->columns[i].period;
        if (part->columns[i].role == ROLE_VALUE && p->kind == PERIOD_DAY)
            *p = years ? period_year(p->y) : month_of(*p);
    }
    if (months || serial)
        msg(ts->name, line, "guess: heads hold %s, read as %s",
            serial ? "serial numbers of days" : "days",
            years    ? "years"
            : months ? "months"
                     : "days");
}

/* Whether the column is of the units of the value column before it, by its head: 第一计量单位. */
static bool units_of(struct view unit_head, struct view value_head)
{
    static const char *const ordinals[] = {"第一", "第二", "第三"};
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
        if (view_starts(unit_head, view_of(ordinals[i])))
            return view_starts(value_head, view_of(ordinals[i]));
    return true;
}

/* Gives each value column the column of its units: one in the stub for all, one behind a value for
 * it. */
static void pair_units(struct part *part)
{
    size_t first_value = part->count;
    for (size_t i = 0; i < part->count; i++)
        if (part->columns[i].role == ROLE_VALUE && i < first_value)
            first_value = i;
    for (size_t u = 0; u < part->count; u++) {
        struct column *k = &part->columns[u];
        if (k->role != ROLE_UNIT)
            continue;
        if (u < first_value) {
            for (size_t i = u; i < part->count; i++)
                if (part->columns[i].role == ROLE_VALUE)
                    part->columns[i].unit_at = k->at;
            continue;
        }
        for (size_t i = u; i-- > 0;)
            if (part->columns[i].role == ROLE_VALUE) {
                if (units_of(k->head, part->columns[i].head))
                    part->columns[i].unit_at = k->at;
                break;
            }
    }
}

/* One row an enterprise or a project: texts about it stand behind its figures, or many before them.
 */
static bool is_listing(struct tables *ts, const struct part *part, const struct stats *stats)
{
    size_t first = part->count, behind = 0, before = 0, things = 0;
    for (size_t i = 0; i < part->count; i++)
        if (part->columns[i].role == ROLE_VALUE && stats[i].numbers > 0 && i < first)
            first = i;
    for (size_t i = 0; i < part->count; i++) {
        const struct column *k = &part->columns[i];
        const struct rule *rule = celltexts_is(ts->texts, CLASS_LISTING, last_head(ts, k->at));
        if (rule != NULL && rule->n == 1 && stats[i].texts > 0)
            return true;
        if (k->role == ROLE_VALUE || k->role == ROLE_UNIT || k->role == ROLE_CODE ||
            k->role == ROLE_NOTE || k->role == ROLE_FREQUENCY || stats[i].texts == 0)
            continue;
        if (rule != NULL && i < first)
            things++;
        else if (i > first)
            behind++;
        else if (k->role == ROLE_NONE && stats[i].same_left < stats[i].texts)
            before++;
    }
    return behind >= 2 || before >= 4 || (things > 0 && behind + before >= 1);
}

/* What the texts that nothing names are, and what a row is. */
static void settle_stub(struct tables *ts, struct part *part, const struct stats *stats,
                        const struct context *x)
{
    bool indicator = false, item = false, region = false, period = false;
    for (size_t i = 0; i < part->count; i++) {
        enum role r = part->columns[i].role;
        indicator |= r == ROLE_INDICATOR;
        item |= r == ROLE_ITEM;
        region |= r == ROLE_REGION;
        period |= r == ROLE_PERIOD;
    }
    bool named = part->named || x->indicator.n > 0;
    for (size_t i = 0; i < part->count; i++) {
        struct column *k = &part->columns[i];
        if (k->role != ROLE_NONE)
            continue;
        if (stats[i].texts == 0) {
            k->role = ROLE_NOTE;
            continue;
        }
        bool before = false;
        for (size_t j = i; j < part->count; j++)
            before |= part->columns[j].role == ROLE_VALUE;
        if (!before)
            k->role = ROLE_NOTE;
        else if (!indicator && !(part->named && named)) {
            k->role = ROLE_INDICATOR;
            indicator = true;
        } else {
            k->role = ROLE_ITEM;
            item = true;
        }
    }
    part->rows = indicator ? ROLE_INDICATOR
                 : item    ? ROLE_ITEM
                 : region  ? ROLE_REGION
                 : period  ? ROLE_PERIOD
                           : ROLE_NONE;
    if (ts->options->orient != ROLE_NONE && ts->options->orient != part->rows) {
        /* the last text of the stub is what the user says */
        for (size_t i = part->count; i-- > 0;) {
            enum role r = part->columns[i].role;
            if (r == ROLE_INDICATOR || r == ROLE_ITEM || r == ROLE_REGION || r == ROLE_PERIOD) {
                part->columns[i].role = ts->options->orient;
                break;
            }
        }
        part->rows = ts->options->orient;
    }
}

/* Whether some rows of the stub are marked 一、 so that those without a mark are under them. */
static bool has_marks(struct tables *ts, const struct part *part, const struct grid_row *rows,
                      size_t from, size_t to)
{
    int least = 0;
    bool first = true, first_marked = false;
    for (size_t i = 0; i < part->count; i++) {
        const struct column *k = &part->columns[i];
        if (k->role != ROLE_INDICATOR && k->role != ROLE_ITEM)
            continue;
        for (size_t r = from; r < to; r++) {
            struct view v = cell_at(&rows[r], k->at);
            if (v.n == 0 || v.n > 200)
                continue;
            int depth = celltexts_read(ts->texts, CELLTEXT_MARK, v)->depth;
            if (first)
                first_marked = depth > 0;
            first = false;
            if (depth > 0 && (least == 0 || depth < least))
                least = depth;
        }
    }
    return least > 0 && (least == 1 || first_marked);
}

/* Makes the part of columns [from, to) of the grid. */
static void make_part(struct tables *ts, struct part *part, const struct grid_row *rows,
                      size_t body, size_t end, size_t from, size_t to, struct grid_table *t)
{
    struct stats *stats = mem_new(to - from + 1, sizeof *stats);
    part->columns = arena_new(&ts->arena, (to - from) * sizeof *part->columns);
    part->count = 0;
    bool leftmost = true;
    bool alone[SAMPLE]; /* rows of one text */
    for (size_t r = body; r < end && r < body + SAMPLE; r++)
        alone[r - body] = content_of(&rows[r]).distinct == 1;
    /* of thousands of columns a few rows must do */
    size_t most = CELLS / (to - from);
    most = most < FEW ? FEW : most > SAMPLE ? SAMPLE : most;
    for (size_t c = from; c < to; c++) {
        struct column *k = &part->columns[part->count];
        struct stats *s = &stats[part->count];
        *k = (struct column){.at = c, .unit_at = TABLE_NONE};
        *s = (struct stats){.last = -1};
        k->head = head_text(ts, c);
        for (size_t r = body; r < end && r < body + most; r++) {
            if (rows[r].n == 0 || alone[r - body])
                continue;
            count_cell(ts, s, c < rows[r].n ? rows[r].cells[c] : (struct view){"", 0},
                       c > from ? cell_at(&rows[r], c - 1) : (struct view){0});
        }
        if (k->head.n == 0 && s->numbers + s->texts == 0)
            continue;
        k->role = role_of(ts, k, s, leftmost);
        k->repeats = s->blanks > 0;
        if (k->role == ROLE_PERIOD)
            note_periods(ts, k, s, t->line);
        if (k->role != ROLE_CODE)
            leftmost = false;
        part->count++;
    }
    for (size_t i = 0; i < part->count; i++)
        if (part->columns[i].role == ROLE_REGION)
            part->rows = ROLE_REGION;
    for (size_t i = 0; i < part->count; i++) {
        struct column *k = &part->columns[i];
        if (k->role != ROLE_VALUE)
            continue;
        read_heads(ts, k, part);
        part->named |= k->indicator.n > 0;
    }
    settle_periods(ts, part, t->line);
    part->listing = is_listing(ts, part, stats);
    settle_stub(ts, part, stats, &t->context);
    inherit_heads(part, &t->context.period);
    pair_units(part);
    part->unmarked_children = has_marks(ts, part, rows, body, end);
    free(stats);
}

/* Columns at which a table begins beside another: its first head stands there again. */
static size_t find_parts(struct tables *ts, size_t width, size_t *starts, size_t most)
{
    size_t n = 0;
    starts[n++] = 0;
    if (ts->head_count == 0)
        return n;
    const struct grid_row *h = &ts->heads[ts->head_count - 1];
    struct view first = cell_at(h, 0);
    const struct celltext *l = first.n > 0 ? celltexts_read(ts->texts, CELLTEXT_HEAD, first) : NULL;
    if (l == NULL || (l->role == ROLE_NONE && l->name.n == 0))
        return n;
    bool between = false;
    for (size_t c = 1; c < width && n < most; c++) {
        struct view v = cell_at(h, c);
        if (view_equal(v, first)) {
            if (between)
                starts[n++] = c;
            between = false;
        } else {
            between = between || v.n > 0;
        }
    }
    return n;
}

/* The row behind the sample of figures that begins at body: blank or without figures. */
static size_t sample_end(struct tables *ts, const struct grid_row *rows, size_t body, size_t count)
{
    size_t r = body;
    for (; r < count && r < body + 4 * SAMPLE; r++) {
        if (rows[r].empty)
            break;
        struct content k = content_of(&rows[r]);
        if (k.distinct >= 3) {
            bool number = false;
            for (size_t c = 0; c < rows[r].n && !number; c++)
                number = is_number(rows[r].cells[c]);
            size_t texts = 0;
            for (size_t c = 0; c < rows[r].n && !number; c++) {
                struct view v = cell_at(&rows[r], c);
                texts += v.n > 0 && !is_missing(ts, v);
            }
            if (!number && texts >= 3)
                break;
        }
    }
    return r;
}

/* Rows of one text, or blank ones, between the heads and the first figures. */
static size_t banners_above(struct tables *ts, const struct grid_row *rows, size_t from,
                            size_t body)
{
    for (size_t n = 1; n <= 3 && body >= from + n + 1 && !rows[body - n].empty; n++) {
        const struct grid_row *row = &rows[body - n], *above = &rows[body - n - 1];
        struct content k = content_of(row);
        struct view unit;
        if (k.distinct > 1 || (k.cells > 0 && k.first > 0) || is_preamble(ts, row) ||
            is_footer(ts, row) ||
            (k.cells > 0 && celltexts_unit(ts->texts, cell_at(row, k.first), &unit)))
            return 0;
        if (content_of(above).distinct >= 2 && is_head(ts, above, &rows[body]))
            return n;
    }
    return 0;
}

bool tables_layout_met(const struct tables *ts)
{
    const struct layoutfile *l = ts->options->layout;
    return l == NULL || l->count_of_columns == 0 || ts->met;
}

/* What the layout says of a column takes the place of what was found. */
static void set_column(struct column *k, const struct layout_column *c)
{
    k->role = c->role;
    if (c->indicator.n > 0) {
        k->indicator = c->indicator;
        k->item = c->item;
        k->quantity = true;
    } else if (c->item.n > 0) {
        k->item = c->item;
    }
    if (c->region.n > 0)
        k->region = c->region;
    if (c->unit.n > 0)
        k->unit = c->unit;
    if (c->against.n > 0)
        k->against = c->against;
    if (c->period.kind != PERIOD_NONE)
        k->period = c->period;
    if (c->measure != NULL)
        k->measure = c->measure;
    if (c->status != NULL)
        k->status = c->status;
}

/* Reports columns that the layout does not know, and those that are gone. Returns how many. */
static size_t report_columns(struct tables *ts, const struct part *part, uint64_t line)
{
    struct layoutfile *l = ts->options->layout;
    size_t bad = 0;
    for (size_t i = 0; i < part->count; i++) {
        const struct column *k = &part->columns[i];
        struct view head = k->head.n > 0 ? k->head : view_of("(without a head)");
        if (layoutfile_find(l, k->head) != NULL)
            continue;
        bad++;
        /* at the place of one that is gone it is the same under another name */
        if (part->count == l->count_of_columns && !l->columns[i].found) {
            msg(ts->name, line, "layout: column %zu was renamed: %.*s is now %.*s", k->at + 1,
                (int)l->columns[i].name.n, l->columns[i].name.p, (int)head.n, head.p);
            l->columns[i].found = true;
        } else {
            msg(ts->name, line, "layout: column %zu is new: %.*s", k->at + 1, (int)head.n, head.p);
        }
    }
    for (size_t i = 0; i < l->count_of_columns; i++)
        if (!l->columns[i].found) {
            bad++;
            msg(ts->name, line, "layout: column is missing: %.*s (%s:%llu)",
                (int)l->columns[i].name.n, l->columns[i].name.p, l->file,
                (unsigned long long)l->columns[i].line);
        }
    return bad;
}

/* Holds the columns against the layout. A table that has none of them is another one. */
static void apply_layout(struct tables *ts, struct grid_table *t)
{
    struct layoutfile *l = ts->options->layout;
    if (l == NULL)
        return;
    size_t known = 0;
    for (size_t i = 0; i < l->count_of_columns; i++)
        l->columns[i].found = false;
    for (size_t i = 0; i < t->count && l->count_of_columns > 0; i++)
        for (size_t j = 0; j < t->parts[i].count; j++) {
            struct layout_column *c = layoutfile_find(l, t->parts[i].columns[j].head);
            if (c != NULL) {
                c->found = true;
                known++;
            }
        }
    t->left = l->count_of_columns > 0 && known == 0;
    if (t->left)
        return;
    ts->met = true;
    for (size_t i = 0; i < t->count; i++) {
        struct part *part = &t->parts[i];
        if (l->count_of_columns > 0) {
            if (report_columns(ts, part, t->line) > 0)
                die(ts->name, t->line, "layout: the table is not what %s says", l->file);
            part->listing = false;
            for (size_t j = 0; j < part->count; j++)
                set_column(&part->columns[j], layoutfile_find(l, part->columns[j].head));
            pair_units(part);
        }
        if (l->count.n > 0) {
            part->counted = arena_new(&ts->arena, sizeof *part->counted);
            *part->counted = (struct column){.at = TABLE_NONE,
                                             .role = ROLE_VALUE,
                                             .unit_at = TABLE_NONE,
                                             .indicator = l->count,
                                             .unit = l->count_unit,
                                             .quantity = true};
        }
    }
}

bool tables_next(struct tables *ts, const struct grid_row *rows, size_t from, size_t count,
                 struct grid_table *t)
{
    *t = (struct grid_table){.first = from};
    size_t body = from;
    while (body < count && !begins_figures(ts, &rows[body]))
        body++;
    if (body == count)
        return false;
    arena_clear(&ts->arena);
    if (celltexts_count(ts->texts) > TEXTS_MAX)
        celltexts_clear(ts->texts);
    size_t below = body - banners_above(ts, rows, from, body), head = below;
    if (ts->options->head_rows != TABLE_NONE) {
        for (size_t n = 0; n < ts->options->head_rows && head > from; n++)
            head--;
    } else {
        const struct grid_row *under = &rows[body];
        for (size_t n = 0; head > from && n < HEADS_MAX; n++) {
            const struct grid_row *row = &rows[head - 1];
            if (!is_head(ts, row, under))
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
                ts->before.period = t->context.period;
            t->context.indicator = none.indicator;
            continue;
        }
        if (!is_footer(ts, &rows[r]))
            read_above(ts, &rows[r], t);
    }
    /* a title over the stub, that was merged with the heads beside it */
    for (size_t r = head; r + 1 < below; r++) {
        struct grid_row corner = rows[r];
        struct view v = cell_at(&rows[r], 0);
        if (v.n == 0 || celltexts_read(ts->texts, CELLTEXT_HEAD, v)->role != ROLE_NONE ||
            view_equal(v, cell_at(&rows[below - 1], 0)))
            continue;
        corner.n = 1;
        read_above(ts, &corner, t);
    }
    complete(ts, t);
    size_t end = sample_end(ts, rows, body, count), width = 0;
    for (size_t r = head; r < end; r++)
        if (rows[r].n > width)
            width = rows[r].n;
    if (head < below) {
        keep_heads(ts, rows, head, below, width);
        fill_heads(ts);
    } else if (!ts->have_heads || ts->width != width) {
        ts->head_count = 0;
        t->headless = true;
    }
    if (ts->head_count == 0)
        t->headless = true;
    size_t starts[16], n = find_parts(ts, width, starts, 15);
    starts[n] = width;
    t->parts = arena_new(&ts->arena, n * sizeof *t->parts);
    t->count = n;
    for (size_t i = 0; i < n; i++)
        make_part(ts, &t->parts[i], rows, body, end, starts[i], starts[i + 1], t);
    apply_layout(ts, t);
    return true;
}

/* Whether any value column of the table has a number in the row; of many only some are asked. */
static bool has_figures(const struct grid_table *t, const struct grid_row *row)
{
    for (size_t i = 0; i < t->count; i++)
        for (size_t j = 0; j < t->parts[i].count; j++) {
            const struct column *k = &t->parts[i].columns[j];
            if (k->role == ROLE_VALUE && k->at < row->n && row->cells[k->at].n > 0 &&
                is_number(row->cells[k->at]))
                return true;
        }
    return false;
}

/* Whether the row holds texts where the table has figures: the head of another. */
static bool has_heads(struct tables *ts, const struct grid_table *t, const struct grid_row *row)
{
    struct content k = content_of(row);
    size_t texts = 0;
    if (k.distinct < 2)
        return false;
    struct cell_number number;
    for (size_t i = 0; i < t->count; i++)
        for (size_t j = 0; j < t->parts[i].count; j++) {
            const struct column *col = &t->parts[i].columns[j];
            struct view v = cell_at(row, col->at);
            if (col->role == ROLE_VALUE && v.n > 0 && cell_number_read(v, &number) == CELL_TEXT &&
                number.value.n == 0 && !(v.p[0] >= '0' && v.p[0] <= '9') && !is_missing(ts, v))
                texts++;
        }
    return texts > 0;
}

static bool repeats_head(struct tables *ts, const struct grid_row *row)
{
    for (size_t h = 0; h < ts->head_count; h++) {
        const struct grid_row *head = &ts->heads[h];
        size_t same = 0, differ = 0;
        for (size_t c = 0; c < row->n; c++) {
            struct view v = cell_at(row, c);
            if (v.n == 0)
                continue;
            if (view_equal(v, cell_at(head, c)))
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
        if (has_figures(t, &rows[r]) && !is_period_row(ts, &rows[r]))
            return false;
        if (repeats_head(ts, &rows[r]))
            return r > at; /* a page's head: with a line of its own above it is a table's */
        if (has_heads(ts, t, &rows[r]) || is_period_row(ts, &rows[r]))
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
        if (p->columns[i].role != ROLE_VALUE || cell_at(row, p->columns[i].at).n == 0)
            continue;
        long n = whole_number(cell_at(row, p->columns[i].at));
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
    if (has_figures(t, row)) {
        /* a row of years over other years ends a table as other heads do */
        if (row->n < 3 || !may_be_head(t, row))
            return ROW_DATA;
        return is_technical(ts, row) ? ROW_TECHNICAL : is_period_row(ts, row) ? ROW_END : ROW_DATA;
    }
    struct content k = content_of(row);
    if (is_footer(ts, row))
        return ROW_FOOTER;
    if (repeats_head(ts, row))
        return ROW_TECHNICAL;
    if (is_technical(ts, row))
        return ROW_TECHNICAL;
    if (has_heads(ts, t, row)) {
        return ROW_END;
    }
    if (k.distinct == 1) {
        struct view v = cell_at(row, k.first), form, value, unit;
        if (leads_to_head(ts, t, rows, at, count))
            return ROW_END;
        if (celltexts_preamble(ts->texts, v, &form, &value) || celltexts_unit(ts->texts, v, &unit))
            return ROW_UNIT;
        return ROW_BANNER;
    }
    if (is_preamble(ts, row))
        return leads_to_head(ts, t, rows, at, count) ? ROW_END : ROW_UNIT;
    return ROW_DATA; /* a row of missing values */
}
