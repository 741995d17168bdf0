/* Decides which lines are headings. Reads `outline.lines`; leaves `outline.headings` in the order of the text, without
 * levels. A line is judged by its label, its length, how it ends, and the lines before and after it. */

#include "stages/outline/outline_parts.h"

enum {
    LONGEST_CHAPTER = 80, /* characters of the title of a 章 or 节 */
    LONGEST_OWN_LINE = 60,
    LONGEST_PART_RUN_IN = 50, /* of 一、 whose text follows on its line */
    LONGEST_SUBPART = 80,
    LONGEST_COLON = 30, /* of a title that a colon ends */
    LONGEST_ITEM = 150, /* 一是: the whole sentence, some are long */
    LONGEST_JOINED = 40,
    MOST_JOINED_LINES = 2,
    LONGEST_ANNOUNCEMENT_BYTES = 900,
    LONGEST_PIECE = 2, /* characters of a line that holds a piece of a title in wide spaces */
    MOST_PIECES = 3,
    BOX_GAP_LINES = 2, /* blank lines that end a box */
};

/* What the walk over the lines remembers. */
struct walk {
    struct outline *outline;
    uint32_t i, count;
    bool below_heading;          /* the paragraph before is a heading and nothing else */
    bool open_before;            /* the paragraph before is no heading and ends in the middle of a sentence */
    enum label_style list_style; /* the numbering of a list of sentences that is running */
    uint32_t list_ordinal;
    enum label_style last_style; /* of the last numbered heading */
    uint32_t last_ordinal;
    bool deliverable; /* it is one of a list of 民生实事 */
    uint32_t box;     /* the open box's index among the headings plus 1, 0 for none */
    bool box_begun, box_colons;
    uint32_t box_subpart; /* the last （一） of the open box, which begins with one; 0 for none */
};

/* What is found of one heading. */
struct finding {
    enum section_kind kind;
    struct span title;
    uint32_t last; /* the paragraph it ends in */
    bool run_in, topic;
    heading_roles roles; /* of the words of a lead that is run in */
};

static const struct outline_line *line_at(const struct walk *walk, uint32_t i) {
    return &walk->outline->lines[i];
}

static size_t characters(const struct walk *walk, size_t from, size_t to) {
    return outline_characters(walk->outline, from, to);
}

/* A cell of a table is no heading, whatever it looks like. */
static bool is_cell(const struct walk *walk, uint32_t i) {
    return walk->outline->report->paragraphs.items[i].tab_led && !walk->outline->tabs_indent;
}

/* In a box, whose items tabs may lead too, a cell is one that figures follow. */
static bool is_cell_of_table(const struct walk *walk) {
    return is_cell(walk, walk->i) && (!walk->box || outline_stands_by_figures(walk->outline, walk->i));
}

static enum section_kind kind_of(enum label_style style) {
    switch (style) {
    case LABEL_VOLUME:
    case LABEL_CHAPTER: return SECTION_CHAPTER;
    case LABEL_SECTION: return SECTION_SECTION;
    case LABEL_DIVISION:
    case LABEL_PART:
    case LABEL_BARE_PART: return SECTION_PART;
    case LABEL_SUBPART: return SECTION_SUBPART;
    case LABEL_POINT:
    case LABEL_DECIMAL:
    case LABEL_BRACKETED_POINT:
    case LABEL_CIRCLED_POINT: return SECTION_POINT;
    case LABEL_ITEM:
    case LABEL_DEMAND:
    case LABEL_ORDER: return SECTION_ITEM;
    case LABEL_BOX: return SECTION_BOX;
    case LABEL_TABLE: return SECTION_TABLE;
    default: return SECTION_HEADING;
    }
}

/* Whether line `i` can only be more of the title before it: short, without number or end. */
static bool may_continue(const struct walk *walk, uint32_t i) {
    if (i >= walk->count || is_cell(walk, i))
        return false;
    const struct outline_line *line = line_at(walk, i);
    return !line->mark && !line->colon && !line->dashed && line->label.style == LABEL_NONE &&
           characters(walk, line->text.start, line->text.end) <= LONGEST_JOINED;
}

/* Joins lines to a title that breaks off: 第二章 …为牵引， / 打造…城市; …“十四五”规划 / 和…落到实处. */
static void join_title(struct walk *walk, struct finding *finding) {
    for (int n = 0; n < MOST_JOINED_LINES && may_continue(walk, finding->last + 1); n++) {
        uint32_t last = line_at(walk, finding->last)->last;
        bool broken = last == 0xFF0C || last == 0x3001 || last == ',' ||
                      (line_at(walk, finding->last + 1)->role == ROLE_JOINER &&
                       !walk->outline->report->paragraphs.items[finding->last + 1].blank_before);
        if (!broken)
            return;
        finding->last++;
        finding->title.end = line_at(walk, finding->last)->text.end;
    }
}

