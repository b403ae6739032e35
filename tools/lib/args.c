#include "args.h"

#include "buf.h"
#include "meter.h"
#include "msg.h"
#include "nearest.h"
#include "out.h"
#include "reject.h"
#include "start.h"
#include "translate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef ZB_VERSION
#error "ZB_VERSION is set by the Makefile"
#endif

enum { OPT_REJECTS = 1000, OPT_EXPLAIN, OPT_PROGRESS };

static const struct option common[] = {
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {"verbose", no_argument, NULL, 'v'},
    {"rejects", required_argument, NULL, OPT_REJECTS},
    {"explain", no_argument, NULL, OPT_EXPLAIN},
    {"progress", no_argument, NULL, OPT_PROGRESS},
};

static _Noreturn void print_and_exit(const char *text)
{
    out_add(out_standard(), text, strlen(text));
    exit(finish());
}

/* All long options, the filter's first. Made once; it lives as long as the program. */
static struct option *all_longs(const struct args *a)
{
    static struct option *all;
    if (all != NULL)
        return all;
    size_t own = 0;
    while (a->longs != NULL && a->longs[own].name != NULL)
        own++;
    size_t n = 0;
    all = mem_new(own + sizeof common / sizeof *common + 1, sizeof *all);
    for (size_t i = 0; i < own; i++)
        all[n++] = a->longs[i];
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        if (common[i].val == OPT_REJECTS && !a->has_rejects)
            continue;
        if (common[i].val == OPT_EXPLAIN && !a->has_explain)
            continue;
        all[n++] = common[i];
    }
    return all;
}

/* Ends the program for what getopt_long calls c: '?' or ':'. */
static _Noreturn void bad_option(const struct args *a, int c, char **argv)
{
    const char *word = argv[optind - 1];
    char letter[] = {'-', (char)optopt, '\0'};
    bool is_long = strncmp(word, "--", 2) == 0;
    struct nearest near = nearest_of(view_of(""));
    const char *what = N_("unknown option");
    if (c == ':')
        what = N_("option without its argument");
    else if (is_long && optopt > 0)
        what = N_("option that takes no argument");
    else if (is_long)
        near = nearest_of((struct view){word + 2, strcspn(word + 2, "=")});
    /* a short option may stand in a cluster, so only a long one is shown as it was typed */
    if (optopt > 0 && optopt < 128 && !is_long)
        word = letter;
    size_t fit = 0;
    for (const struct option *o = all_longs(a); near.text.n > 0 && o->name != NULL; o++) {
        fit += view_starts(view_of(o->name), near.text);
        nearest_offer(&near, view_of(o->name));
    }
    if (fit > 1) {
        what = N_("ambiguous option");
        near.found.n = 0;
    }
    die(NULL, 0, "%s: %s%s%s%.*s (%s --help lists the options)", translated(what), word,
        nearest_lead(&near), near.found.n > 0 ? "--" : "", (int)near.found.n, near.found.p,
        msg_get_name());
}

int args_next(struct args *a, int argc, char **argv)
{
    char shorts[128];
    snprintf(shorts, sizeof shorts, ":hVv%s", a->shorts);
    opterr = 0;
    for (;;) {
        int c = getopt_long(argc, argv, shorts, all_longs(a), NULL);
        switch (c) {
        case 'h':
            print_and_exit(translated(a->usage));
        case 'V': {
            char text[128];
            snprintf(text, sizeof text, "%s (zhibiao) %s\n", msg_get_name(), ZB_VERSION);
            print_and_exit(text);
        }
        case 'v':
            a->verbose = true;
            break;
        case OPT_EXPLAIN:
            a->explain = true;
            break;
        case OPT_PROGRESS:
            a->progress = true;
            break;
        case OPT_REJECTS:
            reject_open(optarg);
            break;
        case '?':
        case ':':
            bad_option(a, c, argv);
        case -1:
            if (a->progress)
                meter_start(argv + optind, (size_t)(argc - optind));
            return c;
        default:
            return c;
        }
    }
}
