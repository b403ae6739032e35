#include "mojibake.h"

#include "buf.h"
#include "dbcstable.h"
#include "utf8.h"

enum { RUN_MAX = 256, SAMPLE = 12 }; /* bytes looked at of a run; characters shown of it */

/* Encodes a character back; returns the number of bytes, 0 where it has none. */
typedef size_t encode_fn(uint32_t cp, unsigned char out[2]);

static size_t to_gb18030(uint32_t cp, unsigned char out[2])
{
    static uint16_t *codes; /* by character; made once, lives as long as the program */
    if (codes == NULL) {
        codes = mem_new(0x10000, sizeof *codes);
        for (unsigned lead = 0x81; lead <= 0xFE; lead++)
            for (unsigned trail = 0x40; trail <= 0xFE; trail++) {
                uint32_t c = dbcs_table_two((unsigned char)lead, (unsigned char)trail);
                if (c > 0 && c <= 0xFFFF)
                    codes[c] = (uint16_t)(lead << 8 | trail);
            }
    }
    if (cp == 0x20AC) { /* what CP936 makes of a lone 80 */
        out[0] = 0x80;
        return 1;
    }
    if (cp > 0xFFFF || codes[cp] == 0)
        return 0;
    out[0] = (unsigned char)(codes[cp] >> 8);
    out[1] = (unsigned char)codes[cp];
    return 2;
}

static size_t to_latin1(uint32_t cp, unsigned char out[2])
{
    /* Windows-1252 from 80 on, where it differs from Latin-1 */
    static const uint16_t windows[] = {
        0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
        0x2039, 0x152,  0,      0x17D,  0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178};
    if (cp >= 0x80 && cp <= 0xFF) {
        out[0] = (unsigned char)cp;
        return 1;
    }
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
        if (windows[i] == cp) {
            out[0] = (unsigned char)(0x80 + i);
            return 1;
        }
    return 0;
}

/* Encodes the first of the characters beyond ASCII at p[0..n), at most `most`; *taken is how many
 * bytes of p that were. Returns the number of bytes in out. */
static size_t encode(encode_fn *fn, const char *p, size_t n, size_t most,
                     unsigned char out[RUN_MAX], size_t *taken)
{
    size_t length = 0;
    *taken = 0;
    for (size_t i = 0; i < most && length < RUN_MAX - 2; i++) {
        uint32_t cp;
        size_t bytes = utf8_decode(p + *taken, n - *taken, &cp);
        size_t got = bytes > 1 ? fn(cp, out + length) : 0;
        if (got == 0)
            break;
        length += got;
        *taken += bytes;
    }
    return length;
}

static bool is_chinese(uint32_t cp)
{
    return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3000 && cp <= 0x303F) ||
           (cp >= 0xFF00 && cp <= 0xFFEF) || (cp >= 0x2010 && cp <= 0x206F) ||
           (cp >= 0x2100 && cp <= 0x2BFF);
}

/* How many characters of Chinese text (and Latin signs, where wanted) there are in p[0..n), if it
 * is nothing but UTF-8 of these and of ASCII, and perhaps a start of one at its end; else 0. */
static size_t count_utf8(const unsigned char *p, size_t n, bool latin)
{
    size_t count = 0;
    while (n > 0) {
        uint32_t cp;
        int cut;
        size_t length = utf8_decode((const char *)p, n, &cp);
        if (length == 0) {
            size_t start = utf8_fault((const char *)p, n, &cut);
            return cut && start == n ? count : 0;
        }
        if (is_chinese(cp) || (latin && cp >= 0xA0 && cp <= 0xFF))
            count++;
        else if (cp > 0xFF)
            return 0;
        p += length;
        n -= length;
    }
    return count;
}

/* How many hanzi of the first level there are, if all is GB 2312 and hanzi and punctuation; else 0.
 * A row of dots (·) is none, nor anything else with less than a quarter of letters: half is usual.
 */
static size_t count_gb2312(const unsigned char *p, size_t n)
{
    size_t count = 0, letters = 0;
    for (size_t i = 0; i + 1 < n; i += 2) {
        unsigned lead = p[i], trail = p[i + 1];
        if (trail < 0xA1 || lead < 0xA1 || (lead > 0xA3 && lead < 0xB0) || lead > 0xF7)
            return 0;
        count += lead >= 0xB0 && lead <= 0xD7;
        letters += (lead >= 0xC0) + (trail >= 0xC0);
    }
    return n % 2 == 0 && 4 * letters >= n ? count : 0;
}

