/*
 * zb-mark: documents and their records as one HTML page, so that a person can verify a bulletin by
 * looking at it: every extracted figure marked, those left out in grey, findings in the margin.
 */
#include "lib/args.h"
#include "lib/buf.h"
#include "lib/columns.h"
#include "lib/input.h"
#include "lib/intern.h"
#include "lib/lines.h"
#include "lib/magic.h"
#include "lib/marking.h"
#include "lib/markpage.h"
#include "lib/msg.h"
#include "lib/out.h"
#include "lib/rec.h"
#include "lib/reject.h"
#include "lib/rules.h"
#include "lib/start.h"
#include "lib/translate.h"
#include "lib/units.h"
#include "lib/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: zb-mark [-v] [-r FILE] [-f FILE] [--source NAME] [--title TEXT] [DOCUMENT ...]\n"
    "Writes an HTML page of the documents with the figure of each record marked.\n"
    "  -r, --records FILE   the records that were read from them\n"
    "  -f, --findings FILE  what zb-check found, for the margin\n"
    "  --source NAME        what the document is called in these; else its file name\n"
    "  --title TEXT         title of the page; else the first line of the first document\n"
    "  --rejects FILE       keep refused rows there, with file, line and reason\n"
    "  --progress           show on a terminal how much was read, and how fast\n"
    "  -v, --verbose        say on stderr what was marked, and what was not found\n"
    "  -h, --help           print this and exit\n"
    "  -V, --version        print the version and exit\n";

enum { OPT_SOURCE = 256, OPT_TITLE, BLOCK = 64 * 1024 };
enum {
    DOCUMENT_MAX_BYTES = 256 << 20, /* as a page of zb-html */
    LINE_MAX_BYTES = 16 << 20,      /* as of zb-bulletin: marks take 25 times as much */
};

/* One that is shown. */
struct shown_document {
    const char *file; /* as it was named */
    struct view name; /* in the records; empty for whatever they say */
    struct buf text;  /* with LF as line ends and without a byte order mark */
};

/* What figures are known by. */
struct grammar {
    struct rules *rules;
    struct units *units;
};

struct page {
    struct intern *texts;
    struct shown_document *documents;
    size_t document_count;
    struct marked *records; /* by line */
    size_t record_count;
    struct noted *findings; /* as they came */
    struct noted **noted;   /* the same by line */
    size_t finding_count;
    struct markpage_counts counts;
    struct markpage_place *places; /* lines with findings, as they come on the page */
    size_t place_count, place_cap;
    const char *source, *title;
};

static struct view keep(struct page *p, const struct rec *rec, size_t column)
{
    struct view none = {"", 0};
    if (column == REC_NONE)
        return none;
    return intern_text(p->texts, intern_number(p->texts, rec->fields[column], NULL));
}

