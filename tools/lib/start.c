#include "start.h"

#include "buf.h"
#include "msg.h"
#include "out.h"
#include "reject.h"

#include <errno.h>
#include <fcntl.h>
#include <gmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

/* Opens something on fd if it is closed, so that no file of the user gets its number. A write-only
 * stdin and read-only stdout make each use an error (EBADF) as it would have been. */
static void fill(int fd, int flags)
{
    if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF)
        return;
    int got = open("/dev/null", flags);
    if (got < 0 || (got != fd && dup2(got, fd) < 0))
        die("/dev/null", 0, "open:");
    if (got != fd)
        close(got);
}

/* GMP would end the program by abort() where there is no memory. The reference is weak: filters
 * that have no use for GMP are not linked with it. */
#pragma weak __gmp_set_memory_functions

static void *allocate(size_t n)
{
    return mem_grow(NULL, n, 1);
}

static void *reallocate(void *p, size_t old, size_t n)
{
    (void)old;
    return mem_grow(p, n, 1);
}

static void release(void *p, size_t n)
{
    (void)n;
    free(p);
}

void start(const char *name)
{
    msg_name(name);
    if (__gmp_set_memory_functions != NULL)
        mp_set_memory_functions(allocate, reallocate, release);
    fill(STDIN_FILENO, O_WRONLY);
    fill(STDOUT_FILENO, O_RDONLY);
    fill(STDERR_FILENO, O_WRONLY);
    signal(SIGPIPE, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

int finish(void)
{
    reject_close();
    out_close(out_standard());
    return status_end();
}
