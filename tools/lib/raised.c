#include "raised.h"

#include "buf.h"
#include "html.h"
#include "utf8.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { DIGITS_MAX = 3, BEFORE = 4 };

/* The last characters before a text, the last one first; 0 at the start of a block. */
struct before {
    uint32_t c[BEFORE];
};

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xa0 || c == 0x3000;
}

static bool is_letter(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0x370 && c <= 0x3ff) ||
           (c >= 0x3380 && c <= 0x33df); /* ㎜ and its like */
}

static void remember(struct before *b, struct view text)
{
    uint32_t c;
    for (size_t i = 0, n; i < text.n; i += n) {
        n = utf8_decode(text.p + i, text.n - i, &c);
        if (n == 0)
            return;
        if (is_blank(c))
            continue;
        memmove(b->c + 1, b->c, sizeof b->c - sizeof *b->c);
        b->c[0] = c;
    }
}

/* Whether the text is short numbers and what parts or closes them; adds each to marks in brackets.
 */
static bool read_marks(struct view text, struct buf *marks)
{
    size_t digits = 0;
    uint32_t c;
    bool any = false;
    for (size_t i = 0, n; i < text.n; i += n) {
        n = utf8_decode(text.p + i, text.n - i, &c);
        if (n == 0)
            return false;
        if (c >= '0' && c <= '9') {
            buf_add_string(marks, digits == 0 ? "[" : "");
            buf_add_char(marks, (char)c);
            any = true;
            if (++digits > DIGITS_MAX)
                return false;
            continue;
        }
        if (!is_blank(c) && c != ',' && c != 0xff0c && c != 0x3001 && c != ')' && c != 0xff09)
            return false;
        buf_add_string(marks, digits > 0 ? "]" : "");
        digits = 0;
    }
    buf_add_string(marks, digits > 0 ? "]" : "");
    return any;
}

static bool is_power(const struct before *b)
{
    return b->c[0] == '0' && b->c[1] == '1' &&
           (b->c[2] == 0xd7 || b->c[2] == '*' || b->c[2] == 0xb7 || b->c[2] == '(' ||
            b->c[2] == 0xff08);
}

static void add_superscripts(struct buf *to, struct view text)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            buf_add_string(to, digits[text.p[i] - '0']);
}

void raised_mark(xmlDocPtr doc)
{
    struct before before = {0};
    struct buf text = {0};
    size_t raised = 0;
    for (struct html_walk w = {.top = xmlDocGetRootElement(doc)}; html_next(&w);) {
        xmlNode *node = w.node;
        if (html_is(node, "sup"))
            w.leaving ? raised-- : raised++;
        else if (html_is_block(node) || html_is(node, "br"))
            before = (struct before){0};
        struct view v = w.leaving ? (struct view){0} : html_text(node);
        if (v.n == 0)
            continue;
        buf_clear(&text);
        if (raised == 0 || before.c[0] == 0 || is_letter(before.c[0]) || !read_marks(v, &text)) {
            remember(&before, v);
            continue;
        }
        if (is_power(&before)) {
            buf_clear(&text);
            add_superscripts(&text, v);
        }
        buf_add_char(&text, '\0');
        xmlNodeSetContent(node, (const xmlChar *)text.p);
    }
    buf_free(&text);
}
