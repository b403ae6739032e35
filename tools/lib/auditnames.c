#include "auditnames.h"

#include "builtin.h"
#include "dict.h"
#include "indicators.h"
#include "input.h"
#include "kind.h"
#include "msg.h"

#include <stdlib.h>
#include <string.h>

enum { KIND, TEXT, LOW, HIGH, UNIT, SEEMS, COLUMNS };
static const char *const columns[] = {"kind", "text", "low", "high", "unit", "seems"};

/* Bytes: a shorter name that no dictionary knows may be of many things. */
enum { SPECIFIC_MIN = 12 };

/* A way to part an indicator: parts[first..first + count) */
struct breakdown {
    struct view parent, name;
    size_t first, count;
};

/* What a line of audit.csv is about. */
enum line {
    LINE_REAL,
    LINE_COVERAGE,
    LINE_SAYS,
    LINE_GENERIC,
    LINE_SCOPE,
    LINE_RANGE,
    LINE_PLACE,
    LINE_PLAN,
    LINE_BUDGET,
    LINE_AIM,
    LINE_LOSS,
    LINES
};
static const char *const line_names[LINES] = {"real",   "coverage", "says",  "generic",
                                              "scope",  "range",    "place", "plan",
                                              "budget", "aim",      "loss"};

struct auditnames {
    struct dict *dict;
    struct {
        const struct dict_row **rows; /* owned */
        size_t count;
    } lines[LINES]; /* of dict, by what they are about */
    struct indicators *indicators;
    struct indicator_match match; /* of known */
    struct kinds *kinds;
    const struct indicator **rows; /* the parts, by parent and breakdown */
    struct view *parts;            /* their codes */
    struct breakdown *breakdowns;  /* by parent */
    size_t part_count, breakdown_count;
};

struct auditnames *auditnames_new(void)
{
    struct auditnames *n = mem_new(1, sizeof *n);
    n->dict = dict_new(columns, COLUMNS, 2, DICT_NONE);
    dict_optional(n->dict, LOW);
    dict_read_builtin(n->dict, &builtin_audit);
    n->indicators = indicators_new();
    n->kinds = kinds_new();
    return n;
}

void auditnames_read(struct auditnames *n, const char *file)
{
    struct buf text = {0};
    input_load(file, &text);
    if (indicators_takes(buf_view(&text)))
        indicators_read(n->indicators, file, buf_view(&text));
    else
        dict_read_text(n->dict, file, buf_view(&text));
    buf_free(&text);
}

static int by_breakdown(const void *x, const void *y)
{
    const struct indicator *a = *(const struct indicator *const *)x;
    const struct indicator *b = *(const struct indicator *const *)y;
    int d = view_compare(a->parent, b->parent);
    d = d != 0 ? d : view_compare(a->breakdown, b->breakdown);
    return d != 0 ? d : view_compare(a->code, b->code);
}

/* The parts, sorted so that those of one breakdown stand together. */
static void sort_parts(struct auditnames *n)
{
    size_t all = indicators_count(n->indicators);
    n->rows = mem_new(all + 1, sizeof *n->rows);
    for (size_t i = 0; i < all; i++) {
        const struct indicator *x = indicators_at(n->indicators, i);
        if (x->sums && x->parent.n > 0)
            n->rows[n->part_count++] = x;
    }
    qsort(n->rows, n->part_count, sizeof *n->rows, by_breakdown);
    n->parts = mem_new(n->part_count + 1, sizeof *n->parts);
    n->breakdowns = mem_new(n->part_count + 1, sizeof *n->breakdowns);
    for (size_t i = 0; i < n->part_count; i++) {
        const struct indicator *x = n->rows[i];
        struct breakdown *last = &n->breakdowns[n->breakdown_count];
        n->parts[i] = x->code;
        if (n->breakdown_count > 0 && view_equal(last[-1].parent, x->parent) &&
            view_equal(last[-1].name, x->breakdown)) {
            last[-1].count++;
        } else {
            *last = (struct breakdown){x->parent, x->breakdown, i, 1};
            n->breakdown_count++;
        }
    }
}

/* Sets the range of a line; false where its ends are no decimals. An end that is not given is open.
 */
static bool read_range(const struct dict_row *row, struct interval *range)
{
    const struct view low = row->fields[LOW], high = row->fields[HIGH], exact = view_of("0");
    struct interval end;
    bool ok = true;
    interval_init(&end);
    interval_set(range, 0);
    range->no_low = low.n == 0;
    range->no_high = high.n == 0;
    if (low.n > 0 && (ok = interval_read(&end, low, exact, view_of(""))))
        mpq_set(range->low, end.low);
    if (ok && high.n > 0 && (ok = interval_read(&end, high, exact, view_of(""))))
        mpq_set(range->high, end.high);
    interval_free(&end);
    return ok;
}

void auditnames_check(struct auditnames *n)
{
    struct interval range;
    interval_init(&range);
    for (size_t i = 0; i < dict_count(n->dict); i++) {
        const struct dict_row *row = dict_at(n->dict, i);
        size_t k = 0;
        while (k < LINES && !view_is(row->fields[KIND], line_names[k]))
            k++;
        if (k == LINES)
            die(row->file, row->line, "kind: none: %.*s", view_shown(row->fields[KIND]),
                row->fields[KIND].p);
        if (!read_range(row, &range))
            die(row->file, row->line, "low, high: no decimal");
        n->lines[k].rows =
            mem_grow(n->lines[k].rows, n->lines[k].count + 1, sizeof *n->lines[k].rows);
        n->lines[k].rows[n->lines[k].count++] = row;
    }
    interval_free(&range);
    kinds_check(n->kinds);
    indicators_check(n->indicators);
    sort_parts(n);
}

