/* What libcsv reads and what dict.c splits itself give the same rows; names are looked up and
 * replaced the same whenever they are indexed; the built-in dictionaries hold what a user's must.
 */
#include "dict.h"
#include "builtin.h"
#include "start.h"
#include "unit.h"

#include <stdlib.h>

static const char *const columns[] = {"name", "value", "more"};

static struct dict *read(const struct builtin *first, const char *second)
{
    struct dict *d = dict_new(columns, 3, 1, 2);
    if (first != NULL)
        dict_read_builtin(d, first);
    if (second != NULL)
        dict_read_text(d, "second", view_of(second));
    return d;
}

static bool has(struct dict *d, size_t i, uint64_t line, const char *name, const char *value)
{
    const struct dict_row *row = dict_at(d, i);
    return row->line == line && view_is(row->fields[0], name) && view_is(row->fields[1], value);
}

/* The same rows in all ways in which they can be written. */
static void ways(void)
{
    static const char *const same[] = {
        "name,value,more\n\na,1,\nb,,x|y\n",
        "name,value,more\n\na,1,\nb,,x|y",
        "\xEF\xBB\xBFname,value,more\r\n\r\na,1,\r\nb,,x|y\r\n",
        "\xEF\xBB\xBF\"name\",value,more\n\n\"a\",1,\nb,,\"x|y\"",
        "value,other,more,name\n\n1,z,,a\n,z,x|y,b\n",
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct dict *d = read(NULL, same[i]);
        struct view y = view_of("y"), c = view_of("c");
        check(dict_count(d) == 2 && has(d, 0, 3, "a", "1") && has(d, 1, 4, "b", ""));
        check(dict_find(d, &y) == dict_at(d, 1) && dict_find(d, &c) == NULL);
        dict_free(d);
    }
    struct dict *d = read(NULL, "name,value,more\n\"a\",\"1\n,\"\"2\",\nb,3 ,\n");
    check(dict_count(d) == 2 && has(d, 0, 2, "a", "1\n,\"2") && has(d, 1, 4, "b", "3 "));
    dict_free(d);
}

/* A later file replaces lines, whether or not those before it were looked for. */
static void replaced(void)
{
    static const struct builtin first = {
        "first", {"name,value,more\na,1,x\nb,2,y\n", sizeof "name,value,more\na,1,x\nb,2,y\n" - 1}};
    const struct view key[] = {view_of("a"), view_of("x"), view_of("y"), view_of("c")};
    for (int looked = 0; looked < 2; looked++) {
        struct dict *d = read(&first, NULL);
        check(!looked || dict_find(d, key) == dict_at(d, 0));
        dict_read_text(d, "second", view_of("name,value,more\na,3,y\nc,4,\n"));
        check(dict_count(d) == 3 && has(d, 0, 2, "a", "3") && has(d, 1, 3, "b", "2") &&
              has(d, 2, 3, "c", "4"));
        for (size_t i = 0; i < 3; i++)
            check(dict_find(d, &key[i]) == dict_at(d, 0));
        check(dict_find(d, &key[3]) == dict_at(d, 2));
        dict_free(d);
    }
}

/* Read as if they were a user's: a name that is empty or stands twice ends the test. */
static void built_in(void)
{
    static const struct {
        const struct builtin *builtin;
        const char *const columns[3]; /* of the name, then the one with more names */
        size_t keys, count;
    } all[] = {
        {&builtin_affixes, {"text", "place"}, 2, 2},
        {&builtin_audit, {"kind", "text"}, 2, 2},
        {&builtin_breaks, {"match", "text", "period"}, 3, 3},
        {&builtin_indicators, {"code"}, 1, 1},
        {&builtin_kinds, {"match", "text"}, 2, 2},
        {&builtin_page_parts, {"where", "pattern"}, 2, 2},
        {&builtin_private, {"match", "text"}, 2, 2},
        {&builtin_regions, {"code", "name"}, 2, 2},
        {&builtin_scales, {"scale", "aliases"}, 1, 2},
        {&builtin_sdmx_units, {"dimension"}, 1, 1},
        {&builtin_units, {"unit", "aliases"}, 1, 2},
        {&builtin_widths, {"first"}, 1, 1},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct dict *d = dict_new(all[i].columns, all[i].count, all[i].keys,
                                  all[i].keys < all[i].count ? 1 : DICT_NONE);
        dict_read_text(d, all[i].builtin->name, all[i].builtin->text);
        check(dict_count(d) > 0);
        dict_free(d);
    }
}

int main(void)
{
    start("unit");
    ways();
    replaced();
    built_in();
    return unit_end();
}
