# The rows of report.sql to the page. Every text comes through field(), which makes it safe; nothing else is markup.
# -v work=DIR: where gnuplot left N.svg; -v style=FILE: the style sheet

BEGIN {
    # the bytes of a character, without surrogates, U+FFFE and U+FFFF
    TAIL = "[\200-\277]"
    UTF8 = "[\001-\177]|[\302-\337]" TAIL "|\340[\240-\277]" TAIL "|[\341-\354\356]" TAIL TAIL "|\355[\200-\237]" TAIL \
        "|\357[\200-\276]" TAIL "|\357\277[\200-\275]|\360[\220-\277]" TAIL TAIL \
        "|[\361-\363]" TAIL TAIL TAIL "|\364[\200-\217]" TAIL TAIL
    MOST = 600 # bytes of a cell: 200 Chinese characters
    for (i = 0; i < 32; i++)
        CONTROL[sprintf("%04x", i)] = sprintf("\342\220%c", 128 + i) # U+2400 and on: ␀ ␁ ␂ ...
    # characters that are not seen, or turn others round
    split("061c 180e 200b 200c 200d 200e 200f 2028 2029 202a 202b 202c 202d 202e 2060 2066 2067 2068 2069 feff", hidden, " ")
    for (i in hidden)
        HIDDEN[utf8(hidden[i])] = "⟨U+" toupper(hidden[i]) "⟩"
}

function hex(s,    i, n) {
    for (i = 1; i <= length(s); i++) n = 16 * n + index("123456789abcdef", substr(s, i, 1))
    return n
}
function utf8(code,    n) {
    n = hex(code)
    if (n < 2048) return sprintf("%c%c", 192 + int(n / 64), 128 + n % 64)
    return sprintf("%c%c%c", 224 + int(n / 4096), 128 + int(n / 64) % 64, 128 + n % 64)
}

# A JSON array of texts to F[1] ... F[NFIELDS]. Separators are never inside a text, where quotes are escaped.
function parse(line,    most, rest, n) {
    NFIELDS = 0
    rest = substr(line, 2)
    most = index(line, "[\"headline\"") == 1 ? 4000 : MOST
    while (match(rest, /^("([^"\\]|\\.)*"|[^],"]*)[],]/)) {
        n = RLENGTH
        F[++NFIELDS] = field(substr(rest, 1, n - 1), most)
        rest = substr(rest, n + 1)
    }
    if (rest != "") fail("a row that cannot be read")
}

