#include "rulefile.h"

#include "buf.h"
#include "msg.h"
#include "nearest.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const class_names[CLASS_COUNT_OF_CLASSES] = {
    [CLASS_PERIOD] = "period",
    [CLASS_PLAN] = "plan",
    [CLASS_COMPARE] = "compare",
    [CLASS_BASE] = "base",
    [CLASS_GROW] = "grow",
    [CLASS_AVERAGE] = "average",
    [CLASS_LEVEL] = "level",
    [CLASS_TO] = "to",
    [CLASS_SHARE] = "share",
    [CLASS_SHARE_TAIL] = "share-tail",
    [CLASS_OVER] = "over",
    [CLASS_BOUND_BEFORE] = "bound-before",
    [CLASS_BOUND_AFTER] = "bound-after",
    [CLASS_TARGET] = "target",
    [CLASS_ESTIMATE] = "estimate",
    [CLASS_PROVISIONAL] = "provisional",
    [CLASS_FILLER] = "filler",
    [CLASS_ADVERB] = "adverb",
    [CLASS_RESPECTIVELY] = "respectively",
    [CLASS_EACH] = "each",
    [CLASS_AMONG] = "among",
    [CLASS_ASIDE] = "aside",
    [CLASS_YIELD] = "yield",
    [CLASS_DONE] = "done",
    [CLASS_ACT] = "act",
    [CLASS_FROM] = "from",
    [CLASS_PER] = "per",
    [CLASS_KEEP] = "keep",
    [CLASS_RANK] = "rank",
    [CLASS_MULTIPLE] = "multiple",
    [CLASS_FLAT] = "flat",
    [CLASS_CONTRIBUTION] = "contribution",
    [CLASS_LASTING] = "lasting",
    [CLASS_RATIO] = "ratio",
    [CLASS_TENTHS] = "tenths",
    [CLASS_PERCENT] = "percent",
    [CLASS_BREAK] = "break",
    [CLASS_SKIP] = "skip",
    [CLASS_MORE] = "more",
    [CLASS_SCALE] = "scale",
    [CLASS_UNIT] = "unit",
    [CLASS_COUNT] = "count",
    [CLASS_HEADS] = "heads",
    [CLASS_SPAN] = "span",
    [CLASS_NAME_TAIL] = "name-tail",
    [CLASS_GENERIC_NOUN] = "generic-noun",
    [CLASS_COUNT_TAIL] = "count-tail",
    [CLASS_KIND_NOUN] = "kind-noun",
    [CLASS_THING_NOUN] = "thing-noun",
    [CLASS_HEAD_NOUN] = "head-noun",
    [CLASS_RATE_NOUN] = "rate-noun",
    [CLASS_CAGR_NOUN] = "cagr-noun",
    [CLASS_PERCENT_NOUN] = "percent-noun",
    [CLASS_PART_NOUN] = "part-noun",
    [CLASS_EFFECT_NOUN] = "effect-noun",
    [CLASS_RATIO_NOUN] = "ratio-noun",
    [CLASS_OBJECT_VERB] = "object-verb",
    [CLASS_QUANTITY_NOUN] = "quantity-noun",
    [CLASS_NUMBER_NOUN] = "number-noun",
    [CLASS_INNER_VERB] = "inner-verb",
    [CLASS_EXCLUDING] = "excluding",
    [CLASS_REMARK] = "remark",
    [CLASS_TASK] = "task",
    [CLASS_FIELD_HEAD] = "field-head",
    [CLASS_FIELD_TAIL] = "field-tail",
    [CLASS_PLACE_TAIL] = "place-tail",
    [CLASS_STANDING] = "standing",
    [CLASS_INNER_TIME] = "inner-time",
    [CLASS_PRESENT] = "present",
    [CLASS_SECTOR_NOUN] = "sector-noun",
    [CLASS_EXTREME] = "extreme",
    [CLASS_AFTER_PLACE] = "after-place",
    [CLASS_PAIR] = "pair",
    [CLASS_SECTION_PAST] = "section-past",
    [CLASS_SECTION_TARGET] = "section-target",
    [CLASS_DOCUMENT] = "document",
    [CLASS_HEADING] = "heading",
    [CLASS_CAPTION] = "caption",
    [CLASS_DATED] = "dated",
    [CLASS_REGION] = "region",
    [CLASS_DIVISION] = "division",
    [CLASS_OFFICE] = "office",
    [CLASS_MEETING] = "meeting",
    [CLASS_LINE_HEAD] = "line-head",
    [CLASS_LINE_TAIL] = "line-tail",
    [CLASS_UNIT_HEAD] = "unit-head",
    [CLASS_STATE] = "state",
    [CLASS_HEAD_PERIOD] = "head-period",
    [CLASS_STUB] = "stub",
    [CLASS_PREAMBLE] = "preamble",
    [CLASS_FOOTER] = "footer",
    [CLASS_TECHNICAL] = "technical",
    [CLASS_MISSING] = "missing",
    [CLASS_TOTAL] = "total",
    [CLASS_WHOLE] = "whole",
    [CLASS_PLACE] = "place",
    [CLASS_HEAD] = "head",
    [CLASS_CURRENCY] = "currency",
    [CLASS_TOPIC] = "topic",
    [CLASS_QUANTITY_TAIL] = "quantity-tail",
    [CLASS_INDEX_BASE] = "index-base",
    [CLASS_LISTING] = "listing",
    [CLASS_ORDINAL] = "ordinal",
    [CLASS_BY_PLACES] = "by-places",
    [CLASS_TITLE_REGION] = "title-region",
    [CLASS_TITLE_HEAD] = "title-head",
    [CLASS_TITLE_TAIL] = "title-tail",
    [CLASS_TITLE_STATUS] = "title-status",
};

