#include "target.h"

#include "buf.h"
#include "decimal.h"
#include "msg.h"
#include "out.h"
#include "period.h"
#include "reject.h"
#include "utf8.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where sanitizers report to: stderr is taken by the program that is run. */
#pragma weak __sanitizer_set_report_fd
void __sanitizer_set_report_fd(void *fd);

/* die comes back from a run, and what it holds is lost: that is no leak of the program. replay.c
 * knows where that was. */
#pragma weak replay_options
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return replay_options != NULL ? replay_options() : "detect_leaks=0";
}

static int in_fd = -1, out_fd, said_fd;
static int stdin_fd, stdout_fd, stderr_fd; /* our own, while a program runs */
static jmp_buf back;
static unsigned lost; /* runs that die ended */

static int memory(const char *name)
{
    int fd = memfd_create(name, MFD_CLOEXEC);
    if (fd < 0) {
        perror("memfd_create");
        exit(2);
    }
    return fd;
}

static void set_up(void)
{
    if (in_fd >= 0)
        return;
    in_fd = memory("in");
    out_fd = memory("out");
    said_fd = memory("said");
    stdin_fd = dup(STDIN_FILENO);
    stdout_fd = dup(STDOUT_FILENO);
    stderr_fd = dup(STDERR_FILENO);
    if (__sanitizer_set_report_fd != NULL)
        __sanitizer_set_report_fd((void *)(intptr_t)stderr_fd);
}

void target_fail(const char *format, ...)
{
    va_list ap;
    set_up();
    va_start(ap, format);
    vdprintf(stderr_fd, format, ap);
    va_end(ap);
    dprintf(stderr_fd, "\n");
    abort();
}

void target_hold(bool holds, const char *file, int line, const char *text)
{
    if (!holds)
        target_fail("%s:%d: does not hold: %s", file, line, text);
}

static void come_back(void)
{
    longjmp(back, 1);
}

static void put(int fd, struct view v)
{
    if (ftruncate(fd, 0) != 0 || lseek(fd, 0, SEEK_SET) != 0 ||
        (v.n > 0 && write(fd, v.p, v.n) != (ssize_t)v.n) || lseek(fd, 0, SEEK_SET) != 0) {
        dprintf(stderr_fd, "memory file: %s\n", strerror(errno));
        _exit(2);
    }
}

/* What the memory file holds, in *p, and after it a NUL. */
static void get(int fd, char **p, size_t *n, size_t *cap)
{
    struct stat st;
    hold(fstat(fd, &st) == 0);
    *n = (size_t)st.st_size;
    if (*cap < *n + 1) {
        *cap = 2 * *n + 4096;
        *p = mem_grow(*p, *cap, 1);
    }
    hold(pread(fd, *p, *n, 0) == (ssize_t)*n);
    (*p)[*n] = '\0';
}

/* Messages are whole lines that open with the program's name, without what steers a terminal. */
static void check_said(const struct run *run, const char *name)
{
    size_t length = strlen(name);
    for (const char *p = run->said, *end = p + run->said_n; p < end; p++) {
        hold(strncmp(p, name, length) == 0 && strncmp(p + length, ": ", 2) == 0);
        for (; p < end && *p != '\n'; p++)
            hold((unsigned char)*p >= 0x20 && *p != 0x7f);
        hold(p < end);
    }
}

void target_run(struct run *run, const char *name, struct view input, size_t step,
                void (*work)(void))
{
    struct out *o = out_standard();
    char number[24];
    set_up();
    put(in_fd, input);
    put(out_fd, (struct view){NULL, 0});
    put(said_fd, (struct view){NULL, 0});
    dup2(in_fd, STDIN_FILENO);
    dup2(out_fd, STDOUT_FILENO);
    dup2(said_fd, STDERR_FILENO);
    snprintf(number, sizeof number, "%zu", step);
    if (step > 0)
        setenv("ZB_READ_MAX", number, 1);
    else
        unsetenv("ZB_READ_MAX");
    msg_name(name);
    msg_before_end(come_back);
    o->n = 0;
    run->ended = true;
    if (setjmp(back) == 0) {
        work();
        out_flush(o);
        run->ended = false;
    }
    lost += run->ended;
    msg_before_end(NULL);
    reject_close();
    dup2(stdin_fd, STDIN_FILENO);
    dup2(stdout_fd, STDOUT_FILENO);
    dup2(stderr_fd, STDERR_FILENO);
    get(out_fd, &run->out, &run->out_n, &run->out_cap);
    get(said_fd, &run->said, &run->said_n, &run->said_cap);
    check_said(run, name);
    hold(!run->ended || run->said_n > 0);
}

