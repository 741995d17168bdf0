/* The bytes of one input. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/inputs.h"
#include "pipeline/paths.h"
#include "stages/model/text.h"
#include "stages/model/zip.h"

enum { FIRST_READ_BYTES = 1 << 16 };

static enum status refuse_size(struct report *report, size_t most_bytes) {
    report_note(report, SEVERITY_ERROR, 0, "read", "too_large",
                "larger than %zu bytes, the limit that --max-size sets; not converted", most_bytes);
    return STATUS_INPUT;
}

/* Everything up to the end, `expected_bytes` by what the system says. */
static enum status read_whole(int file, size_t expected_bytes, size_t most_bytes, struct report *report) {
    size_t wanted = expected_bytes + 1;
    struct text text = {.arena = &report->arena, .start = arena_room(&report->arena, wanted), .capacity = wanted};
    if (!text.start)
        return STATUS_NO_MEMORY;
    for (;;) {
        char *room = text_room(&text, wanted);
        if (!room)
            return STATUS_NO_MEMORY;
        ssize_t got = read(file, room, wanted);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return report_refuse(report, "read", "unreadable", strerror(errno));
        if (got == 0)
            break;
        text.size += (size_t)got;
        if (text.size > most_bytes)
            return refuse_size(report, most_bytes);
        wanted = text.capacity > text.size ? text.capacity - text.size : FIRST_READ_BYTES;
    }
    report->bytes = (struct slice){text.start ? text.start : "", text.size};
    return STATUS_OK;
}

static bool same_state(const struct stat *one, const struct stat *other) {
    return one->st_size == other->st_size && one->st_mtim.tv_sec == other->st_mtim.tv_sec &&
           one->st_mtim.tv_nsec == other->st_mtim.tv_nsec;
}

static enum status read_file(int file, size_t most_bytes, struct report *report) {
    struct stat before, after;
    if (fstat(file, &before) != 0)
        return report_refuse(report, "read", "unreadable", strerror(errno));
    if (!S_ISREG(before.st_mode))
        return report_refuse(report, "read", "not_a_file", input_kind_problem(before.st_mode));
    if ((uintmax_t)before.st_size > most_bytes)
        return refuse_size(report, most_bytes);
    enum status status = read_whole(file, (size_t)before.st_size, most_bytes, report);
    if (status != STATUS_OK)
        return status;
    if (fstat(file, &after) != 0 || !same_state(&before, &after) || report->bytes.size != (size_t)before.st_size)
        return report_refuse(report, "read", "changed", "changed while it was read");
    return STATUS_OK;
}

static enum status read_member(const struct input_member *member, struct report *report) {
    struct zip_problem problem = {0};
    report->given = member->given;
    if (member->format)
        report->document.format = slice_from_string(member->format);
    report->bytes = member->text;
    if (!member->zip)
        return STATUS_OK;
    enum status status = zip_read(&report->arena, member->zip, member->member, &report->bytes, &problem);
    return status == STATUS_INPUT ? report_refuse(report, "read", problem.code, problem.message) : status;
}

enum status input_read(const struct input *input, size_t most_bytes, struct report *report) {
    report->document.name = input->key;
    if (input->problem)
        return report_refuse(report, "read", input->code, input->problem);
    if (input->note)
        report_note(report, SEVERITY_NOTE, 0, "read", "documents", "%s", input->note);
    if (input->member)
        return read_member(input->member, report);
    if (strcmp(input->path, "-") == 0)
        return read_whole(STDIN_FILENO, FIRST_READ_BYTES, most_bytes, report);
    int file = path_open(input->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file < 0)
        return report_refuse(report, "read", "unreadable", strerror(errno));
    enum status status = read_file(file, most_bytes, report);
    close(file);
    return status;
}
