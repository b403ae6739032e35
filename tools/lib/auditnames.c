#include "auditnames.h"

#include "builtin.h"
#include "dict.h"

#include <stdlib.h>
#include <string.h>

enum { KIND, TEXT, AS, COLUMNS };

static const char *const columns[] = {"kind", "text", "as"};

/* Bytes: a shorter name that the dictionary does not know may be of many things. */
enum { SPECIFIC_MIN = 12 };

struct auditnames {
    struct dict *dict;
};

struct auditnames *auditnames_new(void)
{
    struct auditnames *n = mem_new(1, sizeof *n);
    n->dict = dict_new(columns, COLUMNS, 2, DICT_NONE);
    dict_read_builtin(n->dict, &builtin_audit);
    return n;
}

void auditnames_read(struct auditnames *n, const char *file)
{
    dict_read_file(n->dict, file);
}

static const struct dict_row *look_up(const struct auditnames *n, const char *kind,
                                      struct view text)
{
    struct view key[] = {view_of(kind), text};
    return dict_find(n->dict, key);
}

/* The name without the words for the document's own place before it. */
static struct view plain(struct view name)
{
    static const char *const places[] = {"全区", "全市", "全县", "全省", "全州",
                                         "全国", "我区", "我市", "我县", "我省"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct view place = view_of(places[i]);
        if (view_starts(name, place) && name.n > place.n)
            return (struct view){name.p + place.n, name.n - place.n};
    }
    return name;
}

static bool is_real(void *data, struct view indicator)
{
    const struct auditnames *n = data;
    for (size_t i = 0; i < dict_count(n->dict); i++) {
        const struct dict_row *row = dict_at(n->dict, i);
        if (view_is(row->fields[KIND], "real") && view_ends(indicator, row->fields[TEXT]))
            return true;
    }
    return false;
}

static void key(void *data, struct view name, struct buf *out)
{
    const struct auditnames *n = data;
    struct view v = plain(name);
    const struct dict_row *row = look_up(n, "same", v);
    buf_add_view(out, row != NULL ? row->fields[AS] : v);
}

static struct view parts(void *data, const struct fact *f, int nth)
{
    static const char *const kinds[] = {"sum", "sum2", "sum3"};
    const struct auditnames *n = data;
    if (nth >= (int)(sizeof kinds / sizeof *kinds))
        return (struct view){0};
    const struct dict_row *row = look_up(n, kinds[nth], f->key);
    return row != NULL ? row->fields[AS] : (struct view){0};
}

static bool is_specific(void *data, const struct fact *f)
{
    const struct auditnames *n = data;
    struct view v = plain(f->indicator);
    /* what was planned and what was done share the names of a budget */
    if (memmem(v.p, v.n, "预算", strlen("预算")) != NULL)
        return false;
    if (f->item.n > 0 || look_up(n, "generic", v) != NULL)
        return f->item.n > 0 && v.n > 0;
    return v.n >= SPECIFIC_MIN || look_up(n, "same", v) != NULL || !view_equal(f->key, v);
}

struct audit_names auditnames_ask(struct auditnames *n)
{
    return (struct audit_names){is_real, is_specific, parts, key, n};
}

void auditnames_free(struct auditnames *n)
{
    dict_free(n->dict);
    free(n);
}
