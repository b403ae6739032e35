#include "meter.h"

#include "msg.h"
#include "translate.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { INTERVAL = 500, SHOWN_MAX = 32 }; /* milliseconds; bytes of a size or a time */

static char *const *metered; /* NULL: nothing is shown */
static uint64_t total;       /* bytes of all files; 0 where that is not known */
static uint64_t done, done_then;
static uint64_t start, then; /* milliseconds; then: when the line was shown last */

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* "999 B", "1.23 MB", "12.3 MB", "123 MB"; cut, not rounded. */
static const char *size(uint64_t bytes, char text[SHOWN_MAX])
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    size_t u = 0;
    uint64_t unit = 1;
    while (bytes / unit >= 1000) {
        unit *= 1000;
        u++;
    }
    unsigned whole = (unsigned)(bytes / unit);
    unsigned part = u == 0 ? 0 : (unsigned)(bytes % unit / (unit / 1000));
    if (u == 0 || whole >= 100)
        snprintf(text, SHOWN_MAX, "%u %s", whole, units[u]);
    else if (whole >= 10)
        snprintf(text, SHOWN_MAX, "%u.%u %s", whole, part / 100, units[u]);
    else
        snprintf(text, SHOWN_MAX, "%u.%02u %s", whole, part / 10, units[u]);
    return text;
}

/* "0:07", "1:02:03" */
static const char *duration(uint64_t seconds, char text[SHOWN_MAX])
{
    unsigned long long hours = seconds / 3600;
    unsigned m = (unsigned)(seconds / 60 % 60), s = (unsigned)(seconds % 60);
    if (hours > 0)
        snprintf(text, SHOWN_MAX, "%llu:%02u:%02u", hours, m, s);
    else
        snprintf(text, SHOWN_MAX, "%u:%02u", m, s);
    return text;
}

static uint64_t rate(uint64_t bytes, uint64_t ms)
{
    return ms == 0 ? 0 : bytes / ms * 1000 + bytes % ms * 1000 / ms;
}

/* Adds what is still to be read of a file to the total; false where nobody knows. */
static bool add_size(const char *file)
{
    struct stat st;
    bool standard = strcmp(file, "-") == 0;
    if ((standard ? fstat(STDIN_FILENO, &st) : stat(file, &st)) != 0 || !S_ISREG(st.st_mode))
        return false;
    off_t at = standard ? lseek(STDIN_FILENO, 0, SEEK_CUR) : 0;
    if (at < 0 || at > st.st_size)
        return false;
    total += (uint64_t)(st.st_size - at);
    return true;
}

void meter_start(char *const *files, size_t count)
{
    if (!isatty(STDERR_FILENO) || isatty(STDOUT_FILENO))
        return;
    metered = files;
    bool known = count > 0 || add_size("-");
    for (size_t i = 0; i < count && known; i++)
        known = add_size(files[i]);
    if (!known)
        total = 0;
    start = then = now();
}

bool meter_is_for(char *const *files)
{
    return metered != NULL && files == metered;
}

void meter_add(size_t n)
{
    done += n;
    uint64_t t = now();
    if (t - then < INTERVAL)
        return;
    char read[SHOWN_MAX], all[SHOWN_MAX], speed[SHOWN_MAX], time[SHOWN_MAX], line[6 * SHOWN_MAX];
    uint64_t mean = rate(done, t - start);
    size(done, read);
    size(rate(done - done_then, t - then), speed);
    if (done <= total && mean > 0)
        snprintf(line, sizeof line, translated("%s of %s, %u%%, %s/s, %s left"), read,
                 size(total, all), (unsigned)(done / (total / 100 + 1)), speed,
                 duration((total - done) / mean, time));
    else
        snprintf(line, sizeof line, "%s, %s/s, %s", read, speed,
                 duration((t - start) / 1000, time));
    msg_passing(line);
    then = t;
    done_then = done;
}

void meter_end(void)
{
    char read[SHOWN_MAX], speed[SHOWN_MAX], time[SHOWN_MAX];
    uint64_t ms = now() - start;
    msg(NULL, 0, "read: %s in %s, %s/s", size(done, read), duration(ms / 1000, time),
        size(rate(done, ms > 0 ? ms : 1), speed));
}
