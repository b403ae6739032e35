#include "audit.h"

#include "auditing.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXTRA_PLACES = 1 }; /* places of an expected value beyond the published one's */

const char *audit_rule_name(enum audit_rule rule)
{
    static const char *const names[RULES] = {
        "growth", "cagr",       "multiple", "change", "share", "ratio",
        "parts",  "cumulative", "conflict", "target", "jump",  "range",
    };
    return names[rule];
}

const char *audit_severity_name(enum audit_severity severity)
{
    static const char *const names[AUDIT_SEVERITIES] = {"error", "warning", "note"};
    return names[severity];
}

unsigned audit_places(const struct fact *f)
{
    const char *point = memchr(f->value.p, '.', f->value.n);
    return point != NULL ? (unsigned)(f->value.p + f->value.n - point - 1) : 0;
}

void audit_expect(struct audit *a, const struct interval *v, const struct fact *f)
{
    buf_clear(&a->low);
    buf_clear(&a->high);
    interval_low(v, audit_places(f) + EXTRA_PLACES, &a->low);
    interval_high(v, audit_places(f) + EXTRA_PLACES, &a->high);
}

struct view audit_expected(struct audit *a)
{
    buf_clear(&a->text);
    buf_add_view(&a->text, buf_view(&a->low));
    buf_add_string(&a->text, "..");
    buf_add_view(&a->text, buf_view(&a->high));
    return buf_view(&a->text);
}

/* Appends one argument of audit_find. */
static void add_argument(struct buf *b, char kind, va_list *ap)
{
    char number[16];
    switch (kind) {
    case 'F': {
        const struct fact *f = va_arg(*ap, const struct fact *);
        buf_add_view(b, f->value);
        buf_add_view(b, f->unit);
        break;
    }
    case 'V':
        buf_add_view(b, *va_arg(*ap, const struct view *));
        break;
    case 's':
        buf_add_string(b, va_arg(*ap, const char *));
        break;
    case 'u':
        snprintf(number, sizeof number, "%u", va_arg(*ap, unsigned));
        buf_add_string(b, number);
        break;
    default:
        buf_add_char(b, kind);
    }
}

void audit_find(struct audit *a, enum audit_severity severity, enum audit_rule rule,
                const struct fact *subject, const struct fact *const *inputs, size_t count,
                const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    buf_clear(&a->what);
    for (const char *p = format; *p != '\0'; p++) {
        if (*p == '%')
            add_argument(&a->what, *++p, &ap);
        else
            buf_add_char(&a->what, *p);
    }
    va_end(ap);
    struct finding f = {
        .severity = severity,
        .rule = rule,
        .subject = subject,
        .low = buf_view(&a->low),
        .high = buf_view(&a->high),
        .inputs = inputs,
        .input_count = count,
        .what = buf_view(&a->what),
    };
    a->emit(a->data, &f);
    buf_clear(&a->low);
    buf_clear(&a->high);
}

struct view audit_key(struct audit *a, struct view name)
{
    buf_clear(&a->key);
    auditnames_key(a->names, name, &a->key);
    return buf_view(&a->key);
}

bool audit_is_percent(const struct fact *f)
{
    return view_is(f->unit, "%");
}

bool audit_near(const struct fact *a, const struct fact *b)
{
    return interval_within(&a->stands_for, &b->stands_for, 19, 21, 20);
}

static bool are_apart(const struct fact *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++)
            if (view_equal(x[i].unit, x[k].unit) && evidence_same_world(x[i].status, x[k].status) &&
                !interval_meet(&x[i].stands_for, &x[k].stands_for) && !audit_near(&x[i], &x[k]))
                return true;
    return false;
}

bool audit_ambiguous(struct audit *a, const struct fact *x, size_t count)
{
    if (count < 2)
        return false;
    uint8_t *doubt = &a->doubts[evidence_place(a->e, x)];
    if (*doubt == DOUBT_UNKNOWN)
        *doubt = are_apart(x, count) ? DOUBT_YES : DOUBT_NO;
    return *doubt == DOUBT_YES;
}

bool audit_repeated(struct audit *a, const struct fact *f)
{
    size_t count;
    const struct fact *x = evidence_find_same(a->e, f, &count);
    for (size_t i = 0; i < count; i++)
        if (view_equal(x[i].source, f->source) && x[i].in_table == f->in_table &&
            view_equal(x[i].unit, f->unit) && view_equal(x[i].against, f->against) &&
            evidence_same_world(x[i].status, f->status) &&
            !interval_meet(&x[i].stands_for, &f->stands_for))
            return true;
    return false;
}

static void weigh(struct audit *a, size_t nth)
{
    const struct fact *f = evidence_at(a->e, nth);
    if (view_is(f->measure, "growth")) {
        audit_growth(a, f);
    } else if (view_is(f->measure, "cagr")) {
        audit_cagr(a, f);
    } else if (view_is(f->measure, "multiple")) {
        audit_multiple(a, f);
    } else if (view_is(f->measure, "change")) {
        audit_change(a, f);
    } else if (view_is(f->measure, "share")) {
        audit_share(a, nth);
        audit_ratio(a, nth);
    } else if (view_is(f->measure, "level")) {
        audit_parts(a, f);
        audit_items(a, f);
        audit_cumulative(a, f);
        audit_jump(a, f);
        audit_target(a, f);
    }
    audit_conflict(a, f);
    audit_range(a, f);
}

void audit_run(const struct evidence *e, struct auditnames *names, audit_emit *emit, void *data,
               uint64_t weighed[RULES])
{
    struct audit a = {.e = e, .names = names, .emit = emit, .data = data, .weighed = weighed};
    a.doubts = mem_new(evidence_count(e) + 1, sizeof *a.doubts);
    a.mixed = mem_new(evidence_count(e) + 1, sizeof *a.mixed);
    memset(weighed, 0, RULES * sizeof *weighed);
    for (size_t i = 0; i < evidence_count(e); i++)
        weigh(&a, i);
    buf_free(&a.low);
    buf_free(&a.high);
    buf_free(&a.what);
    buf_free(&a.text);
    buf_free(&a.key);
    free(a.doubts);
    free(a.mixed);
}
