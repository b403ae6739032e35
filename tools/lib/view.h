/* A view: bytes that somebody else owns, with their length; never NUL-terminated by promise. */
#ifndef ZB_VIEW_H
#define ZB_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct view {
    const char *p; /* may be NULL where n is 0 */
    size_t n;      /* bytes */
};

/* A view of a string literal or any NUL-terminated string. */
static inline struct view view_of(const char *s)
{
    return (struct view){s, strlen(s)};
}

static inline bool view_equal(struct view a, struct view b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool view_is(struct view a, const char *s)
{
    return view_equal(a, view_of(s));
}

/* Byte order, a shorter prefix first: <0, 0, >0. For UTF-8 this is code point order. */
static inline int view_compare(struct view a, struct view b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int d = n == 0 ? 0 : memcmp(a.p, b.p, n);
    return d != 0 ? d : (a.n > b.n) - (a.n < b.n);
}

static inline bool view_starts(struct view a, struct view prefix)
{
    return a.n >= prefix.n && (prefix.n == 0 || memcmp(a.p, prefix.p, prefix.n) == 0);
}

static inline bool view_ends(struct view a, struct view suffix)
{
    return a.n >= suffix.n &&
           (suffix.n == 0 || memcmp(a.p + a.n - suffix.n, suffix.p, suffix.n) == 0);
}

/* How often what, a string that is not empty, stands in the view. */
static inline size_t view_count(struct view a, const char *what)
{
    size_t count = 0, length = strlen(what);
    const char *p = a.p, *end = a.n > 0 ? a.p + a.n : a.p;
    while (p != end && (p = memmem(p, (size_t)(end - p), what, length)) != NULL) {
        count++;
        p += length;
    }
    return count;
}

/* Whether the view is of ASCII digits alone, at least one. */
static inline bool view_is_digits(struct view a)
{
    size_t i = 0;
    while (i < a.n && a.p[i] >= '0' && a.p[i] <= '9')
        i++;
    return a.n > 0 && i == a.n;
}

/* Reads a number of at most 18 ASCII digits and nothing else; false, and 0, for other texts. */
static inline bool view_number(struct view a, uint64_t *n)
{
    uint64_t value = 0;
    *n = 0;
    if (a.n == 0 || a.n > 18)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        if (a.p[i] < '0' || a.p[i] > '9')
            return false;
        value = value * 10 + (uint64_t)(a.p[i] - '0');
    }
    *n = value;
    return true;
}

/* Takes the first of a list in which a character stands between two; false where it is empty. */
static inline bool view_next(struct view *list, char between, struct view *first)
{
    if (list->n == 0)
        return false;
    const char *end = memchr(list->p, between, list->n);
    *first = (struct view){list->p, end != NULL ? (size_t)(end - list->p) : list->n};
    size_t used = first->n + (end != NULL);
    *list = (struct view){list->p + used, list->n - used};
    return true;
}

/* A line of a file of settings: without blanks and tabs around it, and the CR at its end. */
static inline struct view view_trim(struct view v)
{
    while (v.n > 0 && (v.p[0] == ' ' || v.p[0] == '\t')) {
        v.p++;
        v.n--;
    }
    while (v.n > 0 && (v.p[v.n - 1] == ' ' || v.p[v.n - 1] == '\t' || v.p[v.n - 1] == '\r'))
        v.n--;
    return v;
}

/* The start of it: at most n bytes, and no character cut, where it is UTF-8. */
static inline struct view view_cut(struct view a, size_t n)
{
    if (n >= a.n)
        return a;
    size_t at = n; /* no character has more than three bytes behind its first */
    while (at > 0 && n - at < 3 && ((unsigned char)a.p[at] & 0xC0) == 0x80)
        at--;
    bool between = ((unsigned char)a.p[at] & 0xC0) == 0x80;
    return (struct view){a.p, between ? n : at};
}

/* For "%.*s" in a message: the bytes of it that are shown, at most 60, as view_cut. */
static inline int view_shown(struct view a)
{
    return (int)view_cut(a, 60).n;
}

#endif