/* Classes whose words stand at the beginning or end of a name, where no pattern is looked for. */
static const bool words_only[CLASS_COUNT_OF_CLASSES] = {
    [CLASS_SHARE_TAIL] = true,  [CLASS_NAME_TAIL] = true,     [CLASS_GENERIC_NOUN] = true,
    [CLASS_THING_NOUN] = true,  [CLASS_HEAD_NOUN] = true,     [CLASS_RATE_NOUN] = true,
    [CLASS_CAGR_NOUN] = true,   [CLASS_PERCENT_NOUN] = true,  [CLASS_PART_NOUN] = true,
    [CLASS_EFFECT_NOUN] = true, [CLASS_QUANTITY_NOUN] = true, [CLASS_NUMBER_NOUN] = true,
    [CLASS_INNER_VERB] = true,  [CLASS_EXCLUDING] = true,     [CLASS_REMARK] = true,
    [CLASS_TASK] = true,        [CLASS_FIELD_HEAD] = true,    [CLASS_FIELD_TAIL] = true,
    [CLASS_PLACE_TAIL] = true,  [CLASS_SECTOR_NOUN] = true,   [CLASS_EXTREME] = true,
    [CLASS_AFTER_PLACE] = true, [CLASS_INNER_TIME] = true,    [CLASS_PRESENT] = true,
    [CLASS_PAIR] = true,        [CLASS_DIVISION] = true,      [CLASS_OFFICE] = true,
    [CLASS_LINE_HEAD] = true,   [CLASS_LINE_TAIL] = true,     [CLASS_UNIT_HEAD] = true,
    [CLASS_STATE] = true,       [CLASS_QUANTITY_TAIL] = true,
};

static const char *const group_names[] = {"y", "y2", "m", "m2", "d", "n", "value", "against", NULL};

/* All values of form= and bound=, by what uses them. */
static const char *const forms[] = {
    "year",     "years",       "month",        "months",     "day",        "quarter",  "quarters",
    "half",     "plan",        "plan-end",     "last-years", "next-years", "since",    "this",
    "last",     "next",        "before",       "same",       "previous",   "whole",    "now",
    "gt",       "ge",          "lt",           "le",         "approx",     "done",     "bulletin",
    "report",   "budget",      "actual",       "target",     "level",      "growth",   "share",
    "cagr",     "begin",       "change",       "code",       "cumulative", "current",  "end",
    "document", "estimate",    "frequency",    "indicator",  "item",       "none",     "note",
    "period",   "provisional", "rank",         "ratio",      "region",     "regions",  "subtotal",
    "total",    "unit",        "contribution", "country",    "town",       "province", "city",
    "county",   "point",       "multiple",     "measure",    "against",    "bound",    "status",
};

