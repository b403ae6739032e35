#include "flow.h"

#include "utf8.h"

struct flow flow_start(struct buf *to, bool keep_indent)
{
    return (struct flow){.to = to, .start = to->n, .keep_indent = keep_indent};
}

/* What has no width: C0 and C1 controls, soft hyphen, joiners, direction marks, byte order marks.
 */
static bool is_nothing(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\f' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F || c == 0x205F;
}

static bool is_chinese(uint32_t c)
{
    return c >= 0x2E80 && c < 0xE000 ? c != 0x3000 : (c >= 0xF900 && c < 0x30000);
}

static void put(struct flow *f, uint32_t c, const char *p, size_t n)
{
    bool joined = f->broken && is_chinese(f->last) && is_chinese(c);
    if ((f->blank || f->broken) && f->last != 0 && !joined)
        buf_add_char(f->to, ' ');
    f->blank = f->broken = false;
    buf_add(f->to, p, n);
    f->last = c;
}

void flow_text(struct flow *f, struct view text)
{
    while (text.n > 0) {
        uint32_t c;
        size_t n = utf8_decode(text.p, text.n, &c);
        if (n == 0) { /* not so after decoding; never pass on what is no UTF-8 */
            n = 1;
            c = 0;
        }
        bool indent = f->last == 0 && (c == 0x3000 || c == 0xA0);
        if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x85) {
            f->broken = true;
        } else if (indent && f->keep_indent) {
            buf_add(f->to, c == 0xA0 ? " " : text.p, c == 0xA0 ? 1 : n);
        } else if (f->keep_blanks && (is_blank(c) || indent)) {
            put(f, c, c == 0x3000 ? text.p : " ", c == 0x3000 ? n : 1);
        } else if (is_blank(c) || indent) {
            f->blank = true;
        } else if (!is_nothing(c)) {
            put(f, c, text.p, n);
        }
        text.p += n;
        text.n -= n;
    }
}

void flow_break(struct flow *f)
{
    f->broken = true;
}

size_t flow_end(struct flow *f)
{
    static const char ideographic[] = "\xE3\x80\x80";
    struct buf *b = f->to;
    for (;;) {
        if (b->n > f->start && b->p[b->n - 1] == ' ')
            b->n--;
        else if (b->n >= f->start + 3 && memcmp(b->p + b->n - 3, ideographic, 3) == 0)
            b->n -= 3;
        else
            break;
    }
    return b->n - f->start;
}
