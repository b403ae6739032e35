/* A web page as lines of text and tables, with its content told from its furniture (menus,
 * footers). */
#ifndef ZB_PAGE_H
#define ZB_PAGE_H

#include "buf.h"
#include "htmltable.h"
#include "view.h"

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

enum page_left { /* why a line is left out */
                 PAGE_KEPT,
                 PAGE_LINKS,     /* most of it are links: a menu, a list of other pages */
                 PAGE_FURNITURE, /* what every page of a site has, by its words
                                    (dict/page-parts.csv) */
                 PAGE_PART,      /* it stands in a part that is named nav, footer and so on */
                 PAGE_OUTSIDE,   /* it stands outside the part that holds the prose and tables */
};

struct page_line {
    xmlNode *block;               /* the element that it stands in */
    size_t offset, length, links; /* its text in the page's buf; bytes of it that are in links */
    size_t table, row;            /* the number of its table and row from 0; else PAGE_NO_TABLE */
    bool prose;                   /* it is a sentence, or a row with figures: what pages are for */
    enum page_left left;
};

#define PAGE_NO_TABLE ((size_t)-1)

struct page_table {
    struct html_table grid;
    size_t line; /* of its first row, among the page's lines; the others follow */
};

struct page {
    const char *file; /* not owned */
    xmlDocPtr doc;    /* owned, as is all that follows */
    struct buf text, title;
    struct buf heading; /* the title, also where the first kept lines have it */
    struct page_line *lines;
    size_t count, cap;
    struct page_table *tables; /* those with data, innermost, in the order of the page */
    size_t tables_count, tables_cap;
    xmlNode *content;        /* the element whose lines are kept; NULL where there is none */
    bool hidden;             /* parts that are not shown were taken */
    size_t prose, in_tables; /* bytes of kept sentences, and of kept rows */
};

/*
 * Reads a page of UTF-8 text (see html_parse). Parts that are not shown are left out, unless
 * take_hidden is set or there is nothing else. The title is what the page says in <meta
 * name=ArticleTitle>, else <title> without the site's name; it is empty where the first kept lines
 * have it, or it is missing. False where the text holds no element: it is no HTML. The caller ends
 * it with page_free.
 */
bool page_read(struct page *page, const char *file, struct buf *text, bool take_hidden);

/* The text of a line; good as long as the page. */
struct view page_text(const struct page *page, const struct page_line *line);

/* Whether a table is part of the content: some row of it is kept. */
bool page_has_table(const struct page *page, size_t table);

/* The first line of the table's caption: up to three short lines directly before it that are no
 * sentences; the table's first line where it has none. */
size_t page_caption(const struct page *page, size_t table);

/* In words, for messages. */
const char *page_left_why(enum page_left left);

void page_free(struct page *page);

#endif
