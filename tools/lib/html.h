/* HTML as libxml2 reads it: parsing, walking without recursion, and what elements mean for text. */
#ifndef ZB_HTML_H
#define ZB_HTML_H

#include "buf.h"
#include "view.h"

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

/* Parses UTF-8 text, whose document types it overwrites with blanks. Faulty HTML is read as well as
 * can be, as browsers do; where the parser gives up before the end the program ends with
 * STATUS_FAILED. The caller frees the result with xmlFreeDoc; NULL where there is no element at
 * all. */
xmlDocPtr html_parse(const char *file, struct buf *text);

/* The charset that the first KiB declare, as <meta> or XML declaration, in name[0..size), which
 * holds "" where there is none. */
void html_charset(struct view bytes, char *name, size_t size);

bool html_is(const xmlNode *node, const char *element);

/* The attribute's value, owned by the document, or NULL. */
const char *html_attribute(const xmlNode *node, const char *name);

/* Whether the element's class or id has the word: words are parted by blanks, '-', '_'. */
bool html_has_class(const xmlNode *node, struct view word);

/* Whether the element is never shown as text: script, style, form controls, pictures. */
bool html_is_silent(const xmlNode *node);

/* Whether the element is there but not shown: the attribute hidden, or a style that says so. */
bool html_is_hidden(const xmlNode *node);

/* Empties what is struck out (del, s, strike): it is not valid any more, and would run into what
 * stands beside it. */
void html_drop_struck(xmlDocPtr doc);

/* Whether the element stands in lines of its own: p, div, li and the like. */
bool html_is_block(const xmlNode *node);

struct html_walk {
    xmlNode *top, *node;
    bool leaving; /* node's children have been seen */
};

/* Goes through the tree under top, each element twice: before and after its children. False at the
 * end. At first node is NULL. */
bool html_next(struct html_walk *w);

/* Called while entering a node: its children are left out, the next step leaves it. */
void html_skip(struct html_walk *w);

/* The text of a node of text, else an empty view. */
struct view html_text(const xmlNode *node);

#endif
