#include "tablecontext.h"

#include "celltime.h"
#include "gridrow.h"

#include <stddef.h>
#include <string.h>

/* Takes the indicator of a title, and what it measures of it: 增加值增速, 增加值_同比增长(%). */
static void take_name(struct context *x, const struct celltext *said)
{
    static const char *const joints[] = {"及", "和", "与", "、"};
    bool alone = true; /* 总量及增速 is not said of all figures */
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        alone = alone && !view_ends(said->name, view_of(joints[i]));
    x->indicator = said->name;
    x->quantity = said->quantity;
    x->topic = said->topic;
    x->measure = alone ? said->measure : NULL;
    x->base = said->base;
    x->base_period = said->base_period;
    x->against = said->against;
}

/* Whether the text is the base of an index and nothing else (上年=100), which context then has. */
static bool take_index_base(struct celltexts *texts, struct view v, struct context *x)
{
    if (memmem(v.p, v.n, "100", 3) == NULL && memmem(v.p, v.n, "１００", strlen("１００")) == NULL)
        return false;
    const struct celltext *said = celltexts_read(texts, CELLTEXT_HEAD, v);
    if (said->index_base.n > 0)
        x->index_base = said->index_base;
    return said->index_base.n > 0;
}

/* Takes the time before the key of a line 2025年1-9月 单位:万元. */
static void read_time(struct celltexts *texts, struct view v, struct context *x)
{
    const char *key = memmem(v.p, v.n, "单位", strlen("单位"));
    if (*v.p < '0' || *v.p > '9' || key == NULL)
        return;
    struct period p =
        celltexts_read(texts, CELLTEXT_TITLE, (struct view){v.p, (size_t)(key - v.p)})->period;
    if (p.kind != PERIOD_NONE)
        x->period = celltime_fill_year(p, x->period);
}

void tablecontext_read(struct celltexts *texts, const struct grid_row *row, struct context *x,
                       struct view *title)
{
    struct view last = {0};
    for (size_t c = 0; c < row->n; c++) {
        struct view v = gridrow_cell(row, c), form, value, unit;
        if (v.n == 0 || view_equal(v, last))
            continue;
        last = v;
        if (celltexts_preamble(texts, v, &form, &value)) {
            if (view_is(form, "unit")) {
                read_time(texts, v, x);
                x->many_units = false;
                if (celltexts_unit(texts, value, &unit))
                    x->unit = unit;
                else
                    x->many_units = value.n > 0 && !take_index_base(texts, value, x);
            } else if (view_is(form, "region") && value.n > 0) {
                const struct celltext *l = celltexts_read(texts, CELLTEXT_ROW, value);
                if (!l->whole)
                    x->region = l->name;
            } else if (view_is(form, "indicator") && value.n > 0) {
                const struct celltext *l = celltexts_read(texts, CELLTEXT_ROW, value);
                take_name(x, l);
                if (l->unit.n > 0)
                    x->unit = l->unit;
            } else if (view_is(form, "period") && value.n > 0) {
                const struct celltext *l = celltexts_read(texts, CELLTEXT_TITLE, value);
                if (l->period.kind != PERIOD_NONE)
                    x->period = l->period;
            }
            continue;
        }
        if (celltexts_unit(texts, v, &unit)) {
            x->unit = unit;
            continue;
        }
        if (v.n > 300 || take_index_base(texts, v, x))
            continue;
        const struct celltext *l = celltexts_read(texts, CELLTEXT_TITLE, v);
        if (l->index_base.n > 0)
            x->index_base = l->index_base;
        if (l->period.kind != PERIOD_NONE)
            x->period = celltime_fill_year(l->period, x->period);
        if (l->region.n > 0)
            x->region = l->region;
        if (l->status != NULL)
            x->status = l->status;
        if (l->unit_in_brackets)
            x->unit = l->unit;
        if (l->name.n > 3 && cell_has_chinese(l->name)) {
            take_name(x, l);
            *title = v;
        }
    }
}

void tablecontext_complete(struct context *x, const struct context *o, struct context_before *b)
{
    bool in_year = x->period.kind == PERIOD_YEAR && o->period.kind != PERIOD_NONE &&
                   o->period.y == x->period.y && o->period.y2 == x->period.y;
    if (in_year) /* 2024年各县指标, of its first six months */
        x->period = o->period;
    else if (x->period.kind == PERIOD_NONE)
        x->period = o->period.kind != PERIOD_NONE ? o->period : b->said.period;
    else if (x->period.y == 0 && o->period.y > 0)
        x->period.y = x->period.y2 = period_last(o->period).y;
    else if (x->period.y == 0 && b->said.period.y > 0)
        x->period.y = x->period.y2 = period_last(b->said.period).y;
    if (o->region.n > 0)
        x->region = o->region;
    else if (x->region.n == 0)
        x->region = b->said.region;
    if (o->indicator.n > 0)
        x->indicator = o->indicator;
    if (x->unit.n == 0 && !x->many_units)
        x->unit = o->unit;
    if (x->many_units && o->unit.n > 0)
        x->unit = o->unit;
    if (x->status == NULL)
        x->status = b->said.status;
    /* for the tables after this one */
    b->said.period = x->period;
    b->said.status = x->status;
    if (!view_equal(b->said.region, x->region)) {
        buf_clear(&b->region);
        buf_add_view(&b->region, x->region);
        b->said.region = buf_view(&b->region);
    }
}
