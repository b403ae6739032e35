#include "raised.h"

#include "html.h"
#include "utf8.h"
#include "view.h"

#include <stdint.h>
#include <string.h>

enum { DIGITS_MAX = 3, TEXT_MAX = 60 };

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xa0 || c == 0x3000;
}

static bool is_letter(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0x370 && c <= 0x3ff) ||
           (c >= 0x3380 && c <= 0x33df); /* ㎜ and its like */
}

/* The character before *end that is no blank, 0 where there is none; *end becomes its start. */
static uint32_t before(const struct buf *b, size_t *end)
{
    while (*end > 0) {
        uint32_t c = 0;
        size_t start = *end - 1;
        while (start > 0 && ((unsigned char)b->p[start] & 0xc0) == 0x80)
            start--;
        if (utf8_decode(b->p + start, *end - start, &c) == 0)
            return 0;
        *end = start;
        if (!is_blank(c))
            return c;
    }
    return 0;
}

/* Whether the text is short numbers and what parts or closes them; each goes to marks in brackets.
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

/* Whether a 10 ends at end that a multiplication sign or a bracket precedes. */
static bool is_power(const struct buf *b, size_t end)
{
    if (before(b, &end) != '0' || before(b, &end) != '1')
        return false;
    uint32_t c = before(b, &end);
    return c == 0xd7 || c == '*' || c == 0xb7 || c == '(' || c == 0xff08;
}

static void add_superscripts(struct buf *to, struct view text)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            buf_add_string(to, digits[text.p[i] - '0']);
}

bool raised_rewrite(struct buf *b, size_t from)
{
    struct view text = {b->p + from, b->n - from};
    struct buf marks = {0};
    size_t end = from;
    uint32_t last = text.n > 0 && text.n <= TEXT_MAX ? before(b, &end) : 0;
    bool changed = last != 0 && !is_letter(last) && read_marks(text, &marks);
    if (changed) {
        if (is_power(b, from)) {
            buf_clear(&marks);
            add_superscripts(&marks, text);
        }
        b->n = from;
        buf_add_view(b, buf_view(&marks));
    }
    buf_free(&marks);
    return changed;
}

void raised_mark(xmlDocPtr doc)
{
    struct buf line = {0};
    size_t raised = 0;
    for (struct html_walk w = {.top = xmlDocGetRootElement(doc)}; html_next(&w);) {
        xmlNode *node = w.node;
        if (html_is(node, "sup"))
            w.leaving ? raised-- : raised++;
        else if (html_is_block(node) || html_is(node, "br"))
            buf_clear(&line);
        struct view v = w.leaving ? (struct view){0} : html_text(node);
        size_t from = line.n;
        buf_add_view(&line, v);
        if (v.n > 0 && raised > 0 && raised_rewrite(&line, from)) {
            buf_add_char(&line, '\0');
            line.n--;
            xmlNodeSetContent(node, (const xmlChar *)line.p + from);
        }
    }
    buf_free(&line);
}
