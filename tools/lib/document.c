#include "document.h"

#include "normal.h"
#include "token.h"

#include <string.h>

enum {
    HEAD_LINES = 120,    /* lines that hold something, looked at from the top */
    TITLE_MAX = 240,     /* bytes: a longer line is no title */
    DATE_LINE_MAX = 100, /* bytes: a longer line is prose, though it holds a date */
};

/* The facts as they are collected; better evidence replaces weaker. */
struct finding {
    int title_rank;       /* 0 none, 1 a title, 2 a title with a time */
    struct period title;  /* the time in the title */
    struct period title2; /* the second one: the draft's year */
    bool looks_back;      /* it says that the time in it is over */
    int date_rank;        /* n= of the rule that gave the date; 0 for none */
    struct period date;
    struct period first; /* the first time said in a line that is no date */
    struct period part;  /* a part of a year that was said before it: 前三季度 */
};

static void find_date(struct finding *f, struct rules *rules, struct view text)
{
    struct match m;
    const struct rule *rule = rules_in(rules, CLASS_DATED, text, 0, &m);
    if (rule == NULL || (f->date_rank != 0 && f->date_rank <= rule->n))
        return;
    int y = period_number(rule_text(rule, GROUP_Y, &m, text));
    int month = period_number(rule_text(rule, GROUP_M, &m, text));
    if (y < 1949 || y > 2100)
        return;
    f->date_rank = rule->n;
    f->date = period_year(y);
    if (month >= 1 && month <= 12)
        f->date = (struct period){.kind = PERIOD_MONTH, .y = y, .y2 = y, .a = month};
}

/* How small a place its kind says it is: 4 a town, 3 a county or district, 2 a city, 1 a province.
 */
static int smallness(const struct rules *rules, struct view place)
{
    const struct rule *kind = rules_ending(rules, CLASS_DIVISION, place);
    if (kind == NULL)
        return 2;
    return view_is(kind->form, "province") ? 1
           : view_is(kind->form, "county") ? 3
           : view_is(kind->form, "town")   ? 4
                                           : 2;
}

/* The smallest place that the text names: of (山东省)2025年枣庄市… 枣庄市. With office only the
 * place of an office counts (南昌市政府). */
static void find_region(struct document *d, struct rules *rules, struct view text, bool better,
                        bool office)
{
    struct match m;
    struct view place = {0};
    if (d->region.n > 0 && !better)
        return;
    for (size_t at = 0; at < text.n;) {
        const struct rule *rule = rules_in(rules, CLASS_REGION, text, at, &m);
        struct view found = {0};
        if (rule != NULL)
            found = rule_text(rule, GROUP_AGAINST, &m, text);
        if (found.n == 0)
            break;
        struct view after = {found.p + found.n, (size_t)(text.p + text.n - found.p) - found.n};
        bool of_office = rules_starting(rules, CLASS_OFFICE, after) != NULL;
        if ((of_office || !office) &&
            (place.n == 0 || smallness(rules, found) > smallness(rules, place)))
            place = found;
        at = m.end;
    }
    if (place.n == 0)
        return;
    /* the last of several: 台州市椒江区 is about 椒江区 */
    size_t cut = 0;
    for (size_t at = 6; at + 6 < place.n; at += 3) { /* no place is one character long: 钦州港区 */
        struct view rest = {place.p + at, place.n - at};
        const struct rule *kind = rules_starting(rules, CLASS_DIVISION, rest);
        if (kind != NULL && !view_is(kind->form, "county") && kind->word.n + 6 <= rest.n &&
            at + kind->word.n > cut)
            cut = at + kind->word.n;
    }
    buf_clear(&d->region);
    buf_clear(&d->parent);
    buf_add(&d->parent, place.p, cut);
    buf_add(&d->region, place.p + cut, place.n - cut);
}

