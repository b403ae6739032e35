#include "sieve.h"

#include "buf.h"
#include "pattern.h"

#include <stdlib.h>
#include <string.h>

enum {
    BMP = 0x10000,
    PAGE = 256,
    STEPS_MAX = 64,    /* characters walked over; what is then still open may match */
    STATES_MAX = 5000, /* kept; then all are forgotten */
    SLOTS = 16384,     /* of the table of states: a power of 2, more than twice as many */
};

enum {
    UNKNOWN,
    DEAD,
    START
}; /* states by their number: not yet made, nothing can match, the first */

/* A set of nodes, those of sets and those that accept. */
struct state {
    uint32_t *nodes; /* owned, ascending */
    size_t count;
    uint64_t *accepted; /* owned; patterns that matched when it was reached, NULL for none */
};

struct sieve {
    struct program program;
    size_t words; /* of a set of patterns */
    uint64_t *found;
    bool ready;

    /* Classes: characters that no set parts from each other. */
    uint16_t (*pages)[PAGE]; /* classes of characters; equal ones are one */
    uint16_t page_of[BMP / PAGE];
    unsigned char *has; /* by class and set */
    size_t class_count;
    uint16_t beyond; /* the class of what lies beyond, taken to be in all sets */

    struct state *states;
    size_t state_count;
    uint16_t *next;  /* by state and class */
    uint16_t *slots; /* states by their nodes; UNKNOWN where free */

    uint32_t *list, *stack; /* scratch, of as many as there are nodes */
    uint32_t *seen;         /* by node: the turn in which it was seen */
    uint32_t turn;
};

struct sieve *sieve_new(void)
{
    return mem_new(1, sizeof(struct sieve));
}

