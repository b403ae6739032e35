#include "decoder.h"

#include "buf.h"
#include "cut.h"
#include "lines.h"
#include "mojibake.h"
#include "msg.h"
#include "out.h"
#include "reject.h"
#include "transcode.h"
#include "translate.h"
#include "utf8.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { REPORTED = 10 }; /* places of each fault that are named */

/* When more of them were found than are named. */
static const char *const many[] = {
    N_("bad bytes: %" PRIu64 " in all, the first %d are named above"),
    N_("mixed encodings: %" PRIu64 " in all, the first %d are named above"),
    N_("mojibake: %" PRIu64 " in all, the first %d are named above"),
    N_("NUL bytes: %" PRIu64 " in all, the first %d are named above"),
};

/* The block that is being decoded. */
struct block {
    struct decoder *d;
    const char *start, *end;
    bool last;
    char *out;        /* where its output starts, before line ends are unified */
    char *o;          /* and where it goes on */
    char *counted;    /* how far line ends of the output were counted, */
    uint64_t lines;   /* and how many */
    struct view line; /* the input line that was looked at last, until it is kept as refused */
};

static const struct view no_row; /* of a fault that no line is kept for */

static uint64_t offset_of(const struct block *b, const char *p)
{
    return b->d->offset + (uint64_t)(p - b->start);
}

static uint64_t line_now(struct block *b)
{
    bool after_cr = b->counted > b->out ? b->counted[-1] == '\r' : b->d->after_cr;
    b->lines += lines_count(b->counted, (size_t)(b->o - b->counted), after_cr);
    b->counted = b->o;
    return b->d->lines + b->lines + 1;
}

/* Reports one place. */
static void fault(struct decoder *d, enum decoder_fault what, uint64_t line, struct view row,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));
static void fault(struct decoder *d, enum decoder_fault what, uint64_t line, struct view row,
                  const char *format, ...)
{
    bool named = d->faults[what]++ < REPORTED;
    va_list ap;
    status_refused();
    va_start(ap, format);
    if (d->strict)
        die_args(d->name, line, format, ap);
    if (named)
        msg_args(d->name, line, format, ap);
    va_end(ap);
    if (row.p != NULL) {
        char reason[600];
        va_start(ap, format);
        cut_args(reason, sizeof reason, format, ap);
        va_end(ap);
        reject_keep(d->name, line, row, reason);
    }
}

/* The line that was looked at, for the first fault in it to keep. */
static struct view take_line(struct block *b)
{
    struct view line = b->line;
    b->line = (struct view){NULL, 0};
    return line;
}

/* Takes back a ^Z that was just written: it is the end of a DOS file, unless something follows. */
static void hold_ctrl_z(struct block *b)
{
    if (b->o > b->out && b->o[-1] == 0x1A) {
        b->o--;
        b->d->ctrl_z = true;
    }
}

/* Something follows: what was held back is part of the text. */
static void release(struct block *b)
{
    struct decoder *d = b->d;
    if (d->ctrl_z)
        *b->o++ = 0x1A;
    d->ctrl_z = false;
    if (d->nuls == 0)
        return;
    memcpy(b->o, UTF8_REPLACEMENT, 3);
    b->o += 3;
    fault(d, FAULT_NUL, d->nuls_line, no_row, "NUL bytes: %" PRIu64 " at byte %" PRIu64, d->nuls,
          d->nuls_offset);
    d->nuls = 0;
}

static void hold_nuls(struct block *b, const char *p, size_t n)
{
    struct decoder *d = b->d;
    if (d->nuls == 0) {
        hold_ctrl_z(b);
        d->nuls_offset = offset_of(b, p);
        d->nuls_line = line_now(b);
    }
    d->nuls += n;
}

static void bad_bytes(struct block *b, enum encoding encoding, struct piece *x)
{
    char hex[16];
    for (size_t i = 0; i < x->length; i++)
        sprintf(hex + 3 * i, "%02x ", (unsigned char)x->p[i]);
    hex[3 * x->length - 1] = '\0';
    b->o = x->o;
    uint64_t line = line_now(b), offset = offset_of(b, x->p);
    if (x->cut && b->last && x->p + x->length == b->end)
        fault(b->d, FAULT_BYTES, line, take_line(b),
              "bad bytes: %s at byte %" PRIu64 ": the file ends inside a character", hex, offset);
    else
        fault(b->d, FAULT_BYTES, line, take_line(b), "bad bytes: %s at byte %" PRIu64 " is no %s",
              hex, offset, encoding_name(encoding));
    memcpy(x->o, UTF8_REPLACEMENT, 3);
    x->o += 3;
    x->p += x->length;
}

