#include "magic.h"

#include "translate.h"

static const struct {
    struct view start;
    const char *what, *opener;
} others[] = {
    {{"\xFF\xFE\0\0", 4}, "UTF-32", "iconv -f UTF-32LE"},
    {{"\0\0\xFE\xFF", 4}, "UTF-32", "iconv -f UTF-32BE"},
    {{"\xD0\xCF\x11\xE0", 4},
     N_("an old Office file (xls, doc)"),
     N_("pipelines/open or LibreOffice")},
    {{"%PDF-", 5}, "PDF", "pdftotext"},
    {{"{\\rtf", 5}, "RTF", "LibreOffice"},
    {{"\x1F\x8B", 2}, "gzip", "gzip -dc"},
    {{"BZh", 3}, "bzip2", "bzip2 -dc"},
    {{"\xFD\067zXZ", 5}, "xz", "xz -dc"},
    {{"\x28\xB5\x2F\xFD", 4}, "zstd", "zstd -dc"},
    {{"7z\xBC\xAF", 4}, N_("a 7z archive"), "7z x"},
    {{"Rar!", 4}, N_("a rar archive"), "unrar"},
    {{"SQLite format 3", 15}, N_("an SQLite database"), "sqlite3"},
    {{"PAR1", 4}, "Parquet", "DuckDB"},
    {{"\x89PNG", 4}, N_("a PNG image"), N_("an OCR program")},
    {{"\xFF\xD8\xFF", 3}, N_("a JPEG image"), N_("an OCR program")},
};

bool magic_find(struct view text, const char **what, const char **opener)
{
    static const struct {
        const char *inside, *what, *opener;
    } zips[] = {{"xl/", N_("an xlsx workbook"), "zb-sheet"},
                {"word/", N_("a docx document"), "pipelines/open"},
                {"opendocument", N_("an OpenDocument file"), "LibreOffice"},
                {"", N_("a zip archive"), "pipelines/open"}};
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
