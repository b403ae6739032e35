#include "pattern.h"

#include "buf.h"
#include "hash.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    NODES_MAX = 4000,  /* of one pattern; a larger one is not seen through */
    ATOMS_MAX = 20000, /* read in all: what is repeated is read again each time */
    DEPTH_MAX = 50,    /* groups in each other */
    REPEAT_MAX = 1000, /* so often or more: any number of times */
};

/* Where a pattern is read. */
struct reader {
    struct program *p;
    struct view text;
    size_t at;
    size_t limit;    /* of nodes */
    uint32_t number; /* of the pattern */
    unsigned depth, atoms;
    bool failed; /* it holds something that is not known here */
};

/* A part of the automaton: entered at start, left at end, a split without an out yet. */
struct part {
    uint32_t start, end;
};

static struct part read_alternatives(struct reader *r);

static uint32_t add_node(struct program *p, enum node_kind kind, uint32_t out, uint32_t value)
{
    if (p->node_count == p->node_cap) {
        p->node_cap = p->node_cap > 0 ? 2 * p->node_cap : 256;
        p->nodes = mem_grow(p->nodes, p->node_cap, sizeof *p->nodes);
    }
    p->nodes[p->node_count] = (struct node){kind, out, PATTERN_NONE, value};
    return (uint32_t)p->node_count++;
}

/* A split that goes nowhere yet. */
static uint32_t split(struct reader *r)
{
    r->failed |= r->p->node_count > r->limit;
    return add_node(r->p, NODE_SPLIT, PATTERN_NONE, 0);
}

static struct part nothing(struct reader *r)
{
    uint32_t node = split(r);
    return (struct part){node, node};
}

/* Lets a node that has one way on or none go on there too. */
static void lead(struct reader *r, uint32_t from, uint32_t to)
{
    struct node *n = &r->p->nodes[from];
    if (n->out == PATTERN_NONE)
        n->out = to;
    else
        n->other = to;
}

/* The slot of the set, or the free one where it belongs. */
static uint32_t *find_set(const struct program *p, const struct charset *s)
{
    size_t i = hash_add(0, charset_bytes(s)) & p->set_mask;
    while (p->set_slots[i] != PATTERN_NONE &&
           !view_equal(charset_bytes(&p->sets[p->set_slots[i]]), charset_bytes(s)))
        i = (i + 1) & p->set_mask;
    return &p->set_slots[i];
}

/* Room for twice as many sets. */
static void grow_sets(struct program *p)
{
    size_t slots = p->set_mask > 0 ? 2 * (p->set_mask + 1) : 256;
    p->set_mask = slots - 1;
    p->sets = mem_grow(p->sets, slots / 2, sizeof *p->sets);
    p->set_slots = mem_grow(p->set_slots, slots, sizeof *p->set_slots);
    memset(p->set_slots, 0xff, slots * sizeof *p->set_slots);
    for (size_t i = 0; i < p->set_count; i++)
        *find_set(p, &p->sets[i]) = (uint32_t)i;
}

/* The set among those of the program; takes its memory. */
static uint32_t keep_set(struct program *p, struct charset s)
{
    charset_normalize(&s);
    if (2 * p->set_count >= p->set_mask)
        grow_sets(p);
    uint32_t *slot = find_set(p, &s);
    if (*slot != PATTERN_NONE) {
        charset_free(&s);
        return *slot;
    }
    p->sets[p->set_count] = s;
    return *slot = (uint32_t)p->set_count++;
}

/* One character of a set. */
static struct part step(struct reader *r, struct charset s)
{
    uint32_t end = split(r);
    return (struct part){add_node(r->p, NODE_SET, end, keep_set(r->p, s)), end};
}

static char peek(const struct reader *r)
{
    return r->at < r->text.n ? r->text.p[r->at] : '\0';
}

