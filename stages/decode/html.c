/* From a page's lines to its reading: which container holds the content, which tables are tables. */
#include "stages/decode/html.h"

#include "stages/decode/reading.h"

enum {
    LEAST_STOPS = 5,      /* 。 in a page, for its content to be told from the rest */
    CONTENT_PERCENT = 90, /* of them, in the smallest container that is the content */
    MOST_BETWEEN = 8,     /* lines between the title and the content: the date, the speaker */
    LONGEST_TITLE = 200,  /* bytes */
    LEAST_TITLE = 12,
    PAGE_CELL_LINES = 6, /* a cell of so many lines and 。 is a part of the page, not a cell */
};

static struct slice line_text(const struct html_page *page, const struct html_line *line) {
    return slice_part(page->text, line->start, line->end);
}

/* ---- content ---- */

/* Sums up what the containers hold: those inside one stand behind it. */
static void sum_up(struct html_page *page) {
    for (size_t i = page->containers.count; i-- > 1;) {
        const struct html_container *container = &page->containers.items[i];
        struct html_container *parent = &page->containers.items[container->parent];
        parent->stops += container->stops;
        if (container->last > parent->last)
            parent->last = container->last;
    }
}

/* Two containers of which neither holds the other cannot both have 90 %, so that the last in order is the smallest. */
static uint32_t find_content(const struct html_page *page) {
    uint32_t content = 0, all = page->containers.items[0].stops;
    for (size_t i = 1; all >= LEAST_STOPS && i < page->containers.count; i++)
        if ((uint64_t)page->containers.items[i].stops * 100 >= (uint64_t)all * CONTENT_PERCENT)
            content = (uint32_t)i;
    return content;
}

struct content {
    uint32_t container, last;
    size_t title; /* the line of the report's title before the content; SIZE_MAX: none */
};

static bool holds(const struct content *content, uint32_t container) {
    return container >= content->container && container <= content->last;
}

/* The title of many pages stands above the content: it is a heading, or what <title> says too. */
static void find_title(const struct html_page *page, struct content *content) {
    struct slice named = {0};
    content->title = SIZE_MAX;
    for (size_t i = 0; i < page->lines.count; i++) {
        const struct html_line *line = &page->lines.items[i];
        struct slice text = slice_trim(line_text(page, line));
        if (!line->hidden && !line->title && holds(content, line->container))
            break;
        if (line->title && named.size == 0)
            named = slice_part(text, 0, LONGEST_TITLE);
        if (line->title || line->hidden || text.size < LEAST_TITLE || text.size > LONGEST_TITLE)
            continue;
        if (line->level || (named.size && slice_find(named, text, 0) != SIZE_MAX))
            content->title = i;
    }
}

static bool is_inside(const struct html_page *page, const struct content *content, size_t i, size_t first) {
    const struct html_line *line = &page->lines.items[i];
    if (line->hidden || line->title)
        return false;
    if (holds(content, line->container))
        return true;
    bool between = content->title != SIZE_MAX && i >= content->title && i < first;
    return between && (i == content->title || first - content->title <= MOST_BETWEEN);
}

/* ---- tables ---- */

static size_t table_end(const struct html_page *page, const struct html_table *table) {
    return table->cell_end < page->cells.count ? table->cell_end : page->cells.count;
}

static size_t cell_end(const struct html_page *page, const struct html_cell *cell) {
    return cell->line_end < page->lines.count ? cell->line_end : page->lines.count;
}

static bool is_page_part(const struct html_page *page, const struct html_cell *cell) {
    size_t stops = 0, end = cell_end(page, cell);
    if (end - cell->first_line < PAGE_CELL_LINES)
        return false;
    for (size_t i = cell->first_line; i < end; i++)
        stops += slice_find(line_text(page, &page->lines.items[i]), SLICE("。"), 0) != SIZE_MAX;
    return stops >= PAGE_CELL_LINES;
}

/* A table of one column, with a table in it or with a part of the page in a cell only lays the page out. */
static bool is_data(const struct html_page *page, const struct html_table *table) {
    bool columns = false;
    if (table->holds_table)
        return false;
    for (size_t i = table->first_cell; i < table_end(page, table); i++) {
        const struct html_cell *cell = &page->cells.items[i];
        columns = columns || (i > table->first_cell && cell->row == cell[-1].row);
        if (is_page_part(page, cell))
            return false;
    }
    return columns;
}

/* ---- the reading ---- */

struct emission {
    struct html_page *page;
    struct reading reading;
    struct content content;
    size_t first;  /* the first line of the content */
    bool *data;    /* which tables are */
    size_t inside; /* lines */
};

