/*
 * The calls that fail where they are told to.
 */
#include "fault.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <poll.h>
#include <pthread.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

ssize_t read(int fd, void *p, size_t n)
{
    if (fails(READ)) {
        if (!in_part())
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
    return fails_whole(READ) ? -1 : REAL(pread)(fd, p, n, at);
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

ssize_t write(int fd, const void *p, size_t n)
{
    if (fd != STDERR_FILENO && fails(WRITE)) {
        if (!in_part())
            return -1;
        n = (n + 1) / 2;
    }
    return REAL(write)(fd, p, n);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    return fails_whole(WRITE) ? -1 : REAL(pwrite)(fd, p, n, at);
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
    return pwrite(fd, p, n, at);
}

ssize_t writev(int fd, const struct iovec *v, int n)
{
    return fd != STDERR_FILENO && fails_whole(WRITE) ? -1 : REAL(writev)(fd, v, n);
}

int close(int fd)
{
    int done = REAL(close)(fd);
    return fails_whole(CLOSE) ? -1 : done;
}

/* Not by dlsym, which asks for memory itself. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t n);

void *malloc(size_t n)
{
    return fails_whole(MEMORY) ? NULL : __libc_malloc(n);
}

void *calloc(size_t count, size_t size)
{
    return fails_whole(MEMORY) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *p, size_t n)
{
    return fails_whole(MEMORY) ? NULL : __libc_realloc(p, n);
}

int fsync(int fd)
{
    return fails_whole(SYNC) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
    return fails_whole(SYNC) ? -1 : REAL(fdatasync)(fd);
}

int syncfs(int fd)
{
    return fails_whole(SYNC) ? -1 : REAL(syncfs)(fd);
}

int rename(const char *old, const char *new)
{
    return fails_whole(RENAME) ? -1 : REAL(rename)(old, new);
}

int renameat(int from_folder, const char *old, int to_folder, const char *new)
{
    return fails_whole(RENAME) ? -1 : REAL(renameat)(from_folder, old, to_folder, new);
}

int renameat2(int from_folder, const char *old, int to_folder, const char *new, unsigned flags)
{
    return fails_whole(RENAME) ? -1 : REAL(renameat2)(from_folder, old, to_folder, new, flags);
}

int link(const char *old, const char *new)
{
    return fails_whole(LINK) ? -1 : REAL(link)(old, new);
}

int linkat(int from_folder, const char *old, int to_folder, const char *new, int flags)
{
    return fails_whole(LINK) ? -1 : REAL(linkat)(from_folder, old, to_folder, new, flags);
}

int symlink(const char *to, const char *new)
{
    return fails_whole(LINK) ? -1 : REAL(symlink)(to, new);
}

int symlinkat(const char *to, int folder, const char *new)
{
    return fails_whole(LINK) ? -1 : REAL(symlinkat)(to, folder, new);
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
    return fails_whole(OPEN) ? -1 : REAL(openat)(folder, name, flags, mode);
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

int creat(const char *name, mode_t mode)
{
    return open(name, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

int stat(const char *restrict name, struct stat *restrict p)
{
    return fails_whole(STAT) ? -1 : REAL(stat)(name, p);
}

int stat64(const char *restrict name, struct stat64 *restrict p)
{
    return fails_whole(STAT) ? -1 : REAL(stat64)(name, p);
}

int lstat(const char *restrict name, struct stat *restrict p)
{
    return fails_whole(STAT) ? -1 : REAL(lstat)(name, p);
}

int lstat64(const char *restrict name, struct stat64 *restrict p)
{
    return fails_whole(STAT) ? -1 : REAL(lstat64)(name, p);
}

int fstat(int fd, struct stat *p)
{
    return fails_whole(STAT) ? -1 : REAL(fstat)(fd, p);
}

int fstat64(int fd, struct stat64 *p)
{
    return fails_whole(STAT) ? -1 : REAL(fstat64)(fd, p);
}

int fstatat(int folder, const char *restrict name, struct stat *restrict p, int flags)
{
    return fails_whole(STAT) ? -1 : REAL(fstatat)(folder, name, p, flags);
}

int fstatat64(int folder, const char *restrict name, struct stat64 *restrict p, int flags)
{
    return fails_whole(STAT) ? -1 : REAL(fstatat64)(folder, name, p, flags);
}

int statx(int folder, const char *restrict name, int flags, unsigned mask, struct statx *restrict p)
{
    return fails_whole(STAT) ? -1 : REAL(statx)(folder, name, flags, mask, p);
}

int access(const char *name, int mode)
{
    return fails_whole(ACCESS) ? -1 : REAL(access)(name, mode);
}

int faccessat(int folder, const char *name, int mode, int flags)
{
    return fails_whole(ACCESS) ? -1 : REAL(faccessat)(folder, name, mode, flags);
}

ssize_t readlink(const char *restrict name, char *restrict p, size_t n)
{
    return fails_whole(READLINK) ? -1 : REAL(readlink)(name, p, n);
}

ssize_t readlinkat(int folder, const char *restrict name, char *restrict p, size_t n)
{
    return fails_whole(READLINK) ? -1 : REAL(readlinkat)(folder, name, p, n);
}

off_t lseek(int fd, off_t at, int whence)
{
    return fails_whole(SEEK) ? -1 : REAL(lseek)(fd, at, whence);
}

off64_t lseek64(int fd, off64_t at, int whence)
{
    return lseek(fd, at, whence);
}

/* Every command of fcntl() and ioctl() has one argument at most, a number or a pointer. */
int fcntl(int fd, int command, ...)
{
    va_list ap;
    va_start(ap, command);
    void *argument = va_arg(ap, void *);
    va_end(ap);
    bool copies = command == F_DUPFD || command == F_DUPFD_CLOEXEC;
    bool locks = command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK;
    if (fails_whole(copies ? DUP : locks ? LOCK : CONTROL))
        return -1;
    return REAL(fcntl)(fd, command, argument);
}

int fcntl64(int fd, int command, ...) __attribute__((alias("fcntl")));

int ioctl(int fd, unsigned long command, ...)
{
    va_list ap;
    va_start(ap, command);
    void *argument = va_arg(ap, void *);
    va_end(ap);
    return fails_whole(CONTROL) ? -1 : REAL(ioctl)(fd, command, argument);
}

int isatty(int fd)
{
    return fails_whole(CONTROL) ? 0 : REAL(isatty)(fd);
}

int dup(int fd)
{
    return fails_whole(DUP) ? -1 : REAL(dup)(fd);
}

int dup2(int fd, int to)
{
    return fails_whole(DUP) ? -1 : REAL(dup2)(fd, to);
}

int dup3(int fd, int to, int flags)
{
    return fails_whole(DUP) ? -1 : REAL(dup3)(fd, to, flags);
}

int pipe(int fd[2])
{
    return fails_whole(PIPE) ? -1 : REAL(pipe)(fd);
}

int pipe2(int fd[2], int flags)
{
    return fails_whole(PIPE) ? -1 : REAL(pipe2)(fd, flags);
}

pid_t fork(void)
{
    return fails_whole(FORK) ? -1 : REAL(fork)();
}

/* A function that returns cannot stand before vfork(). */
pid_t vfork(void)
{
    return fork();
}

int posix_spawn(pid_t *restrict pid, const char *restrict program,
                const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *restrict attr,
                char *const argv[restrict], char *const environment[restrict])
{
    if (fails_whole(FORK))
        return errno;
    return REAL(posix_spawn)(pid, program, actions, attr, argv, environment);
}

int posix_spawnp(pid_t *restrict pid, const char *restrict program,
                 const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *restrict attr,
                 char *const argv[restrict], char *const environment[restrict])
{
    if (fails_whole(FORK))
        return errno;
    return REAL(posix_spawnp)(pid, program, actions, attr, argv, environment);
}

FILE *popen(const char *command, const char *mode)
{
    return fails_whole(FORK) ? NULL : REAL(popen)(command, mode);
}

int execve(const char *program, char *const argv[], char *const environment[])
{
    return fails_whole(EXEC) ? -1 : REAL(execve)(program, argv, environment);
}

int execvp(const char *program, char *const argv[])
{
    return fails_whole(EXEC) ? -1 : REAL(execvp)(program, argv);
}

int unlink(const char *name)
{
    return fails_whole(REMOVE) ? -1 : REAL(unlink)(name);
}

int unlinkat(int folder, const char *name, int flags)
{
    return fails_whole(REMOVE) ? -1 : REAL(unlinkat)(folder, name, flags);
}

int rmdir(const char *name)
{
    return fails_whole(REMOVE) ? -1 : REAL(rmdir)(name);
}

int remove(const char *name)
{
    return fails_whole(REMOVE) ? -1 : REAL(remove)(name);
}

int mkdir(const char *name, mode_t mode)
{
    return fails_whole(MKDIR) ? -1 : REAL(mkdir)(name, mode);
}

int mkdirat(int folder, const char *name, mode_t mode)
{
    return fails_whole(MKDIR) ? -1 : REAL(mkdirat)(folder, name, mode);
}

int chdir(const char *name)
{
    return fails_whole(CHDIR) ? -1 : REAL(chdir)(name);
}

int fchdir(int fd)
{
    return fails_whole(CHDIR) ? -1 : REAL(fchdir)(fd);
}

char *getcwd(char *p, size_t n)
{
    return fails_whole(CHDIR) ? NULL : REAL(getcwd)(p, n);
}

DIR *opendir(const char *name)
{
    return fails_whole(LIST) ? NULL : REAL(opendir)(name);
}

DIR *fdopendir(int fd)
{
    return fails_whole(LIST) ? NULL : REAL(fdopendir)(fd);
}

struct dirent *readdir(DIR *folder)
{
    return fails_whole(LIST) ? NULL : REAL(readdir)(folder);
}

struct dirent64 *readdir64(DIR *folder)
{
    return fails_whole(LIST) ? NULL : REAL(readdir64)(folder);
}

int truncate(const char *name, off_t n)
{
    return fails_whole(TRUNCATE) ? -1 : REAL(truncate)(name, n);
}

int ftruncate(int fd, off_t n)
{
    return fails_whole(TRUNCATE) ? -1 : REAL(ftruncate)(fd, n);
}

int ftruncate64(int fd, off64_t n)
{
    return ftruncate(fd, n);
}

int fallocate(int fd, int mode, off_t at, off_t n)
{
    return fails_whole(TRUNCATE) ? -1 : REAL(fallocate)(fd, mode, at, n);
}

int fallocate64(int fd, int mode, off64_t at, off64_t n)
{
    return fallocate(fd, mode, at, n);
}

ssize_t copy_file_range(int in, off64_t *in_at, int out, off64_t *out_at, size_t n, unsigned flags)
{
    if (fails(COPY)) {
        if (!in_part())
            return -1;
        n = (n + 1) / 2;
    }
    return REAL(copy_file_range)(in, in_at, out, out_at, n, flags);
}

ssize_t sendfile(int out, int in, off_t *at, size_t n)
{
    if (fails(COPY)) {
        if (!in_part())
            return -1;
        n = (n + 1) / 2;
    }
    return REAL(sendfile)(out, in, at, n);
}

void *mmap(void *at, size_t n, int protection, int flags, int fd, off_t from)
{
    return fails_whole(MAP) ? MAP_FAILED : REAL(mmap)(at, n, protection, flags, fd, from);
}

void *mmap64(void *at, size_t n, int protection, int flags, int fd, off64_t from)
{
    return mmap(at, n, protection, flags, fd, from);
}

int madvise(void *at, size_t n, int advice)
{
    return fails_whole(MAP) ? -1 : REAL(madvise)(at, n, advice);
}

ssize_t getrandom(void *p, size_t n, unsigned flags)
{
    if (fails(RANDOM)) {
        if (!in_part())
            return -1;
        n = (n + 1) / 2;
    }
    return REAL(getrandom)(p, n, flags);
}

int poll(struct pollfd *fd, nfds_t n, int milliseconds)
{
    return fails_whole(POLL) ? -1 : REAL(poll)(fd, n, milliseconds);
}

int chmod(const char *name, mode_t mode)
{
    return fails_whole(MODE) ? -1 : REAL(chmod)(name, mode);
}

int fchmod(int fd, mode_t mode)
{
    return fails_whole(MODE) ? -1 : REAL(fchmod)(fd, mode);
}

int fchmodat(int folder, const char *name, mode_t mode, int flags)
{
    return fails_whole(MODE) ? -1 : REAL(fchmodat)(folder, name, mode, flags);
}

int flock(int fd, int how)
{
    return fails_whole(LOCK) ? -1 : REAL(flock)(fd, how);
}

int pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attr,
                   void *(*run)(void *), void *restrict argument)
{
    return fails_whole(THREAD) ? errno : REAL(pthread_create)(thread, attr, run, argument);
}

iconv_t iconv_open(const char *to, const char *from)
{
    return fails_whole(ICONV) ? (iconv_t)-1 : REAL(iconv_open)(to, from);
}
