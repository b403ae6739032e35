#include "quantity.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

size_t quantity_number(struct view v, size_t i)
{
    size_t k = i;
    while (k < v.n && is_digit(v.p[k]))
        k++;
    if (k - i <= 3) {
        while (k + 3 < v.n && v.p[k] == ',' && is_digit(v.p[k + 1]) && is_digit(v.p[k + 2]) &&
               is_digit(v.p[k + 3]) && (k + 4 == v.n || !is_digit(v.p[k + 4])))
            k += 4;
    }
    if (k + 1 < v.n && v.p[k] == '.' && is_digit(v.p[k + 1])) {
        k++;
        while (k < v.n && is_digit(v.p[k]))
            k++;
    }
    return k - i;
}

/* Takes what the table has at *at, or nothing. */
static const struct rule *take(struct rules *rules, enum table t, struct view v, size_t *at)
{
    struct match m;
    if (*at >= v.n)
        return NULL;
    const struct rule *rule = rules_at(rules, t, v, *at, &m);
    if (rule != NULL)
        *at = m.end;
    return rule;
}

/* Takes a bracket of alternative counting units, as in 套(间) and 辆(艘、架、列)次. */
static void take_alternatives(struct rules *rules, struct view v, size_t *at)
{
    size_t i = *at;
    if (i >= v.n || v.p[i] != '(')
        return;
    i++;
    for (;;) {
        if (take(rules, TABLE_UNIT, v, &i) == NULL || i >= v.n)
            return;
        if (v.p[i] == ')')
            break;
        if (!view_starts((struct view){v.p + i, v.n - i}, view_of("、")))
            return;
        i += strlen("、");
    }
    i++;
    if (view_starts((struct view){v.p + i, v.n - i}, view_of("次")))
        i += strlen("次");
    *at = i;
}

/* The power of ten of a scale, 0 for none: 万 is 4. */
static uint32_t scale_places(struct view scale)
{
    /* how much they are; that they are scales say the rules */
    static const char *const words[] = {"",     "十", "百",   "千",   "万",   "十万", "百万",
                                        "千万", "亿", "十亿", "百亿", "千亿", "万亿"};
    for (uint32_t i = 1; i < sizeof words / sizeof *words; i++)
        if (view_is(scale, words[i]))
            return i;
    return 0;
}

static enum unit_kind kind_of(const struct rule *unit)
{
    return view_is(unit->form, "share")      ? UNIT_SHARE
           : view_is(unit->form, "point")    ? UNIT_POINT
           : view_is(unit->form, "multiple") ? UNIT_TIMES
                                             : UNIT_AMOUNT;
}

/* Reads what goes on behind a scale, 108亿|3038万|元, 12亿|零500万|元, 3万|5000|人. Returns where
 * the unit starts and sets it, or returns at where nothing goes on. */
static size_t take_rest(struct quantity *q, struct rules *rules, struct view v, size_t at,
                        const struct rule **unit, size_t *unit_end)
{
    struct match m;
    size_t i = at;
    if (view_starts((struct view){v.p + i, v.n - i}, view_of("零")))
        i += strlen("零");
    if (i >= v.n || !is_digit(v.p[i]) || memchr(v.p + q->value_start, '.', at - q->value_start) ||
        rules_at(rules, TABLE_WORDS, v, i, &m) != NULL)
        return at;
    size_t end = i + quantity_number(v, i), scaled = end, digits = 0;
    while (i + digits < end && is_digit(v.p[i + digits]))
        digits++;
    take(rules, TABLE_SCALE, v, &scaled);
    uint32_t big = scale_places((struct view){v.p + q->scale_start, q->scale_end - q->scale_start});
    uint32_t small = scale_places((struct view){v.p + end, scaled - end});
    size_t behind = scaled;
    const struct rule *found = take(rules, TABLE_UNIT, v, &behind);
    bool known = scaled > end ? small > 0 : found != NULL && found->class != CLASS_SPAN;
    known = known && (found == NULL || kind_of(found) == UNIT_AMOUNT);
    if (!known || small >= big || digits == 0 || digits > big - small || v.p[i + digits] == ',' ||
        (found == NULL && small < 4))
        return at;
    q->rest_start = (uint32_t)i;
    q->rest_end = (uint32_t)end;
    q->rest_places = big - small;
    *unit = found;
    *unit_end = behind;
    return scaled;
}

