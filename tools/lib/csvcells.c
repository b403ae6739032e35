#include "csvcells.h"

#include "msg.h"

#include <stdlib.h>
#include <string.h>

enum { CELL_STEP = 64 * 1024 }; /* by which libcsv lets its cell grow */

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void init_parser(struct csv_parser *p)
{
    if (csv_init(p, CSV_STRICT | CSV_STRICT_FINI) != 0)
        die(NULL, 0, "libcsv: init failed");
    csv_set_space_func(p, no_space); /* blanks round a field belong to it (RFC 4180, 2.4) */
    csv_set_blk_size(p, CELL_STEP);
}

void csvcells_init(struct csvcells *c)
{
    *c = (struct csvcells){0};
    init_parser(&c->parser);
    buf_reserve(&c->text, 1);
}

void csvcells_begin(struct csvcells *c, size_t most)
{
    c->text.n = c->fed = c->count = 0;
    c->most = most;
    c->row_ended = false;
}

static void on_cell(void *text, size_t n, void *data)
{
    struct csvcells *c = data;
    if (c->count >= c->most) {
        c->count++;
        return;
    }
    if (c->count == c->cap) {
        c->cap = c->cap > 0 ? 2 * c->cap : 32;
        c->ends = mem_grow(c->ends, c->cap, sizeof *c->ends);
    }
    char *to = c->text.p + c->text.n; /* csvcells_add made room for all of the row */
    memcpy(to, text, n);
    to[n] = ','; /* between cells, so that csvout_row can copy several at once */
    c->ends[c->count++] = c->text.n + n;
    c->text.n += n + 1;
}

static void on_row(int end, void *data)
{
    struct csvcells *c = data;
    (void)end;
    c->row_ended = true;
}

bool csvcells_add(struct csvcells *c, const char *p, size_t n, const char *file, uint64_t line)
{
    c->fed += n;
    buf_reserve(&c->text, c->fed + 1 - c->text.n);
    if (csv_parse(&c->parser, p, n, on_cell, on_row, c) == n)
        return true;
    if (csv_error(&c->parser) != CSV_EPARSE)
        die(file, line, "libcsv: %s", csv_strerror(csv_error(&c->parser)));
    csv_free(&c->parser); /* not csv_fini: that delivers a row that was never there */
    init_parser(&c->parser);
    return false;
}

bool csvcells_is_open(const struct csvcells *c)
{
    return c->parser.quoted != 0;
}

bool csvcells_end(struct csvcells *c)
{
    return csv_fini(&c->parser, on_cell, on_row, c) == 0;
}

struct view csvcells_at(const struct csvcells *c, size_t i)
{
    size_t from = i > 0 ? c->ends[i - 1] + 1 : 0;
    return (struct view){c->text.p + from, c->ends[i] - from};
}

void csvcells_free(struct csvcells *c)
{
    csv_free(&c->parser);
    buf_free(&c->text);
    free(c->ends);
}
