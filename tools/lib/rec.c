#include "rec.h"

#include "buf.h"
#include "csvout.h"
#include "input.h"
#include "magic.h"
#include "marks.h"
#include "msg.h"
#include "nearest.h"
#include "reject.h"
#include "translate.h"
#include "utf8.h"

#include <csv.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCK = 256 * 1024,         /* bytes asked of the input at a time */
    ROW_MAX = 64 * 1024 * 1024, /* bytes of the longest row; a multiple of BLOCK by powers of two */
    CELL_STEP = 64 * 1024,      /* by which libcsv lets its cell grow */
    LONG = 64 * 1024,           /* bytes of a row that is not copied to be written */
};

struct column {
    struct view name;
    size_t index;
};

struct rec_reader {
    struct input in;
    const char *first; /* name of the first file */
    bool ended;        /* the open file has no more bytes */

    /* block[0..end) holds what was read and not delivered; MARKS_CHUNK readable zeros follow */
    char *block;
    size_t cap; /* without those zeros */
    size_t end;
    size_t row;       /* where the next row begins */
    size_t valid;     /* up to here there are but whole characters of UTF-8 */
    const char *base; /* chunk whose marks are in mask, NULL for none yet */
    uint64_t mask;    /* its marks that are not yet used up */
    uint64_t line;    /* line that begins at row */
    bool after_cr;    /* the row before ended in CR: an LF now belongs to it */

    struct csv_parser parser;
    struct buf cells;  /* of the row that goes through libcsv, one after the other */
    size_t *cell_ends; /* where each of them ends in cells */
    size_t cell_count; /* of this row */
    size_t cell_most;  /* that are kept, the rest is only counted; SIZE_MAX in a header */
    size_t cell_cap;   /* allocated */
    bool row_done;     /* libcsv saw the end of the row */

    struct buf name_text;
    struct view *names;
    struct column *sorted; /* the names in byte order */
    size_t count;
    struct view *fields; /* in the order of the open file */
    struct view *placed; /* in the order of the first header */
    size_t *place; /* place[i]: column of the file's field i; NULL where the order is the same */
    struct rec rec;
};

/* First CR or LF in p[0..n), or n. */
static size_t find_line_end(const char *p, size_t n)
{
    const char *lf = memchr(p, '\n', n);
    size_t most = lf != NULL ? (size_t)(lf - p) : n;
    const char *cr = memchr(p, '\r', most);
    return cr != NULL ? (size_t)(cr - p) : most;
}

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void parser_init(struct csv_parser *p)
{
    if (csv_init(p, CSV_STRICT | CSV_STRICT_FINI) != 0)
        die(NULL, 0, "libcsv: init failed");
    csv_set_space_func(p, no_space); /* blanks round a field belong to it (RFC 4180, 2.4) */
    csv_set_blk_size(p, CELL_STEP);
}

static void parser_reset(struct csv_parser *p)
{
    csv_free(p); /* not csv_fini: after an error that delivers a row that was never there */
    parser_init(p);
}

static void on_cell(void *text, size_t n, void *data)
{
    struct rec_reader *r = data;
    if (r->cell_count >= r->cell_most) {
        r->cell_count++;
        return;
    }
    if (r->cell_count == r->cell_cap) {
        r->cell_cap = r->cell_cap > 0 ? 2 * r->cell_cap : 32;
        r->cell_ends = mem_grow(r->cell_ends, r->cell_cap, sizeof *r->cell_ends);
    }
    char *to = r->cells.p + r->cells.n; /* take_quoted made room for all of the row */
    memcpy(to, text, n);
    to[n] = ','; /* between cells, so that csvout_row can copy several at once */
    r->cell_ends[r->cell_count++] = r->cells.n + n;
    r->cells.n += n + 1;
}

static void on_row(int c, void *data)
{
    struct rec_reader *r = data;
    (void)c;
    r->row_done = true;
}

/* Reads more of the open file behind what is there of the row; false at its end. The row moves to
 * the front of the block, the block grows where the row fills it. */
