#include "audit.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    INPUTS_MAX = 8,
    EXTRA_PLACES = 1, /* places of an expected value beyond the published one's */
};

struct audit {
    const struct evidence *e;
    const struct audit_names *names;
    audit_emit *emit;
    void *data;
    struct buf what, expected, key;
};

/* Decimal places of a published figure. */
static unsigned places_of(const struct fact *f)
{
    const char *point = f->value.n > 0 ? memchr(f->value.p, '.', f->value.n) : NULL;
    return point != NULL ? (unsigned)(f->value.p + f->value.n - point - 1) : 0;
}

static void find(struct audit *a, const char *severity, const char *rule,
                 const struct fact *subject, const struct fact *const *inputs, size_t count,
                 const char *format, ...) __attribute__((format(printf, 7, 8)));

/* Makes a finding; a->expected holds what was expected. */
static void find(struct audit *a, const char *severity, const char *rule,
                 const struct fact *subject, const struct fact *const *inputs, size_t count,
                 const char *format, ...)
{
    char text[600];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    struct finding f = {
        .severity = severity,
        .rule = rule,
        .subject = subject,
        .expected = buf_view(&a->expected),
        .inputs = inputs,
        .input_count = count,
        .what = view_of(text),
    };
    a->emit(a->data, &f);
    buf_clear(&a->expected);
}

/* "value unit" of a fact, for messages; the caller's text holds it. */
static const char *figure(const struct fact *f, char text[64])
{
    snprintf(text, 64, "%.*s%.*s", (int)(f->value.n < 30 ? f->value.n : 30), f->value.p,
             (int)(f->unit.n < 30 ? f->unit.n : 30), f->unit.p);
    return text;
}

static bool is_percent(const struct fact *f)
{
    return view_is(f->unit, "%");
}

/* Whether the group's figures at one time say different things: they are then of different scopes
 * (全市, 市本级) that the names do not tell apart, and prove nothing. */
static bool is_ambiguous(const struct fact *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++)
            if (view_equal(x[i].unit, x[k].unit) && evidence_same_world(x[i].status, x[k].status) &&
                !interval_meet(&x[i].stands_for, &x[k].stands_for))
                return true;
    return false;
}

/* A pair of levels that a growth, mean growth or difference speaks of. */
struct pair {
    const struct fact *from, *to;
};

/* Tries all pairs of levels of f's subject at two times until one fits. Returns whether there was a
 * pair and none fitted; *last is then the pair nearest in the text. */
static bool contradicts(struct audit *a, const struct fact *f, struct period from, struct period to,
                        bool (*fits)(const struct fact *f, const struct pair *p), struct pair *last)
{
    size_t from_count, to_count;
    const struct fact *x = evidence_find(a->e, f, "level", &from, &from_count);
    const struct fact *y = evidence_find(a->e, f, "level", &to, &to_count);
    bool any = false;
    if (is_ambiguous(x, from_count) || is_ambiguous(y, to_count))
        return false;
    for (size_t i = 0; i < from_count; i++)
        for (size_t k = 0; k < to_count; k++) {
            struct pair p = {&x[i], &y[k]};
            if (!view_equal(p.from->unit, p.to->unit) ||
                !evidence_same_world(p.to->status, f->status) ||
                (!evidence_same_world(p.from->status, f->status) &&
                 view_is(p.from->status, "target")))
                continue;
            if (p.from->bound.n > 0 && p.to->bound.n > 0)
                continue;
            if (fits(f, &p))
                return false;
            any = true;
            *last = p;
        }
    return any;
}

static bool growth_fits(const struct fact *f, const struct pair *p)
{
    struct interval v;
    interval_init(&v);
    bool fits = true;
    if (interval_quotient(&v, &p->to->stands_for, &p->from->stands_for, 100)) {
        interval_shift(&v, -100);
        fits = interval_meet(&v, &f->stands_for);
    }
    interval_free(&v);
    return fits;
}

