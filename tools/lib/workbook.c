#include "workbook.h"

#include "flow.h"
#include "msg.h"
#include "raised.h"
#include "translate.h"
#include "utf8.h"

#include <stdlib.h>

enum {
    STRINGS_MOST = 1 << 30, /* bytes of shared strings */
    STYLES_MOST = 1 << 20,
    FORMATS_MOST = 1 << 16,
};

static char *copy(struct view v)
{
    char *s = mem_new(v.n + 1, 1);
    if (v.n > 0)
        memcpy(s, v.p, v.n);
    return s;
}

/* The character of an escape _xHHHH_ at p, or 0. */
static uint32_t escaped(const char *p, size_t n)
{
    uint32_t c = 0;
    if (n < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
        return 0;
    for (int i = 2; i < 6; i++) {
        char h = p[i] | 0x20;
        if (p[i] >= '0' && p[i] <= '9')
            c = c * 16 + (uint32_t)(p[i] - '0');
        else if (h >= 'a' && h <= 'f')
            c = c * 16 + (uint32_t)(h - 'a' + 10);
        else
            return 0;
    }
    return c;
}

void workbook_add_text(struct buf *to, struct view text)
{
    struct flow f = flow_start(to, true);
    f.keep_blanks = true;
    while (text.n > 0) {
        const char *mark = memmem(text.p, text.n, "_x", 2);
        size_t n = mark != NULL ? (size_t)(mark - text.p) : text.n;
        char utf8[4];
        uint32_t c = mark != NULL ? escaped(mark, text.n - n) : 0;
        size_t length = c != 0 ? utf8_encode(c, utf8) : 0;
        if (mark != NULL && length == 0)
            n += 2;
        flow_text(&f, (struct view){text.p, n});
        if (length > 0) {
            flow_text(&f, (struct view){utf8, length});
            n += 7;
        }
        text.p += n;
        text.n -= n;
    }
    flow_end(&f);
}

/* xl/workbook.xml */
struct outline {
    struct workbook *w;
    const char *part;
};

static void look_at_outline(void *me, const char *name, struct xml_attributes a)
{
    struct outline *o = me;
    struct workbook *w = o->w;
    if (strcmp(name, "workbookPr") == 0)
        w->from_1904 = xml_is_true(a, "date1904");
    if (strcmp(name, "sheet") != 0)
        return;
    struct view state = xml_attribute(a, "state");
    w->sheets = mem_grow(w->sheets, w->sheets_count + 1, sizeof *w->sheets);
    /* the relationship is looked up once this part has been read */
    w->sheets[w->sheets_count++] = (struct workbook_sheet){
        .name = copy(xml_attribute(a, "name")),
        .part = copy(xml_attribute(a, "id")),
        .hidden = view_is(state, "hidden") || view_is(state, "veryHidden"),
    };
}

static void find_sheets(struct workbook *w, const char *part)
{
    struct outline o = {.w = w, .part = part};
    struct xml_handler handler = {.start = look_at_outline, .me = &o};
    package_read(w->package, part, &handler);
    for (size_t i = 0; i < w->sheets_count; i++) {
        struct workbook_sheet *s = &w->sheets[i];
        struct buf target = {0}, type = {0};
        if (!package_target(w->package, part, s->part, NULL, &target, &type))
            die(w->file, 0, "sheet %s: its part is missing", s->name);
        free((char *)s->part);
        s->part = strcmp(type.p, "worksheet") == 0 ? copy(view_of(target.p)) : NULL;
        buf_free(&target);
        buf_free(&type);
    }
}

/* xl/sharedStrings.xml */
struct strings {
    struct workbook *w;
    struct buf text; /* of the string that is open */
    bool in_text, in_phonetic;
    bool raised;  /* the run that is open */
    size_t start; /* of its text */
};

static void string_start(void *me, const char *name, struct xml_attributes a)
{
    struct strings *s = me;
    if (strcmp(name, "si") == 0) {
        buf_clear(&s->text);
        s->raised = false;
    } else if (strcmp(name, "r") == 0)
        s->raised = false;
    else if (strcmp(name, "vertAlign") == 0)
        s->raised = view_is(xml_attribute(a, "val"), "superscript");
    else if (strcmp(name, "rPh") == 0) /* how it is read aloud */
        s->in_phonetic = true;
    else if (strcmp(name, "t") == 0) {
        s->in_text = !s->in_phonetic;
        s->start = s->text.n;
    }
}

static void string_text(void *me, struct view text)
{
    struct strings *s = me;
    if (s->in_text)
        buf_add_view(&s->text, text);
}

static void string_end(void *me, const char *name)
{
    struct strings *s = me;
    struct workbook *w = s->w;
    if (strcmp(name, "t") == 0) {
        if (s->in_text && s->raised)
            raised_rewrite(&s->text, s->start);
        s->in_text = false;
    } else if (strcmp(name, "rPh") == 0)
        s->in_phonetic = false;
    if (strcmp(name, "si") != 0)
        return;
    if (w->strings_count + 2 > w->strings_cap) {
        w->strings_cap = w->strings_cap > 0 ? 2 * w->strings_cap : 1024;
        w->string_start = mem_grow(w->string_start, w->strings_cap, sizeof *w->string_start);
    }
    w->string_start[w->strings_count++] = w->strings.n;
    workbook_add_text(&w->strings, buf_view(&s->text));
    w->string_start[w->strings_count] = w->strings.n;
    if (w->strings.n > STRINGS_MOST)
        die(w->file, 0, "shared strings: more than 1 GiB");
}

/* xl/styles.xml */
struct styles {
    struct workbook *w;
    struct {
        long id;
        struct cell_format format;
    } * formats;
    size_t count;
    bool in_cells, in_cell;
};

static struct cell_format format_of(const struct styles *s, long id)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->formats[i].id == id)
            return s->formats[i].format;
    return cell_format_builtin(id);
}

