/*
 * Decodes text of a known encoding, block by block, to the standard output: faults are replaced and
 * reported, lines of another encoding and mojibake are found, line ends are unified.
 */
#ifndef ZB_DECODER_H
#define ZB_DECODER_H

#include "encoding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DECODER_BLOCK = 64 * 1024 }; /* the longest block, in bytes; even, for UTF-16 */

enum decoder_fault { FAULT_BYTES, FAULT_MIXED, FAULT_MOJIBAKE, FAULT_NUL, FAULT_COUNT };

struct decoder {
    const char *name;       /* of the file, for messages; not owned */
    enum encoding encoding; /* ENCODING_NONE: as UTF-8, of which nothing but ASCII comes */
    bool named;             /* the user said so: no line is taken for one of another encoding */
    bool strict;            /* the first fault ends the program */
    /* kept by the functions below; at first zero */
    uint64_t offset; /* of the next block in the file */
    uint64_t lines;  /* line ends that were written */
    uint64_t faults[FAULT_COUNT];
    char last;     /* the last byte that was written, 0 before the first */
    bool after_cr; /* the last block ended in a CR */
    bool ctrl_z;   /* a ^Z is held back, since it is no data where the file ends; */
    uint64_t nuls; /* then so many NUL bytes, */
    uint64_t nuls_offset, nuls_line; /* which begin there */
    uint64_t marks; /* byte order marks at the start of a line that were left out */
};

/* The length of the next block of p[0..n), 0 where that must be longer to know: whole lines up to
 * DECODER_BLOCK bytes in all, or that many bytes of a longer line. Where blocks end depends on the
 * text alone. `last`: the file ends at p + n. */
size_t decoder_block(enum encoding encoding, const char *p, size_t n, bool last);

/*
 * Decodes a block; TRANSCODE_SLACK bytes after it must be readable. Returns how many bytes were
 * taken: all, but for the start of a character at the end of a block that is not a whole line and
 * not the last. Reports the first ten places of each fault, FILE:LINE with the offset in bytes from
 * 0.
 */
size_t decoder_take(struct decoder *d, const char *p, size_t n, bool last);

/* Ends the file: reports NUL bytes at its end, and how many faults there were beyond those named.
 */
void decoder_end(struct decoder *d);

#endif
