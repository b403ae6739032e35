/*
 * zb-table over any grid: what it writes are records, each with a figure of the row that it names;
 * neither the size of reads nor --explain changes any of it.
 */
#include "table.h"
#include "lines.h"
#include "occurs.h"

#include <math.h>

/* Whether the value is a fraction that stands in the line without its zero: .7 for 0.7. */
static bool is_without_zero(struct view value, struct view line)
{
    size_t sign = value.n > 0 && value.p[0] == '-';
    if (value.n < sign + 3 || memcmp(value.p + sign, "0.", 2) != 0)
        return false;
    struct view digits = {value.p + sign + 1, value.n - sign - 1};
    return memmem(line.p, line.n, digits.p, digits.n) != NULL;
}

/* Whether the line, which ends with a NUL, has a stored number, of more than 15 digits or with an
 * exponent, that is the value but for what binary fractions lose. */
static bool has_stored(long double wanted, struct view line)
{
    for (size_t i = 0; i < line.n; i++) {
        size_t n = strspn(line.p + i, "-+.0123456789eE");
        if (n == 0)
            continue;
        bool stored = n > 15 || memchr(line.p + i, 'e', n) || memchr(line.p + i, 'E', n);
        for (size_t k = i; k < i + n && stored; k++) {
            long double is = strtold(line.p + k, NULL);
            if (fabsl(fabsl(is) - fabsl(wanted)) <= 1e-14L * fabsl(is))
                return true;
        }
        i += n - 1;
    }
    return false;
}

/* The same for the line as it is, and without the commas of thousands. */
static bool is_stored(struct view value, struct view line)
{
    char number[64];
    static struct buf plain;
    snprintf(number, sizeof number, "%.*s", (int)value.n, value.p);
    long double wanted = strtold(number, NULL);
    buf_clear(&plain);
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] != ',')
            buf_add_char(&plain, line.p[i]);
    buf_add_char(&plain, '\0');
    return has_stored(wanted, line) || has_stored(wanted, (struct view){plain.p, plain.n - 1});
}

static struct buf text; /* the input with LF line ends, and a NUL behind it */

static void check_record(const struct rec_reader *r, const struct rec *rec, void *data)
{
    const uint64_t *lines = data;
    uint64_t number = target_check_cells(r, rec, *lines);
    struct view value = rec->fields[rec_need(r, "value")];
    struct view line = occurs_line(buf_view(&text), number, 0);
    bool quoted = line.n > 0 && memchr(line.p, '"', line.n) != NULL, found = false;
    for (uint64_t i = number; !found && i <= (quoted ? *lines : number); i++) {
        line = occurs_line(buf_view(&text), i, 0); /* a quoted row may go on in lines below */
        found = occurs(value, line) || is_without_zero(value, line) || is_stored(value, line);
    }
    if (!found)
        target_fail("no such figure in its row: %.*s", (int)rec->raw.n, rec->raw.p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct run whole, cut;
    struct view input = {(const char *)data, n};
    prepare();
    job.options.head_rows = TABLE_NONE;
    job.explain = false;
    target_run(&whole, "zb-table", input, 0, work);
    job.explain = true;
    target_run(&cut, "zb-table", input, target_step(n), work);
    hold(target_same(&whole, &cut));
    if (whole.ended)
        return 0;
    bool after_cr = false;
    buf_clear(&text);
    buf_add_view(&text, input);
    text.n = lines_unify(text.p, text.n, &after_cr);
    buf_add_char(&text, '\0');
    text.n--;
    uint64_t lines = occurs_lines(buf_view(&text));
    target_records(&whole, check_record, &lines);
    return 0;
}
