/* One document after the other: a frame becomes an input, the input its reports, each report its rows. */
#include "pipeline/stream.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "pipeline/frames.h"
#include "pipeline/inputs_documents.h"
#include "pipeline/options.h"
#include "pipeline/paths.h"
#include "pipeline/run_report.h"
#include "stages/write/rows_text.h"

enum {
    MOST_FACT_BYTES = 1 << 16,
    MOST_FIELDS = 16,
    PIECE_BYTES = 1 << 20, /* of a table's rows, after which they become a field */
    PROBLEM_BYTES = 160
};

struct answering {
    const struct run *run;
    const struct inputs_search *search;
    struct panel *catalogue; /* for the claims; takes no report */
    struct frames frames;
    const struct write_options *options;
    const struct text_format *format;
    struct arena rows_arena;
    struct text text; /* rows of `table` that are no field yet */
    struct rows_text rows;
    enum table_name table;
    struct run_report one;
    struct thread_memory memory;
    bool failed; /* a document of this frame */
    size_t failures;
};

/* A document as its frame gives it. */
struct frame {
    struct arena arena;
    struct document given;
    struct input_member member;
    struct input input;
    char problem[PROBLEM_BYTES];
    size_t fields;
    unsigned columns; /* a bit a column of documents that was given */
};

/* ---- what goes out ---- */

static bool put_rows(struct answering *answering) {
    if (!answering->text.size)
        return true;
    struct slice rows = text_slice(&answering->text);
    answering->text.size = 0;
    return frames_put(stdout, tables[answering->table].name, rows);
}

static enum status take_row(void *context, enum table_name table, const struct slice *cells) {
    struct answering *answering = context;
    if ((table != answering->table || answering->text.size > PIECE_BYTES) && !put_rows(answering))
        return STATUS_OUTPUT;
    answering->table = table;
    return answering->format->add_row(&answering->rows, table, cells);
}

static enum status end_answer(struct answering *answering, const char *end) {
    bool good = put_rows(answering) && frames_put(stdout, "end", slice_from_string(end)) && fflush(stdout) == 0;
    arena_empty(&answering->rows_arena);
    answering->text = (struct text){.arena = &answering->rows_arena};
    return good ? STATUS_OK : STATUS_OUTPUT;
}

static enum status take_linked(void *context, enum table_name table, const struct slice *cells) {
    return table == TABLE_INDICATORS ? take_row(context, table, cells) : STATUS_OK;
}

static enum status greet(struct answering *answering) {
    const struct run_facts *facts = &answering->options->run;
    struct panel *panel;
    if (!frames_put(stdout, "baogao", slice_from_string(facts->version)) ||
        !frames_put(stdout, "lexicon", slice_from_string(facts->lexicon_sha256)) ||
        !frames_put(stdout, "options", slice_from_string(facts->options)))
        return STATUS_OUTPUT;
    enum status status = link_open(answering->run->lexicon, &panel);
    if (status == STATUS_OK)
        status = link_give(panel, take_linked, answering);
    link_close(panel);
    return status == STATUS_OK ? end_answer(answering, "ready") : status;
}

/* Where the report comes from, and which text it is. */
static enum status put_text(struct answering *answering, const struct frame *frame, size_t ordinal) {
    const struct run_report *one = &answering->one;
    struct slice cells[MOST_COLUMNS] = {{0}};
    char number[DECIMAL_TEXT_BYTES];
    cells[TEXTS_DOCUMENT] = one->report.document.name;
    cells[TEXTS_INPUT] = frame->input.key;
    cells[TEXTS_ORDINAL] = decimal_print(decimal_from_integer((int64_t)ordinal), number);
    cells[TEXTS_CONVERTED] = one->report.failed ? SLICE("false") : SLICE("true");
    if (!one->report.failed)
        cells[TEXTS_SHA256] = slice_from_string(one->identity.sha256);
    return take_row(answering, TABLE_TEXTS, cells);
}

static enum status answer_report(struct answering *answering, const struct frame *frame, const struct input *input,
                                 size_t ordinal) {
    struct report *report = &answering->one.report;
    run_report_convert(answering->run, input, &answering->one, &answering->memory);
    enum status status = answering->one.status;
    for (enum table_name table = 0; table < TABLES && status == STATUS_OK; table++) {
        status = rows_give(report, table, take_row, answering);
        arena_free(&report->scratch);
    }
    struct link_claims claims = {0};
    if (status == STATUS_OK && !report->failed)
        status = link_read(answering->catalogue, report, &claims);
    if (status == STATUS_OK)
        status = link_give_claims(answering->run->lexicon, &claims, take_row, answering);
    if (status == STATUS_OK)
        status = put_text(answering, frame, ordinal);
    answering->failed = answering->failed || report->failed;
    arena_empty(&report->arena);
    return status;
}

static enum status answer_frame(struct answering *answering, const struct frame *frame) {
    struct inputs inputs = {0};
    answering->failed = false;
    if (!frame->input.problem && name_is_no_report(frame->input.key))
        return end_answer(answering, "left_out");
    enum status status = inputs_expand(&inputs, &frame->input, answering->search);
    for (size_t i = 0; i < inputs.items.count && status == STATUS_OK; i++)
        status = answer_report(answering, frame, &inputs.items.items[i], i + 1);
    inputs_free(&inputs);
    answering->failures += answering->failed;
    return status == STATUS_OK ? end_answer(answering, answering->failed ? "failed" : "converted") : status;
}

