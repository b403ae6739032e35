/* The built-in units hold what a user's must: read as a user's file, each line is checked. */
#include "units.h"
#include "start.h"
#include "unit.h"

int main(void)
{
    start("unit");
    struct units *u = units_new();
    struct unit unit = {0};
    units_read(u, "tools/dict/units.csv");
    units_check(u);
    check(units_find(u, view_of("万元"), &unit) && view_is(unit.canonical, "亿元"));
    unit_free(&unit);
    units_free(u);
    return unit_end();
}
