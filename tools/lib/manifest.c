#include "manifest.h"

#include "buf.h"
#include "decimal.h"
#include "intern.h"
#include "view.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* The columns of zb-record(5) in a word. */
static const char *const known[][2] = {
    {"region", "地区: the place that the figure is about"},
    {"region_code", "地区代码: its code, GB/T 2260"},
    {"indicator", "指标: what is measured"},
    {"indicator_code", "指标代码: its code"},
    {"item", "分组: the part of the indicator, as a path; empty for the total"},
    {"period", "时期: 2020, 2020-H1, 2020-Q3, 2020-09, 2020-06-20, 2016/2020, 2020-01/2020-09"},
    {"measure", "指标类型: level, growth, cagr, change, share, rank, multiple or contribution"},
    {"against", "比较基准: what it is measured against, a period, a whole or a field"},
    {"value", "数值: an exact decimal"},
    {"unit", "计量单位: the unit of value"},
    {"bound", "界限: empty for the figure itself, else approx, gt, ge, lt or le"},
    {"status", "状态: actual, provisional, estimate or target"},
    {"resolution", "精度: the place value of the last published digit, in the unit of value"},
    {"source", "来源: the document"},
    {"line", "行号: the line of the document"},
    {"text", "原文: the clause that the figure was read from"},
};

struct manifest {
    const struct view *names; /* the reader's */
    size_t count, source;
    bool *numbers, *integers; /* of each column; owned */
    struct intern *sources;
};

struct manifest *manifest_new(const struct rec_reader *r)
{
    struct manifest *m = mem_new(1, sizeof *m);
    m->names = rec_names(r, &m->count);
    m->source = rec_column(r, "source");
    m->numbers = mem_new(m->count, sizeof *m->numbers);
    m->integers = mem_new(m->count, sizeof *m->integers);
    for (size_t i = 0; i < m->count; i++) {
        m->integers[i] = view_is(m->names[i], "line");
        m->numbers[i] = view_is(m->names[i], "value") || view_is(m->names[i], "resolution");
    }
    m->sources = intern_new();
    return m;
}

static bool is_number(struct view v)
{
    struct decimal d = {0};
    bool is = decimal_read(&d, v);
    decimal_free(&d);
    return is;
}

static bool is_integer(struct view v)
{
    for (size_t i = 0; i < v.n; i++)
        if (v.p[i] < '0' || v.p[i] > '9')
            return false;
    return true;
}

void manifest_add(struct manifest *m, const struct rec *rec)
{
    for (size_t i = 0; i < m->count; i++) {
        struct view v = rec->fields[i];
        if (v.n == 0)
            continue;
        m->integers[i] = m->integers[i] && is_integer(v);
        m->numbers[i] = m->numbers[i] && is_number(v);
    }
    if (m->source != REC_NONE && rec->fields[m->source].n > 0)
        intern_number(m->sources, rec->fields[m->source], NULL);
}

/* A string of JSON (RFC 8259). */
static void json(struct out *o, struct view v)
{
    out_add_char(o, '"');
    for (size_t i = 0; i < v.n; i++) {
        unsigned char c = (unsigned char)v.p[i];
        if (c == '"' || c == '\\') {
            out_add_char(o, '\\');
            out_add_char(o, (char)c);
        } else if (c < 0x20 || c == 0x7F) {
            char number[8];
            snprintf(number, sizeof number, "\\u%04x", c);
            out_add_view(o, view_of(number));
        } else {
            out_add_char(o, (char)c);
        }
    }
    out_add_char(o, '"');
}

static void text(struct out *o, const char *s)
{
    out_add_view(o, view_of(s));
}

static void member(struct out *o, const char *name, const char *value)
{
    if (value == NULL)
        return;
    text(o, "  ");
    json(o, view_of(name));
    text(o, ": ");
    json(o, view_of(value));
    text(o, ",\n");
}

static void fields(const struct manifest *m, struct out *o)
{
    text(o, "        \"fields\": [");
    for (size_t i = 0; i < m->count; i++) {
        text(o, i > 0 ? ",\n          {\"name\": " : "\n          {\"name\": ");
        json(o, m->names[i]);
        text(o, ", \"type\": ");
        text(o, m->integers[i] ? "\"integer\"" : m->numbers[i] ? "\"number\"" : "\"string\"");
        for (size_t j = 0; j < sizeof known / sizeof *known; j++) {
            if (!view_is(m->names[i], known[j][0]))
                continue;
            text(o, ", \"description\": ");
            json(o, view_of(known[j][1]));
        }
        text(o, "}");
    }
    text(o, "\n        ],\n        \"missingValues\": [\"\"]\n");
}

/* The file's name without its ending, as the name of a resource: of [a-z0-9._-] alone. */
static void resource_name(struct out *o, const char *file)
{
    struct buf name = {0};
    for (const char *p = file; *p != '\0'; p++) {
        char c = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
        bool ok = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
        buf_add_char(&name, ok ? c : '-');
    }
    if (name.n > 4 && view_ends(buf_view(&name), view_of(".csv")))
        name.n -= 4;
    json(o, buf_view(&name));
    buf_free(&name);
}

void manifest_write(const struct manifest *m, struct out *o, const char *file, uint64_t bytes,
                    const char *sha256, const struct manifest_about *about)
{
    char size[24];
    snprintf(size, sizeof size, "%" PRIu64, bytes);
    text(o, "{\n  \"$schema\": \"https://datapackage.org/profiles/2.0/datapackage.json\",\n");
    text(o, "  \"name\": ");
    resource_name(o, file);
    text(o, ",\n");
    member(o, "title", about->title);
    member(o, "version", about->version);
    member(o, "created", about->created);
    if (about->licence != NULL) {
        text(o, "  \"licenses\": [{\"name\": ");
        json(o, view_of(about->licence));
        text(o, "}],\n");
    }
    if (intern_count(m->sources) > 0) {
        text(o, "  \"sources\": [");
        for (uint32_t i = 0; i < intern_count(m->sources); i++) {
            text(o, i > 0 ? ",\n    {\"title\": " : "\n    {\"title\": ");
            json(o, intern_text(m->sources, i));
            text(o, "}");
        }
        text(o, "\n  ],\n");
    }
    text(o, "  \"resources\": [\n    {\n      \"name\": ");
    resource_name(o, file);
    text(o, ",\n      \"path\": ");
    json(o, view_of(file));
    text(o, ",\n      \"type\": \"table\",\n      \"profile\": \"tabular-data-resource\",\n");
    text(o, "      \"format\": \"csv\",\n      \"mediatype\": \"text/csv\",\n");
    text(o, "      \"encoding\": \"utf-8\",\n      \"bytes\": ");
    text(o, size);
    text(o, ",\n      \"hash\": \"sha256:");
    text(o, sha256);
    text(o, "\",\n      \"dialect\": {\"delimiter\": \",\", \"lineTerminator\": \"\\n\", "
            "\"quoteChar\": \"\\\"\", \"doubleQuote\": true, \"header\": true},\n");
    text(o, "      \"schema\": {\n");
    fields(m, o);
    text(o, "      }\n    }\n  ]\n}\n");
}

void manifest_free(struct manifest *m)
{
    if (m == NULL)
        return;
    free(m->numbers);
    free(m->integers);
    intern_free(m->sources);
    free(m);
}
