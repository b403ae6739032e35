/*
 * A library for LD_PRELOAD: makes the Nth call of a name fail, for tests/faults and
 * tests/night-faults.
 *
 * ZB_FAULT=CALL:N[+][:HOW]
 *     CALL is one of the names below; it fails once, or with + from the Nth on. HOW is the name of
 *     an error or short (half is done), else what fits the call. Nothing fails where ZB_FAULT is
 *     empty; where it is `calls`, their names are printed, and that is all.
 * ZB_FAULT_IN=PATTERN|...
 *     only in programs of these names (argv[0] without folders), else in all
 * ZB_FAULT_COUNTS=FILE
 *     numbers of 8 bytes, shared by all processes: how many calls failed, the most descriptors that
 *     an exit() left open, and how often each call was made so far. Without it each process is
 *     counted alone.
 * ZB_FAULT_NAMES=FILE
 *     the name of each program that is started is added to it, a line each
 *
 * Only what is called from outside of the C library is seen; of its streams all that standard input
 * and output, and those that fopen() made, read and write. Writes to stderr are left alone, so that
 * what a program has to say can be seen.
 */
#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SHORT = -1, DESCRIPTORS = 256 };
enum { FAILED, LEFT, MADE, COUNTS = MADE + CALLS };

static const struct {
    const char *name;
    int error;
} calls[CALLS] = {
    [READ] = {"read", EIO},        [WRITE] = {"write", ENOSPC},
    [CLOSE] = {"close", EIO},      [MEMORY] = {"memory", ENOMEM},
    [SYNC] = {"sync", EIO},        [RENAME] = {"rename", EACCES},
    [LINK] = {"link", ENOSPC},     [OPEN] = {"open", EMFILE},
    [STAT] = {"stat", EIO},        [SEEK] = {"seek", ESPIPE},
    [CONTROL] = {"control", EIO},  [DUP] = {"dup", EMFILE},
    [PIPE] = {"pipe", EMFILE},     [FORK] = {"fork", EAGAIN},
    [EXEC] = {"exec", ENOMEM},     [REMOVE] = {"remove", EIO},
    [MKDIR] = {"mkdir", ENOSPC},   [CHDIR] = {"chdir", EACCES},
    [LIST] = {"list", EIO},        [TRUNCATE] = {"truncate", ENOSPC},
    [COPY] = {"copy", EIO},        [MAP] = {"map", ENOMEM},
    [RANDOM] = {"random", EAGAIN}, [POLL] = {"poll", EINTR},
    [MODE] = {"mode", EPERM},      [LOCK] = {"lock", ENOLCK},
    [THREAD] = {"thread", EAGAIN}, [READLINK] = {"readlink", EIO},
    [ACCESS] = {"access", EIO},    [ICONV] = {"iconv", ENOMEM},
};
static const struct {
    const char *name;
    int error;
} hows[] = {{"eio", EIO},       {"enospc", ENOSPC}, {"enomem", ENOMEM},
            {"emfile", EMFILE}, {"eacces", EACCES}, {"eopnotsupp", EOPNOTSUPP},
            {"eintr", EINTR},   {"eagain", EAGAIN}, {"short", SHORT}};

static _Atomic uint64_t own[COUNTS], *counts;
static enum call wanted = CALLS;
static uint64_t from;
static bool onwards;
static int how;
static unsigned opened; /* descriptors at the start */

static unsigned descriptors(void)
{
    unsigned n = 0;
    for (int fd = 0; fd < DESCRIPTORS; fd++)
        n += REAL(fcntl)(fd, F_GETFD) >= 0;
    return n;
}

static bool is_named(void)
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

static void note_name(void)
{
    const char *file = getenv("ZB_FAULT_NAMES");
    if (file == NULL)
        return;
    int fd = REAL(open)(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0 || dprintf(fd, "%s\n", program_invocation_short_name) < 0)
        wrong("ZB_FAULT_NAMES: cannot be written");
    REAL(close)(fd);
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
    if (fault != NULL && strcmp(fault, "calls") == 0) {
        for (int i = 0; i < CALLS; i++)
            puts(calls[i].name);
        exit(0);
    }
    note_name();
    if (!is_named())
        return;
    _Atomic uint64_t *shared = own;
    if (file != NULL) {
        int fd = REAL(open)(file, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (fd < 0 || REAL(ftruncate)(fd, sizeof own) < 0)
            wrong("ZB_FAULT_COUNTS: cannot be written");
        shared = REAL(mmap)(NULL, sizeof own, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (shared == MAP_FAILED)
            wrong("ZB_FAULT_COUNTS: cannot be mapped");
        REAL(close)(fd);
    }
    if (fault != NULL && *fault != '\0')
        read_fault(fault);
    opened = descriptors();
    streams_begin();
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

bool is_meant(void)
{
    return counts != NULL;
}

bool in_part(void)
{
    return how == SHORT;
}

bool fails(enum call call)
{
    if (counts == NULL)
        return false;
    uint64_t n = ++counts[MADE + call];
    if (call != wanted || n < from || (n > from && !onwards))
        return false;
    counts[FAILED]++;
    if (how != SHORT)
        errno = how;
    return true;
}

bool fails_whole(enum call call)
{
    return fails(call) && how != SHORT;
}
