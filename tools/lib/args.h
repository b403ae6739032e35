/* Option parsing by getopt_long, with the options that mean the same in every filter. */
#ifndef ZB_ARGS_H
#define ZB_ARGS_H

#include <getopt.h>
#include <stdbool.h>

struct args {
    /* given by the filter */
    const char *usage;          /* the whole text of --help in English, ending in a newline */
    const char *shorts;         /* its own short options as for getopt ("b:a:"); may be "" */
    const struct option *longs; /* its own long options, ended by a zero entry; may be NULL */
    bool has_explain;           /* whether --explain is an option of this filter */
    bool has_rejects;           /* whether --rejects is an option of this filter */
    /* set by args_next */
    bool verbose;  /* -v */
    bool explain;  /* --explain */
    bool progress; /* --progress */
};

/*
 * Takes the next of the filter's own options and returns its letter or val; its argument is in
 * optarg. Returns -1 after the last one; argv[optind..argc) are then the files. Takes by itself: -h
 * --help and -V --version (they print and exit 0), -v --verbose, --explain, --rejects FILE
 * (opens it, see reject.h), and --progress (see meter.h). An option that is unknown or lacks its
 * argument ends the program with STATUS_FAILED and a line that points to --help.
 */
int args_next(struct args *a, int argc, char **argv);

#endif
