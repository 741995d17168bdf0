/* What a web page puts around a report: reads the lines before its first sentence and after its last, and marks those
 * that furniture.csv knows as chrome. Only whole lines; a line with a sentence of the report is never one. */
#include <utf8proc.h>

#include "stages/clean/clean_lines.h"
#include "stages/clean/clean_marks.h"
#include "stages/model/lexicon.h"

/* How far the search goes from either end. */
enum { ZONE_LINES = 400, BRACKET_LINES = 12, CRUMB_LINES = 24 };

/* What a line is by the lexicon. */
struct chrome {
    bool found;
    bool rest;    /* and all that follows */
    bool value;   /* a label; its value may stand on the next line */
    bool crumbs;  /* the way to the page: items with > between them, one a line */
    bool bracket; /* up to the line that closes 】 */
};

static bool has_letters(uint32_t code) {
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND: return true;
    default: return false;
    }
}

/* Nothing but brackets, bars and arrows: | 】 > × */
static bool only_symbols(struct slice line) {
    enum { MOST_BYTES = 24 };
    if (line.size > MOST_BYTES)
        return false;
    for (size_t at = 0; at < line.size;)
        if (has_letters(slice_next(line, &at)))
            return false;
    return true;
}

static struct slice cell(const struct cleaning *cleaning, size_t row, int column) {
    return lexicon_cell(cleaning->report->lexicon, LEXICON_FURNITURE, row, column);
}

static bool cell_is(const struct cleaning *cleaning, size_t row, int column, struct slice value) {
    return slice_equal(cell(cleaning, row, column), value);
}

static bool in_zone(const struct cleaning *cleaning, size_t row, bool tail) {
    return cell_is(cleaning, row, FURNITURE_ZONE, SLICE("edges")) ||
           cell_is(cleaning, row, FURNITURE_ZONE, tail ? SLICE("tail") : SLICE("head"));
}

/* Whether the line is words of the lexicon with only symbols between them, 【打印】 【关闭窗口】, or begins with two of
 * them: 【返回顶部】【关闭窗口】 某县政府主办. */
static bool is_made_of_words(const struct cleaning *cleaning, struct slice line, bool tail) {
    enum { MOST_BYTES = 160, ENOUGH_WORDS = 2 };
    size_t words = 0;
    if (line.size > MOST_BYTES)
        return false;
    for (size_t at = 0; at < line.size;) {
        struct lexicon_hit hit;
        if (lexicon_match(cleaning->report->lexicon, LEXICON_FURNITURE, TRIE_FORWARD, line, at, &hit) &&
            cell_is(cleaning, hit.row, FURNITURE_MATCH, SLICE("words")) && in_zone(cleaning, hit.row, tail)) {
            at += hit.size;
            words++;
        } else if (has_letters(slice_next(line, &at))) {
            return words >= ENOUGH_WORDS;
        }
    }
    return words > 0;
}

/* What divides the items of a menu: > ＞ » › | ｜ */
static bool divides_items(uint32_t code) {
    return code == '>' || code == 0xFF1E || code == 0xBB || code == 0x203A || code == '|' || code == 0xFF5C;
}

/* Nothing but what divides items: >, >> */
static bool is_division(struct slice line) {
    for (size_t at = 0; at < line.size;)
        if (!divides_items(slice_next(line, &at)))
            return false;
    return line.size > 0;
}

/* The way to the page or its menu on one line: 某某网 > 政务公开 > 规划计划, 无障碍浏览 | 长者模式 | 登录. Rows of
 * tables hold digits. */
static bool is_menu(const struct line *line, struct slice text) {
    enum { LEAST_DIVISIONS = 2 };
    size_t divisions = 0, letters = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t code = slice_next(text, &at);
        bool divides = divides_items(code);
        if (code >= '0' && code <= '9')
            return false;
        divisions += divides && letters > 0;
        letters = divides ? 0 : letters + has_letters(code);
    }
    return line->stops == 0 && letters > 0 && divisions >= LEAST_DIVISIONS;
}

