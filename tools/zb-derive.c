/*
 * zb-derive: records in, the same records out, and behind them figures that follow from them.
 *
 * Records pass as they come; of the levels, and of published growths and shares, a point each is
 * held. At the end first levels of other periods are derived, then growth, means and shares, also
 * of these. What was published is never derived again, only compared.
 */
#include "lib/args.h"
#include "lib/breaks.h"
#include "lib/buf.h"
#include "lib/columns.h"
#include "lib/conflict.h"
#include "lib/csvout.h"
#include "lib/derivation.h"
#include "lib/figures.h"
#include "lib/intern.h"
#include "lib/msg.h"
#include "lib/nature.h"
#include "lib/out.h"
#include "lib/ratio.h"
#include "lib/rec.h"
#include "lib/series.h"
#include "lib/span.h"
#include "lib/start.h"
#include "lib/tally.h"

#include <inttypes.h>
#include <stdlib.h>

static const char usage[] =
    "usage: zb-derive [-v] [--explain] [--months] [--quarters] [--halves] [--years] [--growth]\n"
    "                 [--previous] [--cagr FROM/TO]... [--share] [--parent CHILD=PARENT]...\n"
    "                 [--places N] [--break INDICATOR@PERIOD]... [--breaks FILE]... [-d FILE]...\n"
    "                 [-k COLUMNS] [--conflicts FILE] [--rejects FILE] [FILE ...]\n"
    "Appends figures that follow from those of the records, marked in the column derived.\n"
    "  --months            months out of years to date\n"
    "  --quarters          quarters out of their months, or of years to date\n"
    "  --halves            half-years out of their parts\n"
    "  --years             years out of their parts\n"
    "  --growth            growth against the same period a year earlier\n"
    "  --previous          growth against the period before\n"
    "  --cagr FROM/TO      mean yearly growth from one year to another; repeatable\n"
    "  --share             shares of items in their total, of indicators in what they are part of\n"
    "  --parent CHILD=PARENT  shares of this indicator in that one; repeatable\n"
    "  --places N          decimal places of growth and shares in percent; 2 unless given\n"
    "  --break INDICATOR@PERIOD  another definition from then on: nothing is derived across it\n"
    "  --breaks FILE       take breaks from this dictionary too (zb-dict(5)); repeatable\n"
    "  -d FILE             take kinds of indicators from this dictionary too; repeatable\n"
    "  -k COLUMNS          these columns tell observations apart too, as in market,grade\n"
    "  --conflicts FILE    keep published figures there that differ from what follows from others\n"
    "  --rejects FILE      keep refused rows there, with file, line and reason\n"
    "  --explain           say on stderr of what kind each indicator is, and why\n"
    "  -v, --verbose       say on stderr how many records were derived\n"
    "  -h, --help          print this and exit\n"
    "  -V, --version       print the version and exit\n";

enum { SHOWN = 60, FIXED_IDENTITY = 6, MOST_PLACES = 20 };

/* A --parent of the command line. */
struct parent {
    struct view child, whole;
};

/* A figure that is to be written. */
struct result {
    const struct series *of;
    const char *measure;
    struct months at;
    bool shortest, provisional;
    struct view against;
    const struct published *figure;
    const struct point *origin;
    struct view formula;
};

static struct {
    bool months, quarters, halves, years, growth, previous, share;
} wanted;
static struct months *cagrs; /* of their first and last year */
static size_t cagr_count;
static struct parent *parents;
static size_t parent_count;
static uint32_t places = 2;

static const struct rec_reader *reader;
static struct columns in;
static size_t column_count;
static bool adds_resolution; /* the input has no such column */
static size_t *identity;     /* columns that are the same in all records of a series */
static size_t identity_count;
static struct series_set *all;
static struct intern *sources;
static struct natures *natures;
static struct breaks *breaks;
static struct view *key; /* room for one */
static uint64_t derived;
static struct published quotient; /* the one that is being worked out */

