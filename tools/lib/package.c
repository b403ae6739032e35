#include "package.h"

#include "magic.h"
#include "msg.h"
#include "translate.h"

#include <stdint.h>
#include <stdlib.h>
#include <zip.h>

enum { BOMB_SIZE = 64 << 20, BOMB_RATIO = 400 };

struct package {
    const char *file;
    struct buf bytes;
    zip_t *zip;
};

struct package *package_open(const char *file, struct buf *bytes)
{
    const char *what, *opener;
    bool is_zip = bytes->n > 4 && memcmp(bytes->p, "PK\3\4", 4) == 0;
    if (!is_zip && bytes->n >= 4 && memcmp(bytes->p, "\xD0\xCF\x11\xE0", 4) == 0)
        die(file, 0,
            "not xlsx: an old Office file (xls, doc), or one with a password; "
            "pipelines/open or LibreOffice opens it");
    if (!is_zip && magic_find(buf_view(bytes), &what, &opener))
        die(file, 0, "not xlsx: %s; %s opens it", translated(what), translated(opener));
    if (!is_zip)
        die(file, 0, "not xlsx: no zip file; pipelines/open opens what it may be");
    struct package *p = mem_new(1, sizeof *p);
    p->file = file;
    p->bytes = *bytes;
    *bytes = (struct buf){0};
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(p->bytes.p, p->bytes.n, 0, &error);
    if (source != NULL)
        p->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (p->zip == NULL)
        die(file, 0, "zip: %s", zip_error_strerror(&error));
    zip_error_fini(&error);
    return p;
}

bool package_has(struct package *p, const char *part)
{
    return zip_name_locate(p->zip, part, ZIP_FL_NOCASE) >= 0;
}

struct unpacking {
    struct package *package;
    const char *part;
    zip_file_t *file;
    uint64_t packed, unpacked;
};

static size_t unpack(void *from, char *to, size_t n)
{
    struct unpacking *u = from;
    zip_int64_t got = zip_fread(u->file, to, n);
    if (got < 0)
        die(u->package->file, 0, "%s: %s", u->part, zip_file_strerror(u->file));
    u->unpacked += (uint64_t)got;
    if (u->unpacked > BOMB_SIZE && u->unpacked / BOMB_RATIO > u->packed)
        die(u->package->file, 0, "%s: unpacks to more than %d times its size: refused", u->part,
            BOMB_RATIO);
    return (size_t)got;
}

void package_read(struct package *p, const char *part, struct xml_handler *handler)
{
    zip_int64_t index = zip_name_locate(p->zip, part, ZIP_FL_NOCASE);
    if (index < 0)
        die(p->file, 0, "%s: missing", part);
    zip_stat_t st;
    struct unpacking u = {.package = p, .part = part};
    if (zip_stat_index(p->zip, (zip_uint64_t)index, 0, &st) == 0)
        u.packed = st.comp_size;
    u.file = zip_fopen_index(p->zip, (zip_uint64_t)index, 0);
    if (u.file == NULL)
        die(p->file, 0, "%s: %s", part, zip_strerror(p->zip));
    const char *problem = xml_read(unpack, &u, handler);
    if (problem != NULL)
        die(p->file, 0, "%s: %s", part, problem);
    zip_fclose(u.file);
}

struct search {
    const char *id, *type_end;
    bool found;
    struct buf target, type;
};

static void look_at_relationship(void *me, const char *name, struct xml_attributes a)
{
    struct search *s = me;
    if (s->found || strcmp(name, "Relationship") != 0 ||
        view_is(xml_attribute(a, "TargetMode"), "External"))
        return;
    struct view type = xml_attribute(a, "Type");
    s->found = s->id != NULL ? view_is(xml_attribute(a, "Id"), s->id)
                             : view_ends(type, view_of(s->type_end));
    if (!s->found)
        return;
    buf_add_view(&s->target, xml_attribute(a, "Target"));
    const char *slash = type.n > 0 ? memrchr(type.p, '/', type.n) : NULL;
    if (slash != NULL)
        buf_add(&s->type, slash + 1, (size_t)(type.p + type.n - slash - 1));
}

/* Appends the path of target, which is relative to the folder of part unless it begins with '/'. */
static void resolve(const char *part, struct view target, struct buf *to)
{
    size_t start = to->n;
    const char *slash = strrchr(part, '/');
    if (target.n > 0 && *target.p == '/') {
        target.p++;
        target.n--;
    } else if (slash != NULL) {
        buf_add(to, part, (size_t)(slash - part) + 1);
    }
    while (target.n > 0) {
        const char *end = memchr(target.p, '/', target.n);
        size_t n = end != NULL ? (size_t)(end - target.p) + 1 : target.n;
        if (n == 3 && memcmp(target.p, "../", 3) == 0) {
            to->n -= to->n > start; /* the slash, then the folder before it */
            while (to->n > start && to->p[to->n - 1] != '/')
                to->n--;
        } else if (n != 2 || memcmp(target.p, "./", 2) != 0) {
            buf_add(to, target.p, n);
        }
        target.p += n;
        target.n -= n;
    }
    buf_add_char(to, '\0');
}

bool package_target(struct package *p, const char *part, const char *id, const char *type_end,
                    struct buf *to, struct buf *type)
{
    const char *slash = strrchr(part, '/');
    const char *base = slash != NULL ? slash + 1 : part;
    struct buf rels = {0};
    buf_add(&rels, part, (size_t)(base - part));
    buf_add_string(&rels, "_rels/");
    buf_add_string(&rels, base);
    buf_add_string(&rels, ".rels");
    buf_add_char(&rels, '\0');
    struct search s = {.id = id, .type_end = type_end};
    struct xml_handler handler = {.start = look_at_relationship, .me = &s};
    if (package_has(p, rels.p))
        package_read(p, rels.p, &handler);
    if (s.found) {
        resolve(part, buf_view(&s.target), to);
        if (type != NULL) {
            buf_add_view(type, buf_view(&s.type));
            buf_add_char(type, '\0');
        }
    }
    buf_free(&rels);
    buf_free(&s.target);
    buf_free(&s.type);
    return s.found;
}

void package_close(struct package *p)
{
    zip_discard(p->zip);
    buf_free(&p->bytes);
    free(p);
}
