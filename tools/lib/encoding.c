#include "encoding.h"

#include "translate.h"
#include "utf8.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>

static const struct {
    const char *name, *names;
} names[] = {
    [ENCODING_UTF8] = {"UTF-8", "UTF-8 UTF-8-SIG CP65001"},
    [ENCODING_GB18030] = {"GB18030", "GB18030 GBK GB2312 CP936 MS936 WINDOWS-936 EUC-CN X-GBK "
                                     "CSGB2312 GB2312-80 GB18030-2005 GB18030-2022"},
    [ENCODING_BIG5] = {"Big5", "BIG5 BIG5-ETEN CP950 MS950 WINDOWS-950 CN-BIG5 CSBIG5 X-X-BIG5"},
    [ENCODING_UTF16LE] = {"UTF-16LE", "UTF-16LE UCS-2LE UTF-16 UCS-2 UNICODE"},
    [ENCODING_UTF16BE] = {"UTF-16BE", "UTF-16BE UCS-2BE UTF-16 UCS-2 UNICODE"},
    [ENCODING_NONE] = {"none", ""},
};

const char *encoding_name(enum encoding encoding)
{
    return names[encoding].name;
}

const char *encoding_names(enum encoding encoding)
{
    return names[encoding].names;
}

bool encoding_wide(enum encoding encoding)
{
    return encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE;
}

/* Whether the first word of list is the name; *rest is what follows it. */
static bool same_name(const char *list, const char *name, const char **rest)
{
    bool same = true;
    for (;;) {
        while (*name == '-' || *name == '_' || *name == ' ')
            name++;
        while (*list == '-')
            list++;
        if (*list == ' ' || *list == '\0')
            break;
        if (toupper((unsigned char)*name) != *list)
            same = false;
        if (same)
            name++;
        list++;
    }
    *rest = *list == ' ' ? list + 1 : list;
    return same && *name == '\0';
}

unsigned encoding_named(const char *name)
{
    unsigned set = 0;
    for (enum encoding e = 0; e < ENCODING_NONE; e++)
        for (const char *list = names[e].names; *list != '\0';)
            if (same_name(list, name, &list))
                set |= 1U << e;
    return set;
}

/*
 * What a character of each class costs: -100 ln(share / size), where the shares are those of
 * Chinese reports and tables, rounded; only their order of magnitude matters. ASCII has 96
 * characters, GB 2312 3755 common hanzi, a share of 0.83, and 3008 rare ones. In Unicode hanzi are
 * not divided, and the other classes are larger.
 */
static const unsigned double_byte_costs[CLASS_COUNT] = {
    [CLASS_ASCII] = 460,   [CLASS_CONTROL] = 1400, [CLASS_PUNCTUATION] = 650,
    [CLASS_COMMON] = 840,  [CLASS_RARE] = 1250,    [CLASS_FAR] = 1500,
    [CLASS_SYMBOL] = 1200, [CLASS_ODD] = 1800,     [CLASS_FAULT] = 1500};
static const unsigned unicode_costs[CLASS_COUNT] = {
    [CLASS_ASCII] = 460, [CLASS_CONTROL] = 1400, [CLASS_PUNCTUATION] = 650, [CLASS_COMMON] = 1010,
    [CLASS_FAR] = 1630,  [CLASS_SYMBOL] = 1490,  [CLASS_ODD] = 1800,        [CLASS_FAULT] = 1500};

/* Departments write UTF-8 or GB18030; UTF-16 without a mark and Big5 are seldom. */
static const uint64_t prior[] = {
    [ENCODING_UTF8] = 0,      [ENCODING_GB18030] = 100, [ENCODING_BIG5] = 700,
    [ENCODING_UTF16LE] = 700, [ENCODING_UTF16BE] = 700, [ENCODING_NONE] = 0};