static const struct months none;

static int shown(struct view v)
{
    return v.n < SHOWN ? (int)v.n : SHOWN;
}

/* The field of a column that is part of the identity; empty for another. */
static struct view identity_of(const struct series *s, size_t column)
{
    for (size_t i = 0; i < identity_count; i++)
        if (identity[i] == column)
            return s->identity[i];
    return (struct view){"", 0};
}

static void set_columns(const struct rec_reader *r, const char *keys)
{
    columns_find(&in, r);
    columns_add_more(&in, r, keys);
    rec_names(r, &column_count);
    if (wanted.growth || wanted.previous || cagr_count > 0 || wanted.share) {
        rec_need(r, "measure");
        rec_need(r, "against");
        rec_need(r, "unit");
    }
    adds_resolution = in.resolution == REC_NONE;
    const size_t fixed[FIXED_IDENTITY] = {in.region,         in.region_code, in.indicator,
                                          in.indicator_code, in.item,        in.kind};
    identity = mem_new(FIXED_IDENTITY + in.more_count, sizeof *identity);
    for (size_t i = 0; i < FIXED_IDENTITY; i++)
        if (fixed[i] != REC_NONE)
            identity[identity_count++] = fixed[i];
    for (size_t i = 0; i < in.more_count; i++)
        identity[identity_count++] = in.more[i];
    all = series_new(in.more_count);
    key = mem_new(SERIES_KEYS + in.more_count, sizeof *key);
}

/* Keeps what is the same in all records of the series. */
static void set_identity(struct series *s, const struct view *fields)
{
    size_t n = 0;
    for (size_t i = 0; i < identity_count; i++)
        n += fields[identity[i]].n;
    s->identity = mem_grow(NULL, 1, identity_count * sizeof *s->identity + n);
    char *text = (char *)(s->identity + identity_count);
    for (size_t i = 0; i < identity_count; i++) {
        struct view v = fields[identity[i]];
        if (v.n > 0)
            memcpy(text, v.p, v.n);
        s->identity[i] = (struct view){text, v.n};
        text += v.n;
    }
}

/* Whether records of the measure are held: levels to derive from, others to compare with. */
static bool is_held(struct view measure)
{
    return measure.n == 0 || view_is(measure, "level") ||
           (view_is(measure, "growth") && (wanted.growth || wanted.previous)) ||
           (view_is(measure, "cagr") && cagr_count > 0) ||
           (view_is(measure, "share") && wanted.share);
}

/* What a growth or cagr is against; a growth that does not say is against a year earlier. False
 * where that is no period. */
static bool read_base(const struct rec *rec, struct view measure, struct point *p)
{
    if (!view_is(measure, "growth") && !view_is(measure, "cagr"))
        return true;
    struct view against = columns_pick(rec->fields, in.against);
    const struct span *base = span_of(against);
    p->base = base->known ? (struct months){base->first, base->last}
                          : (struct months){p->at.first - 12, p->at.last - 12};
    return base->known || (against.n == 0 && view_is(measure, "growth"));
}

static uint64_t read_line(struct view text)
{
    uint64_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9' || i == 18)
            return 0;
        n = n * 10 + (uint64_t)(text.p[i] - '0');
    }
    return n;
}

/* Sets the key of the record's series. */
static void set_key(const struct view *fields, struct view measure)
{
    key[SERIES_REGION] = columns_region(&in, fields);
    key[SERIES_INDICATOR] = columns_indicator(&in, fields);
    key[SERIES_ITEM] = columns_pick(fields, in.item);
    key[SERIES_UNIT] = columns_pick(fields, in.unit);
    key[SERIES_MEASURE] = measure.n > 0 ? measure : view_of("level");
    key[SERIES_WHOLE] =
        view_is(measure, "share") ? columns_pick(fields, in.against) : (struct view){"", 0};
    for (size_t i = 0; i < in.more_count; i++)
        key[SERIES_KEYS + i] = fields[in.more[i]];
}

