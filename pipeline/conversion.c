/* Finds whether anything changed, converts, and puts the tables in their place or leaves the old ones. Reads no option.
 */
#include "pipeline/conversion.h"

#include <string.h>

#include "pipeline/earlier.h"
#include "pipeline/fingerprint.h"

/* Whether so few inputs were converted that what was there before is better. */
static bool are_too_few(const struct conversion *conversion, const struct run *run) {
    size_t converted = run->done - run->failed;
    if (conversion->least_percent)
        return converted == 0 || converted * 100 < conversion->least_converted * run->done;
    return converted < conversion->least_converted;
}

/* All that decides what is written, but for the threads, which do not. */
static void find_what_decides(const struct conversion *conversion, const struct run *run, struct memory_run *decides) {
    const struct write_options *options = &conversion->options;
    const char *const texts[] = {options->run.version,    options->run.options, conversion->encoding,
                                 conversion->text_column, options->panel_codes, conversion->readings};
    const size_t numbers[] = {
        options->headers, options->byte_order_mark, options->raw_cells, (size_t)options->time_seconds,
        run->most_bytes,  run->most_memory_bytes,   run->most_rows,     run->most_output_bytes};
    struct fingerprint fingerprint;
    *decides = (struct memory_run){.raw_cells = options->raw_cells};
    memcpy(decides->program_sha256, fingerprint_of_program, SHA256_TEXT_BYTES - 1);
    memcpy(decides->lexicon_sha256, options->run.lexicon_sha256, sizeof decides->lexicon_sha256);
    fingerprint_begin(&fingerprint);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        fingerprint_add_text(&fingerprint, texts[i]);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        fingerprint_add_number(&fingerprint, numbers[i]);
    fingerprint_end(&fingerprint, decides->options_sha256);
    fingerprint_begin(&fingerprint);
    fingerprint_add_file(&fingerprint, conversion->meta);
    fingerprint_add_file(&fingerprint, conversion->corrections);
    fingerprint_end(&fingerprint, decides->sides_sha256);
    fingerprint_begin(&fingerprint);
    for (size_t i = 0; i < conversion->destination.writing_count; i++)
        fingerprint_add_text(&fingerprint, conversion->destination.writings[i].writer->name);
    fingerprint_end(&fingerprint, decides->formats_sha256);
}

/* Whether the folder holds what this run would write; says so. */
static bool is_up_to_date(struct conversion *conversion, const struct run *run, const struct memory_run *decides,
                          size_t *failed) {
    const char *folder = conversion->destination.name;
    if (conversion->all || strcmp(folder, "-") == 0 ||
        !earlier_is_current(&conversion->destination, run, decides, failed))
        return false;
    if (*failed)
        messages_print(&conversion->messages, SEVERITY_WARNING, "unchanged",
                       "nothing has changed; %zu of %zu inputs failed, as %s/diagnostics tell", *failed,
                       run->inputs->items.count, folder);
    else
        messages_print(&conversion->messages, SEVERITY_NOTE, "unchanged",
                       "nothing has changed since the run before; --all converts all the same");
    return true;
}

/* The hashes of the complete files of CSV. */
static void note_csv_files(const struct run *run, struct memory_run *decides) {
    for (size_t i = 0; i < run->writing_count; i++) {
        if (run->writings[i].writer != &write_csv)
            continue;
        decides->has_csv = true;
        for (size_t table = 0; table < TABLES; table++) {
            decides->csv_begins[table] = run->csv_begins[table];
            memcpy(decides->csv_sha256[table], run->writings[i].facts[table].sha256, SHA256_TEXT_BYTES);
        }
    }
}

/* Converts with what the run before left, where there is something. */
static enum status convert_beside_earlier(struct conversion *conversion, struct run *run, struct earlier *earlier) {
    bool stream = strcmp(conversion->destination.name, "-") == 0;
    enum status status = earlier_open(earlier, stream ? NULL : conversion->destination.name, run->decides);
    earlier->may_take = earlier->may_take && !conversion->all;
    run->earlier = stream ? NULL : earlier;
    run->memory = stream ? NULL : conversion->destination.memory;
    return status == STATUS_OK ? run_convert(run) : status;
}

/* Puts the tables in their place, or leaves those of the run before. */
static int complete(struct conversion *conversion, struct run *run, enum status status) {
    struct destination *destination = &conversion->destination;
    if (status != STATUS_OK)
        return destination_fail(destination, run, status);
    if (are_too_few(conversion, run)) {
        output_abandon(&destination->set, false);
        messages_print(&conversion->messages, SEVERITY_ERROR, "too_few",
                       "%zu of %zu inputs could be converted, too few: %s", run->done - run->failed, run->done,
                       strcmp(destination->name, "-") == 0 ? "nothing is complete"
                                                           : "what was there before is untouched");
        return EXIT_TOO_FEW;
    }
    conversion->options.run.failed = destination->decides->failed = run->failed;
    note_csv_files(run, destination->decides);
    int result = destination_complete(destination);
    if (result != EXIT_DONE)
        return result;
    messages_summary(&conversion->messages, run, destination->name);
    return run->failed ? EXIT_INPUTS_FAILED : EXIT_DONE;
}

int conversion_run(struct conversion *conversion, struct run *run) {
    struct destination *destination = &conversion->destination;
    struct memory_run decides;
    struct memory_writing memory = {.arena = {0}};
    struct earlier earlier;
    size_t failed;
    find_what_decides(conversion, run, &decides);
    if (is_up_to_date(conversion, run, &decides, &failed))
        return failed ? EXIT_INPUTS_FAILED : EXIT_DONE;
    event_log_add(&conversion->messages.log,
                  &(struct event){.code = "start", .message = slice_from_string(conversion->options.run.version)});
    int result = destination_open(destination);
    if (result != EXIT_DONE)
        return result;
    run->decides = destination->decides = &decides;
    destination->memory = &memory;
    enum status status = convert_beside_earlier(conversion, run, &earlier);
    result = complete(conversion, run, status);
    earlier_close(&earlier);
    arena_free(&memory.arena);
    return result;
}
