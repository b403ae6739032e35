#include "page.h"

#include "boilerplate.h"
#include "flow.h"
#include "html.h"
#include "pagelayout.h"
#include "raised.h"
#include "translate.h"

#include <stdlib.h>
#include <string.h>

enum {
    CAPTION_LINES = 3,
    CAPTION_LENGTH = 240, /* bytes: 80 hanzi */
};

struct view page_text(const struct page *page, const struct page_line *line)
{
    return (struct view){page->text.p + line->offset, line->length};
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
    *page = (struct page){.file = file, .hidden = take_hidden};
    page->doc = html_parse(file, text);
    if (page->doc == NULL)
        return false;
    if (!take_hidden)
        html_drop_struck(page->doc);
    raised_mark(page->doc);
    xmlNode *root = xmlDocGetRootElement(page->doc);
    pagelayout_make(page, root);
    boilerplate_mark(page);
    if (page->content == NULL && !take_hidden) { /* perhaps a script would show it */
        drop_layout(page);
        page->hidden = true;
        pagelayout_make(page, root);
        boilerplate_mark(page);
        if (page->content == NULL) {
            drop_layout(page);
            page->hidden = false;
            pagelayout_make(page, root);
            boilerplate_mark(page);
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
