#include "out.h"

#include "buf.h"
#include "msg.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    OUT_BLOCK = 256 * 1024,
    PIPE_WIDE = 2 * OUT_BLOCK, /* one is written while the other is read */
    PIPE_LONG = 1024 * 1024,   /* bytes of output for which that is worth while */
};

static struct out standard = {.fd = STDOUT_FILENO, .name = "standard output"};

/*
 * A pipe that holds 64 kB makes writer and reader wait for each other four times a block. One that
 * the kernel does not widen, since the user has many (pipe(7)), stays as it is, as does what is no
 * pipe.
 */
static void widen_pipe(int fd)
{
    int size = fcntl(fd, F_GETPIPE_SZ);
    if (size >= 0 && size < PIPE_WIDE)
        fcntl(fd, F_SETPIPE_SZ, PIPE_WIDE);
}

static void write_all(struct out *o, const char *p, size_t n)
{
    if (o->written < PIPE_LONG && (o->written += n) >= PIPE_LONG)
        widen_pipe(o->fd);
    while (n > 0) {
        ssize_t w = write(o->fd, p, n);
        if (w >= 0) {
            p += w;
            n -= (size_t)w;
        } else if (errno == EAGAIN) {
            struct pollfd fd = {.fd = o->fd, .events = POLLOUT};
            poll(&fd, 1, -1);
        } else if (errno != EINTR) {
            die(o->name, 0, "write:");
        }
    }
}

struct out *out_standard(void)
{
    return &standard;
}

struct out *out_open(const char *name)
{
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        die(name, 0, "open:");
    struct out *o = mem_new(1, sizeof *o);
    o->fd = fd;
    o->name = name;
    return o;
}

void out_make_room(struct out *o, size_t n)
{
    out_flush(o);
    if (o->cap < n) {
        o->cap = n > OUT_BLOCK ? n : OUT_BLOCK;
        o->p = mem_grow(o->p, o->cap, 1);
    }
}

void out_add(struct out *o, const char *p, size_t n)
{
    if (n == 0)
        return;
    if (n >= OUT_BLOCK) { /* long already: no need to copy it first */
        out_flush(o);
        write_all(o, p, n);
        return;
    }
    memcpy(out_room(o, n), p, n);
    o->n += n;
}

void out_flush(struct out *o)
{
    write_all(o, o->p, o->n);
    o->n = 0;
}

void out_close(struct out *o)
{
    /* a zero-length write still shows a descriptor that was never open for writing */
    while (o->n == 0 && write(o->fd, "", 0) < 0)
        if (errno != EINTR && errno != EAGAIN)
            die(o->name, 0, "write:");
    out_flush(o);
    if (close(o->fd) < 0)
        die(o->name, 0, "close:");
    free(o->p);
    o->p = NULL;
    o->cap = 0;
    if (o != &standard)
        free(o);
}

void out_line(struct out *o, struct buf *line, const struct view *parts, size_t n)
{
    buf_clear(line);
    for (size_t i = 0; i < n; i++)
        buf_add_view(line, parts[i]);
    for (size_t i = 0; i < line->n; i++)
        if ((unsigned char)line->p[i] < ' ' || line->p[i] == 0x7F)
            line->p[i] = ' ';
    buf_add_char(line, '\n');
    out_add_view(o, buf_view(line));
}
