#include "markpage.h"

#include "utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Pairs of text and ground reach a contrast of 7 to 1 in light and in dark (WCAG 2.1, 1.4.6), and
 * measures differ by the line under them too, not by colour alone (1.4.1). */
enum {
    LINE_ID = 80,     /* bytes of the name of a line, and of a figure in it */
    PLACES_MAX = 100, /* links at the head of the page */
};

static const char style[] =
    ":root{color-scheme:light dark;--ground:#fff;--ink:#1a1a1a;--soft:#4a4a4a;--rule:#d4d4d4;"
    "--level:#d7e8ff;--growth:#d3f0d8;--cagr:#c8eee6;--change:#fbe7b8;--share:#f1dcf7;"
    "--rank:#ffdcd6;--multiple:#e2e0ff;--contribution:#ecebc0;--left:#e6e6e6;--tip:#1a1a1a;"
    "--tipink:#fff;--error:#a30000;--warning:#6b4700;--note:#3d4d5c}"
    "@media(prefers-color-scheme:dark){:root{--ground:#15171a;--ink:#f0f0f0;--soft:#c4c4c4;"
    "--rule:#3c4046;--level:#123c6b;--growth:#12482a;--cagr:#0c4a44;--change:#523c00;"
    "--share:#4b2358;--rank:#5e2018;--multiple:#312e6e;--contribution:#454200;--left:#3a3d42;"
    "--tip:#f4f4f4;--tipink:#15171a;--error:#ffb3ab;--warning:#ffd27a;--note:#b9cadb}}"
    "*{box-sizing:border-box}"
    "body{margin:0 auto;padding:1.5rem;max-width:82rem;background:var(--ground);color:var(--ink);"
    "font:1rem/1.9 'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"
    "sans-serif}"
    "h1{font-size:1.5rem;line-height:1.4;margin:0 0 "
    ".5rem;overflow-wrap:anywhere}h2{font-size:1.15rem;margin:2rem 0 .5rem}"
    "nav a{color:inherit;margin-right:.8rem}header p,.none{color:var(--soft);margin:.3rem 0}"
    ".legend{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem .8rem;padding:0;margin:.5rem 0 "
    "1.5rem}"
    ".line{display:grid;grid-template-columns:3rem minmax(0,1fr) 20rem;column-gap:1rem;"
    "border-top:1px solid transparent}"
    ".line:target,.line:hover{border-top-color:var(--rule)}"
    ".line>a{color:var(--soft);text-align:right;text-decoration:none;font-size:.8rem;"
    "line-height:1.9rem}"
    ".line>p{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}"
    "aside{font-size:.85rem;line-height:1.5;overflow-wrap:anywhere}aside p{margin:.2rem "
    "0;padding-left:.6rem;"
    "border-left:.25rem solid}"
    ".error{color:var(--error)}.warning{color:var(--warning)}.note{color:var(--note)}"
    "mark{position:relative;color:inherit;border-radius:.15rem;padding:.1rem .1rem;"
    "border-bottom:2px solid}"
    "mark:focus{outline:3px solid var(--ink);outline-offset:1px}"
    ".level{background:var(--level)}.growth{background:var(--growth);border-bottom-style:dashed}"
    ".cagr{background:var(--cagr);border-bottom-style:double;border-bottom-width:4px}"
    ".change{background:var(--change);border-bottom-style:dotted}"
    ".share{background:var(--share);border-bottom:0;text-decoration:underline wavy;"
    "text-underline-offset:.2em}"
    ".rank{background:var(--rank);border-bottom:0;border-top:2px solid}"
    ".multiple{background:var(--multiple);border-bottom:0;border-top:2px dashed}"
    ".contribution{background:var(--contribution);border-top:2px solid}"
    ".left{background:var(--left);border-bottom:0}"
    "mark.has-error{box-shadow:0 0 0 2px var(--error)}"
    "mark.has-warning{box-shadow:0 0 0 2px var(--warning)}"
    ".tip{display:none;position:absolute;left:0;top:100%;z-index:1;width:max-content;"
    "max-width:min(28rem,80vw);padding:.5rem .7rem;border-radius:.3rem;background:var(--tip);"
    "color:var(--tipink);font-size:.85rem;line-height:1.6;white-space:normal}"
    "mark:hover>.tip,mark:focus>.tip{display:block}"
    ".tip b{font-weight:600}.tip i{display:block;font-style:normal}.tip i+i{margin-top:.4rem;"
    "border-top:1px solid;padding-top:.4rem}"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}"
    "th,td{border:1px solid var(--rule);padding:.2rem .5rem;text-align:left;vertical-align:top}"
    "@media(max-width:78rem){.tip{position:fixed;left:1rem;right:1rem;bottom:1rem;top:auto;"
    "width:auto;max-width:none}}"
    "@media screen and (max-width:56rem){.line{grid-template-columns:2rem minmax(0,1fr)}"
    ".line>aside{grid-column:2}}"
    "@media print{:root{--ground:#fff;--ink:#000;--soft:#333;--error:#a30000;--warning:#6b4700;"
    "--level:#d7e8ff;--growth:#d3f0d8;--cagr:#c8eee6;--change:#fbe7b8;--share:#f1dcf7;"
    "--rank:#ffdcd6;--multiple:#e2e0ff;--contribution:#ecebc0;--left:#e6e6e6}"
    "body{max-width:none;padding:0;font-size:10pt}.tip,.how{display:none!important}"
    ".line{grid-template-columns:2rem minmax(0,1fr) 12rem;break-inside:avoid}"
    "mark,body{-webkit-print-color-adjust:exact;print-color-adjust:exact}}";

