/* Published figures: whether rounding lets them be the same number, which tells more, and exact
 * differences. */
#include "unit.h"

#include "agree.h"

#include <stdlib.h>

static struct published figure(const char *value, const char *bound, const char *resolution)
{
    struct published p = {0};
    check(published_read(&p, view_of(value), view_of(bound), view_of(resolution)));
    return p;
}

static bool agree(const char *a, const char *ra, const char *b, const char *rb)
{
    struct published p = figure(a, "", ra), q = figure(b, "", rb);
    bool yes = published_agree(&p, &q);
    check(published_agree(&q, &p) == yes);
    published_free(&p);
    published_free(&q);
    return yes;
}

static bool agree_bound(const char *a, const char *bound, const char *b, const char *other)
{
    struct published p = figure(a, bound, ""), q = figure(b, other, "");
    bool yes = published_agree(&p, &q);
    check(published_agree(&q, &p) == yes);
    published_free(&p);
    published_free(&q);
    return yes;
}

static bool refuses(const char *value, const char *resolution)
{
    struct published p = {0};
    bool refused = !published_read(&p, view_of(value), view_of(""), view_of(resolution));
    published_free(&p);
    return refused;
}

static bool differ(const char *a, const char *b, const char *difference, const char *relative)
{
    struct published p = figure(a, "", ""), q = figure(b, "", "");
    struct decimal d = {0};
    struct buf text = {0};
    published_difference(&d, &p, &q);
    decimal_write(&text, &d);
    bool same = view_is(buf_view(&text), difference);
    buf_clear(&text);
    if (published_relative(&d, &p, &q, 6))
        decimal_write(&text, &d);
    same = same && view_is(buf_view(&text), relative);
    if (!same)
        fprintf(stderr, "%.*s, wanted %s\n", (int)text.n, text.p, relative);
    decimal_free(&d);
    buf_free(&text);
    published_free(&p);
    published_free(&q);
    return same;
}

static int finer(const char *a, const char *bound, const char *b, const char *other)
{
    struct published p = figure(a, bound, ""), q = figure(b, other, "");
    int order = published_finer(&p, &q);
    check((published_finer(&q, &p) < 0) == (order > 0));
    published_free(&p);
    published_free(&q);
    return order < 0 ? -1 : order > 0;
}

int main(void)
{
    /* the limit itself is inside: 290.55 may have become 290.5 with one rule and 290.6 with another
     */
    check(agree("290.5", "0.1", "290.55", "0"));
    check(!agree("290.5", "0.1", "290.5500000000000000000000001", "0"));
    check(agree("290.5", "0.1", "290.6", "0.1"));
    check(!agree("290.5", "0.1", "290.7", "0.1"));
    check(agree("290.5", "", "290.55", ""));
    check(!agree("290.5", "", "290.555", ""));
    check(agree("290.5", "0.1", "290.4", "0.1") && !agree("290.50", "0.10", "290.39", "0.11"));
    check(agree("-0.5", "0.5", "0.0", "0.5") && !agree("-0.5", "0.4", "0.0", "0.5"));
    check(agree("99999999999999999999999999999999999999", "2",
                "99999999999999999999999999999999999997", "2"));
    check(!agree("99999999999999999999999999999999999999", "1",
                 "-99999999999999999999999999999999999999", "1"));
    check(agree("-3", "1", "-3.5", "0"));
    check(!agree("-3", "1", "3", "1"));
    check(agree("12345678901234567890123456789012345678901", "2",
                "12345678901234567890123456789012345678902", "0"));
    check(!agree("12345678901234567890123456789012345678901", "2",
                 "12345678901234567890123456789012345678903", "0"));

    check(agree_bound("290", "gt", "290.5", ""));
    check(agree_bound("290", "ge", "500", "gt"));
    check(!agree_bound("290", "gt", "289", ""));
    check(agree_bound("290", "le", "289.9", ""));
    check(!agree_bound("290", "lt", "291", "gt"));
    check(agree_bound("290", "lt", "280", "ge"));
    check(agree_bound("290", "approx", "290.4", "") && agree_bound("290", "approx", "319", ""));
    check(!agree_bound("290", "approx", "320", "") && agree_bound("-290", "approx", "-261", ""));
    check(!agree_bound("-290", "approx", "-260", "") && agree_bound("1", "approx", "0.5", ""));

    check(refuses("", "") && refuses("1,5", "") && refuses("1", "x") && refuses("1", "-1"));

    check(differ("290.5", "290.55", "0.05", "0.017212"));
    check(differ("-2", "1", "3", "150.000000"));
    check(differ("3", "2", "-1", "-33.333333"));
    check(differ("0.000", "2", "2.000", ""));
    check(differ("200000000", "200000001", "1", "0.000001")); /* 0.0000005 % */
    check(differ("100", "5", "-95", "-95.000000"));

    check(finer("1", "", "1.0", "approx") < 0);
    check(finer("1", "approx", "1.0", "gt") < 0);
    check(finer("1.00", "", "1.0", "") < 0);
    check(finer("1.0", "", "7.0", "") == 0);
    return unit_end();
}
