#include "units.h"

#include "arena.h"
#include "dict.h"
#include "msg.h"
#include "nearest.h"
#include "translate.h"
#include "utf8.h"

#include <stdlib.h>

enum { UNIT, ALIASES, DIMENSION, CANONICAL, NUM, DEN, SUM, UNIT_COLUMNS };
enum { SCALE, SCALE_ALIASES, FACTOR, SCALE_COLUMNS };
enum { SCALE_CHARS = 4 }; /* characters of the longest scale */

static const char *const unit_columns[] = {"unit", "aliases", "dimension", "canonical",
                                           "num",  "den",     "sum"};
static const char *const scale_columns[] = {"scale", "aliases", "factor"};

struct units {
    struct dict *units, *scales;
    bool ours;         /* nothing but what is built in */
    struct buf normal; /* scratch: a text in its normal form */
};

/* A unit without '/': a line of the dictionary and perhaps a scale. */
struct simple {
    const struct dict_row *scale; /* NULL for none */
    const struct dict_row *row;
};

struct units *units_new(void)
{
    struct units *u = mem_new(1, sizeof *u);
    u->units = dict_new(unit_columns, UNIT_COLUMNS, 1, ALIASES);
    u->scales = dict_new(scale_columns, SCALE_COLUMNS, 1, SCALE_ALIASES);
    dict_read_builtin(u->units, &builtin_units);
    dict_read_builtin(u->scales, &builtin_scales);
    u->ours = true;
    return u;
}

void units_read(struct units *u, const char *file)
{
    dict_read_file(u->units, file);
    u->ours = false;
}

/* Bytes of the character at the start of the text; 1 for what is none. */
static size_t char_length(struct view text)
{
    uint32_t c;
    size_t n = utf8_decode(text.p, text.n, &c);
    return n > 0 ? n : 1;
}

/* The longest scale wins, so that 万亿元 is not 万 of something. */
static bool find_simple(const struct units *u, struct view text, struct simple *s)
{
    *s = (struct simple){0};
    s->row = dict_find(u->units, &text);
    if (s->row != NULL)
        return true;
    size_t ends[SCALE_CHARS], n = 0, at = 0;
    while (n < SCALE_CHARS && at < text.n) {
        at += char_length((struct view){text.p + at, text.n - at});
        if (at < text.n)
            ends[n++] = at;
    }
    while (n > 0) {
        at = ends[--n];
        struct view scale = {text.p, at}, rest = {text.p + at, text.n - at};
        s->scale = dict_find(u->scales, &scale);
        s->row = s->scale != NULL ? dict_find(u->units, &rest) : NULL;
        if (s->row != NULL)
            return true;
    }
    return false;
}

/* Multiplies num by a whole number > 0 of a dictionary. */
static void multiply(mpz_ptr z, const struct dict_row *row, size_t column, const char *name)
{
    struct view v = row->fields[column];
    char digits[DECIMAL_DIGITS + 1];
    size_t n = 0;
    while (n < v.n && n < DECIMAL_DIGITS && v.p[n] >= '0' && v.p[n] <= '9') {
        digits[n] = v.p[n];
        n++;
    }
    digits[n] = '\0';
    mpz_t by;
    if (n == 0 || n < v.n || mpz_init_set_str(by, digits, 10) != 0)
        die(row->file, row->line, "%s: not a whole number: %.*s", name, (int)v.n, v.p);
    if (mpz_sgn(by) == 0)
        die(row->file, row->line, "%s: zero", name);
    mpz_mul(z, z, by);
    mpz_clear(by);
}

/* q = how many of its dimension's canonical unit s is. */
static void simple_factor(mpq_ptr q, const struct simple *s)
{
    mpq_set_ui(q, 1, 1);
    if (s->scale != NULL)
        multiply(mpq_numref(q), s->scale, FACTOR, "factor");
    multiply(mpq_numref(q), s->row, NUM, "num");
    multiply(mpq_denref(q), s->row, DEN, "den");
    mpq_canonicalize(q);
}

/* The canonical unit of s without its scale (亿元: 元), and in q how many canonical units that is.
 */
