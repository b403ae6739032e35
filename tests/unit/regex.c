/* A pattern that is tried often says the same each time, also where the interpreter of PCRE2 would
 * give up and its machine code does not. */
#include "regex.h"
#include "buf.h"
#include "msg.h"
#include "start.h"
#include "unit.h"

#include <stdlib.h>

enum { OFTEN = 100 }; /* more often than what is interpreted */

static const char *const groups[] = {"y", "none", "m", NULL};

static void often(void)
{
    struct view pattern = view_of("(?<y>\\d{4})年(?:(?<m>\\d\\d?)月)?"),
                text = view_of("至2020年3月末");
    for (int anchored = 0; anchored < 2; anchored++) {
        struct regex *re = regex_new(pattern, anchored != 0, groups, "file", 1);
        struct match m;
        for (int i = 0; i < OFTEN; i++) {
            size_t offset = i % 2 == 0 ? 0 : strlen("至");
            bool found = regex_match(re, text, offset, &m);
            check(found == (offset > 0 || anchored == 0));
            check(!found || (m.start == strlen("至") && m.end == strlen("至2020年3月")));
            int month = 2 * regex_group(re, 2);
            check(!found || m.groups[month] == strlen("至2020年"));
        }
        check(regex_group(re, 0) == 1 && regex_group(re, 1) == -1 && regex_group(re, 2) == 2);
        regex_free(re);
    }
}

static void deep(void)
{
    struct buf b = {0};
    struct match m;
    for (int i = 0; i < 1200; i++)
        buf_add_string(&b, i % 3 == 0 ? "一二" : "三");
    struct regex *re = regex_new(view_of("(?:一二|三)*"), true, NULL, "file", 1);
    for (int i = 0; i < OFTEN; i++)
        check(regex_match(re, buf_view(&b), 0, &m) && m.end == b.n);
    regex_free(re);
    buf_free(&b);
}

int main(void)
{
    start("unit");
    often();
    deep();
    return unit_end();
}
