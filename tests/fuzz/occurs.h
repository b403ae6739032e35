/* Whether a figure stands in the line that its record names: no record may say what its text does
 * not. Shares no code with what reads the figures. */
#ifndef ZB_OCCURS_H
#define ZB_OCCURS_H

#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* How many lines the text has; a last one without its line end counts. */
static inline uint64_t occurs_lines(struct view text)
{
    uint64_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n';
    return n + (text.n > 0 && text.p[text.n - 1] != '\n');
}

/* The line with this number, from 1, and with so many after it; empty where there is none. */
static inline struct view occurs_line(struct view text, uint64_t number, uint64_t more)
{
    while (number > 1 && text.n > 0) {
        const char *lf = memchr(text.p, '\n', text.n);
        size_t n = lf != NULL ? (size_t)(lf - text.p) + 1 : text.n;
        text = (struct view){text.p + n, text.n - n};
        number--;
    }
    size_t n = 0;
    for (; n < text.n; n++)
        if (text.p[n] == '\n' && more-- == 0)
            break;
    return (struct view){text.p, n};
}

static inline bool occurs_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Length of a sign at the start that is no part of a number that it stands in: without width, a
 * circled or raised digit, [12]; else 0. */
static inline size_t occurs_nothing(struct view v)
{
    const unsigned char *p = (const unsigned char *)v.p;
    if (v.n >= 3 && p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x8b && p[2] <= 0x8f)
        return 3; /* U+200B to U+200F */
    if (v.n >= 3 && p[0] == 0xe2 &&
        ((p[1] == 0x91 && p[2] >= 0xa0 && p[2] <= 0xb3) ||
         (p[1] == 0x81 && p[2] >= 0xb0 && p[2] <= 0xb9)))
        return 3; /* U+2460 to U+2473, U+2070 to U+2079 */
    size_t n = v.n >= 3 && p[0] == '[' && occurs_digit(v.p[1]) ? 2 : 0;
    if (n > 0 && occurs_digit(v.p[2]))
        n++;
    return n > 0 && n < v.n && v.p[n] == ']' ? n + 1 : 0;
}

/*
 * Copies the line to `to`, which has room for it: full-width digits, points and commas as ASCII,
 * all kinds of blanks as one; without what has no width, the ends of lines, and signs that number
 * footnotes. Returns the new length.
 */
static inline size_t occurs_fold(struct view line, char *to)
{
    static const struct {
        const char *from;
        char to;
    } folds[] = {
        {"．", '.'},     {"，", ','},           {"　", ' '},           {"\xc2\xa0", ' '},
        {"\t", ' '},     {"\xe2\x80\xaf", ' '}, {"\xe2\x81\x9f", ' '}, {"\xef\xb9\x90", ','},
        {"\xc2\xad", 0}, {"\xe2\x81\xa0", 0},   {"\xef\xbb\xbf", 0},   {"\r", 0},
        {"\n", 0},       {"\xc2\xb9", 0}};
    size_t n = 0;
    for (size_t i = 0; i < line.n;) {
        struct view rest = {line.p + i, line.n - i};
        size_t took = 0;
        if (rest.n >= 3 && memcmp(rest.p, "\xef\xbc", 2) == 0 &&
            (unsigned char)rest.p[2] - 0x90u < 10) {
            to[n++] = (char)('0' + ((unsigned char)rest.p[2] - 0x90));
            took = 3;
        }
        for (size_t k = 0; k < sizeof folds / sizeof *folds && took == 0; k++) {
            if (view_starts(rest, view_of(folds[k].from))) {
                to[n] = folds[k].to;
                n += folds[k].to != 0;
                took = strlen(folds[k].from);
            }
        }
        if (took == 0)
            took = occurs_nothing(rest);
        if (took > 0) {
            i += took;
            continue;
        }
        to[n++] = line.p[i++];
    }
    return n;
}

/* Takes out what may stand among the digits of one number: commas between thousands, blanks, or
 * ('.') blanks beside its point alone, since a blank elsewhere may part two numbers (28 .4 5.8). */