enum {
    COST_UNKNOWN = 750, /* a byte beyond ASCII in another encoding: half of a far hanzi */
    COST_PURE = 480,    /* a byte of text with hardly a rare hanzi costs less */
    COST_BINARY = 670,  /* a byte of no text; random ones cost 700 as UTF-16, 850 as GB18030 */
    /* by how much one must cost less than the other */
    COST_SURE = 200,    /* not to be in doubt */
    COST_REFUSE = 1000, /* not to be text: two faults are no proof */
    COST_MIXED = 1000,  /* to be lines of two encodings */
    COST_NO_NUL = 2000, /* to be UTF-16 without a NUL byte */
};

static enum char_class of_ascii(unsigned c)
{
    /* tab, line ends and page break; ^Z, the old end of file; escape */
    return (c >= 0x20 && c != 0x7F) || (c >= 9 && c <= 13 && c != 11) || c == 0x1A || c == 0x1B
               ? CLASS_ASCII
               : CLASS_CONTROL;
}

static enum char_class of_unicode(uint32_t cp)
{
    if (cp < 0x80)
        return of_ascii(cp);
    if (cp >= 0x4E00 && cp <= 0x9FA5)
        return CLASS_COMMON;
    if ((cp >= 0x3000 && cp <= 0x301F) || (cp >= 0xFF01 && cp <= 0xFF5E) || cp == 0xFFE5 ||
        (cp >= 0x2010 && cp <= 0x2027) || cp == 0x2030 || cp == 0x203B || cp == 0x2103 ||
        cp == 0x2116 || (cp >= 0x2160 && cp <= 0x216B) || (cp >= 0x2460 && cp <= 0x2473) ||
        (cp > 0xA0 && cp <= 0xFF)) /* or a lone · or é would rather be 路 or 茅 of GB18030 */
        return CLASS_PUNCTUATION;
    if (cp < 0xA0 || (cp >= 0xE000 && cp <= 0xF8FF) || (cp >= 0xFDD0 && cp <= 0xFDEF) ||
        (cp >= 0xFFF0 && cp <= 0xFFFF) || cp >= 0xE0000)
        return CLASS_ODD;
    if ((cp >= 0x3400 && cp <= 0x4DBF) || (cp > 0x9FA5 && cp <= 0x9FFF) ||
        (cp >= 0xF900 && cp <= 0xFAFF) || cp >= 0x20000)
        return CLASS_FAR;
    return CLASS_SYMBOL;
}

static bool between(unsigned c, unsigned low, unsigned high)
{
    return c >= low && c <= high;
}

/* GB18030, by the zones of the standard (GBK/1 to GBK/5 and the user-defined ones). */
static size_t next_gb18030(const unsigned char *p, size_t n, enum char_class *is)
{
    unsigned a = p[0], b = n > 1 ? p[1] : 0;
    if (a == 0x80) {
        *is = CLASS_SYMBOL;
        return 1;
    }
    if (a != 0xFF && b >= 0x40 && b != 0x7F && b != 0xFF) {
        if (a <= 0xA0 || (b <= 0xA0 && a >= 0xAA))
            *is = CLASS_FAR;
        else if (b <= 0xA0)
            *is = a >= 0xA8 ? CLASS_SYMBOL : CLASS_ODD;
        else if (a <= 0xA3)
            *is = CLASS_PUNCTUATION;
        else if (a <= 0xA9)
            *is = CLASS_SYMBOL;
        else if (between(a, 0xB0, 0xD7))
            *is = CLASS_COMMON;
        else
            *is = between(a, 0xD8, 0xF7) ? CLASS_RARE : CLASS_ODD;
        return 2;
    }
    if (a != 0xFF && n >= 4 && between(b, '0', '9') && between(p[2], 0x81, 0xFE) &&
        between(p[3], '0', '9')) {
        *is = CLASS_FAR;
        return 4;
    }
    *is = CLASS_FAULT;
    return b >= 0x80 ? 2 : 1;
}

static size_t next_big5(const unsigned char *p, size_t n, enum char_class *is)
{
    unsigned a = p[0], b = n > 1 ? p[1] : 0;
    if (between(a, 0x81, 0xFE) && (between(b, 0x40, 0x7E) || between(b, 0xA1, 0xFE))) {
        if (between(a, 0xA1, 0xA2))
            *is = CLASS_PUNCTUATION;
        else if (a == 0xA3)
            *is = CLASS_SYMBOL;
        else if (between(a, 0xA4, 0xC5) || (a == 0xC6 && b <= 0x7E))
            *is = CLASS_COMMON;
        else
            *is = between(a, 0xC9, 0xF9) ? CLASS_RARE : CLASS_ODD;
        return 2;
    }
    *is = CLASS_FAULT;
    return b >= 0x80 ? 2 : 1;
}

