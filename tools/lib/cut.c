#include "cut.h"

#include "utf8.h"

#include <stdint.h>
#include <stdio.h>

void cut_args(char *text, size_t size, const char *format, va_list ap)
{
    int whole = vsnprintf(text, size, format, ap);
    if (whole < 0)
        text[0] = '\0';
    if (whole < 0 || (size_t)whole < size)
        return;
    size_t n = size - 1, last = n; /* where the last character begins, of at most four bytes */
    while (last > 0 && n - last < 4 && (n == last || ((unsigned char)text[last] & 0xC0) == 0x80))
        last--;
    uint32_t cp;
    if ((unsigned char)text[last] >= 0xC0 && utf8_decode(text + last, n - last, &cp) == 0)
        text[last] = '\0';
}

void cut_format(char *text, size_t size, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    cut_args(text, size, format, ap);
    va_end(ap);
}
