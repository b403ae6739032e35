/*
 * The record reader over any CSV: the rows that it takes, written and read again, are the same
 * rows, all taken; the size of reads changes none of it.
 */
#include "buf.h"
#include "csvout.h"
#include "target.h"
#include "utf8.h"

#include <string.h>

static struct buf fields; /* of all rows and the header, each with its length before it */

static void add_field(struct view v)
{
    buf_add_number(&fields, v.n);
    buf_add_char(&fields, ':');
    buf_add_view(&fields, v);
}

static void add_row(const struct view *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        hold(utf8_valid(row[i].p, row[i].n) == row[i].n);
        add_field(row[i]);
    }
    buf_add_char(&fields, '\n');
}

/* Writes what it reads: as it came, and field by field. */
static void work_as(bool same)
{
    struct out *o = out_standard();
    size_t columns;
    struct rec_reader *r = rec_open(NULL, 0);
    const struct view *names = rec_names(r, &columns);
    uint64_t line = 0;
    buf_clear(&fields);
    add_row(names, columns);
    rec_write_header(o, r, NULL, 0);
    for (struct rec *rec; (rec = rec_next(r)) != NULL;) {
        hold(rec->count == columns);
        hold(rec->line > line);
        line = rec->line;
        add_row(rec->fields, rec->count);
        if (same)
            rec_write_same(o, rec);
        else
            csvout_row(o, rec->fields, rec->count);
    }
    rec_close(r);
}

static void write_same(void)
{
    work_as(true);
}

static void write_fields(void)
{
    work_as(false);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct run whole, cut, again;
    static struct buf first;
    struct view input = {(const char *)data, n};
    target_run(&whole, "zb-cat", input, 0, write_same);
    buf_clear(&first);
    buf_add_view(&first, buf_view(&fields));
    target_run(&cut, "zb-cat", input, target_step(n), write_fields);
    hold(target_same(&whole, &cut));
    hold(whole.said_n == cut.said_n && memcmp(whole.said, cut.said, cut.said_n) == 0);
    if (whole.ended)
        return 0;
    hold(view_equal(buf_view(&first), buf_view(&fields)));
    target_run(&again, "zb-cat", target_out(&whole), 0, write_same);
    hold(!again.ended && again.said_n == 0);
    hold(view_equal(target_out(&again), target_out(&whole)));
    hold(view_equal(buf_view(&first), buf_view(&fields)));
    return 0;
}
