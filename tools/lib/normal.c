#include "normal.h"

#include "utf8.h"

#include <stdbool.h>
#include <stdlib.h>

/* A character of the line: what it is made, and where it stood. */
struct spot {
    uint32_t cp;
    uint32_t at;
};

enum { QUOTE_OPEN = 0x201c, QUOTE_CLOSE = 0x201d, REPLACEMENT = 0xfffd, EM_DASH = 0x2014 };

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_latin(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Ideographs and the marks that stand among them. */
static bool is_wide(uint32_t c)
{
    return c >= 0x2e80 || (c >= 0x2000 && c < 0x2070);
}

static bool is_superscript(uint32_t c)
{
    return c == 0xb9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

/* The uniform form of a character; 0 to drop it, as the end of a line that was broken for its
 * length. */
static uint32_t uniform(uint32_t c)
{
    if (c == 0) /* what is damaged is not left out: it parts what stands around it */
        return REPLACEMENT;
    if (c < 0x80)
        return c == '\n' || c == '\r' ? 0 : c;
    if (c >= 0x4e00 && c < 0xa000)
        return c;
    if (c >= 0xff01 && c <= 0xff5e)
        return c - 0xfee0;
    switch (c) {
    case 0xa0:
    case 0x3000:
    case 0x202f:
    case 0x205f:
        return ' ';
    case 0xad:
    case 0x2060:
    case 0xfeff:
        return 0;
    case 0x2236: /* ratio */
    case 0xfe30:
    case 0xfe55:
    case 0xa789:
        return ':';
    case 0x2212: /* minus */
    case 0x2500:
    case 0xfe58:
    case 0xfe63:
        return '-';
    case 0xfe50:
        return ',';
    case 0xfe54:
        return ';';
    case 0xfe6a:
        return '%';
    case 0x223c: /* tilde operator */
    case 0x301c:
        return '~';
    case 0x2018:
    case 0x300c:
    case 0x300e:
    case 0x301d:
        return QUOTE_OPEN;
    case 0x2019:
    case 0x300d:
    case 0x300f:
    case 0x301e:
        return QUOTE_CLOSE;
    case 0x3010: /* brackets of all kinds read alike */
    case 0x3014:
    case 0xfe59:
        return '(';
    case 0x3011:
    case 0x3015:
    case 0xfe5a:
        return ')';
    case 0xb2:
        return 0x00b2; /* m², not a footnote */
    default:
        break;
    }
    if (c >= 0x2000 && c <= 0x200a)
        return ' ';
    if (c >= 0x200b && c <= 0x200f)
        return 0;
    if (c >= 0x2010 && c <= 0x2013)
        return '-';
    if (c == 0x2015)
        return EM_DASH;
    /* circled and superscript digits number footnotes and list items */
    if ((c >= 0x2460 && c <= 0x2473) || is_superscript(c))
        return 0;
    return c;
}

/* Whether what stands before i is the 10 of a power, 12.3×10⁴吨: what is raised behind it is no
 * footnote, and without it 10 would be read as the number. */
static bool is_power(const struct spot *s, size_t i)
{
    static const uint32_t times[] = {0xd7, '*', 0xb7, '(', 0x2219, 0x22c5};
    if (i < 3 || s[i - 1].cp != '0' || s[i - 2].cp != '1')
        return false;
    for (size_t k = 0; k < sizeof times / sizeof *times; k++)
        if (s[i - 3].cp == times[k])
            return true;
    return false;
}

/* Length of a footnote mark like [2], or of a page number like — 14 — that came to stand in the
 * text, at i, with whatever blanks stand beside its digits; or 0. */
static size_t footnote(const struct spot *s, size_t i, size_t n)
{
    uint32_t close = s[i].cp == '[' ? ']' : EM_DASH;
    if (s[i].cp != '[' && (s[i].cp != EM_DASH || i == 0 || is_digit(s[i - 1].cp)))
        return 0;
    size_t j = i + 1, digits = 0;
    while (j < n && s[j].cp == ' ')
        j++;
    while (j < n && is_digit(s[j].cp)) {
        j++;
        digits++;
    }
    while (j < n && s[j].cp == ' ')
        j++;
    return digits > 0 && digits <= (close == ']' ? 2 : 3) && j < n && s[j].cp == close ? j + 1 - i
                                                                                       : 0;
}

/* Whether the blank at i, the only one there, parts thousands as in "1 234.56". */
static bool parts_thousands(const struct spot *s, size_t i, size_t n)
{
    size_t before = 0, after = 0;
    while (before < i && is_digit(s[i - 1 - before].cp))
        before++;
    while (i + 1 + after < n && is_digit(s[i + 1 + after].cp))
        after++;
    if (before < 1 || before > 3 || after != 3)
        return false;
    size_t k = i - before; /* the group before it starts a number, or follows another such blank */
    return k == 0 || (s[k - 1].cp != '.' && s[k - 1].cp != ',' && !is_latin(s[k - 1].cp));
}

/* Whether a word that an amount follows ends in the character: 达到, 增长, 约. Rules can't say so:
 * they are asked of the text that is made here. */
static bool says_amount(uint32_t c)
{
    static const uint32_t ends[] = {0x5230, 0x8fbe, 0x4e3a, 0x957f, 0x964d, 0x5347,
                                    0x6da8, 0x7ea6, 0x8fc7, 0x81f3}; /* 到达为长降升涨约过至 */
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
        if (c == ends[k])
            return true;
    return false;
}

/* Whether the blank at i, the only one there, cuts a number that stands right behind a word:
 * 增长1 2.3%. In a table a blank stands before the first digit too. */
static bool cuts_number(const struct spot *s, size_t i, size_t n)
{
    static const uint32_t counted[] = {0x5e74, 0x6708, 0x65e5,
                                       0x7b2c, 0x56fe, 0x8868}; /* 年月日第图表 */
    size_t before = 0, after = 0;
    while (before < i && is_digit(s[i - 1 - before].cp))
        before++;
    while (i + 1 + after < n && is_digit(s[i + 1 + after].cp))
        after++;
    size_t k = i - before, end = i + 1 + after;
    if (k >= 2 && s[k - 1].cp == ' ' && says_amount(s[k - 2].cp))
        k--; /* 达到 3 2.6亿元 */
    if (before > 2 || after > 2 || k == 0 || !is_wide(s[k - 1].cp) || end + 1 >= n ||
        s[end].cp != '.' || !is_digit(s[end + 1].cp))
        return false;
    for (size_t c = 0; c < sizeof counted / sizeof *counted; c++)
        if (s[k - 1].cp == counted[c])
            return false;
    while (++end < n && is_digit(s[end].cp))
        ;
    return end + 1 >= n || s[end].cp != ' ' || !is_digit(s[end + 1].cp); /* 3 2.1 2.3: a row */
}

/* Whether the long dash at i stands for "to": 1—9月, 5000万—1亿元. Else it parts sentences; it is
 * never a minus. */
static bool is_range(const struct spot *s, size_t i, size_t n)
{
    size_t a = i, b = i + 1;
    while (a > 0 && s[a - 1].cp == ' ')
        a--;
    while (b < n && s[b].cp == ' ')
        b++;
    if (a == 0 || b == n || !is_digit(s[b].cp))
        return false;
    static const uint32_t before[] = {'%',    0x5e74, 0x6708, 0x65e5,
                                      0x4e07, 0x4ebf, 0x5143}; /* 年月日万亿元 */
    bool ends = is_digit(s[a - 1].cp);
    for (size_t k = 0; k < sizeof before / sizeof *before; k++)
        ends |= s[a - 1].cp == before[k];
    return ends;
}

/* Whether nearly every character is followed by a blank, as some PDF texts come. */
static bool is_spaced_out(const struct spot *s, size_t n)
{
    size_t wide = 0, spaced = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        if (!is_wide(s[i].cp))
            continue;
        wide++;
        spaced += s[i + 1].cp == ' ';
    }
    return wide >= 4 && spaced * 10 >= wide * 6;
}

static bool is_numeral(uint32_t c)
{
    static const uint32_t numerals[] = {0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94,
                                        0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341}; /* 一 to 十 */
    for (size_t k = 0; k < sizeof numerals / sizeof *numerals; k++)
        if (c == numerals[k])
            return true;
    return false;
}

/* 居全市第二 五年来…: whether the blanks [i, j) end a rank in front of another number. */
static bool ends_rank(const struct spot *s, size_t i, size_t j)
{
    size_t k = i;
    if (!is_numeral(s[j].cp))
        return false;
    while (k > 0 && is_numeral(s[k - 1].cp))
        k--;
    return k < i && k > 0 && s[k - 1].cp == 0x7b2c; /* 第 */
}

/* Whether the blanks [i, j) say nothing. */
static bool drop_blanks(const struct spot *s, size_t i, size_t j, size_t n, bool spaced_out)
{
    if (i == 0 || j == n)
        return true;
    uint32_t a = s[i - 1].cp, b = s[j].cp;
    if (spaced_out)
        return true;
    if (ends_rank(s, i, j))
        return false;
    if (is_digit(a) && is_digit(b))
        return j - i == 1 && (parts_thousands(s, i, n) || cuts_number(s, i, n));
    return !((is_latin(a) || is_digit(a)) && (is_latin(b) || is_digit(b)));
}

/* Adds a character; the caller has made room for it. */
static inline void put(struct normal *n, uint32_t cp, uint32_t at)
{
    char *p = n->text.p + n->text.n;
    uint32_t *origin = n->origin + n->text.n;
    if (cp >= 0x800 && cp < 0x10000) { /* nearly all of Chinese */
        p[0] = (char)(0xe0 | cp >> 12);
        p[1] = (char)(0x80 | (cp >> 6 & 0x3f));
        p[2] = (char)(0x80 | (cp & 0x3f));
        origin[0] = origin[1] = origin[2] = at;
        n->text.n += 3;
        return;
    }
    size_t len = utf8_encode(cp, p);
    for (size_t i = 0; i < len; i++)
        origin[i] = at;
    n->text.n += len;
}

/* Makes room for the text of count characters. */
static void make_room(struct normal *n, size_t count)
{
    size_t most = 4 * count + 4;
    buf_reserve(&n->text, most);
    if (most > n->cap) {
        n->cap = 2 * most;
        n->origin = mem_grow(n->origin, n->cap, sizeof *n->origin);
    }
}

size_t normal_line(struct normal *n, struct view line)
{
    n->source = line;
    buf_clear(&n->text);
    if (line.n + 1 > n->spot_cap) {
        n->spot_cap = 2 * line.n + 64;
        n->spots = mem_grow(n->spots, n->spot_cap, sizeof *n->spots);
    }
    struct spot *s = n->spots;
    size_t count = 0, bad = 0;
    bool open = false, blanks = false;
    for (size_t i = 0; i < line.n;) {
        uint32_t cp = 0;
        const unsigned char *p = (const unsigned char *)line.p + i;
        size_t len;
        if (p[0] >= 0xe4 && p[0] <= 0xe9 && line.n - i >= 3 && (p[1] & 0xc0) == 0x80 &&
            (p[2] & 0xc0) == 0x80) { /* U+4000 to U+9FFF: stays as it is */
            cp = (uint32_t)(p[0] & 15) << 12 | (uint32_t)(p[1] & 63) << 6 | (p[2] & 63);
            s[count++] = (struct spot){cp, (uint32_t)i};
            i += 3;
            continue;
        }
        len = utf8_decode(line.p + i, line.n - i, &cp);
        if (len == 0) {
            cp = REPLACEMENT;
            len = 1;
            bad++;
        }
        bool raised = is_superscript(cp) && is_power(s, count);
        cp = raised ? cp : uniform(cp);
        if (cp == '"') { /* typewriter quotes: by turns */
            cp = open ? QUOTE_CLOSE : QUOTE_OPEN;
            open = !open;
        }
        if (cp != 0)
            s[count++] = (struct spot){cp, (uint32_t)i};
        blanks |= cp == ' ' || cp == '[';
        i += len;
    }
    make_room(n, count);
    bool spaced_out = blanks && is_spaced_out(s, count);
    for (size_t i = 0; i < count; i++) {
        if (s[i].cp >= 0x3000) { /* an ideograph, or punctuation that stays */
            put(n, s[i].cp, s[i].at);
            continue;
        }
        size_t mark = footnote(s, i, count);
        if (mark > 0) {
            i += mark - 1;
            continue;
        }
        if (s[i].cp == ' ') {
            size_t j = i;
            while (j < count && s[j].cp == ' ')
                j++;
            if (!drop_blanks(s, i, j, count, spaced_out))
                put(n, ' ', s[i].at);
            i = j - 1;
            continue;
        }
        if (s[i].cp == EM_DASH && is_range(s, i, count))
            s[i].cp = '-';
        put(n, s[i].cp, s[i].at);
    }
    put(n, 0, (uint32_t)line.n);
    n->text.n--; /* only its origin is wanted */
    return bad;
}

struct view normal_source(const struct normal *n, size_t start, size_t end)
{
    size_t a = n->origin[start], b = n->origin[end];
    return (struct view){n->source.p + a, b - a};
}

void normal_name(const struct normal *n, size_t start, size_t end, struct buf *name)
{
    for (size_t i = start; i < end;) {
        uint32_t cp = 0, src = 0;
        size_t len = utf8_decode(n->text.p + i, n->text.n - i, &cp);
        size_t at = n->origin[i];
        size_t src_len = utf8_decode(n->source.p + at, n->source.n - at, &src);
        if (cp == QUOTE_OPEN || cp == QUOTE_CLOSE)
            ; /* names are given without them */
        else if (src_len == 0)
            buf_add(name, n->text.p + i, len);
        else
            buf_add(name, n->source.p + at, src_len);
        i += len;
    }
}

void normal_free(struct normal *n)
{
    buf_free(&n->text);
    free(n->origin);
    free(n->spots);
    *n = (struct normal){0};
}
