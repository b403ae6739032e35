#include "stored.h"

#include "decimal.h"

#include <stddef.h>
#include <stdint.h>

enum {
    EXPONENT_MAX = 400, /* a double's is 308; with the digits after the point some more */
    TEXT_MAX = 400,     /* and a longer number is none */
    SCALE_MAX = 9,      /* the most digits that a format takes away */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits of a number without zeros in front: value = 0.d1 d2 d3 ... times 10^point. */
struct digits {
    char d[TEXT_MAX];
    size_t n;
    long point;
    bool minus;
};

static bool read_exponent(const char *p, const char *end, long *exponent)
{
    bool minus = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    if (p == end)
        return false;
    long e = 0;
    for (; p < end; p++) {
        if (!is_digit(*p) || e > EXPONENT_MAX)
            return false;
        e = e * 10 + (*p - '0');
    }
    *exponent = minus ? -e : e;
    return e <= EXPONENT_MAX;
}

static bool read_digits(struct view text, struct digits *x)
{
    const char *p = text.p, *end = text.p + text.n;
    *x = (struct digits){0};
    if (text.n == 0 || text.n >= TEXT_MAX)
        return false;
    x->minus = *p == '-';
    if (*p == '-' || *p == '+')
        p++;
    bool any = false, fraction = false;
    for (; p < end && (is_digit(*p) || (*p == '.' && !fraction)); p++) {
        if (*p == '.') {
            fraction = true;
            continue;
        }
        any = true;
        if (*p != '0' || x->n > 0) {
            x->d[x->n++] = *p;
            x->point += !fraction;
        } else if (fraction) {
            x->point--;
        }
    }
    if (!any)
        return false;
    if (p == end)
        return true;
    long exponent;
    if ((*p != 'e' && *p != 'E') || !read_exponent(p + 1, end, &exponent))
        return false;
    x->point += exponent;
    return true;
}

static void round_to(struct digits *x, size_t n)
{
    if (x->n > n) {
        bool up = x->d[n] >= '5';
        x->n = n;
        size_t i = n;
        while (up && i > 0) {
            up = x->d[i - 1] == '9';
            x->d[i - 1] = up ? '0' : (char)(x->d[i - 1] + 1);
            i--;
        }
        if (up) { /* all were nines, and are zeros now */
            x->d[0] = '1';
            x->point++;
        }
    }
    while (x->n > 0 && x->d[x->n - 1] == '0')
        x->n--;
}

bool stored_number(struct view text, long shift, struct buf *to)
{
    struct digits x;
    if (!read_digits(text, &x))
        return false;
    round_to(&x, STORED_DIGITS);
    if (x.n == 0) {
        buf_add_char(to, '0');
        return true;
    }
    x.point += shift;
    if (x.minus)
        buf_add_char(to, '-');
    if (x.point <= 0)
        buf_add_char(to, '0');
    long n = (long)x.n, end = n > x.point ? n : x.point;
    for (long i = x.point < 0 ? x.point : 0; i < end; i++) {
        if (i == x.point)
            buf_add_char(to, '.');
        buf_add_char(to, i >= 0 && i < n ? x.d[i] : '0');
    }
    return true;
}

/* Reads a number as a cell shows it. */
static bool read_shown(struct view text, struct decimal *d, uint32_t *places, size_t *significant)
{
    struct buf plain = {0};
    bool point = false;
    *places = 0;
    *significant = 0;
    for (size_t i = text.n > 0 && text.p[0] == '+'; i < text.n; i++) {
        char c = text.p[i];
        if (c == ',' && !point)
            continue;
        point |= c == '.';
        *places += point && c != '.';
        *significant += is_digit(c) && (c != '0' || *significant > 0);
        buf_add_char(&plain, c);
    }
    bool read = decimal_read(d, buf_view(&plain));
    buf_free(&plain);
    return read;
}

bool stored_shown(struct view text, long shift, struct view shown, struct buf *to)
{
    struct decimal seen = {0}, number = {0};
    struct buf plain = {0};
    uint32_t places;
    size_t significant;
    bool same = false;
    if (read_shown(shown, &seen, &places, &significant)) {
        /* two digits at least must say by which power of ten */
        long most = significant >= 2 ? SCALE_MAX : 0;
        for (long scale = 0; scale <= most && !same; scale++) {
            buf_clear(&plain);
            if (!stored_number(text, shift - scale, &plain) ||
                !decimal_read(&number, buf_view(&plain)))
                break;
            decimal_round(&number, places);
            same = decimal_compare(&number, &seen) == 0;
        }
    }
    if (same)
        buf_add_view(to, buf_view(&plain));
    buf_free(&plain);
    decimal_free(&seen);
    decimal_free(&number);
    return same;
}