/* The name of a file to be loaded: 附件：政府工作报告（图解版）.pdf */
static bool is_file_name(struct slice text) {
    static const char *const ENDINGS[] = {".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".zip", ".rar", ".ofd"};
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (slice_ends(text, slice_from_string(ENDINGS[i])))
            return true;
    return false;
}

/* Only symbols follow byte `from`: 相关报道： 相关链接>> */
static bool ends_there(struct slice line, size_t from) {
    return only_symbols(slice_part(line, from, line.size));
}

/* What a line is that begins with a word of furniture.csv, by the word's row. */
static struct chrome chrome_of_row(const struct cleaning *cleaning, const struct line *line, struct slice text,
                                   const struct lexicon_hit *hit) {
    struct chrome chrome = {0};
    bool label = ends_there(text, hit->size);
    bool rest = cell_is(cleaning, hit->row, FURNITURE_EXTENT, SLICE("rest"));
    if (!label && (cell_is(cleaning, hit->row, FURNITURE_MATCH, SLICE("label")) || (line->stops > 0 && !rest)))
        return chrome;
    chrome.found = true;
    chrome.rest = rest;
    chrome.value = label && cell_is(cleaning, hit->row, FURNITURE_EXTENT, SLICE("value"));
    chrome.crumbs = label && cell_is(cleaning, hit->row, FURNITURE_EXTENT, SLICE("crumbs"));
    chrome.bracket = cell_is(cleaning, hit->row, FURNITURE_EXTENT, SLICE("bracket")) &&
                     slice_find(text, SLICE("】"), 0) == SIZE_MAX && slice_find(text, SLICE("]"), 1) == SIZE_MAX;
    return chrome;
}

static struct chrome chrome_of(const struct cleaning *cleaning, const struct line *line, bool tail) {
    enum { LONGEST_BYTES = 600 };
    struct slice text = line_text(cleaning, line);
    struct chrome chrome = {0};
    struct lexicon_hit hit;
    if (line->tab_led || line->marked || text.size == 0 || text.size > LONGEST_BYTES)
        return chrome;
    if ((line->stops == 0 && is_made_of_words(cleaning, text, tail)) || clean_line_is_time(text) ||
        is_menu(line, text) || is_file_name(text)) {
        chrome.found = true;
        return chrome;
    }
    if (!lexicon_match(cleaning->report->lexicon, LEXICON_FURNITURE, TRIE_FORWARD, text, 0, &hit) ||
        !in_zone(cleaning, hit.row, tail) || cell_is(cleaning, hit.row, FURNITURE_MATCH, SLICE("words")))
        return chrome;
    return chrome_of_row(cleaning, line, text, &hit);
}

/* ---- before the report ---- */

static bool is_short(const struct line *line) {
    enum { SHORT_COLUMNS = 50 };
    return line->width <= SHORT_COLUMNS && line->stops == 0 && !line->tab_led && line->form == FORM_NONE;
}

/* The end of the lines from `from` on that close the bracket: 大 / 中 / 小 / 】; `from` where none closes it. */
static size_t bracket_end(const struct cleaning *cleaning, size_t from) {
    for (size_t i = from; i < cleaning->lines.count && i < from + BRACKET_LINES; i++) {
        const struct line *line = &cleaning->lines.items[i];
        struct slice text = line_text(cleaning, line);
        if (!is_short(line))
            return from;
        if (slice_find(text, SLICE("】"), 0) != SIZE_MAX || slice_find(text, SLICE("]"), 0) != SIZE_MAX)
            return i + 1;
    }
    /* 【字体： without its end: only the sizes themselves */
    size_t end = from;
    while (end < cleaning->lines.count && cleaning->lines.items[end].width <= 4 &&
           is_short(&cleaning->lines.items[end]))
        end++;
    return end;
}

/* The end of a way to the page whose items stand on lines of their own: item, >, item … and the last item given once
 * more. */
static size_t crumbs_end(const struct cleaning *cleaning, size_t from) {
    size_t end = from;
    while (end + 1 < cleaning->lines.count && end < from + CRUMB_LINES && is_short(&cleaning->lines.items[end]) &&
           only_symbols(line_text(cleaning, &cleaning->lines.items[end + 1])))
        end += 2;
    if (end == from || end >= cleaning->lines.count || !is_short(&cleaning->lines.items[end]))
        return end;
    struct slice last = line_text(cleaning, &cleaning->lines.items[end++]);
    while (end < cleaning->lines.count && slice_equal(line_text(cleaning, &cleaning->lines.items[end]), last))
        end++;
    return end;
}

static bool names_report(const struct cleaning *cleaning, struct slice text) {
    struct lexicon_hit hit;
    for (size_t at = 0; at < text.size; slice_next(text, &at))
        if (lexicon_match(cleaning->report->lexicon, LEXICON_REPORTS, TRIE_FORWARD, text, at, &hit))
            return true;
    return false;
}

/* The end of a way to the page that no label opens, 首页 / > / 政务公开 / > / 政府工作报告: its last item is part of it
 * where the title follows. `from` where there is no such way. */
static size_t unlabelled_crumbs_end(const struct cleaning *cleaning, size_t from) {
    enum { ITEM_AND_DIVISION = 2 };
    const struct line *lines = cleaning->lines.items;
    size_t end = from, count = cleaning->lines.count;
    while (end + ITEM_AND_DIVISION < count && end < from + CRUMB_LINES && is_short(&lines[end]) &&
           is_division(line_text(cleaning, &lines[end + 1])))
        end += ITEM_AND_DIVISION;
    bool title_follows = end > from && end + 1 < count && is_short(&lines[end + 1]) &&
                         names_report(cleaning, line_text(cleaning, &lines[end + 1]));
    return end + title_follows;
}

static void mark_chrome(struct cleaning *cleaning, size_t from, size_t end) {
    for (size_t i = from; i < end; i++)
        cleaning->lines.items[i].chrome = true;
}

/* Marks the lines that belong to the chrome at line `i` and gives the line after them. */
static size_t take_chrome(struct cleaning *cleaning, size_t i, struct chrome chrome, bool tail) {
    size_t end = i + 1;
    if (chrome.bracket)
        end = bracket_end(cleaning, end);
    if (chrome.crumbs)
        end = crumbs_end(cleaning, end);
    if (chrome.value && end < cleaning->lines.count && is_short(&cleaning->lines.items[end]) &&
        !chrome_of(cleaning, &cleaning->lines.items[end], tail).found &&
        cleaning->lines.items[end].ending != ENDING_COLON)
        end++;
    mark_chrome(cleaning, i, end);
    return end;
}

/* A caption, or symbols behind chrome: no word of furniture.csv begins them. */
static bool is_beside_chrome(const struct cleaning *cleaning, size_t i) {
    const struct line *line = &cleaning->lines.items[i];
    struct slice source = slice_part(cleaning->report->source, line->source.start, line->source.end);
    if (line->width < LINE_LONG && clean_line_is_caption(source))
        return true;
    bool behind_chrome = i > 0 && cleaning->lines.items[i - 1].chrome;
    return behind_chrome && only_symbols(line_text(cleaning, line)) && !line->tab_led && !line->marked;
}

/* The head ends with the first line that is the report's own text: a sentence or a numbered heading. */
static void find_head(struct cleaning *cleaning) {
    for (size_t i = 0; i < cleaning->lines.count && i < ZONE_LINES;) {
        struct line *line = &cleaning->lines.items[i];
        if (line->chrome) { /* the file's format told */
            i++;
            continue;
        }
        struct chrome chrome = chrome_of(cleaning, line, false);
        size_t end = unlabelled_crumbs_end(cleaning, i);
        if (end > i) {
            mark_chrome(cleaning, i, end);
            i = end;
            continue;
        }
        if (chrome.found && !chrome.rest) {
            i = take_chrome(cleaning, i, chrome, false);
            continue;
        }
        if (is_beside_chrome(cleaning, i))
            line->chrome = true;

        else if (line->stops > 0 || line->tab_led || (line->form != FORM_NONE && line->form != FORM_DASH))
            return;
        i++;
    }
}

/* ---- after the report ---- */

/* Whether a report of its own begins with the line, over `running` lines of sentences: a related article is shorter. */
static bool begins_report(const struct line *line, size_t running) {
    enum { LEAST_RUNNING = 3 };
    bool numbered = line->form == FORM_CHAPTER || line->form == FORM_SECTION || line->form == FORM_PART ||
                    line->form == FORM_SUBPART;
    return (numbered && running > 0) || (line->form == FORM_ADDRESS && running >= LEAST_RUNNING);
}

/* The first line of those at the end that a `rest` word opens; the count of lines where there is none. What follows
 * the word is little beside the report, or only short lines, and no report of its own. */
static size_t rest_start(const struct cleaning *cleaning) {
    enum { SHARE = 5 };
    size_t start = cleaning->lines.count, bytes = 0, running = 0;
    bool all_short = true;
    for (size_t i = cleaning->lines.count; i-- > 0 && cleaning->lines.count - i < ZONE_LINES;) {
        const struct line *line = &cleaning->lines.items[i];
        if (line->chrome)
            continue;
        struct chrome chrome = chrome_of(cleaning, line, true);
        if (chrome.found && chrome.rest)
            start = i;
        running += line->stops > 0;
        if (begins_report(line, running))
            break;
        bytes += line->text.end - line->text.start;
        all_short = all_short && (is_short(line) || chrome.found);
        if (!all_short && bytes > cleaning->text_size / SHARE)
            break;
    }
    return start;
}

/* From the end back to the last line of the report. A value stands behind its label, so it is met first. */
static size_t tail_start(const struct cleaning *cleaning, size_t end, bool *any) {
    for (size_t steps = 0; end > 0 && steps < ZONE_LINES; steps++) {
        const struct line *line = &cleaning->lines.items[end - 1];
        bool chrome = !line->chrome && chrome_of(cleaning, line, true).found;
        if (chrome || line->chrome || line->marked || (!line->tab_led && only_symbols(line_text(cleaning, line)))) {
            *any = *any || chrome;
            end--;
        } else if (end > 1 && is_short(line)) {
            struct chrome before = chrome_of(cleaning, line - 1, true);
            if (!before.value && !before.bracket)
                break;
            *any = true;
            end -= 2;
        } else {
            break;
        }
    }
    return end;
}

static void find_tail(struct cleaning *cleaning) {
    size_t rest = rest_start(cleaning);
    bool any = rest < cleaning->lines.count;
    size_t start = tail_start(cleaning, rest, &any);
    for (size_t i = any ? start : cleaning->lines.count; i < cleaning->lines.count; i++)
        cleaning->lines.items[i].chrome = !cleaning->lines.items[i].marked;
}

void clean_find_chrome(struct cleaning *cleaning) {
    find_head(cleaning);
    find_tail(cleaning);
}
