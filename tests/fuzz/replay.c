/*
 * Runs a target without a fuzzer over inputs that are kept: each FILE, and each file in a FOLDER.
 * usage: TARGET FILE|FOLDER ...
 * A promise that is broken ends it by a signal; before each input its name is said, so that the
 * last one named is the one that broke it. With the address sanitizer each input has a process of
 * its own, which ends with status 1 where memory is lost that no die() excuses.
 */
#include "buf.h"
#include "target.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Of the sanitizer, if any: says what is lost, and whether there was any. */
#pragma weak __lsan_do_recoverable_leak_check
int __lsan_do_recoverable_leak_check(void);

const char *replay_options(void)
{
    return "leak_check_at_exit=0";
}

static unsigned replayed;

static void fail(const char *name)
{
    fprintf(stderr, "%s: %s\n", name, strerror(errno));
    exit(2);
}

static void take(const uint8_t *data, size_t n)
{
    if (__lsan_do_recoverable_leak_check == NULL) {
        LLVMFuzzerTestOneInput(data, n);
        return;
    }
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        LLVMFuzzerTestOneInput(data, n);
        _exit(target_lost() == 0 && __lsan_do_recoverable_leak_check());
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        fail("a process for an input");
    if (WIFSIGNALED(status)) {
        signal(WTERMSIG(status), SIG_DFL);
        raise(WTERMSIG(status));
    }
    if (WEXITSTATUS(status) != 0)
        exit(WEXITSTATUS(status));
}

static void replay_file(const char *name)
{
    FILE *f = fopen(name, "rb");
    struct buf b = {0};
    size_t n;
    if (f == NULL)
        fail(name);
    do {
        buf_reserve(&b, 65536);
        n = fread(b.p + b.n, 1, 65536, f);
        b.n += n;
    } while (n > 0);
    if (ferror(f))
        fail(name);
    fclose(f);
    fprintf(stderr, "%s\n", name);
    /* of exactly its size, so that a read behind its end is found */
    uint8_t *data = mem_grow(NULL, b.n, 1);
    if (b.n > 0)
        memcpy(data, b.p, b.n);
    take(data, b.n);
    replayed++;
    free(data);
    buf_free(&b);
}

static void replay(const char *name)
{
    struct dirent **entries;
    int n = scandir(name, &entries, NULL, alphasort);
    if (n < 0 && errno == ENOTDIR) {
        replay_file(name);
        return;
    }
    if (n < 0)
        fail(name);
    for (int i = 0; i < n; i++) {
        char path[4096];
        if (entries[i]->d_name[0] != '.') {
            snprintf(path, sizeof path, "%s/%s", name, entries[i]->d_name);
            replay_file(path);
        }
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        replay(argv[i]);
    printf("%u inputs held\n", replayed);
    return replayed == 0;
}
