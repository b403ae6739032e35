#include "cellformat.h"

#include "day.h"
#include "stored.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

enum {
    DATE = SHOWS_YEAR | SHOWS_MONTH | SHOWS_DAY,
    CLOCK = SHOWS_HOUR | SHOWS_MINUTE,
    SECONDS = 86400,
    LAST_DATE = 2958465, /* 9999-12-31 from 1900 */
    OFFSET_1904 = 1462,  /* days from one count to the other */
};

struct cell_format cell_format_builtin(long id)
{
    struct cell_format f = {.percent = id == 9 || id == 10};
    if (id == 14 || id == 15 || id == 30 || id == 31)
        f.shows = DATE;
    else if (id == 16 || id == 28 || id == 29 || id == 51 || id == 53 || id == 54 || id == 58)
        f.shows = SHOWS_MONTH | SHOWS_DAY;
    else if (id == 17 || id == 27 || id == 36 || id == 50 || id == 52 || id == 57)
        f.shows = SHOWS_YEAR | SHOWS_MONTH;
    else if (id == 18 || id == 20 || id == 32 || id == 34 || id == 55)
        f.shows = CLOCK;
    else if (id == 19 || id == 21 || id == 33 || id == 35 || id == 56)
        f.shows = CLOCK | SHOWS_SECOND;
    else if (id == 22)
        f.shows = DATE | CLOCK;
    else if (id == 45 || id == 47)
        f.shows = SHOWS_MINUTE | SHOWS_SECOND;
    else if (id == 46)
        f.shows = CLOCK | SHOWS_SECOND | SHOWS_ELAPSED;
    return f;
}

/* A format code on its way; p moves on. */
struct code {
    const char *p, *end;
    struct cell_format format;
    unsigned last;    /* what the date part before shows: m after h is minutes, */
    bool month_again; /* and m before s is minutes, not the month it was taken for */
    /* of a number */
    unsigned commas;       /* since the last digit: each takes three digits away */
    unsigned behind_point; /* digits behind a point that is but text: 0!.0 */
    bool digits, point, text_point, condition;
    size_t behind_n;
};

/* Text of a number: a point among its digits is seen as one, what follows its last digit stands
 * behind it. */
static void take_text(struct code *c, const char *p, size_t n)
{
    if (!c->digits)
        return;
    if (n == 1 && *p == '.' && !c->point) {
        c->text_point = true;
        c->behind_point = 0;
        return;
    }
    if (n < sizeof c->format.behind - c->behind_n) {
        memcpy(c->format.behind + c->behind_n, p, n);
        c->behind_n += n;
    }
}

/* A digit, comma or point of a number. */
static void take_digit(struct code *c, char what)
{
    if (what == ',') {
        c->commas += c->digits;
        return;
    }
    if (what == '.') {
        c->format.scale += 3 * c->commas;
        c->point = true;
    } else {
        c->digits = true;
        c->behind_point += c->text_point;
        c->behind_n = 0;
    }
    c->commas = 0;
}

/* A section with a condition is for some numbers only: what it scales by is not known for all. */
static void settle_scale(struct code *c)
{
    struct cell_format *f = &c->format;
    f->scale += 3 * c->commas + (c->text_point && !c->point ? c->behind_point : 0);
    if (c->condition || f->percent || f->percent_sign || f->shows != 0)
        f->scale = 0;
    f->behind[f->scale > 0 ? c->behind_n : 0] = '\0';
}

static bool has_percent(const char *p, const char *end)
{
    return p < end && memchr(p, '%', (size_t)(end - p)) != NULL;
}

/* [h], [mm] are times that have elapsed; [Red], [$-804], [>1] say nothing of the kind. */
static void take_brackets(struct code *c)
{
    const char *start = ++c->p;
    while (c->p < c->end && *c->p != ']')
        c->p++;
    size_t n = (size_t)(c->p - start);
    bool same = n > 0 && n <= 2;
    c->condition |= n > 0 && strchr("<>=", start[0]) != NULL;
    for (size_t i = 1; i < n && same; i++)
        same = start[i] == start[0];
    if (same && strchr("hHmMsS", start[0]) != NULL) {
        c->last = strchr("hH", start[0]) != NULL   ? SHOWS_HOUR
                  : strchr("mM", start[0]) != NULL ? SHOWS_MINUTE
                                                   : SHOWS_SECOND;
        c->format.shows |= c->last | SHOWS_ELAPSED;
    }
    c->p += c->p < c->end;
}

/* A run of one date letter. */
static void take_letters(struct code *c)
{
    char letter = *c->p | 0x20;
    size_t n = 0;
    while (c->p < c->end && (*c->p | 0x20) == letter) {
        c->p++;
        n++;
    }
    unsigned shows = 0;
    if (letter == 'y' || letter == 'e' || letter == 'b')
        shows = SHOWS_YEAR;
    else if (letter == 'd')
        shows = n <= 2 ? SHOWS_DAY : 0; /* ddd is the weekday */
    else if (letter == 'h')
        shows = SHOWS_HOUR;
    else if (letter == 's')
        shows = SHOWS_SECOND;
    else if (letter == 'm')
        shows = c->last == SHOWS_HOUR ? SHOWS_MINUTE : SHOWS_MONTH;
    if (letter == 's' && c->last == SHOWS_MONTH) { /* mm:ss */
        c->format.shows |= SHOWS_MINUTE;
        if (!c->month_again)
            c->format.shows &= ~(unsigned)SHOWS_MONTH;
    }
    c->month_again = shows == SHOWS_MONTH && (c->format.shows & SHOWS_MONTH) != 0;
    c->format.shows |= shows;
    c->last = shows != 0 ? shows : c->last;
}

