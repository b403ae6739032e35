/* Groups: every key once, whatever its lengths; states stay where they are; sorted by column in
 * byte order. */
#include "unit.h"

#include "groups.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS = 100000, COLUMNS = 3 };

struct state {
    uint64_t number, count;
};

/* Key i: columns of 0 to 40 bytes that begin and end alike, NUL bytes among them. */
static void make_key(uint64_t i, char text[COLUMNS][64], struct view *key)
{
    int n = snprintf(text[0], sizeof text[0], "%s%" PRIu64, i % 3 == 0 ? "社会消费品零售总额" : "",
                     i % 97);
    key[0] = (struct view){text[0], i % 97 == 0 ? 0 : (size_t)n};
    n = snprintf(text[1], sizeof text[1], "%" PRIu64 "xx", i / 97 % 53);
    text[1][n - 2] = '\0';
    key[1] = (struct view){text[1], (size_t)n - i % 2};
    n = snprintf(text[2], sizeof text[2], "同样的开头%08" PRIu64, i);
    key[2] = (struct view){text[2], (size_t)n};
}

int main(void)
{
    char text[COLUMNS][64];
    struct view key[COLUMNS];
    struct groups *g = groups_new(COLUMNS, sizeof(struct state));
    struct state **seen = calloc(KEYS, sizeof(struct state *));
    bool fresh, good = seen != NULL;
    for (int round = 0; round < 2; round++) {
        for (uint64_t i = 0; i < KEYS && good; i++) {
            make_key(i, text, key);
            uint64_t hash = groups_hash(g, key);
            groups_fetch_slot(g, hash);
            groups_fetch_state(g, hash);
            struct state *s = groups_find(g, key, hash, &fresh);
            good =
                fresh == (round == 0) && (fresh ? s->number == 0 && s->count == 0 : s == seen[i]);
            good = good && (uintptr_t)s % 16 == 0;
            s->number = i;
            s->count++;
            seen[i] = s;
        }
        check(good);
    }
    check(groups_count(g) == KEYS);
    for (uint64_t i = 0; i < KEYS && good; i++) {
        make_key(i, text, key);
        good = seen[i]->number == i && seen[i]->count == 2;
        for (size_t c = 0; c < COLUMNS; c++)
            good = good && view_equal(groups_key(g, seen[i], c), key[c]);
    }
    check(good);
    void **list = groups_list(g);
    groups_sort(g, list);
    for (size_t i = 1; i < KEYS && good; i++) {
        int order = 0;
        for (size_t c = 0; c < COLUMNS && order == 0; c++)
            order = view_compare(groups_key(g, list[i - 1], c), groups_key(g, list[i], c));
        good = order < 0;
    }
    check(good);
    free(list);
    free(seen);
    groups_free(g);

    /* one group: no columns, or empty ones of any pointer; where a column ends makes a difference
     */
    g = groups_new(0, 1);
    void *only = groups_find(g, key, groups_hash(g, key), &fresh);
    check(fresh);
    check(groups_find(g, key, groups_hash(g, key), &fresh) == only && !fresh);
    groups_free(g);
    g = groups_new(2, 1);
    struct view a[] = {{"ab", 2}, {"c", 1}}, b[] = {{"a", 1}, {"bc", 2}},
                none[] = {{"", 0}, {NULL, 0}};
    groups_find(g, a, groups_hash(g, a), &fresh);
    check(fresh);
    groups_find(g, b, groups_hash(g, b), &fresh);
    check(fresh);
    groups_find(g, none, groups_hash(g, none), &fresh);
    check(fresh);
    check(groups_count(g) == 3);
    groups_free(g);
    return unit_end();
}