static bool is_short_piece(const struct walk *walk, uint32_t i) {
    return may_continue(walk, i) &&
           characters(walk, line_at(walk, i)->text.start, line_at(walk, i)->text.end) <= LONGEST_PIECE;
}

/* 一、综 / 合: a title set in wide spaces comes with a line for each character. */
static void join_spaced_title(struct walk *walk, struct finding *finding) {
    if (characters(walk, finding->title.start, finding->title.end) > 1)
        return;
    for (int n = 0; n < MOST_PIECES && is_short_piece(walk, finding->last + 1); n++) {
        finding->last++;
        finding->title.end = line_at(walk, finding->last)->text.end;
    }
}

/* A label alone on its line: the title is the next line, up to the end of its first sentence. */
static void take_next_line(struct walk *walk, struct finding *finding) {
    uint32_t next = walk->i + 1;
    if (next >= walk->count || line_at(walk, next)->label.style != LABEL_NONE || is_cell(walk, next))
        return;
    const struct outline_line *line = line_at(walk, next);
    finding->last = next;
    finding->title = (struct span){line->text.start, line->sentence_end};
    finding->run_in = !line->whole;
}

/* 第一章, 第一节: title on the line, which holds no running text. */
static bool judge_chapter(struct walk *walk, const struct outline_line *line, struct finding *finding) {
    if (line->mark == 0xFF1B || characters(walk, line->rest.start, line->sentence_end) > LONGEST_CHAPTER)
        return false;
    if (line->rest.start == line->rest.end)
        take_next_line(walk, finding);
    else if (!line->mark)
        join_title(walk, finding);
    return true;
}

static bool holds_digit(const struct walk *walk, struct span span) {
    for (size_t i = span.start; i < span.end; i++)
        if (walk->outline->report->text.start[i] >= '0' && walk->outline->report->text.start[i] <= '9')
            return true;
    return false;
}

/* Whether the paragraph before announces a list of 民生实事. */
static bool is_announced(const struct walk *walk) {
    const struct report *report = walk->outline->report;
    if (walk->i == 0 || walk->below_heading)
        return false;
    struct span before = report->paragraphs.items[walk->i - 1].span;
    return before.end - before.start <= LONGEST_ANNOUNCEMENT_BYTES &&
           heading_has_role(report, report_text(report, before), ROLE_CITIZENS);
}

/* 1. …； 2. …； below 民生实事, or below the paragraph that stands under it: each is a deliverable of its own. */
static bool is_deliverable(const struct walk *walk, const struct label *label) {
    if (label->ordinal != 1)
        return walk->deliverable && label->style == walk->last_style && label->ordinal == walk->last_ordinal + 1;
    size_t count = walk->outline->headings.count;
    const struct outline_heading *above = count ? &walk->outline->headings.items[count - 1] : NULL;
    return (above && above->citizens && above->last + 2 >= walk->i) || is_announced(walk);
}

/* A member of a list of sentences: 一、…；二、…。 Its last ends like a heading. */
static bool is_listed_sentence(const struct walk *walk, const struct outline_line *line) {
    if (is_deliverable(walk, &line->label))
        return false;
    if (line->mark == 0xFF1B)
        return true;
    return line->label.ordinal != 1 && walk->i > 0 && line_at(walk, walk->i - 1)->last == 0xFF1B;
}

/* The most characters of a numbered heading. */
static size_t longest_numbered(const struct walk *walk, const struct outline_line *line) {
    enum label_style style = line->label.style;
    bool counts_on = style == walk->last_style && line->label.ordinal == walk->last_ordinal + 1;
    if (style == LABEL_SUBPART || counts_on)
        return LONGEST_SUBPART;
    return line->whole ? LONGEST_OWN_LINE : LONGEST_PART_RUN_IN;
}

/* Whether a numbered heading that begins at byte `start` has the length of one. */
static bool has_size_of_heading(const struct walk *walk, const struct outline_line *line, size_t start) {
    size_t size = characters(walk, start, line->sentence_end);
    if (line->label.style == LABEL_BARE_PART || line->label.style == LABEL_DECIMAL)
        return !walk->open_before && !line->mark && size <= LONGEST_COLON && size > 1;
    return size > 0 && size <= longest_numbered(walk, line);
}