static void style_start(void *me, const char *name, struct xml_attributes a)
{
    struct styles *s = me;
    struct workbook *w = s->w;
    if (strcmp(name, "numFmt") == 0 && s->count < FORMATS_MOST) {
        s->formats = mem_grow(s->formats, s->count + 1, sizeof *s->formats);
        s->formats[s->count].id = xml_number(a, "numFmtId", -1);
        s->formats[s->count++].format = cell_format_read(xml_attribute(a, "formatCode"));
    } else if (strcmp(name, "cellXfs") == 0) {
        s->in_cells = true;
    } else if (strcmp(name, "xf") == 0 && s->in_cells) {
        if (w->styles_count == STYLES_MOST)
            die(w->file, 0, "styles: more than %d", STYLES_MOST);
        w->styles = mem_grow(w->styles, w->styles_count + 1, sizeof *w->styles);
        w->styles[w->styles_count++] = (struct workbook_style){
            .format = format_of(s, xml_number(a, "numFmtId", 0)),
        };
        s->in_cell = true;
    } else if (strcmp(name, "alignment") == 0 && s->in_cell) {
        long indent = xml_number(a, "indent", 0);
        w->styles[w->styles_count - 1].indent = indent < 250 ? (unsigned)indent : 0;
    }
}

static void style_end(void *me, const char *name)
{
    struct styles *s = me;
    if (strcmp(name, "cellXfs") == 0)
        s->in_cells = false;
    if (strcmp(name, "xf") == 0)
        s->in_cell = false;
}

void workbook_open(struct workbook *w, const char *file, struct buf *bytes)
{
    struct buf part = {0}, other = {0};
    *w = (struct workbook){.file = file, .package = package_open(file, bytes)};
    if (!package_target(w->package, "", NULL, "/officeDocument", &part, NULL))
        die(file, 0, "not xlsx: %s",
            translated(package_has(w->package, "content.xml")
                           ? N_("an OpenDocument file; LibreOffice opens it")
                           : N_("a zip file, but no Office document; pipelines/open opens it")));
    if (package_has(w->package, "xl/workbook.bin"))
        die(file, 0, "not xlsx: a binary workbook (xlsb); LibreOffice opens it");
    if (package_has(w->package, "word/document.xml"))
        die(file, 0, "not xlsx: a docx document; pipelines/open opens it");
    find_sheets(w, part.p);
    if (w->sheets_count == 0)
        die(file, 0, "%s: no sheets", part.p);
    if (package_target(w->package, part.p, NULL, "/sharedStrings", &other, NULL)) {
        struct strings s = {.w = w};
        struct xml_handler handler = {string_start, string_end, string_text, &s};
        package_read(w->package, other.p, &handler);
        buf_free(&s.text);
    }
    buf_clear(&other);
    if (package_target(w->package, part.p, NULL, "/styles", &other, NULL)) {
        struct styles s = {.w = w};
        struct xml_handler handler = {.start = style_start, .end = style_end, .me = &s};
        package_read(w->package, other.p, &handler);
        free(s.formats);
    }
    buf_free(&part);
    buf_free(&other);
}

struct view workbook_string(const struct workbook *w, size_t i)
{
    if (i >= w->strings_count)
        return (struct view){NULL, 0};
    size_t start = w->string_start[i];
    return (struct view){w->strings.p != NULL ? w->strings.p + start : "",
                         w->string_start[i + 1] - start};
}

struct workbook_style workbook_style(const struct workbook *w, long i)
{
    if (w->styles_count == 0)
        return (struct workbook_style){0};
    return w->styles[i >= 0 && (size_t)i < w->styles_count ? i : 0];
}

void workbook_close(struct workbook *w)
{
    for (size_t i = 0; i < w->sheets_count; i++) {
        free((char *)w->sheets[i].name);
        free((char *)w->sheets[i].part);
    }
    free(w->sheets);
    free(w->styles);
    free(w->string_start);
    buf_free(&w->strings);
    package_close(w->package);
}
