/* Views: equality, order and prefixes by length, not by NUL. */
#include "unit.h"

#include "view.h"

int main(void)
{
    struct view none = {NULL, 0};
    struct view nul = {"a\0b", 3};
    check(view_equal(none, view_of("")));
    check(!view_equal(nul, view_of("a")));
    check(view_equal(nul, (struct view){"a\0b", 3}));
    check(view_is(view_of("指标"), "指标"));
    check(!view_is(none, "a"));
    check(view_compare(none, none) == 0);
    check(view_compare(view_of("a"), view_of("ab")) < 0);
    check(view_compare(view_of("ab"), view_of("a")) > 0);
    check(view_compare(view_of("a"), view_of("\xe5")) < 0); /* bytes are unsigned */
    check(view_compare(nul, (struct view){"a\0c", 3}) < 0);
    check(view_starts(view_of("亿元"), view_of("亿")));
    check(view_starts(none, none));
    check(!view_starts(view_of("亿"), view_of("亿元")));
    check(view_ends(view_of("亿元"), view_of("元")));
    check(!view_ends(none, view_of("元")));
    check(view_is_digits(view_of("331002")) && !view_is_digits(none));
    check(!view_is_digits(view_of("3310a2")) && !view_is_digits(view_of("-1")));
    check(view_count(view_of("增长，下降，持平"), "，") == 2 && view_count(none, "，") == 0);
    struct view list = view_of("a||椒江|"), one;
    check(view_next(&list, '|', &one) && view_is(one, "a"));
    check(view_next(&list, '|', &one) && one.n == 0);
    check(view_next(&list, '|', &one) && view_is(one, "椒江"));
    check(!view_next(&list, '|', &one) && !view_next(&none, '|', &one));
    check(view_is(view_cut(view_of("指标"), 6), "指标") &&
          view_is(view_cut(view_of("指标"), 9), "指标"));
    check(view_is(view_cut(view_of("指标"), 5), "指") &&
          view_is(view_cut(view_of("指标"), 3), "指"));
    check(view_cut(view_of("指标"), 2).n == 0 && view_cut(none, 0).n == 0);
    check(view_is(view_cut(view_of("a𠮷b"), 4), "a") &&
          view_is(view_cut(view_of("a𠮷b"), 5), "a𠮷"));
    /* bytes that are no characters */
    check(view_cut(view_of("\x80\x80\x80\x80\x80\x80"), 5).n == 5);
    struct view long_name = view_of("一二三四五六七八九十一二三四五六七八九aa十");
    check(view_shown(long_name) == 59 && view_shown(view_of("一二")) == 6);
    return unit_end();
}
