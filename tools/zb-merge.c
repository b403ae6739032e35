/*
 * zb-merge: records of several sources and releases in, one observation a key out.
 *
 * All different figures for a key are held until the input ends, so that which one is kept does not
 * depend on the order in which sources come; a figure that is given again costs a look-up and no
 * memory. The kept row is written as it came.
 */
#include "lib/arena.h"
#include "lib/args.h"
#include "lib/bound.h"
#include "lib/buf.h"
#include "lib/columns.h"
#include "lib/conflict.h"
#include "lib/dispute.h"
#include "lib/groups.h"
#include "lib/intern.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/precedence.h"
#include "lib/rec.h"
#include "lib/rival.h"
#include "lib/row.h"
#include "lib/settle.h"
#include "lib/span.h"
#include "lib/start.h"
#include "lib/tally.h"
#include "lib/units.h"

#include <inttypes.h>
#include <stdlib.h>

static const char usage[] =
    "usage: zb-merge [-v] [--explain] [-p FILE | --releases] [-k COLUMNS] [--conflicts FILE]\n"
    "                [--rejects FILE] [FILE ...]\n"
    "Makes one observation of all records for the same thing, by precedence of sources and "
    "releases.\n"
    "  -p FILE           sources by precedence, a name or pattern a line, best first;\n"
    "                    else those of an earlier file come before those of a later one\n"
    "  --releases        the files are releases of one source, the latest last\n"
    "  -k COLUMNS        these columns tell observations apart too, as in market,grade\n"
    "  --conflicts FILE  keep figures that were not taken there, with those that were\n"
    "  --rejects FILE    keep refused rows there, with file, line and reason\n"
    "  --explain         say on stderr for each conflict and revision why a figure was kept\n"
    "  --progress        show on a terminal how much was read, and how fast\n"
    "  -v, --verbose     say on stderr how many records made how many observations\n"
    "  -h, --help        print this and exit\n"
    "  -V, --version     print the version and exit\n";

enum {
    STATUS_MAX = 16, /* bytes of the word that stands for a status in a key */
    FIXED_KEYS = 7,
    BATCH = 16,             /* records that are looked up together */
    AHEAD = 4,              /* records that are read while a slot is fetched from memory */
    BATCH_BYTES = 32 * 1024 /* that they may have, unless a single one has more */
};

struct observation {
    struct rival *rivals;
    struct observation *later;
};

/* A record that waits for its look-up. Its views point into batch_text. */
struct waiting {
    struct rival rival;
    struct view text;
    uint64_t hash;
};

static struct precedence *precedence; /* NULL without -p */
static bool releases_given, explains;
static struct columns in;
static struct disputes disputes;
static size_t key_count, column_count;
static struct groups *groups; /* states are struct observation */
static struct arena arena;    /* of their rivals */
static struct observation *first, **end = &first;
static struct waiting batch[BATCH];
static struct view *batch_keys; /* key_count for each record of the batch */
static size_t batch_count;
static struct buf batch_text;
static struct intern *sources, *releases, *units;
static uint32_t *ranks; /* by source */
static struct units *dictionary;
static struct {
    uint64_t records, observations, disagreeing;
} counts;

/* The key but for the unit: one with another unit is looked at together with these. */
static void set_key(struct view *key, const struct view *fields)
{
    size_t n = 0;
    key[n++] = columns_region(&in, fields);
    key[n++] = columns_indicator(&in, fields);
    key[n++] = columns_pick(fields, in.item);
    key[n++] = span_of(fields[in.period])->text;
    key[n++] = columns_pick(fields, in.measure);
    key[n++] = columns_pick(fields, in.against);
    key[n++] = columns_status_class(columns_pick(fields, in.status));
    for (size_t i = 0; i < in.more_count; i++)
        key[n++] = fields[in.more[i]];
}

/* The number of the record's source, whose rank is set when it first comes. */
static uint32_t source_of(const struct rec *rec)
{
    static const char *file;
    static uint32_t files;
    if (rec->file != file) {
        file = rec->file;
        files++;
    }
    struct view name = columns_pick(rec->fields, in.source);
    bool fresh;
    uint32_t source = intern_number(sources, name.n > 0 ? name : view_of(rec->file), &fresh);
    if (!fresh)
        return source;
    ranks = mem_grow(ranks, source + 1, sizeof *ranks);
    ranks[source] = releases_given ? 0 : files;
    if (precedence != NULL) {
        name = intern_text(sources, source);
        ranks[source] = (uint32_t)precedence_find(precedence, name);
        if (ranks[source] == precedence_count(precedence))
            tally_add(rec->file, rec->line, "source: not in the list of -p, comes last: %.*s",
                      view_shown(name), name.p);
    }
    return source;
}

/* How many sources the record stands for: 1, or what an earlier merge has counted. */
static bool read_weight(const struct rec *rec, uint32_t *weight)
{
    struct view v = columns_pick(rec->fields, in.sources);
    *weight = v.n == 0;
    for (size_t i = 0; i < v.n; i++) {
        if (v.p[i] < '0' || v.p[i] > '9' || i == 9) {
            rec_reject(rec, "sources: not a number: %.*s", view_shown(v), v.p);
            return false;
        }
        *weight = 10 * *weight + (uint32_t)(v.p[i] - '0');
    }
    return true;
}

