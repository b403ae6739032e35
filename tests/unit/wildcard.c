/* Names with * and |. */
#include "unit.h"

#include "wildcard.h"

static bool fits(const char *pattern, const char *text)
{
    return wildcard_fits(view_of(pattern), view_of(text));
}

int main(void)
{
    check(fits("", "") && fits("", "价格"));
    check(fits("价格", "价格") && !fits("价格", "价") && !fits("价格", "猪肉价格") &&
          !fits("价格", ""));
    check(fits("*", "") && fits("*", "价格") && fits("**", "价格"));
    check(fits("*价格", "猪肉价格") && fits("*价格", "价格") && !fits("*价格", "价格指数"));
    check(fits("价格*", "价格指数") && !fits("价格*", "猪肉价格"));
    check(fits("猪*价*", "猪肉零售价格") && !fits("猪*价", "猪肉零售价格"));
    check(fits("a*ab", "aab") && fits("a*ab", "abab") && !fits("a*ab", "ab"));
    check(fits("*a*b*", "xxayybzz") && !fits("*a*b*", "xxbyyazz"));
    check(fits("*/餐饮", "零售/餐饮") && !fits("*/餐饮", "餐饮"));
    check(fits("甲|乙", "甲") && fits("甲|乙", "乙") && !fits("甲|乙", "甲|乙") &&
          !fits("甲|乙", "丙"));
    check(fits("甲*|*乙", "甲丙") && fits("甲*|*乙", "丙乙") && !fits("甲*|*乙", "丙"));
    check(fits("-", "") && !fits("-", "-") && !fits("-", "甲"));
    check(fits("|甲", "甲") && fits("|甲", "") && fits("甲|", "甲") && !fits("甲|", "乙"));
    /* does not take long */
    char pattern[] = "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", text[4097];
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = 'a';
    text[sizeof text - 1] = '\0';
    check(!fits(pattern, text));
    check(wildcard_is_plain(view_of("甲")) && !wildcard_is_plain(view_of("")));
    check(!wildcard_is_plain(view_of("甲*")) && !wildcard_is_plain(view_of("甲|乙")));
    return unit_end();
}
