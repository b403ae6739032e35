#include "rules.h"

#include "arena.h"
#include "buf.h"
#include "builtin.h"
#include "input.h"
#include "lookup.h"
#include "msg.h"
#include "rulefile.h"
#include "utf8.h"

#include <stdlib.h>

struct rules {
    struct rulefile file;
    uint32_t ours; /* file.all[0..ours) are built in */
    struct lookup *tables[TABLE_COUNT];
    struct lookup *lists[CLASS_COUNT_OF_CLASSES]; /* of list classes; NULL without rules */
};

enum {
    BMP = 0x10000,   /* characters beyond it begin no rule */
    WORD_BEFORE = 3, /* characters of a word that may stand before one of its own */
};

static bool may_start(const struct rule *rule, uint32_t cp)
{
    char c[4];
    size_t n = utf8_encode(cp, c);
    return n > 0 && regex_may_start(rule->re, (struct view){c, n});
}

/* Ends the program for a word or pattern that would never be found at a place. */
static void check_start(const struct rule *rule)
{
    uint32_t cp = 0;
    if (rule->re == NULL) {
        if (utf8_decode(rule->word.p, rule->word.n, &cp) == 0)
            die(rule->file, rule->line, "word: not UTF-8");
        if (cp >= BMP)
            die(rule->file, rule->line, "word: its first character is beyond U+FFFF");
        return;
    }
    bool starts = false; /* most patterns with one of the characters they are written with */
    for (size_t k = 0; k < rule->word.n && !starts;) {
        k += utf8_decode(rule->word.p + k, rule->word.n - k, &cp);
        starts = cp < BMP && may_start(rule, cp);
    }
    for (cp = 0x20; cp < BMP && !starts; cp++)
        starts = may_start(rule, cp);
    if (!starts)
        die(rule->file, rule->line, "pattern can match nowhere");
}

static void index_rules(struct rules *r)
{
    for (int t = 0; t < TABLE_COUNT; t++)
        r->tables[t] = lookup_new();
    for (uint32_t i = 0; i < r->file.count; i++) {
        const struct rule *rule = &r->file.all[i];
        enum table t = rulefile_table(rule->class);
        if (t < TABLE_COUNT && i >= r->ours)
            check_start(rule);
        if (t == TABLE_COUNT && r->lists[rule->class] == NULL)
            r->lists[rule->class] = lookup_new();
        lookup_add(t < TABLE_COUNT ? r->tables[t] : r->lists[rule->class], rule);
    }
}

struct rules *rules_load(char *const *files, size_t count)
{
    struct rules *r = mem_new(1, sizeof *r);
    r->file.built_in = true;
    for (const struct builtin *b = builtin_rules; b->name != NULL; b++)
        rulefile_read(&r->file, b->text, b->name);
    r->file.built_in = false;
    r->ours = r->file.count;
    for (size_t i = 0; i < count; i++) {
        struct buf b = {0};
        input_load(files[i], &b);
        struct view text = arena_copy(&r->file.arena, buf_view(&b));
        buf_free(&b);
        rulefile_read(&r->file, text, files[i]);
    }
    index_rules(r);
    return r;
}

int rule_group(const struct rule *rule, enum group g)
{
    return rule->re != NULL ? regex_group(rule->re, g) : -1;
}

struct view rule_text(const struct rule *rule, enum group g, const struct match *m,
                      struct view text)
{
    int k = rule_group(rule, g);
    if (m->groups == NULL || k < 0 || (uint32_t)k >= m->count || m->groups[2 * k] == SIZE_MAX)
        return (struct view){"", 0};
    return (struct view){text.p + m->groups[2 * k], m->groups[2 * k + 1] - m->groups[2 * k]};
}

const struct rule *rules_at(struct rules *r, enum table t, struct view text, size_t offset,
                            struct match *m)
{
    return lookup_at(r->tables[t], text, offset, m);
}

const struct rule *rules_starting(const struct rules *r, enum class c, struct view text)
{
    return text.n > 0 && r->lists[c] != NULL ? lookup_starting(r->lists[c], text) : NULL;
}

const struct rule *rules_ending(const struct rules *r, enum class c, struct view text)
{
    return r->lists[c] != NULL ? lookup_ending(r->lists[c], text) : NULL;
}

const struct rule *rules_within(const struct rules *r, enum class c, struct view text)
{
    return r->lists[c] != NULL ? lookup_within(r->lists[c], text) : NULL;
}

const struct rule *rules_in(struct rules *r, enum class c, struct view text, size_t offset,
                            struct match *m)
{
    return r->lists[c] != NULL ? lookup_in(r->lists[c], text, offset, m) : NULL;
}

const struct rule *rules_whole(struct rules *r, enum class c, struct view text, struct match *m)
{
    const struct rule *rule = text.n > 0 ? rules_in(r, c, text, 0, m) : NULL;
    return rule != NULL && m->start == 0 && m->end == text.n ? rule : NULL;
}

bool rules_in_word(struct rules *r, struct view text, size_t at, size_t n)
{
    size_t start = at;
    for (int chars = 0; chars <= WORD_BEFORE; chars++) {
        struct match m;
        const struct rule *rule = rules_at(r, TABLE_WORDS, text, start, &m);
        bool word = rule != NULL && (rule->re == NULL || rule->class == CLASS_KEEP);
        if (word && m.end >= at + n && m.end - m.start > n)
            return true;
        if (start == 0)
            break;
        do
            start--;
        while (start > 0 && ((unsigned char)text.p[start] & 0xc0) == 0x80);
    }
    return false;
}

struct lookup *rules_of_table(const struct rules *r, enum table t)
{
    return r->tables[t];
}

struct lookup *rules_of_class(const struct rules *r, enum class c)
{
    return r->lists[c];
}

void rules_free(struct rules *r)
{
    for (int t = 0; t < TABLE_COUNT; t++)
        lookup_free(r->tables[t]);
    for (int c = 0; c < CLASS_COUNT_OF_CLASSES; c++)
        lookup_free(r->lists[c]);
    rulefile_free(&r->file);
    free(r);
}