static bool starts(const struct code *c, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(c->end - c->p) >= n && strncasecmp(c->p, word, n) == 0;
}

/* Length of the character at p, 0 at the end. */
static size_t character(const char *p, const char *end)
{
    size_t n = p < end;
    while (p + n < end && n > 0 && ((unsigned char)p[n] & 0xc0) == 0x80)
        n++;
    return n;
}

struct cell_format cell_format_read(struct view text)
{
    if (text.n == 0)
        return (struct cell_format){0};
    struct code c = {.p = text.p, .end = text.p + text.n};
    while (c.p < c.end && *c.p != ';') {
        if (*c.p == '"') {
            const char *start = ++c.p;
            while (c.p < c.end && *c.p != '"')
                c.p++;
            c.format.percent_sign |= has_percent(start, c.p);
            take_text(&c, start, (size_t)(c.p - start));
            c.p += c.p < c.end;
        } else if (*c.p == '\\' || *c.p == '!' || *c.p == '_' || *c.p == '*') {
            bool shown = *c.p == '\\' || *c.p == '!';
            size_t n = character(c.p + 1, c.end);
            c.format.percent_sign |= shown && n == 1 && c.p[1] == '%';
            if (shown)
                take_text(&c, c.p + 1, n);
            c.p += 1 + n;
        } else if (*c.p == '[') {
            take_brackets(&c);
        } else if (starts(&c, "General")) {
            c.p += 7;
        } else if (starts(&c, "AM/PM")) {
            c.p += 5;
        } else if (starts(&c, "E+") || starts(&c, "E-")) {
            c.p += 2;
        } else if (strchr("yYeEbBdDhHsSmM", *c.p) != NULL) {
            take_letters(&c);
        } else if (strchr("0#?,.", *c.p) != NULL) {
            take_digit(&c, *c.p++);
        } else if ((unsigned char)*c.p >= 0x80) {
            size_t n = character(c.p, c.end);
            take_text(&c, c.p, n);
            c.p += n;
        } else {
            c.format.percent |= *c.p == '%';
            c.p++;
        }
    }
    if (c.format.percent || c.format.shows != 0)
        c.format.percent_sign = false;
    if (c.format.percent)
        c.format.shows = 0;
    settle_scale(&c);
    return c.format;
}

/* Splits a plain decimal into days and seconds, rounded. False where it is no date. */
static bool split(struct view plain, long *days, long *seconds)
{
    const char *point = memchr(plain.p, '.', plain.n);
    size_t whole = point != NULL ? (size_t)(point - plain.p) : plain.n;
    if (*plain.p == '-' || whole > 7)
        return false;
    *days = strtol(plain.p, NULL, 10);
    uint64_t part = 0, scale = 1;
    for (size_t i = whole + 1; i < plain.n && i <= whole + STORED_DIGITS; i++) {
        part = part * 10 + (uint64_t)(plain.p[i] - '0');
        scale *= 10;
    }
    *seconds =
        (long)(((unsigned __int128)part * SECONDS * 2 + scale) / ((unsigned __int128)2 * scale));
    if (*seconds == SECONDS) {
        ++*days;
        *seconds = 0;
    }
    return *days <= LAST_DATE;
}

static bool add_date(struct cell_format f, bool from_1904, struct view plain, struct buf *to)
{
    long days, seconds;
    int year, month, day;
    char text[64];
    if (!split(plain, &days, &seconds))
        return false;
    long hours = seconds / 3600, minutes = seconds / 60 % 60;
    if ((f.shows & DATE) == 0) {
        if ((f.shows & SHOWS_ELAPSED) != 0)
            hours += days * 24;
        snprintf(text, sizeof text, "%02ld:%02ld:%02ld", hours, minutes, seconds % 60);
        buf_add_string(to, text);
        return true;
    }
    if (from_1904)
        days += OFFSET_1904;
    else if (days < 1 || days == 60)
        return false;
    if (days > LAST_DATE)
        return false;
    /* 25569 is 1970-01-01; before 29 February 1900 the count is one off */
    day_date(days - 25569 + (days < 60), &year, &month, &day);
    int n = snprintf(text, sizeof text, "%04d", year);
    if ((f.shows & (SHOWS_MONTH | SHOWS_DAY)) != 0)
        n += snprintf(text + n, sizeof text - (size_t)n, "-%02d", month);
    if ((f.shows & SHOWS_DAY) != 0)
        n += snprintf(text + n, sizeof text - (size_t)n, "-%02d", day);
    if ((f.shows & SHOWS_HOUR) != 0 && (f.shows & SHOWS_DAY) != 0)
        snprintf(text + n, sizeof text - (size_t)n, "T%02ld:%02ld:%02ld", hours, minutes,
                 seconds % 60);
    buf_add_string(to, text);
    return true;
}

bool cell_format_number(struct cell_format f, bool from_1904, struct view text, struct buf *to)
{
    struct buf plain = {0};
    bool is_number = stored_number(text, f.percent ? 2 : -(long)f.scale, &plain);
    if (is_number) {
        buf_add_char(&plain, '\0');
        plain.n--;
        if (f.shows == 0 || !add_date(f, from_1904, buf_view(&plain), to)) {
            buf_add_view(to, buf_view(&plain));
            if (f.percent || f.percent_sign)
                buf_add_char(to, '%');
            buf_add_string(to, f.behind);
        }
    }
    buf_free(&plain);
    return is_number;
}
