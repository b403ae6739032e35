#include "regex.h"

#include "buf.h"
#include "msg.h"
#include "translate.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

/* A rule of the suite needs a few hundred steps; a user's catastrophic pattern is stopped here. */
enum { MATCH_LIMIT = 100000, DEPTH_LIMIT = 1000, HEAP_LIMIT_KIB = 1024 };

/* So often a pattern is interpreted before it is made machine code, which takes as long as some
 * dozen matches: of many patterns few are tried often in a small file. */
enum { TRIES_MAX = 32 };

struct regex {
    pcre2_code *code;       /* NULL until it is needed */
    pcre2_match_data *data; /* NULL until the first match */
    pcre2_match_context *context;
    struct view pattern;
    const char *const *groups;
    int *numbers; /* of groups; owned */
    unsigned tries;
    const char *file;
    uint64_t line;
    bool start_read;         /* for those that ask for it: */
    unsigned char first[32]; /* by byte, a bit each: whether a match could begin with it */
    bool anchored;
    bool blind; /* what stands before a place can't let a match begin there */
    bool jit;
    bool limited; /* a limit was reported */
};

/* What a pattern holds, as far as it matters to what is concluded from it. */
struct syntax {
    bool plain;  /* only groups, sets, assertions and escapes that mean the same wherever they stand
                  */
    bool behind; /* a look-behind whose success lets something match */
};

static struct syntax syntax_of(struct view p)
{
    struct syntax s = {.plain = true};
    size_t depth = 0, denied = 0; /* groups open, and at the outermost negative assertion of them */
    bool set = false;
    for (size_t i = 0; i < p.n; i++) {
        char c = p.p[i], next = i + 1 < p.n ? p.p[i + 1] : '\0';
        if (c == '\\') {
            s.plain &= memchr("0123456789QEKCcgk", next, 17) == NULL;
            s.behind |= !set && memchr("bBAGK", next, 5) != NULL;
            i++;
        } else if (set) {
            set = c != ']';
            if (c == '[') /* a class of POSIX: too rare to be looked into */
                s = (struct syntax){.behind = true};
        } else if (c == '[') {
            set = true;
            i += next == '^'; /* a bracket at the beginning of a set is one of it */
            i += i + 1 < p.n && p.p[i + 1] == ']';
        } else if (c == '(') {
            depth++;
            s.plain &= next != '*';
            struct view rest = {p.p + i, p.n - i};
            bool deny = view_starts(rest, view_of("(?!")) || view_starts(rest, view_of("(?<!"));
            bool behind = view_starts(rest, view_of("(?<=")) || view_starts(rest, view_of("(?<!"));
            bool names = view_starts(rest, view_of("(?<"));
            s.plain &= next != '?' || deny || names || view_starts(rest, view_of("(?:")) ||
                       view_starts(rest, view_of("(?="));
            s.behind |= behind && (!deny || denied > 0);
            if (deny && denied == 0)
                denied = depth;
        } else if (c == ')') {
            if (depth == denied)
                denied = 0;
            depth--;
        } else if (c == '^') {
            s.behind |= denied > 0;
        } else if (c == '+' && i > 0 && strchr("*+?}", p.p[i - 1]) != NULL) {
            s.plain = false; /* gives nothing back: what follows may fail for what came before */
        }
    }
    return s;
}

/* The pattern compiled with these options, too. */
static pcre2_code *compile(const struct regex *re, uint32_t options)
{
    int error;
    PCRE2_SIZE offset;
    options |= PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | (re->anchored ? PCRE2_ANCHORED : 0);
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)re->pattern.p, re->pattern.n, options, &error, &offset, NULL);
    if (code == NULL) {
        PCRE2_UCHAR text[256];
        pcre2_get_error_message(error, text, sizeof text);
        die(re->file, re->line, "pattern: offset %zu: %s", (size_t)offset, (const char *)text);
    }
    return code;
}

/* Notes with what bytes and after what a match could begin. */
static void read_start(struct regex *re)
{
    uint32_t behind = 0, kind = 0, unit = 0;
    if (re->start_read)
        return;
    re->start_read = true;
    pcre2_code *code = compile(re, 0);
    const uint8_t *bytes = NULL;
    pcre2_pattern_info(code, PCRE2_INFO_MAXLOOKBEHIND, &behind);
    pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODETYPE, &kind);
    pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
    pcre2_pattern_info(code, PCRE2_INFO_FIRSTBITMAP, &bytes);
    struct syntax s = syntax_of(re->pattern);
    if (kind == 1 && s.plain) /* else it may mean either case of the letter */
        re->first[unit / 8] = (unsigned char)(1 << unit % 8);
    else if (bytes != NULL)
        memcpy(re->first, bytes, sizeof re->first);
    else
        memset(re->first, 0xff, sizeof re->first);
    re->blind = !s.behind && (behind == 0 || s.plain);
    pcre2_code_free(code);
}

struct regex *regex_new(struct view pattern, bool anchored, const char *const *groups,
                        const char *file, uint64_t line)
{
    struct regex *re = mem_new(1, sizeof *re);
    re->pattern = pattern;
    re->anchored = anchored;
    re->groups = groups;
    re->file = file;
    re->line = line;
    return re;
}

/* Ends the program for a group of a name that nobody asks for. */
static void die_of_group(const struct regex *re, size_t known)
{
    struct buf b = {0};
    for (size_t i = 0; i < known; i++) {
        buf_add_string(&b, i == 0          ? translated(" than ")
                           : i + 1 < known ? ", "
                                           : translated(" and "));
        buf_add_string(&b, re->groups[i]);
    }
    die(re->file, re->line, "a group of another name%.*s", (int)b.n, b.p);
}

