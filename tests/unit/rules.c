/* Rules: which of them is found at a place of a text, in names and in lines; files that add to
 * others. Mistakes in files, which end the program, are in zb-bulletin.bats. */
#include "unit.h"

#include "builtin.h"
#include "rules.h"
#include "start.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file with the text; the name is good until the next call. */
static char *file_of(const char *text)
{
    static char names[8][32];
    static int next;
    char *name = strcpy(names[next++ % 8], "/tmp/zb-rules-XXXXXX");
    int fd = mkstemp(name);
    if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text) || close(fd) != 0)
        abort();
    return name;
}

static struct rules *load(const char *first, const char *second)
{
    char *files[2] = {file_of(first), second != NULL ? file_of(second) : NULL};
    struct rules *r = rules_load(files, second != NULL ? 2 : 1);
    unlink(files[0]);
    if (second != NULL)
        unlink(files[1]);
    return r;
}

static bool found(const struct rule *rule, enum class class, const struct match *m, size_t end)
{
    bool right = rule != NULL && rule->class == class && m->end == end;
    if (!right)
        fprintf(stderr, "class %d, end %zu\n", rule != NULL ? (int)rule->class : -1,
                rule != NULL ? m->end : 0);
    return right;
}

static void at_a_place(void)
{
    struct match m;
    struct rules *r = load("[grow sign=+ n=7]\n丙甲 丙甲乙\n[keep]\n丙甲乙丁?\n[level]\n戊[己庚]\n",
                           "[grow sign=-]\n丙甲\n[share]\n戊己 戊.{2}\n");
    const struct rule *rule;

    rule = rules_at(r, TABLE_WORDS, view_of("丙甲"), 0, &m);
    check(found(rule, CLASS_GROW, &m, 6) && rule->sign == -1 && rule->n == 0); /* the later file */
    rule = rules_at(r, TABLE_WORDS, view_of("x丙甲x"), 1, &m);
    check(found(rule, CLASS_GROW, &m, 7) && m.start == 1);
    rule = rules_at(r, TABLE_WORDS, view_of("丙甲乙"), 0, &m);
    check(found(rule, CLASS_GROW, &m, 9) && rule->sign == 1 &&
          rule->n == 7); /* a word, not a pattern */
    check(found(rules_at(r, TABLE_WORDS, view_of("丙甲乙丁"), 0, &m), CLASS_KEEP, &m, 12));
    check(found(rules_at(r, TABLE_WORDS, view_of("戊己"), 0, &m), CLASS_SHARE, &m, 6));
    check(found(rules_at(r, TABLE_WORDS, view_of("戊庚"), 0, &m), CLASS_LEVEL, &m, 6));
    check(found(rules_at(r, TABLE_WORDS, view_of("戊己x"), 0, &m), CLASS_SHARE, &m, 7));
    check(rules_at(r, TABLE_WORDS, view_of("丙"), 0, &m) == NULL);
    check(rules_at(r, TABLE_WORDS, view_of("x丙甲"), 0, &m) == NULL); /* only at the place */
    check(rules_at(r, TABLE_WORDS, view_of("𠮷"), 0, &m) == NULL);
    /* tables do not see each other's rules */
    check(found(rules_at(r, TABLE_UNIT, view_of("亿元"), strlen("亿"), &m), CLASS_UNIT, &m, 6));
    check(found(rules_at(r, TABLE_SCALE, view_of("亿元"), 0, &m), CLASS_SCALE, &m, 3));
    check(rules_at(r, TABLE_SCALE, view_of("元"), 0, &m) == NULL);
    check(rules_at(r, TABLE_WORDS, view_of("亿"), 0, &m) == NULL);
    rules_free(r);
}

static struct view group(const struct rule *rule, const struct match *m, enum group g,
                         const char *text)
{
    int k = rule_group(rule, g);
    if (k < 0 || (uint32_t)k >= m->count || m->groups[2 * k] == SIZE_MAX)
        return (struct view){0};
    return (struct view){text + m->groups[2 * k], m->groups[2 * k + 1] - m->groups[2 * k]};
}