/* ---- what comes in ---- */

#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
static void
refuse(struct frame *frame, const char *code, const char *format, ...) {
    va_list arguments;
    if (frame->input.problem)
        return;
    va_start(arguments, format);
    vsnprintf(frame->problem, sizeof frame->problem, format, arguments);
    va_end(arguments);
    frame->input.code = code;
    frame->input.problem = frame->problem;
}

/* A field in front of the document. */
static void take_fact(struct frame *frame, const struct frames *frames, struct slice value) {
    int column = meta_find_column(slice_from_string(frames->name));
    unsigned bit = column < 0 ? 0 : 1u << column;
    if (column < 0 || ++frame->fields > MOST_FIELDS)
        refuse(frame, "wrong_field", "%s: no field of a frame; not converted", frames->name);
    else if (!value.start)
        refuse(frame, "wrong_field", "%s: larger than %d bytes; not converted", frames->name, MOST_FACT_BYTES);
    else if (frame->columns & bit)
        refuse(frame, "wrong_field", "%s: given twice; not converted", frames->name);
    frame->columns |= bit;
    if (frame->input.problem)
        return;
    value = slice_trim(value);
    const char *wrong = value.size ? meta_set_fact(&frame->given, column, value) : NULL;
    if (wrong)
        refuse(frame, "wrong_field", "%s: %s; not converted", frames->name, wrong);
}

static void complete_frame(struct frame *frame, struct slice bytes, size_t most_bytes) {
    struct slice key = frame->given.name.size ? frame->given.name : SLICE("stdin");
    if (!bytes.start)
        refuse(frame, "too_large", "larger than %zu bytes, the limit that --max-size sets; not converted", most_bytes);
    key = name_as_text(&frame->arena, key);
    if (!key.start)
        key = SLICE("stdin");
    frame->given.name = (struct slice){0};
    frame->member = (struct input_member){.text = bytes, .given = frame->given};
    frame->input.key = key;
    frame->input.path = key.start;
    frame->input.bytes = bytes.size;
    frame->input.member = &frame->member;
}

/* One frame. STATUS_INPUT: it is broken, or, where `*ends`, there is none any more. */
static enum status read_frame(struct answering *answering, struct frame *frame, bool *ends) {
    struct frames *frames = &answering->frames;
    for (bool first = true;; first = false) {
        enum frame_step step = frames_next(frames);
        *ends = step == FRAME_INPUT_ENDS && first;
        if (step == FRAME_INPUT_ENDS && !first)
            snprintf(frames->message, sizeof frames->message, "byte %ju: the input ends inside a frame",
                     frames->read_bytes);
        if (step != FRAME_FIELD)
            return STATUS_INPUT;
        bool last = strcmp(frames->name, "bytes") == 0;
        size_t most = frame->fields < MOST_FIELDS ? MOST_FACT_BYTES : 0;
        most = last ? answering->run->most_bytes : most;
        struct slice value;
        enum status status = frames_read(frames, &frame->arena, most, &value);
        if (status == STATUS_NO_MEMORY)
            refuse(frame, "no_memory", "out of memory; not converted");
        else if (status != STATUS_OK)
            return status;
        if (last) {
            complete_frame(frame, value, most);
            return STATUS_OK;
        }
        take_fact(frame, frames, value);
    }
}

static enum status answer_all(struct answering *answering) {
    struct arena kept = {0};
    enum status status = greet(answering);
    bool ends = false;
    while (status == STATUS_OK) {
        struct frame frame = {.arena = kept};
        status = read_frame(answering, &frame, &ends);
        if (status == STATUS_OK)
            status = answer_frame(answering, &frame);
        arena_empty(&frame.arena);
        kept = frame.arena;
    }
    arena_free(&kept);
    return ends ? STATUS_OK : status;
}

static int tell_end(const struct answering *answering, enum status status, struct messages *messages) {
    switch (status) {
    case STATUS_OK: return answering->failures ? EXIT_INPUTS_FAILED : EXIT_DONE;
    case STATUS_INPUT:
        messages_print(messages, SEVERITY_ERROR, "failed", "standard input: %s", answering->frames.message);
        break;
    case STATUS_OUTPUT:
        messages_print(messages, SEVERITY_ERROR, "failed", "standard output: %s", strerror(errno));
        return EXIT_OUTPUT;
    default: messages_print(messages, SEVERITY_ERROR, "failed", "out of memory"); return EXIT_OUTPUT;
    }
    return EXIT_INPUTS_FAILED;
}

int stream_convert(const struct run *run, const struct inputs_search *search, struct messages *messages) {
    struct run without_files = *run;
    struct answering answering = {.run = &without_files,
                                  .search = search,
                                  .frames.file = stdin,
                                  .options = run->writings[0].options,
                                  .format = run->writings[0].writer->text};
    without_files.writing_count = 0;
    answering.text = (struct text){.arena = &answering.rows_arena};
    answering.rows = (struct rows_text){&answering.text, answering.options};
    enum status status = link_open(run->lexicon, &answering.catalogue);
    if (status == STATUS_OK)
        status = answer_all(&answering);
    link_close(answering.catalogue);
    arena_free(&answering.one.report.arena);
    thread_memory_free(&answering.memory);
    arena_free(&answering.rows_arena);
    return tell_end(&answering, status, messages);
}
