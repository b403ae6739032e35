/*
 * zb-view: records as an aligned table for the eyes.
 *
 * The widths of columns come from the first rows, which are held; all later rows stream. A row that
 * is wider than these is shifted or cut, but a figure is shown whole or not at all.
 */
#include "lib/args.h"
#include "lib/buf.h"
#include "lib/fitted.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/rec.h"
#include "lib/shown.h"
#include "lib/start.h"
#include "lib/width.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const char usage[] =
    "usage: zb-view [-lv] [-c COLUMNS] [-x COLUMNS] [--width N] [--sample N] [--ambiguous N]\n"
    "               [--rejects FILE] [FILE ...]\n"
    "Shows records as an aligned table.\n"
    "  -c, --columns COLUMNS  only these, in this order: region,value,unit\n"
    "  -x, --except COLUMNS   all but these\n"
    "  -l, --long             one column a line, records parted by an empty line\n"
    "  --width N              cut to N columns of the terminal; 0: do not cut\n"
    "  --sample N             take the widths from the first N rows (1000)\n"
    "  --ambiguous N          characters such as “ and — are 1 (default) or 2 columns wide\n"
    "  --rejects FILE         keep refused rows there, with file, line and reason\n"
    "  --progress             show on a terminal how much was read, and how fast\n"
    "  -v, --verbose          say on stderr how many records were shown, and what did not fit\n"
    "  -h, --help             print this and exit\n"
    "  -V, --version          print the version and exit\n";

enum {
    OPT_WIDTH = 256,
    OPT_SAMPLE,
    OPT_AMBIGUOUS,
    WINDOW = 80,                    /* columns of a terminal that does not say */
    SAMPLE_BYTES = 4 * 1024 * 1024, /* most that is held of the first rows */
    WIDTH_MAX = 1000 * 1000,        /* of --width and --sample */
};

#define CUT "…"

struct view_of_records {
    struct out *o;
    struct widths *widths;
    struct fitted table; /* owns its columns */
    bool colour, terminal;
    struct buf names;
    struct buf cell; /* of the row that is being written */
};

static void take_measure(struct view_of_records *s, const struct rec *rec)
{
    for (size_t i = 0; i < s->table.count; i++) {
        struct fitted_column *c = &s->table.columns[i];
        struct view cell = rec->fields[c->index];
        buf_clear(&s->cell);
        fitted_take(c, cell, shown_add(&s->cell, s->widths, cell));
    }
}

static void blanks(struct out *o, size_t n)
{
    static const char some[] = "                                ";
    for (size_t part; n > 0; n -= part) {
        part = n < sizeof some - 1 ? n : sizeof some - 1;
        out_add(o, some, part);
    }
}

static void colour(struct view_of_records *s, const char *code)
{
    if (s->colour)
        out_add_view(s->o, view_of(code));
}

/* Where a row is being written. */
struct pen {
    size_t at;  /* column of the terminal that comes next */
    bool begun; /* something stands before it */
};

static void put(struct view_of_records *s, struct pen *pen, size_t start, struct view text,
                size_t width, const char *code)
{
    size_t least = pen->begun ? pen->at + FITTED_GAP : 0;
    if (text.n == 0)
        return;
    start = start > least ? start : least;
    blanks(s->o, start - pen->at);
    if (code != NULL)
        colour(s, code);
    out_add_view(s->o, text);
    if (code != NULL)
        colour(s, "\033[0m");
    pen->at = start + width;
    pen->begun = true;
}

static void put_cut(struct view_of_records *s, struct pen *pen, size_t start)
{
    put(s, pen, start, view_of(CUT), s->table.cut_width, NULL);
}

/* One cell: a figure by its point, all else from the left. */
static void put_cell(struct view_of_records *s, struct pen *pen, const struct fitted_column *c,
                     struct view v)
{
    size_t whole, places, least = pen->begun ? pen->at + FITTED_GAP : 0;
    if (v.n > 0 && fitted_figure(v, &whole, &places)) {
        size_t body = c->figures ? c->start + c->width - c->places : c->start;
        size_t start = c->figures && body > c->start + whole ? body - whole : c->start;
        start = start > least ? start : least;
        if (s->table.window > 0 &&
            start + v.n > c->limit) /* a figure without its end would be another figure */
            put_cut(s, pen, c->start);
        else
            put(s, pen, start, v, v.n, v.p[0] == '-' ? "\033[31m" : NULL);
        return;
    }
    buf_clear(&s->cell);
    size_t width = shown_add(&s->cell, s->widths, v);
    struct view text = buf_view(&s->cell);
    size_t start = c->start > least ? c->start : least;
    size_t end = c->start + c->width + s->table.slack;
    end = end < c->limit ? end : c->limit;
    if (s->table.window == 0 || start + width <= end) {
        put(s, pen, c->start, text, width, NULL);
        return;
    }
    size_t keep = end > start + s->table.cut_width ? end - start - s->table.cut_width : 0;
    s->cell.n = shown_fit(s->widths, text, keep, &width);
    buf_add_string(&s->cell, CUT);
    put(s, pen, c->start, buf_view(&s->cell), width + s->table.cut_width, NULL);
}