static void groups_and_definitions(void)
{
    struct match m;
    const char *text = "戊2020之12壬";
    struct rules *r = load("[define]\nfew = \\d{1,2}\ntwice = {few}{few}\n[period form=year n=3]\n"
                           "戊(?<y>{twice})之(?<m>{few})(?:癸(?<d>{few}))?壬\n",
                           "[define]\nfew = nothing\n[skip]\n壬{few}壬\n");
    const struct rule *rule = rules_at(r, TABLE_WORDS, view_of(text), 0, &m);
    check(found(rule, CLASS_PERIOD, &m, strlen(text)));
    check(view_is(rule->form, "year") && rule->n == 3 && rule->line == 5);
    check(view_is(group(rule, &m, GROUP_Y, text), "2020"));
    check(view_is(group(rule, &m, GROUP_M, text), "12"));
    check(group(rule, &m, GROUP_D, text).n == 0); /* is in the pattern, not in the text */
    check(rule_group(rule, GROUP_D) > 0 && rule_group(rule, GROUP_Y2) == -1);
    /* what was defined first stands */
    check(found(rules_at(r, TABLE_WORDS, view_of("壬7壬"), 0, &m), CLASS_SKIP, &m, 7));
    rules_free(r);
}

static void in_names_and_lines(void)
{
    struct match m;
    struct rules *r = load("[name-tail]\n戊 己戊\n[pair first=子 second=丑 third=寅]\n戊己\n"
                           "[heading n=2]\n^戊\\d 癸\n",
                           "[heading n=1]\n戊\\d+\n");
    const struct rule *rule = rules_ending(r, CLASS_NAME_TAIL, view_of("庚己戊"));
    check(rule != NULL && view_is(rule->word, "己戊")); /* the longest word */
    rule = rules_ending(r, CLASS_NAME_TAIL, view_of("戊"));
    check(rule != NULL && view_is(rule->word, "戊"));
    check(rules_ending(r, CLASS_NAME_TAIL, view_of("戊庚")) == NULL);
    check(rules_ending(r, CLASS_NAME_TAIL, view_of("")) == NULL);

    rule = rules_within(r, CLASS_PAIR, view_of("庚戊己庚"));
    check(rule != NULL && view_is(rule->first, "子") && view_is(rule->second, "丑") &&
          view_is(rule->third, "寅"));
    check(rules_within(r, CLASS_PAIR, view_of("戊庚己")) == NULL);

    rule = rules_in(r, CLASS_HEADING, view_of("戊12癸"), 0, &m);
    check(rule != NULL && rule->n == 1 && m.start == 0 && m.end == 5); /* first, then longest */
    rule = rules_in(r, CLASS_HEADING, view_of("x癸戊1"), 0, &m);
    check(rule != NULL && rule->n == 2 && m.start == 1 && m.end == 4 && m.count == 0);
    rule = rules_in(r, CLASS_HEADING, view_of("癸癸"), 1, &m);
    check(rule != NULL && m.start == 3);
    check(rules_in(r, CLASS_HEADING, view_of("庚"), 0, &m) == NULL);
    rules_free(r);
}

/* Every built-in rule says where it is from; every word of a table is found where it stands alone.
 */
static void built_in(void)
{
    struct match m;
    struct rules *r = rules_load(NULL, 0);
    static const struct {
        const char *word;
        enum table table;
        enum class class;
    } words[] = {
        {"增长", TABLE_WORDS, CLASS_GROW},           {"增加值", TABLE_WORDS, CLASS_KEEP},
        {"达到", TABLE_WORDS, CLASS_LEVEL},          {"增长到", TABLE_WORDS, CLASS_TO},
        {"2020年末", TABLE_WORDS, CLASS_PERIOD},     {"翻两番", TABLE_WORDS, CLASS_MULTIPLE},
        {"千瓦时", TABLE_UNIT, CLASS_UNIT},          {"家", TABLE_UNIT, CLASS_COUNT},
        {"6.7:41.3:52.0", TABLE_WORDS, CLASS_RATIO},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const struct rule *rule = rules_at(r, words[i].table, view_of(words[i].word), 0, &m);
        if (check(found(rule, words[i].class, &m, strlen(words[i].word))))
            check(strncmp(rule->file, "rules/", 6) == 0 && rule->line > 0);
    }
    rules_free(r);
}

/* Read as if they were a user's, of which each pattern is compiled and checked. */
static void built_in_checked(void)
{
    struct match m;
    for (const struct builtin *b = builtin_rules; b->name != NULL; b++) {
        char file[64];
        snprintf(file, sizeof file, "tools/%s", b->name);
        struct rules *r = rules_load((char *[]){file}, 1);
        check(rules_at(r, TABLE_WORDS, view_of("增长"), 0, &m) != NULL);
        rules_free(r);
    }
}

int main(void)
{
    start("unit");
    built_in_checked();
    at_a_place();
    groups_and_definitions();
    in_names_and_lines();
    built_in();
    return unit_end();
}
