/*
 * zb-bulletin over any text: what it writes are records, each with a figure of the line that it
 * names; neither the size of reads nor --explain changes any of it.
 */
#include "bulletin.h"
#include "occurs.h"

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
