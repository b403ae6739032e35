#include "lookup.h"

#include "buf.h"
#include "utf8.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

enum { BMP = 0x10000 }; /* characters beyond it begin no pattern */

/* Patterns that can match where certain characters stand. */
struct bucket {
    uint32_t *patterns; /* indices into rules, the last one first; owned */
    size_t count;
    struct regex *joined; /* all of them, or NULL */
};

struct lookup {
    const struct rule **rules;
    size_t count, cap;
    struct words *words; /* their numbers are indices into rules */
    struct words *tails; /* the same by their ends; NULL until they are asked for */
    struct bucket all;   /* the patterns; joined once somebody asks where one is first */
    bool tried;          /* all was joined, or can't be */
    uint16_t *bucket_of; /* by character; 0 until it is asked for */
    struct bucket *buckets;
    size_t bucket_count; /* the first one is none */
};

struct lookup *lookup_new(void)
{
    struct lookup *l = mem_new(1, sizeof *l);
    l->words = words_new(false);
    l->buckets = mem_new(1, sizeof *l->buckets);
    l->bucket_count = 1;
    return l;
}

static void add_pattern(struct bucket *b, uint32_t index)
{
    b->patterns = mem_grow(b->patterns, b->count + 1, sizeof *b->patterns);
    b->patterns[b->count++] = index;
}

static void join(const struct lookup *l, struct bucket *b)
{
    struct regex **list = mem_new(b->count, sizeof(struct regex *));
    for (size_t i = 0; i < b->count; i++)
        list[i] = l->rules[b->patterns[i]]->re;
    b->joined = regex_join(list, b->count);
    free(list);
}

void lookup_add(struct lookup *l, const struct rule *rule)
{
    if (l->count == l->cap) {
        l->cap = l->cap > 0 ? 2 * l->cap : 64;
        l->rules = mem_grow(l->rules, l->cap, sizeof(struct rule *));
    }
    uint32_t index = (uint32_t)l->count++;
    l->rules[index] = rule;
    if (rule->re == NULL)
        words_add(l->words, rule->word, index);
    else
        add_pattern(&l->all, index);
}

/* The bucket of the patterns that can begin with the character or, of a digit, with any digit:
 * numbers are all alike to nearly all of them. */
static uint16_t make_bucket(struct lookup *l, uint32_t character)
{
    bool digit = character >= '0' && character <= '9';
    struct bucket b = {0};
    for (size_t i = l->all.count; i-- > 0;) {
        struct regex *re = l->rules[l->all.patterns[i]]->re;
        bool starts = false;
        for (uint32_t c = digit ? '0' : character; !starts && c <= (digit ? '9' : character); c++) {
            char text[4];
            starts = regex_may_start(re, (struct view){text, utf8_encode(c, text)});
        }
        if (starts)
            add_pattern(&b, l->all.patterns[i]);
    }
    for (size_t k = 1; k < l->bucket_count; k++) {
        struct bucket *other = &l->buckets[k];
        if (other->count != b.count ||
            (b.count > 0 && memcmp(other->patterns, b.patterns, b.count * sizeof *b.patterns) != 0))
            continue;
        free(b.patterns);
        return (uint16_t)k;
    }
    join(l, &b);
    l->buckets = mem_grow(l->buckets, l->bucket_count + 1, sizeof *l->buckets);
    l->buckets[l->bucket_count] = b;
    return (uint16_t)l->bucket_count++;
}

/* The bucket for what stands at p. */
static inline const struct bucket *bucket_at(struct lookup *l, const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    uint32_t c = b[0]; /* the text is known to be valid UTF-8 */
    if (c >= 0xf0)
        return &l->buckets[0];
    if (c >= 0xe0)
        c = (c & 0x0f) << 12 | (uint32_t)(b[1] & 0x3f) << 6 | (b[2] & 0x3f);
    else if (c >= 0xc0)
        c = (c & 0x1f) << 6 | (b[1] & 0x3f);
    if (l->bucket_of == NULL)
        l->bucket_of = mem_new(BMP, sizeof *l->bucket_of);
    if (l->bucket_of[c] == 0)
        l->bucket_of[c] = make_bucket(l, c);
    return &l->buckets[l->bucket_of[c]];
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
    const struct bucket *b = bucket_at(l, text.p + offset);
    if (b->count == 0 || (b->joined != NULL && !regex_may_match(b->joined, text, offset)))
        return best;
    for (size_t i = 0; i < b->count; i++) {
        struct match found;
        const struct rule *rule = l->rules[b->patterns[i]];
        if (regex_match(rule->re, text, offset, &found) &&
            found.end > (best != NULL ? m->end : offset)) {
            best = rule;
            *m = found;
        }
    }
    return best;
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

const struct rule *lookup_in(struct lookup *l, struct view text, size_t offset, struct match *m)
{
    uint32_t best = WORDS_NONE;
    for (size_t at = offset, n; l->count > l->all.count && at < text.n; at = next(text, at)) {
        best = words_find(l->words, text, at, &n);
        if (best == WORDS_NONE)
            continue;
        *m = (struct match){at, at + n, NULL, 0};
        break;
    }
    if (!l->tried)
        join(l, &l->all);
    l->tried = true;
    if (l->all.joined != NULL && !regex_may_match(l->all.joined, text, offset))
        return best != WORDS_NONE ? l->rules[best] : NULL;
    for (size_t i = 0; i < l->all.count; i++) {
        struct match found;
        uint32_t index = l->all.patterns[i];
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
    for (size_t i = 0; i < l->bucket_count; i++) {
        free(l->buckets[i].patterns);
        regex_free(l->buckets[i].joined);
    }
    free(l->buckets);
    free(l->bucket_of);
    free(l->all.patterns);
    regex_free(l->all.joined);
    words_free(l->words);
    words_free(l->tails);
    free(l->rules);
    free(l);
}
