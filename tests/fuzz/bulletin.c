/*
 * zb-bulletin over any text: what it writes are records, each with a figure of the line that it
 * names; neither the size of reads nor --explain changes any of it.
 */
#include "occurs.h"
#include "target.h"

int zb_main(int argc, char **argv);
#define main zb_main /* the program's own functions are called, not its main */
#include "../../tools/zb-bulletin.c"
#undef main

static struct rules *rules;
static struct options opt;

static void work(void)
{
    struct input in;
    columns_write_header(out_standard());
    input_init(&in, NULL, 0);
    while (input_next(&in))
        read_document(&in, rules, &opt, out_standard());
}

static void check_record(const struct rec_reader *r, const struct rec *rec, void *data)
{
    const struct view *input = data;
    uint64_t number = target_check_cells(r, rec, occurs_lines(*input));
    struct view value = rec->fields[rec_need(r, "value")];
    /* a number may go on in the next line, where lines are broken for their length */
    if (!occurs(value, occurs_line(*input, number, 0)) &&
        !occurs(value, occurs_line(*input, number, 1)))
        target_fail("no such figure in its line: %.*s", (int)rec->raw.n, rec->raw.p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct run whole, cut;
    struct view input = {(const char *)data, n};
    if (rules == NULL)
        rules = rules_load(NULL, 0);
    opt = (struct options){0};
    target_run(&whole, "zb-bulletin", input, 0, work);
    opt.explain = true;
    target_run(&cut, "zb-bulletin", input, target_step(n), work);
    hold(target_same(&whole, &cut));
    if (!whole.ended)
        target_records(&whole, check_record, &input);
    return 0;
}