/* Holds the record's figure, if it is one that something can follow from. False where the record
 * was refused. */
static bool hold(const struct rec *rec)
{
    struct view measure = columns_pick(rec->fields, in.measure);
    struct view status = columns_pick(rec->fields, in.status), value = rec->fields[in.value];
    struct point p = {0};
    if (value.n == 0)
        return true;
    if (!published_read(&p.figure, value, columns_pick(rec->fields, in.bound),
                        columns_pick(rec->fields, in.resolution))) {
        columns_check_figure(&in, rec);
        published_free(&p.figure);
        return false;
    }
    const struct span *span = span_of(rec->fields[in.period]);
    p.at = p.reach = (struct months){span->first, span->last};
    p.shortest = span->shortest;
    if (!span->known || !is_held(measure) || !view_is(columns_status_class(status), "actual") ||
        !read_base(rec, measure, &p)) {
        published_free(&p.figure);
        return true;
    }
    struct view source = columns_pick(rec->fields, in.source);
    p.source = intern_number(sources, source.n > 0 ? source : view_of(rec->file), NULL);
    p.line = in.line != REC_NONE ? read_line(rec->fields[in.line]) : rec->line;
    p.provisional = view_is(status, "provisional");
    p.marked = columns_pick(rec->fields, in.derived).n > 0;
    set_key(rec->fields, measure);
    struct series *s = series_find(all, key);
    if (series_list(all, s))
        set_identity(s, rec->fields);
    struct view note = columns_pick(rec->fields, in.note);
    if (columns_pick(rec->fields, in.broken).n > 0 ||
        memmem(note.p, note.n, "口径", strlen("口径")) != NULL)
        series_add_break(s, p.at.first);
    if (!series_add(s, &p))
        tally_add(rec->file, rec->line,
                  "figures that contradict each other for one period: nothing follows from them, "
                  "zb-merge comes first");
    return true;
}

/* Writes the record with the columns that are added, which are empty. */
static void pass(struct out *o, const struct rec *rec)
{
    static struct view *fields;
    size_t added = (size_t)adds_resolution + (in.derived == REC_NONE);
    if (rec->plain) {
        char *to = out_room(o, rec->raw.n + 3);
        memcpy(to, rec->raw.p, rec->raw.n);
        memcpy(to + rec->raw.n, &",,\n"[2 - added], added + 1);
        out_advance(o, rec->raw.n + added + 1);
        return;
    }
    if (fields == NULL)
        fields = mem_new(column_count + 2, sizeof *fields);
    memcpy(fields, rec->fields, rec->count * sizeof *fields);
    csvout_row(o, fields, rec->count + added);
}

/* The labels of a conflict, from what the series and the result say. */
static void write_conflict(const struct result *r, const struct point *published,
                           struct view period)
{
    static struct buf texts[2 * CONFLICT_SIDE];
    const struct point *points[] = {published, r->origin};
    const struct published *figures[] = {&published->figure, r->figure};
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
        buf_add_view(&t[4], intern_text(sources, points[i]->source));
        if (points[i]->line > 0)
            buf_add_number(&t[5], points[i]->line);
        buf_add_char(&t[6], '1');
        for (size_t k = 0; k < CONFLICT_SIDE; k++)
            sides[i].fields[k] = buf_view(&t[k]);
        sides[i].figure = figures[i];
    }
    bool level = strcmp(r->measure, "level") == 0;
    const struct view labels[CONFLICT_KEYS] = {
        identity_of(r->of, in.region),
        identity_of(r->of, in.indicator),
        identity_of(r->of, in.item),
        period,
        view_of(r->measure),
        r->against,
        level ? series_key(all, r->of, SERIES_UNIT) : view_of("%"),
    };
    conflict_write("derived", labels, &sides[0], &sides[1]);
}

