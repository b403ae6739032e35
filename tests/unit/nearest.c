/* Which known word is nearest to one that is not known. */
#include "unit.h"

#include "nearest.h"

static bool finds(const char *text, const char *known, size_t edits)
{
    struct nearest n = nearest_of(view_of(text));
    nearest_offer(&n, view_of(known));
    return view_is(n.found, known) && n.edits == edits;
}

static bool passes_over(const char *text, const char *known)
{
    struct nearest n = nearest_of(view_of(text));
    nearest_offer(&n, view_of(known));
    return n.found.n == 0 && *nearest_lead(&n) == '\0';
}

int main(void)
{
    /* a character more, less, another; two that changed places */
    check(finds("regions", "region", 1) && finds("regon", "region", 1));
    check(finds("regiom", "region", 1) && finds("regoin", "region", 1));
    check(finds("reigno", "region", 2));
    check(finds("椒江曲", "椒江区", 1) && finds("千瓦小時", "千瓦小时", 1));
    /* one edit for three characters, of the longer word */
    check(finds("regnn", "region", 2) && passes_over("rexxxn", "region"));
    check(passes_over("亿园", "亿元") && passes_over("", "") && passes_over("", "ab"));
    check(finds("ab", "abc", 1) && passes_over("a", "abc"));
    check(passes_over("region", "region"));
    /* the first of the nearest ones is kept */
    static const char *const words[] = {"periodical", "period", "perio", "periods"};
    struct nearest n = nearest_of(view_of("periodd"));
    nearest_offer_all(&n, words, sizeof words / sizeof *words);
    check(view_is(n.found, "period") && n.edits == 1);
    check(view_is(view_of(nearest_lead(&n)), "; nearest: "));
    /* 64 characters are the longest; a byte that is no character is one */
    char a[66] = {0}, b[66] = {0};
    memset(a, 'x', 64);
    memset(b, 'x', 63);
    check(finds(a, b, 1));
    a[64] = 'x';
    check(passes_over(a, b) && passes_over(b, a));
    check(finds("ab\xff", "abc", 1));
    return unit_end();
}
