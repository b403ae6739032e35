#include "wildcard.h"

/* A * that was tried too short is tried one longer. Going back to the last one alone is enough,
 * since what an earlier one took can only matter less. */
bool wildcard_matches(struct view p, struct view t)
{
    size_t i = 0, j = 0, star = p.n, mark = 0;
    while (j < t.n) {
        if (i < p.n && p.p[i] == '*') {
            star = i++;
            mark = j;
        } else if (i < p.n && p.p[i] == t.p[j]) {
            i++;
            j++;
        } else if (star < p.n) {
            i = star + 1;
            j = ++mark;
        } else {
            return false;
        }
    }
    while (i < p.n && p.p[i] == '*')
        i++;
    return i == p.n;
}

bool wildcard_fits(struct view pattern, struct view text)
{
    if (pattern.n == 0)
        return true;
    if (view_is(pattern, "-"))
        return text.n == 0;
    struct view one;
    while (view_next(&pattern, '|', &one))
        if (wildcard_matches(one, text))
            return true;
    return false;
}

bool wildcard_is_plain(struct view pattern)
{
    return pattern.n > 0 && memchr(pattern.p, '*', pattern.n) == NULL &&
           memchr(pattern.p, '|', pattern.n) == NULL;
}