/* Compares what follows from others with what was published. */
static void compare(const struct result *r, const struct point *published)
{
    if (published->marked || published->ambiguous ||
        published_agree(&published->figure, r->figure) || !conflict_wanted())
        return;
    struct buf period = {0};
    months_write(&period, r->at, published->shortest);
    write_conflict(r, published, buf_view(&period));
    buf_free(&period);
}

static void set_field(struct view *fields, size_t column, struct view v)
{
    if (column != REC_NONE)
        fields[column] = v;
}

static void write_result(struct out *o, const struct result *r)
{
    static struct buf value, resolution, period, line;
    static struct view *fields;
    if (fields == NULL)
        fields = mem_new(column_count + 2, sizeof *fields);
    for (size_t i = 0; i < column_count; i++)
        fields[i] = (struct view){"", 0};
    for (size_t i = 0; i < identity_count; i++)
        fields[identity[i]] = r->of->identity[i];
    buf_clear(&value);
    buf_clear(&resolution);
    buf_clear(&period);
    buf_clear(&line);
    decimal_write(&value, &r->figure->value);
    decimal_write(&resolution, &r->figure->resolution);
    months_write(&period, r->at, r->shortest);
    if (r->origin->line > 0)
        buf_add_number(&line, r->origin->line);
    bool level = strcmp(r->measure, "level") == 0;
    set_field(fields, in.measure, view_of(r->measure));
    set_field(fields, in.against, r->against);
    set_field(fields, in.unit, level ? series_key(all, r->of, SERIES_UNIT) : view_of("%"));
    set_field(fields, in.bound, view_of(bound_name(r->figure->bound)));
    set_field(fields, in.status, view_of(r->provisional ? "provisional" : "actual"));
    set_field(fields, in.source, intern_text(sources, r->origin->source));
    set_field(fields, in.line, buf_view(&line));
    fields[in.period] = buf_view(&period);
    fields[in.value] = buf_view(&value);
    size_t n = column_count;
    fields[adds_resolution ? n++ : in.resolution] = buf_view(&resolution);
    fields[in.derived == REC_NONE ? n++ : in.derived] = r->formula;
    csvout_row(o, fields, n);
    derived++;
}

static void write_point(struct out *o, const struct series *s, const struct point *p)
{
    static struct buf formula;
    buf_clear(&formula);
    point_write(&formula, p, sources, false);
    struct result r = {.of = s,
                       .measure = "level",
                       .at = p->at,
                       .shortest = true,
                       .provisional = p->provisional,
                       .figure = &p->figure,
                       .origin = point_origin(p),
                       .formula = buf_view(&formula)};
    write_result(o, &r);
}

/* Derives the level of these months. */
static void derive_level(struct out *o, struct series *s, struct nature nature, struct months at)
{
    struct point new, *old = series_at(s, at, none);
    bool found = derive_period(s, nature.stock, at, &new);
    if (old == NULL) {
        if (found) {
            series_add(s, &new);
            write_point(o, s, series_at(s, at, none));
        }
        return;
    }
    if (found) {
        struct result r = {.of = s,
                           .measure = "level",
                           .at = at,
                           .provisional = new.provisional,
                           .figure = &new.figure,
                           .origin = point_origin(&new)};
        compare(&r, old);
        point_free(&new);
    }
    /* published for the same months, but as a year to date */
    if (!old->shortest && !old->ambiguous) {
        derive_same(old, &new);
        write_point(o, s, &new);
        point_free(&new);
        old->renamed = true;
    }
}

static void derive_lengths(struct out *o, struct series *s, struct nature nature, int length)
{
    if (s->count == 0)
        return;
    int from = s->points[0]->at.first, to = from;
    for (size_t i = 0; i < s->count; i++)
        if (s->points[i]->at.last > to)
            to = s->points[i]->at.last;
    for (int first = from - from % length; first + length - 1 <= to; first += length)
        derive_level(o, s, nature, (struct months){first, first + length - 1});
}

