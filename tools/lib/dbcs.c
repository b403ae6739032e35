#include "dbcs.h"

#include "msg.h"
#include "utf8.h"

#include <iconv.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * What a two-byte code becomes, indexed by lead | trail << 8. It is zero until its row is filled,
 * and where there is no character, so that the fast loops need one test for all that is not plain.
 */
#define ENTRY_PLAIN 0x80000000U /* three bytes of UTF-8: the low 24 bits, the first one lowest */
#define ENTRY_SHORT 0x40000000U /* two bytes of UTF-8, the low 16 bits */
#define ENTRY_OTHER 0x20000000U /* the code point, the low 21 bits */
#define ENTRY_SIGN 0x10000000U  /* with ENTRY_OTHER: could be UTF-8 taken for GB18030 */
#define ENTRY_CP 0x1FFFFFU

enum {
    ROW = 0xFF - 0x40,   /* trails of a lead, 40 to FE */
    BLOCK = 10 * 126,    /* four-byte codes that share their first two bytes */
    FOUR_BMP = 39420,    /* four-byte codes of the basic plane, 81308130 to 8431A439 */
    FOUR_ABOVE = 189000, /* 90308130, which is U+10000 */
    FOUR_END = 189000 + (1 << 20),
};

struct dbcs {
    const char *name; /* for iconv_open */
    iconv_t cd;       /* once opened */
    bool opened, gb;
    bool filled[256]; /* rows, by lead */
    uint32_t two[65536];
};

static struct dbcs gb18030 = {.name = "GB18030", .gb = true};
static struct dbcs big5 = {.name = "BIG5"};
static uint32_t four[FOUR_BMP + BLOCK]; /* code points, 0 for none */
static bool four_filled[FOUR_BMP / BLOCK + 1];

/* Asks iconv for n codes, at most BLOCK, of `width` bytes each: their code points, 0 where it has
 * none. */
static void ask(struct dbcs *d, const char *codes, size_t n, size_t width, uint32_t *cps)
{
    if (!d->opened) {
        d->cd = iconv_open("UTF-8", d->name);
        if (d->cd == (iconv_t)-1)
            die(NULL, 0, "iconv_open: %s:", d->name);
        d->opened = true;
    }
    char in[BLOCK * 4], out[BLOCK * 4];
    memcpy(in, codes, n * width);
    for (size_t i = 0; i < n;) {
        char *from = in + i * width, *to = out;
        size_t left = (n - i) * width, room = sizeof out;
        iconv(d->cd, NULL, NULL, NULL, NULL);
        iconv(d->cd, &from, &left, &to, &room);
        size_t good = n - left / width; /* iconv stops at the first code that is none */
        for (const char *p = out; i < good; i++)
            p += utf8_decode(p, (size_t)(to - p), &cps[i]);
        if (i < n)
            cps[i++] = 0;
    }
}

bool dbcs_utf8_start(unsigned char first, unsigned char second)
{
    if (second < 0x80 || second > 0xBF)
        return false;
    return (first >= 0xE5 && first <= 0xE9) || (first == 0xE4 && second >= 0xB8) ||
           (first == 0xE2 && second <= 0x9F) || (first == 0xE3 && second == 0x80) ||
           (first == 0xEF && second >= 0xBB && second != 0xBE);
}

/* Fills the row of a lead byte, 81 to FE. */
static void fill(struct dbcs *d, unsigned lead)
{
    char codes[ROW * 2];
    uint32_t cps[ROW];
    for (size_t i = 0; i < ROW; i++) {
        codes[2 * i] = (char)lead;
        codes[2 * i + 1] = (char)(0x40 + i);
    }
    ask(d, codes, ROW, 2, cps);
    for (unsigned i = 0; i < ROW; i++) {
        unsigned trail = 0x40 + i;
        uint32_t cp = cps[i], entry = ENTRY_OTHER | cp;
        unsigned char text[4];
        if (cp == 0 || trail == 0x7F)
            continue;
        if (d->gb && dbcs_utf8_start((unsigned char)lead, (unsigned char)trail))
            entry |= ENTRY_SIGN;
        else if (cp >= 0x80 && cp < 0x800 && utf8_encode(cp, (char *)text) == 2)
            entry = ENTRY_SHORT | text[0] | (uint32_t)text[1] << 8;
        else if (utf8_encode(cp, (char *)text) == 3)
            entry = ENTRY_PLAIN | text[0] | (uint32_t)text[1] << 8 | (uint32_t)text[2] << 16;
        d->two[lead | trail << 8] = entry;
    }
    d->filled[lead] = true;
}

