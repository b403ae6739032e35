#include "bilingual.h"

#include <stddef.h>

enum { WORD = 3 /* small letters in a row that make a word */ };

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_letter(char c)
{
    return is_small(c) || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Whether it begins as a translation does, a word or (10 000 persons), and has a word. In brackets
 * the word is longer, since units stand there, too, or one beside a number: (USD10000). */
static bool is_translation(struct view v)
{
    bool bracket = v.n > 0 && v.p[0] == '(';
    size_t first = bracket, run = 0, letters = 0;
    bool digit = false, word = false;
    if (first >= v.n)
        return false;
    bool nine_year = v.n > 3 && is_digit(v.p[0]) && v.p[1] == '-' && is_letter(v.p[2]);
    if (!is_letter(v.p[first]) && !(bracket && is_digit(v.p[1])) && !nine_year)
        return false;
    for (size_t i = first; i < v.n; i++) {
        run = is_small(v.p[i]) ? run + 1 : 0;
        letters = is_letter(v.p[i]) ? letters + 1 : 0;
        word = word || letters >= WORD;
        digit = digit || is_digit(v.p[i]);
        if (run >= WORD + (size_t)bracket)
            return true;
    }
    return bracket && word && digit;
}

bool bilingual_is_repeated(struct view text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0xe4 && (unsigned char)text.p[i] <= 0xe9)
            return false;
    return is_translation(text);
}

struct view bilingual_chinese(struct view text)
{
    size_t behind = 0; /* the last Chinese character */
    for (size_t i = 0; i + 2 < text.n; i++)
        if ((unsigned char)text.p[i] >= 0xe4 && (unsigned char)text.p[i] <= 0xe9)
            behind = i + 3;
    for (size_t i = behind; behind > 0 && i + 1 < text.n; i++) {
        bool space = is_space(text.p[i]) ||
                     ((unsigned char)text.p[i] == 0xa0 && (unsigned char)text.p[i - 1] == 0xc2);
        if (!space || !is_translation((struct view){text.p + i + 1, text.n - i - 1}))
            continue;
        size_t n = i;
        while (n > behind && (is_space(text.p[n - 1]) || (unsigned char)text.p[n - 1] == 0xa0 ||
                              (unsigned char)text.p[n - 1] == 0xc2))
            n--;
        return (struct view){text.p, n};
    }
    return text;
}
