/*
 * A user's layout, any text: where it is taken, zb-table reads a table with it, and what it writes
 * are records.
 */
#include "target.h"

int zb_main(int argc, char **argv);
#define main zb_main /* the program's own functions are called, not its main */
#include "../../tools/zb-table.c"
#undef main

static const char grid[] = "2020年9月主要指标,,,,\n"
                           "单位：万元,,,,\n"
                           "指标,9月,同比增长（%）,1-9月,\n"
                           "社会消费品零售总额,1021.4,6.2,9876.5,注\n"
                           "其中：批发业,21.4,-3.4,290.5,\n"
                           "合计,1042.8,5.9,10167.0,\n";

static struct job job;

/* The layout is standard input. */
static void load(void)
{
    job.options = (struct table_options){.head_rows = TABLE_NONE};
    job.options.layout = layoutfile_read("-");
    take_layout(&job.options);
}

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
    (void)data;
    target_check_cells(r, rec, 6);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct run run;
    if (job.heads == NULL) {
        struct rules *rules = rules_load(NULL, 0);
        struct units *units = units_new();
        units_check(units);
        job.heads = celltexts_new(rules, units);
        job.rows = celltexts_new(rules, units);
    }
    target_run(&run, "zb-table", (struct view){(const char *)data, n}, 0, load);
    if (run.ended)
        return 0;
    target_run(&run, "zb-table", view_of(grid), 0, work);
    if (!run.ended) /* it is, where no table has a column of the layout */
        target_records(&run, check_record, NULL);
    layoutfile_free(job.options.layout);
    return 0;
}
