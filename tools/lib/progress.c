#include "progress.h"

#include "decimal.h"
#include "progressing.h"

#include <string.h>

enum {
    MORE_PLACES = 2, /* of an expected figure, beyond those of target and latest */
    PERCENT_PLACES = 1,
};

const char *verdict_name(enum verdict verdict)
{
    static const char *const names[VERDICTS] = {"met",     "on course", "behind",
                                                "at risk", "missed",    "no data"};
    return names[verdict];
}

void progress_amount_init(struct amount *a)
{
    interval_init(&a->range);
    interval_init(&a->point);
    a->places = 0;
}

void progress_amount_free(struct amount *a)
{
    interval_free(&a->range);
    interval_free(&a->point);
}

void progress_amount_read(struct amount *a, const struct fact *f)
{
    const char *point = memchr(f->value.p, '.', f->value.n);
    interval_copy(&a->range, &f->stands_for);
    interval_read(&a->point, f->value, view_of("0"), view_of(""));
    a->places = point != NULL ? (unsigned)(f->value.p + f->value.n - point - 1) : 0;
}

/* Appends q, rounded once. */
void progress_write_rounded(struct buf *b, mpq_srcptr q, unsigned places)
{
    struct decimal d = {0};
    decimal_of_fraction(&d, q, places);
    decimal_write(b, &d);
    decimal_free(&d);
}

void progress_write_period(struct buf *b, struct period period)
{
    char text[PERIOD_TEXT_MAX];
    buf_clear(b);
    buf_add_string(b, period_text(period, text));
}

void progress_add_input(struct buf *b, const struct fact *f)
{
    if (b->n > 0)
        buf_add_char(b, '|');
    buf_add_view(b, f->source);
    buf_add_char(b, ':');
    buf_add_view(b, f->line);
}

static int last_month(struct period period)
{
    int first, last;
    if (period.kind == PERIOD_DAY) {
        period.kind = PERIOD_MONTH;
        period.b = 0;
    }
    return period_months(period, &first, &last) ? last : 0;
}

static bool is_measured(const struct fact *x, const struct fact *like)
{
    bool compares = view_is(like->measure, "share") || view_is(like->measure, "rank");
    return !view_is(x->status, "target") && !view_is(x->status, "estimate") &&
           view_equal(x->unit, like->unit) && (x->bound.n == 0 || view_is(x->bound, "approx")) &&
           (!compares || view_equal(x->against, like->against));
}

/* Whether x tells more than y: a figure rather than about one, then the narrower one, then the
 * later one in the input. */
static bool tells_more(const struct fact *x, const struct fact *y)
{
    if ((x->bound.n == 0) != (y->bound.n == 0))
        return x->bound.n == 0;
    mpq_t a, b;
    mpq_inits(a, b, NULL);
    mpq_sub(a, x->stands_for.high, x->stands_for.low);
    mpq_sub(b, y->stands_for.high, y->stands_for.low);
    int d = mpq_cmp(a, b);
    mpq_clears(a, b, NULL);
    return d != 0 ? d < 0 : x->order > y->order;
}

/* The figure that was measured at a time; NULL where there is none. */
const struct fact *progress_measured(const struct track *k, const char *measure, struct period time)
{
    size_t count;
    const struct fact *x = evidence_find(k->t->e, k->target, measure, time, &count), *best = NULL;
    for (size_t i = 0; i < count; i++)
        if (is_measured(&x[i], k->target) && (best == NULL || tells_more(&x[i], best)))
            best = &x[i];
    for (size_t i = 0; i < count && best != NULL; i++)
        if (is_measured(&x[i], k->target) && !interval_meet(&x[i].stands_for, &best->stands_for)) {
            k->p->doubt[0] = best;
            k->p->doubt[1] = &x[i];
        }
    return best;
}

/* ... at the end of a month: of a flow for the year, of others for any period that ends there. */
const struct fact *progress_measured_by(const struct track *k, const char *measure, int month)
{
    static const int lengths[] = {12, 6, 3, 1};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct period p = period_of_months(month - lengths[i] + 1, month);
        if ((k->flow && i > 0) || p.kind == PERIOD_MONTHS || p.kind == PERIOD_NONE ||
            (i == 0 && p.kind != PERIOD_YEAR))
            continue;
        const struct fact *x = progress_measured(k, measure, p);
        if (x != NULL)
            return x;
    }
    return NULL;
}

