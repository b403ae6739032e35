#include "reject.h"

#include "csvout.h"
#include "cut.h"
#include "msg.h"
#include "out.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

enum { REPORTED = 10 };

static struct out *rejects;
static uint64_t count;

void reject_open(const char *name)
{
    if (rejects != NULL)
        out_close(rejects);
    rejects = out_open(name);
    out_add_view(rejects, view_of("file,line,reason,row\n"));
    out_flush(rejects);
}

void reject_keep(const char *file, uint64_t line, struct view row, const char *reason)
{
    char number[24];
    if (rejects == NULL)
        return;
    snprintf(number, sizeof number, "%llu", (unsigned long long)line);
    struct view fields[] = {view_of(file), view_of(number), view_of(reason), row};
    csvout_row(rejects, fields, sizeof fields / sizeof *fields);
}

void reject_args(const char *file, uint64_t line, struct view row, const char *format, va_list ap)
{
    char reason[1024];
    status_refused();
    if (count++ < REPORTED) {
        va_list again;
        va_copy(again, ap);
        msg_args(file, line, format, again);
        va_end(again);
    }
    if (rejects == NULL)
        return;
    cut_args(reason, sizeof reason, format, ap);
    reject_keep(file, line, row, reason);
}

void reject(const char *file, uint64_t line, struct view row, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    reject_args(file, line, row, format, ap);
    va_end(ap);
}

void reject_close(void)
{
    if (count > REPORTED)
        msg(NULL, 0, "%llu refused in all, the first %d of them are named above",
            (unsigned long long)count, REPORTED);
    if (rejects != NULL)
        out_close(rejects);
    rejects = NULL;
    count = 0;
}
