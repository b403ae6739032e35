#include "sensitivity.h"

void sensitivity_init(struct sensitivity *s)
{
    s->number = 3;
    mpq_init(s->share);
    mpq_set_ui(s->share, 85, 100);
    mpq_canonicalize(s->share);
}

void sensitivity_set_percent(struct sensitivity *s, mpq_srcptr percent)
{
    mpq_set(s->share, percent);
    mpz_mul_ui(mpq_denref(s->share), mpq_denref(s->share), 100);
    mpq_canonicalize(s->share);
}

bool sensitivity_too_few(const struct sensitivity *s, uint64_t reporters)
{
    return reporters > 0 && reporters < s->number;
}

bool sensitivity_dominated(const struct sensitivity *s, const struct decimal *largest,
                           const struct decimal *value)
{
    mpq_t l, v;
    mpq_inits(l, v, NULL);
    decimal_to_fraction(l, largest);
    decimal_to_fraction(v, value);
    mpq_abs(l, l);
    mpq_abs(v, v);
    mpq_mul(v, v, s->share);
    bool more = mpq_cmp(l, v) > 0;
    mpq_clears(l, v, NULL);
    return more;
}

void sensitivity_free(struct sensitivity *s)
{
    mpq_clear(s->share);
}
