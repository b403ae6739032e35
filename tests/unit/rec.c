/*
 * The record reader against libcsv alone: whatever the reads cut in two, the same rows are
 * delivered, the same ones are refused, and the same quote is named where one is never closed.
 *
 * The oracle gives libcsv the whole input byte by byte, so that it knows at which byte each thing
 * happens; it shares no code with rec.c.
 */
#include "unit.h"

#include "rec.h"
#include "reject.h"
#include "utf8.h"

#include <csv.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS = 64, FIELDS = 32, TEXT = 4096 };

/* What a row is: its line and fields, flattened as "line|3:abc|0:|" so that they compare as text.
 */
struct text {
    char *p;
    size_t n, cap;
};

static void add(struct text *t, const char *p, size_t n)
{
    if (t->n + n > t->cap) {
        t->cap = 2 * (t->n + n) + TEXT;
        t->p = realloc(t->p, t->cap);
        if (t->p == NULL)
            abort();
    }
    if (n > 0)
        memcpy(t->p + t->n, p, n);
    t->n += n;
}

static void add_number(struct text *t, unsigned long long n, char end)
{
    char s[32];
    add(t, s, (size_t)snprintf(s, sizeof s, "%llu%c", n, end));
}

static void add_field(struct text *t, const char *p, size_t n)
{
    add_number(t, n, ':');
    add(t, p, n);
    add(t, "|", 1);
}

static bool same(const struct text *a, const struct text *b)
{
    return a->n == b->n && (a->n == 0 || memcmp(a->p, b->p, a->n) == 0);
}

static void show(const char *what, const struct text *t)
{
    fprintf(stderr, "%s: ", what);
    for (size_t i = 0; i < t->n; i++) {
        unsigned char c = (unsigned char)t->p[i];
        if (c < 0x20 || c > 0x7e || c == '\\')
            fprintf(stderr, "\\x%02x", c);
        else
            fputc(c, stderr);
    }
    fputc('\n', stderr);
}

struct result {
    struct text taken;       /* rows: line, fields */
    struct text refused;     /* rows: line, row as it came */
    struct text written;     /* header and taken rows as CSV */
    unsigned long long died; /* line named by the message that ended the job, 0 for no such end */
    bool no_header;          /* it ended for want of a header */
};

static void clear(struct result *r)
{
    free(r->taken.p);
    free(r->refused.p);
    free(r->written.p);
    *r = (struct result){0};
}

/* --- the oracle --- */

struct oracle {
    struct text row; /* fields of the row so far */
    struct text csv; /* the same, written */
    size_t fields;
    bool done;
};

static void oracle_field(void *p, size_t n, void *data)
{
    struct oracle *o = data;
    const char *s = p;
    bool quote = false;
    if (o->fields++ > 0)
        add(&o->csv, ",", 1);
    add_field(&o->row, s, n);
    for (size_t i = 0; i < n; i++)
        quote = quote || strchr(",\"\r\n", s[i] != '\0' ? s[i] : 'x') != NULL;
    if (quote)
        add(&o->csv, "\"", 1);
    for (size_t i = 0; i < n; i++)
        add(&o->csv, "\"\"", s[i] == '"' ? 2 : 0), add(&o->csv, s + i, s[i] != '"');
    if (quote)
        add(&o->csv, "\"", 1);
}