static int by_line(const void *x, const void *y)
{
    const struct marked *a = x, *b = y;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

static void read_records(struct page *p, const char *file)
{
    char *const files[] = {(char *)(uintptr_t)file};
    struct rec_reader *r = rec_open(files, 1);
    static const char *const names[] = {"region",  "indicator", "item",   "period",
                                        "measure", "against",   "value",  "unit",
                                        "bound",   "status",    "source", "text"};
    size_t at[sizeof names / sizeof *names], line = rec_need(r, "line"), cap = 0;
    rec_need(r, "value");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        at[i] = rec_column(r, names[i]);
    for (struct rec *rec; (rec = rec_next(r)) != NULL;) {
        if (p->record_count == cap) {
            cap = cap > 0 ? 2 * cap : 256;
            p->records = mem_grow(p->records, cap, sizeof *p->records);
        }
        struct marked *m = &p->records[p->record_count++];
        *m = (struct marked){.line = columns_line(rec->fields[line]), .order = p->record_count};
        struct view *to[] = {&m->region,  &m->indicator, &m->item,   &m->period,
                             &m->measure, &m->against,   &m->value,  &m->unit,
                             &m->bound,   &m->status,    &m->source, &m->text};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            *to[i] = keep(p, rec, at[i]);
    }
    rec_close(r);
    if (p->record_count > 0)
        qsort(p->records, p->record_count, sizeof *p->records, by_line);
}

static void read_findings(struct page *p, const char *file)
{
    char *const files[] = {(char *)(uintptr_t)file};
    struct rec_reader *r = rec_open(files, 1);
    size_t line = rec_need(r, "line"), what = rec_need(r, "what"), cap = 0;
    size_t severity = rec_need(r, "severity"), rule = rec_need(r, "rule");
    size_t value = rec_column(r, "value"), inputs = rec_column(r, "inputs");
    size_t source = rec_column(r, "source"), indicator = rec_column(r, "indicator");
    size_t measure = rec_column(r, "measure");
    for (struct rec *rec; (rec = rec_next(r)) != NULL;) {
        if (p->finding_count == cap) {
            cap = cap > 0 ? 2 * cap : 64;
            p->findings = mem_grow(p->findings, cap, sizeof *p->findings);
        }
        p->findings[p->finding_count++] = (struct noted){
            .severity = keep(p, rec, severity),
            .rule = keep(p, rec, rule),
            .source = keep(p, rec, source),
            .what = keep(p, rec, what),
            .indicator = keep(p, rec, indicator),
            .measure = keep(p, rec, measure),
            .value = keep(p, rec, value),
            .inputs = keep(p, rec, inputs),
            .line = columns_line(rec->fields[line]),
        };
    }
    rec_close(r);
}

static int noted_by_line(const void *x, const void *y)
{
    const struct noted *a = *(struct noted *const *)x, *b = *(struct noted *const *)y;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a < b ? -1 : 1; /* as they came */
}

static void sort_findings(struct page *p)
{
    p->noted = mem_new(p->finding_count + 1, sizeof(struct noted *));
    for (size_t i = 0; i < p->finding_count; i++)
        p->noted[i] = &p->findings[i];
    if (p->finding_count > 0)
        qsort(p->noted, p->finding_count, sizeof(struct noted *), noted_by_line);
}

/* Lets a record know of a finding about it. */
static void connect_findings(struct page *p)
{
    size_t first = 0; /* record of the finding's line */
    for (size_t i = 0; i < p->finding_count; i++) {
        const struct noted *f = p->noted[i];
        const char *severity = view_is(f->severity, "error")     ? "error"
                               : view_is(f->severity, "warning") ? "warning"
                                                                 : NULL;
        while (first < p->record_count && p->records[first].line < f->line)
            first++;
        for (size_t j = first;
             severity != NULL && j < p->record_count && p->records[j].line == f->line; j++) {
            struct marked *m = &p->records[j];
            if (view_equal(m->source, f->source) && view_equal(m->value, f->value) &&
                view_equal(m->measure, f->measure) && view_equal(m->indicator, f->indicator))
                m->severity = severity;
        }
    }
}

/* Reads all documents. Two passes over them follow, since the page begins with what was found. */
static void read_documents(struct page *p, char *const *files, size_t count)
{
    struct input in;
    input_init(&in, files, count);
    while (input_next(&in)) {
        p->documents = mem_grow(p->documents, p->document_count + 1, sizeof *p->documents);
        struct shown_document *d = &p->documents[p->document_count++];
        bool after_cr = false;
        size_t n;
        *d = (struct shown_document){.file = in.name};
        do {
            buf_reserve(&d->text, BLOCK);
            n = input_read(&in, d->text.p + d->text.n, BLOCK);
            d->text.n += lines_unify(d->text.p + d->text.n, n, &after_cr);
            if (d->text.n > DOCUMENT_MAX_BYTES)
                die(in.name, 0, "size: more than %zu MiB", (size_t)DOCUMENT_MAX_BYTES >> 20);
        } while (n > 0);
        magic_refuse(in.name, buf_view(&d->text), N_("text"));
        if (view_starts(buf_view(&d->text), view_of("\xEF\xBB\xBF"))) {
            d->text.n -= 3;
            memmove(d->text.p, d->text.p + 3, d->text.n);
        }
    }
}

/* Whether a record or finding is of the document. */
static bool is_of(struct view source, struct view name)
{
    return name.n == 0 || source.n == 0 || view_equal(source, name);
}

/* Whether it is of any document of the page. */
static bool is_here(const struct page *p, struct view source)
{
    for (size_t i = 0; i < p->document_count; i++)
        if (is_of(source, p->documents[i].name))
            return true;
    return false;
}

/* What each document is called in the records: --source, or its file name where one of them has
 * it, or where there are several documents; else whatever they say. */
static void name_documents(struct page *p)
{
    for (size_t i = 0; i < p->document_count; i++) {
        struct shown_document *d = &p->documents[i];
        const char *slash = strrchr(d->file, '/');
        struct view name = view_of(slash != NULL ? slash + 1 : d->file);
        bool known = p->document_count > 1;
        for (size_t j = 0; j < p->record_count && !known; j++)
            known = view_equal(p->records[j].source, name);
        for (size_t j = 0; j < p->finding_count && !known; j++)
            known = view_equal(p->findings[j].source, name);
        d->name = p->source != NULL ? view_of(p->source) : known ? name : (struct view){"", 0};
    }
}

static void add_place(struct page *p, size_t document, uint64_t line)
{
    if (p->place_count == p->place_cap) {
        p->place_cap = p->place_cap > 0 ? 2 * p->place_cap : 16;
        p->places = mem_grow(p->places, p->place_cap, sizeof *p->places);
    }
    struct view name = p->document_count > 1 ? p->documents[document].name : (struct view){"", 0};
    p->places[p->place_count++] = (struct markpage_place){document, line, name};
}

/* The records and findings that come next in a document. */
struct cursor {
    size_t record; /* in records */
    size_t note;   /* in noted */
};

/* One line: its records and findings are those at the cursor, which goes on. here and notes have
 * room for all of them. Without o nothing is written, but counted. */
static void mark_line(struct page *p, const struct grammar *g, struct marking *m, struct out *o,
                      size_t document, uint64_t number, struct view line, struct cursor *next,
                      struct marked *here, struct noted **notes)
{
    struct view name = p->documents[document].name;
    size_t count = 0, note_count = 0, from = next->record, to = from;
    for (; to < p->record_count && p->records[to].line <= number; to++)
        if (p->records[to].line == number && is_of(p->records[to].source, name) &&
            !p->records[to].found)
            here[count++] = p->records[to];
    marking_line(m, g->rules, g->units, line, here, count);
    for (size_t i = 0, j = from; i < count; i++, j++) {
        while (p->records[j].order != here[i].order)
            j++;
        p->records[j].found = here[i].found;
    }
    next->record = to;
    for (; next->note < p->finding_count && p->noted[next->note]->line <= number; next->note++)
        if (p->noted[next->note]->line == number && is_of(p->noted[next->note]->source, name))
            notes[note_count++] = p->noted[next->note];
    if (o != NULL) {
        markpage_line(o, document, number, line, m, here, notes, note_count);
        return;
    }
    if (note_count > 0)
        add_place(p, document, number);
    for (size_t i = 0; i < m->n; i++)
        p->counts.left += m->marks[i].count == 0 && m->marks[i].token != NULL && m->marks[i].unit;
    size_t valid = utf8_valid(line.p, line.n);
    if (valid < line.n)
        reject(p->documents[document].file, number, line,
               "not UTF-8 at byte %zu of the line: zb-decode reads other encodings", valid + 1);
}

static void mark_documents(struct page *p, const struct grammar *g, struct out *o)
{
    struct marking m = {0};
    struct marked *here = mem_new(p->record_count + 1, sizeof *here);
    struct noted **notes = mem_new(p->finding_count + 1, sizeof(struct noted *));
    for (size_t i = 0; i < p->record_count; i++)
        p->records[i].found = false;
    for (size_t i = 0; i < p->document_count; i++) {
        struct view text = buf_view(&p->documents[i].text);
        uint64_t number = 1;
        struct cursor next = {0};
        if (o != NULL && p->document_count > 1)
            markpage_document(o, p->documents[i].name);
        for (size_t at = 0; at < text.n; number++) {
            const char *end = memchr(text.p + at, '\n', text.n - at);
            size_t n = (end != NULL ? (size_t)(end - text.p) : text.n) - at;
            if (n >= LINE_MAX_BYTES)
                die(p->documents[i].file, number, "line: longer than %d MiB, no prose",
                    LINE_MAX_BYTES >> 20);
            mark_line(p, g, &m, o, i, number, (struct view){text.p + at, n}, &next, here, notes);
            at += n + 1;
        }
    }
    for (size_t i = 0; i < p->record_count; i++)
        p->counts.found += o == NULL && p->records[i].found;
    marking_free(&m);
    free(here);
    free(notes);
}

/* The title of the page: as given, or the first line with text of the first document. */
static struct view title_of(const struct page *p)
{
    if (p->title != NULL)
        return view_of(p->title);
    struct view text = buf_view(&p->documents[0].text);
    size_t start = 0, n = 0;
    while (start < text.n && (text.p[start] == '\n' || text.p[start] == ' '))
        start++;
    while (start + n < text.n && text.p[start + n] != '\n')
        n++;
    return n > 0 ? (struct view){text.p + start, n} : view_of("zb-mark");
}

/* What has no place in a document. Records of other documents are counted, not listed. */
static void write_rest(struct page *p, struct out *o, bool verbose)
{
    const struct marked **lost = mem_new(p->record_count + 1, sizeof(struct marked *));
    struct noted **notes = mem_new(p->finding_count + 1, sizeof(struct noted *));
    size_t lost_count = 0, note_count = 0;
    for (size_t i = 0; i < p->record_count; i++) {
        const struct marked *r = &p->records[i];
        if (r->found || !is_here(p, r->source))
            continue;
        lost[lost_count++] = r;
        if (verbose)
            msg(NULL, 0, "not found in line %llu: %.*s %.*s", (unsigned long long)r->line,
                view_shown(r->indicator), r->indicator.p, view_shown(r->value), r->value.p);
    }
    for (size_t i = 0; i < p->finding_count; i++)
        if (!p->findings[i].shown && is_here(p, p->findings[i].source))
            notes[note_count++] = &p->findings[i];
    markpage_records(o, lost, lost_count);
    markpage_findings(o, notes, note_count);
    markpage_end(o);
    free(lost);
    free(notes);
}

static void free_page(struct page *p)
{
    for (size_t i = 0; i < p->document_count; i++)
        buf_free(&p->documents[i].text);
    free(p->documents);
    free(p->records);
    free(p->findings);
    free(p->noted);
    free(p->places);
    intern_free(p->texts);
}

int main(int argc, char **argv)
{
    static const struct option longs[] = {
        {"records", required_argument, NULL, 'r'},
        {"findings", required_argument, NULL, 'f'},
        {"source", required_argument, NULL, OPT_SOURCE},
        {"title", required_argument, NULL, OPT_TITLE},
        {0},
    };
    start("zb-mark");
    struct args args = {.usage = usage, .shorts = "r:f:", .longs = longs, .has_rejects = true};
    struct page p = {.texts = intern_new()};
    const char *records = NULL, *findings = NULL;
    for (int c; (c = args_next(&args, argc, argv)) != -1;) {
        switch (c) {
        case 'r':
            records = optarg;
            break;
        case 'f':
            findings = optarg;
            break;
        case OPT_SOURCE:
            p.source = optarg;
            break;
        case OPT_TITLE:
            p.title = optarg;
            break;
        }
    }
    if (p.source != NULL && argc - optind > 1)
        die(NULL, 0, "--source: names one document, not %d", argc - optind);
    if (records != NULL)
        read_records(&p, records);
    if (findings != NULL)
        read_findings(&p, findings);
    read_documents(&p, argv + optind, (size_t)(argc - optind));
    name_documents(&p);
    sort_findings(&p);
    connect_findings(&p);
    struct grammar grammar = {rules_load(NULL, 0), units_new()};
    units_check(grammar.units);
    struct out *o = out_standard();
    mark_documents(&p, &grammar, NULL);
    for (size_t i = 0; i < p.record_count; i++)
        *(is_here(&p, p.records[i].source) ? &p.counts.records : &p.counts.elsewhere) += 1;
    for (size_t i = 0; i < p.finding_count; i++)
        *(is_here(&p, p.findings[i].source) ? &p.counts.findings : &p.counts.elsewhere) += 1;
    markpage_head(o, title_of(&p), &p.counts, p.places, p.place_count);
    mark_documents(&p, &grammar, o);
    write_rest(&p, o, args.verbose);
    out_flush(o);
    if (args.verbose)
        msg(NULL, 0, "records: %zu, marked: %zu; figures without a record: %zu; findings: %zu",
            p.counts.records, p.counts.found, p.counts.left, p.counts.findings);
    rules_free(grammar.rules);
    units_free(grammar.units);
    free_page(&p);
    return finish();
}
