/*
 * zb-table over any grid: what it writes are records; neither the size of reads nor --explain
 * changes any of it.
 */
#include "lines.h"
#include "target.h"

int zb_main(int argc, char **argv);
#define main zb_main /* the program's own functions are called, not its main */
#include "../../tools/zb-table.c"
#undef main

static struct job job;

static void work(void)
{
    struct input in;
    job.o = out_standard();
    columns_write_header(job.o);
    celltexts_clear(job.heads); /* where the run before was ended by die */
    celltexts_clear(job.rows);
    input_init(&in, NULL, 0);
    while (input_next(&in))
        read_file(&job, &in);
}

static void check_record(const struct rec_reader *r, const struct rec *rec, void *data)
{
    const struct view *input = data;
    target_check_cells(r, rec, lines_count(input->p, input->n, false) + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct run whole, cut;
    struct view input = {(const char *)data, n};
    if (job.heads == NULL) {
        struct rules *rules = rules_load(NULL, 0);
        struct units *units = units_new();
        units_check(units);
        job.options.head_rows = TABLE_NONE;
        job.heads = celltexts_new(rules, units);
        job.rows = celltexts_new(rules, units);
    }
    job.explain = false;
    target_run(&whole, "zb-table", input, 0, work);
    job.explain = true;
    target_run(&cut, "zb-table", input, target_step(n), work);
    hold(target_same(&whole, &cut));
    if (!whole.ended)
        target_records(&whole, check_record, &input);
    return 0;
}