static void add_break(int month, void *data)
{
    series_add_break(data, month);
}

static void explain(struct view name, struct nature nature, struct view why)
{
    msg(NULL, 0, "%.*s: %s, %s: %.*s", shown(name), name.p,
        nature.flow    ? "parts add up"
        : nature.stock ? "the figure of a period is that of its end"
                       : "figures of periods are not derived",
        nature.grows ? "has growth" : "has no growth", (int)why.n, why.p);
}

static bool is_level(const struct series *s)
{
    return view_is(series_key(all, s, SERIES_MEASURE), "level");
}

static struct nature nature_of(const struct series *s, struct buf *why)
{
    return nature_find(natures, identity_of(s, in.indicator), identity_of(s, in.kind),
                       series_key(all, s, SERIES_UNIT), why);
}

/* First all levels, so that what follows from several series finds them. */
static void derive_levels(struct out *o, bool explains)
{
    struct intern *explained = intern_new();
    for (struct series *s = series_first(all); s != NULL; s = s->next) {
        if (!is_level(s))
            continue;
        struct view name = identity_of(s, in.indicator);
        struct nature nature = nature_of(s, NULL);
        bool fresh = false;
        if (explains)
            intern_number(explained, name, &fresh);
        if (fresh) {
            struct buf why = {0};
            nature_of(s, &why);
            explain(name, nature, buf_view(&why));
            buf_free(&why);
        }
        breaks_find(breaks, name, identity_of(s, in.indicator_code), add_break, s);
        if (!nature.flow && !nature.stock)
            continue;
        if (wanted.months)
            derive_lengths(o, s, nature, 1);
        if (wanted.quarters)
            derive_lengths(o, s, nature, 3);
        if (wanted.halves)
            derive_lengths(o, s, nature, 6);
        if (wanted.years)
            derive_lengths(o, s, nature, 12);
    }
    intern_free(explained);
}

/* The series of the same thing in another measure, in percent. whole is for shares. */
static const struct series *twin(const struct series *s, const char *measure, struct view whole)
{
    for (size_t i = 0; i < SERIES_KEYS + in.more_count; i++)
        key[i] = series_key(all, s, i);
    key[SERIES_UNIT] = view_of("%");
    key[SERIES_MEASURE] = view_of(measure);
    key[SERIES_WHOLE] = whole;
    return series_find(all, key);
}

/* Writes a quotient of two figures, unless it was published: then compares the two. at_base is what
 * a growth is against. */
static void write_quotient(struct out *o, struct result *r, const struct point *published,
                           const struct point *now, const struct point *base, struct months at_base)
{
    static struct buf against;
    struct published *figure = &quotient;
    figure->bound = now->figure.bound | base->figure.bound;
    r->provisional = now->provisional || base->provisional;
    r->figure = figure;
    r->origin = point_origin(now);
    if (at_base.last > 0) {
        buf_clear(&against);
        months_write(&against, at_base, r->shortest);
        r->against = buf_view(&against);
    }
    if (published != NULL)
        compare(r, published);
    else
        write_result(o, r);
}

/* Writes it with the period as it was written, and by its shorter name where the level has that
 * too. */
static void write_quotients(struct out *o, struct result *r, const struct point *published,
                            const struct point *now, const struct point *base,
                            struct months at_base)
{
    write_quotient(o, r, published, now, base, at_base);
    if (now->renamed && !r->shortest && published == NULL) {
        r->shortest = true;
        write_quotient(o, r, published, now, base, at_base);
    }
}

