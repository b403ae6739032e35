#include "tableheads.h"

#include "bilingual.h"
#include "cellnumber.h"
#include "cellperiod.h"
#include "gridrow.h"
#include "itempath.h"

#include <stdlib.h>
#include <string.h>

enum { LEVELS = 12 }; /* names over a column */

/* Copies the row's cells, without blanks around them and with blank ones up to width: in one block
 * with their text, for heads stay good for the tables that follow. */
static struct view *own_cells(const struct grid_row *row, size_t width)
{
    size_t bytes = 0;
    for (size_t c = 0; c < row->n; c++)
        bytes += row->cells[c].n;
    struct view *cells = mem_grow(NULL, width * sizeof *cells + bytes + 1, 1);
    char *text = (char *)(cells + width);
    for (size_t c = 0; c < width; c++) {
        struct view v = c < row->n ? cell_trim(row->cells[c]) : (struct view){0};
        if (v.n > 0)
            memcpy(text, v.p, v.n);
        cells[c] = (struct view){text, v.n};
        text += v.n;
    }
    return cells;
}

void tableheads_keep(struct tableheads *hs, const struct grid_row *rows, size_t from, size_t to)
{
    hs->count = 0;
    for (size_t r = from; r < to && hs->count < TABLEHEADS_MAX; r++) {
        struct grid_row *h = &hs->rows[hs->count];
        if (gridrow_is_technical(hs->texts, &rows[r]))
            continue;
        free(h->cells);
        *h = rows[r];
        h->cells = own_cells(&rows[r], rows[r].n);
        hs->count++;
    }
}

/* Whether another head than the one to the left begins at c in a row above h: what stands to the
 * left under it is not said of this column. */
static bool begins_above(const struct tableheads *hs, size_t h, size_t c)
{
    for (size_t i = 0; i < h; i++) {
        struct view v = gridrow_cell(&hs->rows[i], c);
        if (v.n > 0 && !view_equal(v, gridrow_cell(&hs->rows[i], c - 1)))
            return true;
    }
    return false;
}

/* Adds blank cells to a row up to n of them. */
static void widen(struct grid_row *row, size_t n)
{
    if (row->n >= n)
        return;
    struct view *cells = own_cells(row, n);
    free(row->cells);
    row->cells = cells;
    row->n = n;
}

/* A row of units under the heads: each holds for all columns under the head that it stands under.
 */
static void fill_units(struct tableheads *hs)
{
    if (hs->count < 2)
        return;
    size_t h = hs->count - 1;
    struct grid_row *units = &hs->rows[h];
    struct view unit;
    widen(units, hs->rows[h - 1].n);
    for (size_t c = 1; c < units->n; c++)
        if (units->cells[c].n == 0 && gridrow_cell(&hs->rows[h - 1], c).n > 0 &&
            !begins_above(hs, h - 1, c) && celltexts_unit(hs->texts, units->cells[c - 1], &unit))
            units->cells[c] = units->cells[c - 1];
}

bool tableheads_is_part(struct tableheads *hs, struct view head)
{
    if (gridrow_is_among(head))
        return true;
    const struct celltext *l = celltexts_read(hs->texts, CELLTEXT_HEAD, head);
    return l->name.n > 0 && cell_has_chinese(l->name) && !l->quantity && l->role == ROLE_NONE &&
           l->unit.n == 0 && l->measure == NULL && l->status == NULL && l->timing == TIMING_NONE &&
           !l->last_year && l->period.kind == PERIOD_NONE && !l->total && !l->subtotal &&
           !l->place && !l->whole;
}

/* Whether the row holds nothing but the first line of one column's name. */
static bool is_piece(struct tableheads *hs, const struct grid_row *row)
{
    struct gridrow_content k = gridrow_content(row);
    if (k.cells != 1 || k.first == 0)
        return false;
    struct view v = gridrow_cell(row, k.first);
    return !gridrow_is_among(v) &&
           celltexts_read(hs->texts, CELLTEXT_HEAD, v)->period.kind == PERIOD_NONE;
}

