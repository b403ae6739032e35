/*
 * A user's rules, any text, added to the built-in ones: where they are taken, zb-bulletin and
 * zb-table read with them, and what these write are records.
 */
#include "bulletin.h"

static const char text[] =
    "石桥县2024年国民经济和社会发展统计公报\n"
    "初步核算，全年实现生产总值290.5亿元，比上年增长6.2%，其中第三产业增加值1,021.4万元，占38.95%"
    "。\n"
    "“十三五”期间年均增长2.58%，居全市第三位；到2025年力争突破407亿元以上，翻一番。\n"
    "1-9月出口1.2亿美元、进口0.8亿美元，分别下降3.4%和持平。\n";

/* The rules are standard input. */
static void load(void)
{
    char *const files[] = {(char *)"-"};
    rules = rules_load(files, 1);
}

static void check_record(const struct rec_reader *r, const struct rec *rec, void *data)
{
    (void)data;
    hold(rec_column(r, "text") != REC_NONE && rec->count == 14);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct run run;
    target_run(&run, "zb-bulletin", (struct view){(const char *)data, n}, 0, load);
    if (run.ended)
        return 0;
    target_run(&run, "zb-bulletin", view_of(text), 0, work);
    hold(!run.ended);
    target_records(&run, check_record, NULL);
    rules_free(rules);
    return 0;
}
