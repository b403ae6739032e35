/*
 * zb-decode: bytes in, UTF-8 out, in whatever encoding Chinese departments write.
 *
 * The input goes through a buffer in blocks of whole lines (a line that is longer than a block goes
 * in pieces), so that a line that does not fit its file's encoding can be looked at as a whole.
 * Where blocks end depends on the text alone, not on how the reads came in: the output does
 * neither.
 */
#include "lib/args.h"
#include "lib/buf.h"
#include "lib/cut.h"
#include "lib/decoder.h"
#include "lib/encoding.h"
#include "lib/input.h"
#include "lib/lines.h"
#include "lib/magic.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/start.h"
#include "lib/transcode.h"
#include "lib/translate.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WINDOW = 128 * 1024, /* bytes that the encoding is found from */
    BUFFER = WINDOW + DECODER_BLOCK,
};

static struct {
    unsigned from; /* set of encodings */
    bool named, strict, explain, verbose;
} opt = {.from = ENCODING_ALL};

static char *buffer; /* BUFFER bytes and TRANSCODE_SLACK */
static size_t have;  /* bytes in it; the first is at the decoder's offset */
static bool eof;

/* Reads on, at least once, until the buffer holds `want` bytes or the file ends. */
static void read_more(struct input *in, size_t want)
{
    do {
        size_t n = input_read(in, buffer + have, BUFFER - have);
        eof = n == 0;
        have += n;
    } while (!eof && have < want);
}

static void drop(size_t n)
{
    memmove(buffer, buffer + n, have - n);
    have -= n;
}

/* Decodes what the buffer holds up to `n`, as far as it is whole blocks. */
static void decode_blocks(struct decoder *d, size_t n)
{
    size_t done = 0;
    while (done < n) {
        size_t length = decoder_block(d->encoding, buffer + done, n - done, eof && n == have);
        if (length == 0)
            break;
        done += decoder_take(d, buffer + done, length, eof && done + length == have);
    }
    drop(done);
}

static void explain(const struct decoder *d, const struct encoding_verdict *v, size_t n)
{
    msg(d->name, 0, "encoding: %s, from %zu bytes at byte %" PRIu64, encoding_name(v->encoding), n,
        d->offset);
    for (enum encoding e = 0; e <= ENCODING_NONE; e++) {
        char text[512];
        encoding_describe(&v->counts[e], text, sizeof text);
        if (v->cost[e] > 0)
            msg(d->name, 0, "evidence: as %s: cost %" PRIu64 "%s%s", encoding_name(e),
                v->cost[e] / 100, *text != '\0' ? ": " : "", text);
    }
}

