/*
 * Looking for rules finds what trying every rule finds: in our own texts, in random ones made of
 * the characters that rules are made of, and with patterns that are hard to see through.
 */
#include "unit.h"

#include "lookup.h"
#include "normal.h"
#include "rules.h"
#include "start.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Back references, verbs, comments and look-behinds of all kinds, in words and in lists. */
static const char odd[] =
    "[skip]\n(?<=第)\\d\\d癸 (?:(?<=甲)|乙)丙 \\b甲\\d (甲|乙)丁\\1 (?i)ab甲\n"
    "(?>甲|甲乙)丙 甲++乙? 甲(*COMMIT)丁 (?!(?<!乙)丙)丙甲 (?!^)\\d年甲 (?|(甲)|乙)戊\n"
    "[^甲]庚 .辛 \\p{Greek}甲 [[:alpha:]]壬 \\Q甲. (?x)甲(?#)乙 甲*(?=乙) (?<!甲)乙(?!丙)\n"
    "[子丑]*子[子丑]{12}寅 己+庚 [\\x{4e10}-\\x{4e1f}\\d-]{2,3}?壬 甲{2}乙{1,}丙{0,2}\n"
    "[^\\s\\d]癸 \\S\\W\\D级 (?:[甲乙](?=丙)丙|丁){2}戊 卯[^辰]\n"
    "[heading]\n(?<=甲)乙 \\G丙 丁\\K戊 (?:甲|乙)(?<!乙)丙 ^甲|乙$ 甲乙 乙丙\n";

static size_t places, matches;

static bool same(const struct rule *a, const struct match *m, const struct rule *b,
                 const struct match *n)
{
    if (a != b || a == NULL)
        return a == b;
    if (m->start != n->start || m->end != n->end)
        return false;
    for (uint32_t i = 0; m->groups != NULL && i < 2 * m->count; i++)
        if (m->groups[i] != n->groups[i])
            return false;
    return true;
}

/* Looks the text up at all its places in all tables, and in all lists. */
static void look(const struct rules *r, struct view text)
{
    struct match m, n;
    for (int t = 0; t < TABLE_COUNT; t++) {
        struct lookup *l = rules_of_table(r, (enum table)t);
        for (size_t at = 0; at < text.n; at++) {
            if (((unsigned char)text.p[at] & 0xC0) == 0x80 || (unsigned char)text.p[at] >= 0xF0)
                continue;
            const struct rule *rule = lookup_at(l, text, at, &m);
            const struct rule *plain = lookup_plainly(l, true, text, at, &n);
            if (!check(same(rule, &m, plain, &n)))
                fprintf(stderr, "table %d, byte %zu of %.*s\n", t, at, (int)text.n, text.p);
            places++;
            matches += rule != NULL;
        }
    }
    for (int c = 0; c < CLASS_COUNT_OF_CLASSES; c++) {
        struct lookup *l = rules_of_class(r, (enum class)c);
        if (l == NULL)
            continue;
        const struct rule *rule = lookup_in(l, text, 0, &m);
        const struct rule *plain = lookup_plainly(l, false, text, 0, &n);
        if (!check(same(rule, &m, plain, &n)))
            fprintf(stderr, "class %d in %.*s\n", c, (int)text.n, text.p);
    }
}

/* The lines of a file of the samples, in their uniform form. */
static void look_in_file(const struct rules *r, const char *name)
{
    FILE *f = fopen(name, "r");
    char line[65536];
    struct normal n = {0};
    if (!check(f != NULL))
        return;
    while (fgets(line, sizeof line, f) != NULL) {
        normal_line(&n, (struct view){line, strcspn(line, "\r\n")});
        look(r, (struct view){n.text.p, n.text.n});
    }
    normal_free(&n);
    fclose(f);
}

/* Long texts: more characters than a sieve walks over, and of 子 and 丑 more different ones than it
 * keeps states for. */
static void look_far(const struct rules *r)
{
    static char text[3 * 300];
    uint32_t seed = 1;
    for (size_t i = 0; i < 300; i++)
        memcpy(text + 3 * i, i == 200 ? "庚" : "己", 3);
    look(r, (struct view){text, sizeof text});
    for (int k = 0; k < 60; k++) {
        for (size_t i = 0; i < 300; i++) {
            seed = seed * 1664525 + 1013904223;
            memcpy(text + 3 * i, i % 60 == 59 ? "寅" : seed >> 31 ? "子" : "丑", 3);
        }
        look(r, (struct view){text, sizeof text});
    }
}

/* Texts of what stands in rules: a piece of one, a number, a mark, at random. */
static void look_at_random(const struct rules *r, unsigned count)
{
    static const char *const pieces[] = {
        "12",     "3.5", "2020",   "年",   "月",   "%",    "万", "亿元", "增长", "第",
        "地区",   "位",  "、",     ",",    "。",   "(",    ")",  "“",    "五",   "十三",
        "至",     "-",   "比",     "上年", "全国", "甲",   "乙", "丙",   "丁",   "戊",
        "癸",     "个",  "百分点", "1:2",  "/",    "A",    "ab", "AB",   "\t",   " ",
        "级",     "号",  "强",     "后",   "版",   "季度", "日", "末",   "以来", "西部",
        "居全市", "名",  "占",     "连续", "近",   "前",   "庚", "𠮷",   "卯",
    };
    uint32_t seed = 12345;
    for (unsigned i = 0; i < count; i++) {
        char text[256];
        size_t n = 0;
        for (int k = 0; k < 8; k++) {
            seed = seed * 1664525 + 1013904223;
            const char *p = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + n, p, strlen(p));
            n += strlen(p);
        }
        look(r, (struct view){text, n});
    }
}

int main(void)
{
    start("unit");
    struct rules *r = rules_load(NULL, 0);
    look_in_file(r, "samples/plan/1-decoded.txt");
    look_in_file(r, "samples/bulletin/1-decoded.txt");
    look_at_random(r, 300);
    rules_free(r);

    char name[] = "/tmp/zb-lookup-XXXXXX", *files[] = {name};
    int fd = mkstemp(name);
    if (fd < 0 || write(fd, odd, strlen(odd)) != (ssize_t)strlen(odd) || close(fd) != 0)
        abort();
    r = rules_load(files, 1);
    unlink(name);
    look_at_random(r, 1000);
    look_far(r);
    rules_free(r);
    check(places > 10000 && matches > 1000); /* that it looked at all */
    return unit_end();
}
