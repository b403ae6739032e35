#include "sdmx.h"

#include "dict.h"
#include "intern.h"
#include "msg.h"
#include "units.h"

#include <stdio.h>
#include <stdlib.h>

const char *sdmx_time(struct period p, char text[SDMX_TIME_MAX])
{
    if (p.y == 0)
        return NULL;
    switch (p.kind) {
    case PERIOD_YEARS:
        snprintf(text, SDMX_TIME_MAX, "%04d-01-01/P%dY", p.y, p.y2 - p.y + 1);
        return text;
    case PERIOD_HALF:
        snprintf(text, SDMX_TIME_MAX, "%04d-S%d", p.y, p.a);
        return text;
    case PERIOD_MONTHS:
        snprintf(text, SDMX_TIME_MAX, "%04d-%02d-01/P%dM", p.y, p.a, p.b - p.a + 1);
        return text;
    case PERIOD_NONE:
        return NULL;
    default: /* in the form that it has in the records */
        return period_text(p, text);
    }
}

const char *sdmx_frequency(struct period p)
{
    switch (p.kind) {
    case PERIOD_YEAR:
        return "A";
    case PERIOD_HALF:
        return "S";
    case PERIOD_QUARTER:
        return "Q";
    case PERIOD_MONTH:
    case PERIOD_MONTHS:
        return "M";
    case PERIOD_DAY:
        return "D";
    case PERIOD_YEARS:
        switch (p.y2 - p.y + 1) {
        case 2:
            return "A2";
        case 3:
            return "A3";
        case 4:
            return "A4";
        case 5:
            return "A5";
        case 10:
            return "A10";
        case 20:
            return "A20";
        case 30:
            return "A30";
        }
        break;
    case PERIOD_NONE:
        break;
    }
    return "_O";
}

struct sdmx_units {
    struct units *units;
    struct dict *codes, *scales;
    struct intern *known;    /* spellings */
    struct sdmx_unit *found; /* owned; one for each of them */
    size_t cap;
};

struct sdmx_units *sdmx_units_new(const char *file)
{
    static const char *const code_columns[] = {"dimension", "unit", "code"};
    static const char *const scale_columns[] = {"scale", "aliases", "factor"};
    struct sdmx_units *s = mem_new(1, sizeof *s);
    s->units = units_new();
    units_check(s->units);
    s->codes = dict_new(code_columns, 3, 1, DICT_NONE);
    dict_read_builtin(s->codes, &builtin_sdmx_units);
    if (file != NULL)
        dict_read_file(s->codes, file);
    s->scales = dict_new(scale_columns, 3, 1, 1);
    dict_read_builtin(s->scales, &builtin_scales);
    s->known = intern_new();
    for (size_t i = 0; i < dict_count(s->codes); i++) {
        const struct dict_row *row = dict_at(s->codes, i);
        struct unit unit = {0};
        if (row->fields[2].n == 0 || !units_find(s->units, row->fields[1], &unit) ||
            !view_equal(unit.dimension, row->fields[0]))
            die(row->file, row->line, "no unit of this dimension, or no code");
        unit_free(&unit);
    }
    return s;
}

/* Whether a = 10^power times b. */
static bool power_of_ten(const struct factor *a, const struct factor *b, int *power)
{
    mpq_t q;
    struct factor ratio = {0};
    mpq_init(q);
    mpq_div(q, a->q, b->q);
    factor_set(&ratio, q);
    bool is = ratio.finite && mpz_cmp_ui(ratio.times, 1) == 0;
    *power = (int)-ratio.shift;
    factor_free(&ratio);
    mpq_clear(q);
    return is;
}

/* The unit without its scale, where what is left is a unit too. */
static struct sdmx_unit without_scale(struct sdmx_units *s, struct view unit)
{
    struct sdmx_unit found = {.measure = unit};
    for (size_t i = 0; i < dict_count(s->scales); i++) {
        const struct dict_row *row = dict_at(s->scales, i);
        struct view scale = row->fields[0];
        struct view rest = {unit.p + scale.n, unit.n - scale.n};
        struct unit whole = {0}, part = {0};
        int power;
        if (unit.n <= scale.n || !view_starts(unit, scale))
            continue;
        if (units_find(s->units, unit, &whole) && units_find(s->units, rest, &part) &&
            view_equal(whole.dimension, part.dimension) &&
            power_of_ten(&whole.factor, &part.factor, &power) && power > found.mult)
            found = (struct sdmx_unit){rest, power};
        unit_free(&whole);
        unit_free(&part);
    }
    return found;
}

struct sdmx_unit sdmx_unit(struct sdmx_units *s, struct view text)
{
    bool fresh;
    uint32_t number = intern_number(s->known, text, &fresh);
    if (!fresh)
        return s->found[number];
    if (number >= s->cap) {
        s->cap = s->cap > 0 ? 2 * s->cap : 64;
        s->found = mem_grow(s->found, s->cap, sizeof *s->found);
    }
    struct view kept = intern_text(s->known, number);
    struct sdmx_unit found = without_scale(s, kept);
    struct unit unit = {0}, base = {0};
    if (units_find(s->units, kept, &unit)) {
        const struct dict_row *row = dict_find(s->codes, &unit.dimension);
        int power;
        if (row != NULL && units_find(s->units, row->fields[1], &base) &&
            power_of_ten(&unit.factor, &base.factor, &power))
            found = (struct sdmx_unit){row->fields[2], power};
    }
    unit_free(&unit);
    unit_free(&base);
    return s->found[number] = found;
}

void sdmx_units_free(struct sdmx_units *s)
{
    if (s == NULL)
        return;
    units_free(s->units);
    dict_free(s->codes);
    dict_free(s->scales);
    intern_free(s->known);
    free(s->found);
    free(s);
}