static struct view bare_canonical(const struct units *u, const struct simple *s, mpq_ptr q)
{
    struct simple canonical;
    struct view name = s->row->fields[CANONICAL];
    if (!find_simple(u, name, &canonical))
        die(s->row->file, s->row->line, "canonical: no such unit: %.*s", (int)name.n, name.p);
    canonical.scale = NULL;
    simple_factor(q, &canonical);
    return canonical.row->fields[UNIT];
}

/* The line that says which unit a dimension is published in, or NULL. */
static const struct dict_row *find_dimension(const struct units *u, struct view dimension)
{
    for (size_t i = 0; i < dict_count(u->units); i++) {
        const struct dict_row *row = dict_at(u->units, i);
        if (view_equal(row->fields[DIMENSION], dimension))
            return row;
    }
    return NULL;
}

/* Splits at the only '/'. */
static bool split(struct view text, struct view *over, struct view *under)
{
    const char *slash = memchr(text.p, '/', text.n);
    if (slash == NULL)
        return false;
    size_t n = (size_t)(slash - text.p);
    *over = (struct view){text.p, n};
    *under = (struct view){slash + 1, text.n - n - 1};
    return true;
}

static void explain_fraction(struct buf *b, mpq_srcptr q)
{
    char *text = mpq_get_str(NULL, 10, q);
    buf_add_string(b, text);
    free(text);
}

static void explain_simple(struct buf *b, const struct simple *s)
{
    if (s->scale != NULL) {
        buf_add_view(b, s->scale->fields[SCALE]);
        buf_add_string(b, " (");
        buf_add_view(b, s->scale->fields[FACTOR]);
        buf_add_string(b, ") x ");
    }
    buf_add_view(b, s->row->fields[UNIT]);
    buf_add_string(b, " (");
    buf_add_view(b, s->row->fields[NUM]);
    if (!view_is(s->row->fields[DEN], "1")) {
        buf_add_char(b, '/');
        buf_add_view(b, s->row->fields[DEN]);
    }
    buf_add_char(b, ' ');
    buf_add_view(b, s->row->fields[CANONICAL]);
    buf_add_char(b, ')');
}

/* q = over / under in bare canonical units of both: 万元/亩 in 元/平方米. Appends that unit to name
 * and the dimension to dimension. */
static bool compound_factor(const struct units *u, struct view text, mpq_ptr q,
                            struct buf *dimension, struct buf *name, struct buf *why)
{
    struct view part[2];
    struct simple s[2];
    if (!split(text, &part[0], &part[1]) || !find_simple(u, part[0], &s[0]) ||
        !find_simple(u, part[1], &s[1]))
        return false;
    mpq_t f, bare;
    mpq_inits(f, bare, NULL);
    mpq_set_ui(q, 1, 1);
    for (int i = 0; i < 2; i++) {
        if (i > 0) {
            buf_add_char(dimension, '/');
            buf_add_char(name, '/');
            buf_add_string(why, translated(" over "));
        }
        simple_factor(f, &s[i]);
        buf_add_view(name, bare_canonical(u, &s[i], bare));
        buf_add_view(dimension, s[i].row->fields[DIMENSION]);
        explain_simple(why, &s[i]);
        mpq_div(f, f, bare);
        if (i == 0)
            mpq_mul(q, q, f);
        else
            mpq_div(q, q, f);
    }
    mpq_clears(f, bare, NULL);
    return true;
}

static bool find_compound(const struct units *u, struct view text, struct unit *out)
{
    struct buf dimension = {0}, name = {0}, rest = {0};
    mpq_t q, published;
    mpq_inits(q, published, NULL);
    bool found = compound_factor(u, text, q, &dimension, &name, &out->why);
    if (found) {
        /* where the dictionary has a unit of publication for such a quotient, that is canonical */
        const struct dict_row *row = find_dimension(u, buf_view(&dimension));
        size_t n = dimension.n;
        if (row != NULL) {
            struct view canonical = row->fields[CANONICAL];
            buf_clear(&name);
            if (!compound_factor(u, canonical, published, &rest, &rest, &rest))
                die(row->file, row->line, "canonical: no such unit: %.*s", (int)canonical.n,
                    canonical.p);
            mpq_div(q, q, published);
            buf_clear(&name);
            buf_add_view(&name, canonical);
        }
        buf_add_view(&out->text, buf_view(&dimension));
        buf_add_view(&out->text, buf_view(&name));
        out->dimension = (struct view){out->text.p, n};
        out->canonical = (struct view){out->text.p + n, out->text.n - n};
        out->adds = false;
        factor_set(&out->factor, q);
    }
    mpq_clears(q, published, NULL);
    buf_free(&dimension);
    buf_free(&name);
    buf_free(&rest);
    return found;
}

