#include "dbcstable.h"

#include "msg.h"
#include "utf8.h"

#include <string.h>

enum {
    ROW = 0xFF - 0x40,   /* trails of a lead, 40 to FE */
    BLOCK = 10 * 126,    /* four-byte codes that share their first two bytes */
    FOUR_BMP = 39420,    /* four-byte codes of the basic plane, 81308130 to 8431A439 */
    FOUR_ABOVE = 189000, /* 90308130, which is U+10000 */
    FOUR_END = 189000 + (1 << 20),
};

struct dbcs dbcs_table_gb18030 = {.name = "GB18030", .gb = true};
struct dbcs dbcs_table_big5 = {.name = "BIG5"};
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

bool dbcs_table_utf8_start(unsigned char first, unsigned char second)
{
    if (second < 0x80 || second > 0xBF)
        return false;
    return (first >= 0xE5 && first <= 0xE9) || (first == 0xE4 && second >= 0xB8) ||
           (first == 0xE2 && second <= 0x9F) || (first == 0xE3 && second == 0x80) ||
           (first == 0xEF && second >= 0xBB && second != 0xBE);
}

void dbcs_table_fill(struct dbcs *d, unsigned lead)
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
        if (d->gb && dbcs_table_utf8_start((unsigned char)lead, (unsigned char)trail))
            entry |= ENTRY_SIGN;
        else if (cp >= 0x80 && cp < 0x800 && utf8_encode(cp, (char *)text) == 2)
            entry = ENTRY_SHORT | text[0] | (uint32_t)text[1] << 8;
        else if (utf8_encode(cp, (char *)text) == 3)
            entry = ENTRY_PLAIN | text[0] | (uint32_t)text[1] << 8 | (uint32_t)text[2] << 16;
        d->two[lead | trail << 8] = entry;
    }
    d->filled[lead] = true;
}

uint32_t dbcs_table_two(unsigned char lead, unsigned char trail)
{
    uint32_t entry = dbcs_table_entry(&dbcs_table_gb18030, (const unsigned char[]){lead, trail});
    uint32_t cp = entry & ENTRY_CP;
    if ((entry & (ENTRY_PLAIN | ENTRY_SHORT)) != 0) {
        char text[] = {(char)entry, (char)(entry >> 8), (char)(entry >> 16)};
        utf8_decode(text, sizeof text, &cp);
    }
    return cp;
}

uint32_t dbcs_table_four(const unsigned char *p)
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
        ask(&dbcs_table_gb18030, codes, BLOCK, 4, four + (size_t)block * BLOCK);
        four_filled[block] = true;
    }
    return four[i];
}