/* Warns, since what follows may be wrong as a whole. */
static void doubt(const struct decoder *d, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void doubt(const struct decoder *d, const char *format, ...)
{
    char text[256];
    va_list ap;
    va_start(ap, format);
    cut_args(text, sizeof text, translated(format), ap);
    va_end(ap);
    if (opt.strict)
        die(d->name, 0, "encoding: %s", text);
    msg(d->name, 0, "encoding: %s", text);
    status_refused();
}

/* How many bytes of p[0..n) from its start are ASCII, NUL not counted. */
static size_t ascii_length(const char *p, size_t n)
{
    const char *nul = memchr(p, '\0', n);
    size_t i = 0, end = nul != NULL ? (size_t)(nul - p) : n;
    for (uint64_t eight; end - i >= sizeof eight; i += sizeof eight) {
        memcpy(&eight, p + i, sizeof eight);
        if ((eight & 0x8080808080808080) != 0)
            break;
    }
    while (i < end && (unsigned char)p[i] < 0x80)
        i++;
    return i;
}

/* Decides on the encoding once there is a byte beyond ASCII; what comes before its line is the same
 * in all of those with one-byte ASCII, and is written. */
static void find_encoding(struct decoder *d, struct input *in)
{
    if (have == 0)
        return;
    if (!opt.named) {
        size_t plain = ascii_length(buffer, have), start = plain;
        if (plain == have)
            return;
        while (start > 0 && !lines_end(buffer[start - 1]))
            start--;
        start += (plain - start) / DECODER_BLOCK * DECODER_BLOCK; /* the pieces of a long line */
        if (d->offset == 0 && plain < DECODER_BLOCK) /* UTF-16, of which any byte can look so */
            start = 0;
        decode_blocks(d, start);
    }
    if (have < WINDOW && !eof)
        read_more(in, WINDOW);
    size_t n = have < WINDOW ? have : WINDOW;
    const char *end = eof && have == n ? NULL : memrchr(buffer, '\n', n);
    if (end != NULL) /* a cut character is no evidence */
        n = (size_t)(end - buffer) + 1;
    struct encoding_verdict v = encoding_find((struct view){buffer, n}, opt.from, opt.explain);
    if (opt.explain)
        explain(d, &v, n);
    if (!v.fits && !opt.named)
        die(d->name, 0, "encoding: not text in any known one; -f NAME decodes it as NAME anyway");
    if (!v.sure)
        doubt(d, "%s is hardly likelier than %s for so little text; -f NAME decides",
              encoding_name(v.encoding), encoding_name(v.next));
    d->encoding = v.encoding;
}

/* A byte order mark decides, also against -f: no text opens with one by chance. */
static void take_mark(struct decoder *d)
{
    size_t length;
    d->encoding = encoding_mark((struct view){buffer, have}, &length);
    if (d->encoding == ENCODING_NONE) {
        for (enum encoding e = 0; e < ENCODING_NONE; e++)
            if (opt.from == 1U << e)
                d->encoding = e;
        if (opt.explain && d->encoding != ENCODING_NONE)
            msg(d->name, 0, "encoding: %s, as -f says", encoding_name(d->encoding));
        return;
    }
    drop(length);
    d->offset += length;
    if ((opt.from & 1U << d->encoding) == 0)
        doubt(d, "the byte order mark says %s, -f does not: decoded as %s",
              encoding_name(d->encoding), encoding_name(d->encoding));
    else if (opt.explain)
        msg(d->name, 0, "encoding: %s, by its byte order mark", encoding_name(d->encoding));
}

static void finish_file(struct decoder *d)
{
    decoder_end(d);
    const char *name = d->encoding == ENCODING_NONE ? "ASCII" : encoding_name(d->encoding);
    if (opt.explain && d->encoding == ENCODING_NONE)
        msg(d->name, 0, "encoding: ASCII, the same in UTF-8, GB18030 and Big5");
    if (opt.explain && d->ctrl_z)
        msg(d->name, 0, "left out: ^Z at the end");
    if (opt.explain && d->marks > 0)
        msg(d->name, 0, "left out: byte order marks at the start of lines: %" PRIu64, d->marks);
    if (opt.verbose)
        msg(d->name, 0, "%s, %" PRIu64 " bytes, %" PRIu64 " lines", name, d->offset,
            d->lines + (d->last != '\0' && d->last != '\n'));
}

/* Decodes the file that is open. `before` is the last byte written before it, or 0; returns the
 * last byte now. */
static char decode_file(struct input *in, char before)
{
    struct decoder d = {
        .name = in->name, .encoding = ENCODING_NONE, .named = opt.named, .strict = opt.strict};
    const char *what, *opener;
    have = 0;
    read_more(in, DECODER_BLOCK);
    if (magic_find((struct view){buffer, have}, &what, &opener))
        die(d.name, 0, "not text: %s; %s opens it", translated(what), translated(opener));
    if (have > 0 && before != '\0' &&
        before != '\n') /* its first line is not the last one's rest */
        out_add_char(out_standard(), '\n');
    take_mark(&d);
    for (;;) {
        if (d.encoding == ENCODING_NONE)
            find_encoding(&d, in);
        decode_blocks(&d, have);
        if (eof)
            break;
        read_more(in, have + 1);
    }
    finish_file(&d);
    return d.last != '\0' ? d.last : before;
}

static _Noreturn void list(void)
{
    struct out *o = out_standard();
    for (enum encoding e = 0; e < ENCODING_NONE; e++) {
        out_add_view(o, view_of(encoding_names(e)));
        out_add_char(o, '\n');
    }
    exit(finish());
}

static const char usage[] =
    "usage: zb-decode [-lv] [-f NAME] [--explain] [--strict] [--rejects FILE] [FILE ...]\n"
    "Writes the text of the files (or of standard input) in UTF-8, with LF line ends.\n"
    "  -f, --from NAME  their encoding; without it each is looked at and its encoding found\n"
    "  -l, --list       list the encodings and their names\n"
    "  --explain        say on stderr which encoding was taken, and on what evidence\n"
    "  --rejects FILE   keep lines with faults there, as they came, with file, line and reason\n"
    "  --strict         stop at the first fault\n"
    "  --progress       show on a terminal how much was read, and how fast\n"
    "  -v, --verbose    say on stderr the encoding, bytes and lines of each file\n"
    "  -h, --help       print this and exit\n"
    "  -V, --version    print the version and exit\n";

int main(int argc, char **argv)
{
    enum { OPT_STRICT = 1 };
    static const struct option longs[] = {{"from", required_argument, NULL, 'f'},
                                          {"list", no_argument, NULL, 'l'},
                                          {"strict", no_argument, NULL, OPT_STRICT},
                                          {0}};
    start("zb-decode");
    struct args args = {
        .usage = usage, .shorts = "f:l", .longs = longs, .has_explain = true, .has_rejects = true};
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        if (c == 'l')
            list();
        if (c == OPT_STRICT)
            opt.strict = true;
        if (c == 'f') {
            opt.named = true;
            opt.from = encoding_named(optarg);
            if (opt.from == 0)
                die(NULL, 0, "unknown encoding: %s (zb-decode -l lists them)", optarg);
        }
    }
    opt.explain = args.explain;
    opt.verbose = args.verbose;
    buffer = mem_new(BUFFER + TRANSCODE_SLACK, 1);
    struct input in;
    input_init(&in, argv + optind, (size_t)(argc - optind));
    char last = '\0';
    while (input_next(&in))
        last = decode_file(&in, last);
    return finish();
}
