/* Texts of tables that say the same in Chinese and, behind it, in another language: 北京 Beijing.
 */
#ifndef ZB_BILINGUAL_H
#define ZB_BILINGUAL_H

#include "view.h"

#include <stdbool.h>

/* The text without what repeats it in Latin letters: words behind a blank and behind the last
 * Chinese character, of which one has three small letters, so that GDP, kWh and M2 stay. Texts of
 * one language come back as they are. */
struct view bilingual_chinese(struct view text);

/* Whether the whole text is such a repetition: Growth Rate(%), (10 000 persons), without Chinese.
 */
bool bilingual_is_repeated(struct view text);

#endif
