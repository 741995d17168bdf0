/* Messages in MIME (RFC 2045 to 2047, 2231): mail (.eml) and saved web pages (.mht), as the parts that they are made
 * of. Parts that hold parts are passed through; a mail in a mail is one part. */
#ifndef BAOGAO_MODEL_MIME_H
#define BAOGAO_MODEL_MIME_H

#include "stages/model/arena.h"
#include "stages/model/status.h"

enum { MOST_MIME_PARTS = 1000, MOST_MIME_DEPTH = 8 };

struct mime_part {
    struct slice type;         /* text/html, in small letters; text/plain where none is given */
    struct slice charset;      /* of its text, as written; empty: not given */
    struct slice name;         /* of its file, its bytes in `name_charset`; empty: it has none */
    struct slice name_charset; /* empty: not given */
    struct slice content;      /* decoded from base64 or quoted-printable */
    bool attached;             /* the sender calls it an attachment */
    bool located;              /* it has the address of a page (Content-Location) */
};

struct mime {
    LIST(struct mime_part) parts;
};

/* Why a message is refused: mail_parts, mail_depth. */
struct mime_problem {
    const char *code, *message;
};

/* Whether a file begins with the headers of a message. */
bool mime_is(struct slice bytes);
/* Reads all parts. STATUS_INPUT: `problem` says why not. */
enum status mime_read(struct arena *arena, struct slice bytes, struct mime *mime, struct mime_problem *problem);
/* The part that is the message's own text: the longest page, else the longest plain text; NULL: it has none. */
const struct mime_part *mime_body(const struct mime *mime);
/* Whether a saved web page is what the message is, not mail. */
bool mime_is_page(const struct mime *mime);

/* ---- how bytes are written in mail (mime_codings) ---- */

/* Each gives the decoded bytes, in `arena`; what is no such code is passed over. Start NULL: memory ran out. */
struct slice base64_decode(struct arena *arena, struct slice text);
/* `underscores`: as in the words of headers, where _ is a space. */
struct slice quoted_printable_decode(struct arena *arena, struct slice text, bool underscores);
/* %E6%8A%A5 */
struct slice percent_decode(struct arena *arena, struct slice text);
/* =?GB2312?B?uKG45g==?= words and what stands around them; `*charset` is that of the first. */
struct slice encoded_words_decode(struct arena *arena, struct slice text, struct slice *charset);

#endif
