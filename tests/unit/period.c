/* Periods: their forms, one by one and all of them, what lies before them, numerals, plans. */
#include "unit.h"

#include "period.h"

#include <string.h>

static const char *text(struct period p)
{
    static char buffer[4][PERIOD_TEXT_MAX];
    static int next;
    return period_text(p, buffer[next++ % 4]);
}

static struct period parsed(const char *s)
{
    struct period p = {0};
    if (!period_parse(view_of(s), &p))
        fprintf(stderr, "not taken: %s\n", s);
    return p;
}

static bool is(struct period p, const char *wanted)
{
    bool same = strcmp(text(p), wanted) == 0;
    if (!same)
        fprintf(stderr, "%s, wanted %s\n", text(p), wanted);
    return same;
}

/* What comes out of reading must be written the same, and nothing near it may be read. */
static void forms(void)
{
    static const char *const good[] = {
        "2020",       "1949",       "2020-H1",   "2020-H2",   "2020-Q1",         "2020-Q4",
        "2020-01",    "2020-12",    "1978-06",   "",          "2020-01/2020-09", "2020-11/2020-12",
        "2020-02-29", "2020-12-31", "2016/2020", "1949/2049",
    };
    static const char *const bad[] = {
        "202",
        "20200",
        "2020-",
        "2020-0",
        "2020-1",
        "2020-00",
        "2020-13",
        "2020-H0",
        "2020-H3",
        "2020-Q0",
        "2020-Q5",
        "2020-Q11",
        "2020-q1",
        "2020/",
        "2020/2020",
        "2020/2016",
        "2020-01/2020-01",
        "2020-09/2020-01",
        "2020-01/09",
        "2020-1/2",
        "2020-06-31",
        "2021-02-29",
        "2020-06-00",
        "2020-06-32",
        "2020-13-01",
        " 2020",
        "2020 ",
        "+202",
        "-202",
        "2020年",
        "2020-01/2021-09",
        "0x7e4",
        "2020-06-20T00",
        "2020-06-20-01",
        "20 20",
        "２０２０",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        check(is(parsed(good[i]), good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct period p = {.kind = PERIOD_YEAR, .y = 1};
        if (!check(!period_parse(view_of(bad[i]), &p)))
            fprintf(stderr, "taken: %s\n", bad[i]);
        if (!check(p.kind == PERIOD_NONE))
            fprintf(stderr, "left behind by %s: %s\n", bad[i], text(p));
    }
    struct period p;
    check(period_parse((struct view){"2020-Q12", 7}, &p) && is(p, "2020-Q1")); /* a view's length */
    check(!period_parse(view_of("2020-01/2020-09/2020-01/2020-09"), &p));
    check(parsed("").kind == PERIOD_NONE);
    check(is((struct period){0}, ""));
}

/* Every period of some years is read as it is written, and they are all different. */
static void all(void)
{
    size_t wrong = 0, count = 0;
    struct period last = {0};
    for (int y = 2018; y <= 2021; y++) {
        for (int kind = PERIOD_YEAR; kind <= PERIOD_DAY; kind++) {
            for (int a = 1; a <= 12; a++) {
                for (int b = 1; b <= 31; b++) {
                    struct period p = {kind, y, y, a, b}, again;
                    if ((kind == PERIOD_YEAR || kind == PERIOD_HALF || kind == PERIOD_QUARTER ||
                         kind == PERIOD_MONTH) &&
                        b > 1)
                        continue;
                    if ((kind == PERIOD_YEAR && a > 1) || (kind == PERIOD_HALF && a > 2) ||
                        (kind == PERIOD_QUARTER && a > 4) ||
                        (kind == PERIOD_MONTHS && (b <= a || b > 12)))
                        continue;
                    if (kind == PERIOD_YEARS)
                        p = period_years(y, y + 12 * b + a);
                    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
                    bool leap = y == 2020 && a == 2;
                    if (kind == PERIOD_DAY && b > days[a - 1] + leap)
                        continue;
                    count++;
                    wrong += !period_parse(view_of(text(p)), &again) || again.kind != p.kind ||
                             !period_equal(p, again) || period_equal(p, last);
                    last = p;
                }
            }
        }
    }
    check(wrong == 0);
    check(count == 4 * (1 + 12 * 31 + 2 + 4 + 12 + 66 + 365) + 1);
}

static void before(void)
{
    static const struct {
        const char *period, *year_before, *previous, *last;
    } rows[] = {
        {"2020", "2019", "2019", "2020"},
        {"2016/2020", "2015", "2015", "2020"},
        {"2020-H1", "2019-H1", "2019-H2", "2020-H1"},
        {"2020-H2", "2019-H2", "2020-H1", "2020-H2"},
        {"2020-Q1", "2019-Q1", "2019-Q4", "2020-Q1"},
        {"2020-Q3", "2019-Q3", "2020-Q2", "2020-Q3"},
        {"2020-01", "2019-01", "2019-12", "2020-01"},
        {"2020-12", "2019-12", "2020-11", "2020-12"},
        {"2020-01/2020-09", "2019-01/2019-09", "2019-01/2019-09", "2020-01/2020-09"},
        {"2020-06-20", "2019-06-20", "2019-06-20", "2020-06-20"},
        {"", "", "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct period p = parsed(rows[i].period);
        check(is(period_year_before(p), rows[i].year_before));
        check(is(period_previous(p), rows[i].previous));
        check(is(period_last(p), rows[i].last));
    }
    check(is(period_years(2016, 2016), "2016"));
    check(period_years(2016, 2016).kind == PERIOD_YEAR);
    /* a month without a year has none to go back to */
    struct period bare = {.kind = PERIOD_MONTH, .a = 9};
    check(is(bare, "-09"));
    check(is(period_year_before(bare), "-09"));
    check(!period_equal(parsed("2020"), parsed("2020-Q1")));
    check(!period_equal(parsed("2020"), parsed("")));
}

static void numbers(void)
{
    static const struct {
        const char *text;
        int value;
    } rows[] = {
        {"零", 0},      {"一", 1},          {"两", 2},           {"九", 9},
        {"十", 10},     {"十一", 11},       {"二十", 20},        {"九十九", 99},
        {"五十", 50},   {"二〇二一", 2021}, {"二○二○", 2020},    {"一九七八", 1978},
        {"0", 0},       {"7", 7},           {"07", 7},           {"2021", 2021},
        {"", -1},       {"十十", -1},       {"一十一一", -1},    {"百", -1},
        {"a", -1},      {"1a", -1},         {"１", -1},          {"一 ", -1},
        {"二十年", -1}, {"123456", -1},     {"99999999999", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!check(period_number(view_of(rows[i].text)) == rows[i].value))
            fprintf(stderr, "%s: %d\n", rows[i].text, period_number(view_of(rows[i].text)));
    /* half a character is none */
    check(period_number((struct view){"一", 2}) == -1);
    check(period_number((struct view){"一二", 5}) == -1);
}

static void plans(void)
{
    static const struct {
        const char *name, *span;
    } rows[] = {
        {"五", "1976/1980"},
        {"九", "1996/2000"},
        {"十", "2001/2005"},
        {"十一", "2006/2010"},
        {"十二", "2011/2015"},
        {"十三", "2016/2020"},
        {"十四", "2021/2025"},
        {"十五", "2026/2030"},
        {"一", ""},
        {"", ""},
        {"三", ""},
        {"九十", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(is(period_plan(view_of(rows[i].name)), rows[i].span));
}

int main(void)
{
    forms();
    all();
    before();
    numbers();
    plans();
    return unit_end();
}
