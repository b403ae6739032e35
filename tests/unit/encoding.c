/* Finding encodings: text of our own in each of them, whole and in short bits, and what is no text.
 */
#include "unit.h"

#include "encoding.h"

#include <iconv.h>
#include <string.h>

static const char *const iconv_names[] = {"UTF-8", "GB18030", "BIG5", "UTF-16LE", "UTF-16BE"};

/* text in another encoding; returns its length, 0 where it has no such characters. */
static size_t encode(enum encoding encoding, const char *text, size_t n, char *out, size_t room)
{
    iconv_t cd = iconv_open(iconv_names[encoding], "UTF-8");
    char in[1024], *from = in, *to = out;
    memcpy(in, text, n);
    size_t before = room, failed = iconv(cd, &from, &n, &to, &room);
    iconv_close(cd);
    return failed == (size_t)-1 ? 0 : before - room;
}

static struct encoding_verdict find(const char *p, size_t n)
{
    return encoding_find((struct view){p, n}, ENCODING_ALL, false);
}

static struct encoding_verdict find_string(const char *text)
{
    return find(text, strlen(text));
}

static const char *const simplified[] = {
    "2020年，全区实现社会消费品零售总额290.5亿元，比2015年增长25.4%。\n",
    "区域,指标,单位\n椒江区,进出口总额,亿元\n",
    "“十三五”期间全区商务发展取得明显成效，外贸结构持续优化。\n",
    "全市金属制品业出口额10.49亿元（占比50.2%）\r\n",
};
static const char *const traditional[] = {
    "本年度臺灣地區經濟成長率為百分之三，失業率下降。\n",
    "地區,項目,單位\n臺北市,貿易總額,億元\n",
};

static void whole_texts(void)
{
    char out[4096];
    for (enum encoding e = 0; e < ENCODING_NONE; e++)
        for (size_t i = 0; i < 4; i++) {
            const char *text = e == ENCODING_BIG5 ? traditional[i % 2] : simplified[i];
            size_t n = encode(e, text, strlen(text), out, sizeof out);
            check(n > 0);
            struct encoding_verdict v = find(out, n);
            if (!check(v.encoding == e && v.fits && v.sure))
                fprintf(stderr, "%s as %s: %s", encoding_name(e), encoding_name(v.encoding), text);
        }
}

/* Every two, three and four hanzi that stand together: UTF-8 and GB18030 must be told apart. */
static void short_texts(void)
{
    size_t wrong = 0, doubtful = 0, all = 0;
    for (size_t i = 0; i < 4; i++)
        for (const char *p = simplified[i]; *p != '\0'; p++)
            for (size_t hanzi = 2; hanzi <= 4; hanzi++) {
                size_t n = 0;
                while (n < 3 * hanzi && ((unsigned char)p[n] & 0xF0) == 0xE0)
                    n += 3;
                if (n < 3 * hanzi)
                    break;
                char out[64];
                for (enum encoding e = ENCODING_UTF8; e <= ENCODING_GB18030; e++) {
                    struct encoding_verdict v = find(out, encode(e, p, n, out, sizeof out));
                    all++;
                    wrong += v.encoding != e || !v.fits;
                    doubtful += !v.sure;
                }
            }
    check(all > 300);
    check(wrong == 0);
    check(doubtful == 0);
}

static void no_text(void)
{
    char noise[4000];
    uint32_t seed = 3;
    for (size_t i = 0; i < sizeof noise; i++) {
        seed = seed * 1664525 + 1013904223;
        noise[i] = (char)(seed >> 24);
    }
    check(!find(noise, sizeof noise).fits);
    check(!find_string("d\xE9j\xE0 vu, na\xEFve r\xF4le\n").fits); /* Latin-1 */
    check(!find_string("\xFF\xFE\xFD\xFC\xFB").fits);
    check(find_string("\xD6\xD0\xB9,5\n").encoding == ENCODING_GB18030); /* one lost byte of few */
    check(find_string("\xD6\xD0\xB9,5\n").fits);
    /* one bad byte among text changes nothing, nor do lines of two encodings */
    struct encoding_verdict v = find_string("\xD6\xD0\xB9\xFA\xC9\xE7\xBB\xE1\xFF\n");
    check(v.encoding == ENCODING_GB18030 && v.fits);
    static const char mixed[] = "\xD6\xD0\xB9\xFA\xC9\xE7\xBB\xE1\n中国社会\n";
    check(find(mixed, sizeof mixed - 1).fits);
}

