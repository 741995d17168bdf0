/* Whether the text shows signs of a wrong conversion before this one: characters lost, glyphs without a character, one
 * encoding read as another. It changes nothing; a diagnostic says what was seen. */
#include "stages/clean/clean_lines.h"

/* How often `word` stands in the source, and where first. */
static size_t count_of(struct slice source, struct slice word, size_t *first) {
    size_t count = 0;
    for (size_t at = slice_find(source, word, 0); at != SIZE_MAX; at = slice_find(source, word, at + word.size)) {
        if (count++ == 0)
            *first = at;
    }
    return count;
}

static void note(struct report *report, size_t at, const char *code, const char *what, size_t count) {
    report_note(report, SEVERITY_WARNING, report_source_line(report, at), "clean", code, "%zu %s", count, what);
}

/* UTF-8 that was read as GBK has these in place of ，and 。, which it then lacks. */
static void look_for_gbk(struct report *report) {
    size_t first = 0, other = 0, count;
    count = count_of(report->source, SLICE("\xE9\x94\x9B"), &first);                   /* U+951B */
    count += count_of(report->source, SLICE("\xE9\x8A\x86"), count ? &other : &first); /* U+9286 */
    if (count > 1 && slice_find(report->source, SLICE("，"), 0) == SIZE_MAX &&
        slice_find(report->source, SLICE("。"), 0) == SIZE_MAX)
        note(report, first, "misread_encoding",
             "signs that UTF-8 was read as GBK before: the text is not what was written", count);
}

/* UTF-8 or GBK that was read as Latin-1 is full of letters with accents. */
static void look_for_latin(struct report *report) {
    enum { SHARE = 5, LEAST = 20 };
    const unsigned char *bytes = (const unsigned char *)report->source.start;
    size_t count = 0, first = 0;
    for (size_t i = 0; i < report->source.size; i++)
        count += bytes[i] == 0xC2 || bytes[i] == 0xC3;
    if (count < LEAST || count * SHARE < report->source.size)
        return;
    while (bytes[first] != 0xC2 && bytes[first] != 0xC3)
        first++;
    note(report, first, "misread_encoding", "letters with accents: the text was read in a wrong encoding before",
         count);
}

void clean_note_doubts(struct cleaning *cleaning) {
    struct report *report = cleaning->report;
    size_t first = 0, count = count_of(report->source, SLICE("\xE9\x94\x9F\xE6\x96\xA4\xE6\x8B\xB7"), &first);
    if (count)
        note(report, first, "lost_character", "times U+951F U+65A4 U+62F7 stands where characters were lost before",
             count);
    count = count_of(report->source, SLICE("(cid:"), &first);
    if (count)
        note(report, first, "lost_character", "times (cid:…) stands where a PDF file names no character", count);
    if (cleaning->lost_spaces)
        note(report, cleaning->first_lost_space, "lost_space",
             "times ?? stands where spaces were lost before; they are read as spaces", cleaning->lost_spaces);
    look_for_gbk(report);
    look_for_latin(report);
}