static inline size_t occurs_join(char *p, size_t n, char among)
{
    char what = among == '.' ? ' ' : among;
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        size_t next = i;
        while (next < n && p[next] == what)
            next++;
        bool number = next > i && k > 0 && next < n &&
                      (occurs_digit(p[k - 1]) || p[k - 1] == '.') &&
                      (occurs_digit(p[next]) || p[next] == '.');
        if (among == '.')
            number = number && (p[k - 1] == '.' || p[next] == '.');
        if (what == ',')
            number = number && next == i + 1 && i + 3 < n && occurs_digit(p[i + 1]) &&
                     occurs_digit(p[i + 2]) && occurs_digit(p[i + 3]) &&
                     (i + 4 == n || !occurs_digit(p[i + 4]));
        if (number)
            i = next;
        p[k++] = p[i];
    }
    return k;
}

/* Whether the number stands in p[0..n) and no digit goes on before or behind it. */
static inline bool occurs_number(struct view number, const char *p, size_t n)
{
    for (size_t i = 0; i + number.n <= n; i++) {
        size_t end = i + number.n;
        bool more = (i > 0 && occurs_digit(p[i - 1])) ||
                    (i > 1 && p[i - 1] == '.' && occurs_digit(p[i - 2])) ||
                    (end < n && occurs_digit(p[end])) ||
                    (end + 1 < n && p[end] == '.' && occurs_digit(p[end + 1]));
        if (memcmp(p + i, number.p, number.n) == 0 && !more)
            return true;
    }
    return false;
}

/* Length of the words for powers of ten at the start, 万 or 千万, and in *places which one. */
static inline size_t occurs_scale(struct view v, size_t *places)
{
    static const struct {
        const char *word;
        size_t places;
    } words[] = {{"十", 1}, {"百", 2}, {"千", 3}, {"万", 4}, {"亿", 8}};
    size_t n = 0;
    *places = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i].word);
        while (v.n - n >= length && memcmp(v.p + n, words[i].word, length) == 0) {
            n += length;
            *places += words[i].places;
            i = 0;
        }
    }
    return n;
}

static inline struct view occurs_behind(struct view v, size_t n)
{
    return (struct view){v.p + n, v.n - n};
}

static inline struct view occurs_behind_blanks(struct view v)
{
    while (v.n > 0 && v.p[0] == ' ')
        v = occurs_behind(v, 1);
    return v;
}

/* The digits without the zeros that they begin with. */
static inline struct view occurs_behind_zeros(struct view v)
{
    while (v.n > 0 && v.p[0] == '0')
        v = occurs_behind(v, 1);
    return v;
}

/* Whether the number stands in the text in two pieces with a scale between them: 108.3038 as
 * 108亿3038万, 12.05 as 12亿零500万, 2.00000000 as 2亿0. */
static inline bool occurs_in_pieces(struct view number, const char *p, size_t n)
{
    const char *point = memchr(number.p, '.', number.n);
    if (point == NULL)
        return false;
    struct view whole = {number.p, (size_t)(point - number.p)};
    size_t places = number.n - whole.n - 1;
    struct view rest = occurs_behind_zeros((struct view){point + 1, places});
    for (size_t i = 0; i + whole.n < n; i++) {
        if (memcmp(p + i, whole.p, whole.n) != 0 || (i > 0 && occurs_digit(p[i - 1])))
            continue;
        struct view text = occurs_behind_blanks((struct view){p + i + whole.n, n - i - whole.n});
        size_t big, small, scale = occurs_scale(text, &big);
        if (scale == 0)
            continue;
        text = occurs_behind_blanks(occurs_behind(text, scale));
        if (view_starts(text, view_of("零")))
            text = occurs_behind_blanks(occurs_behind(text, strlen("零")));
        size_t k = 0; /* digits of rest that were seen */
        bool any = text.n > 0 && occurs_digit(text.p[0]), decimal = false;
        for (; text.n > 0 && (occurs_digit(text.p[0]) || text.p[0] == '.');
             text = occurs_behind(text, 1)) {
            decimal |= text.p[0] == '.';
            big += decimal && text.p[0] != '.'; /* places below that of the second scale */
            if (text.p[0] == '.' || (text.p[0] == '0' && k == 0))
                continue;
            if (k == rest.n || text.p[0] != rest.p[k])
                break;
            k++;
        }
        occurs_scale(occurs_behind_blanks(text), &small); /* 千 may begin a unit, too: 千瓦 */
        if (any && k == rest.n && (text.n == 0 || !occurs_digit(text.p[0])) &&
            (places == big || places + small == big))
            return true;
    }
    return false;
}