void sieve_add(struct sieve *s, struct view pattern, struct regex *re)
{
    program_add(&s->program, pattern, re);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The parts into which the sets cut the characters below BMP, by where they start; the caller frees
 * them. */
static uint32_t *cut(const struct sieve *s, size_t *parts)
{
    size_t most = 1, n = 0;
    for (size_t k = 0; k < s->program.set_count; k++)
        most += 2 * s->program.sets[k].n;
    uint32_t *starts = mem_new(most, sizeof *starts);
    for (size_t k = 0; k < s->program.set_count; k++)
        for (size_t i = 0; i < s->program.sets[k].n; i++) {
            starts[++n] = s->program.sets[k].ranges[i].first;
            starts[++n] = s->program.sets[k].ranges[i].last + 1;
        }
    qsort(starts, n + 1, sizeof *starts, by_number);
    *parts = 1;
    for (size_t i = 1; i <= n && starts[i] < BMP; i++)
        if (starts[i] != starts[*parts - 1])
            starts[(*parts)++] = starts[i];
    return starts;
}

/* The part that the character is in. */
static size_t part_at(const uint32_t *starts, size_t parts, uint32_t c)
{
    size_t low = 0, high = parts;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (starts[middle] <= c)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The parts that the set holds: list[0..count). What lies beyond BMP, a last part, is taken to be
 * in all. */
static size_t parts_of(const struct charset *set, const uint32_t *starts, size_t parts,
                       uint32_t *list)
{
    size_t count = 0;
    for (size_t i = 0; i < set->n && set->ranges[i].first < BMP; i++)
        for (size_t part = part_at(starts, parts, set->ranges[i].first);
             part < parts && starts[part] <= set->ranges[i].last; part++)
            list[count++] = (uint32_t)part;
    list[count++] = (uint32_t)parts;
    return count;
}

/* Notes the classes of characters, given those of the parts. */
static void make_pages(struct sieve *s, const uint32_t *starts, size_t parts, const uint32_t *class)
{
    uint16_t *uniform = mem_new(s->class_count, sizeof *uniform); /* by class: its page + 1 */
    uint16_t count = 0;
    s->pages = mem_grow(NULL, BMP / PAGE, sizeof *s->pages);
    for (size_t i = 0, part = 0; i < BMP / PAGE; i++) {
        uint32_t first = (uint32_t)(i * PAGE);
        while (part + 1 < parts && starts[part + 1] <= first)
            part++;
        bool whole = part + 1 == parts || starts[part + 1] >= first + PAGE;
        s->page_of[i] = count;
        if (whole && uniform[class[part]] > 0) {
            s->page_of[i] = (uint16_t)(uniform[class[part]] - 1);
            continue;
        }
        for (uint32_t c = 0; c < PAGE; c++) {
            part += part + 1 < parts && starts[part + 1] <= first + c;
            s->pages[count][c] = (uint16_t) class[part];
        }
        count++;
        if (whole)
            uniform[class[part]] = count;
    }
    free(uniform);
}

/* Parts that are in the same sets are one class: each set splits the classes of which it holds
 * some parts but not all. */
static void make_classes(struct sieve *s)
{
    size_t sets = s->program.set_count;
    size_t parts;
    uint32_t *starts = cut(s, &parts);
    uint32_t *list = mem_new(parts + 1, sizeof *list), *class = mem_new(parts + 1, sizeof *class);
    uint32_t *size = mem_new(parts + 1, sizeof *size), *held = mem_new(parts + 1, sizeof *held);
    uint32_t *split_to = mem_new(parts + 1, sizeof *split_to); /* by class; 0 for none */
    s->class_count = 1;
    size[0] = (uint32_t)parts + 1;
    for (size_t k = 0; k < sets; k++) {
        size_t count = parts_of(&s->program.sets[k], starts, parts, list), old = s->class_count;
        memset(held, 0, old * sizeof *held);
        memset(split_to, 0, old * sizeof *split_to);
        for (size_t i = 0; i < count; i++)
            held[class[list[i]]]++;
        for (size_t i = 0; i < count; i++) {
            uint32_t from = class[list[i]];
            if (split_to[from] == 0 && held[from] == size[from])
                continue;
            if (split_to[from] == 0)
                split_to[from] = (uint32_t)s->class_count++;
            class[list[i]] = split_to[from];
            size[from]--;
            size[split_to[from]]++;
        }
    }
    s->has = mem_new(s->class_count * sets + 1, 1);
    for (size_t k = 0; k < sets; k++)
        for (size_t i = parts_of(&s->program.sets[k], starts, parts, list); i-- > 0;)
            s->has[class[list[i]] * sets + k] = 1;
    make_pages(s, starts, parts, class);
    s->beyond = (uint16_t) class[parts];
    free(starts);
    free(list);
    free(class);
    free(size);
    free(held);
    free(split_to);
}

/* No node is seen. */
static void next_turn(struct sieve *s)
{
    if (++s->turn != 0)
        return;
    memset(s->seen, 0, s->program.node_count * sizeof *s->seen); /* came round */
    s->turn = 1;
}

/* Adds the node and all that are reached from it without a character to the list. */
static size_t reach(struct sieve *s, uint32_t node, size_t count)
{
    size_t top = 0;
    s->stack[top++] = node;
    while (top > 0) {
        uint32_t i = s->stack[--top];
        if (i == PATTERN_NONE || s->seen[i] == s->turn)
            continue;
        s->seen[i] = s->turn;
        const struct node *n = &s->program.nodes[i];
        if (n->kind != NODE_SPLIT) {
            s->list[count++] = i;
            continue;
        }
        s->stack[top++] = n->out;
        s->stack[top++] = n->other;
    }
    return count;
}

/* The state of the nodes in the list, a new one if there is none yet. There must be room for it. */
static uint16_t state_of(struct sieve *s, size_t count)
{
    if (count == 0)
        return DEAD;
    qsort(s->list, count, sizeof *s->list, by_number);
    uint64_t h = 14695981039346656037u; /* FNV-1a, by whole numbers */
    for (size_t i = 0; i < count; i++)
        h = (h ^ s->list[i]) * 1099511628211u;
    size_t slot = (h ^ h >> 32) % SLOTS;
    for (; s->slots[slot] != UNKNOWN; slot = (slot + 1) % SLOTS) {
        const struct state *o = &s->states[s->slots[slot]];
        if (o->count == count && memcmp(o->nodes, s->list, count * sizeof *s->list) == 0)
            return s->slots[slot];
    }
    size_t index = s->state_count++;
    struct state *state = &s->states[index];
    *state = (struct state){mem_grow(NULL, count, sizeof *state->nodes), count, NULL};
    memcpy(state->nodes, s->list, count * sizeof *state->nodes);
    for (size_t i = 0; i < count; i++) {
        const struct node *n = &s->program.nodes[s->list[i]];
        if (n->kind != NODE_ACCEPT)
            continue;
        if (state->accepted == NULL)
            state->accepted = mem_new(s->words, sizeof *state->accepted);
        state->accepted[n->value / 64] |= UINT64_C(1) << n->value % 64;
    }
    memset(s->next + index * s->class_count, 0, s->class_count * sizeof *s->next);
    s->slots[slot] = (uint16_t)index;
    return (uint16_t)index;
}

static void forget_states(struct sieve *s)
{
    for (size_t i = START; i < s->state_count; i++) {
        free(s->states[i].nodes);
        free(s->states[i].accepted);
    }
    s->state_count = START;
    memset(s->slots, 0, SLOTS * sizeof *s->slots);
}

/* Makes the first state. */
static void begin(struct sieve *s)
{
    size_t count = 0;
    forget_states(s);
    next_turn(s);
    for (size_t i = 0; i < s->program.pattern_count; i++)
        count = reach(s, s->program.patterns[i].start, count);
    state_of(s, count);
}

static void make_ready(struct sieve *s)
{
    size_t nodes = s->program.node_count;
    s->ready = true;
    s->words = (s->program.pattern_count + 63) / 64;
    s->found = mem_new(s->words, sizeof *s->found);
    make_classes(s);
    s->states = mem_new(STATES_MAX, sizeof *s->states);
    s->next = mem_grow(NULL, STATES_MAX * s->class_count, sizeof *s->next);
    s->slots = mem_new(SLOTS, sizeof *s->slots);
    s->list = mem_new(nodes, sizeof *s->list);
    s->stack = mem_new(2 * nodes + 2, sizeof *s->stack);
    s->seen = mem_new(nodes, sizeof *s->seen);
    begin(s);
}

/* The state behind one over a character of the class. */
static uint16_t make_next(struct sieve *s, uint16_t from, uint16_t class)
{
    const struct state *state = &s->states[from];
    const unsigned char *has = s->has + class * s->program.set_count;
    size_t count = 0;
    next_turn(s);
    for (size_t i = 0; i < state->count; i++) {
        const struct node *n = &s->program.nodes[state->nodes[i]];
        if (n->kind == NODE_SET && has[n->value] != 0)
            count = reach(s, n->out, count);
    }
    uint16_t to = state_of(s, count);
    s->next[from * s->class_count + class] = to;
    return to;
}

static inline uint16_t class_of(const struct sieve *s, uint32_t c)
{
    return s->pages[s->page_of[c / PAGE]][c % PAGE];
}

/* The class of the character at p and its length. */
static inline uint16_t class_at(const struct sieve *s, const unsigned char *p, size_t *n)
{
    if (p[0] < 0x80) {
        *n = 1;
        return s->pages[s->page_of[0]][p[0]];
    }
    if (p[0] < 0xe0) {
        *n = 2;
        return class_of(s, (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu));
    }
    if (p[0] < 0xf0) {
        *n = 3;
        return class_of(s, (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu));
    }
    *n = 4;
    return s->beyond;
}

/* Adds the patterns that have nodes in the state: they may match further on. */
static void add_open(struct sieve *s, const struct state *state)
{
    for (size_t i = 0, k = 0; i < state->count; i++) {
        while (state->nodes[i] >= s->program.patterns[k].end)
            k++;
        s->found[k / 64] |= UINT64_C(1) << k % 64;
    }
}

const uint64_t *sieve_find(struct sieve *s, struct view text, size_t offset)
{
    if (s->program.pattern_count == 0)
        return NULL;
    if (!s->ready)
        make_ready(s);
    if (s->state_count + STEPS_MAX > STATES_MAX)
        begin(s);
    const unsigned char *p = (const unsigned char *)text.p + offset;
    const unsigned char *end = (const unsigned char *)text.p + text.n;
    bool any = false;
    uint16_t from = START;
    for (unsigned steps = 0; p < end; steps++) {
        size_t n;
        uint16_t class = class_at(s, p, &n), to = s->next[from * s->class_count + class];
        if (to == UNKNOWN)
            to = make_next(s, from, class);
        if (to == DEAD)
            break;
        const struct state *state = &s->states[to];
        bool last = steps == STEPS_MAX - 1;
        if (!any && (state->accepted != NULL || last)) {
            memset(s->found, 0, s->words * sizeof *s->found);
            any = true;
        }
        for (size_t i = 0; state->accepted != NULL && i < s->words; i++)
            s->found[i] |= state->accepted[i];
        if (last) { /* too long a walk: one over all of the text for each place would never end */
            add_open(s, state);
            break;
        }
        from = to;
        p += n;
    }
    return any ? s->found : NULL;
}

void sieve_free(struct sieve *s)
{
    if (s == NULL)
        return;
    if (s->ready)
        forget_states(s);
    program_free(&s->program);
    free(s->found);
    free(s->pages);
    free(s->has);
    free(s->states);
    free(s->next);
    free(s->slots);
    free(s->list);
    free(s->stack);
    free(s->seen);
    free(s);
}