static void number_groups(struct regex *re)
{
    uint32_t names = 0, found = 0;
    size_t known = 0;
    pcre2_pattern_info(re->code, PCRE2_INFO_NAMECOUNT, &names);
    while (re->groups != NULL && re->groups[known] != NULL)
        known++;
    re->numbers = mem_new(known, sizeof *re->numbers);
    for (size_t i = 0; i < known; i++) {
        int n = pcre2_substring_number_from_name(re->code, (PCRE2_SPTR)re->groups[i]);
        re->numbers[i] = n > 0 ? n : -1;
        found += n > 0;
    }
    if (found < names)
        die_of_group(re, known);
}

/* An anchored one without a look for a byte that every match needs: PCRE2 looks for it in the
 * thousands that follow the place, which costs more than to try the few that a match here could be
 * of. */
void regex_compile(struct regex *re)
{
    if (re->code != NULL)
        return;
    re->code = compile(re, re->anchored ? PCRE2_NO_START_OPTIMIZE : 0);
    number_groups(re);
}

/* What only matching needs. */
static void make_ready(struct regex *re)
{
    regex_compile(re);
    re->data = pcre2_match_data_create_from_pattern(re->code, NULL);
    re->context = pcre2_match_context_create(NULL);
    if (re->data == NULL || re->context == NULL)
        die(re->file, re->line, "pattern: memory:");
    pcre2_set_match_limit(re->context, MATCH_LIMIT);
    pcre2_set_depth_limit(re->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(re->context, HEAP_LIMIT_KIB);
}

static int interpret(struct regex *re, struct view subject, size_t offset)
{
    if (re->data == NULL)
        make_ready(re);
    return pcre2_match(re->code, (PCRE2_SPTR)subject.p, subject.n, offset, PCRE2_NO_UTF_CHECK,
                       re->data, re->context);
}

/* The first matches, and all where a build of PCRE2 lacks JIT. What the interpreter gives up may be
 * within the limits of machine code, which counts fewer steps. */
static int match_slowly(struct regex *re, struct view subject, size_t offset)
{
    int r = interpret(re, subject, offset);
    bool given_up = r < PCRE2_ERROR_PARTIAL;
    if (re->tries > TRIES_MAX || (++re->tries <= TRIES_MAX && !given_up))
        return r;
    re->tries = TRIES_MAX + 1;
    re->jit = pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE) == 0;
    return given_up ? interpret(re, subject, offset) : r;
}

/* The result of PCRE2: what it captured is in re->data. */
static inline int match(struct regex *re, struct view subject, size_t offset)
{
    return re->jit ? pcre2_jit_match(re->code, (PCRE2_SPTR)subject.p, subject.n, offset, 0,
                                     re->data, re->context)
                   : match_slowly(re, subject, offset);
}

bool regex_match(struct regex *re, struct view subject, size_t offset, struct match *m)
{
    int r = match(re, subject, offset);
    if (r < 0) {
        if (r != PCRE2_ERROR_NOMATCH && !re->limited) {
            PCRE2_UCHAR text[256];
            pcre2_get_error_message(r, text, sizeof text);
            msg(re->file, re->line, "pattern: given up: %s", (const char *)text);
            status_refused();
            re->limited = true;
        }
        return false;
    }
    m->groups = pcre2_get_ovector_pointer(re->data);
    m->count = pcre2_get_ovector_count(re->data);
    m->start = m->groups[0];
    m->end = m->groups[1];
    return true;
}

int regex_group(struct regex *re, size_t i)
{
    regex_compile(re);
    return re->numbers[i];
}

bool regex_may_start(struct regex *re, struct view character)
{
    regex_compile(re);
    read_start(re);
    unsigned char byte = (unsigned char)character.p[0];
    if ((re->first[byte / 8] >> byte % 8 & 1) == 0)
        return false;
    if (!re->blind)
        return true;
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    if (data == NULL)
        die(re->file, re->line, "pattern: memory:");
    int r = pcre2_match(re->code, (PCRE2_SPTR)character.p, character.n, 0,
                        PCRE2_ANCHORED | PCRE2_PARTIAL_HARD | PCRE2_NO_JIT, data, NULL);
    pcre2_match_data_free(data);
    return r != PCRE2_ERROR_NOMATCH;
}

const unsigned char *regex_first_bytes(struct regex *re)
{
    read_start(re);
    return re->first;
}

struct regex *regex_join(struct regex *const *list, size_t n)
{
    struct buf b = {0};
    int error;
    PCRE2_SIZE offset;
    for (size_t i = 0; i < n; i++) {
        if (!syntax_of(list[i]->pattern).plain) {
            buf_free(&b);
            return NULL;
        }
        buf_add_string(&b, i > 0 ? "|(?:" : "(?:");
        buf_add_view(&b, list[i]->pattern);
        buf_add_char(&b, ')');
    }
    uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DUPNAMES |
                       (n > 0 && list[0]->anchored ? PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE : 0);
    pcre2_code *code =
        n > 1 ? pcre2_compile((PCRE2_SPTR)b.p, b.n, options, &error, &offset, NULL) : NULL;
    buf_free(&b);
    if (code == NULL) /* too large for PCRE2 */
        return NULL;
    struct regex *re = mem_new(1, sizeof *re);
    re->code = code;
    re->file = list[0]->file;
    re->line = list[0]->line;
    return re;
}

bool regex_may_match(struct regex *joined, struct view subject, size_t offset)
{
    return match(joined, subject, offset) != PCRE2_ERROR_NOMATCH;
}

void regex_free(struct regex *re)
{
    if (re == NULL)
        return;
    pcre2_code_free(re->code);
    pcre2_match_data_free(re->data);
    pcre2_match_context_free(re->context);
    free(re->numbers);
    free(re);
}
