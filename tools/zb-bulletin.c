/*
 * zb-bulletin: prose to observations, as zb-record(5) says.
 *
 * Bulletins, plans and reports give their figures in sentences. The grammar is data (tools/rules);
 * what patterns can't say is in lib/reading.c and what it calls.
 */
#include "lib/args.h"
#include "lib/buf.h"
#include "lib/columns.h"
#include "lib/csvout.h"
#include "lib/document.h"
#include "lib/flat.h"
#include "lib/input.h"
#include "lib/magic.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/period.h"
#include "lib/reading.h"
#include "lib/reject.h"
#include "lib/rules.h"
#include "lib/start.h"
#include "lib/translate.h"
#include "lib/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEAD = 64 * 1024,          /* what the document's own facts are looked for in */
    LINE_MAX_BYTES = 16 << 20, /* a longer line is no prose */
    OPT_REGION = 256,
    OPT_PERIOD,
    OPT_SOURCE
};

static const char usage[] =
    "usage: zb-bulletin [-v] [--explain] [-r RULES] [--region NAME] [--period PERIOD]\n"
    "                   [--source NAME] [--rejects FILE] [FILE ...]\n"
    "Reads prose in UTF-8, one paragraph a line, and writes the figures in it as records.\n"
    "  -r, --rules FILE     add rules to the built-in ones\n"
    "  --region NAME        the place the text is about, whatever its title says\n"
    "  --period PERIOD      the time it is about, whatever its title says: 2020, 2016/2020,\n"
    "                       2020-09 ...\n"
    "  --source NAME        what the source column names it; the file's name by default\n"
    "  --rejects FILE       keep refused lines there, with file, line and reason\n"
    "  --explain            say on stderr for each figure how it was read, or why it was left\n"
    "  --progress           show on a terminal how much was read, and how fast\n"
    "  -v, --verbose        say on stderr what the document is and how many records it gave\n"
    "  -h, --help           print this and exit\n"
    "  -V, --version        print the version and exit\n";

struct options {
    struct view region;
    struct period period;
    const char *source; /* NULL for the file's own name */
    bool explain, verbose;
};

/* Where the records of a document go. */
struct sink {
    struct out *o;
    struct view region, source;
    struct buf text, line; /* scratch: a clause without the ends of its lines, a number */
    uint64_t count, undated;
};

/* The place value of the last digit: 0.1 for 290.5, 1 for 407. */
static struct view resolution_of(struct view value, char text[64])
{
    const char *point = memchr(value.p, '.', value.n);
    if (point == NULL)
        return view_of("1");
    size_t places = (size_t)(value.p + value.n - point) - 1;
    if (places > 60)
        return (struct view){0};
    memcpy(text, "0.", 2);
    memset(text + 2, '0', places);
    text[1 + places] = '1';
    return (struct view){text, places + 2};
}

/* Whether the clause is of several lines. */
static bool has_line_ends(struct view v)
{
    return v.n > 0 && (memchr(v.p, '\n', v.n) != NULL || memchr(v.p, '\r', v.n) != NULL);
}

static void write_record(void *data, const struct observation *o)
{
    struct sink *sink = data;
    char period[PERIOD_TEXT_MAX], resolution[64];
    struct view text = o->text;
    buf_clear(&sink->line);
    buf_add_number(&sink->line, o->line);
    if (has_line_ends(text)) {
        buf_clear(&sink->text);
        for (size_t i = 0; i < text.n; i++)
            if (text.p[i] != '\n' && text.p[i] != '\r')
                buf_add_char(&sink->text, text.p[i]);
        text = buf_view(&sink->text);
    }
    struct view fields[] = {
        o->region.n > 0 ? o->region : sink->region,
        o->indicator,
        o->item,
        view_of(period_text(o->period, period)),
        view_of(o->measure),
        o->against,
        o->value,
        o->unit,
        o->bound,
        view_of(o->status),
        resolution_of(o->value, resolution),
        sink->source,
        buf_view(&sink->line),
        text,
    };
    csvout_row(sink->o, fields, sizeof fields / sizeof *fields);
    sink->count++;
    sink->undated += o->period.kind == PERIOD_NONE || o->period.y == 0;
}

/* Reads more of the file into b; false at its end. */
static bool read_more(struct input *in, struct buf *b)
{
    buf_reserve(b, 65536);
    size_t n = input_read(in, b->p + b->n, 65536);
    b->n += n;
    return n > 0;
}

