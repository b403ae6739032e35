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
#include "lib/conflict.h"
#include "lib/derivation.h"
#include "lib/intern.h"
#include "lib/msg.h"
#include "lib/nature.h"
#include "lib/observed.h"
#include "lib/out.h"
#include "lib/quotient.h"
#include "lib/rec.h"
#include "lib/result.h"
#include "lib/series.h"
#include "lib/span.h"
#include "lib/start.h"
#include "lib/tally.h"
#include "lib/translate.h"

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
    "  --progress          show on a terminal how much was read, and how fast\n"
    "  -v, --verbose       say on stderr how many records were derived\n"
    "  -h, --help          print this and exit\n"
    "  -V, --version       print the version and exit\n";

enum { MOST_PLACES = 20 };

static struct {
    bool months, quarters, halves, years, growth, previous, share;
} wanted;
static struct months *cagrs; /* of their first and last year */
static size_t cagr_count;
static struct parent *parents;
static size_t parent_count;

static struct observed held;
static struct natures *natures;
static struct breaks *breaks;
static struct quotients quotients = {.held = &held, .places = 2};

static bool is_used; /* whether derived levels go into further figures */

static const struct months none;

static void write_point(struct out *o, const struct series *s, const struct point *p)
{
    static struct buf formula;
    buf_clear(&formula);
    point_write(&formula, p, held.sources, false);
    struct published figure = point_figure(p);
    struct result r = {.of = s,
                       .measure = view_of("level"),
                       .at = p->at,
                       .shortest = true,
                       .provisional = p->provisional,
                       .figure = &figure,
                       .origin = point_origin(p),
                       .formula = buf_view(&formula)};
    result_write(&held, &r, o);
    quotients.derived++;
}

/* Derives the level of these months. */
static void derive_level(struct out *o, struct series *s, struct nature nature, struct months at)
{
    struct point new, *old = series_at(s, at, none);
    struct derivation d;
    bool found = derive_period(s, nature.stock, at, &new, &d);
    if (old == NULL) {
        if (found) {
            write_point(o, s, &new);
            if (is_used)
                series_add(held.series, s, &new);
            else
                point_free(&new);
        }
        return;
    }
    if (found) {
        struct published figure = point_figure(&new);
        struct result r = {.of = s,
                           .measure = view_of("level"),
                           .at = at,
                           .provisional = new.provisional,
                           .figure = &figure,
                           .origin = point_origin(&new)};
        result_compare(&held, &r, old);
        point_free(&new);
    }
    /* published for the same months, but as a year to date */
    if (!old->shortest && !old->ambiguous) {
        derive_same(old, &new, &d);
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
    msg(NULL, 0, "%.*s: %s, %s: %.*s", view_shown(name), name.p,
        translated(nature.flow    ? N_("parts add up")
                   : nature.stock ? N_("the figure of a period is that of its end")
                                  : N_("figures of periods are not derived")),
        translated(nature.grows ? N_("has growth") : N_("has no growth")), (int)why.n, why.p);
}

static struct nature nature_of(const struct series *s, struct buf *why)
{
    return nature_find(natures, observed_identity(&held, s, held.in.indicator),
                       observed_identity(&held, s, held.in.kind),
                       series_key(held.series, s, SERIES_UNIT), why);
}

/* First all levels, so that what follows from several series finds them. */
static void derive_levels(struct out *o, bool explains)
{
    struct intern *explained = intern_new();
    for (struct series *s = series_first(held.series); s != NULL; s = s->next) {
        if (!observed_is_level(&held, s))
            continue;
        struct view name = observed_identity(&held, s, held.in.indicator);
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
        breaks_find(breaks, name, observed_identity(&held, s, held.in.indicator_code), add_break,
                    s);
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

static void derive_quotients(void)
{
    for (struct series *s = series_first(held.series); s != NULL; s = s->next) {
        if (!observed_is_level(&held, s))
            continue;
        if (nature_of(s, NULL).grows) {
            if (wanted.growth)
                quotient_growth(&quotients, s, false);
            if (wanted.previous)
                quotient_growth(&quotients, s, true);
            for (size_t i = 0; i < cagr_count; i++)
                quotient_cagr(&quotients, s, cagrs[i]);
        }
        if (wanted.share)
            quotient_share(&quotients, s);
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
    quotients.places = (uint32_t)n;
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
    struct out *o = out_standard();
    struct rec_reader *r = rec_open(argv + optind, (size_t)(argc - optind));
    held.growth = wanted.growth || wanted.previous;
    held.cagr = cagr_count > 0;
    held.share = wanted.share;
    if (held.growth || held.cagr || held.share) { /* what tells them from levels */
        rec_need(r, "measure");
        rec_need(r, "against");
        rec_need(r, "unit");
    }
    observed_open(&held, r, keys);
    conflict_open(conflicts);
    result_header(r, o);
    uint64_t records = 0;
    for (struct rec *rec; (rec = rec_next(r)) != NULL;) {
        if (!observed_hold(&held, rec))
            continue;
        result_pass(&held, rec, o);
        records++;
    }
    is_used = held.growth || held.cagr || held.share ||
              wanted.months + wanted.quarters + wanted.halves + wanted.years > 1;
    quotients.natures = natures;
    quotients.out = o;
    quotients.parents = parents;
    quotients.parent_count = parent_count;
    derive_levels(o, args.explain);
    derive_quotients();
    out_flush(o); /* so that what is said next is true */
    if (args.verbose)
        msg(NULL, 0, "records: %" PRIu64 ", derived: %" PRIu64, records, quotients.derived);
    conflict_close();
    tally_report();
    rec_close(r);
    observed_free(&held);
    natures_free(natures);
    breaks_free(breaks);
    free(cagrs);
    free(parents);
    return finish();
}
