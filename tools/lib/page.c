#include "page.h"

#include "builtin.h"
#include "dict.h"
#include "flow.h"
#include "html.h"
#include "regex.h"
#include "translate.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    CAPTION_LINES = 3,
    CAPTION_LENGTH = 240, /* bytes: 80 hanzi */
    SENTENCE = 45,        /* bytes: a shorter line is no evidence of prose */
    PART_SHARE = 5,       /* a part named nav holds less than a fifth of the page's prose */
    PATTERNS = 64,
    FURNITURE_LENGTH = 1500, /* bytes: 500 hanzi; what is longer is prose, whatever its words */
};

/* dict/page-parts.csv */
static struct {
    struct view classes[PATTERNS];
    struct regex *lines[PATTERNS];
    size_t classes_count, lines_count;
} furniture;

static void read_furniture(void)
{
    static const char *const columns[] = {"where", "pattern"};
    static struct dict *dict; /* owns the words */
    if (dict != NULL)
        return;
    dict = dict_new(columns, 2, 2, DICT_NONE);
    dict_read_builtin(dict, &builtin_page_parts);
    for (size_t i = 0; i < dict_count(dict); i++) {
        const struct dict_row *row = dict_at(dict, i);
        if (view_is(row->fields[0], "class") && furniture.classes_count < PATTERNS)
            furniture.classes[furniture.classes_count++] = row->fields[1];
        else if (view_is(row->fields[0], "line") && furniture.lines_count < PATTERNS)
            furniture.lines[furniture.lines_count++] =
                regex_new(row->fields[1], false, NULL, row->file, row->line);
    }
}

struct view page_text(const struct page *page, const struct page_line *line)
{
    return (struct view){page->text.p + line->offset, line->length};
}

static size_t count_of(struct view text, const char *what)
{
    size_t n = 0, length = strlen(what);
    const char *p = text.p, *end = text.p + text.n;
    while (length > 0 && (p = memmem(p, (size_t)(end - p), what, length)) != NULL) {
        n++;
        p += length;
    }
    return n;
}

static bool is_sentence(struct view text)
{
    return text.n >= SENTENCE &&
           (count_of(text, "。") > 0 || count_of(text, "；") > 0 || count_of(text, "，") > 1);
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
    line->prose = is_sentence(page_text(page, line));
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

static void lay_out(struct page *page, xmlNode *body)
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

/* Adds n to the weight of a node and of those it stands in. */
static void weigh(xmlNode *node, size_t n)
{
    for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
        node->_private = (void *)((uintptr_t)node->_private + n);
}

static size_t weight(const xmlNode *node)
{
    return (size_t)(uintptr_t)node->_private;
}

static bool is_part(const xmlNode *node)
{
    for (size_t i = 0; i < furniture.classes_count; i++)
        if (html_has_class(node, furniture.classes[i]))
            return true;
    return false;
}

/* Whether the node stands in a part that by its element or name is furniture, and holds little of
 * the prose: what is called "nav-content" may hold the article. */
static bool in_part(const xmlNode *node, size_t all)
{
    for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent) {
        bool meant = html_is(node, "nav") || html_is(node, "footer") || html_is(node, "aside");
        if (meant && weight(node) * 2 < all)
            return true;
        if (weight(node) * PART_SHARE < all && is_part(node))
            return true;
    }
    return false;
}

static bool is_furniture(struct view text)
{
    struct match m;
    for (size_t i = 0; i < furniture.lines_count; i++)
        if (text.n < FURNITURE_LENGTH && regex_match(furniture.lines[i], text, 0, &m))
            return true;
    return false;
}

static bool is_inside(const xmlNode *node, const xmlNode *top)
{
    while (node != NULL && node != top)
        node = node->parent;
    return node != NULL;
}

/* Whether a line is there for its links: a menu. A whole sentence may be one, and in a row of a
 * table the name beside the figure. */