void tableheads_fill(struct tableheads *hs)
{
    for (size_t h = 0; h + 1 < hs->count; h++) {
        struct grid_row *up = &hs->rows[h], *down = &hs->rows[h + 1];
        if (up->n > 0)
            widen(up, down->n);
        if (is_piece(hs, up))
            continue;
        for (size_t c = 1; c < up->n && c < down->n; c++) {
            if (up->cells[c].n > 0 || down->cells[c].n == 0 || up->cells[c - 1].n == 0)
                continue;
            /* a stub's head goes down, not to the right */
            const struct celltext *l = celltexts_read(hs->texts, CELLTEXT_HEAD, up->cells[c - 1]);
            if (l->role != ROLE_NONE ||
                (down->cells[c - 1].n == 0 && !gridrow_is_among(down->cells[c])) ||
                begins_above(hs, h, c))
                continue;
            /* nor does one that was merged with what is below it, but over a part of it */
            if (view_equal(down->cells[c - 1], up->cells[c - 1]) &&
                !(l->quantity && tableheads_is_part(hs, down->cells[c])))
                continue;
            up->cells[c] = up->cells[c - 1];
        }
    }
    fill_units(hs);
}

/* The role of a row of heads, where its first cell says so: 指标, 地区, 频度, 单位 one under the
 * other. */
static enum role row_role(struct tableheads *hs, size_t h)
{
    if (hs->count < 2)
        return ROLE_NONE;
    enum role first = ROLE_NONE;
    size_t differ = 0;
    enum role last = ROLE_NONE;
    for (size_t i = 0; i < hs->count; i++) {
        struct view v = gridrow_cell(&hs->rows[i], 0);
        enum role role = v.n > 0 ? celltexts_read(hs->texts, CELLTEXT_HEAD, v)->role : ROLE_NONE;
        if (role == ROLE_NONE)
            return ROLE_NONE;
        differ += i > 0 && role != last;
        last = role;
        if (i == h)
            first = role;
    }
    return differ > 0 ? first : ROLE_NONE;
}

enum role tableheads_role(struct tableheads *hs, size_t c)
{
    for (size_t h = hs->count; h-- > 0;) {
        struct view v = gridrow_cell(&hs->rows[h], c);
        if (v.n == 0)
            continue;
        enum role role = celltexts_read(hs->texts, CELLTEXT_HEAD, v)->role;
        if (row_role(hs, h) != ROLE_NONE)
            continue; /* it names the row */
        if (role != ROLE_NONE)
            return role;
    }
    return ROLE_NONE;
}

struct view tableheads_last(struct tableheads *hs, size_t c)
{
    struct view v = {"", 0};
    for (size_t h = 0; h < hs->count; h++)
        if (gridrow_cell(&hs->rows[h], c).n > 0)
            v = gridrow_cell(&hs->rows[h], c);
    return v;
}

struct view tableheads_text(struct tableheads *hs, size_t c)
{
    struct view last = {0};
    buf_clear(&hs->scratch);
    for (size_t h = 0; h < hs->count; h++) {
        struct view v = gridrow_cell(&hs->rows[h], c);
        if (v.n == 0 || view_equal(v, last))
            continue;
        if (hs->scratch.n > 0)
            buf_add_string(&hs->scratch, " / ");
        buf_add_view(&hs->scratch, v);
        last = v;
    }
    return arena_copy(hs->arena, buf_view(&hs->scratch));
}

/* Names over a column, from the top; all without Chinese are dropped where another has it. */
struct levels {
    const struct celltext *label[LEVELS];
    struct view text[LEVELS]; /* as published */
    size_t count;
};

/* The name and item of a column from the names over it. */
static void name_column(struct tableheads *hs, struct column *k, const struct levels *names,
                        bool own_unit)
{
    /* a topic over the head that has the unit says nothing; 城镇居民 over 可支配收入 is part of the
     * name */
    size_t first = 0;
    while (first + 1 < names->count && names->label[first]->topic)
        first++;
    buf_clear(&hs->scratch);
    size_t i = first;
    while (i + 1 < names->count && !names->label[i]->quantity && names->label[i + 1]->quantity &&
           !gridrow_is_among(names->text[i + 1])) {
        buf_add_view(&hs->scratch, names->label[i]->name);
        i++;
    }
    if (i + 1 < names->count && names->label[i]->quantity &&
        names->label[i + 1]->unit_in_brackets && !names->label[i]->unit_in_brackets && own_unit &&
        view_starts(names->label[i + 1]->name, names->label[i]->name))
        i++;
    buf_add_view(&hs->scratch, names->label[i]->name);
    k->quantity = names->label[i]->quantity;
    k->indicator = arena_copy(hs->arena, buf_view(&hs->scratch));
    buf_clear(&hs->scratch);
    for (i++; i < names->count; i++)
        itempath_add(&hs->scratch, names->label[i]->name);
    k->item = arena_copy(hs->arena, buf_view(&hs->scratch));
}

