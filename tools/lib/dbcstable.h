/*
 * What the codes of GB18030 and Big5 stand for: tables, filled row by row from iconv(3) as a text
 * needs them, so that starting costs next to nothing.
 */
#ifndef ZB_DBCSTABLE_H
#define ZB_DBCSTABLE_H

#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * What a two-byte code becomes, indexed by lead | trail << 8. It is zero until its row is filled,
 * and where there is no character, so that the fast loops need one test for all that is not plain.
 */
#define ENTRY_PLAIN 0x80000000U /* three bytes of UTF-8: the low 24 bits, the first one lowest */
#define ENTRY_SHORT 0x40000000U /* two bytes of UTF-8, the low 16 bits */
#define ENTRY_OTHER 0x20000000U /* the code point, the low 21 bits */
#define ENTRY_SIGN 0x10000000U  /* with ENTRY_OTHER: could be UTF-8 taken for GB18030 */
#define ENTRY_CP 0x1FFFFFU

struct dbcs {
    const char *name; /* for iconv_open */
    iconv_t cd;       /* once opened */
    bool opened, gb;
    bool filled[256]; /* rows, by lead */
    uint32_t two[65536];
};

extern struct dbcs dbcs_table_gb18030, dbcs_table_big5;

/* Fills the row of a lead byte, 81 to FE. */
void dbcs_table_fill(struct dbcs *d, unsigned lead);

/* The entry of the code p[0..2), p[0] >= 80. */
static inline uint32_t dbcs_table_entry(struct dbcs *d, const unsigned char *p)
{
    uint32_t *entry = &d->two[p[0] | (unsigned)p[1] << 8];
    if (*entry == 0 && !d->filled[p[0]] && p[0] != 0x80 && p[0] != 0xFF)
        dbcs_table_fill(d, p[0]);
    return *entry;
}

/* The code point of a well-formed four-byte code of GB18030, 0 where there is none. */
uint32_t dbcs_table_four(const unsigned char *p);

/* Whether two bytes can begin one of the UTF-8 characters of Chinese text: hanzi, E4B8 to E9BF;
 * full-width forms, EFBC to EFBD; punctuation and symbols, E280 to E29F and E380; U+FEFF, EFBB; or
 * U+FFFD, EFBF. */
bool dbcs_table_utf8_start(unsigned char first, unsigned char second);

/* The character of a two-byte code of GB18030; 0 where there is none. */
uint32_t dbcs_table_two(unsigned char lead, unsigned char trail);

#endif
