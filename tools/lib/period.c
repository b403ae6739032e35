#include "period.h"

#include <string.h>

struct period period_year(int y)
{
    return (struct period){.kind = PERIOD_YEAR, .y = y, .y2 = y};
}

struct period period_years(int y, int y2)
{
    if (y == y2)
        return period_year(y);
    return (struct period){.kind = PERIOD_YEARS, .y = y, .y2 = y2};
}

struct period period_year_before(struct period p)
{
    if (p.kind == PERIOD_YEARS)
        return period_year(p.y - 1);
    if (p.kind != PERIOD_NONE && p.y > 0) {
        p.y--;
        p.y2--;
    }
    return p;
}

struct period period_previous(struct period p)
{
    int last = p.kind == PERIOD_HALF ? 2 : p.kind == PERIOD_QUARTER ? 4 : 12;
    switch (p.kind) {
    case PERIOD_HALF:
    case PERIOD_QUARTER:
    case PERIOD_MONTH:
        if (--p.a < 1) {
            p.a = last;
            p.y--;
            p.y2--;
        }
        return p;
    default:
        return period_year_before(p);
    }
}

struct period period_last(struct period p)
{
    return p.kind == PERIOD_YEARS ? period_year(p.y2) : p;
}

/* The last n digits of the number at p, with zeros before it; returns what is behind them. */
static char *put_digits(char *p, int number, int n)
{
    for (int i = n; i-- > 0; number /= 10)
        p[i] = (char)('0' + number % 10);
    return p + n;
}

/* The year, nothing where there is none. */
static char *put_year(char *p, int y)
{
    return y > 0 ? put_digits(p, y, 4) : p;
}

static char *put_char(char *p, char c)
{
    *p = c;
    return p + 1;
}

const char *period_text(struct period p, char text[PERIOD_TEXT_MAX])
{
    char *at = p.kind == PERIOD_NONE ? text : put_year(text, p.y);
    switch (p.kind) {
    case PERIOD_NONE:
    case PERIOD_YEAR:
        break;
    case PERIOD_YEARS:
        at = put_digits(put_char(at, '/'), p.y2, 4);
        break;
    case PERIOD_HALF:
        at = put_digits(put_char(put_char(at, '-'), 'H'), p.a, 1);
        break;
    case PERIOD_QUARTER:
        at = put_digits(put_char(put_char(at, '-'), 'Q'), p.a, 1);
        break;
    case PERIOD_MONTH:
        at = put_digits(put_char(at, '-'), p.a, 2);
        break;
    case PERIOD_MONTHS:
        at = put_digits(put_char(at, '-'), p.a, 2);
        at = put_year(put_char(at, '/'), p.y);
        at = put_digits(put_char(at, '-'), p.b, 2);
        break;
    case PERIOD_DAY:
        at = put_digits(put_char(at, '-'), p.a, 2);
        at = put_digits(put_char(at, '-'), p.b, 2);
        break;
    }
    *at = '\0';
    return text;
}

/* Whether the calendar has it. */
static bool exists(struct period p)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    switch (p.kind) {
    case PERIOD_HALF:
        return p.a >= 1 && p.a <= 2;
    case PERIOD_QUARTER:
        return p.a >= 1 && p.a <= 4;
    case PERIOD_MONTH:
        return p.a >= 1 && p.a <= 12;
    case PERIOD_MONTHS:
        return p.a >= 1 && p.a < p.b && p.b <= 12; /* a span of one is that month itself */
    case PERIOD_YEARS:
        return p.y < p.y2;
    case PERIOD_DAY: {
        bool leap = (p.y % 4 == 0 && p.y % 100 != 0) || p.y % 400 == 0;
        return p.a >= 1 && p.a <= 12 && p.b >= 1 && p.b <= days[p.a - 1] - (p.a == 2 && !leap);
    }
    default:
        return true;
    }
}

/* The number that n digits at p are; -1 where one of them is none. */
static int digits(const char *p, int n)
{
    int number = 0;
    for (int i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9')
            return -1;
        number = 10 * number + p[i] - '0';
    }
    return number;
}