static void check_growth(struct audit *a, const struct fact *f)
{
    struct pair p;
    struct interval v;
    if (!is_percent(f) || f->base.kind == PERIOD_NONE || f->time.kind == PERIOD_NONE ||
        f->base.kind != f->time.kind || !contradicts(a, f, f->base, f->time, growth_fits, &p))
        return;
    const struct fact *inputs[] = {p.from, p.to};
    char x[64], y[64], g[64];
    if (a->names->is_real(a->names->data, f->indicator)) {
        find(a, "note", "growth", f, inputs, 2,
             "%s is at comparable prices and is not checked against %s and %s", figure(f, g),
             figure(p.from, x), figure(p.to, y));
        return;
    }
    interval_init(&v);
    if (interval_quotient(&v, &p.to->stands_for, &p.from->stands_for, 100)) {
        interval_shift(&v, -100);
        interval_text(&v, places_of(f) + EXTRA_PLACES, &a->expected);
    }
    interval_free(&v);
    find(a, "error", "growth", f, inputs, 2, "from %s to %s is a growth of %.*s%%, not %s",
         figure(p.from, x), figure(p.to, y), (int)a->expected.n, a->expected.p, figure(f, g));
}

/* The number of years that a mean yearly growth is taken over; 0 if that can't be told. */
static unsigned years_of(const struct fact *f)
{
    int end = f->time.kind == PERIOD_YEARS ? f->time.y2 : f->time.y;
    if (f->base.kind != PERIOD_YEAR ||
        (f->time.kind != PERIOD_YEAR && f->time.kind != PERIOD_YEARS))
        return 0;
    return end > f->base.y && end - f->base.y <= 100 ? (unsigned)(end - f->base.y) : 0;
}

static bool compound_fits(const struct fact *f, const struct pair *p, unsigned years)
{
    struct interval ratio, made;
    bool fits = true;
    interval_init(&ratio);
    interval_init(&made);
    if (years > 0 && interval_quotient(&ratio, &p->to->stands_for, &p->from->stands_for, 1) &&
        interval_compound(&made, &f->stands_for, years))
        fits = interval_meet(&ratio, &made);
    interval_free(&ratio);
    interval_free(&made);
    return fits;
}

static bool cagr_fits(const struct fact *f, const struct pair *p)
{
    return compound_fits(f, p, years_of(f));
}

/* Whether the mean yearly growth of a percent is the total growth divided by the years: the mistake
 * of those who have no root key. */
static bool simple_mean_fits(const struct fact *f, const struct pair *p, unsigned years)
{
    struct interval total, times;
    interval_init(&total);
    interval_init(&times);
    bool fits = false;
    if (interval_quotient(&total, &p->to->stands_for, &p->from->stands_for, 100)) {
        interval_shift(&total, -100);
        mpq_t n;
        mpq_init(n);
        mpq_set_ui(n, years, 1);
        mpq_mul(times.low, f->stands_for.low, n);
        mpq_mul(times.high, f->stands_for.high, n);
        mpq_clear(n);
        fits = interval_meet(&total, &times);
    }
    interval_free(&total);
    interval_free(&times);
    return fits;
}

static void check_cagr(struct audit *a, const struct fact *f)
{
    struct pair p;
    struct interval ratio, v;
    unsigned years = years_of(f);
    if (!is_percent(f) || years == 0 || f->bound.n > 0)
        return;
    int end = f->time.kind == PERIOD_YEARS ? f->time.y2 : f->time.y;
    if (!contradicts(a, f, f->base, period_year(end), cagr_fits, &p))
        return;
    const struct fact *inputs[] = {p.from, p.to};
    char x[64], y[64], g[64], hint[80] = "";
    for (unsigned other = years - 1; other <= years + 1; other++)
        if (other > 0 && other != years && compound_fits(f, &p, other))
            snprintf(hint, sizeof hint, "; it would fit %u years", other);
    if (hint[0] == '\0' && simple_mean_fits(f, &p, years))
        snprintf(hint, sizeof hint, "; it is the whole growth divided by %u", years);
    interval_init(&ratio);
    interval_init(&v);
    if (interval_quotient(&ratio, &p.to->stands_for, &p.from->stands_for, 1) &&
        interval_root(&v, &ratio, years, places_of(f) + EXTRA_PLACES + 2)) {
        struct interval percent;
        interval_init(&percent);
        mpq_t hundred;
        mpq_init(hundred);
        mpq_set_ui(hundred, 100, 1);
        mpq_mul(percent.low, v.low, hundred);
        mpq_mul(percent.high, v.high, hundred);
        interval_shift(&percent, -100);
        interval_text(&percent, places_of(f) + EXTRA_PLACES, &a->expected);
        mpq_clear(hundred);
        interval_free(&percent);
    }
    interval_free(&ratio);
    interval_free(&v);
    find(a, "error", "cagr", f, inputs, 2, "from %s to %s in %u years is %.*s%% a year, not %s%s",
         figure(p.from, x), figure(p.to, y), years, (int)a->expected.n, a->expected.p, figure(f, g),
         hint);
}