static void end_row(struct view_of_records *s, struct pen *pen)
{
    if (s->table.hides) {
        size_t last =
            s->table.window > s->table.cut_width ? s->table.window - s->table.cut_width : 0;
        put_cut(s, pen, s->table.end + FITTED_GAP < last ? s->table.end + FITTED_GAP : last);
    }
    out_add_char(s->o, '\n');
    if (s->terminal)
        out_flush(s->o);
}

static void put_header(struct view_of_records *s)
{
    struct pen pen = {0};
    colour(s, "\033[1m");
    for (size_t i = 0; i < s->table.count; i++) {
        const struct fitted_column *c = &s->table.columns[i];
        if (c->hidden)
            continue;
        struct fitted_column plain = *c;
        plain.figures = false;
        if (c->figures && c->name_width < c->width) {
            plain.start = c->start + c->width - c->name_width;
            plain.width = c->name_width;
        }
        put_cell(s, &pen, &plain, c->name);
    }
    colour(s, "\033[0m");
    end_row(s, &pen);
}

static void put_row(struct view_of_records *s, const struct view *fields, const size_t *index)
{
    struct pen pen = {0};
    for (size_t i = 0; i < s->table.count; i++)
        if (!s->table.columns[i].hidden)
            put_cell(s, &pen, &s->table.columns[i], fields[index != NULL ? index[i] : i]);
    end_row(s, &pen);
}

/* The rows that were held for their widths: their fields one after the other. */
struct held {
    struct buf text;
    size_t *ends; /* owned; of each field */
    size_t n, cap;
};

static void hold(struct held *h, const struct view_of_records *s, const struct rec *rec)
{
    for (size_t i = 0; i < s->table.count; i++) {
        buf_add_view(&h->text, rec->fields[s->table.columns[i].index]);
        if (h->n == h->cap) {
            h->cap = h->cap > 0 ? 2 * h->cap : 1024;
            h->ends = mem_grow(h->ends, h->cap, sizeof *h->ends);
        }
        h->ends[h->n++] = h->text.n;
    }
}

static void put_held(struct view_of_records *s, struct held *h)
{
    struct view *fields = mem_new(s->table.count, sizeof *fields);
    for (size_t i = 0; i < h->n; i += s->table.count) {
        for (size_t j = 0; j < s->table.count; j++) {
            size_t start = i + j > 0 ? h->ends[i + j - 1] : 0;
            fields[j] = (struct view){h->text.p + start, h->ends[i + j] - start};
        }
        put_row(s, fields, NULL);
    }
    free(fields);
    buf_free(&h->text);
    free(h->ends);
}

static unsigned long long show_table(struct view_of_records *s, struct rec_reader *r, size_t sample)
{
    unsigned long long rows = 0;
    struct held held = {0};
    struct rec *rec = NULL;
    while (rows < sample && held.text.n < SAMPLE_BYTES && (rec = rec_next(r)) != NULL) {
        take_measure(s, rec);
        hold(&held, s, rec);
        rows++;
    }
    fitted_place(&s->table);
    put_header(s);
    put_held(s, &held);
    size_t *index = mem_new(s->table.count, sizeof *index);
    for (size_t i = 0; i < s->table.count; i++)
        index[i] = s->table.columns[i].index;
    if (rec != NULL || rows == 0)
        for (; (rec = rec_next(r)) != NULL; rows++)
            put_row(s, rec->fields, index);
    free(index);
    return rows;
}

static unsigned long long show_long(struct view_of_records *s, struct rec_reader *r)
{
    unsigned long long rows = 0;
    size_t widest = 0;
    for (size_t i = 0; i < s->table.count; i++)
        widest = s->table.columns[i].name_width > widest ? s->table.columns[i].name_width : widest;
    for (struct rec *rec; (rec = rec_next(r)) != NULL; rows++) {
        if (rows > 0)
            out_add_char(s->o, '\n');
        for (size_t i = 0; i < s->table.count; i++) {
            const struct fitted_column *c = &s->table.columns[i];
            struct pen pen = {0};
            put(s, &pen, 0, c->name, c->name_width, "\033[1m");
            buf_clear(&s->cell);
            size_t width = shown_add(&s->cell, s->widths, rec->fields[c->index]);
            put(s, &pen, widest + FITTED_GAP, buf_view(&s->cell), width, NULL);
            out_add_char(s->o, '\n');
        }
        if (s->terminal)
            out_flush(s->o);
    }
    return rows;
}

/* Adds the column, for which there is room; its name is put together later, when all are known. */
static void choose(struct view_of_records *s, size_t index)
{
    s->table.columns[s->table.count++] = (struct fitted_column){.index = index};
}

/* Indexes of a list of names separated by commas. */
static size_t *read_list(const struct rec_reader *r, const char *list, size_t *count)
{
    size_t *found = NULL;
    *count = 0;
    char *copy = mem_new(strlen(list) + 1, 1), *next = copy;
    strcpy(copy, list);
    for (char *name; (name = strsep(&next, ",")) != NULL;) {
        found = mem_grow(found, *count + 1, sizeof *found);
        found[(*count)++] = rec_need(r, name);
    }
    free(copy);
    return found;
}

