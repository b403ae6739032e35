#include "sqlout.h"

#include "msg.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { COLUMNS_MAX = 2000 }; /* of a table, unless SQLite was built with another limit */

/* In quotes, with each quote inside doubled: 'a''b', "a""b". */
static void quoted(struct out *o, struct view v, char quote)
{
    out_add_char(o, quote);
    for (const char *p = v.p, *end = v.p + v.n; p < end;) {
        const char *q = memchr(p, quote, (size_t)(end - p));
        size_t n = q != NULL ? (size_t)(q - p) + 1 : (size_t)(end - p);
        out_add(o, p, n);
        if (q != NULL)
            out_add_char(o, quote);
        p += n;
    }
    out_add_char(o, quote);
}

/* Names as SQLite compares them: ASCII letters of both cases are the same. */
static int by_name(const void *a, const void *b)
{
    const struct view *x = a, *y = b;
    int d = strncasecmp(x->p, y->p, x->n < y->n ? x->n : y->n);
    return d != 0 ? d : (x->n > y->n) - (x->n < y->n);
}

/* What SQLite would refuse ends the program before anything is written. */
static void check_names(const struct view *names, size_t count, const char *table)
{
    if (strncasecmp(table, "sqlite_", strlen("sqlite_")) == 0)
        die(NULL, 0, "--table: %s: SQLite keeps names with sqlite_ for itself", table);
    if (count > COLUMNS_MAX)
        die(NULL, 0, "header: %zu columns, SQLite takes %d", count, COLUMNS_MAX);
    struct view *sorted = mem_new(count, sizeof *sorted);
    memcpy(sorted, names, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_name);
    for (size_t i = 0; i < count; i++) {
        if (memchr(sorted[i].p, '\0', sorted[i].n) != NULL)
            die(NULL, 0, "header: NUL in the name of a column, which SQLite does not take");
        if (i > 0 && by_name(&sorted[i - 1], &sorted[i]) == 0)
            die(NULL, 0, "header: SQLite takes \"%.*s\" and \"%.*s\" for one name",
                view_shown(sorted[i - 1]), sorted[i - 1].p, view_shown(sorted[i]), sorted[i].p);
    }
    free(sorted);
}

void sqlout_begin(struct out *o, const struct rec_reader *r, const char *table, bool replace)
{
    size_t count;
    const struct view *names = rec_names(r, &count);
    check_names(names, count, table);
    out_add_view(o, view_of("BEGIN;\n"));
    if (replace) {
        out_add_view(o, view_of("DROP TABLE IF EXISTS "));
        quoted(o, view_of(table), '"');
        out_add_view(o, view_of(";\n"));
    }
    out_add_view(o, view_of("CREATE TABLE "));
    quoted(o, view_of(table), '"');
    for (size_t i = 0; i < count; i++) {
        out_add_view(o, view_of(i == 0 ? " (" : ", "));
        quoted(o, names[i], '"');
        out_add_view(o, view_of(view_is(names[i], "line") ? " INTEGER" : " TEXT"));
    }
    out_add_view(o, view_of(");\n"));
    out_flush(o);
}

static void text(struct out *o, struct view v)
{
    if (v.n == 0 || (memchr(v.p, '\0', v.n) == NULL && memchr(v.p, '\r', v.n) == NULL)) {
        quoted(o, v, '\'');
        return;
    }
    static const char digits[] = "0123456789ABCDEF";
    out_add_view(o, view_of("CAST(X'"));
    for (size_t i = 0; i < v.n; i++) {
        out_add_char(o, digits[(unsigned char)v.p[i] >> 4]);
        out_add_char(o, digits[v.p[i] & 15]);
    }
    out_add_view(o, view_of("' AS TEXT)"));
}

void sqlout_row(struct out *o, const struct rec *rec, const char *table)
{
    out_add_view(o, view_of("INSERT INTO "));
    quoted(o, view_of(table), '"');
    for (size_t i = 0; i < rec->count; i++) {
        out_add_view(o, view_of(i == 0 ? " VALUES (" : ", "));
        text(o, rec->fields[i]);
    }
    out_add_view(o, view_of(");\n"));
}

void sqlout_end(struct out *o)
{
    out_add_view(o, view_of("COMMIT;\n"));
}
