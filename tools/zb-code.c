/*
 * zb-code: names become canonical names with codes, of indicators and regions (zb-dict(5)).
 *
 * What a name leads to is found once for each distinct name and remembered, so that a row costs a
 * look-up in a hash table for each of the two. A name that is not known, or means more than one
 * thing, stays as it is and is reported at the end.
 */
#include "lib/args.h"
#include "lib/buf.h"
#include "lib/csvout.h"
#include "lib/dict.h"
#include "lib/groups.h"
#include "lib/indicators.h"
#include "lib/input.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/period.h"
#include "lib/rec.h"
#include "lib/regions.h"
#include "lib/start.h"
#include "lib/toponym.h"
#include "lib/translate.h"

#include <stdlib.h>

static const char usage[] =
    "usage: zb-code [-v] [--explain] [-d FILE]... [--within REGION] [--current]\n"
    "               [--rejects FILE] [FILE ...]\n"
    "Replaces names of indicators and regions by canonical ones and adds their codes.\n"
    "  -d FILE          take indicators, affixes or regions from this dictionary too\n"
    "                   (zb-dict(5)); repeatable\n"
    "  --within REGION  the records are about this region: its code or name\n"
    "  --current        give regions as they are now, not as they were in the record's period\n"
    "  --rejects FILE   keep refused rows there, with file, line and reason\n"
    "  --explain        say on stderr what each name leads to and why, where it first stands\n"
    "  --progress       show on a terminal how much was read, and how fast\n"
    "  -v, --verbose    say on stderr how many records were coded\n"
    "  -h, --help       print this and exit\n"
    "  -V, --version    print the version and exit\n";

enum { REPORTED = 100, NEAREST = 3 };

/* A name, and what is done with it. */
struct use {
    const char *kind; /* "indicator" or "region"; NULL while it is new */
    bool known;
    bool divided;                 /* of a region: --current, and it has no one successor */
    struct view code, name;       /* what it becomes */
    struct indicator_match match; /* of an indicator: owns them */
    enum toponym_result result;   /* of a region */
    const struct region *region;  /* of a region that is known, as it was in the period */
    const struct region *becomes; /* the same, or with --current what it is now */
    bool by_year, by_near;        /* the answer holds for this year, this region before: */
    int year;
    const struct region *near;
    uint64_t records; /* in which it was not known; the first of them: */
    const char *file;
    uint64_t line;
    struct toponym query;
    bool explained;
};

static struct indicators *indicators; /* NULL without the column */
static struct regions *regions;       /* NULL without the column */
static const struct region *within;
static bool current, explain;
static struct groups *indicator_uses; /* by the published name */
static struct groups *region_uses;    /* by the published name and code */
static struct use **unknown;          /* in the order in which they came */
static size_t unknown_count, unknown_cap;

static void say_how(struct use *u, struct view published, const struct rec *rec, const char *why)
{
    u->explained = true;
    struct buf b = {0};
    if (u->known) {
        buf_add_view(&b, u->code);
        buf_add_char(&b, ' ');
        if (u->becomes != NULL)
            regions_path(u->becomes, &b);
        else
            buf_add_view(&b, u->name);
        if (*why != '\0')
            buf_add_string(&b, ", ");
    }
    msg(rec->file, rec->line, "%s %.*s: %.*s%s", translated(u->kind), view_shown(published),
        published.p, (int)b.n, b.p != NULL ? b.p : "", translated(why));
    buf_free(&b);
}

/* Counts a record whose name is not known. */
static void add_unknown(struct use *u, const struct rec *rec)
{
    if (u->records++ > 0)
        return;
    status_refused();
    u->file = rec->file;
    u->line = rec->line;
    u->query = (struct toponym){.year = u->year, .within = within, .near = u->near};
    if (unknown_count == unknown_cap) {
        unknown_cap = unknown_cap > 0 ? 2 * unknown_cap : 64;
        unknown = mem_grow(unknown, unknown_cap, sizeof(struct use *));
    }
    unknown[unknown_count++] = u;
}

