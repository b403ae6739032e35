/* Intervals of published figures: what they can stand for, exact arithmetic on them, roots. */
#include "unit.h"

#include "interval.h"

#include <string.h>

/* The interval of a figure as "LOW..HIGH" with the given places. */
static const char *text(const struct interval *v, unsigned places)
{
    static struct buf b;
    buf_clear(&b);
    interval_low(v, places, &b);
    buf_add_string(&b, "..");
    interval_high(v, places, &b);
    buf_add_char(&b, '\0');
    return b.p;
}

static struct interval figure(const char *value, const char *resolution, const char *bound)
{
    struct interval v;
    interval_init(&v);
    check(interval_read(&v, view_of(value), view_of(resolution), view_of(bound)));
    return v;
}

static bool is(struct interval v, unsigned places, const char *wanted)
{
    bool same = strcmp(text(&v, places), wanted) == 0;
    if (!same)
        fprintf(stderr, "%s, wanted %s\n", text(&v, places), wanted);
    interval_free(&v);
    return same;
}

static bool refuses(const char *value, const char *resolution)
{
    struct interval v;
    interval_init(&v);
    bool refused = !interval_read(&v, view_of(value), view_of(resolution), view_of(""));
    interval_free(&v);
    return refused;
}

static void test_read(void)
{
    check(is(figure("164.80", "", ""), 3, "164.795..164.805"));
    check(is(figure("164.80", "0.1", ""), 3, "164.750..164.850"));
    check(is(figure("-3.4", "", ""), 2, "-3.45..-3.35"));
    check(is(figure("407", "1", "gt"), 1, "407.0.."));
    check(is(figure("407", "1", "ge"), 1, "406.5.."));
    check(is(figure("407", "1", "lt"), 1, "..407.0"));
    check(is(figure("407", "1", "le"), 1, "..407.5"));
    check(is(figure("200", "", "approx"), 1, "180.0..220.0"));
    check(is(figure("2", "1", "approx"), 1, "1.5..2.5"));
    check(is(figure("12345678901234567890123456789012345678901234567890", "0", ""), 0,
             "12345678901234567890123456789012345678901234567890.."
             "12345678901234567890123456789012345678901234567890"));
    /* ends outwards */
    check(is(figure("0.15", "", ""), 1, "0.1..0.2"));
    check(is(figure("-0.15", "", ""), 1, "-0.2..-0.1"));
    check(refuses("", ""));
    check(refuses("1,000", ""));
    check(refuses("1", "x"));
    check(refuses("1", "-1"));
}

static bool meet(struct interval a, struct interval b)
{
    bool yes = interval_meet(&a, &b);
    check(interval_meet(&b, &a) == yes);
    interval_free(&a);
    interval_free(&b);
    return yes;
}

static void test_meet(void)
{
    check(meet(figure("290.5", "", ""), figure("290.6", "", "")));
    check(!meet(figure("290.5", "", ""), figure("290.7", "", "")));
    check(meet(figure("290.5", "", ""), figure("290", "", "gt")));
    check(meet(figure("300", "0", ""), figure("300", "", "ge")));
    check(!meet(figure("300", "0", ""), figure("300", "", "gt")));
    check(!meet(figure("300", "0", ""), figure("300", "", "lt")));
    check(!meet(figure("300", "0", "gt"), figure("300", "0", "lt")));
    check(meet(figure("300", "0", "ge"), figure("300", "0", "le")));
    check(meet(figure("1", "", "gt"), figure("9", "", "gt")));
}

typedef void pair_function(struct interval *v, const struct interval *a, const struct interval *b);

static struct interval both(pair_function *f, struct interval a, struct interval b)
{
    struct interval v;
    interval_init(&v);
    f(&v, &a, &b);
    interval_free(&a);
    interval_free(&b);
    return v;
}

static bool quotient_is(struct interval a, struct interval b, unsigned scale, const char *wanted)
{
    struct interval v;
    interval_init(&v);
    bool ok = interval_quotient(&v, &a, &b, scale);
    interval_free(&a);
    interval_free(&b);
    if (!ok || wanted == NULL) {
        interval_free(&v);
        return ok == (wanted != NULL);
    }
    return is(v, 4, wanted);
}

static void test_arithmetic(void)
{
    check(is(both(interval_sum, figure("153.76", "", ""), figure("11.04", "", "")), 2,
             "164.79..164.81"));
    check(is(both(interval_difference, figure("5", "", ""), figure("3", "", "")), 0, "1..3"));
    check(is(both(interval_difference, figure("5", "", ""), figure("3", "", "gt")), 1, "..2.5"));
    check(is(both(interval_sum, figure("5", "", "gt"), figure("3", "", "")), 1, "7.5.."));
    check(quotient_is(figure("1", "0", ""), figure("3", "0", ""), 1, "0.3333..0.3334"));
    check(quotient_is(figure("4.3", "", ""), figure("11.04", "", ""), 100, "38.4789..39.4201"));
    check(quotient_is(figure("4", "0", "gt"), figure("2", "0", ""), 1, "2.0000.."));
    check(quotient_is(figure("4", "0", ""), figure("2", "0", "gt"), 1, "0.0000..2.0000"));
    check(quotient_is(figure("4", "0", ""), figure("2", "0", "lt"), 1, NULL));
    check(quotient_is(figure("4", "0", ""), figure("0", "", ""), 1, NULL));
    check(quotient_is(figure("-4", "0", ""), figure("2", "", ""), 1, NULL));
}

