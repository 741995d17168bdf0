/* Which lines are the inside of a paragraph that a newspaper column or a page break cut: reads the widths, endings and
 * labels of the lines, leaves `continues`. Documents whose lines are whole paragraphs come out as they went in. */
#include "stages/clean/clean_lines.h"

/* Lines looked at before and after a line to find the column it stands in. */
enum { WINDOW_LINES = 8, NARROWEST_COLUMN = 20, WIDEST_COLUMN = 110 };
/* How much shorter than its column a full line may be: two characters of a lost indent, two of hung punctuation. */
enum { FULL_SLACK = CUT_SLACK, LAST_SLACK = 6, WIDER_SLACK = 6, LONGEST_HEADING_LINES = 3 };

/* What the document shows of its layout. */
struct layout {
    size_t gaps, blank_gaps;    /* between wrapped lines; those with blank lines */
    size_t blank_cuts;          /* blank lines inside a sentence */
    size_t indented, lines;     /* of wrapped lines */
    size_t bare_headings;       /* label lines that go on in the next without a blank between */
    size_t run_in[LINE_FORMS];  /* lines of the form that are whole paragraphs, heading and text */
    size_t cut[LINE_FORMS];     /* those that end no sentence */
    size_t set_off[LINE_FORMS]; /* those that end none, with a blank line behind */
};

/* The paragraph so far. */
struct growing {
    size_t lines;
    bool sentence, labelled;
    enum line_form form;
};

static bool takes_part(const struct line *line) {
    return !line->chrome && !line->marked && !line->tab_led;
}

/* ---- columns ---- */

/* The width that three quarters of the lines do not pass; sorts them. */
static uint8_t upper_width(uint8_t *widths, size_t count) {
    for (size_t i = 1; i < count; i++) {
        uint8_t width = widths[i];
        size_t k = i;
        for (; k > 0 && widths[k - 1] > width; k--)
            widths[k] = widths[k - 1];
        widths[k] = width;
    }
    return count ? widths[(count * 3 + 3) / 4 - 1] : 0;
}

/* Judges line `i` of the lines that take part: most lines around it are about as wide as the column, and most of those
 * break off inside a sentence. */
static void judge_column(struct line *const *lines, size_t count, size_t i) {
    if (lines[i]->width > WIDEST_COLUMN + WIDER_SLACK)
        return;
    uint8_t widths[2 * WINDOW_LINES + 1];
    size_t from = i > WINDOW_LINES ? i - WINDOW_LINES : 0,
           to = i + WINDOW_LINES + 1 < count ? i + WINDOW_LINES + 1 : count;
    for (size_t k = from; k < to; k++)
        widths[k - from] = lines[k]->width;
    uint8_t column = upper_width(widths, to - from);
    if (to - from < 3 || column < NARROWEST_COLUMN || column > WIDEST_COLUMN)
        return;
    size_t cut = 0, prose = 0;
    for (size_t k = from; k < to; k++) {
        bool full = lines[k]->width + FULL_SLACK >= column && lines[k]->width <= column + WIDER_SLACK;
        cut += full && (lines[k]->ending == ENDING_OPEN || lines[k]->ending == ENDING_PAUSE);
        prose += lines[k]->pause || lines[k]->stops > 0;
    }
    lines[i]->wrapped = cut * 2 >= to - from && prose * 2 >= to - from && lines[i]->width <= column + WIDER_SLACK;
    lines[i]->column = column;
}

/* Where most lines stand in columns, short ones between them do too: a list inside a wrapped text. They take the column
 * of the line before. */
static void spread_column(struct line *const *lines, size_t count) {
    size_t wrapped = 0;
    uint8_t column = 0;
    for (size_t i = 0; i < count; i++)
        wrapped += lines[i]->wrapped;
    for (size_t i = 0; wrapped * 2 > count && i < count; i++) {
        if (lines[i]->wrapped) {
            column = lines[i]->column;
        } else if (column > 0 && lines[i]->width <= column + WIDER_SLACK) {
            lines[i]->wrapped = true;
            lines[i]->column = column;
        }
    }
}

static bool is_full(const struct line *line, int slack) {
    return line->width + slack >= line->column;
}

/* A heading of its own directly over text. */
static bool is_bare_heading(const struct line *line, const struct line *next) {
    return line->form != FORM_NONE && line->stops == 0 && line->ending == ENDING_OPEN && !next->blank_before &&
           next->ending == ENDING_OPEN && next->form == FORM_NONE;
}

static void observe(struct layout *layout, const struct line *line, const struct line *next) {
    if (line->wrapped) {
        layout->lines++;
        layout->indented += line->indented;
    }
    if (line->form != FORM_NONE && line->ending == ENDING_STOP && line->stops > 1)
        layout->run_in[line->form]++;
    if (line->form != FORM_NONE && line->ending == ENDING_OPEN) {
        layout->cut[line->form]++;
        layout->set_off[line->form] += next && next->blank_before;
    }
    if (line->wrapped && next && next->wrapped) {
        layout->gaps++;
        layout->blank_gaps += next->blank_before;
        layout->blank_cuts += next->blank_before && line->ending != ENDING_STOP && is_full(line, FULL_SLACK);
        layout->bare_headings += is_bare_heading(line, next);
    }
}

