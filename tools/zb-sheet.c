/*
 * zb-sheet: an xlsx workbook in, its sheets as CSV grids out.
 *
 * The file is held as it is, packed, with the shared strings unpacked; the sheets are read through,
 * row by row.
 */
#include "lib/args.h"
#include "lib/buf.h"
#include "lib/csvout.h"
#include "lib/decoded.h"
#include "lib/input.h"
#include "lib/msg.h"
#include "lib/nearest.h"
#include "lib/out.h"
#include "lib/sheet.h"
#include "lib/start.h"
#include "lib/translate.h"
#include "lib/workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 1 << 30 };

static struct {
    const char *sheet; /* a name or a number; NULL for all */
    bool hidden, list, names, explain, verbose;
} opt;

static bool written; /* a sheet, so that an empty line goes before the next */

static size_t find_sheet(const struct workbook *w)
{
    struct nearest near = nearest_of(view_of(opt.sheet));
    for (size_t i = 0; i < w->sheets_count; i++) {
        if (strcmp(w->sheets[i].name, opt.sheet) == 0)
            return i;
        nearest_offer(&near, view_of(w->sheets[i].name));
    }
    char *end;
    unsigned long n = strtoul(opt.sheet, &end, 10);
    if (*opt.sheet < '0' || *opt.sheet > '9' || *end != '\0' || n < 1 || n > w->sheets_count)
        die(w->file, 0, "sheet: there is none named %s, nor of that number%s%.*s (-l lists them)",
            opt.sheet, nearest_lead(&near), (int)near.found.n, near.found.p);
    return n - 1;
}

static void list(const struct workbook *w)
{
    for (size_t i = 0; i < w->sheets_count; i++) {
        const struct workbook_sheet *s = &w->sheets[i];
        char number[24];
        snprintf(number, sizeof number, "%zu", i + 1);
        struct view row[] = {view_of(number), view_of(s->name),
                             view_of(s->part == NULL ? "chart"
                                     : s->hidden     ? "hidden"
                                                     : "shown")};
        csvout_row(out_standard(), row, sizeof row / sizeof *row);
    }
}

static void report_hidden(const struct sheet *s)
{
    if (s->hidden_rows == 0 && s->hidden_columns == 0)
        return;
    msg(s->w->file, 0, "hidden: sheet %s: left out: rows %u, columns %u (--hidden takes them)",
        s->info->name, s->hidden_rows, s->hidden_columns);
    status_refused();
}

static void write_name(const struct sheet *s, size_t width)
{
    struct view *row = mem_new(width, sizeof *row);
    for (size_t i = 0; i < width; i++)
        row[i] = (struct view){"", 0};
    row[0] = view_of(s->info->name);
    csvout_row(out_standard(), row, width);
    free(row);
}

static void explain(const struct sheet *s)
{
    msg(s->w->file, 0, "sheet: %s%s: rows to %u, columns to %u, merged cells %zu", s->info->name,
        s->info->hidden ? translated(", hidden") : "", s->rows, s->columns, s->merges_count);
}

static void take_sheet(struct workbook *w, const struct workbook_sheet *info)
{
    struct sheet s;
    if (info->part == NULL) {
        if (opt.explain)
            msg(w->file, 0, "sheet: %s: left out: it is no grid", info->name);
        return;
    }
    bool asked = opt.sheet != NULL || opt.hidden;
    sheet_survey(&s, w, info, opt.hidden);
    size_t width = sheet_width(&s);
    if (opt.explain)
        explain(&s);
    if (info->hidden && !asked) {
        if (s.rows > 0 || s.hidden_rows > 0 || s.hidden_columns > 0) {
            msg(w->file, 0, "hidden: sheet %s: left out (--hidden takes it)", info->name);
            status_refused();
        }
        sheet_free(&s);
        return;
    }
    report_hidden(&s);
    if (width > 0) {
        if (written) /* an empty line is where a table ends */
            out_add_char(out_standard(), '\n');
        written = true;
        if (opt.names)
            write_name(&s, width);
        size_t rows = sheet_write(&s);
        if (opt.verbose)
            msg(w->file, 0, "sheet: %s: rows %zu, columns %zu", info->name, rows, width);
    }
    sheet_free(&s);
}

static void take_file(struct input *in)
{
    struct buf bytes = {0};
    struct workbook w;
    read_whole(in, &bytes, FILE_MOST);
    workbook_open(&w, in->name, &bytes);
    if (opt.list)
        list(&w);
    else if (opt.sheet != NULL)
        take_sheet(&w, &w.sheets[find_sheet(&w)]);
    else
        for (size_t i = 0; i < w.sheets_count; i++)
            take_sheet(&w, &w.sheets[i]);
    workbook_close(&w);
}

static const char usage[] =
    "usage: zb-sheet [-lv] [--sheet NAME] [--names] [--hidden] [--explain] [--rejects FILE] [FILE "
    "...]\n"
    "Writes the sheets of xlsx workbooks as CSV grids, an empty line between two.\n"
    "  -s, --sheet NAME  this one only: its name, or its number from 1\n"
    "  -l, --list        list the sheets instead: number, name, shown, hidden or chart\n"
    "  -n, --names       write the name of each sheet as a row before its own\n"
    "  --hidden          take hidden sheets, rows and columns, too\n"
    "  --explain         say on stderr what was found in each sheet\n"
    "  --rejects FILE    keep formulas without a value there, with file, row and reason\n"
    "  --progress        show on a terminal how much was read, and how fast\n"
    "  -v, --verbose     say on stderr which sheets were written\n"
    "  -h, --help        print this and exit\n"
    "  -V, --version     print the version and exit\n";

int main(int argc, char **argv)
{
    enum { OPT_HIDDEN = 1 };
    static const struct option longs[] = {{"sheet", required_argument, NULL, 's'},
                                          {"list", no_argument, NULL, 'l'},
                                          {"names", no_argument, NULL, 'n'},
                                          {"hidden", no_argument, NULL, OPT_HIDDEN},
                                          {0}};
    start("zb-sheet");
    struct args args = {
        .usage = usage, .shorts = "s:ln", .longs = longs, .has_explain = true, .has_rejects = true};
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        if (c == 's')
            opt.sheet = optarg;
        opt.list |= c == 'l';
        opt.names |= c == 'n';
        opt.hidden |= c == OPT_HIDDEN;
    }
    opt.explain = args.explain;
    opt.verbose = args.verbose;
    struct input in;
    input_init(&in, argv + optind, (size_t)(argc - optind));
    while (input_next(&in))
        take_file(&in);
    return finish();
}
