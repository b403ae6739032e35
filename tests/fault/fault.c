/*
 * A library for LD_PRELOAD: makes the Nth call of a name fail, for tests/faults and
 * tests/night-faults.
 *
 * ZB_FAULT=CALL:N[+][:HOW]
 *     CALL is read, write, close, memory, sync, rename, link or open; it fails once, or with + from
 *     the Nth on. HOW is eio, enospc, enomem, emfile, eacces, eopnotsupp, eintr or short (half is
 *     done), else what fits the call. Nothing fails where ZB_FAULT is empty.
 * ZB_FAULT_IN=PATTERN|...
 *     only in programs of these names (argv[0] without folders), else in all
 * ZB_FAULT_COUNTS=FILE
 *     COUNTS numbers of 8 bytes, shared by all processes: how often each call was made so far, how
 *     many failed, and the most descriptors that an exit() left open. Without it each process is
 *     counted alone.
 *
 * Only what is called from outside of the C library is seen; of its streams the flush and the
 * close, where something is still to be written. Writes to stderr are left alone, so that what a
 * program has to say can be seen.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

enum call {
    READ,
    WRITE,
    CLOSE,
    MEMORY,
    SYNC,
    RENAME,
    LINK,
    OPEN,
    CALLS,
    FAILED = CALLS,
    LEFT,
    COUNTS
};
enum { SHORT = -1, DESCRIPTORS = 256 };

static const struct {
    const char *name;
    int error;
} calls[CALLS] = {{"read", EIO}, {"write", ENOSPC},  {"close", EIO},   {"memory", ENOMEM},
                  {"sync", EIO}, {"rename", EACCES}, {"link", ENOSPC}, {"open", EMFILE}};
static const struct {
    const char *name;
    int error;
} hows[] = {{"eio", EIO},
            {"enospc", ENOSPC},
            {"enomem", ENOMEM},
            {"emfile", EMFILE},
            {"eopnotsupp", EOPNOTSUPP},
            {"eacces", EACCES},
            {"eintr", EINTR},
            {"short", SHORT}};

static _Atomic uint64_t own[COUNTS], *counts;
static enum call wanted = CALLS;
static uint64_t from;
static bool onwards;
static int how;
static unsigned opened; /* descriptors at the start */

/* The function of the C library that ours stands before. */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static unsigned descriptors(void)
{
    unsigned n = 0;
    for (int fd = 0; fd < DESCRIPTORS; fd++)
        n += fcntl(fd, F_GETFD) >= 0;
    return n;
}

static bool is_meant(void)
{
    char names[512];
    const char *in = getenv("ZB_FAULT_IN");
    if (in == NULL)
        return true;
    snprintf(names, sizeof names, "%s", in);
    for (char *at = names, *p; (p = strsep(&at, "|")) != NULL;)
        if (fnmatch(p, program_invocation_short_name, 0) == 0)
            return true;
    return false;
}

static _Noreturn void wrong(const char *what)
{
    fprintf(stderr, "fault: %s\n", what);
    _exit(99);
}

static void read_fault(const char *text)
{
    char call[16] = "", error[16] = "", plus[2] = "";
    if (sscanf(text, "%15[a-z]:%lu%1[+]:%15[a-z]", call, &from, plus, error) < 3)
        sscanf(text, "%15[a-z]:%lu:%15[a-z]", call, &from, error);
    onwards = *plus != '\0';
    while (wanted-- > 0 && strcmp(calls[wanted].name, call) != 0)
        ;
    if (wanted >= CALLS || from == 0)
        wrong("ZB_FAULT: not CALL:N[+][:HOW]");
    how = calls[wanted].error;
    for (size_t i = 0; *error != '\0'; i++) {
        if (i == sizeof hows / sizeof *hows)
            wrong("ZB_FAULT: no such error");
        how = hows[i].error;
        if (strcmp(hows[i].name, error) == 0)
            break;
    }
}