/* ---- inside a column ---- */

static bool blanks_follow_every_line(const struct layout *layout) {
    return layout->blank_gaps * 10 > layout->gaps * 6;
}

/* Blank lines stand between paragraphs and nowhere else. */
static bool blanks_end_paragraphs(const struct layout *layout) {
    return layout->blank_gaps > 1 && layout->blank_cuts * 20 < layout->blank_gaps && !blanks_follow_every_line(layout);
}

static bool indents_begin_paragraphs(const struct layout *layout) {
    return layout->indented * 40 > layout->lines && layout->indented * 10 < layout->lines * 6;
}

/* The label begins a paragraph wherever it stands; the others do so after the end of a sentence only. */
static bool begins_heading(const struct line *line) {
    return line->form != FORM_NONE && line->form != FORM_ITEM && line->form != FORM_DASH && line->form != FORM_POINT;
}

/* A short line without a stop before an indented one is no end of a paragraph but a heading. */
static bool is_short_heading(const struct line *line, const struct line *after) {
    return line->ending == ENDING_OPEN && line->stops == 0 && !is_full(line, FULL_SLACK) && after && after->indented;
}

/* After a full line that ends a sentence: the next goes on with the paragraph unless it looks like the first of one. */
static bool goes_on_after_stop(const struct layout *layout, const struct line *next, const struct line *after) {
    if (indents_begin_paragraphs(layout))
        return !next->indented && !is_short_heading(next, after);
    if (blanks_end_paragraphs(layout))
        return !next->blank_before;
    if (next->ending != ENDING_OPEN && next->ending != ENDING_PAUSE)
        return !next->blank_before || blanks_follow_every_line(layout);
    /* the indent that got lost: two characters less than the line behind it */
    bool lost_indent = next->width + 3 <= next->column && after && after->wrapped && next->width + 2 <= after->width;
    if (next->blank_before && !blanks_follow_every_line(layout))
        return !lost_indent && is_full(next, 1);
    return !lost_indent;
}

/* After a line without a mark at its end: a sentence goes on, and so does a full line of a heading. */
static bool continues_open(const struct layout *layout, const struct growing *growing, const struct line *line,
                           const struct line *next) {
    if (growing->sentence || growing->lines > LONGEST_HEADING_LINES)
        return true;
    if (!is_full(line, FULL_SLACK) || (growing->labelled && next->form == FORM_POINT))
        return false;
    if (!growing->labelled || !next->blank_before)
        return true;
    /* a heading of several lines without blanks between them ends at the blank line */
    return blanks_follow_every_line(layout) && layout->bare_headings == 0;
}

static bool continues_in_column(const struct layout *layout, const struct growing *growing, const struct line *line,
                                const struct line *next, const struct line *after) {
    bool blank_means = next->blank_before && !blanks_follow_every_line(layout);
    if (begins_heading(next) || (indents_begin_paragraphs(layout) && next->indented && line->ending != ENDING_PAUSE))
        return false;
    bool last_full = is_full(line, LAST_SLACK), plain = next->form == FORM_NONE;
    switch ((enum line_ending)line->ending) {
    case ENDING_STOP:
        plain = plain || (next->form == FORM_ITEM && indents_begin_paragraphs(layout));
        return plain && last_full && goes_on_after_stop(layout, next, after);
    case ENDING_COLON: return plain && last_full && !blank_means;
    case ENDING_PAUSE: return next->form != FORM_POINT;
    case ENDING_OPEN: break;
    }
    return continues_open(layout, growing, line, next);
}

/* ---- lines that are whole paragraphs ---- */

enum { WIDEST_CELL = 80 };

static bool is_cell(const struct line *line) {
    return line->tab_led && line->width <= WIDEST_CELL;
}

/* A heading cut in two: its label form has whole sentences elsewhere, or it stands directly over a short line that is
 * set off from the text as headings of the form are. */
static bool heading_goes_on(const struct layout *layout, const struct line *line, const struct line *next,
                            const struct line *after) {
    enum { WIDEST_HEADING = 90 };
    size_t run_in = layout->run_in[line->form], cut = layout->cut[line->form];
    if (next->ending == ENDING_STOP && next->stops > 0)
        return run_in >= 2 && cut * 3 <= run_in && line->form != FORM_CHAPTER && line->form != FORM_SECTION;
    return (line->form == FORM_CHAPTER || line->form == FORM_SECTION || line->form == FORM_BOX) &&
           !next->blank_before && next->ending == ENDING_OPEN && !next->pause && next->width <= WIDEST_HEADING &&
           after && after->blank_before && layout->set_off[line->form] * 2 >= cut;
}