static bool starts(const struct reader *r, const char *s)
{
    return view_starts((struct view){r->text.p + r->at, r->text.n - r->at}, view_of(s));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The character at the place, which is taken. */
static uint32_t read_character(struct reader *r)
{
    uint32_t c = 0;
    size_t n = utf8_decode(r->text.p + r->at, r->text.n - r->at, &c);
    r->failed |= n == 0;
    r->at += n > 0 ? n : 1;
    return c;
}

/* The number after \x: two digits, or any in braces. */
static uint32_t read_hex(struct reader *r)
{
    bool braces = peek(r) == '{';
    char digits[8] = "", *end;
    size_t n = 0;
    r->at += braces;
    while (n < (braces ? 6 : 2) && memchr("0123456789abcdefABCDEF", peek(r), 22) != NULL)
        digits[n++] = r->text.p[r->at++];
    r->failed |= n < (braces ? 1 : 2) || (braces && peek(r) != '}');
    r->at += braces;
    return (uint32_t)strtoul(digits, &end, 16);
}

/*
 * Adds what the escape behind the backslash stands for. \d, \s and \w are ASCII in PCRE2 unless it
 * is asked for more; what 8-bit tables may add is added here.
 */
static void read_escape(struct reader *r, struct charset *s)
{
    char c = peek(r);
    struct charset of = {0};
    r->at++;
    switch (c) {
    case 'd':
    case 'D':
        charset_add(&of, '0', '9');
        break;
    case 's':
    case 'S':
        charset_add(&of, '\t', '\r');
        charset_add(&of, ' ', ' ');
        if (c == 's')
            charset_add(&of, 0x80, 0xff);
        break;
    case 'w':
    case 'W':
        charset_add(&of, '0', '9');
        charset_add(&of, 'A', 'Z');
        charset_add(&of, '_', '_');
        charset_add(&of, 'a', 'z');
        if (c == 'w')
            charset_add(&of, 0x80, 0xff);
        break;
    case 't':
        charset_add(&of, '\t', '\t');
        break;
    case 'x': {
        uint32_t x = read_hex(r);
        charset_add(&of, x, x);
        break;
    }
    default: /* of the others only what is no letter, digit or NUL stands for itself */
        r->failed |= (unsigned char)c < ' ' || (unsigned char)c >= 0x7f || is_digit(c) ||
                     ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        charset_add(&of, (unsigned char)c, (unsigned char)c);
    }
    if (c == 'D' || c == 'S' || c == 'W')
        charset_negate(&of);
    for (size_t i = 0; i < of.n; i++)
        charset_add(s, of.ranges[i].first, of.ranges[i].last);
    charset_free(&of);
}

/* A set in brackets, behind the first one. */
static struct part read_set(struct reader *r)
{
    struct charset s = {0};
    bool negated = peek(r) == '^';
    r->at += negated;
    for (bool first = true; first || peek(r) != ']'; first = false) {
        struct charset one = {0};
        if (r->at >= r->text.n || peek(r) == '[') { /* a class of POSIX, perhaps */
            r->failed = true;
            break;
        }
        if (peek(r) == '\\') {
            r->at++;
            read_escape(r, &one);
        } else {
            uint32_t c = read_character(r);
            charset_add(&one, c, c);
        }
        if (peek(r) == '-' && r->at + 1 < r->text.n && r->text.p[r->at + 1] != ']') {
            r->at++;
            bool single = one.n == 1 && one.ranges[0].first == one.ranges[0].last;
            r->failed |= !single || peek(r) == '[';
            if (peek(r) == '\\') {
                struct charset last = {0};
                r->at++;
                read_escape(r, &last);
                r->failed |= last.n != 1 || last.ranges[0].first != last.ranges[0].last;
                one.ranges[0].last = last.n > 0 ? last.ranges[0].last : 0;
                free(last.ranges);
            } else {
                one.ranges[0].last = read_character(r);
            }
        }
        for (size_t i = 0; i < one.n; i++)
            charset_add(&s, one.ranges[i].first, one.ranges[i].last);
        free(one.ranges);
    }
    r->at++;
    if (negated)
        charset_negate(&s);
    return step(r, s);
}

/* A group or an assertion, behind its bracket. */
static struct part read_group(struct reader *r)
{
    bool ahead = starts(r, "?=");
    bool other = starts(r, "?!") || starts(r, "?<!") || starts(r, "?<=");
    if (r->depth == DEPTH_MAX) {
        r->failed = true;
        return nothing(r);
    }
    if (starts(r, "?<!") || starts(r, "?<=")) {
        r->at += 3;
    } else if (ahead || other || starts(r, "?:")) {
        r->at += 2;
    } else if (starts(r, "?<")) {
        while (r->at < r->text.n && peek(r) != '>')
            r->at++;
        r->at++;
    } else if (peek(r) == '?' || peek(r) == '*') {
        r->failed = true;
        return nothing(r);
    }
    r->depth++;
    struct part inner = read_alternatives(r);
    r->depth--;
    r->failed |= peek(r) != ')';
    r->at++;
    if (other)
        return nothing(r);
    if (ahead) { /* where that is there the pattern may match, whatever it is behind it */
        lead(r, inner.end, add_node(r->p, NODE_ACCEPT, PATTERN_NONE, r->number));
        inner.end = split(r);
    }
    return inner;
}

static struct part read_atom(struct reader *r)
{
    struct charset s = {0};
    r->failed |= ++r->atoms > ATOMS_MAX;
    switch (peek(r)) {
    case '(':
        r->at++;
        return read_group(r);
    case '[':
        r->at++;
        return read_set(r);
    case '^':
    case '$':
        r->at++;
        return nothing(r);
    case '.':
        r->at++;
        charset_add(&s, 0, CHARSET_LAST);
        return step(r, s);
    case '\\':
        r->at++;
        if (peek(r) == 'b' || peek(r) == 'B') {
            r->at++;
            return nothing(r);
        }
        read_escape(r, &s);
        return step(r, s);
    default: {
        uint32_t c = read_character(r);
        charset_add(&s, c, c);
        return step(r, s);
    }
    }
}

/* How often what came before may stand there; false for once. most is REPEAT_MAX for any number. */
static bool read_quantifier(struct reader *r, unsigned *least, unsigned *most)
{
    char c = peek(r);
    if (c == '\0' || strchr("*+?{", c) == NULL)
        return false;
    r->at++;
    *least = c == '+';
    *most = c == '?' ? 1 : REPEAT_MAX;
    if (c == '{') {
        const char *p = r->text.p + r->at, *end = r->text.p + r->text.n;
        unsigned n[2] = {0, 0}, k = 0;
        bool digits[2] = {false, false};
        for (; p < end && *p != '}'; p++) {
            if (*p == ',' && k == 0) {
                k = 1;
                continue;
            }
            if (!is_digit(*p) || n[k] > REPEAT_MAX / 10)
                break;
            n[k] = 10 * n[k] + (unsigned)(*p - '0');
            digits[k] = true;
        }
        /* {,3} means different things in different releases */
        r->failed |= p == end || *p != '}' || !digits[0];
        *least = n[0];
        *most = k == 0 ? n[0] : digits[1] ? n[1] : REPEAT_MAX;
        r->at = (size_t)(p - r->text.p) + 1;
    }
    if (peek(r) == '?' || peek(r) == '+') /* lazy or possessive: no more is matched */
        r->at++;
    return true;
}

/* An atom and what says how often it stands there. */
static struct part read_repeat(struct reader *r)
{
    size_t atom = r->at, nodes = r->p->node_count;
    unsigned least, most;
    struct part first = read_atom(r), whole;
    if (r->failed || !read_quantifier(r, &least, &most))
        return first;
    size_t next = r->at;
    r->p->node_count = nodes; /* it is read once for each time it stands there */
    whole = nothing(r);
    for (unsigned i = 0; !r->failed && i < least; i++) {
        r->at = atom;
        struct part one = read_atom(r);
        lead(r, whole.end, one.start);
        whole.end = one.end;
    }
    uint32_t end = split(r);
    if (most == REPEAT_MAX) {
        r->at = atom;
        uint32_t again = split(r);
        struct part one = read_atom(r);
        lead(r, whole.end, again);
        lead(r, again, one.start);
        lead(r, again, end);
        lead(r, one.end, again);
    } else {
        for (unsigned i = least; !r->failed && i < most; i++) {
            r->at = atom;
            struct part one = read_atom(r);
            lead(r, whole.end, one.start);
            lead(r, whole.end, end);
            whole.end = one.end;
        }
        lead(r, whole.end, end);
    }
    r->at = next;
    return (struct part){whole.start, end};
}

static struct part read_sequence(struct reader *r)
{
    struct part whole = nothing(r);
    while (!r->failed && r->at < r->text.n && peek(r) != '|' && peek(r) != ')') {
        struct part one = read_repeat(r);
        lead(r, whole.end, one.start);
        whole.end = one.end;
    }
    return whole;
}

static struct part read_alternatives(struct reader *r)
{
    struct part one = read_sequence(r), whole = {one.start, split(r)};
    lead(r, one.end, whole.end);
    while (!r->failed && peek(r) == '|') {
        r->at++;
        one = read_sequence(r);
        uint32_t either = split(r);
        lead(r, either, whole.start);
        lead(r, either, one.start);
        whole.start = either;
        lead(r, one.end, whole.end);
    }
    return whole;
}

void program_add(struct program *p, struct view pattern, struct regex *re)
{
    size_t nodes = p->node_count;
    struct reader r = {
        .p = p, .text = pattern, .limit = nodes + NODES_MAX, .number = (uint32_t)p->pattern_count};
    struct part whole = read_alternatives(&r);
    if (r.failed || r.at < pattern.n) {
        p->node_count = nodes;
        whole = step(&r, charset_begins(regex_first_bytes(re)));
    }
    lead(&r, whole.end, add_node(p, NODE_ACCEPT, PATTERN_NONE, r.number));
    p->patterns = mem_grow(p->patterns, p->pattern_count + 1, sizeof *p->patterns);
    p->patterns[p->pattern_count++] = (struct pattern){whole.start, (uint32_t)p->node_count};
}

void program_free(struct program *p)
{
    for (size_t i = 0; i < p->set_count; i++)
        charset_free(&p->sets[i]);
    free(p->sets);
    free(p->set_slots);
    free(p->nodes);
    free(p->patterns);
    *p = (struct program){0};
}
