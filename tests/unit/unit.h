/* For unit tests: check(CONDITION) says where it does not hold; main ends with return unit_end().
 */
#ifndef ZB_UNIT_H
#define ZB_UNIT_H

#include <stdbool.h>
#include <stdio.h>

static int unit_checked, unit_failed;

/* Returns whether it holds, so that a test can say more or stop. */
#define check(condition) unit_check((condition), __FILE__, __LINE__, #condition)

static inline bool unit_check(bool holds, const char *file, int line, const char *text)
{
    unit_checked++;
    if (!holds) {
        unit_failed++;
        fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, text);
    }
    return holds;
}

/* The status of the program: 1 where a check failed, and where there was none at all. */
static inline int unit_end(void)
{
    if (unit_checked == 0)
        fprintf(stderr, "nothing was checked\n");
    return unit_failed > 0 || unit_checked == 0;
}

#endif