/* Growth of every figure of the series against that of so many months before. */
static void derive_growth(struct out *o, const struct series *s, bool previous)
{
    static struct buf formula;
    const struct series *published = twin(s, "growth", (struct view){"", 0});
    bool stock = nature_of(s, NULL).stock;
    for (size_t i = 0; i < s->count; i++) {
        const struct point *now = s->points[i];
        int length = now->at.last - now->at.first + 1, back = previous ? length : 12;
        bool whole = length == 1 || ((length == 3 || length == 6) && now->at.first % length == 0) ||
                     (length == 12 && now->at.first % 12 == 0);
        if (!point_usable(now) || length > 12 || (previous && (!whole || length == 12)))
            continue;
        struct months at = {now->at.first - back, now->at.last - back};
        const struct point *base = series_at(s, at, none);
        if (base == NULL || !point_usable(base))
            continue;
        struct months reach = {base->reach.first, now->reach.last};
        if (stock)
            reach.first = base->at.last;
        if (series_broken(s, reach) ||
            !ratio_growth(&quotient, &now->figure, &base->figure, places))
            continue;
        buf_clear(&formula);
        point_write(&formula, now, sources, true);
        buf_add_string(&formula, " / ");
        point_write(&formula, base, sources, true);
        buf_add_string(&formula, " - 1");
        struct result r = {.of = s,
                           .measure = "growth",
                           .at = now->at,
                           .shortest = previous || now->shortest,
                           .formula = buf_view(&formula)};
        write_quotients(o, &r, series_at(published, now->at, at), now, base, at);
    }
}

/* The figure of the year, or, of a stock, of its end. */
static const struct point *year_point(const struct series *s, bool stock, int year)
{
    const struct point *p = series_at(s, (struct months){12 * year, 12 * year + 11}, none);
    if (p == NULL && stock)
        p = series_at(s, (struct months){12 * year + 11, 12 * year + 11}, none);
    return p != NULL && point_usable(p) ? p : NULL;
}

static void derive_cagr(struct out *o, const struct series *s, struct months years)
{
    static struct buf formula;
    bool stock = nature_of(s, NULL).stock;
    const struct point *base = year_point(s, stock, years.first);
    const struct point *now = year_point(s, stock, years.last);
    uint32_t n = (uint32_t)(years.last - years.first);
    if (base == NULL || now == NULL)
        return;
    struct months reach = {stock ? base->at.last : base->reach.first, now->reach.last};
    if (series_broken(s, reach) || !ratio_cagr(&quotient, &now->figure, &base->figure, n, places))
        return;
    struct months year = {12 * years.first, 12 * years.first + 11};
    struct months at = {12 * years.first + 12, 12 * years.last + 11};
    buf_clear(&formula);
    buf_add_char(&formula, '(');
    point_write(&formula, now, sources, true);
    buf_add_string(&formula, " / ");
    point_write(&formula, base, sources, true);
    buf_add_string(&formula, ") ^ (1/");
    buf_add_number(&formula, n);
    buf_add_string(&formula, ") - 1");
    struct result r = {
        .of = s, .measure = "cagr", .at = at, .shortest = true, .formula = buf_view(&formula)};
    write_quotient(o, &r, series_at(twin(s, "cagr", (struct view){"", 0}), at, year), now, base,
                   year);
}

/* The series of the same place and unit under this indicator and item; NULL where there is none. */
static const struct series *find_whole(const struct series *s, struct view indicator,
                                       struct view item)
{
    if (indicator.n == 0)
        return NULL;
    for (size_t i = 0; i < SERIES_KEYS + in.more_count; i++)
        key[i] = series_key(all, s, i);
    key[SERIES_INDICATOR] = indicator;
    key[SERIES_ITEM] = item;
    const struct series *whole = series_find(all, key);
    return whole->count > 0 ? whole : NULL;
}

/* The same by the code or the name of the indicator. */
static const struct series *find_parent(const struct series *s, struct view code, struct view name)
{
    static const struct view total = {"", 0};
    const struct series *whole = find_whole(s, code, total);
    return whole != NULL ? whole : find_whole(s, name, total);
}

/* What the series is a part of: an item of the item above it or of the total, an indicator of what
 * --parent or the dictionary says. */
