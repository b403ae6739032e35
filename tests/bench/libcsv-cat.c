/*
 * The least that libcsv alone can do of zb-cat's job: stdin parsed strictly and written as rows
 * with quotes only where RFC 4180 needs them. It is what the record reader is measured against, so
 * it is not made slower than it must be: large reads, one buffer of output, no stdio for a byte.
 */
#include <csv.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 256 * 1024 };

static char *out;
static size_t out_n, out_cap;
static bool in_row;

static void fail(const char *what)
{
    perror(what);
    exit(2);
}

static void flush(void)
{
    for (size_t done = 0; done < out_n;) {
        ssize_t n = write(STDOUT_FILENO, out + done, out_n - done);
        if (n < 0)
            fail("write");
        done += (size_t)n;
    }
    out_n = 0;
}

static void room(size_t n)
{
    if (out_cap - out_n >= n)
        return;
    flush();
    if (n > out_cap) {
        out_cap = n > BLOCK ? n : BLOCK;
        out = realloc(out, out_cap);
        if (out == NULL)
            fail("memory");
    }
}

static void on_cell(void *text, size_t n, void *data)
{
    (void)data;
    const char *p = text;
    bool quote = false;
    for (size_t i = 0; i < n && !quote; i++)
        quote = p[i] == ',' || p[i] == '"' || p[i] == '\n' || p[i] == '\r';
    room(2 * n + 3);
    if (in_row)
        out[out_n++] = ',';
    in_row = true;
    if (!quote) {
        memcpy(out + out_n, p, n);
        out_n += n;
    } else {
        out_n += csv_write(out + out_n, 2 * n + 2, p, n);
    }
}

static void on_row(int c, void *data)
{
    (void)c;
    (void)data;
    room(1);
    out[out_n++] = '\n';
    in_row = false;
}

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

int main(void)
{
    static char block[BLOCK];
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return 2;
    csv_set_space_func(&parser, no_space);
    csv_set_blk_size(&parser, BLOCK);
    ssize_t n;
    while ((n = read(STDIN_FILENO, block, sizeof block)) > 0) {
        if (csv_parse(&parser, block, (size_t)n, on_cell, on_row, NULL) != (size_t)n) {
            fprintf(stderr, "libcsv-cat: %s\n", csv_strerror(csv_error(&parser)));
            return 2;
        }
    }
    if (n < 0)
        fail("read");
    if (csv_fini(&parser, on_cell, on_row, NULL) != 0) {
        fprintf(stderr, "libcsv-cat: a quote is not closed\n");
        return 2;
    }
    flush();
    return 0;
}
