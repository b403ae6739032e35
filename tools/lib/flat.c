#include "flat.h"

#include "buf.h"
#include "flattable.h"
#include "inlinetable.h"
#include "normal.h"

#include <stdlib.h>
#include <string.h>

enum {
    CELL_MAX = 75,           /* bytes: a longer cell makes its line a paragraph */
    HELD_MAX = 4000,         /* lines held back */
    FULL_LINE = 44,          /* columns: a line broken for its length is not shorter */
    PARAGRAPH_MAX = 1 << 20, /* bytes: longer ones are read in pieces */
};

struct flat {
    struct rules *rules;
    struct reading *reading;
    struct flattable *table;
    struct buf held;         /* lines held back */
    struct flat_line *lines; /* where they are in it */
    size_t line_count, line_cap;
    struct buf paragraph; /* lines of a paragraph that goes on */
    uint64_t paragraph_number;
    size_t last_line; /* bytes of its last line */
    struct normal normal;
};

struct flat *flat_new(struct rules *rules, const struct document *doc, struct reading *reading,
                      const char *file, bool explain, reading_emit *emit, void *data)
{
    struct flat *f = mem_new(1, sizeof *f);
    f->rules = rules;
    f->reading = reading;
    f->table = flattable_new(rules, doc, file, explain, emit, data);
    return f;
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

static void flush(struct flat *f)
{
    if (f->line_count > 0 && !flattable_read(f->table, buf_view(&f->held), f->lines, f->line_count))
        for (size_t i = 0; i < f->line_count; i++)
            reading_line(f->reading, flat_line_text(buf_view(&f->held), &f->lines[i]),
                         f->lines[i].number);
    f->line_count = 0;
    buf_clear(&f->held);
}

/* Columns that the text takes in print: two for what has three bytes or more, Chinese. */
static size_t columns(struct view v)
{
    size_t n = 0;
    for (size_t i = 0; i < v.n; i++) {
        unsigned char c = (unsigned char)v.p[i];
        n += (c & 0xc0) == 0x80 ? 0 : c >= 0xe0 ? 2 : 1;
    }
    return n;
}

/*
 * Whether the line was broken for its length, so that its sentence goes on in the next: long,
 * without a mark at its end, neither a heading nor a caption.
 */
static bool goes_on(struct flat *f, struct view line)
{
    static const char *const marks[] = {"。", "!", "?", ";", ":", ")", "”", "》", "…", "|", "』"};
    struct match m;
    /* most lines end a sentence, which needs no more than a look at their end */
    if (line.n < FULL_LINE || view_ends(line, view_of("。")) || view_ends(line, view_of("；")))
        return false;
    normal_line(&f->normal, line);
    struct view v = buf_view(&f->normal.text);
    size_t wide = columns(v);
    if (wide < FULL_LINE || wide == v.n) /* or nothing in it is Chinese */
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (view_ends(v, view_of(marks[i])))
            return false;
    const struct rule *tail = rules_ending(f->rules, CLASS_LINE_TAIL, v);
    if ((tail != NULL && tail->n == 0) || rules_starting(f->rules, CLASS_LINE_HEAD, v) != NULL)
        return false;
    /* ——2011年1月22日在…大会, but ——综合实力迈上新台阶。全市… */
    if (view_starts(v, view_of("——")) && memmem(v.p, v.n, "。", strlen("。")) == NULL)
        return false;
    bool sentence = memmem(v.p, v.n, "。", strlen("。")) != NULL || memchr(v.p, ',', v.n) != NULL;
    /* the long title of a document, with its text in the next line */
    if (!sentence && tail != NULL && rules_in(f->rules, CLASS_DOCUMENT, v, 0, &m) != NULL)
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

/* Holds back a line of what may be a table. */
static void hold(struct flat *f, struct view line, uint64_t number)
{
    if (f->line_count == f->line_cap) {
        f->line_cap = f->line_cap > 0 ? 2 * f->line_cap : 64;
        f->lines = mem_grow(f->lines, f->line_cap, sizeof *f->lines);
    }
    f->lines[f->line_count++] = (struct flat_line){f->held.n, line.n, number};
    buf_add_view(&f->held, line);
}

void flat_line(struct flat *f, struct view line, uint64_t number)
{
    if (inline_table_is(line)) {
        struct buf row = {0};
        end_paragraph(f);
        flush(f);
        while (inline_table_row(&line, &row)) {
            if (f->line_count == HELD_MAX)
                flush(f);
            hold(f, buf_view(&row), number);
        }
        flush(f);
        buf_free(&row);
        return;
    }
    if (f->paragraph.n > 0) {
        struct match m;
        normal_line(&f->normal, line);
        bool heading = rules_in(f->rules, CLASS_HEADING, buf_view(&f->normal.text), 0, &m) != NULL;
        bool page = is_page_number(f, line);
        /* what is followed by a line half as long again was not broken for its length */
        bool longer = line.n > f->last_line + f->last_line / 2;
        if (!is_blank(line) && !heading && !longer && f->paragraph.n < PARAGRAPH_MAX) {
            buf_add_char(&f->paragraph, '\n');
            if (!page) { /* the count of lines goes on, its text does not */
                buf_add_view(&f->paragraph, line);
                f->last_line = line.n;
            }
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
        f->last_line = line.n;
        return;
    }
    if (!is_cells(f, line) || is_caption(f)) {
        flush(f);
        reading_line(f->reading, line, number);
        return;
    }
    if (f->line_count == HELD_MAX)
        flush(f);
    hold(f, line, number);
}

void flat_end(struct flat *f)
{
    end_paragraph(f);
    flush(f);
    buf_free(&f->paragraph);
    buf_free(&f->held);
    normal_free(&f->normal);
    flattable_free(f->table);
    free(f->lines);
    free(f);
}
