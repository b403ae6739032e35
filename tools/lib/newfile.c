#include "newfile.h"

#include "buf.h"
#include "msg.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct newfile {
    const char *name;
    struct buf folder, temporary; /* NUL-terminated */
    struct out *out;
    bool direct; /* written under its own name */
    bool named;  /* the temporary name is there */
    struct newfile *next;
};

static struct newfile *unpublished; /* all that are open */

static void remove_unpublished(void)
{
    for (const struct newfile *f = unpublished; f != NULL; f = f->next)
        if (f->named)
            unlink(f->temporary.p);
}

/* The folder that the name is in. */
static void set_folder(struct newfile *f)
{
    const char *slash = strrchr(f->name, '/');
    if (slash == NULL)
        buf_add(&f->folder, ".", 2);
    else {
        buf_add(&f->folder, f->name, (size_t)(slash - f->name) + 1);
        buf_add_char(&f->folder, '\0');
    }
}

struct newfile *newfile_open(const char *name)
{
    struct newfile *f = mem_new(1, sizeof *f);
    struct stat old;
    f->name = name;
    bool there = stat(name, &old) == 0;
    if (!there && errno != ENOENT) /* what cannot be looked at is not replaced */
        die(name, 0, "open:");
    if (there && !S_ISREG(old.st_mode)) {
        f->direct = true;
        f->out = out_open(name);
        return f;
    }
    set_folder(f);
    char process[32];
    snprintf(process, sizeof process, ".new.%ld", (long)getpid());
    buf_add_string(&f->temporary, name);
    buf_add(&f->temporary, process, strlen(process) + 1);
    int fd = open(f->folder.p, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)) {
        /* an older file system: a file that a killed job would leave behind */
        unlink(f->temporary.p);
        fd = open(f->temporary.p, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        f->named = fd >= 0;
    }
    if (fd < 0)
        die(name, 0, "open:");
    f->next = unpublished;
    unpublished = f;
    msg_before_end(remove_unpublished);
    f->out = mem_new(1, sizeof *f->out);
    f->out->fd = fd;
    f->out->name = name;
    return f;
}

struct out *newfile_out(struct newfile *f)
{
    return f->out;
}

uint64_t newfile_hash(struct newfile *f, char hash[SHA256_TEXT])
{
    static char block[64 * 1024];
    struct sha256 s;
    off_t at = 0;
    out_flush(f->out);
    sha256_init(&s);
    for (ssize_t n; (n = pread(f->out->fd, block, sizeof block, at)) != 0; at += n) {
        if (n < 0 && errno == EINTR)
            n = 0;
        else if (n < 0)
            die(f->name, 0, "read:");
        sha256_add(&s, block, (size_t)n);
    }
    sha256_text(&s, hash);
    return (uint64_t)at;
}

void newfile_publish(struct newfile *f)
{
    out_flush(f->out);
    if (!f->direct) {
        char own[64];
        snprintf(own, sizeof own, "/proc/self/fd/%d", f->out->fd);
        if (fsync(f->out->fd) < 0)
            die(f->name, 0, "sync:");
        if (!f->named) {
            unlink(f->temporary.p); /* of a job of the same number that was killed here */
            if (linkat(AT_FDCWD, own, AT_FDCWD, f->temporary.p, AT_SYMLINK_FOLLOW) < 0)
                die(f->name, 0, "link:");
            f->named = true;
        }
    }
    out_close(f->out);
    if (!f->direct) {
        if (rename(f->temporary.p, f->name) < 0)
            die(f->name, 0, "rename:");
        struct newfile **at = &unpublished;
        while (*at != f)
            at = &(*at)->next;
        *at = f->next;
        int folder = open(f->folder.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder < 0 || (fsync(folder) < 0 && errno != EINVAL)) /* some cannot sync a folder */
            die(f->folder.p, 0, "sync:");
        close(folder);
    }
    buf_free(&f->folder);
    buf_free(&f->temporary);
    free(f);
}
