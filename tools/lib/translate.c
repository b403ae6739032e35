#include "translate.h"

#include "view.h"

#include <errno.h>
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DOMAIN "zhibiao"

/* What files and memory fail with, for machines where the C library has no catalogue of its own. */
static const struct {
    int error;
    const char *text;
} errors[] = {
    {ENOENT, N_("No such file or directory")},
    {EACCES, N_("Permission denied")},
    {EPERM, N_("Operation not permitted")},
    {EISDIR, N_("Is a directory")},
    {ENOTDIR, N_("Not a directory")},
    {ENOSPC, N_("No space left on device")},
    {EDQUOT, N_("Disk quota exceeded")},
    {EFBIG, N_("File too large")},
    {EIO, N_("Input/output error")},
    {EPIPE, N_("Broken pipe")},
    {EBADF, N_("Bad file descriptor")},
    {EROFS, N_("Read-only file system")},
    {EMFILE, N_("Too many open files")},
    {ENAMETOOLONG, N_("File name too long")},
    {ELOOP, N_("Too many levels of symbolic links")},
    {ENOMEM, N_("Cannot allocate memory")},
};

/* The value of the first of these variables that is set and not empty, or NULL. */
static const char *first_set(const char *const *names)
{
    for (; *names != NULL; names++) {
        const char *value = getenv(*names);
        if (value != NULL && *value != '\0')
            return value;
    }
    return NULL;
}

/* Whether a locale is the one in which nothing is translated. */
static bool is_c(struct view locale)
{
    return view_is(locale, "C") || view_is(locale, "POSIX");
}

/* Whether a list of languages begins with the one that the messages are written in. */
static bool is_english(const char *languages)
{
    struct view first = {languages, 0};
    while (languages[first.n] != '\0' && languages[first.n] != ':' && languages[first.n] != '_' &&
           languages[first.n] != '.')
        first.n++;
    return view_is(first, "en") || is_c(first);
}

/* Tells gettext where the catalogue is: in share/locale beside the bin that the program lies in, be
 * it build or a PREFIX. Without /proc it is left to look where the C library has its own. */
static void bind_catalogue(void)
{
    static const char place[] = "/share/locale";
    char path[PATH_MAX + sizeof place];
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX);
    for (int up = 0; up < 2 && n > 0; up++) {
        while (n > 0 && path[n - 1] != '/')
            n--;
        n--;
    }
    if (n >= 0) {
        memcpy(path + n, place, sizeof place);
        bindtextdomain(DOMAIN, path);
    }
    bind_textdomain_codeset(DOMAIN, "UTF-8");
    bind_textdomain_codeset("libc", "UTF-8"); /* LC_CTYPE stays C, in which Chinese is all ? */
}

/* Whether there may be something to translate to; if so, gettext is told all that it has to know.
 */
static bool choose(void)
{
    static const char *const variables[] = {"ZB_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", NULL};
    static const char *const list[] = {"LANGUAGE", NULL};
    /* locales that machines have, by which gettext can be led to any language by LANGUAGE */
    static const char *const others[] = {"en_US.UTF-8", "C.UTF-8"};
    const char *locale = first_set(variables), *languages = first_set(list);
    if (locale == NULL || is_c(view_of(locale)) ||
        is_english(languages != NULL ? languages : locale))
        return false;
    if (setlocale(LC_MESSAGES, locale) == NULL) { /* it was never generated, as on many servers */
        size_t i = 0, n = sizeof others / sizeof *others;
        while (i < n && setlocale(LC_MESSAGES, others[i]) == NULL)
            i++;
        if (i == n || (languages == NULL && setenv("LANGUAGE", locale, 1) != 0))
            return false;
    }
    bind_catalogue();
    return true;
}

/* Whether there is; found out by the first call. errno is left alone. */
static bool is_chosen(void)
{
    static enum { UNKNOWN, ENGLISH, OTHER } language;
    int error = errno;
    if (language == UNKNOWN)
        language = choose() ? OTHER : ENGLISH;
    errno = error;
    return language == OTHER;
}

const char *translated(const char *english)
{
    /* the text of "" would be the head of the catalogue */
    return is_chosen() && *english != '\0' ? dgettext(DOMAIN, english) : english;
}

const char *translated_error(int error)
{
    for (size_t i = 0; is_chosen() && i < sizeof errors / sizeof *errors; i++) {
        if (errors[i].error == error)
            return translated(errors[i].text);
    }
    return strerror(error); /* the C library's own; in the language, too, once that is chosen */
}
