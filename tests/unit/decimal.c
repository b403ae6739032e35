/* Decimals: what is read and refused, exact sums and products at every size, rounding once, half
 * up. */
#include "unit.h"

#include "decimal.h"

#include <stdlib.h>

/* Whether d prints as text; says what it is where not. */
static bool prints(const struct decimal *d, const char *text)
{
    struct buf b = {0};
    decimal_write(&b, d);
    bool same = view_is(buf_view(&b), text);
    if (!same)
        fprintf(stderr, "%.*s, wanted %s\n", (int)b.n, b.p, text);
    buf_free(&b);
    return same;
}

static bool reads(const char *text, const char *as)
{
    struct decimal d = {0};
    bool good = decimal_read(&d, view_of(text)) && prints(&d, as);
    decimal_free(&d);
    return good;
}

static bool refuses(struct view text)
{
    struct decimal d = {.n = 7, .places = 1};
    int64_t n;
    uint32_t places;
    bool refused = !decimal_read(&d, text) && !decimal_read_short(text, &n, &places);
    return prints(&d, "0.7") && refused;
}

static bool sums(const char *a, const char *b, const char *sum)
{
    struct decimal x = {0}, y = {0}, z = {0};
    bool good = decimal_read(&x, view_of(a)) && decimal_read(&y, view_of(b));
    decimal_set(&z, &x);
    decimal_add(&z, &y);
    good = good && prints(&z, sum) && prints(&x, a) && prints(&y, b);
    decimal_free(&x);
    decimal_free(&y);
    decimal_free(&z);
    return good;
}

static int compares(const char *a, const char *b)
{
    struct decimal x = {0}, y = {0};
    check(decimal_read(&x, view_of(a)) && decimal_read(&y, view_of(b)));
    int order = decimal_compare(&x, &y);
    check(decimal_compare(&y, &x) == -order);
    decimal_free(&x);
    decimal_free(&y);
    return order < 0 ? -1 : order > 0;
}

static bool rounds(const char *text, uint32_t places, const char *to)
{
    struct decimal d = {0};
    bool good = decimal_read(&d, view_of(text));
    decimal_round(&d, places);
    good = good && prints(&d, to);
    decimal_free(&d);
    return good;
}

static bool multiplies(const char *text, const char *fraction, const char *to)
{
    struct decimal d = {0};
    struct factor f;
    mpq_t q;
    mpq_init(q);
    mpq_set_str(q, fraction, 10);
    mpq_canonicalize(q);
    factor_set(&f, q);
    bool good = decimal_read(&d, view_of(text));
    decimal_multiply(&d, &f);
    good = good && prints(&d, to);
    decimal_free(&d);
    factor_free(&f);
    mpq_clear(q);
    return good;
}

static bool divides(const char *text, uint64_t by, const char *to)
{
    struct decimal d = {0}, n = {0};
    bool good = decimal_read(&n, view_of(text));
    decimal_divide(&d, &n, by);
    good = good && prints(&d, to);
    decimal_free(&d);
    decimal_free(&n);
    return good;
}

