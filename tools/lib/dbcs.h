/*
 * The double-byte encodings: GB18030 (one, two and four bytes) and Big5 (one and two).
 *
 * iconv(3) says what each code is; its answers are kept in tables, row by row as a text needs them,
 * so that starting costs next to nothing and the decoding of a character is one look-up.
 */
#ifndef ZB_DBCS_H
#define ZB_DBCS_H

#include "transcode.h"

#include <stdbool.h>
#include <stdint.h>

/* transcode() for the two encodings. */
enum stop dbcs_gb18030(struct piece *piece);
enum stop dbcs_big5(struct piece *piece);

/* Whether two bytes can begin one of the UTF-8 characters of Chinese text: hanzi, E4B8 to E9BF;
 * full-width forms, EFBC to EFBD; punctuation and symbols, E280 to E29F and E380; U+FEFF, EFBB; or
 * U+FFFD, EFBF. */
bool dbcs_utf8_start(unsigned char first, unsigned char second);

/* The character of a two-byte code of GB18030; 0 where there is none. */
uint32_t dbcs_gb18030_character(unsigned char lead, unsigned char trail);

#endif