static bool change_fits(const struct fact *f, const struct pair *p)
{
    struct interval v;
    bool points = is_percent(p->to) && view_ends(f->unit, view_of("百分点"));
    if (!points && !view_equal(p->to->unit, f->unit))
        return true; /* of other units: nothing is said */
    interval_init(&v);
    bool fits = !interval_difference(&v, &p->to->stands_for, &p->from->stands_for) ||
                interval_meet(&v, &f->stands_for);
    interval_free(&v);
    return fits;
}

static void check_change(struct audit *a, const struct fact *f)
{
    struct pair p;
    struct interval v;
    if (f->base.kind == PERIOD_NONE || f->base.kind != f->time.kind ||
        !contradicts(a, f, f->base, f->time, change_fits, &p))
        return;
    const struct fact *inputs[] = {p.from, p.to};
    char x[64], y[64], g[64];
    interval_init(&v);
    if (interval_difference(&v, &p.to->stands_for, &p.from->stands_for))
        interval_text(&v, places_of(f) + EXTRA_PLACES, &a->expected);
    interval_free(&v);
    find(a, "error", "change", f, inputs, 2, "from %s to %s is a change of %.*s, not %s",
         figure(p.from, x), figure(p.to, y), (int)a->expected.n, a->expected.p, figure(f, g));
}

static void check_share(struct audit *a, const struct fact *f)
{
    size_t part_count, whole_count;
    if (f->against.n == 0 || f->base.kind != PERIOD_NONE || !is_percent(f))
        return;
    buf_clear(&a->key);
    a->names->key(a->names->data, f->against, &a->key);
    const struct fact *part = evidence_find(a->e, f, "level", &f->time, &part_count);
    const struct fact *whole =
        evidence_find_key(a->e, f, buf_view(&a->key), "level", &f->time, &whole_count);
    const struct fact *x = NULL, *y = NULL;
    struct interval v;
    if (view_equal(f->key, buf_view(&a->key)) || is_ambiguous(part, part_count) ||
        is_ambiguous(whole, whole_count))
        return;
    interval_init(&v);
    for (size_t i = 0; i < part_count; i++)
        for (size_t k = 0; k < whole_count; k++) {
            /* only figures of one document speak of the same scope */
            if (!view_equal(part[i].unit, whole[k].unit) || is_percent(&part[i]) ||
                !view_equal(part[i].source, f->source) || !view_equal(whole[k].source, f->source) ||
                !evidence_same_world(part[i].status, f->status))
                continue;
            if (!interval_quotient(&v, &part[i].stands_for, &whole[k].stands_for, 100) ||
                interval_meet(&v, &f->stands_for)) {
                interval_free(&v);
                return;
            }
            x = &part[i];
            y = &whole[k];
        }
    if (x != NULL) {
        const struct fact *inputs[] = {x, y};
        char one[64], two[64], g[64];
        interval_quotient(&v, &x->stands_for, &y->stands_for, 100);
        interval_text(&v, places_of(f) + EXTRA_PLACES, &a->expected);
        find(a, "error", "share", f, inputs, 2, "%s of %s is %.*s%%, not %s", figure(x, one),
             figure(y, two), (int)a->expected.n, a->expected.p, figure(f, g));
    }
    interval_free(&v);
}