# A JSON text to text for a page: long ones cut, bytes that are not UTF-8, control and hidden characters made visible,
# markup escaped.
function field(s, most,    out, i, c) {
    if (s !~ /^"/) return s == "null" ? "" : s
    s = substr(s, 2, length(s) - 2)
    if (length(s) > 6 * most) s = substr(s, 1, 6 * most)
    out = ""
    while ((i = index(s, "\\")) > 0) {
        out = out substr(s, 1, i - 1)
        c = substr(s, i + 1, 1)
        if (c == "u") {
            out = out CONTROL[tolower(substr(s, i + 2, 4))]
            i += 4
        } else if (c == "n") out = out CONTROL["000a"]
        else if (c == "t") out = out CONTROL["0009"]
        else if (c == "r") out = out CONTROL["000d"]
        else if (c == "b") out = out CONTROL["0008"]
        else if (c == "f") out = out CONTROL["000c"]
        else out = out c
        s = substr(s, i + 2)
    }
    s = out s
    if (length(s) > most) {
        c = substr(s, most + 1, 1)
        s = substr(s, 1, most)
        if (c ~ /[\200-\277]/) sub(/[\300-\377][\200-\277]*$/, "", s)
        s = s "…"
    }
    if (s ~ /[\177-\377]/) s = visible(s)
    gsub(/&/, "\\&amp;", s)
    gsub(/</, "\\&lt;", s)
    gsub(/>/, "\\&gt;", s)
    gsub(/"/, "\\&quot;", s)
    gsub(/'/, "\\&#39;", s)
    return s
}
function visible(s,    out, c) {
    gsub(/\177/, "\342\220\241", s)
    gsub(/\302[\200-\237]/, "\357\277\275", s)
    if (s !~ ("^(" UTF8 ")*$")) {
        out = ""
        while (s != "") {
            if (match(s, "^(" UTF8 ")+")) {
                out = out substr(s, 1, RLENGTH)
                s = substr(s, RLENGTH + 1)
            } else {
                out = out "\357\277\275"
                s = substr(s, 2)
            }
        }
        s = out
    }
    if (s ~ /\330\234|\341\240\216|\342\200[\213-\217\250-\256]|\342\201[\240-\257]|\357\273\277/)
        for (c in HIDDEN) gsub(c, HIDDEN[c], s)
    return s
}

function fail(what) {
    failed = 1
    print what >"/dev/stderr"
    exit 2
}

# The word for a key; the key itself where there is none, as for a rule that a later version adds.
function w(key,    dot) {
    if (key in WORD) return WORD[key]
    dot = index(key, ".")
    return substr(key, dot + 1)
}
# A word with {1}, {2}, {3} filled in.
function fill(key, a, b, c,    s, out, i) {
    s = w(key)
    out = ""
    while ((i = match(s, /\{[123]\}/)) > 0) {
        out = out substr(s, 1, i - 1) (substr(s, i + 1, 1) == 1 ? a : substr(s, i + 1, 1) == 2 ? b : c)
        s = substr(s, i + 3)
    }
    return out s
}

# A period in words.
function part(p) {
    if (p ~ /^[0-9][0-9][0-9][0-9]$/) return fill("period.year", p)
    if (p ~ /^[0-9][0-9][0-9][0-9]-[HQ][1-4]$/) return fill("period." substr(p, 6), substr(p, 1, 4))
    if (p ~ /^[0-9][0-9][0-9][0-9]-[01][0-9]$/) return fill("period.month", substr(p, 1, 4), substr(p, 6) + 0)
    if (p ~ /^[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]$/)
        return fill("period.day", substr(p, 1, 4), substr(p, 6, 2) + 0, substr(p, 9) + 0)
    return p
}
function period(p,    a, b) {
    if (!index(p, "/")) return part(p)
    a = substr(p, 1, index(p, "/") - 1)
    b = substr(p, index(p, "/") + 1)
    if (a ~ /^[0-9][0-9][0-9][0-9]$/ && b ~ /^[0-9][0-9][0-9][0-9]$/) return fill("period.years", a, b)
    if (p ~ /^[0-9][0-9][0-9][0-9]-[01][0-9]\/[0-9][0-9][0-9][0-9]-[01][0-9]$/ && substr(a, 1, 4) == substr(b, 1, 4))
        return fill("period.months", substr(a, 1, 4), substr(a, 6) + 0, substr(b, 6) + 0)
    return fill("period.span", part(a), part(b))
}
function figure(bound, value, unit) {
    return (bound == "" ? "" : w("bound." bound)) value unit
}
function signed(value) {
    return value ~ /^-/ || value !~ /[1-9]/ ? value : "+" value
}
function places(value) {
    if (value !~ /^[-+]?[0-9]+(\.[0-9]*)?$/) return -1
    return index(value, ".") ? length(value) - index(value, ".") : 0
}
# small parts of a page, empty where there is nothing in them
function el(tag, text) {
    return text == "" ? "" : "<" tag ">" text "</" tag ">"
}
function limit(bound) {
    return bound == "" ? "" : el("small", w("bound." bound)) " "
}
function note(text) {
    return text == "" ? "" : fill("mark.note", text)
}
# what the filters say is English
function language(text) {
    return text ~ /^[A-Za-z0-9]/ && text ~ /[a-z] [a-z]/ ? " lang=\"en\"" : ""
}
function badge(prefix, key,    class) {
    class = key
    gsub(/[^a-z]/, "-", class)
    return "<span class=\"badge " class "\">" w(prefix "." key) "</span>"
}

function open_section(name) {
    if (section != "") print "</section>"
    section = name
    if (name == "") return
    printf "<section id=\"%s\" aria-labelledby=\"h-%s\">\n<h2 id=\"h-%s\">%s</h2>\n", name, name, name, w("section." name)
    if (("about." name) in WORD) printf "<p class=\"about\">%s</p>\n", w("about." name)
}

# A table is held until its end, since the figures of a column are set on their point.
function open_table(    i, at) {
    table = F[2]
    columns = NFIELDS - 2
    for (i = 1; i <= columns; i++) {
        at = index(F[i + 2], ":")
        KEY[i] = substr(F[i + 2], 1, at - 1)
        TYPE[i] = substr(F[i + 2], at + 1)
        WIDEST[i] = 0
    }
    rows = 0
}
function hold_row(    i, p) {
    rows++
    for (i = 1; i <= columns; i++) {
        CELL[rows, i] = F[i + 1]
        if (TYPE[i] ~ /^(figure|percent)$/ && (p = places(F[i + 1])) > WIDEST[i]) WIDEST[i] = p
    }
}
function close_table(total, file,    i, r, bound, place) {
    if (rows == 0) {
        printf "<p class=\"none\">%s</p>\n", w((("none." table) in WORD) ? "none." table : "none")
        return
    }
    printf "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"c-%s\">\n<table>\n", table
    printf "<caption id=\"c-%s\">%s</caption>\n<thead><tr>", table, w("table." table)
    for (i = 1; i <= columns; i++)
        if (TYPE[i] !~ /^(bound|place)$/)
            print_head(w("col." KEY[i]), TYPE[i] ~ /^(figure|percent|count)$/)
    print "</tr></thead>\n<tbody>"
    for (r = 1; r <= rows; r++) {
        printf "<tr>"
        bound = place = ""
        for (i = 1; i <= columns; i++) {
            if (TYPE[i] == "bound") bound = CELL[r, i]
            else if (TYPE[i] == "place") place = CELL[r, i] == region || CELL[r, i] == "" ? "" : CELL[r, i] " "
            else {
                cell(KEY[i], TYPE[i], TYPE[i] == "name" ? place CELL[r, i] : CELL[r, i], bound, WIDEST[i])
                bound = place = ""
            }
        }
        print "</tr>"
    }
    print "</tbody>\n</table>\n</div>"
    if (total + 0 > rows) printf "<p class=\"left\">%s</p>\n", fill("left", total - rows, "<code>" file "</code>")
}
function print_head(text, right) {
    printf "<th scope=\"col\"%s>%s</th>", right ? " class=\"n\"" : "", text
}
function cell(key, type, value, bound, widest,    n, p, class, list, i, text) {
    if (type == "name" && value != "") printf "<th scope=\"row\">%s</th>", (((key "." value) in WORD) ? w(key "." value) : value)
    else if (type == "period") printf "<td class=\"p\">%s</td>", period(value)
    else if (type == "word") printf "<td class=\"k\">%s</td>", (value == "" ? "" : w(key "." value))
    else if (type == "badge") printf "<td>%s</td>", (value == "" ? "" : badge(key, value))
    else if (type == "unit") printf "<td class=\"u\">%s</td>", value
    else if (type == "count") printf "<td class=\"n\">%s</td>", value
    else if (type == "change") {
        n = index(value, "/")
        text = n ? fill("change.status", w("status." substr(value, 1, n - 1)), w("status." substr(value, n + 1))) : ""
        printf "<td>%s</td>", text
    } else if (type == "figure" || type == "percent") {
        p = places(value)
        class = p >= 0 && p < widest && widest <= 15 ? (p == 0 ? "i" widest : "d" (widest - p)) : ""
        text = type == "percent" && value != "" ? value "%" : value
        if (class != "") text = "<span class=\"" class "\">" text "</span>"
        printf "<td class=\"n\">%s%s</td>", limit(bound), text
    } else if (type == "english")
        printf "<td class=\"w\"%s>%s</td>", language(value), value
    else if (type == "source") printf "<td class=\"s\"><bdi>%s</bdi></td>", value
    else if (type == "inputs") {
        n = split(value, list, "|")
        text = ""
        for (i = 1; i <= n && i <= 6; i++) text = text (i > 1 ? "<br/>" : "") "<bdi>" list[i] "</bdi>"
        if (n > 6) text = text "<br/>" fill("inputs.more", n)
        printf "<td class=\"s\">%s</td>", text
    } else if (type == "long") printf "<td class=\"w\">%s</td>", value
    else printf "<td>%s</td>", value
}

# A line of a few points, as wide as 60 times as high; its words are in the label.
function spark(points, label,    n, xy, i, at, x, y, x0, x1, low, high, path) {
    n = split(points, xy, " ")
    if (n < 2) return
    for (i = 1; i <= n; i++) {
        at = index(xy[i], ":")
        x[i] = substr(xy[i], 1, at - 1) + 0
        y[i] = substr(xy[i], at + 1) + 0
        if (i == 1 || y[i] < low) low = y[i]
        if (i == 1 || y[i] > high) high = y[i]
    }
    x0 = x[1]
    x1 = x[n]
    for (i = 1; i <= n; i++)
        path = path (i > 1 ? " " : "") sprintf("%.1f,%.1f", x1 > x0 ? 4 + 112 * (x[i] - x0) / (x1 - x0) : 4, \
            high > low ? 28 - 24 * (y[i] - low) / (high - low) : 16)
    printf "<svg class=\"spark\" viewBox=\"0 0 120 32\" role=\"img\" aria-label=\"%s\" xmlns=\"http://www.w3.org/2000/svg\">", label
    printf "<polyline class=\"line\" points=\"%s\"/>", path
    sub(/.* /, "", path)
    at = index(path, ",")
    printf "<circle class=\"dot\" cx=\"%s\" cy=\"%s\" r=\"2.5\"/></svg>\n", substr(path, 1, at - 1), substr(path, at + 1)
}

# What gnuplot drew, without what it wraps it in: lines, points and texts, with classes instead of colours. Texts that
# are marks become what MARK says.
function chart(n, label, about,    file, line, all, e, i, k, x, y, anchor, s, lines, done, attribute) {
    file = work "/" n ".svg"
    all = ""
    while ((getline line <file) > 0) all = all line " "
    close(file)
    printf "<svg class=\"chart\" viewBox=\"0 0 380 230\" role=\"img\" aria-labelledby=\"t%d d%d\" xmlns=\"http://www.w3.org/2000/svg\">\n", n, n
    printf "<title id=\"t%d\">%s</title>\n<desc id=\"d%d\">%s</desc>\n", n, label, n, about
    k = split(all, e, "<")
    for (i = 1; i <= k; i++) {
        s = e[i]
        if (s ~ /^path stroke=/) {
            match(s, / d='[^']*'/)
            attribute = substr(s, RSTART + 4, RLENGTH - 5)
            gsub(/ +$/, "", attribute)
            printf "<path class=\"%s\" d=\"%s\"/>\n", colour(s), attribute
            lines++
        } else if (s ~ /^use xlink:href='#gpPt[0-9]+' transform='translate/) {
            match(s, /translate\([-0-9.,]*\)/)
            attribute = substr(s, RSTART + 10, RLENGTH - 11)
            x = substr(attribute, 1, index(attribute, ",") - 1)
            y = substr(attribute, index(attribute, ",") + 1)
            if (colour(s) == "goal") printf "<path class=\"goal\" d=\"M%s,%s l5,5 l-5,5 l-5,-5 Z\"/>\n", x, y - 5
            else printf "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"3\"/>\n", colour(s), x, y
        } else if (s ~ /^g transform="translate/) {
            match(s, /translate\([-0-9.,]*\)/)
            attribute = substr(s, RSTART + 10, RLENGTH - 11)
            x = substr(attribute, 1, index(attribute, ",") - 1)
            y = substr(attribute, index(attribute, ",") + 1)
            anchor = s ~ /anchor="end"/ ? "end" : s ~ /anchor="middle"/ ? "middle" : "start"
        } else if (s ~ /^text>/) {
            s = substr(s, 6)
            gsub(/^ +| +$/, "", s)
            if (s in MARK) s = MARK[s]
            if (s != "") printf "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, s
        } else if (s ~ /^\/svg>/) done = 1
    }
    print "</svg>"
    if (!done || lines < 2) fail("gnuplot: a chart is missing or not whole")
}
function colour(s,    names) {
    if (!match(s, /rgb\( *1, *1, *[1-4]\)/)) return "axis"
    split("path goal actual label", names, " ")
    return names[substr(s, RSTART + RLENGTH - 2, 1)]
}

# A chart with what it says, above it in a sentence and below it in numbers. C has its row, POINT those of its path.
function close_chart(    i, title, about, then, wide) {
    then = w("mark.then")
    title = fill("chart.title", C[3], C[4], w("measure." C[5]))
    about = fill("chart.goal", period(C[7]), figure(C[8], C[9], C[10]))
    if (C[11] != "") about = about then fill("chart.base", period(C[12]), figure("", C[11], C[10]))
    if (C[13] == "") about = about then w("chart.nothing")
    else {
        about = about then fill("chart.latest", period(C[14]), figure("", C[13], C[10]))
        about = about then fill("chart.expected", figure("", C[15], C[10]), figure("", signed(C[16]), C[10]))
    }
    if (C[17] != "") about = about then fill("chart.needed." (C[18] == "%" ? "growth" : "amount"), figure("", C[17], C[18]))
    about = about then w("path." C[20])
    printf "<figure id=\"target-%s\">\n<figcaption><h3>%s</h3> %s\n", C[2], title, badge("verdict", C[19])
    printf "<p>%s</p></figcaption>\n<p class=\"unit\">%s</p>\n", about, fill("chart.unit", C[10] == "" ? w("chart.no_unit") : C[10])
    MARK["@path----"] = w("chart.path")
    MARK["@goal--"] = w("chart.aim")
    MARK["@actual"] = w("chart.actual")
    MARK["@end"] = figure(C[8], C[9], "")
    MARK["@last"] = C[13]
    chart(C[2], title, about)
    wide[2] = wide[3] = 0
    for (i = 1; i <= points; i++) {
        if (places(POINT[i, 2]) > wide[2]) wide[2] = places(POINT[i, 2])
        if (places(POINT[i, 3]) > wide[3]) wide[3] = places(POINT[i, 3])
    }
    printf "<details><summary>%s</summary>\n<table>\n<caption class=\"hidden\">%s</caption>\n<thead><tr>", w("chart.data"), title
    print_head(w("col.time"))
    print_head(w("chart.path"), 1)
    print_head(w("chart.actual"), 1)
    print "</tr></thead>\n<tbody>"
    for (i = 1; i <= points; i++) {
        printf "<tr><th scope=\"row\">%s</th>", period(POINT[i, 1])
        cell("", "figure", POINT[i, 2], "", wide[2])
        cell("", "figure", POINT[i, 3], "", wide[3])
        print "</tr>"
    }
    print "</tbody>\n</table></details>"
    about = C[22] == "" ? "" : then w("chart.inputs") " " el("bdi", listed(C[22]))
    printf "<p class=\"from\">%s %s%s</p>\n</figure>\n", w("from"), el("bdi", C[21]), about
}
function listed(s,    n, list, i, out) {
    n = split(s, list, "|")
    for (i = 1; i <= n; i++) out = out (i > 1 ? w("mark.list") : "") list[i]
    return out
}

function headline(    low, high, line) {
    printf "<li><h3>%s</h3>\n", (F[2] == "" ? F[4] : F[2])
    if (F[5] == "") {
        printf "<p class=\"none\">%s</p></li>\n", fill("headline.none", F[3])
        return
    }
    printf "<p class=\"big\">%s%s %s</p>\n", limit(F[7]), el("b", F[5]), el("span", F[6])
    low = F[20] F[6] note(period(F[21]))
    high = F[22] F[6] note(period(F[23]))
    spark(F[17], fill("headline.line", period(F[18]), period(F[19])) w("mark.says") fill("headline.range", low, high))
    line = period(F[10])
    if (F[11] != "") line = line w("mark.and") fill("headline.growth", period(F[13]), signed(F[11]) F[12]) (F[14] == "" ? "" : w("derived"))
    printf "<p>%s%s</p>\n", line, (F[8] == "actual" ? "" : note(w("status." F[8])))
    printf "<p class=\"from\">%s<bdi>%s:%s</bdi>%s</p></li>\n", (F[3] == region ? "" : F[3] " "), F[15], F[16], (F[9] == "" ? "" : w("derived"))
}

function page(    n, names, i, line, got) {
    region = F[2]
    release = F[3]
    previous = F[5]
    version = F[6]
    print "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"zh-CN\" xml:lang=\"zh-CN\">"
    print "<head>\n<meta charset=\"UTF-8\"/>"
    print "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>"
    print "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"
    print "<meta name=\"color-scheme\" content=\"light dark\"/>"
    printf "<title>%s</title>\n<style>\n", fill("page.title", region, part(F[4]))
    while ((got = getline line <style) > 0) {
        print line
        n++
    }
    if (got < 0 || !n) fail(style ": cannot be read")
    for (i = 1; i <= 15; i++) printf ".d%d{padding-right:%dch}.i%d{padding-right:calc(%dch + .28em)}", i, i, i, i
    print "\n</style>\n</head>\n<body>"
    printf "<a class=\"skip\" href=\"#summary\">%s</a>\n<header>\n<h1>%s</h1>\n", w("page.skip"), fill("page.heading", region, part(F[4]))
    line = previous == "" ? w("page.first") : fill("page.previous", previous)
    printf "<p>%s%s</p>\n</header>\n", fill("page.release", release), line
    n = split("summary headlines targets alerts findings arrivals revisions rejects conflicts stages", names, " ")
    printf "<nav aria-label=\"%s\"><ul>", w("page.contents")
    for (i = 1; i <= n; i++) printf "<li><a href=\"#%s\">%s</a></li>", names[i], w("section." names[i])
    print "</ul></nav>\n<main>"
}

{ parse($0) }
F[1] == "word" { WORD[F[2]] = F[3]; next }
F[1] == "page" { page(); next }
F[1] == "section" { open_section(F[2]); inside = ""; next }
F[1] == "trace" { TRACE = "pipelines/trace " F[2] " " F[3] " " F[4] " " F[5]; next }
F[1] == "table" { open_table(); inside = "table"; next }
F[1] == "row" && inside == "table" { hold_row(); next }
F[1] == "end" && inside == "table" { close_table(F[2], F[3]); inside = ""; next }
F[1] == "facts" { print "<dl class=\"facts\">"; inside = "facts"; next }
F[1] == "fact" {
    printf "<div><dt>%s</dt><dd>%s%s</dd></div>\n", w("fact." F[2]), F[3], (F[4] == "" ? "" : " " el("small", fill("fact.more", F[4])))
    next
}
F[1] == "end" && inside == "facts" { print "</dl>"; inside = ""; next }
F[1] == "looks" { printf "<h3>%s</h3>\n", w("looks"); looks = 0; inside = "looks"; next }
F[1] == "look" {
    if (!looks++) print "<ul class=\"looks\">"
    if (F[4] == "alerts") what = fill("look.alerts", F[5], w("level." F[6]))
    else if (F[4] == "findings") what = fill("look.findings", F[5], w("severity." F[6]))
    else if (F[4] == "targets") what = fill("look.targets", F[5], w("verdict." F[6]))
    else if (F[4] ~ /^(refused|held)/) what = fill("look." F[4], el("bdi", F[5]), F[6], "<bdi" language(F[7]) ">" F[7] "</bdi>")
    else what = fill("look." F[4], F[5])
    if (F[4] ~ /^held/) what = what fill("look.accept", "<code>nightly accept " F[8] "</code>")
    printf "<li class=\"%s\">%s <a href=\"#%s\">%s</a></li>\n", F[2], what, F[3], fill("look.to", w("section." F[3]))
    next
}
F[1] == "end" && inside == "looks" {
    print looks ? "</ul>" : "<p class=\"none\">" w("none.looks") "</p>"
    inside = ""
    next
}
F[1] == "headlines" { print "<ul class=\"cards\">"; cards = 0; inside = "cards"; next }
F[1] == "headline" { headline(); next }
F[1] == "end" && inside == "cards" { print "</ul>"; inside = ""; next }
F[1] == "counts" { counts = 0; counted = F[2]; inside = "counts"; next }
F[1] == "count" {
    if (!counts++) printf "<ul class=\"counts\">"
    printf "<li>%s %s</li>", badge(counted, F[2]), F[3]
    next
}
F[1] == "end" && inside == "counts" { if (counts) print "</ul>"; inside = ""; next }
F[1] == "charts" {
    if (F[3] > 0) printf "<p class=\"about\">%s</p>\n<div class=\"charts\">\n", fill("charts", F[2], F[3], F[4])
    inside = "charts"
    charts = F[3]
    next
}
F[1] == "chart" {
    for (i = 1; i <= NFIELDS; i++) C[i] = F[i]
    points = 0
    inside = "chart"
    next
}
F[1] == "point" {
    points++
    for (i = 1; i <= 3; i++) POINT[points, i] = F[i + 1]
    next
}
F[1] == "end" && inside == "chart" { close_chart(); inside = "charts"; next }
F[1] == "end" && inside == "charts" { if (charts > 0) print "</div>"; inside = ""; next }
F[1] == "late" { late = 0; inside = "late"; next }
F[1] == "row" && inside == "late" {
    if (!late++) printf "<h3>%s</h3>\n<ul>\n", w("late")
    printf "<li>%s <bdi>%s</bdi> %s%s%s</li>\n", badge("level", F[2]), F[4], period(F[5]), w("mark.says"), fill("late." F[3], F[6])
    next
}
F[1] == "end" && inside == "late" { if (late) print "</ul>"; inside = ""; next }
F[1] == "since" { printf "<p class=\"about\">%s</p>\n", (F[2] == "" ? w("since.first") : fill("since", F[2])); next }
F[1] == "end" { ended = 1; next }
{ fail("a row that is not known: " F[1]) }

END {
    if (failed) exit 2
    if (!ended) fail("the rows do not end")
    open_section("")
    printf "</main>\n<footer>\n<h2>%s</h2>\n<p>%s</p>\n", w("foot.trace"), w("foot.how")
    if (TRACE != "") printf "<pre><code>%s</code></pre>\n", TRACE
    printf "<p>%s</p>\n", fill("foot.files", el("code", "dataset.db"), el("code", "manifest.json"))
    printf "<p>%s</p>\n</footer>\n</body>\n</html>\n", fill("foot.made", version, release)
}
