/*
 * zb-export: records to the forms that others take: SDMX-CSV, a wide table, SQL, a Data Package.
 *
 * Each form is a file of lib/; here are the options, the choice, and where it goes.
 */
#include "lib/args.h"
#include "lib/base.h"
#include "lib/buf.h"
#include "lib/columns.h"
#include "lib/csvout.h"
#include "lib/decimal.h"
#include "lib/manifest.h"
#include "lib/msg.h"
#include "lib/newfile.h"
#include "lib/out.h"
#include "lib/period.h"
#include "lib/rec.h"
#include "lib/sdmx.h"
#include "lib/sqlout.h"
#include "lib/start.h"
#include "lib/translate.h"
#include "lib/utf8.h"
#include "lib/wide.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: zb-export -t sdmx|wide|sql|package [-v] [-o FILE] [option ...] [FILE ...]\n"
    "Writes records in a form that other programs and people take.\n"
    "  -t, --to FORMAT    sdmx: SDMX-CSV 2.0; wide: indicators by periods;\n"
    "                     sql: for SQLite; package: a CSV file and its datapackage.json\n"
    "  -o, --output FILE  write FILE, whole or not at all, not stdout; needed by package\n"
    "  -u, --units FILE   sdmx: codes of units, added to the built-in ones\n"
    "  --structure ID     sdmx: AGENCY:ID(VERSION) of the data structure\n"
    "  --action LETTER    sdmx: M merge (default), R replace, A append, D delete, I information\n"
    "  --excel            wide: for Excel: byte order mark, CR LF, periods that are no dates\n"
    "  --table NAME       sql: name of the table (records)\n"
    "  --replace          sql: drop a table of that name first\n"
    "  --title TEXT, --licence NAME, --release TEXT, --created TIME\n"
    "                     package: what datapackage.json says of the data\n"
    "  --rejects FILE     keep refused rows there, with file, line and reason\n"
    "  --progress         show on a terminal how much was read, and how fast\n"
    "  -v, --verbose      say on stderr how many records were written\n"
    "  -h, --help         print this and exit\n"
    "  -V, --version      print the version and exit\n";

enum {
    OPT_STRUCTURE = 256,
    OPT_ACTION,
    OPT_EXCEL,
    OPT_TABLE,
    OPT_REPLACE,
    OPT_TITLE,
    OPT_LICENCE,
    OPT_RELEASE,
    OPT_CREATED,
};

struct options {
    const char *to, *output, *units, *structure, *action, *table;
    bool excel, replace;
    struct manifest_about about;
};

static const char *const sdmx_header[] = {
    "STRUCTURE",    "STRUCTURE_ID", "ACTION",   "FREQ",       "REF_AREA",    "INDICATOR",
    "ITEM",         "MEASURE",      "AGAINST",  "SCENARIO",   "TIME_PERIOD", "OBS_VALUE",
    "UNIT_MEASURE", "UNIT_MULT",    "DECIMALS", "OBS_STATUS", "BOUND",
};
enum { SDMX_COLUMNS = sizeof sdmx_header / sizeof *sdmx_header };

/* Its code in CL_OBS_STATUS; empty for a status that we do not know. A target is none of these: it
 * is a normal value of another scenario. */
static const char *sdmx_status(struct view status, bool broken)
{
    if (view_is(status, "provisional"))
        return "P";
    if (view_is(status, "estimate"))
        return "E";
    if (view_is(status, "suppressed"))
        return "Q"; /* missing value; suppressed */
    if (view_is(status, "missing"))
        return "O"; /* missing value */
    if (status.n == 0 || view_is(status, "actual") || view_is(status, "target"))
        return broken ? "B" : "A";
    return "";
}

/* The base of a series must not move with its periods: a period is PY, the same one of the year
 * before, or PP, the one before, where it is that, and else as in TIME_PERIOD. */
static struct view sdmx_against(struct period p, struct view against, char text[SDMX_TIME_MAX])
{
    struct period base;
    switch (base_of(p, against)) {
    case BASE_YEAR:
        return view_of("PY");
    case BASE_BEFORE:
        return view_of("PP");
    case BASE_OTHER:
        break;
    }
    if (against.n == 0)
        return view_of("_Z");
    if (period_parse(against, &base) && sdmx_time(base, text) != NULL)
        return view_of(text);
    return against;
}

static struct view or_else(struct view v, const char *other)
{
    return v.n > 0 ? v : view_of(other);
}

