/*
 * Streams of <stdio.h> that read and write by the calls of calls.c, as those of the C library
 * itself go past them.
 */
#include "fault.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>
#include <unistd.h>

static int descriptor(void *cookie)
{
    return (int)(intptr_t)cookie;
}

static ssize_t stream_read(void *cookie, char *p, size_t n)
{
    return read(descriptor(cookie), p, n);
}

/* All of it, as the C library does it; what failed is lost, as there, too. */
static ssize_t stream_write(void *cookie, const char *p, size_t n)
{
    for (size_t done = 0; done < n;) {
        ssize_t w = write(descriptor(cookie), p + done, n - done);
        if (w < 0)
            return (ssize_t)done;
        done += (size_t)w;
    }
    return (ssize_t)n;
}

static int stream_seek(void *cookie, off64_t *at, int whence)
{
    *at = lseek(descriptor(cookie), *at, whence);
    return *at < 0 ? -1 : 0;
}

static int stream_close(void *cookie)
{
    return close(descriptor(cookie));
}

/* The C library does not look at the number of such a stream; fileno() below does. */
enum { OURS = -100 };

static bool is_ours(const FILE *f)
{
    return f->_fileno <= OURS;
}

static FILE *stream(int fd, const char *mode)
{
    FILE *f = fopencookie((void *)(intptr_t)fd, mode,
                          (cookie_io_functions_t){.read = stream_read,
                                                  .write = stream_write,
                                                  .seek = stream_seek,
                                                  .close = stream_close});
    if (f != NULL)
        f->_fileno = OURS - fd;
    return f;
}

int fileno(FILE *f)
{
    return is_ours(f) ? OURS - f->_fileno : REAL(fileno)(f);
}

int fileno_unlocked(FILE *f)
{
    return fileno(f);
}

void streams_begin(void)
{
    FILE *in = stream(STDIN_FILENO, "r"), *out = stream(STDOUT_FILENO, "w");
    if (in != NULL)
        stdin = in;
    if (out != NULL)
        stdout = out;
    if (isatty(STDOUT_FILENO))
        setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
}

FILE *fopen(const char *restrict name, const char *restrict mode)
{
    int flags = *mode == 'r' ? O_RDONLY : *mode == 'w' ? O_WRONLY | O_CREAT | O_TRUNC : -1;
    if (!is_meant() || flags < 0 || strpbrk(mode, "+x,") != NULL)
        return fails_whole(OPEN) ? NULL : REAL(fopen)(name, mode);
    int fd = open(name, flags | (strchr(mode, 'e') != NULL ? O_CLOEXEC : 0), 0666);
    if (fd < 0)
        return NULL;
    FILE *f = stream(fd, *mode == 'r' ? "r" : "w");
    if (f == NULL)
        close(fd);
    return f;
}

FILE *fopen64(const char *restrict name, const char *restrict mode)
{
    return fopen(name, mode);
}

/* Of other streams, those of fdopen(): the read, the flush, and the close where something is still
 * to be written. */
static bool write_fails(FILE *f)
{
    if (f == NULL || f == stderr || is_ours(f) || __fpending(f) == 0 || !fails_whole(WRITE))
        return false;
    __fpurge(f);
    f->_flags |= 0x20; /* as ferror() tells it */
    return true;
}

size_t fread(void *restrict p, size_t size, size_t n, FILE *restrict f)
{
    if (!is_ours(f) && fails_whole(READ)) {
        f->_flags |= 0x20;
        return 0;
    }
    return REAL(fread)(p, size, n, f);
}

int fflush(FILE *f)
{
    return write_fails(f) ? EOF : REAL(fflush)(f);
}

int fflush_unlocked(FILE *f)
{
    return fflush(f);
}

int fclose(FILE *f)
{
    bool failed = write_fails(f);
    int done = REAL(fclose)(f);
    return failed ? EOF : done;
}