static void oracle_row(int c, void *data)
{
    struct oracle *o = data;
    (void)c;
    o->done = true;
}

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void oracle_parser(struct csv_parser *parser)
{
    csv_init(parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
    csv_set_space_func(parser, no_space);
}

/* The line of each byte of p[0..n), and of the end: a line ends in LF, CR LF or CR. Caller frees.
 */
static unsigned *lines_of(const char *p, size_t n)
{
    unsigned *lines = malloc((n + 1) * sizeof *lines);
    if (lines == NULL)
        abort();
    lines[0] = 1;
    for (size_t i = 0; i < n; i++) {
        bool ends = p[i] == '\r' || (p[i] == '\n' && !(i > 0 && p[i - 1] == '\r'));
        lines[i + 1] = lines[i] + ends;
    }
    return lines;
}

static bool is_utf8(const char *p, size_t n)
{
    uint32_t cp;
    size_t length = 1, i = 0;
    for (; i < n && length > 0; i += length)
        length = utf8_decode(p + i, n - i, &cp);
    return length > 0;
}

static void oracle(const char *p, size_t n, struct result *result)
{
    struct csv_parser parser;
    struct oracle o = {0};
    size_t columns = 0, row = 0, opened = 0,
           i = n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    bool at_row = true, after_cr = false;
    unsigned *lines = lines_of(p, n);
    oracle_parser(&parser);
    row = i;
    for (;;) {
        bool stray = false;
        bool end = i == n;
        bool ends_row = false; /* this byte, or the end, ends it */
        if (!end) {
            char c = p[i];
            if (at_row && after_cr && c == '\n') { /* the LF of CR LF */
                row = ++i;
                after_cr = false;
                continue;
            }
            if (at_row)
                row = i;
            bool was_quoted = parser.quoted;
            size_t fields = o.fields;
            at_row = false;
            stray = csv_parse(&parser, &c, 1, oracle_field, oracle_row, &o) != 1;
            if (parser.quoted && (!was_quoted || o.fields > fields))
                opened = i;
            ends_row = o.done;
            i++;
        } else {
            if (at_row)
                break;
            if (csv_fini(&parser, oracle_field, oracle_row, &o) != 0) {
                result->died = lines[opened];
                break;
            }
            ends_row = true;
        }
        if (stray) {
            size_t found = i - 1;
            while (i < n && p[i] != '\n' && p[i] != '\r')
                i++;
            size_t row_end = i;
            i += i < n;
            csv_free(&parser);
            oracle_parser(&parser);
            if (columns == 0) {
                result->died = lines[is_utf8(p + row, row_end - row) ? found : row];
                break;
            }
            add_number(&result->refused, lines[row], '|');
            add_field(&result->refused, p + row, row_end - row);
        } else if (!ends_row) {
            continue;
        } else {
            size_t row_end = end ? n : i - 1;
            bool blank = row_end == row;
            if (blank && columns == 1) /* the row of one empty field */
                oracle_field((char *)"", 0, &o);
            if (blank && columns != 1) {
                ;
            } else if (columns == 0 && !is_utf8(p + row, row_end - row)) {
                result->died = lines[row];
                break;
            } else if (columns == 0) {
                columns = o.fields;
                add(&result->written, o.csv.p, o.csv.n);
                add(&result->written, "\"\"", columns == 1 && o.csv.n == 0 ? 2 : 0);
                add(&result->written, "\n", 1);
            } else if (o.fields != columns || !is_utf8(p + row, row_end - row)) {
                add_number(&result->refused, lines[row], '|');
                add_field(&result->refused, p + row, row_end - row);
            } else {
                add_number(&result->taken, lines[row], '|');
                add(&result->taken, o.row.p, o.row.n);
                add(&result->written, o.csv.p, o.csv.n);
                add(&result->written, "\"\"", columns == 1 && o.csv.n == 0 ? 2 : 0);
                add(&result->written, "\n", 1);
            }
        }
        after_cr = i > 0 && p[i - 1] == '\r';
        o = (struct oracle){.row = {o.row.p, 0, o.row.cap}, .csv = {o.csv.p, 0, o.csv.cap}};
        at_row = true;
        if (end)
            break;
    }
    if (columns == 0 && result->died == 0)
        result->no_header = true;
    csv_free(&parser);
    free(lines);
    free(o.row.p);
    free(o.csv.p);
}

/* --- the reader --- */

/* Files in memory, which have a name too. */
struct file {
    int fd;
    char name[64];
};

static struct file rejects, written;
static int null_fd, stderr_fd;

static struct file file_new(const char *p, size_t n)
{
    struct file f = {.fd = memfd_create("rec", MFD_CLOEXEC)};
    if (f.fd < 0 || (n > 0 && write(f.fd, p, n) != (ssize_t)n))
        abort();
    snprintf(f.name, sizeof f.name, "/proc/self/fd/%d", f.fd);
    return f;
}

static void read_back(int fd, struct text *t)
{
    char block[TEXT];
    ssize_t n;
    lseek(fd, 0, SEEK_SET);
    while ((n = read(fd, block, sizeof block)) > 0)
        add(t, block, (size_t)n);
}

/* Reads stdin as records into result. */
static void reader(struct result *result, bool write)
{
    reject_open(rejects.name);
    struct rec_reader *r = rec_open(NULL, 0);
    struct out *o = write ? out_open(written.name) : NULL;
    if (write)
        rec_write_header(o, r, NULL, 0);
    for (struct rec *rec; (rec = rec_next(r)) != NULL;) {
        add_number(&result->taken, rec->line, '|');
        for (size_t i = 0; i < rec->count; i++)
            add_field(&result->taken, rec->fields[i].p, rec->fields[i].n);
        if (write)
            rec_write_same(o, rec);
    }
    rec_close(r);
    if (write) {
        out_close(o);
        read_back(written.fd, &result->written);
    }
    reject_close();
    /* the rejects file is CSV that is known to be right: file,line,reason,row */
    struct text t = {0};
    read_back(rejects.fd, &t);
    struct csv_parser parser;
    struct oracle rows = {0};
    csv_init(&parser, CSV_STRICT);
    csv_set_space_func(&parser, no_space);
    for (size_t i = 0, row = 0; i < t.n; i++) {
        rows.done = false;
        if (csv_parse(&parser, t.p + i, 1, oracle_field, oracle_row, &rows) != 1) {
            check(!"the rejects file is CSV");
            break;
        }
        if (rows.done) {
            if (row++ >
                0) { /* "14:standard input|1:7|6:reason|3:row|" without what is not compared */
                const char *p = rows.row.p, *end = p + rows.row.n;
                struct view v[4] = {{0}};
                for (int k = 0; k < 4 && p < end; k++) {
                    char *text;
                    v[k].n = strtoul(p, &text, 10);
                    v[k].p = text + 1;
                    p = v[k].p + v[k].n + 1;
                }
                add(&result->refused, v[1].p, v[1].n);
                add(&result->refused, "|", 1);
                add_field(&result->refused, v[3].p, v[3].n);
            }
            rows = (struct oracle){.row = {rows.row.p, 0, rows.row.cap},
                                   .csv = {rows.csv.p, 0, rows.csv.cap}};
        }
    }
    csv_free(&parser);
    free(rows.row.p);
    free(rows.csv.p);
    free(t.p);
}

/* Makes p[0..n) stdin, so that the first read gets first bytes of it, each other one at most step.
 */
static void give(const char *p, size_t n, size_t first, size_t step)
{
    int pair[2];
    /* a read of such a socket gets what one write gave, never more */
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        abort();
    for (size_t at = 0, take = first; at < n; at += take, take = step) {
        take = take < n - at ? take : n - at;
        if (send(pair[1], p + at, take, MSG_DONTWAIT) != (ssize_t)take)
            abort();
    }
    close(pair[1]);
    dup2(pair[0], STDIN_FILENO);
    close(pair[0]);
}

/* Runs the reader in a process of its own, for input that must end it. */
static void reader_dies(const struct result *wanted, struct view start)
{
    bool wide = start.n >= 4 && (view_starts(start, view_of("\xff\xfe")) ||
                                 view_starts(start, view_of("\xfe\xff")));
    int pipe_fd[2];
    char said[4096];
    if (pipe(pipe_fd) != 0)
        abort();
    pid_t child = fork();
    if (child == 0) {
        dup2(pipe_fd[1], STDERR_FILENO);
        struct result got = {0};
        reader(&got, false);
        _exit(0);
    }
    close(pipe_fd[1]);
    size_t n = 0;
    for (ssize_t got; (got = read(pipe_fd[0], said + n, sizeof said - 1 - n)) > 0;)
        n += (size_t)got;
    said[n] = '\0';
    close(pipe_fd[0]);
    int status;
    waitpid(child, &status, 0);
    check(WIFEXITED(status) && WEXITSTATUS(status) == 2);
    /* the last line is the one it ended with */
    const char *last = said;
    for (const char *p = said; *p != '\0'; p++) {
        if (p[0] == '\n' && p[1] != '\0')
            last = p + 1;
    }
    char begin[64];
    if (wide)
        snprintf(begin, sizeof begin, "zb: standard input: not CSV: UTF-");
    else if (wanted->no_header)
        snprintf(begin, sizeof begin, "zb: standard input: no header: ");
    else
        snprintf(begin, sizeof begin, "zb: standard input:%llu: ", wanted->died);
    if (!check(strncmp(last, begin, strlen(begin)) == 0))
        fprintf(stderr, "wanted %s, got %s", begin, last);
}

/* Compares reader and oracle, the reads cut as first and step say. */
static void compare(const char *p, size_t n, const struct result *wanted, size_t first, size_t step,
                    bool write)
{
    struct result got = {0};
    give(p, n, first, step);
    dup2(null_fd, STDERR_FILENO); /* the refusals of random input */
    reader(&got, write);
    dup2(stderr_fd, STDERR_FILENO);
    bool right = check(same(&got.taken, &wanted->taken));
    right = check(same(&got.refused, &wanted->refused)) && right;
    right = (!write || check(same(&got.written, &wanted->written))) && right;
    if (!right) {
        struct text in = {(char *)p, n, 0};
        show("input", &in);
        fprintf(stderr, "first read %zu, others %zu\n", first, step);
        show("taken", &got.taken);
        show("wanted", &wanted->taken);
        show("refused", &got.refused);
        show("wanted", &wanted->refused);
        if (write) {
            show("written", &got.written);
            show("wanted", &wanted->written);
        }
        exit(1);
    }
    clear(&got);
}

/* The input read whole, cut at each place, and in reads of each size. */
static void every_cut(const char *p, size_t n)
{
    struct result wanted = {0};
    oracle(p, n, &wanted);
    if (wanted.died > 0 || wanted.no_header) {
        give(p, n, n, n);
        reader_dies(&wanted, (struct view){p, n});
        give(p, n, 1, 1);
        reader_dies(&wanted, (struct view){p, n});
    } else {
        compare(p, n, &wanted, n, n, true);
        for (size_t i = 1; i < n; i++) {
            compare(p, n, &wanted, i, n, false);
            compare(p, n, &wanted, i, i, false);
        }
    }
    clear(&wanted);
}

static uint32_t seed = 1;

static uint32_t below(uint32_t n)
{
    seed = seed * 1664525 + 1013904223;
    return (uint32_t)(((uint64_t)seed * n) >> 32);
}

/* Bytes in which everything that matters is frequent. */
static size_t random_bytes(char *p, size_t max)
{
    static const char bytes[] = "a,b,\"\"\"\n\n\r\n xy\0\t";
    size_t n = below((uint32_t)max);
    for (size_t i = 0; i < n; i++)
        p[i] = bytes[below(sizeof bytes - 1)];
    for (uint32_t k = below(5); k > 0 && n > 3; k--) { /* a character, or two bytes of one */
        size_t at = below((uint32_t)n - 3);
        memcpy(p + at, "\xE4\xBA\xBF", below(4) == 0 ? 2 : 3);
    }
    return n;
}

/* Rows of about the right number of fields, well quoted but for a few bytes. */
static size_t random_rows(char *p, uint32_t columns, uint32_t rows)
{
    static const char *const cells[] = {
        "",       "a",        "1.5",        "亿元",     "a long cell of many bytes",
        "\"\"",   "\"a,b\"",  "\"x\"\"y\"", "\"1\n2\"", "\"1\r\n2\"",
        "\"\r\"", "\"\"\"\"", " \"",        "x\ty"};
    size_t n = 0;
    for (uint32_t i = 0; i < rows; i++) {
        uint32_t fields = below(10) == 0 ? 1 + below(columns + 2) : columns;
        for (uint32_t k = 0; k < fields; k++) {
            /* the last cell is stray: rarely */
            const char *cell = cells[below(below(12) == 0 ? 14 : 12)];
            n += (size_t)sprintf(p + n, "%s%s", k > 0 ? "," : "", cell);
        }
        n += (size_t)sprintf(p + n, "%s",
                             i + 1 == rows && below(3) == 0 ? ""
                             : below(4) == 0                ? "\r\n"
                                                            : "\n");
    }
    return n;
}

static void nasty(void)
{
    static const struct view inputs[] = {
#define INPUT(s) {s, sizeof s - 1}
        INPUT(""),
        INPUT("\n\r\n"),
        INPUT("\xEF\xBB\xBF"),
        INPUT("\xEF\xBB"),
        INPUT("a"),
        INPUT("\"a\",\"b\"\n1,2"),
        INPUT("\xEF\xBB\xBF\"a\",b\r\n\r\n1,\"2\r\n\"\r\n"),
        INPUT("\r\n\na,b\n\n\n1,2\n\n"),
        INPUT("a,b\r1,2\r\r\n3,4\n\r5,6"),
        INPUT("a\r\n\r\n\r\n1\r\n"),
        INPUT("a\n\n\"\"\n\"\n\"\n"),
        INPUT("a,b\n\"x\"\"\"\"y\",\"\"\n\"\"\"\",\"\"\"\n\"\"\"\n"),
        INPUT("a,b\n1\n1,2,3\n,\n1,2\n"),
        INPUT("a,b\n1,x\"y\n\"p\"q,2\n\"r\ns\"t,3\nu,v\n"),
        INPUT("a,b\n1,\"2\n3\r\n4,5"),
        INPUT("a,b\n\"1\n\",\"2\n3"),
        INPUT("a,b\n\"1\n\",\"2\n3,\"\"\r"),
        INPUT("a,b\0c\n\0,\0\0\n\"\0\",\"\0\n\"\n"),
        INPUT("a,b\n \"x\",2\n\"x\" ,2\n  , \t\n"),
        INPUT("a,b\n\x80,1\n\xE4\xBA\xBF,2\n\xE4\xBA,3\n\"\xE4\xBA\",4\n\xE4\xBA"),
        INPUT("a,b\n\xE4\xBA\"\xBF\",1\n\"\xE4\xBA\r\n\xBF\",2\r\n5,\xED\xA0\x80\n6,"
              "\xF0\x9F\x98\x80\n"),
        INPUT("\xFF\xFE"
              "a\0,\0b\0\n\0001\0,\0002\0\n\0"),
        INPUT("\xB5\xD8\xC7\xF8,a\n1,2\n"),
        INPUT("\n\xB5\xD8,\"a\n\"b"),
        INPUT("\"a\"b,c\n1,2\n"),
        INPUT("a,\"b\n1,2\n"),
#undef INPUT
    };
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        every_cut(inputs[i].p, inputs[i].n);
}

static void random_inputs(void)
{
    char p[8192];
    for (int i = 0; i < 100; i++) {
        size_t n = (size_t)sprintf(p, "%s", i % 3 == 0 ? "h\n" : "h,i\n");
        n += random_bytes(p + n, 48);
        every_cut(p, n);
        uint32_t columns = 1 + below(4);
        n = 0;
        for (uint32_t k = 0; k < columns; k++)
            n += (size_t)sprintf(p + n, "%sc%u", k > 0 ? "," : "", k);
        p[n++] = '\n';
        n += random_rows(p + n, columns, 1 + below(5));
        every_cut(p, n);
    }
}

/* Input of several blocks, so that rows and quotes lie over their edges and are longer than they
 * are. */
static void long_input(void)
{
    struct text t = {0};
    static char rows[400 * 1024];
    add(&t, "c0,c1,c2\n", 9);
    for (int i = 0; i < 3; i++) {
        add(&t, rows, random_rows(rows, 3, 3000));
        add(&t, "\n1,\"", 4); /* behind LF: a quote of a random row may be open */
        for (uint32_t k = 0; k < 40000 + below(40000); k++)
            add(&t, k % 7 == 0 ? "\"\"" : k % 11 == 0 ? "\r\n" : k % 13 == 0 ? "," : "亿元", 2);
        add(&t, "\",3\n", 4);
        add(&t, rows, random_rows(rows, 3, 2000));
        add(&t, "\n1,", 3);
        for (uint32_t k = 0; k < 300000 + below(300000); k++)
            add(&t, "x", 1);
        add(&t, ",3\n", 3);
    }
    /* as a file: a socket does not hold so much */
    struct file file = file_new(t.p, t.n);
    static const char *const sizes[] = {"", "1000003", "65536", "4093", "257"};
    struct result wanted = {0};
    oracle(t.p, t.n, &wanted);
    check(wanted.died == 0 && wanted.taken.n > 1000000 && wanted.refused.n > 10000);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct result got = {0};
        if (*sizes[i] != '\0')
            setenv("ZB_READ_MAX", sizes[i], 1);
        lseek(file.fd, 0, SEEK_SET);
        dup2(file.fd, STDIN_FILENO);
        dup2(null_fd, STDERR_FILENO);
        reader(&got, true);
        dup2(stderr_fd, STDERR_FILENO);
        check(same(&got.taken, &wanted.taken));
        check(same(&got.refused, &wanted.refused));
        check(same(&got.written, &wanted.written));
        clear(&got);
    }
    unsetenv("ZB_READ_MAX");
    clear(&wanted);
    free(t.p);
    close(file.fd);
}