/* The last month whose figures count. */
int progress_horizon(const struct track *k)
{
    int as_of = last_month(k->t->as_of);
    return as_of > 0 && as_of < k->end ? as_of : k->end;
}

void progress_no_data(struct track *k, const char *why)
{
    k->p->verdict = VERDICT_NO_DATA;
    k->p->why = why;
}

/* Whether x is as far as `wanted`, or may be for all that rounding tells. */
bool progress_reaches(const struct track *k, const struct interval *x,
                      const struct interval *wanted)
{
    struct interval open;
    interval_init(&open);
    interval_copy(&open, wanted);
    if (k->falls)
        open.no_low = true;
    else
        open.no_high = true;
    bool reached = interval_meet(x, &open);
    interval_free(&open);
    return reached;
}

/* Whether the published value itself reaches the target, which was rounded too: 406.6 reaches 407,
 * 0.1 does not reach 0.2. */
bool progress_attains(const struct track *k)
{
    return progress_reaches(k, &k->latest.point, &k->goal.range);
}

/* The verdict once the time is over: what rounding leaves open is no miss. */
enum verdict progress_weigh_end(const struct track *k)
{
    return progress_attains(k)                                     ? VERDICT_MET
           : progress_reaches(k, &k->latest.range, &k->goal.range) ? VERDICT_ON_COURSE
                                                                   : VERDICT_MISSED;
}

/* Sets expected and gap: the latter from the former as it is shown, so that they add up. */
void progress_write_expected(struct track *k, const struct interval *expected)
{
    unsigned places =
        (k->goal.places > k->latest.places ? k->goal.places : k->latest.places) + MORE_PLACES;
    struct interval shown, gap;
    interval_init(&shown);
    interval_init(&gap);
    progress_write_rounded(&k->p->expected, expected->low, places);
    interval_read(&shown, buf_view(&k->p->expected), view_of("0"), view_of(""));
    interval_difference(&gap, &k->latest.point, &shown);
    progress_write_rounded(&k->p->gap, gap.low, places);
    interval_free(&shown);
    interval_free(&gap);
}

/* Sets done: (latest - base) / (goal - base). */
void progress_write_done(struct track *k)
{
    mpq_t way, whole;
    mpq_inits(way, whole, NULL);
    mpq_sub(way, k->latest.point.low, k->base.point.low);
    mpq_sub(whole, k->goal.point.low, k->base.point.low);
    if (mpq_sgn(whole) != 0) {
        mpq_div(way, way, whole);
        mpq_set_ui(whole, 100, 1);
        mpq_mul(way, way, whole);
        progress_write_rounded(&k->p->done, way, PERCENT_PLACES);
    }
    mpq_clears(way, whole, NULL);
}

/* Sets elapsed: p of q months. */
void progress_write_elapsed(struct track *k, int p, int q)
{
    mpq_t time;
    mpq_init(time);
    mpq_set_ui(time, 100 * (unsigned)p, (unsigned)q);
    mpq_canonicalize(time);
    progress_write_rounded(&k->p->elapsed, time, PERCENT_PLACES);
    mpq_clear(time);
}

/* Sets needed: what each of the years left must add. */
void progress_write_needed_amount(struct track *k, int months)
{
    mpq_t left, year;
    mpq_inits(left, year, NULL);
    mpq_sub(left, k->goal.point.low, k->latest.point.low);
    mpq_set_ui(year, 12, (unsigned)months);
    mpq_canonicalize(year);
    mpq_mul(left, left, year);
    progress_write_rounded(&k->p->needed, left,
                           (k->goal.places > k->latest.places ? k->goal.places : k->latest.places) +
                               MORE_PLACES);
    buf_add_view(&k->p->needed_unit, k->target->unit);
    mpq_clears(left, year, NULL);
}

