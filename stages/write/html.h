/* Text as HTML. What a report says is never markup. */
#ifndef BAOGAO_STAGES_WRITE_HTML_H
#define BAOGAO_STAGES_WRITE_HTML_H

#include "stages/model/text.h"

/* `value` as character data or inside a quoted attribute: & < > " ' are escaped; bytes that are no UTF-8, control
 * characters and marks that turn the direction of what follows become U+FFFD. */
void html_add(struct text *html, struct slice value);
void html_add_string(struct text *html, const char *value);
/* ` name="value"`. */
void html_add_attribute(struct text *html, const char *name, struct slice value);
void html_add_number(struct text *html, size_t value);

#endif
