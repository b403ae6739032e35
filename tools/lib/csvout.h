/* Writing CSV rows: RFC 4180, LF line ends, quotes only where the RFC needs them. */
#ifndef ZB_CSVOUT_H
#define ZB_CSVOUT_H

#include "out.h"
#include "view.h"

#include <stddef.h>

/* Writes one field, quoted if it holds a comma, a quote, CR or LF. */
void csvout_field(struct out *o, struct view field);

/* Writes n fields and the line end. A row of a single empty field is written as "" since an empty
 * line is no row. */
void csvout_row(struct out *o, const struct view *fields, size_t n);

#endif