/* Takes the heading where a gap or a colon ends it on its line; false where none does. */
static bool ends_on_line(struct walk *walk, const struct outline_line *line, struct finding *finding) {
    enum label_style style = line->label.style;
    size_t cut =
        style == LABEL_PART || style == LABEL_SUBPART ? outline_title_before_space(walk->outline, line) : SIZE_MAX;
    if (cut != SIZE_MAX) {
        finding->run_in = true;
        finding->title.end = cut;
        return true;
    }
    size_t start = finding->title.start;
    bool colon = line->colon > start && line->colon < line->sentence_end;
    if (!colon || characters(walk, start, line->colon) > LONGEST_COLON ||
        outline_colon_divides_title(walk->outline, line))
        return false;
    finding->run_in = line->colon + 3 < line->text.end;
    finding->title.end = line->colon;
    return true;
}

static bool judge_numbered(struct walk *walk, const struct outline_line *line, struct finding *finding) {
    enum label_style style = line->label.style;
    struct outline_line joined;
    if (line->rest.start == line->rest.end) {
        take_next_line(walk, finding);
        if (finding->last == walk->i)
            return false;
        joined = *line_at(walk, finding->last);
        joined.label = line->label;
        line = &joined;
    }
    bool own_line = !line->mark && finding->last == walk->i;
    if (style == LABEL_DECIMAL && (!own_line || holds_digit(walk, finding->title)))
        return false; /* 54.69 alone on its line is a cell */
    if (ends_on_line(walk, line, finding))
        return true;
    if (is_listed_sentence(walk, line) || !has_size_of_heading(walk, line, finding->title.start))
        return false;
    if (style == LABEL_BARE_PART || style == LABEL_DECIMAL)
        return true;
    if (!line->mark) {
        join_spaced_title(walk, finding);
        join_title(walk, finding);
    }
    return true;
}

/* 一是…。 at the head of a paragraph; not where 二是 stands in the same paragraph, which then is a list. */
static bool judge_item(struct walk *walk, const struct outline_line *line, struct finding *finding) {
    if (line->rest.start == line->rest.end)
        take_next_line(walk, finding);
    else if (outline_next_item_stands_in(line, report_text(walk->outline->report, line->rest)))
        return false;
    size_t size = characters(walk, finding->title.start, finding->title.end);
    return size > 0 && size <= LONGEST_ITEM;
}

/* 专栏1 and 表1 with their titles; 表1 in running text is none. */
static bool judge_box(struct walk *walk, const struct outline_line *line, struct finding *finding) {
    if (line->mark || characters(walk, line->rest.start, line->rest.end) > LONGEST_OWN_LINE)
        return false;
    bool pieces = characters(walk, line->rest.start, line->rest.end) < 2;
    if (pieces && is_short_piece(walk, finding->last + 1) && may_continue(walk, finding->last + 2))
        finding->last++; /* a piece of the table's head stands between the label and the title */
    if (pieces && may_continue(walk, finding->last + 1)) {
        finding->last++;
        finding->title = line_at(walk, finding->last)->text;
    }
    finding->title.end = line_at(walk, finding->last)->text.end;
    return true;
}

/* （ alone on the line before 三）: the label is broken. */
static bool has_lone_bracket_before(const struct walk *walk) {
    enum label_style style = line_at(walk, walk->i)->label.style;
    if (walk->i == 0 || (style != LABEL_SUBPART && style != LABEL_BRACKETED_POINT))
        return false;
    struct slice before = report_text(walk->outline->report, line_at(walk, walk->i - 1)->text);
    return slice_equal(before, SLICE("（")) || slice_equal(before, SLICE("("));
}

static bool judge_labelled(struct walk *walk, struct finding *finding) {
    const struct outline_line *line = line_at(walk, walk->i);
    enum label_style style = line->label.style;
    *finding = (struct finding){.kind = kind_of(style),
                                .title = {line->rest.start, line->sentence_end},
                                .last = walk->i,
                                .run_in = !line->whole};
    bool after_cell = walk->i > 0 && is_cell(walk, walk->i - 1);
    if (walk->open_before && !after_cell && !has_lone_bracket_before(walk) && style != LABEL_CHAPTER &&
        style != LABEL_SECTION && style != LABEL_BOX && style != LABEL_TABLE && line->mark)
        return false;
    switch (style) {
    case LABEL_VOLUME:
    case LABEL_DIVISION:
    case LABEL_CHAPTER:
    case LABEL_SECTION: return judge_chapter(walk, line, finding);
    case LABEL_BOX:
    case LABEL_TABLE:
    case LABEL_ANNEX: return judge_box(walk, line, finding);
    case LABEL_ITEM:
    case LABEL_DEMAND:
    case LABEL_ORDER: return judge_item(walk, line, finding);
    default: return !outline_numbers_note(walk->outline, line) && judge_numbered(walk, line, finding);
    }
}