static bool fill(struct rec_reader *r)
{
    if (r->ended)
        return false;
    r->base = NULL;
    if (r->row > 0) {
        r->valid = 0;
        memmove(r->block, r->block + r->row, r->end - r->row);
        r->end -= r->row;
        r->row = 0;
    }
    if (r->end == r->cap) {
        if (r->cap >= ROW_MAX)
            die(r->in.name, r->line, "row: longer than %d MiB", ROW_MAX >> 20);
        r->cap *= 2;
        r->block = mem_grow(r->block, r->cap + MARKS_CHUNK, 1);
    }
    size_t n = input_read(&r->in, r->block + r->end, r->cap - r->end);
    r->end += n;
    memset(r->block + r->end, 0, MARKS_CHUNK);
    r->ended = n == 0;
    return n > 0;
}

/* First CR, LF or quote in p[0..n), or n. */
static size_t find_stop(const char *p, size_t n)
{
    n = find_line_end(p, n);
    const char *quote = memchr(p, '"', n);
    return quote != NULL ? (size_t)(quote - p) : n;
}

/*
 * Takes the row that begins at r->row through libcsv, a line at a time, since only libcsv knows
 * which line end is the row's. Its first done bytes, fields without a quote, are left out. Sets
 * rec.raw, rec.line and the cells, and moves behind the row. Returns 0, or the number of the line
 * on which libcsv found a stray quote: the row then ends with that line.
 */
static uint64_t take_quoted(struct rec_reader *r, size_t done)
{
    uint64_t line = r->line, opened = line, stray = 0;
    bool ends = false;
    r->rec.line = line;
    r->cells.n = 0;
    r->cell_count = 0;
    r->row_done = false;
    while (!r->row_done && !(stray != 0 && ends)) {
        size_t have = r->end - r->row;
        if (done == have) {
            if (have >= ROW_MAX && stray == 0 && r->parser.quoted)
                die(r->in.name, opened, "quote: opened here and not closed within %d MiB",
                    ROW_MAX >> 20);
            if (fill(r))
                continue;
            if (stray == 0 && csv_fini(&r->parser, on_cell, on_row, r) != 0)
                die(r->in.name, opened, "quote: opened here and never closed");
            break;
        }
        const char *p = r->block + r->row + done;
        size_t n = find_line_end(p, have - done), cells = r->cell_count;
        ends = n < have - done;
        size_t take = n + ends;
        buf_reserve(&r->cells, done + take + 1 - r->cells.n);
        if (stray == 0 && csv_parse(&r->parser, p, take, on_cell, on_row, r) != take) {
            if (csv_error(&r->parser) != CSV_EPARSE)
                die(r->in.name, line, "libcsv: %s", csv_strerror(csv_error(&r->parser)));
            parser_reset(&r->parser);
            stray = line;
        }
        if (r->cell_count > cells)
            opened = line;
        done += take;
        /* CR LF is one line end, also where a quoted cell holds it */
        if (ends && !(p[n] == '\n' && done > 1 && p[(ptrdiff_t)n - 1] == '\r'))
            line++;
    }
    r->rec.raw = (struct view){r->block + r->row, done - ends};
    r->after_cr = ends && r->block[r->row + done - 1] == '\r';
    r->row += done;
    r->base = NULL;
    r->line = line;
    return stray;
}

/* Whether the row is UTF-8; the first byte that is not is *at, from 1. All that is in the block is
 * looked at together. */
static inline bool is_utf8(struct rec_reader *r, size_t *at)
{
    size_t from = (size_t)(r->rec.raw.p - r->block), to = from + r->rec.raw.n;
    if (to <= r->valid)
        return true;
    r->valid = from + utf8_valid(r->block + from, r->end - from);
    if (to <= r->valid)
        return true;
    *at = r->valid - from + 1;
    r->valid = to;
    return false;
}

static struct view cell(const struct rec_reader *r, size_t i)
{
    size_t from = i > 0 ? r->cell_ends[i - 1] + 1 : 0;
    return (struct view){r->cells.p + from, r->cell_ends[i] - from};
}

/* How much of a name a message shows. */
static int shown(struct view name)
{
    return name.n < 200 ? (int)name.n : 200;
}

static int by_name(const void *a, const void *b)
{
    const struct column *x = a, *y = b;
    return view_compare(x->name, y->name);
}

