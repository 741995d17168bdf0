/* Reads what the outline says of a paragraph's place. The lists themselves are read by projects. */
#include "stages/projects/project_boxes.h"

#include "stages/model/clause.h"
#include "stages/model/lexicon.h"
#include "stages/outline/outline_parts.h"
#include "stages/projects/project_names.h"
#include "stages/projects/project_verbs.h"

/* 01 战略通道 of a box. */
static struct slice without_digits(struct slice title) {
    size_t from = 0;
    while (from < title.size && ((title.start[from] >= '0' && title.start[from] <= '9') || title.start[from] == ' '))
        from++;
    return from < title.size ? slice_part(title, from, title.size) : title;
}

/* 重点项目, 提升工程, 重大计划和工程 in a box's title. */
static bool promises_projects(const struct report *report, struct slice title) {
    for (size_t at = 0; at < title.size; slice_next(title, &at)) {
        struct lexicon_hit hit;
        if (lexicon_match(report->lexicon, LEXICON_PROJECT_HEADS, TRIE_FORWARD, title, at, &hit) &&
            project_head_is(report->lexicon, slice_part(title, at, at + hit.size), SLICE("modifier")))
            return true;
    }
    return false;
}

enum project_setting project_setting(const struct report *report, uint32_t section, struct slice *category) {
    *category = (struct slice){0};
    /* The tree is no deeper than its levels; a parent stands before its child. */
    for (uint32_t at = section; at < report->sections.count;) {
        const struct section *found = &report->sections.items[at];
        if (found->citizens)
            return SETTING_CITIZENS;
        if (found->kind == SECTION_BOX)
            return promises_projects(report, found->title) ? SETTING_PROJECTS : SETTING_BOX;
        if (category->size == 0 && (found->kind == SECTION_POINT || found->kind == SECTION_HEADING))
            *category = without_digits(found->title);
        if (found->parent >= at)
            break;
        at = found->parent;
    }
    *category = (struct slice){0};
    return SETTING_TEXT;
}

bool project_is_heading(const struct report *report, const struct paragraph *paragraph) {
    struct slice category;
    if (!paragraph->heading || paragraph->section >= report->sections.count)
        return paragraph->heading;
    const struct section *section = &report->sections.items[paragraph->section];
    bool deliverable = section->kind == SECTION_POINT || section->kind == SECTION_ITEM ||
                       section->kind == SECTION_PART || section->kind == SECTION_SUBPART;
    enum project_setting setting = project_setting(report, section->parent, &category);
    if (section->kind == SECTION_POINT && setting == SETTING_PROJECTS)
        return false; /* （1）载人航天 in a box of projects is one */
    return !deliverable || setting != SETTING_CITIZENS;
}

static bool is_number_letter(uint32_t code) {
    static const uint32_t letters[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                       0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341}; /* 一 to 十 */
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (code == letters[i])
            return true;
    return code >= '0' && code <= '9';
}

struct span project_without_number(const struct report *report, struct span paragraph) {
    struct slice text = slice_part(report->text, 0, paragraph.end);
    size_t at = paragraph.start;
    if (at >= paragraph.end)
        return paragraph;
    uint32_t code = slice_next(text, &at);
    bool bracket = code == 0xFF08 || code == '(';
    bool padded = code == '0';            /* 01城市更新: of two digits, in boxes */
    if (code >= 0x2460 && code <= 0x2473) /* ① to ⑳ */
        return (struct span){at, paragraph.end};
    size_t digits = 0, behind = at;
    if (bracket && at < paragraph.end)
        code = slice_next(text, &at);
    while (at < paragraph.end && is_number_letter(code) && digits < 4) {
        digits++;
        behind = at;
        code = slice_next(text, &at);
    }
    if (padded && digits == 2 && code >= 0x4E00 && code < 0xA000)
        return (struct span){behind, paragraph.end};
    bool closes = bracket ? code == 0xFF09 || code == ')'
                          : code == '.' || code == 0xFF0E || code == 0x3001 || code == 0x662F; /* . ． 、 是 */
    bool decimal = code == '.' && at < paragraph.end && text.start[at] >= '0' && text.start[at] <= '9';
    return digits && closes && !decimal ? (struct span){at, paragraph.end} : paragraph;
}