static void test_reading(void)
{
    static const char *const same[] = {"0",
                                       "7",
                                       "-3.2",
                                       "290.5",
                                       "164.80",
                                       "0.0",
                                       "-0.05",
                                       "123456789012345678",
                                       "1234567890123456789012345678",
                                       "170141183460469231731687303715884105727",
                                       "-170141183460469231731687303715884105728",
                                       "0.00000000000000000000000000000000000000000000000001"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        check(reads(same[i], same[i]));
    check(reads("-0", "0"));
    check(reads("007.50", "7.50"));
    static const char *const bad[] = {
        "",
        "-",
        ".",
        "-.",
        ".5",
        "5.",
        "-5.",
        "+5",
        "+-5",
        "--5",
        "1.2.3",
        "1,234",
        "1 234",
        " 5",
        "5 ",
        "5%",
        "1e5",
        "1E816161611",
        "0x10",
        "NaN",
        "inf",
        "-inf",
        "5-",
        "1-2",
        "五",
        "５",
        "−5",
        "—",
        "...",
        "1e400",
        "12345678901234567890123456789.",
        "1234567890123456789.0123456789.0",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (!check(refuses(view_of(bad[i]))))
            fprintf(stderr, "taken: %s\n", bad[i]);
    check(refuses((struct view){"5\0", 2}));
    check(refuses((struct view){NULL, 0}));
    char digits[DECIMAL_DIGITS + 3];
    memset(digits, '9', sizeof digits);
    check(refuses((struct view){digits, DECIMAL_DIGITS + 1}));
    digits[0] = '-';
    digits[2] = '.';
    struct decimal d = {0};
    check(decimal_read(&d, (struct view){digits, DECIMAL_DIGITS + 2}));
    digits[DECIMAL_DIGITS + 2] = '\0';
    check(prints(&d, digits));
    decimal_free(&d);
}

static void test_sums(void)
{
    check(sums("1.5", "2.50", "4.00"));
    check(sums("0.1", "0.2", "0.3"));
    check(sums("-3.2", "3.2", "0.0"));
    check(sums("9223372036854775807", "1", "9223372036854775808"));
    check(sums("170141183460469231731687303715884105727", "1",
               "170141183460469231731687303715884105728"));
    check(sums("-170141183460469231731687303715884105728", "-1",
               "-170141183460469231731687303715884105729"));
    check(sums("99999999999999999999999999999999999999", "0.001",
               "99999999999999999999999999999999999999.001"));
    check(sums("0", "0.00000000000000000000000000000000000000000000000001",
               "0.00000000000000000000000000000000000000000000000001"));
    struct decimal sum = {0};
    static const struct decimal terms[] = {
        {.n = 15, .places = 1}, {.n = 250, .places = 2}, {.n = -1}};
    for (size_t i = 0; i < 3; i++)
        decimal_add_quick(&sum, &terms[i]);
    check(prints(&sum, "3.00"));
    /* out of 128 bits and back, a term at a time */
    struct decimal big = {0}, minus = {0};
    check(decimal_read(&big, view_of("1"
                                     "00000000000000000000000000000000000000000000")));
    check(decimal_read(&minus, view_of("-1"
                                       "00000000000000000000000000000000000000000000")));
    for (int i = 0; i < 3; i++)
        decimal_add(&sum, &big);
    check(prints(&sum, "300000000000000000000000000000000000000000003.00"));
    for (int i = 0; i < 3; i++)
        decimal_add(&sum, &minus);
    check(prints(&sum, "3.00"));
    decimal_free(&sum);
    decimal_free(&big);
    decimal_free(&minus);
}

static void test_order(void)
{
    check(compares("1.5", "1.50") == 0);
    check(compares("-1", "1") == -1);
    check(compares("0.1", "0.09999999999999999999999999999999999999999999") == 1);
    check(compares("100000000000000000000000000000000000000000", "99999999999999.9") == 1);
    check(compares("-100000000000000000000000000000000000000000", "0") == -1);
    check(compares("0", "0.000") == 0);
}

static void test_rounding(void)
{
    check(rounds("0.5", 0, "1"));
    check(rounds("-0.5", 0, "-1"));
    check(rounds("0.49", 0, "0"));
    check(rounds("-0.49", 0, "0"));
    check(rounds("2.5", 0, "3"));
    check(rounds("1.005", 2, "1.01"));
    check(rounds("1.0049999", 2, "1.00"));
    check(rounds("9.995", 2, "10.00"));
    check(rounds("7", 3, "7.000"));
    check(rounds("1234567890123456789012345678901234567890123.45", 1,
                 "1234567890123456789012345678901234567890123.5"));
    check(divides("10", 3, "3.333"));
    check(divides("20.0", 3, "6.6667"));
    check(divides("-20", 3, "-6.667"));
    check(divides("7", 2, "3.500"));
    check(divides("0", 9, "0.000"));
}

static bool trims(const char *text, uint32_t places, const char *to)
{
    struct decimal d = {0};
    bool good = decimal_read(&d, view_of(text));
    decimal_trim(&d, places);
    good = good && prints(&d, to);
    decimal_free(&d);
    return good;
}

static void test_trimming(void)
{
    check(trims("1.5000", 1, "1.5"));
    check(trims("1.5000", 3, "1.500"));
    check(trims("1.5000", 9, "1.5000"));
    check(trims("0.000", 0, "0"));
    check(trims("500", 0, "500"));
    check(trims("-1234567890123456789012345678901234567890.1200", 0,
                "-1234567890123456789012345678901234567890.12"));
    check(trims("1234567890123456789012345678901234567890.000", 1,
                "1234567890123456789012345678901234567890.0"));
}

static void test_factors(void)
{
    check(multiplies("164.80", "1/10000", "0.016480"));
    check(multiplies("164.80", "10000", "1648000"));
    check(multiplies("164.80", "10", "1648.0"));
    check(multiplies("290.5", "1", "290.5"));
    check(multiplies("3.40", "1/20", "0.1700"));
    check(multiplies("3.45", "200", "690"));
    check(multiplies("1.5", "24", "36.0"));
    check(multiplies("0", "1/3", "0.0000")); /* the last place is 1, which becomes 0.333 */
    /* 亩 to 公顷: 3.46 万亩 */
    check(multiplies("3.46", "10000/15", "2306.667"));
    check(multiplies("0.01", "10000/15", "6.667"));
    check(multiplies("-3.46", "10000/15", "-2306.667"));
    check(multiplies("3.45", "10000/15", "2300.000"));
    check(multiplies("1", "1000000/3", "333333"));
    check(multiplies("1.5", "2/3", "1.00000"));
    check(multiplies("123456789012345678901234567890", "100000000",
                     "12345678901234567890123456789000000000"));
    check(multiplies("123456789012345678901234567890", "1000000000000",
                     "123456789012345678901234567890000000000000"));
    check(multiplies("1", "99999999999999999999999999", "99999999999999999999999999"));
}

/* Random decimals of all sizes: the sums, differences and order must be those of exact fractions.
 */
static uint64_t seed = 1;

static uint64_t random_below(uint64_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 33) % n;
}

static void random_text(char *text)
{
    size_t digits = 1 + random_below(random_below(4) == 0 ? 60 : 12), n = 0;
    size_t point = 1 + random_below(digits);
    if (random_below(3) == 0)
        text[n++] = '-';
    for (size_t i = 0; i < digits; i++) {
        if (i == point)
            text[n++] = '.';
        text[n++] = (char)('0' + random_below(10));
    }
    text[n] = '\0';
}

static void text_to_fraction(mpq_ptr q, const char *text)
{
    char digits[80];
    size_t n = 0, places = 0;
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '.')
            places = strlen(p + 1);
        else
            digits[n++] = *p;
    }
    digits[n] = '\0';
    mpz_set_str(mpq_numref(q), digits, 10);
    mpz_ui_pow_ui(mpq_denref(q), 10, places);
    mpq_canonicalize(q);
}