/* Takes the header as the names of the stream. */
static void set_names(struct rec_reader *r)
{
    size_t n = r->cell_count;
    r->count = n;
    r->names = mem_new(n, sizeof *r->names);
    r->sorted = mem_new(n, sizeof *r->sorted);
    r->fields = mem_new(n, sizeof *r->fields);
    buf_reserve(&r->name_text, r->cells.n + 1);
    buf_add_view(&r->name_text, buf_view(&r->cells));
    const char *p = r->name_text.p;
    for (size_t i = 0; i < n; i++) {
        size_t length = cell(r, i).n;
        r->names[i] = (struct view){p, length};
        r->sorted[i] = (struct column){r->names[i], i};
        p += length + 1;
    }
    qsort(r->sorted, n, sizeof *r->sorted, by_name);
    for (size_t i = 1; i < n; i++) {
        if (view_equal(r->sorted[i - 1].name, r->sorted[i].name))
            die(r->in.name, r->rec.line, "header: two columns have the name \"%.*s\"%s",
                shown(r->sorted[i].name), r->sorted[i].name.p,
                r->sorted[i].name.n == 0 ? translated(": zb-table reads such a table") : "");
    }
}

/* Compares the header of a later file with the names of the stream and finds each column's place.
 */
static void match_names(struct rec_reader *r)
{
    size_t n = r->cell_count;
    bool *seen = mem_new(r->count, sizeof *seen);
    size_t *place = mem_new(n, sizeof *place);
    bool same = true;
    for (size_t i = 0; i < n; i++) {
        struct column key = {cell(r, i), 0};
        const struct column *found = bsearch(&key, r->sorted, r->count, sizeof key, by_name);
        if (found == NULL)
            die(r->in.name, r->rec.line, "header: column \"%.*s\" is not in %s", shown(key.name),
                key.name.p, r->first);
        if (seen[found->index])
            die(r->in.name, r->rec.line, "header: two columns have the name \"%.*s\"",
                shown(key.name), key.name.p);
        seen[found->index] = true;
        place[i] = found->index;
        same = same && found->index == i;
    }
    for (size_t i = 0; i < r->count; i++) {
        if (!seen[i])
            die(r->in.name, r->rec.line, "header: column \"%.*s\" of %s is missing",
                shown(r->names[i]), r->names[i].p, r->first);
    }
    free(seen);
    free(r->place);
    r->place = place;
    if (same) {
        free(place);
        r->place = NULL;
    } else if (r->placed == NULL) {
        r->placed = mem_new(r->count, sizeof *r->placed);
    }
}

/* Opens the next file and takes its header; false after the last file. */
static bool next_file(struct rec_reader *r)
{
    static const char bom[] = {'\xEF', '\xBB', '\xBF'};
    if (!input_next(&r->in))
        return false;
    r->ended = false;
    r->end = r->row = r->valid = 0;
    r->base = NULL;
    r->line = 1;
    r->after_cr = false;
    while (r->end < sizeof bom && memcmp(r->block, bom, r->end) == 0 && fill(r))
        ;
    if (r->end >= sizeof bom && memcmp(r->block, bom, sizeof bom) == 0)
        r->row = sizeof bom;
    for (; r->row < r->end || fill(r); r->row++) { /* blank lines before the header */
        char c = r->block[r->row];
        if (c != '\r' && c != '\n')
            break;
        if (!(c == '\n' && r->after_cr))
            r->line++;
        r->after_cr = c == '\r';
    }
    while (magic_refuse(r->in.name, (struct view){r->block + r->row, r->end - r->row}, "CSV") &&
           fill(r))
        ;
    if (r->row == r->end)
        die(r->in.name, 0, "no header: the input is empty, its writer must have failed");
    r->cell_most = SIZE_MAX;
    uint64_t stray = take_quoted(r, 0);
    size_t at;
    if (!is_utf8(r, &at))
        die(r->in.name, r->rec.line,
            "header: not UTF-8 at byte %zu: zb-decode reads other encodings", at);
    if (stray != 0)
        die(r->in.name, stray, "header: a quote that neither opens nor closes a field");
    if (r->names == NULL) {
        r->first = r->in.name;
        set_names(r);
    } else {
        match_names(r);
    }
    r->cell_most = r->count;
    r->rec.file = r->in.name;
    return true;
}

