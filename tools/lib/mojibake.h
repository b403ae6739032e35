/*
 * Mojibake: text that was decoded as what it is not, and saved again. It is good text of its
 * encoding, and wrong; only what it says shows it.
 */
#ifndef ZB_MOJIBAKE_H
#define ZB_MOJIBAKE_H

#include "view.h"

#include <stdbool.h>
#include <stdint.h>

enum mojibake {
    MOJIBAKE_UTF8_AS_GB18030,   /* of a Chinese full stop two thirds are read as 銆 */
    MOJIBAKE_UTF8_AS_LATIN1,    /* or as Windows-1252: a hanzi becomes e.g. ä¸­ */
    MOJIBAKE_GB18030_AS_LATIN1, /* a hanzi becomes e.g. ÖÐ */
    MOJIBAKE_LOST,              /* 锟斤拷: U+FFFD twice, read as GB18030; the text is gone */
    MOJIBAKE_REPLACED,          /* U+FFFD itself; the character is gone */
};

struct mojibake_found {
    enum mojibake kind;
    struct view seen; /* its first characters, in the line; not owned */
    char was[64];     /* the text that they were, NUL-terminated; "" where it is gone */
};

/*
 * Says whether a line of UTF-8 holds mojibake, and which; bytes that are not valid are passed over.
 *
 * The test for the first three: characters beyond ASCII that stand together, encoded back, are
 * valid UTF-8 of Chinese text (a last one may lack its end, which the wrong decoding tends to
 * lose), of at least two characters in the line, or one for Latin-1; or they are GB 2312 with at
 * least two hanzi of the first level. Text that was meant does not pass it by chance: of two-byte
 * codes of the right lead, a third at most has a right trail, for each character anew.
 */
bool mojibake_find(struct view line, struct mojibake_found *found);

/*
 * Sets the bits (cp % 8 of byte cp / 8) of the characters up to U+FFFF that tell that a line is
 * worth mojibake_find: those that the first two of the three bytes of Chinese text are in GB18030,
 * some 450 and most of them rare; the Latin letters that either encoding begins with in Latin-1;
 * U+FFFD.
 */
void mojibake_signs(uint8_t bits[0x10000 / 8]);

#endif
