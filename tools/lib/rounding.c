#include "rounding.h"

void rounding_init(struct rounding *r, mpq_srcptr base, uint32_t places)
{
    *r = (struct rounding){.places = places};
    mpq_init(r->base);
    mpq_set(r->base, base);
    decimal_of_fraction(&r->figure, base, places);
    decimal_write(&r->base_text, &r->figure);
}

struct view rounding_of(struct rounding *r, struct view value)
{
    mpq_t q;
    mpq_init(q);
    decimal_read(&r->figure, value);
    decimal_to_fraction(q, &r->figure);
    mpq_div(q, q, r->base);
    decimal_of_fraction(&r->figure, q, 0);
    decimal_to_fraction(q, &r->figure);
    mpq_mul(q, q, r->base);
    decimal_of_fraction(&r->figure, q, r->places);
    mpq_clear(q);
    buf_clear(&r->text);
    decimal_write(&r->text, &r->figure);
    return buf_view(&r->text);
}

struct view rounding_base(const struct rounding *r)
{
    return buf_view(&r->base_text);
}

void rounding_free(struct rounding *r)
{
    mpq_clear(r->base);
    decimal_free(&r->figure);
    buf_free(&r->base_text);
    buf_free(&r->text);
}