static bool is_links(const struct page_line *line, struct view text)
{
    if (line->table != PAGE_NO_TABLE && line->prose)
        return line->links + count_of(text, "\t") >= line->length;
    return line->links * 2 > line->length && !(is_sentence(text) && count_of(text, "。") > 0);
}

/* Marks what is left out, and finds the content: the smallest element that holds all prose. */
static void find_content(struct page *page)
{
    size_t all = 0;
    for (size_t i = 0; i < page->count; i++) {
        struct page_line *line = &page->lines[i];
        struct view text = page_text(page, line);
        if (is_links(line, text))
            line->left = PAGE_LINKS;
        else if (is_furniture(text))
            line->left = PAGE_FURNITURE;
        else if (line->prose) {
            weigh(line->block, line->length);
            all += line->length;
        }
    }
    for (size_t i = 0; i < page->count; i++)
        if (page->lines[i].left == PAGE_KEPT && in_part(page->lines[i].block, all))
            page->lines[i].left = PAGE_PART;
    page->content = NULL;
    for (size_t i = 0; i < page->count; i++) {
        struct page_line *line = &page->lines[i];
        if (line->left != PAGE_KEPT || !line->prose)
            continue;
        if (page->content == NULL) /* with the lines beside it: one sentence is not all of it */
            page->content =
                line->block->parent != (xmlNode *)page->doc ? line->block->parent : line->block;
        while (!is_inside(line->block, page->content))
            page->content = page->content->parent;
    }
    for (size_t i = 0; i < page->count; i++) {
        struct page_line *line = &page->lines[i];
        if (line->left == PAGE_KEPT && page->content != NULL &&
            !is_inside(line->block, page->content))
            line->left = PAGE_OUTSIDE;
        if (line->left == PAGE_KEPT && line->table == PAGE_NO_TABLE && line->prose)
            page->prose += line->length;
        if (line->left == PAGE_KEPT && line->table != PAGE_NO_TABLE)
            page->in_tables += line->length;
    }
}

/* A line that stands where it cannot be told from the content's own: a caption of a table, in an
 * element beside it. */
static void keep_captions(struct page *page)
{
    for (size_t table = 0; table < page->tables_count; table++) {
        if (!page_has_table(page, table))
            continue;
        size_t i = page_caption(page, table);
        for (; page->lines[i].table != table; i++)
            page->lines[i].left = PAGE_KEPT;
    }
}

static void flow_of(struct buf *to, struct view text)
{
    buf_clear(to);
    struct flow f = flow_start(to, false);
    flow_text(&f, text);
    flow_end(&f);
}

/* The title without the name of the site, which follows or precedes it: the longest part. */
static struct view without_site(struct view title)
{
    static const char *const marks[] = {"_", "|", "--", " - ", "-", "——"};
    if (title.n == 0)
        return title;
    struct view best = {title.p, 0};
    size_t start = 0;
    for (size_t i = 0; i <= title.n; i++) {
        size_t mark = 0;
        for (size_t m = 0; m < sizeof marks / sizeof *marks && mark == 0; m++)
            if (view_starts((struct view){title.p + i, title.n - i}, view_of(marks[m])))
                mark = strlen(marks[m]);
        if (mark == 0 && i < title.n)
            continue;
        if (i - start > best.n)
            best = (struct view){title.p + start, i - start};
        start = i + mark;
        i = mark > 0 ? start - 1 : i;
    }
    while (best.n > 0 && best.p[0] == ' ') {
        best.p++;
        best.n--;
    }
    while (best.n > 0 && best.p[best.n - 1] == ' ')
        best.n--;
    return best;
}

/* Adds text without blanks. */
static void squeeze(struct buf *to, struct view text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != ' ' && text.p[i] != '\t')
            buf_add_char(to, text.p[i]);
}