/* The character that byte or code unit p is, if that is ASCII; else 0. */
static char ascii_at(enum encoding encoding, const char *p)
{
    if (!encoding_wide(encoding))
        return *p;
    bool big = encoding == ENCODING_UTF16BE;
    return p[!big] == 0 ? p[big] : 0;
}

/* The line around p, without its end, as far as it lies between start and end. */
static struct view line_around(enum encoding encoding, const char *p, const char *start,
                               const char *end)
{
    ptrdiff_t unit = encoding_wide(encoding) ? 2 : 1;
    const char *from = p, *to = p;
    while (from > start && !lines_end(ascii_at(encoding, from - unit)))
        from -= unit;
    while (end - to >= unit && !lines_end(ascii_at(encoding, to)))
        to += unit;
    return (struct view){from, (size_t)(to - from)};
}

/* Decodes a line that is in another encoding than its file, in place of what its start gave. */
static void other_line(struct block *b, struct piece *x, struct view line, enum encoding other,
                       const char *out_start)
{
    char *o = x->o;
    while (o > out_start && !lines_end(o[-1]))
        o--;
    b->o = o;
    fault(b->d, FAULT_MIXED, line_now(b), take_line(b),
          "mixed encodings: the line at byte %" PRIu64 " is %s, in a file of %s",
          offset_of(b, line.p), encoding_name(other), encoding_name(b->d->encoding));
    const char *end = line.p + line.n;
    struct piece in = {
        .p = line.p, .start = line.p, .end = end, .whole = true, .quiet = end, .o = o};
    while (transcode(other, &in) == STOP_FAULT)
        bad_bytes(b, other, &in);
    x->p = in.p;
    x->o = in.o;
}

static void report_mojibake(struct block *b, struct piece *x, struct view line)
{
    static const char *const formats[] = {
        [MOJIBAKE_UTF8_AS_GB18030] =
            N_("mojibake: UTF-8 was read as GB18030 and saved: %.*s was %s"),
        [MOJIBAKE_UTF8_AS_LATIN1] =
            N_("mojibake: UTF-8 was read as Latin-1 and saved: %.*s was %s"),
        [MOJIBAKE_GB18030_AS_LATIN1] =
            N_("mojibake: GB18030 was read as Latin-1 and saved: %.*s was %s"),
        [MOJIBAKE_LOST] =
            N_("mojibake: UTF-8 of lost characters was read as GB18030 and saved: %.*s"),
        [MOJIBAKE_REPLACED] = N_("mojibake: characters were lost before: %.*s"),
    };
    struct mojibake_found found;
    if (!mojibake_find(line, &found))
        return;
    b->o = x->o;
    fault(b->d, FAULT_MOJIBAKE, line_now(b), take_line(b), formats[found.kind], (int)found.seen.n,
          found.seen.p, found.was);
}

/* The line as UTF-8, where it is UTF-16; it lies in *scratch then. */
static struct view line_as_utf8(enum encoding encoding, struct view line, struct buf *scratch)
{
    if (!encoding_wide(encoding))
        return line;
    buf_clear(scratch);
    buf_reserve(scratch, line.n * TRANSCODE_GROWTH + TRANSCODE_SLACK);
    const char *end = line.p + line.n;
    struct piece x = {
        .p = line.p, .start = line.p, .end = end, .whole = true, .quiet = end, .o = scratch->p};
    while (transcode(encoding, &x) == STOP_FAULT)
        x.p += x.length;
    return (struct view){scratch->p, (size_t)(x.o - scratch->p)};
}

/*
 * Looks at the whole line around x->p, at its first fault or sign. Where it is clearly in the other
 * of the usual encodings it is decoded so and true is returned. Else mojibake in it is reported.
 */
static bool look_at_line(struct block *b, struct piece *x, const char *start, const char *out_start)
{
    static struct buf scratch;
    enum encoding encoding = b->d->encoding, other = ENCODING_NONE;
    struct view line = line_around(encoding, x->p, start, x->end);
    x->quiet = line.p + line.n;
    b->line = line;
    if (b->d->named || encoding_wide(encoding))
        other = ENCODING_NONE;
    else
        other = encoding == ENCODING_UTF8 ? ENCODING_GB18030 : ENCODING_UTF8;
    if (other != ENCODING_NONE) {
        uint64_t cost = encoding_cost(other, line, UINT64_MAX, NULL) + 500; /* 150 times likelier */
        if (encoding_cost(encoding, line, cost, NULL) > cost &&
            encoding_cost(ENCODING_NONE, line, cost, NULL) > cost) {
            other_line(b, x, line, other, out_start);
            return true;
        }
    }
    if (encoding == ENCODING_UTF8 || encoding_wide(encoding))
        report_mojibake(b, x, line_as_utf8(encoding, line, &scratch));
    else if (memmem(line.p, line.n, "\xEF\xBF\xBD\xEF\xBF\xBD", 6) != NULL)
        report_mojibake(b, x, view_of("锟斤拷"));
    return false;
}

