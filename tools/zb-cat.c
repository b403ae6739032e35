/*
 * zb-cat: records in, the same records out.
 *
 * The smallest filter of the suite: the template for a new one, and the oracle of the tests, since
 * whatever another filter leaves alone must come out of it as it comes out of this one.
 */
#include "lib/args.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/rec.h"
#include "lib/start.h"

#include <stddef.h>

static const char usage[] =
    "usage: zb-cat [-v] [--rejects FILE] [FILE ...]\n"
    "Writes the records of the files (or of standard input) as one stream.\n"
    "  --rejects FILE  keep refused rows there, with file, line and reason\n"
    "  --progress      show on a terminal how much was read, and how fast\n"
    "  -v, --verbose   say on stderr how many records were written\n"
    "  -h, --help      print this and exit\n"
    "  -V, --version   print the version and exit\n";

int main(int argc, char **argv)
{
    start("zb-cat");
    struct args args = {.usage = usage, .shorts = "", .has_rejects = true};
    while (args_next(&args, argc, argv) != -1)
        ;
    struct out *o = out_standard();
    struct rec_reader *r = rec_open(argv + optind, (size_t)(argc - optind));
    rec_write_header(o, r, NULL, 0);
    unsigned long long written = 0;
    for (struct rec *rec; (rec = rec_next(r)) != NULL; written++)
        rec_write_same(o, rec);
    rec_close(r);
    out_flush(o); /* so that what is said next is true */
    if (args.verbose)
        msg(NULL, 0, "records written: %llu", written);
    return finish();
}
