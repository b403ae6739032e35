#include "headdays.h"

#include "msg.h"
#include "translate.h"

/* A day that stands for its month, in heads and columns where all do. */
static struct period month_of(struct period p)
{
    if (p.kind == PERIOD_DAY)
        return (struct period){.kind = PERIOD_MONTH, .y = p.y, .y2 = p.y, .a = p.a};
    return p;
}

static bool is_last_day(struct period p)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return p.b >= length[p.a - 1];
}

void headdays_count(struct day_counts *s, struct period p)
{
    if (p.kind != PERIOD_DAY || p.a < 1 || p.a > 12)
        return;
    s->days++;
    s->first_days += p.b == 1;
    s->last_days += is_last_day(p);
    s->new_years += p.a == 1 && p.b == 1;
}

void headdays_settle(struct tableheads *hs, struct part *part, uint64_t line)
{
    struct day_counts s = {0};
    bool serial = false;
    for (size_t i = 0; i < part->count; i++)
        if (part->columns[i].role == ROLE_VALUE) {
            headdays_count(&s, part->columns[i].period);
            serial |= part->columns[i].serials;
        }
    bool months = s.days > 0 && (s.first_days == s.days || s.last_days == s.days);
    if (months && s.days == 1 && !serial)
        months = false;
    bool years = months && s.new_years == s.days && s.days > 1;
    for (size_t i = 0; i < part->count && months; i++) {
        struct period *p = &part->columns[i].period;
        if (part->columns[i].role == ROLE_VALUE && p->kind == PERIOD_DAY)
            *p = years ? period_year(p->y) : month_of(*p);
    }
    if (months || serial)
        msg(hs->file, line, "guess: heads hold %s, read as %s",
            translated(serial ? N_("serial numbers of days") : N_("days")),
            translated(years    ? N_("years")
                       : months ? N_("months")
                                : N_("days")));
}