/* The text without blanks and outer brackets, full-width forms as ASCII; in u->normal. */
static struct view normal_form(struct units *u, struct view text)
{
    struct buf *b = &u->normal;
    buf_clear(b);
    for (size_t i = 0, n; i < text.n; i += n) {
        uint32_t c = 0;
        n = char_length((struct view){text.p + i, text.n - i});
        utf8_decode(text.p + i, n, &c);
        if (c >= 0xff01 && c <= 0xff5e) /* full-width forms, in the order of ASCII */
            buf_add_char(b, (char)(c - 0xff01 + '!'));
        else if (c != ' ' && c != '\t' && c != 0xa0 && c != 0x3000)
            buf_add(b, text.p + i, n);
    }
    struct view v = buf_view(b);
    if (v.n > 2 && v.p[0] == '(' && memchr(v.p, ')', v.n) == v.p + v.n - 1)
        v = (struct view){v.p + 1, v.n - 2};
    return v;
}

/* The normal form without what stands in brackets at its end, where that is nothing but other
 * units: 万套(间) counts what is both, in 万套. Empty where there is no such thing. */
static struct view without_alternatives(const struct units *u, struct view normal)
{
    static const struct view none = {"", 0};
    const char *open = normal.n > 0 ? memchr(normal.p, '(', normal.n) : NULL;
    if (open == NULL || open == normal.p || normal.p[normal.n - 1] != ')')
        return none;
    struct view before = {normal.p, (size_t)(open - normal.p)};
    struct view rest = {open + 1, normal.n - before.n - 2};
    while (rest.n > 0) {
        struct view mark = view_of("、"), each = rest;
        const char *end = memmem(rest.p, rest.n, mark.p, mark.n);
        each.n = end != NULL ? (size_t)(end - rest.p) : rest.n;
        if (dict_find(u->units, &each) == NULL)
            return none;
        size_t used = each.n + (end != NULL ? mark.n : 0);
        rest = (struct view){rest.p + used, rest.n - used};
    }
    return before;
}

static bool find_exact(const struct units *u, struct view text, struct unit *out)
{
    struct simple s;
    *out = (struct unit){0};
    if (text.n == 0)
        return false;
    if (!find_simple(u, text, &s)) {
        if (find_compound(u, text, out))
            return true;
        unit_free(out);
        return false;
    }
    mpq_t q;
    mpq_init(q);
    simple_factor(q, &s);
    factor_set(&out->factor, q);
    mpq_clear(q);
    out->dimension = s.row->fields[DIMENSION];
    out->canonical = s.row->fields[CANONICAL];
    out->adds = view_is(s.row->fields[SUM], "yes");
    explain_simple(&out->why, &s);
    return true;
}

bool units_find(struct units *u, struct view text, struct unit *out)
{
    if (find_exact(u, text, out))
        return true;
    struct view normal = normal_form(u, text);
    return find_exact(u, normal, out) || find_exact(u, without_alternatives(u, normal), out);
}

void unit_free(struct unit *unit)
{
    if (unit->dimension.n > 0)
        factor_free(&unit->factor);
    buf_free(&unit->text);
    buf_free(&unit->why);
    *unit = (struct unit){0};
}

static bool adds(const struct units *u, struct view text, bool *known)
{
    struct simple s[2];
    struct view part[2];
    *known = true;
    if (find_simple(u, text, &s[0]))
        return view_is(s[0].row->fields[SUM], "yes");
    *known = split(text, &part[0], &part[1]) && find_simple(u, part[0], &s[0]) &&
             find_simple(u, part[1], &s[1]);
    return !*known;
}

bool units_adds(struct units *u, struct view text)
{
    bool known;
    if (text.n == 0)
        return true;
    bool yes = adds(u, text, &known);
    struct view normal = known ? text : normal_form(u, text);
    if (!known)
        yes = adds(u, normal, &known);
    return known ? yes : adds(u, without_alternatives(u, normal), &known);
}