enum { LONGEST_LABEL_CHARS = 30 };

bool project_has_label(const struct report *report, const struct project_clauses *clauses, struct span body) {
    const struct project_clause *first = clauses->list.items;
    return clauses->list.count > 0 && first->end == CLAUSE_COLON && first->behind < body.end &&
           slice_characters(report_text(report, first->span)) <= LONGEST_LABEL_CHARS;
}

bool project_label_is_name(const struct report *report, struct span label, enum project_setting setting) {
    struct slice text = report_text(report, label);
    struct verb_phrase verb;
    if (project_verb_before(report->lexicon, text, 0, &verb) && verb.strength >= VERB_MID)
        text = slice_part(text, verb.end, text.size);
    struct name_signs signs = project_name_signs(report->lexicon, text);
    bool headed = signs.head == HEAD_MODIFIER || signs.head == HEAD_THING || signs.head == HEAD_NAME ||
                  (signs.head == HEAD_SOFT && setting == SETTING_PROJECTS && signs.modifier_chars >= 4);
    return headed && !signs.phrase && signs.modifier_chars >= 2 &&
           (setting == SETTING_PROJECTS || signs.proper || signs.modifier_chars >= 4);
}

bool project_is_deliverable(const struct report *report, const struct paragraph *paragraph) {
    if (paragraph->heading)
        return true;
    return project_without_number(report, paragraph->span).start > paragraph->span.start;
}

/* A deliverable is named with its count: 更新改造45公里管网 is 45公里管网. */
static enum status add_deliverable(struct report *report, uint32_t section, struct slice category, struct span whole) {
    struct verb_phrase verb;
    struct slice text = slice_part(report->text, 0, whole.end);
    if (!project_verb_before(report->lexicon, text, whole.start, &verb))
        verb.end = whole.start;
    struct span name = {verb.end, whole.end};
    if (name.end <= name.start)
        name = whole;
    struct project *project = LIST_ADD(&report->scratch, &report->projects);
    if (!project)
        return STATUS_NO_MEMORY;
    *project = (struct project){
        .section = section,
        .category = category,
        .name = slice_trim(report_text(report, name)),
        .stage = slice_part(report->text, verb.start, verb.end),
        .stage_code = verb.code,
        .quote = whole,
        .at = name.start,
        .end = name.end,
    };
    return STATUS_OK;
}

/* Whether a later clause of a paragraph is a deliverable of its own: it has a number or a verb (…；二是改造…). */
static bool is_own_deliverable(const struct report *report, struct span clause) {
    struct verb_phrase verb;
    struct span bare = project_without_number(report, clause);
    return bare.start > clause.start ||
           (project_verb_before(report->lexicon, slice_part(report->text, 0, clause.end), clause.start, &verb) &&
            verb.strength >= VERB_MID && verb.end < clause.end);
}

/* 教育助学方面： before the deliverables themselves. */
static bool is_heading_of_others(const struct report *report, struct span clause) {
    struct verb_phrase verb;
    struct name_signs signs = project_name_signs(report->lexicon, report_text(report, clause));
    return (signs.head == HEAD_NEVER || signs.head == HEAD_SOFT) &&
           !project_verb_before(report->lexicon, slice_part(report->text, 0, clause.end), clause.start, &verb);
}

enum status project_read_deliverables(struct report *report, uint32_t section, struct span body) {
    size_t at = body.start;
    struct span clause;
    enum clause_end end;
    enum status status = STATUS_OK;
    struct slice category = {0};
    for (bool first = true; status == STATUS_OK && clause_next(report, body, &at, &clause, &end); first = false) {
        if (clause.end <= clause.start)
            continue;
        if (first && at < body.end && is_heading_of_others(report, clause))
            category = report_text(report, clause);
        else if (first || is_own_deliverable(report, clause))
            status = add_deliverable(report, section, category, project_without_number(report, clause));
    }
    return status;
}
