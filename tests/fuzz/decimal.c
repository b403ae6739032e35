/*
 * Decimals over any texts: lines of a, b and a fraction p/q. What is read is decided anew here, and
 * every result is computed again with GMP's fractions.
 */
#include "decimal.h"
#include "target.h"

#include <ctype.h>
#include <string.h>

static struct view take_line(struct view *rest)
{
    const char *lf = rest->n > 0 ? memchr(rest->p, '\n', rest->n) : NULL;
    struct view line = {rest->p, lf != NULL ? (size_t)(lf - rest->p) : rest->n};
    size_t n = line.n + (lf != NULL);
    *rest = (struct view){rest->p + n, rest->n - n};
    return line;
}

/* Whether zb-record(5) calls the text a decimal; q becomes its value, places its places. */
static bool oracle_read(struct view v, mpq_ptr q, uint32_t *places)
{
    char digits[DECIMAL_DIGITS + 2];
    size_t n = 0, i = v.n > 0 && v.p[0] == '-', point = SIZE_MAX;
    bool minus = i == 1;
    for (; i < v.n; i++) {
        if (v.p[i] == '.') {
            if (point != SIZE_MAX || n == 0)
                return false;
            point = n;
        } else {
            if (!isdigit((unsigned char)v.p[i]) || n == DECIMAL_DIGITS)
                return false;
            digits[n++] = v.p[i];
        }
    }
    digits[n] = '\0';
    if (n == 0 || point == n)
        return false;
    *places = point == SIZE_MAX ? 0 : (uint32_t)(n - point);
    hold(mpz_set_str(mpq_numref(q), digits, 10) == 0);
    mpz_ui_pow_ui(mpq_denref(q), 10, *places);
    mpq_canonicalize(q);
    if (minus)
        mpq_neg(q, q);
    return true;
}

static void check_is(const struct decimal *d, mpq_srcptr q)
{
    mpq_t own;
    mpq_init(own);
    decimal_to_fraction(own, d);
    hold(mpq_equal(own, q));
    mpq_clear(own);
}

/* Printed and read again it is the same, digits and places. */
static void check_print(const struct decimal *d)
{
    struct buf text = {0}, again = {0};
    struct decimal e = {0};
    mpq_t q;
    mpq_init(q);
    decimal_to_fraction(q, d);
    decimal_write(&text, d);
    if (decimal_read_sum(&e, buf_view(&text))) {
        check_is(&e, q);
        hold(e.places == d->places);
        decimal_write(&again, &e);
        hold(view_equal(buf_view(&text), buf_view(&again)));
    } else {
        hold(text.n > DECIMAL_SUM_DIGITS);
    }
    buf_free(&text);
    buf_free(&again);
    decimal_free(&e);
    mpq_clear(q);
}

/* to = q rounded to so many places, half away from zero. */
static void oracle_round(mpq_ptr to, mpq_srcptr q, uint32_t places)
{
    mpz_t scale, twice;
    mpz_inits(scale, twice, NULL);
    mpz_ui_pow_ui(scale, 10, places);
    mpz_mul(twice, mpq_numref(q), scale);
    mpz_abs(twice, twice);
    mpz_mul_ui(twice, twice, 2);
    mpz_add(twice, twice, mpq_denref(q));
    mpz_fdiv_q(twice, twice, mpq_denref(q));
    mpz_fdiv_q_ui(twice, twice, 2);
    if (mpq_sgn(q) < 0)
        mpz_neg(twice, twice);
    mpz_set(mpq_numref(to), twice);
    mpz_set(mpq_denref(to), scale);
    mpq_canonicalize(to);
    mpz_clears(scale, twice, NULL);
}

static int sign_of(int n)
{
    return (n > 0) - (n < 0);
}

static void check_two(const struct decimal *x, mpq_srcptr a, const struct decimal *y, mpq_srcptr b)
{
    struct decimal sum = {0}, quick = {0}, other = {0};
    mpq_t q;
    mpq_init(q);
    mpq_add(q, a, b);
    decimal_set(&sum, x);
    decimal_add(&sum, y);
    decimal_set(&quick, x);
    decimal_add_quick(&quick, y);
    decimal_set(&other, y);
    decimal_add(&other, x);
    check_is(&sum, q);
    check_is(&quick, q);
    check_is(&other, q);
    hold(sum.places == (x->places > y->places ? x->places : y->places));
    hold(quick.places == sum.places && other.places == sum.places);
    check_print(&sum);
    /* and taken away again */
    decimal_set(&other, y);
    decimal_negate(&other);
    decimal_add(&sum, &other);
    check_is(&sum, a);
    hold(sign_of(decimal_compare(x, y)) == sign_of(mpq_cmp(a, b)));
    hold(sign_of(decimal_compare(y, x)) == -sign_of(mpq_cmp(a, b)));
    hold(decimal_compare(&sum, x) == 0);
    check_is(x, a);
    check_is(y, b);
    decimal_free(&sum);
    decimal_free(&quick);
    decimal_free(&other);
    mpq_clear(q);
}