static struct piece_of_row piece_of(struct view text, const struct view *fields, size_t column)
{
    if (column == REC_NONE)
        return (struct piece_of_row){(uint32_t)text.n, 0};
    /* figures need no quotes, so they lie in the text */
    return (struct piece_of_row){(uint32_t)(fields[column].p - text.p), (uint32_t)fields[column].n};
}

/* Looks the records of the batch up and adds their figures. */
static void add_batch(void)
{
    struct observation *found[BATCH];
    for (size_t i = batch_count > AHEAD ? batch_count - AHEAD : 0; i < batch_count; i++)
        groups_fetch_state(groups, batch[i].hash);
    for (size_t i = 0; i < batch_count; i++) {
        bool fresh;
        found[i] = groups_find(groups, batch_keys + i * key_count, batch[i].hash, &fresh);
        if (fresh) {
            *end = found[i];
            end = &found[i]->later;
        }
        rivals_fetch(found[i]->rivals);
    }
    for (size_t i = 0; i < batch_count; i++)
        rivals_add(&found[i]->rivals, &arena, &batch[i].rival, batch[i].text, releases);
    counts.records += batch_count;
    batch_count = 0;
    buf_clear(&batch_text);
}

/* Appends the row as it will be written; fields, one a column, become its fields there. */
static struct view keep_row(const struct rec *rec, struct view *fields)
{
    static struct buf unquoted;
    size_t from = batch_text.n;
    if (rec->plain) {
        buf_add_view(&batch_text, rec->raw);
        for (size_t i = 0; i < rec->count; i++)
            fields[i] = (struct view){batch_text.p + from + (rec->fields[i].p - rec->raw.p),
                                      rec->fields[i].n};
    } else {
        row_format(&batch_text, rec->fields, rec->count);
    }
    struct view row = {batch_text.p + from, batch_text.n - from};
    if (!rec->plain)
        row_split(row, fields, rec->count, &unquoted);
    return row;
}

/* The view in batch_text: as it is where it lies there already. */
static struct view keep(struct view v)
{
    if ((uintptr_t)v.p - (uintptr_t)batch_text.p < batch_text.n)
        return v;
    char *p = batch_text.p + batch_text.n;
    buf_add_view(&batch_text, v);
    return (struct view){p, v.n};
}

/* Puts the record into the batch. */
static void add_record(const struct rec *rec, uint64_t order)
{
    static struct view *fields;
    uint32_t weight;
    bool withheld = columns_is_withheld(&in, rec);
    if (!read_weight(rec, &weight) || (!withheld && !columns_check_figure(&in, rec)))
        return;
    /* the row with every quote doubled, and the fields of the key */
    size_t most = 3 * column_count + PERIOD_TEXT_MAX + STATUS_MAX;
    for (size_t i = 0; i < rec->count; i++)
        most += 4 * rec->fields[i].n;
    if (batch_count == BATCH || (batch_count > 0 && batch_text.n + most > BATCH_BYTES))
        add_batch();
    if (batch_count == 0)
        buf_reserve(&batch_text, most > BATCH_BYTES ? most : BATCH_BYTES);
    if (fields == NULL)
        fields = mem_new(column_count, sizeof *fields);
    struct waiting *w = &batch[batch_count];
    struct view *key = batch_keys + batch_count++ * key_count;
    w->text = keep_row(rec, fields);
    set_key(key, fields);
    for (size_t i = 0; i < key_count; i++)
        key[i] = keep(key[i]);
    w->hash = groups_hash(groups, key);
    w->rival = (struct rival){
        .file = rec->file,
        .line = rec->line,
        .order = order,
        .source = source_of(rec),
        .release = intern_number(releases, columns_pick(rec->fields, in.release), NULL),
        .unit = intern_number(units, columns_pick(rec->fields, in.unit), NULL),
        .weight = weight,
        .bound = bound_parse(columns_pick(rec->fields, in.bound)),
        .provisional = view_is(columns_pick(rec->fields, in.status), "provisional"),
        .derived = columns_pick(rec->fields, in.derived).n > 0,
        .withheld = withheld,
        .value = piece_of(w->text, fields, in.value),
        .resolution = piece_of(w->text, fields, in.resolution),
        .sources = piece_of(w->text, fields, in.sources),
    };
    w->rival.rank = ranks[w->rival.source];
    groups_fetch_slot(groups, w->hash);
    if (batch_count > AHEAD)
        groups_fetch_state(groups, (w - AHEAD)->hash);
}

/* Writes the row of the kept rival with the number of sources that agree. */
static void write_kept(struct out *o, const struct rival *r, uint64_t agreeing)
{
    static struct buf number;
    size_t head = r->sources.at, tail = head + r->sources.n;
    buf_clear(&number);
    buf_add_number(&number, agreeing);
    out_add(o, rival_text(r), head);
    if (in.sources == REC_NONE)
        out_add_char(o, ',');
    out_add_view(o, buf_view(&number));
    out_add(o, rival_text(r) + tail, r->n - tail);
    out_add_char(o, '\n');
}

