/* What is said to people, in their language: gettext, of which only messages and --help make use.
 * Data are the same bytes in every language. */
#ifndef ZB_TRANSLATE_H
#define ZB_TRANSLATE_H

/* Marks a text for tools/po that is not itself an argument of msg, die, reject ...: translated or
 * msg translates it where it is shown. */
#define N_(text) text

/*
 * The text in the language of the user, or as it is where the catalogue has none. It is for stderr,
 * --help and nothing else. The language is that of LANGUAGE, ZB_LANGUAGE, LC_ALL, LC_MESSAGES and
 * LANG, as zhibiao(7) says; they are looked at, and the catalogue opened, by the first call, so
 * that a run without a message pays nothing. errno is left alone. The result is static.
 */
const char *translated(const char *english) __attribute__((format_arg(1)));

/* strerror(error) in that language: UTF-8, whatever LC_CTYPE is. */
const char *translated_error(int error);

#endif
