#include "grid.h"

#include "arena.h"
#include "buf.h"
#include "magic.h"
#include "msg.h"
#include "utf8.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

enum {
    WINDOW = 2 * 1024 * 1024,   /* bytes held at least, where the file has them */
    READ = 256 * 1024,          /* bytes asked of the input at a time */
    ROW_MAX = 64 * 1024 * 1024, /* bytes of the longest row */
};

struct grid {
    struct input *in;
    char delimiter;
    bool started, ended;
    struct buf bytes;   /* of the rows of the window, and of the one that is not whole yet */
    size_t held;        /* bytes of whole rows */
    uint64_t line;      /* line of the first row in bytes */
    uint64_t next_line; /* line behind the last row */
    struct arena text;  /* cells that went through libcsv */
    struct csv_parser parser;

    struct grid_row *rows;
    size_t count, cap;
    struct view *cells; /* of all rows, one after the other */
    size_t cell_count, cell_cap;
    bool row_done; /* libcsv saw the end of the row */
};

struct grid *grid_new(struct input *in, char delimiter)
{
    struct grid *g = mem_new(1, sizeof *g);
    g->in = in;
    g->delimiter = delimiter;
    g->line = 1;
    if (csv_init(&g->parser, CSV_STRICT_FINI | CSV_STRICT) != 0)
        die(NULL, 0, "libcsv: init failed");
    return g;
}

char grid_delimiter(const struct grid *g)
{
    return g->delimiter;
}

bool grid_ended(const struct grid *g)
{
    return g->ended;
}

