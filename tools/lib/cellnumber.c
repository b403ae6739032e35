#include "cellnumber.h"

#include "utf8.h"

#include <stdint.h>
#include <string.h>

enum {
    SIGNIFICANT = 15,
    TAIL_MAX = 36,  /* bytes: a longer text behind a number is no unit with a bound */
    SHIFT_MAX = 60, /* the largest exponent of a stored number */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Length of the white space at p, 0 for none. */
static size_t space(const char *p, size_t n)
{
    if (n == 0)
        return 0;
    if (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')
        return 1;
    if (n >= 2 && memcmp(p, "\xc2\xa0", 2) == 0)
        return 2;
    if (n >= 3 && (memcmp(p, "\xe3\x80\x80", 3) == 0 || memcmp(p, "\xe2\x80\x8b", 3) == 0 ||
                   memcmp(p, "\xef\xbb\xbf", 3) == 0 || memcmp(p, "\xe2\x80\xaf", 3) == 0))
        return 3;
    return 0;
}

struct view cell_trim(struct view v)
{
    if (v.n > 0 && v.p[0] > ' ' && v.p[v.n - 1] > ' ')
        return v; /* ASCII at both ends, as numbers are */
    for (size_t k; (k = space(v.p, v.n)) > 0;) {
        v.p += k;
        v.n -= k;
    }
    for (;;) {
        if (v.n >= 1 && space(v.p + v.n - 1, 1) == 1)
            v.n--;
        else if (v.n >= 2 && space(v.p + v.n - 2, 2) == 2)
            v.n -= 2;
        else if (v.n >= 3 && space(v.p + v.n - 3, 3) == 3)
            v.n -= 3;
        else
            return v;
    }
}

bool cell_is_blank(struct view v)
{
    return cell_trim(v).n == 0;
}

long cell_whole_number(struct view v)
{
    long n = 0;
    if (v.n == 0 || v.n > 8)
        return -1;
    for (size_t i = 0; i < v.n; i++) {
        if (v.p[i] < '0' || v.p[i] > '9')
            return -1;
        n = n * 10 + (v.p[i] - '0');
    }
    return n;
}

/* The ASCII form of a character that a number may be written with, or the character. */
static uint32_t plain(uint32_t c)
{
    if (c >= 0xff01 && c <= 0xff5e)
        return c - 0xfee0;
    if (c == 0x2212 || (c >= 0x2010 && c <= 0x2015))
        return '-';
    if (c == 0x3000 || c == 0xa0 || c == 0x202f)
        return ' ';
    return c;
}

/* Copies the cell in its plain form, without blanks between digits; 0 where it does not fit. */
static size_t copy_plain(struct view v, char *out)
{
    size_t n = 0;
    for (size_t i = 0, len; i < v.n; i += len) {
        uint32_t c = 0;
        len = utf8_decode(v.p + i, v.n - i, &c);
        if (len == 0 || n + 4 >= CELL_NUMBER_MAX - 80)
            return 0;
        n += utf8_encode(plain(c), out + n);
    }
    return n;
}

/* Length of digits with right thousands marks at p: 1,234 or 1234; *marks says whether it has any.
 */
static size_t whole_part(const char *p, size_t n, bool *marks)
{
    size_t i = 0;
    while (i < n && is_digit(p[i]))
        i++;
    *marks = false;
    if (i == 0 || i > 3)
        return i;
    size_t at = i;
    for (char mark = 0; at + 3 < n && (p[at] == ',' || (p[at] == ' ' && mark != ',')) &&
                        is_digit(p[at + 1]) && is_digit(p[at + 2]) && is_digit(p[at + 3]) &&
                        (at + 4 == n || !is_digit(p[at + 4]));) {
        mark = p[at];
        at += 4;
        *marks = true;
    }
    return at;
}

/* Rounds the digits d[0..n) with places behind the point to 15 significant ones, half up. */
static size_t round_digits(char *d, size_t n, size_t *places, bool *carry)
{
    size_t lead = 0;
    *carry = false;
    while (lead < n && d[lead] == '0')
        lead++;
    size_t keep = lead + SIGNIFICANT, whole = n - *places;
    if (keep < whole)
        keep = whole;
    if (keep >= n)
        return n;
    bool up = d[keep] >= '5';
    *places -= n - keep;
    n = keep;
    for (size_t i = n; up && i-- > 0;) {
        up = d[i] == '9';
        d[i] = up ? '0' : (char)(d[i] + 1);
    }
    *carry = up;
    while (*places > 0 && d[n - 1] == '0') {
        n--;
        (*places)--;
    }
    return n;
}

/* The bound that a word of the class at a place of the text says, and where it ends; NULL for
 * none. */
static const char *bound_at(struct rules *rules, enum class c, struct view text, size_t at,
                            size_t *end)
{
    struct match m;
    const struct rule *rule = rules_at(rules, TABLE_WORDS, text, at, &m);
    if (rule == NULL || rule->class != c)
        return NULL;
    *end = m.end;
    return rule->form.n > 0 ? rule->form.p : ""; /* ends with NUL, as attributes do */
}

/* What stands before a number and bounds it: its length, 0 for nothing. Signs are the same in all
 * tables; the words are rules. */
static size_t read_bound(struct rules *rules, struct view v, const char **bound)
{
    static const struct {
        const char *text, *bound;
    } signs[] = {
        {">=", "ge"}, {"<=", "le"}, {">", "gt"}, {"<", "lt"}, {"≥", "ge"}, {"≤", "le"},
    };
    *bound = "";
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (view_starts(v, view_of(signs[i].text)) && v.n > strlen(signs[i].text)) {
            *bound = signs[i].bound;
            return strlen(signs[i].text);
        }
    size_t end = 0;
    bool number = false; /* nearly all texts have none */
    for (size_t i = 1; i < v.n && !number && !is_digit(v.p[0]); i++)
        number = is_digit(v.p[i]);
    const char *said = number ? bound_at(rules, CLASS_BOUND_BEFORE, v, 0, &end) : NULL;
    if (said == NULL)
        return 0;
    *bound = said;
    return end;
}

/* Writes sign, digits and point into out->text; the digits may lie in it. */
static void write_value(struct cell_number *out, bool minus, const char *digits, size_t n,
                        size_t places, long shift)
{
    static char scratch[CELL_NUMBER_MAX * 2]; /* a filter has one thread */
    size_t k = 0;
    /* an exponent moves the point */
    long point = (long)n - (long)places + shift;
    bool zero = true;
    for (size_t i = 0; i < n; i++)
        zero = zero && digits[i] == '0';
    if (minus && !zero)
        scratch[k++] = '-';
    if (point <= 0) {
        scratch[k++] = '0';
        if (n > 0) {
            scratch[k++] = '.';
            for (long i = point; i < 0; i++)
                scratch[k++] = '0';
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (point > 0 && (long)i == point)
            scratch[k++] = '.';
        scratch[k++] = digits[i];
    }
    for (long i = (long)n; i < point; i++)
        scratch[k++] = '0';
    size_t from = minus && !zero;
    while (k > from + 1 && scratch[from] == '0' && is_digit(scratch[from + 1])) {
        memmove(scratch + from, scratch + from + 1, k - from - 1);
        k--;
    }
    memcpy(out->text, scratch, k);
    out->value = (struct view){out->text, k};
}

/* Takes a word behind the number that makes it a bound: 6左右. */
static void take_bound_behind(struct rules *rules, struct view *tail, const char **bound)
{
    if (**bound != '\0' || tail->n > TAIL_MAX)
        return;
    for (size_t at = 0, end = 0, len; at < tail->n; at += len) {
        uint32_t c;
        const char *said = bound_at(rules, CLASS_BOUND_AFTER, *tail, at, &end);
        if (said != NULL && end == tail->n) {
            *bound = said;
            *tail = cell_trim((struct view){tail->p, at});
            return;
        }
        len = utf8_decode(tail->p + at, tail->n - at, &c);
    }
}

static enum cell_kind read_slow(struct rules *rules, struct view cell, struct cell_number *out)
{
    struct view v = cell_trim(cell);
    if (v.n == 0)
        return CELL_BLANK;
    char text[CELL_NUMBER_MAX], digits[CELL_NUMBER_MAX + 2];
    size_t n = v.n < CELL_NUMBER_MAX ? copy_plain(v, text) : 0, i = 0;
    if (n == 0)
        return CELL_TEXT;
    i += read_bound(rules, (struct view){text, n}, &out->bound);
    bool minus = i < n && text[i] == '-';
    i += i < n && (text[i] == '-' || text[i] == '+');
    while (i < n && text[i] == ' ')
        i++;
    bool marks;
    size_t start = i, whole = whole_part(text + i, n - i, &marks), count = 1, places = 0;
    digits[0] = '0'; /* for .5 and for a carry */
    for (size_t k = 0; k < whole; k++)
        if (is_digit(text[start + k]))
            digits[count++] = text[start + k];
    i += whole;
    if (i < n && text[i] == '.' && (whole > 0 || (i + 1 < n && is_digit(text[i + 1])))) {
        for (i++; i < n && is_digit(text[i]); i++, places++)
            digits[count++] = text[i];
    }
    if (count == 1 || count > 120)
        return CELL_TEXT;
    if (whole > 1 && text[start] == '0') /* 007 is a code */
        return CELL_TEXT;
    long shift = 0;
    if (i + 1 < n && (text[i] == 'E' || text[i] == 'e') &&
        (is_digit(text[i + 1]) || (i + 2 < n && is_digit(text[i + 2])))) {
        size_t k = i + 1;
        bool down = text[k] == '-';
        k += text[k] == '-' || text[k] == '+';
        for (; k < n && is_digit(text[k]) && shift <= SHIFT_MAX; k++)
            shift = shift * 10 + (text[k] - '0');
        if (k < n || shift > SHIFT_MAX)
            return CELL_TEXT;
        i = k;
        shift = down ? -shift : shift;
    }
    size_t before = count;
    bool carry = false;
    if (places > 0 || shift < 0)
        count = round_digits(digits + 1, count - 1, &places, &carry) + 1;
    out->noise = count < before;
    if (carry)
        digits[0] = '1';
    write_value(out, minus, carry ? digits : digits + 1, carry ? count : count - 1, places, shift);
    size_t used = out->value.n;
    struct view tail = cell_trim((struct view){text + i, n - i});
    take_bound_behind(rules, &tail, &out->bound);
    if (tail.n == 0)
        return CELL_NUMBER;
    if (view_is(tail, "%") || view_is(tail, "‰")) {
        out->unit = view_of(view_is(tail, "%") ? "%" : "‰");
        return CELL_NUMBER;
    }
    if (used + tail.n < sizeof out->text) {
        memcpy(out->text + used, tail.p, tail.n);
        out->tail = (struct view){out->text + used, tail.n};
    }
    return CELL_TEXT;
}

enum cell_kind cell_number_read(struct rules *rules, struct view cell, struct cell_number *out)
{
    out->unit = out->tail = (struct view){0};
    out->bound = "";
    out->noise = false;
    const char *p = cell.p, *end = cell.p + cell.n;
    if (cell.n == 0)
        return CELL_BLANK;
    if (cell.n <= SIGNIFICANT) { /* nearly all: digits, perhaps a sign and a point */
        p += *p == '-';
        const char *digits = p;
        while (p < end && (unsigned)(*p - '0') < 10)
            p++;
        size_t whole = (size_t)(p - digits);
        if (p < end && *p == '.' && whole > 0 && p + 1 < end)
            for (p++; p < end && (unsigned)(*p - '0') < 10;)
                p++;
        bool zero = *digits == '0' && (whole > 1 || *cell.p == '-');
        if (p == end && whole > 0 && end[-1] != '.' && !zero) {
            out->value = cell;
            return CELL_NUMBER;
        }
    }
    out->value = (struct view){0};
    return read_slow(rules, cell, out);
}