/* The three industries' shares of one sentence make 100. */
static void check_ratio(struct audit *a, const struct fact *f)
{
    static const char *const others[] = {"第二产业", "第三产业"};
    const struct fact *inputs[2] = {NULL, NULL};
    if (!view_is(f->indicator, "第一产业") || !is_percent(f))
        return;
    for (int k = 0; k < 2; k++) {
        size_t count;
        buf_clear(&a->key);
        a->names->key(a->names->data, view_of(others[k]), &a->key);
        const struct fact *x =
            evidence_find_key(a->e, f, buf_view(&a->key), "share", &f->time, &count);
        for (size_t i = 0; i < count; i++)
            if (view_equal(x[i].source, f->source) && x[i].order == f->order + 1 + (size_t)k)
                inputs[k] = &x[i];
        if (inputs[k] == NULL)
            return;
    }
    struct interval two, three, hundred;
    interval_init(&two);
    interval_init(&three);
    interval_init(&hundred);
    mpq_set_ui(hundred.low, 100, 1);
    mpq_set_ui(hundred.high, 100, 1);
    interval_sum(&two, &f->stands_for, &inputs[0]->stands_for);
    interval_sum(&three, &two, &inputs[1]->stands_for);
    if (!interval_meet(&three, &hundred)) {
        interval_text(&three, places_of(f), &a->expected);
        find(a, "error", "ratio", f, inputs, 2, "the shares of the three industries make %.*s%%",
             (int)a->expected.n, a->expected.p);
    }
    interval_free(&two);
    interval_free(&three);
    interval_free(&hundred);
}

/* Whether the figure stands in a table: its text is then its label, without any figure. */
static bool in_table(const struct fact *f)
{
    for (size_t i = 0; i < f->text.n; i++)
        if (f->text.p[i] >= '0' && f->text.p[i] <= '9')
            return false;
    return f->text.n > 0;
}

/* Whether a and b are within a twentieth of each other. */
static bool are_near(const struct fact *a, const struct fact *b)
{
    struct interval v;
    interval_init(&v);
    bool near = interval_quotient(&v, &a->stands_for, &b->stands_for, 20) &&
                mpq_cmp_ui(v.low, 19, 1) >= 0 && mpq_cmp_ui(v.high, 21, 1) <= 0;
    interval_free(&v);
    return near;
}

/*
 * Figures of one group and time: the same thing said twice must be the same. Within the prose of
 * one document a name may come again with another scope, so there only figures that are nearly the
 * same contradict each other; a table against the text, and one document against another, always
 * do.
 */
static void check_conflicts(struct audit *a, const struct fact *group, size_t count)
{
    for (size_t k = 1; k < count; k++) {
        const struct fact *f = &group[k];
        if (!a->names->is_specific(a->names->data, f) || !view_is(f->measure, "level"))
            continue;
        for (size_t i = 0; i < k; i++) {
            const struct fact *g = &group[i];
            if (!view_equal(f->unit, g->unit) || !view_equal(f->against, g->against) ||
                !evidence_same_world(f->status, g->status) ||
                interval_meet(&f->stands_for, &g->stands_for))
                continue;
            bool apart = !view_equal(f->source, g->source) || in_table(f) != in_table(g);
            if (!apart && (!are_near(f, g) || view_equal(f->line, g->line)))
                continue;
            const struct fact *inputs[] = {g};
            char x[64], y[64];
            bool revised = !view_equal(f->status, g->status);
            interval_text(&g->stands_for, places_of(g) + EXTRA_PLACES, &a->expected);
            find(a, revised ? "note" : "error", "conflict", f, inputs, 1,
                 "%s here, %s in %.*s:%.*s%s", figure(f, x), figure(g, y), (int)g->source.n,
                 g->source.p, (int)g->line.n, g->line.p, revised ? " (revised)" : "");
            break;
        }
    }
}

/* The figure of the named part that belongs to the total f, or NULL where there is none or several.
 */
static const struct fact *part_of(struct audit *a, const struct fact *f, struct view name)
{
    size_t count;
    buf_clear(&a->key);
    a->names->key(a->names->data, name, &a->key);
    const struct fact *x = evidence_find_key(a->e, f, buf_view(&a->key), "level", &f->time, &count);
    if (is_ambiguous(x, count))
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (view_equal(x[i].unit, f->unit) && view_equal(x[i].source, f->source) &&
            (view_equal(x[i].line, f->line) || (in_table(&x[i]) && in_table(f))) &&
            evidence_same_world(x[i].status, f->status))
            return &x[i];
    return NULL;
}

