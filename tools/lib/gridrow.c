#include "gridrow.h"

#include "bilingual.h"
#include "cellperiod.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

enum { SHORT = 15 /* bytes: of a piece of a name */ };
enum { MARK_MAX = 48 }; /* bytes: a longer text is no mark of a missing value */

bool cell_is_missing(struct celltexts *texts, struct view cell)
{
    return cell.n <= 32 && celltexts_read(texts, CELLTEXT_CELL, cell)->missing;
}

bool cell_is_number(struct celltexts *texts, struct view cell)
{
    struct cell_number n;
    return cell_number_read(celltexts_rules(texts), cell, &n) == CELL_NUMBER;
}

enum cell_kind cell_take_tail(struct celltexts *texts, struct view cell, struct cell_number *n)
{
    struct view v = cell_trim(cell), tail = n->tail;
    if (v.n <= MARK_MAX && celltexts_is(texts, CLASS_MISSING, v) != NULL)
        return CELL_BLANK;
    if (n->value.n == 0)
        return CELL_TEXT;
    if (celltexts_is_mark(texts, tail))
        return CELL_NUMBER;
    while (tail.n > 0 && (tail.p[tail.n - 1] == '*' || tail.p[tail.n - 1] == '#'))
        tail.n--;
    /* (1) is a mark, too; a letter may be a digit mistyped: 57.O */
    bool letter = tail.n > 0 && isalpha((unsigned char)*tail.p);
    if ((!letter && celltexts_is(texts, CLASS_TECHNICAL, tail) != NULL) ||
        celltexts_unit(texts, tail, &n->unit))
        return CELL_NUMBER;
    return CELL_TEXT;
}

bool cell_has_chinese(struct view v)
{
    for (size_t i = 0; i + 2 < v.n; i++)
        if ((unsigned char)v.p[i] >= 0xe4 && (unsigned char)v.p[i] <= 0xe9)
            return true;
    return false;
}

bool cell_has_latin(struct view v)
{
    for (size_t i = 0; i < v.n; i++)
        if ((v.p[i] >= 'a' && v.p[i] <= 'z') || (v.p[i] >= 'A' && v.p[i] <= 'Z'))
            return true;
    return false;
}

struct view gridrow_cell(const struct grid_row *row, size_t c)
{
    return c < row->n ? cell_trim(row->cells[c]) : (struct view){"", 0};
}

struct gridrow_content gridrow_content(const struct grid_row *row)
{
    struct gridrow_content k = {0, 0, SIZE_MAX};
    struct view last = {0};
    for (size_t c = 0; c < row->n; c++) {
        struct view v = gridrow_cell(row, c);
        if (v.n == 0)
            continue;
        if (k.first == SIZE_MAX)
            k.first = c;
        k.cells++;
        k.distinct += k.cells == 1 || !view_equal(v, last);
        last = v;
    }
    if (k.cells == 2 && k.distinct == 2 && cell_has_chinese(gridrow_cell(row, k.first)) &&
        bilingual_is_repeated(last))
        k.distinct = 1;
    return k;
}

struct view gridrow_only_text(const struct grid_row *row)
{
    struct gridrow_content k = gridrow_content(row);
    return k.distinct == 1 ? gridrow_cell(row, k.first) : (struct view){"", 0};
}

/* A bare number that may be a year, a month or a spreadsheet's day. */
static bool is_number_period(struct celltexts *texts, struct view v)
{
    struct period p;
    if (!celltexts_period(texts, v, &p))
        return false;
    return p.y >= 1900 && p.y < 2100;
}