static size_t next_utf8(const unsigned char *p, size_t n, enum char_class *is)
{
    uint32_t cp;
    int cut;
    size_t length = utf8_decode((const char *)p, n, &cp);
    *is = length > 0 ? of_unicode(cp) : CLASS_FAULT;
    return length > 0 ? length : utf8_fault((const char *)p, n, &cut);
}

static size_t next_utf16(const unsigned char *p, size_t n, bool big, enum char_class *is)
{
    *is = CLASS_FAULT;
    if (n < 2)
        return n;
    uint32_t unit = big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
    if (!between(unit, 0xD800, 0xDFFF)) {
        *is = of_unicode(unit);
        return 2;
    }
    unsigned low = n < 4 ? 0 : big ? p[2] : p[3];
    if (unit >= 0xDC00 || !between(low, 0xDC, 0xDF))
        return 2;
    *is = CLASS_FAR;
    return 4;
}

uint64_t encoding_cost(enum encoding encoding, struct view text, uint64_t most,
                       struct encoding_counts *counts)
{
    const unsigned char *p = (const unsigned char *)text.p, *end = p + text.n;
    bool wide = encoding_wide(encoding);
    const unsigned *costs = wide || encoding == ENCODING_UTF8 ? unicode_costs : double_byte_costs;
    size_t unit = wide ? 2 : 1;
    uint64_t cost = 0, padding = 0;
    if (encoding == ENCODING_NONE)
        most = UINT64_MAX; /* what counts in the end may be less: binary, below */
    while (p < end && cost <= most) {
        size_t left = (size_t)(end - p);
        enum char_class is = CLASS_FAULT;
        if (*p == 0 && left >= unit && p[unit - 1] == 0) { /* however many NULs: once */
            cost += (unit - 1) * costs[CLASS_CONTROL];
            is = CLASS_CONTROL;
            for (p += unit; (size_t)(end - p) >= unit && *p == 0 && p[unit - 1] == 0; p += unit)
                padding += unit;
        } else if (!wide && *p < 0x80) {
            is = of_ascii(*p++);
        } else if (encoding == ENCODING_NONE) {
            cost += COST_UNKNOWN;
            p++;
            continue;
        } else if (encoding == ENCODING_UTF8) {
            p += next_utf8(p, left, &is);
        } else if (encoding == ENCODING_GB18030) {
            p += next_gb18030(p, left, &is);
        } else if (encoding == ENCODING_BIG5) {
            p += next_big5(p, left, &is);
        } else {
            p += next_utf16(p, left, encoding == ENCODING_UTF16BE, &is);
        }
        cost += costs[is];
        if (counts != NULL)
            counts->n[is]++;
    }
    uint64_t binary = (text.n - padding) * COST_BINARY + 1000;
    return encoding == ENCODING_NONE && binary < cost ? binary : cost;
}

/*
 * The cost of the text line by line, each in whichever of UTF-8 and GB18030 fits it better: files
 * that were appended to by different programs are text too. *more is the one that most of such
 * bytes are in as do not fit both alike.
 */
static uint64_t cost_mixed(struct view text, uint64_t most, enum encoding *more)
{
    uint64_t cost = 0, in_gb = 0, in_utf8 = 0;
    while (text.n > 0 && cost <= most) {
        const char *lf = memchr(text.p, '\n', text.n);
        struct view line = {text.p, lf != NULL ? (size_t)(lf - text.p) + 1 : text.n};
        uint64_t gb = encoding_cost(ENCODING_GB18030, line, UINT64_MAX, NULL);
        uint64_t utf8 = encoding_cost(ENCODING_UTF8, line, gb, NULL);
        cost += utf8 < gb ? utf8 : gb;
        *(utf8 < gb ? &in_utf8 : &in_gb) += utf8 == gb ? 0 : line.n;
        text.p += line.n;
        text.n -= line.n;
    }
    *more = in_utf8 > in_gb ? ENCODING_UTF8 : ENCODING_GB18030;
    return cost;
}

