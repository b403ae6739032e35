/* A whole text in memory, decoded to UTF-8 for the programs that cannot stream theirs. */
#ifndef ZB_DECODED_H
#define ZB_DECODED_H

#include "buf.h"
#include "encoding.h"
#include "input.h"
#include "view.h"

#include <stdbool.h>

/* Reads the rest of the open file into b, after what is there. More than `most` bytes end the
 * program with STATUS_FAILED. */
void read_whole(struct input *in, struct buf *b, size_t most);

/*
 * Decodes bytes to UTF-8 into text (cleared before) and returns their encoding: what a byte order
 * mark says, else what the bytes are (encoding_find), else, where these leave it open, what the
 * text declares of itself. declared may be NULL or a name nobody knows. Bytes that are no
 * character, and NUL, become U+FFFD, the first ten are reported with their line, and the status is
 * STATUS_REFUSED. Bytes that are no text in any known encoding end the program with
 * STATUS_FAILED. explain: says which encoding was taken, and why.
 */
enum encoding decode_whole(const char *file, struct view bytes, const char *declared, bool explain,
                           struct buf *text);

#endif
