#include "xmlmemory.h"

#include "buf.h"

#include <libxml/xmlmemory.h>
#include <string.h>

static void *allocate(size_t n)
{
    return mem_grow(NULL, n, 1);
}

static void *reallocate(void *p, size_t n)
{
    return mem_grow(p, n, 1);
}

static char *duplicate(const char *s)
{
    size_t n = strlen(s) + 1;
    return memcpy(mem_grow(NULL, n, 1), s, n);
}

void xmlmemory_use(void)
{
    xmlMemSetup(free, allocate, reallocate, duplicate);
}
