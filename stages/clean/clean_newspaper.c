/* What a newspaper prints where a report turns the page: between （下转第二版） and （上接第一版） and right behind
 * them stand the running title with the day (某日报　2　要闻　2003年1月22日) and advertisements. Reads the lines; marks
 * those as chrome. */
#include "stages/clean/clean_lines.h"
#include "stages/clean/clean_marks.h"

enum { MOST_LINES_BETWEEN = 6, SHORT_COLUMNS = 60 };

static bool is_beside_text(const struct line *line) {
    return line->width <= SHORT_COLUMNS && line->stops == 0 && !line->tab_led && line->form == FORM_NONE;
}

/* The line behind the running titles that follow the page's turn at line `turn`, and behind all that stands between it
 * and the next turn. */
static size_t masthead_end(const struct cleaning *cleaning, size_t turn) {
    const struct line *lines = cleaning->lines.items;
    size_t end = turn + 1;
    for (size_t i = turn + 1; i < cleaning->lines.count && i <= turn + MOST_LINES_BETWEEN; i++) {
        if (lines[i].marked)
            return i;
        if (!is_beside_text(&lines[i]))
            break;
        if (clean_line_names_day(line_text(cleaning, &lines[i])))
            end = i + 1;
    }
    return end;
}

void clean_find_mastheads(struct cleaning *cleaning) {
    for (size_t i = 0; i < cleaning->lines.count; i++)
        for (size_t k = i + 1; cleaning->lines.items[i].marked && k < masthead_end(cleaning, i); k++)
            cleaning->lines.items[k].chrome = true;
}