/* The parts make the total, as far as each was rounded (由于四舍五入的原因,分项合计可能不等于总计).
 */
static void check_parts(struct audit *a, const struct fact *f)
{
    size_t count;
    const struct fact *same = evidence_find(a->e, f, "level", &f->time, &count);
    if (is_ambiguous(same, count))
        return;
    for (int nth = 0;; nth++) {
        struct view names = a->names->parts(a->names->data, f, nth);
        const struct fact *inputs[INPUTS_MAX];
        size_t n = 0;
        if (names.n == 0)
            return;
        while (names.n > 0 && n < INPUTS_MAX) {
            const char *bar = memchr(names.p, '|', names.n);
            size_t len = bar != NULL ? (size_t)(bar - names.p) : names.n;
            inputs[n] = part_of(a, f, (struct view){names.p, len});
            if (inputs[n++] == NULL)
                break;
            names.p += bar != NULL ? len + 1 : len;
            names.n -= bar != NULL ? len + 1 : len;
        }
        if (names.n > 0)
            continue;                         /* a part is missing */
        struct interval sums[INPUTS_MAX + 1]; /* the first is 0 */
        interval_init(&sums[0]);
        for (size_t i = 0; i < n; i++) {
            interval_init(&sums[i + 1]);
            interval_sum(&sums[i + 1], &sums[i], &inputs[i]->stands_for);
        }
        if (!interval_meet(&sums[n], &f->stands_for)) {
            char g[64];
            interval_text(&sums[n], places_of(f) + EXTRA_PLACES, &a->expected);
            find(a, "error", "parts", f, inputs, n, "the %zu parts make %.*s, not %s", n,
                 (int)a->expected.n, a->expected.p, figure(f, g));
        }
        for (size_t i = 0; i <= n; i++)
            interval_free(&sums[i]);
    }
}

/* Figures from January on can only grow, unless something was taken back. */
static void check_cumulative(struct audit *a, const struct fact *f)
{
    struct period before = f->time;
    size_t count;
    if (f->time.kind != PERIOD_MONTHS || f->time.a != 1 || f->time.b < 3)
        return;
    before.b--;
    const struct fact *x = evidence_find(a->e, f, "level", &before, &count);
    for (size_t i = 0; i < count; i++) {
        if (!view_equal(x[i].unit, f->unit) || is_percent(f) || x[i].bound.n > 0 ||
            mpq_cmp(f->stands_for.high, x[i].stands_for.low) >= 0)
            continue;
        const struct fact *inputs[] = {&x[i]};
        char one[64], two[64];
        find(a, "warning", "cumulative", f, inputs, 1, "%s from January on, but %s a month before",
             figure(f, one), figure(&x[i], two));
        return;
    }
}

/* A figure that is some 10^4 or 10^8 times its neighbour in time was given another unit. */
static void check_jump(struct audit *a, const struct fact *f)
{
    struct period before = period_year_before(f->time);
    size_t count;
    if (f->time.kind == PERIOD_NONE || f->time.kind == PERIOD_YEARS || is_percent(f))
        return;
    const struct fact *x = evidence_find(a->e, f, "level", &before, &count);
    struct interval v;
    interval_init(&v);
    for (size_t i = 0; i < count; i++) {
        if (!view_equal(x[i].unit, f->unit) ||
            !interval_quotient(&v, &f->stands_for, &x[i].stands_for, 1))
            continue;
        static const struct {
            const char *name;
            unsigned long low, high, over;
        } jumps[] = {{"10^4", 5000, 20000, 1},
                     {"10^8", 50000000, 200000000, 1},
                     {"10^-4", 1, 4, 20000},
                     {"10^-8", 1, 4, 200000000}};
        for (size_t k = 0; k < sizeof jumps / sizeof *jumps; k++) {
            if (mpq_cmp_ui(v.low, jumps[k].low, jumps[k].over) < 0 ||
                mpq_cmp_ui(v.high, jumps[k].high, jumps[k].over) > 0)
                continue;
            const struct fact *inputs[] = {&x[i]};
            char one[64], two[64];
            find(a, "warning", "jump", f, inputs, 1, "%s after %s: about %s times, another unit?",
                 figure(f, one), figure(&x[i], two), jumps[k].name);
            interval_free(&v);
            return;
        }
    }
    interval_free(&v);
}