bool period_parse(struct view v, struct period *p)
{
    const char *s = v.p;
    struct period q = {0};
    *p = q;
    if (v.n == 0)
        return true;
    if (v.n < 4)
        return false;
    q.y = q.y2 = digits(s, 4);
    if (v.n == 4) {
        q.kind = PERIOD_YEAR;
    } else if (v.n == 9 && s[4] == '/') {
        q.kind = PERIOD_YEARS;
        q.y2 = digits(s + 5, 4);
    } else if (v.n == 7 && s[4] == '-' && (s[5] == 'H' || s[5] == 'Q')) {
        q.kind = s[5] == 'H' ? PERIOD_HALF : PERIOD_QUARTER;
        q.a = digits(s + 6, 1);
    } else if (v.n >= 7 && s[4] == '-') {
        q.a = digits(s + 5, 2);
        if (v.n == 7) {
            q.kind = PERIOD_MONTH;
        } else if (v.n == 10 && s[7] == '-') {
            q.kind = PERIOD_DAY;
            q.b = digits(s + 8, 2);
        } else if (v.n == 15 && s[7] == '/' && memcmp(s, s + 8, 4) == 0 && s[12] == '-') {
            q.kind = PERIOD_MONTHS;
            q.b = digits(s + 13, 2);
        }
    }
    if (q.kind == PERIOD_NONE || q.y <= 0 || !exists(q))
        return false;
    *p = q;
    return true;
}

bool period_equal(struct period a, struct period b)
{
    char x[PERIOD_TEXT_MAX], y[PERIOD_TEXT_MAX];
    return a.kind == b.kind && strcmp(period_text(a, x), period_text(b, y)) == 0;
}

bool period_months(struct period p, int *first, int *last)
{
    int length = p.kind == PERIOD_HALF ? 6 : p.kind == PERIOD_QUARTER ? 3 : 1;
    if (p.kind == PERIOD_NONE || p.kind == PERIOD_DAY || p.y <= 0)
        return false;
    *first = 12 * p.y;
    *last = 12 * p.y2 + 11;
    if (p.kind == PERIOD_MONTHS) {
        *first += p.a - 1;
        *last = 12 * p.y + p.b - 1;
    } else if (p.kind != PERIOD_YEAR && p.kind != PERIOD_YEARS) {
        *first += (p.a - 1) * length;
        *last = *first + length - 1;
    }
    return *first <= *last;
}

struct period period_of_months(int first, int last)
{
    int length = last - first + 1, month = first % 12;
    struct period p = {.y = first / 12, .y2 = last / 12, .a = month + 1};
    if (month == 0 && length > 0 && length % 12 == 0)
        return period_years(p.y, p.y2);
    if (p.y != p.y2 || length < 1)
        return (struct period){0};
    if (length == 1) {
        p.kind = PERIOD_MONTH;
    } else if ((length == 3 || length == 6) && month % length == 0) {
        p.kind = length == 3 ? PERIOD_QUARTER : PERIOD_HALF;
        p.a = month / length + 1;
    } else {
        p.kind = PERIOD_MONTHS;
        p.b = last % 12 + 1;
    }
    return p;
}

struct period period_plan(struct view name)
{
    int n = period_number(name);
    /* the first plan was 1953 to 1957; from the fourth on (1971) each follows the one before */
    if (n < 4 || n > 30)
        return (struct period){0};
    return period_years(1971 + 5 * (n - 4), 1975 + 5 * (n - 4));
}

/* The value of one numeral at p, its length in *len; -1 for none. 十 is 10. */
static int numeral(const char *p, size_t n, size_t *len)
{
    static const struct {
        const char *s;
        int value;
    } numerals[] = {
        {"〇", 0}, {"零", 0}, {"○", 0},  {"一", 1}, {"二", 2}, {"两", 2}, {"三", 3},
        {"四", 4}, {"五", 5}, {"六", 6}, {"七", 7}, {"八", 8}, {"九", 9}, {"十", 10},
    };
    if (n > 0 && p[0] >= '0' && p[0] <= '9') {
        *len = 1;
        return p[0] - '0';
    }
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
        size_t k = strlen(numerals[i].s);
        if (n >= k && memcmp(p, numerals[i].s, k) == 0) {
            *len = k;
            return numerals[i].value;
        }
    }
    return -1;
}

int period_number(struct view v)
{
    int value = 0, digits = 0;
    bool tens = false;
    if (v.n == 0)
        return -1;
    for (size_t i = 0, len = 0; i < v.n; i += len) {
        int d = numeral(v.p + i, v.n - i, &len);
        if (d < 0 || (d == 10 && (tens || digits > 1)))
            return -1;
        if (d == 10) {
            value = (digits == 0 ? 1 : value) * 10;
            tens = true;
            digits = 0;
        } else if (tens) {
            if (digits++ > 0)
                return -1;
            value += d;
        } else {
            if (digits++ > 4)
                return -1;
            value = value * 10 + d;
        }
    }
    return value;
}