bool gridrow_is_technical(struct celltexts *texts, const struct grid_row *row)
{
    size_t counted = 0, marks = 0;
    bool letters = false; /* A, 5 is a row; 甲, 5 numbers the columns of a table that goes on */
    long last = -1;
    for (size_t c = 0; c < row->n; c++) {
        struct view v = gridrow_cell(row, c);
        if (v.n == 0)
            continue;
        long n = cell_whole_number(v);
        if (n >= 0 && n < 400 && (last < 0 ? n <= 1 || (marks > 0 && !letters) : n == last + 1)) {
            last = n;
            counted++;
        } else if (v.n <= 48 && celltexts_is(texts, CLASS_TECHNICAL, v) != NULL) {
            marks++;
            letters |= v.p[0] >= 'A' && v.p[0] <= 'Z';
        } else {
            return false;
        }
    }
    return counted + marks >= 3 || (marks >= 1 && counted + marks >= 2);
}

bool gridrow_is_times(struct celltexts *texts, const struct grid_row *row)
{
    size_t n = 0, serials = 0, spans = 0;
    long last = 0, step = 0;
    bool even = true, other = false, stub = false;
    for (size_t c = 0; c < row->n; c++) {
        struct view v = gridrow_cell(row, c);
        struct period p = {0};
        if (v.n == 0)
            continue;
        if (!cell_is_number(texts, v)) {
            if (n == 0 && celltexts_read(texts, CELLTEXT_HEAD, v)->role != ROLE_NONE)
                stub = true;
            else if (!celltexts_period(texts, v, &p))
                other = true;
            else
                spans += p.kind == PERIOD_YEARS;
            continue;
        }
        if (!is_number_period(texts, v)) {
            if (!cellperiod_serial(v, &p))
                return false;
            serials++;
        } else {
            celltexts_period(texts, v, &p);
        }
        long at = p.y * 400L + p.a * 32L + p.b;
        if (n > 0 && at != last) {
            even = even && (step == 0 || (at > last) == (step > 0));
            step = at - last;
        }
        last = at;
        n++;
    }
    if (n == 0 || (serials > 0 && serials < n) || (other && !stub))
        return false;
    /* 1990, 2000, 2005 and beside them other years, and 1991-2000 */
    return (even || (spans > 0 && serials == 0)) && (n >= 2 || stub);
}

/* Whether the cell is a figure with a slip in it (57..0, 82O): digits, points, commas and
 * blanks, and letters that look like digits, but neither a number nor a time. */
static bool is_mistyped(struct celltexts *texts, struct view v)
{
    struct period p;
    if (v.n < 2 || v.n > 32 || v.p[0] < '0' || v.p[0] > '9' || cell_is_number(texts, v))
        return false;
    for (size_t i = 0; i < v.n; i++)
        if (strchr("0123456789.,OolI ", v.p[i]) == NULL)
            return false;
    return !celltexts_period(texts, v, &p);
}

/* Whether the cell is a number with the mark of a footnote (57*, 12①), but no year. */
static bool is_marked(struct celltexts *texts, struct view v)
{
    struct cell_number n;
    struct period p;
    return cell_number_read(celltexts_rules(texts), v, &n) == CELL_TEXT && n.value.n > 0 &&
           celltexts_is_mark(texts, n.tail) && !celltexts_period(texts, v, &p);
}

bool cell_is_bracketed(struct celltexts *texts, struct view v)
{
    return v.n >= 5 && v.p[0] == '(' && v.p[v.n - 1] == ')' &&
           cell_is_number(texts, (struct view){v.p + 1, v.n - 2});
}

/* Whether the row is a label and nothing but marks of missing values, or numbers in brackets: no
 * head has those. */
static bool has_no_values(struct celltexts *texts, const struct grid_row *row)
{
    size_t marks = 0;
    if (!cell_has_chinese(gridrow_cell(row, 0)))
        return false;
    for (size_t c = 1; c < row->n; c++) {
        struct view v = gridrow_cell(row, c);
        if (v.n == 0)
            continue;
        if (!cell_is_bracketed(texts, v) && !cell_is_missing(texts, v))
            return false;
        marks++;
    }
    return marks >= 2;
}