/* What an indicator becomes. */
static struct use *code_indicator(struct view published, const struct rec *rec)
{
    static struct use *last;
    static struct view last_name;
    if (last == NULL || !view_equal(last_name, published)) {
        bool fresh;
        last = groups_find(indicator_uses, &published, groups_hash(indicator_uses, &published),
                           &fresh);
        last_name = groups_key(indicator_uses, last, 0);
        if (fresh) {
            last->kind = N_("indicator");
            last->known = indicators_find(indicators, published, &last->match);
            last->code = buf_view(&last->match.code);
            last->name = buf_view(&last->match.name);
            if (explain) {
                buf_add_char(&last->match.why, '\0');
                say_how(last, published, rec, last->known ? last->match.why.p : "no such name");
            }
        }
    }
    return last;
}

/* The year that a period ends in; 0 where it names none. */
static int year_of(struct view text)
{
    struct period p;
    return period_parse(text, &p) ? period_last(p).y : 0;
}

static void find_region(struct use *u, const struct toponym *q, const struct rec *rec)
{
    static struct toponym_answer answer;
    u->kind = N_("region");
    u->known = toponym_find(regions, q, &answer) == TOPONYM_FOUND;
    u->region = answer.region;
    u->by_year = answer.by_year;
    u->by_near = answer.by_near;
    u->year = q->year;
    u->near = q->near;
    if (u->known) {
        const struct region *r = current ? regions_current(regions, u->region) : u->region;
        u->divided = r == NULL;
        u->becomes = u->divided ? u->region : r;
        u->code = u->becomes->code;
        u->name = u->becomes->name;
    }
    if (explain && !u->explained)
        say_how(u, q->text, rec, answer.why);
}

static struct use *code_region(struct view published, struct view code, struct view period,
                               const struct rec *rec, struct view source)
{
    static struct use *last;
    static struct view last_key[2];
    static const struct region *near; /* the one before in the same source */
    static struct buf near_source;
    static const char *near_file;
    struct view key[] = {published, code};
    bool fresh = false;
    if (near_file != rec->file || !view_equal(buf_view(&near_source), source)) {
        near_file = rec->file;
        buf_clear(&near_source);
        buf_add_view(&near_source, source);
        near = NULL;
    }
    if (last == NULL || !view_equal(last_key[0], published) || !view_equal(last_key[1], code)) {
        last = groups_find(region_uses, key, groups_hash(region_uses, key), &fresh);
        last_key[0] = groups_key(region_uses, last, 0);
        last_key[1] = groups_key(region_uses, last, 1);
    }
    int year = fresh || last->by_year ? year_of(period) : 0;
    if (fresh || (last->by_year && last->year != year) || (last->by_near && last->near != near)) {
        if (!fresh && !last->by_year)
            year = year_of(period);
        find_region(last, &(struct toponym){published, code, year, within, near}, rec);
    }
    if (!last->known || last->divided)
        add_unknown(last, rec);
    if (last->known && !last->by_near)
        near = last->region;
    return last;
}

/* Appends regions, the first behind lead, the others behind a comma. */
static void add_regions(const struct region *const *list, size_t n, const char *lead, struct buf *b)
{
    for (size_t i = 0; i < n; i++) {
        buf_add_string(b, i > 0 ? ", " : lead);
        buf_add_view(b, list[i]->code);
        buf_add_char(b, ' ');
        regions_path(list[i], b);
    }
}

/* Appends the regions whose names are nearest to the text; returns how many. */
static size_t add_nearest_regions(struct view text, struct buf *b)
{
    const struct region *nearest[NEAREST];
    size_t n = regions_nearest(regions, text, nearest, NEAREST);
    add_regions(nearest, n, translated("; nearest: "), b);
    return n;
}

/* What may be meant: the nearest names, or those between which nobody can decide. Returns what is
 * wrong with the name. */
