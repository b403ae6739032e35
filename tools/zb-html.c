/*
 * zb-html: a web page in, its prose or its tables out.
 *
 * A page is held in memory as a whole: what is its text and what its menus can only be told once
 * all of it has been seen.
 */
#include "lib/args.h"
#include "lib/buf.h"
#include "lib/csvout.h"
#include "lib/decoded.h"
#include "lib/html.h"
#include "lib/input.h"
#include "lib/magic.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/page.h"
#include "lib/start.h"
#include "lib/translate.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_MOST = 256 << 20 }; /* bytes of a page; what is larger is no page */

enum form { FORM_FOUND, FORM_TEXT, FORM_TABLES };

static struct {
    enum form form;
    size_t table; /* from 1; 0 for all */
    bool hidden, explain, verbose;
} opt;

static bool written; /* some table of an earlier file or of this one */

static void write_line(struct view text)
{
    out_add_view(out_standard(), text);
    out_add_char(out_standard(), '\n');
}

static void write_text(const struct page *page)
{
    if (page->title.n > 0)
        write_line(buf_view(&page->title));
    for (size_t i = 0; i < page->count; i++)
        if (page->lines[i].left == PAGE_KEPT && page->lines[i].length > 0)
            write_line(page_text(page, &page->lines[i]));
}

/* A line before the table, in its first column. */
static void write_caption(struct view text, struct view *fields, size_t columns)
{
    for (size_t i = 0; i < columns; i++)
        fields[i] = (struct view){"", 0};
    fields[0] = text;
    csvout_row(out_standard(), fields, columns);
}

/* Whether the text names a year: 2020年. */
static bool has_year(struct view v)
{
    static const char year[] = "年";
    for (size_t i = 4; i + sizeof year - 1 <= v.n; i++) {
        size_t digits = 0;
        while (digits < 4 && isdigit((unsigned char)v.p[i - 1 - digits]))
            digits++;
        if (digits == 4 && memcmp(v.p + i, year, sizeof year - 1) == 0)
            return true;
    }
    return false;
}

/* Whether the table says without the page's heading what it is about: its caption, from line on, or
 * its first row holds the heading already, or the caption names a year. */
static bool speaks_for_itself(const struct page *page, size_t line, size_t table)
{
    struct view heading = buf_view(&page->heading);
    bool row = false;
    for (size_t i = line; i < page->count && !row; i++) {
        struct view text = page_text(page, &page->lines[i]);
        row = page->lines[i].table == table;
        if (memmem(text.p, text.n, heading.p, heading.n) != NULL || (!row && has_year(text)))
            return true;
    }
    return false;
}

static void write_table(struct page *page, size_t table, bool first)
{
    struct html_table *t = &page->tables[table].grid;
    struct view *fields = mem_new(t->columns, sizeof *fields);
    if (written) /* an empty line is where a table ends */
        out_add_char(out_standard(), '\n');
    written = true;
    size_t i = page_caption(page, table);
    bool without = page->lines[i].table == table; /* a caption */
    if (first && page->heading.n > 0 && !speaks_for_itself(page, i, table))
        write_caption(buf_view(&page->heading), fields, t->columns);
    else if (!first && without && page->title.n > 0)
        write_caption(buf_view(&page->title), fields, t->columns);
    for (; page->lines[i].table != table; i++)
        write_caption(page_text(page, &page->lines[i]), fields, t->columns);
    while (html_table_row(t, true, fields))
        csvout_row(out_standard(), fields, t->columns);
    free(fields);
}

static void write_tables(struct page *page)
{
    size_t number = 0;
    for (size_t table = 0; table < page->tables_count; table++) {
        if (!page_has_table(page, table))
            continue;
        number++;
        if (opt.table == 0 || opt.table == number)
            write_table(page, table, number == 1);
    }
    if (number == 0 && opt.form == FORM_TABLES)
        die(page->file, 0, "table: the page has none");
    if (opt.table > number)
        die(page->file, 0, "table: there is no number %zu, the page has %zu", opt.table, number);
}

