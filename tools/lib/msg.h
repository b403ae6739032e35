/* Messages and exit statuses: the one way a filter speaks on stderr and ends. */
#ifndef ZB_MSG_H
#define ZB_MSG_H

#include <stdarg.h>
#include <stdint.h>

/* The suite's three exit statuses; every manual page gives them the same meaning. */
enum {
    STATUS_TAKEN = 0,   /* all input was taken */
    STATUS_REFUSED = 1, /* done, but some input was refused and each refusal was reported */
    STATUS_FAILED = 2,  /* the job could not be done */
};

/* Sets the name that opens every message ("zb-cat"). name must outlive the process' messages. */
void msg_name(const char *name);

/* The name set by msg_name. */
const char *msg_get_name(void);

/*
 * Writes one line "NAME: FILE:LINE: TEXT" to stderr in a single write, TEXT in the language of the
 * user (translate.h). file NULL leaves out file and line, line 0 leaves out the line. What could
 * steer a terminal (controls of C0 and C1, DEL, marks that turn the direction of text) is written
 * as \xHH, byte by byte. A format that ends in
 * ':' gets " " and strerror(errno) appended.
 */
void msg(const char *file, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* msg, the arguments of the format as a list. */
void msg_args(const char *file, uint64_t line, const char *format, va_list ap)
    __attribute__((format(printf, 3, 0)));

/*
 * Shows "NAME: TEXT" on the terminal that stderr is, as a line that stands until the next message
 * or the next such line takes its place; text is cut where the terminal ends.
 */
void msg_passing(const char *text);

/* msg, then exit with STATUS_FAILED. Nothing is flushed: a failed job leaves no half output behind
 * that looks whole. */
_Noreturn void die(const char *file, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* die, the arguments of the format as a list. */
_Noreturn void die_args(const char *file, uint64_t line, const char *format, va_list ap)
    __attribute__((format(printf, 3, 0)));

/* Has die call clean before it ends the program: what must not be left behind is removed there. One
 * for a program; NULL for none. */
void msg_before_end(void (*clean)(void));

/* Remembers that input was refused: status_end then returns at least STATUS_REFUSED. */
void status_refused(void);

/* The status to leave main with, once all output has been closed. */
int status_end(void);

#endif