struct rec_reader *rec_open(char *const *files, size_t count)
{
    struct rec_reader *r = mem_new(1, sizeof *r);
    input_init(&r->in, files, count);
    r->cap = BLOCK;
    r->block = mem_grow(NULL, BLOCK + MARKS_CHUNK, 1);
    parser_init(&r->parser);
    buf_reserve(&r->cells, 1);
    next_file(r);
    return r;
}

const struct view *rec_names(const struct rec_reader *r, size_t *count)
{
    *count = r->count;
    return r->names;
}

size_t rec_column(const struct rec_reader *r, const char *name)
{
    for (size_t i = 0; i < r->count; i++) {
        if (view_is(r->names[i], name))
            return i;
    }
    return REC_NONE;
}

/* Whether the name is one of those without which there are no records, and none of them is there.
 */
static bool wants_records(const struct rec_reader *r, const char *name)
{
    static const char *const needed[] = {"indicator", "period", "value"};
    bool wants = false;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (rec_column(r, needed[i]) != REC_NONE)
            return false;
        wants |= strcmp(name, needed[i]) == 0;
    }
    return wants;
}

_Noreturn void rec_lacks(const struct rec_reader *r, const char *name, const char *remedy)
{
    struct buf list = {0};
    struct nearest near = nearest_of(view_of(name));
    for (size_t i = 0; i < r->count; i++) {
        buf_add_string(&list, i > 0 ? ", " : "");
        buf_add_view(&list, r->names[i]);
        nearest_offer(&near, r->names[i]);
    }
    die(r->first, 0, "no column \"%s\": there are %.*s%s%.*s%s%s", name,
        (int)(list.n < 1000 ? list.n : 1000), list.p, nearest_lead(&near), (int)near.found.n,
        near.found.p, *remedy != '\0' ? "; " : "", *remedy != '\0' ? translated(remedy) : "");
}

size_t rec_need(const struct rec_reader *r, const char *name)
{
    size_t i = rec_column(r, name);
    if (i == REC_NONE)
        rec_lacks(r, name,
                  wants_records(r, name) ? N_("zb-table or zb-bulletin makes records") : "");
    return i;
}

/*
 * Takes the row at r->row, which has its first quote in the field that begins lead bytes later,
 * behind count fields. Sets rec and fields; returns the number of fields, or 0 for a row that was
 * refused.
 */
static size_t split_quoted(struct rec_reader *r, size_t count, size_t lead)
{
    uint64_t stray = take_quoted(r, lead);
    if (stray != 0) {
        rec_reject(&r->rec, "quote on line %llu: neither opens nor closes a field",
                   (unsigned long long)stray);
        return 0;
    }
    const char *p = r->rec.raw.p;
    for (size_t i = 0; i < count && i < r->count; i++) {
        const char *comma = memchr(p, ',', lead);
        r->fields[i] = (struct view){p, (size_t)(comma - p)};
        lead -= (size_t)(comma - p) + 1;
        p = comma + 1;
    }
    for (size_t i = count; i < r->count && i - count < r->cell_count; i++)
        r->fields[i] = cell(r, i - count);
    return count + r->cell_count;
}

enum found { FOUND_ROW, FOUND_QUOTE, FOUND_MORE, FOUND_END };

/*
 * Splits the row at r->row if it holds no quote: sets rec.raw, rec.line and fields, the number of
 * fields in *count (it may differ from the header's), and moves behind the row. FOUND_QUOTE: the
 * row is left for libcsv; *count fields, in *lead bytes, are before the one with the quote.
 * FOUND_MORE: the end of the row is not in the block yet. Blank lines that cannot be a row are
 * passed over.
 */
