#include "xml.h"

#include "buf.h"
#include "cut.h"
#include "translate.h"
#include "xmlmemory.h"

#include <libxml/parser.h>
#include <stdlib.h>

enum { CHUNK = 64 * 1024 };

struct reading {
    struct xml_handler *handler;
    xmlParserCtxtPtr parser;
    bool has_doctype;
};

struct view xml_attribute(struct xml_attributes a, const char *name)
{
    /* five pointers each: local name, prefix, URI, start and end of the value */
    const xmlChar *const *p = a.list;
    for (int i = 0; i < a.count; i++, p += 5)
        if (strcmp((const char *)p[0], name) == 0)
            return (struct view){(const char *)p[3], (size_t)(p[4] - p[3])};
    return (struct view){NULL, 0};
}

bool xml_is_true(struct xml_attributes a, const char *name)
{
    struct view v = xml_attribute(a, name);
    return view_is(v, "1") || view_is(v, "true") || view_is(v, "on");
}

long xml_number(struct xml_attributes a, const char *name, long fallback)
{
    struct view v = xml_attribute(a, name);
    uint64_t n;
    return v.n <= 9 && view_number(v, &n) ? (long)n : fallback;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespaces, const xmlChar **declared, int count, int defaulted,
                     const xmlChar **attributes)
{
    struct reading *r = context;
    (void)prefix, (void)uri, (void)namespaces, (void)declared, (void)defaulted;
    if (r->handler->start != NULL)
        r->handler->start(r->handler->me, (const char *)name,
                          (struct xml_attributes){attributes, count});
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct reading *r = context;
    (void)prefix, (void)uri;
    if (r->handler->end != NULL)
        r->handler->end(r->handler->me, (const char *)name);
}

static void on_text(void *context, const xmlChar *text, int length)
{
    struct reading *r = context;
    if (r->handler->text != NULL)
        r->handler->text(r->handler->me, (struct view){(const char *)text, (size_t)length});
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *external,
                       const xmlChar *system)
{
    struct reading *r = context;
    (void)name, (void)external, (void)system;
    r->has_doctype = true;
    xmlStopParser(r->parser);
}

static void be_quiet(void *context, xmlErrorPtr error)
{
    (void)context, (void)error;
}

const char *xml_read(xml_source *source, void *from, struct xml_handler *handler)
{
    static char problem[512];
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = on_start,
                         .endElementNs = on_end,
                         .characters = on_text,
                         .ignorableWhitespace = on_text,
                         .cdataBlock = on_text,
                         .internalSubset = on_doctype,
                         .serror = be_quiet};
    struct reading r = {.handler = handler};
    xmlmemory_use();
    xmlSetStructuredErrorFunc(NULL, be_quiet); /* of faults in the encoding it speaks itself */
    char *chunk = mem_grow(NULL, CHUNK, 1);
    r.parser = xmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL);
    if (r.parser == NULL)
        return translated("libxml2 gives no parser");
    xmlCtxtUseOptions(r.parser, XML_PARSE_NONET);
    size_t n;
    int error = 0;
    while (error == 0 && !r.has_doctype && (n = source(from, chunk, CHUNK)) > 0)
        error = xmlParseChunk(r.parser, chunk, (int)n, 0);
    if (error == 0 && !r.has_doctype)
        error = xmlParseChunk(r.parser, chunk, 0, 1);
    const char *result = NULL;
    if (r.has_doctype) {
        result = translated("document type declaration: refused, it could define entities");
    } else if (error != 0 || !r.parser->wellFormed) {
        const xmlError *e = &r.parser->lastError;
        const char *text = e->message != NULL ? e->message : translated("damaged");
        cut_format(problem, sizeof problem, translated("line %d: %.*s"), e->line,
                   (int)strcspn(text, "\n"), text);
        result = problem;
    }
    free(chunk);
    xmlFreeParserCtxt(r.parser);
    return result;
}