/* Takes out all blanks: among Chinese characters they say nothing (持　平). */
static inline size_t occurs_drop_blanks(char *p, size_t n)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        if (p[i] != ' ')
            p[k++] = p[i];
    return k;
}

static inline bool occurs_text(const char *text, struct view line)
{
    return memmem(line.p, line.n, text, strlen(text)) != NULL;
}

/* Appends the digit as the numeral that a way of writing has for it: ways differ in 0 and 2. */
static inline void occurs_numeral(char *text, char digit, int way)
{
    static const char *const zero[] = {"零", "〇", "○"}, *const two[] = {"二", "两"};
    static const char *const digits[] = {"", "一", "", "三", "四", "五", "六", "七", "八", "九"};
    strcat(text, digit == '0' ? zero[way % 3] : digit == '2' ? two[way / 3] : digits[digit - '0']);
}

/* Whether the digits of the number stand in the line as Chinese numerals: one by one (二〇), or as
 * tens and ones (二十) below a hundred, with 点 for the point. */
static inline bool occurs_numerals(struct view number, struct view line)
{
    const char *point = memchr(number.p, '.', number.n);
    size_t whole = point != NULL ? (size_t)(point - number.p) : number.n;
    if (number.n > 60)
        return false;
    for (int way = 0; way < 12; way++) {
        char text[256] = "";
        size_t i = 0;
        if (way >= 6 && whole != 2)
            return false;
        if (way >= 6) {
            if (number.p[0] != '1')
                occurs_numeral(text, number.p[0], way % 6);
            strcat(text, "十");
            if (number.p[1] != '0')
                occurs_numeral(text, number.p[1], way % 6);
            i = 2;
        }
        for (; i < number.n; i++) {
            if (number.p[i] == '.')
                strcat(text, "点");
            else
                occurs_numeral(text, number.p[i], way % 6);
        }
        if (occurs_text(text, line))
            return true;
    }
    return false;
}

/*
 * Whether the value, a decimal, stands in the line, without its sign: as a number that no digit
 * goes on before or behind, in ASCII or full-width forms, with commas and blanks among its digits
 * or without; in two pieces; as a Chinese numeral; or as the word that says it: 持平 0, 首 and its
 * like 1, 翻一番 2. Blanks may stand among the characters of numerals and words.
 */
static inline bool occurs(struct view value, struct view line)
{
    static const struct {
        const char *value, *word;
    } words[] = {{"0", "持平"},     {"1", "首"},     {"1", "榜首"},     {"1", "冠"},
                 {"1", "头名"},     {"2", "翻一番"}, {"2", "翻了一番"}, {"4", "翻两番"},
                 {"4", "翻了两番"}, {"4", "翻二番"}, {"8", "翻三番"},   {"8", "翻了三番"}};
    if (value.n > 0 && value.p[0] == '-')
        value = (struct view){value.p + 1, value.n - 1};
    char *folded = malloc(line.n + 1);
    if (folded == NULL || value.n == 0)
        abort();
    /* what is a mark in one number may part two others: 205,115.20 in a row of cells */
    static const char *const marks[] = {"", ",", ".", " ", ", "};
    size_t n = 0;
    bool found = false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !found; i++) {
        n = occurs_fold(line, folded);
        for (const char *what = marks[i]; *what != '\0'; what++)
            n = occurs_join(folded, n, *what);
        found = occurs_number(value, folded, n);
    }
    found = found || occurs_in_pieces(value, folded, n);
    struct view words_only = {folded, found ? 0 : occurs_drop_blanks(folded, n)};
    for (size_t i = 0; i < sizeof words / sizeof *words && !found; i++)
        found = view_is(value, words[i].value) && occurs_text(words[i].word, words_only);
    found = found || occurs_numerals(value, words_only);
    free(folded);
    return found;
}

#endif