static void check_range(struct audit *a, const struct fact *f)
{
    static const char *const per_mille[] = {"出生率", "死亡率", "人口自然增长率"};
    char g[64];
    if (view_is(f->measure, "share") && is_percent(f) &&
        (mpq_sgn(f->stands_for.high) < 0 || mpq_cmp_ui(f->stands_for.low, 100, 1) > 0)) {
        /* what was carried out of a plan may be more than all of it */
        static const char *const plans[] = {"预算", "计划", "目标", "任务", "数"};
        for (size_t i = 0; i < sizeof plans / sizeof *plans; i++)
            if (view_ends(f->against, view_of(plans[i])) ||
                memmem(f->against.p, f->against.n, plans[i], strlen(plans[i])) != NULL)
                return;
        find(a, "error", "range", f, NULL, 0, "a share of %s is none", figure(f, g));
    }
    for (size_t i = 0; i < sizeof per_mille / sizeof *per_mille; i++)
        if (is_percent(f) && view_is(f->measure, "level") &&
            view_ends(f->indicator, view_of(per_mille[i])) &&
            mpq_cmp_ui(f->stands_for.low, 4, 1) > 0)
            find(a, "warning", "range", f, NULL, 0, "%s: a rate per mille?", figure(f, g));
}

/* A target below what was reached, where growth is aimed at. */
static void check_target(struct audit *a, const struct fact *f)
{
    size_t count, growths;
    if (!view_is(f->status, "target") || is_percent(f) || f->time.kind != PERIOD_YEAR)
        return;
    const struct fact *x = evidence_find(a->e, f, "level", NULL, &count);
    const struct fact *g = evidence_find(a->e, f, "cagr", NULL, &growths);
    bool grows = false;
    for (size_t i = 0; i < growths; i++)
        grows |= view_is(g[i].status, "target") && mpq_sgn(g[i].stands_for.low) > 0;
    const struct fact *base = NULL;
    for (size_t i = 0; i < count; i++)
        if (!view_is(x[i].status, "target") && x[i].time.kind == PERIOD_YEAR &&
            x[i].time.y < f->time.y && view_equal(x[i].unit, f->unit) &&
            (base == NULL || x[i].time.y > base->time.y))
            base = &x[i];
    if (!grows || base == NULL || f->stands_for.no_high ||
        mpq_cmp(f->stands_for.high, base->stands_for.low) >= 0)
        return;
    const struct fact *inputs[] = {base};
    char one[64], two[64];
    find(a, "warning", "target", f, inputs, 1,
         "aims at %s, below the %s of %d, though growth is aimed at", figure(f, one),
         figure(base, two), base->time.y);
}

static bool same_group(const struct fact *a, const struct fact *b)
{
    return view_equal(a->region, b->region) && view_equal(a->key, b->key) &&
           view_equal(a->item, b->item) && view_equal(a->measure, b->measure) &&
           view_equal(a->period, b->period);
}

void audit_run(const struct evidence *e, const struct audit_names *names, audit_emit *emit,
               void *data)
{
    struct audit a = {.e = e, .names = names, .emit = emit, .data = data};
    size_t n;
    const struct fact *all = evidence_all(e, &n);
    for (size_t i = 0, start = 0; i < n; i++) {
        const struct fact *f = &all[i];
        if (view_is(f->measure, "growth")) {
            check_growth(&a, f);
        } else if (view_is(f->measure, "cagr")) {
            check_cagr(&a, f);
        } else if (view_is(f->measure, "change")) {
            check_change(&a, f);
        } else if (view_is(f->measure, "share")) {
            check_share(&a, f);
            check_ratio(&a, f);
        } else if (view_is(f->measure, "level")) {
            check_parts(&a, f);
            check_cumulative(&a, f);
            check_jump(&a, f);
            check_target(&a, f);
        }
        check_range(&a, f);
        if (i + 1 == n || !same_group(f, &all[i + 1])) {
            check_conflicts(&a, &all[start], i + 1 - start);
            start = i + 1;
        }
    }
    buf_free(&a.what);
    buf_free(&a.expected);
    buf_free(&a.key);
}