bool gridrow_begins_figures(struct celltexts *texts, const struct grid_row *row)
{
    size_t numbers = 0, others = 0;
    bool key = false;
    for (size_t c = 0; c < row->n && (numbers == 0 || others == 0 || c < 16); c++) {
        struct view v = gridrow_cell(row, c);
        if (v.n == 0)
            continue;
        if (cell_is_number(texts, v) || is_mistyped(texts, v) || is_marked(texts, v)) {
            numbers++;
            continue;
        }
        others++;
        key = key || view_ends(v, view_of(":")) || view_ends(v, view_of("："));
    }
    if (numbers == 0 && has_no_values(texts, row))
        return true;
    if (numbers == 0 || (key && numbers < 2) || numbers + others < 2)
        return false;
    return !gridrow_is_technical(texts, row) && !gridrow_is_times(texts, row);
}

bool gridrow_is_preamble(struct celltexts *texts, const struct grid_row *row)
{
    struct view form, value;
    for (size_t c = 0; c < row->n; c++) {
        struct view v = gridrow_cell(row, c);
        if (v.n > 0 && v.n < 600 && celltexts_preamble(texts, v, &form, &value))
            return true;
    }
    return false;
}

bool gridrow_is_footer(struct celltexts *texts, const struct grid_row *row)
{
    struct gridrow_content k = gridrow_content(row);
    if (k.cells == 0)
        return false;
    struct view v = gridrow_cell(row, k.first);
    if (k.distinct > 3 || (k.distinct > 1 && gridrow_is_preamble(texts, row)))
        return false;
    if (k.distinct == 1 && v.n > 240)
        return true;
    return celltexts_is_footer(texts, view_cut(v, 400));
}

bool gridrow_is_among(struct view text)
{
    return view_starts(text, view_of("其中")) || view_starts(text, view_of("#")) ||
           view_starts(text, view_of("＃"));
}

bool gridrow_is_head(struct celltexts *texts, const struct grid_row *row,
                     const struct grid_row *under)
{
    struct gridrow_content k = gridrow_content(row), u = gridrow_content(under);
    if (k.cells == 0 || row->bad)
        return false;
    if (gridrow_is_technical(texts, row))
        return true;
    if (gridrow_is_preamble(texts, row) || gridrow_is_footer(texts, row))
        return false;
    if (gridrow_is_times(texts, row))
        return true;
    if (k.distinct >= 2) {
        /* XX局,,,2019年9月: names and dates above the head */
        if (k.cells == 2 && k.first == 0 && u.cells >= 4 &&
            celltexts_read(texts, CELLTEXT_HEAD, gridrow_cell(row, 0))->role == ROLE_NONE &&
            !view_equal(gridrow_cell(row, 0), gridrow_cell(under, 0)) &&
            gridrow_cell(under, 0).n > 0)
            return false;
        return true;
    }
    /* one text: it spans the columns beside the first, or it is a title */
    struct view v = gridrow_cell(row, k.first), unit;
    if (celltexts_unit(texts, v, &unit))
        return false;
    if (k.first == 0)
        return row->n == 1 && under->n == 1;
    /* 房屋销售 over 面积: the first line of a name that is cut in two */
    if (k.cells == 1 && v.n <= SHORT && u.cells >= 3 && gridrow_cell(under, 0).n > 0 &&
        gridrow_cell(under, k.first).n > 0 && gridrow_cell(under, k.first).n <= SHORT &&
        celltexts_read(texts, CELLTEXT_HEAD, v)->period.kind == PERIOD_NONE &&
        celltexts_read(texts, CELLTEXT_HEAD, gridrow_cell(under, k.first))->quantity &&
        !celltexts_read(texts, CELLTEXT_HEAD, v)->quantity)
        return true;
    if (k.cells > 1 || gridrow_is_among(v))
        return true;
    struct period p;
    return celltexts_period(texts, v, &p) && u.distinct >= 2 && gridrow_cell(under, 0).n > 0;
}
