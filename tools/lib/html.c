#include "html.h"

#include "msg.h"
#include "xmlmemory.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static void be_quiet(void *context, xmlErrorPtr error)
{
    (void)context;
    (void)error;
}

/* libxml2 takes the prefix off a name: Word's <o:p> would become a paragraph in the middle of a
 * number. So it becomes <o_p>. */
static void start_element(void *parser, const xmlChar *name, const xmlChar **attributes)
{
    char renamed[64];
    if (strchr((const char *)name, ':') != NULL) {
        snprintf(renamed, sizeof renamed, "%s", (const char *)name);
        for (char *colon; (colon = strchr(renamed, ':')) != NULL;)
            *colon = '_';
        name = (const xmlChar *)renamed;
    }
    xmlSAX2StartElement(parser, name, attributes);
}

/* A second document type, of a page that was pasted into another, ends libxml2's reading. None is
 * of use here: they become blanks. */
static void blank_doctypes(struct buf *text)
{
    static const char start[] = "<!DOCTYPE";
    char *end = text->p + text->n;
    for (char *p = text->p; (p = memchr(p, '<', (size_t)(end - p))) != NULL; p++) {
        if ((size_t)(end - p) < sizeof start || strncasecmp(p, start, sizeof start - 1) != 0)
            continue;
        for (; p + 1 < end && *p != '>'; p++)
            if (*p != '\n')
                *p = ' ';
        *p = *p == '>' ? ' ' : *p;
    }
}

xmlDocPtr html_parse(const char *file, struct buf *text)
{
    if (text->n > INT_MAX)
        die(file, 0, "size: more than 2 GiB of text");
    blank_doctypes(text);
    xmlmemory_use();
    xmlSetStructuredErrorFunc(NULL, be_quiet);
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    if (parser == NULL)
        die(file, 0, "HTML: libxml2 gives no parser");
    parser->sax->startElement = start_element;
    /* not documented as an option for HTML, but asked for: a text of more than 10 MB is taken */
    parser->options |= XML_PARSE_HUGE;
    xmlDocPtr doc =
        htmlCtxtReadMemory(parser, text->p, (int)text->n, NULL, "UTF-8",
                           HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                               HTML_PARSE_NONET | HTML_PARSE_COMPACT | (int)XML_PARSE_HUGE);
    int error = parser->lastError.code;
    bool stopped = parser->disableSAX != 0;
    htmlFreeParserCtxt(parser);
    if (stopped && doc != NULL && xmlDocGetRootElement(doc) != NULL)
        die(file, 0, "HTML: the parser gave up before the end (libxml2 error %d)", error);
    if (doc != NULL && xmlDocGetRootElement(doc) == NULL) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    return doc;
}

void html_charset(struct view bytes, char *name, size_t size)
{
    static const char key[] = "charset", xml_key[] = "encoding";
    *name = '\0';
    size_t n = bytes.n < 4096 ? bytes.n : 4096;
    for (size_t i = 0; i + sizeof xml_key < n; i++) {
        const char *p = bytes.p + i, *end = bytes.p + n;
        if (strncasecmp(p, key, sizeof key - 1) == 0)
            p += sizeof key - 1;
        else if (i < 100 && strncasecmp(p, xml_key, sizeof xml_key - 1) == 0)
            p += sizeof xml_key - 1;
        else
            continue;
        while (p < end && isspace((unsigned char)*p))
            p++;
        if (p == end || *p++ != '=')
            continue;
        while (p < end && (isspace((unsigned char)*p) || *p == '"' || *p == '\''))
            p++;
        size_t length = 0;
        while (p + length < end && length + 1 < size &&
               (isalnum((unsigned char)p[length]) || strchr("-_.:", p[length]) != NULL))
            length++;
        memcpy(name, p, length);
        name[length] = '\0';
        return;
    }
}

bool html_is(const xmlNode *node, const char *element)
{
    return node != NULL && node->type == XML_ELEMENT_NODE &&
           strcmp((const char *)node->name, element) == 0;
}

const char *html_attribute(const xmlNode *node, const char *name)
{
    if (node->type != XML_ELEMENT_NODE)
        return NULL;
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next)
        if (strcmp((const char *)a->name, name) == 0)
            return a->children != NULL && a->children->content != NULL
                       ? (const char *)a->children->content
                       : "";
    return NULL;
}

