/* Input over the files of a command line, "-" or none for stdin. */
#ifndef ZB_INPUT_H
#define ZB_INPUT_H

#include "buf.h"

#include <stdbool.h>
#include <stddef.h>

struct input {
    char *const *files; /* not owned */
    size_t count;
    size_t next;      /* the next of files to open */
    int fd;           /* -1 where none is open */
    const char *name; /* of the open file; "standard input" for stdin */
    size_t limit;     /* most bytes a read takes; 0 for no limit */
    bool metered;     /* --progress shows how far it is */
};

/*
 * Prepares to read files[0..count); none means stdin. Nothing is opened yet. The environment
 * variable ZB_READ_MAX=N limits each read to N bytes: the tests set it to put every character on a
 * block edge.
 */
void input_init(struct input *in, char *const *files, size_t count);

/* Opens the next file and sets in->name; false after the last one. A file that cannot be opened, or
 * is a directory, ends the program with STATUS_FAILED. */
bool input_next(struct input *in);

/* Reads up to n bytes of the open file into p. Returns how many, 0 at its end (it is then closed).
 * A read error ends the program with STATUS_FAILED. */
size_t input_read(struct input *in, char *p, size_t n);

/* Appends all bytes of one file ("-" for stdin), as the functions above read it. */
void input_load(const char *file, struct buf *text);

#endif