/* Decodes [start, end) of the block, which has no NUL byte unless it is UTF-16. Returns where it
 * stopped: at its end, or at a character that waits for its last bytes. */
static const char *decode_run(struct block *b, const char *start, const char *end)
{
    struct decoder *d = b->d;
    char *out_start = b->o;
    bool whole = end < b->end || b->last;
    struct piece x = {
        .p = start, .start = start, .end = end, .whole = whole, .quiet = start, .o = b->o};
    enum stop stop;
    while ((stop = transcode(d->encoding, &x)) != STOP_END) {
        if (encoding_wide(d->encoding) && x.length == 2 && x.p[0] == 0 && x.p[1] == 0) {
            const char *nuls = x.p;
            while (x.end - x.p >= 2 && x.p[0] == 0 && x.p[1] == 0)
                x.p += 2;
            b->o = x.o;
            hold_nuls(b, nuls, (size_t)(x.p - nuls));
            if (x.p < x.end)
                release(b);
            x.o = b->o;
        } else if (stop == STOP_SIGN && x.cp == 0xFEFF) {
            char before = x.o > b->out ? x.o[-1] : d->last;
            if (before == '\0' || lines_end(before)) {
                x.p += x.length;
                x.start = x.p;
                d->marks++;
            } else {
                x.quiet = x.p + x.length;
            }
        } else if (x.p >= x.quiet && look_at_line(b, &x, start, out_start)) {
            continue;
        } else if (stop == STOP_FAULT) {
            bad_bytes(b, d->encoding, &x);
        }
    }
    b->o = x.o;
    return x.p;
}

size_t decoder_take(struct decoder *d, const char *start, size_t n, bool last)
{
    struct out *out = out_standard();
    char *room = out_room(out, n * TRANSCODE_GROWTH + 2 * TRANSCODE_SLACK);
    struct block b = {.d = d,
                      .start = start,
                      .end = start + n,
                      .last = last,
                      .out = room,
                      .o = room,
                      .counted = room};
    bool wide = encoding_wide(d->encoding);
    struct lines_seen seen = {.cr_nul = true};
    if (!wide)
        seen = lines_look(start, n);
    const char *p = start;
    while (p < b.end) {
        const char *nul = seen.cr_nul && !wide ? memchr(p, '\0', (size_t)(b.end - p)) : NULL;
        const char *end = nul != NULL ? nul : b.end;
        if (p < end) {
            if (!wide || end - p < 2 || p[0] != 0 || p[1] != 0)
                release(&b);
            p = decode_run(&b, p, end);
        }
        if (nul == NULL)
            break;
        while (p < b.end && *p == '\0')
            p++;
        hold_nuls(&b, nul, (size_t)(p - nul));
    }
    hold_ctrl_z(&b);
    size_t length = (size_t)(b.o - room);
    if (seen.cr_nul || d->after_cr) {
        length = lines_unify(room, length, &d->after_cr);
        seen = lines_look(room, length);
    }
    d->lines += seen.lf;
    if (length > 0)
        d->last = room[length - 1];
    out_advance(out, length);
    d->offset += (uint64_t)(p - start);
    return (size_t)(p - start);
}

size_t decoder_block(enum encoding encoding, const char *p, size_t n, bool last)
{
    size_t most = n < DECODER_BLOCK ? n : DECODER_BLOCK;
    if (last && n <= DECODER_BLOCK)
        return n;
    if (encoding_wide(encoding)) {
        for (size_t i = most / 2 * 2; i > 0; i -= 2)
            if (lines_end(ascii_at(encoding, p + i - 2)))
                return i;
    } else {
        const char *end = memrchr(p, '\n', most);
        if (end == NULL)
            end = memrchr(p, '\r', most);
        if (end != NULL)
            return (size_t)(end - p) + 1;
    }
    return n >= DECODER_BLOCK ? DECODER_BLOCK : 0;
}

void decoder_end(struct decoder *d)
{
    if (d->nuls > 0)
        fault(d, FAULT_NUL, d->nuls_line, no_row,
              "NUL bytes: %" PRIu64 " at byte %" PRIu64 " to the end, left out", d->nuls,
              d->nuls_offset);
    for (size_t i = 0; i < FAULT_COUNT; i++)
        if (d->faults[i] > REPORTED)
            msg(d->name, 0, many[i], d->faults[i], REPORTED);
}
