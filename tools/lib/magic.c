#include "magic.h"

#include "msg.h"
#include "translate.h"

#include <stddef.h>
#include <strings.h>

#define OPEN "pipelines/open"
#define XLS N_("an old Excel file (xls)")

enum { BLANKS = 64 }; /* as many bytes of blanks and more do not stand before a page */

struct kind {
    struct view start;
    const char *what, *opener;
};

static const struct kind others[] = {
    {{"\xFF\xFE\0\0", 4}, "UTF-32", "iconv -f UTF-32LE"},
    {{"\0\0\xFE\xFF", 4}, "UTF-32", "iconv -f UTF-32BE"},
    {{"\xD0\xCF\x11\xE0", 4},
     N_("an old Office file (xls, doc)"),
     N_("pipelines/open or LibreOffice")},
    {{"\t\x08\x10\0", 4}, XLS, OPEN}, /* BIFF5 and 8, 4, 3 and 2, without the container */
    {{"\t\x08\x08\0", 4}, XLS, OPEN},
    {{"\t\x04\x06\0", 4}, XLS, OPEN},
    {{"\t\x02\x06\0", 4}, XLS, OPEN},
    {{"\t\0\x04\0", 4}, XLS, OPEN},
    {{"%PDF-", 5}, "PDF", OPEN},
    {{"{\\rtf", 5}, "RTF", "LibreOffice"},
    {{"\x1F\x8B", 2}, "gzip", "gzip -dc"},
    {{"BZh", 3}, "bzip2", "bzip2 -dc"},
    {{"\xFD\067zXZ", 5}, "xz", "xz -dc"},
    {{"\x28\xB5\x2F\xFD", 4}, "zstd", "zstd -dc"},
    {{"7z\xBC\xAF", 4}, N_("a 7z archive"), "7z x"},
    {{"Rar!\x1A", 5}, N_("a rar archive"), "unrar"},
    {{"SQLite format 3", 15}, N_("an SQLite database"), "sqlite3"},
    {{"PAR1\x15", 5}, "Parquet", "DuckDB"},
    {{"\x89PNG", 4}, N_("a PNG image"), N_("an OCR program")},
    {{"\xFF\xD8\xFF", 3}, N_("a JPEG image"), N_("an OCR program")},
};

bool magic_find(struct view text, const char **what, const char **opener)
{
    static const struct {
        const char *inside, *what, *opener;
    } zips[] = {{"xl/", N_("an xlsx workbook"), "zb-sheet"},
                {"word/", N_("a docx document"), OPEN},
                {"opendocument", N_("an OpenDocument file"), "LibreOffice"},
                {"", N_("a zip archive"), OPEN}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (view_starts(text, others[i].start)) {
            *what = others[i].what;
            *opener = others[i].opener;
            return true;
        }
    if (!view_starts(text, view_of("PK\3\4")))
        return false;
    size_t i = 0; /* the last one fits all */
    while (memmem(text.p, text.n, zips[i].inside, strlen(zips[i].inside)) == NULL)
        i++;
    *what = zips[i].what;
    *opener = zips[i].opener;
    return true;
}

/* Whether the text begins so; *more is set where it could with more of it. */
static bool begins(struct view text, struct view start, bool *more)
{
    if (text.n >= start.n)
        return view_starts(text, start);
    *more |= view_starts(start, text);
    return false;
}

/* The same for a page, where neither case nor blanks before it matter. */
static bool is_page(struct view text, bool *more)
{
    static const char *const starts[] = {"<!doctype html", "<html",  "<head",
                                         "<meta",          "<table", "<?xml"};
    size_t blanks = 0;
    while (blanks < text.n && blanks < BLANKS && memchr(" \t\r\n", text.p[blanks], 4) != NULL)
        blanks++;
    const char *p = text.p + blanks;
    size_t n = text.n - blanks;
    *more |= n == 0 && blanks > 0 && blanks < BLANKS;
    for (size_t i = 0; n > 0 && i < sizeof starts / sizeof *starts; i++) {
        size_t length = strlen(starts[i]);
        bool same = strncasecmp(p, starts[i], n < length ? n : length) == 0;
        if (same && n >= length)
            return true;
        *more |= same;
    }
    return false;
}

bool magic_refuse(const char *file, struct view start, const char *wanted)
{
    /* the mark of UTF-16 begins that of UTF-32 too */
    static const struct kind texts[] = {{{"PK\3\4", 4}, N_("a zip file (xlsx, docx ...)"), OPEN},
                                        {{"\xFF\xFE", 2}, "UTF-16", "zb-decode"},
                                        {{"\xFE\xFF", 2}, "UTF-16", "zb-decode"}};
    const struct kind page = {{NULL, 0}, N_("a web page"), OPEN}, *is = NULL;
    bool more = false;
    for (size_t i = 0; is == NULL && i < sizeof others / sizeof *others; i++)
        if (begins(start, others[i].start, &more))
            is = &others[i];
    for (size_t i = 0; is == NULL && !more && i < sizeof texts / sizeof *texts; i++)
        if (begins(start, texts[i].start, &more))
            is = &texts[i];
    if (is == NULL && is_page(start, &more))
        is = &page;
    if (is != NULL)
        die(file, 0, "not %s: %s; %s opens it", translated(wanted), translated(is->what),
            translated(is->opener));
    return more;
}
