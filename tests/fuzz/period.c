/*
 * Periods over any texts: two lines. Which texts are periods is decided anew here; one that is read
 * prints as it was; months and days of it lie where those of its year do.
 */
#include "period.h"
#include "base.h"
#include "day.h"
#include "target.h"

#include <stdlib.h>
#include <string.h>

static struct view take_line(struct view *rest)
{
    const char *lf = rest->n > 0 ? memchr(rest->p, '\n', rest->n) : NULL;
    struct view line = {rest->p, lf != NULL ? (size_t)(lf - rest->p) : rest->n};
    size_t n = line.n + (lf != NULL);
    *rest = (struct view){rest->p + n, rest->n - n};
    return line;
}

/* Whether the text looks like the form: y for a digit of a year, n for one of another number. */
static bool looks(struct view v, const char *form)
{
    if (v.n != strlen(form))
        return false;
    for (size_t i = 0; i < v.n; i++) {
        bool digit = v.p[i] >= '0' && v.p[i] <= '9';
        if (form[i] == 'y' || form[i] == 'n' ? !digit : v.p[i] != form[i])
            return false;
    }
    return true;
}

/* The number of n digits at p. */
static int number(const char *p, int n)
{
    int value = 0;
    while (n-- > 0)
        value = 10 * value + (*p++ - '0');
    return value;
}

static bool is_day(int y, int m, int d)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return m >= 1 && m <= 12 && d >= 1 && d <= days[m - 1] + (m == 2 && leap);
}

static bool oracle(struct view v)
{
    if (v.n == 0)
        return true;
    int y = v.n >= 4 && looks((struct view){v.p, 4}, "yyyy") ? number(v.p, 4) : 0;
    if (y == 0)
        return false;
    if (looks(v, "yyyy"))
        return true;
    if (looks(v, "yyyy/yyyy"))
        return y < number(v.p + 5, 4);
    if (looks(v, "yyyy-Hn"))
        return number(v.p + 6, 1) >= 1 && number(v.p + 6, 1) <= 2;
    if (looks(v, "yyyy-Qn"))
        return number(v.p + 6, 1) >= 1 && number(v.p + 6, 1) <= 4;
    if (looks(v, "yyyy-nn"))
        return is_day(y, number(v.p + 5, 2), 1);
    if (looks(v, "yyyy-nn-nn"))
        return is_day(y, number(v.p + 5, 2), number(v.p + 8, 2));
    if (looks(v, "yyyy-nn/yyyy-nn"))
        return y == number(v.p + 8, 4) && is_day(y, number(v.p + 5, 2), 1) &&
               is_day(y, number(v.p + 13, 2), 1) && number(v.p + 5, 2) < number(v.p + 13, 2);
    return false;
}

static void check_text(struct period p)
{
    char text[PERIOD_TEXT_MAX];
    struct period again;
    hold(period_parse(view_of(period_text(p, text)), &again));
    hold(period_equal(p, again));
}

static void check_months(struct period p)
{
    int first, last, f = 0, l = 0;
    char text[PERIOD_TEXT_MAX], shortest[PERIOD_TEXT_MAX];
    if (!period_months(p, &first, &last))
        return;
    hold(first <= last && first / 12 == p.y);
    /* its shortest name has the same months, and no shorter one */
    struct period q = period_of_months(first, last);
    hold(q.kind != PERIOD_NONE && period_months(q, &f, &l) && f == first && l == last);
    hold(strlen(period_text(q, shortest)) <= strlen(period_text(p, text)));
    hold(period_equal(q, period_of_months(f, l)));
    check_text(q);
    /* its year, or years, begin and end no later */
    struct period years = period_years(first / 12, last / 12);
    hold(period_months(years, &f, &l) && f <= first && l >= last);
    if (p.y > 1) {
        hold(period_months(period_year_before(p), &f, &l));
        hold(p.kind == PERIOD_YEARS ? l == first - 1 : f == first - 12 && l == last - 12);
        hold(period_months(period_previous(p), &f, &l));
        if (p.kind != PERIOD_MONTHS)
            hold(l == first - 1);
        if (p.kind != PERIOD_MONTHS && p.kind != PERIOD_YEARS)
            hold(l - f == last - first);
    }
    hold(period_months(period_last(p), &f, &l) && f >= first && l == last);
}

static void check_days(struct period p)
{
    long first, last, f, l;
    int y, m, d;
    char text[DAY_TEXT_MAX];
    if (!day_span(p, &first, &last))
        return;
    hold(first <= last);
    day_date(first, &y, &m, &d);
    hold(y == p.y && is_day(y, m, d) && day_number(y, m, d) == first);
    day_date(last, &y, &m, &d);
    hold(is_day(y, m, d) && day_number(y, m, d) == last);
    hold(day_parse(view_of(day_text(last, text)), &l) && l == last);
    hold((day_of_week(first) + (last - first)) % 7 == day_of_week(last));
    if (p.y > 1 && p.kind != PERIOD_DAY && p.kind != PERIOD_MONTHS &&
        day_span(period_previous(p), &f, &l))
        hold(l == first - 1);
}

/* All of the shorter one lies in the longer one, or they share nothing, or both are spans. */
static void check_two(struct period p, struct period q)
{
    char s[PERIOD_TEXT_MAX], t[PERIOD_TEXT_MAX];
    int pf, pl, qf, ql;
    hold(period_equal(p, q) == (strcmp(period_text(p, s), period_text(q, t)) == 0));
    hold((base_of(p, view_of(t)) == BASE_YEAR) ==
         (p.kind != PERIOD_NONE && p.kind != PERIOD_YEARS && q.kind != PERIOD_NONE &&
          period_equal(period_year_before(p), q)));
    if (!period_months(p, &pf, &pl) || !period_months(q, &qf, &ql))
        return;
    bool inside = (pf >= qf && pl <= ql) || (qf >= pf && ql <= pl);
    bool apart = pl < qf || ql < pf;
    bool spans = p.kind == PERIOD_MONTHS || p.kind == PERIOD_YEARS || q.kind == PERIOD_MONTHS ||
                 q.kind == PERIOD_YEARS;
    hold(inside || apart || spans);
    struct period both = period_of_months(pf < qf ? pf : qf, pl > ql ? pl : ql);
    if (both.kind != PERIOD_NONE)
        check_months(both);
}

static void check_numerals(struct view v)
{
    int n = period_number(v);
    bool ascii = v.n > 0 && v.n <= 5;
    for (size_t i = 0; i < v.n; i++)
        ascii = ascii && v.p[i] >= '0' && v.p[i] <= '9';
    hold(n >= -1);
    if (ascii)
        hold(n == number(v.p, (int)v.n));
    struct period plan = period_plan(v);
    hold(plan.kind == PERIOD_NONE || (plan.kind == PERIOD_YEARS && plan.y2 - plan.y == 4));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct view rest = {(const char *)data, n};
    struct view s = take_line(&rest), t = take_line(&rest);
    struct period p, q;
    char text[PERIOD_TEXT_MAX];
    bool good = period_parse(s, &p), good_too = period_parse(t, &q);
    hold(good == oracle(s));
    hold(good_too == oracle(t));
    check_numerals(s);
    if (good) {
        hold(view_is(s, period_text(p, text)));
        check_months(p);
        check_days(p);
    }
    if (good && good_too)
        check_two(p, q);
    return 0;
}