static void find_title(struct page *page)
{
    struct buf title = {0}, short_title = {0}, start = {0};
    bool named = false;
    for (struct html_walk w = {.top = xmlDocGetRootElement(page->doc)}; html_next(&w);) {
        if (w.leaving)
            continue;
        const char *name = html_is(w.node, "meta") ? html_attribute(w.node, "name") : NULL;
        const char *content = name != NULL ? html_attribute(w.node, "content") : NULL;
        if (content != NULL && strcasecmp(name, "ArticleTitle") == 0 && *content != '\0') {
            flow_of(&title, view_of(content));
            named = title.n > 0;
        } else if (html_is(w.node, "title") && !named && title.n == 0 && w.node->children != NULL) {
            flow_of(&title, html_text(w.node->children));
        }
        if (named || html_is(w.node, "body"))
            break;
    }
    struct view text = named ? buf_view(&title) : without_site(buf_view(&title));
    squeeze(&short_title, text);
    for (size_t i = 0, kept = 0; i < page->count && kept < 5; i++)
        if (page->lines[i].left == PAGE_KEPT) {
            squeeze(&start, page_text(page, &page->lines[i]));
            kept++;
        }
    buf_clear(&page->title);
    buf_clear(&page->heading);
    buf_add_view(&page->heading, text);
    if (short_title.n > 0 &&
        (start.n == 0 || memmem(start.p, start.n, short_title.p, short_title.n) == NULL))
        buf_add_view(&page->title, text);
    buf_free(&title);
    buf_free(&short_title);
    buf_free(&start);
}

static void drop_layout(struct page *page)
{
    for (size_t i = 0; i < page->tables_count; i++)
        html_table_free(&page->tables[i].grid);
    page->tables_count = page->count = 0;
    buf_clear(&page->text);
}

bool page_read(struct page *page, const char *file, struct buf *text, bool take_hidden)
{
    read_furniture();
    *page = (struct page){.file = file, .hidden = take_hidden};
    page->doc = html_parse(file, text);
    if (page->doc == NULL)
        return false;
    xmlNode *root = xmlDocGetRootElement(page->doc);
    lay_out(page, root);
    find_content(page);
    if (page->content == NULL && !take_hidden) { /* perhaps a script would show it */
        drop_layout(page);
        page->hidden = true;
        lay_out(page, root);
        find_content(page);
        if (page->content == NULL) {
            drop_layout(page);
            page->hidden = false;
            lay_out(page, root);
            find_content(page);
        }
    }
    keep_captions(page);
    find_title(page);
    return true;
}

bool page_has_table(const struct page *page, size_t table)
{
    const struct page_table *t = &page->tables[table];
    for (size_t i = 0; i < t->grid.rows; i++)
        if (page->lines[t->line + i].left == PAGE_KEPT)
            return true;
    return false;
}

size_t page_caption(const struct page *page, size_t table)
{
    size_t first = page->tables[table].line, start = first;
    while (start > 0 && first - start < CAPTION_LINES) {
        const struct page_line *line = &page->lines[start - 1];
        if (line->table != PAGE_NO_TABLE || line->prose || line->length > CAPTION_LENGTH ||
            line->left == PAGE_LINKS || line->left == PAGE_FURNITURE || line->left == PAGE_PART)
            break;
        start--;
    }
    return start;
}

const char *page_left_why(enum page_left left)
{
    static const char *const why[] = {
        [PAGE_KEPT] = N_("kept"),
        [PAGE_LINKS] = N_("links"),
        [PAGE_FURNITURE] = N_("furniture"),
        [PAGE_PART] = N_("a part for menus and the like"),
        [PAGE_OUTSIDE] = N_("outside the content"),
    };
    return why[left];
}

void page_free(struct page *page)
{
    drop_layout(page);
    free(page->lines);
    free(page->tables);
    buf_free(&page->text);
    buf_free(&page->title);
    buf_free(&page->heading);
    if (page->doc != NULL)
        xmlFreeDoc(page->doc);
    *page = (struct page){0};
}
