/* A folder with the document in it, LibreOffice confined to that folder, and what it leaves there. What stands in the
 * folder afterwards is as little trusted as the document. */
#define _XOPEN_SOURCE 700 /* nftw, mkdtemp */
#include "stages/decode/office.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stages/decode/child.h"

enum { FOLDER_BYTES = 256, PATH_BYTES = 320, MOST_SECONDS = 60, MOST_DOCX_BYTES = 256 << 20, OUTPUT_BYTES = 1 << 16 };

struct folder {
    char path[FOLDER_BYTES];
    char source[PATH_BYTES], made[PATH_BYTES], profile[PATH_BYTES];
};

static bool is_rtf(struct slice bytes) {
    return slice_starts(bytes, SLICE("{\\rtf"));
}

bool office_is(struct slice bytes) {
    return is_rtf(bytes) || slice_starts(bytes, SLICE("\xD0\xCF\x11\xE0"));
}

/* ---- the folder ---- */

static int remove_entry(const char *path, const struct stat *facts, int type, struct FTW *place) {
    (void)facts, (void)type, (void)place;
    remove(path);
    return 0;
}

static void remove_folder(const struct folder *folder) {
    enum { MOST_OPEN = 16 };
    nftw(folder->path, remove_entry, MOST_OPEN, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

static bool write_file(const char *path, struct slice bytes) {
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    size_t at = 0;
    while (file >= 0 && at < bytes.size) {
        ssize_t written = write(file, bytes.start + at, bytes.size - at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            break;
        at += (size_t)written;
    }
    return file >= 0 && close(file) == 0 && at == bytes.size;
}

static bool make_folder(struct folder *folder, struct slice document) {
    const char *place = getenv("TMPDIR");
    int size = snprintf(folder->path, sizeof folder->path, "%s/baogao-XXXXXX", place && *place ? place : "/tmp");
    if (size < 0 || (size_t)size >= sizeof folder->path || !mkdtemp(folder->path))
        return false;
    const char *name = is_rtf(document) ? "document.rtf" : "document.doc";
    snprintf(folder->source, sizeof folder->source, "%s/%s", folder->path, name);
    snprintf(folder->made, sizeof folder->made, "%s/document.docx", folder->path);
    snprintf(folder->profile, sizeof folder->profile, "-env:UserInstallation=file://%s/profile", folder->path);
    if (write_file(folder->source, document))
        return true;
    remove_folder(folder);
    return false;
}

/* A plain file; no link and no pipe is followed. STATUS_INPUT: none is there. */
static enum status read_made(struct arena *arena, const char *path, struct slice *bytes) {
    struct stat facts;
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool plain = file >= 0 && fstat(file, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size > 0 &&
                 facts.st_size <= MOST_DOCX_BYTES;
    char *room = plain ? arena_room(arena, (size_t)facts.st_size) : NULL;
    size_t size = 0;
    while (room && size < (size_t)facts.st_size) {
        ssize_t got = read(file, room + size, (size_t)facts.st_size - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        size += (size_t)got;
    }
    if (file >= 0)
        close(file);
    *bytes = (struct slice){room, size};
    return !plain ? STATUS_INPUT : room ? STATUS_OK : STATUS_NO_MEMORY;
}

/* ---- LibreOffice ---- */

static enum status run(struct report *report, const struct folder *folder, enum child_end *end) {
    const char *arguments[] = {"soffice.bin", folder->profile, "--headless", "--norestore",  "--nologo", "--convert-to",
                               "docx",        "--outdir",      folder->path, folder->source, NULL};
    struct child child = {.launcher = report->launcher,
                          .profile = "office",
                          .arguments = arguments,
                          .home = folder->path,
                          .most_bytes = OUTPUT_BYTES,
                          .seconds = MOST_SECONDS};
    struct slice output;
    return child_run(&report->scratch, &child, &output, end);
}

static enum status refuse_missing(struct report *report) {
    return report_refuse(report, "decode", "no_reader",
                         "old Word files are read through LibreOffice, which is not installed (apt-get install "
                         "libreoffice-writer-nogui); or save as .docx");
}

static enum status convert(struct report *report, const struct folder *folder, struct slice *docx) {
    enum child_end end;
    enum status status = run(report, folder, &end);
    if (status == STATUS_OK && end == CHILD_AGAIN) /* the first run makes the profile only */
        status = run(report, folder, &end);
    if (status != STATUS_OK)
        return status;
    if (end == CHILD_MISSING)
        return refuse_missing(report);
    if (end == CHILD_TIMEOUT)
        return report_refuse(report, "decode", "office_time", "LibreOffice took too long; not read");
    status = end == CHILD_DONE ? read_made(&report->scratch, folder->made, docx) : STATUS_INPUT;
    if (status == STATUS_INPUT)
        return report_refuse(
            report, "decode", "office_damaged",
            "LibreOffice cannot read this as a text: damaged, encrypted, beyond its limits or no Word file");
    return status;
}

enum status office_make_docx(struct report *report, struct slice *docx) {
    struct folder folder;
    *docx = (struct slice){0};
    if (!report->launcher)
        return refuse_missing(report);
    if (!make_folder(&folder, report->bytes))
        return report_refuse(report, "decode", "office_folder", "no folder for LibreOffice could be made (TMPDIR)");
    enum status status = convert(report, &folder, docx);
    remove_folder(&folder);
    return status;
}

/* <Application>LibreOffice/7.4.7.2$Linux… */
static struct slice reader_of(struct report *report, const struct zip *docx) {
    const struct zip_member *member = zip_find(docx, SLICE("docProps/app.xml"));
    struct zip_problem problem;
    struct slice facts;
    if (!member || zip_read(&report->scratch, docx, member, &facts, &problem) != STATUS_OK)
        return SLICE("LibreOffice");
    size_t from = slice_find(facts, SLICE("LibreOffice/"), 0), to = from == SIZE_MAX ? facts.size : from;
    while (to < facts.size && (facts.start[to] == '/' || facts.start[to] == '.' || facts.start[to] > '$') &&
           facts.start[to] != '<' && to - from < 40)
        to++;
    return from == SIZE_MAX ? SLICE("LibreOffice") : slice_part(facts, from, to);
}

enum status office_name(struct report *report, const struct zip *docx) {
    struct slice name = report->document.name, reader = arena_copy(&report->arena, reader_of(report, docx));
    struct slice ending = slice_part(name, name.size < 4 ? 0 : name.size - 4, name.size);
    bool wps = ending.size == 4 && strncasecmp(ending.start, ".wps", 4) == 0;
    report->document.format = is_rtf(report->bytes) ? SLICE("rtf") : wps ? SLICE("wps") : SLICE("doc");
    for (size_t i = 0; i < reader.size && reader.start; i++)
        if (reader.start[i] == '/')
            ((char *)(uintptr_t)reader.start)[i] = ' ';
    report->document.reader = reader;
    return reader.start ? STATUS_OK : STATUS_NO_MEMORY;
}
