/* The bytes of a file to the report's source: finds the encoding, converts, and says what was wrong with the bytes. It
 * knows nothing of reports. */
#include "stages/decode.h"

#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "stages/decode/child.h"
#include "stages/decode/decode_convert.h"
#include "stages/decode/decode_encoding.h"
#include "stages/decode/docx.h"
#include "stages/decode/html.h"
#include "stages/decode/html_tokens.h"
#include "stages/decode/odt.h"
#include "stages/decode/office.h"
#include "stages/decode/pdf.h"
#include "stages/model/mime.h"
#include "stages/model/sha256.h"

static const char stage[] = "decode";

/* ---- UTF-8 that holds what was taken for Latin-1 ---- */

static size_t count_byte(struct slice text, char byte) {
    size_t count = 0, from = 0;
    for (const char *hit; from < text.size; from = (size_t)(hit - text.start) + 1) {
        hit = memchr(text.start + from, byte, text.size - from);
        if (!hit)
            break;
        count++;
    }
    return count;
}

/* Most characters beyond ASCII are of Latin-1, and there are enough of them for a word: Ã¤Â¸Â­, ÖÐ¹ú. */
static bool is_latin1(struct slice text) {
    enum { LEAST = 4, SAMPLE_BYTES = 1 << 16 };
    text = slice_part(text, 0, SAMPLE_BYTES);
    size_t latin = count_byte(text, '\xC2') + count_byte(text, '\xC3'), other = 0;
    for (size_t at = 0; at < text.size && other < latin; at++)
        other += (unsigned char)text.start[at] > 0xC3;
    return latin >= LEAST && latin > other;
}

/* The bytes and encoding behind such a text; false where they are no Chinese either. */
static bool find_behind(struct report *report, struct slice text, struct slice *bytes, struct encoding *encoding) {
    enum { LEAST_PAIRS = 4 };
    if (!is_latin1(text))
        return false;
    *bytes = latin1_bytes(&report->arena, text);
    if (!bytes->start)
        return false;
    size_t pairs = 0;
    if (utf8_valid(*bytes, 0) == bytes->size && utf8_prevails(*bytes)) {
        *encoding = (struct encoding){FORM_UTF8_DAMAGED, "UTF-8", 1, 0.9};
        return true;
    }
    struct slice sample = slice_part(*bytes, 0, 1 << 16);
    double share = gb_share(sample, &pairs);
    *encoding = (struct encoding){FORM_ICONV, "GB18030", 1, share};
    return pairs >= LEAST_PAIRS && share > 0.9;
}

/* ---- conversion ---- */

static void note_bad_bytes(struct report *report, const struct conversion *conversion, size_t mark) {
    if (conversion->replaced == 0)
        return;
    for (size_t i = 0; i < conversion->replaced && i < BAD_PLACES; i++) {
        struct place place = report_source_place(report, conversion->bad[i] - mark);
        report_note(report, SEVERITY_WARNING, place.line, stage, "bad_byte",
                    "a byte that is no %.*s became U+FFFD at column %u", (int)report->document.encoding.size,
                    report->document.encoding.start, (unsigned)place.column);
    }
    if (conversion->replaced > BAD_PLACES)
        report_note(report, SEVERITY_WARNING, 0, stage, "bad_byte", "%zu more such bytes",
                    conversion->replaced - BAD_PLACES);
}

static enum status refuse_named(struct report *report, const char *code, const char *message, const char *name) {
    report_note(report, SEVERITY_ERROR, 0, stage, code, message, name);
    return STATUS_INPUT;
}

static size_t mark_size(struct slice text) {
    return slice_starts(text, SLICE("\xEF\xBB\xBF")) ? 3 : 0;
}

/* Valid UTF-8 is taken as it stands. */
static enum status take_whole(struct report *report) {
    report->source = slice_part(report->bytes, mark_size(report->bytes), report->bytes.size);
    return report_index_source(report);
}

