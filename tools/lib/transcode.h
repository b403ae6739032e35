/*
 * From the encodings of zb-decode to UTF-8, a piece at a time, stopping at whatever needs a
 * decision.
 *
 * Line ends, NULs and other controls pass as they are.
 */
#ifndef ZB_TRANSCODE_H
#define ZB_TRANSCODE_H

#include "encoding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TRANSCODE_SLACK = 64, /* bytes after a piece that must be readable; they need not be text */
    TRANSCODE_GROWTH =
        3, /* UTF-8 takes at most so many bytes for one, and TRANSCODE_SLACK beyond */
};

enum stop {
    STOP_END,   /* all was taken, up to a character that lacks its last bytes */
    STOP_FAULT, /* the next `length` bytes are no character of the encoding */
    STOP_SIGN,  /* the next `length` bytes are `cp`, a sign that something is wrong (below) */
};

/* A piece of input on its way; transcode() moves p and o on. */
struct piece {
    const char *p, *end; /* input that is not taken yet; not owned */
    const char *start;   /* p or before: what is before start is not looked at */
    bool whole;          /* nothing follows: a character without its last bytes is a fault */
    const char *quiet;   /* signs before this place are taken as text */
    char *o;             /* where the output goes; not owned */
    /* set by a stop */
    size_t length; /* input bytes that the stop is about; 1 to 4 */
    uint32_t cp;   /* STOP_SIGN: the character */
    bool cut;      /* STOP_FAULT: it would be the start of a character, had more bytes come */
};

/*
 * Takes from the piece until something stops it. The signs are: U+FEFF; U+FFFD; what text looks
 * like that was UTF-8 and was read as another encoding (mojibake.h); in GB18030, bytes that are
 * good UTF-8.
 *
 * A fault is the longest start of a character in UTF-8 (Unicode 15, table 3-8), a code unit in
 * UTF-16 (U+0000 is one, since no text holds it). In GB18030 and Big5 it is the lead byte alone
 * where an ASCII byte follows, so that no comma and no line end is lost, else the lead byte and its
 * trail (as the WHATWG decoders do); a four-byte code that is well formed but has no character is
 * one fault of four bytes, so that no digit is left behind.
 */
enum stop transcode(enum encoding encoding, struct piece *piece);

#endif