static const char *const measures[][2] = {
    {"level", "水平值"}, {"growth", "增速"}, {"cagr", "年均增速"}, {"change", "增减"},
    {"share", "占比"},   {"rank", "位次"},   {"multiple", "倍数"}, {"contribution", "拉动"},
};

static const char *const bounds[][2] = {
    {"approx", "约"}, {"gt", "超过"}, {"ge", "不低于"}, {"lt", "不足"}, {"le", "不超过"},
};

static const char *const statuses[][2] = {
    {"actual", "实际"},
    {"provisional", "初步"},
    {"estimate", "预计"},
    {"target", "目标"},
};

static const char *const severities[][2] = {
    {"error", "错误"},
    {"warning", "存疑"},
    {"note", "说明"},
};

/* The word for it; the text itself where there is none. */
static struct view word(const char *const (*list)[2], size_t n, struct view text)
{
    for (size_t i = 0; i < n; i++)
        if (view_is(text, list[i][0]))
            return view_of(list[i][1]);
    return text;
}
#define WORD(list, text) word(list, sizeof(list) / sizeof *(list), text)

static void put(struct out *o, const char *html)
{
    out_add_view(o, view_of(html));
}

void markpage_escape(struct out *o, struct view text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t cp = 0xFFFD;
        size_t n = utf8_decode(text.p + at, text.n - at, &cp);
        char picture[4];
        if (n == 0)
            put(o, UTF8_REPLACEMENT);
        else if (cp == '&')
            put(o, "&amp;");
        else if (cp == '<')
            put(o, "&lt;");
        else if (cp == '>')
            put(o, "&gt;");
        else if (cp == '"')
            put(o, "&quot;");
        else if (cp == '\'')
            put(o, "&#39;");
        else if ((cp < 0x20 && cp != '\t' && cp != '\n') || cp == 0x7F)
            out_add(o, picture, utf8_encode(0x2400 + (cp == 0x7F ? 0x21 : cp), picture));
        else if ((cp >= 0x80 && cp < 0xA0) || (cp & 0xFFFE) == 0xFFFE ||
                 (cp >= 0xFDD0 && cp <= 0xFDEF) || (cp >= 0x202A && cp <= 0x202E) ||
                 (cp >= 0x2066 && cp <= 0x2069)) /* not allowed, or they turn the text around */
            put(o, UTF8_REPLACEMENT);
        else
            out_add(o, text.p + at, n);
        at += n > 0 ? n : 1;
    }
}

static void number(struct out *o, uint64_t n)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, n);
    put(o, text);
}

/* The class of a measure: its name where we know it. */
static const char *class_of(struct view measure)
{
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        if (view_is(measure, measures[i][0]))
            return measures[i][0];
    return "level";
}

static void line_id(char id[LINE_ID], size_t document, uint64_t line)
{
    snprintf(id, LINE_ID, "d%zu-%" PRIu64, document, line);
}