static struct interval after_years(struct interval a, unsigned years)
{
    struct interval v;
    interval_init(&v);
    check(interval_compound(&v, &a, years));
    interval_free(&a);
    return v;
}

static struct interval root_of(struct interval a, unsigned n, unsigned places)
{
    struct interval v;
    interval_init(&v);
    check(interval_power(&v, &a, 1, n, places));
    interval_free(&a);
    return v;
}

/* The mean growth from one figure to another. */
static struct interval yearly(const char *from, const char *to, unsigned years)
{
    struct interval a = figure(to, "", ""), b = figure(from, "", ""), ratio, v;
    interval_init(&ratio);
    interval_init(&v);
    check(interval_quotient(&ratio, &a, &b, 1));
    check(interval_yearly(&v, &ratio, years, 4));
    interval_free(&a);
    interval_free(&b);
    interval_free(&ratio);
    return v;
}

static void test_powers(void)
{
    check(is(after_years(figure("10", "0", ""), 3), 3, "1.331..1.331"));
    check(is(after_years(figure("-50", "0", ""), 2), 2, "0.25..0.25"));
    check(is(root_of(figure("8", "0", ""), 3, 4), 4, "2.0000..2.0000"));
    check(is(root_of(figure("2", "0", ""), 2, 6), 6, "1.414213..1.414214"));
    check(is(root_of(figure("0", "0", ""), 5, 2), 2, "0.00..0.00"));
    check(is(root_of(figure("4", "0", "ge"), 2, 2), 2, "2.00.."));
    /* 1.702606 and 1.705184 by the powers of awk */
    check(is(yearly("151.45", "164.80", 5), 4, "1.7026..1.7052"));
    struct interval negative = figure("-1", "0", ""), v;
    interval_init(&v);
    check(!interval_power(&v, &negative, 1, 2, 2));
    interval_set(&negative, -101);
    check(!interval_compound(&v, &negative, 2));
    interval_set(&negative, 4);
    check(!interval_power(&v, &negative, 1, 0, 2));
    interval_free(&negative);
    interval_free(&v);
}

/* What lies p/q of the way from one figure to another. */
static struct interval way(struct interval a, struct interval b, unsigned p, unsigned q,
                           bool straight)
{
    struct interval v;
    interval_init(&v);
    check(interval_between(&v, &a, &b, p, q, straight, 4));
    interval_free(&a);
    interval_free(&b);
    return v;
}

static void test_between(void)
{
    check(is(way(figure("100", "0", ""), figure("400", "0", ""), 1, 2, false), 4,
             "200.0000..200.0000"));
    check(is(way(figure("100", "0", ""), figure("400", "0", ""), 1, 2, true), 4,
             "250.0000..250.0000"));
    /* 355.357006 and 355.930266 by a decimal library: 290.45^(2/5) * 406.5^(3/5), 290.55^(2/5) *
     * 407.5^(3/5) */
    check(is(way(figure("290.5", "", ""), figure("407", "", ""), 36, 60, false), 4,
             "355.3570..355.9303"));
    check(is(way(figure("290.5", "", ""), figure("407", "", ""), 0, 60, false), 4,
             "290.4500..290.5500"));
    check(is(way(figure("290.5", "", ""), figure("407", "", ""), 60, 60, true), 4,
             "406.5000..407.5000"));
    check(is(way(figure("10", "0", ""), figure("20", "0", "gt"), 1, 2, true), 1, "15.0.."));
    check(is(way(figure("-10", "0", ""), figure("10", "0", ""), 1, 4, true), 1, "-5.0..-5.0"));
    struct interval zero = figure("0", "0", ""), ten = figure("10", "0", ""), v;
    interval_init(&v);
    check(!interval_between(&v, &zero, &ten, 1, 2, false, 2));
    check(!interval_between(&v, &ten, &ten, 3, 2, true, 2));
    check(!interval_between(&v, &ten, &ten, 0, 0, true, 2));
    check(interval_power(&v, &ten, 12, 24, 3));
    check(is(v, 3, "3.162..3.163"));
    interval_free(&zero);
    interval_free(&ten);
}

static void test_places(void)
{
    struct interval v;
    interval_init(&v);
    interval_set(&v, -7);
    check(strcmp(text(&v, 2), "-7.00..-7.00") == 0);
    interval_times(&v, &v, 3);
    interval_shift(&v, &v, 20);
    check(strcmp(text(&v, 0), "-1..-1") == 0);
    check(!interval_positive(&v));
    interval_shift(&v, &v, 1);
    check(!interval_positive(&v));
    v.above = true;
    check(interval_positive(&v));
    interval_free(&v);
}

int main(void)
{
    test_read();
    test_meet();
    test_arithmetic();
    test_powers();
    test_between();
    test_places();
    return unit_end();
}