/* A numbered sentence that is no heading makes those that follow in its numbering none either: the last of
 * 一、…；二、…；三、…。 ends like a heading. */
static bool goes_on_with_list(struct walk *walk, bool accepted) {
    const struct label *label = &line_at(walk, walk->i)->label;
    bool goes_on = walk->list_style == label->style && label->ordinal == walk->list_ordinal + 1;
    if (accepted && !goes_on)
        return false;
    walk->list_style = label->style;
    walk->list_ordinal = label->ordinal;
    return true;
}

static bool judge_unlabelled(struct walk *walk, struct finding *finding) {
    const struct outline_line *line = line_at(walk, walk->i);
    bool in_box = walk->box != 0;
    *finding =
        (struct finding){.kind = SECTION_HEADING, .title = {line->text.start, line->sentence_end}, .last = walk->i};
    if (is_cell(walk, walk->i) && !in_box)
        return false;
    if (!walk->open_before && outline_is_plain_heading(walk->outline, walk->i)) {
        finding->topic = line->mark && line->role != ROLE_ALONE;
        return true;
    }
    finding->topic = !walk->open_before && !in_box && outline_is_lead_line(walk->outline, walk->i);
    if (finding->topic)
        return true;
    finding->kind = SECTION_LEAD;
    finding->run_in = true;
    struct outline_lead lead, next;
    if (!outline_has_lead(walk->outline, walk->i, in_box, &lead))
        return false;
    finding->title = lead.span;
    finding->roles = lead.roles;
    /* the only paragraph below a heading has that heading for its topic */
    return in_box || !walk->below_heading ||
           (walk->i + 1 < walk->count && line_at(walk, walk->i + 1)->label.style == LABEL_NONE &&
            outline_has_lead(walk->outline, walk->i + 1, false, &next));
}

/* The notice that issues a plan: …的通知 in the front matter. */
static bool judge_front(struct walk *walk, struct finding *finding) {
    const struct outline_line *line = line_at(walk, walk->i);
    struct slice text = report_text(walk->outline->report, line->text);
    *finding = (struct finding){.kind = SECTION_HEADING, .title = line->text, .last = walk->i};
    return !line->mark && text.size && heading_has_role(walk->outline->report, text, ROLE_NOTICE);
}

/* 十件民生实事, 办好民生实事: a heading over a list of deliverables; 办好民生实事，增进百姓福祉 is one over a policy.
 * Or the first number below a paragraph that announces a list. */
static void find_citizens(const struct walk *walk, struct outline_heading *heading) {
    bool listed = heading->style == LABEL_NONE || heading->kind == SECTION_BOX || heading->kind == SECTION_TABLE ||
                  heading->kind == SECTION_HEADING || (heading->roles & HEADING_ROLE(ROLE_COUNTED)) ||
                  slice_find(heading->title, SLICE("，"), 0) == SIZE_MAX;
    heading->citizens = listed && (heading->roles & HEADING_ROLE(ROLE_CITIZENS));
    bool numbered = heading->kind == SECTION_POINT || heading->kind == SECTION_PART;
    heading->announced = numbered && heading->ordinal == 1 && is_announced(walk);
}

static enum status add_heading(struct walk *walk, const struct finding *finding) {
    struct report *report = walk->outline->report;
    const struct outline_line *line = line_at(walk, walk->i);
    uint32_t first = walk->i - has_lone_bracket_before(walk);
    size_t start = line_at(walk, first)->text.start;
    struct outline_heading *heading = LIST_ADD(&report->scratch, &walk->outline->headings);
    if (!heading)
        return STATUS_NO_MEMORY;
    *heading = (struct outline_heading){
        .kind = finding->kind,
        .style = line->label.style,
        .ordinal = line->label.ordinal,
        .first = first,
        .last = finding->last,
        .label = outline_label_text(report, (struct span){start, line->text.start + line->label.size}),
        .title = outline_title_text(report, finding->title),
        .span = {start, finding->title.end > line->text.start ? finding->title.end : line->text.end},
        .topic = finding->topic,
        .run_in = finding->run_in,
    };
    size_t size;
    heading->top = heading->style == LABEL_ANNEX || (heading->kind == SECTION_HEADING &&
                                                     heading_role_at(report, heading->title, 0, &size) == ROLE_ALONE);
    heading->in_box = walk->box && heading->kind == SECTION_LEAD;
    bool lead = heading->kind == SECTION_LEAD && heading->run_in;
    struct slice judged = report_text(report, finding->title);
    bool read = lead && heading->title.start == judged.start && heading->title.size == judged.size;
    heading->roles = read ? finding->roles : heading_roles_in(report, heading->title);
    find_citizens(walk, heading);
    if (lead)
        heading->end = line->text.end;
    return heading->title.start || !finding->title.end ? STATUS_OK : STATUS_NO_MEMORY;
}