/* The valid text at the start of p[0..n), as far as there is room; a lost end is left out. */
static void show_utf8(const unsigned char *p, size_t n, char *out, size_t room)
{
    size_t length = utf8_valid((const char *)p, n < room ? n : room - 1);
    memcpy(out, p, length);
    out[length] = '\0';
}

static void show_gb2312(const unsigned char *p, size_t n, char *out, size_t room)
{
    size_t length = 0;
    for (size_t i = 0; i + 1 < n && length + 4 < room; i += 2)
        length += utf8_encode(dbcs_table_two(p[i], p[i + 1]), out + length);
    out[length] = '\0';
}

/* Goes through the runs of characters beyond ASCII; true where the line holds enough of the kind.
 */
static bool find_kind(struct view line, enum mojibake kind, struct mojibake_found *found)
{
    encode_fn *fn = kind == MOJIBAKE_UTF8_AS_GB18030 ? to_gb18030 : to_latin1;
    size_t count = 0, enough = kind == MOJIBAKE_UTF8_AS_LATIN1 ? 1 : 2;
    for (size_t i = 0; i < line.n;) {
        if ((unsigned char)line.p[i] < 0x80) {
            i++;
            continue;
        }
        unsigned char bytes[RUN_MAX];
        size_t taken, left = line.n - i;
        size_t n = encode(fn, line.p + i, left, SIZE_MAX, bytes, &taken);
        size_t in_run = kind == MOJIBAKE_GB18030_AS_LATIN1
                            ? count_gb2312(bytes, n)
                            : count_utf8(bytes, n, kind == MOJIBAKE_UTF8_AS_LATIN1);
        if (kind == MOJIBAKE_GB18030_AS_LATIN1 && in_run < enough)
            in_run = 0; /* two letters with accents are no hanzi: only runs of two count */
        if (in_run > 0 && count == 0) {
            found->kind = kind;
            n = encode(fn, line.p + i, left, SAMPLE, bytes, &found->seen.n);
            found->seen.p = line.p + i;
            (kind == MOJIBAKE_GB18030_AS_LATIN1 ? show_gb2312 : show_utf8)(bytes, n, found->was,
                                                                           sizeof found->was);
        }
        count += in_run;
        if (count >= enough)
            return true;
        /* on to the next run: past this one, and past what could not be encoded */
        for (i += taken > 0 ? taken : 1; i < line.n && (unsigned char)line.p[i] >= 0x80;)
            i++;
    }
    return false;
}

static bool find_text(struct view line, const char *text, enum mojibake kind,
                      struct mojibake_found *found)
{
    size_t n = strlen(text);
    const char *p = memmem(line.p, line.n, text, n);
    if (p != NULL)
        *found = (struct mojibake_found){.kind = kind, .seen = {p, n}};
    return p != NULL;
}

bool mojibake_find(struct view line, struct mojibake_found *found)
{
    return find_kind(line, MOJIBAKE_UTF8_AS_GB18030, found) ||
           find_kind(line, MOJIBAKE_UTF8_AS_LATIN1, found) ||
           find_kind(line, MOJIBAKE_GB18030_AS_LATIN1, found) ||
           find_text(line, "锟斤拷", MOJIBAKE_LOST, found) ||
           find_text(line, UTF8_REPLACEMENT, MOJIBAKE_REPLACED, found);
}

static void set(uint8_t *bits, uint32_t cp)
{
    if (cp <= 0xFFFF)
        bits[cp / 8] |= (uint8_t)(1U << cp % 8);
}

void mojibake_signs(uint8_t bits[0x10000 / 8])
{
    for (unsigned lead = 0xE2; lead <= 0xEF; lead++)
        for (unsigned trail = 0x80; trail <= 0xBF; trail++)
            if (dbcs_table_utf8_start((unsigned char)lead, (unsigned char)trail))
                set(bits, dbcs_table_two((unsigned char)lead, (unsigned char)trail));
    for (uint32_t cp = 0xC0; cp <= 0xF7; cp++)
        if (cp != 0xD7) /* × is text; and it does not come alone */
            set(bits, cp);
    set(bits, 0xFFFD);
}
