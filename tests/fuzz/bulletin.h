/* zb-bulletin in this process: rules and options are for the target to set. */
#ifndef ZB_FUZZ_BULLETIN_H
#define ZB_FUZZ_BULLETIN_H

#include "target.h"

int zb_main(int argc, char **argv);
#define main zb_main /* the program's own functions are called, not its main */
#include "../../tools/zb-bulletin.c"
#undef main

static struct rules *rules;
static struct options opt;

static void take_document(struct input *in)
{
    read_document(in, rules, &opt, out_standard());
}

/* Reads standard input and writes its records. */
static void work(void)
{
    columns_write_header(out_standard());
    target_inputs(take_document);
}

#endif
