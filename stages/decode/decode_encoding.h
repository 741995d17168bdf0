/* Which encoding bytes are in. Nothing is converted here; at most a sample of a long file is judged, its validity as
 * UTF-8 aside. */
#ifndef BAOGAO_STAGES_DECODE_ENCODING_H
#define BAOGAO_STAGES_DECODE_ENCODING_H

#include "stages/model/slice.h"

enum encoding_form {
    FORM_UNKNOWN,
    FORM_UTF8,
    FORM_UTF8_DAMAGED, /* with bad bytes */
    FORM_MIXED,        /* some lines UTF-8, some GB18030 */
    FORM_HZ,
    FORM_ICONV, /* by iconv under `name` */
};

struct encoding {
    enum encoding_form form;
    char name[32]; /* as the document's row gives it */
    int unit;      /* bytes that are bad together: 2 for UTF-16 */
    double confidence;
};

struct encoding encoding_find(struct slice bytes);
/* The encoding of a name that a user gives (gbk, utf8, Big5 …). */
struct encoding encoding_named(const char *name);
/* Bytes of the longest valid UTF-8 from byte `from` on. */
size_t utf8_valid(struct slice bytes, size_t from);
/* Whether a line that is not valid UTF-8 is rather damaged UTF-8 than another encoding. */
bool utf8_prevails(struct slice line);
/* Share of the non-ASCII characters that are common ones, read as GB18030, and how many there are. */
double gb_share(struct slice bytes, size_t *pairs);
/* What a file that is no text begins with: "PNG image". NULL for others. */
const char *binary_kind(struct slice bytes);

#endif
