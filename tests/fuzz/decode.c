/*
 * zb-decode over any bytes, its encoding found or named: the output is UTF-8 with LF line ends and
 * without NUL; neither the size of reads nor --explain changes any of it; and what came out is
 * decoded to itself, but for a ^Z at its end, of which one more is taken each time.
 */
#include "target.h"
#include "utf8.h"

int zb_main(int argc, char **argv);
#define main zb_main /* the program's own functions are called, not its main */
#include "../../tools/zb-decode.c"
#undef main

static void work(void)
{
    struct input in;
    char last = '\0';
    input_init(&in, NULL, 0);
    while (input_next(&in))
        last = decode_file(&in, last);
}

static void check_text(const struct run *run)
{
    struct view text = target_out(run);
    hold(utf8_valid(text.p, text.n) == text.n);
    hold(memchr(text.p, '\0', text.n) == NULL);
    hold(memchr(text.p, '\r', text.n) == NULL);
}

/* As the options say, in reads of any size, and in small ones. */
static void decode(struct view input, struct run *whole)
{
    static struct run cut;
    opt.explain = false;
    target_run(whole, "zb-decode", input, 0, work);
    check_text(whole);
    opt.explain = true;
    target_run(&cut, "zb-decode", input, target_step(input.n), work);
    hold(target_same(whole, &cut));
    opt.explain = false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct run found, named, again;
    struct view input = {(const char *)data, n};
    if (buffer == NULL)
        buffer = mem_new(BUFFER + TRANSCODE_SLACK, 1);
    opt.from = ENCODING_ALL;
    opt.named = false;
    decode(input, &found);
    opt.named = true;
    opt.from = 1U << (n % ENCODING_NONE);
    decode(input, &named);
    opt.from = 1U << ENCODING_UTF8;
    target_run(&again, "zb-decode", target_out(&named), 0, work);
    hold(again.ended || view_ends(target_out(&named), view_of("\x1a")) ||
         view_equal(target_out(&again), target_out(&named)));
    return 0;
}