static bool is_ascii(struct view text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80)
            return false;
    return true;
}

struct encoding_verdict encoding_find(struct view text, unsigned allowed, bool count)
{
    /* the likeliest first: the others may give up once they cost more by COST_SURE */
    static const enum encoding order[] = {ENCODING_GB18030, ENCODING_UTF8, ENCODING_UTF16LE,
                                          ENCODING_UTF16BE, ENCODING_BIG5};
    struct encoding_verdict v = {.encoding = ENCODING_NONE, .next = ENCODING_NONE};
    uint64_t best = UINT64_MAX, next = UINT64_MAX;
    bool nul = memchr(text.p, '\0', text.n) != NULL;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        enum encoding e = order[i];
        /* in UTF-16 each line end, blank and digit has a NUL byte */
        bool unlikely = encoding_wide(e) && !nul && allowed == ENCODING_ALL;
        if ((allowed & 1U << e) == 0 || (unlikely && text.n > 1024))
            continue;
        uint64_t most = count || best > UINT64_MAX - COST_SURE ? UINT64_MAX : best + COST_SURE;
        uint64_t cost = prior[e] + (unlikely ? COST_NO_NUL : 0) +
                        encoding_cost(e, text, most, count ? &v.counts[e] : NULL);
        v.cost[e] = cost;
        if (cost < best) {
            next = best;
            v.next = v.encoding;
            best = cost;
            v.encoding = e;
        } else if (cost < next) {
            next = cost;
            v.next = e;
        }
    }
    v.sure = next - best >= COST_SURE || (!encoding_wide(v.encoding) && is_ascii(text));
    if (v.encoding <= ENCODING_GB18030 && allowed == ENCODING_ALL && best > text.n * COST_PURE) {
        enum encoding more;
        uint64_t mixed = cost_mixed(text, best, &more);
        if (mixed + COST_MIXED < best) {
            v.encoding = more;
            v.sure = true;
            best = mixed;
        }
    }
    uint64_t none = encoding_cost(ENCODING_NONE, text, count ? UINT64_MAX : best, NULL);
    v.cost[ENCODING_NONE] = none;
    v.fits = best <= none + COST_REFUSE;
    return v;
}

void encoding_describe(const struct encoding_counts *counts, char *out, size_t size)
{
    static const char *const classes[] = {
        [CLASS_ASCII] = "ASCII",
        [CLASS_CONTROL] = N_("controls"),
        [CLASS_PUNCTUATION] = N_("punctuation"),
        [CLASS_COMMON] = N_("common hanzi"),
        [CLASS_RARE] = N_("rare hanzi"),
        [CLASS_FAR] = N_("far hanzi"),
        [CLASS_SYMBOL] = N_("symbols"),
        [CLASS_ODD] = N_("odd"),
        [CLASS_FAULT] = N_("faults"),
    };
    size_t n = 0;
    *out = '\0';
    for (size_t i = 0; i < CLASS_COUNT && n < size; i++)
        if (counts->n[i] > 0)
            n += (size_t)snprintf(out + n, size - n, "%s%" PRIu64 " %s", n > 0 ? ", " : "",
                                  counts->n[i], translated(classes[i]));
}

enum encoding encoding_mark(struct view text, size_t *length)
{
    static const struct {
        struct view mark;
        enum encoding encoding;
    } marks[] = {
        {{"\xEF\xBB\xBF", 3}, ENCODING_UTF8},
        {{"\xFF\xFE", 2}, ENCODING_UTF16LE},
        {{"\xFE\xFF", 2}, ENCODING_UTF16BE},
        {{"\x84\x31\x95\x33", 4}, ENCODING_GB18030},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (view_starts(text, marks[i].mark)) {
            *length = marks[i].mark.n;
            return marks[i].encoding;
        }
    *length = 0;
    return ENCODING_NONE;
}