void tableheads_base(struct tableheads *hs, struct column *k, struct view title, struct view base)
{
    struct view name = k->indicator.n > 0 ? k->indicator : title;
    buf_clear(&hs->scratch);
    buf_add_view(&hs->scratch, name);
    buf_add_string(&hs->scratch, name.n > 0 ? "(" : "");
    buf_add_view(&hs->scratch, base);
    buf_add_string(&hs->scratch, name.n > 0 ? "=100)" : "=100");
    k->indicator = arena_copy(hs->arena, buf_view(&hs->scratch));
    k->quantity = name.n > 0;
    k->measure = NULL;
    k->base = BASE_YEAR;
    k->unit = k->against = (struct view){"", 0};
}

/* Whether the head but says what kind of place is named below it: 县 over 长丰县. */
static bool is_kind_of_place(struct tableheads *hs, size_t h, size_t c)
{
    const struct celltext *said =
        celltexts_read(hs->texts, CELLTEXT_HEAD, gridrow_cell(&hs->rows[h], c));
    struct view below = {0};
    if (!said->regions || view_ends(said->name, view_of("计"))) /* 流动资产合计 over 市辖区 */
        return false;
    for (size_t i = h + 1; i < hs->count; i++)
        if (gridrow_cell(&hs->rows[i], c).n > 0)
            below = gridrow_cell(&hs->rows[i], c);
    return below.n > 0 && celltexts_read(hs->texts, CELLTEXT_HEAD, below)->place;
}

/* Whether the head begins with # and stands behind what it is part of: in the uppermost row, or
 * second under the one above it: 国有单位 over 人数, #女性. A later one may be of any of those
 * before it. */
static bool follows_whole(const struct tableheads *hs, size_t h, size_t c)
{
    if (!gridrow_is_among(gridrow_cell(&hs->rows[h], c)))
        return false;
    if (h == 0)
        return c > 0;
    if (c < 2)
        return false;
    const struct grid_row *up = &hs->rows[h - 1];
    struct view over = gridrow_cell(up, c);
    return over.n > 0 && view_equal(over, gridrow_cell(up, c - 1)) &&
           !view_equal(over, gridrow_cell(up, c - 2));
}

/* Whether the head is of no column but c. */
static bool is_single(const struct tableheads *hs, size_t h, size_t c)
{
    struct view v = gridrow_cell(&hs->rows[h], c);
    return v.n > 0 && (c == 0 || !view_equal(v, gridrow_cell(&hs->rows[h], c - 1))) &&
           !view_equal(v, gridrow_cell(&hs->rows[h], c + 1));
}

/* Whether the head goes on with the name above it, which is of this column only, and others in the
 * row above need no second line. */
static bool is_cut(const struct tableheads *hs, size_t h, size_t c)
{
    if (h == 0 || !is_single(hs, h, c) || !is_single(hs, h - 1, c) ||
        gridrow_is_among(gridrow_cell(&hs->rows[h], c)))
        return false;
    for (size_t i = 1; i < hs->rows[h - 1].n; i++)
        if (gridrow_cell(&hs->rows[h - 1], i).n > 0 && gridrow_cell(&hs->rows[h], i).n == 0)
            return true;
    return false;
}

/* The two lines of a name, in the arena: 农、林、 and 牧、渔业. */
static struct view go_on(struct tableheads *hs, struct view a, struct view b)
{
    buf_clear(&hs->scratch);
    buf_add_view(&hs->scratch, a);
    buf_add_view(&hs->scratch, b);
    return arena_copy(hs->arena, buf_view(&hs->scratch));
}

