#include "pagelayout.h"

#include "flow.h"
#include "html.h"

#include <stdlib.h>
#include <string.h>

enum { SENTENCE = 45 }; /* bytes: a shorter line is no evidence of prose */

bool pagelayout_is_sentence(struct view text)
{
    return text.n >= SENTENCE &&
           (view_count(text, "。") > 0 || view_count(text, "；") > 0 || view_count(text, "，") > 1);
}

/* The lines of a page while they are put together. */
struct layout {
    struct page *page;
    struct flow flow;
    xmlNode *block;
    size_t in_links; /* bytes of the line so far that stand in links */
    bool open;       /* a line has begun */
};

static struct page_line *add_line(struct page *page)
{
    if (page->count == page->cap) {
        page->cap = page->cap > 0 ? 2 * page->cap : 256;
        page->lines = mem_grow(page->lines, page->cap, sizeof *page->lines);
    }
    struct page_line *line = &page->lines[page->count++];
    *line = (struct page_line){.table = PAGE_NO_TABLE};
    return line;
}

static void end_line(struct layout *l)
{
    struct page *page = l->page;
    if (!l->open)
        return;
    l->open = false;
    size_t length = flow_end(&l->flow);
    if (length == 0)
        return;
    struct page_line *line = add_line(page);
    line->block = l->block;
    line->offset = l->flow.start;
    line->length = length;
    line->links = l->in_links < length ? l->in_links : length;
    line->prose = pagelayout_is_sentence(page_text(page, line));
}

static void add_text(struct layout *l, struct view text, bool in_link)
{
    if (!l->open) {
        l->flow = flow_start(&l->page->text, false);
        l->in_links = 0;
        l->open = true;
    }
    size_t before = l->page->text.n;
    flow_text(&l->flow, text);
    l->in_links += in_link ? l->page->text.n - before : 0;
}

/* In <pre> a line end is one, and blanks are what they are. */
static void add_pre(struct layout *l, struct view text)
{
    while (text.n > 0) {
        const char *lf = memchr(text.p, '\n', text.n);
        size_t n = lf != NULL ? (size_t)(lf - text.p) : text.n;
        add_text(l, (struct view){text.p, n}, false);
        if (lf == NULL)
            break;
        end_line(l);
        text.p += n + 1;
        text.n -= n + 1;
    }
}

/* A line for each row, its cells separated by tabs: a cell that covers several stands in the first,
 * so that no figure is there twice. */
static void add_rows(struct page *page, size_t table)
{
    struct html_table *t = &page->tables[table].grid;
    struct view *fields = mem_new(t->columns, sizeof *fields);
    size_t cell = 0;
    for (size_t row = 0; html_table_row(t, false, fields); row++) {
        struct page_line *line = add_line(page);
        line->block = t->node;
        line->table = table;
        line->row = row;
        line->offset = page->text.n;
        size_t last = t->columns, figures = 0;
        while (last > 0 && fields[last - 1].n == 0)
            last--;
        for (size_t i = 0; i < last; i++) {
            if (i > 0)
                buf_add_char(&page->text, '\t');
            buf_add_view(&page->text, fields[i]);
            figures += html_table_figure(fields[i]);
        }
        line->length = page->text.n - line->offset;
        for (; cell < t->count && t->cells[cell].row == row; cell++)
            line->links += t->cells[cell].in_links;
        line->prose = figures > 0 && t->columns > 1;
    }
    t->row = t->next = 0; /* to be read again */
    free(fields);
}

/* Whether the table was taken as data; else its cells are blocks of the page. */
static bool take_table(struct layout *l, xmlNode *node, bool take_hidden)
{
    struct page *page = l->page;
    if (html_table_nests(node))
        return false;
    struct html_table t;
    html_table_read(&t, page->file, node, take_hidden);
    if (!html_table_is_data(&t)) {
        html_table_free(&t);
        return false;
    }
    if (page->tables_count == page->tables_cap) {
        page->tables_cap = page->tables_cap > 0 ? 2 * page->tables_cap : 16;
        page->tables = mem_grow(page->tables, page->tables_cap, sizeof *page->tables);
    }
    struct page_table *table = &page->tables[page->tables_count++];
    table->grid = t;
    for (xmlNode *n = node->children; n != NULL; n = n->next)
        if (html_is(n, "caption")) {
            struct buf scratch = {0};
            for (struct html_walk w = {.top = n}; html_next(&w);)
                buf_add_view(&scratch, w.leaving ? (struct view){"", 0} : html_text(w.node));
            l->block = node;
            add_text(l, buf_view(&scratch), false);
            end_line(l);
            buf_free(&scratch);
        }
    table->line = page->count;
    add_rows(page, page->tables_count - 1);
    return true;
}

static bool is_link(const xmlNode *node)
{
    return html_is(node, "a") && html_attribute(node, "href") != NULL;
}

void pagelayout_make(struct page *page, xmlNode *body)
{
    struct layout l = {.page = page, .block = body};
    size_t links = 0, pre = 0;
    for (struct html_walk w = {.top = body}; html_next(&w);) {
        xmlNode *node = w.node;
        bool block = html_is_block(node), element = node->type == XML_ELEMENT_NODE;
        if (block)
            end_line(&l);
        if (w.leaving) {
            if (block)
                l.block = node->parent;
            links -= is_link(node);
            pre -= html_is(node, "pre");
            continue;
        }
        if (!element) {
            if (pre > 0)
                add_pre(&l, html_text(node));
            else
                add_text(&l, html_text(node), links > 0);
            continue;
        }
        if (html_is_silent(node) || (!page->hidden && html_is_hidden(node)) ||
            (html_is(node, "table") && take_table(&l, node, page->hidden))) {
            html_skip(&w);
            continue;
        }
        if (block)
            l.block = node;
        if (html_is(node, "br"))
            end_line(&l);
        links += is_link(node);
        pre += html_is(node, "pre");
    }
    end_line(&l);
}