/* One record as an observation; false where it is refused. */
static bool sdmx_row(struct out *o, const struct options *opt, const struct columns *c,
                     struct sdmx_units *units, const struct rec *rec)
{
    struct view period = rec->fields[c->period], status = columns_pick(rec->fields, c->status);
    struct view region = columns_region(c, rec->fields);
    struct view indicator = columns_indicator(c, rec->fields);
    struct period p;
    static struct buf mult, decimals;
    char time[SDMX_TIME_MAX], base[SDMX_TIME_MAX];
    bool withheld = columns_is_withheld(c, rec);
    if (!withheld && !columns_check_figure(c, rec))
        return false;
    if (!period_parse(period, &p) || sdmx_time(p, time) == NULL) {
        rec_reject(rec, "period: no time for SDMX: %.*s", view_shown(period), period.p);
        return false;
    }
    if (indicator.n == 0 || region.n == 0) {
        rec_reject(rec, "%s: empty, a series needs one", indicator.n == 0 ? "indicator" : "region");
        return false;
    }
    const char *code = sdmx_status(status, columns_pick(rec->fields, c->broken).n > 0);
    if (*code == '\0') {
        rec_reject(rec, "status: unknown: %.*s", view_shown(status), status.p);
        return false;
    }
    struct sdmx_unit unit = sdmx_unit(units, columns_pick(rec->fields, c->unit));
    struct view value = rec->fields[c->value];
    const char *point = memchr(value.p, '.', value.n);
    buf_clear(&mult);
    if (unit.mult < 0)
        buf_add_char(&mult, '-');
    buf_add_number(&mult, (uint64_t)abs(unit.mult));
    buf_clear(&decimals);
    buf_add_number(&decimals, point != NULL ? (uint64_t)(value.p + value.n - point) - 1 : 0);
    struct view row[SDMX_COLUMNS] = {
        view_of("datastructure"),
        view_of(opt->structure),
        view_of(opt->action),
        view_of(sdmx_frequency(p)),
        region,
        indicator,
        or_else(columns_pick(rec->fields, c->item), "_T"),
        or_else(columns_pick(rec->fields, c->measure), "level"),
        sdmx_against(p, columns_pick(rec->fields, c->against), base),
        view_of(view_is(status, "target") ? "TARGET" : "ACTUAL"),
        view_of(time),
        value,
        unit.measure,
        buf_view(&mult),
        withheld ? view_of("") : buf_view(&decimals),
        view_of(code),
        columns_pick(rec->fields, c->bound),
    };
    csvout_row(o, row, SDMX_COLUMNS);
    return true;
}

static unsigned long long to_sdmx(struct out *o, struct rec_reader *r, const struct options *opt)
{
    unsigned long long written = 0;
    struct columns c;
    struct view header[SDMX_COLUMNS];
    struct sdmx_units *units = sdmx_units_new(opt->units);
    columns_find(&c, r);
    for (int i = 0; i < SDMX_COLUMNS; i++)
        header[i] = view_of(sdmx_header[i]);
    csvout_row(o, header, SDMX_COLUMNS);
    out_flush(o);
    for (struct rec *rec; (rec = rec_next(r)) != NULL;)
        written += sdmx_row(o, opt, &c, units, rec);
    free(c.more);
    sdmx_units_free(units);
    return written;
}

static unsigned long long to_wide(struct out *o, struct rec_reader *r, const struct options *opt)
{
    unsigned long long taken = 0;
    struct wide *w = wide_new(r);
    for (struct rec *rec; (rec = rec_next(r)) != NULL; taken++)
        wide_add(w, rec);
    wide_write(w, o, opt->excel);
    wide_free(w);
    return taken;
}

static unsigned long long to_sql(struct out *o, struct rec_reader *r, const struct options *opt)
{
    unsigned long long written = 0;
    sqlout_begin(o, r, opt->table, opt->replace);
    for (struct rec *rec; (rec = rec_next(r)) != NULL; written++)
        sqlout_row(o, rec, opt->table);
    sqlout_end(o);
    return written;
}

/* The CSV file and, beside it, its manifest. The manifest is named last: it is what says that the
 * file is whole. */
static unsigned long long to_package(struct rec_reader *r, const struct options *opt)
{
    unsigned long long written = 0;
    const char *slash = strrchr(opt->output, '/');
    const char *file = slash != NULL ? slash + 1 : opt->output;
    size_t folder = (size_t)(file - opt->output);
    char *beside = mem_new(folder + sizeof "datapackage.json", 1);
    char hash[SHA256_TEXT];
    memcpy(beside, opt->output, folder);
    strcpy(beside + folder, "datapackage.json");
    struct newfile *csv = newfile_open(opt->output), *json = newfile_open(beside);
    struct out *o = newfile_out(csv);
    struct manifest *m = manifest_new(r);
    rec_write_header(o, r, NULL, 0);
    for (struct rec *rec; (rec = rec_next(r)) != NULL; written++) {
        manifest_add(m, rec);
        rec_write_same(o, rec);
    }
    uint64_t bytes = newfile_hash(csv, hash);
    manifest_write(m, newfile_out(json), file, bytes, hash, &opt->about);
    manifest_free(m);
    newfile_publish(csv);
    newfile_publish(json);
    free(beside);
    return written;
}