static bool is_structural(enum section_kind kind) {
    return kind <= SECTION_SUBPART || kind == SECTION_BOX || kind == SECTION_TABLE;
}

/* （一） right below a box's title numbers the box's own parts, and so do （二） and （三） behind it. */
static bool is_part_of_box(struct walk *walk, const struct finding *finding) {
    const struct label *label = &line_at(walk, walk->i)->label;
    bool first = walk->below_heading && label->ordinal == 1 &&
                 walk->outline->headings.items[walk->outline->headings.count - 1].kind == SECTION_BOX;
    bool next = walk->box_subpart && label->ordinal == walk->box_subpart + 1;
    if (finding->kind != SECTION_SUBPART || !(first || next))
        return false;
    walk->box_subpart = label->ordinal;
    return true;
}

static void close_box(struct walk *walk) {
    walk->outline->headings.items[walk->box - 1].end = line_at(walk, walk->i - 1)->text.end;
    walk->box = walk->box_subpart = 0;
}

/* Closes the open box where line `i` stands below it: after a wide gap, or where its items (name：text) give way to
 * ordinary text. */
static void leave_box(struct walk *walk) {
    const struct outline_line *line = line_at(walk, walk->i);
    bool colon = line->colon && line->colon < line->sentence_end;
    bool gap = outline_blank_lines(walk->outline, walk->i) >= BOX_GAP_LINES;
    struct outline_lead lead;
    if (!walk->box_begun) {
        walk->box_begun = true;
        walk->box_colons = colon;
    } else if (gap || (walk->box_colons && !colon && !walk->open_before && !is_cell(walk, walk->i) &&
                       line->label.style == LABEL_NONE && outline_has_lead(walk->outline, walk->i, false, &lead))) {
        close_box(walk);
    }
}

static bool judge(struct walk *walk, struct finding *finding) {
    enum label_style style = line_at(walk, walk->i)->label.style;
    bool box_line = is_box_label(style);
    if (walk->i < walk->outline->front)
        return judge_front(walk, finding);
    if (!box_line && (outline_is_row(walk->outline, walk->i) ||
                      (style != LABEL_NONE && outline_is_contents(walk->outline, walk->i))))
        return false;
    if (style == LABEL_NONE)
        return judge_unlabelled(walk, finding);
    if (is_cell_of_table(walk) && !box_line)
        return false;
    bool accepted = judge_labelled(walk, finding);
    if (style < LABEL_PART || style > LABEL_CIRCLED_POINT || (!accepted && walk->open_before))
        return accepted;
    if (goes_on_with_list(walk, accepted))
        return false;
    walk->deliverable = is_deliverable(walk, &line_at(walk, walk->i)->label);
    walk->last_style = style;
    walk->last_ordinal = line_at(walk, walk->i)->label.ordinal;
    return true;
}

enum status outline_find_headings(struct outline *outline) {
    struct walk walk = {.outline = outline, .count = (uint32_t)outline->report->paragraphs.count};
    while (walk.i < walk.count) {
        struct finding finding;
        if (walk.box)
            leave_box(&walk);
        bool found = judge(&walk, &finding);
        if (walk.box && found && is_structural(finding.kind) && !is_part_of_box(&walk, &finding))
            close_box(&walk);
        if (found) {
            enum status status = add_heading(&walk, &finding);
            if (status != STATUS_OK)
                return status;
            if (finding.kind == SECTION_BOX) {
                walk.box = (uint32_t)outline->headings.count;
                walk.box_begun = walk.box_colons = false;
            }
        }
        uint32_t last = found ? finding.last : walk.i;
        walk.open_before = (!found || finding.run_in) && last >= outline->front && outline_is_open(outline, last) &&
                           (found || !outline_is_contents(outline, last));
        walk.below_heading = found && !finding.run_in;
        walk.i = last + 1;
    }
    return STATUS_OK;
}