/* Columns of a later file in another order, names and places. */
static void columns(void)
{
    static const char first[] = "x,\"y\",z\n1,2,3\n";
    static const char second[] = "z,x,y\nc,a,b\n\"f\",d,\"e,\"\n";
    struct file one = file_new(first, sizeof first - 1), two = file_new(second, sizeof second - 1);
    char *const files[] = {one.name, two.name};
    struct rec_reader *r = rec_open(files, 2);
    size_t n;
    const struct view *names = rec_names(r, &n);
    check(n == 3 && view_is(names[0], "x") && view_is(names[1], "y") && view_is(names[2], "z"));
    check(rec_column(r, "z") == 2 && rec_need(r, "y") == 1);
    check(rec_column(r, "w") == REC_NONE && rec_column(r, "") == REC_NONE);
    struct rec *rec = rec_next(r);
    check(rec != NULL && rec->plain && rec->file == one.name && rec->line == 2);
    rec = rec_next(r);
    check(rec != NULL && !rec->plain && rec->file == two.name && rec->line == 2 && rec->count == 3);
    check(view_is(rec->fields[0], "a") && view_is(rec->fields[1], "b") &&
          view_is(rec->fields[2], "c") && view_is(rec->raw, "c,a,b"));
    rec = rec_next(r);
    check(rec != NULL && !rec->plain && rec->line == 3 && view_is(rec->raw, "\"f\",d,\"e,\""));
    check(view_is(rec->fields[0], "d") && view_is(rec->fields[1], "e,") &&
          view_is(rec->fields[2], "f"));
    check(rec_next(r) == NULL);
    rec_close(r);
    close(one.fd);
    close(two.fd);
}

int main(void)
{
    rejects = file_new("", 0);
    written = file_new("", 0);
    null_fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    stderr_fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (null_fd < 0 || stderr_fd < 0)
        abort();
    nasty();
    random_inputs();
    long_input();
    columns();
    return unit_end();
}