static enum found split(struct rec_reader *r, size_t *count, size_t *lead)
{
    const char *row = r->block + r->row, *end = r->block + r->end;
    const char *p = row, *q, *base = r->base;
    uint64_t mask = r->mask;
    struct view *fields = r->fields;
    size_t n = r->count, k = 0;
    char c;
    if (base == NULL) {
        base = row;
        mask = marks_find(base);
    }
    for (;;) {
        while (mask == 0 && (base += MARKS_CHUNK) < end)
            mask = marks_find(base);
        if (mask != 0) {
            q = base + __builtin_ctzll(mask);
            mask &= mask - 1;
            c = *q;
        } else if (!r->ended) {
            return FOUND_MORE;
        } else if (row == end) {
            return FOUND_END;
        } else { /* the last row has no line end */
            q = end;
            c = '\n';
        }
        if (c == ',') {
            if (k < n)
                fields[k] = (struct view){p, (size_t)(q - p)};
            k++;
            p = q + 1;
        } else if (c == '"') {
            *count = k;
            *lead = (size_t)(p - row);
            return FOUND_QUOTE;
        } else if (q > row || (n == 1 && !(c == '\n' && r->after_cr))) {
            break;
        } else { /* a blank line, or the LF of CR LF */
            r->line += !(c == '\n' && r->after_cr);
            r->after_cr = c == '\r';
            r->row++;
            p = row = q + 1;
        }
    }
    if (k < n)
        fields[k] = (struct view){p, (size_t)(q - p)};
    *count = k + 1;
    r->rec.raw = (struct view){row, (size_t)(q - row)};
    r->rec.line = r->line++;
    r->row = (size_t)(q - r->block) + (q < end);
    r->after_cr = c == '\r';
    r->base = base;
    r->mask = mask;
    return FOUND_ROW;
}

/* Reads until there is more to be found in the row, so that a long one is not split for each read.
 */
static void read_on(struct rec_reader *r)
{
    size_t have, more;
    do {
        have = r->end - r->row;
        more = fill(r) ? r->end - have : 0;
    } while (more > 0 && find_stop(r->block + have, more) == more);
}

struct rec *rec_next(struct rec_reader *r)
{
    struct rec *rec = &r->rec;
    for (;;) {
        size_t count, lead, at;
        enum found found = split(r, &count, &lead);
        if (found == FOUND_MORE) {
            read_on(r);
            continue;
        }
        if (found == FOUND_END) {
            if (!next_file(r))
                return NULL;
            continue;
        }
        if (found == FOUND_QUOTE) {
            count = split_quoted(r, count, lead);
            if (count == 0)
                continue;
        }
        rec->plain = found == FOUND_ROW && r->place == NULL && rec->raw.n > 0;
        if (count != r->count) {
            rec_reject(rec, "fields: %zu, the header has %zu", count, r->count);
            continue;
        }
        if (!is_utf8(r, &at)) {
            rec_reject(rec, "not UTF-8 at byte %zu of the row: zb-decode reads other encodings",
                       at);
            continue;
        }
        rec->count = count;
        rec->fields = r->fields;
        if (r->place != NULL) {
            for (size_t i = 0; i < count; i++)
                r->placed[r->place[i]] = r->fields[i];
            rec->fields = r->placed;
        }
        return rec;
    }
}

void rec_reject(const struct rec *rec, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    reject_args(rec->file, rec->line, rec->raw, format, ap);
    va_end(ap);
}

void rec_close(struct rec_reader *r)
{
    csv_free(&r->parser);
    buf_free(&r->cells);
    buf_free(&r->name_text);
    free(r->block);
    free(r->cell_ends);
    free(r->names);
    free(r->sorted);
    free(r->fields);
    free(r->placed);
    free(r->place);
    free(r);
}

void rec_write_header(struct out *o, const struct rec_reader *r, const char *const *extra,
                      size_t count)
{
    struct view *names = mem_new(r->count + count, sizeof *names);
    size_t n = r->count;
    if (n > 0)
        memcpy(names, r->names, n * sizeof *names);
    for (size_t i = 0; i < count; i++) {
        if (rec_column(r, extra[i]) == REC_NONE)
            names[n++] = view_of(extra[i]);
    }
    csvout_row(o, names, n);
    out_flush(o);
    free(names);
}

void rec_write_same(struct out *o, const struct rec *rec)
{
    if (!rec->plain) {
        csvout_row(o, rec->fields, rec->count);
        return;
    }
    size_t n = rec->raw.n;
    if (n > LONG) {
        out_add_view(o, rec->raw);
        out_add_char(o, '\n');
        return;
    }
    char *to = out_room(o, n + 1);
    memcpy(to, rec->raw.p, n);
    to[n] = '\n';
    out_advance(o, n + 1);
}
