/* Numbers of spreadsheets: digits, rounding, exponents, refusals. */
#include "unit.h"

#include "stored.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void becomes(const char *text, long shift, const char *wanted)
{
    struct buf b = {0};
    bool taken = stored_number(view_of(text), shift, &b);
    bool right = wanted == NULL ? !taken && b.n == 0 : taken && view_is(buf_view(&b), wanted);
    if (!check(right))
        fprintf(stderr, "%s: got %.*s, wanted %s\n", text, (int)b.n, b.p != NULL ? b.p : "",
                wanted != NULL ? wanted : "none");
    buf_free(&b);
}

static void shown(const char *text, long shift, const char *seen, const char *wanted)
{
    struct buf b = {0};
    bool taken = stored_shown(view_of(text), shift, view_of(seen), &b);
    bool right = wanted == NULL ? !taken && b.n == 0 : taken && view_is(buf_view(&b), wanted);
    if (!check(right))
        fprintf(stderr, "%s shown %s: got %.*s\n", text, seen, (int)b.n, b.p != NULL ? b.p : "");
    buf_free(&b);
}

/* Whether the 16th digit is a last 5: the library then rounds by bits that no spreadsheet shows. */
static bool is_tie(const char *text)
{
    size_t digits = 0;
    const char *p = text;
    for (; *p != '\0'; p++)
        digits += *p >= '0' && *p <= '9' && (digits > 0 || *p != '0');
    return digits == STORED_DIGITS + 1 && p[-1] == '5';
}

/* Against the C library, which rounds the same value from its binary form. */
static void any_double(void)
{
    uint64_t seed = 7;
    size_t wrong = 0, compared = 0;
    for (int i = 0; i < 100000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        double d = (double)(int64_t)(seed >> 11) / 1048576.0 / (double)(1 + seed % 1000000);
        char text[64], wanted[64];
        snprintf(text, sizeof text, "%.17g", d);
        snprintf(wanted, sizeof wanted, "%.15g", d);
        if (strpbrk(text, "e") != NULL || is_tie(text))
            continue;
        struct buf b = {0};
        stored_number(view_of(text), 0, &b);
        buf_add_char(&b, '\0');
        compared++;
        if (strtod(b.p, NULL) != strtod(wanted, NULL) && wrong++ < 5)
            fprintf(stderr, "%s: got %s, wanted %s\n", text, b.p, wanted);
        buf_free(&b);
    }
    check(compared > 90000);
    check(wrong == 0);
}

int main(void)
{
    becomes("182506.58999999997", 0, "182506.59");
    becomes("3.2000000000000001E-2", 0, "0.032");
    becomes("3.2000000000000001E-2", 2, "3.2");
    becomes("-1.2E-2", 2, "-1.2");
    becomes("0.99999999999999989", 0, "1");
    becomes("999999999999999.9", 0, "1000000000000000");
    becomes("1234567890123456789", 0, "1234567890123460000");
    becomes("1E+3", 0, "1000");
    becomes("1e3", -3, "1");
    becomes("1.50", 0, "1.5");
    becomes("100", 0, "100");
    becomes("0", 0, "0");
    becomes("-0", 0, "0");
    becomes("0.000", 2, "0");
    becomes("000.0012", 0, "0.0012");
    becomes(".5", 0, "0.5");
    becomes("5.", 0, "5");
    becomes("+7", 0, "7");
    becomes("1E-5", 0, "0.00001");
    becomes("123E-5", 0, "0.00123");
    becomes("123456E-3", 0, "123.456");
    becomes("0.05", 2, "5");
    becomes("1E401", 0, NULL);
    becomes("1E99999999999999999999", 0, NULL);
    const char *const none[] = {"",    "-",   ".",  "E5",    "1E",    "1E+", "1x", "0x10",
                                "nan", "inf", " 1", "1,234", "1.2.3", "--1", "1-"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        becomes(none[i], 0, NULL);
    shown("1234.5000000000001", 0, "1,234.50", "1234.5");
    shown("-5.4", 0, "-5", "-5.4");
    shown("0.0321567", 2, "3.2", "3.21567");
    shown("123456", 0, "12.3", "12.3456");
    shown("123456789", 0, "1,234,567.9", "1234567.89");
    shown("1234567890", 0, "1.23", "1.23456789");
    shown("0.004", 0, "0.00", "0.004");
    shown("99999", 0, "1", NULL);
    shown("45488", 0, "2024/7/15", NULL);
    shown("3", 0, "1.2,3", NULL);
    shown("5.2", 0, "6", NULL);
    shown("0", 0, "-", NULL);
    shown("0", 0, "", NULL);
    shown("x", 0, "5", NULL);
    any_double();
    return unit_end();
}
