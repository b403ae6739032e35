/*
 * zb-sheet over the parts of a workbook: any XML, in the order of `parts`, each ended by a line
 * "%%"; one that is not there is a plain one. They are packed into a zip here, which a fuzzer would
 * only break. The output is a grid in UTF-8; neither --explain nor the size of reads changes it.
 */
#include "target.h"
#include "utf8.h"

int zb_main(int argc, char **argv);
#define main zb_main /* the program's own functions are called, not its main */
#include "../../tools/zb-sheet.c"
#undef main

#define NS "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"

/* What a workbook is made of: what is read from the input first. */
static const struct {
    const char *name, *plain;
} parts[] = {
    {"xl/worksheets/sheet1.xml",
     "<worksheet " NS "><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"},
    {"xl/sharedStrings.xml", "<sst " NS "><si><t>a</t></si><si><t>b</t></si></sst>"},
    {"xl/styles.xml", "<styleSheet " NS "><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/>"
                      "<xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
    {"xl/workbook.xml", "<workbook " NS " xmlns:r=\"" REL "\"><sheets>"
                        "<sheet name=\"S\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships xmlns=\"" PACKAGE "relationships\">"
     "<Relationship Id=\"s\" Type=\"" REL "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
     "<Relationship Id=\"t\" Type=\"" REL "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
     "<Relationship Id=\"u\" Type=\"" REL "/styles\" Target=\"styles.xml\"/></Relationships>"},
    {"_rels/.rels", "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"a\" "
                    "Type=\"" REL "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
    {"[Content_Types].xml", "<Types xmlns=\"" PACKAGE "content-types\"/>"},
};

enum { PARTS = sizeof parts / sizeof *parts };

static uint32_t crc_of(struct view v)
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < v.n; i++) {
        crc ^= (unsigned char)v.p[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

static void put(struct buf *b, uint32_t n, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_add_char(b, (char)(n >> 8 * i));
}

/* The fields that a member has in its own header and in the directory alike. */
static void put_fields(struct buf *b, struct view name, struct view part)
{
    put(b, 20, 2); /* version; no flags, stored, no time */
    put(b, 0, 4);
    put(b, 0x21 << 16, 4);
    put(b, crc_of(part), 4);
    put(b, (uint32_t)part.n, 4);
    put(b, (uint32_t)part.n, 4);
    put(b, (uint32_t)name.n, 2);
    put(b, 0, 2);
}

/* A zip of the parts, none of them packed. */
static void make_zip(struct buf *zip, const struct view *text)
{
    struct buf directory = {0};
    for (size_t i = 0; i < PARTS; i++) {
        struct view name = view_of(parts[i].name);
        put(&directory, 0x02014B50, 4);
        put(&directory, 20, 2);
        put_fields(&directory, name, text[i]);
        put(&directory, 0, 4); /* no comment, disk 0, no attributes */
        put(&directory, 0, 2);
        put(&directory, 0, 4);
        put(&directory, (uint32_t)zip->n, 4);
        buf_add_view(&directory, name);
        put(zip, 0x04034B50, 4);
        put_fields(zip, name, text[i]);
        buf_add_view(zip, name);
        buf_add_view(zip, text[i]);
    }
    uint32_t at = (uint32_t)zip->n;
    buf_add_view(zip, buf_view(&directory));
    put(zip, 0x06054B50, 4);
    put(zip, 0, 4);
    put(zip, PARTS, 2);
    put(zip, PARTS, 2);
    put(zip, (uint32_t)directory.n, 4);
    put(zip, at, 4);
    put(zip, 0, 2);
    buf_free(&directory);
}

static void work(void)
{
    written = false;
    target_inputs(take_file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct run whole, cut;
    static struct buf zip;
    static const char mark[] = "\n%%\n";
    struct view rest = {(const char *)data, n}, text[PARTS];
    for (size_t i = 0; i < PARTS; i++) {
        const char *end = rest.n > 0 ? memmem(rest.p, rest.n, mark, strlen(mark)) : NULL;
        text[i] = (struct view){rest.p, end != NULL ? (size_t)(end - rest.p) : rest.n};
        size_t used = text[i].n + (end != NULL ? strlen(mark) : 0);
        rest = (struct view){rest.p + used, rest.n - used};
        if (text[i].n == 0)
            text[i] = view_of(parts[i].plain);
    }
    buf_clear(&zip);
    make_zip(&zip, text);
    opt.hidden = opt.explain = opt.names = false;
    target_run(&whole, "zb-sheet", buf_view(&zip), 0, work);
    struct view grid = target_out(&whole);
    hold(utf8_valid(grid.p, grid.n) == grid.n);
    hold(whole.ended || grid.n == 0 || grid.p[grid.n - 1] == '\n');
    opt.explain = true;
    target_run(&cut, "zb-sheet", buf_view(&zip), target_step(zip.n), work);
    hold(target_same(&whole, &cut));
    opt.hidden = opt.names = true;
    target_run(&cut, "zb-sheet", buf_view(&zip), 0, work);
    return 0;
}
