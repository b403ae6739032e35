/* The months of periods, and back. */
#include "unit.h"

#include "span.h"

#include <stdlib.h>

static bool is(const char *period, int first, int last, const char *text)
{
    const struct span *s = span_of(view_of(period));
    bool good = s->known && s->first == first && s->last == last && view_is(s->text, text) &&
                s->shortest == (strcmp(period, text) == 0);
    if (!good)
        fprintf(stderr, "%s: %d %d %.*s\n", period, s->first, s->last, (int)s->text.n, s->text.p);
    return good;
}

static bool has_none(const char *period)
{
    const struct span *s = span_of(view_of(period));
    return !s->known && view_is(s->text, period);
}

int main(void)
{
    enum { Y = 12 * 2020 };
    for (int round = 0; round < 2; round++) { /* the second time from memory */
        check(is("2020", Y, Y + 11, "2020"));
        check(is("2020-01/2020-12", Y, Y + 11, "2020"));
        check(is("2016/2020", Y - 48, Y + 11, "2016/2020"));
        check(is("2020-H1", Y, Y + 5, "2020-H1"));
        check(is("2020-01/2020-06", Y, Y + 5, "2020-H1"));
        check(is("2020-H2", Y + 6, Y + 11, "2020-H2"));
        check(is("2020-04/2020-09", Y + 3, Y + 8, "2020-04/2020-09"));
        check(is("2020-Q3", Y + 6, Y + 8, "2020-Q3"));
        check(is("2020-07/2020-09", Y + 6, Y + 8, "2020-Q3"));
        check(is("2020-02/2020-04", Y + 1, Y + 3, "2020-02/2020-04"));
        check(is("2020-09", Y + 8, Y + 8, "2020-09"));
        check(is("2020-01/2020-02", Y, Y + 1, "2020-01/2020-02"));
        check(has_none("2020-06-20") && has_none("-09") && has_none("") && has_none("去年"));
        check(has_none("2020-01/2020-01") && has_none("2020-13") && has_none("2020/2020"));
        check(has_none("2020-09/2020-01") && has_none("2020-1") && has_none("2020-Q7x"));
        check(has_none("2020-01/2020-01") && has_none("2020/2020"));
        check(has_none("a text that is longer than any period can be"));
    }
    /* more periods than are remembered */
    char text[PERIOD_TEXT_MAX], again[PERIOD_TEXT_MAX];
    for (int month = 12 * 1000; month < 12 * 2000; month++) {
        period_text(period_of_months(month, month), text);
        const struct span *s = span_of(view_of(text));
        if (!check(s->known && s->first == month && s->last == month))
            break;
    }
    for (int first = Y; first < Y + 24; first++) {
        for (int last = first; last < Y + 36; last++) {
            struct period p = period_of_months(first, last);
            int a, b;
            if (p.kind == PERIOD_NONE) /* months of two years */
                check(first / 12 != last / 12 && (first % 12 != 0 || last % 12 != 11));
            else
                check(period_months(p, &a, &b) && a == first && b == last &&
                      is(period_text(p, again), first, last, again));
        }
    }
    check(period_of_months(Y, Y - 1).kind == PERIOD_NONE);
    return unit_end();
}
