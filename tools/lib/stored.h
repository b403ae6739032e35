/* Numbers as spreadsheet programs store them: binary floating point, printed with its noise. */
#ifndef ZB_STORED_H
#define ZB_STORED_H

#include "buf.h"
#include "view.h"

#include <stdbool.h>

enum { STORED_DIGITS = 15 }; /* that a spreadsheet shows: 182506.58999999997 is 182506.59 */

/*
 * Appends to `to` the number in text ("182506.58999999997", "3.2000000000000001E-2") times
 * 10^shift, rounded half away from zero to 15 significant digits, without an exponent, without
 * zeros at the end of its fraction. It is arithmetic on the decimal digits. False, and nothing is
 * appended, where text is no such number, or its exponent is beyond a double's (400).
 */
bool stored_number(struct view text, long shift, struct buf *to);

/*
 * The stored number of which shown (digits, thousands marks, a point, a sign) is a rounding: as
 * stored_number appends it for text and shift, or, where a format shows it in thousands or ten
 * thousands, by that power of ten smaller. False, and nothing is appended, where shown is none.
 */
bool stored_shown(struct view text, long shift, struct view shown, struct buf *to);

#endif
