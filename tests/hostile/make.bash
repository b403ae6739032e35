# What the commands of hostile cases make their input with.

export HEAD=region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text

# record FIELD=VALUE ...: a stream of one record, with these cells as they are
record() {
    local -A cell=([region]=云江区 [indicator]=出口总额 [item]='' [period]=2020 [measure]=level [against]='' [value]=290 [unit]=亿元 [bound]=''
        [status]=actual [resolution]=1 [source]=in.txt [line]=1 [text]=出口总额290亿元)
    local pair name row=''
    for pair; do cell[${pair%%=*}]=${pair#*=}; done
    for name in ${HEAD//,/ }; do row+=,${cell[$name]}; done
    printf '%s\n%s\n' "$HEAD" "${row#,}"
}
# times N TEXT: the text so often, without an end of line
times() {
    awk -v n="$1" -v text="$2" 'BEGIN { while (n-- > 0) printf "%s", text }'
}
# fill BYTES TEXT: the text over and over, without an end of line
fill() {
    (
        set +o pipefail # yes ends by SIGPIPE
        yes "$2" | tr -d '\n' | head -c "$1"
    )
}
# peak KB COMMAND ...: runs it; more memory than that is an error
peak() {
    local most=$1 status=0 used
    shift
    command time -q -o peak -f %M "$@" || status=$?
    used=$(tail -n 1 peak)
    # a sanitizer keeps freed memory, and more beside each piece
    [ -n "${ZB_SANITIZED-}" ] || [ "$used" -le "$most" ] || { echo "peak: $used KB, more than $most" >&2 && return 3; }
    return "$status"
}
# sheet XML: an xlsx workbook in.xlsx whose sheet has this content
sheet() {
    python3 - "$1" <<'END'
import sys, zipfile
ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
with zipfile.ZipFile("in.xlsx", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
    z.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
               f'<Relationship Id="a" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    z.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
               f'<Relationship Id="s" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
    z.writestr("xl/workbook.xml", f'<workbook {ns} xmlns:r="{rel}"><sheets><sheet name="S" sheetId="1" r:id="s"/></sheets></workbook>')
    z.writestr("xl/worksheets/sheet1.xml", f'<worksheet {ns}>{sys.argv[1]}</worksheet>')
END
}
# entities: an xlsx workbook whose sheet is ten characters, ten times in each of ten entities, one in the other
entities() {
    sheet '<sheetData/>'
    python3 - <<'END'
import zipfile
with zipfile.ZipFile("in.xlsx") as z:
    parts = {name: z.read(name) for name in z.namelist()}
text = '<!DOCTYPE a [<!ENTITY a0 "xxxxxxxxxx">'
for i in range(9):
    text += f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">'
parts["xl/worksheets/sheet1.xml"] = text + "]><worksheet>&a9;</worksheet>"
with zipfile.ZipFile("in.xlsx", "w") as z:
    for name, data in parts.items():
        z.writestr(name, data)
END
}
# zipped NAME ...: in.zip with members of these names, each a small CSV, or MEMBER as printf writes it
zipped() {
    printf %b "${MEMBER:-a,b\\n1,2\\n}" | python3 -c 'import sys, zipfile
data = sys.stdin.buffer.read()
with zipfile.ZipFile("in.zip", "w") as z:
    for name in sys.argv[1:]: z.writestr(name, data)' "$@"
}
# bomb MIB: in.zip with a member a.csv of so many MiB of zeros
bomb() {
    python3 -c 'import sys, zipfile
with zipfile.ZipFile("in.zip", "w", zipfile.ZIP_DEFLATED) as z:
    with z.open("a.csv", "w", force_zip64=True) as f:
        for i in range(int(sys.argv[1])): f.write(bytes(1 << 20))' "$1"
}
# readers: what each filter that reads records does with in: its status, how many lines it writes, and what it says
readers() {
    local filter status
    sed -n '1p; /,growth,/p' "$ROOT/pipelines/alerts.csv" >rules
    for filter in zb-cat zb-units zb-code zb-merge 'zb-derive --growth' 'zb-aggregate -b period' zb-check zb-track \
        'zb-alert -r rules' 'zb-mask -c line' zb-view 'zb-export -t sdmx' 'zb-export -t wide' 'zb-export -t sql' \
        'zb-export -t package -o data.csv'; do
        status=0
        # shellcheck disable=SC2086 # a filter and its options
        peak "${PEAK:-16000}" $filter in >wrote 2>said || status=$?
        echo "$filter: $status, $(wc -l <wrote) lines: $(head -n 1 said | cut -b -120)"
    done
}
OPEN=$ROOT/pipelines/open
export OPEN ROOT
export -f record times fill peak sheet entities zipped bomb readers