/* Settles and writes what the candidates, which have one unit, say. */
static void write_settled(struct out *o, struct candidate *c, size_t n)
{
    size_t best, kept = settle(c, n, releases, &best);
    write_kept(o, c[kept].rival, settle_sources(c, n, intern_count(sources)));
    counts.observations++;
    for (size_t i = 0; i < n; i++) {
        if (c[i].agrees)
            continue;
        counts.disagreeing += c[i].rival->records;
        if (conflict_wanted())
            dispute_write(&disputes, &c[kept], &c[i]);
        if (explains)
            dispute_explain(&disputes, &c[kept], &c[best], &c[i]);
    }
}

/* Writes what was found of one thing: an observation for each unit. */
static void write_observation(struct out *o, const struct rival *list)
{
    static struct candidate *c;
    static size_t cap;
    for (const struct rival *r = list; r != NULL; r = r->next) {
        const struct rival *earlier = list;
        while (earlier->unit != r->unit)
            earlier = earlier->next;
        if (earlier != r)
            continue; /* its unit was dealt with */
        if (r != list)
            dispute_units(&disputes, list, r);
        size_t n = 0;
        for (const struct rival *same = r; same != NULL; same = same->next) {
            if (same->unit != r->unit)
                continue;
            if (n == cap) {
                c = mem_grow(c, cap + 16, sizeof *c);
                memset(c + cap, 0, 16 * sizeof *c);
                cap += 16;
            }
            candidate_read(&c[n++], same);
        }
        write_settled(o, c, n);
        for (size_t i = 0; i < n; i++)
            candidate_free(&c[i]);
    }
}

static void write_all(struct out *o)
{
    for (struct observation *next = first; next != NULL; next = next->later) {
        struct candidate alone = {.rival = next->rivals, .agrees = true};
        if (next->rivals->next == NULL) {
            write_kept(o, next->rivals, settle_sources(&alone, 1, intern_count(sources)));
            counts.observations++;
        } else {
            write_observation(o, next->rivals);
        }
    }
    out_flush(o); /* so that what is said next is true */
}

int main(int argc, char **argv)
{
    enum { OPT_RELEASES = 2000, OPT_CONFLICTS };
    static const struct option longs[] = {
        {"releases", no_argument, NULL, OPT_RELEASES},
        {"conflicts", required_argument, NULL, OPT_CONFLICTS},
        {0},
    };
    static const char *const added[] = {"sources"};
    start("zb-merge");
    struct args args = {
        .usage = usage, .shorts = "p:k:", .longs = longs, .has_explain = true, .has_rejects = true};
    const char *list = NULL, *keys = NULL, *conflicts = NULL;
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        if (c == 'p')
            list = optarg;
        else if (c == 'k')
            keys = optarg;
        else if (c == OPT_RELEASES)
            releases_given = true;
        else if (c == OPT_CONFLICTS)
            conflicts = optarg;
    }
    if (list != NULL && releases_given)
        die(NULL, 0, "-p and --releases: only one of them can say what comes first");
    if (list != NULL)
        precedence = precedence_read(list);
    sources = intern_new();
    releases = intern_new();
    units = intern_new();
    dictionary = units_new();
    units_check(dictionary);
    struct out *o = out_standard();
    struct rec_reader *r = rec_open(argv + optind, (size_t)(argc - optind));
    disputes =
        (struct disputes){r, &in, sources, releases, units, dictionary, precedence, releases_given};
    explains = args.explain;
    columns_find(&in, r);
    columns_add_more(&in, r, keys);
    rec_names(r, &column_count);
    key_count = FIXED_KEYS + in.more_count;
    groups = groups_new(key_count, sizeof(struct observation));
    batch_keys = mem_new(BATCH * key_count, sizeof *batch_keys);
    conflict_open(conflicts);
    rec_write_header(o, r, added, 1);
    uint64_t order = 0;
    for (struct rec *rec; (rec = rec_next(r)) != NULL; order++)
        add_record(rec, order);
    add_batch();
    write_all(o);
    if (args.verbose)
        msg(NULL, 0,
            "records: %" PRIu64 ", observations: %" PRIu64 ", agreed: %" PRIu64
            ", did not: %" PRIu64 " (%" PRIu64 " figures)",
            counts.records, counts.observations,
            counts.records - counts.observations - counts.disagreeing, counts.disagreeing,
            conflict_count());
    conflict_close();
    tally_report();
    rec_close(r);
    groups_free(groups);
    arena_free(&arena);
    intern_free(sources);
    intern_free(releases);
    intern_free(units);
    units_free(dictionary);
    if (precedence != NULL)
        precedence_free(precedence);
    free(batch_keys);
    buf_free(&batch_text);
    free(in.more);
    free(ranks);
    return finish();
}
