/* Line ends: looking, unifying and counting, at all lengths and cut in two at every place. */
#include "unit.h"

#include "lines.h"

#include <string.h>

static uint32_t seed = 7;

static unsigned below(unsigned n)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % n;
}

/* CR LF and lone CR as LF, the plain way. */
static size_t plainly(const char *text, size_t n, char *out)
{
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '\n' && i > 0 && text[i - 1] == '\r')
            continue;
        out[length++] = text[i] == '\r' ? '\n' : text[i];
    }
    return length;
}

static void any_text(void)
{
    size_t wrong_look = 0, wrong_unify = 0, wrong_count = 0;
    for (int round = 0; round < 2000; round++) {
        char text[300], wanted[300], got[300];
        size_t n = below(sizeof text);
        for (size_t i = 0; i < n; i++) /* some texts with CR, some without, NUL in few */
            text[i] = "a\nb\n\xE4\xB8\xAD\r\r\0"[below(round % 3 == 0   ? 7
                                                       : round % 3 == 1 ? 9
                                                                        : 10)];
        size_t lf = 0, other = 0;
        for (size_t i = 0; i < n; i++) {
            lf += text[i] == '\n';
            other += text[i] == '\r' || text[i] == '\0';
        }
        struct lines_seen seen = lines_look(text, n);
        wrong_look += seen.lf != lf || seen.cr_nul != (other > 0);
        size_t length = plainly(text, n, wanted);
        for (size_t cut = 0; cut <= n; cut++) {
            bool after_cr = false;
            uint64_t count = lines_count(text, cut, false);
            count += lines_count(text + cut, n - cut, cut > 0 && text[cut - 1] == '\r');
            memcpy(got, text, n);
            size_t a = lines_unify(got, cut, &after_cr);
            memmove(got + a, got + cut, n - cut);
            size_t b = lines_unify(got + a, n - cut, &after_cr);
            wrong_unify += a + b != length || memcmp(got, wanted, length) != 0;
            wrong_count += count != lines_look(wanted, length).lf;
        }
    }
    check(wrong_look == 0);
    check(wrong_unify == 0);
    check(wrong_count == 0);
}

int main(void)
{
    any_text();
    bool after_cr = true;
    char lf[] = "\n\n";
    check(lines_unify(lf, 0, &after_cr) == 0 && after_cr); /* an empty block changes nothing */
    check(lines_unify(lf, 2, &after_cr) == 1 && !after_cr);
    check(lines_end('\r') && lines_end('\n') && !lines_end('\f'));
    return unit_end();
}