static void choose_columns(struct view_of_records *s, const struct rec_reader *r, const char *only,
                           const char *except)
{
    size_t count, chosen = 0, left_out = 0;
    const struct view *names = rec_names(r, &count);
    size_t *list = only != NULL ? read_list(r, only, &chosen) : NULL;
    size_t *not = except != NULL ? read_list(r, except, &left_out) : NULL;
    size_t most = only != NULL ? chosen : count;
    s->table.columns = mem_new(most, sizeof *s->table.columns);
    for (size_t i = 0; i < most; i++) {
        size_t index = only != NULL ? list[i] : i;
        bool keep = true;
        for (size_t j = 0; j < left_out; j++)
            keep = keep && not [j] != index;
        if (keep)
            choose(s, index);
    }
    free(list);
    free(not );
    if (s->table.count == 0)
        die(NULL, 0, "no column is left to show");
    for (size_t i = 0; i < s->table.count; i++)
        s->table.columns[i].name_width =
            shown_add(&s->names, s->widths, names[s->table.columns[i].index]);
    buf_clear(&s->names);
    for (size_t i = 0; i < s->table.count;
         i++) { /* a second time, since the buffer may have moved */
        size_t start = s->names.n;
        shown_add(&s->names, s->widths, names[s->table.columns[i].index]);
        s->table.columns[i].name = (struct view){s->names.p + start, s->names.n - start};
    }
}

/* A whole number from least to most. */
static size_t read_number(const char *option, const char *text, size_t least, size_t most)
{
    char *end;
    errno = 0;
    unsigned long long n = strtoull(text, &end, 10);
    if (errno != 0 || *text < '0' || *text > '9' || *end != '\0' || n < least || n > most)
        die(NULL, 0, "%s: a number from %zu to %zu, not %s", option, least, most, text);
    return (size_t)n;
}

/* Columns of the terminal. */
static size_t window(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    const char *text = getenv("COLUMNS");
    size_t n = text != NULL ? strtoul(text, NULL, 10) : 0;
    return n > 0 && n <= WIDTH_MAX ? n : WINDOW;
}

static bool has_text(const char *variable)
{
    const char *text = getenv(variable);
    return text != NULL && *text != '\0';
}

int main(int argc, char **argv)
{
    static const struct option longs[] = {
        {"columns", required_argument, NULL, 'c'},
        {"except", required_argument, NULL, 'x'},
        {"long", no_argument, NULL, 'l'},
        {"width", required_argument, NULL, OPT_WIDTH},
        {"sample", required_argument, NULL, OPT_SAMPLE},
        {"ambiguous", required_argument, NULL, OPT_AMBIGUOUS},
        {0},
    };
    start("zb-view");
    struct args args = {.usage = usage, .shorts = "c:x:l", .longs = longs, .has_rejects = true};
    const char *only = NULL, *except = NULL;
    bool as_list = false, width_given = false;
    size_t sample = 1000;
    unsigned ambiguous = 1;
    struct view_of_records s = {.o = out_standard(), .terminal = isatty(STDOUT_FILENO) == 1};
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        switch (c) {
        case 'c':
            only = optarg;
            break;
        case 'x':
            except = optarg;
            break;
        case 'l':
            as_list = true;
            break;
        case OPT_WIDTH:
            s.table.window = read_number("--width", optarg, 0, WIDTH_MAX);
            width_given = true;
            break;
        case OPT_SAMPLE:
            sample = read_number("--sample", optarg, 1, WIDTH_MAX);
            break;
        case OPT_AMBIGUOUS:
            ambiguous = (unsigned)read_number("--ambiguous", optarg, 1, 2);
            break;
        }
    }
    const char *term = getenv("TERM");
    s.colour = s.terminal && !has_text("NO_COLOR") && term != NULL && strcmp(term, "dumb") != 0;
    if (s.terminal && !width_given)
        s.table.window = window();
    s.widths = widths_new(ambiguous);
    struct buf mark = {0};
    s.table.cut_width = shown_add(&mark, s.widths, view_of(CUT));
    buf_free(&mark);
    struct rec_reader *r = rec_open(argv + optind, (size_t)(argc - optind));
    choose_columns(&s, r, only, except);
    unsigned long long rows = as_list ? show_long(&s, r) : show_table(&s, r, sample);
    out_flush(s.o);
    if (args.verbose) {
        msg(NULL, 0, "records shown: %llu", rows);
        for (size_t i = 0; i < s.table.count; i++)
            if (s.table.columns[i].hidden)
                msg(NULL, 0, "did not fit: column %.*s", (int)s.table.columns[i].name.n,
                    s.table.columns[i].name.p);
    }
    rec_close(r);
    free(s.table.columns);
    buf_free(&s.names);
    buf_free(&s.cell);
    widths_free(s.widths);
    return finish();
}
