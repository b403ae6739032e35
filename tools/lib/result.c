#include "result.h"

#include "bound.h"
#include "buf.h"
#include "conflict.h"
#include "csvout.h"
#include "derivation.h"

#include <string.h>

static const struct view percent = {"%", 1};

void result_header(const struct rec_reader *r, struct out *o)
{
    static const char *const added[] = {"resolution", "derived"};
    rec_write_header(o, r, added, 2);
}

void result_pass(const struct observed *h, const struct rec *rec, struct out *o)
{
    static struct view *fields;
    size_t added = (size_t)(h->in.resolution == REC_NONE) + (h->in.derived == REC_NONE);
    if (rec->plain) {
        char *to = out_room(o, rec->raw.n + 3);
        memcpy(to, rec->raw.p, rec->raw.n);
        memcpy(to + rec->raw.n, &",,\n"[2 - added], added + 1);
        out_advance(o, rec->raw.n + added + 1);
        return;
    }
    if (fields == NULL)
        fields = mem_new(h->column_count + 2, sizeof *fields);
    memcpy(fields, rec->fields, rec->count * sizeof *fields);
    csvout_row(o, fields, rec->count + added);
}

static void write_conflict(const struct observed *h, const struct result *r,
                           const struct point *published, struct view period)
{
    static struct buf texts[2 * CONFLICT_SIDE];
    const struct point *points[] = {published, r->origin};
    struct published given = point_figure(published);
    const struct published *figures[] = {&given, r->figure};
    struct side sides[2];
    for (size_t i = 0; i < 2; i++) {
        struct buf *t = texts + i * CONFLICT_SIDE;
        for (size_t k = 0; k < CONFLICT_SIDE; k++)
            buf_clear(&t[k]);
        decimal_write(&t[0], &figures[i]->value);
        buf_add_string(&t[1], bound_name(figures[i]->bound));
        buf_add_string(&t[2], (i == 0 ? published->provisional : r->provisional) ? "provisional"
                                                                                 : "actual");
        decimal_write(&t[3], &figures[i]->resolution);
        buf_add_view(&t[4], intern_text(h->sources, points[i]->source));
        if (points[i]->line > 0)
            buf_add_number(&t[5], points[i]->line);
        buf_add_char(&t[6], '1');
        for (size_t k = 0; k < CONFLICT_SIDE; k++)
            sides[i].fields[k] = buf_view(&t[k]);
        sides[i].figure = figures[i];
    }
    bool level = view_is(r->measure, "level");
    const struct view labels[CONFLICT_KEYS] = {
        observed_identity(h, r->of, h->in.region),
        observed_identity(h, r->of, h->in.indicator),
        observed_identity(h, r->of, h->in.item),
        period,
        r->measure,
        r->against,
        level ? series_key(h->series, r->of, SERIES_UNIT) : percent,
    };
    conflict_write("derived", labels, &sides[0], &sides[1]);
}

void result_compare(const struct observed *h, const struct result *r, const struct point *published)
{
    struct published given = point_figure(published);
    if (published->marked || published->ambiguous || published_agree(&given, r->figure) ||
        !conflict_wanted())
        return;
    write_conflict(h, r, published, months_text(r->at, published->shortest));
}

static void set_field(struct view *fields, size_t column, struct view v)
{
    if (column != REC_NONE)
        fields[column] = v;
}

void result_write(const struct observed *h, const struct result *r, struct out *o)
{
    static struct buf value, resolution, line;
    static struct view *fields;
    if (fields == NULL)
        fields = mem_new(h->column_count + 2, sizeof *fields);
    for (size_t i = 0; i < h->column_count; i++)
        fields[i] = (struct view){"", 0};
    for (size_t i = 0; i < h->identity_count; i++)
        fields[h->identity[i]] = r->of->identity[i];
    buf_clear(&value);
    buf_clear(&resolution);
    buf_clear(&line);
    decimal_write(&value, &r->figure->value);
    decimal_write(&resolution, &r->figure->resolution);
    if (r->origin->line > 0)
        buf_add_number(&line, r->origin->line);
    bool level = view_is(r->measure, "level");
    set_field(fields, h->in.measure, r->measure);
    set_field(fields, h->in.against, r->against);
    set_field(fields, h->in.unit, level ? series_key(h->series, r->of, SERIES_UNIT) : percent);
    set_field(fields, h->in.bound, view_of(bound_name(r->figure->bound)));
    set_field(fields, h->in.status, r->provisional ? view_of("provisional") : view_of("actual"));
    set_field(fields, h->in.source, intern_text(h->sources, r->origin->source));
    set_field(fields, h->in.line, buf_view(&line));
    fields[h->in.period] = months_text(r->at, r->shortest);
    fields[h->in.value] = buf_view(&value);
    size_t n = h->column_count;
    fields[h->in.resolution == REC_NONE ? n++ : h->in.resolution] = buf_view(&resolution);
    fields[h->in.derived == REC_NONE ? n++ : h->in.derived] = r->formula;
    csvout_row(o, fields, n);
}
