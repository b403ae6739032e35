#include "precedence.h"

#include "buf.h"
#include "input.h"
#include "msg.h"
#include "utf8.h"
#include "wildcard.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct line {
    struct view pattern; /* points into text */
    uint64_t number;
};

struct precedence {
    struct buf text;
    struct line *lines; /* owned */
    size_t count;
};

static void add_line(struct precedence *p, const char *file, uint64_t number, struct view v)
{
    if (utf8_valid(v.p, v.n) < v.n)
        die(file, number, "not UTF-8");
    v = view_trim(v);
    if (v.n == 0 || *v.p == '#')
        return;
    for (size_t i = 0; i < p->count; i++)
        if (view_equal(p->lines[i].pattern, v))
            die(file, number, "%.*s: stands on line %llu already", view_shown(v), v.p,
                (unsigned long long)p->lines[i].number);
    p->lines = mem_grow(p->lines, p->count + 1, sizeof *p->lines);
    p->lines[p->count++] = (struct line){v, number};
}

struct precedence *precedence_read(const char *file)
{
    struct precedence *p = mem_new(1, sizeof *p);
    input_load(file, &p->text);
    struct view text = buf_view(&p->text), line;
    if (view_starts(text, view_of("\xEF\xBB\xBF"))) {
        text.p += 3;
        text.n -= 3;
    }
    for (uint64_t number = 1; view_next(&text, '\n', &line); number++)
        add_line(p, file, number, line);
    if (p->count == 0)
        die(file, 0, "names no source");
    return p;
}

size_t precedence_count(const struct precedence *p)
{
    return p->count;
}

size_t precedence_find(const struct precedence *p, struct view source)
{
    size_t i = 0;
    while (i < p->count && !wildcard_matches(p->lines[i].pattern, source))
        i++;
    return i;
}

void precedence_free(struct precedence *p)
{
    buf_free(&p->text);
    free(p->lines);
    free(p);
}

static bool is_digit(struct view v, size_t i)
{
    return i < v.n && v.p[i] >= '0' && v.p[i] <= '9';
}

/* The digits at *i without leading zeros; moves behind them. */
static struct view take_number(struct view v, size_t *i)
{
    while (is_digit(v, *i) && v.p[*i] == '0')
        ++*i;
    size_t from = *i;
    while (is_digit(v, *i))
        ++*i;
    return (struct view){v.p + from, *i - from};
}

int release_compare(struct view a, struct view b)
{
    size_t i = 0, k = 0;
    while (i < a.n && k < b.n) {
        if (is_digit(a, i) && is_digit(b, k)) {
            struct view x = take_number(a, &i), y = take_number(b, &k);
            int d = x.n != y.n ? (x.n < y.n ? -1 : 1) : view_compare(x, y);
            if (d != 0)
                return d;
        } else if (a.p[i] != b.p[k]) {
            return (unsigned char)a.p[i] < (unsigned char)b.p[k] ? -1 : 1;
        } else {
            i++;
            k++;
        }
    }
    return (i < a.n) - (k < b.n);
}
