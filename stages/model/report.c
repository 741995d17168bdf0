/* The report's own bookkeeping: places of bytes, paragraphs by place, diagnostics. It knows no rule of any stage. */
#include "stages/model/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { STEP_BYTES = 64 }; /* of `characters` and `word_steps` */

void report_drop_syntax(struct report *report) {
    report->words.count = report->word_steps.count = report->paragraph_words.count = report->clauses.count =
        report->predicates.count = report->phrases.count = 0;
    arena_empty(&report->syntax);
}

/* Code points that begin in the STEP_BYTES at `step`. */
static uint32_t characters_of_step(const char *step) {
    const uint64_t ones = UINT64_C(0x0101010101010101); /* the lowest bit of each of eight bytes */
    uint64_t eight, continuing = 0;                     /* bytes of the form 10……, a count in each byte */
    for (int i = 0; i < STEP_BYTES; i += (int)sizeof eight) {
        memcpy(&eight, step + i, sizeof eight);
        continuing += eight >> 7 & ~eight >> 6 & ones;
    }
    return STEP_BYTES - (uint32_t)(continuing * ones >> 56);
}

/* Code points before every STEP_BYTES bytes. */
static enum status index_characters(struct report *report) {
    struct slice source = report->source;
    size_t steps = source.size / STEP_BYTES;
    uint32_t characters = 0, *before = arena_room(&report->arena, (steps + 1) * sizeof *before);
    if (!before)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < steps; i++) {
        before[i] = characters;
        characters += characters_of_step(source.start + i * STEP_BYTES);
    }
    before[steps] = characters;
    report->characters.items = before;
    report->characters.count = report->characters.capacity = steps + 1;
    report->document.characters = characters + slice_characters(slice_part(source, steps * STEP_BYTES, source.size));
    return STATUS_OK;
}

/* The byte behind the line feed at or after `from`, or the end. */
static size_t after_feed(struct slice source, size_t from) {
    const char *feed = memchr(source.start + from, '\n', source.size - from);
    return feed ? (size_t)(feed - source.start) + 1 : source.size;
}

enum status report_index_source(struct report *report) {
    struct slice source = report->source;
    bool returns = source.size > 0 && memchr(source.start, '\r', source.size);
    size_t feed = 0;
    for (size_t from = 0; from < source.size;) {
        size_t *start = LIST_ADD(&report->arena, &report->line_starts);
        if (!start)
            return STATUS_NO_MEMORY;
        *start = from;
        if (feed <= from)
            feed = after_feed(source, from);
        size_t to = feed;
        /* a CR that no LF follows ends a line as well */
        for (size_t i = from; returns && i + 1 < to; i++)
            if (source.start[i] == '\r' && source.start[i + 1] != '\n')
                to = i + 1;
        from = to;
    }
    return index_characters(report);
}

/* Code points before a byte of the source. */
static uint32_t characters_before(const struct report *report, size_t offset) {
    size_t step = offset / STEP_BYTES;
    if (step >= report->characters.count)
        step = report->characters.count - 1;
    size_t from = step * STEP_BYTES;
    return report->characters.items[step] + (uint32_t)slice_characters(slice_part(report->source, from, offset));
}

