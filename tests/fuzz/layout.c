/*
 * A user's layout, any text: where it is taken, zb-table reads a table with it, and what it writes
 * are records.
 */
#include "table.h"

static const char grid[] = "2020年9月主要指标,,,,\n"
                           "单位：万元,,,,\n"
                           "指标,9月,同比增长（%）,1-9月,\n"
                           "社会消费品零售总额,1021.4,6.2,9876.5,注\n"
                           "其中：批发业,21.4,-3.4,290.5,\n"
                           "合计,1042.8,5.9,10167.0,\n";

/* The layout is standard input. */
static void load(void)
{
    job.options = (struct table_options){.head_rows = TABLE_NONE};
    job.options.layout = layoutfile_read("-");
    take_layout(&job.options);
}

static void check_record(const struct rec_reader *r, const struct rec *rec, void *data)
{
    (void)data;
    target_check_cells(r, rec, 6);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct run run;
    prepare();
    target_run(&run, "zb-table", (struct view){(const char *)data, n}, 0, load);
    if (run.ended)
        return 0;
    target_run(&run, "zb-table", view_of(grid), 0, work);
    if (!run.ended) /* it is, where no table has a column of the layout */
        target_records(&run, check_record, NULL);
    layoutfile_free(job.options.layout);
    return 0;
}
