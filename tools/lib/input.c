#include "input.h"

#include "meter.h"
#include "msg.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void input_init(struct input *in, char *const *files, size_t count)
{
    *in = (struct input){.files = files, .count = count, .fd = -1, .metered = meter_is_for(files)};
    const char *max = getenv("ZB_READ_MAX");
    if (max != NULL) {
        char *end;
        unsigned long n = strtoul(max, &end, 10);
        if (*max == '\0' || *end != '\0' || n == 0)
            die(NULL, 0, "ZB_READ_MAX: not a number of bytes: %s", max);
        in->limit = n;
    }
}

bool input_next(struct input *in)
{
    static char *const standard[] = {(char *)"-"};
    if (in->count == 0) {
        in->files = standard;
        in->count = 1;
    }
    if (in->next == in->count) {
        if (in->metered)
            meter_end();
        in->metered = false;
        return false;
    }
    const char *file = in->files[in->next++];
    if (strcmp(file, "-") == 0) {
        in->fd = STDIN_FILENO;
        in->name = "standard input";
    } else {
        in->fd = open(file, O_RDONLY | O_CLOEXEC);
        in->name = file;
        if (in->fd < 0)
            die(file, 0, "open:");
    }
    struct stat st;
    if (fstat(in->fd, &st) == 0 && S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        die(in->name, 0, "read:");
    }
    return true;
}

size_t input_read(struct input *in, char *p, size_t n)
{
    if (in->limit > 0 && n > in->limit)
        n = in->limit;
    if (n > SSIZE_MAX)
        n = SSIZE_MAX;
    for (;;) {
        ssize_t r = read(in->fd, p, n);
        if (r > 0) {
            if (in->metered)
                meter_add((size_t)r);
            return (size_t)r;
        }
        if (r == 0) {
            if (in->fd != STDIN_FILENO)
                close(in->fd);
            in->fd = -1;
            return 0;
        }
        if (errno == EAGAIN) {
            struct pollfd fd = {.fd = in->fd, .events = POLLIN};
            poll(&fd, 1, -1);
        } else if (errno != EINTR) {
            die(in->name, 0, "read:");
        }
    }
}

void input_load(const char *file, struct buf *text)
{
    char *const files[] = {(char *)(uintptr_t)file};
    struct input in;
    size_t n;
    input_init(&in, files, 1);
    input_next(&in);
    do {
        buf_reserve(text, 64 * 1024);
        n = input_read(&in, text->p + text->n, text->cap - text->n);
        text->n += n;
    } while (n > 0);
}
