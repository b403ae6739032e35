/* zb-table in this process: the job's options are for the target to set. */
#ifndef ZB_FUZZ_TABLE_H
#define ZB_FUZZ_TABLE_H

#include "target.h"

int zb_main(int argc, char **argv);
#define main zb_main /* the program's own functions are called, not its main */
#include "../../tools/zb-table.c"
#undef main

static struct job job;

static void take_grid(struct input *in)
{
    read_file(&job, in);
}

/* Makes what all inputs share, once. */
static void prepare(void)
{
    if (job.heads != NULL)
        return;
    struct rules *rules = rules_load(NULL, 0);
    struct units *units = units_new();
    units_check(units);
    job.heads = celltexts_new(rules, units);
    job.rows = celltexts_new(rules, units);
}

/* Reads standard input and writes its records. */
static void work(void)
{
    job.o = out_standard();
    columns_write_header(job.o);
    celltexts_clear(job.heads); /* where the run before was ended by die */
    celltexts_clear(job.rows);
    target_inputs(take_grid);
}

#endif
