#include "wide.h"

#include "arena.h"
#include "base.h"
#include "buf.h"
#include "columns.h"
#include "csvout.h"
#include "decimal.h"
#include "intern.h"
#include "period.h"
#include "utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS = 8 };

static const char *const key_names[KEYS] = {"region",  "indicator", "item",  "measure",
                                            "against", "unit",      "bound", "status"};

struct wide {
    struct columns columns;
    size_t keys[KEYS];
    struct intern *texts;   /* all fields of keys */
    struct intern *series;  /* the numbers of its keys */
    struct intern *periods; /* as in the records */
    struct intern *places;  /* series and period: one number for each cell */
    struct view *values;    /* of each cell; in arena */
    struct arena arena;
    size_t cap;
};

struct wide *wide_new(const struct rec_reader *r)
{
    struct wide *w = mem_new(1, sizeof *w);
    columns_find(&w->columns, r);
    for (int i = 0; i < KEYS; i++)
        w->keys[i] = rec_column(r, key_names[i]);
    w->texts = intern_new();
    w->series = intern_new();
    w->periods = intern_new();
    w->places = intern_new();
    return w;
}

/* A base in words where it moves with the period, so that a series of yearly growth is one row. */
static struct view in_words_of(struct view period, struct view against)
{
    struct period p;
    enum base base = period_parse(period, &p) ? base_of(p, against) : BASE_OTHER;
    return base == BASE_YEAR     ? view_of("上年同期")
           : base == BASE_BEFORE ? view_of("上期")
                                 : against;
}

void wide_add(struct wide *w, const struct rec *rec)
{
    struct decimal d = {0};
    struct view value = rec->fields[w->columns.value];
    struct view period = rec->fields[w->columns.period];
    bool fresh, is_decimal = decimal_read(&d, value);
    decimal_free(&d);
    if (!is_decimal && !columns_is_withheld(&w->columns, rec)) {
        rec_reject(rec, "value: not a decimal: %.*s", view_shown(value), value.p);
        return;
    }
    uint32_t key[KEYS];
    for (int i = 0; i < KEYS; i++) {
        struct view field = columns_pick(rec->fields, w->keys[i]);
        if (w->keys[i] != REC_NONE && w->keys[i] == w->columns.against)
            field = in_words_of(period, field);
        key[i] = intern_number(w->texts, field, NULL);
    }
    struct view key_view = {(const char *)key, sizeof key};
    uint32_t place[2] = {intern_number(w->series, key_view, NULL),
                         intern_number(w->periods, period, NULL)};
    uint32_t cell =
        intern_number(w->places, (struct view){(const char *)place, sizeof place}, &fresh);
    if (!fresh) {
        struct view old = w->values[cell];
        if (!view_equal(old, value))
            rec_reject(rec, "value: %.*s, but an earlier record says %.*s: zb-merge decides",
                       view_shown(value), value.p, view_shown(old), old.p);
        return;
    }
    if (cell >= w->cap) {
        w->cap = w->cap > 0 ? 2 * w->cap : 256;
        w->values = mem_grow(w->values, w->cap, sizeof *w->values);
    }
    w->values[cell] = arena_copy(&w->arena, value);
}

/* A period and what orders it: its end, then the longer one last, days after months; what is no
 * period comes behind all. */
struct head {
    struct view text;
    struct period period;
    int last, first;
    uint32_t number;
};

static int compare_heads(const void *x, const void *y)
{
    const struct head *a = x, *b = y;
    if (a->last != b->last)
        return a->last < b->last ? -1 : 1;
    if (a->first != b->first)
        return a->first > b->first ? -1 : 1;
    return view_compare(a->text, b->text);
}

static struct head *sort_heads(const struct wide *w, size_t *count)
{
    *count = intern_count(w->periods);
    struct head *heads = mem_new(*count, sizeof *heads);
    for (uint32_t i = 0; i < *count; i++) {
        struct head *h = &heads[i];
        h->text = intern_text(w->periods, i);
        h->number = i;
        h->first = h->last = INT32_MAX;
        if (!period_parse(h->text, &h->period))
            h->period.kind = PERIOD_NONE;
        else if (h->period.kind == PERIOD_DAY && h->period.y > 0)
            h->first = h->last = 12 * h->period.y + h->period.a - 1;
        else
            period_months(h->period, &h->first, &h->last);
    }
    qsort(heads, *count, sizeof *heads, compare_heads);
    return heads;
}

/* The period as people write it: 2020年1-9月. */
static const char *in_words(const struct head *h, char text[64])
{
    struct period p = h->period;
    static const char *const quarters[] = {"一", "二", "三", "四"};
    if (p.y == 0)
        return NULL;
    switch (p.kind) {
    case PERIOD_YEAR:
        snprintf(text, 64, "%d年", p.y);
        return text;
    case PERIOD_YEARS:
        snprintf(text, 64, "%d-%d年", p.y, p.y2);
        return text;
    case PERIOD_HALF:
        snprintf(text, 64, "%d年%s半年", p.y, p.a == 1 ? "上" : "下");
        return text;
    case PERIOD_QUARTER:
        snprintf(text, 64, "%d年%s季度", p.y, quarters[(p.a - 1) & 3]);
        return text;
    case PERIOD_MONTH:
        snprintf(text, 64, "%d年%d月", p.y, p.a);
        return text;
    case PERIOD_MONTHS:
        snprintf(text, 64, "%d年%d-%d月", p.y, p.a, p.b);
        return text;
    case PERIOD_DAY:
        snprintf(text, 64, "%d年%d月%d日", p.y, p.a, p.b);
        return text;
    case PERIOD_NONE:
        break;
    }
    return NULL;
}