/* A lone sign of Latin text in UTF-8 is not taken for a hanzi. */
static void latin(void)
{
    static const char *const texts[] = {"25°C", "A·B", "café", "3×4", "© 2020"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct encoding_verdict v = find_string(texts[i]);
        check(v.encoding == ENCODING_UTF8 && v.fits && v.sure);
    }
}

static void nuls(void)
{
    char padded[1000] = "\xC9\xE7\xBB\xE1\xCF\xFB\xB7\xD1\xC6\xB7\n"; /* the rest is NUL */
    struct encoding_verdict v = find(padded, sizeof padded);
    check(v.encoding == ENCODING_GB18030 && v.fits);
    static const char wide[] = "a\0,\0b\0\n";
    check(find(wide, sizeof wide).encoding == ENCODING_UTF16LE);
}

static void names(void)
{
    check(encoding_named("utf8") == 1 << ENCODING_UTF8);
    check(encoding_named("Utf_8") == 1 << ENCODING_UTF8);
    check(encoding_named("GBK") == 1 << ENCODING_GB18030);
    check(encoding_named("gb2312") == 1 << ENCODING_GB18030);
    check(encoding_named("cp936") == 1 << ENCODING_GB18030);
    check(encoding_named("windows-936") == 1 << ENCODING_GB18030);
    check(encoding_named("big-5") == 1 << ENCODING_BIG5);
    check(encoding_named("utf16le") == 1 << ENCODING_UTF16LE);
    check(encoding_named("utf-16") == (1 << ENCODING_UTF16LE | 1 << ENCODING_UTF16BE));
    check(encoding_named("") == 0);
    check(encoding_named("-") == 0);
    check(encoding_named("utf") == 0);
    check(encoding_named("utf-88") == 0);
    check(encoding_named("latin1") == 0);
    for (enum encoding e = 0; e < ENCODING_NONE; e++)
        check(encoding_named(encoding_name(e)) == 1U << e);
}

static void marks(void)
{
    size_t n;
    check(encoding_mark((struct view){"\xEF\xBB\xBFx", 4}, &n) == ENCODING_UTF8 && n == 3);
    check(encoding_mark((struct view){"\xFF\xFEx", 3}, &n) == ENCODING_UTF16LE && n == 2);
    check(encoding_mark((struct view){"\xFE\xFF", 2}, &n) == ENCODING_UTF16BE && n == 2);
    check(encoding_mark((struct view){"\x84\x31\x95\x33", 4}, &n) == ENCODING_GB18030 && n == 4);
    check(encoding_mark((struct view){"\xEF\xBB", 2}, &n) == ENCODING_NONE && n == 0);
    check(encoding_mark((struct view){"", 0}, &n) == ENCODING_NONE && n == 0);
}

static void described(void)
{
    struct encoding_verdict v = encoding_find(view_of("a\xD6\xD0\xFF"), ENCODING_ALL, true);
    char text[64];
    encoding_describe(&v.counts[ENCODING_GB18030], text, sizeof text);
    check(strcmp(text, "1 ASCII, 1 common hanzi, 1 faults") == 0);
    encoding_describe(&v.counts[ENCODING_GB18030], text, 10);
    check(strcmp(text, "1 ASCII, ") == 0);
}

int main(void)
{
    whole_texts();
    short_texts();
    no_text();
    latin();
    nuls();
    names();
    marks();
    described();
    return unit_end();
}
