/* What the pages and the index share: names, words and the head. */
#include "stages/write/review.h"

#include <stdio.h>
#include <string.h>

#include "stages/model/sha256.h"
#include "stages/write/html.h"
#include "stages/write/labels.h"

/* ASCII letters and digits, and Chinese characters: what every file system and address holds. */
static bool is_plain(uint32_t code) {
    return (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') ||
           (code >= 0x4E00 && code <= 0x9FFF);
}

void review_page_name(struct slice document, char name[PAGE_NAME_BYTES]) {
    enum { READABLE_BYTES = 96, HASH_DIGITS = 12 };
    char hash[SHA256_TEXT_BYTES];
    size_t size = 0;
    for (size_t at = 0; at < document.size && size < READABLE_BYTES;) {
        size_t from = at;
        if (is_plain(slice_next(document, &at))) {
            memcpy(name + size, document.start + from, at - from);
            size += at - from;
        } else if (size && name[size - 1] != '-') {
            name[size++] = '-';
        }
    }
    sha256_of_bytes(document, hash);
    snprintf(name + size, PAGE_NAME_BYTES - size, "-%.*s.html", HASH_DIGITS, hash);
}

void review_place(enum table_name table, size_t row, char place[REVIEW_PLACE_BYTES]) {
    snprintf(place, REVIEW_PLACE_BYTES, "%c%zu", table == TABLE_TARGETS ? 't' : 'p', row + 1);
}

static bool in_english(const struct write_options *options) {
    return options->headers == HEADERS_ENGLISH;
}

const char *review_word(const struct write_options *options, enum review_word_name name) {
    return in_english(options) ? review_words[name].english : review_words[name].chinese;
}

const char *review_title(const struct write_options *options, const struct column *column) {
    return in_english(options) ? column->name : column->title;
}

struct slice review_label(const struct write_options *options, const struct column *column, struct slice cell) {
    return in_english(options) ? cell : column_label(column, cell);
}

int review_column(enum table_name table, const char *name) {
    for (size_t i = 0; i < tables[table].column_count; i++)
        if (strcmp(tables[table].columns[i].name, name) == 0)
            return (int)i;
    return -1;
}

bool review_is_doubtful(struct slice confidence) {
    struct decimal value = decimal_from_text(confidence);
    return value.known && decimal_compare(value, decimal_from_text(SLICE("0.7"))) < 0;
}

void review_add_head(struct text *html, const struct write_options *options, struct slice title) {
    text_add(html, SLICE("<!doctype html>\n<html"));
    html_add_attribute(html, "lang", in_english(options) ? SLICE("en") : SLICE("zh-CN"));
    text_add(html, SLICE(">\n<head>\n<meta charset=\"utf-8\">\n"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; "
                         "script-src 'self'; base-uri 'none'; form-action 'none'\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"));
    html_add(html, title);
    text_add(html, SLICE("</title>\n<link rel=\"stylesheet\" href=\"review.css\">\n"
                         "<script src=\"review.js\" defer></script>\n</head>\n"));
}
