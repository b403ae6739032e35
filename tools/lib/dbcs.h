/*
 * The double-byte encodings: GB18030 (one, two and four bytes) and Big5 (one and two).
 *
 * What each code is stands in the tables of dbcstable.h, so that decoding a character is one
 * look-up.
 */
#ifndef ZB_DBCS_H
#define ZB_DBCS_H

#include "transcode.h"

/* transcode() for the two encodings. */
enum stop dbcs_gb18030(struct piece *piece);
enum stop dbcs_big5(struct piece *piece);

#endif
