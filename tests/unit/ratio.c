/* Growth, shares and roots: rounded once, and their resolution. */
#include "unit.h"

#include "ratio.h"

#include <stdlib.h>

enum { RANDOM = 3000 };

static struct published figure(const char *value, const char *resolution)
{
    struct published p = {0};
    check(published_read(&p, view_of(value), view_of(""), view_of(resolution)));
    return p;
}

static bool is(bool got, struct published *out, const char *value, const char *resolution)
{
    struct buf b = {0};
    if (got) {
        decimal_write(&b, &out->value);
        buf_add_char(&b, ' ');
        decimal_write(&b, &out->resolution);
    }
    char wanted[100];
    snprintf(wanted, sizeof wanted, "%s%s%s", value, *value != '\0' ? " " : "", resolution);
    bool same = view_is(buf_view(&b), wanted);
    if (!same)
        fprintf(stderr, "%.*s, wanted %s\n", (int)b.n, b.p, wanted);
    buf_free(&b);
    published_free(out);
    return same;
}

static bool growth(const char *now, const char *base, const char *value, const char *resolution)
{
    struct published a = figure(now, ""), b = figure(base, ""), out = {0};
    bool good = is(ratio_growth(&out, &a, &b, 2), &out, value, resolution);
    published_free(&a);
    published_free(&b);
    return good;
}

static bool share(const char *part, const char *whole, const char *value, const char *resolution)
{
    struct published a = figure(part, "0"), b = figure(whole, "0"), out = {0};
    bool good = is(ratio_share(&out, &a, &b, 1), &out, value, resolution);
    published_free(&a);
    published_free(&b);
    return good;
}

static bool cagr(const char *now, const char *base, uint32_t years, uint32_t places,
                 const char *value, const char *resolution)
{
    struct published a = figure(now, ""), b = figure(base, ""), out = {0};
    bool good = is(ratio_cagr(&out, &a, &b, years, places), &out, value, resolution);
    published_free(&a);
    published_free(&b);
    return good;
}

static unsigned below(unsigned n)
{
    static uint64_t seed = 7;
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

/* (1 + v/100)^n * base at this value plus half a unit of its last place, against now: -1, 0, 1. */
static int compare_power(const struct decimal *v, int halves, uint32_t n, uint32_t places, long now,
                         long base)
{
    mpq_t q, step, power;
    mpq_inits(q, step, power, NULL);
    decimal_to_fraction(q, v);
    mpq_set_si(step, halves, 2);
    for (uint32_t i = 0; i < places; i++)
        mpz_mul_ui(mpq_denref(step), mpq_denref(step), 10);
    mpq_canonicalize(step);
    mpq_add(q, q, step);
    mpq_set_ui(step, 100, 1);
    mpq_div(q, q, step);
    mpq_set_ui(step, 1, 1);
    mpq_add(q, q, step);
    mpq_set_si(power, base, 1);
    for (uint32_t i = 0; i < n; i++)
        mpq_mul(power, power, q);
    int order = mpq_cmp_si(power, now, 1);
    mpq_clears(q, step, power, NULL);
    return (order > 0) - (order < 0);
}

static void test_random_roots(void)
{
    for (int i = 0; i < RANDOM; i++) {
        long a = 1 + (long)below(1000), b = 1 + (long)below(1000);
        uint32_t n = 1 + below(12), places = below(5);
        struct published now = {0}, base = {0}, out = {0};
        decimal_set_short(&now.value, a, 0);
        decimal_set_short(&base.value, b, 0);
        if (!check(ratio_cagr(&out, &now, &base, n, places)))
            break;
        /* the root lies within half a unit of what was written */
        bool good = check(out.value.places == places) &&
                    check(compare_power(&out.value, -1, n, places, a, b) <= 0) &&
                    check(compare_power(&out.value, 1, n, places, a, b) >= 0);
        if (!good)
            fprintf(stderr, "%ld / %ld, %u years\n", a, b, n);
        published_free(&out);
        if (!good)
            break;
    }
}

/* Whatever the true figures are, the true growth lies within half the resolution of the value. */
static void test_random_growth(void)
{
    for (int i = 0; i < RANDOM; i++) {
        struct published now = {0}, base = {0}, out = {0};
        uint32_t places = below(3);
        decimal_set_short(&now.value, below(10000), places);
        decimal_set_short(&base.value, 1 + below(10000), places);
        decimal_set_short(&now.resolution, 1, places);
        decimal_set_short(&base.resolution, 1, places);
        if (now.value.n == 0 || !check(ratio_growth(&out, &now, &base, 1)))
            continue;
        mpq_t a, b, r, v, half;
        mpq_inits(a, b, r, v, half, NULL);
        decimal_to_fraction(v, &out.value);
        decimal_to_fraction(half, &out.resolution);
        mpq_div_2exp(half, half, 1);
        for (int corner = 0; corner < 4; corner++) {
            mpq_set_si(a, 2 * (long)now.value.n + ((corner & 1) != 0 ? 1 : -1), 2);
            mpq_set_si(b, 2 * (long)base.value.n + ((corner & 2) != 0 ? 1 : -1), 2);
            mpq_div(a, a, b);
            mpq_set_si(b, 100, 1);
            mpq_mul(a, a, b);
            mpq_sub(a, a, b);
            mpq_sub(r, a, v);
            mpq_abs(r, r);
            check(mpq_cmp(r, half) <= 0);
        }
        mpq_clears(a, b, r, v, half, NULL);
        published_free(&out);
    }
}

int main(void)
{
    /* 290.55/231.65 is 125.4262..., 290.45/231.75 is 125.3290...: 0.0486 from 125.38 */
    check(growth("290.5", "231.7", "25.38", "0.11"));
    check(growth("100", "100", "0.00", "2.1"));
    check(growth("95", "100", "-5.00", "2.0"));
    check(growth("1", "0", "", "") && growth("1", "0.4", "150.00", "358"));
    check(growth("-3", "5", "", "") && growth("3", "-5", "", ""));
    check(growth("0.4", "1", "-60.00", "100"));

    check(share("1", "8", "12.5", "0"));
    check(share("1", "3", "33.3", "0.067")); /* the rounding of the result itself */
    check(share("2", "3", "66.7", "0.067"));
    check(share("0", "3", "0.0", "0"));
    check(share("1", "16", "6.3", "0.10")); /* 6.25: half goes up */
    check(share("12345678901234567890123456789012345678901",
                "50000000000000000000000000000000000000000", "24.7", "0.018"));

    check(cagr("151.28", "73.22", 5, 2, "15.62", "0.0061"));
    check(cagr("121", "100", 2, 2, "10.00", "1.1"));
    check(cagr("100.00", "121.00", 2, 4, "-9.0909", "0.0084"));
    check(cagr("8", "1", 3, 0, "100", "115"));
    check(cagr("0", "5", 5, 2, "", "") && cagr("5", "0", 5, 2, "", "") &&
          cagr("-5", "5", 5, 2, "", ""));
    /* ties: 1.005 ^ 2 is 1.010025, 0.995 ^ 2 is 0.990025 */
    check(cagr("1.010025", "1.000000", 2, 0, "1", "1.1"));
    check(cagr("0.990025", "1.000000", 2, 0, "-1", "1.1"));
    test_random_roots();
    test_random_growth();
    return unit_end();
}
