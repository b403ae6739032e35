#include "columns.h"

#include "agree.h"
#include "buf.h"
#include "decimal.h"
#include "msg.h"

#include <stdlib.h>
#include <string.h>

void columns_write_header(struct out *o)
{
    static const char header[] = "region,indicator,item,period,measure,against,value,unit,bound,"
                                 "status,resolution,source,line,text\n";
    out_add(o, header, sizeof header - 1);
    out_flush(o);
}

void columns_find(struct columns *c, const struct rec_reader *r)
{
    *c = (struct columns){
        .region = rec_column(r, "region"),
        .region_code = rec_column(r, "region_code"),
        .indicator = rec_need(r, "indicator"),
        .indicator_code = rec_column(r, "indicator_code"),
        .item = rec_column(r, "item"),
        .period = rec_need(r, "period"),
        .measure = rec_column(r, "measure"),
        .against = rec_column(r, "against"),
        .value = rec_need(r, "value"),
        .unit = rec_column(r, "unit"),
        .bound = rec_column(r, "bound"),
        .status = rec_column(r, "status"),
        .resolution = rec_column(r, "resolution"),
        .source = rec_column(r, "source"),
        .line = rec_column(r, "line"),
        .release = rec_column(r, "release"),
        .derived = rec_column(r, "derived"),
        .sources = rec_column(r, "sources"),
        .kind = rec_column(r, "kind"),
        .broken = rec_column(r, "break"),
        .note = rec_column(r, "note"),
    };
    if (c->release == REC_NONE)
        c->release = rec_column(r, "vintage");
}

void columns_add_more(struct columns *c, const struct rec_reader *r, const char *list)
{
    for (const char *p = list; p != NULL && *p != '\0';) {
        size_t n = strcspn(p, ",");
        char *name = strndup(p, n);
        if (name == NULL)
            die(NULL, 0, "memory:");
        size_t column = rec_need(r, name);
        if (column == c->value || column == c->bound || column == c->resolution)
            die(NULL, 0, "-k: %s is part of the figure itself", name);
        for (size_t i = 0; i < c->more_count; i++)
            if (c->more[i] == column)
                die(NULL, 0, "-k: %s is named twice", name);
        free(name);
        c->more = mem_grow(c->more, c->more_count + 1, sizeof *c->more);
        c->more[c->more_count++] = column;
        p += n + (p[n] == ',');
    }
}

static struct view code_or_name(const struct view *fields, size_t code, size_t name)
{
    struct view v = columns_pick(fields, code);
    return v.n > 0 ? v : columns_pick(fields, name);
}

struct view columns_region(const struct columns *c, const struct view *fields)
{
    return code_or_name(fields, c->region_code, c->region);
}

struct view columns_indicator(const struct columns *c, const struct view *fields)
{
    return code_or_name(fields, c->indicator_code, c->indicator);
}

struct view columns_status_class(struct view status)
{
    bool actual = status.n == 0 || view_is(status, "provisional") ||
                  view_is(status, "suppressed") || view_is(status, "missing");
    return actual ? view_of("actual") : status;
}

/* Refuses a record whose figure is long, or none. */
static bool check_long(const struct rec *rec, struct view value, struct view resolution)
{
    struct published p = {0};
    bool good = published_read(&p, value, (struct view){"", 0}, resolution);
    bool value_good = good || decimal_read(&p.value, value);
    published_free(&p);
    if (value.n == 0)
        rec_reject(rec, "value: empty");
    else if (!value_good)
        rec_reject(rec, "value: not a decimal: %.*s", view_shown(value), value.p);
    else if (!good)
        rec_reject(rec, "resolution: not a decimal: %.*s", view_shown(resolution), resolution.p);
    return good;
}

bool columns_check_figure(const struct columns *c, const struct rec *rec)
{
    struct view value = rec->fields[c->value],
                resolution = columns_pick(rec->fields, c->resolution);
    int64_t n;
    uint32_t places;
    return (decimal_read_short(value, &n, &places) &&
            (resolution.n == 0 ||
             (*resolution.p != '-' && decimal_read_short(resolution, &n, &places)))) ||
           check_long(rec, value, resolution);
}

bool columns_is_withheld(const struct columns *c, const struct rec *rec)
{
    struct view status = columns_pick(rec->fields, c->status);
    return rec->fields[c->value].n == 0 &&
           (view_is(status, "suppressed") || view_is(status, "missing"));
}
