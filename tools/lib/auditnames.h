/* What the audit knows of names, from dict/audit.csv (zb-dict(5)). */
#ifndef ZB_AUDITNAMES_H
#define ZB_AUDITNAMES_H

#include "audit.h"

struct auditnames; /* opaque */

/* The built-in dictionary; the caller ends it with auditnames_free. */
struct auditnames *auditnames_new(void);

/* Adds a user's file. Ends the program as dict_read_file does. file must outlive the names. */
void auditnames_read(struct auditnames *n, const char *file);

/* The answers that an audit asks for; good as long as the names. */
struct audit_names auditnames_ask(struct auditnames *n);

void auditnames_free(struct auditnames *n);

#endif