static void read_document(struct input *in, struct rules *rules, const struct options *opt,
                          struct out *o)
{
    struct buf b = {0};
    struct document doc = {0};
    bool more = true, text = false;
    while (more && b.n < HEAD)
        more = read_more(in, &b);
    struct view head = buf_view(&b);
    magic_refuse(in->name, head, N_("text"));
    if (view_starts(head, view_of("\xef\xbb\xbf")))
        memmove(b.p, b.p + 3, b.n -= 3);
    document_read(&doc, rules, buf_view(&b));
    document_set(&doc, opt->region, opt->period);
    struct sink sink = {.o = o,
                        .region = buf_view(&doc.region),
                        .source = view_of(opt->source != NULL ? opt->source : in->name)};
    struct reading *r = reading_new(rules, &doc, in->name, opt->explain, write_record, &sink);
    struct flat *f = flat_new(rules, &doc, r, in->name, opt->explain, write_record, &sink);
    uint64_t number = 0;
    size_t at = 0;
    for (;;) {
        const char *nl = b.n > at ? memchr(b.p + at, '\n', b.n - at) : NULL;
        if (nl == NULL && more && b.n - at < LINE_MAX_BYTES) {
            if (at > 0)
                memmove(b.p, b.p + at, b.n - at);
            b.n -= at;
            at = 0;
            more = read_more(in, &b);
            continue;
        }
        if (nl == NULL && b.n == at)
            break;
        size_t n = nl != NULL ? (size_t)(nl - b.p) - at : b.n - at;
        struct view line = {b.p + at, n};
        if (n > 0 && line.p[n - 1] == '\r')
            line.n--;
        number++;
        if (n >= LINE_MAX_BYTES)
            die(in->name, number, "line: longer than %d MiB, no prose", LINE_MAX_BYTES >> 20);
        size_t valid = utf8_valid(line.p, line.n);
        if (valid < line.n) {
            reject(in->name, number, line,
                   "not UTF-8 at byte %zu of the line: zb-decode reads other encodings", valid + 1);
            line.n = 0;
        }
        text |= view_trim(line).n > 0;
        flat_line(f, line, number);
        at += n + (nl != NULL);
    }
    flat_end(f);
    if (text && sink.count == 0)
        msg(in->name, 0, "no records: --explain says why; zb-table reads tables");
    if (sink.undated > 0)
        msg(in->name, 0, "%llu records without a year: neither the text nor --period names one",
            (unsigned long long)sink.undated);
    if (opt->verbose) {
        char period[PERIOD_TEXT_MAX];
        msg(in->name, 0, "%llu records; region %.*s, period %s", (unsigned long long)sink.count,
            (int)sink.region.n, sink.region.p, period_text(doc.period, period));
    }
    reading_free(r);
    buf_free(&sink.text);
    buf_free(&sink.line);
    document_free(&doc);
    buf_free(&b);
}

int main(int argc, char **argv)
{
    static const struct option longs[] = {
        {"rules", required_argument, NULL, 'r'},
        {"region", required_argument, NULL, OPT_REGION},
        {"period", required_argument, NULL, OPT_PERIOD},
        {"source", required_argument, NULL, OPT_SOURCE},
        {0},
    };
    start("zb-bulletin");
    struct args args = {
        .usage = usage, .shorts = "r:", .longs = longs, .has_explain = true, .has_rejects = true};
    struct options opt = {0};
    char **rule_files = mem_new((size_t)argc, sizeof *rule_files);
    size_t rule_count = 0;
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        switch (c) {
        case 'r':
            rule_files[rule_count++] = optarg;
            break;
        case OPT_REGION:
            opt.region = view_of(optarg);
            break;
        case OPT_PERIOD:
            if (!period_parse(view_of(optarg), &opt.period))
                die(NULL, 0, "--period: not a period of zb-record(5), as in 2020 or 2020-12: %s",
                    optarg);
            break;
        case OPT_SOURCE:
            opt.source = optarg;
            break;
        }
    }
    opt.explain = args.explain;
    opt.verbose = args.verbose;
    struct out *o = out_standard();
    columns_write_header(o);
    struct rules *rules = rules_load(rule_files, rule_count);
    struct input in;
    input_init(&in, argv + optind, (size_t)(argc - optind));
    while (input_next(&in))
        read_document(&in, rules, &opt, o);
    rules_free(rules);
    free(rule_files);
    return finish();
}
