/* Bytes to UTF-8: of a text as they stand; of a web page, a message (.mht, .eml), a Word, ODF or PDF file as its
 * reading, a paragraph or table cell a line, with `blocks` beside the lines.
 *
 * Reads `bytes` and `forced_encoding`. Leaves `source` (UTF-8 without a byte order mark; `bytes` themselves where they
 * are that already) with its index, and of the document sha256, bytes, characters, encoding, encoding_confidence and
 * replaced.
 *
 * The encoding is found in this order: a byte order mark; UTF-16 and UTF-32 by how many units are characters of
 * Chinese text; valid UTF-8; HZ; UTF-8 with bad bytes, or lines of two encodings; GB18030 or Big5 by how many byte
 * pairs are common characters; what libuchardet says. Names are UTF-8, UTF-16LE, UTF-16BE, UTF-32LE, UTF-32BE, GB18030
 * (for GB2312 and GBK as well, of which it is the superset), BIG5, HZ, or iconv's for others; `UTF-8, UTF-8` says
 * encoded twice, `GB18030, UTF-8` that bytes of the first were taken for Latin-1 and written as the second, `UTF-8 +
 * GB18030` lines of both. Confidence is 1 for marks, valid UTF-8 and a forced encoding, else the share of what fits.
 *
 * Each bad byte becomes U+FFFD and is counted; the first are told with their places. Diagnostics: errors (STATUS_INPUT)
 * empty, not_text, unknown_encoding; warnings bad_byte, mixed_encoding, nul_byte, unassigned, lost_character (U+FFFD
 * in the file itself), not_chinese (hardly any Chinese character: the stages go on and find little); note repaired. */
#ifndef BAOGAO_STAGES_DECODE_H
#define BAOGAO_STAGES_DECODE_H

#include "stages/model/report.h"

enum status stage_decode(struct report *report);

/* Text of any encoding as UTF-8 without a byte order mark, in `arena` or as it stands; its start is NULL where it is no
 * text or memory ran out. */
struct slice decode_as_utf8(struct arena *arena, struct slice bytes);

/* The same of text that says which encoding it is in, where that is one. */
struct slice decode_named_as_utf8(struct arena *arena, struct slice bytes, struct slice charset);

/* Whether `forced_encoding` may be this name. */
bool decode_knows(const char *encoding);

/* What decides beside this program how a file that begins with these bytes is read: the programs that read it, as a
 * text that is another one when they are, or are not installed. Empty where this program reads it by itself. */
enum { DECODE_READERS_BYTES = 1024 };
struct slice decode_readers(struct slice bytes, char out[DECODE_READERS_BYTES]);

#endif
