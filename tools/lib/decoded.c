#include "decoded.h"

#include "msg.h"
#include "transcode.h"
#include "translate.h"
#include "utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    READ = 256 * 1024,
    WINDOW = 128 * 1024, /* bytes that the encoding is found from, as zb-decode does */
    REPORTED = 10,
    DECLARED = 1000, /* what a declaration is worth, in encoding_find's costs */
};

void read_whole(struct input *in, struct buf *b, size_t most)
{
    for (;;) {
        buf_reserve(b, READ + TRANSCODE_SLACK);
        size_t n = input_read(in, b->p + b->n, READ);
        if (n == 0)
            break;
        b->n += n;
        if (b->n > most)
            die(in->name, 0, "size: more than %zu MiB", most >> 20);
    }
    memset(b->p + b->n, 0, TRANSCODE_SLACK);
}

static bool is_ascii(struct view v)
{
    for (size_t i = 0; i < v.n; i++)
        if ((unsigned char)v.p[i] >= 0x80)
            return false;
    return true;
}

/* The encoding of bytes beyond ASCII without a mark. */
static enum encoding find(const char *file, struct view bytes, const char *declared, bool explain)
{
    struct view window = bytes;
    if (window.n > WINDOW) { /* a cut character is no evidence */
        const char *end = memrchr(bytes.p, '\n', WINDOW);
        window.n = end != NULL ? (size_t)(end - bytes.p) + 1 : WINDOW;
        while (end == NULL && window.n < bytes.n && (unsigned char)window.p[window.n] >= 0x80)
            window.n++;
    }
    if (is_ascii(window))
        window = bytes;
    struct encoding_verdict v = encoding_find(window, ENCODING_ALL, false);
    if (!v.fits)
        die(file, 0, "encoding: not text in any known one");
    unsigned said = declared != NULL ? encoding_named(declared) : 0;
    enum encoding encoding = v.encoding;
    for (enum encoding e = 0; e < ENCODING_NONE; e++)
        if ((said & 1U << e) != 0 && v.cost[e] > 0 && v.cost[e] < v.cost[v.encoding] + DECLARED)
            encoding = e;
    if (explain)
        msg(file, 0, "encoding: %s, from its bytes; it declares %s", encoding_name(encoding),
            declared != NULL && *declared != '\0' ? declared : translated("none"));
    return encoding;
}

static uint64_t line_of(const struct buf *text, const char *o)
{
    uint64_t line = 1;
    for (const char *p = text->p; (p = memchr(p, '\n', (size_t)(o - p))) != NULL; p++)
        line++;
    return line;
}

static void fault(const char *file, const struct buf *text, enum encoding encoding,
                  const struct piece *x, const char *start, uint64_t count)
{
    status_refused();
    if (count > REPORTED)
        return;
    char hex[16];
    for (size_t i = 0; i < x->length; i++)
        sprintf(hex + 3 * i, "%02x ", (unsigned char)x->p[i]);
    hex[3 * x->length - 1] = '\0';
    msg(file, line_of(text, x->o), "bad bytes: %s at byte %zu is no %s", hex,
        (size_t)(x->p - start), encoding_name(encoding));
}

/* NUL ends a text for the parsers, so it must not stay. */
static void replace_nuls(const char *file, struct buf *text)
{
    const char *nul = text->n > 0 ? memchr(text->p, '\0', text->n) : NULL;
    if (nul == NULL)
        return;
    struct buf clean = {0};
    uint64_t count = 0;
    uint64_t line = line_of(text, nul);
    for (size_t i = 0; i < text->n; i++)
        if (text->p[i] != '\0')
            buf_add_char(&clean, text->p[i]);
        else if (count++ == 0 || text->p[i - 1] != '\0')
            buf_add_string(&clean, UTF8_REPLACEMENT);
    msg(file, line, "NUL bytes: %" PRIu64 ", the first in this line", count);
    status_refused();
    buf_free(text);
    *text = clean;
}

enum encoding decode_whole(const char *file, struct view bytes, const char *declared, bool explain,
                           struct buf *text)
{
    size_t mark;
    enum encoding encoding = encoding_mark(bytes, &mark);
    bytes.p += mark;
    bytes.n -= mark;
    if (encoding != ENCODING_NONE && explain)
        msg(file, 0, "encoding: %s, by its byte order mark", encoding_name(encoding));
    if (encoding == ENCODING_NONE)
        encoding = is_ascii(bytes) && memchr(bytes.p, '\0', bytes.n) == NULL
                       ? ENCODING_UTF8
                       : find(file, bytes, declared, explain);
    buf_clear(text);
    buf_reserve(text, bytes.n * TRANSCODE_GROWTH + TRANSCODE_SLACK);
    const char *end = bytes.p + bytes.n;
    struct piece x = {
        .p = bytes.p, .start = bytes.p, .end = end, .whole = true, .quiet = end, .o = text->p};
    uint64_t faults = 0;
    while (transcode(encoding, &x) != STOP_END) {
        fault(file, text, encoding, &x, bytes.p, ++faults);
        memcpy(x.o, UTF8_REPLACEMENT, 3);
        x.o += 3;
        x.p += x.length;
    }
    text->n = (size_t)(x.o - text->p);
    if (faults > REPORTED)
        msg(file, 0, "bad bytes: %" PRIu64 " in all, the first %d are named above", faults,
            REPORTED);
    replace_nuls(file, text);
    return encoding;
}
