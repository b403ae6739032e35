/* The criterion of the fuzz targets for "the figure stands in the line": it must be able to fail.
 */
#include "unit.h"

#include "../fuzz/occurs.h"

static bool stands(const char *value, const char *line)
{
    return occurs(view_of(value), view_of(line));
}

static void test_numbers(void)
{
    check(stands("290.5", "出口290.5亿元"));
    check(stands("-3.4", "下降3.4%"));
    check(stands("1021.4", "１，０２１．４万元"));
    check(stands("1021.4", "1 021 . 4"));
    check(stands("1234567", "1,234,567人"));
    check(stands("12", "1[3]2"));
    check(stands("12", "1\xe2\x91\xa0"
                       "2"));
    check(stands("45", "4\r5"));
    check(stands("108.3038", "108亿3038万元"));
    check(stands("12.0500", "12亿零500万元"));
    check(stands("3.5000", "3万5，000人"));
    check(stands("12.0000", "12亿零 00万元"));
    check(stands("2.00000000", "2亿0元"));
    check(stands("5.00025", "5亿2.5万元"));
    check(stands("5.00002", "5万0.2元"));
    check(stands("1.2", "1亿2千万人次"));
    check(!stands("5.0000", "5万元"));
    check(stands("1.5", "1千5百公里"));
    check(stands("28.4", "亿元\t28 .4\t5.8"));
    check(stands("28.4", "28. 4 5.8"));
    check(stands("10536205", "430.35,10 536 205,115.20"));
    check(!stands("12.500", "12亿零500万元"));
    check(!stands("12.0500", "12亿零500元"));
    check(!stands("2.0000", "2亿0元"));
    check(!stands("28.45", "28 .4 5.8"));
    check(!stands("108.3038", "108亿30380万元"));
    check(!stands("8.3038", "108亿3038万元"));
    check(!stands("108.3038", "108.3037亿元3038万"));
    check(!stands("290", "290.5"));
    check(!stands("90.5", "290.5"));
    check(!stands("5", "290.5"));
    check(!stands("1.2", "1.23"));
    check(!stands("2.3", "1.2.3"));
    check(!stands("12", "1,2"));
    check(!stands("1234", "12,34"));
    check(!stands("3", ""));
    check(!stands("3", "第13位"));
}

static void test_words(void)
{
    check(stands("3", "第三位"));
    check(stands("12", "第十二"));
    check(stands("20", "百分之二十"));
    check(stands("2.5", "百分之二点五"));
    check(stands("2021", "二〇二一年"));
    check(stands("0", "同比持平"));
    check(stands("0", "持　平"));
    check(stands("4", "翻　了两番"));
    check(stands("12", "第十 二"));
    check(stands("1", "位居榜首"));
    check(stands("4", "翻两番"));
    check(!stands("4", "翻一番"));
    check(!stands("0", "增长"));
    check(!stands("7", "六成"));
}

static void test_lines(void)
{
    struct view text = view_of("a\nbc\n\nd");
    check(occurs_lines(text) == 4);
    check(occurs_lines(view_of("a\n")) == 1);
    check(occurs_lines(view_of("")) == 0);
    check(view_is(occurs_line(text, 1, 0), "a"));
    check(view_is(occurs_line(text, 2, 0), "bc"));
    check(view_is(occurs_line(text, 2, 2), "bc\n\nd"));
    check(view_is(occurs_line(text, 4, 1), "d"));
    check(view_is(occurs_line(text, 5, 0), ""));
}

int main(void)
{
    test_numbers();
    test_words();
    test_lines();
    return unit_end();
}
