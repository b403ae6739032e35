/* The keys of names; how alike two texts are, against the plain table of common subsequences. */
#include "label.h"
#include "start.h"
#include "unit.h"

#include <stdlib.h>

static void keys(void)
{
    static const char *const names[][2] = {
        {"", ""},
        {"椒江区", "椒江区"},
        {"A01", "A01"},
        {"工业增加值(规模以上)", "工业增加值规模以上"},
        {"我的“目的地”的", "我目地"},
        {"ＧＤＰ　ｇｄｐ", "GDPGDP"},
        {"R&D经费—支出", "R&D经费-支出"},
        {"㐀一鿿ꀀ", "㐀一鿿ꀀ"},
        {"\xE7\x9A", "\xE7\x9A"},
        {"一\xE4\xB8(", "一\xE4\xB8"},
    };
    size_t n = sizeof names / sizeof *names;
    struct label_index *l = label_index_new(0);
    for (size_t i = 0; i < n; i++) {
        struct buf key = {0};
        label_key(&key, view_of(names[i][0]));
        check(view_is(buf_view(&key), names[i][1]));
        uint32_t e = label_index_add(l, view_of(names[i][0]), (uint32_t)i);
        check(label_index_number(l, e) == i);
        check(view_is(label_index_key(l, e), names[i][1]));
        buf_free(&key);
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t e = label_index_first(l, view_of(names[i][1]));
        check(e == label_index_add_new(l, view_of(names[i][0]), 100));
        check(e == label_index_add(l, view_of(names[i][1]), 100));
        check(label_index_number(l, e) == i && label_index_next(l, e) != LABEL_END);
        check(label_index_number(l, label_index_next(l, e)) == 100);
        check(label_index_next(l, label_index_next(l, e)) == LABEL_END);
    }
    check(label_index_first(l, view_of("无")) == LABEL_END);
    label_index_free(l);
}

enum { LONGEST = 80 };

/* Twice the length of the longest common subsequence over all characters, in per mille. */
static unsigned plainly(const unsigned *x, size_t n, const unsigned *y, size_t m)
{
    unsigned common[LONGEST + 1][LONGEST + 1] = {0};
    n = n < LABEL_CHARS ? n : LABEL_CHARS;
    m = m < LABEL_CHARS ? m : LABEL_CHARS;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++) {
            unsigned longer =
                common[i][k + 1] > common[i + 1][k] ? common[i][k + 1] : common[i + 1][k];
            common[i + 1][k + 1] = x[i] == y[k] ? common[i][k] + 1 : longer;
        }
    return n + m > 0 ? (unsigned)(2000 * common[n][m] / (n + m)) : 1000;
}

static void likeness(void)
{
    static const char *const characters[] = {
        "一", "丁", "七", "万", "丈", "三", "上", "下", "不", "与", "é", "A", "0", "𠀀", "乀", "亀",
    };
    uint32_t state = 1;
    for (int round = 0; round < 20000; round++) {
        unsigned x[2][LONGEST];
        size_t n[2];
        struct buf b[2] = {0};
        for (int k = 0; k < 2; k++) {
            state = state * 1664525 + 1013904223;
            n[k] = (state >> 16) % (round % 8 == 0 ? LONGEST : 12);
            for (size_t i = 0; i < n[k]; i++) {
                state = state * 1664525 + 1013904223;
                x[k][i] = (state >> 16) % (sizeof characters / sizeof *characters);
                buf_add_string(&b[k], characters[x[k][i]]);
            }
        }
        struct label_text t;
        label_text_set(&t, buf_view(&b[0]));
        check(label_alike(&t, buf_view(&b[1])) == plainly(x[0], n[0], x[1], n[1]));
        buf_free(&b[0]);
        buf_free(&b[1]);
    }
}

int main(void)
{
    start("unit");
    keys();
    likeness();
    return unit_end();
}
