/* Copies runs of plain characters and replaces the others one by one. */
#include "stages/write/html.h"

#include <stdio.h>

enum { REPLACEMENT = 0xFFFD };

/* Marks of direction: LRE to RLO and LRI to PDI (Unicode Standard Annex 9). */
static bool is_direction_mark(uint32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static bool is_control(uint32_t code) {
    return (code < 0x20 && code != '\t' && code != '\n') || (code >= 0x7F && code < 0xA0);
}

/* What stands for a character in HTML; empty where it stands for itself. */
static struct slice escape_of(uint32_t code) {
    switch (code) {
    case '&': return SLICE("&amp;");
    case '<': return SLICE("&lt;");
    case '>': return SLICE("&gt;");
    case '"': return SLICE("&quot;");
    case '\'': return SLICE("&#39;");
    default:
        return is_control(code) || is_direction_mark(code) || code == REPLACEMENT ? SLICE("\xEF\xBF\xBD")
                                                                                  : (struct slice){0};
    }
}

void html_add(struct text *html, struct slice value) {
    size_t plain = 0;
    for (size_t at = 0; at < value.size;) {
        size_t from = at;
        struct slice escape = escape_of(slice_next(value, &at));
        if (escape.size == 0)
            continue;
        text_add(html, slice_part(value, plain, from));
        text_add(html, escape);
        plain = at;
    }
    text_add(html, slice_part(value, plain, value.size));
}

void html_add_string(struct text *html, const char *value) {
    html_add(html, slice_from_string(value));
}

void html_add_attribute(struct text *html, const char *name, struct slice value) {
    text_add(html, SLICE(" "));
    text_add_string(html, name);
    text_add(html, SLICE("=\""));
    html_add(html, value);
    text_add(html, SLICE("\""));
}

void html_add_number(struct text *html, size_t value) {
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", value);
    text_add_string(html, digits);
}