static enum status convert(struct report *report, struct slice bytes, const struct encoding *encoding) {
    struct conversion conversion = {.arena = &report->arena};
    enum status status = conversion_add(&conversion, bytes, encoding);
    if (status == STATUS_INPUT)
        return refuse_named(report, "unknown_encoding", "no converter for the encoding %s", encoding->name);
    if (status != STATUS_OK)
        return status;
    size_t mark = mark_size(conversion.text);
    report->source = slice_part(conversion.text, mark, conversion.text.size);
    report->document.replaced = conversion.replaced;
    status = report_index_source(report);
    if (status == STATUS_OK)
        note_bad_bytes(report, &conversion, mark);
    return status;
}

static enum status name_encoding(struct report *report, const struct encoding *encoding, const char *after) {
    struct slice pieces[] = {slice_from_string(encoding->name), slice_from_string(after)};
    report->document.encoding = arena_join(&report->arena, pieces, 2);
    report->document.encoding_confidence = encoding->confidence;
    return report->document.encoding.start ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status convert_found(struct report *report) {
    struct encoding encoding = encoding_find(report->bytes), behind;
    struct slice bytes;
    if (encoding.form == FORM_UNKNOWN)
        return report_refuse(report, stage, "unknown_encoding", "the bytes fit no encoding of Chinese text");
    bool twice = encoding.form == FORM_UTF8 && find_behind(report, report->bytes, &bytes, &behind);
    enum status status = name_encoding(report, twice ? &behind : &encoding, twice ? ", UTF-8" : "");
    if (status != STATUS_OK)
        return status;
    if (twice) {
        report_note(report, SEVERITY_NOTE, 0, stage, "repaired",
                    "%s bytes had been taken for Latin-1 and written as UTF-8 again; the text is restored",
                    behind.name);
        return convert(report, bytes, &behind);
    }
    if (encoding.form == FORM_MIXED)
        report_note(report, SEVERITY_WARNING, 0, stage, "mixed_encoding",
                    "some lines are UTF-8 and some GB18030; each is read as its own");
    return encoding.form == FORM_UTF8 ? take_whole(report) : convert(report, report->bytes, &encoding);
}

static enum status convert_named(struct report *report, const char *name) {
    struct encoding encoding = encoding_named(name);
    enum status status = name_encoding(report, &encoding, "");
    if (status != STATUS_OK)
        return status;
    bool whole = encoding.form == FORM_UTF8_DAMAGED && utf8_valid(report->bytes, 0) == report->bytes.size;
    return whole ? take_whole(report) : convert(report, report->bytes, &encoding);
}

/* Whether a charset that a message names may be its own: mailers that know none say us-ascii or iso-8859-1. */
static bool is_believed(const struct report *report, const char *charset) {
    struct encoding named = encoding_named(charset);
    bool latin = strncasecmp(named.name, "iso-8859", 8) == 0 || strncasecmp(named.name, "windows-125", 11) == 0;
    return *charset && !latin && named.form != FORM_UTF8_DAMAGED &&
           utf8_valid(report->bytes, 0) != report->bytes.size && decode_knows(charset);
}

/* `charset`: what the file says of itself; empty: nothing. */
static enum status convert_text(struct report *report, const char *charset) {
    if (report->forced_encoding)
        return convert_named(report, report->forced_encoding);
    return is_believed(report, charset) ? convert_named(report, charset) : convert_found(report);
}

/* ---- what the text holds ---- */

/* Characters that tell of damage, and where the first of each stands. */
struct survey {
    size_t chinese, letters; /* letters: others that are letters */
    size_t nuls, unassigned, lost;
    size_t first_nul, first_unassigned, first_lost;
    bool blank;
};

static void count(size_t *counter, size_t *first, size_t at) {
    if ((*counter)++ == 0)
        *first = at;
}

/* ，。“”（）％ and such, which tell nothing. */
static bool is_punctuation(uint32_t code) {
    return (code >= 0xFF01 && code <= 0xFF20) || (code >= 0x3001 && code <= 0x3003) ||
           (code >= 0x3008 && code <= 0x3011) || (code >= 0x2010 && code <= 0x2027);
}

static void survey_rare(struct survey *survey, uint32_t code, size_t at, size_t replaced) {
    if (code == 0xFFFD && replaced == 0)
        count(&survey->lost, &survey->first_lost, at);
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    if (category == UTF8PROC_CATEGORY_CN)
        count(&survey->unassigned, &survey->first_unassigned, at);
    survey->chinese += code >= 0x20000 && code <= 0x3FFFF;
    survey->letters += category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO && code < 0x20000;
    survey->blank = survey->blank && (category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_CF);
}

static void survey_ascii(struct survey *survey, unsigned char byte, size_t at) {
    if (byte == 0)
        count(&survey->nuls, &survey->first_nul, at);
    survey->letters += (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    survey->blank = survey->blank && (byte <= ' ' || byte == 0x7F);
}

static struct survey survey_source(const struct report *report) {
    struct survey survey = {.blank = true};
    struct slice source = report->source;
    bool marks = false;
    size_t chinese_bytes = 0;
    for (size_t at = 0; at < source.size;) {
        size_t before = at;
        at = utf8_chinese_end(source, at);
        chinese_bytes += at - before;
        if (at >= source.size)
            break;
        before = at;
        uint32_t code = slice_next(source, &at);
        if (code < 0x80)
            survey_ascii(&survey, (unsigned char)code, before);
        else if (is_punctuation(code))
            marks = true;
        else
            survey_rare(&survey, code, before, report->document.replaced);
    }
    survey.chinese += chinese_bytes / 3;
    survey.blank = survey.blank && chinese_bytes == 0 && !marks;
    return survey;
}

static void note_count(struct report *report, const char *code, size_t number, size_t first, const char *what) {
    if (number == 0)
        return;
    struct place place = report_source_place(report, first);
    report_note(report, SEVERITY_WARNING, place.line, stage, code, "%zu %s, the first at column %u", number, what,
                (unsigned)place.column);
}

static enum status check_source(struct report *report) {
    struct survey survey = survey_source(report);
    if (survey.blank)
        return report_refuse(report, stage, "empty", "the file holds nothing but white space");
    note_count(report, "nul_byte", survey.nuls, survey.first_nul, "NUL characters are left out");
    note_count(report, "unassigned", survey.unassigned, survey.first_unassigned, "characters are assigned to nothing");
    note_count(report, "lost_character", survey.lost, survey.first_lost, "characters were lost before (U+FFFD)");
    if (survey.chinese * 10 < survey.letters || survey.chinese == 0)
        report_note(report, SEVERITY_WARNING, 0, stage, "not_chinese", "%s",
                    survey.chinese ? "hardly any Chinese character stands in the text"
                                   : "no Chinese character stands in the text");
    return STATUS_OK;
}

/* ---- formats that are text ---- */

static enum status read_text_format(struct report *report, const char *charset, bool page) {
    enum status status = convert_text(report, charset);
    if (status != STATUS_OK)
        return status;
    if (report->document.format.size == 0)
        report->document.format = SLICE("text");
    return page || html_is_page(report->source) ? html_read(report) : STATUS_OK;
}

/* Mail and saved web pages: the part that is their own text. What is attached is a document of its own (inputs). */
static enum status read_message(struct report *report) {
    enum { LONGEST_CHARSET = 32 };
    struct mime mime;
    struct mime_problem problem;
    char charset[LONGEST_CHARSET] = "";
    enum status status = mime_read(&report->arena, report->bytes, &mime, &problem);
    if (status == STATUS_INPUT)
        return report_refuse(report, stage, problem.code, problem.message);
    if (status != STATUS_OK)
        return status;
    const struct mime_part *body = mime_body(&mime);
    if (!body || slice_trim(body->content).size == 0)
        return report_refuse(report, stage, "empty", "the message has no text of its own");
    if (body->charset.size && body->charset.size < sizeof charset)
        memcpy(charset, body->charset.start, body->charset.size);
    report->bytes = body->content;
    status = read_text_format(report, charset, slice_equal(body->type, SLICE("text/html")));
    report->document.format = mime_is_page(&mime) ? SLICE("mht") : SLICE("mail");
    return status;
}

/* ---- formats that are not ---- */

static enum status open_zip(struct report *report, struct slice bytes, struct zip *zip) {
    struct zip_problem problem;
    enum status status = zip_open(&report->scratch, bytes, zip, &problem);
    return status == STATUS_INPUT ? report_refuse(report, stage, problem.code, problem.message) : status;
}

static enum status read_zip_format(struct report *report) {
    struct zip zip;
    enum status status = open_zip(report, report->bytes, &zip);
    if (status != STATUS_OK)
        return status;
    if (zip_find(&zip, SLICE("[Content_Types].xml")) && !zip_find(&zip, SLICE("xl/workbook.xml")))
        return docx_read(report, &zip);
    if (zip_find(&zip, SLICE("mimetype")) && zip_find(&zip, SLICE("content.xml")))
        return odt_read(report, &zip);
    return report_refuse(report, stage, "not_text",
                         "a ZIP file that is no document of Word or OpenDocument; save it as text first");
}

static enum status read_old_document(struct report *report) {
    struct slice docx;
    struct zip zip;
    enum status status = office_make_docx(report, &docx);
    if (status == STATUS_OK)
        status = open_zip(report, docx, &zip);
    if (status == STATUS_OK)
        status = docx_read(report, &zip);
    return status == STATUS_OK ? office_name(report, &zip) : status;
}

static enum status read_format(struct report *report) {
    if (report->bytes.size == 0)
        return report_refuse(report, stage, "empty", "the file is empty");
    if (zip_is(report->bytes))
        return read_zip_format(report);
    if (pdf_is(report->bytes))
        return pdf_read(report);
    if (office_is(report->bytes))
        return read_old_document(report);
    const char *kind = binary_kind(report->bytes);
    if (kind)
        return refuse_named(report, "not_text", "a %s is not text; save it as text first", kind);
    return mime_is(report->bytes) ? read_message(report) : read_text_format(report, "", false);
}

struct slice decode_readers(struct slice bytes, char out[DECODE_READERS_BYTES]) {
    static const char *const of_pdf[] = {"pdftotext", "pdftoppm", NULL}, *const of_office[] = {"soffice.bin", NULL};
    const char *const *programs = pdf_is(bytes) ? of_pdf : office_is(bytes) ? of_office : NULL;
    size_t size = 0;
    for (; programs && *programs; programs++)
        size += child_describe(*programs, out + size, DECODE_READERS_BYTES - size).size;
    return (struct slice){out, size};
}

enum status stage_decode(struct report *report) {
    report->document.bytes = report->bytes.size;
    sha256_of_bytes(report->bytes, report->document.sha256);
    enum status status = read_format(report);
    return status == STATUS_OK ? check_source(report) : status;
}

struct slice decode_as_utf8(struct arena *arena, struct slice bytes) {
    struct encoding encoding = encoding_find(bytes);
    struct conversion conversion = {.arena = arena};
    if (encoding.form == FORM_UTF8)
        return slice_part(bytes, mark_size(bytes), bytes.size);
    if (encoding.form == FORM_UNKNOWN || conversion_add(&conversion, bytes, &encoding) != STATUS_OK)
        return (struct slice){0};
    return slice_part(conversion.text, mark_size(conversion.text), conversion.text.size);
}

struct slice decode_named_as_utf8(struct arena *arena, struct slice bytes, struct slice charset) {
    enum { LONGEST_CHARSET = 32 };
    char name[LONGEST_CHARSET] = "";
    struct conversion conversion = {.arena = arena};
    if (charset.size && charset.size < sizeof name)
        memcpy(name, charset.start, charset.size);
    struct encoding named = encoding_named(name);
    if (!decode_knows(name) || conversion_add(&conversion, bytes, &named) != STATUS_OK)
        return decode_as_utf8(arena, bytes);
    return conversion.text;
}

bool decode_knows(const char *encoding) {
    struct arena arena = {0};
    if (!*encoding || strchr(encoding, '/')) /* UTF-8//IGNORE: what iconv would do with bad bytes is done here */
        return false;
    struct conversion conversion = {.arena = &arena};
    struct encoding named = encoding_named(encoding);
    bool known = conversion_add(&conversion, SLICE(" "), &named) != STATUS_INPUT;
    arena_free(&arena);
    return known;
}