/* As quantity_read, for a number v[i..at) in at most two pieces. */
static size_t read_plain(struct quantity *q, struct rules *rules, struct view v, size_t i,
                         size_t at)
{
    *q = (struct quantity){.value_start = (uint32_t)i, .value_end = (uint32_t)at};
    q->more = take(rules, TABLE_MORE, v, &at) != NULL;
    size_t number_end = at;
    q->scale_start = q->scale_end = q->unit_start = q->unit_end = (uint32_t)at;
    const struct rule *unit = NULL;
    /* a unit word may begin like a scale (千瓦 and 千), so the longer reading goes first */
    size_t plain = at, scaled = at;
    unit = take(rules, TABLE_UNIT, v, &plain);
    if (take(rules, TABLE_SCALE, v, &scaled) != NULL && (unit == NULL || scaled >= plain)) {
        q->scale_start = (uint32_t)at;
        q->scale_end = (uint32_t)scaled;
        at = scaled;
        q->more |= take(rules, TABLE_MORE, v, &at) != NULL;
        plain = at;
        unit = take(rules, TABLE_UNIT, v, &plain);
        if (unit == NULL && !q->more)
            at = take_rest(q, rules, v, at, &unit, &plain);
        /* 百 and 千 make a number only with a unit behind them; 万 and 亿 do so alone */
        if (unit == NULL) {
            struct view scale = {v.p + q->scale_start, q->scale_end - q->scale_start};
            if (view_is(scale, "百") || view_is(scale, "千") || view_is(scale, "十")) {
                q->scale_end = q->scale_start;
                at = number_end;
            }
        }
    }
    if (unit != NULL) {
        q->unit_start = (uint32_t)at;
        at = plain;
        q->unit_kind = kind_of(unit);
        if (unit->class == CLASS_COUNT || unit->class == CLASS_HEADS)
            take_alternatives(rules, v, &at);
        while (at < v.n && v.p[at] == '/') { /* 元/平方米, 元/月/人 */
            size_t per = at + 1;
            if (take(rules, TABLE_UNIT, v, &per) == NULL &&
                (take(rules, TABLE_SCALE, v, &per) == NULL ||
                 take(rules, TABLE_UNIT, v, &per) == NULL))
                break;
            at = per;
            q->unit_kind = UNIT_AMOUNT;
        }
        q->unit_end = (uint32_t)at;
        q->unit_class = unit->class;
        q->more |= take(rules, TABLE_MORE, v, &at) != NULL;
    }
    return at;
}

/* Whether a sign at i is that of a number: nothing that it could join to the number stands before.
 */
/* Length of the scale at i, one of those that numbers are put together with; 0 for none. */
static size_t piece_scale(struct view v, size_t i, bool *small)
{
    static const char *const scales[] = {"千", "百", "十", "万", "亿"};
    for (size_t k = 0; k < sizeof scales / sizeof *scales; k++)
        if (view_starts((struct view){v.p + i, v.n - i}, view_of(scales[k]))) {
            *small = k < 3;
            return strlen(scales[k]);
        }
    return 0;
}

/* End of a number in pieces (3千2百, 2亿3千5百万), the first of which ends at at; at where it has
 * only one, or is one that take_rest() knows (108亿3038万). */
static size_t pieces_end(struct view v, size_t at)
{
    size_t end = at, n;
    bool pieces = false, small;
    while ((n = piece_scale(v, end, &small)) > 0) {
        end += n;
        if (end == v.n || !is_digit(v.p[end]))
            continue;
        pieces |= small;
        end += quantity_number(v, end);
    }
    return pieces ? end : at;
}

size_t quantity_read(struct quantity *q, struct rules *rules, struct view v, size_t i)
{
    size_t at = i + quantity_number(v, i), end = pieces_end(v, at);
    if (end == at)
        return read_plain(q, rules, v, i, at);
    take(rules, TABLE_UNIT, v, &end);
    uint32_t value_end = (uint32_t)at;
    *q = (struct quantity){.value_start = (uint32_t)i,
                           .value_end = value_end,
                           .scale_start = value_end,
                           .scale_end = value_end,
                           .unit_start = value_end,
                           .unit_end = value_end};
    return end;
}

void quantity_digits(const struct quantity *q, struct view text, struct buf *digits)
{
    for (uint32_t i = q->value_start; i < q->value_end; i++)
        if (text.p[i] != ',')
            buf_add_char(digits, text.p[i]);
    if (q->rest_start == q->rest_end)
        return;
    struct view rest = {text.p + q->rest_start, q->rest_end - q->rest_start};
    const char *point = memchr(rest.p, '.', rest.n);
    size_t whole = point != NULL ? (size_t)(point - rest.p) : rest.n;
    buf_add_char(digits, '.');
    for (size_t i = whole; i < q->rest_places; i++)
        buf_add_char(digits, '0');
    for (size_t i = 0; i < rest.n; i++)
        if (is_digit(rest.p[i]))
            buf_add_char(digits, rest.p[i]);
}
