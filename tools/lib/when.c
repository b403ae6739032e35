#include "when.h"

static int number(const struct token *t, struct view text, enum group g)
{
    return period_number(token_group(t, text, g));
}

/* The last year of a period, 0 if it has none. */
static int last_year(struct period p)
{
    return p.kind == PERIOD_NONE ? 0 : p.kind == PERIOD_YEARS ? p.y2 : p.y;
}

static struct period year_or_none(int y)
{
    return y > 0 ? period_year(y) : (struct period){0};
}

static struct period part(enum period_kind kind, int y, int a, int b)
{
    return (struct period){.kind = kind, .y = y, .y2 = y, .a = a, .b = b};
}

struct period when_read(const struct token *t, struct view text, const struct when *w)
{
    struct view form = t->rule->form;
    int context = last_year(w->context);
    int y = number(t, text, GROUP_Y), y2 = number(t, text, GROUP_Y2);
    int m = number(t, text, GROUP_M), m2 = number(t, text, GROUP_M2);
    int n = number(t, text, GROUP_N);
    int in_year = y > 0 ? y : context;
    if (y2 > 0 && y2 < 100) /* 2016-20年 */
        y2 += y - y % 100;

    if (view_is(form, "year"))
        return year_or_none(y);
    if (view_is(form, "years"))
        return y > 0 && y2 > y ? period_years(y, y2) : (struct period){0};
    if (view_is(form, "month"))
        return part(PERIOD_MONTH, in_year, m, 0);
    if (view_is(form, "months")) {
        m = m > 0 ? m : 1; /* 前7个月 */
        return m < m2 ? part(PERIOD_MONTHS, in_year, m, m2) : (struct period){0};
    }
    if (view_is(form, "day"))
        return part(PERIOD_DAY, in_year, m, number(t, text, GROUP_D));
    if (view_is(form, "quarter"))
        return part(PERIOD_QUARTER, in_year, n, 0);
    if (view_is(form, "quarters"))
        return part(PERIOD_MONTHS, in_year, 1, 3 * n);
    if (view_is(form, "half"))
        return part(PERIOD_HALF, in_year, t->rule->n, 0);
    if (view_is(form, "plan"))
        return period_plan(token_group(t, text, GROUP_N));
    if (view_is(form, "plan-end"))
        return period_last(period_plan(token_group(t, text, GROUP_N)));
    if (view_is(form, "last-years")) {
        /* 近三年 in a section on a later span ends where that does */
        bool later = w->context.kind == PERIOD_YEARS || w->done == 0;
        int end = later && context > w->done ? context : w->done;
        return end > 0 && n > 0 ? period_years(end - n + 1, end) : (struct period){0};
    }
    if (view_is(form, "next-years"))
        return w->year > 0 && n > 0 ? period_years(w->year, w->year + n - 1) : (struct period){0};
    if (view_is(form, "since")) {
        int end = w->done > 0 ? w->done : context;
        return y > 0 && end >= y ? period_years(y, end) : year_or_none(y);
    }
    if (view_is(form, "this"))
        return year_or_none(w->year);
    if (view_is(form, "last")) /* 去年: the year before the document's */
        return year_or_none(w->year > 0 ? w->year - 1 : 0);
    if (view_is(form, "next"))
        return year_or_none(w->year > 0 ? w->year + 1 : 0);
    if (view_is(form, "before")) /* 上年: the year before the one spoken of */
        return period_year_before(period_last(w->context));
    if (view_is(form, "same")) /* 上年同期: the same part of the year before */
        return period_year_before(w->context);
    if (view_is(form, "previous"))
        return period_previous(w->context);
    if (view_is(form, "whole"))
        return year_or_none(context);
    if (view_is(form, "now"))
        return w->now;
    return (struct period){0};
}
