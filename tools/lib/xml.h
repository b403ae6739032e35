/* XML as a stream of elements and text: nothing is held but what is open. */
#ifndef ZB_XML_H
#define ZB_XML_H

#include "view.h"

#include <stdbool.h>
#include <stddef.h>

struct xml_attributes {
    const void *list; /* as libxml2 gives them */
    int count;
};

/* The value of the attribute of this local name, an empty view with p NULL where it is not there.
 * Views are good until the handler returns; entities in them are resolved. */
struct view xml_attribute(struct xml_attributes a, const char *name);

/* Whether the attribute says true: 1, true or on. */
bool xml_is_true(struct xml_attributes a, const char *name);

/* The value as a whole number, or fallback where it is missing or none. */
long xml_number(struct xml_attributes a, const char *name, long fallback);

struct xml_handler { /* names are without their prefix */
    void (*start)(void *me, const char *name, struct xml_attributes attributes);
    void (*end)(void *me, const char *name);
    void (*text)(void *me, struct view text); /* a text may come in pieces */
    void *me;
};

/* Gives up to n bytes of the document into p; 0 at its end. */
typedef size_t xml_source(void *from, char *p, size_t n);

/*
 * Reads a document to its end. A document type declaration is refused, so there are no entities but
 * the five of XML, and nothing outside the document is looked at. Returns NULL, or what is wrong,
 * with its line: "line 3: Opening and ending tag mismatch". Owned by it until the next call.
 */
const char *xml_read(xml_source *source, void *from, struct xml_handler *handler);

#endif