/* What stood lower or higher in its line: PM / 2.5 / 年均浓度, 平方米 written m / 2. */
static bool is_fragment(const struct line *line) {
    enum { WIDEST_FRAGMENT = 4 };
    return line->width <= WIDEST_FRAGMENT && line->bare && line->form == FORM_NONE && !line->blank_before;
}

/* A word that a page showed as a link stands on a line of its own between the halves of its sentence: 深入实施 /
 * 乡村振兴 / ，…. The half behind it begins with a mark. */
static bool is_link(const struct line *line, const struct line *next, const struct line *after) {
    enum { WIDEST_LINK = 40 };
    return line->ending == ENDING_OPEN && (line->pause || line->stops > 0) && next->width <= WIDEST_LINK &&
           next->stops == 0 && !next->pause && after && after->inside && after->stops > 0;
}

/* Whether a line goes on with one that a tab begins. */
static bool goes_on_after_tab(const struct line *line) {
    return line->open || (line->width > WIDEST_CELL && line->ending == ENDING_PAUSE);
}

static bool is_ended(const struct line *line) {
    return line->ending == ENDING_STOP || line->ending == ENDING_COLON;
}

/* A page ended between the halves of a sentence: its number or running title stood there. */
static bool goes_on_behind_page(const struct line *line, const struct line *next) {
    enum { NARROWEST_TEXT = 40 };
    bool open = line->ending == ENDING_OPEN || line->ending == ENDING_PAUSE;
    bool runs = (line->pause || line->stops > 0) && line->width > NARROWEST_TEXT && !begins_heading(line);
    return open && runs && !line->tab_led && !next->tab_led && next->form == FORM_NONE && !next->indented &&
           (next->pause || next->stops > 0);
}

static bool continues_cut_paragraph(const struct layout *layout, const struct growing *growing, const struct line *line,
                                    const struct line *next, const struct line *after) {
    if (is_cell(line) || next->form != FORM_NONE || is_ended(line))
        return false;
    if (next->tab_led)
        return goes_on_after_tab(line);
    bool prose = line->form == FORM_NONE && line->ending == ENDING_OPEN;
    bool halves = prose && (next->inside || is_link(line, next, after));
    if (halves || line->ending == ENDING_PAUSE)
        return true;
    if (growing->sentence)
        return next->ending == ENDING_STOP || next->stops > 0 || is_fragment(next);
    return line->form != FORM_NONE && heading_goes_on(layout, line, next, after);
}

/* ---- all lines ---- */

static void grow(struct growing *growing, const struct line *line) {
    if (!line->continues)
        *growing = (struct growing){.form = (enum line_form)line->form, .labelled = line->form != FORM_NONE};
    growing->lines++;
    growing->sentence = growing->sentence || line->stops > 0;
}

static const struct line *next_line(const struct cleaning *cleaning, size_t *i) {
    while (*i < cleaning->lines.count) {
        const struct line *line = &cleaning->lines.items[(*i)++];
        if (!line->chrome && !line->marked)
            return line;
    }
    return NULL;
}

static void join(struct cleaning *cleaning, const struct layout *layout) {
    struct growing growing = {0};
    struct line *line = NULL;
    bool page = false; /* a page's number or running title stands behind `line` */
    for (size_t i = 0; i < cleaning->lines.count; i++) {
        struct line *next = &cleaning->lines.items[i];
        if (next->chrome) {
            line = NULL;
            continue;
        }
        if (next->marked) {
            page = true;
            continue;
        }
        size_t behind = i + 1;
        const struct line *after = next_line(cleaning, &behind);
        if (line && !line->real_end && !(next->tab_led && is_cell(next) && next->width < 2))
            next->continues = line->wrapped && next->wrapped
                                  ? continues_in_column(layout, &growing, line, next, after)
                                  : (page && goes_on_behind_page(line, next)) ||
                                        continues_cut_paragraph(layout, &growing, line, next, after);
        grow(&growing, next);
        line = next;
        page = false;
    }
}

static size_t collect(struct cleaning *cleaning, struct line **lines) {
    size_t count = 0;
    for (size_t i = 0; i < cleaning->lines.count; i++)
        if (takes_part(&cleaning->lines.items[i]))
            lines[count++] = &cleaning->lines.items[i];
    return count;
}

enum status clean_join_lines(struct cleaning *cleaning) {
    struct line **lines = arena_take(&cleaning->report->scratch, (cleaning->lines.count + 1) * sizeof(struct line *));
    if (!lines)
        return STATUS_NO_MEMORY;
    size_t count = collect(cleaning, lines);
    struct layout layout = {0};
    for (size_t i = 0; i < count; i++)
        judge_column(lines, count, i);
    spread_column(lines, count);
    enum status status = clean_find_repeats(cleaning);
    if (status != STATUS_OK)
        return status;
    count = collect(cleaning, lines);
    for (size_t i = 0; i < count; i++)
        observe(&layout, lines[i], i + 1 < count ? lines[i + 1] : NULL);
    join(cleaning, &layout);
    return STATUS_OK;
}
