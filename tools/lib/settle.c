#include "settle.h"

#include "buf.h"

#include <string.h>

void candidate_read(struct candidate *c, const struct rival *r)
{
    c->rival = r;
    c->agrees = true;
    if (r->withheld)
        return;
    published_read(&c->figure, rival_piece(r, r->value), (struct view){"", 0},
                   rival_piece(r, r->resolution));
    c->figure.bound = r->bound;
}

void candidate_free(struct candidate *c)
{
    published_free(&c->figure);
}

/* Whether c can take the place of the best: it may be the same number and is as final. */
static bool may_stand_for(const struct candidate *c, const struct candidate *best)
{
    return !c->rival->withheld && !best->rival->withheld &&
           c->rival->derived <= best->rival->derived &&
           c->rival->provisional <= best->rival->provisional &&
           published_agree(&best->figure, &c->figure);
}

size_t settle(struct candidate *c, size_t n, const struct intern *releases, size_t *best)
{
    *best = 0;
    for (size_t i = 1; i < n; i++)
        if (rival_before(c[i].rival, c[*best].rival, releases, NULL))
            *best = i;
    size_t kept = *best;
    for (size_t i = 0; i < n; i++) {
        if (i == *best || !may_stand_for(&c[i], &c[*best]))
            continue;
        int finer = published_finer(&c[i].figure, &c[kept].figure);
        if (finer < 0 || (finer == 0 && kept != *best &&
                          rival_before(c[i].rival, c[kept].rival, releases, NULL)))
            kept = i;
    }
    for (size_t i = 0; i < n; i++) {
        bool withheld = c[i].rival->withheld;
        c[i].agrees = i == kept || (withheld == c[kept].rival->withheld &&
                                    (withheld || published_agree(&c[kept].figure, &c[i].figure)));
    }
    return kept;
}

uint64_t settle_sources(const struct candidate *c, size_t n, size_t sources)
{
    static uint64_t round, *counted; /* by source: the round in which it was */
    static size_t cap;
    uint64_t weight = 0;
    if (n == 1 && c->rival->origins == NULL)
        return c->rival->weight;
    if (cap < sources) {
        counted = mem_grow(counted, sources, sizeof *counted);
        memset(counted + cap, 0, (sources - cap) * sizeof *counted);
        cap = sources;
    }
    round++;
    for (size_t i = 0; i < n; i++) {
        const struct rival *r = c[i].rival;
        if (!c[i].agrees)
            continue;
        if (counted[r->source] != round)
            weight += r->weight;
        counted[r->source] = round;
        for (const struct origin *o = r->origins; o != NULL; o = o->next) {
            if (counted[o->source] != round)
                weight += o->weight;
            counted[o->source] = round;
        }
    }
    return weight;
}