static const char *add_candidates(const struct use *u, struct view published, struct buf *b)
{
    if (u->divided) {
        buf_add_string(b, translated(", became "));
        buf_add_view(b, u->region->successor.n > 0 ? u->region->successor
                                                   : view_of(translated("nothing known")));
        return N_("divided");
    }
    if (u->kind[0] == 'i') {
        const struct indicator *nearest[NEAREST];
        size_t n = indicators_nearest(indicators, published, nearest, NEAREST);
        for (size_t i = 0; i < n; i++) {
            buf_add_string(b, i > 0 ? ", " : translated("; nearest: "));
            buf_add_view(b, nearest[i]->code);
            buf_add_char(b, ' ');
            buf_add_view(b, nearest[i]->name);
        }
        if (n == 0)
            buf_add_string(b, translated("; -d FILE adds it"));
        return N_("unknown");
    }
    struct toponym_answer a = {0};
    struct toponym q = u->query;
    q.text = published;
    q.code = groups_key(region_uses, u, 1);
    bool ambiguous = toponym_find(regions, &q, &a) == TOPONYM_AMBIGUOUS;
    if (!a.missing) {
        buf_add_string(b, ", ");
        buf_add_string(b, translated(a.why));
        add_regions(a.candidates, a.count, ": ", b);
    } else if (add_nearest_regions(published, b) == 0) {
        buf_add_string(b, translated("; -d FILE adds it"));
    }
    toponym_answer_free(&a);
    return ambiguous ? N_("ambiguous") : N_("unknown");
}

static void report_unknown(void)
{
    uint64_t more = 0;
    struct buf b = {0};
    for (size_t i = 0; i < unknown_count; i++) {
        const struct use *u = unknown[i];
        if (i >= REPORTED) {
            more += u->records;
            continue;
        }
        struct view published = groups_key(u->kind[0] == 'i' ? indicator_uses : region_uses, u, 0);
        buf_clear(&b);
        const char *wrong = add_candidates(u, published, &b);
        msg(u->file, u->line,
            u->records == 1 ? N_("%s %s: %.*s (%llu record)%.*s")
                            : N_("%s %s: %.*s (%llu records)%.*s"),
            translated(wrong), translated(u->kind), view_shown(published), published.p,
            (unsigned long long)u->records, (int)b.n, b.p != NULL ? b.p : "");
    }
    if (unknown_count > REPORTED)
        msg(NULL, 0, "%zu names more like these, in %llu records", unknown_count - REPORTED,
            (unsigned long long)more);
    buf_free(&b);
    free(unknown);
}

static void set_within(const char *text)
{
    struct toponym_answer a = {0};
    struct toponym q = {.text = view_of(text)};
    struct buf b = {0};
    switch (toponym_find(regions, &q, &a)) {
    case TOPONYM_FOUND:
        within = a.region;
        break;
    case TOPONYM_AMBIGUOUS:
        add_regions(a.candidates, a.count, "", &b);
        die(NULL, 0, "--within: %s: ambiguous: %.*s", text, (int)b.n, b.p);
    case TOPONYM_UNKNOWN:
        add_nearest_regions(view_of(text), &b);
        die(NULL, 0, "--within: %s: no such region%.*s (-d FILE adds one)", text, (int)b.n,
            b.n > 0 ? b.p : "");
    }
    toponym_answer_free(&a);
}

/* Adds a user's dictionary, told by its header. */
static void read_dictionary(const char *file)
{
    struct buf text = {0};
    input_load(file, &text);
    if (regions_takes(buf_view(&text)))
        regions_read(regions, file, buf_view(&text));
    else if (indicators_takes(buf_view(&text)))
        indicators_read(indicators, file, buf_view(&text));
    else
        die(file, 1,
            "header: no dictionary of indicators (column aliases), affixes (place) or "
            "regions (short)");
    buf_free(&text);
}

static void free_uses(struct groups *uses)
{
    struct use **list = (struct use **)groups_list(uses);
    for (size_t i = 0; i < groups_count(uses); i++)
        indicator_match_free(&list[i]->match);
    free(list);
    groups_free(uses);
}

/* The columns that are added: where each is among those of the output. */
enum { INDICATOR_CODE, PUBLISHED, REGION_CODE, PUBLISHED_REGION, ADDED };
static const char *const added[] = {"indicator_code", "published", "region_code",
                                    "published_region"};