enum table rulefile_table(enum class c)
{
    if (c < CLASS_MORE)
        return TABLE_WORDS;
    switch (c) {
    case CLASS_MORE:
        return TABLE_MORE;
    case CLASS_SCALE:
        return TABLE_SCALE;
    case CLASS_UNIT:
    case CLASS_COUNT:
    case CLASS_HEADS:
    case CLASS_SPAN:
        return TABLE_UNIT;
    default:
        return TABLE_COUNT;
    }
}

/* A copy that ends with NUL. */
static char *keep(struct rulefile *r, struct view v)
{
    char *p = arena_new(&r->arena, v.n + 1);
    if (v.n > 0)
        memcpy(p, v.p, v.n);
    return p;
}

static bool is_pattern(struct view v)
{
    for (size_t i = 0; i < v.n; i++)
        if ((unsigned char)v.p[i] < 0x80 && strchr("\\^$.|?*+()[]{}", v.p[i]) != NULL)
            return true;
    return false;
}

/* Replaces {name} by the text defined for it. */
static struct view expand(struct rulefile *r, struct view v, const char *file, uint64_t line)
{
    struct buf b = {0};
    if (memchr(v.p, '{', v.n) == NULL)
        return v;
    for (size_t i = 0; i < v.n;) {
        size_t j = i + 1;
        while (j < v.n && (islower((unsigned char)v.p[j]) || v.p[j] == '-'))
            j++;
        if (v.p[i] != '{' || j == i + 1 || j == v.n || v.p[j] != '}') {
            buf_add_char(&b, v.p[i++]);
            continue;
        }
        struct view name = {v.p + i + 1, j - i - 1};
        size_t d = 0;
        while (d < r->define_count && !view_equal(r->defines[d].name, name))
            d++;
        if (d == r->define_count)
            die(file, line, "{%.*s}: not defined above", (int)name.n, name.p);
        buf_add_view(&b, r->defines[d].text);
        i = j + 1;
    }
    struct view out = arena_copy(&r->arena, buf_view(&b));
    buf_free(&b);
    return out;
}

static void add_define(struct rulefile *r, struct view v, const char *file, uint64_t line)
{
    const char *eq = memchr(v.p, '=', v.n);
    if (eq == NULL)
        die(file, line, "definition without '=': %.*s", (int)v.n, v.p);
    struct view name = view_trim((struct view){v.p, (size_t)(eq - v.p)});
    struct view text = view_trim((struct view){eq + 1, v.n - (size_t)(eq - v.p) - 1});
    r->defines = mem_grow(r->defines, r->define_count + 1, sizeof *r->defines);
    r->defines[r->define_count++] = (struct rulefile_define){name, expand(r, text, file, line)};
}

static int read_number(const char *s, const char *file, uint64_t line)
{
    char *end;
    long n = strtol(s, &end, 10);
    if (*s == '\0' || *end != '\0' || n < 0 || n > 1000)
        die(file, line, "n= is no number: %s", s);
    return (int)n;
}

/* A form that the programs know; another one would be a rule that never does anything. */
static struct view read_form(const char *s, const char *file, uint64_t line)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(s, forms[i]) == 0)
            return view_of(s);
    struct nearest near = nearest_of(view_of(s));
    nearest_offer_all(&near, forms, sizeof forms / sizeof *forms);
    die(file, line, "no such form: %s%s%.*s", s, nearest_lead(&near), (int)near.found.n,
        near.found.p);
}

