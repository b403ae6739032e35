#include "base.h"

enum base base_of(struct period period, struct view against)
{
    struct period base;
    if (period.kind == PERIOD_NONE || period.kind == PERIOD_YEARS ||
        !period_parse(against, &base) || base.kind == PERIOD_NONE)
        return BASE_OTHER;
    if (period_equal(period_year_before(period), base))
        return BASE_YEAR;
    return period_equal(period_previous(period), base) ? BASE_BEFORE : BASE_OTHER;
}
