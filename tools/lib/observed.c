#include "observed.h"

#include "buf.h"
#include "span.h"
#include "tally.h"

#include <stdlib.h>
#include <string.h>

enum { FIXED_IDENTITY = 6 };

void observed_open(struct observed *h, const struct rec_reader *r, const char *keys)
{
    columns_find(&h->in, r);
    columns_add_more(&h->in, r, keys);
    rec_names(r, &h->column_count);
    const struct columns *in = &h->in;
    const size_t fixed[FIXED_IDENTITY] = {in->region,         in->region_code, in->indicator,
                                          in->indicator_code, in->item,        in->kind};
    h->identity = mem_new(FIXED_IDENTITY + in->more_count, sizeof *h->identity);
    for (size_t i = 0; i < FIXED_IDENTITY; i++)
        if (fixed[i] != REC_NONE)
            h->identity[h->identity_count++] = fixed[i];
    for (size_t i = 0; i < in->more_count; i++)
        h->identity[h->identity_count++] = in->more[i];
    h->series = series_new(in->more_count);
    h->sources = intern_new();
    h->key = mem_new(SERIES_KEYS + in->more_count, sizeof *h->key);
}

/* Keeps what is the same in all records of the series. */
static void set_identity(const struct observed *h, struct series *s, const struct view *fields)
{
    size_t n = 0;
    for (size_t i = 0; i < h->identity_count; i++)
        n += fields[h->identity[i]].n;
    s->identity = mem_grow(NULL, 1, h->identity_count * sizeof *s->identity + n);
    char *text = (char *)(s->identity + h->identity_count);
    for (size_t i = 0; i < h->identity_count; i++) {
        struct view v = fields[h->identity[i]];
        if (v.n > 0)
            memcpy(text, v.p, v.n);
        s->identity[i] = (struct view){text, v.n};
        text += v.n;
    }
}

/* Whether records of the measure are held: levels to derive from, others to compare with. */
static bool is_held(const struct observed *h, struct view measure)
{
    return measure.n == 0 || view_is(measure, "level") ||
           (view_is(measure, "growth") && h->growth) || (view_is(measure, "cagr") && h->cagr) ||
           (view_is(measure, "share") && h->share);
}

/* What a growth or cagr is against; a growth that does not say is against a year earlier. False
 * where that is no period. */
static bool read_base(const struct observed *h, const struct rec *rec, struct view measure,
                      struct point *p)
{
    if (!view_is(measure, "growth") && !view_is(measure, "cagr"))
        return true;
    struct view against = columns_pick(rec->fields, h->in.against);
    const struct span *base = span_of(against);
    p->base = base->known ? (struct months){base->first, base->last}
                          : (struct months){p->at.first - 12, p->at.last - 12};
    return base->known || (against.n == 0 && view_is(measure, "growth"));
}

/* Sets the key of the record's series. */
static void set_key(struct observed *h, const struct view *fields, struct view measure)
{
    h->key[SERIES_REGION] = columns_region(&h->in, fields);
    h->key[SERIES_INDICATOR] = columns_indicator(&h->in, fields);
    h->key[SERIES_ITEM] = columns_pick(fields, h->in.item);
    h->key[SERIES_UNIT] = columns_pick(fields, h->in.unit);
    h->key[SERIES_MEASURE] = measure.n > 0 ? measure : view_of("level");
    h->key[SERIES_WHOLE] =
        view_is(measure, "share") ? columns_pick(fields, h->in.against) : (struct view){"", 0};
    for (size_t i = 0; i < h->in.more_count; i++)
        h->key[SERIES_KEYS + i] = fields[h->in.more[i]];
}

bool observed_hold(struct observed *h, const struct rec *rec)
{
    struct view measure = columns_pick(rec->fields, h->in.measure);
    struct view status = columns_pick(rec->fields, h->in.status), value = rec->fields[h->in.value];
    struct published figure = {0};
    struct point p = {0};
    if (value.n == 0)
        return true;
    if (!published_read(&figure, value, columns_pick(rec->fields, h->in.bound),
                        columns_pick(rec->fields, h->in.resolution))) {
        columns_check_figure(&h->in, rec);
        published_free(&figure);
        return false;
    }
    const struct span *span = span_of(rec->fields[h->in.period]);
    p.at = p.reach = (struct months){span->first, span->last};
    p.shortest = span->shortest;
    if (!span->known || !is_held(h, measure) || !view_is(columns_status_class(status), "actual") ||
        !read_base(h, rec, measure, &p)) {
        published_free(&figure);
        return true;
    }
    point_set_figure(&p, &figure);
    struct view source = columns_pick(rec->fields, h->in.source);
    p.source = intern_number(h->sources, source.n > 0 ? source : view_of(rec->file), NULL);
    p.line = h->in.line != REC_NONE ? columns_line(rec->fields[h->in.line]) : rec->line;
    p.provisional = view_is(status, "provisional");
    p.marked = columns_pick(rec->fields, h->in.derived).n > 0;
    set_key(h, rec->fields, measure);
    struct series *s = series_find(h->series, h->key);
    if (series_list(h->series, s))
        set_identity(h, s, rec->fields);
    struct view note = columns_pick(rec->fields, h->in.note);
    if (columns_pick(rec->fields, h->in.broken).n > 0 ||
        memmem(note.p, note.n, "口径", strlen("口径")) != NULL)
        series_add_break(s, p.at.first);
    if (!series_add(h->series, s, &p))
        tally_add(rec->file, rec->line,
                  "figures that contradict each other for one period: nothing follows from them, "
                  "zb-merge comes first");
    return true;
}

struct view observed_identity(const struct observed *h, const struct series *s, size_t column)
{
    for (size_t i = 0; i < h->identity_count; i++)
        if (h->identity[i] == column)
            return s->identity[i];
    return (struct view){"", 0};
}

bool observed_is_level(const struct observed *h, const struct series *s)
{
    return view_is(series_key(h->series, s, SERIES_MEASURE), "level");
}

static void copy_key(struct observed *h, const struct series *s)
{
    for (size_t i = 0; i < SERIES_KEYS + h->in.more_count; i++)
        h->key[i] = series_key(h->series, s, i);
}

const struct series *observed_twin(struct observed *h, const struct series *s, const char *measure,
                                   struct view whole)
{
    copy_key(h, s);
    h->key[SERIES_UNIT] = view_of("%");
    h->key[SERIES_MEASURE] = view_of(measure);
    h->key[SERIES_WHOLE] = whole;
    return series_find(h->series, h->key);
}

const struct series *observed_other(struct observed *h, const struct series *s,
                                    struct view indicator, struct view item)
{
    copy_key(h, s);
    h->key[SERIES_INDICATOR] = indicator;
    h->key[SERIES_ITEM] = item;
    const struct series *other = series_find(h->series, h->key);
    return other->count > 0 ? other : NULL;
}

void observed_free(struct observed *h)
{
    series_free(h->series);
    intern_free(h->sources);
    free(h->in.more);
    free(h->identity);
    free(h->key);
}