/* The index of the line that holds a byte of the source. */
static size_t line_of(const struct report *report, size_t source_offset) {
    size_t low = 0, high = report->line_starts.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (report->line_starts.items[middle] <= source_offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t report_source_line(const struct report *report, size_t source_offset) {
    return (uint32_t)line_of(report, source_offset) + 1;
}

struct place report_source_place(const struct report *report, size_t source_offset) {
    if (report->line_starts.count == 0)
        return (struct place){1, 1};
    size_t line = line_of(report, source_offset);
    uint32_t column =
        characters_before(report, source_offset) - characters_before(report, report->line_starts.items[line]);
    return (struct place){(uint32_t)line + 1, column + 1};
}

size_t report_source_offset(const struct report *report, size_t text_offset) {
    size_t low = 0, high = report->map.count;
    if (high == 0)
        return text_offset;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (report->map.items[middle].text_start <= text_offset)
            low = middle;
        else
            high = middle;
    }
    struct map_run run = report->map.items[low];
    if (run.folded || text_offset < run.text_start)
        return run.source_start;
    return run.source_start + (text_offset - run.text_start);
}

struct place report_place(const struct report *report, size_t text_offset) {
    return report_source_place(report, report_source_offset(report, text_offset));
}

uint32_t report_line(const struct report *report, size_t text_offset) {
    return report_source_line(report, report_source_offset(report, text_offset));
}

struct slice report_text(const struct report *report, struct span span) {
    return slice_part(report->text, span.start, span.end);
}

const struct block *report_line_block(const struct report *report, uint32_t line) {
    return line > 0 && line <= report->blocks.count ? &report->blocks.items[line - 1] : NULL;
}

const struct block *report_block(const struct report *report, const struct paragraph *paragraph) {
    return paragraph->block < report->blocks.count ? &report->blocks.items[paragraph->block] : NULL;
}

bool report_is_note(const struct report *report, const struct paragraph *paragraph) {
    const struct block *block = report_block(report, paragraph);
    return block && block->kind == BLOCK_NOTE;
}

uint32_t report_page(const struct report *report, uint32_t line) {
    const struct block *block = report_line_block(report, line);
    return block ? block->page : 0;
}

struct paragraph *report_paragraph(const struct report *report, size_t text_offset) {
    size_t low = 0, high = report->paragraphs.count;
    if (high == 0)
        return NULL;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (report->paragraphs.items[middle].span.start <= text_offset)
            low = middle;
        else
            high = middle;
    }
    struct paragraph *found = &report->paragraphs.items[low];
    return text_offset >= found->span.start && text_offset < found->span.end ? found : NULL;
}

static bool ends_clause(uint32_t code) {
    return code == 0xFF0C || code == 0xFF1B || code == 0xFF1A || code == 0x3002 || code == 0xFF01 || code == '\n' ||
           code == ';'; /* ，；：。！ */
}

struct span report_clause(const struct report *report, struct span thing) {
    enum { MOST_CHARACTERS = 120 };
    struct slice text = report->text;
    struct span clause = thing;
    size_t at = thing.start;
    for (int i = 0; i < MOST_CHARACTERS && at > 0 && !ends_clause(slice_previous(text, &at)); i++)
        clause.start = at;
    at = thing.end;
    for (int i = 0; i < MOST_CHARACTERS && at < text.size && !ends_clause(slice_next(text, &at)); i++)
        clause.end = at;
    return clause;
}

bool report_explain(struct report *report, const struct candidate *candidate) {
    if (!report->explains)
        return true;
    struct candidate *kept = LIST_ADD(&report->arena, &report->candidates);
    if (kept)
        *kept = *candidate;
    return kept;
}

void report_note(struct report *report, enum severity severity, uint32_t line, const char *stage, const char *code,
                 const char *format, ...) {
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (size < 0)
        return;
    size_t kept = (size_t)size < sizeof message ? (size_t)size : sizeof message - 1;
    struct slice text = arena_copy(&report->arena, (struct slice){message, kept});
    struct diagnostic *diagnostic = LIST_ADD(&report->arena, &report->diagnostics);
    if (text.start && diagnostic)
        *diagnostic = (struct diagnostic){severity, line, stage, code, text};
}

enum status report_refuse(struct report *report, const char *stage, const char *code, const char *message) {
    report_note(report, SEVERITY_ERROR, 0, stage, code, "%s", message);
    return STATUS_INPUT;
}

enum status report_index_words(struct report *report) {
    size_t steps = report->text.size / STEP_BYTES + 2, word = 0;
    uint32_t *first = arena_room(&report->syntax, steps * sizeof *first);
    if (!first)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < steps; i++) {
        while (word < report->words.count && report->words.items[word].end <= i * STEP_BYTES)
            word++;
        first[i] = (uint32_t)word;
    }
    report->word_steps.items = first;
    report->word_steps.count = report->word_steps.capacity = steps;
    return STATUS_OK;
}

uint32_t report_word(const struct report *report, size_t text_offset) {
    size_t step = text_offset / STEP_BYTES;
    if (step + 1 >= report->word_steps.count)
        return (uint32_t)report->words.count;
    size_t low = report->word_steps.items[step], high = report->word_steps.items[step + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (report->words.items[middle].end <= text_offset)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

size_t report_first_quantity(const struct report *report, size_t at) {
    size_t low = 0, high = report->quantities.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (report->quantities.items[middle].mention.start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
