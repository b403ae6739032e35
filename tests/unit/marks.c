/* Marks: the vector code finds what the plain code finds, at every place and for every byte. */
#include "unit.h"

#include "marks.h"

#include <string.h>

int main(void)
{
    char p[MARKS_CHUNK + 1];
    for (int c = 0; c < 256; c++) {
        bool mark = c == ',' || c == '"' || c == '\n' || c == '\r';
        for (int i = 0; i < MARKS_CHUNK; i++) {
            memset(p, 'x', sizeof p);
            p[MARKS_CHUNK] = ','; /* behind the chunk */
            p[i] = (char)c;
            uint64_t wanted = mark ? (uint64_t)1 << i : 0;
            check(marks_find(p) == wanted);
            check(marks_find_plain(p) == wanted);
        }
    }
    uint64_t m = 0;
    for (unsigned bits = 1; bits <= 64; bits++) {
        m = m << 1 | 1;
        check(marks_count(m) == bits);
    }
    check(marks_count(0) == 0);
    check(marks_count(0x8000000000000001) == 2);
    memset(p, '"', sizeof p);
    check(marks_find(p) == UINT64_MAX && marks_find_plain(p) == UINT64_MAX);
    return unit_end();
}