/* Links to the lines that have findings. */
static void list_places(struct out *o, const struct markpage_place *places, size_t count)
{
    char id[LINE_ID];
    if (count == 0)
        return;
    put(o, "<nav class=\"how\" aria-label=\"审核意见\">审核意见: ");
    for (size_t i = 0; i < count && i < PLACES_MAX; i++) {
        line_id(id, places[i].document, places[i].line);
        put(o, "<a href=\"#");
        put(o, id);
        put(o, "\">");
        markpage_escape(o, places[i].name);
        put(o, places[i].name.n > 0 ? " 第" : "第");
        number(o, places[i].line);
        put(o, "行</a>");
    }
    put(o, count > PLACES_MAX ? "……</nav>\n" : "</nav>\n");
}

void markpage_head(struct out *o, struct view title, const struct markpage_counts *c,
                   const struct markpage_place *places, size_t place_count)
{
    put(o, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'unsafe-inline'\">\n<title>");
    markpage_escape(o, title);
    put(o, "</title>\n<style>");
    put(o, style);
    put(o, "</style>\n</head>\n<body>\n<header>\n<h1>");
    markpage_escape(o, title);
    put(o, "</h1>\n<p>记录 ");
    number(o, c->records);
    put(o, " 条,标出 ");
    number(o, c->found);
    put(o, " 条;未提取的数字 ");
    number(o, c->left);
    put(o, " 处;审核意见 ");
    number(o, c->findings);
    put(o, " 条。");
    if (c->elsewhere > 0) {
        put(o, "另有 ");
        number(o, c->elsewhere);
        put(o, " 条属于其他文件,未列。");
    }
    put(o, "</p>\n<p class=\"how\">鼠标移到数字上,或用 Tab 键移到数字,可看其记录。</p>\n");
    list_places(o, places, place_count);
    put(o, "<ul class=\"legend\" aria-label=\"图例\">");
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        put(o, "<li><mark class=\"");
        put(o, measures[i][0]);
        put(o, "\">");
        put(o, measures[i][1]);
        put(o, "</mark></li>");
    }
    put(o, "<li><mark class=\"left\">未提取</mark></li></ul>\n</header>\n<main>\n");
}

void markpage_document(struct out *o, struct view name)
{
    put(o, "<h2>");
    markpage_escape(o, name);
    put(o, "</h2>\n");
}

/* What a record says, in two lines. */
static void describe(struct out *o, const struct marked *r)
{
    put(o, "<i><b>");
    markpage_escape(o, r->indicator);
    if (r->item.n > 0) {
        put(o, " / ");
        markpage_escape(o, r->item);
    }
    put(o, "</b> ");
    markpage_escape(o, r->region);
    put(o, r->region.n > 0 ? " " : "");
    markpage_escape(o, r->period);
    put(o, "<br>");
    markpage_escape(o, WORD(measures, r->measure));
    put(o, " ");
    markpage_escape(o, WORD(bounds, r->bound));
    put(o, r->bound.n > 0 ? " " : "");
    markpage_escape(o, r->value);
    put(o, " ");
    markpage_escape(o, r->unit);
    if (r->against.n > 0) {
        put(o, ",对比 ");
        markpage_escape(o, r->against);
    }
    if (r->status.n > 0) {
        put(o, " (");
        markpage_escape(o, WORD(statuses, r->status));
        put(o, ")");
    }
    put(o, "</i>");
}

/* A figure: grey without a record, else with what its records say. */
static void mark(struct out *o, const char *id, struct view text, const struct figure_mark *f,
                 const struct marked *records)
{
    if (f->count == 0) {
        put(o, "<mark class=\"left\" title=\"未提取\">");
        markpage_escape(o, text);
        put(o, "</mark>");
        return;
    }
    const char *severity = NULL;
    for (size_t i = 0; i < f->count; i++)
        if (severity == NULL || strcmp(severity, "error") != 0)
            severity = records[f->records[i]].severity != NULL ? records[f->records[i]].severity
                                                               : severity;
    put(o, "<mark class=\"");
    put(o, class_of(records[f->records[0]].measure));
    if (severity != NULL) {
        put(o, " has-");
        put(o, severity);
    }
    put(o, "\" tabindex=\"0\" aria-describedby=\"");
    put(o, id);
    put(o, "\">");
    markpage_escape(o, text);
    put(o, "<span class=\"tip\" role=\"tooltip\" id=\"");
    put(o, id);
    put(o, "\">");
    for (size_t i = 0; i < f->count; i++)
        describe(o, &records[f->records[i]]);
    put(o, "</span></mark>");
}

