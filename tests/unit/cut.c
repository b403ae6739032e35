/* Text that is cut to fit: never within a character. */
#include "unit.h"

#include "cut.h"
#include "utf8.h"
#include "view.h"

#include <string.h>

/* Whether what the text becomes in so many bytes, with the NUL, is this. */
static bool becomes(const char *text, size_t size, const char *cut)
{
    char all[64];
    memset(all, '#', sizeof all);
    cut_format(all, size, "%s", text);
    return strcmp(all, cut) == 0 && all[size] == '#';
}

int main(void)
{
    check(becomes("指标", 7, "指标") && becomes("指标", 6, "指") && becomes("指标", 5, "指"));
    check(becomes("指标", 4, "指") && becomes("指标", 3, "") && becomes("指标", 1, ""));
    check(becomes("a𠮷b", 7, "a𠮷b") && becomes("a𠮷b", 6, "a𠮷") && becomes("a𠮷b", 5, "a"));
    check(becomes("é", 2, "") && becomes("abc", 3, "ab") && becomes("", 1, ""));
    /* bytes that are no characters are cut anywhere */
    check(becomes("a\x80\x80\x80\x80\x80", 5, "a\x80\x80\x80") &&
          becomes("a\xff\xff", 5, "a\xff\xff"));
    /* any size, of text of all lengths of characters */
    static const char mixed[] = "a指é𠮷标b𠮷é指";
    for (size_t size = 1; size <= sizeof mixed; size++) {
        char all[sizeof mixed];
        cut_format(all, size, "%s", mixed);
        struct view cut = view_cut(view_of(mixed), size - 1);
        check(utf8_valid(all, strlen(all)) == strlen(all) && view_is(cut, all) &&
              cut.n + 4 > size - 1);
    }
    return unit_end();
}