static bool one_of(const char *text, const char *const *list)
{
    while (*list != NULL && strcmp(text, *list) != 0)
        list++;
    return *list != NULL;
}

/* Takes the options; what is missing or does not belong together ends the program. */
static void read_options(struct options *opt, struct args *args, int argc, char **argv)
{
    static const char *const formats[] = {"sdmx", "wide", "sql", "package", NULL};
    static const char *const actions[] = {"M", "R", "A", "D", "I", NULL};
    for (int c; (c = args_next(args, argc, argv)) != -1;) {
        const char **text[] = {
            ['t'] = &opt->to,
            ['o'] = &opt->output,
            ['u'] = &opt->units,
            [OPT_STRUCTURE] = &opt->structure,
            [OPT_ACTION] = &opt->action,
            [OPT_TABLE] = &opt->table,
            [OPT_TITLE] = &opt->about.title,
            [OPT_LICENCE] = &opt->about.licence,
            [OPT_RELEASE] = &opt->about.version,
            [OPT_CREATED] = &opt->about.created,
        };
        if (c == OPT_EXCEL)
            opt->excel = true;
        else if (c == OPT_REPLACE)
            opt->replace = true;
        else
            *text[c] = optarg;
    }
    if (opt->to == NULL || !one_of(opt->to, formats))
        die(NULL, 0, "--to: sdmx, wide, sql or package, not %s",
            opt->to != NULL ? opt->to : translated("none"));
    if (!one_of(opt->action, actions))
        die(NULL, 0, "--action: M, R, A, D or I, not %s", opt->action);
    if (strcmp(opt->to, "package") == 0 && opt->output == NULL)
        die(NULL, 0, "--to package: needs --output FILE.csv");
    if (*opt->table == '\0')
        die(NULL, 0, "--table: empty");
    const char *const texts[][2] = {
        {"--table", opt->table},           {"--structure", opt->structure},
        {"--title", opt->about.title},     {"--licence", opt->about.licence},
        {"--release", opt->about.version}, {"--created", opt->about.created},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i][1] != NULL &&
            utf8_valid(texts[i][1], strlen(texts[i][1])) < strlen(texts[i][1]))
            die(NULL, 0, "%s: not UTF-8", texts[i][0]);
}

int main(int argc, char **argv)
{
    static const struct option longs[] = {
        {"to", required_argument, NULL, 't'},
        {"output", required_argument, NULL, 'o'},
        {"units", required_argument, NULL, 'u'},
        {"structure", required_argument, NULL, OPT_STRUCTURE},
        {"action", required_argument, NULL, OPT_ACTION},
        {"excel", no_argument, NULL, OPT_EXCEL},
        {"table", required_argument, NULL, OPT_TABLE},
        {"replace", no_argument, NULL, OPT_REPLACE},
        {"title", required_argument, NULL, OPT_TITLE},
        {"licence", required_argument, NULL, OPT_LICENCE},
        {"release", required_argument, NULL, OPT_RELEASE},
        {"created", required_argument, NULL, OPT_CREATED},
        {0},
    };
    start("zb-export");
    struct args args = {.usage = usage, .shorts = "t:o:u:", .longs = longs, .has_rejects = true};
    struct options opt = {.structure = "ZHIBIAO:RECORDS(1.0)", .action = "M", .table = "records"};
    read_options(&opt, &args, argc, argv);
    struct rec_reader *r = rec_open(argv + optind, (size_t)(argc - optind));
    unsigned long long taken;
    if (strcmp(opt.to, "package") == 0) {
        taken = to_package(r, &opt);
    } else {
        struct newfile *f = opt.output != NULL ? newfile_open(opt.output) : NULL;
        struct out *o = f != NULL ? newfile_out(f) : out_standard();
        taken = strcmp(opt.to, "sdmx") == 0   ? to_sdmx(o, r, &opt)
                : strcmp(opt.to, "wide") == 0 ? to_wide(o, r, &opt)
                                              : to_sql(o, r, &opt);
        if (f != NULL)
            newfile_publish(f);
    }
    rec_close(r);
    out_flush(out_standard());
    if (args.verbose)
        msg(NULL, 0, "records exported: %llu", taken);
    return finish();
}
