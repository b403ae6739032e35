#!/bin/bash
# zb-sheet on a workbook of a million cells, a quarter of them shared strings, against other readers of xlsx.
. "${0%/*}/bench.bash"
[ -e book.xlsx ] || /usr/bin/python3 - <<'END'
import random, zipfile
rnd = random.Random(2020)
main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
package = "http://schemas.openxmlformats.org/package/2006"
parts = "application/vnd.openxmlformats-officedocument.spreadsheetml."
strings = [a + b + "区" + str(n) for a in "东南西北中" for b in "新安平和兴" for n in range(40)]
columns = "ABCDEFGHIJKLMNOPQRST"

def rows():
    for r in range(1, 50001):
        cells = []
        for i, c in enumerate(columns):
            if i % 4 == 0:
                cells.append(f'<c r="{c}{r}" t="s"><v>{rnd.randrange(len(strings))}</v></c>')
            else:
                cells.append(f'<c r="{c}{r}"><v>{(rnd.randrange(10**6) * 10 + 7) / 100}</v></c>')
        yield f'<row r="{r}">' + "".join(cells) + "</row>"

with zipfile.ZipFile("book.xlsx", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("[Content_Types].xml", head + f'<Types xmlns="{package}/content-types">'
               '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
               f'<Override PartName="/xl/workbook.xml" ContentType="{parts}sheet.main+xml"/>'
               f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{parts}worksheet+xml"/>'
               f'<Override PartName="/xl/sharedStrings.xml" ContentType="{parts}sharedStrings+xml"/></Types>')
    z.writestr("_rels/.rels", head + f'<Relationships xmlns="{package}/relationships">'
               f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    z.writestr("xl/workbook.xml", head + f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
               '<sheet name="数据" sheetId="1" r:id="rId1"/></sheets></workbook>')
    z.writestr("xl/_rels/workbook.xml.rels", head + f'<Relationships xmlns="{package}/relationships">'
               f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
               f'<Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
    z.writestr("xl/sharedStrings.xml", head + f'<sst xmlns="{main}">' +
               "".join(f"<si><t>{s}</t></si>" for s in strings) + "</sst>")
    z.writestr("xl/worksheets/sheet1.xml", head + f'<worksheet xmlns="{main}"><sheetData>' + "".join(rows()) +
               "</sheetData></worksheet>")
END
cat >sheet.py <<'END'
import csv, sys, openpyxl
out = csv.writer(sys.stdout, lineterminator="\n")
for row in openpyxl.load_workbook("book.xlsx", read_only=True).active.iter_rows(values_only=True):
    out.writerow(row)
END
compare -s 'a million cells' book.xlsx \
    zb-sheet 'zb-sheet book.xlsx' \
    xlsx2csv:3 'xlsx2csv book.xlsx' \
    openpyxl '/usr/bin/python3 sheet.py'