/* Sets needed: the yearly growth in percent that makes `to` of `from` in so many months. */
void progress_write_needed_growth(struct track *k, const struct interval *from,
                                  const struct interval *to, int months)
{
    struct interval ratio, v;
    interval_init(&ratio);
    interval_init(&v);
    if (interval_quotient(&ratio, to, from, 1) &&
        interval_power(&v, &ratio, 12, (unsigned)months, ROOT_PLACES)) {
        interval_times(&v, &v, 100);
        interval_shift(&v, &v, -100);
        progress_write_rounded(&k->p->needed, v.low, RATE_PLACES);
        buf_add_string(&k->p->needed_unit, "%");
    }
    interval_free(&ratio);
    interval_free(&v);
}

/* Finds the base of a level: what the target names, the user, or the plan: five years before one
 * that ends with a plan, else one year before. Sets start, whether or not there is a figure. */
const struct fact *progress_find_base(struct track *k)
{
    const struct fact *target = k->target;
    struct period base = target->base;
    if (base.kind == PERIOD_NONE)
        base = k->t->base;
    if (base.kind == PERIOD_NONE && target->time.kind == PERIOD_YEARS)
        base = period_year(target->time.y - 1);
    else if (base.kind == PERIOD_NONE)
        /* five-year plans end in years that five divides: 2020, 2025 */
        base = period_year(target->time.y -
                           (target->time.kind == PERIOD_YEAR && target->time.y % 5 == 0 ? 5 : 1));
    k->start = last_month(base);
    progress_write_period(&k->p->base_period, base);
    return k->start > 0 ? progress_measured_by(k, "level", k->start) : NULL;
}

/* The verdict against the target itself. */
void progress_weigh_limit(struct track *k)
{
    bool over = k->now >= k->end;
    k->p->path = "limit";
    progress_write_expected(k, &k->goal.point);
    k->p->verdict = over                                                    ? progress_weigh_end(k)
                    : progress_reaches(k, &k->latest.range, &k->goal.range) ? VERDICT_ON_COURSE
                                                                            : VERDICT_BEHIND;
}

/* The latest figure after the base; NULL where there is none. */
const struct fact *progress_find_latest(struct track *k, const char *measure)
{
    for (int month = progress_horizon(k); month > k->start; month--) {
        const struct fact *x = progress_measured_by(k, measure, month);
        if (x != NULL) {
            k->now = month;
            return x;
        }
    }
    return NULL;
}

void progress_take_latest(struct track *k, const struct fact *x)
{
    progress_amount_read(&k->latest, x);
    buf_add_view(&k->p->latest, x->value);
    progress_write_period(&k->p->latest_period, x->time);
    progress_add_input(&k->p->inputs, x);
    if (k->end > k->start)
        progress_write_elapsed(k, k->now - k->start, k->end - k->start);
}

static void clear(struct progress *p)
{
    struct buf *const all[] = {&p->base,     &p->base_period, &p->latest, &p->latest_period,
                               &p->expected, &p->gap,         &p->done,   &p->elapsed,
                               &p->needed,   &p->needed_unit, &p->inputs};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buf_clear(all[i]);
    p->path = p->why = "";
    p->doubt[0] = p->doubt[1] = NULL;
}

void progress_of(const struct tracking *t, const struct fact *target, bool flow, struct progress *p)
{
    struct track k = {.t = t, .target = target, .p = p, .flow = flow};
    clear(p);
    progress_amount_init(&k.goal);
    progress_amount_init(&k.base);
    progress_amount_init(&k.latest);
    progress_amount_read(&k.goal, target);
    k.end = last_month(target->time);
    if (k.end == 0)
        progress_no_data(&k, "no period");
    else if (view_is(target->measure, "cagr"))
        progress_cagr(&k);
    else if (view_is(target->measure, "growth"))
        progress_growth(&k);
    else if (view_is(target->measure, "level") && target->time.kind == PERIOD_YEARS && flow)
        progress_sum(&k);
    else if (view_is(target->measure, "level") || view_is(target->measure, "share") ||
             view_is(target->measure, "rank"))
        progress_level(&k);
    else
        progress_no_data(&k, "a measure that is not tracked");
    progress_amount_free(&k.goal);
    progress_amount_free(&k.base);
    progress_amount_free(&k.latest);
}

void progress_free(struct progress *p)
{
    struct buf *const all[] = {&p->base,     &p->base_period, &p->latest, &p->latest_period,
                               &p->expected, &p->gap,         &p->done,   &p->elapsed,
                               &p->needed,   &p->needed_unit, &p->inputs};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buf_free(all[i]);
}