__attribute__((constructor)) static void begin(void)
{
    const char *file = getenv("ZB_FAULT_COUNTS"), *fault = getenv("ZB_FAULT");
    if (!is_meant())
        return;
    _Atomic uint64_t *shared = own;
    if (file != NULL) {
        int fd = REAL(open)(file, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (fd < 0 || ftruncate(fd, sizeof own) < 0)
            wrong("ZB_FAULT_COUNTS: cannot be written");
        shared = mmap(NULL, sizeof own, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (shared == MAP_FAILED)
            wrong("ZB_FAULT_COUNTS: cannot be mapped");
        REAL(close)(fd);
    }
    if (fault != NULL && *fault != '\0')
        read_fault(fault);
    opened = descriptors();
    counts = shared;
}

__attribute__((destructor)) static void end(void)
{
    if (counts == NULL)
        return;
    unsigned left = descriptors();
    left = left > opened ? left - opened : 0;
    if (left > counts[LEFT])
        counts[LEFT] = left;
}

/* Whether this call is to fail; errno is set then. */
static bool fails(enum call call)
{
    if (counts == NULL)
        return false;
    uint64_t n = ++counts[call];
    if (call != wanted || n < from || (n > from && !onwards))
        return false;
    counts[FAILED]++;
    if (how != SHORT)
        errno = how;
    return true;
}

ssize_t read(int fd, void *p, size_t n)
{
    if (fails(READ)) {
        if (how != SHORT)
            return -1;
        n = (n + 1) / 2;
    }
    return REAL(read)(fd, p, n);
}

ssize_t __read_chk(int fd, void *p, size_t n, size_t room);
ssize_t __read_chk(int fd, void *p, size_t n, size_t room)
{
    if (n > room)
        abort();
    return read(fd, p, n);
}

ssize_t pread(int fd, void *p, size_t n, off_t at)
{
    return fails(READ) && how != SHORT ? -1 : REAL(pread)(fd, p, n, at);
}

ssize_t pread64(int fd, void *p, size_t n, off64_t at)
{
    return pread(fd, p, n, at);
}

ssize_t __pread_chk(int fd, void *p, size_t n, off_t at, size_t room);
ssize_t __pread_chk(int fd, void *p, size_t n, off_t at, size_t room)
{
    if (n > room)
        abort();
    return pread(fd, p, n, at);
}

ssize_t __pread64_chk(int fd, void *p, size_t n, off64_t at, size_t room);
ssize_t __pread64_chk(int fd, void *p, size_t n, off64_t at, size_t room)
{
    return __pread_chk(fd, p, n, at, room);
}

size_t fread(void *restrict p, size_t size, size_t n, FILE *restrict f)
{
    return fails(READ) && how != SHORT ? (f->_flags |= 0x20, 0) : REAL(fread)(p, size, n, f);
}

ssize_t write(int fd, const void *p, size_t n)
{
    if (fd != STDERR_FILENO && fails(WRITE)) {
        if (how != SHORT)
            return -1;
        n = (n + 1) / 2;
    }
    return REAL(write)(fd, p, n);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    return fails(WRITE) && how != SHORT ? -1 : REAL(pwrite)(fd, p, n, at);
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
    return pwrite(fd, p, n, at);
}

ssize_t writev(int fd, const struct iovec *v, int n)
{
    return fd != STDERR_FILENO && fails(WRITE) && how != SHORT ? -1 : REAL(writev)(fd, v, n);
}

/* A stream that could not be written: nothing of what waits in it gets out. */
static bool stream_fails(FILE *f)
{
    if (f == NULL || f == stderr || __fpending(f) == 0 || !fails(WRITE) || how == SHORT)
        return false;
    __fpurge(f);
    f->_flags |= 0x20; /* as ferror() tells it */
    return true;
}

int fflush(FILE *f)
{
    return stream_fails(f) ? EOF : REAL(fflush)(f);
}

int fflush_unlocked(FILE *f)
{
    return fflush(f);
}

int fclose(FILE *f)
{
    int why;
    bool failed = stream_fails(f);
    why = errno;
    int done = REAL(fclose)(f);
    if (failed)
        errno = why;
    return failed ? EOF : done;
}

int close(int fd)
{
    int done = REAL(close)(fd);
    return fails(CLOSE) && how != SHORT ? -1 : done;
}

/* Not by dlsym, which asks for memory itself. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t n);

void *malloc(size_t n)
{
    return fails(MEMORY) && how != SHORT ? NULL : __libc_malloc(n);
}

void *calloc(size_t count, size_t size)
{
    return fails(MEMORY) && how != SHORT ? NULL : __libc_calloc(count, size);
}

void *realloc(void *p, size_t n)
{
    return fails(MEMORY) && how != SHORT ? NULL : __libc_realloc(p, n);
}

int fsync(int fd)
{
    return fails(SYNC) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
    return fails(SYNC) ? -1 : REAL(fdatasync)(fd);
}

int syncfs(int fd)
{
    return fails(SYNC) ? -1 : REAL(syncfs)(fd);
}

int rename(const char *old, const char *new)
{
    return fails(RENAME) ? -1 : REAL(rename)(old, new);
}

int renameat(int from_folder, const char *old, int to_folder, const char *new)
{
    return fails(RENAME) ? -1 : REAL(renameat)(from_folder, old, to_folder, new);
}

int renameat2(int from_folder, const char *old, int to_folder, const char *new, unsigned flags)
{
    return fails(RENAME) ? -1 : REAL(renameat2)(from_folder, old, to_folder, new, flags);
}

int link(const char *old, const char *new)
{
    return fails(LINK) ? -1 : REAL(link)(old, new);
}

int linkat(int from_folder, const char *old, int to_folder, const char *new, int flags)
{
    return fails(LINK) ? -1 : REAL(linkat)(from_folder, old, to_folder, new, flags);
}

int symlink(const char *to, const char *new)
{
    return fails(LINK) ? -1 : REAL(symlink)(to, new);
}

int symlinkat(const char *to, int folder, const char *new)
{
    return fails(LINK) ? -1 : REAL(symlinkat)(to, folder, new);
}

int openat(int folder, const char *name, int flags, ...)
{
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE) {
        va_list ap;
        va_start(ap, flags);
        mode = va_arg(ap, mode_t);
        va_end(ap);
    }
    return fails(OPEN) ? -1 : REAL(openat)(folder, name, flags, mode);
}

int open(const char *name, int flags, ...)
{
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE) {
        va_list ap;
        va_start(ap, flags);
        mode = va_arg(ap, mode_t);
        va_end(ap);
    }
    return openat(AT_FDCWD, name, flags, mode);
}

int open64(const char *name, int flags, ...) __attribute__((alias("open")));
int openat64(int folder, const char *name, int flags, ...) __attribute__((alias("openat")));

int __open_2(const char *name, int flags);
int __open_2(const char *name, int flags)
{
    return openat(AT_FDCWD, name, flags);
}

int __open64_2(const char *name, int flags) __attribute__((alias("__open_2")));

int __openat_2(int folder, const char *name, int flags);
int __openat_2(int folder, const char *name, int flags)
{
    return openat(folder, name, flags);
}

int __openat64_2(int folder, const char *name, int flags) __attribute__((alias("__openat_2")));

FILE *fopen(const char *restrict name, const char *restrict mode)
{
    return fails(OPEN) ? NULL : REAL(fopen)(name, mode);
}

FILE *fopen64(const char *restrict name, const char *restrict mode)
{
    return fopen(name, mode);
}