static void find_title(struct document *d, struct finding *f, struct rules *rules,
                       struct tokens *tokens, struct view text)
{
    struct match m;
    const struct rule *rule = rules_in(rules, CLASS_DOCUMENT, text, 0, &m);
    if (rule == NULL || text.n > TITLE_MAX || memmem(text.p, text.n, "。", strlen("。")) != NULL)
        return;
    struct period time = {0}, second = {0};
    struct when nothing = {0};
    tokens_read(tokens, rules, text);
    for (size_t i = 0; i < tokens->n; i++) {
        const struct token *t = &tokens->t[i];
        if (!token_is(t, CLASS_PERIOD) && !token_is(t, CLASS_PLAN))
            continue;
        struct period p = when_read(t, text, &nothing);
        if (time.kind == PERIOD_NONE)
            time = p;
        else if (second.kind == PERIOD_NONE)
            second = p;
    }
    int rank = time.kind != PERIOD_NONE ? 2 : 1;
    if (rank <= f->title_rank)
        return;
    f->title_rank = rank;
    f->title = time;
    f->title2 = second;
    f->looks_back = rule->n == 1;
    struct view form = rule->form;
    d->kind = view_is(form, "plan")       ? DOCUMENT_PLAN
              : view_is(form, "bulletin") ? DOCUMENT_BULLETIN
              : view_is(form, "report")   ? DOCUMENT_REPORT
              : view_is(form, "budget")   ? DOCUMENT_BUDGET
                                          : DOCUMENT_OTHER;
    find_region(d, rules, text, rank == 2, false);
}

/* Whether the time is a part of a year. */
static bool is_part(struct period p)
{
    return p.kind == PERIOD_MONTHS || p.kind == PERIOD_HALF || p.kind == PERIOD_QUARTER;
}

/* A text whose line ends are lost begins with its title: so much of it as can be one. */
static struct view first_sentence(struct view text)
{
    const char *stop = memmem(text.p, text.n, "。", strlen("。"));
    if (stop == NULL || text.n <= TITLE_MAX)
        return text;
    size_t n = (size_t)(stop - text.p) < TITLE_MAX ? (size_t)(stop - text.p) : TITLE_MAX;
    while (n > 0 && ((unsigned char)text.p[n] & 0xc0) == 0x80)
        n--;
    return (struct view){text.p, n};
}

/* The time that a text without a title of a known kind begins with. */
static void find_first(struct finding *f, struct rules *rules, struct tokens *tokens,
                       struct view text)
{
    struct match m;
    struct when nothing = {0};
    if (f->first.kind != PERIOD_NONE ||
        (text.n <= DATE_LINE_MAX && rules_in(rules, CLASS_DATED, text, 0, &m) != NULL))
        return;
    tokens_read(tokens, rules, text);
    for (size_t i = 0; i < tokens->n && f->first.kind == PERIOD_NONE; i++)
        if (token_is(&tokens->t[i], CLASS_PERIOD) && !tokens->t[i].quoted) {
            f->first = when_read(&tokens->t[i], text, &nothing);
            if (f->first.kind == PERIOD_DAY)
                f->first = period_year(f->first.y);
            if (f->first.y == 0 && is_part(f->first) && f->part.kind == PERIOD_NONE)
                f->part = f->first;
            if (f->first.y == 0)
                f->first = (struct period){0};
        }
}

/* What the parts mean together, by the kind of the document. */
static void conclude(struct document *d, const struct finding *f)
{
    int dated = f->date.kind != PERIOD_NONE ? f->date.y : 0;
    int titled = f->title.kind == PERIOD_YEARS ? f->title.y2 : f->title.y;
    d->when.now = period_year(dated);
    if (dated == 0)
        d->when.now = (struct period){0};
    switch (d->kind) {
    case DOCUMENT_PLAN:
        /* a plan looks back on the span before it */
        d->period = f->title;
        d->when.done = f->title.kind == PERIOD_YEARS ? f->title.y - 1 : dated;
        d->when.year = dated > 0 ? dated : f->title.y;
        if (dated == 0) /* written when it begins */
            d->when.now = period_year(f->title.y);
        break;
    case DOCUMENT_BULLETIN:
        d->period = f->title.kind != PERIOD_NONE ? f->title
                    : dated > 0                  ? period_year(dated - 1)
                                                 : (struct period){0};
        d->when.year = d->when.done = d->period.kind != PERIOD_NONE ? d->period.y : 0;
        d->when.now = d->period;
        break;
    case DOCUMENT_BUDGET:
    case DOCUMENT_REPORT:
        /* given early in a year: it reports the year before, and its own is the one ahead */
        d->when.year = f->title2.kind == PERIOD_YEAR ? f->title2.y : dated > 0 ? dated : titled;
        if (d->kind == DOCUMENT_REPORT && f->title.kind == PERIOD_YEAR && dated == 0)
            d->when.year = titled;
        if (f->looks_back && f->title2.kind == PERIOD_NONE && dated == 0 && titled > 0)
            d->when.year = titled + 1;
        d->when.done = d->when.year > 0 ? d->when.year - 1 : 0;
        d->period = d->when.done > 0 ? period_year(d->when.done) : (struct period){0};
        if (is_part(f->title) && dated > 0) { /* 上半年工作报告: of the year that it was given in */
            d->period = f->title;
            d->period.y = d->period.y2 = d->when.done = d->when.year = dated;
        }
        break;
    case DOCUMENT_OTHER:
        d->period = f->title.kind != PERIOD_NONE ? f->title
                    : f->part.kind != PERIOD_NONE && dated > 0
                        ? (struct period){f->part.kind, dated, dated, f->part.a, f->part.b}
                    : f->first.kind != PERIOD_NONE &&
                            (dated == 0 || f->first.y == dated || f->first.y == dated - 1)
                        ? f->first
                        : d->when.now;
        d->when.year = d->when.done = d->period.kind != PERIOD_NONE ? d->period.y : 0;
        break;
    }
    d->when.context = d->period;
    if (d->when.now.kind == PERIOD_NONE)
        d->when.now = d->period;
}

