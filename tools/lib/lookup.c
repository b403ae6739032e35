#include "lookup.h"

#include "buf.h"
#include "sieve.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

/* So often the patterns of a list are tried one by one before they are joined, since that takes as
 * long as to compile them all. */
enum { JOINED_AFTER = 32 };

struct lookup {
    const struct rule **rules;
    size_t count, cap;
    struct words *words; /* their numbers are indices into rules */
    struct words *tails; /* the same by their ends; NULL until they are asked for */
    uint32_t *patterns;  /* indices into rules */
    size_t pattern_count;
    struct sieve *sieve;  /* of the patterns; NULL until it is needed */
    struct regex *joined; /* all of them, or NULL */
    unsigned asked;       /* how often joined would have been of use, up to JOINED_AFTER */
};

struct lookup *lookup_new(void)
{
    struct lookup *l = mem_new(1, sizeof *l);
    l->words = words_new(false);
    return l;
}

void lookup_add(struct lookup *l, const struct rule *rule)
{
    if (l->count == l->cap) {
        l->cap = l->cap > 0 ? 2 * l->cap : 64;
        l->rules = mem_grow(l->rules, l->cap, sizeof(struct rule *));
    }
    uint32_t index = (uint32_t)l->count++;
    l->rules[index] = rule;
    if (rule->re == NULL) {
        words_add(l->words, rule->word, index);
        return;
    }
    l->patterns = mem_grow(l->patterns, l->pattern_count + 1, sizeof *l->patterns);
    l->patterns[l->pattern_count++] = index;
}

static void make_sieve(struct lookup *l)
{
    l->sieve = sieve_new();
    for (size_t i = 0; i < l->pattern_count; i++)
        sieve_add(l->sieve, l->rules[l->patterns[i]]->word, l->rules[l->patterns[i]]->re);
}

const struct rule *lookup_at(struct lookup *l, struct view text, size_t offset, struct match *m)
{
    const struct rule *best = NULL;
    size_t n;
    uint32_t word = words_find(l->words, text, offset, &n);
    if (word != WORDS_NONE) {
        best = l->rules[word];
        *m = (struct match){offset, offset + n, NULL, 0};
    }
    if (l->sieve == NULL)
        make_sieve(l);
    const uint64_t *may = sieve_find(l->sieve, text, offset);
    if (may == NULL)
        return best;
    for (size_t k = (l->pattern_count + 63) / 64; k-- > 0;) {
        for (uint64_t bits = may[k]; bits != 0;) {
            unsigned top = 63 - (unsigned)__builtin_clzll(bits); /* the last one first */
            struct match found;
            const struct rule *rule = l->rules[l->patterns[64 * k + top]];
            bits &= ~(UINT64_C(1) << top);
            if (regex_match(rule->re, text, offset, &found) &&
                found.end > (best != NULL ? m->end : offset)) {
                best = rule;
                *m = found;
            }
        }
    }
    return best;
}

const struct rule *lookup_starting(const struct lookup *l, struct view text)
{
    size_t n;
    uint32_t word = words_find(l->words, text, 0, &n);
    return word != WORDS_NONE ? l->rules[word] : NULL;
}

const struct rule *lookup_ending(struct lookup *l, struct view text)
{
    if (l->tails == NULL) {
        l->tails = words_new(true);
        for (size_t i = 0; i < l->count; i++)
            if (l->rules[i]->re == NULL)
                words_add(l->tails, l->rules[i]->word, (uint32_t)i);
    }
    size_t n;
    uint32_t word = words_find(l->tails, text, text.n, &n);
    return word != WORDS_NONE ? l->rules[word] : NULL;
}

/* Where the character behind the one at that byte begins. */
static inline size_t next(struct view text, size_t at)
{
    do
        at++;
    while (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80);
    return at;
}

const struct rule *lookup_within(const struct lookup *l, struct view text)
{
    uint32_t best = WORDS_NONE;
    size_t longest = 0;
    for (size_t at = 0, n; at < text.n; at = next(text, at)) {
        uint32_t word = words_find(l->words, text, at, &n);
        if (word == WORDS_NONE || n < longest || (n == longest && word < best))
            continue;
        best = word;
        longest = n;
    }
    return best != WORDS_NONE ? l->rules[best] : NULL;
}

/* Whether a match of rule i is first, then longest, then of the rule added last. */
static bool is_better(const struct match *found, uint32_t i, const struct match *m, uint32_t best)
{
    if (best == WORDS_NONE || found->start != m->start)
        return best == WORDS_NONE || found->start < m->start;
    return found->end > m->end || (found->end == m->end && i > best);
}

static void join(struct lookup *l)
{
    struct regex **list = mem_new(l->pattern_count, sizeof(struct regex *));
    for (size_t i = 0; i < l->pattern_count; i++)
        list[i] = l->rules[l->patterns[i]]->re;
    l->joined = regex_join(list, l->pattern_count);
    free(list);
}

const struct rule *lookup_in(struct lookup *l, struct view text, size_t offset, struct match *m)
{
    uint32_t best = WORDS_NONE;
    for (size_t at = offset, n; l->count > l->pattern_count && at < text.n; at = next(text, at)) {
        best = words_find(l->words, text, at, &n);
        if (best == WORDS_NONE)
            continue;
        *m = (struct match){at, at + n, NULL, 0};
        break;
    }
    if (l->asked < JOINED_AFTER && ++l->asked == JOINED_AFTER)
        join(l);
    if (l->joined != NULL && !regex_may_match(l->joined, text, offset))
        return best != WORDS_NONE ? l->rules[best] : NULL;
    for (size_t i = 0; i < l->pattern_count; i++) {
        struct match found;
        uint32_t index = l->patterns[i];
        if (regex_match(l->rules[index]->re, text, offset, &found) &&
            is_better(&found, index, m, best)) {
            best = index;
            *m = found;
        }
    }
    return best != WORDS_NONE ? l->rules[best] : NULL;
}

const struct rule *lookup_plainly(const struct lookup *l, bool at, struct view text, size_t offset,
                                  struct match *m)
{
    uint32_t best = WORDS_NONE;
    for (uint32_t i = 0; i < l->count; i++) {
        const struct rule *rule = l->rules[i];
        struct match found = {0};
        if (rule->re != NULL) {
            if (!regex_match(rule->re, text, offset, &found) || (at && found.end == offset))
                continue;
        } else {
            size_t n = at && rule->word.n < text.n - offset ? rule->word.n : text.n - offset;
            const char *p = memmem(text.p + offset, n, rule->word.p, rule->word.n);
            if (p == NULL)
                continue;
            found.start = (size_t)(p - text.p);
            found.end = found.start + rule->word.n;
        }
        bool wins = is_better(&found, i, m, best);
        if (at && best != WORDS_NONE && found.end == m->end)
            wins = rule->re == NULL || l->rules[best]->re != NULL;
        if (wins) {
            best = i;
            *m = found;
        }
    }
    return best != WORDS_NONE ? l->rules[best] : NULL;
}

void lookup_free(struct lookup *l)
{
    if (l == NULL)
        return;
    sieve_free(l->sieve);
    free(l->patterns);
    regex_free(l->joined);
    words_free(l->words);
    words_free(l->tails);
    free(l->rules);
    free(l);
}