/* A line whose unit is a quotient of others must agree with what they say. */
static void check_compound(struct units *u, const struct dict_row *row, mpq_srcptr factor)
{
    struct buf dimension = {0}, rest = {0};
    struct view canonical = row->fields[CANONICAL], name = row->fields[DIMENSION];
    mpq_t own, published;
    mpq_inits(own, published, NULL);
    if (compound_factor(u, row->fields[UNIT], own, &dimension, &rest, &rest)) {
        if (!view_equal(buf_view(&dimension), name))
            die(row->file, row->line, "dimension: %.*s, its parts make %.*s", (int)name.n, name.p,
                (int)dimension.n, dimension.p);
        if (!compound_factor(u, canonical, published, &rest, &rest, &rest))
            die(row->file, row->line, "canonical: no such unit: %.*s", (int)canonical.n,
                canonical.p);
        mpq_div(own, own, published);
        if (!mpq_equal(own, factor)) {
            buf_clear(&rest);
            explain_fraction(&rest, own);
            die(row->file, row->line, "num, den: its parts make %.*s", (int)rest.n, rest.p);
        }
    }
    mpq_clears(own, published, NULL);
    buf_free(&dimension);
    buf_free(&rest);
}

void units_check(struct units *u)
{
    if (u->ours)
        return;
    mpq_t q;
    mpq_init(q);
    for (size_t i = 0; i < dict_count(u->units); i++) {
        const struct dict_row *row = dict_at(u->units, i);
        struct simple s = {.row = row};
        struct unit canonical;
        struct view name = row->fields[CANONICAL], sum = row->fields[SUM];
        if (row->fields[DIMENSION].n == 0)
            die(row->file, row->line, "dimension: empty");
        if (!view_is(sum, "yes") && !view_is(sum, "no"))
            die(row->file, row->line, "sum: neither yes nor no: %.*s", (int)sum.n, sum.p);
        simple_factor(q, &s);
        if (!find_exact(u, name, &canonical))
            die(row->file, row->line, "canonical: no such unit: %.*s", (int)name.n, name.p);
        if (!view_equal(canonical.dimension, row->fields[DIMENSION]) ||
            !view_equal(canonical.canonical, name) || mpq_cmp_ui(canonical.factor.q, 1, 1) != 0)
            die(row->file, row->line, "canonical: %.*s is not the canonical unit of %.*s",
                (int)name.n, name.p, (int)row->fields[DIMENSION].n, row->fields[DIMENSION].p);
        unit_free(&canonical);
        check_compound(u, row, q);
    }
    mpq_clear(q);
}

/* Offers a name behind a scale, which may be empty; the arena keeps what they make. */
static void offer(struct nearest *n, struct arena *a, struct view scale, struct view name)
{
    struct buf b = {0};
    buf_add_view(&b, scale);
    buf_add_view(&b, name);
    nearest_offer(n, scale.n > 0 ? arena_copy(a, buf_view(&b)) : name);
    buf_free(&b);
}

/* Offers all names of all units. */
static void offer_all(const struct units *u, struct nearest *n, struct arena *a, struct view scale)
{
    for (size_t i = 0; i < dict_count(u->units); i++) {
        const struct view *fields = dict_at(u->units, i)->fields;
        struct view rest = fields[ALIASES];
        offer(n, a, scale, fields[UNIT]);
        for (struct view alias; view_next(&rest, '|', &alias);)
            offer(n, a, scale, alias);
    }
}

void units_nearest(const struct units *u, struct view text, struct buf *name)
{
    struct nearest n = nearest_of(text);
    struct arena a = {0};
    size_t at = 0;
    offer_all(u, &n, &a, (struct view){"", 0});
    for (size_t chars = 0; chars < SCALE_CHARS && at < text.n; chars++) {
        at += char_length((struct view){text.p + at, text.n - at});
        struct view scale = {text.p, at < text.n ? at : text.n};
        if (dict_find(u->scales, &scale) != NULL)
            offer_all(u, &n, &a, scale);
    }
    buf_add_view(name, n.found);
    arena_free(&a);
}

void units_free(struct units *u)
{
    dict_free(u->units);
    dict_free(u->scales);
    buf_free(&u->normal);
    free(u);
}