static void explain(const struct page *page, enum form form)
{
    msg(page->file, 0, "form: %s: sentences %zu bytes, tables %zu bytes",
        translated(form == FORM_TEXT ? N_("text") : N_("tables")), page->prose, page->in_tables);
    if (page->content != NULL) {
        const char *id = html_attribute(page->content, "id");
        const char *class = html_attribute(page->content, "class");
        msg(page->file, (uint64_t)xmlGetLineNo(page->content),
            "content: <%s id=\"%s\" class=\"%s\">", (const char *)page->content->name,
            id != NULL ? id : "", class != NULL ? class : "");
    }
    if (page->title.n > 0)
        msg(page->file, 0, "title: %.*s", (int)page->title.n, page->title.p);
    for (size_t i = 0; i < page->count; i++) {
        const struct page_line *line = &page->lines[i];
        struct view text = page_text(page, line);
        if (line->left != PAGE_KEPT)
            msg(page->file, (uint64_t)xmlGetLineNo(line->block), "left out: %s: %.*s",
                translated(page_left_why(line->left)), (int)text.n, text.p);
    }
}

/* Reports cells of the tables that are not shown; the reader of the page has not seen them. */
static void report_hidden(const struct page *page)
{
    for (size_t i = 0; i < page->tables_count; i++) {
        const struct html_table *t = &page->tables[i].grid;
        if (t->hidden == 0 || !page_has_table(page, i))
            continue;
        msg(page->file, (uint64_t)xmlGetLineNo(t->node),
            "hidden: cells of the table left out: %zu (--hidden takes them)", t->hidden);
        status_refused();
    }
}

static void take_file(struct input *in)
{
    struct buf bytes = {0}, text = {0};
    const char *what, *opener;
    char charset[64];
    struct page page;
    read_whole(in, &bytes, PAGE_MOST);
    if (magic_find(buf_view(&bytes), &what, &opener))
        die(in->name, 0, "not HTML: %s; %s opens it", translated(what), translated(opener));
    html_charset(buf_view(&bytes), charset, sizeof charset);
    decode_whole(in->name, buf_view(&bytes), charset, opt.explain, &text);
    buf_free(&bytes);
    if (text.n == 0) {
        buf_free(&text);
        return;
    }
    if (!page_read(&page, in->name, &text, opt.hidden))
        die(in->name, 0, "not HTML: there is no element in it");
    buf_free(&text);
    enum form form = opt.form;
    if (form == FORM_FOUND)
        form = page.in_tables > page.prose ? FORM_TABLES : FORM_TEXT;
    if (opt.explain)
        explain(&page, form);
    report_hidden(&page);
    if (form == FORM_TEXT)
        write_text(&page);
    else
        write_tables(&page);
    if (opt.verbose)
        msg(in->name, 0, "%s, lines %zu, tables %zu%s",
            translated(form == FORM_TEXT ? N_("text") : N_("tables")), page.count,
            page.tables_count,
            page.hidden && !opt.hidden ? translated(", from parts that are not shown") : "");
    page_free(&page);
}

static const char usage[] =
    "usage: zb-html [-v] [--text | --table[=N]] [--hidden] [--explain] [FILE ...]\n"
    "Writes the content of web pages, without menus and footers, as UTF-8 text or CSV.\n"
    "  -p, --text       the prose, one paragraph a line, rows of tables with tabs\n"
    "  -t, --table[=N]  the tables (or the Nth) as CSV, an empty line between two\n"
    "                   without -p or -t: tables where they are more than the sentences\n"
    "  --hidden         take what the page does not show, too\n"
    "  --explain        say on stderr what was decided, and what was left out\n"
    "  --progress       show on a terminal how much was read, and how fast\n"
    "  -v, --verbose    say on stderr what was written for each page\n"
    "  -h, --help       print this and exit\n"
    "  -V, --version    print the version and exit\n";

static size_t number_of(const char *text)
{
    char *end;
    unsigned long n = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || n == 0)
        die(NULL, 0, "--table: not a number from 1: %s", text);
    return n;
}

int main(int argc, char **argv)
{
    enum { OPT_HIDDEN = 1 };
    static const struct option longs[] = {{"text", no_argument, NULL, 'p'},
                                          {"table", optional_argument, NULL, 't'},
                                          {"hidden", no_argument, NULL, OPT_HIDDEN},
                                          {0}};
    start("zb-html");
    struct args args = {.usage = usage, .shorts = "pt::", .longs = longs, .has_explain = true};
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        if (c == OPT_HIDDEN)
            opt.hidden = true;
        if (c == 'p')
            opt.form = FORM_TEXT;
        if (c == 't') {
            opt.form = FORM_TABLES;
            opt.table = optarg != NULL ? number_of(optarg) : 0;
        }
    }
    opt.explain = args.explain;
    opt.verbose = args.verbose;
    struct input in;
    input_init(&in, argv + optind, (size_t)(argc - optind));
    while (input_next(&in))
        take_file(&in);
    return finish();
}
