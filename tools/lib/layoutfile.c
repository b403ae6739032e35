#include "layoutfile.h"

#include "buf.h"
#include "input.h"
#include "msg.h"
#include "utf8.h"
#include "vocabulary.h"

#include <stdlib.h>
#include <string.h>

static enum role role_of(struct view v, const struct layoutfile *l, uint64_t line)
{
    static const enum role roles[] = {ROLE_REGION, ROLE_INDICATOR, ROLE_ITEM,
                                      ROLE_PERIOD, ROLE_UNIT,      ROLE_VALUE};
    if (view_is(v, "skip"))
        return ROLE_NOTE;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (view_is(v, role_name(roles[i])))
            return roles[i];
    die(l->file, line, "role: not value, region, indicator, item, period, unit or skip: %.*s",
        (int)v.n, v.p);
}

static struct period period_of(struct view v, const struct layoutfile *l, uint64_t line)
{
    struct period p;
    if (!period_parse(v, &p))
        die(l->file, line, "not a period of zb-record(5), as in 2020 or 2020-12: %.*s", (int)v.n,
            v.p);
    return p;
}

static void set_column(struct layoutfile *l, struct layout_column *c, struct view key,
                       struct view value, uint64_t line)
{
    if (view_is(key, "role"))
        c->role = role_of(value, l, line);
    else if (view_is(key, "indicator"))
        c->indicator = value;
    else if (view_is(key, "item"))
        c->item = value;
    else if (view_is(key, "region"))
        c->region = value;
    else if (view_is(key, "unit"))
        c->unit = value;
    else if (view_is(key, "against"))
        c->against = value;
    else if (view_is(key, "period"))
        c->period = period_of(value, l, line);
    else if (view_is(key, "measure"))
        c->measure = vocabulary_measure(value);
    else if (view_is(key, "status"))
        c->status = vocabulary_status(value);
    else
        die(l->file, line,
            "no such setting of a column: %.*s (role, indicator, item, region, period, measure, "
            "against, unit, status)",
            (int)key.n, key.p);
    if (view_is(key, "measure") && c->measure == NULL)
        die(l->file, line,
            "measure: not level, growth, cagr, change, share, rank, multiple or contribution: "
            "%.*s",
            (int)value.n, value.p);
    if (view_is(key, "status") && c->status == NULL)
        die(l->file, line, "status: not actual, provisional, estimate or target: %.*s",
            (int)value.n, value.p);
}

static void set_table(struct layoutfile *l, struct view key, struct view value, uint64_t line)
{
    if (view_is(key, "region")) {
        l->region = value;
    } else if (view_is(key, "indicator")) {
        l->indicator = value;
    } else if (view_is(key, "unit")) {
        l->unit = value;
    } else if (view_is(key, "count")) {
        l->count = value;
    } else if (view_is(key, "count-unit")) {
        l->count_unit = value;
    } else if (view_is(key, "period")) {
        l->period = period_of(value, l, line);
    } else if (view_is(key, "rows")) {
        l->rows = role_of(value, l, line);
        if (l->rows == ROLE_UNIT || l->rows == ROLE_VALUE || l->rows == ROLE_NOTE)
            die(l->file, line, "rows: not region, indicator, item or period: %.*s", (int)value.n,
                value.p);
    } else if (view_is(key, "head-rows")) {
        if (value.n != 1 || value.p[0] < '0' || value.p[0] > '9')
            die(l->file, line, "head-rows: not a number from 0 to 9: %.*s", (int)value.n, value.p);
        l->head_rows = (size_t)(value.p[0] - '0');
    } else {
        die(l->file, line,
            "no such setting: %.*s (region, period, indicator, unit, head-rows, rows, count, "
            "count-unit)",
            (int)key.n, key.p);
    }
}

static void read_line(struct layoutfile *l, struct view v, uint64_t line)
{
    static const char open[] = "[column ";
    if (v.n == 0 || v.p[0] == '#')
        return;
    if (v.p[0] == '[') {
        if (v.p[v.n - 1] != ']' || !view_starts(v, view_of(open)))
            die(l->file, line, "not a [column NAME]: %.*s", (int)v.n, v.p);
        l->columns = mem_grow(l->columns, l->count_of_columns + 1, sizeof *l->columns);
        struct view name = {v.p + sizeof open - 1, v.n - sizeof open};
        l->columns[l->count_of_columns++] =
            (struct layout_column){.name = view_trim(name), .line = line, .role = ROLE_VALUE};
        return;
    }
    const char *eq = memchr(v.p, '=', v.n);
    if (eq == NULL)
        die(l->file, line, "neither key = value nor [column NAME]: %.*s", (int)v.n, v.p);
    struct view key = view_trim((struct view){v.p, (size_t)(eq - v.p)});
    struct view value = view_trim((struct view){eq + 1, v.n - (size_t)(eq - v.p) - 1});
    if (l->count_of_columns > 0)
        set_column(l, &l->columns[l->count_of_columns - 1], key, value, line);
    else
        set_table(l, key, value, line);
}

struct layoutfile *layoutfile_read(const char *file)
{
    struct layoutfile *l = mem_new(1, sizeof *l);
    struct buf b = {0};
    l->file = file;
    l->head_rows = SIZE_MAX;
    input_load(file, &b);
    if (utf8_valid(b.p, b.n) < b.n)
        die(file, 0, "not UTF-8: zb-decode reads other encodings");
    l->text = b.p; /* owned by the layout from here on */
    struct view text = {b.p, b.n};
    if (view_starts(text, view_of("\xef\xbb\xbf"))) {
        text.p += 3;
        text.n -= 3;
    }
    struct view v;
    for (uint64_t line = 1; view_next(&text, '\n', &v); line++)
        read_line(l, view_trim(v), line);
    return l;
}

/* The next character of the text in the form in which heads are compared, 0 at its end. */
static uint32_t next(struct view *v)
{
    while (v->n > 0) {
        uint32_t c = 0;
        size_t n = utf8_decode(v->p, v->n, &c);
        n = n > 0 ? n : 1;
        v->p += n;
        v->n -= n;
        if (c >= 0xff01 && c <= 0xff5e)
            c -= 0xfee0;
        if (c > ' ' && c != 0x3000 && c != 0xa0)
            return c;
    }
    return 0;
}

/* As wildcard_matches(), of characters: a * that was tried too short is tried one longer, and going
 * back to the last one is enough. */
static bool fits(struct view pattern, struct view text)
{
    struct view star = {NULL, 0}, mark = text;
    for (;;) {
        struct view p = pattern, t = text;
        uint32_t wanted = next(&p), got = next(&t);
        if (wanted == '*') {
            star = pattern = p;
            mark = text;
        } else if (wanted == got) {
            if (got == 0)
                return true;
            pattern = p;
            text = t;
        } else {
            if (star.p == NULL || got == 0)
                return false;
            next(&mark);
            pattern = star;
            text = mark;
        }
    }
}

struct layout_column *layoutfile_find(const struct layoutfile *l, struct view head)
{
    for (size_t i = 0; i < l->count_of_columns; i++)
        if (fits(l->columns[i].name, head))
            return &l->columns[i];
    return NULL;
}

void layoutfile_free(struct layoutfile *l)
{
    if (l == NULL)
        return;
    free(l->columns);
    free(l->text);
    free(l);
}
