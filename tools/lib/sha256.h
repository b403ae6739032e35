/* SHA-256 (FIPS 180-4), for the hashes of published files. */
#ifndef ZB_SHA256_H
#define ZB_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct sha256 {
    uint32_t state[8];
    uint64_t length; /* bytes taken */
    unsigned char block[64];
};

enum { SHA256_TEXT = 65 }; /* 64 hexadecimal digits and NUL */

void sha256_init(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *p, size_t n);

/* Writes the hash of all that was added in lower-case hexadecimal digits. s is used up. */
void sha256_text(struct sha256 *s, char text[SHA256_TEXT]);

#endif