static bool has_word(const char *text, struct view word)
{
    while (text != NULL && *text != '\0') {
        size_t n = strcspn(text, " \t\r\n-_");
        if (n == word.n && strncasecmp(text, word.p, n) == 0)
            return true;
        text += n;
        text += strspn(text, " \t\r\n-_");
    }
    return false;
}

bool html_has_class(const xmlNode *node, struct view word)
{
    return has_word(html_attribute(node, "class"), word) ||
           has_word(html_attribute(node, "id"), word);
}

static bool is_one_of(const xmlNode *node, const char *const *names)
{
    const char *name = (const char *)node->name;
    if (node->type != XML_ELEMENT_NODE)
        return false;
    for (; *names != NULL; names++)
        if (**names == *name && strcmp(*names, name) == 0) /* a call costs more than the byte */
            return true;
    return false;
}

bool html_is_silent(const xmlNode *node)
{
    static const char *const silent[] = {
        "script",   "style",   "head",     "noscript", "template", "select", "option",
        "textarea", "button",  "datalist", "iframe",   "frameset", "object", "applet",
        "audio",    "video",   "canvas",   "svg",      "math",     "map",    "meta",
        "noframes", "noembed", "link",     "title",    "xml",      NULL};
    return is_one_of(node, silent);
}

/* Whether a style declares property:value, blanks and case aside. */
static bool style_says(const char *style, const char *declaration)
{
    for (; *style != '\0'; style++) {
        const char *s = style, *d = declaration;
        while (*d != '\0') {
            while (isspace((unsigned char)*s))
                s++;
            if (tolower((unsigned char)*s) != *d)
                break;
            s++;
            d++;
        }
        if (*d == '\0')
            return true;
    }
    return false;
}

bool html_is_hidden(const xmlNode *node)
{
    const char *style = html_attribute(node, "style");
    return html_attribute(node, "hidden") != NULL ||
           (style != NULL &&
            (style_says(style, "display:none") || style_says(style, "visibility:hidden") ||
             style_says(style, "mso-hide:all")));
}

bool html_is_block(const xmlNode *node)
{
    static const char *const blocks[] = {
        "p",       "div",     "td",      "tr",     "li",      "th",         "table",      "tbody",
        "thead",   "tfoot",   "h1",      "h2",     "h3",      "h4",         "h5",         "h6",
        "ul",      "ol",      "dl",      "dt",     "dd",      "section",    "article",    "header",
        "footer",  "nav",     "aside",   "main",   "form",    "fieldset",   "blockquote", "pre",
        "hr",      "center",  "address", "figure", "caption", "figcaption", "body",       "html",
        "details", "summary", "legend",  "menu",   "dir",     NULL};
    return is_one_of(node, blocks);
}

bool html_next(struct html_walk *w)
{
    if (w->node == NULL) {
        w->node = w->top;
        w->leaving = false;
        return true;
    }
    if (!w->leaving && w->node->type == XML_ELEMENT_NODE && w->node->children != NULL) {
        w->node = w->node->children;
        return true;
    }
    if (!w->leaving && w->node->type == XML_ELEMENT_NODE) {
        w->leaving = true;
        return true;
    }
    if (w->node == w->top)
        return false;
    if (w->node->next != NULL) {
        w->node = w->node->next;
        w->leaving = false;
    } else {
        w->node = w->node->parent;
        w->leaving = true;
    }
    return true;
}

void html_skip(struct html_walk *w)
{
    w->leaving = true;
}

struct view html_text(const xmlNode *node)
{
    if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
        node->content != NULL)
        return view_of((const char *)node->content);
    return (struct view){"", 0};
}

void html_drop_struck(xmlDocPtr doc)
{
    static const char *const struck[] = {"del", "s", "strike", NULL};
    size_t depth = 0;
    for (struct html_walk w = {.top = xmlDocGetRootElement(doc)}; html_next(&w);) {
        const char *style = html_attribute(w.node, "style");
        if (is_one_of(w.node, struck) ||
            (style != NULL && style_says(style, "text-decoration:line-through")))
            w.leaving ? depth-- : depth++;
        else if (depth > 0 && html_text(w.node).n > 0)
            xmlNodeSetContent(w.node, (const xmlChar *)"");
    }
}
