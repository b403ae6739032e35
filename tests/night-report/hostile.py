# Writes the files of a release whose every cell is hostile. usage: hostile.py DIR
import csv, os, sys
bad = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; DROP TABLE history; --", "a\x1b[31mred\x07\x1f\x1e\x08",
       "\u202e100\u202c abc\u2066x\u200b", "`touch run` $(touch run) @end @path----", "{1}{2} \\n \\u0041 \"quoted\\\"", "</style></title></svg>]]>",
       "&amp;&#0;", "長" * 5000, "line\nbreak\r\ttab", "\x7f\x85\ufeff\uffff", '["end"]', "=cmd|x!A1", "%s%n%d", "# end"]
rec = "region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text".split(",")
os.makedirs(sys.argv[1] + "/rejects")
def write(name, columns, rows):
    with open(sys.argv[1] + "/" + name, "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(columns)
        out.writerows(rows)
write("observations.csv", rec, [r for i, b in enumerate(bad) for r in (
    [b, b, b, b, b, b, b, b, b, b, b, b, i, b],
    ["椒江区", "社会消费品零售总额", "", str(2000 + i), "level", "", str(100 + i), "亿元", b if i % 3 == 0 else "", b if i % 2 else "actual", "1", b, i, b])])
more = "base,base_period,latest,latest_period,path,expected,gap,done,elapsed,needed,needed_unit,verdict,inputs".split(",")
write("progress.csv", rec + more, [["椒江区", b, b, "2025", "level", "", ["12.5", "1e400", b][i % 3], b, b if i % 4 == 0 else "gt", "target", "1", b, i, b,
    "10", "2020", "11", b if i % 5 == 4 else "2023", "growth", "11.2", b, b, b, b, b, b if i % 3 == 2 else "behind", b] for i, b in enumerate(bad)])
write("findings.csv", "severity,rule,region,indicator,item,period,measure,against,value,unit,bound,status,expected_low,expected_high,source,line,text,inputs,what".split(","),
    [[b] * 15 + [i] + [b] * 3 for i, b in enumerate(bad)])
write("alerts.csv", rec + ["severity", "rule", "what", "inputs"], [[b] * 12 + [i, b, b, "late" if i % 2 else b, b, "|".join([b] * 9)] for i, b in enumerate(bad)])
write("conflicts.csv", ("region,indicator,item,period,measure,against,unit,value,bound,status,resolution,source,line,sources,kind,other_value,other_bound,"
    "other_status,other_resolution,other_source,other_line,other_sources,difference,relative").split(","), [[b] * 24 for b in bad])
write("sources.csv", "path,source,theme,sha256,bytes,delivered,state,records,rejected,usual,nights,used,result,reason".split(","),
    [[b, b, b, b, i, b, ["held", "refused", b][i % 3], i, b, b, i % 4, b, b, b] for i, b in enumerate(bad)])
write("stages.csv", "stage,status,in,out,refused".split(","), [[b] * 5 for b in bad])
write("rejects/rows.csv", "file,line,reason,row".split(","), [[b, i, b, b] for i, b in enumerate(bad)])
