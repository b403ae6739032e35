#include "msg.h"

#include "translate.h"
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

/* Appends s to line[0..n), what steers a terminal escaped; returns the new length, at most
 * MESSAGE_MAX. */
static size_t put(char *line, size_t n, const char *s)
{
    static const char hex[] = "0123456789abcdef";
    size_t escaped = 0;
    for (; *s != '\0' && n + 4 <= MESSAGE_MAX; s++) {
        unsigned char c = (unsigned char)*s;
        if (escaped == 0)
            escaped = steers(s);
        if (escaped == 0) {
            line[n++] = (char)c;
            continue;
        }
        escaped--;
        line[n++] = '\\';
        line[n++] = 'x';
        line[n++] = hex[c >> 4];
        line[n++] = hex[c & 15];
    }
    return n;
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
    char out[MESSAGE_MAX + 8];
    size_t n = 0;
    if (passing) {
        memcpy(out, CLEAR, sizeof CLEAR - 1);
        n = sizeof CLEAR - 1;
        passing = false;
    }
    n = put(out, n, program);
    n = put(out, n, ": ");
    if (file != NULL) {
        n = put(out, n, name_of(file));
        if (line > 0) {
            snprintf(text, sizeof text, ":%llu", (unsigned long long)line);
            n = put(out, n, text);
        }
        n = put(out, n, ": ");
    }
    if (vsnprintf(text, sizeof text, translated(format), ap) < 0)
        text[0] = '\0';
    n = put(out, n, text);
    size_t len = strlen(format);
    if (len > 0 && format[len - 1] == ':') {
        n = put(out, n, " ");
        n = put(out, n, translated_error(error));
    }
    out[n++] = '\n';
    /* one write, so that lines of the filters of a pipeline do not mix; there is nobody to tell if
     * stderr itself fails */
    if (write(STDERR_FILENO, out, n) < 0)
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
    char out[MESSAGE_MAX + 8] = CLEAR;
    size_t n = put(out, sizeof CLEAR - 1, program);
    n = put(out, n, ": ");
    n = put(out, n, text);
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 &&
        n - (sizeof CLEAR - 1) >= size.ws_col)
        n = sizeof CLEAR - 1 + size.ws_col - 1;
    while (((unsigned char)out[n] & 0xC0) == 0x80) /* no character is cut */
        n--;
    passing = write(STDERR_FILENO, out, n) > 0;
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
