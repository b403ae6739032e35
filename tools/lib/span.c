#include "span.h"

#include "hash.h"

#include <string.h>

enum { REMEMBERED = 4096, PROBED = 8 };

struct memory {
    char period[PERIOD_TEXT_MAX], text[PERIOD_TEXT_MAX];
    size_t n; /* bytes of period + 1; 0 where nothing is remembered */
    struct span span;
};

static void work_out(struct memory *m, struct view period)
{
    struct period p;
    *m = (struct memory){.n = period.n + 1};
    memcpy(m->period, period.p, period.n);
    struct span *s = &m->span;
    s->text = (struct view){m->period, period.n};
    s->shortest = true;
    s->known = period_parse(period, &p) && period_months(p, &s->first, &s->last);
    if (!s->known)
        return;
    struct period shortest = period_of_months(s->first, s->last);
    if (shortest.kind == PERIOD_NONE)
        return;
    s->text = view_of(period_text(shortest, m->text));
    s->shortest = view_equal(s->text, period);
}

static bool is_of(const struct memory *m, struct view period)
{
    return m->n == period.n + 1 && memcmp(m->period, period.p, period.n) == 0;
}

const struct span *span_of(struct view period)
{
    static struct memory memories[REMEMBERED + PROBED];
    static struct span other = {.shortest = true};
    if (period.n >= PERIOD_TEXT_MAX || period.n == 0) {
        other.text = period;
        return &other;
    }
    struct memory *m = &memories[hash_add(0, period) % REMEMBERED], *at = m;
    while (at < m + PROBED && at->n > 0 && !is_of(at, period))
        at++;
    if (at == m + PROBED || at->n == 0) {
        at = at == m + PROBED ? m : at;
        work_out(at, period);
    }
    return &at->span;
}