void document_read(struct document *d, struct rules *rules, struct view head)
{
    struct finding f = {0};
    struct normal line = {0};
    struct tokens tokens = {0};
    struct match m;
    d->kind = DOCUMENT_OTHER;
    d->period = (struct period){0};
    d->when = (struct when){0};
    buf_clear(&d->region);
    buf_clear(&d->parent);
    struct view whole = head;
    for (int lines = 0; head.n > 0 && lines < HEAD_LINES;) {
        const char *nl = memchr(head.p, '\n', head.n);
        size_t n = nl != NULL ? (size_t)(nl - head.p) : head.n;
        normal_line(&line, (struct view){head.p, n});
        head.p += nl != NULL ? n + 1 : n;
        head.n -= nl != NULL ? n + 1 : n;
        struct view text = buf_view(&line.text);
        if (text.n == 0)
            continue;
        lines++;
        find_date(&f, rules, text);
        find_title(d, &f, rules, &tokens, lines == 1 ? first_sentence(text) : text);
        find_first(&f, rules, &tokens, text);
        if (d->region.n == 0 && text.n <= TITLE_MAX &&
            rules_in(rules, CLASS_MEETING, text, 0, &m) != NULL)
            find_region(d, rules, text, false, false);
    }
    /* no title names a place: 首页>南昌市政府信息公开 does */
    for (int lines = 0; d->region.n == 0 && whole.n > 0 && lines < HEAD_LINES; lines++) {
        const char *nl = memchr(whole.p, '\n', whole.n);
        size_t n = nl != NULL ? (size_t)(nl - whole.p) : whole.n;
        if (n <= TITLE_MAX) {
            normal_line(&line, (struct view){whole.p, n});
            find_region(d, rules, buf_view(&line.text), false, true);
        }
        whole.p += nl != NULL ? n + 1 : n;
        whole.n -= nl != NULL ? n + 1 : n;
    }
    conclude(d, &f);
    normal_free(&line);
    tokens_free(&tokens);
}

void document_set(struct document *d, struct view region, struct period period)
{
    if (region.n > 0) {
        buf_clear(&d->region);
        buf_clear(&d->parent);
        buf_add_view(&d->region, region);
    }
    if (period.kind == PERIOD_NONE)
        return;
    d->period = d->when.context = period;
    if (d->kind == DOCUMENT_REPORT || d->kind == DOCUMENT_BUDGET)
        d->when.year = period_last(period).y + 1;
    else
        d->when.year = period_last(period).y;
    d->when.done = period_last(period).y;
    if (d->when.now.kind == PERIOD_NONE)
        d->when.now = period_last(period);
}

int document_size(const struct document *d, const struct rules *rules)
{
    return d->region.n > 0 ? smallness(rules, buf_view(&d->region)) : 1;
}

void document_free(struct document *d)
{
    buf_free(&d->region);
    buf_free(&d->parent);
}
