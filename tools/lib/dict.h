/*
 * Dictionaries: facts as CSV (zb-dict(5)), built in or from the user's file, indexed by name.
 *
 * A dictionary is held in memory as a whole. Within one file a name stands once: a second line for
 * it is an error that names both lines, whether it says the same or something else. A later file
 * may give a name anew; its line then replaces the earlier file's.
 */
#ifndef ZB_DICT_H
#define ZB_DICT_H

#include "builtin.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DICT_NONE SIZE_MAX /* no such column */

struct dict; /* opaque */

struct dict_row {
    const char *file; /* "dict/units.csv" for a built-in one */
    uint64_t line;
    const struct view *fields; /* in the order of the columns given to dict_new; may be empty */
};

/*
 * An empty dictionary of these columns. The first keys of them together are a line's name. aliases
 * is the index of a column that holds further names of the line, separated by '|', or DICT_NONE; it
 * needs keys to be 1. columns must outlive the dictionary, which the caller ends with dict_free.
 */
struct dict *dict_new(const char *const *columns, size_t count, size_t keys, size_t aliases);

/* Lets columns[from..count) be missing from a file; they are empty then. */
void dict_optional(struct dict *d, size_t from);

/* Reads a built-in dictionary or the user's file (a path, "-" for stdin). Its
 * columns are found by name, others are passed over, blank lines too. Ends the program with
 * STATUS_FAILED, naming file and line, where it cannot be read, is no UTF-8 CSV, lacks a column,
 * has a row of another length, a name that is empty, or one that stands twice. file must outlive
 * the dictionary. The names of built-in ones are indexed when they are needed, and checked by
 * tests/unit/dict.c before that. */
void dict_read_builtin(struct dict *d, const struct builtin *builtin);
void dict_read_file(struct dict *d, const char *file);

/* The same of a file that was loaded (input_load), since its header says what it is: dict_has says
 * whether that names the column. The text may go once it was read. */
bool dict_has(struct view text, const char *column);
void dict_read_text(struct dict *d, const char *file, struct view text);

/* The line with this name, key[0..keys), or NULL. Good until the next file is read. */
const struct dict_row *dict_find(struct dict *d, const struct view *key);

/* All lines in the order in which their names were first given. */
size_t dict_count(const struct dict *d);
const struct dict_row *dict_at(const struct dict *d, size_t i);

/* Ends the program with STATUS_FAILED for a cell that cannot be: file, line, the column's name,
 * what is wrong, and the cell where it is not empty. columns are those of dict_new. */
_Noreturn void dict_bad(const struct dict_row *row, const char *const *columns, size_t column,
                        const char *what);

void dict_free(struct dict *d);

#endif