static void check_one(const struct decimal *x, mpq_srcptr a, uint32_t places)
{
    struct decimal d = {0}, e = {0};
    mpq_t q;
    mpq_init(q);
    hold(sign_of(decimal_sign(x)) == mpq_sgn(a));
    check_print(x);
    decimal_set(&d, x);
    decimal_negate(&d);
    mpq_neg(q, a);
    check_is(&d, q);
    decimal_set(&d, x);
    decimal_round(&d, places);
    oracle_round(q, a, places);
    check_is(&d, q);
    hold(d.places == places);
    check_print(&d);
    decimal_of_fraction(&e, a, places);
    check_is(&e, q);
    hold(e.places == places);
    decimal_set(&d, x);
    decimal_trim(&d, places);
    check_is(&d, a);
    hold(d.places <= x->places);
    hold(x->places <= places ? d.places == x->places : d.places >= places);
    if (d.places > places) { /* not a zero could be left out */
        decimal_set(&e, &d);
        decimal_round(&e, d.places - 1);
        hold(decimal_compare(&d, &e) != 0);
    }
    decimal_divide(&d, x, places + 1);
    mpz_set_ui(mpq_numref(q), 1);
    mpz_set_ui(mpq_denref(q), places + 1);
    mpq_mul(q, a, q);
    oracle_round(q, q, x->places + DECIMAL_EXTRA_PLACES);
    check_is(&d, q);
    hold(d.places == x->places + DECIMAL_EXTRA_PLACES);
    decimal_free(&d);
    decimal_free(&e);
    mpq_clear(q);
}

static void check_product(const struct decimal *x, mpq_srcptr a, struct view fraction)
{
    char text[128];
    mpq_t q, exact, unit, one, ten;
    if (fraction.n >= sizeof text || memchr(fraction.p, '\0', fraction.n) != NULL)
        return;
    memcpy(text, fraction.p, fraction.n);
    text[fraction.n] = '\0';
    mpq_inits(q, exact, unit, one, ten, NULL);
    if (mpq_set_str(q, text, 10) != 0 || mpz_sgn(mpq_denref(q)) <= 0 || mpq_sgn(q) <= 0)
        goto end;
    mpq_canonicalize(q);
    struct factor f;
    struct decimal d = {0};
    factor_set(&f, q);
    mpq_mul(exact, a, q);
    decimal_set(&d, x);
    decimal_multiply(&d, &f);
    if (f.finite) {
        check_is(&d, exact);
    } else {
        /* the first digit of what one unit of the last place becomes, and three places behind it */
        long places = DECIMAL_EXTRA_PLACES;
        mpz_ui_pow_ui(mpq_denref(unit), 10, x->places);
        mpz_set_ui(mpq_numref(unit), 1);
        mpq_mul(unit, unit, q);
        mpq_set_ui(one, 1, 1);
        mpq_set_ui(ten, 10, 1);
        for (; mpq_cmp(unit, one) < 0; places++)
            mpq_mul(unit, unit, ten);
        for (; mpq_cmp(unit, ten) >= 0; places--)
            mpq_div(unit, unit, ten);
        places = places > 0 ? places : 0;
        hold(d.places == (uint32_t)places);
        oracle_round(exact, exact, (uint32_t)places);
        check_is(&d, exact);
    }
    check_print(&d);
    decimal_free(&d);
    factor_free(&f);
end:
    mpq_clears(q, exact, unit, one, ten, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct view rest = {(const char *)data, n};
    struct view s = take_line(&rest), t = take_line(&rest), fraction = take_line(&rest);
    struct decimal x = {0}, y = {.n = 7, .places = 1};
    uint32_t x_places = 0, y_places = 0, short_places;
    int64_t short_n;
    mpq_t a, b;
    mpq_inits(a, b, NULL);
    bool good = oracle_read(s, a, &x_places);
    hold(decimal_read(&x, s) == good);
    if (decimal_read_short(s, &short_n, &short_places)) {
        struct decimal d = {0};
        hold(good && short_places == x_places);
        decimal_set_short(&d, short_n, short_places);
        hold(decimal_compare(&d, &x) == 0);
        decimal_free(&d);
    } else {
        hold(!good || s.n > 18);
    }
    if (good) {
        hold(x.places == x_places);
        check_is(&x, a);
        check_one(&x, a, t.n > 0 ? (uint32_t)(unsigned char)t.p[0] : 0);
        check_product(&x, a, fraction);
    }
    bool good_too = oracle_read(t, b, &y_places);
    hold(decimal_read(&y, t) == good_too);
    if (!good_too)
        hold(y.n == 7 && y.places == 1);
    else if (good)
        check_two(&x, a, &y, b);
    decimal_free(&x);
    decimal_free(&y);
    mpq_clears(a, b, NULL);
    return 0;
}
