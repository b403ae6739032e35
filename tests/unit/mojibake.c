/* What counts as mojibake, what it was, and what is text in spite of its looks. */
#include "unit.h"

#include "mojibake.h"

#include <string.h>

enum { NONE = -1 };

static void lines(void)
{
    static const struct {
        int kind;
        const char *line, *seen, *was;
    } cases[] = {
        {MOJIBAKE_UTF8_AS_GB18030, "a,缁煎悎鍒嗘瀽", "缁煎悎鍒嗘瀽", "综合分析"},
        {MOJIBAKE_UTF8_AS_GB18030, "鍏ㄥ尯2020骞?", "鍏ㄥ尯", "全区"},
        {MOJIBAKE_UTF8_AS_GB18030, "6涓\uE048潪绌哄€?", "涓\uE048潪绌哄€",
         "个非空"},                                              /* a lost end; 80 as € */
        {MOJIBAKE_UTF8_AS_LATIN1, "a,ä¸­å›½", "ä¸­å›½", "中国"}, /* as Windows-1252 */
        {MOJIBAKE_UTF8_AS_LATIN1, "\xC3\xA5\xC2\x85\xC2\xA8", "\xC3\xA5\xC2\x85\xC2\xA8", "全"},
        {MOJIBAKE_UTF8_AS_LATIN1, "25Â°C", "Â°", "°"},
        {MOJIBAKE_UTF8_AS_LATIN1, "CÃ´te", "Ã´", "ô"},
        {MOJIBAKE_GB18030_AS_LATIN1, "1,ÖÐ¹ú,2", "ÖÐ¹ú", "中国"},
        {MOJIBAKE_LOST, "增长锟斤拷", "锟斤拷", ""},
        {MOJIBAKE_REPLACED, "增长\uFFFD", "\uFFFD", ""},
        {NONE, "", "", ""},
        {NONE, "2020年,全区实现社会消费品零售总额290.5亿元", "", ""},
        {NONE, "玮敏璐璐瑾瑜琦琪锂电池", "", ""}, /* seldom used, with signs among them */
        {NONE, "缁", "", ""},
        {NONE, "Côte d'Ivoire, São Tomé, Üsküdar, ÄÖÜ, é», 3×4, 25°C, ±5%", "", ""},
        {NONE, "àéîõü ÀÉÎÕÜ", "", ""},
        {NONE, "目录······3 ···Ô···· ²²²²", "", ""},
        {NONE, "臺灣開發銀行經濟統計", "", ""},
        {NONE, "𠀀𠮷 ①② ℃ № ￥ ，。", "", ""},
        {NONE, "\xE4\xB8", "", ""}, /* not valid at all */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mojibake_found found = {0};
        bool there = mojibake_find(view_of(cases[i].line), &found);
        if (!check(there == (cases[i].kind != NONE)) ||
            (there &&
             !check((int)found.kind == cases[i].kind && view_is(found.seen, cases[i].seen) &&
                    strcmp(found.was, cases[i].was) == 0)))
            fprintf(stderr, "case %zu: kind %d: %.*s was %s\n", i, there ? (int)found.kind : NONE,
                    (int)found.seen.n, found.seen.p, found.was);
    }
}

/* However long a line is, what is shown of it has room. */
static void long_lines(void)
{
    static char line[30000];
    for (size_t n = 0; n + 20 < sizeof line;) {
        strcpy(line + n, "缁煎悎");
        n += strlen(line + n);
    }
    struct mojibake_found found;
    check(mojibake_find(view_of(line), &found) && strlen(found.was) < sizeof found.was);
    check(strncmp(found.was, "综合综合", strlen("综合综合")) == 0);
    for (size_t n = 0; n + 20 < sizeof line;) {
        strcpy(line + n, "ÖÐ¹ú");
        n += strlen(line + n);
    }
    check(mojibake_find(view_of(line), &found) && strlen(found.was) < sizeof found.was);
    check(strncmp(found.was, "中国中国", strlen("中国中国")) == 0);
}

static bool bit(const uint8_t *bits, uint32_t cp)
{
    return (bits[cp / 8] >> cp % 8 & 1) != 0;
}

static void signs(void)
{
    static uint8_t bits[0x10000 / 8];
    size_t count = 0;
    mojibake_signs(bits);
    for (uint32_t cp = 0; cp <= 0xFFFF; cp++)
        count += bit(bits, cp);
    check(count > 400 && count < 700);
    check(bit(bits, 0x7F01)); /* 缁, of 综 and all of U+7EC0 to U+7EFF */
    check(bit(bits, 0x951F) && bit(bits, 0xFFFD) && bit(bits, 0xC2) && bit(bits, 0xE5));
    check(!bit(bits, 0x4E2D) && !bit(bits, 0xFF0C) && !bit(bits, 0xB7) && !bit(bits, 0xD7));
}

int main(void)
{
    lines();
    long_lines();
    signs();
    return unit_end();
}