/* Reads "[class key=value ...]" into *section. */
static bool read_section(struct rulefile *r, struct view v, struct rule *section, const char *file,
                         uint64_t line)
{
    if (v.p[v.n - 1] != ']')
        die(file, line, "section head without ']': %.*s", (int)v.n, v.p);
    char *s = keep(r, (struct view){v.p + 1, v.n - 2});
    char *save, *word = strtok_r(s, " \t", &save);
    *section = (struct rule){.file = section->file};
    if (word != NULL && strcmp(word, "define") == 0)
        return true;
    for (int c = 1; word != NULL && c < CLASS_COUNT_OF_CLASSES; c++)
        if (strcmp(word, class_names[c]) == 0)
            section->class = (enum class)c;
    if (section->class == CLASS_NONE) {
        struct nearest near = nearest_of(view_of(word != NULL ? word : ""));
        nearest_offer_all(&near, class_names + 1, CLASS_COUNT_OF_CLASSES - 1);
        die(file, line, "no such class of rules: %s%s%.*s", word != NULL ? word : "",
            nearest_lead(&near), (int)near.found.n, near.found.p);
    }
    while ((word = strtok_r(NULL, " \t", &save)) != NULL) {
        char *eq = strchr(word, '=');
        if (eq == NULL)
            die(file, line, "attribute without '=': %s", word);
        *eq = '\0';
        const char *value = eq + 1;
        if (strcmp(word, "sign") == 0 && (strcmp(value, "+") == 0 || strcmp(value, "-") == 0))
            section->sign = *value == '+' ? 1 : -1;
        else if (strcmp(word, "n") == 0)
            section->n = read_number(value, file, line);
        else if (strcmp(word, "form") == 0 || strcmp(word, "bound") == 0)
            section->form = read_form(value, file, line);
        else if (strcmp(word, "first") == 0)
            section->first = view_of(value);
        else if (strcmp(word, "second") == 0)
            section->second = view_of(value);
        else if (strcmp(word, "third") == 0)
            section->third = view_of(value);
        else if (strcmp(word, "whole") == 0)
            section->whole = view_of(value);
        else
            die(file, line,
                "no such attribute: %s=%s (sign=+, sign=-, n, form, bound, first, second, third, "
                "whole)",
                word, value);
    }
    return false;
}

static void add_rule(struct rulefile *r, struct view v, const struct rule *section,
                     const char *file, uint64_t line)
{
    struct rule rule = *section;
    rule.file = file;
    rule.line = line;
    rule.word = expand(r, v, file, line);
    if (is_pattern(rule.word) && words_only[rule.class])
        die(file, line, "a pattern in a class of words: [%s] %.*s", class_names[rule.class],
            view_shown(v), v.p);
    if (is_pattern(rule.word))
        rule.re = regex_new(rule.word, rulefile_table(rule.class) != TABLE_COUNT, group_names, file,
                            line);
    if (rule.re != NULL && !r->built_in)
        regex_compile(rule.re);
    if (r->count == r->cap) {
        r->cap = r->cap > 0 ? 2 * r->cap : 512;
        r->all = mem_grow(r->all, r->cap, sizeof *r->all);
    }
    r->all[r->count++] = rule;
}

/* Adds the words and patterns of a line; blanks part them. */
static void add_rules(struct rulefile *r, struct view v, const struct rule *section,
                      const char *file, uint64_t line)
{
    while (v.n > 0) {
        size_t n = 0;
        while (n < v.n && v.p[n] != ' ' && v.p[n] != '\t')
            n++;
        add_rule(r, (struct view){v.p, n}, section, file, line);
        v = view_trim((struct view){v.p + n, v.n - n});
    }
}

/* Whether the line is the head of a section, and not a pattern that starts with a set: [class ...],
 * or [class alone, whose ']' was forgotten. */
static bool is_section(struct view v)
{
    if (v.n < 2 || v.p[0] != '[' || !islower((unsigned char)v.p[1]))
        return false;
    size_t i = 1;
    while (i < v.n && (islower((unsigned char)v.p[i]) || v.p[i] == '-'))
        i++;
    return v.p[v.n - 1] == ']' || i == v.n;
}

void rulefile_read(struct rulefile *r, struct view text, const char *file)
{
    struct rule section = {0};
    bool defines = false;
    uint64_t line = 0;
    for (struct view v; view_next(&text, '\n', &v);) {
        v = view_trim(v);
        line++;
        if (v.n == 0 || v.p[0] == '#')
            continue;
        if (is_section(v))
            defines = read_section(r, v, &section, file, line);
        else if (defines)
            add_define(r, v, file, line);
        else if (section.class == CLASS_NONE)
            die(file, line, "rule before the first [class]");
        else
            add_rules(r, v, &section, file, line);
    }
}

void rulefile_free(struct rulefile *r)
{
    for (uint32_t i = 0; i < r->count; i++)
        regex_free(r->all[i].re);
    arena_free(&r->arena);
    free(r->defines);
    free(r->all);
}