const struct grid_row *grid_rows(const struct grid *g, size_t *count)
{
    *count = g->count;
    return g->rows;
}

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* A stray quote is a character like any other here (5" pipes), so libcsv is not strict but for the
 * end of the file. */
static void parser_reset(struct grid *g)
{
    csv_free(&g->parser);
    if (csv_init(&g->parser, CSV_STRICT_FINI) != 0)
        die(NULL, 0, "libcsv: init failed");
    csv_set_delim(&g->parser, (unsigned char)g->delimiter);
    csv_set_space_func(&g->parser, no_space);
    csv_set_blk_size(&g->parser, 4096);
}

/* Whether the comma at i stands between digits, as a mark of thousands does. */
static bool is_in_number(struct view v, size_t i)
{
    return i > 0 && i + 1 < v.n && v.p[i - 1] >= '0' && v.p[i - 1] <= '9' && v.p[i + 1] >= '0' &&
           v.p[i + 1] <= '9';
}

/* The delimiter that stands in most lines outside quotes. A tab beside another delimiter only pads
 * a cell. */
static char find_delimiter(struct view v)
{
    static const char candidates[] = {',', '\t', ';'};
    size_t lines[3] = {0}, here[3] = {0};
    bool apart = false; /* a comma of the line parts more than digits */
    bool quoted = false;
    for (size_t i = 0; i < v.n; i++) {
        char c = v.p[i];
        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        bool pads = c == '\t' && ((i + 1 < v.n && strchr(",\r\n", v.p[i + 1]) != NULL) ||
                                  (i > 0 && v.p[i - 1] == ','));
        for (size_t k = 0; k < 3; k++)
            here[k] += c == candidates[k] && !pads;
        apart = apart || (c == ',' && !is_in_number(v, i));
        if (c != '\n' && i + 1 < v.n)
            continue;
        /* with tabs, and beside semicolons, the commas are in the cells: 1,234.5 */
        size_t k = here[1] > 0 ? 1 : here[2] > 0 && !apart ? 2 : here[0] > 0 ? 0 : 2;
        lines[k] += here[k] > 0;
        memset(here, 0, sizeof here);
        apart = false;
    }
    size_t best = 0;
    for (size_t k = 1; k < 3; k++)
        if (lines[k] > lines[best])
            best = k;
    return candidates[best];
}

static void add_cell(struct grid *g, struct view v)
{
    if (g->cell_count == g->cell_cap) {
        g->cell_cap = g->cell_cap > 0 ? 2 * g->cell_cap : 4096;
        g->cells = mem_grow(g->cells, g->cell_cap, sizeof *g->cells);
    }
    g->cells[g->cell_count++] = v;
}

static void on_cell(void *text, size_t n, void *data)
{
    struct grid *g = data;
    add_cell(g, arena_copy(&g->text, (struct view){text, n}));
}

static void on_row(int c, void *data)
{
    struct grid *g = data;
    (void)c;
    g->row_done = true;
}

/* Length of the line at p with its end, n where it has none; *text is the length without the end.
 */
static size_t line_length(const char *p, size_t n, size_t *text)
{
    const char *lf = memchr(p, '\n', n);
    size_t most = lf != NULL ? (size_t)(lf - p) : n;
    const char *cr = memchr(p, '\r', most);
    if (cr == NULL) {
        *text = most;
        return lf != NULL ? most + 1 : n;
    }
    *text = (size_t)(cr - p);
    return *text + (*text + 1 < n && p[*text + 1] == '\n' ? 2 : 1);
}

/* Splits a row without quotes. */
static void split_plain(struct grid *g, struct view row)
{
    const char *p = row.p, *end = row.p + row.n;
    for (;;) {
        const char *q = p;
        while (q < end && *q != g->delimiter)
            q++;
        add_cell(g, (struct view){p, (size_t)(q - p)});
        if (q == end)
            break;
        p = q + 1;
    }
}

/*
 * Splits the row at offset at, whose first line has a quote, by libcsv: a line at a time, since
 * only libcsv knows which line end is the row's. Returns its length with the line end, 0 where the
 * bytes at hand end before it does.
 */
static size_t split_quoted(struct grid *g, size_t at, struct grid_row *row, uint64_t *lines)
{
    size_t done = 0, text = 0;
    uint64_t opened = row->line;
    parser_reset(g);
    g->row_done = false;
    *lines = 0;
    while (!g->row_done) {
        size_t have = g->bytes.n - at - done;
        if (have == 0)
            break;
        const char *p = g->bytes.p + at + done;
        size_t cells = g->cell_count, n = line_length(p, have, &text);
        if (csv_parse(&g->parser, p, n, on_cell, on_row, g) != n)
            die(g->in->name, row->line + *lines, "libcsv: %s", csv_strerror(csv_error(&g->parser)));
        if (g->cell_count > cells)
            opened = row->line + *lines;
        done += n;
        *lines += text < n;
    }
    if (!g->row_done) {
        if (!g->ended)
            return 0;
        csv_set_opts(&g->parser, CSV_STRICT | CSV_STRICT_FINI); /* it ends no file in quotes */
        if (csv_fini(&g->parser, on_cell, on_row, g) != 0)
            die(g->in->name, opened, "quote: opened here and never closed");
    }
    size_t last = done;
    while (last > 0 && (g->bytes.p[at + last - 1] == '\n' || g->bytes.p[at + last - 1] == '\r'))
        last--;
    row->raw = (struct view){g->bytes.p + at, last};
    return done;
}

static bool is_blank(struct view v)
{
    for (size_t i = 0; i < v.n; i++) {
        if (v.p[i] == ' ' || v.p[i] == '\t' || v.p[i] == '\r' || v.p[i] == '\n')
            continue;
        if (v.n - i >= 3 && memcmp(v.p + i, "\xe3\x80\x80", 3) == 0)
            i += 2;
        else if (v.n - i >= 2 && memcmp(v.p + i, "\xc2\xa0", 2) == 0)
            i++;
        else
            return false;
    }
    return true;
}

/* Splits all whole rows of the window. */
static void split_rows(struct grid *g)
{
    uint64_t line = g->line;
    size_t *first = NULL, first_cap = 0; /* cells may move while they are added */
    g->count = g->cell_count = 0;
    arena_clear(&g->text);
    size_t valid = g->bytes.n > 0 ? utf8_valid(g->bytes.p, g->bytes.n) : 0;
    size_t at = 0;
    while (at < g->bytes.n) {
        size_t text, n = line_length(g->bytes.p + at, g->bytes.n - at, &text);
        bool whole = text < n && !(text + 1 == n && g->bytes.p[at + text] == '\r' &&
                                   at + n == g->bytes.n && !g->ended);
        if (!whole && !g->ended)
            break;
        struct grid_row row = {.raw = {g->bytes.p + at, text}, .line = line};
        uint64_t lines = 1;
        size_t cells = g->cell_count;
        if (memchr(row.raw.p, '"', text) != NULL) {
            n = split_quoted(g, at, &row, &lines);
            if (n == 0) {
                g->cell_count = cells;
                break;
            }
        } else if (text > 0) {
            split_plain(g, row.raw);
        }
        if (at + row.raw.n > valid) {
            row.bad = utf8_valid(row.raw.p, row.raw.n) < row.raw.n;
            if (!row.bad)
                valid = at + n + utf8_valid(g->bytes.p + at + n, g->bytes.n - at - n);
        }
        if (row.bad)
            g->cell_count = cells;
        row.empty = text == 0 && lines == 1;
        row.n = g->cell_count - cells;
        while (row.n > 0 && is_blank(g->cells[cells + row.n - 1]))
            row.n--;
        g->cell_count = cells + row.n;
        if (g->count == g->cap) {
            g->cap = g->cap > 0 ? 2 * g->cap : 1024;
            g->rows = mem_grow(g->rows, g->cap, sizeof *g->rows);
        }
        if (g->count == first_cap) {
            first_cap = first_cap > 0 ? 2 * first_cap : 1024;
            first = mem_grow(first, first_cap, sizeof *first);
        }
        first[g->count] = cells;
        g->rows[g->count++] = row;
        at += n;
        line += lines;
    }
    g->held = at;
    g->next_line = line;
    for (size_t i = 0; i < g->count; i++)
        g->rows[i].cells = g->cells != NULL ? g->cells + first[i] : NULL;
    free(first);
}

static void begin(struct grid *g)
{
    g->started = true;
    magic_refuse(g->in->name, buf_view(&g->bytes), "CSV");
    if (g->bytes.n >= 3 && memcmp(g->bytes.p, "\xef\xbb\xbf", 3) == 0) {
        memmove(g->bytes.p, g->bytes.p + 3, g->bytes.n - 3);
        g->bytes.n -= 3;
    }
    if (g->delimiter == 0)
        g->delimiter =
            find_delimiter((struct view){g->bytes.p, g->bytes.n < 65536 ? g->bytes.n : 65536});
}

bool grid_read(struct grid *g, size_t forget)
{
    size_t drop = 0;
    if (forget > 0 && forget < g->count) {
        drop = (size_t)(g->rows[forget].raw.p - g->bytes.p);
        g->line = g->rows[forget].line;
    } else if (forget > 0) {
        drop = g->held;
        g->line = g->next_line;
    }
    if (drop > 0)
        memmove(g->bytes.p, g->bytes.p + drop, g->bytes.n - drop);
    g->bytes.n -= drop;
    size_t before = g->bytes.n;
    do {
        /* twice as much for a row that is longer, since it is parsed from its start again */
        size_t most = g->bytes.n < WINDOW ? WINDOW : 2 * g->bytes.n;
        while (!g->ended && g->bytes.n < most) {
            buf_reserve(&g->bytes, READ + ARENA_PAD);
            size_t n = input_read(g->in, g->bytes.p + g->bytes.n, READ);
            g->bytes.n += n;
            g->ended = n == 0;
        }
        if (!g->started)
            begin(g);
        split_rows(g);
        if (g->count == 0 && g->bytes.n >= ROW_MAX)
            die(g->in->name, g->line, "row: longer than %d MiB", ROW_MAX >> 20);
    } while (g->count == 0 && !g->ended);
    return g->bytes.n > before;
}

void grid_free(struct grid *g)
{
    csv_free(&g->parser);
    buf_free(&g->bytes);
    arena_free(&g->text);
    free(g->rows);
    free(g->cells);
    free(g);
}