unsigned target_lost(void)
{
    return lost;
}

void target_free(struct run *run)
{
    free(run->out);
    free(run->said);
    *run = (struct run){0};
}

void target_inputs(void (*take)(struct input *in))
{
    struct input in;
    input_init(&in, NULL, 0);
    while (input_next(&in))
        take(&in);
}

struct view target_out(const struct run *run)
{
    return (struct view){run->out, run->out_n};
}

size_t target_step(size_t n)
{
    return 1 + n / 48;
}

bool target_same(const struct run *a, const struct run *b)
{
    return a->ended == b->ended && (a->ended || view_equal(target_out(a), target_out(b)));
}

static struct {
    void (*each)(const struct rec_reader *r, const struct rec *rec, void *data);
    void *data;
} check;

static void cat(void)
{
    struct out *o = out_standard();
    struct rec_reader *r = rec_open(NULL, 0);
    rec_write_header(o, r, NULL, 0);
    for (struct rec *rec; (rec = rec_next(r)) != NULL;) {
        if (check.each != NULL)
            check.each(r, rec, check.data);
        rec_write_same(o, rec);
    }
    rec_close(r);
}

void target_records(const struct run *run,
                    void (*each)(const struct rec_reader *r, const struct rec *rec, void *data),
                    void *data)
{
    static struct run again;
    check.each = each;
    check.data = data;
    target_run(&again, "zb-cat", target_out(run), 0, cat);
    hold(!again.ended);
    hold(again.said_n == 0);
    hold(view_equal(target_out(&again), target_out(run)));
}

static struct view cell(const struct rec_reader *r, const struct rec *rec, const char *name)
{
    size_t at = rec_column(r, name);
    hold(at != REC_NONE);
    return rec->fields[at];
}

static bool is_decimal(struct view v)
{
    struct decimal d = {0};
    bool good = decimal_read(&d, v);
    decimal_free(&d);
    return good;
}

static bool is_one_of(struct view v, const char *const *words)
{
    for (; *words != NULL; words++)
        if (view_is(v, *words))
            return true;
    return false;
}

/* A period, or one whose year nobody named: -09, -Q1. */
static bool is_period(struct view v)
{
    struct period p;
    struct buf dated = {0};
    if (period_parse(v, &p))
        return true;
    for (size_t i = 0; i < v.n; i++) {
        if (v.p[i] == '-' && (i == 0 || v.p[i - 1] == '/'))
            buf_add_string(&dated, "2020");
        buf_add_char(&dated, v.p[i]);
    }
    bool good = v.p[0] == '-' && period_parse(buf_view(&dated), &p);
    buf_free(&dated);
    return good;
}

uint64_t target_check_cells(const struct rec_reader *r, const struct rec *rec, uint64_t lines)
{
    static const char *const measures[] = {"level", "growth",   "cagr",         "change", "share",
                                           "rank",  "multiple", "contribution", NULL};
    static const char *const bounds[] = {"", "approx", "gt", "ge", "lt", "le", NULL};
    static const char *const statuses[] = {"actual", "provisional", "estimate", "target", NULL};
    struct view number = cell(r, rec, "line");
    char text[24];
    hold(is_decimal(cell(r, rec, "value")));
    hold(is_decimal(cell(r, rec, "resolution")));
    hold(is_period(cell(r, rec, "period")));
    hold(is_one_of(cell(r, rec, "measure"), measures));
    hold(is_one_of(cell(r, rec, "bound"), bounds));
    hold(is_one_of(cell(r, rec, "status"), statuses));
    hold(number.n > 0 && number.n < sizeof text);
    memcpy(text, number.p, number.n);
    text[number.n] = '\0';
    uint64_t line = strtoull(text, NULL, 10);
    hold(line >= 1 && line <= lines);
    return line;
}