static const struct series *whole_of(const struct series *s)
{
    struct view item = series_key(all, s, SERIES_ITEM);
    struct view indicator = series_key(all, s, SERIES_INDICATOR);
    struct view name = identity_of(s, in.indicator), code, parent;
    if (item.n > 0) {
        const char *slash = memrchr(item.p, '/', item.n);
        item.n = slash != NULL ? (size_t)(slash - item.p) : 0;
        return find_whole(s, indicator, item);
    }
    for (size_t i = 0; i < parent_count; i++) {
        const struct series *whole = NULL;
        struct view given = parents[i].whole;
        if (!view_equal(parents[i].child, name) && !view_equal(parents[i].child, indicator))
            continue;
        if (nature_names(natures, given, &code, &parent))
            whole = find_parent(s, code, parent);
        if (whole == NULL)
            whole = find_parent(s, given, given);
        if (whole != NULL)
            return whole;
    }
    return nature_parent(natures, name, &code, &parent) ? find_parent(s, code, parent) : NULL;
}

static void derive_shares(struct out *o, const struct series *s)
{
    static struct buf against, formula;
    const struct series *whole = whole_of(s);
    if (whole == NULL || whole == s || !(nature_of(s, NULL).flow || nature_of(s, NULL).stock))
        return;
    struct view item = series_key(all, whole, SERIES_ITEM);
    buf_clear(&against);
    buf_add_view(&against, identity_of(whole, in.indicator));
    buf_add_string(&against, item.n > 0 ? "/" : "");
    buf_add_view(&against, item);
    const struct series *published = twin(s, "share", buf_view(&against));
    for (size_t i = 0; i < s->count; i++) {
        const struct point *part = s->points[i], *all_of_it = series_at(whole, part->at, none);
        if (all_of_it == NULL || !point_usable(part) || !point_usable(all_of_it) ||
            !ratio_share(&quotient, &part->figure, &all_of_it->figure, places))
            continue;
        buf_clear(&formula);
        point_write(&formula, part, sources, true);
        buf_add_string(&formula, " / ");
        point_write(&formula, all_of_it, sources, true);
        struct result r = {.of = s,
                           .measure = "share",
                           .at = part->at,
                           .shortest = part->shortest,
                           .against = buf_view(&against),
                           .formula = buf_view(&formula)};
        write_quotients(o, &r, series_at(published, part->at, none), part, all_of_it, none);
    }
}

static void derive_quotients(struct out *o)
{
    for (struct series *s = series_first(all); s != NULL; s = s->next) {
        if (!is_level(s))
            continue;
        if (nature_of(s, NULL).grows) {
            if (wanted.growth)
                derive_growth(o, s, false);
            if (wanted.previous)
                derive_growth(o, s, true);
            for (size_t i = 0; i < cagr_count; i++)
                derive_cagr(o, s, cagrs[i]);
        }
        if (wanted.share)
            derive_shares(o, s);
    }
}

static void add_cagr(const char *text)
{
    const struct span *span = span_of(view_of(text));
    if (!span->known || span->first % 12 != 0 || span->last - span->first < 24 ||
        strlen(text) != strlen("2015/2020"))
        die(NULL, 0, "--cagr: not two years, two or more apart, as in 2015/2020: %s", text);
    cagrs = mem_grow(cagrs, cagr_count + 1, sizeof *cagrs);
    cagrs[cagr_count++] = (struct months){span->first / 12, span->last / 12};
}

static void add_parent(const char *text)
{
    const char *equals = strchr(text, '=');
    if (equals == NULL || equals == text || equals[1] == '\0')
        die(NULL, 0, "--parent: not CHILD=PARENT: %s", text);
    parents = mem_grow(parents, parent_count + 1, sizeof *parents);
    parents[parent_count++] = (struct parent){{text, (size_t)(equals - text)}, view_of(equals + 1)};
    wanted.share = true;
}

