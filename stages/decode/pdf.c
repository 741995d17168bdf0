/* Runs poppler's programs and lays out what they give. */
#include "stages/decode/pdf.h"

#include <stdio.h>

#include "stages/decode/child.h"

enum { MOST_SECONDS = 40, IMAGE_BYTES = 256 << 20, VERSION_BYTES = 4096 };

static enum status run(struct report *report, const char *const *arguments, size_t most_bytes, bool errors,
                       struct slice *output, enum child_end *end) {
    struct child child = {.launcher = report->launcher,
                          .profile = "reader",
                          .arguments = arguments,
                          .input = errors ? SLICE("") : report->bytes,
                          .most_bytes = most_bytes,
                          .seconds = MOST_SECONDS,
                          .errors = errors};
    return child_run(&report->scratch, &child, output, end);
}

static const char *problem_of(enum child_end end, const char **code) {
    switch (end) {
    case CHILD_MISSING:
        *code = "no_reader";
        return "PDF files are read through pdftotext, which is not installed (apt-get install poppler-utils)";
    case CHILD_TIMEOUT: *code = "pdf_time"; return "pdftotext took too long; not read";
    case CHILD_TOO_LARGE: *code = "pdf_words"; return "more than 64 MiB of words; not read";
    default: *code = "pdf_damaged"; return "pdftotext cannot read this file: damaged, encrypted or beyond its limits";
    }
}

/* pdftotext 22.12.0 */
static void note_reader(struct report *report) {
    static const char *const arguments[] = {"pdftotext", "-v", NULL};
    struct slice output;
    enum child_end end;
    if (run(report, arguments, VERSION_BYTES, true, &output, &end) != STATUS_OK)
        return;
    size_t at = slice_find(output, SLICE("version "), 0), from = at == SIZE_MAX ? output.size : at + 8, to = from;
    while (to < output.size && output.start[to] > ' ' && to - from < 24)
        to++;
    struct slice pieces[] = {SLICE("pdftotext "), slice_part(output, from, to)};
    report->document.reader = arena_join(&report->arena, pieces, to > from ? 2 : 0);
}

/* The rules of all pages that have words, some pages at a time. A page that cannot be drawn has none. */
static enum status read_rules(struct pdf *pdf) {
    for (size_t first = 0; first < pdf->pages.count; first += PAGES_AT_A_TIME) {
        char from[24], to[24];
        snprintf(from, sizeof from, "%zu", first + 1);
        snprintf(to, sizeof to, "%zu", first + PAGES_AT_A_TIME);
        const char *arguments[] = {"pdftoppm", "-gray", "-r", "72", "-f", from, "-l", to, "-", NULL};
        struct slice images;
        enum child_end end;
        enum status status = run(pdf->report, arguments, IMAGE_BYTES, false, &images, &end);
        if (status != STATUS_OK)
            return status;
        pdf_read_rules(pdf, first, images);
        if (end != CHILD_DONE) {
            report_note(pdf->report, SEVERITY_WARNING, 0, "decode", "pdf_rules",
                        "pages from %zu on cannot be drawn: their tables are read as text", first + 1);
            break;
        }
    }
    return STATUS_OK;
}

static size_t pages_without_text(const struct pdf *pdf) {
    size_t count = 0;
    for (size_t i = 0; i < pdf->pages.count; i++)
        count += pdf->pages.items[i].first_word == pdf->pages.items[i].word_end;
    return count;
}

static enum status check_pages(struct pdf *pdf) {
    static const char advice[] = "they are pictures. Make them text first: ocrmypdf -l chi_sim IN.pdf OUT.pdf";
    struct report *report = pdf->report;
    size_t without = pages_without_text(pdf);
    if (pdf->pages.count == 0)
        return report_refuse(report, "decode", "empty", "no page is in this file");
    if (pdf->pages.count > MOST_PDF_PAGES)
        return report_refuse(report, "decode", "pdf_pages", "more than 5000 pages; not read");
    if (without)
        report_note(report, without == pdf->pages.count ? SEVERITY_ERROR : SEVERITY_WARNING, 0, "decode", "pictures",
                    "%zu pages without text: %s", without, advice);
    return without == pdf->pages.count ? STATUS_INPUT : STATUS_OK;
}

static enum status lay_out(struct pdf *pdf) {
    struct report *report = pdf->report;
    for (uint32_t page = 0; page < pdf->pages.count && !pdf->failed; page++) {
        size_t end;
        pdf_find_tables(pdf, page, &end);
        pdf_find_lines(pdf, page, pdf->pages.items[page].first_word, end);
    }
    if (!pdf->failed)
        pdf_mark_edges(pdf);
    if (!pdf->failed)
        pdf_write(pdf);
    size_t edges = 0;
    for (size_t i = 0; i < pdf->lines.count; i++)
        edges += pdf->lines.items[i].edge;
    report->document.pages = pdf->pages.count;
    report->document.format = SLICE("pdf");
    report_note(report, SEVERITY_NOTE, 0, "decode", "pages",
                "%zu pages; %zu lines taken as their heads and feet, %zu tables between rules", pdf->pages.count, edges,
                pdf->tables.count);
    return pdf->failed ? STATUS_NO_MEMORY : reading_close(&pdf->reading);
}

static enum status open_pdf(struct report *report, struct slice words, struct pdf *pdf) {
    *pdf = (struct pdf){.report = report};
    reading_open(&pdf->reading, report);
    pdf_read_words(pdf, words);
    if (pdf->failed)
        return STATUS_NO_MEMORY;
    enum status status = check_pages(pdf);
    if (status != STATUS_OK)
        return status;
    pdf->rules = arena_take(&report->scratch, pdf->pages.count * sizeof *pdf->rules);
    return pdf->rules ? STATUS_OK : STATUS_NO_MEMORY;
}

enum status pdf_lay_out(struct report *report, struct slice words, struct slice images) {
    struct pdf pdf;
    enum status status = open_pdf(report, words, &pdf);
    if (status != STATUS_OK)
        return status;
    pdf_read_rules(&pdf, 0, images);
    return lay_out(&pdf);
}

bool pdf_is(struct slice bytes) {
    return slice_starts(bytes, SLICE("%PDF-"));
}

enum status pdf_read(struct report *report) {
    static const char *const arguments[] = {"pdftotext", "-bbox", "-", "-", NULL};
    struct slice words;
    enum child_end end;
    struct pdf pdf;
    enum status status = run(report, arguments, MOST_PDF_WORD_BYTES, false, &words, &end);
    if (status != STATUS_OK)
        return status;
    if (end != CHILD_DONE) {
        const char *code, *problem = problem_of(end, &code);
        return report_refuse(report, "decode", code, problem);
    }
    note_reader(report);
    status = open_pdf(report, words, &pdf);
    if (status == STATUS_OK)
        status = read_rules(&pdf);
    return status == STATUS_OK ? lay_out(&pdf) : status;
}
