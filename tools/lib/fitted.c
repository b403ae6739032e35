#include "fitted.h"

#include "decimal.h"

#include <stdint.h>

enum { NARROW = 12 }; /* to which a column of text may be cut */

bool fitted_figure(struct view v, size_t *whole, size_t *places)
{
    int64_t n;
    uint32_t p;
    if (!decimal_read_short(v, &n, &p)) {
        struct decimal d = {0};
        bool ok = decimal_read(&d, v);
        p = d.places;
        decimal_free(&d);
        if (!ok)
            return false;
    }
    *places = p > 0 ? p + 1 : 0;
    *whole = v.n - *places;
    return true;
}

void fitted_take(struct fitted_column *c, struct view cell, size_t width)
{
    size_t whole, places;
    if (cell.n == 0)
        return;
    c->figures = (c->figures || !c->filled) && fitted_figure(cell, &whole, &places);
    c->filled = true;
    if (c->figures) {
        c->whole = whole > c->whole ? whole : c->whole;
        c->places = places > c->places ? places : c->places;
    }
    c->text = width > c->text ? width : c->text;
}

/* What the columns take where each is as wide as it wishes, but at most most. */
static size_t total(const struct fitted *f, size_t most)
{
    size_t sum = f->hides ? FITTED_GAP + f->cut_width : 0;
    bool first = true;
    for (size_t i = 0; i < f->count; i++) {
        const struct fitted_column *c = &f->columns[i];
        if (c->hidden)
            continue;
        size_t width = c->wish < most ? c->wish : most;
        sum += (width > c->least ? width : c->least) + (first ? 0 : FITTED_GAP);
        first = false;
    }
    return sum;
}

/* Hides columns until the others find a place: those without any cell, then from the right, the
 * one named value last. */
static void hide_columns(struct fitted *f)
{
    size_t left = f->count, taken = total(f, 0);
    for (int pass = 0; pass < 3; pass++) {
        for (size_t i = f->count; i-- > 0 && left > 1 && taken > f->window;) {
            struct fitted_column *c = &f->columns[i];
            if (c->hidden || (pass == 0 && c->filled) || (pass == 1 && view_is(c->name, "value")))
                continue;
            taken -= c->least + FITTED_GAP;
            taken += f->hides ? 0 : FITTED_GAP + f->cut_width;
            c->hidden = f->hides = true;
            left--;
        }
    }
}

/* Decides on the widths: the widest columns give way first, none below what it can do with. */
void fitted_place(struct fitted *f)
{
    size_t most = 0;
    for (size_t i = 0; i < f->count; i++) {
        struct fitted_column *c = &f->columns[i];
        size_t cells = c->figures ? c->whole + c->places : c->text;
        c->wish = cells > c->name_width ? cells : c->name_width;
        c->least = c->wish < NARROW ? c->wish : NARROW;
        if (c->figures && c->least < cells)
            c->least = cells;
        most = c->wish > most ? c->wish : most;
    }
    if (f->window > 0) {
        hide_columns(f);
        for (size_t low = 0; low < most;) { /* the most that fits, or 0 */
            size_t middle = low + (most - low + 1) / 2;
            if (total(f, middle) > f->window)
                most = middle - 1;
            else
                low = middle;
        }
        size_t taken = total(f, most);
        f->slack = f->window > taken ? f->window - taken : 0;
    }
    size_t at = 0;
    for (size_t i = 0; i < f->count; i++) {
        struct fitted_column *c = &f->columns[i];
        if (c->hidden)
            continue;
        size_t width = c->wish < most ? c->wish : most;
        c->width = width > c->least ? width : c->least;
        c->start = at;
        f->end = at + c->width;
        at = f->end + FITTED_GAP;
    }
    size_t behind = f->hides ? FITTED_GAP + f->cut_width : 0;
    size_t room = f->window > behind ? f->window - behind : 0;
    for (size_t i = f->count; i-- > 0;) {
        struct fitted_column *c = &f->columns[i];
        if (c->hidden)
            continue;
        size_t end = c->start + c->width;
        c->limit = f->window > behind ? f->window - behind : 0;
        if (c->limit < end)
            c->limit = end < room ? end : room;
        behind += FITTED_GAP + f->cut_width;
    }
}