static void finding(struct out *o, struct noted *n)
{
    bool known = view_is(n->severity, "error") || view_is(n->severity, "warning");
    n->shown = true;
    put(o, "<p class=\"");
    put(o, !known ? "note" : view_is(n->severity, "error") ? "error" : "warning");
    put(o, "\"><strong>");
    markpage_escape(o, WORD(severities, n->severity));
    put(o, "</strong> ");
    markpage_escape(o, n->indicator);
    put(o, ": ");
    markpage_escape(o, n->what);
    put(o, " <small>[");
    markpage_escape(o, n->rule);
    put(o, n->inputs.n > 0 ? "] " : "]");
    for (size_t at = 0, end; at < n->inputs.n; at = end + 1) { /* plan.txt:24|plan.txt:40 */
        const char *bar = memchr(n->inputs.p + at, '|', n->inputs.n - at);
        end = bar != NULL ? (size_t)(bar - n->inputs.p) : n->inputs.n;
        put(o, at > 0 ? ", " : "");
        markpage_escape(o, (struct view){n->inputs.p + at, end - at});
    }
    put(o, "</small></p>");
}

void markpage_line(struct out *o, size_t document, uint64_t line_number, struct view line,
                   const struct marking *m, const struct marked *records,
                   struct noted *const *findings, size_t finding_count)
{
    char id[LINE_ID];
    line_id(id, document, line_number);
    put(o, "<div class=\"line\" id=\"");
    put(o, id);
    put(o, "\"><a href=\"#");
    put(o, id);
    put(o, "\" aria-label=\"第");
    number(o, line_number);
    put(o, "行\">");
    number(o, line_number);
    put(o, "</a><p>");
    size_t at = 0;
    for (size_t i = 0; i < m->n; i++) {
        const struct figure_mark *f = &m->marks[i];
        if ((f->count == 0 && !(f->token != NULL && f->unit)) || f->start < at)
            continue;
        markpage_escape(o, (struct view){line.p + at, f->start - at});
        snprintf(id, sizeof id, "d%zu-%" PRIu64 "-%zu", document, line_number, i);
        mark(o, id, (struct view){line.p + f->start, f->end - f->start}, f, records);
        at = f->end;
    }
    markpage_escape(o, (struct view){line.p + at, line.n - at});
    put(o, "</p>");
    if (finding_count > 0) {
        put(o, "<aside aria-label=\"第");
        number(o, line_number);
        put(o, "行的审核意见\">");
        for (size_t i = 0; i < finding_count; i++)
            finding(o, findings[i]);
        put(o, "</aside>");
    }
    put(o, "</div>\n");
}

void markpage_records(struct out *o, const struct marked *const *records, size_t count)
{
    put(o, "</main>\n");
    if (count == 0)
        return;
    put(o, "<section>\n<h2>在原文中没有找到数字的记录</h2>\n<table>\n<thead><tr><th "
           "scope=\"col\">来源</th><th scope=\"col\">行</th><th scope=\"col\">记录</th><th "
           "scope=\"col\">原文</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < count; i++) {
        put(o, "<tr><td>");
        markpage_escape(o, records[i]->source);
        put(o, "</td><td>");
        if (records[i]->line > 0)
            number(o, records[i]->line);
        put(o, "</td><td>");
        describe(o, records[i]);
        put(o, "</td><td>");
        markpage_escape(o, records[i]->text);
        put(o, "</td></tr>\n");
    }
    put(o, "</tbody>\n</table>\n</section>\n");
}

void markpage_findings(struct out *o, struct noted *const *findings, size_t count)
{
    if (count == 0)
        return;
    put(o, "<section>\n<h2>没有对应行的审核意见</h2>\n");
    for (size_t i = 0; i < count; i++)
        finding(o, findings[i]);
    put(o, "\n</section>\n");
}

void markpage_end(struct out *o)
{
    put(o, "</body>\n</html>\n");
}