static bool is_decimal(struct view v)
{
    struct decimal d = {0};
    bool is = decimal_read(&d, v);
    decimal_free(&d);
    return is;
}

bool wide_harmless(struct view v)
{
    bool first = true;
    for (size_t at = 0; at < v.n; first = false) {
        uint32_t cp;
        size_t n = utf8_decode(v.p + at, v.n - at, &cp);
        if (n == 0 || (first && (cp == '\t' || cp == '\r' || cp == '\n')))
            return false;
        at += n;
        switch (cp) {
        case ' ':
        case '\t':
        case '\r':
        case '\n':
        case 0xA0:
        case 0x3000:
        case 0xFEFF:
            continue;
        case '=':
        case '+':
        case '-':
        case '@':
        case 0xFF1D: /* ＝ ＋ － ＠ */
        case 0xFF0B:
        case 0xFF0D:
        case 0xFF20:
            return is_decimal(v);
        }
        return true;
    }
    return true;
}

static size_t count_digits(struct view v)
{
    size_t n = 0;
    for (size_t i = 0; i < v.n; i++)
        n += v.p[i] >= '0' && v.p[i] <= '9' && (n > 0 || v.p[i] != '0');
    return n;
}

/* A row that is being put together. */
struct line {
    struct out *o;
    bool excel, begun;
    struct buf cell;
};

static void put(struct line *l, struct view v)
{
    if (l->begun)
        out_add_char(l->o, ',');
    l->begun = true;
    if (!wide_harmless(v) || (l->excel && is_decimal(v) && count_digits(v) > 15)) {
        buf_clear(&l->cell);
        buf_add_char(&l->cell, '\'');
        buf_add_view(&l->cell, v);
        v = buf_view(&l->cell);
    }
    csvout_field(l->o, v);
}

static void end(struct line *l)
{
    out_add_view(l->o, view_of(l->excel ? "\r\n" : "\n"));
    l->begun = false;
}

void wide_write(const struct wide *w, struct out *o, bool excel)
{
    size_t head_count, series = intern_count(w->series), cells = intern_count(w->places);
    struct head *heads = sort_heads(w, &head_count);
    size_t *column = mem_new(head_count, sizeof *column);
    for (size_t i = 0; i < head_count; i++)
        column[heads[i].number] = i;
    bool used[KEYS] = {false};
    for (uint32_t i = 0; i < series; i++) {
        uint32_t key[KEYS];
        memcpy(key, intern_text(w->series, i).p, sizeof key);
        for (int k = 0; k < KEYS; k++)
            used[k] = used[k] || intern_text(w->texts, key[k]).n > 0;
    }
    used[1] = true; /* indicator: there is always one column */
    /* the cells of a series came in any order: count, then deal them out */
    size_t *starts = mem_new(series + 2, sizeof *starts);
    uint32_t(*sorted)[2] = mem_new(cells, sizeof *sorted); /* column and cell */
    for (uint32_t i = 0; i < cells; i++) {
        uint32_t place[2];
        memcpy(place, intern_text(w->places, i).p, sizeof place);
        starts[place[0] + 2]++;
    }
    for (size_t i = 2; i < series + 2; i++)
        starts[i] += starts[i - 1];
    for (uint32_t i = 0; i < cells; i++) {
        uint32_t place[2];
        memcpy(place, intern_text(w->places, i).p, sizeof place);
        size_t at = starts[place[0] + 1]++;
        sorted[at][0] = (uint32_t)column[place[1]];
        sorted[at][1] = i;
    }
    struct line l = {.o = o, .excel = excel};
    struct view *row = mem_new(head_count, sizeof *row);
    if (excel)
        out_add_view(o, view_of("\xEF\xBB\xBF"));
    for (int k = 0; k < KEYS; k++)
        if (used[k])
            put(&l, view_of(key_names[k]));
    for (size_t i = 0; i < head_count; i++) {
        char text[64];
        const char *words = excel ? in_words(&heads[i], text) : NULL;
        put(&l, words != NULL ? view_of(words) : heads[i].text);
    }
    end(&l);
    for (uint32_t i = 0; i < series; i++) {
        uint32_t key[KEYS];
        memcpy(key, intern_text(w->series, i).p, sizeof key);
        for (int k = 0; k < KEYS; k++)
            if (used[k])
                put(&l, intern_text(w->texts, key[k]));
        for (size_t j = 0; j < head_count; j++)
            row[j] = (struct view){"", 0};
        for (size_t j = starts[i]; j < starts[i + 1]; j++)
            row[sorted[j][0]] = w->values[sorted[j][1]];
        for (size_t j = 0; j < head_count; j++)
            put(&l, row[j]);
        end(&l);
    }
    buf_free(&l.cell);
    free(row);
    free(sorted);
    free(starts);
    free(column);
    free(heads);
}

void wide_free(struct wide *w)
{
    if (w == NULL)
        return;
    intern_free(w->texts);
    intern_free(w->series);
    intern_free(w->periods);
    intern_free(w->places);
    free(w->columns.more);
    free(w->values);
    arena_free(&w->arena);
    free(w);
}
