/* Lists of sources, patterns in them, and the order of releases. */
#include "unit.h"

#include "precedence.h"

#include <stdlib.h>
#include <unistd.h>

/* The place of the source in a list of these lines. */
static size_t place(const char *lines, const char *source)
{
    char name[] = "/tmp/zb-precedence-XXXXXX";
    int fd = mkstemp(name);
    check(fd >= 0 && write(fd, lines, strlen(lines)) == (ssize_t)strlen(lines) && close(fd) == 0);
    struct precedence *p = precedence_read(name);
    size_t i = precedence_find(p, view_of(source));
    precedence_free(p);
    unlink(name);
    return i;
}

static int order(const char *a, const char *b)
{
    int d = release_compare(view_of(a), view_of(b));
    int back = release_compare(view_of(b), view_of(a));
    check((d < 0) == (back > 0) && (d == 0) == (back == 0));
    return d < 0 ? -1 : d > 0;
}

int main(void)
{
    const char *list =
        "\xEF\xBB\xBF# best first\n\n  年鉴.csv \r\nstat-*.csv\n*-final*.csv\ncustoms.csv";
    check(place(list, "年鉴.csv") == 0);
    check(place(list, "stat-2020-10.csv") == 1);
    check(place(list, "stat-.csv") == 1);
    check(place(list, "stat-.csv.csv") == 1);
    check(place(list, "stat-.csvx") == 4);
    check(place(list, "stat-final.csv") == 1);
    check(place(list, "a-final-b.csv") == 2);
    check(place(list, "a-fina-final.csv") == 2);
    check(place(list, "customs.csv") == 3);
    check(place(list, "customs") == 4);
    check(place(list, "") == 4);
    check(place("*", "") == 0 && place("*", "x") == 0 && place("**", "x") == 0);
    check(place("a*b*c", "axxbyybzc") == 0 && place("a*b*c", "axxbyybz") == 1);

    check(order("2020", "2021") < 0);
    check(order("2021", "2021-02") < 0);
    check(order("2021-2-28", "2021-12-1") < 0);
    check(order("2021-02-28", "2021-2-28") == 0);
    check(order("v9", "v10") < 0);
    check(order("", "a") < 0 && order("", "") == 0);
    check(order("99999999999999999999998", "99999999999999999999999") < 0);
    check(order("a1", "b0") < 0);
    check(order("1", "a") < 0);
    check(order("初步", "初步") == 0);
    return unit_end();
}
