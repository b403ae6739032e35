/*
 * zb-html over any page, as text, as tables and as it finds best, with and without what is hidden:
 * the output is UTF-8 without controls that lines of text do not have; neither the size of reads
 * nor --explain changes any of it.
 */
#include "target.h"
#include "utf8.h"

int zb_main(int argc, char **argv);
#define main zb_main /* the program's own functions are called, not its main */
#include "../../tools/zb-html.c"
#undef main

static void work(void)
{
    written = false;
    target_inputs(take_file);
}

static void read_page(struct view input, size_t step, struct run *run)
{
    target_run(run, "zb-html", input, step, work);
    struct view text = target_out(run);
    hold(utf8_valid(text.p, text.n) == text.n);
    hold(memchr(text.p, '\0', text.n) == NULL);
    hold(memchr(text.p, '\r', text.n) == NULL);
    hold(run->ended || text.n == 0 || text.p[text.n - 1] == '\n');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct run found, cut, other;
    struct view input = {(const char *)data, n};
    opt.form = FORM_FOUND;
    opt.hidden = opt.explain = false;
    read_page(input, 0, &found);
    opt.explain = true;
    read_page(input, target_step(n), &cut);
    hold(target_same(&found, &cut));
    opt.explain = false;
    opt.form = FORM_TEXT;
    read_page(input, 0, &other);
    opt.form = FORM_TABLES;
    opt.hidden = true;
    read_page(input, 0, &other);
    return 0;
}