void tableheads_read(struct tableheads *hs, struct column *k, struct part *part, struct view title)
{
    struct levels names = {0};
    struct view last = {0}, index_base = {0};
    bool han = cell_has_chinese(k->head);
    bool index_of = false; /* 指数(2005年比以下各年): what stands below is its base */
    size_t own_units = 0;
    for (size_t h = 0; h < hs->count; h++) {
        struct view v = gridrow_cell(&hs->rows[h], k->at);
        if (v.n == 0 || view_equal(v, last))
            continue;
        last = v;
        enum role role = row_role(hs, h);
        if (role == ROLE_FREQUENCY || role == ROLE_NOTE || role == ROLE_CODE)
            continue;
        const struct celltext *l = celltexts_read(hs->texts, CELLTEXT_HEAD, v);
        if (role == ROLE_UNIT) {
            celltexts_unit(hs->texts, v, &k->unit);
            continue;
        }
        if (role == ROLE_REGION) {
            k->region = l->whole ? (struct view){"", 0} : l->name;
            continue;
        }
        if (l->index_of) {
            index_of = true;
            k->period = l->period;
            continue;
        }
        if (index_of && l->period.kind == PERIOD_YEAR && cell_has_chinese(v) == false) {
            index_base = v;
            continue;
        }
        if (han && !cell_has_chinese(v) && cell_has_latin(v) &&
            (bilingual_is_repeated(v) ||
             (l->unit.n == 0 && l->period.kind == PERIOD_NONE))) { /* a second language */
            if (k->unit.n == 0)
                k->unit = l->unit;
            continue;
        }
        if (l->period.kind != PERIOD_NONE) {
            struct period p = l->period;
            if (p.y == 0 && k->period.y > 0)
                p.y = p.y2 = k->period.y;
            k->period = p;
        } else if (cell_is_number(hs->texts, v)) {
            struct period p;
            if (cellperiod_serial(v, &p)) {
                k->period = p;
                k->serials = true;
            }
            continue;
        }
        if (l->index_base.n > 0)
            index_base = l->index_base;
        if (l->unit.n > 0)
            k->unit = l->unit;
        k->among |= l->among || follows_whole(hs, h, k->at);
        own_units += l->unit_in_brackets;
        if (l->measure != NULL && (k->measure == NULL || strcmp(l->measure, "level") != 0)) {
            k->measure = l->measure;
            k->base = l->base;
            k->base_period = l->base_period;
            k->against = l->against;
            k->ranks_growth = l->ranks_growth;
        } else if (l->measure != NULL && k->measure != NULL && strcmp(k->measure, "growth") == 0) {
            k->measure = "change"; /* 绝对数 under 比上年增减 */
            k->unit = l->unit;
        }
        if (l->status != NULL)
            k->status = l->status;
        if (l->timing != TIMING_NONE &&
            !(l->timing == TIMING_CURRENT && k->timing == TIMING_CUMULATIVE))
            k->timing = l->timing;
        k->last_year |= l->last_year;
        if (l->total || l->subtotal || l->whole || l->name.n == 0 || is_kind_of_place(hs, h, k->at))
            continue;
        if (l->place && part->rows != ROLE_REGION && !l->quantity) {
            k->region = l->name;
            continue;
        }
        if (han && !cell_has_chinese(l->name) && cell_has_latin(l->name) && names.count > 0)
            continue;
        if (names.count < LEVELS &&
            (names.count == 0 || !view_equal(names.label[names.count - 1]->name, l->name))) {
            if (names.count > 0 && is_cut(hs, h, k->at)) {
                v = go_on(hs, names.text[--names.count], v);
                l = celltexts_read(hs->texts, CELLTEXT_HEAD, v);
            }
            names.text[names.count] = v;
            names.label[names.count++] = l;
        }
    }
    if (names.count > 0)
        name_column(hs, k, &names, own_units > 0);
    k->index_of = index_of;
    if (index_base.n > 0)
        tableheads_base(hs, k, index_of ? (struct view){"", 0} : title, index_base);
}

void tableheads_free(struct tableheads *hs)
{
    for (size_t i = 0; i < TABLEHEADS_MAX; i++)
        free(hs->rows[i].cells);
    buf_free(&hs->scratch);
}
