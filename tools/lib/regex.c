#include "regex.h"

#include "buf.h"
#include "msg.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

/* A rule of the suite needs a few hundred steps; a user's catastrophic pattern is stopped here. */
enum { MATCH_LIMIT = 100000, DEPTH_LIMIT = 1000, HEAP_LIMIT_KIB = 1024 };

struct regex {
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *context;
    const char *file;
    uint64_t line;
    bool jit;
    bool limited; /* a limit was reported */
};

struct regex *regex_compile(struct view pattern, bool anchored, const char *file, uint64_t line)
{
    int error;
    PCRE2_SIZE offset;
    struct regex *re = mem_new(1, sizeof *re);
    re->file = file;
    re->line = line;
    uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | (anchored ? PCRE2_ANCHORED : 0);
    re->code = pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n, options, &error, &offset, NULL);
    if (re->code == NULL) {
        PCRE2_UCHAR text[256];
        pcre2_get_error_message(error, text, sizeof text);
        die(file, line, "pattern: offset %zu: %s", (size_t)offset, (const char *)text);
    }
    /* without JIT (a build of PCRE2 may lack it) the interpreter does the same, slower */
    re->jit = pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE) == 0;
    re->data = pcre2_match_data_create_from_pattern(re->code, NULL);
    re->context = pcre2_match_context_create(NULL);
    if (re->data == NULL || re->context == NULL)
        die(file, line, "pattern: memory:");
    pcre2_set_match_limit(re->context, MATCH_LIMIT);
    pcre2_set_depth_limit(re->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(re->context, HEAP_LIMIT_KIB);
    return re;
}

bool regex_match(struct regex *re, struct view subject, size_t offset, struct match *m)
{
    PCRE2_SPTR p = (PCRE2_SPTR)subject.p;
    int r = re->jit ? pcre2_jit_match(re->code, p, subject.n, offset, 0, re->data, re->context)
                    : pcre2_match(re->code, p, subject.n, offset, PCRE2_NO_UTF_CHECK, re->data,
                                  re->context);
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

int regex_group(const struct regex *re, const char *name)
{
    int n = pcre2_substring_number_from_name(re->code, (PCRE2_SPTR)name);
    return n > 0 ? n : -1;
}

uint32_t regex_names(const struct regex *re)
{
    uint32_t count = 0;
    pcre2_pattern_info(re->code, PCRE2_INFO_NAMECOUNT, &count);
    return count;
}

bool regex_may_start(struct regex *re, struct view subject)
{
    int r = pcre2_match(re->code, (PCRE2_SPTR)subject.p, subject.n, 0,
                        PCRE2_ANCHORED | PCRE2_PARTIAL_HARD | PCRE2_NO_JIT, re->data, re->context);
    return r >= 0 || r == PCRE2_ERROR_PARTIAL;
}

void regex_free(struct regex *re)
{
    if (re == NULL)
        return;
    pcre2_code_free(re->code);
    pcre2_match_data_free(re->data);
    pcre2_match_context_free(re->context);
    free(re);
}
