#include "dbcs.h"

#include "dbcstable.h"
#include "utf8.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

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
    uint32_t cp = dbcs_table_four(p);
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
    uint32_t entry = left >= 2 ? dbcs_table_entry(d, p) : 0, cp = entry & ENTRY_CP;
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
    return take(&dbcs_table_gb18030, piece);
}

enum stop dbcs_big5(struct piece *piece)
{
    return take(&dbcs_table_big5, piece);
}
