/* Targets of growth: a mean yearly one, and one for a year. */
#include "progressing.h"

#include "translate.h"

/* A mean yearly growth: against that from the base's level to the latest one. */
void progress_cagr(struct track *k)
{
    struct interval ratio, made, point, factor, left;
    struct interval *const all[] = {&ratio, &made, &point, &factor, &left};
    struct fact level = *k->target; /* a target of the level that it is the growth of */
    size_t count;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        interval_init(all[i]);
    if (level.base.kind == PERIOD_NONE && level.time.kind == PERIOD_YEARS)
        level.base = period_year(level.time.y - 1);
    /* any unit that both levels have */
    const struct fact *units = evidence_find(k->t->e, &level, "level", level.base, &count);
    const struct fact *base = NULL, *latest = NULL;
    const struct fact *target = k->target;
    for (size_t i = 0; i < count && latest == NULL; i++) {
        level.unit = units[i].unit;
        k->target = &level;
        base = progress_find_base(k);
        latest = base != NULL ? progress_find_latest(k, "level") : NULL;
        k->target = target;
    }
    k->falls = view_is(target->bound, "le") || view_is(target->bound, "lt");
    if (base == NULL || latest == NULL) {
        progress_no_data(k,
                         base == NULL ? N_("no level of the base") : N_("no level after the base"));
    } else {
        struct amount from, to;
        const unsigned p = (unsigned)(k->now - k->start), q = (unsigned)(k->end - k->start);
        progress_amount_init(&from);
        progress_amount_init(&to);
        progress_amount_read(&from, base);
        progress_amount_read(&to, latest);
        progress_add_input(&k->p->inputs, base);
        progress_add_input(&k->p->inputs, latest);
        bool ok = interval_quotient(&ratio, &to.range, &from.range, 1) &&
                  interval_power(&made, &ratio, 12, p, ROOT_PLACES) &&
                  interval_quotient(&ratio, &to.point, &from.point, 1) &&
                  interval_power(&point, &ratio, 12, p, ROOT_PLACES) &&
                  interval_compound(&factor, &k->goal.point, 1);
        if (!ok) {
            progress_no_data(k, "a level below 0");
        } else {
            interval_times(&made, &made, 100);
            interval_shift(&made, &made, -100);
            interval_times(&point, &point, 100);
            interval_shift(&point, &point, -100);
            interval_copy(&k->latest.range, &made);
            k->latest.places = RATE_PLACES;
            progress_write_rounded(&k->p->latest, point.low, RATE_PLACES);
            interval_read(&k->latest.point, buf_view(&k->p->latest), view_of("0"), view_of(""));
            progress_write_period(&k->p->latest_period,
                                  period_years(k->start / 12 + 1, latest->time.y2));
            progress_write_elapsed(k, (int)p, (int)q);
            progress_weigh_limit(k);
            k->p->path = "rate";
            if (k->p->verdict == VERDICT_BEHIND) { /* at risk: less than half of it */
                interval_copy(&made, &k->goal.range);
                mpq_div_2exp(made.low, made.low, 1);
                mpq_div_2exp(made.high, made.high, 1);
                if (!progress_reaches(k, &k->latest.range, &made))
                    k->p->verdict = VERDICT_AT_RISK;
            }
            /* what the rest must bring: factor^(q/12) / (latest / base) in the months left */
            if (k->now < k->end && interval_power(&left, &factor, q, 12, ROOT_PLACES))
                progress_write_needed_growth(k, &ratio, &left, (int)(q - p));
        }
        progress_amount_free(&from);
        progress_amount_free(&to);
    }
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        interval_free(all[i]);
}

/* A growth for one year: against that of the year, or of the year to date. */
void progress_growth(struct track *k)
{
    int first;
    if (!period_months(k->target->time, &first, &k->end)) {
        progress_no_data(k, "no period");
        return;
    }
    k->start = first - 1;
    k->falls = view_is(k->target->bound, "le") || view_is(k->target->bound, "lt");
    progress_write_period(&k->p->base_period, k->target->base);
    for (int month = progress_horizon(k); month >= first; month--) {
        const struct fact *x = progress_measured(k, "growth", period_of_months(first, month));
        if (x == NULL)
            continue;
        k->now = month;
        progress_take_latest(k, x);
        progress_weigh_limit(k);
        k->p->path = "rate";
        return;
    }
    progress_no_data(k, "no growth of that time");
}
