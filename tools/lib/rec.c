#include "rec.h"

#include "buf.h"
#include "csvcells.h"
#include "csvout.h"
#include "header.h"
#include "input.h"
#include "magic.h"
#include "marks.h"
#include "msg.h"
#include "reject.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCK = 256 * 1024,         /* bytes asked of the input at a time */
    ROW_MAX = 64 * 1024 * 1024, /* bytes of the longest row; a multiple of BLOCK by powers of two */
    LONG = 64 * 1024,           /* bytes of a row that is not copied to be written */
};

struct rec_reader {
    struct input in;
    bool ended; /* the open file has no more bytes */

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

    struct csvcells cells; /* of the row that goes through libcsv */
    struct header header;
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
 * which line end is the row's. Its first done bytes, fields without a quote, are left out; the
 * first most cells behind them are kept. Sets rec.raw, rec.line and the cells, and moves behind the
 * row. Returns 0, or the number of the line on which libcsv found a stray quote: the row then ends
 * with that line.
 */
static uint64_t take_quoted(struct rec_reader *r, size_t done, size_t most)
{
    struct csvcells *cells = &r->cells;
    uint64_t line = r->line, opened = line, stray = 0;
    bool ends = false;
    r->rec.line = line;
    csvcells_begin(cells, most);
    while (!cells->row_ended && !(stray != 0 && ends)) {
        size_t have = r->end - r->row;
        if (done == have) {
            if (have >= ROW_MAX && stray == 0 && csvcells_is_open(cells))
                die(r->in.name, opened, "quote: opened here and not closed within %d MiB",
                    ROW_MAX >> 20);
            if (fill(r))
                continue;
            if (stray == 0 && !csvcells_end(cells))
                die(r->in.name, opened, "quote: opened here and never closed");
            break;
        }
        const char *p = r->block + r->row + done;
        size_t n = find_line_end(p, have - done), count = cells->count;
        ends = n < have - done;
        size_t take = n + ends;
        if (stray == 0 && !csvcells_add(cells, p, take, r->in.name, line))
            stray = line;
        if (cells->count > count)
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

static const char bom[] = {'\xEF', '\xBB', '\xBF'};

/* Takes the cells of a file's header: they name the columns, or tell where they are. A byte order
 * mark behind a blank line or another mark is no part of the first name: written, it would be gone
 * once it is read again. */
static void take_header(struct rec_reader *r)
{
    size_t n = r->cells.count;
    struct view *cells = mem_new(n, sizeof *cells);
    for (size_t i = 0; i < n; i++)
        cells[i] = csvcells_at(&r->cells, i);
    while (view_starts(cells[0], (struct view){bom, sizeof bom}))
        cells[0] = (struct view){cells[0].p + sizeof bom, cells[0].n - sizeof bom};
    free(r->place);
    r->place = NULL;
    if (r->fields == NULL) {
        header_set(&r->header, r->in.name, r->rec.line, cells, n);
        r->fields = mem_new(n, sizeof *r->fields);
        r->placed = mem_new(n, sizeof *r->placed);
    } else {
        r->place = header_match(&r->header, r->in.name, r->rec.line, cells, n);
    }
    free(cells);
}

/* Opens the next file and takes its header; false after the last file. */
static bool next_file(struct rec_reader *r)
{
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
    uint64_t stray = take_quoted(r, 0, SIZE_MAX);
    size_t at;
    if (!is_utf8(r, &at))
        die(r->in.name, r->rec.line,
            "header: not UTF-8 at byte %zu: zb-decode reads other encodings", at);
    if (stray != 0)
        die(r->in.name, stray, "header: a quote that neither opens nor closes a field");
    take_header(r);
    r->rec.file = r->in.name;
    return true;
}

struct rec_reader *rec_open(char *const *files, size_t count)
{
    struct rec_reader *r = mem_new(1, sizeof *r);
    input_init(&r->in, files, count);
    r->cap = BLOCK;
    r->block = mem_grow(NULL, BLOCK + MARKS_CHUNK, 1);
    csvcells_init(&r->cells);
    next_file(r);
    return r;
}

const struct view *rec_names(const struct rec_reader *r, size_t *count)
{
    *count = r->header.count;
    return r->header.names;
}

size_t rec_column(const struct rec_reader *r, const char *name)
{
    return header_find(&r->header, name);
}

_Noreturn void rec_lacks(const struct rec_reader *r, const char *name, const char *remedy)
{
    header_lacks(&r->header, name, remedy);
}

size_t rec_need(const struct rec_reader *r, const char *name)
{
    return header_need(&r->header, name);
}

/*
 * Takes the row at r->row, which has its first quote in the field that begins lead bytes later,
 * behind count fields. Sets rec and fields; returns the number of fields, or 0 for a row that was
 * refused.
 */
static size_t split_quoted(struct rec_reader *r, size_t count, size_t lead)
{
    uint64_t stray = take_quoted(r, lead, r->header.count);
    if (stray != 0) {
        rec_reject(&r->rec, "quote on line %llu: neither opens nor closes a field",
                   (unsigned long long)stray);
        return 0;
    }
    const char *p = r->rec.raw.p;
    for (size_t i = 0; i < count && i < r->header.count; i++) {
        const char *comma = memchr(p, ',', lead);
        r->fields[i] = (struct view){p, (size_t)(comma - p)};
        lead -= (size_t)(comma - p) + 1;
        p = comma + 1;
    }
    for (size_t i = count; i < r->header.count && i - count < r->cells.count; i++)
        r->fields[i] = csvcells_at(&r->cells, i - count);
    return count + r->cells.count;
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
    size_t n = r->header.count, k = 0;
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
        if (count != r->header.count) {
            rec_reject(rec, "fields: %zu, the header has %zu", count, r->header.count);
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
    csvcells_free(&r->cells);
    header_free(&r->header);
    free(r->block);
    free(r->fields);
    free(r->placed);
    free(r->place);
    free(r);
}

void rec_write_header(struct out *o, const struct rec_reader *r, const char *const *extra,
                      size_t count)
{
    struct view *names = mem_new(r->header.count + count, sizeof *names);
    size_t n = r->header.count;
    if (n > 0)
        memcpy(names, r->header.names, n * sizeof *names);
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
