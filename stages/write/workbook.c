/* The book from opening to closing: calls the other workbook_*.c in turn. What they share is in workbook_base.c. */
#include "stages/write/workbook.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Excel's limits. */
const struct book_limits BOOK_LIMITS = {.rows = 1048576, .columns = 16384, .characters = 32767};

enum { MOST_SECTORS = 5000, MOST_REGIONS = 5000, MOST_YEARS = 500 };

/* Rows on their way lie in nameless files of the folder where the book will stand: there is the room for them. */
static char *folder_of(const char *path) {
    const char *slash = strrchr(path, '/');
    size_t size = slash ? (size_t)(slash - path) + 1 : 0;
    char *folder = malloc(size + 2);
    if (!folder)
        return NULL;
    memcpy(folder, path, size);
    memcpy(folder + size, size ? "" : ".", size ? 1 : 2);
    return folder;
}

static void file_open(struct book *book, const char *path) {
    book->folder = folder_of(path);
    if (book->folder && access(book->folder, W_OK) != 0)
        book_fail(book, STATUS_OUTPUT, strerror(errno));
    if (!book->folder || book->status != STATUS_OK)
        return;
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = book->folder, .use_zip64 = LXW_FALSE};
    book->file = workbook_new_opt(path, &options);
    book->deflater = deflater_open(book->folder, book->threads > 1);
}

static void set_properties(struct book *book, int64_t time_seconds) {
    char title[64], author[] = "baogao";
    snprintf(title, sizeof title, "%s", book_word(book, BOOK_TITLE_WORD));
    /* 0 would have libxlsxwriter ask the clock. */
    lxw_doc_properties properties = {.title = title, .author = author, .created = time_seconds ? time_seconds : 1};
    book_check(book, workbook_set_properties(book->file, &properties));
}

enum status book_open(struct book **opened, const char *path, const struct write_options *options,
                      const struct book_limits *limits) {
    struct book *book = *opened = calloc(1, sizeof *book);
    if (!book)
        return STATUS_NO_MEMORY;
    book->limits = *limits;
    book->english = options->headers == HEADERS_ENGLISH;
    book->threads = options->threads;
    book->panel_codes = options->panel_codes;
    book->review_pages = options->review_pages;
    book->run = options->run;
    struct book_counts *counts = &book->counts;
    counts->years = (struct tally){.arena = &book->arena, .most = MOST_YEARS};
    counts->regions = (struct tally){.arena = &book->arena, .most = MOST_REGIONS};
    counts->sectors = (struct tally){.arena = &book->arena, .most = MOST_SECTORS};
    errno = 0; /* see book_check */
    file_open(book, path);
    if (!book->file || !book->deflater) {
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
        return book->status;
    }
    set_properties(book, options->time_seconds);
    book->overview = book_add_sheet(book, book_word(book, BOOK_OVERVIEW_WORD));
    book->headline = book_add_sheet(book, book_word(book, BOOK_HEADLINE_WORD));
    for (enum table_name table = 0; table < TABLES && book->status == STATUS_OK; table++)
        if (book_has_sheet(table) && table != TABLE_CHANGES) /* its sheet comes with its first row */
            sheet_add(book, table);
    book_check(book, LXW_NO_ERROR);
    return book->status;
}

/* Every row so far is with the system, and how much it is of those that go through libxlsxwriter, which does not check
 * what it writes to its own files. */
static bool rows_are_written(struct book *book, struct sheet_rows *rows) {
    lxw_worksheet *worksheet;
    errno = 0;
    LXW_FOREACH_WORKSHEET(worksheet, book->file) {
        struct stat facts;
        size_t *bytes = LIST_ADD(&book->arena, rows);
        if (!bytes)
            return false;
        *bytes = ROWS_UNKNOWN;
        FILE *file = worksheet->optimize_tmpfile;
        book_end_rows(book, worksheet);
        if (file && (fflush(file) != 0 || ferror(file) || fstat(fileno(file), &facts) != 0))
            return false;
        if (file)
            *bytes = (size_t)facts.st_size;
    }
    book_check(book, LXW_NO_ERROR);
    return deflater_end(book->deflater);
}

/* Frees what workbook_close would have written. */
static void file_give_up(lxw_workbook *file) {
    lxw_worksheet *worksheet;
    LXW_FOREACH_WORKSHEET(worksheet, file)
    if (worksheet->optimize_tmpfile)
        fclose(worksheet->optimize_tmpfile);
    lxw_workbook_free(file);
}

/* libxlsxwriter prints to the terminal what it cannot open, and does not say why. */
static bool can_be_written(const char *path) {
    FILE *file = fopen(path, "wb");
    return file && fclose(file) == 0;
}

static void file_complete(struct book *book, const struct sheet_rows *rows) {
    char *path = strdup(book->file->filename);
    if (!path) {
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
        return;
    }
    lxw_error error = workbook_close(book->file);
    book->file = NULL;
    book_check(book, error);
    if (book->status == STATUS_OK && !package_is_whole(path, rows, book->threads))
        book_fail(book, STATUS_OUTPUT, "there was no room for all of the workbook");
    if (book->status == STATUS_OK)
        book_splice_rows(book, path);
    free(path);
}

static void write_last_sheets(struct book *book, struct sheet_rows *rows) {
    book_write_headline(book);
    book_write_panel(book);
    for (enum table_name table = 0; table < TABLES; table++)
        if (table != TABLE_PANEL && book->sheets[table].worksheet)
            sheet_finish(book, table);
    book_write_overview(book);
    book_check(book, LXW_NO_ERROR);
    if (!can_be_written(book->file->filename))
        book_fail(book, STATUS_OUTPUT, strerror(errno));
    if (rows_are_written(book, rows))
        return;
    if (errno == ENOMEM)
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
    else
        book_fail(book, STATUS_OUTPUT, errno ? strerror(errno) : "the rows of the workbook cannot be written");
}

enum status book_close(struct book *book, bool complete, char message[WRITE_MESSAGE_BYTES]) {
    struct sheet_rows rows = {0};
    if (book->file && complete && book->status == STATUS_OK)
        write_last_sheets(book, &rows);
    if (book->file && complete && book->status == STATUS_OK)
        file_complete(book, &rows);
    if (book->file)
        file_give_up(book->file);
    enum status status = book->status;
    if (status != STATUS_OK)
        memcpy(message, book->message, WRITE_MESSAGE_BYTES);
    cell_text_free(&book->text);
    book_free_rows(book);
    arena_free(&book->arena);
    free(book);
    return complete ? status : STATUS_OK;
}