static bool contains(struct view text, struct view piece)
{
    return text.n > 0 && piece.n > 0 && memmem(text.p, text.n, piece.p, piece.n) != NULL;
}

/* Text of the nth line of this kind. */
static struct view line_text(const struct auditnames *n, enum line kind, size_t nth)
{
    return n->lines[kind].rows[nth]->fields[TEXT];
}

/* Whether the text contains that of a line of the kind. */
static bool has_word(const struct auditnames *n, enum line kind, struct view text)
{
    for (size_t i = 0; i < n->lines[kind].count; i++)
        if (contains(text, line_text(n, kind, i)))
            return true;
    return false;
}

/* The name without the words for the document's own place before it. */
static struct view plain(const struct auditnames *n, struct view name)
{
    for (size_t i = 0; i < n->lines[LINE_PLACE].count; i++) {
        struct view place = line_text(n, LINE_PLACE, i);
        if (view_starts(name, place) && name.n > place.n)
            return (struct view){name.p + place.n, name.n - place.n};
    }
    return name;
}

/* The indicator, or NULL; good until the next call. */
static const struct indicator_match *known(struct auditnames *n, struct view name)
{
    return indicators_find(n->indicators, name, &n->match) ? &n->match : NULL;
}

void auditnames_key(struct auditnames *n, struct view name, struct buf *out)
{
    const struct indicator_match *m = known(n, name);
    buf_add_view(out, m != NULL ? buf_view(&m->code) : plain(n, name));
}

bool auditnames_is_plan(const struct auditnames *n, struct view whole)
{
    return has_word(n, LINE_PLAN, whole);
}

bool auditnames_aims(const struct auditnames *n, struct view text)
{
    return has_word(n, LINE_AIM, text);
}

bool auditnames_may_be_lost(const struct auditnames *n, struct view indicator)
{
    for (size_t i = 0; i < n->lines[LINE_LOSS].count; i++)
        if (view_ends(indicator, line_text(n, LINE_LOSS, i)))
            return true;
    return false;
}

enum basis auditnames_basis(const struct auditnames *n, const struct fact *f)
{
    for (size_t i = 0; i < n->lines[LINE_REAL].count; i++)
        if (view_ends(f->indicator, line_text(n, LINE_REAL, i)))
            return BASIS_REAL;
    if (has_word(n, LINE_SAYS, f->text))
        return BASIS_REAL;
    return has_word(n, LINE_COVERAGE, f->indicator) ? BASIS_COVERAGE : BASIS_NOMINAL;
}

bool auditnames_is_flow(struct auditnames *n, const struct fact *f)
{
    const struct indicator_match *m = known(n, f->indicator);
    if (m != NULL && m->kind.n > 0)
        return view_is(m->kind, "flow");
    return kinds_find(n->kinds, f->indicator, NULL) == KIND_FLOW;
}

bool auditnames_specific(struct auditnames *n, const struct fact *f)
{
    struct view v = plain(n, f->published.n > 0 ? f->published : f->indicator);
    const struct view key[] = {view_of("generic"), v};
    /* what was planned and what was done share the names of a budget */
    if (has_word(n, LINE_BUDGET, v) && known(n, v) == NULL)
        return false;
    if (f->item.n > 0)
        return v.n > 0;
    return dict_find(n->dict, key) == NULL &&
           (v.n >= SPECIFIC_MIN || known(n, v) != NULL || !view_equal(f->key, v));
}

static bool mentions(const struct fact *f, struct view word)
{
    return contains(f->text, word) || contains(f->indicator, word) || contains(f->item, word);
}

bool auditnames_same_scope(const struct auditnames *n, const struct fact *a, const struct fact *b)
{
    for (size_t i = 0; i < n->lines[LINE_SCOPE].count; i++) {
        struct view word = line_text(n, LINE_SCOPE, i);
        if (mentions(a, word) != mentions(b, word))
            return false;
    }
    return true;
}

const struct view *auditnames_parts(const struct auditnames *n, struct view key, size_t nth,
                                    size_t *count)
{
    size_t low = 0, high = n->breakdown_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (view_compare(n->breakdowns[mid].parent, key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    if (nth >= n->breakdown_count - low || !view_equal(n->breakdowns[low + nth].parent, key))
        return NULL;
    *count = n->breakdowns[low + nth].count;
    return &n->parts[n->breakdowns[low + nth].first];
}

bool auditnames_range(const struct auditnames *n, const struct fact *f, struct interval *range,
                      struct view *seems)
{
    const struct dict_row *best = NULL;
    for (size_t i = 0; i < n->lines[LINE_RANGE].count; i++) {
        const struct dict_row *row = n->lines[LINE_RANGE].rows[i];
        /* the longest ending decides: 自然增长率 before 率 */
        if (view_ends(f->indicator, row->fields[TEXT]) && view_equal(f->unit, row->fields[UNIT]) &&
            (best == NULL || row->fields[TEXT].n > best->fields[TEXT].n))
            best = row;
    }
    if (best == NULL)
        return false;
    *seems = best->fields[SEEMS];
    return read_range(best, range);
}

void auditnames_free(struct auditnames *n)
{
    dict_free(n->dict);
    for (size_t i = 0; i < LINES; i++)
        free(n->lines[i].rows);
    indicators_free(n->indicators);
    indicator_match_free(&n->match);
    kinds_free(n->kinds);
    free(n->rows);
    free(n->parts);
    free(n->breakdowns);
    free(n);
}