static struct slice cell_text(struct emission *emission, const struct html_cell *cell) {
    struct html_page *page = emission->page;
    struct text text = {.arena = &page->report->scratch};
    size_t end = cell_end(page, cell);
    if (end == cell->first_line + 1)
        return line_text(page, &page->lines.items[cell->first_line]);
    for (size_t i = cell->first_line; i < end; i++) {
        if (i > cell->first_line)
            text_add(&text, SLICE("\n"));
        text_add(&text, line_text(page, &page->lines.items[i]));
    }
    emission->reading.text.failed |= text.failed;
    return text_slice(&text);
}

static void add_table(struct emission *emission, const struct html_table *table) {
    struct html_page *page = emission->page;
    struct table_rows rows = {0};
    uint32_t row = 0;
    for (size_t i = table->first_cell; i < table_end(page, table); i++) {
        const struct html_cell *cell = &page->cells.items[i];
        if (cell->row != row && !table_add_row(&emission->reading, &rows))
            return;
        row = cell->row;
        struct table_cell made = {.text = cell_text(emission, cell),
                                  .row_span = cell->row_span,
                                  .column_span = cell->column_span,
                                  .byte = cell->byte};
        if (!table_add_cell(&emission->reading, &rows, made))
            return;
    }
    reading_add_table(&emission->reading, &rows);
}

static void add_line(struct emission *emission, size_t i) {
    const struct html_page *page = emission->page;
    const struct html_line *line = &page->lines.items[i];
    bool inside = is_inside(page, &emission->content, i, emission->first);
    bool celled = line->cell && emission->data[page->cells.items[line->cell - 1].table];
    emission->inside += inside;
    if (inside && celled)
        return; /* it came with its table */
    struct block block = {.kind = !inside       ? BLOCK_OUTSIDE
                                  : line->level ? BLOCK_HEADING
                                                : BLOCK_PARAGRAPH,
                          .real_end = true,
                          .level = line->level,
                          .byte = line->byte};
    if (inside && (line->blank_before || reading_is_blank(line_text(page, line))))
        reading_add_blank(&emission->reading);
    reading_add(&emission->reading, block, line_text(page, line));
}

/* The line that a table stands before: its caption stands above it. */
static size_t place_of_table(const struct html_page *page, const struct html_table *table) {
    return table->first_cell < page->cells.count ? page->cells.items[table->first_cell].first_line : table->first_line;
}

static void add_all(struct emission *emission) {
    const struct html_page *page = emission->page;
    size_t table = 0;
    for (size_t i = 0; i <= page->lines.count; i++) {
        for (; table < page->tables.count && place_of_table(page, &page->tables.items[table]) <= i; table++) {
            const struct html_table *found = &page->tables.items[table];
            bool hidden = i < page->lines.count && page->lines.items[i].hidden;
            if (emission->data[table] && holds(&emission->content, found->container) && !hidden)
                add_table(emission, found);
        }
        if (i < page->lines.count)
            add_line(emission, i);
    }
}

static void note_content(struct emission *emission) {
    const struct html_container *content = &emission->page->containers.items[emission->content.container];
    size_t all = emission->page->lines.count;
    if (emission->page->too_deep)
        report_note(emission->page->report, SEVERITY_WARNING, 0, "decode", "html_depth",
                    "elements more than 512 deep are read as if they were not inside each other");
    if (emission->inside == all)
        return;
    struct slice mark = content->id.size ? content->id : content->class;
    report_note(emission->page->report, SEVERITY_NOTE, 0, "decode", "content",
                "content is %zu of %zu lines (<%.*s%s%.*s>); the rest is in furniture", emission->inside, all,
                (int)(content->name.size < 20 ? content->name.size : 20), content->name.start,
                content->id.size ? " id="
                : mark.size      ? " class="
                                 : "",
                (int)(mark.size < 60 ? mark.size : 60), mark.size ? mark.start : "");
}

enum status html_read(struct report *report) {
    struct html_page page = {.report = report};
    if (!html_parse(&page, report->source))
        return STATUS_NO_MEMORY;
    sum_up(&page);
    struct emission emission = {.page = &page};
    emission.content.container = find_content(&page);
    emission.content.last = page.containers.items[emission.content.container].last;
    find_title(&page, &emission.content);
    while (emission.first < page.lines.count &&
           (page.lines.items[emission.first].hidden || page.lines.items[emission.first].title ||
            !holds(&emission.content, page.lines.items[emission.first].container)))
        emission.first++;
    emission.data = arena_take(&report->scratch, page.tables.count + 1);
    if (!emission.data)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < page.tables.count; i++)
        emission.data[i] = is_data(&page, &page.tables.items[i]);
    reading_open(&emission.reading, report);
    add_all(&emission);
    note_content(&emission);
    report->document.format = SLICE("html");
    return reading_close(&emission.reading);
}