int main(int argc, char **argv)
{
    enum { OPT_WITHIN = 2000, OPT_CURRENT };
    static const struct option longs[] = {
        {"within", required_argument, NULL, OPT_WITHIN},
        {"current", no_argument, NULL, OPT_CURRENT},
        {0},
    };
    start("zb-code");
    indicators = indicators_new();
    regions = regions_new();
    struct args args = {
        .usage = usage, .shorts = "d:", .longs = longs, .has_explain = true, .has_rejects = true};
    const char *scope = NULL;
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        if (c == 'd')
            read_dictionary(optarg);
        else if (c == OPT_WITHIN)
            scope = optarg;
        else if (c == OPT_CURRENT)
            current = true;
    }
    explain = args.explain;
    indicators_check(indicators);
    regions_check(regions);
    if (scope != NULL)
        set_within(scope);
    indicator_uses = groups_new(1, sizeof(struct use));
    region_uses = groups_new(2, sizeof(struct use));

    struct out *o = out_standard();
    struct rec_reader *r = rec_open(argv + optind, (size_t)(argc - optind));
    size_t indicator = rec_column(r, "indicator"), region = rec_column(r, "region");
    size_t period = rec_column(r, "period"), source = rec_column(r, "source");
    size_t measure = rec_column(r, "measure"), against = rec_column(r, "against");
    bool has_whole = indicator != REC_NONE && measure != REC_NONE && against != REC_NONE;
    if (region == REC_NONE)
        indicator = rec_need(r, "indicator");
    size_t count, at[ADDED];
    rec_names(r, &count);
    for (size_t i = 0; i < ADDED; i++) {
        at[i] =
            (i < REGION_CODE ? indicator : region) == REC_NONE ? REC_NONE : rec_column(r, added[i]);
    }
    size_t first = indicator != REC_NONE ? INDICATOR_CODE : REGION_CODE;
    size_t end = region != REC_NONE ? (size_t)ADDED : REGION_CODE;
    rec_write_header(o, r, added + first, end - first);
    size_t width = count;
    bool had[ADDED] = {false};
    for (size_t i = first; i < end; i++) {
        had[i] = at[i] != REC_NONE;
        at[i] = had[i] ? at[i] : width++;
    }
    struct view *fields = mem_new(width, sizeof *fields);
    const struct view none = {"", 0};
    uint64_t records = 0, coded = 0;
    for (struct rec *rec; (rec = rec_next(r)) != NULL; records++) {
        memcpy(fields, rec->fields, count * sizeof *fields);
        for (size_t i = count; i < width; i++)
            fields[i] = none;
        bool known = true;
        if (indicator != REC_NONE && fields[indicator].n > 0) {
            struct use *u = code_indicator(fields[indicator], rec);
            known = u->known;
            if (!u->known) {
                add_unknown(u, rec);
            } else {
                fields[at[INDICATOR_CODE]] = u->code;
                if (fields[at[PUBLISHED]].n == 0 && !view_equal(u->name, fields[indicator]))
                    fields[at[PUBLISHED]] = fields[indicator];
                fields[indicator] = u->name;
            }
        }
        if (has_whole && fields[against].n > 0 &&
            (view_is(fields[measure], "share") || view_is(fields[measure], "contribution"))) {
            const struct use *u = code_indicator(fields[against], rec);
            if (u->known)
                fields[against] = u->name;
        }
        if (region != REC_NONE && fields[region].n > 0) {
            const struct use *u = code_region(fields[region], fields[at[REGION_CODE]],
                                              period != REC_NONE ? fields[period] : none, rec,
                                              source != REC_NONE ? fields[source] : none);
            known = known && u->known;
            if (u->known) {
                fields[at[REGION_CODE]] = u->code;
                if (fields[at[PUBLISHED_REGION]].n == 0 && !view_equal(u->name, fields[region]))
                    fields[at[PUBLISHED_REGION]] = fields[region];
                fields[region] = u->name;
            }
        }
        csvout_row(o, fields, width);
        coded += known;
    }
    report_unknown();
    if (args.verbose)
        msg(NULL, 0, "%llu of %llu records coded", (unsigned long long)coded,
            (unsigned long long)records);
    free(fields);
    free_uses(indicator_uses);
    free_uses(region_uses);
    rec_close(r);
    indicators_free(indicators);
    regions_free(regions);
    return finish();
}