static bool is_fraction(const struct decimal *d, mpq_srcptr q)
{
    mpq_t own;
    mpq_init(own);
    decimal_to_fraction(own, d);
    bool same = mpq_equal(own, q);
    mpq_clear(own);
    return same;
}

static void test_random(void)
{
    mpq_t a, b, sum;
    mpq_inits(a, b, sum, NULL);
    struct decimal x = {0}, y = {0}, total = {0};
    for (int i = 0; i < 20000; i++) {
        char s[80], t[80];
        random_text(s);
        random_text(t);
        text_to_fraction(a, s);
        text_to_fraction(b, t);
        bool good = check(decimal_read(&x, view_of(s)) && decimal_read(&y, view_of(t)));
        good = check(is_fraction(&x, a) && is_fraction(&y, b)) && good;
        int order = decimal_compare(&x, &y), wanted = mpq_cmp(a, b);
        good = check((order > 0) - (order < 0) == (wanted > 0) - (wanted < 0)) && good;
        good = check(decimal_sign(&x) == mpq_sgn(a)) && good;
        if (i % 2 == 0)
            decimal_add(&total, &x);
        else
            decimal_add_quick(&total, &x);
        mpq_add(sum, sum, a);
        good = check(is_fraction(&total, sum)) && good;
        /* rounding to fewer places differs by at most half of the last one */
        uint32_t places = (uint32_t)random_below(x.places + 1);
        decimal_round(&x, places);
        decimal_to_fraction(b, &x);
        mpq_sub(b, b, a);
        mpz_mul_ui(mpq_numref(b), mpq_numref(b), 2);
        mpq_canonicalize(b);
        mpz_ui_pow_ui(mpq_denref(a), 10, places);
        mpz_set_ui(mpq_numref(a), 1);
        mpq_canonicalize(a);
        mpq_abs(b, b);
        good = check(mpq_cmp(b, a) <= 0) && good;
        if (!good) {
            fprintf(stderr, "at %d: %s %s\n", i, s, t);
            break;
        }
    }
    decimal_free(&x);
    decimal_free(&y);
    decimal_free(&total);
    mpq_clears(a, b, sum, NULL);
}

int main(void)
{
    test_reading();
    test_sums();
    test_order();
    test_rounding();
    test_trimming();
    test_factors();
    test_random();
    return unit_end();
}