static void set_places(const char *text)
{
    char *end;
    unsigned long n = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || n > MOST_PLACES)
        die(NULL, 0, "--places: not a number up to %d: %s", MOST_PLACES, text);
    places = (uint32_t)n;
}

int main(int argc, char **argv)
{
    enum {
        OPT_MONTHS = 2000,
        OPT_QUARTERS,
        OPT_HALVES,
        OPT_YEARS,
        OPT_GROWTH,
        OPT_PREVIOUS,
        OPT_SHARE,
        OPT_CAGR,
        OPT_PARENT,
        OPT_PLACES,
        OPT_BREAK,
        OPT_BREAKS,
        OPT_CONFLICTS
    };
    static const struct option longs[] = {
        {"months", no_argument, NULL, OPT_MONTHS},
        {"quarters", no_argument, NULL, OPT_QUARTERS},
        {"halves", no_argument, NULL, OPT_HALVES},
        {"years", no_argument, NULL, OPT_YEARS},
        {"growth", no_argument, NULL, OPT_GROWTH},
        {"previous", no_argument, NULL, OPT_PREVIOUS},
        {"share", no_argument, NULL, OPT_SHARE},
        {"cagr", required_argument, NULL, OPT_CAGR},
        {"parent", required_argument, NULL, OPT_PARENT},
        {"places", required_argument, NULL, OPT_PLACES},
        {"break", required_argument, NULL, OPT_BREAK},
        {"breaks", required_argument, NULL, OPT_BREAKS},
        {"conflicts", required_argument, NULL, OPT_CONFLICTS},
        {0},
    };
    static const char *const added[] = {"resolution", "derived"};
    bool *const flags[] = {&wanted.months, &wanted.quarters, &wanted.halves, &wanted.years,
                           &wanted.growth, &wanted.previous, &wanted.share};
    start("zb-derive");
    struct args args = {
        .usage = usage, .shorts = "d:k:", .longs = longs, .has_explain = true, .has_rejects = true};
    const char *keys = NULL, *conflicts = NULL;
    natures = natures_new();
    breaks = breaks_new();
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        if (c >= OPT_MONTHS && c <= OPT_SHARE)
            *flags[c - OPT_MONTHS] = true;
        else if (c == OPT_CAGR)
            add_cagr(optarg);
        else if (c == OPT_PARENT)
            add_parent(optarg);
        else if (c == OPT_PLACES)
            set_places(optarg);
        else if (c == OPT_BREAK)
            breaks_add(breaks, optarg);
        else if (c == OPT_BREAKS)
            breaks_read(breaks, optarg);
        else if (c == OPT_CONFLICTS)
            conflicts = optarg;
        else if (c == 'd')
            natures_read(natures, optarg);
        else if (c == 'k')
            keys = optarg;
    }
    bool any = cagr_count > 0;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        any = any || *flags[i];
    if (!any)
        die(NULL, 0, "what to derive? --months, --growth ... (zb-derive --help lists them)");
    natures_check(natures);
    breaks_check(breaks);
    sources = intern_new();
    struct out *o = out_standard();
    struct rec_reader *r = rec_open(argv + optind, (size_t)(argc - optind));
    reader = r;
    set_columns(r, keys);
    conflict_open(conflicts);
    rec_write_header(o, r, added, 2);
    uint64_t records = 0;
    for (struct rec *rec; (rec = rec_next(r)) != NULL;) {
        if (!hold(rec))
            continue;
        pass(o, rec);
        records++;
    }
    derive_levels(o, args.explain);
    derive_quotients(o);
    out_flush(o); /* so that what is said next is true */
    if (args.verbose)
        msg(NULL, 0, "records: %" PRIu64 ", derived: %" PRIu64, records, derived);
    conflict_close();
    tally_report();
    rec_close(r);
    series_free(all);
    intern_free(sources);
    natures_free(natures);
    breaks_free(breaks);
    free(in.more);
    free(identity);
    free(key);
    free(cagrs);
    free(parents);
    return finish();
}
