/* Rows kept as text: what is split is what was put together. */
#include "unit.h"

#include "row.h"

#include <stdlib.h>

enum { MOST = 6 };

static bool keeps(const char *const *texts, size_t n, const char *row)
{
    struct view in[MOST], out[MOST];
    struct buf b = {0}, unquoted = {0};
    for (size_t i = 0; i < n; i++)
        in[i] = view_of(texts[i]);
    row_format(&b, in, n);
    bool same = view_is(buf_view(&b), row);
    row_split(buf_view(&b), out, n, &unquoted);
    for (size_t i = 0; i < n; i++)
        same = same && view_equal(in[i], out[i]);
    if (!same)
        fprintf(stderr, "%.*s, wanted %s\n", (int)b.n, b.p, row);
    buf_free(&b);
    buf_free(&unquoted);
    return same;
}

int main(void)
{
    check(keeps((const char *[]){"a", "", "c d", ""}, 4, "a,,c d,"));
    check(keeps((const char *[]){"", ""}, 2, ","));
    check(keeps((const char *[]){""}, 1, "\"\""));
    check(keeps((const char *[]){"a,b", "\"", "x\ny", "\"\",", "", "零"}, 6,
                "\"a,b\",\"\"\"\",\"x\ny\",\"\"\"\"\",\",,零"));
    check(keeps((const char *[]){"\r", "last\""}, 2, "\"\r\",\"last\"\"\""));
    return unit_end();
}
