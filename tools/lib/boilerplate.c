#include "boilerplate.h"

#include "builtin.h"
#include "dict.h"
#include "html.h"
#include "pagelayout.h"
#include "regex.h"

#include <stdint.h>

enum {
    PART_SHARE = 5, /* a part named nav holds less than a fifth of the page's prose */
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
        return line->links + view_count(text, "\t") >= line->length;
    return line->links * 2 > line->length &&
           !(pagelayout_is_sentence(text) && view_count(text, "。") > 0);
}

void boilerplate_mark(struct page *page)
{
    read_furniture();
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
