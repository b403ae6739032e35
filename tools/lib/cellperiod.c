#include "cellperiod.h"

#include "cellnumber.h"
#include "day.h"
#include "token.h"
#include "when.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

bool cellperiod_plain(struct view v, struct period *p)
{
    static const char nian[] = "年", yue[] = "月";
    const size_t n = sizeof nian - 1;
    int y = v.n >= 4 ? (int)cell_whole_number((struct view){v.p, 4}) : -1;
    if (y < 1900 || y >= 2100)
        return false;
    if (v.n == 4 || (v.n == 4 + n && memcmp(v.p + 4, nian, n) == 0)) {
        *p = period_year(y);
        return true;
    }
    if (v.n < 5 + 2 * n || v.n > 6 + 2 * n || memcmp(v.p + 4, nian, n) != 0 ||
        memcmp(v.p + v.n - n, yue, n) != 0)
        return false;
    int m = (int)cell_whole_number((struct view){v.p + 4 + n, v.n - 4 - 2 * n});
    if (m < 1 || m > 12)
        return false;
    *p = (struct period){.kind = PERIOD_MONTH, .y = y, .y2 = y, .a = m};
    return true;
}

bool cellperiod_serial(struct view v, struct period *p)
{
    v = cell_trim(v);
    if (v.n == 7 && memcmp(v.p + 5, ".0", 2) == 0)
        v.n = 5;
    long day = v.n == 5 ? cell_whole_number(v) : -1;
    if (day < 20000 || day > 60000)
        return false;
    *p = (struct period){.kind = PERIOD_DAY};
    day_date(day - 25569, &p->y, &p->a, &p->b); /* 25569 is 1970-01-01 */
    p->y2 = p->y;
    return true;
}

/* The time that a rule with a form= says. */
static struct period period_of(const struct rule *rule, const struct match *m, struct view text)
{
    struct token t = {.kind = TOKEN_WORD, .class = CLASS_PERIOD, .rule = rule};
    struct when nothing = {0};
    for (int g = 0; g < 8; g++) {
        struct view v = rule_text(rule, (enum group)g, m, text);
        t.groups[g][0] = v.n > 0 ? (uint32_t)(v.p - text.p) : 0;
        t.groups[g][1] = t.groups[g][0] + (uint32_t)v.n;
    }
    return when_read(&t, text, &nothing);
}

bool cellperiod_by_rule(struct rules *rules, struct view text, struct period *p)
{
    struct match m;
    const struct rule *rule = rules_whole(rules, CLASS_HEAD_PERIOD, text, &m);
    struct period found = rule != NULL ? period_of(rule, &m, text) : (struct period){0};
    if (found.kind == PERIOD_NONE)
        return false;
    *p = found;
    return true;
}
