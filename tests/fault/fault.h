/*
 * What the files of the library share: whether a call is to fail.
 */
#ifndef FAULT_H
#define FAULT_H

#include <dlfcn.h>
#include <stdbool.h>

/* The kinds of calls, as fault.c names them. */
enum call {
    READ,
    WRITE,
    CLOSE,
    MEMORY,
    SYNC,
    RENAME,
    LINK,
    OPEN,
    STAT,
    SEEK,
    CONTROL,
    DUP,
    PIPE,
    FORK,
    EXEC,
    REMOVE,
    MKDIR,
    CHDIR,
    LIST,
    TRUNCATE,
    COPY,
    MAP,
    RANDOM,
    POLL,
    MODE,
    LOCK,
    THREAD,
    READLINK,
    ACCESS,
    ICONV,
    CALLS
};

/* The function of the C library that ours stands before. */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Whether the calls of this program are counted at all. */
bool is_meant(void);

/* Counts a call; whether it is to fail. errno is set then, unless a part of it is to be done. */
bool fails(enum call call);

/* Whether what fails is to do a part: a call that cannot do that does all. */
bool in_part(void);

/* fails(), of a call that cannot do a part. */
bool fails_whole(enum call call);

/* Makes standard input and output streams whose reads and writes are seen. */
void streams_begin(void);

#endif
