/* Rolling up: where each form of period ends, as what part, and what it covers. */
#include "unit.h"

#include "rollup.h"

static bool is(const char *period, enum rollup_to target, const char *to, const char *part,
               unsigned covers)
{
    const struct rolled *r = rollup(view_of(period), target);
    bool same = r->known && view_is(r->to, to) && view_is(r->part, part) && r->covers == covers;
    if (!same)
        fprintf(stderr, "%s: known %d, %.*s, %.*s, %x\n", period, r->known, (int)r->to.n, r->to.p,
                (int)r->part.n, r->part.p, r->covers);
    return same;
}

int main(void)
{
    check(is("2020", ROLLUP_YEAR, "2020", "year", 1));
    check(is("2020-H2", ROLLUP_YEAR, "2020", "half", 2));
    check(is("2020-Q4", ROLLUP_YEAR, "2020", "quarter", 8));
    check(is("2020-01", ROLLUP_YEAR, "2020", "month", 1));
    check(is("2020-12", ROLLUP_YEAR, "2020", "month", 0x800));
    check(is("2020-01/2020-02", ROLLUP_YEAR, "2020", "month", 3));
    check(is("2020-01/2020-09", ROLLUP_YEAR, "2020", "months", 0));
    check(is("2020-06-20", ROLLUP_YEAR, "2020", "day", 0));
    check(is("2016/2020", ROLLUP_YEAR, "2020", "longer", 0));
    check(is("2020-H2", ROLLUP_HALF, "2020-H2", "half", 1));
    check(is("2020-Q2", ROLLUP_HALF, "2020-H1", "quarter", 2));
    check(is("2020-Q3", ROLLUP_HALF, "2020-H2", "quarter", 1));
    check(is("2020-07", ROLLUP_HALF, "2020-H2", "month", 1));
    check(is("2020", ROLLUP_HALF, "2020-H2", "longer", 0));
    check(is("2020-03", ROLLUP_QUARTER, "2020-Q1", "month", 4));
    check(is("2020-10", ROLLUP_QUARTER, "2020-Q4", "month", 1));
    check(is("2020-H1", ROLLUP_QUARTER, "2020-Q2", "longer", 0));
    check(is("2020-04/2020-06", ROLLUP_QUARTER, "2020-Q2", "months", 0));
    check(is("2020-01/2020-06", ROLLUP_QUARTER, "2020-Q2", "longer", 0));
    check(is("2020-12-31", ROLLUP_QUARTER, "2020-Q4", "day", 0));
    check(is("2020-01/2020-09", ROLLUP_ALL, "", "2020-01/2020-09", 0));
    check(is("2020-06-20", ROLLUP_ALL, "", "2020-06-20", 0));
    check(is("2020-06", ROLLUP_ALL, "", "month", 0));

    /* order is by the end of the period */
    static const char *const later[] = {"2019",     "2020-01-31", "2020-02-01",      "2020-02",
                                        "2020-Q1",  "2020-H1",    "2020-01/2020-11", "2020",
                                        "2016/2021"};
    uint32_t last = 0;
    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        uint32_t order = rollup(view_of(later[i]), ROLLUP_YEAR)->order;
        check(order > last);
        last = order;
    }
    static const char *const unknown[] = {"",
                                          "x",
                                          "-09",
                                          "2020-13",
                                          "2020-Q5",
                                          "202",
                                          "2020-1",
                                          "2020-00",
                                          "2020-02-30",
                                          "2021-02-29",
                                          "2020-05/2020-03",
                                          "2021/2020",
                                          "2020-H3",
                                          " 2020",
                                          "2020-01/2020-13",
                                          "a period that is longer than any can be"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        const struct rolled *r = rollup(view_of(unknown[i]), ROLLUP_YEAR);
        if (!check(!r->known && r->order == 0 && r->to.n == 0))
            fprintf(stderr, "known: %s\n", unknown[i]);
    }
    return unit_end();
}
