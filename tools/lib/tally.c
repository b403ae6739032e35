#include "tally.h"

#include "buf.h"
#include "cut.h"
#include "hash.h"
#include "msg.h"
#include "translate.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { HELD = 4096, SLOTS = 2 * HELD, REPORTED = 100, TEXT_MAX = 256 };

struct entry {
    char *text; /* owned */
    const char *file;
    uint64_t line, count;
};

static struct entry *entries; /* in the order in which they came */
static size_t entry_count;
static uint16_t *slots; /* open addressing over entries, by index + 1 */
static uint64_t more;   /* records whose texts are not held */

void tally_add(const char *file, uint64_t line, const char *format, ...)
{
    char text[TEXT_MAX];
    va_list ap;
    va_start(ap, format);
    cut_args(text, sizeof text, translated(format), ap);
    va_end(ap);
    status_refused();
    if (entries == NULL) {
        entries = mem_new(HELD, sizeof *entries);
        slots = mem_new(SLOTS, sizeof *slots);
    }
    size_t i = hash_add(0, view_of(text)) % SLOTS;
    while (slots[i] != 0 && strcmp(entries[slots[i] - 1].text, text) != 0)
        i = (i + 1) % SLOTS;
    if (slots[i] != 0) {
        entries[slots[i] - 1].count++;
    } else if (entry_count < HELD) {
        size_t n = strlen(text) + 1;
        entries[entry_count] = (struct entry){mem_new(n, 1), file, line, 1};
        memcpy(entries[entry_count].text, text, n);
        slots[i] = (uint16_t)++entry_count;
    } else {
        more++;
    }
}

void tally_report(void)
{
    for (size_t i = 0; i < entry_count; i++) {
        const struct entry *e = &entries[i];
        if (i < REPORTED)
            msg(e->file, e->line, e->count == 1 ? N_("%s (%llu record)") : N_("%s (%llu records)"),
                e->text, (unsigned long long)e->count);
        else
            more += e->count;
        free(e->text);
    }
    if (more > 0)
        msg(NULL, 0, "%llu records more like these", (unsigned long long)more);
    free(entries);
    free(slots);
    entries = NULL;
    slots = NULL;
    entry_count = 0;
    more = 0;
}