/* The entry of the code p[0..2), p[0] >= 80. */
static uint32_t entry_of(struct dbcs *d, const unsigned char *p)
{
    uint32_t *entry = &d->two[p[0] | (unsigned)p[1] << 8];
    if (*entry == 0 && !d->filled[p[0]] && p[0] != 0x80 && p[0] != 0xFF)
        fill(d, p[0]);
    return *entry;
}

uint32_t dbcs_gb18030_character(unsigned char lead, unsigned char trail)
{
    uint32_t entry = entry_of(&gb18030, (const unsigned char[]){lead, trail});
    uint32_t cp = entry & ENTRY_CP;
    if ((entry & (ENTRY_PLAIN | ENTRY_SHORT)) != 0) {
        char text[] = {(char)entry, (char)(entry >> 8), (char)(entry >> 16)};
        utf8_decode(text, sizeof text, &cp);
    }
    return cp;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool is_lead(unsigned char c)
{
    return c >= 0x81 && c <= 0xFE;
}

/* How many bytes of p[0..n) begin a four-byte code, as far as they go: 4 for a whole one. */
static size_t four_shape(const unsigned char *p, size_t n)
{
    size_t i = 0;
    while (i < n && i < 4 && (i % 2 == 0 ? is_lead(p[i]) : is_digit(p[i])))
        i++;
    return i;
}

/* The code point of a well-formed four-byte code, 0 where there is none. */
static uint32_t four_character(const unsigned char *p)
{
    uint32_t block = (uint32_t)(p[0] - 0x81) * 10 + (uint32_t)(p[1] - '0');
    uint32_t i = block * BLOCK + (uint32_t)(p[2] - 0x81) * 10 + (uint32_t)(p[3] - '0');
    if (i >= FOUR_ABOVE)
        return i < FOUR_END ? i - FOUR_ABOVE + 0x10000 : 0;
    if (i >= FOUR_BMP)
        return 0;
    if (!four_filled[block]) {
        char codes[BLOCK * 4];
        for (unsigned j = 0; j < BLOCK; j++) {
            codes[4 * j] = (char)p[0];
            codes[4 * j + 1] = (char)p[1];
            codes[4 * j + 2] = (char)(0x81 + j / 10);
            codes[4 * j + 3] = (char)('0' + j % 10);
        }
        ask(&gb18030, codes, BLOCK, 4, four + (size_t)block * BLOCK);
        four_filled[block] = true;
    }
    return four[i];
}

/* Whether bytes that could be a character of UTF-8 are followed by what fits: a second one, ASCII,
 * or the end. GB18030 seldom looks like that: a byte 80 to BF where a character begins is rare. */
static bool looks_utf8(const unsigned char *p, const unsigned char *end)
{
    uint32_t cp;
    if (utf8_decode((const char *)p, (size_t)(end - p), &cp) != 3)
        return false;
    p += 3;
    return p == end || *p < 0x80 || utf8_decode((const char *)p, (size_t)(end - p), &cp) == 3;
}

static enum stop stop_at(struct piece *x, enum stop stop, size_t length, uint32_t cp)
{
    x->length = length;
    x->cp = cp;
    return stop;
}

/* A code of four bytes, or what begins like one: a lead byte and a digit. */
static enum stop take_four(struct piece *x)
{
    const unsigned char *p = (const unsigned char *)x->p;
    size_t left = (size_t)(x->end - x->p), shape = four_shape(p, left);
    if (shape < 4) {
        x->cut = shape == left;
        return x->cut && !x->whole ? STOP_END : stop_at(x, STOP_FAULT, 1, 0);
    }
    uint32_t cp = four_character(p);
    if (cp == 0)
        return stop_at(x, STOP_FAULT, 4, 0);
    if ((cp == 0xFEFF || cp == 0xFFFD) && x->p >= x->quiet)
        return stop_at(x, STOP_SIGN, 4, cp);
    x->p += 4;
    x->o += utf8_encode(cp, x->o);
    return STOP_END;
}

/* One character at x->p, which is not ASCII. STOP_END where it was taken, or where it must wait for
 * its last bytes: x->p has not moved then. */
static enum stop take_one(struct dbcs *d, struct piece *x)
{
    const unsigned char *p = (const unsigned char *)x->p, *end = (const unsigned char *)x->end;
    size_t left = (size_t)(end - p);
    x->cut = false;
    if (d->gb && left >= 2 && is_digit(p[1]) && is_lead(p[0]))
        return take_four(x);
    uint32_t entry = left >= 2 ? entry_of(d, p) : 0, cp = entry & ENTRY_CP;
    if ((entry & (ENTRY_PLAIN | ENTRY_SHORT)) != 0) {
        x->o[0] = (char)entry;
        x->o[1] = (char)(entry >> 8);
        x->o[2] = (char)(entry >> 16); /* overwritten by what follows a short one */
        x->o += (entry & ENTRY_PLAIN) != 0 ? 3 : 2;
        x->p += 2;
    } else if ((entry & ENTRY_SIGN) != 0 && x->p >= x->quiet && looks_utf8(p, end)) {
        return stop_at(x, STOP_SIGN, 2, cp);
    } else if (entry != 0) {
        x->o += utf8_encode(cp, x->o);
        x->p += 2;
    } else if (d->gb && *p == 0x80) {
        x->o += utf8_encode(0x20AC, x->o);
        x->p++;
    } else if (left == 1 && is_lead(*p)) {
        x->cut = true;
        return x->whole ? stop_at(x, STOP_FAULT, 1, 0) : STOP_END;
    } else {
        return stop_at(x, STOP_FAULT, is_lead(*p) && p[1] >= 0x80 ? 2 : 1, 0);
    }
    return STOP_END;
}

/* Takes characters that begin before limit, one at a time. */
static enum stop take_slowly(struct dbcs *d, struct piece *x, const char *limit)
{
    while (x->p < limit) {
        if ((unsigned char)*x->p < 0x80) {
            *x->o++ = *x->p++;
            continue;
        }
        const char *before = x->p;
        enum stop stop = take_one(d, x);
        if (stop != STOP_END || x->p == before)
            return stop;
    }
    return STOP_END;
}

#ifdef __SSE2__
#define LOAD(p) _mm_loadu_si128((const __m128i *)(const void *)(p))
#define STORE(p, v) _mm_storeu_si128((__m128i *)(void *)(p), v)

/*
 * The lead bytes among 64, the first of which begins a character; a bit each. high has a bit for
 * each byte beyond ASCII. In a run of such bytes every second one is a lead, and a run of odd
 * length takes the byte after it as its last trail: what backslashes are to the characters after
 * them in JSON, and found by the same subtraction (Langdale and Lemire, "Parsing gigabytes of JSON
 * per second", 2019).
 */
static uint64_t leads_of(uint64_t high)
{
    const uint64_t odd = 0xAAAAAAAAAAAAAAAA;
    return (((high << 1 | odd) - high) ^ odd) & high;
}

/* How many leads there are before byte 8, 16, ... 64, a byte each, the first lowest. Two leads are
 * never neighbours, which saves the first step of the usual count. */
static uint64_t leads_before(uint64_t leads)
{
    uint64_t n = (leads | leads >> 1) & 0x5555555555555555;
    n = (n & 0x3333333333333333) + (n >> 2 & 0x3333333333333333);
    n = (n + (n >> 4)) & 0x0F0F0F0F0F0F0F0F;
    return n * 0x0101010101010101;
}

struct sixty_four {
    __m128i quarter[4];
    uint64_t leads;
};

static inline struct sixty_four load(const char *p)
{
    struct sixty_four b = {{LOAD(p), LOAD(p + 16), LOAD(p + 32), LOAD(p + 48)}, 0};
    uint64_t high = 0;
    for (int i = 0; i < 4; i++)
        high |= (uint64_t)(unsigned)_mm_movemask_epi8(b.quarter[i]) << 16 * i;
    b.leads = leads_of(high);
    return b;
}

/* Takes 64 bytes whose characters are ASCII, plain or short, if they are; as take_plain, but each
 * place depends on the last. */
static bool take_short(const struct dbcs *d, struct piece *x)
{
    const char *p = x->p, *ascii = x->p;
    char *o = x->o;
    uint64_t leads = load(p).leads;
    const char *end = p + 64 - (leads >> 63);
    for (leads &= ~((uint64_t)1 << 63);; leads &= leads - 1) {
        const char *at = leads != 0 ? p + __builtin_ctzll(leads) : end;
        for (ptrdiff_t i = 0; i < at - ascii; i += 16)
            STORE(o + i, LOAD(ascii + i));
        o += at - ascii;
        if (leads == 0)
            break;
        uint16_t code;
        memcpy(&code, at, 2);
        uint32_t entry = d->two[code];
        if ((entry & (ENTRY_PLAIN | ENTRY_SHORT)) == 0)
            return false;
        memcpy(o, &entry, 4);
        o += (entry & ENTRY_PLAIN) != 0 ? 3 : 2;
        ascii = at + 2;
    }
    x->p = end;
    x->o = o;
    return true;
}

/* Takes 64 bytes in which every second one is a lead, if all 32 characters are plain. */
static inline bool take_32(const struct dbcs *d, const char *p, char *o)
{
    uint32_t all = ENTRY_PLAIN;
    for (size_t i = 0; i < 32; i++) {
        uint16_t code;
        memcpy(&code, p + 2 * i, 2);
        uint32_t entry = d->two[code];
        all &= entry;
        memcpy(o + 3 * i, &entry, 4);
    }
    return (all & ENTRY_PLAIN) != 0;
}

/*
 * Takes 64 bytes at a time, as long as all their characters are ASCII or plain. Text that mixes
 * short runs of both, as tables do, must not cost a mispredicted branch at each change. So every
 * byte's place in the output is counted first: its own, plus one for each lead before it. The four
 * quarters are copied to where their first bytes belong; then each character in turn overwrites
 * what comes after its place with itself and the 16 bytes that follow it. The last to write a byte
 * is right about it. The one branch that is mispredicted is the end of the inner loop; it is known
 * early, since the loop counts, and the next 64 bytes are at hand by then. Prose has many 64 bytes
 * without ASCII, for which there is less to do.
 */
static inline __attribute__((always_inline)) void take_plain(const struct dbcs *d, struct piece *x)
{
    const char *p = x->p;
    char *o = x->o;
    if (x->end - p < 64)
        return;
    struct sixty_four next = load(p);
    while (x->end - p >= 64) {
        if (next.leads == 0x5555555555555555 && take_32(d, p, o)) {
            next = load(p + 64);
            p += 64;
            o += 96;
            continue;
        }
        uint64_t leads = next.leads & ~((uint64_t)1 << 63);
        size_t taken = 64 - (next.leads >> 63); /* a lead in the last place waits for its trail */
        uint64_t before = leads_before(leads);
        STORE(o, next.quarter[0]);
        STORE(o + 16 + (before >> 8 & 0xFF), next.quarter[1]);
        STORE(o + 32 + (before >> 24 & 0xFF), next.quarter[2]);
        STORE(o + 48 + (before >> 40 & 0xFF), next.quarter[3]);
        next = load(p + taken);
        uint32_t all = ENTRY_PLAIN;
        char *to = o, *last = o + (before >> 56);
        for (; to != last; to++) {
            size_t at = (size_t)__builtin_ctzll(leads);
            leads &= leads - 1;
            uint16_t code;
            memcpy(&code, p + at, 2);
            uint32_t entry = d->two[code];
            all &= entry;
            memcpy(to + at, &entry, 4);
            STORE(to + at + 3, LOAD(p + at + 2));
        }
        if ((all & ENTRY_PLAIN) == 0)
            break;
        p += taken;
        o = last + taken;
    }
    x->p = p;
    x->o = o;
}

/* The same, compiled for processors that find and clear the lowest bit in one step each. */
__attribute__((target("bmi"))) static void take_plain_bmi(const struct dbcs *d, struct piece *x)
{
    take_plain(d, x);
}
#endif

static enum stop take(struct dbcs *d, struct piece *x)
{
    while (x->p < x->end) {
#ifdef __SSE2__
        if (__builtin_cpu_supports("bmi"))
            take_plain_bmi(d, x);
        else
            take_plain(d, x);
        if (x->end - x->p >= 64 && take_short(d, x))
            continue;
#endif
        const char *limit = x->end - x->p > 64 ? x->p + 64 : x->end;
        enum stop stop = take_slowly(d, x, limit);
        if (stop != STOP_END || x->p < limit)
            return stop;
    }
    return STOP_END;
}

enum stop dbcs_gb18030(struct piece *piece)
{
    return take(&gb18030, piece);
}

enum stop dbcs_big5(struct piece *piece)
{
    return take(&big5, piece);
}
