/* A line made uniform: what it becomes, where every byte of it came from, and that no input at all
 * gives text that is not UTF-8. */
#include "unit.h"

#include "normal.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

static uint32_t seed = 11;

static unsigned below(unsigned n)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % n;
}

static bool is(struct view v, const char *wanted)
{
    bool same = view_is(v, wanted);
    if (!same)
        fprintf(stderr, "got    '%.*s'\nwanted '%s'\n", (int)v.n, v.p, wanted);
    return same;
}

/* Every byte of the text knows a place in the line where a character starts; the places go forward;
 * what a place of the text gives as published is what stands in the line. */
static void origins(const struct normal *n, struct view line)
{
    struct view text = buf_view(&n->text);
    size_t wrong = 0;
    check(n->origin[text.n] == line.n);
    for (size_t i = 0, len; i < text.n; i += len) {
        uint32_t cp, src;
        len = utf8_decode(text.p + i, text.n - i, &cp);
        if (!check(len > 0))
            return;
        size_t at = n->origin[i];
        for (size_t k = 1; k < len; k++)
            wrong += n->origin[i + k] != at;
        wrong += at >= line.n || n->origin[i + len] <= at;
        if (at >= line.n)
            break;
        size_t src_len = utf8_decode(line.p + at, line.n - at, &src);
        if (src_len == 0)
            wrong += cp != 0xfffd;
        else if (src >= '0' && src <= '9')
            wrong += cp != src;
        else if (src >= 0x4e00 && src < 0xa000)
            wrong += cp != src;
        else if (src >= 0xff10 && src <= 0xff19)
            wrong += cp != src - 0xff10 + '0';
        struct view one = normal_source(n, i, i + len);
        wrong += one.p != line.p + at || one.n != n->origin[i + len] - at;
    }
    check(wrong == 0);
    struct view all = normal_source(n, 0, text.n);
    check(text.n == 0 || (all.p + all.n == line.p + line.n && all.p == line.p + n->origin[0]));
}

static void becomes(const char *line, const char *wanted)
{
    struct normal n = {0};
    check(normal_line(&n, view_of(line)) == 0);
    check(is(buf_view(&n.text), wanted));
    origins(&n, view_of(line));
    normal_free(&n);
}

static void forms(void)
{
    becomes("", "");
    becomes("粮食产量12.6万吨。", "粮食产量12.6万吨。");
    becomes("１２．５％，下降－３．２％；（其中）：", "12.5%,下降-3.2%;(其中):");
    becomes("7.0∶45.2：47.8", "7.0:45.2:47.8");
    becomes("1—9月、2016–2020年、−3、3〜5、3～5", "1-9月、2016-2020年、-3、3~5、3~5");
    becomes("『甲』「乙」‘丙’“丁”", "“甲”“乙”“丙”“丁”");
    becomes("\"甲\"和\"乙\"", "“甲”和“乙”"); /* by turns */
    becomes("〔2021〕【甲】", "(2021)(甲)");
    becomes("㎡m²m³‰℃", "㎡m²m³‰℃"); /* units stay */
    becomes("\xef\xbb\xbf甲\xe2\x80\x8b乙\xc2\xad", "甲乙");
}

static void blanks(void)
{
    becomes("  粮食 产量\t3　吨  ", "粮食产量\t3吨");
    becomes("a b 1 c", "a b 1 c"); /* of Latin words they say something */
    becomes("全 年 货 运 量 1 8 6 4 万 吨 ", "全年货运量1864万吨");
    becomes("投资1 234.56万元", "投资1234.56万元");
    becomes("投资1 234 567元", "投资1234567元");
    becomes("甲12 34吨", "甲12 34吨");  /* no thousands */
    becomes("甲1  234吨", "甲1 234吨"); /* two blanks part two numbers */
    becomes("甲0.5 123吨", "甲0.5 123吨");
    becomes("T1 234", "T1 234");
    becomes("实现利润总\n额9.8亿元", "实现利润总额9.8亿元");
    becomes("利润9.\r\n8亿元", "利润9.8亿元");
}

