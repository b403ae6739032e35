/* Number formats of spreadsheets (ECMA-376-1, 18.8.30 and 18.8.31): what kind of value a cell
 * shows. */
#ifndef ZB_CELLFORMAT_H
#define ZB_CELLFORMAT_H

#include "buf.h"
#include "view.h"

#include <stdbool.h>

enum { /* what of a date or time a format shows; bits */
       SHOWS_YEAR = 1,
       SHOWS_MONTH = 2,
       SHOWS_DAY = 4,
       SHOWS_HOUR = 8,
       SHOWS_MINUTE = 16,
       SHOWS_SECOND = 32,
       SHOWS_ELAPSED = 64, /* hours beyond 24, minutes beyond 60 */
};

struct cell_format {
    unsigned shows;    /* of a date or time; 0 for other numbers */
    bool percent;      /* the number times 100, and % */
    bool percent_sign; /* the number as it is, and % */
    unsigned scale;    /* the number is shown by the power of ten smaller: 3 with 0.0, */
    char behind[24];   /* what such a number has behind it: 万 */
};

/* The format of a built-in id, as the Chinese version of Excel has it. */
struct cell_format cell_format_builtin(long id);

/* Reads a format code; its first section counts. */
struct cell_format cell_format_read(struct view code);

/*
 * Appends the number of a cell as the format shows it, but with all digits that are stored:
 * 182506.58999999997 is 182506.59, 3.2000000000000001E-2 with 0% is 3.2%, 123456 with 0.0, or
 * 0!.0,"万" is 123.456 or 12.3456万, 43709 with a date is
 * 2019-09-01 (ISO 8601), to what is shown of it: 2019-09 with yyyy"年"m"月". A date before 1900
 * (1904 in workbooks that count from there), after 9999, or the 29 February 1900 that spreadsheets
 * believe in is a number. False, and nothing is appended, where text is no number.
 */
bool cell_format_number(struct cell_format format, bool from_1904, struct view text,
                        struct buf *to);

#endif
