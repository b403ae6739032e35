/* How many bytes it takes to tell that a file is no text: a reader asks for more while there is
 * doubt. What is refused then, and with which words, is in contract.bats. */
#include "unit.h"

#include "magic.h"

static bool doubtful(const char *p, size_t n)
{
    return magic_refuse("file", (struct view){p, n}, "CSV");
}

int main(void)
{
    char blanks[80];
    memset(blanks, ' ', sizeof blanks);
    /* nothing, and what begins as text does */
    check(!doubtful("region,value\n", 13) && !doubtful("r", 1) && !doubtful("地区,指标", 13));
    check(!doubtful("<a>,b\n", 6));
    /* the start of a start */
    check(doubtful("<", 1) && doubtful("<!DOC", 5) && doubtful(" \n<tab", 6) &&
          doubtful("%PDF", 4));
    check(doubtful("PK\3", 3) && doubtful("\xD0\xCF", 2) && doubtful("SQLite format", 13));
    check(doubtful("PAR1", 4) && !doubtful("PAR1,PAR2", 9) && !doubtful("PK,name", 7));
    /* UTF-16, until it can be no UTF-32 */
    check(doubtful("\xFF\xFE", 2) && doubtful("\xFF\xFE\0", 3) && doubtful("\xFE", 1));
    /* blanks before a page, as many as are waited for */
    check(doubtful(blanks, 1) && doubtful(blanks, 63) && !doubtful(blanks, 64));
    memcpy(blanks + 70, "<html>", 6);
    check(!doubtful(blanks, 76));
    const char *what, *opener;
    check(magic_find((struct view){"PK\3\4 word/", 10}, &what, &opener) &&
          view_is(view_of(what), "a docx document"));
    check(!magic_find((struct view){"PAR1,PAR2", 9}, &what, &opener));
    return unit_end();
}
