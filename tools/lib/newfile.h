/* A file that is there whole or not at all: written beside its name, synced, then renamed. */
#ifndef ZB_NEWFILE_H
#define ZB_NEWFILE_H

#include "out.h"
#include "sha256.h"

#include <stdint.h>

struct newfile; /* opaque */

/*
 * Begins to write the file; name must outlive it. The old file stays as it is until
 * newfile_publish. Where the file system can, the new one has no name before that, so that a job
 * that is killed leaves nothing behind; one that fails removes it. A name that is there and no
 * regular file (a pipe, /dev/full) is written to directly. Ends the program with STATUS_FAILED
 * where it cannot be made.
 */
struct newfile *newfile_open(const char *name);

/* Where to write it. Owned by the file. */
struct out *newfile_out(struct newfile *f);

/* How many bytes the file has on disk, and their hash: what is written is read again. Not for a
 * name that is no regular file. */
uint64_t newfile_hash(struct newfile *f, char hash[SHA256_TEXT]);

/* Gives the file its name, in place of one that is there, and frees f. Everything is checked: the
 * program ends with STATUS_FAILED, and the old file stays, where a byte could not be stored. */
void newfile_publish(struct newfile *f);

#endif
