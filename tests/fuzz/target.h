/*
 * What the fuzz targets share: work is done in this process, again and again, as a program would do
 * it: with the input as its standard input, and what it writes and says kept in memory.
 */
#ifndef ZB_TARGET_H
#define ZB_TARGET_H

#include "input.h"
#include "rec.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the fuzzer, or replay.c, calls with each input; a target defines it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Ends the process by abort(), saying where, for a promise that is broken. */
#define hold(condition) target_hold((condition), __FILE__, __LINE__, #condition)
void target_hold(bool holds, const char *file, int line, const char *text);
_Noreturn void target_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What a run gave; zero-initialized at first, used again, ended by target_free. */
struct run {
    char *out, *said;     /* owned: what went to stdout and stderr */
    size_t out_n, said_n; /* bytes of them */
    size_t out_cap, said_cap;
    bool ended; /* by die */
};

/*
 * Runs work under the name of a program ("zb-cat") with input as its standard input, of which a
 * read takes at most `step` bytes (0: any). Where die ends the program, it is come back from: what
 * was not yet freed is lost. Checked for each run: all that is said are whole lines that open with
 * the name, without controls.
 */
void target_run(struct run *run, const char *name, struct view input, size_t step,
                void (*work)(void));
void target_free(struct run *run);

/* What replay.c, where it is the main program, wants of the address sanitizer. */
const char *replay_options(void);

/* How many runs of this process die has ended: where there was none, no memory may be lost. */
unsigned target_lost(void);

/* What a program's main does: gives each of its inputs, here standard input, to take. */
void target_inputs(void (*take)(struct input *in));

struct view target_out(const struct run *run);

/* A size of reads that cuts an input of n bytes into many pieces, but not too many. */
size_t target_step(size_t n);

/* Whether the two runs gave the same: output, and whether die ended them; where it did, the output
 * before it does not matter. */
bool target_same(const struct run *a, const struct run *b);

/*
 * Checks that the output is a stream of records as zb-record(5) says: zb-cat writes it as it is and
 * says nothing. Calls each (may be NULL) with every record and data; r is what it was read with.
 */
void target_records(const struct run *run,
                    void (*each)(const struct rec_reader *r, const struct rec *rec, void *data),
                    void *data);

/* What must hold for the cells of any record that is made of text or tables: value and resolution
 * are decimals, period, measure, bound and status are those of zb-record(5), and its line is one of
 * the `lines` that there are; returns it. */
uint64_t target_check_cells(const struct rec_reader *r, const struct rec *rec, uint64_t lines);

#endif
