/* Text that is made by a format and has to fit: what does not is cut off between characters. */
#ifndef ZB_CUT_H
#define ZB_CUT_H

#include <stdarg.h>
#include <stddef.h>

/* Writes what the format makes into text[0..size), as vsnprintf() does, but no character of UTF-8
 * is cut. size must not be 0. Text that vsnprintf() cannot make is empty. */
void cut_args(char *text, size_t size, const char *format, va_list ap)
    __attribute__((format(printf, 3, 0)));

/* The same, as snprintf(). */
void cut_format(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
