#include "msg.h"

#include "translate.h"
#include "utf8.h"
#include "view.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Longer messages are cut: they quote data, and data can be of any length. */
enum { MESSAGE_MAX = 2000 };

/* back to the first column, and rid of what is there; every terminal since the VT100 */
#define CLEAR "\r\033[K"

static const char *program = "zb";
static int status = STATUS_TAKEN;
static bool passing; /* a line of msg_passing stands on the terminal */
static void (*before_end)(void);

void msg_name(const char *name)
{
    program = name;
}

const char *msg_get_name(void)
{
    return program;
}

/* How many bytes at s would steer a terminal: a control of C0 or C1, DEL, or a character that turns
 * the direction of text (U+202A to U+202E, U+2066 to U+2069). */
static size_t steers(const char *s)
{
    const unsigned char *p = (const unsigned char *)s;
    if (p[0] < 0x20 || p[0] == 0x7f)
        return 1;
    if (p[0] == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0)
        return 2;
    if (p[0] == 0xe2 && ((p[1] == 0x80 && p[2] >= 0xaa && p[2] <= 0xae) ||
                         (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9)))
        return 3;
    return 0;
}

struct line {
    char p[MESSAGE_MAX + 1]; /* with its end */
    size_t n;
    bool full; /* it was cut */
};

static void add(struct line *l, const char *p, size_t n)
{
    memcpy(l->p + l->n, p, n);
    l->n += n;
}

/* Appends s, what steers a terminal escaped; what does not fit is cut off between characters. */
static void put(struct line *l, const char *s)
{
    static const char hex[] = "0123456789abcdef";
    while (*s != '\0' && !l->full) {
        uint32_t cp;
        size_t escaped = steers(s), n = escaped > 0 ? escaped : utf8_decode(s, strnlen(s, 4), &cp);
        if (n == 0) /* of no character */
            n = 1;
        l->full = l->n + (escaped > 0 ? 4 * n : n) > MESSAGE_MAX;
        if (l->full)
            return;
        if (escaped == 0)
            add(l, s, n);
        for (size_t i = 0; i < escaped; i++) {
            unsigned char c = (unsigned char)s[i];
            add(l, (char[]){'\\', 'x', hex[c >> 4], hex[c & 15]}, 4);
        }
        s += n;
    }
}

/* The name of a file, as it is; our own names of the standard streams in the language. */
static const char *name_of(const char *file)
{
    static const char *const streams[] = {N_("standard input"), N_("standard output")};
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        if (view_is(view_of(file), streams[i]))
            return translated(file);
    }
    return file;
}

void msg_args(const char *file, uint64_t line, const char *format, va_list ap)
{
    int error = errno;
    char text[MESSAGE_MAX + 1];
    struct line out = {.n = 0};
    if (passing)
        add(&out, CLEAR, sizeof CLEAR - 1);
    passing = false;
    put(&out, program);
    put(&out, ": ");
    if (file != NULL) {
        put(&out, name_of(file));
        if (line > 0) {
            snprintf(text, sizeof text, ":%llu", (unsigned long long)line);
            put(&out, text);
        }
        put(&out, ": ");
    }
    if (vsnprintf(text, sizeof text, translated(format), ap) < 0)
        text[0] = '\0';
    put(&out, text);
    size_t len = strlen(format);
    if (len > 0 && format[len - 1] == ':') {
        put(&out, " ");
        put(&out, translated_error(error));
    }
    out.p[out.n++] = '\n';
    /* one write, so that lines of the filters of a pipeline do not mix; there is nobody to tell if
     * stderr itself fails */
    if (write(STDERR_FILENO, out.p, out.n) < 0)
        errno = error;
}

void msg(const char *file, uint64_t line, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    msg_args(file, line, format, ap);
    va_end(ap);
}

void msg_passing(const char *text)
{
    struct line out = {.n = 0};
    add(&out, CLEAR, sizeof CLEAR - 1);
    put(&out, program);
    put(&out, ": ");
    put(&out, text);
    struct winsize size;
    size_t most = out.n;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        most = sizeof CLEAR - 1 + size.ws_col - 1;
    passing = write(STDERR_FILENO, out.p, view_cut((struct view){out.p, out.n}, most).n) > 0;
}

void die_args(const char *file, uint64_t line, const char *format, va_list ap)
{
    msg_args(file, line, format, ap);
    if (before_end != NULL)
        before_end();
    _exit(STATUS_FAILED);
}

void die(const char *file, uint64_t line, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    die_args(file, line, format, ap);
}

void msg_before_end(void (*clean)(void))
{
    before_end = clean;
}

void status_refused(void)
{
    status = STATUS_REFUSED;
}

int status_end(void)
{
    return status;
}