static void footnotes(void)
{
    becomes("生产总值②达到", "生产总值达到");
    becomes("生产总值[2]5亿元", "生产总值5亿元");
    becomes("生产总值 [ 12 ] 5亿元", "生产总值5亿元");
    becomes("总额¹为", "总额为");
    becomes("面积m²", "面积m²");
    becomes("见[2024]12号", "见[2024]12号"); /* no more than two digits */
    becomes("甲[]乙[a]", "甲[]乙[a]");
    becomes("甲[1", "甲[1");
}

static void published(void)
{
    struct normal n = {0};
    struct buf name = {0};
    const char *line = "“浙江 名牌”②１２家";
    normal_line(&n, view_of(line));
    check(is(buf_view(&n.text), "“浙江名牌”12家"));
    size_t end = strlen("“浙江名牌”");
    check(is(normal_source(&n, 0, end), "“浙江 名牌”②"));
    check(is(normal_source(&n, end, end + 2), "１２"));
    check(is(normal_source(&n, end, end), ""));
    normal_name(&n, 0, end, &name);
    check(is(buf_view(&name), "浙江名牌"));
    normal_name(&n, end, end + 2, &name); /* appends, and as published */
    check(is(buf_view(&name), "浙江名牌１２"));
    buf_free(&name);
    normal_free(&n);
}

static void invalid(void)
{
    struct normal n = {0};
    struct view line = view_of("粮\xff食\xe6\xb2");
    check(normal_line(&n, line) == 3);
    check(is(buf_view(&n.text), "粮\xef\xbf\xbd食\xef\xbf\xbd\xef\xbf\xbd"));
    origins(&n, line);
    struct buf name = {0};
    normal_name(&n, 0, n.text.n, &name);
    check(is(buf_view(&name), "粮\xef\xbf\xbd食\xef\xbf\xbd\xef\xbf\xbd"));
    buf_free(&name);
    line = view_of("\xed\xa0\x80\xc0\xaf\xf4\x90\x80\x80"); /* surrogate, overlong, too large */
    check(normal_line(&n, line) == 9);
    origins(&n, line);
    /* a lead byte of the fast way with too little behind it */
    static const char *const cut[] = {"\xe5", "\xe5\x90",
                                      "\xe5\x90"
                                      "a",
                                      "\xe5"
                                      "aa",
                                      "a\xe9\x80"};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        check(normal_line(&n, view_of(cut[i])) > 0);
        origins(&n, view_of(cut[i]));
    }
    normal_free(&n);
}

/* Lines made of pieces that mean something, and of any bytes. One struct for all: what a line
 * leaves behind must not show in the next. */
static void any(void)
{
    static const char *const pieces[] = {
        "中", "文",  " ", "  ", "1",  "234", "１",   "，",           "。",       "[",
        "]",  "[1]", "②", "“",  "\"", "\n",  "\xff", "\xe6",         "\xb8\xad", "𠮷",
        "　", "-",   "—", ".",  "a",  "\t",  "²",    "\xef\xbb\xbf", "\r",       "%",
    };
    struct normal n = {0};
    for (int round = 0; round < 20000; round++) {
        char line[400];
        size_t len = 0;
        for (unsigned k = below(40); k > 0; k--) {
            const char *piece = pieces[below(sizeof pieces / sizeof *pieces)];
            if (round % 4 == 0) {
                line[len++] = (char)below(256);
            } else {
                memcpy(line + len, piece, strlen(piece));
                len += strlen(piece);
            }
        }
        char *copy = malloc(len + 1); /* so that a read beyond the end is seen */
        memcpy(copy, line, len);
        copy = realloc(copy, len > 0 ? len : 1);
        struct view v = {copy, len};
        size_t bad = 0;
        for (size_t i = 0; i < len;) {
            uint32_t cp;
            size_t step = utf8_decode(copy + i, len - i, &cp);
            bad += step == 0;
            i += step > 0 ? step : 1;
        }
        check(normal_line(&n, v) == bad);
        origins(&n, v);
        struct buf name = {0};
        uint32_t cp;
        normal_name(&n, 0, n.text.n, &name);
        for (size_t i = 0, step; i<name.n; i += step> 0 ? step : 1)
            check((step = utf8_decode(name.p + i, name.n - i, &cp)) > 0);
        buf_free(&name);
        free(copy);
    }
    normal_free(&n);
}

int main(void)
{
    forms();
    blanks();
    footnotes();
    published();
    invalid();
    any();
    return unit_end();
}
